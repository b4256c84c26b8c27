"""Where a form or a link leads back to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, wanted: str) -> str:
    """The address that was wanted when it is a path of this site, else "" (another site, a name, rubbish)."""
    host = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(wanted, host, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else ""
