"""Entering a practice for another from a paper."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lantoa.history import queries as history
from lantoa.history.operations import seal
from lantoa.practices.models import Practice
from tests.cast import Cast
from tests.files.test_photos import PNG, with_camera

NEW = reverse("practices:new")
HOA = "Nguyễn Thị Hoa, Bí thư chi bộ thôn Đông"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(cast: Cast, **more: Any) -> Any:
    said = {
        "uuid": str(uuid4()),
        "name": "Thắp sáng đường quê",
        "kind": "collective",
        "unit": str(cast.units["cb-dong"].uuid),
        "registered_on": "19/05/2026",
    }
    return client_of(cast.lan).post(NEW, said | more)


def photo(data: bytes = b"", name: str = "giay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or with_camera(), "image/jpeg")


def test_the_record_says_who_entered_it_for_whom_with_the_photo(cast: Cast) -> None:
    answer = send(cast, on_behalf_of=HOA, photo=photo())
    practice = Practice.objects.get()
    assert answer["Location"] == reverse("practices:practice", args=[practice.uuid])
    lan = client_of(cast.lan)
    said = " ".join(lan.get(answer["Location"]).content.decode().split())
    assert f"Do Trần Thị Lan nhập hộ {HOA} ngày" in said
    assert "kèm ảnh bản giấy" in said
    paper = reverse("practices:paper", args=[practice.uuid])
    assert paper in said
    kept = lan.get(paper)
    assert (kept["Content-Type"], kept["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert b"GPS" not in kept.content


def test_the_photo_is_for_those_who_may_read_the_register_only(cast: Cast) -> None:
    send(cast, on_behalf_of=HOA, photo=photo())
    paper = reverse("practices:paper", args=[Practice.objects.get().uuid])
    assert client_of(cast.dung).get(paper).status_code == 200
    assert client_of(cast.minh).get(paper).status_code == 404
    assert Client().get(paper).status_code == 302


def test_history_keeps_it_under_the_seal(cast: Cast) -> None:
    send(cast, on_behalf_of=HOA, photo=photo())
    event = history.of_record("practice", Practice.objects.get().uuid).get()
    entered = history.on_behalf(event)
    assert entered
    assert (entered.by, entered.whose) == ("Trần Thị Lan", HOA)
    seal()
    assert history.first_broken() is None


def test_ones_own_registration_says_nothing_of_the_kind(cast: Cast) -> None:
    assert send(cast).status_code == 302
    practice = Practice.objects.get()
    page = client_of(cast.lan).get(reverse("practices:practice", args=[practice.uuid])).content.decode()
    assert "nhập hộ" not in page
    assert client_of(cast.lan).get(reverse("practices:paper", args=[practice.uuid])).status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"on_behalf_of": HOA}, "Hãy kèm ảnh bản giấy"),
        ({"photo": SimpleUploadedFile("x.png", PNG)}, "Hãy ghi nhập hộ cho ai"),
        ({"on_behalf_of": HOA, "photo": SimpleUploadedFile("x.jpg", b"%PDF-1.7")}, "không phải ảnh lưu được"),
        ({"on_behalf_of": HOA, "photo": SimpleUploadedFile("x.jpg", b"")}, "Tệp"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast, more: dict[str, Any], words: str) -> None:
    answer = send(cast, **more)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert words in said
    assert 'value="Thắp sáng đường quê"' in said
    assert not Practice.objects.exists()
