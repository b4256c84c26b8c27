"""Xuân Trường: lessons learnt and ways worth copying."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.common.quantities import Quantity
from lantoa.indicators import queries as ledger
from lantoa.indicators.operations import Amount
from lantoa.organisations import operations as organisations
from lantoa.organisations.models import Unit
from lantoa.practices import operations, queries
from lantoa.practices.models import Replication
from tests.cast import LONG_AGO, TODAY, Cast
from tests.systems.places import district, place


def clerk(cast: Cast, unit: Unit) -> User:
    user = make_account(username=unit.code, full_name="Cán bộ", password=None)
    organisations.grant(scope=cast.product, user=user, unit=unit, role="clerk", on=LONG_AGO)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_xt6_lessons_are_attached_found_and_offered_to_similar_units(cast: Cast) -> None:
    above = district(cast, "xuan-truong", "Xuân Trường", "Nam Định")
    teaches = place(cast, "xt-xuan-ninh", "Xã Xuân Ninh", "commune", above)
    learns = place(cast, "xt-xuan-hong", "Xã Xuân Hồng", "commune", above)
    field = queries.fields().get(code="cai-cach-hanh-chinh")
    on = date(2022, 3, 1)
    said = operations.Registration("Một cửa không chờ", "collective", teaches, on, fields=[field])
    source = operations.register(scope=cast.product, registration=said)
    for verb in ("start", "publish"):
        operations.advance(scope=cast.product, practice=source, verb=verb, on=on)
    amount = Amount(ledger.indicator("ho-so-dung-hen"), teaches, Period.parse("2022"), Quantity.of(120))
    operations.add_outcome(scope=cast.product, result=operations.Result([source], amount))
    own = operations.Registration("Nụ cười công sở", "collective", learns, on, fields=[field])
    operations.register(scope=cast.product, registration=own)
    teacher, learner = signed_in(clerk(cast, teaches)), signed_in(clerk(cast, learns))

    text = "Phân công một người chịu trách nhiệm đến cùng mỗi hồ sơ"
    wrote = {"kind": "worked", "text": text, "on": "1/6/2022"}
    assert teacher.post(reverse("practices:add_lesson", args=[source.uuid]), wrote).status_code == 302
    assert text in learner.get(reverse("practices:lessons"), {"q": "chiu trach nhiem"}).content.decode()
    page = learner.get(reverse("practices:worth_copying")).content.decode()
    assert "Một cửa không chờ" in page
    assert text in page, "the lesson is offered with the practice"
    for reason in ("Cùng lĩnh vực: cải cách hành chính", "cùng huyện", "cùng là xã", "đã có kết quả"):
        assert reason in page
    asked = {"unit": str(learns.uuid), "note": "Xin tài liệu"}
    assert learner.post(reverse("practices:ask", args=[source.uuid]), asked).status_code == 302
    one = Replication.objects.get()
    assert (one.stage, one.taker_unit, one.source) == ("asked", learns, source)
    assert "Một cửa không chờ" not in learner.get(reverse("practices:worth_copying")).content.decode(), "asked already"
    assert one.begun_on >= TODAY
