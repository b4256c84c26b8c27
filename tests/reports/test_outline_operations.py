"""Outlines are kept, put right version by version, and withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lantoa.history.models import Event
from lantoa.reports.models import Outline
from lantoa.reports.outlines import operations, queries
from lantoa.reports.outlines.operations import UnableToCorrectOutline, UnableToKeepOutline
from lantoa.reports.rules.outlines import USUAL, Fill, Section, levelled, moved
from tests.cast import Cast
from tests.files.test_photos import JPEG
from tests.reports.outline_papers import OUTLINE, TABLES, TEXT


def keep(cast: Cast, data: bytes = TEXT.encode(), name: str = "de-cuong.txt", **more: Any) -> Outline:
    return operations.keep(scope=cast.scope(cast.lan), unit=cast.units["an-phuc"], name=name, data=data, **more)[0]


def headings(outline: Outline) -> list[str]:
    return [section.heading for section in outline.whole]


def test_a_file_becomes_an_outline_filled_with_what_its_words_ask(cast: Cast) -> None:
    made = keep(cast, OUTLINE.read_bytes(), OUTLINE.name)
    assert made.kind == "asked"
    assert made.reading == "read"
    assert made.source is not None
    assert made.name.startswith("ĐỀ CƯƠNG báo cáo kết quả")
    registered = next(section for section in made.whole if section.heading == "Đăng ký mô hình")
    assert Fill("registered") in registered.fills
    event = Event.objects.get(kind="outline")
    assert (event.verb, event.record) == ("keep", made.uuid)


def test_the_same_file_at_the_same_unit_is_kept_once(cast: Cast) -> None:
    first = keep(cast)
    corrected = operations.rename(scope=cast.scope(cast.lan), outline=first, name="Tên khác", kind="asked")
    again, is_new = operations.keep(
        scope=cast.scope(cast.lan), unit=cast.units["an-phuc"], name="b.txt", data=TEXT.encode()
    )
    assert (again, is_new) == (corrected, False)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("de-cuong.docx", b"PK\x03\x04 hong", "hỏng"),
        ("de-cuong.docx", b"%PDF-1.4 khong phai", "đuôi"),
        ("de-cuong.pptx", b"\x89PNG\r\n", "ảnh"),
        ("bieu.xlsx", b"PK\x05\x06" + b"\0" * 18, ""),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_with_the_reason(cast: Cast, name: str, data: bytes, says: str) -> None:
    made = keep(cast, data, name)
    assert made.reading == "unreadable"
    assert made.whole == ()
    assert says in made.notes[0]
    assert made.source is not None
    written = operations.add(scope=cast.scope(cast.lan), outline=made, at=0, section=Section(1, "I-", "Viết tay"))
    assert (headings(written), written.reading) == (["Viết tay"], "read")


def test_an_empty_file_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(UnableToKeepOutline, match="rỗng"):
        keep(cast, b"  ")
    assert not Outline.objects.exists()


def test_a_picture_is_read_in_the_background(cast: Cast) -> None:
    waiting = keep(cast, JPEG, "de-cuong.jpg")
    assert waiting.reading == "waiting"
    done = operations.read_waiting(outline=waiting)
    assert done is not None
    assert done.replaces == waiting
    assert done.reading in ("read", "unreadable")
    assert operations.read_waiting(outline=waiting) is None


def test_the_usual_sections_become_an_outline_of_ones_own(cast: Cast) -> None:
    made = operations.keep_usual(scope=cast.scope(cast.lan), unit=cast.units["an-phuc"])
    assert made.whole == USUAL
    assert made.kind == "usual"


def test_tables_come_in_behind_the_sections(cast: Cast) -> None:
    first = keep(cast)
    data = TABLES.read_bytes()
    made = operations.add_tables(scope=cast.scope(cast.lan), outline=first, name=TABLES.name, data=data)
    assert headings(made)[: len(first.whole)] == headings(first)
    assert [section.number for section in made.whole[-2:]] == ["Biểu số 01", "Biểu số 02"]
    assert made.whole[-1].fills[0].kind == "asked_table"
    with pytest.raises(UnableToKeepOutline, match="Không thấy bảng"):
        operations.add_tables(scope=cast.scope(cast.lan), outline=made, name="a.txt", data=b"Khong co bang nao")


def test_a_correction_is_the_next_version_and_the_one_before_stays(cast: Cast) -> None:
    first = keep(cast)
    before = first.sections
    changed = replace(first.whole[1], heading="Văn bản của cấp ủy", fills=(Fill("sentence", ("cau-xay-moi",)),))
    second = operations.correct(scope=cast.scope(cast.lan), outline=first, at=1, section=changed)
    assert second.whole[1] == changed
    assert (second.replaces, second.series) == (first, first.series)
    assert Outline.objects.get(pk=first.pk).sections == before
    assert [one.pk for one in queries.current(cast.scope(cast.lan))] == [second.pk]
    assert Event.objects.filter(kind="outline", verb="correct", record=second.uuid).exists()


def test_nothing_typed_anew_makes_no_version(cast: Cast) -> None:
    first = keep(cast)
    assert operations.correct(scope=cast.scope(cast.lan), outline=first, at=0, section=first.whole[0]) == first


def test_only_the_last_version_is_corrected(cast: Cast) -> None:
    first = keep(cast)
    operations.drop(scope=cast.scope(cast.lan), outline=first, at=0)
    with pytest.raises(UnableToCorrectOutline, match="bản mới hơn"):
        operations.drop(scope=cast.scope(cast.lan), outline=first, at=1)


def test_sections_are_added_dropped_and_moved(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    made = operations.add(scope=scope, outline=keep(cast), at=2, section=Section(2, "2.", "Mới"))
    assert headings(made)[:3] == ["CÔNG TÁC CHỈ ĐẠO", "Ban hành văn bản", "Mới"]
    moved_up, at = operations.move(scope=scope, outline=made, at=2, up=True)
    assert (headings(moved_up)[1], at) == ("Mới", 1)
    dropped = operations.drop(scope=scope, outline=moved_up, at=1)
    assert "Mới" not in headings(dropped)
    with pytest.raises(UnableToCorrectOutline, match="không chuyển được"):
        operations.move(scope=scope, outline=dropped, at=0, up=True)


def test_a_chapter_moves_with_what_lies_under_it() -> None:
    a, a1, b, b1 = (Section(level, "", name) for level, name in ((1, "a"), (2, "a1"), (1, "b"), (2, "b1")))
    assert moved([a, a1, b, b1], 2, up=True) == ([b, b1, a, a1], 0)
    assert moved([a, a1, b, b1], 0, up=False) == ([b, b1, a, a1], 2)
    assert moved([a, a1, b, b1], 1, up=True) is None
    assert moved([a, a1, b, b1], 1, up=False) is None


def test_what_stood_under_a_dropped_chapter_goes_up() -> None:
    assert [one.level for one in levelled([Section(2, "", "a"), Section(4, "", "b"), Section(1, "", "c")])] == [1, 2, 1]


def test_of_another_kind_what_was_asked_is_what_was_told(cast: Cast) -> None:
    first = keep(cast)
    asked = first.whole[1].asks
    assert asked
    second = operations.rename(scope=cast.scope(cast.lan), outline=first, name=first.name, kind="past")
    assert (second.whole[1].asks, second.whole[1].prose) == ("", asked)


def test_an_outline_is_withdrawn_with_a_reason_and_stays_readable(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    first = keep(cast)
    with pytest.raises(UnableToCorrectOutline, match="lý do"):
        operations.withdraw(scope=scope, outline=first, why=" ")
    last = operations.withdraw(scope=scope, outline=first, why="Tỉnh đã gửi đề cương khác")
    assert last.is_withdrawn
    assert last.whole == first.whole
    with pytest.raises(UnableToCorrectOutline, match="thôi dùng"):
        operations.drop(scope=scope, outline=last, at=0)
    # The file may come again.
    assert operations.keep(scope=scope, unit=first.unit, name="a.txt", data=TEXT.encode())[1]


def test_nobody_keeps_or_corrects_the_outline_of_another_unit(cast: Cast) -> None:
    made = keep(cast)
    minh = cast.scope(cast.minh)
    with pytest.raises(UnableToKeepOutline):
        operations.keep(scope=minh, unit=cast.units["an-phuc"], name="a.txt", data=b"I- Ket qua")
    for act, more in (
        (operations.drop, {"at": 0}),
        (operations.withdraw, {"why": "không"}),
        (operations.rename, {"name": "a", "kind": "past"}),
        (operations.correct, {"at": 0, "section": Section(1, "", "x")}),
    ):
        with pytest.raises(UnableToCorrectOutline):
            act(scope=minh, outline=made, **more)  # type: ignore[operator]
    assert queries.outline(minh, made.uuid) is None
    assert not queries.current(minh).exists()
