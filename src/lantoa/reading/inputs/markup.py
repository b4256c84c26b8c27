"""Markup made harmless before a parser sees it: scripts and comments gone, overlong tags cut to their names.

A parser compares every attribute of a tag with every other, so a tag of 100,000 attributes takes it a minute. No
attribute tells a reader anything; pictures written into the page go too, and with them most of its bytes.
"""

import re

from lantoa.reading.inputs import limits
from lantoa.reading.inputs.refusals import refuse

# As a browser cuts a page: a tag runs to the next ">", save those in quotes after "="; what stays open runs on.
# The quantifiers are possessive, so that the time is that of one pass whatever the page holds.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style)\b[^>]*+>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<(?P<name>[a-z][\w:-]{0,40})(?:[^>=]|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?+)*+>?",
    re.IGNORECASE | re.DOTALL,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


def harmless(markup: str) -> str:
    """Return the markup without what is never read; raises Unreadable where it is still too large."""
    declared = _XML_DECLARATION.match(markup)
    cut = _TOKEN.sub(_cut, markup[declared.end() :] if declared else markup).replace("\x00", "")
    if len(cut) > limits.HTML_CHARACTERS:
        raise refuse("too_large")
    return cut


def _cut(found: re.Match[str]) -> str:
    name = found["name"]
    if not name:
        return ""
    return found[0] if len(found[0]) <= limits.HTML_TAG_CHARACTERS else f"<{name}>"
