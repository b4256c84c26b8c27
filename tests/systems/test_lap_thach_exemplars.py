"""Lập Thạch: named exemplary groups and people."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.exemplars import operations, queries
from lantoa.exemplars.operations import BasisSaid, Said, UnableToChangeExemplar
from lantoa.organisations import operations as organisations
from lantoa.practices import operations as practices
from lantoa.practices.operations import Registration
from tests.cast import LONG_AGO, Cast
from tests.systems.places import district, place

TODAY = date(2022, 12, 15)


def test_lt8_named_groups_and_people_are_published_with_consent_or_by_a_published_decision_only(cast: Cast) -> None:
    above = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    commune = place(cast, "lt-ban-gian", "Xã Bàn Giản", "commune", above)
    by = {"scope": cast.product, "today": TODAY}
    practice = practices.register(
        scope=cast.product, registration=Registration("Đường hoa phụ nữ", "collective", commune, date(2022, 3, 1))
    )
    person = organisations.add_person(scope=cast.product, full_name="Trần Thị Thơm", unit=commune)
    told = {"headline": "Làm theo lời Bác", "story": "Trồng và giữ 2 km đường hoa.", "from_year": 2022}
    group, known, silent = (
        operations.propose(**by, said=Said(unit=commune, practices=[practice], **who, **told))  # type: ignore[arg-type]
        for who in (
            {"kind": "group", "name": "Chi hội Phụ nữ thôn Đông"},
            {"kind": "person", "person": person},
            {"kind": "person", "name": "Nguyễn Văn Im"},
        )
    )
    for one in (group, known, silent):
        with pytest.raises(UnableToChangeExemplar):
            operations.publish(**by, exemplar=one, basis=BasisSaid("consent", TODAY, taken_by="Văn phòng"))  # type: ignore[arg-type]
        operations.advance(**by, exemplar=one, verb="confirm")  # type: ignore[arg-type]
    decided = BasisSaid(
        "decision", TODAY, number="1985/QĐ-UBND", issuer="UBND huyện Lập Thạch", commends="Làm theo Bác năm 2022"
    )
    operations.publish(**by, exemplar=group, basis=decided)  # type: ignore[arg-type]
    operations.publish(**by, exemplar=known, basis=BasisSaid("consent", TODAY, taken_by="Văn phòng Đảng ủy"))  # type: ignore[arg-type]

    visitor, listed = Client(), reverse("portal:exemplars")
    page = visitor.get(listed).content.decode()
    assert "Chi hội Phụ nữ thôn Đông" in page
    assert "Trần Thị Thơm" in page
    # Nobody who neither consented nor was commended in public is named, however worthy.
    assert "Nguyễn Văn Im" not in page
    assert visitor.get(reverse("portal:exemplar", args=[silent.uuid])).status_code == 404
    assert "1985/QĐ-UBND" in visitor.get(reverse("portal:exemplar", args=[group.uuid])).content.decode()

    operations.withdraw(**by, exemplar=known, reason="consent")  # type: ignore[arg-type]
    assert visitor.get(reverse("portal:exemplar", args=[known.uuid])).status_code == 410
    assert "Trần Thị Thơm" not in visitor.get(listed).content.decode()
    assert [one.called for one in queries.public()] == ["Chi hội Phụ nữ thôn Đông"]

    organisations.grant(scope=cast.product, user=cast.minh, unit=commune, role="clerk", on=LONG_AGO)
    client = Client()
    client.force_login(cast.minh, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("exemplars:list")).status_code == 200
