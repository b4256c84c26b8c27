"""Organisations and places: every mention in a text, with the full name where the text says less."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lantoa.reading.activities import is_name
from lantoa.reading.bodies import GENERIC_BEFORE, Body, level_word, place_name_end, unit_at
from lantoa.reading.findings import Activity, Document, Finding, Model, Unit
from lantoa.reading.names import title_case
from lantoa.reading.source import Source
from lantoa.reading.spans import Stretches

MOST_LISTED = 40
PLACE_KINDS = frozenset(
    [
        "xã",
        "phường",
        "thị trấn",
        "huyện",
        "quận",
        "thị xã",
        "tỉnh",
        "thành phố",
        "thôn",
        "ấp",
        "bon",
        "buôn",
        "bản",
        "làng",
        "xóm",
        "khóm",
        "khu phố",
        "tổ dân phố",
        "khu dân cư",
        "đường",
        "đặc khu",
    ]
)
_ABOVE = {
    "xã": "huyện", "phường": "thành phố", "thị trấn": "huyện", "huyện": "tỉnh", "quận": "thành phố",
    "thị xã": "tỉnh", "thôn": "xã", "ấp": "xã", "bon": "xã", "buôn": "xã", "bản": "xã", "thành phố": "tỉnh",
}  # fmt: skip
_PLURAL = frozenset(["các", "hai", "ba", "bốn", "năm", "những", "2", "3", "4", "5", "6", "02", "03", "04", "05", "địa"])


@dataclass
class _Mention:
    start: int
    body: Body


def units_of(
    source: Source,
    documents: Sequence[Document],
    activities: Sequence[Activity],
    models: Sequence[Model],
) -> list[Unit]:
    """All units outside chrome in order, with lists of places and bare names of places met before."""
    closed = Stretches.of(item for item in documents if item.rule == "session")
    mentions = _mentions(source, closed)
    names = _place_names(mentions)
    taken = Stretches((source.tokens[m.start].start, source.tokens[m.body.end - 1].end) for m in mentions)
    listed = Stretches.of(model for model in models if model.rule == "row of a table")
    blocked = [closed, taken, Stretches.of(_quoted(activities)), Stretches.of(documents), listed]
    mentions += _bare_names(source, names, blocked)
    mentions.sort(key=lambda mention: mention.start)
    places = _Places(source, mentions)
    clubs = Stretches.of(models)
    units = (_unit(source, mention, places) for mention in mentions)
    return [u for u in units if not (u.kind == "câu lạc bộ" and clubs.touch(u.start, u.end))]


def _quoted(activities: Iterable[Activity]) -> Iterable[Finding]:
    return (item for item in activities if item.rule.endswith("quoted"))


def _mentions(source: Source, closed: Stretches) -> list[_Mention]:
    found: list[_Mention] = []
    i = 0
    while i < len(source.tokens):
        token = source.tokens[i]
        body = unit_at(source, i) if source.readable[i] else None
        if body is None or closed.touch(token.start, source.tokens[body.end - 1].end) or not _definite(source, i, body):
            i += 1
            continue
        found.append(_Mention(i, body))
        i = body.end
        if body.rule == "place":
            listed = _listed(source, found[-1])
            found += listed
            i = listed[-1].body.end if listed else i
    return found


def _definite(source: Source, i: int, body: Body) -> bool:
    """Whether "UBND xã" is one body here rather than any."""
    if body.level is None:
        return True
    counted = source.is_number(i - 1) and len(source.tokens[i - 1].nfc) <= 3
    levels_follow = source.key(body.end) in {"và", ","} and level_word(source, body.end + 1) is not None
    return not (counted or levels_follow or source.key(i - 1) in GENERIC_BEFORE)


def _listed(source: Source, first: _Mention) -> list[_Mention]:
    """The further names in "các xã Quang Sa, Bàn Lập và Đồng Mỹ", and the place in brackets after one."""
    kind = first.body.kind
    found: list[_Mention] = []
    plural = source.key(first.start - 1) in _PLURAL
    i = first.body.end
    while len(found) < MOST_LISTED:
        if source.key(i) == "(" and (above := _in_brackets(source, i, kind)):
            found.append(above)
            i = above.body.end + 1
            continue
        if not plural and not found and (above := _above(source, i, kind)):
            found.append(above)
            break
        if not plural or source.key(i) not in {",", "và", ";"} or not source.same_sentence(first.start, i + 1):
            break
        if source.match("place_heads", i + 1) or source.match("roles", i + 1):
            break
        end = place_name_end(source, i + 1)
        if end == i + 1:
            break
        name = title_case(source.said(i + 1, end))
        found.append(_Mention(i + 1, Body(end, kind, "listed place", place=(kind, name))))
        i = end
    return found


def _in_brackets(source: Source, i: int, kind: str) -> _Mention | None:
    """ "xã Phú Sa (Cẩm Lĩnh)": the district."""
    end = place_name_end(source, i + 1)
    if end == i + 1 or source.key(end) != ")" or kind not in _ABOVE or source.tokens[i + 1].shouted:
        return None
    name = source.said(i + 1, end)
    above = source.match("provinces", i + 1)
    above_kind = above[1] if above else _ABOVE[kind]
    return _Mention(i + 1, Body(end, above_kind, "place in brackets", place=(above_kind, name)))


def _above(source: Source, i: int, kind: str) -> _Mention | None:
    """ "tại xã Hoàng Lập, Cẩm Lĩnh;": the district after its commune, where no list goes on."""
    if source.key(i) != "," or kind not in _ABOVE or not source.same_sentence(i, i + 1):
        return None
    end = place_name_end(source, i + 1)
    ends = end >= len(source.tokens) or source.key(end) in {".", ";", ")", ":"}
    if end - i - 1 != 2 or not ends or source.match("roles", i + 1):
        return None
    province = source.match("provinces", i + 1)
    above_kind = province[1] if province else _ABOVE[kind]
    name = source.said(i + 1, end)
    return _Mention(i + 1, Body(end, above_kind, "place in brackets", place=(above_kind, name)))


def _place_names(mentions: Sequence[_Mention]) -> dict[str, Counter[str]]:
    """Every place name met, with how often as which kind."""
    names: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.body.place:
            kind, name = mention.body.place
            names.setdefault(name.lower(), Counter())[kind] += 1
    return names


def _bare_names(source: Source, names: dict[str, Counter[str]], blocked: list[Stretches]) -> list[_Mention]:
    """Names of known places that stand alone: "Cẩm Lĩnh làm theo lời Bác"."""
    found: list[_Mention] = []
    i = 0
    while i < len(source.tokens):
        token = source.tokens[i]
        if not source.readable[i] or not token.capital or _goes_on(source, i):
            i += 1
            continue
        if _only_begins_sentence(source, i):
            i += 1
            continue
        end = max(place_name_end(source, i), i + 1)
        kind = _known_kind(source, i, end, names)
        stretch = (token.start, source.tokens[end - 1].end)
        alone = end - i >= 2 and not source.is_capital(end) and not _in_a_name(source, i)
        if alone and kind and not any(stretches.touch(*stretch) for stretches in blocked):
            name = title_case(source.said(i, end))
            found.append(_Mention(i, Body(end, kind, "name of a known place", place=(kind, name))))
        i = end
    return found


def _goes_on(source: Source, i: int) -> bool:
    """Whether the capitalised word before belongs to the same run, so that no name begins at ``i``."""
    before, token = source.at(i - 1), source.tokens[i]
    if before is None or not before.capital or not token.spaced or before.paragraph != token.paragraph:
        return False
    return source.same_sentence(i - 1, i) and not _only_begins_sentence(source, i - 1)


def _only_begins_sentence(source: Source, i: int) -> bool:
    """Whether a word has its capital only because a sentence begins ("Về Cẩm Lĩnh hôm nay")."""
    return source.listed("sentence_starters", i) and not source.same_sentence(i - 1, i) and source.is_capital(i + 1)


def _known_kind(source: Source, i: int, end: int, names: dict[str, Counter[str]]) -> str | None:
    known = names.get(source.said(i, end).lower())
    if known:
        kind = known.most_common(1)[0][0]
        return kind if kind in PLACE_KINDS else None
    for lexicon in ("provinces", "districts"):
        match = source.match(lexicon, i)
        if match and end == i + match[0] and end - i >= 2:
            return None if lexicon == "districts" and source.match("honorifics", i - 1) else match[1]
    return None


def _in_a_name(source: Source, i: int) -> bool:
    quote = source.quote_of(i)
    return quote is not None and is_name(source, quote)


class _Places:
    """The places of a text, asked whose "UBND huyện" is meant: the last named in the paragraph, else the commonest."""

    def __init__(self, source: Source, mentions: Sequence[_Mention]) -> None:
        self._tokens = source.tokens
        self._named: dict[str, tuple[list[int], list[str]]] = {}
        for mention in mentions:
            if mention.body.place:
                kind, name = mention.body.place
                starts, names = self._named.setdefault(kind, ([], []))
                starts.append(mention.start)
                names.append(name)
        self._commonest = {kind: Counter(names).most_common(1)[0][0] for kind, (_, names) in self._named.items()}

    def nearest(self, level: str, i: int) -> str | None:
        """The place of a level that is meant at token ``i``."""
        starts, names = self._named.get(level, ([], []))
        k = bisect_right(starts, i) - 1
        if k >= 0 and self._tokens[starts[k]].paragraph == self._tokens[i].paragraph:
            return names[k]
        return self._commonest.get(level)


def _unit(source: Source, mention: _Mention, places: _Places) -> Unit:
    start, end, surface = source.span(mention.start, mention.body.end)
    unit = Unit(start=start, end=end, surface=surface, kind=mention.body.kind, certainty=0.9, rule=mention.body.rule)
    return replace(unit, resolved=_resolved(source, mention, places))


def _resolved(source: Source, mention: _Mention, places: _Places) -> str | None:
    """The full name where the text says less, as far as the text lets us know."""
    body, said = mention.body, source.said(mention.start, mention.body.end)
    if body.rule in {"listed place", "place in brackets", "name of a known place"} and body.place:
        return f"{body.place[0]} {body.place[1]}"
    name = places.nearest(body.level, mention.start) if body.level else None
    if body.rule == "body that owns" and name:
        return f"{said} {body.level} {name}"
    return f"{said} {name}" if name and body.rule != "place" else None
