"""`lantoa key`: keys with which other programs use the API."""

from __future__ import annotations

from typing import Any

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.group(help=_("Keys with which other programs use the API: make, list, end."))
def key() -> None:
    """Every refusal is one sentence and exit code 1."""
    start()


@key.command(help=_("Make a key for an account, in one of its roles; the secret is printed once."))
@click.argument("username")
@click.option("--name", required=True, help=_("Which program it is for."))
@click.option("--unit", default="", help=_("The unit of the role, by its code; needed where there are several roles."))
@click.option("--days", default=365, show_default=True, help=_("How many days it holds."))
def make(*, username: str, name: str, unit: str, days: int) -> None:
    """The account's role decides what the program may do."""
    from django.utils import timezone

    from lantoa.accounts.operations import make_key
    from lantoa.common.scopes import everything
    from lantoa.organisations import queries as organisations

    user = _account(username)
    held = organisations.held_by(user, timezone.localdate()).own
    found = [one for one in held if not unit or one.unit.code == unit]
    if len(found) != 1:
        codes = ", ".join(sorted({one.unit.code for one in held})) or "—"
        raise click.ClickException(
            _("Say for which unit with --unit; the account acts for: {units}.").format(units=codes)
        )
    made = _tried(
        lambda: make_key(
            scope=everything("lantoa key"),
            user=user,
            name=name,
            limits={"grant": found[0].pk},
            at=timezone.now(),
            days=days,
        )
    )
    click.echo(_("Key {uuid}, until {day}. It is shown this once:").format(
        uuid=made.key.uuid, day=f"{timezone.localdate(made.key.expires_at):%d/%m/%Y}"
    ))  # fmt: skip
    click.echo(made.token)


@key.command(name="list", help=_("List the keys."))
def list_() -> None:
    """Never their secrets."""
    from django.utils import timezone

    from lantoa.accounts.queries import keys_of

    for one in keys_of():
        until = f"{timezone.localdate(one.expires_at):%d/%m/%Y}"
        state = _("ended") if one.ended_at else until
        used = f"{one.last_used_on:%d/%m/%Y}" if one.last_used_on else "—"
        click.echo(f"{one.uuid}  {one.user.username}  {one.name}  {state}  {used}")


@key.command(help=_("End a key by its UUID: the program's next request is refused."))
@click.argument("uuid", type=click.UUID)
def end(*, uuid: Any) -> None:
    """What was done with it stays."""
    from django.utils import timezone

    from lantoa.accounts.operations import end_key
    from lantoa.accounts.queries import keys_of
    from lantoa.common.scopes import everything

    found = keys_of().filter(uuid=uuid).first()
    if found is None:
        raise click.ClickException(_("There is no such key; see: lantoa key list."))
    _tried(lambda: end_key(scope=everything("lantoa key"), key=found, at=timezone.now()))
    click.echo(_("The key is ended."))


def _account(username: str) -> Any:
    from lantoa.accounts.models import User

    user = User.objects.filter(username=username).first()
    if user is None:
        raise click.ClickException(_("There is no account {name}.").format(name=username))
    return user


def _tried(act: Any) -> Any:
    from lantoa.common.errors import Unable

    try:
        return act()
    except Unable as refusal:
        raise click.ClickException(str(refusal)) from refusal
