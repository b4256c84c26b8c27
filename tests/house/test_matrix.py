"""Every address × role × place of the record × method meets exactly what was decided (tests/house/matrix.py)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from tests.cast import LONG_AGO, Cast, assemble, secured
from tests.house.expecting import ABSENT, ACTORS, FORBIDDEN, METHODS, NO_METHOD, OPENS, OWN, SIGN_IN, Actor
from tests.house.matrix import MATRIX, PAGE, name_of, page, relations_of
from tests.house.routes import routes
from tests.house.samples import SAMPLES
from tests.house.sampling import Sample
from tests.house.world import FAR, UNITS, World

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
UNWRITTEN = {
    "django.template.loader.render_to_string": "",
    "lantoa.reports.outgoing.written": b"",
    "lantoa.reports.outgoing.practices": b"",
}
HANDLER = ClientHandler(enforce_csrf_checks=False)
ADDRESSES = {route.name: route for route in routes()}
# Who goes every way: with and without verbs, with and without a session.
STANDING_FOR_ALL = ("clerk", "citizen")
# Those whose reach differs go to every place; whether a verb reaches up or down does not depend on which it is.
EVERYWHERE = (*STANDING_FOR_ALL, "manager", "system_admin", "branch_secretary", "member", "delegated")
SAID = {403: FORBIDDEN, 404: ABSENT, 405: NO_METHOD}


def test_every_address_has_its_row_and_every_row_its_address() -> None:
    assert {name_of(key) for key in MATRIX} == set(ADDRESSES)


def test_the_audience_of_a_row_is_the_mark_of_its_view() -> None:
    for key, row in MATRIX.items():
        assert row.audience == ADDRESSES[name_of(key)].audience, key


def test_every_address_with_a_parameter_has_a_sample_of_it() -> None:
    for key in MATRIX:
        if ADDRESSES[name_of(key)].parameters:
            assert key in SAMPLES, f"tests/house/samples.py has no sample for {key}"
    assert set(SAMPLES) <= set(MATRIX)


def test_the_document_of_rights_says_what_the_matrix_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.house.matrix`"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the whole matrix: every request is taken back, and so is the world in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World(assemble())
        # All of it now: what is made within a test is taken back with it.
        for sample in SAMPLES.values():
            for unit in UNITS.values():
                sample(made, unit)
        yield made
        transaction.set_rollback(True)


@pytest.mark.matrix
@pytest.mark.django_db
@override_settings(SCOPE_OF="tests.house.scopes.remembered", TREE_KEPT=True)
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_a_role_meets_what_was_decided(world: World, actor: Actor, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")  # thousands of refusals, each meant
    cookie = _cookie(world.cast, actor)
    differences = []
    for key, row in MATRIX.items():
        for method, relation in _walked(key, actor):
            unit = UNITS.get(relation, "")
            address = _filled(key, SAMPLES[key](world, unit) if key in SAMPLES else Sample())
            # Pages and files are written out where they open first; elsewhere only the answer counts.
            with nullcontext() if (method, relation) == ("GET", "own") else _unwritten():
                met = _met(address, method, cookie)
            if not _fits(met, wanted := row.expects(actor, relation, method)):
                differences.append(f"{key}, {relation}, {method}: {met}, not {wanted}")
    assert not differences, "\n".join(differences)


def _walked(key: str, actor: Actor) -> Iterator[tuple[str, str]]:
    """How the actor goes to an address.

    By HEAD, by what pages ask for themselves, to what does not exist and by a method that nothing there answers, a few
    stand for all: such an answer knows no role beyond what GET and POST have shown for each. Everybody goes to records
    of the own unit and of one beside it, and those of EVERYWHERE to what lies above and below too.
    """
    places = ("own", "child", "parent", "sibling") if actor.name in EVERYWHERE else ("own", "sibling")
    for method in METHODS:
        for relation in relations_of(key, method, key in SAMPLES):
            is_plain = method in ("GET", "POST") and relation in places and MATRIX[key].takes(method)
            if is_plain or actor.name in STANDING_FOR_ALL:
                yield method, relation


def _cookie(cast: Cast, actor: Actor) -> str:
    """The session of someone who acts so on An Phúc."""
    if actor.is_guest:
        return ""
    user = make_account(username=f"thu-{actor.name.replace(' ', '-')}", full_name="Người Thử", password=None)
    unit, today = cast.units["an-phuc"], timezone.localdate()
    give: dict[str, Any] = {"scope": cast.product, "unit": unit, "on": LONG_AGO}
    if actor.name == "delegated":
        head = make_account(username="nguoi-uy-quyen", full_name="Người Ủy Quyền", password=None)
        grant = organisations.grant(user=head, role="head", to_on=FAR, **give)
        lent: dict[str, Any] = {"grant": grant, "to_user": user, "unit": unit, "verbs": sorted(actor.verbs)}
        days: dict[str, Any] = {"from_on": today, "to_on": FAR, "why": "đi học", "today": today}
        organisations.delegate(scope=queries.scope_for(head, today), **lent, **days)
    elif actor.name == "ended":
        organisations.grant(user=user, role="head", to_on=LONG_AGO.replace(year=1995), **give)
    elif actor.name != "no role":
        organisations.grant(user=user, role=actor.name, to_on=FAR, **give)
    secured(user)
    client = Client()
    client.force_login(user, backend=MODEL_BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _filled(key: str, sample: Sample) -> str:
    path = reverse(name_of(key), kwargs=sample.parameters)
    return f"{path}?{urlencode(sample.query)}" if sample.query else path


def _met(address: str, method: str, cookie: str) -> str:
    """What a request meets; whatever it changed is taken back."""
    factory = RequestFactory(headers={"hx-request": "true"} if method.startswith("HTMX") else {})
    if cookie:
        factory.cookies[settings.SESSION_COOKIE_NAME] = cookie
    request = getattr(factory, method.rpartition(" ")[2].lower())(address)
    with transaction.atomic():
        answer = HANDLER(request.environ)
        _close(answer)
        transaction.set_rollback(True)
    return _said(answer)


def _close(answer: HttpResponseBase) -> None:
    """Closes the file behind an answer, but never the database, as the end of a request would."""
    if answer.streaming:
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)


@contextmanager
def _unwritten() -> Iterator[None]:
    with ExitStack() as stack:
        for name, nothing in UNWRITTEN.items():
            stack.enter_context(patch(name, lambda *args, nothing=nothing, **named: nothing))
        yield


def _fits(met: str, wanted: str) -> bool:
    """What an own account's state decides may be anything but an error of ours."""
    return met == wanted or (wanted == OWN and not met.startswith("5"))


def _said(answer: HttpResponseBase) -> str:
    to = answer.headers.get("Location", "")
    # The page asked for signing in, and not the one that signing in leads to.
    if answer.status_code == 302 and to.startswith(reverse("account_login")):
        return SIGN_IN
    if answer.status_code in (200, 302, 400, 422):
        return OPENS
    return SAID.get(answer.status_code, str(answer.status_code))
