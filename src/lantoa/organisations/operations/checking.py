"""Who may change units, people and rights."""

from __future__ import annotations

from lantoa.common.errors import Unable
from lantoa.common.scopes import Scope
from lantoa.organisations.models import Unit


class UnableToChangeUnits(Unable):
    """A change would leave the tree untrue, or is not this person's to make."""


def check(scope: Scope, *units: Unit) -> None:
    """UnableToChangeUnits unless the scope may manage every one of these units."""
    for unit in units:
        if not scope.may("manage", unit.pk):
            raise UnableToChangeUnits("Tài khoản này không được thay đổi đơn vị, chức vụ và quyền ở đây.")
