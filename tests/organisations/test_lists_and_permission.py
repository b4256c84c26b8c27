"""For random trees, rights and days: what a list shows equals what permission allows one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.accounts.models import User
from lantoa.common.scopes import VERBS, Scope
from lantoa.desk import pages as desk
from lantoa.files.models import StoredFile
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact
from lantoa.intake import queries as intake
from lantoa.intake.forms import own_units
from lantoa.intake.models import Paper, PaperStep
from lantoa.organisations import queries
from lantoa.organisations.models import (
    Counterpart,
    Delegation,
    Grant,
    Unit,
    UnitAncestry,
    UnitClass,
    UnitName,
    UnitParent,
)
from lantoa.organisations.operations.deriving import stamp_tree
from lantoa.organisations.queries import tree
from lantoa.organisations.rules import FOREVER, GIVEN, ROLES, Ancestor, Span, ancestors
from lantoa.practices import queries as practices
from lantoa.practices.models import Practice, PracticeStage
from lantoa.vietnamese.text import fold, sort_key

BIRTH, AT = date(2000, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
LINES = ("place", "party")
days = st.integers(0, 3000).map(lambda number: BIRTH + timedelta(days=number))
numbers = count()


@dataclass(frozen=True)
class Country:
    """A random tree: for each unit and line at most two dated parents among the units before it, and its last day."""

    links: tuple[dict[int, list[tuple[int, Span]]], dict[int, list[tuple[int, Span]]]]
    dissolved: dict[int, date]


@st.composite
def countries(draw: st.DrawFn, most: int = 7) -> Country:
    links: list[dict[int, list[tuple[int, Span]]]] = []
    for _line in LINES:
        of_line: dict[int, list[tuple[int, Span]]] = {0: []}
        for unit in range(1, most):
            first, second = draw(st.tuples(st.integers(0, unit - 1), st.integers(0, unit - 1)))
            change = draw(st.none() | days)
            of_line[unit] = [(first, Span(BIRTH, change or FOREVER))]
            if change:
                of_line[unit].append((second, Span(change + timedelta(days=1))))
        links.append(of_line)
    dissolved = draw(st.dictionaries(st.integers(1, most - 1), days, max_size=2))
    return Country((links[0], links[1]), dissolved)


def build(country: Country) -> list[Unit]:
    """The country in the database, by a handful of statements; what was dissolved stands for nobody but unit 0."""
    kind, _ = UnitClass.objects.get_or_create(code="xa-thu", defaults={"name": "Xã", "is_place": True, "rank": 3})
    mark = next(numbers)
    units = Unit.objects.bulk_create(
        Unit(code=f"u{mark}-{at}", founded_on=BIRTH, dissolved_on=country.dissolved.get(at)) for at in country.links[0]
    )
    names = [f"Xã Thử {at}" for at in range(len(units))]
    UnitName.objects.bulk_create(
        UnitName(unit=one, unit_class=kind, name=name, folded=fold(name), sort_key=sort_key(name), from_on=BIRTH)
        for one, name in zip(units, names, strict=True)
    )
    rows, parents = [], []
    for line, links in zip(LINES, country.links, strict=True):
        above: dict[int, list[Ancestor]] = {}
        for at, spans in links.items():
            above[at] = ancestors(at, spans, above)
            parents += [_parent(units, line, at, link) for link in spans]
            rows += [_ancestry(units, line, at, one) for one in above[at]]
    UnitParent.objects.bulk_create(parents)
    UnitAncestry.objects.bulk_create(rows)
    Counterpart.objects.bulk_create(
        Counterpart(
            unit=units[at], counterpart=units[0], line="", fact_from=BIRTH, fact_to=FOREVER, map_from=on, map_to=FOREVER
        )
        for at, on in country.dissolved.items()
    )
    stamp_tree()
    return units


def _parent(units: list[Unit], line: str, at: int, link: tuple[int, Span]) -> UnitParent:
    up, span = link
    until = None if span.to_on == FOREVER else span.to_on
    return UnitParent(unit=units[at], parent=units[up], line=line, from_on=span.from_on, to_on=until)


def _ancestry(units: list[Unit], line: str, at: int, one: Ancestor) -> UnitAncestry:
    span = {"from_on": one.span.from_on, "to_on": one.span.to_on}
    return UnitAncestry(descendant=units[at], ancestor=units[one.unit], line=line, depth=one.depth, **span)


def fill(units: list[Unit]) -> None:
    """A practice, a paper that waits for review and a figure in every unit."""
    made = Practice.objects.bulk_create(
        Practice(
            name="Mô hình",
            folded="mo hinh",
            sort_key=b"m",
            kind="collective",
            owner_unit=one,
            started_on=BIRTH,
            registered_at=AT,
        )
        for one in units
    )
    PracticeStage.objects.bulk_create(
        PracticeStage(practice=one, track="life", stage="registered", from_on=BIRTH) for one in made
    )
    file = StoredFile.objects.create(
        sha256=f"{next(numbers):064}", name="a.txt", media_type="text/plain", size=1, added_at=AT
    )
    papers = Paper.objects.bulk_create(
        Paper(
            title="Báo cáo",
            folded="bao cao",
            file=file,
            unit=one,
            about_unit=one,
            from_on=BIRTH,
            to_on=BIRTH,
            taken_in_at=AT,
        )
        for one in units
    )
    PaperStep.objects.bulk_create(PaperStep(paper=one, verb="finish", stage="review", at=AT) for one in papers)
    how = ledger.indicator("cau-xay-moi")
    Fact.objects.bulk_create(
        Fact(
            indicator=how,
            unit=one,
            from_on=BIRTH,
            to_on=BIRTH,
            value=1,
            low=1,
            high=1,
            exactness="exact",
            sign=1,
            source_kind="statement",
            source_uuid=one.uuid,
            source_label="thử",
            confirmed_at=AT,
        )
        for one in units
    )


rights = st.fixed_dictionaries(
    {
        "unit": st.integers(0, 6),
        "line": st.sampled_from(LINES),
        "role": st.sampled_from(GIVEN),
        "from_on": days,
        "length": st.none() | st.integers(0, 3000),
        "ended": st.none() | days,
    }
)


def give(units: list[Unit], user: User, said: dict[str, object]) -> Grant:
    start, length = said["from_on"], said["length"]
    assert isinstance(start, date)
    until = start + timedelta(days=length) if isinstance(length, int) else None
    unit = units[int(str(said["unit"]))]
    return Grant.objects.create(
        user=user, unit=unit, line=said["line"], role=said["role"], from_on=start, to_on=until, ended_on=said["ended"]
    )


def compare(scope: Scope, units: list[Unit], today: date) -> None:
    """Every list query that takes a scope against the permission of each unit."""
    if not scope.reach:
        assert not list(practices.of_units(practices.register(), scope.units("read")))
        assert not list(intake.readable(scope))
        assert not desk.entered(scope)
        return
    own = {one.pk for one in units}

    def may(verb: str) -> set[int]:
        return {pk for pk in own if scope.may(verb, pk)}

    read = scope.units("read")
    assert {one.owner_unit_id for one in practices.of_units(practices.register(), read)} & own == may("read")
    assert {one.unit_id for one in intake.readable(scope)} & own == may("read")
    assert {one.unit_id for one in intake.waiting(scope)} & own == may("confirm")
    facts = {one.fact.unit_id for one in desk.entered(scope)} & own
    assert facts <= may("read")
    assert len(facts) == min(len(may("read")), desk.FACTS)
    standing = {one.pk for one in queries.standing(today)}
    for verb in VERBS:
        allowed, listed = may(verb), scope.units(verb)
        assert listed is not None
        if not listed:
            assert not allowed  # nothing to ask the database about
            continue
        assert {one.pk for one in own_units(scope, verb, today)} & own == allowed & standing, verb
        assert {one.pk for one in Unit.objects.filter(pk__in=listed)} & own == allowed, verb
        assert {one.unit_id for one in queries.rights(listed, today)} & own <= allowed, verb
    found = {one.pk for one in queries.find("xã thử", today)}
    assert {one.pk for one in queries.find("xã thử", today, within=read)} & own == found & own & may("read")


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(country=countries(), said=rights, lent=st.integers(0, 6), day=days, few=st.sampled_from([0, 4, 100]))
@pytest.mark.heavy
@pytest.mark.django_db
def test_lists_show_what_permission_allows_one_by_one(
    country: Country, said: dict[str, object], lent: int, day: date, few: int
) -> None:
    # Units are asked for in three ways, after how many they are.
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(tree, "FEW", few)
        patch.setattr("django.conf.settings.TREE_KEPT", True)
        units = build(country)
        fill(units)
        holder = User.objects.create(username=f"giu-{next(numbers)}", full_name="Người Giữ")
        helper = User.objects.create(username=f"thay-{next(numbers)}", full_name="Người Thay")
        grant = give(units, holder, said)
        Delegation.objects.create(
            grant=grant,
            to_user=helper,
            unit=units[lent],
            verbs=["read", "confirm"],
            from_on=BIRTH,
            to_on=FOREVER,
            why="-",
        )
        scope, by_helper = queries.scope_for(holder, day), queries.scope_for(helper, day)
        compare(scope, units, day)
        compare(by_helper, units, day)
        # What was lent is never more than what its lender has, and nothing of it is left when that is over.
        for verb in VERBS:
            assert all(scope.may(verb, one.pk) for one in units if by_helper.may(verb, one.pk)), verb
        _holds_only_while_it_should(grant, scope, units, country, day)
        transaction.set_rollback(True)


def _holds_only_while_it_should(grant: Grant, scope: Scope, units: list[Unit], country: Country, day: date) -> None:
    """Permission itself against the dates, climbed by hand."""
    ends = [grant.to_on is not None and grant.to_on < day, grant.ended_on is not None and grant.ended_on <= day]
    gone = grant.unit.dissolved_on is not None and grant.unit.dissolved_on <= day
    if grant.from_on > day or any(ends) or gone:
        assert scope.reach == {}
        return
    top = units.index(grant.unit)
    links = country.links[LINES.index(grant.line)]
    for at, one in enumerate(units):
        if one.dissolved_on is not None and one.dissolved_on <= day:
            continue
        path, here = [at], at
        while up := [parent for parent, span in links[here] if span.from_on <= day <= span.to_on]:
            here = up[0]
            path.append(here)
        reached = top in path if ROLES[grant.role].reaches_below else top == at
        for verb in VERBS:
            assert scope.may(verb, one.pk) == (reached and verb in ROLES[grant.role].verbs), (verb, at)
