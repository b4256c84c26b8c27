"""Files of large quick reports: asked for by unit and days, made in the background."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lantoa.common.quantities import Quantity
from lantoa.notices.models import Notice
from lantoa.reports import operations, outgoing, queries, tasks
from lantoa.reports.models import Making, Report
from lantoa.reports.rules import makings as rules
from tests.browsing import signed_in
from tests.cast import TODAY, Cast
from tests.reports.owing import asked, begun
from tests.reports.scene import YEAR, play, stated

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(cast: Cast) -> Report:
    play(cast)
    return begun(cast, asked(cast))


def now(made: Making) -> Making:
    return Making.objects.get(pk=made.pk)


def quick(cast: Cast, form: str = "docx", *, by: Any = None, **more: Any) -> tuple[Making, bool]:
    scope = cast.scope(by or cast.lan)
    wanted = queries.asked(scope=cast.product, unit="an-phuc", period="2022", today=TODAY)
    return operations.ask_for_practices(scope=scope, wanted=wanted, form=form, at=timezone.now(), **more)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_quick_report_is_made_in_the_background_as_it_would_be_at_once(cast: Cast, one: Report, form: str) -> None:
    made, is_new = quick(cast, form)
    assert is_new
    assert quick(cast, form) == (made, False)
    wanted = queries.asked_of(made)
    assert wanted is not None
    stated(cast, "an-phuc", "khen-tap-the", Quantity.of(7), YEAR)
    # Asked for at another sequence it is another report.
    assert quick(cast, form)[0] != made
    tasks.make_file(made.pk)
    assert now(made).stage == "done"
    assert bytes(now(made).content or b"") == outgoing.practices(wanted, form)
    assert Notice.objects.get(key=f"report-file-{made.uuid}").subject.endswith("Báo cáo mô hình năm 2022")


def test_a_quick_report_is_only_for_who_reports_for_the_unit_and_has_no_pdf(cast: Cast, one: Report) -> None:
    with pytest.raises(operations.UnableToAskForFile, match="không được"):
        quick(cast, by=cast.minh)
    with pytest.raises(operations.UnableToAskForFile, match="dạng này"):
        quick(cast, "pdf")


def test_the_database_knows_of_what_a_file_is(cast: Cast, one: Report) -> None:
    made, _ = quick(cast)
    for wrong in ({"unit": None}, {"to_on": None}, {"report": one}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Making.objects.filter(pk=made.pk).update(**wrong)


def test_a_quick_report_above_the_limit_leads_from_its_button_to_its_file(
    client: Client, cast: Cast, one: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = signed_in(cast, "lan")
    wanted = queries.asked(scope=cast.product, unit="an-phuc", period="2022", today=TODAY)
    limit = queries.size(wanted)
    address = reverse("reports:practices") + f"?unit=an-phuc&period=2022&upto={wanted.upto}&on={wanted.on}"
    word = address.replace("/mo-hinh/", "/mo-hinh/word/")
    monkeypatch.setattr(rules, "LARGE", {"docx": limit + 1, "xlsx": limit + 1})
    assert "Làm tệp Word" not in lan.get(address).content.decode()
    assert lan.get(word).content[:2] == b"PK"
    monkeypatch.setattr(rules, "LARGE", {"docx": limit, "xlsx": limit})
    page = lan.get(address).content.decode()
    assert "Làm tệp Word" in page
    assert "Làm tệp Excel" in page
    assert reverse("reports:practices_docx") not in page
    away: Any = lan.get(word)
    assert away.status_code == 302
    ask_address = address.replace("/mo-hinh/", "/mo-hinh/lam-tep/")
    waiting: Any = lan.post(ask_address, {"form": "xlsx"})
    made = Making.objects.get()
    assert waiting.url == reverse("reports:making", args=[made.uuid])
    assert "Báo cáo mô hình" in lan.get(waiting.url).content.decode()
    operations.make(made.pk)
    page = lan.get(waiting.url).content.decode()
    assert "Tải" in page
    assert "/mo-hinh/lam-tep/?" in page
    file = lan.get(reverse("reports:made_file", args=[made.uuid]))
    assert file.content[:2] == b"PK"
    assert "bao-cao-mo-hinh_an-phuc_2022.xlsx" in file["Content-Disposition"]
    again: Any = lan.post(ask_address, {"form": "xlsx", "anew": "1"})
    assert again.url != waiting.url
    assert lan.post(ask_address, {"form": "exe"}).status_code == 400
    client.force_login(cast.minh)
    for closed in (waiting.url, reverse("reports:made_file", args=[made.uuid])):
        assert client.get(closed).status_code == 404
    assert client.post(ask_address, {"form": "docx"}).status_code == 404
