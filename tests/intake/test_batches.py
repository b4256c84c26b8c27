"""Many papers at one go: nothing is lost, nothing comes twice, everything says what became of it."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.cli.intake import intake
from lantoa.common.periods import Period
from lantoa.history.models import Event
from lantoa.intake import batches, operations
from lantoa.intake.models import Batch, Paper
from lantoa.notices.models import Notice
from lantoa.organisations.models import Grant
from tests.cast import Cast
from tests.intake.test_views import signed_in, taking_in
from tests.intake.writing import take

TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 8, tzinfo=UTC)
YEAR = Period.year(2026)


def text(number: int) -> bytes:
    return f"Mô hình “Hẻm sạch {number}” dài {number + 1} km.".encode()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def bring(cast: Cast, brought: list[tuple[str, bytes]], **how: Any) -> Batch:
    said = {"scope": cast.scope(cast.lan), "unit": cast.units["an-phuc"], "period": YEAR} | how
    return operations.bring(brought=brought, **said)[0]


def worked(batch: Batch) -> dict[str, str]:
    for item in operations.work(batch=batch, today=TODAY):
        if item.paper:
            operations.read_paper(paper=item.paper)
    return {one.name: one.stage for one in batches.items(batch)}


def test_files_and_members_of_archives_become_papers_and_each_says_where_it_stands(cast: Cast) -> None:
    known = take(cast, text(9), user=cast.lan, period=YEAR)
    inside = {
        "xã/hai.txt": text(2),
        "xã/ba.txt": text(3),
        "__MACOSX/x.txt": b"x",
        "xã/Thumbs.db": b"x",
        "xã/c.exe": b"MZ\0",
    }
    brought = [
        ("một.txt", text(1)),
        # Packed once: an archive bears the time at which it was made.
        ("gói.zip", packed(inside)),
        ("cũ.txt", text(9)),
        ("hỏng.docx", b"PK\x03\x04"),
    ]
    batch = bring(cast, brought)
    assert worked(batch) == {
        "một.txt": "review",
        "cũ.txt": "known",
        "hỏng.docx": "refused",
        "gói.zip/xã/ba.txt": "review",
        "gói.zip/xã/c.exe": "refused",
        "gói.zip/xã/hai.txt": "review",
    }
    assert batches.counts(batch) == {"refused": 2, "known": 1, "review": 3}
    assert Paper.objects.count() == 4
    assert all(one.note.endswith(".") for one in batches.failed(batch))
    assert known in [one.paper for one in batches.items(batch)]
    assert Event.objects.filter(kind="batch", verb="bring").count() == 1
    # The same files once more, and the work once more, change nothing.
    assert bring(cast, brought) == batch
    worked(batch)
    assert Paper.objects.count() == 4


def test_members_named_by_old_programs_are_called_as_their_makers_did(cast: Cast) -> None:
    data = packed({"bAo cAo.txt": text(1)})
    old = data.replace("bAo cAo".encode("cp437"), "bµo c¸o".encode("cp1252")[:7])
    names = worked(bring(cast, [("cu.zip", old)]))
    assert len(names) == 1
    utf8 = packed({"XX.txt": text(2)}).replace(b"XX.txt", "ấ".encode() + b"txt")
    assert list(worked(bring(cast, [("moi.zip", utf8)]))) == ["moi.zip/ấtxt"]


def test_what_is_too_much_is_refused_with_the_limit_and_the_rest_comes_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.reading.inputs.limits.BATCH_FILES", 3)
    with pytest.raises(operations.UnableToBring, match="tối đa 3 tệp"):
        bring(cast, [(f"{number}.txt", text(number)) for number in range(4)])
    many = packed({f"{number}.txt": text(number) for number in range(4)})
    batch = bring(cast, [("nhieu.zip", many), ("a.txt", text(7))])
    assert worked(batch) == {"nhieu.zip": "refused", "a.txt": "review"}
    assert "tối đa 3 tệp" in batches.failed(batch)[0].note
    bomb = packed({"a.txt": b"0" * 30_000_000})
    assert worked(bring(cast, [("bom.zip", bomb)])) == {"bom.zip": "refused"}
    with pytest.raises(operations.UnableToBring, match="Không có tệp nào"):
        bring(cast, [("__MACOSX/x", b"x")])


def test_only_who_may_take_in_brings_and_what_one_lost_meanwhile_is_refused(cast: Cast) -> None:
    with pytest.raises(operations.UnableToBring, match="không được tiếp nhận"):
        bring(cast, [("a.txt", text(1))], scope=cast.scope(cast.minh))
    batch = bring(cast, [("a.txt", text(1))])
    Grant.objects.filter(user=cast.lan).update(to_on=date(2026, 1, 1))
    assert worked(batch) == {"a.txt": "refused"}
    assert not Paper.objects.exists()


def test_what_failed_is_tried_again_and_comes_in_once_it_can(cast: Cast) -> None:
    batch = bring(cast, [("a.txt", text(1)), ("b.docx", b"PK\x03\x04")])
    ends = list(Grant.objects.filter(user=cast.lan).values_list("pk", "to_on"))
    Grant.objects.filter(user=cast.lan).update(to_on=date(2026, 1, 1))
    assert set(worked(batch).values()) == {"refused"}
    for pk, to_on in ends:
        Grant.objects.filter(pk=pk).update(to_on=to_on)
    client = signed_in(cast.lan)
    answer = client.post(reverse("intake:retry", args=[batch.uuid]), follow=True)
    assert "Đang thử lại 2 tệp" in answer.content.decode()
    assert worked(batch) == {"a.txt": "review", "b.docx": "refused"}


def test_many_files_or_an_archive_on_the_page_become_a_batch(cast: Cast) -> None:
    client = signed_in(cast.lan)
    several = [SimpleUploadedFile(f"{number}.txt", text(number)) for number in range(7)]
    answer = taking_in(client, papers=several, year="2026")
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("intake:batch", args=[batch.uuid])
    page = client.get(answer["Location"]).content.decode()
    assert "0/7" in page
    assert 'hx-trigger="every 2s"' in page
    worked(batch)
    page = client.get(answer["Location"]).content.decode()
    assert "7/7" in page
    assert "Xem văn bản tiếp theo" in page
    assert "hx-trigger" not in page
    fragment = client.get(answer["Location"] + "?doc=1&buoc=review", headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="batch"')
    assert client.get(answer["Location"] + "?buoc=refused").content.decode().count("paper-row") == 0
    for item in batches.items(batch):
        operations.tell_read(paper=item.paper, at=NOW)
    assert [notice.subject for notice in Notice.objects.all()] == ["Đã đọc xong lô “7 tệp”: 7 văn bản chờ xem"]
    assert "7 tệp" in client.get(reverse("intake:list")).content.decode()
    again = taking_in(
        client, papers=[SimpleUploadedFile(f"{number}.txt", text(number)) for number in range(7)], year="2026"
    )
    assert again["Location"] == answer["Location"]
    archive = SimpleUploadedFile("goi.zip", packed({"a.txt": text(20)}))
    # What was pasted beside the files is not lost.
    one = taking_in(client, papers=archive, pasted="Xã An Phúc hiến 300 m² đất.", year="2026")
    assert one.status_code == 302
    assert set(worked(Batch.objects.order_by("pk").last())) == {"goi.zip/a.txt", "Xã An Phúc hiến 300 m² đất..txt"}


def test_a_batch_of_sixty_takes_as_many_queries_as_one_of_five(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client, counts = signed_in(cast.lan), []
    for size in (5, 60):
        batch = bring(cast, [(f"{number}.txt", text(1000 * size + number)) for number in range(size)])
        for _item in operations.work(batch=batch, today=TODAY):
            pass
        address = reverse("intake:batch", args=[batch.uuid])
        client.get(address)
        with django_assert_max_num_queries(30) as counted:
            assert client.get(address).status_code == 200
        counts.append(len(counted))
    # The pager of the longer one asks nothing more.
    assert counts[0] == counts[1]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(intake, [str(argument) for argument in arguments])


def test_the_command_takes_a_folder_in_once_and_names_what_it_could_not_read(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "sâu").mkdir()
    for number in range(3):
        (tmp_path / "sâu" / f"{number}.txt").write_bytes(text(number))
    (tmp_path / "hỏng.docx").write_bytes(b"PK\x03\x04")
    said = ("--unit", "an-phuc", "--period", "2026", "--as", "lan")
    first = run(tmp_path, *said)
    assert first.exit_code == 1
    assert "hỏng.docx" in first.stderr
    assert Paper.objects.count() == 3
    assert {paper.taken_in_by for paper in Paper.objects.all()} == {cast.lan}
    (tmp_path / "hỏng.docx").unlink()
    (tmp_path / "thêm.txt").write_bytes(text(7))
    second = run(tmp_path, *said)
    assert second.exit_code == 0, second.output
    assert Paper.objects.count() == 4
    assert run(tmp_path, "--unit", "khong-co", "--period", "2026", "--as", "lan").exit_code == 1
    assert "ai-do" in run(tmp_path, "--unit", "an-phuc", "--period", "2026", "--as", "ai-do").output
    assert run(tmp_path, "--unit", "an-phuc", "--period", "hôm qua", "--as", "lan").exit_code == 1
