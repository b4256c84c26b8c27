"""The world of the rights matrix: the cast, and one record of everything in each unit."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from django.utils import timezone

from lantoa.accounts.models import ApiKey
from lantoa.accounts.operations import make_account, make_key
from lantoa.activities.operations import SpeakerSaid, name_speaker
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.contributions.operations import care
from lantoa.directives import operations as directives
from lantoa.directives.models import Addressee, Congress, Directive, Number, Sending
from lantoa.files import operations as files
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import Amount
from lantoa.intake import operations as intake
from lantoa.intake.models import Learned
from lantoa.notices.models import Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from lantoa.organisations.models import Consent, Delegation, Grant, Membership, Person, PersonRequest, RosterDraft
from lantoa.organisations.operations.consents import Basis
from lantoa.organisations.rules import PARTS, PURPOSES
from lantoa.reports import operations as reports
from lantoa.reports import queries as owed
from lantoa.reports.outlines import operations as outlines
from tests.activities.making import make_series
from tests.cast import LONG_AGO, TODAY, Cast
from tests.contributions.making import keeping, make_cared, make_drive, make_gift, make_help, make_round, make_savers
from tests.files.test_photos import JPEG
from tests.intake.writing import take
from tests.notices.making import message, tell
from tests.organisations.asking import ask, make_person
from tests.organisations.rosters import csv_of, people
from tests.plans.making import approved as approve
from tests.plans.making import make_plan, make_target, make_task, make_theme
from tests.pledges.making import make_pledge
from tests.practices.making import make_outcome, make_practice
from tests.reports.test_own_template import template

FAR = date(2099, 12, 31)
WORDS = "Năm 2022, đơn vị số {number} đã xây mới 12 cây cầu bê tông và góp trên 2 tỷ đồng làm đường nông thôn."
ASKED = """ĐỀ CƯƠNG BÁO CÁO CỦA {unit}
I- Kết quả làm theo
TT\tNội dung\tĐơn vị tính\tThực hiện
1\tCầu nông thôn xây mới\tcây cầu\t
2\tNgày công\tngày công\t
"""
# Where a record may lie, as seen from the unit of the role: An Phúc.
UNITS = {"own": "an-phuc", "child": "an-phuc-1", "parent": "ben-lau", "sibling": "tan-loi"}


class World:
    """The cast, and records that come into being when they are first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.practice = cache(self._practice)
        self.public = cache(self._public)
        self.outcome = cache(self._outcome)
        self.statement = cache(self._statement)
        self.exemption = cache(self._exemption)
        self.target = cache(self._target)
        self.number = cache(self._number)
        self.congress = cache(self._congress)
        self.directive = cache(self._directive)
        self.addressee = cache(self._addressee)
        self.pledge = cache(self._pledge)
        self.activity = cache(self._activity)
        self.speaker = cache(self._speaker)
        self.theme = cache(self._theme)
        self.plan = cache(self._plan)
        self.task = cache(self._task)
        self.plan_target = cache(self._plan_target)
        self.report_type = cache(self._report_type)
        self.report = cache(self._report)
        self.making = cache(self._making)
        self.template = cache(self._template)
        self.told_twice = cache(self._told_twice)
        self.decision = cache(self._decision)
        self.paper = cache(self._paper)
        self.photo = cache(self._photo)
        self.lesson = cache(self._lesson)
        self.batch = cache(self._batch)
        self.drive = cache(self._drive)
        self.public_drive = cache(self._public_drive)
        self.gift = cache(self._gift)
        self.savers = cache(self._savers)
        self.round = cache(self._round)
        self.cared = cache(self._cared)
        self.help = cache(self._help)
        self.care_year = cache(self._care_year)
        self.grant = cache(self._grant)
        self.api_key = cache(self._api_key)
        self.delegation = cache(self._delegation)
        self.letter = cache(self._letter)
        self.change = cache(self._change)
        self.person = cache(self._person)
        self.member = cache(self._member)
        self.consent = cache(self._consent)
        self.request = cache(self._request)
        self.roster = cache(self._roster)
        self.outline = cache(self._outline)

    def _practice(self, unit: str) -> Any:
        return make_practice(self.cast, unit, f"Mô hình của {unit}")

    def _public(self, unit: str) -> Any:
        return make_practice(self.cast, unit, f"Mô hình công khai của {unit}", public=True)

    def _drive(self, unit: str) -> Any:
        return make_drive(self.cast, unit, f"Làm đường ở {unit}")

    def _public_drive(self, unit: str) -> Any:
        return make_drive(self.cast, unit, f"Làm cầu ở {unit}", public=True)

    def _savers(self, unit: str) -> Any:
        return make_savers(self.cast, f"Tổ tiết kiệm {unit}", unit)

    def _round(self, unit: str) -> Any:
        return make_round(self.cast, self.savers(unit), 1_000_000, 0)

    def _cared(self, unit: str) -> Any:
        return make_cared(self.cast, unit, f"Bà Lê Thị Mận {unit}")

    def _help(self, unit: str) -> Any:
        return make_help(self.cast, self.cared(unit))

    def _care_year(self, unit: str) -> Any:
        self.help(unit)
        of = {"unit": self.cast.units[unit], "year": TODAY.year, "today": TODAY}
        return care.count_year(scope=keeping(self.cast, unit), **of)

    def _gift(self, unit: str) -> Any:
        return make_gift(self.cast, self.drive(unit), giver="Bà Lê Thị Mận")

    def _outcome(self, unit: str) -> Any:
        return make_outcome(self.cast, [self.practice(unit)], Quantity.of(12), "cau-xay-moi", unit=unit)

    def _statement(self, unit: str, indicator: str) -> Any:
        amount = Amount(figures.indicator(indicator), self.cast.units[unit], Period.year(2022), Quantity.of(9))
        return ledger.state(scope=self.cast.product, amount=amount)

    def _exemption(self, unit: str) -> Any:
        how, whom = figures.indicator("ty-le-hoc-tap"), self.cast.units[unit]
        return ledger.exempt(scope=self.cast.product, indicator=how, unit=whom, from_on=LONG_AGO, why="không có")

    def _target(self, unit: str) -> Any:
        amount = Amount(figures.indicator("cau-xay-moi"), self.cast.units[unit], Period.year(2022), Quantity.of(12))
        return ledger.set_target(scope=self.cast.product, goal=ledger.Goal(amount))

    def _number(self, unit: str) -> Number:
        """One that was given elsewhere."""
        paper = directives.Paper("BC", False, date(2026, 3, 1), f"Báo cáo trên giấy của {unit}")
        said: dict[str, Any] = {"unit": self.cast.units[unit].pk, "paper": paper, "number": 7, "today": TODAY}
        return directives.note_given_elsewhere(scope=self.cast.product, **said)

    def _congress(self, unit: str) -> Congress:
        """Of a unit that is no Party body there is none; the matrix asks only who sees it."""
        said: dict[str, Any] = {"term": "2020–2025", "closed_on": date(2020, 8, 12), "recorded_at": timezone.now()}
        return Congress.objects.create(unit=self.cast.units[unit], **said)

    def _directive(self, unit: str) -> Directive:
        """A paper that the unit issued and sent, with its file."""
        head = directives.Header("8-KH/TU", f"Kế hoạch của {unit}", date(2026, 3, 2), issuer=self.cast.units[unit])
        made, _new = directives.record_directive(
            scope=self.cast.product,
            unit=self.cast.units[unit],
            header=head,
            upload=directives.Upload("ke-hoach.txt", f"Kế hoạch của {unit}".encode()),
            today=TODAY,
        )
        return made

    def _addressee(self, unit: str) -> Addressee:
        """The unit as one that its own paper was sent to, and that showed a photo."""
        paper, photo = self.directive(unit), files.keep_photo(scope=self.cast.product, name="a.jpg", data=JPEG)
        sent: dict[str, Any] = {"line": "place", "sent_on": TODAY, "sent_at": timezone.now()}
        sending = Sending.objects.create(directive=paper, sender=self.cast.units[unit], **sent)
        said: dict[str, Any] = {"unit": self.cast.units[unit], "expects": "done", "photo": photo}
        return Addressee.objects.create(sending=sending, directive=paper, **said)

    def _pledge(self, unit: str) -> Any:
        return make_pledge(self.cast, make_person(self.cast, f"Trần Văn {unit}", unit), unit)

    def _activity(self, unit: str) -> Any:
        """A contest that comes round again, with a juror."""
        return make_series(self.cast, unit)

    def _speaker(self, unit: str) -> Any:
        said = SpeakerSaid(self.cast.units[unit], LONG_AGO, new_person=f"Người Nói Chuyện {unit}")
        return name_speaker(scope=self.cast.product, said=said)

    def _theme(self, unit: str) -> Any:
        return make_theme(self.cast, unit, f"Cuộc vận động của {unit}", kind="campaign", year="2022..2099")

    def _plan(self, unit: str, *, approved: bool = False) -> Any:
        """One that is being written, or one that was approved."""
        plan = make_plan(self.cast, unit, f"Kế hoạch của {unit}")
        make_task(self.cast, plan, f"Việc của {unit}", unit=unit)
        return approve(self.cast, plan) if approved else plan

    def _task(self, unit: str) -> Any:
        return self.plan(unit).tasks.get()

    def _plan_target(self, unit: str) -> Any:
        return make_target(self.cast, self.plan(unit), unit=unit)

    def _report_type(self, unit: str) -> Any:
        """A report that the unit asks of itself."""
        asking = reports.Asking(
            asker=self.cast.units[unit],
            name=f"Báo cáo năm của {unit}",
            about="kết quả năm",
            due_days=10,
            from_on=LONG_AGO,
            cadences=["year"],
            reporters="own",
        )
        return reports.ask_for(scope=self.cast.product, asking=asking)

    def _report(self, unit: str, *, sent: bool = False) -> Any:
        """One that is being written, or one that was sent."""
        of, year = self.report_type(unit), "2021" if sent else "2022"
        stretch = owed.stretch_of(of, year)
        assert stretch is not None
        whom = queries.unit(unit, stretch.days.to_on)
        one = reports.start(scope=self.cast.product, of=of, unit=whom, stretch=stretch, today=TODAY)
        if sent:
            reports.advance(scope=self.cast.product, report=one, verb="submit", at=timezone.now())
        return one

    def _making(self, unit: str) -> Any:
        """The Word file of the one that is being written, made in the background."""
        report = self.report(unit)
        made, _ = reports.ask_for_file(scope=self.cast.product, report=report, form="docx", at=timezone.now())
        reports.make(made.pk)
        return made

    def _template(self, unit: str) -> Any:
        """A Word file of the unit's own."""
        data = template("{{ co_quan }}", unit, "{{ noi_dung }}")
        return reports.keep_template(scope=self.cast.product, unit=self.cast.units[unit], name="mau.docx", data=data)

    def _told_twice(self, unit: str, year: int = 2021) -> Any:
        """Two amounts that may tell the same."""
        amount = Amount(figures.indicator("cau-xay-moi"), self.cast.units[unit], Period.year(year), Quantity.of(9))
        stated = [ledger.state(scope=self.cast.product, amount=amount).uuid for _ in range(2)]
        return list(figures.facts_of_source("statement", stated))

    def _decision(self, unit: str) -> Any:
        """That two others do."""
        kept, other = self._told_twice(unit, 2020)
        return ledger.count_once(scope=self.cast.product, kept=kept, other=other)

    def _paper(self, unit: str) -> Any:
        return take(self.cast, WORDS.format(number=list(UNITS.values()).index(unit)), unit=unit)

    def _photo(self, unit: str) -> Any:
        """A page of handwriting that nobody has typed yet."""
        return take(self.cast, JPEG, unit=unit, name="so-tay.jpg")

    def _lesson(self, unit: str) -> Any:
        """That a column of that name holds results."""
        paper = self.paper(unit)
        intake.learn_headings(scope=self.cast.product, paper=paper, roles={f"Ghi nhận {unit}": "result"})
        return Learned.objects.get(unit=self.cast.units[unit])

    def _batch(self, unit: str) -> Any:
        brought = [("a.txt", WORDS.format(number=1).encode())]
        where = self.cast.units[unit]
        return intake.bring(scope=self.cast.product, brought=brought, unit=where, period=Period.year(2022))[0]

    def _grant(self, unit: str) -> Grant:
        user = make_account(username=f"giu-quyen-{unit}", full_name=f"Người Giữ Quyền {unit}", password=None)
        return organisations.grant(
            scope=self.cast.product, user=user, unit=self.cast.units[unit], role="clerk", on=LONG_AGO
        )

    def _api_key(self, unit: str) -> ApiKey:
        said: dict[str, Any] = {"name": "Phần mềm văn bản", "limits": {"grant": self.grant(unit).pk}}
        user = self.grant(unit).user
        return make_key(scope=self.cast.product, user=user, at=timezone.now(), **said).key

    def _delegation(self, unit: str) -> Delegation:
        today = timezone.localdate()
        grant = self.grant(unit)
        return organisations.delegate(
            scope=queries.scope_for(grant.user, today),
            grant=grant,
            to_user=self.cast.dung,
            unit=self.cast.units[unit],
            verbs=["read"],
            from_on=today,
            to_on=FAR,
            why="đi công tác",
            today=today,
        )

    def _letter(self, unit: str) -> Notice:
        """From the product, in the unit's name, to Lan."""
        about = message(self.cast, unit=unit)
        return tell(self.cast, self.cast.lan, key=unit, scope=self.cast.product, message=about)

    def _change(self, unit: str) -> Any:
        order = organisations.Order("Quyết định số 1/QĐ", LONG_AGO.replace(year=1999))
        found = self.cast.units[unit]
        name = queries.names_on([found.pk], timezone.localdate())[found.pk]
        return organisations.rename(scope=self.cast.product, order=order, unit=found, name=f"{name} mới")

    def _person(self, unit: str) -> Person:
        return make_person(self.cast, f"Nguyễn Thị {unit}", unit)

    def _member(self, unit: str) -> Membership:
        where = self.cast.units[unit]
        said: dict[str, Any] = {"person": self.person(unit), "unit": where, "kind": "cadre", "on": LONG_AGO}
        return organisations.join_unit(scope=self.cast.product, **said)

    def _consent(self, unit: str) -> Consent:
        said = Basis(next(iter(PURPOSES)), "consent", [next(iter(PARTS))], LONG_AGO, evidence="giấy ký ngày ấy")
        person = self.person(unit)
        return organisations.record_consent(scope=self.cast.product, person=person, said=said, today=TODAY)

    def _request(self, unit: str) -> PersonRequest:
        return ask(self.cast, make_person(self.cast, f"Lê Thị {unit}", unit), "export", unit=unit)

    def _outline(self, unit: str) -> Any:
        """A table that is to be filled in."""
        return outlines.keep(
            scope=self.cast.product, unit=self.cast.units[unit], name="bieu.txt", data=ASKED.format(unit=unit).encode()
        )[0]

    def _roster(self, unit: str) -> RosterDraft:
        data = csv_of(*people(2, unit=unit))
        said: dict[str, Any] = {"unit": self.cast.units[unit], "name": "ds.csv", "data": data, "from_on": LONG_AGO}
        return organisations.take_in_roster(scope=self.cast.product, **said)
