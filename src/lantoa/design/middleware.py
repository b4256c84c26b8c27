"""What happens to every request and answer, whatever the page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]


def vary_on_htmx(get_response: Answer) -> Answer:
    """Caches must not hand a fragment made for htmx to someone who asked for the page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def kept_forms(get_response: Answer) -> Answer:
    """A form that the browser keeps until it was sent (static/design/kept.js) hears which page follows and goes there
    itself: fetched behind its back that page would show its messages to nobody. To sign in is not to have arrived."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-Kept" not in request.headers or response.status_code not in (302, 303):
            return response
        told = HttpResponse(status=204, headers={"X-Kept-To": response["Location"], "Cache-Control": "no-store"})
        told.cookies = response.cookies
        if urlsplit(response["Location"]).path == resolve_url(settings.LOGIN_URL):
            told["X-Kept-Stays"] = "1"
        return told

    return middleware


def chosen_language(get_response: Answer) -> Answer:
    """The language that the person chose (a cookie), else Vietnamese: the browser's wish is not asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        wish = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = get_response(request)
        patch_vary_headers(response, ["Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware
