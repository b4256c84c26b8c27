"""The history: append-only by the database itself, and a chain that anyone can check."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction
from django_q.models import Schedule

from lantoa.cli.history import history
from lantoa.history import operations, queries, tasks
from lantoa.history.models import Event, Seal
from lantoa.notices.queue import every_minute
from tests.history.writing import acts, unguarded


@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(db: None, act: str) -> None:
    (event,) = acts(1)
    rows = Event.objects.filter(pk=event.pk)
    tries = {"update": lambda: rows.update(verb="other"), "delete": lambda: rows._raw_delete("default")}
    with pytest.raises(DatabaseError), transaction.atomic():
        tries[act]()
    assert Event.objects.get().verb == "try"


def test_a_sealed_chain_holds_and_grows_batch_by_batch(db: None) -> None:
    assert operations.seal() is None
    first = acts(3)
    one = operations.seal()
    second = acts(2)
    two = operations.seal()
    assert one is not None
    assert two is not None
    assert (one.first_seq, one.last_seq) == (first[0].seq, first[-1].seq)
    assert (two.first_seq, two.last_seq, two.previous) == (second[0].seq, second[-1].seq, one.hash)
    assert queries.first_broken() is None


def test_sealing_takes_at_most_so_many_events_at_a_time(db: None) -> None:
    acts(5)
    sizes = []
    while seal := operations.seal(most=2):
        sizes.append(Event.objects.filter(seq__range=(seal.first_seq, seal.last_seq)).count())
    assert sizes == [2, 2, 1]
    assert queries.first_broken() is None


def test_a_record_shows_what_was_done_to_it_in_order(db: None) -> None:
    events = acts(2)
    acts(1)
    shown = list(queries.of_record("thing", events[0].record))
    assert shown == events
    assert [one.payload.data["name"] for one in shown] == ["Lần 0", "Lần 1"]
    assert list(queries.of_records("thing", [events[0].record], "try")) == events
    assert not queries.of_records("thing", [events[0].record], "other")


def test_the_worker_seals_what_has_settled_and_leaves_the_rest(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    acts(2)
    tasks.seal()
    assert not Seal.objects.exists()
    monkeypatch.setattr(tasks, "SETTLED_AFTER", timedelta(seconds=-1))
    tasks.seal()
    assert Seal.objects.get().last_seq == Event.objects.order_by("-seq")[0].seq


def test_the_sealing_is_asked_for_once_however_often_a_worker_begins(db: None) -> None:
    for _ in range(3):
        every_minute("lantoa.history.tasks.seal")
    assert Schedule.objects.filter(func="lantoa.history.tasks.seal").count() == 1


def test_the_command_says_whole_or_names_what_was_changed(db: None) -> None:
    acts(2)
    operations.seal()
    assert CliRunner().invoke(history, []).exit_code == 0
    unguarded("UPDATE history_event SET verb = %s", "other")
    assert CliRunner().invoke(history, []).exit_code == 1
