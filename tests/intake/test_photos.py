"""Photos of what only a person can read are kept, and typed beside the picture."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.history.models import Event
from lantoa.intake import operations, queries
from lantoa.intake.models import Paper
from tests.cast import Cast
from tests.files.test_photos import JPEG, with_camera
from tests.intake.test_views import page_of, signed_in, taking_in
from tests.intake.writing import finding, take
from tests.reading.inputs.papers import scanned_pdf

BOOK = "Tháng 5: xã An Phúc góp 12 triệu đồng làm đường.\r\nXã An Phúc hiến 300 m² đất."


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantoa.reading.inputs.pictures.program", lambda: None)


def photo(cast: Cast) -> Paper:
    return take(cast, JPEG, user=cast.lan, name="so-tay.jpg")


def typed(client: Any, paper: Paper, text: str) -> Any:
    return client.post(reverse("intake:type", args=[paper.uuid]), {"text": text})


@pytest.mark.usefixtures("no_tesseract")
def test_a_photo_comes_in_without_what_the_camera_wrote_and_waits_to_be_typed(cast: Cast) -> None:
    client = signed_in(cast.lan)
    answer = taking_in(client, papers=SimpleUploadedFile("so-tay.jpg", with_camera()), pasted="")
    paper = Paper.objects.get()
    assert answer.status_code == 302
    assert paper.file.media_type == "image/jpeg"
    operations.read_paper(paper=paper)
    said = client.get(page_of(paper)).content.decode()
    assert "Cần người gõ lại văn bản này" in said
    picture = client.get(reverse("intake:picture", args=[paper.uuid]))
    assert picture["Content-Type"] == "image/jpeg"
    shown = b"".join(picture.streaming_content)
    assert b"GPS" not in shown
    assert shown.endswith(b"\xff\xd9")


@pytest.mark.usefixtures("no_tesseract")
def test_what_is_typed_is_read_like_any_paper_and_cited(cast: Cast) -> None:
    paper, client = photo(cast), signed_in(cast.lan)
    assert typed(client, paper, BOOK).status_code == 302
    now = queries.papers().select_related("text").get(pk=paper.pk)
    assert (now.stage, now.text and now.text.extractor) == ("waiting", "typed/1")
    operations.read_paper(paper=now)
    land = finding(now, "quantity", "300")
    assert land.citation.text.text[land.citation.start : land.citation.end] == "300 m²"
    page = client.get(page_of(paper)).content.decode()
    assert "Xem ảnh gốc" in page
    assert Event.objects.filter(kind="paper", verb="type").count() == 1
    # A second press finds a paper that has its text.
    again = typed(client, paper, "khác")
    assert "đã có chữ để đọc" in client.get(again["Location"]).content.decode()
    assert finding(now, "quantity", "300")


@pytest.mark.usefixtures("no_tesseract")
@pytest.mark.parametrize("text", ["", "  \r\n "])
def test_nothing_typed_is_said_and_the_photo_still_waits(cast: Cast, text: str) -> None:
    paper = photo(cast)
    assert typed(signed_in(cast.lan), paper, text).status_code == 422
    assert queries.stage_of(paper) == "unreadable"


@pytest.mark.usefixtures("no_tesseract")
def test_only_who_takes_in_for_the_unit_may_type(cast: Cast) -> None:
    paper = photo(cast)
    with pytest.raises(operations.UnableToType, match="không được tiếp nhận"):
        operations.type_text(scope=cast.scope(cast.minh), paper=paper, text="Xã An Phúc.")
    assert typed(signed_in(cast.minh), paper, "Xã An Phúc.").status_code in {403, 404}


@pytest.mark.usefixtures("no_tesseract")
def test_a_scan_is_kept_to_be_typed_too_and_a_broken_photo_is_refused(cast: Cast) -> None:
    paper = take(cast, scanned_pdf(), user=cast.lan, name="quet.pdf")
    assert queries.stage_of(paper) == "unreadable"
    assert "Cần người gõ lại" in signed_in(cast.lan).get(page_of(paper)).content.decode()
    with pytest.raises(operations.UnableToTakeIn, match="Tệp ảnh bị hỏng"):
        take(cast, JPEG[:40], user=cast.lan, name="a.jpg")
