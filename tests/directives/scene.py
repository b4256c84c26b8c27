"""A directive of the province sent down the cast's small tree."""

from __future__ import annotations

from datetime import date

from lantoa.common.scopes import Scope
from lantoa.directives import operations
from lantoa.directives.models import Addressee, Directive
from lantoa.directives.operations import Call, Header
from lantoa.organisations.models import Unit
from tests.cast import TODAY, Cast

CENTRAL = "Bộ Chính trị"


def central(cast: Cast, *, code: str = "05-CT/TW", on: date = date(2016, 5, 15)) -> Directive:
    """A paper of an issuer outside the tree, in the province's book."""
    header = Header(code, "Đẩy mạnh việc học tập và làm theo tư tưởng, đạo đức", on, issuer_name=CENTRAL)
    made, _new = operations.record_directive(
        scope=cast.product, unit=cast.units["song-trang"], header=header, today=TODAY
    )
    return made


def issued(
    scope: Scope,
    unit: Unit,
    *,
    code: str = "23-KH/TU",
    on: date = date(2026, 3, 2),
    carries_out: tuple[Directive, ...] = (),
    abstract: str = "Thực hiện Chỉ thị trong năm 2026",
) -> Directive:
    """A paper that a unit issued itself."""
    made, _new = operations.record_directive(
        scope=scope, unit=unit, header=Header(code, abstract, on, issuer=unit), carries_out=carries_out, today=TODAY
    )
    return made


def sent(cast: Cast, call: Call | None = None, *, due_on: date | None = date(2026, 12, 5)) -> Directive:
    """The province's plan, carrying out the central directive, sent to all communes and branches below."""
    plan = issued(cast.product, cast.units["song-trang"], carries_out=(central(cast),))
    call = call or Call("below", classes=("commune", "party_branch"), due_on=due_on, asks="Gửi kế hoạch về Ban.")
    operations.send(scope=cast.product, directive=plan, sender=cast.units["song-trang"], call=call, today=TODAY)
    return plan


def asked(plan: Directive, unit: Unit) -> Addressee:
    """The unit as an addressee."""
    return Addressee.objects.select_related("directive", "sending", "unit").get(directive=plan, unit=unit)
