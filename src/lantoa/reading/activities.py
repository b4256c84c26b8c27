"""Named or recurring doings: movements, campaigns, contests, meetings of a branch, conferences."""

from __future__ import annotations

from lantoa.reading.findings import Activity
from lantoa.reading.source import Quote, Source
from lantoa.reading.tokens import NUMBER, WORD

LONGEST_NAME = 40  # tokens of a quoted name; a longer quotation is speech
MOST_LISTED = 30
_GENERIC_NEXT = frozenset(
    [
        "này",
        "đó",
        "yêu",
        "của",
        "do",
        "được",
        "các",
        "tại",
        "với",
        "trong",
        "và",
        ",",
        ".",
        ";",
        ":",
        "trên",
        "là",
        "đã",
        "cho",
        "để",
        "có",
    ]
)
_SENTENCE_MARKS = frozenset(".!?")


def activities_of(source: Source) -> list[Activity]:
    """All activities outside chrome, in order, none within another."""
    found: list[Activity] = []
    i = 0
    while i < len(source.tokens):
        items = _at(source, i) if source.readable[i] else []
        found += items
        i = max(i + 1, source.index(items[-1].end)) if items else i + 1
    return found


def _at(source: Source, i: int) -> list[Activity]:
    return _headed(source, i) or _held(source, i) or _regular(source, i) or _gathering(source, i)


def _headed(source: Source, i: int) -> list[Activity]:
    match = source.match("activity_heads", i)
    if match is None:
        return []
    j = i + match[0]
    if (source.key(j), source.key(j + 1)) == ("thi", "đua") and not source.match("movements", j):
        j += 2
    while source.key(j) in {":", "như", "mang", "tên", "chủ", "đề"} and j - i < match[0] + 6:
        j += 1
    quote = source.quote_at.get(j)
    if quote is None or not is_name(source, quote):
        return _unquoted(source, i, j, match[1])
    first = _activity(source, i, quote.closing + 1, match[1], rule="head, quoted")
    kind = "phong trào" if match[1] == "cuộc vận động" else match[1]
    return [first, *_listed(source, quote, kind)]


def is_name(source: Source, quote: Quote) -> bool:
    """Whether a quotation is a name rather than speech: short, and no sentence ends in it."""
    if not 2 <= quote.words <= LONGEST_NAME:
        return False
    keys = [source.key(k) for k in range(quote.opening + 1, quote.closing - 1)]
    return not any(key in _SENTENCE_MARKS for key in keys)


def _listed(source: Source, first: Quote, kind: str) -> list[Activity]:
    found: list[Activity] = []
    j = first.closing + 1
    while len(found) < MOST_LISTED and source.key(j) in {",", ";", "và", "hay"}:
        j += 1 + (source.key(j + 1) in {"và"})
        quote = source.quote_at.get(j)
        if quote is None or not is_name(source, quote):
            break
        found.append(_activity(source, quote.opening, quote.closing + 1, kind, rule="list, quoted"))
        j = quote.closing + 1
    return found


def _unquoted(source: Source, i: int, j: int, kind: str) -> list[Activity]:
    """ "phong trào thi đua quyết thắng", "hội thi kể chuyện …": without quotes only what is surely a name."""
    if kind in {"hội thi", "diễn đàn", "tọa đàm", "hội thảo", "ngày hội"}:
        if source.key(i - 1) in {"tại", "ở", "các", "trong"}:
            return []
        end = _phrase_end(source, j, 14)
        return [_activity(source, i, end, kind, rule="event")] if end > j else []
    if source.is_capital(j) and not source.tokens[j].shouted and kind in {"phong trào", "cuộc vận động", "chiến dịch"}:
        end = _phrase_end(source, j, 12)
        return [_activity(source, i, end, kind, rule="movement")] if end - j >= 2 else []
    if known := source.match("movements", j):
        end = j + known[0]
        return [_activity(source, i, end, kind, rule="known movement")]
    return []


_STOPS = frozenset(
    [
        "được",
        "do",
        "đã",
        "đang",
        "sẽ",
        "để",
        "nhằm",
        "thu",
        "với",
        "tại",
        "là",
        "có",
        "thì",
        "mà",
        "trên",
        "cho",
        "theo",
        "của",
        "như",
        "đến",
        "đạt",
        "từ",
        "trong",
    ]
)


