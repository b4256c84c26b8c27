"""The page of a unit's own Word templates."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.common.errors import Unable
from lantoa.files import queries as files
from lantoa.organisations import queries as organisations
from lantoa.organisations.access import Request, official
from lantoa.organisations.queries import NamedUnit
from lantoa.reports import operations, queries
from lantoa.reports.forms.templates import EndTemplateForm, TemplateForm
from lantoa.reports.layouts.template_names import FIGURES, NAMES
from lantoa.reports.models import PaperTemplate
from lantoa.reports.outlines.forms import FileField
from lantoa.reports.views.files import handed_out

# Not in every installation: the page offers it where it is.
EXAMPLE = Path(__file__).parents[4] / "examples" / "templates" / "mau-bao-cao_ubnd-xa.docx"


@official("report")
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: Request) -> HttpResponse:
    """The templates of the unit in whose name one acts; a new one is brought in here."""
    if request.method != "POST":
        return _show(request, TemplateForm())
    home = _home(request)
    if home is None:
        raise Http404
    form = TemplateForm(request.POST, request.FILES)
    if form.is_valid():
        brought = form.cleaned_data["paper"]
        try:
            made = operations.keep_template(
                scope=request.scope,
                unit=home,
                name=brought.name or "",
                data=FileField.bytes_of(brought),
                title=form.cleaned_data["title"],
            )
        except operations.UnableToKeepTemplate as error:
            for problem in error.problems:
                form.add_error("paper", problem)
        else:
            messages.success(request, _("The template “%s” can be used.") % made.name)
            return redirect("reports:templates")
    return _show(request, form)


def _show(
    request: Request, form: TemplateForm, ending: EndTemplateForm | None = None, ended: PaperTemplate | None = None
) -> HttpResponse:
    home = _home(request)
    found = queries.templates_of(home.pk) if home else []
    context = {
        "unit": home,
        "rows": [(one, ending if one == ended else EndTemplateForm(auto_id=f"id_{one.pk}_%s")) for one in found],
        "form": form,
        "ending": ending,
        "names": [(f"{{{{ {_EXAMPLES.get(name, name)} }}}}", words) for name, words in NAMES.items()],
        "condition": "{% if thay_mat %} … {% endif %}",
        "has_example": EXAMPLE.is_file(),
    }
    status = 422 if form.errors or ending else 200
    return render(request, "reports/templates.html", context, status=status)


_EXAMPLES = {FIGURES: f"{FIGURES}['dat-hien']"}


def _home(request: Request) -> NamedUnit | None:
    home = organisations.named(request.today).filter(pk=request.scope.home_unit_id or 0).first()
    return home if home and request.scope.may("report", home.pk) else None


@official("report")
@require_safe
def example(request: Request) -> HttpResponse:
    """A template to begin with."""
    if not EXAMPLE.is_file():
        raise Http404
    return handed_out(EXAMPLE.read_bytes(), "docx", plain=EXAMPLE.name, full=EXAMPLE.name)


@official("report")
@require_safe
def file(request: Request, uuid: UUID) -> HttpResponse:
    """The Word file as it was brought, to be saved and never opened within the site."""
    kept = _template(request, uuid).file
    return handed_out(files.bytes_of(kept), "docx", plain="mau.docx", full=kept.name)


@official("report")
@require_POST
def end(request: Request, uuid: UUID) -> HttpResponse:
    """A template is not used any more."""
    found = _template(request, uuid)
    form = EndTemplateForm(request.POST, auto_id=f"id_{found.pk}_%s")
    if form.is_valid():
        try:
            operations.end_template(scope=request.scope, template=found, why=form.cleaned_data["why"])
        except Unable as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The template is not offered any more."))
            return redirect("reports:templates")
    return _show(request, TemplateForm(), form, found)


def _template(request: Request, uuid: UUID) -> PaperTemplate:
    found = queries.template(request.scope, uuid)
    if found is None:
        raise Http404
    return found
