"""Every address of the site, whichever concept or include it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses whose views are not ours, and the audience that they have.
BORROWED = {
    "account_login": "everyone",
    "account_logout": "everyone",
    "account_inactive": "everyone",
    "account_change_password": "official",
    "accounts:language": "everyone",
    "accounts:demo": "everyone",
    # Confirming who one is: refused to whoever has nothing to confirm by.
    "account_reauthenticate": "official",
    "mfa_reauthenticate": "official",
    "mfa_reauthenticate_webauthn": "official",
}


@dataclass(frozen=True)
class Route:
    """One pattern: its name, its path as it is written, its parameters by name with their kinds, its audience."""

    name: str
    path: str
    parameters: dict[str, str]
    audience: str


def routes() -> Iterator[Route]:
    """All of them but the API's."""

    def walk(resolver: URLResolver, space: str, before: str, above: dict[str, Any]) -> Iterator[Route]:
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern)
            converters = above | pattern.pattern.converters
            if isinstance(pattern, URLResolver) and pattern.namespace == "api":
                continue  # asked with a key, not with a session: tests/api walks it
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern, inner, path, converters)
            else:
                yield _route(pattern, f"{space}{pattern.name}", path, converters)

    return walk(get_resolver(), "", "/", {})


def _route(pattern: URLPattern, name: str, path: str, converters: dict[str, Any]) -> Route:
    kinds = {key: type(one).__name__.removesuffix("Converter").lower() for key, one in converters.items()}
    audience = BORROWED.get(name) or getattr(pattern.callback, "audience", "")
    return Route(name, path.replace("//", "/"), kinds, audience)
