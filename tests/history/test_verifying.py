"""Whatever is changed behind the product's back is found, and named where it happened."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.common.checks import Break, Look
from lantoa.history import checks, operations, rules, verifying
from lantoa.history.models import Event, Payload, Seal
from tests.history.writing import PRODUCT, acts, many, unguarded


def found(check: str = "chain") -> list[Break]:
    return list(getattr(checks, check).run(Look(timezone.now())))


def where(check: str = "chain") -> list[str]:
    return [one.where for one in found(check) if not one.is_remark]


def remove(seq: int) -> None:
    unguarded("DELETE FROM history_payload WHERE event_id = %s", seq)
    unguarded("DELETE FROM history_event WHERE seq = %s", seq)


def swap(one: int, other: int) -> None:
    spare = 2**40
    for was, becomes in ((one, spare), (other, one), (spare, other)):
        unguarded("UPDATE history_event SET seq = %s WHERE seq = %s", becomes, was)


@pytest.mark.heavy
@pytest.mark.django_db
def test_any_one_of_ten_thousand_events_changed_removed_or_moved_is_named_first() -> None:
    seqs = many(10_000)
    operations.seal()
    assert Seal.objects.count() == 1
    assert where() == []
    chance = random.Random(19)
    for turn in range(100):
        seq, other = sorted(chance.sample(seqs, 2))
        with transaction.atomic():
            if turn % 3 == 0:
                column, value = chance.choice(
                    [("verb", "other"), ("role", "head"), ("kind", "unit"), ("digest", "0" * 64), ("at", "2001-01-01")]
                )
                unguarded(f"UPDATE history_event SET {column} = %s WHERE seq = %s", value, seq)
            elif turn % 3 == 1:
                remove(seq)
            else:
                swap(seq, other)
            assert where() == [f"sự kiện số {seq}"], turn
            transaction.set_rollback(True)
    assert where() == []


@pytest.mark.parametrize("column", ["verb", "role", "kind", "digest"])
def test_a_change_in_a_middle_batch_is_named_though_other_batches_hold(db: None, column: str) -> None:
    acts(2)
    operations.seal()
    batch = acts(3)
    operations.seal()
    acts(2)
    operations.seal()
    unguarded(f"UPDATE history_event SET {column} = %s WHERE seq = %s", "khác", batch[1].seq)
    assert where() == [f"sự kiện số {batch[1].seq}"]
    assert verifying.first_broken() == batch[1].seq


def test_several_broken_batches_are_named_each_by_its_first_event(db: None) -> None:
    one = acts(3)
    operations.seal()
    two = acts(3)
    operations.seal()
    for event in (one[2], two[1], two[2]):
        unguarded("UPDATE history_event SET verb = 'other' WHERE seq = %s", event.seq)
    assert where() == [f"sự kiện số {one[2].seq}", f"sự kiện số {two[1].seq}"]


def test_an_event_added_within_or_between_sealed_batches_is_named(db: None) -> None:
    first = acts(1)[0]
    columns = [field.column for field in Event._meta.fields]
    copy = (
        f"INSERT INTO history_event ({', '.join(columns)}) "
        f"SELECT %s, {', '.join(columns[1:])} FROM history_event WHERE seq = %s"
    )
    gap = first.seq + 5
    for seq in (gap, gap + 5):
        unguarded(copy, seq, first.seq)
    operations.seal(most=2)
    operations.seal()
    assert Seal.objects.count() == 2
    with transaction.atomic():
        unguarded(copy, gap - 2, first.seq)
        assert where() == [f"sự kiện số {gap - 2}"]
        transaction.set_rollback(True)
    unguarded(copy, gap + 2, first.seq)
    assert where() == [f"sự kiện số {gap + 2}"]


def test_a_seal_changed_or_removed_is_named(db: None) -> None:
    batches = []
    for _ in range(3):
        batches.append(acts(2))
        operations.seal()
    hashes = list(Seal.objects.order_by("first_seq").values_list("hash", flat=True))
    for sql, expected in (
        ("UPDATE history_seal SET hash = 'f' WHERE first_seq = %s", [batches[1][0].seq, batches[2][0].seq]),
        ("DELETE FROM history_seal WHERE first_seq = %s", [batches[2][0].seq, batches[1][0].seq]),
    ):
        with transaction.atomic():
            unguarded(sql, batches[1][0].seq)
            assert where() == [f"sự kiện số {seq}" for seq in expected]
            transaction.set_rollback(True)
    assert hashes == list(Seal.objects.order_by("first_seq").values_list("hash", flat=True))


def test_the_marks_of_a_seal_cannot_be_changed_unnoticed(db: None) -> None:
    events = acts(3)
    seal = operations.seal()
    assert seal is not None
    marks = bytearray(seal.marks)
    marks[-1] ^= 1
    unguarded("UPDATE history_seal SET marks = %s", bytes(marks))
    assert where() == [f"sự kiện số {events[2].seq}"]


def test_a_seal_from_before_there_were_marks_still_proves_its_batch(db: None) -> None:
    events = acts(3)
    operations.seal()
    unguarded("UPDATE history_seal SET marks = %s", b"")
    assert where() == []
    unguarded("UPDATE history_event SET verb = 'other' WHERE seq = %s", events[2].seq)
    assert where() == [f"sự kiện số {events[0].seq}"]


def test_the_last_sealed_events_do_not_vanish_unnoticed(db: None) -> None:
    events = acts(4)
    operations.seal()
    for event in events[2:]:
        remove(event.seq)
    assert where()[0] == f"sự kiện số {events[2].seq}"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite forgets the number of what was never kept")
def test_the_last_unsealed_events_and_the_last_seal_do_not_vanish_unnoticed(db: None) -> None:
    events = acts(3)
    with transaction.atomic():
        remove(events[2].seq)
        assert where() == [f"sự kiện số {events[2].seq}"]
        transaction.set_rollback(True)
    operations.seal()
    unguarded("DELETE FROM history_seal")
    assert where() == ["sự kiện số 1"]


def test_a_seal_that_was_written_down_is_recognised_and_a_forged_one_is_not(db: None) -> None:
    assert verifying.anchor() == ""
    acts(2)
    operations.seal()
    written = verifying.anchor()
    assert verifying.holds(written)
    acts(2)
    operations.seal()
    assert verifying.holds(written)
    assert verifying.anchor() != written
    for forged in ("", "x", written[:-1], written.split(":")[1], "٣:" + written.split(":")[1]):
        assert not verifying.holds(forged)


def test_what_was_left_unsealed_for_more_than_an_hour_is_remarked_upon(db: None) -> None:
    acts(1)
    assert found() == []
    later = list(checks.chain.run(Look(timezone.now() + timedelta(minutes=61))))
    assert [one.is_remark for one in later] == [True]
    operations.seal()
    assert list(checks.chain.run(Look(timezone.now() + timedelta(minutes=61)))) == []


def test_a_changed_payload_is_named_even_before_it_is_sealed(db: None) -> None:
    events = acts(3)
    for change in ({"data": {"name": "khác"}}, {"actor_name": "người khác"}, {"salt": "0"}):
        with transaction.atomic():
            Payload.objects.filter(event=events[1]).update(**change)
            assert where("payloads") == [f"sự kiện số {events[1].seq}"]
            assert verifying.first_broken() == events[1].seq
            transaction.set_rollback(True)


def test_a_payload_that_vanished_without_a_recorded_erasure_is_named(db: None) -> None:
    events = acts(3)
    Payload.objects.filter(event=events[1]).delete()
    assert where("payloads") == [f"sự kiện số {events[1].seq}"]


def test_a_name_that_was_redacted_is_gone_and_the_history_still_holds(db: None) -> None:
    events = acts(3)
    operations.seal()
    many_ = operations.redact(scope=PRODUCT, events=events, words=["Lần 1"], about=events[0].record, why="được yêu cầu")
    assert many_ == 1
    assert Payload.objects.get(event=events[1]).data == {"name": operations.BLANK}
    assert verifying.first_broken() is None
    operations.seal()
    assert verifying.first_broken() is None
    Payload.objects.filter(event=events[1]).update(data={"name": "Lần 1"})
    assert where("payloads") == [f"sự kiện số {events[1].seq}"]


def test_nothing_is_written_where_no_word_was_found(db: None) -> None:
    events = acts(2)
    assert operations.redact(scope=PRODUCT, events=events, words=["Trần"], about=events[0].record, why="thử") == 0
    assert Event.objects.count() == 2


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(st.sampled_from(["act", "seal", "redact", "redact all"]), max_size=12),
    word=st.sampled_from(["Lần 0", "Lần", "kiểm", "thử", "0"]),
)
def test_the_history_holds_after_any_order_of_acts_seals_and_redactions(db: None, plan: list[str], word: str) -> None:
    with transaction.atomic():
        events = acts(2)
        for step in plan:
            if step == "act":
                events += acts(2)
            elif step == "seal":
                operations.seal(most=3)
            else:
                chosen = list(Event.objects.all()) if step == "redact all" else events[::2]
                operations.redact(scope=PRODUCT, events=chosen, words=[word], about=events[0].record, why="thử")
        assert verifying.first_broken() is None
        transaction.set_rollback(True)


def test_marks_are_read_as_they_were_written() -> None:
    events = [{"seq": seq, "verb": "try"} for seq in (7, 8, 12)]
    read = list(rules.read_marks(rules.marks_of(events), 7))
    assert [seq for seq, _ in read] == [7, 8, 12]
    assert read[1][1] == rules.mark_of(rules.canonical(events[1]))
    assert rules.marks_of([]) == b""


@given(
    value=st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_blanking_leaves_everything_but_the_words(value: object) -> None:
    assert rules.blanked(value, [], "x") == value
    assert rules.blanked(value, ["Trần Thị Lan không ai khác"], "x") == value


def test_the_longest_word_is_blanked_first() -> None:
    data = {"who": ["Trần Thị Lan", {"say": "bà Thị Lan nói"}], "number": 3}
    assert rules.blanked(data, ["Thị Lan", "Trần Thị Lan"], "…") == {"who": ["…", {"say": "bà … nói"}], "number": 3}
