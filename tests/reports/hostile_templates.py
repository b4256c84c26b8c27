"""Fifty templates that try to run, fetch, flood or smuggle something. All made here; none is a stranger's."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial

from docx import Document

_REACH = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ().__class__.__bases__[0].__subclasses__()[140].__init__.__globals__['sys'].exit() }}",
    "{{ co_quan.__class__.__init__.__globals__ }}",
    "{{ config.items() }}",
    "{{ self._TemplateReference__context.cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ cycler.__init__.__globals__.os.system('touch OWNED') }}",
    "{{ joiner.__init__.__globals__.os.popen('id') }}",
    "{{ namespace.__init__.__globals__.os.popen('id') }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum.__globals__.__builtins__.open('/etc/passwd').read() }}",
    "{{ get_flashed_messages.__globals__.__builtins__.open('/etc/passwd').read() }}",
    "{{ request.application.__globals__.__builtins__.__import__('os').popen('id').read() }}",
    "{{ so_lieu.__class__ }}",
    "{{ so_lieu.get('x').__class__ }}",
    "{{ so_lieu['__class__'] ['__init__'] }}",
    "{{ so_lieu[co_quan] }}",
    "{{ co_quan|attr('__class__') }}",
    "{{ co_quan|attr('\\x5f\\x5fclass\\x5f\\x5f') }}",
    "{{ 'a'|map('upper')|list }}",
    "{{ co_quan.format.__self__ }}",
    "{{ '{0.__class__.__init__.__globals__}'.format(co_quan) }}",
    "{{ '%s' % co_quan }}",
    "{{ 9**9**9 }}",
    "{{ 'a' * 999999999 }}",
    "{{ range(10**9)|list }}",
    "{{ ['a'] * 10**9 }}",
    "{{ co_quan if 1 else 2 }}",
    "{{ caller() }}",
    "{% for i in range(1000000) %}x{% endfor %}",
    "{% for i in range(999) %}{% for j in range(999) %}{% for k in range(999) %}x{% endfor %}{% endfor %}{% endfor %}",
    "{% set x = 'a' %}{{ x }}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends '/etc/passwd' %}",
    "{% block a %}{{ super() }}{% endblock %}",
    "{% with a = 1 %}{{ a }}{% endwith %}",
    "{% call co_quan() %}x{% endcall %}",
    "{% if co_quan.__class__ %}x{% endif %}",
    "{% colspan ''.__class__ %}",
    "{{ " + "(" * 5_000 + "co_quan" + ")" * 5_000 + " }}",
)


def _word(text: str, *, more: str = "{{ noi_dung }}") -> bytes:
    document = Document()
    document.add_paragraph(text)
    document.add_paragraph(more)
    return _saved(document)


def _saved(document: object) -> bytes:
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def _changed(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_word("{{ co_quan }}"))) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as closed:
        for name, data in parts.items():
            closed.writestr(name, data)
    return made.getvalue()


def _related(kind: str, target: str, parts: dict[str, bytes]) -> None:
    said = (
        f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", said.encode())


def _put(name: str, data: bytes, parts: dict[str, bytes]) -> None:
    parts[name] = data


def _bomb(parts: dict[str, bytes]) -> None:
    levels = "".join(
        f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "x"}{"&a0;" * 9 if n else ""}">' for n in range(9)
    )
    parts["word/styles.xml"] = f"<?xml version='1.0'?><!DOCTYPE s [{levels}]><s>&a8;</s>".encode()


def _reads_a_file(parts: dict[str, bytes]) -> None:
    head = b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    document = parts["word/document.xml"]
    parts["word/document.xml"] = head + document[document.index(b"<w:document") :].replace(b"{{ co_quan }}", b"&f;")


def _in_two_bytes(parts: dict[str, bytes]) -> None:
    text = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE d [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><d>&f;</d>"
    parts["word/fontTable.xml"] = text.encode("utf-16")


def _field(parts: dict[str, bytes]) -> None:
    said = b'<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p><w:sectPr'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", said, 1)


def _nested() -> bytes:
    data = b"0" * 5_000_000
    for _ in range(4):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as closed:
            closed.writestr("word/inner.zip", data)
            closed.writestr("[Content_Types].xml", b"<Types/>")
        data = made.getvalue()
    return data


def _in_properties() -> bytes:
    document = Document()
    document.add_paragraph("{{ noi_dung }}")
    document.core_properties.title = "{{ cycler.__init__.__globals__.os.system('touch OWNED') }}"
    return _saved(document)


def _in_header() -> bytes:
    document = Document()
    document.add_paragraph("{{ noi_dung }}")
    document.sections[0].header.paragraphs[0].text = "{{ ''.__class__ }}"
    return _saved(document)


def templates() -> list[tuple[str, bytes]]:
    """Each with what it tries."""
    found = [(payload[:60], _word(payload)) for payload in _REACH]
    found += [
        ("in the properties of the file", _in_properties()),
        ("in a header", _in_header()),
        ("a macro, renamed", _changed(partial(_put, "word/vbaProject.bin", b"\xd0\xcf\x11\xe0"))),
        ("an object", _changed(partial(_put, "word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"))),
        ("a control", _changed(partial(_put, "word/activeX/activeX1.xml", b"<a/>"))),
        ("a template elsewhere", _changed(partial(_related, "attachedTemplate", "http://127.0.0.1/a.dotm"))),
        ("a picture elsewhere", _changed(partial(_related, "image", "file:///etc/passwd"))),
        ("a part elsewhere", _changed(partial(_related, "aFChunk", "http://169.254.169.254/"))),
        ("a link to a file", _changed(partial(_related, "hyperlink", "file:///c:/windows/system32/calc.exe"))),
        ("entities that grow", _changed(_bomb)),
        ("an entity that reads a file", _changed(_reads_a_file)),
        ("an entity in two bytes", _changed(_in_two_bytes)),
        ("a field that runs", _changed(_field)),
        ("archives in archives", _nested()),
        ("a million tags", _word("{{ co_quan }}" * 100_000)),
        ("a part that unpacks a thousandfold", _changed(partial(_put, "word/theme.xml", b" " * 60_000_000))),
        ("six megabytes", _word("{{ co_quan }}") + b"\x00" * 6_000_000),
    ]
    return found
