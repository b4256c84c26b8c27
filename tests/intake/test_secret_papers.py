"""A paper with a degree of secrecy does not enter, and nothing of it stays: on disk, in rows, in the history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from lantoa.common.checks import Break, Look
from lantoa.common.periods import Period
from lantoa.files.checks import stored
from lantoa.files.models import StoredFile, TextVersion
from lantoa.history.models import Payload
from lantoa.history.queries import first_broken
from lantoa.intake import batches, operations, queries, tasks
from lantoa.intake.models import BatchItem, Paper
from lantoa.notices.models import Notice
from tests.cast import Cast
from tests.intake.test_batches import NOW, bring, packed, text, worked
from tests.intake.test_views import page_of, signed_in, taking_in

SECRET = "HUYỆN ỦY BẾN LAU\nMẬT\nSố 12-BC/HU\nBÁO CÁO\nKho lúa chìm ở Cồn Vạc có 7 mái che."
TELLING = "Cồn Vạc"
YEAR = Period.year(2026)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """What other tests kept on disk lies elsewhere."""
    settings.FILES_ROOT = tmp_path


def on_disk(words: str) -> list[Path]:
    found = [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]
    return [path for path in found if words.encode() in path.read_bytes()]


def nothing_is_left(name: str = "con-vac") -> None:
    assert not on_disk(TELLING)
    assert not TextVersion.objects.filter(text__contains=TELLING).exists()
    assert not StoredFile.objects.filter(name__contains=name).exists()
    assert not Paper.objects.filter(title__contains=name.replace("-", " ")).exists()
    assert not Paper.objects.filter(title__contains=name).exists()
    assert not BatchItem.objects.filter(name__contains=name).exists()
    assert not BatchItem.objects.filter(member__contains=name).exists()
    said = "\n".join(str(one.data) for one in Payload.objects.all())
    assert name not in said
    assert TELLING not in said
    assert first_broken() is None
    assert not [found for found in stored.run(Look(NOW)) if isinstance(found, Break)]


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in the background, as old Word files are."""
    monkeypatch.setattr("lantoa.intake.operations.papers.enqueue", lambda task, paper: None)
    monkeypatch.setattr("lantoa.intake.operations.papers.AT_ONCE_BYTES", 0)


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_paper_read_at_once_is_refused_in_words(cast: Cast, stamp: str) -> None:
    client = signed_in(cast.lan)
    answer = taking_in(client, pasted=SECRET.replace("MẬT", stamp, 1))
    assert answer.status_code == 422
    assert "độ mật" in answer.content.decode()
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()
    nothing_is_left()


def test_what_was_kept_to_be_read_later_is_removed_from_the_disk(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    later(monkeypatch)
    scope = cast.scope(cast.lan)
    said = {"name": "con-vac.txt", "data": SECRET.encode(), "unit": cast.units["an-phuc"], "period": YEAR}
    paper, _ = operations.take_in(scope=scope, **said)
    assert on_disk(TELLING)
    with django_capture_on_commit_callbacks(execute=True):
        operations.read_paper(paper=paper)
    now = queries.papers().get(pk=paper.pk)
    assert (now.stage, now.title, now.text, now.taken_in_by) == ("secret", "Văn bản có độ mật", None, cast.lan)
    nothing_is_left()
    operations.read_paper(paper=Paper.objects.get(pk=paper.pk))
    assert queries.stage_of(paper) == "secret"
    operations.tell_read(paper=now, at=NOW)
    assert "độ mật" in Notice.objects.get().subject
    page = signed_in(cast.lan).get(page_of(now)).content.decode()
    assert "không được tiếp nhận" in page
    assert reverse("intake:file", args=[now.uuid]) not in page


def test_a_picture_that_turns_out_secret_when_it_is_typed_goes_with_its_text(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    later(monkeypatch)
    monkeypatch.setattr("lantoa.reading.inputs.office.program", lambda: None)
    data = b"{\\rtf1 con-vac}"
    paper, _ = operations.take_in(
        scope=cast.scope(cast.lan), name="con-vac.rtf", data=data, unit=cast.units["an-phuc"], period=YEAR
    )
    operations.read_paper(paper=paper)
    assert queries.stage_of(paper) == "unreadable"
    with django_capture_on_commit_callbacks(execute=True):
        operations.type_text(scope=cast.scope(cast.lan), paper=Paper.objects.get(pk=paper.pk), text=SECRET)
    assert queries.stage_of(paper) == "secret"
    assert not on_disk("con-vac")
    nothing_is_left()


def test_in_a_batch_it_alone_is_refused(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    batch = bring(cast, [("một.txt", text(1)), ("con-vac.txt", SECRET.encode()), ("hai.txt", text(2))])
    with django_capture_on_commit_callbacks(execute=True):
        found = worked(batch)
    assert found == {"một.txt": "review", "Văn bản có độ mật": "secret", "hai.txt": "review"}
    nothing_is_left()
    assert operations.retry(scope=cast.scope(cast.lan), batch=batch) == 0
    html = signed_in(cast.lan).get(reverse("intake:batch", args=[batch.uuid])).content.decode()
    assert "không được tiếp nhận" in html


@pytest.mark.parametrize("is_later", [False, True])
def test_an_archive_that_holds_one_goes_once_the_others_are_taken_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, is_later: bool
) -> None:
    members = {"a.txt": text(1), "con-vac.txt": SECRET.encode(), "b.txt": text(2), "c.exe": b"MZ" + bytes(range(256))}
    batch = bring(cast, [("gói.zip", packed(members))])
    (archive,) = {item.file for item in BatchItem.objects.filter(batch=batch).select_related("file")}
    before = archive.sha256
    if is_later:
        later(monkeypatch)
    with django_capture_on_commit_callbacks(execute=True):
        found = worked(batch)
    assert sorted(found.values()) == ["refused", "review", "review", "secret"]
    archive.refresh_from_db()
    assert archive.sha256 != before
    assert not (Path(settings.FILES_ROOT) / before[:2] / before[2:]).exists()
    nothing_is_left()
    assert operations.retry(scope=cast.scope(cast.lan), batch=batch) == 1
    again = worked(batch)
    assert again["gói.zip/c.exe"] == "refused"
    note = batches.items(batch).get(name="gói.zip/c.exe").note
    assert "Hãy gửi lại" in note


def test_a_batch_that_bore_its_name_does_not_tell_it(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    batch = bring(cast, [("con-vac.txt", SECRET.encode())])
    assert batch.title == "con-vac"
    with django_capture_on_commit_callbacks(execute=True):
        tasks.work_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.title == "Văn bản có độ mật"
    assert "con-vac" not in Notice.objects.get().subject
    nothing_is_left()
