"""One sample of everything that an address may name, in any unit: what the rights matrix asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.operations import Amount
from lantoa.intake import queries as intake
from lantoa.notices.models import Notice
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries
from lantoa.organisations.models import Delegation, Grant
from tests.cast import LONG_AGO, Cast
from tests.intake.writing import take
from tests.notices.making import message, tell
from tests.practices.making import make_outcome, make_practice

FAR = date(2099, 12, 31)
NOBODY = UUID(int=7)
WORDS = "Năm 2022, đơn vị số {number} đã xây mới 12 cây cầu bê tông và góp trên 2 tỷ đồng làm đường nông thôn."
# Where a record may lie, as seen from the unit of the role: An Phúc.
UNITS = {"own": "an-phuc", "child": "an-phuc-1", "parent": "ben-lau", "sibling": "tan-loi"}


@dataclass(frozen=True)
class Sample:
    """What fills an address: its parameters, and what stands behind the question mark."""

    parameters: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


class World:
    """The cast, and records that come into being when they are first asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.practice = cache(self._practice)
        self.public = cache(self._public)
        self.outcome = cache(self._outcome)
        self.statement = cache(self._statement)
        self.paper = cache(self._paper)
        self.grant = cache(self._grant)
        self.delegation = cache(self._delegation)
        self.letter = cache(self._letter)
        self.change = cache(self._change)

    def _practice(self, unit: str) -> Any:
        return make_practice(self.cast, unit, f"Mô hình của {unit}")

    def _public(self, unit: str) -> Any:
        return make_practice(self.cast, unit, f"Mô hình công khai của {unit}", public=True)

    def _outcome(self, unit: str) -> Any:
        return make_outcome(self.cast, [self.practice(unit)], Quantity.of(12), "cau-xay-moi", unit=unit)

    def _statement(self, unit: str, indicator: str) -> Any:
        amount = Amount(figures.indicator(indicator), self.cast.units[unit], Period.year(2022), Quantity.of(9))
        return ledger.state(scope=self.cast.product, amount=amount)

    def _paper(self, unit: str) -> Any:
        return take(self.cast, WORDS.format(number=list(UNITS.values()).index(unit)), unit=unit)

    def _grant(self, unit: str) -> Grant:
        user = make_account(username=f"giu-quyen-{unit}", full_name=f"Người Giữ Quyền {unit}", password=None)
        return organisations.grant(
            scope=self.cast.product, user=user, unit=self.cast.units[unit], role="clerk", on=LONG_AGO
        )

    def _delegation(self, unit: str) -> Delegation:
        today = timezone.localdate()
        grant = self.grant(unit)
        return organisations.delegate(
            scope=queries.scope_for(grant.user, today),
            grant=grant,
            to_user=self.cast.dung,
            unit=self.cast.units[unit],
            verbs=["read"],
            from_on=today,
            to_on=FAR,
            why="đi công tác",
            today=today,
        )

    def _letter(self, unit: str) -> Notice:
        """From the product, in the unit's name, to Lan."""
        about = message(self.cast, unit=unit)
        return tell(self.cast, self.cast.lan, key=unit, scope=self.cast.product, message=about)

    def _change(self, unit: str) -> Any:
        order = organisations.Order("Quyết định số 1/QĐ", LONG_AGO.replace(year=1999))
        found = self.cast.units[unit]
        name = queries.names_on([found.pk], timezone.localdate())[found.pk]
        return organisations.rename(scope=self.cast.product, order=order, unit=found, name=f"{name} mới")


Maker = Callable[[World, str], Sample]


def _uuid(what: Callable[[World, str], Any]) -> Maker:
    return lambda world, unit: Sample({"uuid": what(world, unit).uuid if unit else NOBODY})


def _figure(indicator: str) -> Maker:
    def made(world: World, unit: str) -> Sample:
        of = world.cast.units[unit].uuid if unit else NOBODY
        parts = {"indicator": indicator, "unit": of, "period": "2022", "line": "place", "tree": "then", "upto": 0}
        return Sample(parts)

    return made


def _of_unit(**more: str) -> Maker:
    """An address that names a unit behind its question mark."""
    return lambda world, unit: Sample({}, {"unit": world.cast.units[unit].code if unit else "khong-co", **more})


def _nothing(world: World, unit: str) -> Sample:
    """What only its own maker, or its own session, can name."""
    return Sample({"uuid": NOBODY})