def _phrase_end(source: Source, j: int, most: int, figures: bool = False) -> int:
    k = j
    while k < len(source.tokens) and k - j < most and source.same_sentence(j, k):
        token = source.tokens[k]
        if figures and (token.kind == NUMBER or (token.nfc == "-" and source.is_number(k + 1))):
            k += 1
            continue
        if token.kind != WORD or (token.key in _STOPS and not (token.key == "của" and _of_bac(source, k))):
            if token.nfc == "," and _names_on(source, j, k):
                k += 1
                continue
            break
        k += 1
    return k


def _of_bac(source: Source, k: int) -> bool:
    return source.key(k + 1) == "bác"


def _names_on(source: Source, j: int, k: int) -> bool:
    """ "về đạo đức, phong cách của Bác": a comma inside the phrase."""
    return source.key(k + 1) in {"sự", "học", "tiếp", "tư", "đạo", "phong"} and k >= j


def _regular(source: Source, i: int) -> list[Activity]:
    """ "sinh hoạt chi bộ định kỳ hàng tháng", "sinh hoạt dưới cờ"."""
    match = source.match("regular_activities", i)
    if match is None:
        return []
    j = i + match[0]
    end, said = _frequencies(source, j)
    if not said:
        end, said = _frequency_later(source, i, j)
    if said and not (match[1] == "sinh hoạt" and said == ["định kỳ"]):
        return [_activity(source, i, end, match[1], rule="recurring", frequency="; ".join(said))]
    if match[1] in {"chào cờ", "sinh hoạt dưới cờ"}:
        return [_activity(source, i, _phrase_end_at_place(source, j), match[1], rule="custom")]
    return []


def _frequency_later(source: Source, i: int, j: int) -> tuple[int, list[str]]:
    """ "tiếp công dân vào ngày 15 hằng tháng": a few words may stand before how often."""
    for k in range(j, min(j + 7, len(source.tokens))):
        if not source.same_sentence(i, k) or source.key(k) in {",", ";", ":", "và", "(", "để", "của"}:
            break
        if source.match("frequencies", k):
            return _frequencies(source, k)
    return j, []


def _phrase_end_at_place(source: Source, j: int) -> int:
    if source.key(j) in {"tại", "ở"}:
        end = _phrase_end(source, j + 1, 6)
        return end if end > j + 1 else j
    return j


def _frequencies(source: Source, j: int) -> tuple[int, list[str]]:
    said: list[str] = []
    end = j
    while len(said) < 4:
        k = end + (1 if said and source.key(end) in {",", "và"} else 0)
        match = source.match("frequencies", k)
        if match is None:
            break
        words = source.said(k, k + match[0])
        said.append(words.lower().removeprefix("định kỳ ") or words)
        end = k + match[0]
    return end, said


def _held(source: Source, i: int) -> list[Activity]:
    """ "Hằng năm, các chi bộ đều tổ chức sơ kết …", "mỗi tháng, Đoàn xã tổ chức 2-3 buổi lao động"."""
    often = source.match("frequencies", i)
    if often is None:
        return []
    j = i + often[0]
    for k in range(j, min(j + 12, len(source.tokens))):
        if not source.same_sentence(i, k) or source.key(k) in {";", ":"}:
            return []
        if (source.key(k), source.key(k + 1)) in _HOLD:
            end = _phrase_end(source, k + 2, 14, figures=True)
            if end - k < 4:
                return []
            return [
                _activity(
                    source,
                    i,
                    end,
                    source.said(k + 2, min(end, k + 4)),
                    rule="held regularly",
                    frequency=source.said(i, j),
                )
            ]
    return []


_HOLD = frozenset({("tổ", "chức"), ("duy", "trì"), ("ra", "quân"), ("phát", "động"), ("tiến", "hành")})


def _gathering(source: Source, i: int) -> list[Activity]:
    """ "hội nghị học tập chuyên đề", "3 lớp tập huấn về …", "lễ công bố …"."""
    match = source.match("gatherings", i)
    if match is None:
        return []
    j = i + match[0]
    kind, _, needs = (part.strip() for part in match[1].partition("|"))
    end = _phrase_end(source, j, 10) if needs == "topic" else j
    if needs == "topic" and end == j:
        return []
    start = i - 1 if source.is_number(i - 1) else i
    return [_activity(source, start, end, kind, rule="gathering")]


def _activity(source: Source, i: int, j: int, kind: str, *, rule: str, frequency: str | None = None) -> Activity:
    start, end, surface = source.span(i, j)
    certainty = 0.9 if rule.endswith("quoted") or rule == "recurring" else 0.6
    return Activity(
        start=start, end=end, surface=surface, type=kind, frequency=frequency, certainty=certainty, rule=rule
    )
