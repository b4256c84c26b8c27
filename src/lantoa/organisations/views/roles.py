"""The role to act in, and what each role may do."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.common.scopes import VERBS
from lantoa.design.returning import way_back
from lantoa.organisations import context, rules
from lantoa.organisations.access import Request, official
from lantoa.organisations.forms import ActForm
from lantoa.organisations.wording import ROLE_MEANINGS, ROLE_NAMES, VERB_NAMES


@official()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request) -> HttpResponse:
    """Choosing the role to act in, among one's own and those that others lent."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    shown = {"choices": context.roles(request), "wanted": wanted}
    if request.method == "POST":
        form = ActForm(request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        key = "delegation" if said.get("delegation") else "grant"
        if said.get(key) and context.choose(request, key, said[key]):
            return redirect(way_back(request, wanted) or "/")
        shown["refusal"] = _("That role is not yours today. Choose one of these.")
    return render(request, "organisations/act.html", shown)


@official()
@require_safe
def table(request: Request) -> HttpResponse:
    """What each role may do, how far it reaches and who gives it: the very table that permission is asked of."""
    rows = [
        {
            "name": ROLE_NAMES[code],
            "meaning": ROLE_MEANINGS[code],
            "role": role,
            "may": [VERB_NAMES[verb] for verb in VERBS if verb in role.verbs],
            "lends": [VERB_NAMES[verb] for verb in VERBS if verb in role.delegable],
            "givers": [ROLE_NAMES[giver] for giver in rules.ROLES if rules.may_give(giver, code, at_home=False)],
        }
        for code, role in rules.ROLES.items()
    ]
    return render(request, "organisations/rights_table.html", {"rows": rows})
