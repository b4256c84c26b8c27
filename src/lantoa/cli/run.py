"""`lantoa run`: the web server and the background worker under one roof."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from types import FrameType
from urllib.error import URLError
from urllib.request import urlopen

import click

from lantoa.cli.django import start
from lantoa.cli.language import _

RESTART_AFTER = 2.0
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
STOP_WITHIN = 15.0


@click.command(help=_("Bring the database up to date and serve, with the background worker, until Ctrl-C."))
@click.option(
    "--port",
    envvar="PORT",
    type=click.IntRange(1, 65_535),
    default=8000,
    show_default=True,
    help=_("Where to listen."),
)
@click.option("--host", default="127.0.0.1", show_default=True, help=_("The address to listen on."))
@click.option("--workers", default=2, show_default=True, help=_("Processes of the web server."))
@click.option("--demo", is_flag=True, help=_("Load the demonstration province if the database is new."))
def run(port: int, host: str, workers: int, demo: bool) -> None:
    """Supervises two children; one that dies is started again, both stop together."""
    refuse_taken(host, port)
    os.environ.setdefault("LANTOA_PUBLIC_URL", f"http://localhost:{port}")
    start()
    from lantoa.cli.demo import is_new, load_with_progress
    from lantoa.cli.migrate import bring_up_to_date

    bring_up_to_date()
    if demo and is_new():
        load_with_progress()
    python = [sys.executable, "-W", "ignore", "-m"]
    web = [*python, "gunicorn", "lantoa.config.wsgi", "--bind", f"{host}:{port}", "--workers", str(workers)]
    web += ["--threads", "4", "--worker-class", "gthread", "--log-level", "warning", "--timeout", "60"]
    supervise([web, [*python, "lantoa.cli", "worker"]], port)


def refuse_taken(host: str, port: int) -> None:
    """ClickException when nobody could listen there: before anything is made, and before another site is taken
    for ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as error:
            words = _(
                "Cannot listen on {host}, port {port} ({why}). Stop what runs there or choose another port: PORT=8001"
            )
            raise click.ClickException(words.format(host=host, port=port, why=error.strerror)) from error


def supervise(commands: list[list[str]], port: int) -> None:
    """Keeps the commands running until SIGINT, SIGTERM or SIGHUP; says the address once the site answers."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    # SIGHUP: the window in which it was started is closed.
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    children = [_begin(command) for command in commands]
    said = False
    while not stopping:
        if not said and (said := _answers(port)):
            click.echo(_("Lan Tỏa is open at http://localhost:{port} (Ctrl-C stops it).").format(port=port))
        for position, child in enumerate(children):
            if child.poll() is not None and not stopping:
                click.echo(
                    _("A part stopped (code {code}); starting it again.").format(code=child.returncode), err=True
                )
                _kill_group(child)
                time.sleep(RESTART_AFTER)
                children[position] = _begin(commands[position])
        time.sleep(0.2)
    _end(children)


def _begin(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of their own: Ctrl-C reaches us alone, and we end them in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_us)  # noqa: PLW1509 - the supervisor has one thread


def _end_with_us() -> None:
    """In the child: where the system can (Linux), it is told to stop when we are killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """Ends what a dead child left behind: the worker's own processes outlive it."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://localhost:{port}/robots.txt", timeout=1):
            return True
    except (URLError, OSError):
        return False


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
        _kill_group(child)
