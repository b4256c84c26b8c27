"""`lantoa worker`: reads papers and sends notices. `lantoa run` starts it; by itself it serves other set-ups."""

import click

from lantoa.cli.django import start
from lantoa.cli.language import _


@click.command(help=_("Read papers in the background, until Ctrl-C (`lantoa run` starts this by itself)."))
def worker() -> None:
    """Takes up first what a worker that died left undone; looks for notices to send and for roles that changed, and
    seals the history, once a minute."""
    start()
    from django.core.management import call_command

    from lantoa.intake.operations import enqueue_unfinished, enqueue_unread
    from lantoa.notices.queue import enqueue, every_minute
    from lantoa.reports.operations import enqueue_unmade

    enqueue_unread()
    enqueue_unfinished()
    enqueue_unmade()
    enqueue("lantoa.notices.tasks.send_due")
    every_minute("lantoa.notices.tasks.send_due")
    every_minute("lantoa.notices.tasks.tell_changes")
    every_minute("lantoa.indicators.tasks.fold")
    every_minute("lantoa.directives.tasks.tend")
    every_minute("lantoa.plans.tasks.remind")
    every_minute("lantoa.activities.tasks.extend")
    every_minute("lantoa.reports.tasks.prepare")
    every_minute("lantoa.reports.tasks.tend_files")
    every_minute("lantoa.history.tasks.seal")
    call_command("qcluster")
