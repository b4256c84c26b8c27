"""What an amount is about: the model whose outcome it is, the unit, the period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.reading.findings import Date, Finding, Model, Quantity, Unit
from lantoa.reading.source import Source

MOST_JOINT = 6  # models named together before one amount


@dataclass(frozen=True, slots=True)
class _Places:
    """Findings by the clause, sentence and paragraph in which they begin."""

    starts: list[int]
    clauses: list[int]
    sentences: list[int]
    paragraphs: list[int]

    @classmethod
    def of(cls, source: Source, findings: Sequence[Finding]) -> _Places:
        tokens = [source.tokens[source.index(item.start)] for item in findings]
        return cls(
            [item.start for item in findings],
            [token.clause for token in tokens],
            [token.sentence for token in tokens],
            [token.paragraph for token in tokens],
        )

    def last_before(self, offset: int) -> int:
        """The index of the last finding that begins before an offset, or -1."""
        return bisect_right(self.starts, offset) - 1


def linked(
    source: Source,
    quantities: Sequence[Quantity],
    models: Sequence[Model],
    units: Sequence[Unit],
    dates: Sequence[Date],
) -> list[Quantity]:
    """The quantities with ``models``, ``subject`` and ``period`` where the text lets us know."""
    of_models, of_units, of_dates = (_Places.of(source, items) for items in (models, units, dates))
    done = []
    for quantity in quantities:
        token = source.tokens[source.index(quantity.start)]
        done.append(
            replace(
                quantity,
                models=_models(source, of_models, models, quantity),
                subject=_nearest(of_units, quantity, token.clause, token.sentence, token.paragraph),
                period=_period(of_dates, dates, quantity, token.sentence, token.paragraph),
            )
        )
    return done


def _models(source: Source, places: _Places, models: Sequence[Model], quantity: Quantity) -> tuple[int, ...]:
    """The model named last before the amount in its clause, with those that are listed beside it."""
    token = source.tokens[source.index(quantity.start)]
    last = places.last_before(quantity.start)
    if last < 0 or places.clauses[last] != token.clause or models[last].end > quantity.start:
        return ()
    joint = [last]
    while joint[0] > 0 and len(joint) < MOST_JOINT:
        earlier = joint[0] - 1
        if places.clauses[earlier] != token.clause or not _listed_together(source, models[earlier], models[joint[0]]):
            break
        joint.insert(0, earlier)
    return tuple(joint)


def _listed_together(source: Source, first: Model, second: Model) -> bool:
    """Whether only marks, "và" and "mô hình" stand between two models."""
    between = range(source.index(first.end), source.index(second.start))
    return len(between) <= 6 and all(
        source.tokens[k].kind == "mark" or source.key(k) in {"và", "mô", "hình", "hay"} for k in between
    )


def _nearest(places: _Places, quantity: Quantity, clause: int, sentence: int, paragraph: int) -> int | None:
    """The unit named last before the amount: in its clause, else in its sentence, else in its paragraph."""
    last = places.last_before(quantity.start)
    if last < 0:
        return None
    following = last + 1
    if places.clauses[last] == clause or places.sentences[last] == sentence:
        return last
    if following < len(places.starts) and places.clauses[following] == clause:
        return following
    return last if places.paragraphs[last] == paragraph else None


def _period(places: _Places, dates: Sequence[Date], quantity: Quantity, sentence: int, paragraph: int) -> str | None:
    """The nearest date of the sentence, the one before rather than after; else the last of the paragraph."""
    last = places.last_before(quantity.start)
    if last >= 0 and places.sentences[last] == sentence:
        return dates[last].value
    if last + 1 < len(dates) and places.sentences[last + 1] == sentence:
        return dates[last + 1].value
    return dates[last].value if last >= 0 and places.paragraphs[last] == paragraph else None