def _secret(world: World, unit: str) -> Sample:
    return Sample({"token": "khong-ai-biet"})


_practice = _uuid(lambda world, unit: world.practice(unit))
_outcome = _uuid(lambda world, unit: world.outcome(unit))
_paper = _uuid(lambda world, unit: world.paper(unit))
_grant = _uuid(lambda world, unit: world.grant(unit))
_closed = _uuid(lambda world, unit: world.statement(unit, "ty-le-hoc-tap"))
_notice = _uuid(lambda world, unit: world.letter(unit))
_change = _uuid(lambda world, unit: world.change(unit))
_account = _uuid(lambda world, unit: world.grant(unit).user)
_REPORT = _of_unit(period="2022", upto="0", on="2022-12-20")

# Address (and variant, behind a bar) → the sample of a unit; with "" for the unit a record that does not exist.
SAMPLES: dict[str, Maker] = {
    "portal:practice|public": _uuid(lambda world, unit: world.public(unit)),
    "portal:practice|not public": _practice,
    "portal:language": lambda world, unit: Sample({"code": "en" if unit else "xx"}),
    "practices:practice|public": _uuid(lambda world, unit: world.public(unit)),
    "practices:practice|not public": _practice,
    "practices:advance": _practice,
    "practices:add_outcome": _practice,
    "practices:outcome": _outcome,
    "practices:withdraw_outcome": _outcome,
    "practices:figure": lambda world, unit: Sample(
        {"uuid": world.practice(unit).uuid if unit else NOBODY, "indicator": "cau-xay-moi"}
    ),
    "practices:summary": _of_unit(period="2022"),
    "indicators:definition|public": lambda world, unit: Sample({"code": "cau-xay-moi" if unit else "khong-co"}),
    "indicators:definition|not public": lambda world, unit: Sample({"code": "ty-le-hoc-tap" if unit else "khong-co"}),
    "indicators:statement|public": _uuid(lambda world, unit: world.statement(unit, "cau-xay-moi")),
    "indicators:statement|not public": _closed,
    "indicators:withdraw": _closed,
    "indicators:figure|public": _figure("cau-xay-moi"),
    "indicators:figure|not public": _figure("ty-le-hoc-tap"),
    "indicators:facts|public": _figure("cau-xay-moi"),
    "indicators:facts|not public": _figure("ty-le-hoc-tap"),
    "intake:paper": _paper,
    "intake:settle": _paper,
    "intake:close": _paper,
    "intake:file": _paper,
    "intake:text": _paper,
    "intake:decide": _uuid(lambda world, unit: intake.findings(world.paper(unit))[0]),
    "organisations:unit": _uuid(lambda world, unit: world.cast.units[unit]),
    "organisations:right": _grant,
    "organisations:end_right": _grant,
    "organisations:change_term": _grant,
    "organisations:end_delegation": _uuid(lambda world, unit: world.delegation(unit)),
    "reports:practices": _REPORT,
    "reports:practices_docx": _REPORT,
    "reports:practices_xlsx": _REPORT,
    "practices:paper": _practice,
    "notices:open": _uuid(lambda world, unit: world.letter(unit).deliveries.get(channel="in_product")),
    "notices:sent_one": _notice,
    "notices:withdraw": _notice,
    "notices:settle": _uuid(lambda world, unit: world.letter(unit).deliveries.get(channel="in_product")),
    "organisations:changed": _change,
    "organisations:annul": _change,
    "organisations:kinds": _uuid(lambda world, unit: world.cast.units[unit]),
    "organisations:change": lambda world, unit: Sample(
        {"uuid": world.cast.units[unit].uuid if unit else NOBODY, "kind": "doi-ten"}
    ),
    "organisations:draft": _nothing,
    "organisations:marked": _nothing,
    "accounts:renew": _account,
    "accounts:make_link": _account,
    "accounts:revoke_invitation": _nothing,
    "accounts:revoke_link": _nothing,
    "accounts:accept": _secret,
    "accounts:use_link": _secret,
    "mfa_edit_webauthn": lambda world, unit: Sample({"pk": 7}),
    "mfa_remove_webauthn": lambda world, unit: Sample({"pk": 7}),
    "openid_connect_login": lambda world, unit: Sample({"provider_id": "khong-co"}),
    "openid_connect_callback": lambda world, unit: Sample({"provider_id": "khong-co"}),
    "accounts:demo": lambda world, unit: Sample({"user": world.cast.lan.uuid if unit else NOBODY}),
}
