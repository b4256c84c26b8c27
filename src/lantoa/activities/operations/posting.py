"""What was held and who came enters the ledger: what is wanted is compared with what stands, and only the difference
is taken back and posted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from lantoa.activities.models import Activity, Tally
from lantoa.activities.queries.activities import excused_leave, kind
from lantoa.activities.rules.counting import FORMS
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.common.scopes import Scope
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.organisations.models import Unit

KIND = "activity"
HELD, PRESENT, CAME, BASE, EXCUSED = (
    "hoat-dong",
    "luot-du",
    "luot-du-trong-dien",
    "luot-phai-du",
    "luot-vang-co-ly-do",
)
# The parts of those present, by how they came; the codes stand in addresses of figures.
PARTS = {"direct": "truc-tiep", "online": "truc-tuyen", "television": "truyen-hinh", "video": "dia-video"}
GUESTS = "khach"
# Indicator, unit, first and last day, value.
Line = tuple[str, int, date, date, int]


def post_facts(*, scope: Scope, activity: Activity, why: str) -> None:
    """Makes the ledger say what the activity says; of the caller's transaction.

    Whoever answers for a unit says what it holds, whether or not that role enters anything else in the registers.
    """
    ledger.one_after_another(activity.uuid)
    standing = {
        (fact.indicator.code, fact.unit_id, fact.from_on, fact.to_on, fact.value or 0): fact
        for fact in figures.facts_of_source(KIND, [activity.uuid])
    }
    wanted = wanted_of(activity)
    units = {unit.pk for unit in wanted.values()} | {unit for _code, unit, *_ in standing}
    saying = replace(scope, reach={**scope.reach, "confirm": frozenset(units)})
    for key, fact in standing.items():
        if key not in wanted:
            ledger.reverse(scope=saying, fact=fact, why=why)
    source = ledger.Source(KIND, activity.uuid, activity.title)
    for key, unit in wanted.items():
        if key not in standing:
            code, _unit, first, last, value = key
            amount = ledger.Amount(_indicator(code, activity), unit, Period(first, last), Quantity.of(value))
            ledger.post(scope=saying, amount=amount, source=source)


def wanted_of(one: Activity) -> dict[Line, Unit]:
    """What the ledger is to say of an activity, each line with its unit; nothing while it was not held."""
    return dict(_wanted(one)) if one.stage == "held" else {}


def _wanted(one: Activity) -> Iterator[tuple[Line, Unit]]:
    def line(code: str, unit: Unit, value: int) -> tuple[Line, Unit]:
        return (code, unit.pk, one.from_on, one.to_on, value), unit

    yield line(HELD, one.unit, 1)
    yield line(f"{HELD}--{one.kind}", one.unit, 1)
    leave = excused_leave(one.from_on)
    for tally in Tally.objects.filter(activity=one).select_related("unit"):
        count = tally.count
        yield line(PRESENT, tally.unit, count.present)
        for form, many in count.by_form():
            yield line(f"{PRESENT}--{PARTS[form]}", tally.unit, many)
        if count.guests:
            yield line(f"{PRESENT}--{GUESTS}", tally.unit, count.guests)
        base = count.base(excused_leave=leave)
        if base is not None:
            yield line(CAME, tally.unit, count.came)
            yield line(BASE, tally.unit, base)
            yield line(EXCUSED, tally.unit, count.excused)


def _indicator(code: str, one: Activity) -> Indicator:
    """The indicator; a part comes into being when it is first counted, since kinds are data of the place."""
    whole, dashes, part = code.partition("--")
    known = Indicator.objects.filter(code=code).first() if dashes else figures.indicator(code)
    if known is not None:
        return known
    names = {PARTS[form]: words for form, words in FORMS.items()} | {GUESTS: "Khách"}
    words = names.get(part) or kind(one).name
    above = figures.indicator(whole)
    return ledger.define_part(whole=above, code=part, name=f"{above.name}: {words}", part=words)
