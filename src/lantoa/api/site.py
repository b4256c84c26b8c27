"""The one API: its concepts, its answers to what is refused."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lantoa import __version__
from lantoa.api import directives
from lantoa.api.keys import ByKey
from lantoa.common.errors import Unable

# Without the page that draws the description: it fetches scripts from elsewhere. The description itself is here.
api = NinjaAPI(
    title="Lan Tỏa",
    version=__version__,
    description="Hỏi và làm bằng chương trình, với đúng quyền của vai trò mà khóa được cấp.",
    urls_namespace="api",
    docs_url=None,
    auth=ByKey(),
)
api.add_router("/van-ban/", directives.router, tags=["Văn bản"])


@api.exception_handler(Unable)
def refused(request: HttpRequest, error: Unable) -> HttpResponse:
    """What an operation refuses, in its own words."""
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.exception_handler(ValidationError)
def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that is not as the description says: which parts."""
    parts = [".".join(str(part) for part in one["loc"]) for one in error.errors]
    words = f"Dữ liệu gửi lên chưa đúng ở: {', '.join(parts)}. Xem mô tả tại openapi.json."
    return api.create_response(request, {"detail": words, "errors": error.errors}, status=422)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No key, or one that does not hold."""
    words = "Thiếu khóa, hoặc khóa không còn hiệu lực. Gửi khóa trong đầu mục Authorization: Bearer …"
    return api.create_response(request, {"detail": words}, status=401)


@api.exception_handler(Http404)
def absent(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing there, or nothing that this role may see."""
    return api.create_response(request, {"detail": "Không có, hoặc không thuộc quyền xem của vai trò này."}, status=404)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses: a body that is no JSON."""
    return api.create_response(request, {"detail": str(error)}, status=error.status_code)
