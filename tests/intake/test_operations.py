"""From a paper to figures, and back."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Literal
from uuid import uuid4

import pytest

from lantoa.common.periods import Period
from lantoa.common.quantities import Exactness, Quantity
from lantoa.common.scopes import Identity
from lantoa.files.models import StoredFile
from lantoa.history.queries import first_broken, of_record
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.intake import operations, queries, tasks
from lantoa.intake.models import Finding, FindingStep, Paper
from lantoa.intake.operations import papers
from lantoa.practices import operations as register
from lantoa.practices import queries as practices
from tests.cast import Cast
from tests.intake.writing import BRIDGES, JOINT, RUNNING, accept_everything, finding, take
from tests.reading.inputs import papers as made

YEAR = Period.year(2022)
AT_LEAST, JUST_UNDER = Exactness.AT_LEAST, Exactness.JUST_UNDER
SIX = {
    "nguon-luc": Quantity.of(52 * 10**9, AT_LEAST, "trên"),
    "cau-xay-moi": Quantity.of(70, AT_LEAST, "hơn"),
    "duong-lam-moi": Quantity.of(21, JUST_UNDER, "gần"),
    "duong-thap-sang": Quantity.of(Decimal("22.7"), AT_LEAST, "trên"),
    "dat-hien": Quantity.of(2208, AT_LEAST, "trên"),
    "ngay-cong": Quantity.of(40_000, AT_LEAST, "hơn"),
}


def figure(cast: Cast, code: str, unit: str, period: Period = YEAR) -> figures.Figure:
    return figures.figure(figures.indicator(code), cast.units[unit].pk, figures.View(period))


def test_six_figures_of_a_paper_stand_with_their_bounds_at_practice_commune_province_and_country(cast: Cast) -> None:
    accept_everything(cast, take(cast, BRIDGES, user=cast.lan), cast.lan)
    practice = practices.register().get()
    assert practice.name == "Góp sức bắc cầu"
    outcomes = {one.indicator.code: one for one in practices.outcomes_of([practice.pk])}
    assert set(outcomes) == set(SIX)
    for code, said in SIX.items():
        assert outcomes[code].quantity == said
        for unit in ("an-phuc", "ben-lau", "song-trang", "vn"):
            assert figure(cast, code, unit).in_period == said, (code, unit)


def test_every_accepted_value_keeps_the_stretch_it_was_read_from(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    accept_everything(cast, paper, cast.lan)
    fact = figures.facts(figures.indicator("cau-xay-moi"), cast.units["vn"].pk, figures.View(YEAR)).get()
    assert fact.citation is not None
    assert BRIDGES[fact.citation.start : fact.citation.end].startswith("hơn 70 cây cầu")
    assert fact.confirmed_by == cast.lan


def test_a_commendation_gives_two_figures_and_its_numbers_are_not_entered_again(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    accept_everything(cast, paper, cast.lan)
    assert figure(cast, "khen-tap-the", "vn").in_period == Quantity.of(6)
    assert figure(cast, "khen-ca-nhan", "vn").in_period == Quantity.of(11)


def test_an_amount_for_two_practices_stays_one_amount(cast: Cast) -> None:
    paper = take(cast, JOINT, user=cast.lan)
    one = finding(paper, "quantity")
    assert len(one.draft["practices"]) == 2
    operations.accept(scope=cast.scope(cast.lan), finding=one)
    assert figure(cast, "nguon-luc", "an-phuc").in_period == Quantity.of(10**9, JUST_UNDER, "gần")
    outcome = practices.outcome(queries.findings(paper).get(pk=one.pk).record)
    assert outcome is not None
    assert {practice.name for practice in outcome.practices.all()} == {"Hiến đất mở lộ", "Thắp sáng ngõ xóm"}


def test_four_years_together_and_one_year_alone_stand_side_by_side(cast: Cast) -> None:
    paper = take(cast, RUNNING, period=Period.year(2014))
    accept_everything(cast, paper)
    found = figure(cast, "khen-tap-the-ca-nhan", "vn", Period.year(2014))
    assert (found.in_period, found.cumulative) == (Quantity.of(70), Quantity.of(348))
    assert found.since == Period.year(2011).from_on


def test_the_same_paper_again_is_the_same_paper(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    before = Finding.objects.count()
    again, is_new = operations.take_in(
        scope=cast.scope(cast.lan), name="khác.txt", data=BRIDGES.encode(), unit=cast.units["an-phuc"], period=YEAR
    )
    operations.read_paper(paper=again)
    assert (again.pk, is_new, Finding.objects.count()) == (paper.pk, False, before)


def test_the_same_words_in_another_file_are_the_same_paper(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    data = b"\xef\xbb\xbf" + BRIDGES.encode()
    again, is_new = operations.take_in(
        scope=cast.product, name="b.txt", data=data, unit=cast.units["an-phuc"], period=YEAR
    )
    assert (again.pk, is_new) == (paper.pk, False)


def test_another_unit_has_the_paper_for_itself_and_is_told_that_its_figures_stand_already(cast: Cast) -> None:
    accept_everything(cast, take(cast, BRIDGES, user=cast.lan), cast.lan)
    other = take(cast, BRIDGES, user=cast.dung, unit="ben-lau", about_unit=cast.units["an-phuc"])
    one = finding(other, "quantity", "70 cây cầu")
    assert "likely" in [doubt["code"] for doubt in one.doubts]
    offer = one.draft["likely"][0]
    operations.join(scope=cast.scope(cast.dung), finding=one, record=Identity(offer["kind"], offer["uuid"]))
    assert figure(cast, "cau-xay-moi", "vn").in_period == SIX["cau-xay-moi"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "không có chữ nào"),
        ("a.docx", b"PK\x03\x04 hong", ""),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("a.docx", b"chi la van ban thuong, khong phai Word", ""),
        ("a.pdf", b"%PDF-1.4\n%%EOF", ""),
        ("a.txt", b"x" * (21 * 1024 * 1024), "quá lớn"),
        ("a.exe", b"MZ" + bytes(range(256)) * 4, ""),
    ],
    ids=["empty", "damaged", "old Word", "mislabelled", "no pages", "huge", "program"],
)
def test_a_bad_file_gets_a_sentence_and_nothing_is_kept(cast: Cast, name: str, data: bytes, says: str) -> None:
    with pytest.raises(operations.UnableToTakeIn) as refused:
        operations.take_in(scope=cast.product, name=name, data=data, unit=cast.units["an-phuc"], period=YEAR)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")
    assert not Paper.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", made.word("", parts={"word/vbaProject.bin": b"macro"}), "macro"),
        ("a.docx", made.ole("EncryptedPackage"), "mật khẩu"),
        ("a.pdf", made.encrypted_pdf(), "mật khẩu"),
        ("a.docx", made.word("", parts={"word/a.xml": b"0" * 30_000_000}), ""),
    ],
    ids=["macros", "locked Word", "locked PDF", "zip bomb"],
)
def test_a_hostile_or_locked_file_is_refused_at_the_door(cast: Cast, name: str, data: bytes, says: str) -> None:
    with pytest.raises(operations.UnableToTakeIn) as refused:
        operations.take_in(scope=cast.product, name=name, data=data, unit=cast.units["an-phuc"], period=YEAR)
    assert says in str(refused.value)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_decomposed_letters_are_read_like_composed_ones(cast: Cast, form: Literal["NFC", "NFD"]) -> None:
    paper = take(cast, unicodedata.normalize(form, BRIDGES))
    accept_everything(cast, paper)
    assert figure(cast, "cau-xay-moi", "vn").in_period == SIX["cau-xay-moi"]


def test_a_text_without_vietnamese_is_taken_in_with_a_word_of_care(cast: Cast) -> None:
    paper = take(cast, "The quarterly report of the committee was received with thanks by all members. " * 8)
    assert paper.text is not None
    assert "not_vietnamese" in [caution["code"] for caution in paper.text.cautions]
    assert queries.stage_of(paper) == "review"


def test_a_large_file_that_turns_out_unreadable_says_so_and_may_be_read_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantoa.intake.operations.papers.AT_ONCE_BYTES", 10)
    data = b"<html><body>  </body></html>"
    paper, _ = operations.take_in(scope=cast.product, name="a.html", data=data, unit=cast.units["an-phuc"], period=YEAR)
    operations.read_paper(paper=paper)
    now = queries.papers().get(pk=paper.pk)
    assert now.stage == "unreadable"
    assert "không có chữ nào" in now.stage_note


def test_a_worker_that_begins_takes_up_what_was_left_unread(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.intake.operations.papers.enqueue", lambda task, paper: asked.append(paper))
    asked: list[int] = []
    paper, _ = operations.take_in(
        scope=cast.product, name="a.txt", data=BRIDGES.encode(), unit=cast.units["an-phuc"], period=YEAR
    )
    assert operations.enqueue_unread() == 1
    operations.read_paper(paper=paper)
    assert operations.enqueue_unread() == 0
    assert asked == [paper.pk]


def test_a_neighbours_unpublished_practice_cannot_be_joined(cast: Cast) -> None:
    said = register.Registration(
        name="Cầu của bà con", kind="collective", owner_unit=cast.units["tan-loi"], registered_on=YEAR.from_on
    )
    theirs = register.register(scope=cast.product, registration=said)
    paper = take(cast, BRIDGES, user=cast.lan)
    model = next(one for one in queries.heads(paper) if one.kind == "model")
    record = Identity("practice", theirs.uuid)
    with pytest.raises(operations.UnableToJoin):
        operations.join(scope=cast.scope(cast.lan), finding=model, record=record)
    register.advance(scope=cast.product, practice=theirs, verb="publish", on=YEAR.to_on)
    assert operations.join(scope=cast.scope(cast.lan), finding=model, record=record).stage == "joined"


def test_reading_twice_or_after_a_stop_gives_the_same_findings(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    paper, _ = operations.take_in(
        scope=cast.product, name="a.txt", data=BRIDGES.encode(), unit=cast.units["an-phuc"], period=YEAR
    )
    kept = papers._keep
    monkeypatch.setattr(papers, "BATCH", 3)
    calls = []

    def dies(*args: object) -> Finding:
        calls.append(args)
        if len(calls) == 5:
            raise RuntimeError("the worker was killed")
        return kept(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(papers, "_keep", dies)
    with pytest.raises(RuntimeError):
        tasks.read_paper(paper.pk)
    assert queries.papers().get(pk=paper.pk).stage == "reading"
    assert paper.findings.count() == 3
    monkeypatch.setattr(papers, "_keep", kept)
    tasks.read_paper(paper.pk)
    tasks.read_paper(paper.pk)
    now = queries.papers().get(pk=paper.pk)
    assert (now.stage, now.progress) == ("review", 100)
    assert list(now.findings.order_by("position").values_list("position", flat=True)) == list(
        range(now.findings.count())
    )


def test_a_better_reader_after_a_stop_makes_undecided_findings_anew(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    reading = papers.read(JOINT + "\n" + BRIDGES)
    Paper.objects.filter(pk=paper.pk).update(progress=0)
    assert paper.text is not None
    paper.text.text = reading.text
    paper.text.save()
    operations.keep_findings(paper=paper, reading=reading)
    assert finding(paper, "quantity", "gần 1 tỷ")


def test_an_item_accepted_twice_enters_once(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    one = finding(paper, "quantity", "70 cây cầu")
    first = operations.accept(scope=cast.product, finding=one)
    second = operations.accept(scope=cast.product, finding=one)
    assert first.record == second.record
    assert figure(cast, "cau-xay-moi", "vn").in_period == SIX["cau-xay-moi"]


def test_what_was_accepted_can_be_undone_and_accepted_again(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    one = operations.accept(scope=cast.product, finding=finding(paper, "quantity", "70 cây cầu"))
    again = operations.undo(scope=cast.product, finding=one)
    assert (again.stage, again.record) == ("new", None)
    assert figure(cast, "cau-xay-moi", "vn").in_period is None
    operations.accept(scope=cast.product, finding=again)
    assert figure(cast, "cau-xay-moi", "vn").in_period == SIX["cau-xay-moi"]


def test_a_practice_is_undone_only_after_its_figures(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    amount = operations.accept(scope=cast.product, finding=finding(paper, "quantity", "70 cây cầu"))
    model = finding(paper, "model")
    assert model.stage == "accepted"
    with pytest.raises(operations.UnableToUndo):
        operations.undo(scope=cast.product, finding=model)
    operations.undo(scope=cast.product, finding=amount)
    operations.undo(scope=cast.product, finding=model)
    assert not practices.register().exists()
    assert figure(cast, "mo-hinh-tap-the", "vn").in_period is None


def test_a_commendation_is_undone_whole(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    one = operations.accept(scope=cast.product, finding=finding(paper, "commendation"))
    operations.undo(scope=cast.product, finding=one)
    assert figure(cast, "khen-tap-the", "vn").in_period is None
    assert figure(cast, "khen-ca-nhan", "vn").in_period is None


def test_a_practice_that_the_register_knows_is_joined_not_registered_again(cast: Cast) -> None:
    accept_everything(cast, take(cast, BRIDGES, user=cast.lan), cast.lan)
    later = take(cast, "Mô hình “Góp sức bắc cầu” xây thêm 5 cây cầu.", user=cast.lan, period=Period.year(2023))
    model = finding(later, "model")
    assert model.draft["match"]["name"] == "Góp sức bắc cầu"
    assert operations.accept(scope=cast.scope(cast.lan), finding=model).stage == "joined"
    assert practices.register().count() == 1


def test_a_practice_of_the_very_same_name_is_never_registered_twice_by_one_unit(cast: Cast) -> None:
    first, second = take(cast, JOINT), take(cast, JOINT.replace("gần 1 tỷ", "gần 2 tỷ"))
    operations.accept(scope=cast.product, finding=finding(first, "model"))
    with pytest.raises(operations.UnableToAccept, match="Hãy ghép"):
        operations.accept(scope=cast.product, finding=finding(second, "model"))


def test_an_incomplete_draft_is_refused_in_words_and_what_was_typed_stays(cast: Cast) -> None:
    paper = take(cast, "Xã An Phúc thu gom được 12 con trâu.")
    one = finding(paper, "quantity")
    with pytest.raises(operations.UnableToAccept, match="chỉ tiêu"):
        operations.accept(scope=cast.product, finding=one)
    kept = operations.correct(scope=cast.product, finding=one, draft={"about": "trâu của hợp tác xã"})
    assert (kept.stage, kept.draft["about"]) == ("new", "trâu của hợp tác xã")


def test_a_correction_enters_as_corrected(cast: Cast) -> None:
    paper = take(cast, BRIDGES)
    one = finding(paper, "quantity", "70 cây cầu")
    operations.accept(scope=cast.product, finding=one, draft={"point": "71", "exactness": "exact", "said": ""})
    assert figure(cast, "cau-xay-moi", "vn").in_period == Quantity.of(71)


def test_only_those_who_may_confirm_decide(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    for verb in (operations.accept, operations.reject, operations.put_off):
        with pytest.raises(operations.UnableToDecide):
            verb(scope=cast.scope(cast.minh), finding=finding(paper, "model"))  # type: ignore[operator]
    with pytest.raises(operations.UnableToTakeIn):
        take(cast, JOINT, user=cast.minh, unit="an-phuc")
    assert not FindingStep.objects.exists()


def test_a_figure_of_a_unit_out_of_reach_is_refused_by_its_name(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    one = finding(paper, "quantity", "70 cây cầu")
    with pytest.raises(operations.UnableToAccept, match="Huyện Bến Lau"):
        operations.accept(scope=cast.scope(cast.lan), finding=one, draft={"unit": "ben-lau"})
    assert queries.findings(paper).get(pk=one.pk).draft["unit"] == "an-phuc"


def test_rejected_and_put_off_items_can_be_taken_up_and_a_paper_closes_when_all_is_decided(cast: Cast) -> None:
    paper = take(cast, JOINT)
    one = operations.reject(scope=cast.product, finding=finding(paper, "quantity"), why="nhầm")
    assert operations.take_up(scope=cast.product, finding=one).stage == "new"
    with pytest.raises(operations.UnableToClose):
        operations.close(scope=cast.product, paper=paper)
    for left in queries.heads(paper).filter(stage="new"):
        operations.put_off(scope=cast.product, finding=left)
    operations.close(scope=cast.product, paper=paper)
    with pytest.raises(operations.UnableToDecide):
        operations.accept(scope=cast.product, finding=one)
    operations.reopen(scope=cast.product, paper=paper)
    assert operations.accept(scope=cast.product, finding=one).stage == "accepted"


def test_a_further_mention_goes_with_the_first_until_it_is_set_apart(cast: Cast) -> None:
    text = "Nổi bật là mô hình “Hạt gạo thơm” của xã.\nNăm sau, mô hình “Hạt gạo thơm” được duy trì."
    paper = take(cast, text)
    first, second = [one for one in queries.findings(paper) if one.kind == "model"]
    assert second.same_as_id == first.pk
    with pytest.raises(operations.UnableToDecide):
        operations.accept(scope=cast.product, finding=second)
    apart = operations.set_apart(scope=cast.product, finding=second)
    assert operations.reject(scope=cast.product, finding=apart).stage == "rejected"


def test_joining_needs_a_record_of_the_right_kind(cast: Cast) -> None:
    paper = take(cast, JOINT)
    one = finding(paper, "model")
    for record in (Identity("practice", uuid4()), Identity("unit", cast.units["an-phuc"].uuid)):
        with pytest.raises(operations.UnableToJoin):
            operations.join(scope=cast.product, finding=one, record=record)


def test_units_and_people_of_a_paper_are_never_made_by_it(cast: Cast) -> None:
    paper = take(cast, "Ông Nguyễn Văn Tám ở xã Tân Hội Trung đến thăm Xã An Phúc.")
    accept_everything(cast, paper)
    unit = finding(paper, "unit", "An Phúc")
    assert (unit.record_kind, unit.record) == ("unit", cast.units["an-phuc"].uuid)
    assert finding(paper, "unit", "Tân Hội").record is None


def test_everything_that_was_done_stands_in_the_history(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    one = operations.accept(scope=cast.scope(cast.lan), finding=finding(paper, "quantity", "70 cây cầu"))
    operations.undo(scope=cast.scope(cast.lan), finding=one, why="ghi nhầm")
    assert [event.verb for event in of_record("finding", one.uuid)] == ["accept", "undo"]
    assert [event.verb for event in of_record("paper", paper.uuid)] == ["receive", "begin", "found"]
    assert first_broken() is None
    assert Fact.objects.filter(sign=-1).exists()
