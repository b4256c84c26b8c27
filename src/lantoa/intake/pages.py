"""What the review page shows, gathered in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import InvalidOperation
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantoa.common.periods import Period
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Indicator
from lantoa.indicators.rules import write_quantity
from lantoa.intake import acts, chains, marking, operations, queries, rules, wording
from lantoa.intake.drafts import goals, missing
from lantoa.intake.drafts.amounts import as_quantity
from lantoa.intake.operations.findings import MISSING
from lantoa.intake.queries import FindingNow, PaperNow
from lantoa.organisations import queries as organisations
from lantoa.plans import queries as plans
from lantoa.practices import queries as practices
from lantoa.reading.explaining import explain

DOUBTFUL = 0.6


@dataclass(slots=True)
class Names:
    """Names for the codes in drafts."""

    plans: Mapping[str, str]
    units: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    fields: Mapping[str, str]


@dataclass(slots=True)
class Card:
    """One thing to decide, as the page shows it."""

    finding: FindingNow
    title: str
    lines: list[str]
    certainty: str
    owners: list[Card] = field(default_factory=list)
    places: list[int] = field(default_factory=list)  # anchors of all mentions, the first one first
    further: list[FindingNow] = field(default_factory=list)  # mentions after the first
    is_waiting_for_owner: bool = False
    form: Any = None
    joining: Any = None
    error: str = ""

    @property
    def number(self) -> int:
        """By which the card and its stretches find each other."""
        return self.finding.position

    @property
    def stage(self) -> str:
        """Where it stands."""
        return self.finding.stage

    @property
    def state(self) -> str:
        """The same in three: open, in (a register or the paper), out."""
        return "open" if self.is_open else "out" if self.stage == "rejected" else "in"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.stage in rules.OPEN

    @property
    def entering(self) -> bool:
        """Whether it would enter a register."""
        return self.finding.kind in wording.ENTERING

    @property
    def offers(self) -> list[dict[str, str]]:
        """Records that it may be already."""
        return self.finding.draft.get("likely") or []

    @property
    def match(self) -> dict[str, str] | None:
        """The record that it is beyond doubt."""
        found: dict[str, str] | None = self.finding.draft.get("match")
        return found

    @property
    def may_join(self) -> bool:
        """Whether there may be a record to join it to."""
        kind = self.finding.kind
        return bool(self.offers or "twice" in self.finding.draft or kind in ("directive", "model", "unit", "person"))

    @property
    def chain(self) -> list[chains.Cited]:
        """What the paper itself carries out."""
        return chains.carried_out(self.finding.draft)

    @property
    def joint(self) -> bool:
        """Whether the amount is one for several practices."""
        return len(self.owners) > 1

    @property
    def record_url(self) -> str:
        """The page of the record it became."""
        name = settings.RECORD_PAGES.get(self.finding.record_kind)
        if self.finding.record_kind == "plan_target":
            return reverse("plans:plan", args=[self.finding.draft["plan"]])
        try:
            return reverse(name, args=[self.finding.record]) if name and self.finding.record else ""
        except NoReverseMatch:
            return ""

    @property
    def why(self) -> str:
        """Why it was read so, in a sentence."""
        return explain(self.finding.rule, get_language() or "vi")

    @property
    def lacks(self) -> list[str]:
        """What is missing, in words."""
        return [MISSING[part] for part in dict.fromkeys(missing(self.finding.draft))]


@dataclass(slots=True)
class Group:
    """The cards of one kind."""

    kind: str
    cards: list[Card]

    @property
    def open(self) -> int:
        """How many wait."""
        return sum(card.is_open for card in self.cards)

    @property
    def certain(self) -> int:
        """How many may be accepted at one go."""
        return sum(takes_at_once(card) for card in self.cards)

    @property
    def opens(self) -> bool:
        """Whether the group shows its cards at once: what enters a register, and what someone works on."""
        return self.kind in wording.ENTERING or any(card.form or card.joining or card.error for card in self.cards)


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to narrow the page: its word in the address, its name, how many cards it shows."""

    code: str
    name: str
    number: int


