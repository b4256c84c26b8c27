"""A unit's own Word templates: kept when they can be used, ended with a reason, filled with its reports."""

from __future__ import annotations

import io
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document

from lantoa.common.scopes import Scope
from lantoa.files.models import StoredFile
from lantoa.history.models import Event
from lantoa.reports import operations, queries
from lantoa.reports.layouts.template_names import NAMES
from lantoa.reports.models import PaperTemplate
from lantoa.reports.views.templates import EXAMPLE
from tests.cast import Cast
from tests.reports.owing import asked, begun
from tests.reports.test_outline_views import signed_in
from tests.reports.test_own_template import template, text_of

USABLE = template("Mẫu riêng của {{ co_quan }}", "{{ trich_yeu }}", "{{ noi_dung }}")
WRONG = template("{{ ten_co_quan }}", "{% for x in noi_dung %}{{ x }}{% endfor %}", "{{ so_lieu['khong-co'] }}")
WHY = "đã có mẫu mới"


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.lan)


def keep(cast: Cast, unit: str = "an-phuc", *, scope: Scope | None = None, **more: Any) -> PaperTemplate:
    said = {"name": "mau_bao-cao.docx", "data": USABLE} | more
    return operations.keep_template(scope=scope or cast.product, unit=cast.units[unit], **said)


def bring(client: Client, data: bytes = USABLE, name: str = "mau.docx", title: str = "") -> Any:
    form = {"paper": SimpleUploadedFile(name, data), "title": title}
    return client.post(reverse("reports:templates"), form)


def end(client: Client, one: PaperTemplate, why: str = WHY) -> Any:
    return client.post(reverse("reports:end_template", args=[one.uuid]), {"why": why})


def test_a_usable_template_is_kept_and_remembered(cast: Cast) -> None:
    one = keep(cast, scope=cast.scope(cast.lan))
    assert (one.name, one.unit.code, one.made_by) == ("mau bao-cao", "an-phuc", cast.lan)
    assert queries.template_bytes(cast.product, one.uuid) == USABLE
    event = Event.objects.filter(kind="paper_template").get()
    assert (event.verb, event.record) == ("keep", one.uuid)


def test_the_same_file_again_gives_the_template_that_stands(cast: Cast) -> None:
    assert keep(cast) == keep(cast, title="tên khác")
    assert keep(cast, "tan-loi") != keep(cast)
    assert PaperTemplate.objects.count() == 2


def test_of_an_unusable_template_every_fault_is_said_and_nothing_is_kept(cast: Cast) -> None:
    before = StoredFile.objects.count()
    with pytest.raises(operations.UnableToKeepTemplate) as refused:
        keep(cast, data=WRONG)
    assert len(refused.value.problems) >= 3
    assert any("khong-co" in problem for problem in refused.value.problems)
    assert (StoredFile.objects.count(), PaperTemplate.objects.count()) == (before, 0)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 khong phai Word", b"PK\x03\x04 hong", "chữ".encode()])
def test_what_is_no_word_file_is_refused_in_words(cast: Cast, data: bytes) -> None:
    with pytest.raises(operations.UnableToKeepTemplate):
        keep(cast, data=data)


