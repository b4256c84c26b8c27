"""Rules of the house that a machine can see."""

from __future__ import annotations

import ast

from django.apps import apps
from django.db import connection, models

from tests.house.walls import ROOT, SRC, concept_of, concepts, house_order, modules

# Nothing of the product runs here: following every step would only take time.
CHANGES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete", "save"}


def test_every_concept_has_its_place_in_the_house() -> None:
    assert set(concepts()) <= set(house_order())


def test_no_foreign_key_points_up() -> None:
    order = house_order()
    for model in apps.get_models():
        if not model.__module__.startswith("lantoa."):
            continue
        here = order.index(model._meta.app_label)
        for field in model._meta.get_fields():
            target = field.related_model
            if not (isinstance(field, models.ForeignKey | models.ManyToManyField) and isinstance(target, type)):
                continue
            if target.__module__.startswith("lantoa."):
                assert order.index(target._meta.app_label) >= here, f"{model.__name__}.{field.name} points up"


def test_models_are_thin() -> None:
    for model in apps.get_models():
        if model.__module__.startswith("lantoa."):
            assert "save" not in vars(model), f"{model.__name__} overrides save()"
            assert "delete" not in vars(model), f"{model.__name__} overrides delete()"
            assert not model._meta.ordering, f"{model.__name__} has an ordering"


def test_nobody_uses_signals() -> None:
    for path, tree in modules():
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
        froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert "receiver" not in names, path
        assert not any(module and "signals" in module for module in froms), path


def test_nobody_outside_a_concept_changes_its_tables() -> None:
    for path, tree in modules():
        borrowed = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith(".models")
            for alias in node.names
            if node.module.startswith("lantoa.") and node.module.split(".")[1] != concept_of(path)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGES:
                roots = {name.id for name in ast.walk(node.func.value) if isinstance(name, ast.Name)}
                assert not roots & borrowed, f"{path}:{node.lineno} changes {roots & borrowed}"


def test_only_operations_change_tables() -> None:
    managers = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete"}
    for path, tree in modules():
        if path.name == "operations.py" or path.parent.name == "operations":
            continue
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            inner = ast.unparse(node.func.value)
            assert not (node.func.attr in managers and ".objects" in inner), f"{path}:{node.lineno}"


def test_files_stay_short() -> None:
    for path in [*SRC.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_no_file_is_called_utils() -> None:
    assert not [path for path in SRC.rglob("*") if path.stem in {"utils", "helpers", "misc"}]


def test_the_clock_is_read_by_doors_only() -> None:
    for path, tree in modules():
        if path.name in {"rules.py", "queries.py", "drafts.py"} or concept_of(path) in {
            "reading",
            "vietnamese",
            "common",
        }:
            text = ast.unparse(tree)
            for clock in ("date.today(", "datetime.now(", "timezone.now(", "localdate("):
                assert clock not in text, f"{path} reads the clock"


def test_the_triggers_survive_all_migrations(db: None) -> None:
    table = "sqlite_master WHERE type='trigger'" if connection.vendor == "sqlite" else "pg_trigger"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        found = {name.lower() for (name,) in cursor.fetchall()}
    kept = (
        "history_event",
        "indicators_fact",
        "notices_step",
        "regulations_calendarchange",
        "regulations_deadlinemove",
    )
    for name in kept:
        assert {f"{name}_no_update", f"{name}_no_delete"} <= found
    for name in ("unitname", "unitparent", "unitcontact", "membership"):
        assert {f"organisations_{name}_no_overlap_{verb}" for verb in ("insert", "update")} <= found
    assert {f"regulations_regulation_no_overlap_{verb}" for verb in ("insert", "update")} <= found


def test_models_and_migrations_agree(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
