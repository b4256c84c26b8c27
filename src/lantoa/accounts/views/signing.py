"""Signing in, changing the password, entering the demonstration."""

from typing import Any
from uuid import UUID

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from lantoa.accounts import operations
from lantoa.accounts.forms import NewPasswordForm, SignInForm
from lantoa.accounts.queries import BY_LINK, demo_accounts
from lantoa.design.returning import way_back


class SignIn(allauth_views.LoginView):  # type: ignore[misc]  # allauth ships no types
    """User name and password; in a demonstration also one button for each role."""

    form_class = SignInForm
    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the accounts of the demonstration and the page that was wanted."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown = {"demo_accounts": demo_accounts(), "wanted": _wanted(self.request), "offices": settings.OFFICE_SIGN_IN}
        return context | shown


class ChangePassword(allauth_views.PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """The old password once, the new one twice."""

    form_class = NewPasswordForm
    template_name = "account/password_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An account without a password (a demonstration, a link) has none to change."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return render(request, "account/no_password.html")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer


class SignOut(allauth_views.LogoutView):  # type: ignore[misc]  # allauth ships no types
    """Asks first, so that no link can sign anybody out."""

    template_name = "account/logout.html"


class Closed(allauth_views.AccountInactiveView):  # type: ignore[misc]  # allauth ships no types
    """The account exists and may no longer be used."""

    template_name = "account/account_inactive.html"


@require_POST
def enter_demo(request: HttpRequest, user: UUID) -> HttpResponse:
    """Signs in as an account of the demonstration; 404 for any other account."""
    account = get_object_or_404(demo_accounts(), user__uuid=user)
    login(request, account.user, backend="django.contrib.auth.backends.ModelBackend")
    request.session.pop(BY_LINK, None)
    operations.note_sign_in(user=account.user, on=timezone.localdate(), method="demo")
    return redirect(_wanted(request) or settings.LOGIN_REDIRECT_URL)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the chosen language in a cookie and goes back."""
    return set_language(request)


sign_in, sign_out, closed, change_password = (view.as_view() for view in (SignIn, SignOut, Closed, ChangePassword))
for everyone in (sign_in, sign_out, closed, enter_demo, language):
    everyone.audience = "everyone"  # type: ignore[union-attr]
change_password.audience = "official"


def _wanted(request: HttpRequest) -> str:
    return way_back(request, request.POST.get("next") or request.GET.get("next") or "")