@dataclass(slots=True)
class Review:
    """The whole page of one paper."""

    paper: PaperNow
    groups: list[Group]
    lines: list[marking.Line]
    may_decide: bool
    may_reopen: bool = False
    only: str = ""  # what the page is narrowed to
    back: str = ""  # what "undo" would take back, in words

    @property
    def shown(self) -> list[Group]:
        """The groups with the cards that the page is narrowed to."""
        groups = [Group(one.kind, [card for card in one.cards if narrow(card, self.only)]) for one in self.groups]
        return [group for group in groups if group.cards]

    @property
    def filters(self) -> list[Filter]:
        """What the page may be narrowed to, with how many cards each shows."""
        names = {"": _("All"), "cho": _("Waiting"), "nghi": _("To be looked at")}
        offered = [Filter(code, str(name), self._many(code)) for code, name in names.items()]
        kinds = [Filter(one.kind, str(wording.KINDS[one.kind]), len(one.cards)) for one in self.groups]
        return [*offered, *(kinds if len(kinds) > 1 else [])]

    def _many(self, only: str) -> int:
        return sum(narrow(card, only) for card in self.cards)

    @property
    def cards(self) -> list[Card]:
        """All cards in the order of the page."""
        return [card for group in self.groups for card in group.cards]

    @property
    def problem(self) -> Card | None:
        """The card whose last decision was refused."""
        return next((card for card in self.cards if card.error or (card.form and card.form.errors)), None)

    @property
    def total(self) -> int:
        """How many things were read."""
        return len(self.cards)

    @property
    def decided(self) -> int:
        """How many are decided."""
        return sum(card.stage not in rules.OPEN for card in self.cards)

    @property
    def undecided(self) -> int:
        """How many wait and were not put off."""
        return sum(card.stage == "new" for card in self.cards)

    @property
    def certain(self) -> int:
        """How many may be accepted at one go."""
        return sum(group.certain for group in self.groups)

    def card(self, number: int) -> Card | None:
        """The card of a number."""
        return next((card for card in self.cards if card.number == number), None)

    def next_open(self, number: int) -> Card | None:
        """The next card that waits after one, from the top again at the end."""
        cards = self.cards
        at = next((i for i, card in enumerate(cards) if card.number == number), -1)
        around = cards[at + 1 :] + cards[: at + 1]
        return next((card for card in around if card.stage == "new" and narrow(card, self.only)), None)


def narrow(card: Card, only: str) -> bool:
    """Whether a page narrowed to that shows the card; what nobody knows narrows nothing."""
    if only == "cho":
        return card.is_open
    if only == "nghi":
        return card.is_open and card.certainty != "certain"
    return only not in wording.KINDS or card.finding.kind == only


def takes_at_once(card: Card) -> bool:
    """Whether "accept all certain ones" takes it."""
    return card.stage == "new" and card.certainty == "certain" and not card.is_waiting_for_owner


def review(
    paper: PaperNow, *, may_confirm: bool, with_text: bool = True, only: str = "", by: int | None = None
) -> Review:
    """Everything of the page; without the text for a fragment of it. ``by`` is the account that looks at it."""
    found = list(queries.findings(paper))
    heads = [one for one in found if one.same_as_id is None]
    names = _names(paper, heads)
    cards = {one.pk: _card(one, names) for one in heads}
    marks = []
    for one in found:
        head = cards[one.same_as_id or one.pk]
        head.places.append(one.position)
        if one.same_as_id is not None:
            head.further.append(one)
        if narrow(head, only):
            marks.append(marking.Mark(one.citation.start, one.citation.end, one.kind, head.number, f"m-{one.position}"))
    by_number = {card.number: card for card in cards.values()}
    for card in cards.values():
        positions = [] if goals.is_goal(card.finding.draft) else card.finding.draft.get("practices") or []
        owners = [by_number[n] for n in positions if n in by_number]
        card.owners = owners
        card.is_waiting_for_owner = any(owner.stage not in rules.SETTLED for owner in owners)
    groups = [Group(kind, [card for card in cards.values() if card.finding.kind == kind]) for kind in wording.KINDS]
    text = paper.text.text if with_text and paper.text else ""
    lit = marking.lines(text, marks, [(a, b) for a, b in paper.chrome]) if text else []
    return Review(
        paper,
        [group for group in groups if group.cards],
        lit,
        may_decide=may_confirm and paper.stage == "review",
        may_reopen=may_confirm and paper.stage == "done",
        only=only,
        back=_back(paper, by) if may_confirm and paper.stage == "review" else "",
    )


def _back(paper: PaperNow, by: int | None) -> str:
    """What would be taken back, in words."""
    act = acts.last_act(paper, by)
    if act is None:
        return ""
    if len(act.findings) == 1:
        return f"{wording.DONE.get(act.verb, '')} “{acts.title_of(act)}”"
    return _("accepted %(n)d items") % {"n": len(act.findings)}


