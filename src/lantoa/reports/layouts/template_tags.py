"""The tags of a template: read out of its Word file, and judged before any of them is filled.

A tag says one of the known names, a number of `so_lieu`, or asks with `if` whether a name says anything. There are no
loops, calls, filters or attributes, so a template has nothing to run; the sandbox and the limits stand behind this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lantoa.reports.layouts.template_names import BODY, FIGURES, NAMES
from lantoa.reports.rules.prose import ENDINGS

LONGEST = 60  # letters of a paragraph that a problem quotes
MOST_TAGS = 500
_GRAMMAR = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getitem,
    nodes.Const,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the file that may hold tags: what people call it, and its XML, a paragraph to a line."""

    name: str
    xml: str

    def quoted(self, line: int) -> str:
        """Where a line is, in words: 'Đầu trang, đoạn “Số: {{ so }}”'."""
        rows = self.xml.split("\n")
        text = "".join(re.findall(r"(?:^|>)([^<>]*)", rows[line - 1] if 0 < line <= len(rows) else ""))
        text = " ".join(text.split())
        return f"{self.name}, đoạn “{text[:LONGEST]}{'…' if len(text) > LONGEST else ''}”" if text else self.name


def environment() -> ImmutableSandboxedEnvironment:
    """The sandbox that fills tags: it knows no function, no filter and no test."""
    made = ImmutableSandboxedEnvironment(autoescape=True)
    for known in (made.globals, made.filters, made.tests):
        known.clear()
    return made


def opened(data: bytes) -> DocxTemplate:
    """The template, ready to be read."""
    template = DocxTemplate(BytesIO(data))
    template.render_init()
    return template


def places(template: DocxTemplate) -> Iterator[Place]:
    """Everything that will be filled, as the library that fills it sees it."""
    yield _place(template, "Nội dung", template.get_xml())
    for name, uri in (("Đầu trang", template.HEADER_URI), ("Chân trang", template.FOOTER_URI)):
        for _, part in template.get_headers_footers(uri):
            yield _place(template, name, template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield _place(template, "Chú thích", part.blob.decode())
    about = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield Place("Thuộc tính của tệp (Tệp › Thông tin)", getattr(about, name))


def _place(template: DocxTemplate, name: str, xml: str) -> Place:
    return Place(name, re.sub(r"<w:p([ >])", r"\n<w:p\1", template.patch_xml(xml)))


def problems(place: Place, codes: list[str] | None) -> Iterator[str]:
    """What is wrong with the tags of one place."""
    try:
        tree = environment().parse(place.xml)
    except TemplateSyntaxError as error:
        yield (
            f"{place.quoted(error.lineno)}: thẻ viết chưa đúng. Hãy xóa cả thẻ rồi gõ lại liền một mạch, ví dụ "
            "{{ co_quan }} hoặc {% if thay_mat %}…{% endif %}."
        )
        return
    if len([*tree.find_all(nodes.Output)]) > MOST_TAGS:
        yield f"{place.name}: quá nhiều thẻ (trên {MOST_TAGS}). Hãy bỏ bớt."
        return
    for node in _every(tree):
        if not isinstance(node, _GRAMMAR):
            yield (
                f"{place.quoted(node.lineno)}: thẻ chỉ được ghi một tên có sẵn, so_lieu['mã'], hoặc {{% if tên %}}…"
                "{% endif %}; không dùng vòng lặp, phép tính, dấu chấm hay hàm. Hãy xóa phần đó."
            )
        elif isinstance(node, nodes.TemplateData):
            yield from _stray(place, node)
        elif isinstance(node, nodes.Getitem):
            yield from _figure(place, node, codes)
        elif isinstance(node, nodes.Name) and node.name not in NAMES:
            yield _unknown(place, node)
    if re.search(rf"\b{FIGURES}\b(?!\s*\[)", "".join(_tags(place.xml))):
        yield f"{place.name}: {FIGURES} phải kèm mã chỉ tiêu, ví dụ {{{{ so_lieu['dat-hien'] }}}}."


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        if isinstance(child, _GRAMMAR):
            yield from _every(child)


def _tags(xml: str) -> list[str]:
    return re.findall(r"\{[{%].*?[}%]\}", xml)


def _stray(place: Place, node: nodes.TemplateData) -> Iterator[str]:
    """Braces that are left as text: a tag with one brace, or one that never opened."""
    for at, row in enumerate(node.data.split("\n")):
        text = re.sub(r"<[^>]*>", "", row)
        if "}}" in text or "%}" in text:
            where = place.quoted(node.lineno + at)
            yield f"{where}: có }}}} hoặc %}} mà không có {{{{ hoặc {{% mở trước. Hãy gõ lại thẻ."
        for name in re.findall(r"\{\s*(\w+)\s*\}", text):
            if name in NAMES:
                yield (
                    f"{place.quoted(node.lineno + at)}: “{name}” chỉ có một dấu ngoặc. Hãy ghi hai dấu mỗi bên: "
                    f"{{{{ {name} }}}}."
                )


def _figure(place: Place, node: nodes.Getitem, codes: list[str] | None) -> Iterator[str]:
    known = isinstance(node.node, nodes.Name) and node.node.name == FIGURES
    if not (known and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)):
        yield f"{place.quoted(node.lineno)}: số liệu phải ghi theo mẫu {{{{ so_lieu['mã chỉ tiêu'] }}}}."
        return
    code, colon, ending = node.arg.value.partition(":")
    if colon + ending not in ENDINGS.values():
        known_endings = ", ".join(filter(None, ENDINGS.values()))
        said = f"{colon}{ending}"[:20]
        yield f"{place.quoted(node.lineno)}: sau mã chỉ tiêu chỉ được thêm {known_endings}. Hãy sửa “{said}”."
    elif codes is not None and code not in codes:
        near = get_close_matches(code, codes, n=1)
        hint = f" Có phải “{near[0]}”?" if near else ""
        yield f"{place.quoted(node.lineno)}: không có chỉ tiêu mã “{code[:60]}”.{hint} Xem mã ở trang Chỉ tiêu."


def _unknown(place: Place, node: nodes.Name) -> str:
    near = get_close_matches(node.name, NAMES, n=1)
    hint = f"Có phải “{near[0]}”?" if near else f"Các tên dùng được: {', '.join(NAMES)}."
    return f"{place.quoted(node.lineno)}: không có tên “{node.name[:40]}”. {hint}"


def filled(template: DocxTemplate, context: dict[str, Any]) -> None:
    """Fills every tag."""
    template.render(context, environment(), autoescape=True)


def names_body(place: Place) -> int:
    """How often a place asks for the body."""
    return len(re.findall(rf"\{{\{{-?\s*{BODY}\s*-?\}}\}}", place.xml))
