"""What the test of killed workers has other processes do: ``python -m tests.notices.working prepare|make|send …``.

The settings are named by the environment; what needs them is imported once Django has begun.
"""

from __future__ import annotations

import sys
from datetime import timedelta

from lantoa.cli.django import start

PEOPLE = 10


def prepare() -> None:
    """Some accounts."""
    from lantoa.accounts.operations import make_account

    for number in range(PEOPLE):
        address = f"nguoi{number}@sink.example"
        make_account(username=f"nguoi{number}", full_name=f"Người {number}", password=None, email=address)


def make(prefix: str, number: int) -> None:
    """So many notices, each to one account, made by two transactions that both commit and one that does not."""
    from django.db import transaction
    from django.utils import timezone

    from lantoa.accounts.models import User
    from lantoa.common.scopes import everything
    from lantoa.notices import operations
    from lantoa.notices.rules import Message, Recipient

    people = list(User.objects.order_by("pk"))

    def some(numbers: range) -> None:
        for one in numbers:
            operations.notify(
                scope=everything("kiểm thử"),
                at=timezone.now(),
                key=f"{prefix}:{one}",
                message=Message("message", f"Việc {one}", f"{prefix} {one}\n.\n.. dấu chấm đầu dòng", "/ban-lam-viec/"),
                to=[Recipient(user=people[one % PEOPLE].pk)],
            )

    class Undone(Exception):
        pass

    for numbers in (range(number // 2), range(number)):
        with transaction.atomic():
            some(numbers)
    try:
        with transaction.atomic():
            some(range(number, number + 5))
            raise Undone
    except Undone:
        pass


def send() -> None:
    """Sends until nothing is left."""
    from django.utils import timezone

    from lantoa.notices import operations

    operations.send_due(clock=timezone.now, within=timedelta(seconds=30), lease=timedelta(seconds=30))


if __name__ == "__main__":
    start()
    act, *words = sys.argv[1:]
    if act == "prepare":
        prepare()
    elif act == "make":
        make(words[0], int(words[1]))
    else:
        send()
