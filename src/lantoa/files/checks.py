"""What `lantoa doctor` asks of the kept files: bytes, texts and citations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import Max

from lantoa.common.checks import Break, Look, check
from lantoa.files import queries, rules
from lantoa.files.models import Citation, StoredFile, TextVersion


@check("Tệp: nội dung trên đĩa")
def stored(look: Look) -> Iterator[Break]:
    """Every row has its file, whole; every file has its row."""
    look.expect(StoredFile.objects.count())
    for file in StoredFile.objects.order_by("pk").iterator():
        look.see()
        where = f"tệp {file.uuid}"
        path = queries.path_of(file.sha256)
        try:
            size = path.stat().st_size
            same = size == file.size and queries.hash_of(path) == file.sha256
        except OSError:
            yield Break("Tệp không còn trên đĩa hoặc không đọc được.", where)
            continue
        if not same:
            yield Break("Nội dung tệp trên đĩa đã khác khi được đưa vào.", where)
    for path in queries.orphans(look.now):
        what = "Tệp trên đĩa không thuộc hồ sơ nào; `lantoa doctor --fix` chuyển nó vào thư mục cách ly."
        yield Break(what, f"{path.parent.name}/{path.name}")


@check("Tệp: văn bản đã đọc ra và trích dẫn")
def texts(look: Look) -> Iterator[Break]:
    """Every text is as it was read, and every citation lies inside it."""
    look.expect(TextVersion.objects.count())
    for text in TextVersion.objects.order_by("pk").iterator(chunk_size=20):
        look.see()
        where = f"văn bản số {text.pk}"
        if hashlib.sha256(rules.bytes_of_text(text.text)).hexdigest() != text.sha256:
            yield Break("Văn bản đã đọc ra bị sửa.", where)
        end = Citation.objects.filter(text=text.pk).aggregate(end=Max("end"))["end"] or 0
        if end > len(text.text):
            outside = Citation.objects.filter(text=text.pk, end__gt=len(text.text)).order_by("pk")[0]
            yield Break("Trích dẫn nằm ngoài văn bản của nó.", f"{where}, trích dẫn {outside.uuid}")
