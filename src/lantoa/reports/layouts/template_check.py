"""Judges a template, within the limited process: what the file carries besides its text, then each of its tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordFile
from docx.oxml.ns import qn

from lantoa.reports.layouts import template_tags as tags
from lantoa.reports.layouts.template_names import BODY

MOST = 20  # problems that are told at once
_EMBEDDED = re.compile(
    r"/(embeddings|activeX|ctrlProps|customUI)/|vbaProject|vbaData|\.(bin|exe|dll|js|vbs|ole)$", re.I
)
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ACTIVE = ("oleObject", "package", "control", "aFChunk", "attachedTemplate", "subDocument", "frame", "vbaProject")
_HARMLESS_ADDRESS = re.compile(r'Target="(https?:|mailto:)', re.I)
# Fields that fetch or run something; Word runs them when it opens the file.
_FIELD = re.compile(
    r"(?:^|\s)(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON|EMBED|RD|AUTOTEXT|ASK|FILLIN)\s",
    re.I,
)
_LOOKS = ("b", "i", "u", "color", "sz", "rFonts", "vertAlign")


def work(data: bytes, *, codes: list[str] | None) -> bytes:
    """The problems as a JSON list of texts; an empty one when the template can be used."""
    found = list(dict.fromkeys(_inside(data)))
    if not found:
        found = list(dict.fromkeys(_of_tags(data, codes)))
    return json.dumps(found[:MOST], ensure_ascii=False).encode()


def _inside(data: bytes) -> Iterator[str]:
    """What a file may carry besides its text."""
    with ZipFile(BytesIO(data)) as opened:
        for name in opened.namelist():
            if _EMBEDDED.search(f"/{name}"):
                yield (
                    f"Tệp có phần nhúng “{name[:60]}” (đối tượng, nút bấm hoặc mã chạy). Hãy mở bằng Word, xóa đối "
                    "tượng đó, lưu lại thành .docx."
                )
            if not name.endswith((".xml", ".rels")):
                continue
            # Two bytes to a letter hide nothing.
            text = opened.read(name).replace(b"\x00", b"").decode("utf-8", "replace")
            if "<!DOCTYPE" in text or "<!ENTITY" in text:
                yield "Tệp không phải do Word lưu ra (có khai báo thực thể). Hãy mở bằng Word, lưu thành tệp mới."
                return
            if name.endswith(".rels"):
                yield from _relations(text)


def _relations(text: str) -> Iterator[str]:
    for relation in _RELATION.findall(text):
        kind = re.search(r'Type="[^"]*/(\w+)"', relation)
        called = kind[1] if kind else "?"
        is_link = called == "hyperlink" and _HARMLESS_ADDRESS.search(relation)
        if re.search(r'TargetMode="External"', relation) and not is_link:
            yield (
                f"Tệp lấy {_CALLED.get(called, 'một phần')} từ nơi khác. Hãy chèn thẳng vào mẫu, hoặc xóa liên kết đó "
                "(trong Word: Tệp › Thông tin › Sửa liên kết)."
            )
        elif called in _ACTIVE:
            yield f"Tệp có {_CALLED.get(called, 'phần nhúng')}. Hãy xóa phần đó rồi lưu lại."


_CALLED = {
    "image": "hình ảnh",
    "hyperlink": "liên kết",
    "attachedTemplate": "mẫu gốc (.dotx)",
    "oleObject": "đối tượng nhúng",
    "aFChunk": "đoạn văn bản chèn từ tệp khác",
    "subDocument": "văn bản con",
    "frame": "khung trang web",
}


def _of_tags(data: bytes, codes: list[str] | None) -> Iterator[str]:
    template = tags.opened(data)
    document: WordFile = template.docx
    split = list(_split(document))
    if split:
        # A tag in pieces makes the library see nonsense; one thing at a time.
        yield from split
        return
    asked = 0
    for at, place in enumerate(tags.places(template)):
        if field := _FIELD.search(_fields(place.xml)):
            yield f"{place.name}: có trường {field[1].upper()} lấy dữ liệu từ nơi khác. Hãy xóa trường đó."
        yield from tags.problems(place, codes)
        times = tags.names_body(place)
        if times and at:
            yield f"{place.name}: {{{{ {BODY} }}}} chỉ đặt trong nội dung, không đặt ở đầu trang, chân trang."
        asked += times if not at else 0
    if asked != 1:
        yield (
            f"Mẫu phải có đúng một thẻ {{{{ {BODY} }}}}, đứng riêng một đoạn, ở chỗ cần chèn nội dung báo cáo "
            f"(hiện có {asked})."
        )
    yield from _body_alone(document)


def _fields(xml: str) -> str:
    """What the fields of a part ask for; Word cuts the words of one into pieces as it likes."""
    pieces = re.findall(r"<w:instrText[^>]*>([^<]*)", xml)
    return " ".join([*re.findall(r'w:instr="([^"]*)"', xml), "".join(pieces), *pieces, ""])


def _split(document: WordFile) -> Iterator[str]:
    """Tags that begin in one paragraph and end in another, or change their look on the way."""
    for paragraph in document.element.body.iter(qn("w:p")):
        runs = [(run, "".join(t.text or "" for t in run.iter(qn("w:t")))) for run in paragraph.iter(qn("w:r"))]
        text = "".join(said for _, said in runs)
        quoted = f"Nội dung, đoạn “{text[: tags.LONGEST]}”"
        for opening, closing in (("{{", "}}"), ("{%", "%}")):
            if text.count(opening) > text.count(closing):
                yield (
                    f"{quoted}: thẻ mở {opening} mà không đóng {closing} trong cùng đoạn. Hãy gõ lại cả thẻ "
                    "liền một mạch."
                )
        looks = [_look(run) for run, said in runs for _ in said]
        for tag in re.finditer(r"\{[{%].*?[}%]\}", text):
            if len(set(looks[tag.start() : tag.end()])) > 1:
                yield (
                    f"{quoted}: thẻ {tag[0]} bị tách vì chữ trong thẻ có kiểu khác nhau. Hãy xóa cả thẻ, gõ lại liền "
                    "một mạch rồi mới chọn kiểu chữ cho cả thẻ."
                )


def _look(run: object) -> str:
    properties = run.find(qn("w:rPr"))  # type: ignore[attr-defined]
    if properties is None:
        return ""
    kept = [one for one in properties if one.tag in {qn(f"w:{name}") for name in _LOOKS}]
    return ";".join(f"{one.tag}{sorted(one.attrib.items())}" for one in kept)


def _body_alone(document: WordFile) -> Iterator[str]:
    tag = rf"\{{\{{\s*{BODY}\s*\}}\}}"
    for paragraph in document.element.body.iter(qn("w:p")):
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t"))).strip()
        if re.search(tag, text) and not re.fullmatch(tag, text):
            quoted = f"Nội dung, đoạn “{text[: tags.LONGEST]}”"
            yield f"{quoted}: {{{{ {BODY} }}}} phải đứng riêng một đoạn, không kèm chữ khác."
