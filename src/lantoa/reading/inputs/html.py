"""Web pages: the main article where there is one, else all that a reader would see. Nothing is ever fetched."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.decoding import Decoded, decode
from lantoa.reading.inputs.markup import harmless
from lantoa.reading.inputs.refusals import caution, refuse

_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?\s*([\w-]{1,30})", re.IGNORECASE)
_UNSEEN_TAGS = (
    "script style noscript template iframe object embed svg math canvas audio video select textarea input "
    "button head map"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_BLOCK_TAGS = (
    "p div section article header footer main aside nav ul ol li dl dt dd table caption thead tbody tfoot tr h1 h2 "
    "h3 h4 h5 h6 blockquote pre figure figcaption address form fieldset hr body html center "
    "head list item row quote code"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_CELLS = frozenset(("td", "th", "cell"))
_BREAKING = _BLOCKS | _CELLS | {"br", "lb"}
_PARAGRAPHS_OF_A_FRAME = 4
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# An article shorter than this, or a smaller share of the page, is more likely a wrong guess than an article.
_ARTICLE_CHARACTERS = 600
_ARTICLE_SHARE = 0.3


def read(data: bytes) -> Decoded:
    """Return the text of a web page, blocks on lines of their own, table cells parted by tabs; raises Unreadable."""
    found = _CHARSET.search(data[:4096])
    decoded = decode(data, found[1].decode("ascii") if found else "")
    markup = harmless(decoded.text)
    tree = _parse(markup)
    whole = _text_of(tree)
    article = _article(markup, tree)
    if len(article) >= max(_ARTICLE_CHARACTERS, int(len(whole) * _ARTICLE_SHARE)):
        return Decoded(article, (*decoded.cautions, caution("article_only")))
    return Decoded(whole, decoded.cautions)


def _parse(markup: str) -> lxml_html.HtmlElement:
    if not markup.strip():
        raise refuse("empty")
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    tree = lxml_html.document_fromstring(markup, parser=parser)
    if _has_more_than(tree, limits.HTML_ELEMENTS):
        raise refuse("too_large")
    return tree


def _has_more_than(tree: lxml_html.HtmlElement, elements: int) -> bool:
    return next(islice(tree.iter(), elements, None), None) is not None


def _article(markup: str, tree: lxml_html.HtmlElement) -> str:
    if len(markup) > limits.HTML_ARTICLE_CHARACTERS or _has_more_than(tree, limits.HTML_ARTICLE_ELEMENTS):
        return ""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(markup, include_comments=False, favor_recall=True)
    except Exception:  # the article finder fails in many ways; the whole page is then the answer
        return ""
    if found is None or isinstance(found, dict) or found.body is None:
        return ""
    text = _text_of(found.body)
    heading = _heading(tree)
    return text if not heading or heading in text[: len(heading) + 200] else f"{heading}\n{text}"


def _heading(tree: lxml_html.HtmlElement) -> str:
    for heading in tree.iter("h1"):
        words = _SPACES.sub(" ", "".join(heading.itertext())).strip()
        if words:
            return words
    return ""


def _text_of(root: etree._Element) -> str:
    lines: list[str] = []
    for piece in "".join(_pieces(root)).split("\n"):
        # A tab here can only be a cell's end: those of the source were folded into spaces.
        cells = [_SPACES.sub(" ", cell).strip() for cell in piece.split("\t")]
        line = "\t".join(cells).rstrip("\t")
        if line.strip():
            lines.append(line)
    return "\n".join(lines)


def _pieces(root: etree._Element) -> Iterator[str]:
    """Walk the page without recursion, so that depth costs nothing; yields text with \\n and \\t as structure."""
    hidden: etree._Element | None = None
    cells: list[etree._Element] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if hidden is None and _is_unseen(element, tag, root):
                hidden = element
            if hidden is None:
                if tag in _CELLS and not _is_frame(element):
                    cells.append(element)
                elif tag in _BREAKING:
                    yield " " if cells else "\n"
                yield _folded(element.text)
            continue
        if hidden is None:
            if cells and cells[-1] is element:
                cells.pop()
                yield " " if cells else "\t"
            elif tag in _BREAKING:
                yield " " if cells else "\n"
        if element is hidden:
            hidden = None
        if hidden is None and element is not root:
            yield _folded(element.tail)


def _is_frame(cell: etree._Element) -> bool:
    """Old pages are laid out by tables: a cell alone in its row, or with tables or much text inside, holds a page."""
    alone = cell.getprevious() is None and cell.getnext() is None
    paragraphs = sum(1 for _ in islice(cell.iter("p"), _PARAGRAPHS_OF_A_FRAME))
    return alone or paragraphs == _PARAGRAPHS_OF_A_FRAME or cell.find(".//table") is not None


def _is_unseen(element: etree._Element, tag: str, root: etree._Element) -> bool:
    # "head" is a heading in the article finder's own tree and the invisible part in a page's.
    if tag == "head" and root.tag == "body":
        return False
    return (
        not tag
        or tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _folded(text: str | None) -> str:
    return _SPACES.sub(" ", text) if text else ""
