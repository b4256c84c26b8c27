"""Models ("mô hình"): named ways of working. Movements are activities; "mô hình hay" is no name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lantoa.reading.activities import is_name
from lantoa.reading.bodies import unit_at
from lantoa.reading.findings import Activity, Model
from lantoa.reading.names import name_end
from lantoa.reading.owners import owners_after
from lantoa.reading.replicas import in_context
from lantoa.reading.rows import field_told, models_of_rows, with_owners
from lantoa.reading.source import Quote, Source
from lantoa.reading.spans import Stretches
from lantoa.reading.tables import Tables
from lantoa.reading.tokens import MARK, NUMBER, WORD

MOST_LISTED = 60
LONGEST_NAME = 30  # tokens of a name without quotes
_MANY_BEFORE = frozenset(["các", "những", "nhiều", "số", "vài", "từng", "mỗi", "loại"])
_LIST_OPENERS = frozenset(["như", "là", ":", "gồm", "bao"])
_MARKS_OUT = frozenset([";", ":", ".", "…", "...", "!", "?", "(", ")", "”", "“", '"', "''", "/", "-", "–"])


def models_of(source: Source, activities: Sequence[Activity], tables: Tables) -> list[Model]:
    """All models outside chrome, in order."""
    rows = models_of_rows(source, tables)
    told = with_owners(source, _sharing(source, _told(source, activities, tables)), tables)
    return in_context(source, sorted([*rows, *told], key=lambda model: model.start), activities)


def _sharing(source: Source, models: Sequence[Model]) -> list[Model]:
    """Models listed right before one that has an owner have the same: "các mô hình “A”, “B” của …"."""
    done: list[Model] = []
    for model in reversed(models):
        after = done[-1] if done else None
        if after and after.owner and model.owner is None and _side_by_side(source, model, after):
            model = replace(model, owner=after.owner, kind=after.kind)  # noqa: PLW2901
        done.append(model)
    return done[::-1]


def _side_by_side(source: Source, first: Model, second: Model) -> bool:
    i, j = source.index(first.end), source.index(second.start)
    if j - i > 6 or not source.same_sentence(i - 1, j):
        return False
    between = range(i, j)
    return all(source.key(k) in {"và", "mô", "hình", ","} or source.tokens[k].nfc in _QUOTES for k in between)


_QUOTES = frozenset(["“", "”", '"', "''", "«", "»"])


def _told(source: Source, activities: Sequence[Activity], tables: Tables) -> list[Model]:
    """The models of sentences: all but those that a table lists, and its heads."""
    listed = (cell for row in tables.practices() if (cell := row.cell("practice")))
    heads = (cell for row in tables.rows for cell in row.heads)
    cells = {(cell.start, cell.end) for cell in [*listed, *heads] if not cell.empty}
    spans = [source.span(*cell)[:2] for cell in cells]
    taken = Stretches([*((item.start, item.end) for item in activities), *spans])
    found: list[Model] = []
    i = 0
    while i < len(source.tokens):
        head = _head(source, i) if source.readable[i] else 0
        if not head:
            i += 1
            continue
        items = [m for m in _models_after(source, i, i + head) if not taken.touch(m.start, m.end)]
        found += [m for m in items if not found or m.start >= found[-1].end]
        i = max(i + head, source.index(items[-1].end)) if items else i + head
    return found


def _head(source: Source, i: int) -> int:
    match = source.match("model_heads", i)
    return match[0] if match and source.is_word(i) else 0


def _models_after(source: Source, i: int, j: int) -> list[Model]:
    """The models that the head at ``i`` … ``j`` introduces: a quoted name, a list, or the words that follow."""
    many = source.key(i - 1) in _MANY_BEFORE or source.is_number(i - 1)
    quote = _quote_from(source, j)
    if quote is not None:
        first = _model(source, quote.opening + 1, quote.closing, 0, "quoted")
        rest = _listed(source, i, quote.closing + 1)
        return ([first] if first else []) + rest
    inside = source.quote_of(i)
    if inside is not None and inside.opening == i - 1 and is_name(source, inside):
        first = _model(source, i, inside.closing, j - i, "quoted with head")
        return ([first] if first else []) + _listed(source, i, inside.closing + 1)
    opener = _list_opener(source, j) or (_far_opener(source, i, j) if many else None)
    if opener is not None:
        return _listed(source, i, opener, first=True)
    if not source.is_word(j) or not _proper(source, i, j, many):
        return []
    end = _phrase_end(source, j, in_list=many)
    first = _model(source, i, end, j - i, "words after head")
    return ([first] if first else []) + (_listed(source, i, end) if first and many else [])


def _quote_from(source: Source, j: int) -> Quote | None:
    """The quoted name right after the head, over ":", "điểm", "về", "mang tên", "như"."""
    if source.key(j) == "của" and (body := unit_at(source, j + 1)):
        j = body.end
    if content := _content_quote(source, j):
        return content
    j += source.key(j) == "\n" and j + 1 in source.quote_at
    for k in range(j, min(j + 6, len(source.tokens))):
        quote = source.quote_at.get(k)
        if quote is not None:
            return quote if is_name(source, quote) else None
        if source.key(k) not in _BEFORE_QUOTE:
            return None
    return None


def _content_quote(source: Source, j: int) -> Quote | None:
    """ "mô hình điểm năm 2017 tại xã … với nội dung: “…”"."""
    for k in range(j, min(j + 14, len(source.tokens))):
        if not source.same_sentence(j, k) or k in source.quote_at:
            return None
        if (source.key(k), source.key(k + 1)) in {("nội", "dung"), ("tên", "gọi"), ("chủ", "đề")}:
            quote = source.quote_at.get(k + 2) or (
                source.quote_at.get(k + 3) if source.key(k + 2) in {":", "là"} else None
            )
            return quote if quote is not None and is_name(source, quote) else None
    return None


_BEFORE_QUOTE = frozenset(
    [
        ":",
        "điểm",
        "về",
        "mang",
        "tên",
        "như",
        "là",
        "với",
        "có",
        "gồm",
        "mới",
        "hay",
        "tiêu",
        "biểu",
        "học",
        "tập",
        "dân",
        "vận",
        "khéo",
        "thi",
        "đua",
        ",",
        "hiệu",
        "quả",
        "tên",
        "gọi",
        "thể",
        "cá",
        "nhân",
    ]
)


def _list_opener(source: Source, j: int) -> int | None:
    """Where the list begins in "các mô hình như: A, B" or "mô hình tiêu biểu như A"."""
    for k in range(j, min(j + 8, len(source.tokens))):
        key = source.key(k)
        if key == "như" or (key == ":" and k == j):
            return k + 1 + (source.key(k + 1) == ":")
        if key == "," and (source.key(k + 1), source.key(k + 2)) in _ALSO_LISTED:
            continue
        if source.tokens[k].kind != WORD or (
            not source.listed("model_generic", k)
            and key not in {"hiệu", "quả", "tiêu", "biểu", "điển", "hình", "cách", "cụ", "thể", "việc", "làm"}
        ):
            return None
    return None


def _far_opener(source: Source, i: int, j: int) -> int | None:
    """Where the quotes begin in "nhiều mô hình gây quỹ, lan tỏa yêu thương như: “A”, “B”"."""
    for k in range(j, min(j + _FAR, len(source.tokens))):
        if not source.same_sentence(i, k) or k in source.quote_at or _head(source, k):
            return None
        if source.key(k) == "như":
            quote = source.quote_at.get(k + 1 + (source.key(k + 1) == ":"))
            return quote.opening if quote and is_name(source, quote) else None
    return None


_FAR = 20

# "nhiều mô hình hay, cách làm hiệu quả như …"
_ALSO_LISTED = frozenset({("cách", "làm"), ("việc", "làm"), ("công", "trình"), ("phần", "việc")})


def _listed(source: Source, i: int, j: int, first: bool = False) -> list[Model]:
    """The further items of a list that begins (``first``) or goes on at token ``j``."""
    found: list[Model] = []
    while len(found) < MOST_LISTED:
        if not first:
            if source.key(j) in {"của", "do"} and (body := unit_at(source, j + 1)):
                j = body.end
            if source.is_number(i - 1) and (further := _after_words(source, i, j)):
                j = further
            # A comma may be missing between two names in quotes.
            if not (found and j in source.quote_at):
                if source.key(j) not in {",", ";", "và", "hay"} or not source.same_sentence(i, j):
                    break
                j += 1 + (source.key(j + 1) in {"và", "hay"})
        item = _item(source, i, j, quoted_only=not first and not found)
        first = False
        if item is None or (found and _falls_out(source, found[-1], item[0], j)):
            break
        model, j = item
        found.append(model)
    return found


def _after_words(source: Source, i: int, j: int) -> int | None:
    """Of "2 mô hình “A” triển khai từ năm 2020 và “B” …": the "và" before the next name."""
    for k in range(j, min(j + 8, len(source.tokens))):
        if not source.same_sentence(i, k) or k in source.quote_at:
            return None
        if source.key(k) in {"và", ","} and k + 1 in source.quote_at:
            return k
    return None


def _falls_out(source: Source, before: Model, model: Model, j: int) -> bool:
    """Whether words without quotes, after names in quotes, say something else than a further name."""
    return before.rule.startswith("quoted") and not model.rule.startswith("quoted") and not _head(source, j)


def _item(source: Source, i: int, j: int, quoted_only: bool) -> tuple[Model, int] | None:
    head = _head(source, j)
    quote = source.quote_at.get(j + head) or (_quote_from(source, j + head) if head else None)
    if quote is not None and is_name(source, quote):
        inner = _head(source, quote.opening + 1)
        model = _model(source, quote.opening + 1, quote.closing, inner, "quoted in a list")
        return (model, quote.closing + 1) if model else None
    if source.tokens[j].nfc == "“":
        end = _where_it_should_close(source, j)
        model = _model(source, j + 1, end, 0, "quoted in a list, never closed") if end else None
        return (model, end) if model and end else None
    if head == 0 and (quoted_only or source.listed("activity_first_words", j)):
        return None
    if head and not _proper(source, j, j + head, many=False):
        return None
    if not source.is_word(j) or (head == 0 and unit_at(source, j)):
        return None
    end = _phrase_end(source, j + head, in_list=True)
    model = _model(source, j, end, head, "listed after head")
    return (model, end) if model and end - j - head >= 2 else None


def _where_it_should_close(source: Source, j: int) -> int | None:
    """Of a quote that was opened and never closed ("“A; “B”; …"): the ";" or the next opening mark."""
    for k in range(j + 1, min(j + 1 + LONGEST_NAME, len(source.tokens))):
        if source.tokens[k].nfc in {";", "“", "”"} or not source.same_sentence(j, k):
            return k - (source.tokens[k].nfc == "“" and source.tokens[k - 1].nfc == ",")
    return None


def _proper(source: Source, i: int, j: int, many: bool) -> bool:
    """Whether what follows the head names it: not "mô hình hay", nor plural "các mô hình kinh tế"."""
    generic = source.match("model_generic", j)
    if generic:
        after = j + generic[0]
        goes_on = source.is_word(after) and not source.listed("model_stops", after)
        if generic[1] == "điểm" and source.key(after) in {"vui", "hẹn", "đến"}:
            return not many
        return not many and goes_on and generic[1] in _MAY_BEGIN_A_NAME and source.is_word(after + 1)
    if source.key(i - 1) in {"xã", "thôn"} or source.tokens[j].kind == NUMBER:
        return False
    return not many or source.is_capital(j)


_MAY_BEGIN_A_NAME = frozenset(
    [
        "nông nghiệp",
        "làm kinh tế",
        "chính quyền",
        "sản xuất",
        "tự quản",
        "chăn nuôi",
        "trồng trọt",
        "hợp tác",
        "kinh tế",
        "phát triển kinh tế",
        "kinh doanh",
    ]
)


def _phrase_end(source: Source, j: int, in_list: bool) -> int:
    k = j
    first = source.key(j)
    while k < len(source.tokens) and k - j < LONGEST_NAME and source.same_sentence(j, k):
        token = source.tokens[k]
        if token.nfc == ",":
            if not in_list and source.key(k + 1) == first and k > j + 1:
                k += 1
                continue
            break
        if token.kind not in {WORD, NUMBER} and token.nfc != "-":
            break
        if k > j and _stops(source, k):
            break
        k += 1
    return k


def _stops(source: Source, k: int) -> bool:
    key = source.key(k)
    if key in {"ở", "tại"}:
        return bool(unit_at(source, k + 1)) or source.is_capital(k + 1) or key == "tại"
    if key == "theo":
        return source.key(k + 1) in {"chỉ", "sự", "kế", "đó"}
    if key in {"từ", "trên", "trong", "cho", "giúp", "là", "có", "qua", "phát", "giai"}:
        return (key in {"có", "là", "cho"} and False) or (key, source.key(k + 1)) in _STOP_PAIRS
    return source.listed("model_stops", k)


_STOP_PAIRS = frozenset(
    {
        ("từ", "năm"), ("giai", "đoạn"), ("từ", "đó"), ("trên", "địa"), ("trong", "đó"), ("trong", "năm"),
        ("cho", "thu"),
        ("cho", "hiệu"), ("giúp", "cho"), ("là", "một"), ("có", "hiệu"), ("qua", "đó"), ("phát", "huy"),
        ("trên", "diện"), ("cho", "thấy"), ("giúp", "nhiều"), ("có", "quy"), ("có", "tổng"),
    }
)  # fmt: skip


def _model(source: Source, i: int, j: int, head: int, rule: str) -> Model | None:
    while j > i and source.tokens[j - 1].nfc in {",", ".", "-", "và"}:
        j -= 1
    if j - i - head < 2 or _all_generic(source, i + head, j):
        return None
    start, end, surface = source.span(i, j)
    owner = _owner(source, j)
    return Model(
        start=start,
        end=end,
        surface=surface,
        name=source.said(i + head, j),
        kind=_kind_said(source, i) or (owner[1] if owner else None),
        owner=owner[0] if owner else None,
        field=field_told(source, i, j),
        certainty=0.9 if rule.startswith("quoted") else 0.65,
        rule=rule,
    )


def _kind_said(source: Source, i: int) -> str | None:
    """ "mô hình cá nhân “…”"."""
    k = i - 1 if source.tokens[i - 1].kind == MARK else i
    pair = (source.key(k - 2), source.key(k - 1))
    return {("tập", "thể"): "tập thể", ("cá", "nhân"): "cá nhân"}.get(pair) if source.same_sentence(k - 2, i) else None


def _all_generic(source: Source, i: int, j: int) -> bool:
    """Whether a name says nothing, as “làm theo”."""
    match = source.match("model_generic", i)
    return match is not None and i + match[0] >= j


def _owner(source: Source, j: int) -> tuple[str, str] | None:
    """Who stands after "của" or "do": units or a person."""
    j += source.tokens[j].nfc in {"”", '"', "''"} if j < len(source.tokens) else 0
    if source.key(j) not in {"của", "do", "tại", "ở"}:
        return None
    place_only = source.key(j) in {"tại", "ở"}
    k = j + 1 + (source.key(j + 1) in {"các"})
    if owners := owners_after(source, k):
        return owners
    honorific = source.match("honorifics", k)
    if honorific and not place_only:
        end = name_end(source, k + honorific[0])
        if end > k + honorific[0]:
            return source.said(k + honorific[0], end), "cá nhân"
    return None
