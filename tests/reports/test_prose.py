"""Prose with live figures: what a person edits in a plain text field comes back as the same figures."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from lantoa.reports.rules import prose
from lantoa.reports.rules.prose import Token

VALUES = {"cau": "3 cây cầu", "dat": "trên 1.300 m²", "nha": "8 nhà", "ho": "3 cây cầu"}
CODES = {code: Token(code) for code in VALUES}


def value(token: Token) -> str:
    return VALUES[token.indicator]


words = st.text(alphabet=string.ascii_letters + " ,.;ăâđêôơư0123456789", min_size=1, max_size=30)
figures = st.sampled_from(sorted(VALUES)).map(Token)
lines = st.lists(
    st.lists(st.one_of(words, figures), min_size=1, max_size=6).map(
        # Text beside text is one stretch once it was read back.
        lambda pieces: tuple(piece for piece in _joined(pieces))
    ),
    min_size=1,
    max_size=5,
)


def _joined(pieces: list[prose.Piece]) -> list[prose.Piece]:
    found: list[prose.Piece] = []
    for piece in pieces:
        if found and isinstance(piece, str) and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return found


@given(lines)
def test_what_nobody_changed_comes_back_with_its_figures(given_lines: list[prose.Line]) -> None:
    kept = [line for line in given_lines if any(isinstance(one, Token) or one.strip() for one in line)]
    back, bare = prose.from_text(prose.to_text(kept, value), kept, value, CODES)
    assert [value(one) for one in prose.tokens(back)] == [value(one) for one in prose.tokens(kept)]
    assert prose.to_text(back, value) == prose.to_text(kept, value)
    assert bare == []


@given(lines)
def test_lines_are_stored_and_read_back_whole(given_lines: list[prose.Line]) -> None:
    assert prose.from_data(prose.as_data(given_lines)) == given_lines


BEFORE: list[prose.Line] = [("Toàn xã xây ", Token("cau"), ", hiến ", Token("dat"), ".")]


def test_words_around_a_figure_may_change_and_the_figure_stays_live() -> None:
    back, bare = prose.from_text("Trong kỳ hiến [trên 1.300 m²]; xây [3 cây cầu].", BEFORE, value, {})
    assert prose.tokens(back) == [Token("dat"), Token("cau")]
    assert bare == []


def test_a_number_typed_over_keeps_its_figure_and_asks_for_a_reason() -> None:
    back, bare = prose.from_text("Toàn xã xây [4 cây cầu], hiến [trên 1.300 m²].", BEFORE, value, {})
    assert bare == [Token("cau", typed="4 cây cầu")]
    reasoned = prose.with_reasons(back, "tính cả cầu đang xây")
    assert prose.tokens(reasoned)[0].why == "tính cả cầu đang xây"
    # Typed back, it is live again.
    again, bare = prose.from_text("Toàn xã xây [3 cây cầu], hiến [trên 1.300 m²].", reasoned, value, {})
    assert prose.tokens(again) == [Token("cau"), Token("dat")]
    assert bare == []


def test_the_code_of_an_indicator_in_brackets_puts_its_figure_in() -> None:
    back, bare = prose.from_text("Sửa [nha] cho hộ nghèo; xây [3 cây cầu].", BEFORE, value, CODES)
    assert prose.tokens(back) == [Token("nha"), Token("cau")]
    assert bare == []


def test_brackets_that_are_no_figure_stay_text() -> None:
    back, bare = prose.from_text("Xem [phụ lục 1] và [3 cây cầu] [].", BEFORE, value, {})
    assert back == [("Xem [phụ lục 1] và ", Token("cau"), " [].")]
    assert bare == []


def test_a_figure_taken_out_is_gone_and_empty_lines_make_no_paragraph() -> None:
    back, _bare = prose.from_text("Xây [3 cây cầu].\r\n\r\n  \nHết.", BEFORE, value, {})
    assert back == [("Xây ", Token("cau"), "."), ("Hết.",)]
