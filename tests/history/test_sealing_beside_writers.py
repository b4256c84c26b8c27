"""Sealing while others write: in processes of their own, on a database of their own, as the worker and gunicorn do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.house.walls import ROOT

SCRIPT = """
import threading, django
django.setup()
from uuid import uuid4
from django.db import close_old_connections, transaction
from django.core.management import call_command
from lantoa.common.scopes import everything
from lantoa.history import operations, verifying
from lantoa.history.models import Event, Seal

call_command("migrate", verbosity=0)
WRITERS, ACTS = 3, 60
left = threading.Semaphore(0)

def write(name):
    for at in range(ACTS):
        try:
            with transaction.atomic():
                operations.record(scope=everything(name), verb="try", kind="thing", uuid=uuid4(), data={"at": at})
                # Every seventh act fails after it was written down: its number is given out again.
                if at % 7 == 6:
                    raise KeyError
        except KeyError:
            pass
    close_old_connections()
    left.release()

def seal():
    while not all(not one.is_alive() for one in writers):
        operations.seal(most=9)
    while operations.seal(most=9):
        pass
    close_old_connections()

writers = [threading.Thread(target=write, args=(f"người {one}",)) for one in range(WRITERS)]
sealer = threading.Thread(target=seal)
for one in [*writers, sealer]:
    one.start()
for one in [*writers, sealer]:
    one.join()
sealed = sum(Event.objects.filter(seq__range=(s.first_seq, s.last_seq)).count() for s in Seal.objects.all())
whole = sealed == Event.objects.count() == WRITERS * (ACTS - ACTS // 7)
print(verifying.first_broken(), whole, Seal.objects.count() > 3)
"""


def test_the_chain_holds_when_events_are_sealed_while_others_write(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LANTOA_")}
    environment |= {"LANTOA_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["None", "True", "True"], done.stderr
