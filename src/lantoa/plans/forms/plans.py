"""What people type of a plan as a whole, and when they use a verb on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.common.periods import Period
from lantoa.design.fields import Words
from lantoa.directives.models import Directive
from lantoa.organisations.models import Unit
from lantoa.organisations.queries import NamedUnit
from lantoa.plans import queries, wording
from lantoa.plans.forms.choosing import Days, choose, written
from lantoa.plans.models import Plan, Theme
from lantoa.plans.operations import PlanSaid
from lantoa.plans.rules import plans

MOST_OFFERED = 100
MOST_PAPERS = 40
WHOSE = [("near", _("This unit and those above it")), ("below", _("Units below it"))]


class PlansFilterForm(forms.Form):
    """What the list of plans shows; what cannot be understood asks for nothing."""

    all_optional = True

    kind = forms.ChoiceField(required=False, label=_("Kind of plan"))
    whose = forms.ChoiceField(required=False, label=_("Whose"), choices=WHOSE)

    def __init__(self, data: Any) -> None:
        """Offers the kinds."""
        super().__init__(data)
        choose(self, "kind", [("", _("Every kind")), *wording.PLAN_KINDS.items()])

    def said(self) -> tuple[str, str]:
        """The kind ("" for every one) and whose."""
        self.is_valid()
        return self.cleaned_data.get("kind", ""), self.cleaned_data.get("whose") or "near"

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for at all."""
        return self.said() != ("", "near")


class PlanForm(forms.Form):
    """A plan is begun or corrected as a whole. ``own`` is the one that stands already; its unit stays."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(
        max_length=400,
        label=_("Name of the plan"),
        help_text=_("For example: Kế hoạch thực hiện Chỉ thị số 05-CT/TW năm 2026."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of plan"), widget=forms.RadioSelect, choices=list(wording.PLAN_KINDS.items())
    )
    unit = forms.ChoiceField(label=_("Unit whose plan it is"))
    period = Days(
        max_length=60,
        label=_("Year or stage"),
        help_text=_("For example: 2026; 2021-2025; 01/03/2026 - 30/09/2026."),
    )
    parent = forms.ChoiceField(
        required=False,
        label=_("Which plan it carries out"),
        help_text=_("The unit's own plan of the term, or an approved plan of a unit above."),
    )
    stands_in = Words(
        required=False,
        max_length=400,
        label=_("The paper it rests on"),
        help_text=_("For example: Kế hoạch số 09-KH/ĐU ngày 12/12/2025, mục II."),
    )
    papers = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Papers of the book that it rests on"),
    )
    themes = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Themes and campaigns in it")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        units: Sequence[NamedUnit],
        home: int | None,
        today: date,
        own: Plan | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """Offers these units, and whatever is in force for the chosen one."""
        super().__init__(data, initial=_initial(own, units, home, today) | (initial or {}))
        self._own = own
        self._units = {str(one.uuid): one for one in units}
        if own is not None:
            del self.fields["unit"]
        else:
            choose(self, "unit", [(uuid, one.name) for uuid, one in self._units.items()])
        chosen = self._units.get((data or {}).get("unit", ""))
        near = own.unit_id if own else chosen.pk if chosen else home or (units[0].pk if units else 0)
        days = Period(date(today.year - 1, 1, 1), date(today.year + 1, 12, 31))
        self._offer_parents(near, days)
        self._offer_themes(near, days)
        self._offer_papers(own.unit if own else chosen or self._units.get(self.initial.get("unit", "")), today)

    def _offer_parents(self, unit: int, days: Period) -> None:
        found = list(queries.may_be_parent(unit, days, own=self._own)[:MOST_OFFERED])
        if self._own is not None and self._own.parent and self._own.parent not in found:
            found.append(self._own.parent)
        self._parents = {str(one.uuid): one for one in found}
        choose(self, "parent", [("", _("None")), *((uuid, one.name) for uuid, one in self._parents.items())])

    def _offer_themes(self, unit: int, days: Period) -> None:
        own = list(self._own.themes.all()) if self._own else []
        found = {one.uuid: one for one in queries.themes_during(unit, days.from_on, days.to_on)[:MOST_OFFERED]}
        self._themes: dict[str, Theme] = {str(u): one for u, one in ({t.uuid: t for t in own} | found).items()}
        choose(self, "themes", [(uuid, one.name) for uuid, one in self._themes.items()])
        if not self._themes:
            del self.fields["themes"]

    def _offer_papers(self, unit: Unit | None, today: date) -> None:
        """Those that it rests on, ticked, then the latest of the books. (What its words name is not ticked by itself:
        somebody may have taken the tick off.)"""
        own = list(queries.papers_of(self._own)) if self._own else []
        found: list[Directive] = [*own, *(queries.papers_offered(unit, today)[:MOST_PAPERS] if unit else ())]
        self._papers = {str(one.uuid): one for one in found}
        choose(self, "papers", [(uuid, queries.paper_words(one)) for uuid, one in self._papers.items()])
        if not self._papers:
            del self.fields["papers"]
        self.initial["papers"] = [str(one.uuid) for one in own]

    def said(self) -> PlanSaid:
        """What was said, for the operation. Of a valid form."""
        said = self.cleaned_data
        return PlanSaid(
            unit=self._own.unit if self._own else self._units[said["unit"]],
            kind=said["kind"],
            name=said["name"],
            from_on=said["period"].from_on,
            to_on=said["period"].to_on,
            parent=self._parents.get(said["parent"]),
            stands_in=said["stands_in"],
            papers=[self._papers[uuid] for uuid in said.get("papers", ())],
            themes=[self._themes[uuid] for uuid in said.get("themes", ())],
        )


class AdvancePlanForm(forms.Form):
    """A verb is used on a plan."""

    verb = forms.CharField(widget=forms.HiddenInput)
    note = Words(required=False, max_length=2000, label=_("Remarks"), widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: Any = None, *, verb: str = "") -> None:
        """Several of these stand on one page, so each names its fields apart."""
        super().__init__(data, auto_id=f"id_{verb or 'verb'}_%s", initial={"verb": verb})
        if verb in plans.WITH_REASON:
            self.fields["note"].required = True


def _initial(own: Plan | None, units: Sequence[NamedUnit], home: int | None, today: date) -> dict[str, Any]:
    if own is None:
        at_home = next((str(one.uuid) for one in units if one.pk == home), "")
        return {"uuid": uuid4(), "kind": "year", "period": str(today.year), "unit": at_home}
    return {
        "uuid": own.uuid,
        "name": own.name,
        "kind": own.kind,
        "period": written(Period(own.from_on, own.to_on)),
        "parent": str(own.parent.uuid) if own.parent else "",
        "stands_in": own.stands_in,
        "themes": [str(one.uuid) for one in own.themes.all()],
    }
