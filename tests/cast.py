"""The people and units that every test knows: a small country, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope, everything
from lantoa.indicators.operations import load_catalogue
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from lantoa.organisations.models import Unit
from lantoa.practices.operations import load_fields
from lantoa.regulations.operations import load as load_regulations

TODAY = date(2026, 11, 23)
LONG_AGO = date(1990, 1, 1)
PASSWORD = "mật-khẩu-đủ-dài"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

# code: name, class, place above, (line, body above)
UNITS: dict[str, tuple[str, str, str, tuple[str, str] | None]] = {
    "vn": ("Việt Nam", "country", "", None),
    "song-trang": ("Tỉnh Sông Trăng", "province", "vn", None),
    "ben-lau": ("Huyện Bến Lau", "district", "song-trang", None),
    "an-phuc": ("Xã An Phúc", "commune", "ben-lau", None),
    "tan-loi": ("Xã Tân Lợi Thượng", "commune", "ben-lau", None),
    "an-phuc-1": ("Thôn Đông", "village", "an-phuc", None),
    "hu-ben-lau": ("Huyện ủy Bến Lau", "party_committee", "ben-lau", None),
    "du-an-phuc": ("Đảng ủy xã An Phúc", "party_committee", "an-phuc", ("party", "hu-ben-lau")),
    "cb-dong": ("Chi bộ thôn Đông", "party_branch", "an-phuc-1", ("party", "du-an-phuc")),
    "pn-an-phuc": ("Hội Liên hiệp Phụ nữ xã An Phúc", "mass_organisation", "an-phuc", None),
}


@dataclass(frozen=True)
class Cast:
    """Units by code and accounts by user name."""

    units: dict[str, Unit]
    product: Scope
    lan: User
    minh: User
    dung: User

    def scope(self, user: User) -> Scope:
        return queries.scope_for(user, TODAY)


def load_what_ships() -> None:
    """Rules, classes of units, indicators, fields of work: what `lantoa migrate` loads."""
    load_regulations()
    organisations.load_classes()
    load_catalogue()
    load_fields()


def assemble() -> Cast:
    """Founds the units; Lan is clerk of An Phúc, Minh of Tân Lợi Thượng, Dũng advises the province."""
    product = everything("kiểm thử")
    units: dict[str, Unit] = {}
    for code, (name, unit_class, place, body) in UNITS.items():
        parents = {"place": units[place]} if place else {}
        if body:
            parents[body[0]] = units[body[1]]
        units[code] = organisations.found_unit(
            scope=product, code=code, name=name, unit_class=unit_class, on=LONG_AGO, parents=parents
        )
    lan = _account("lan", "Trần Thị Lan", units["an-phuc"], "clerk", product)
    minh = _account("minh", "Lê Văn Minh", units["tan-loi"], "clerk", product)
    dung = _account("dung", "Phạm Quốc Dũng", units["song-trang"], "adviser", product)
    return Cast(units, product, lan, minh, dung)


def keep() -> None:
    """Assembles the cast once and remembers every row that this wrote, of whatever table; the database forgets it."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    with transaction.atomic():
        before = {model: set(_rows(model)) for model in models}
        assemble()
        for model in models:
            if added := [row for pk, row in _rows(model).items() if pk not in before[model]]:
                _KEPT[model] = added
        transaction.set_rollback(True)


def recall() -> Cast:
    """The cast as it was kept: what operations wrote then, without their asking for it in every test anew."""
    written: dict[type[Model], list[Any]] = {
        model: [model.from_db(None, _columns(model), row) for row in rows] for model, rows in _KEPT.items()
    }
    for model, rows in written.items():
        model._base_manager.bulk_create(rows)
    units = {unit.code: unit for unit in written[Unit]}
    users = {user.username: user for user in written[User]}
    named = {code: units[code] for code in UNITS}
    return Cast(named, everything("kiểm thử"), users["lan"], users["minh"], users["dung"])


def secured(user: User) -> User:
    """The account with a second step, as those whose role asks for one (a manager, the head) must have to get in."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})
    return user


# By model the values of each row that ``assemble`` writes.
_KEPT: dict[type[Model], list[tuple[Any, ...]]] = {}


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _rows(model: type[Model]) -> dict[Any, tuple[Any, ...]]:
    at = _columns(model).index(model._meta.pk.attname)
    return {row[at]: row for row in model._base_manager.order_by("pk").values_list(*_columns(model))}


def _account(username: str, full_name: str, unit: Unit, role: str, product: Scope) -> User:
    user = make_account(username=username, full_name=full_name, password=PASSWORD)
    organisations.grant(scope=product, user=user, unit=unit, role=role, on=LONG_AGO)
    return user