def period_words(draft: Mapping[str, Any]) -> str:
    """The period of a draft as a report names it."""
    try:
        period = Period(date.fromisoformat(draft["from_on"]), date.fromisoformat(draft["to_on"]))
    except (KeyError, TypeError, ValueError):
        return ""
    return f"lũy kế {period.label()}" if draft.get("is_cumulative") else period.label()


def _names(paper: PaperNow, heads: Iterable[FindingNow]) -> Names:
    codes = {one.draft.get(part) for one in heads for part in ("unit", "owner_unit", "issuer")} - {None, ""}
    units = organisations.named(paper.to_on).filter(code__in=codes)
    chosen = {one.draft["plan"] for one in heads if goals.is_goal(one.draft)} - {goals.OF_THE_UNIT}
    known = plans.plans().filter(uuid__in=chosen) if chosen else ()
    return Names(
        {str(one.uuid): one.name for one in known},
        {one.code: one.name for one in units},
        {one.code: one for one in figures.catalogue()},
        {one.code: one.name for one in practices.fields()},
    )


def _card(finding: FindingNow, names: Names) -> Card:
    title, lines = _WORDS[finding.draft["register"]](finding, names)
    return Card(finding, title, [line for line in lines if line], _certainty(finding))


def _certainty(finding: FindingNow) -> str:
    if operations.is_certain(finding):
        return "certain"
    codes = {doubt.get("code") for doubt in finding.doubts}
    odd = codes & {"reader", "unit-missing", "ambiguous-figures", "suspect"} or finding.certainty < DOUBTFUL
    return "doubtful" if odd else "look"


def _practice(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    draft = finding.draft
    owner = names.units.get(draft.get("owner_unit", ""), "")
    kind = str(wording.PRACTICE_KINDS.get(draft.get("kind", ""), ""))
    fields = "; ".join(names.fields[code] for code in draft.get("fields", []) if code in names.fields)
    on = draft.get("registered_on") or ""
    who = ", ".join(word for word in (draft.get("owner_group"), owner) if word)
    day = f"đăng ký {date.fromisoformat(on):%d/%m/%Y}" if on else ""
    pilot = "mô hình điểm" if draft.get("is_pilot") else ""
    if draft.get("match"):
        return draft["match"]["name"], [who]
    return draft.get("name", ""), [who, ", ".join(word for word in (kind, day, pilot) if word), fields]


def _amount(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    draft = finding.draft
    indicator = names.indicators.get(draft.get("indicator", ""))
    surface = " ".join(finding.read["surface"].split())
    try:
        quantity = as_quantity(draft)
    except (InvalidOperation, ValueError):
        quantity = None
    title = write_quantity(quantity, indicator.unit) if indicator and quantity else surface
    place = names.units.get(draft.get("unit", ""), "")
    what = indicator.name if indicator else ""
    return title, [what, ", ".join(word for word in (place, period_words(draft)) if word), _goal(draft, names)]


def _goal(draft: Mapping[str, Any], names: Names) -> str:
    if not goals.is_goal(draft):
        return ""
    if draft["plan"] == goals.OF_THE_UNIT:
        return _("Target of the unit, of no plan")
    return _("Target of the plan: %s") % names.plans.get(draft["plan"], "")


def _pledge(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    draft = finding.draft
    place = names.units.get(draft.get("unit", ""), "")
    head = ", ".join(word for word in (place, f"năm {draft['year']}" if draft.get("year") else "") if word)
    return draft.get("who", ""), [head, *(chains.deed_words(one) for one in draft.get("deeds") or [])]


def _commendation(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    draft = finding.draft
    counted = (("collectives", "tập thể"), ("individuals", "cá nhân"), ("total", "tập thể, cá nhân (chưa tách)"))
    title = ", ".join(f"{draft[part]} {word}" for part, word in counted if draft.get(part))
    place = names.units.get(draft.get("unit", ""), "")
    surface = " ".join(finding.read["surface"].split())
    return title or surface, [draft.get("about", ""), ", ".join(w for w in (place, period_words(draft)) if w)]


def _directive(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    return chains.words(finding.draft, names.units)


def _mention(finding: FindingNow, names: Names) -> tuple[str, list[str]]:
    draft = finding.draft
    more = [draft.get(part, "") for part in ("issuer", "role", "frequency")]
    return draft.get("name", ""), [", ".join(word for word in more if word)]


_WORDS = {
    "directive": _directive,
    "practice": _practice,
    "amount": _amount,
    "commendation": _commendation,
    "pledge": _pledge,
    "mention": _mention,
}
