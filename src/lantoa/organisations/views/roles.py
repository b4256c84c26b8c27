"""The role to act in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lantoa.design.returning import way_back
from lantoa.organisations import context
from lantoa.organisations.access import SESSION_KEY, Request, official
from lantoa.organisations.forms import ActForm


@official()
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: Request) -> HttpResponse:
    """Choosing the role to act in, among one's own."""
    roles = context.roles(request)
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if request.method == "POST":
        form = ActForm(request.POST)
        if form.is_valid() and form.cleaned_data["grant"] in {role.grant for role in roles}:
            request.session[SESSION_KEY] = form.cleaned_data["grant"]
            return redirect(way_back(request, wanted) or "/")
        refusal = _("That role is not yours today. Choose one of these.")
        return render(request, "organisations/act.html", {"choices": roles, "wanted": wanted, "refusal": refusal})
    return render(request, "organisations/act.html", {"choices": roles, "wanted": wanted})
