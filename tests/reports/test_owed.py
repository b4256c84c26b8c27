"""Which reports are owed, and what becomes of one: begun, written, sent, returned, received, corrected."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.history import queries as history
from lantoa.notices.models import Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations.queries import scope_for
from lantoa.reports import operations, queries
from lantoa.reports.models import Part, Report
from lantoa.reports.operations import UnableToChangeReport
from lantoa.reports.operations.papers import SomebodyWroteMeanwhile
from lantoa.reports.rules import frozen, prose
from lantoa.reports.rules.prose import Token
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, play, stated

DAY = date(2023, 1, 20)


def about_practices(one: queries.Written) -> Part:
    return one.parts[6]


def test_a_unit_owes_what_the_unit_above_asks_for_from_the_day_on(cast: Cast) -> None:
    asked(cast, from_on=date(2022, 6, 1), cadences=["quarter"])
    unit = queries.written(begun(cast, asked(cast)), TODAY).unit
    owed = [
        one.stretch.named.code for one in queries.owed_by(unit, date(2022, 12, 20)) if one.type.cadences == ["quarter"]
    ]
    assert owed == ["2022-Q2", "2022-Q3", "2022-Q4"]


def test_a_report_is_due_so_many_days_after_its_figures_and_not_on_a_day_off(cast: Cast) -> None:
    of = asked(cast, due_days=1)
    stretch = queries.stretch_of(of, "2026-Q1")
    assert stretch is not None
    # The first of April 2026 is a Wednesday; ten days on, a Friday.
    assert queries.due_of(of, stretch) == date(2026, 4, 1)
    assert queries.due_of(asked(cast, due_days=4), stretch) == date(2026, 4, 6)


def test_a_report_writes_itself_from_the_registers_and_follows_them(cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    text = _text(one)
    assert "Trong kỳ, xã An Phúc đăng ký 2 mô hình tập thể, 1 mô hình cá nhân." in text
    stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(7), YEAR)
    assert "7 cây cầu" not in text
    assert "7 cây cầu" in _text(one)


def _text(one: object) -> str:
    return "\n".join(line for _heading, line in frozen.lines_of(queries.written(one, TODAY).paper))  # type: ignore[arg-type]


def test_what_somebody_wrote_stays_and_its_figures_stay_live(cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    part = about_practices(queries.written(one, TODAY))
    lines: list[prose.Line] = [("Năm qua bà con trồng ", Token("cay-trong"), ".")]
    operations.write(scope=cast.product, part=part, turn=part.turn, lines=lines)
    assert "Năm qua bà con trồng chưa có số liệu." in _text(one)
    stated(cast, "an-phuc", "cay-trong", Quantity.of(1200), YEAR)
    assert "Năm qua bà con trồng 1.200 cây." in _text(one)
    part.refresh_from_db()
    operations.restore(scope=cast.product, part=part, turn=part.turn)
    assert "bà con trồng" not in _text(one)
    # Nothing is lost: the history holds what was written.
    acts = history.of_record("report", one.uuid).select_related("payload")
    assert any("bà con trồng" in str(act.payload.data.get("former")) for act in acts)


def test_two_who_write_the_same_section_do_not_overwrite_one_another(cast: Cast) -> None:
    one = begun(cast, asked(cast))
    part = about_practices(queries.written(one, TODAY))
    operations.write(scope=cast.product, part=part, turn=part.turn, lines=[("Người thứ nhất.",)])
    with pytest.raises(SomebodyWroteMeanwhile):
        operations.write(scope=cast.product, part=part, turn=part.turn, lines=[("Người thứ hai.",)])
    assert "Người thứ nhất." in _text(one)


def test_a_number_typed_over_needs_a_reason_and_is_marked(cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    part = about_practices(queries.written(one, TODAY))
    typed = Token("mo-hinh-tap-the", typed="3 mô hình")
    with pytest.raises(UnableToChangeReport, match="lý do"):
        operations.write(scope=cast.product, part=part, turn=part.turn, lines=[("Có ", typed, ".")])
    (said,) = prose.with_reasons([("Có ", typed, ".")], "một mô hình chưa kịp vào sổ")
    operations.write(scope=cast.product, part=part, turn=part.turn, lines=[said])
    (figure,) = [one for one in queries.written(one, TODAY).paper.figures() if one.why]
    assert (figure.text, figure.quantity) == ("3 mô hình", Quantity.of(2))


def test_what_was_sent_is_frozen_whatever_the_registers_say_later(cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now(), number="46", dated_on=DAY)
    version = queries.last_version(one)
    assert version is not None
    assert version.digest == frozen.digest(version.content)
    sent = queries.paper_of(version)
    assert frozen.as_data(sent) == version.content
    stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(7), YEAR)
    assert queries.paper_of(queries.last_version(one)) == sent  # type: ignore[arg-type]
    one.refresh_from_db()
    with pytest.raises(UnableToChangeReport, match="đã gửi"):
        operations.write(scope=cast.product, part=one.parts.all()[0], turn=0, lines=[("x",)])


def test_a_correction_is_a_version_of_its_own_that_says_what_differs(cast: Cast) -> None:
    play(cast)
    one = begun(cast, asked(cast))
    now = timezone.now()
    operations.advance(scope=cast.product, report=one, verb="submit", at=now, dated_on=DAY)
    stated(cast, "an-phuc", "cau-xay-moi", Quantity.of(7), YEAR)
    with pytest.raises(UnableToChangeReport, match="lý do"):
        operations.advance(scope=cast.product, report=one, verb="correct", at=now)
    operations.advance(scope=cast.product, report=one, verb="correct", at=now, note="thiếu số cầu")
    operations.advance(scope=cast.product, report=one, verb="submit", at=now, dated_on=DAY)
    second, first = queries.versions(one)
    assert (first.revision, second.revision) == (1, 2)
    assert any("7 cây cầu" in change["after"] for change in second.changes)
    assert first.changes == []


def test_whoever_asked_returns_with_remarks_or_receives_and_the_unit_is_told(cast: Cast) -> None:
    of = asked(cast)
    below, above = _acting(cast, "an-phuc"), _acting(cast, "ben-lau")
    one = begun(cast, of, scope=below)
    with pytest.raises(UnableToChangeReport):
        operations.advance(scope=above, report=one, verb="accept", at=timezone.now())
    operations.advance(scope=below, report=one, verb="submit", at=timezone.now())
    with pytest.raises(UnableToChangeReport):
        operations.advance(scope=below, report=one, verb="accept", at=timezone.now())
    operations.advance(scope=above, report=one, verb="return", at=timezone.now(), note="thiếu mục III")
    operations.advance(scope=below, report=one, verb="submit", at=timezone.now())
    done = operations.advance(scope=above, report=one, verb="accept", at=timezone.now())
    assert done.stage == "accepted"
    assert [step.verb for step in one.steps.order_by("pk")] == ["start", "submit", "return", "submit", "accept"]
    told = list(Notice.objects.filter(kind="report").order_by("pk").values_list("subject", flat=True))
    assert [words.rpartition(" ")[2] for words in told if "trả lại" in words] == ["lại"]


def _acting(cast: Cast, unit: str) -> Scope:
    """Somebody who writes reports in a unit."""
    user = make_account(username=f"bao-cao-{unit}", full_name=f"Người Báo Cáo {unit}", password=None)
    organisations.grant(scope=cast.product, user=user, unit=cast.units[unit], role="clerk", on=date(2020, 1, 1))
    return scope_for(user, TODAY)


def test_the_board_says_who_has_sent_and_reminds_the_late_once_a_day(cast: Cast) -> None:
    of = asked(cast)
    stretch = queries.stretch_of(of, "2022")
    assert stretch is not None
    operations.advance(scope=cast.product, report=begun(cast, of), verb="submit", at=timezone.now())
    rows = queries.board(of, stretch)
    assert [(one.unit.name, one.is_sent) for one in rows] == [("Xã An Phúc", True), ("Xã Tân Lợi Thượng", False)]
    _acting(cast, "tan-loi")
    at = timezone.now()
    assert operations.remind_late(scope=cast.product, of=of, stretch=stretch, at=at).units == 1
    made = Notice.objects.filter(key__startswith="report-late").count()
    operations.remind_late(scope=cast.product, of=of, stretch=stretch, at=at)
    assert Notice.objects.filter(key__startswith="report-late").count() == made == 1


def test_drafts_are_there_in_the_days_before_a_report_is_due_and_are_begun_once(cast: Cast) -> None:
    asked(cast, cadences=["quarter"])
    before, within = (timezone.make_aware(datetime.combine(date(2026, 10, day), time(8))) for day in (1, 6))
    assert operations.prepare(at=before) == 0
    assert operations.prepare(at=within) == 2
    assert operations.prepare(at=within) == 0
    assert Report.objects.filter(named_from=date(2026, 7, 1)).count() == 2
    # The tenth of October is a Saturday.
    told = Notice.objects.filter(key__startswith="report-draft").values_list("text", flat=True)
    assert len(told) == 2
    assert all("Hạn gửi là 12/10/2026" in text for text in told)


def test_a_paper_bears_its_number_and_the_next_one_is_offered(cast: Cast) -> None:
    of = asked(cast)
    first, second = begun(cast, of), begun(cast, of, period="2022-Q4")
    assert queries.written(first, TODAY).next_number == 1
    operations.advance(scope=cast.product, report=first, verb="submit", at=timezone.now(), number="7", dated_on=DAY)
    version = queries.last_version(first)
    assert version is not None
    assert queries.paper_of(version).letterhead.number == "Số 07-BC/ĐU"
    assert queries.written(second, TODAY).next_number == 8


@pytest.mark.parametrize(
    ("layout", "number"), [("party", "Số 07-BC/ĐU"), ("state", "Số: 07/BC-ĐU"), ("issuer", "Số 07-BC/ĐU")]
)
def test_the_layout_of_the_paper_is_that_of_the_type(cast: Cast, layout: str, number: str) -> None:
    one = begun(cast, asked(cast, layout=layout))
    one.number = "7"
    assert queries.written(one, TODAY).paper.letterhead.number == number


def test_a_report_goes_to_those_whom_its_type_names(cast: Cast) -> None:
    one = begun(cast, asked(cast, addressees="- Thường trực Huyện ủy,\n\n Ban Tuyên giáo Huyện ủy"))
    assert queries.written(one, TODAY).paper.recipients == (
        "- Thường trực Huyện ủy,",
        "- Ban Tuyên giáo Huyện ủy,",
        "- Lưu Văn phòng Đảng ủy.",
    )