def test_only_who_reports_for_a_unit_keeps_and_ends_its_templates(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    with pytest.raises(operations.UnableToKeepTemplate):
        keep(cast, "tan-loi", scope=scope)
    other = keep(cast, "tan-loi")
    with pytest.raises(operations.UnableToKeepTemplate):
        operations.end_template(scope=scope, template=other, why=WHY)
    assert queries.template(scope, other.uuid) is None
    assert queries.template_bytes(scope, other.uuid) is None


def test_one_that_ended_fills_no_report_any_more_but_its_file_stays(cast: Cast) -> None:
    one = keep(cast)
    for why in ("", "  "):
        with pytest.raises(operations.UnableToKeepTemplate):
            operations.end_template(scope=cast.product, template=one, why=why)
    operations.end_template(scope=cast.product, template=one, why=WHY)
    with pytest.raises(operations.UnableToKeepTemplate):
        operations.end_template(scope=cast.product, template=one, why="lần nữa")
    assert queries.template_bytes(cast.product, one.uuid) is None
    assert queries.template(cast.product, one.uuid) == one
    assert list(queries.templates_of(one.unit_id, standing=True)) == []
    again = keep(cast)
    assert again != one
    assert list(queries.templates_of(one.unit_id)) == [again, one]


NOBODY = UUID(int=7)


@pytest.mark.parametrize(
    "wish", ["", "khong-phai", "7", "\x00", "a" * 500, "6f1d1c34-6b1c-4d5e-9d0e-2f7f5d0c9a11", NOBODY]
)
def test_any_other_wish_gives_no_template(cast: Cast, wish: Any) -> None:
    assert queries.template_bytes(cast.product, wish) is None


def test_the_database_keeps_no_end_without_a_reason(cast: Cast) -> None:
    one = keep(cast)
    later = one.made_at + timedelta(days=1)
    for wrong in ({"ended_at": later}, {"ended_why": WHY}, {"ended_at": one.made_at - timedelta(1), "ended_why": WHY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperTemplate.objects.filter(pk=one.pk).update(**wrong)


def test_the_page_names_everything_that_a_template_may_use(client: Client) -> None:
    html = unescape(client.get(reverse("reports:templates")).content.decode())
    for name, words in NAMES.items():
        assert f"{{{{ {name}" in html
        assert words in html
    assert "{% if thay_mat %}" in html
    assert "Chưa có mẫu nào" in html


def test_a_template_is_brought_in_listed_downloaded_and_ended(client: Client) -> None:
    answer = bring(client, title="Mẫu của Ủy ban")
    assert (answer.status_code, answer["Location"]) == (302, reverse("reports:templates"))
    html = client.get(answer["Location"]).content.decode()
    assert "Mẫu của Ủy ban" in html
    assert "dùng được, đã lưu" in html
    one = PaperTemplate.objects.get()
    file = client.get(reverse("reports:template_file", args=[one.uuid]))
    assert file.content == USABLE
    assert file["Content-Disposition"].startswith("attachment")
    assert end(client, one).status_code == 302
    html = client.get(reverse("reports:templates")).content.decode()
    assert "Đã thôi dùng" in html
    assert WHY in html


def test_the_page_lists_the_problems_one_by_one_and_keeps_the_name(client: Client) -> None:
    answer = bring(client, WRONG, title="Mẫu của Ủy ban")
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert 'value="Mẫu của Ủy ban"' in html
    problems = answer.context["form"].errors["paper"]
    assert len(problems) >= 3
    assert all(problem in html for problem in problems)


def test_a_template_without_a_file_or_an_end_without_a_reason_is_asked_for(client: Client, cast: Cast) -> None:
    answer = client.post(reverse("reports:templates"), {"title": "x"})
    assert answer.status_code == 422
    assert "Hãy chọn tệp Word làm mẫu." in answer.content.decode()
    one = keep(cast)
    answer = end(client, one, " ")
    assert answer.status_code == 422
    assert f'id="id_{one.pk}_why_error"' in answer.content.decode()
    assert PaperTemplate.objects.get().ended_at is None
    assert (end(client, one).status_code, end(client, one).status_code) == (302, 422)


def test_the_page_shows_the_own_units_templates_only(client: Client, cast: Cast) -> None:
    keep(cast, "tan-loi", title="Mẫu của nơi khác")
    assert "Mẫu của nơi khác" not in client.get(reverse("reports:templates")).content.decode()


def test_the_list_asks_the_database_as_often_however_long_it_is(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    address = reverse("reports:templates")
    keep(cast, scope=cast.scope(cast.lan))
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)
    for number in range(3):
        keep(cast, data=template(f"Mẫu {number}", "{{ noi_dung }}"), scope=cast.scope(cast.lan))
    with django_assert_max_num_queries(len(one)):
        client.get(address)


def test_a_report_is_written_into_the_template_that_was_chosen(client: Client, cast: Cast) -> None:
    report = begun(cast, asked(cast))
    address = reverse("reports:docx", args=[report.uuid])
    one = keep(cast)
    answer = client.get(address, {"mau": one.uuid})
    assert answer.status_code == 200
    said = text_of(Document(io.BytesIO(answer.content)))
    assert "Mẫu riêng của" in said
    assert "{{" not in said
    assert "Mẫu riêng của" not in text_of(Document(io.BytesIO(client.get(address).content)))
    # A sent one reads as it was sent, in the unit's own file too.
    operations.advance(scope=cast.product, report=report, verb="submit", at=timezone.now())
    sent = client.get(address, {"mau": one.uuid, "ban": "1"})
    assert "Mẫu riêng của" in text_of(Document(io.BytesIO(sent.content)))
    operations.end_template(scope=cast.product, template=one, why=WHY)
    for wish in (one.uuid, "khong-phai", uuid4(), keep(cast, "tan-loi").uuid):
        assert client.get(address, {"mau": wish}).status_code == 404


def test_the_example_is_a_template_that_can_be_used(client: Client, cast: Cast) -> None:
    answer = client.get(reverse("reports:template_example"))
    data = answer.content
    assert data == EXAMPLE.read_bytes()
    assert keep(cast, data=data).name


def test_without_the_example_the_page_offers_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = reverse("reports:template_example")
    assert address in client.get(reverse("reports:templates")).content.decode()
    monkeypatch.setattr("lantoa.reports.views.templates.EXAMPLE", EXAMPLE.with_name("khong-co.docx"))
    assert client.get(address).status_code == 404
    assert address not in client.get(reverse("reports:templates")).content.decode()
