"""What an amount is about: the model whose outcome it is, the unit, the period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantoa.reading.findings import Date, Model, Quantity, Unit
from lantoa.reading.places import Places
from lantoa.reading.sections import Line, Sections
from lantoa.reading.source import Source
from lantoa.reading.subjects import subject_of
from lantoa.reading.tables import Row, Tables
from lantoa.reading.titles import is_registration

MOST_JOINT = 6  # models named together before one amount
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Around:
    """What amounts may be about."""

    models: Sequence[Model]
    units: Sequence[Unit]
    dates: Sequence[Date]
    tables: Tables


def linked(source: Source, quantities: Sequence[Quantity], around: Around) -> list[Quantity]:
    """The quantities with ``models``, ``subject`` and ``period`` where the text lets us know."""
    models, dates, tables = around.models, around.dates, around.tables
    of_models, of_units, of_dates = (Places.of(source, items) for items in (models, around.units, dates))
    sections = _sections(source, of_models, models)
    done = []
    for quantity in quantities:
        token = source.tokens[source.index(quantity.start)]
        row = tables.row_at(token.i)
        named = _models(source, of_models, models, quantity)
        done.append(
            replace(
                quantity,
                models=named or (_models_of_row(of_models, row) if row else sections.held(token.i) or ()),
                subject=subject_of(source, of_units, quantity, row),
                period=_period(of_dates, dates, quantity, token.sentence, token.paragraph),
            )
        )
    return done


def of_registered(source: Source, quantities: Sequence[Quantity], models: Sequence[Model]) -> list[Quantity]:
    """In a paper that registers one practice, every target is that practice's."""
    if len({model.name.lower() for model in models}) != 1 or not is_registration(source.body):
        return list(quantities)
    return [replace(item, models=(0,)) if item.is_target and not item.models else item for item in quantities]


def _sections(source: Source, places: Places, models: Sequence[Model]) -> Sections[tuple[int, ...]]:
    """Headings that are a model's name: "1. Mô hình “…”", or the name alone of one that the text lists."""
    names: dict[tuple[str, ...], int] = {}
    for n, model in enumerate(models):
        names.setdefault(_keys(source, places.tokens[n], source.index(model.end)), n)

    def tells(line: Line) -> tuple[int, ...] | None:
        i = line.words_at
        head = source.match("model_heads", i)
        i += head[0] if head else 0
        quote = source.quote_at.get(i)
        begin = i + (quote is not None)
        named = places.within(line.words_at, begin + 1)
        end = source.index(models[named[0]].end) + (quote is not None) if named else line.end
        if named and (end >= line.end or source.key(end) == ":"):
            return (named[0],)
        alone = names.get(_keys(source, line.words_at, line.end))
        return (alone,) if alone is not None and line.level in {3, 4} else None

    return Sections(source, tells)


def _keys(source: Source, i: int, j: int) -> tuple[str, ...]:
    return tuple(source.key(k) for k in range(i, min(j, i + LONGEST_NAME)))


def _models_of_row(places: Places, row: Row) -> tuple[int, ...]:
    """The practice that a row lists, or the only one that is named in it."""
    naming = row.practice or row
    found = places.within(naming.start, naming.end)
    if row.practice is not None or len(found) == 1:
        return tuple(found[:1])
    return ()


def _models(source: Source, places: Places, models: Sequence[Model], quantity: Quantity) -> tuple[int, ...]:
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
    """Whether only marks, "và", "mô hình" and the first one's owner stand between two models."""
    i, j = source.index(first.end), source.index(second.start)
    owner = len((first.owner or "").split())
    if j - i > 6 + (owner + 1 if owner else 0):
        return False
    said = source.said(i, j)
    if first.owner and f"của {first.owner}" in said:
        between = said.replace(f"của {first.owner}", "", 1).split()
        return all(word.strip("“”\"'«»,").lower() in {"", "và", "mô", "hình", "hay"} for word in between)
    return all(source.tokens[k].kind == "mark" or source.key(k) in {"và", "mô", "hình", "hay"} for k in range(i, j))


def _period(places: Places, dates: Sequence[Date], quantity: Quantity, sentence: int, paragraph: int) -> str | None:
    """The nearest date of the sentence, the one before rather than after; else the last of the paragraph."""
    last = places.last_before(quantity.start)
    if last >= 0 and places.sentences[last] == sentence:
        return dates[last].value
    if last + 1 < len(dates) and places.sentences[last + 1] == sentence:
        return dates[last + 1].value
    return dates[last].value if last >= 0 and places.paragraphs[last] == paragraph else None
