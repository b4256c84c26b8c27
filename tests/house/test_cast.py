"""The cast that tests are given is the one that the product's operations make."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import transaction

from lantoa.organisations import queries
from tests.cast import TODAY, Cast, assemble, recall

pytestmark = pytest.mark.django_db


def everything() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def told(cast: Cast) -> object:
    paths = {code: [one.code for one in queries.path_up(unit.pk, "place", TODAY)] for code, unit in cast.units.items()}
    scopes = [cast.scope(user) for user in (cast.lan, cast.minh, cast.dung)]
    codes = {unit.pk: code for code, unit in cast.units.items()}
    reach = [{verb: sorted(codes[pk] for pk in units) for verb, units in scope.reach.items()} for scope in scopes]
    return paths, reach, sorted(queries.names_on(codes, TODAY).values())


def test_the_cast_that_is_recalled_is_the_cast_that_is_assembled() -> None:
    with transaction.atomic():
        assembled = told(assemble()), everything()
        transaction.set_rollback(True)
    assert (told(recall()), everything()) == assembled
