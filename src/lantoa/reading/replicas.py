"""Practices taken over from elsewhere, and further mentions of practices by their names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lantoa.reading.activities import is_name
from lantoa.reading.findings import Activity, Model
from lantoa.reading.owners import Doer, doer_before, lead_start, year_beside
from lantoa.reading.rows import RULE, field_told
from lantoa.reading.source import Quote, Source
from lantoa.reading.spans import Stretches

_TAKEN_OVER = frozenset([("nhân", "rộng"), ("học", "tập"), ("học", "theo"), ("học", "hỏi"), ("áp", "dụng")])
_NEW_NAME = frozenset([("với", "tên"), ("lấy", "tên"), ("đặt", "tên"), ("tên", "gọi"), ("tên", "là"), ("tên", "thành"),
                       ("gọi", "là"), ("tên", "mới")])  # fmt: skip
LONGEST_BACK = 60
MOST_OWNERS = 8
SURE = 0.8  # certainty of a name in quotes or in a table


def in_context(source: Source, models: Sequence[Model], activities: Sequence[Activity]) -> list[Model]:
    """The models with owner, year and origin as the words around tell, and every further mention, in order."""
    taken = Stretches.of(models)
    renamed = [model for quote in source.quotes if (model := _renamed(source, quote, models, taken))]
    sentences = {source.tokens[source.index(model.start)].sentence for model in renamed}
    known = [*(_told(source, model, sentences) for model in models), *renamed]
    known = _from_named(source, sorted(known, key=lambda model: model.start))
    again = _again(source, known, activities)
    return _agreed(sorted([*known, *again], key=lambda model: model.start))


def _told(source: Source, model: Model, renamed: set[int]) -> Model:
    if model.rule == RULE:
        return model
    i, j = source.index(model.start), source.index(model.end)
    doer = doer_before(source, i)
    lead = lead_start(source, i)
    took = _taken_over(source, lead, i)
    year = model.year or year_beside(source, lead if took is not None else i, j if took is None else i)
    if took is None or model.owner is None or source.tokens[i].sentence in renamed:
        owner = model.owner or (doer.said if doer and took is None else None)
        kind = model.kind or (doer.kind if doer and owner == doer.said else None)
        return replace(model, owner=owner, kind=kind, year=None if took is not None else year)
    return replace(
        model,
        owner=doer.said if doer else None,
        kind=doer.kind if doer else None,
        year=year,
        replicated_from=model.owner,
    )


def _taken_over(source: Source, i: int, j: int) -> int | None:
    """The token of "nhân rộng", "học tập" between two tokens."""
    return next((k for k in range(i, j) if (source.key(k), source.key(k + 1)) in _TAKEN_OVER), None)


def _renamed(source: Source, quote: Quote, models: Sequence[Model], taken: Stretches) -> Model | None:
    """ "… nhân rộng mô hình “A” của X, lấy tên “B”": B, taken over from X."""
    i = quote.opening
    if (source.key(i - 2), source.key(i - 1)) not in _NEW_NAME or not is_name(source, quote):
        return None
    begin = source.sentence_start(i, LONGEST_BACK)
    took = _taken_over(source, begin, i)
    start, end, surface = source.span(i + 1, quote.closing)
    if took is None or taken.touch(start, end):
        return None
    doer = doer_before(source, took) or doer_before(source, took + 2)
    origin = _origin(source, models, took, i)
    return Model(
        start=start,
        end=end,
        surface=surface,
        name=source.said(i + 1, quote.closing),
        kind=doer.kind if doer else None,
        owner=doer.said if doer else None,
        field=field_told(source, i + 1, quote.closing),
        year=year_beside(source, took, took),
        replicated_from=origin,
        certainty=0.8,
        rule="quoted new name",
    )


def _origin(source: Source, models: Sequence[Model], took: int, i: int) -> str | None:
    """Whose practice was taken over: the one named after the verb, or the last before "mô hình này"."""
    first = bisect_left(models, source.tokens[took].start, key=lambda model: model.start)
    if first < len(models) and models[first].start < source.tokens[i].start:
        return models[first].owner
    this = any(source.key(k) == "này" for k in range(took + 2, min(took + 8, i)))
    return models[first - 1].owner if first and this else None


def _from_named(source: Source, models: Sequence[Model]) -> list[Model]:
    """ "Từ mô hình “A” của X, Hội … xây dựng mô hình “B”": B comes from X."""
    done: list[Model] = []
    for model in models:
        origin = done[-1] if done else None
        i = source.index(model.start)
        if origin and origin.owner and model.replicated_from is None and origin.owner != model.owner:
            start = source.index(origin.start)
            begin = lead_start(source, start)
            leads = [source.key(k) for k in range(max(0, begin), start)]
            if source.same_sentence(start, i) and "từ" in leads[:1] and origin.name != model.name:
                model = replace(model, replicated_from=origin.owner)  # noqa: PLW2901
        done.append(model)
    return done


def _again(source: Source, models: Sequence[Model], activities: Sequence[Activity]) -> list[Model]:
    """Quotations without "mô hình" of names that are known from elsewhere in the text."""
    names = {_key(model) for model in models}
    taken = Stretches.of([*models, *activities])
    found: list[Model] = []
    for quote in source.quotes:
        if not is_name(source, quote) or not source.readable[quote.opening + 1]:
            continue
        start, end, surface = source.span(quote.opening + 1, quote.closing)
        name = source.said(quote.opening + 1, quote.closing)
        if name.lower() not in names or taken.touch(start, end):
            continue
        doer: Doer | None = doer_before(source, quote.opening)
        found.append(
            Model(
                start=start,
                end=end,
                surface=surface,
                name=name,
                owner=doer.said if doer else None,
                kind=doer.kind if doer else None,
                field=field_told(source, quote.opening + 1, quote.closing),
                certainty=0.8,
                rule="quoted again",
            )
        )
    return found


def _key(model: Model) -> str:
    return model.name.lower()


@dataclass(slots=True)
class _Told:
    """What the mentions of one name with one owner tell."""

    kinds: set[str | None] = field(default_factory=set)
    years: set[str | None] = field(default_factory=set)
    origins: set[str | None] = field(default_factory=set)

    def add(self, model: Model) -> None:
        """Takes in a mention."""
        self.kinds.add(model.kind)
        self.years.add(model.year)
        self.origins.add(model.replicated_from)


def _agreed(models: Sequence[Model]) -> list[Model]:
    """What the mentions of a name tell holds for all of them; where they differ, nothing is taken over.

    Only names that are surely names: "nuôi gà" may be done by many.
    """
    told: dict[str, dict[str | None, _Told]] = {}
    for model in models:
        if model.certainty >= SURE:
            told.setdefault(_key(model), {}).setdefault(model.owner, _Told()).add(model)
    return [_with_others(model, told[_key(model)]) if model.certainty >= SURE else model for model in models]


def _with_others(model: Model, by_owner: dict[str | None, _Told]) -> Model:
    owner = model.owner
    if owner is None and len(by_owner) <= MOST_OWNERS:
        owner = _only(set(by_owner) - {model.replicated_from})
    own, nobodys = by_owner.get(owner, _Told()), by_owner.get(None, _Told())
    return replace(
        model,
        owner=owner,
        kind=model.kind or _only(own.kinds | nobodys.kinds),
        year=model.year or _only(own.years | nobodys.years),
        replicated_from=model.replicated_from or _only((own.origins | nobodys.origins) - {owner}),
    )


def _only(values: set[str | None]) -> str | None:
    """The only value that is said; where several differ, none."""
    said = values - {None}
    return said.pop() if len(said) == 1 else None
