"""How bodies name themselves on paper."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.reports.letterhead import (
    Body,
    in_sentence,
    issuing,
    letterhead,
    numbered,
    organisation_of,
    proper_name,
    recipients,
    signature,
)

ON = date(2026, 2, 5)
COMMITTEE = Body("Đảng ủy xã An Phúc", "Huyện ủy Bến Lau", "Xã An Phúc", True, "Bí thư Đảng ủy xã", "Nguyễn Thị Bến")


def test_a_committee_stands_under_the_organisation_of_the_committee_above_it() -> None:
    head = letterhead(COMMITTEE, kind="BC", on=ON)
    assert (head.superior, head.issuer) == ("ĐẢNG BỘ HUYỆN BẾN LAU", "ĐẢNG ỦY XÃ AN PHÚC")
    assert head.number == "Số      -BC/ĐU"
    assert head.place_and_date == "An Phúc, ngày 05 tháng 02 năm 2026"


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Đảng ủy phường Hòa Nguyệt", "Đảng bộ phường Hòa Nguyệt"),
        ("Tỉnh ủy Sông Trăng", "Đảng bộ tỉnh Sông Trăng"),
        ("Thành ủy Bến Lau", "Đảng bộ thành phố Bến Lau"),
        ("Chi bộ thôn Đông", "Chi bộ thôn Đông"),
        ("Hội Nông dân xã An Phúc", "Hội Nông dân xã An Phúc"),
    ],
)
def test_a_committee_leads_an_organisation_and_speaks_for_it(name: str, organisation: str) -> None:
    assert organisation_of(name) == organisation
    assert issuing(organisation) == name


@pytest.mark.parametrize(
    ("name", "said", "proper"),
    [
        ("Xã An Phúc", "xã An Phúc", "An Phúc"),
        ("thị xã Bến Lau", "thị xã Bến Lau", "Bến Lau"),
        ("phường 7", "phường 7", "Phường 7"),
        ("Việt Nam", "Việt Nam", "Việt Nam"),
        ("Tỉnh ủy Sông Trăng", "Tỉnh ủy Sông Trăng", "Tỉnh ủy Sông Trăng"),
        ("Bản Phố", "bản Phố", "Phố"),
        ("Hội Nông dân xã An Phúc", "Hội Nông dân xã An Phúc", "Hội Nông dân xã An Phúc"),
    ],
)
def test_a_place_is_named_within_a_sentence_and_before_a_date(name: str, said: str, proper: str) -> None:
    assert in_sentence(name) == said
    assert proper_name(name) == proper


def test_a_committee_signs_together_by_its_secretary() -> None:
    assert signature(COMMITTEE) == signature(COMMITTEE)
    sign = signature(COMMITTEE)
    assert (sign.on_behalf, sign.title, sign.name) == ("T/M ĐẢNG ỦY", "BÍ THƯ", "Nguyễn Thị Bến")
    assert recipients(COMMITTEE) == ("- Huyện ủy Bến Lau (để báo cáo),", "- Lưu Văn phòng Đảng ủy.")


def test_a_branch_keeps_its_copy_itself() -> None:
    branch = Body("Chi bộ thôn Đông", "Đảng ủy xã An Phúc", "Xã An Phúc", True)
    assert letterhead(branch, kind="BC", on=ON).superior == "ĐẢNG BỘ XÃ AN PHÚC"
    assert letterhead(branch, kind="BC", on=ON).number.endswith("-BC/CB")
    assert recipients(branch)[-1] == "- Lưu Chi bộ."


def test_a_body_outside_the_party_signs_by_its_head_and_without_the_motto() -> None:
    women = Body("Hội Phụ nữ xã An Phúc", "", "Xã An Phúc", False, "Chủ tịch Hội", "Trần Thị Lan")
    assert not letterhead(women, kind="BC", on=ON).is_party
    assert signature(women).on_behalf == ""
    assert signature(women).title == "CHỦ TỊCH HỘI"
    assert recipients(women) == ("- Lưu: VT.",)


PEOPLE = Body("Ủy ban nhân dân xã An Phúc", "", "Xã An Phúc", False, "Chủ tịch UBND xã", "Lê Văn Lau")


def test_a_peoples_committee_is_named_in_two_lines_and_numbers_with_a_stroke() -> None:
    head = letterhead(PEOPLE, kind="BC", on=ON)
    assert (head.superior, head.issuer, head.number) == ("", "ỦY BAN NHÂN DÂN\nXÃ AN PHÚC", "Số:      /BC-UBND")
    office = Body("Phòng Văn hóa - Xã hội", "UBND xã An Phúc", "Xã An Phúc", False)
    head = letterhead(office, kind="BC", on=ON)
    assert (head.superior, head.issuer) == ("ỦY BAN NHÂN DÂN\nXÃ AN PHÚC", "PHÒNG VĂN HÓA - XÃ HỘI")
    assert recipients(office) == ("- UBND xã An Phúc (để báo cáo);", "- Lưu: VT.")


@pytest.mark.parametrize(
    ("name", "title", "on_behalf", "signs_as"),
    [
        ("Ủy ban nhân dân xã An Phúc", "Chủ tịch UBND xã", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("UBND xã An Phúc", "", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ("UBND xã An Phúc", "Phó Chủ tịch", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("UBND xã An Phúc", "Chánh Văn phòng", "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("HĐND xã An Phúc", "Chủ tịch HĐND xã", "TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
        ("Phòng Kinh tế", "Trưởng phòng", "", "TRƯỞNG PHÒNG"),
        ("Phòng Kinh tế", "Phó Trưởng phòng", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
    ],
)
def test_who_signs_says_for_whom(name: str, title: str, on_behalf: str, signs_as: str) -> None:
    sign = signature(Body(name, "", "Xã An Phúc", False, title, "Lê Văn Lau"))
    assert (sign.on_behalf, sign.title) == (on_behalf, signs_as)


def test_a_number_is_filled_into_its_blank() -> None:
    assert numbered("Số      -BC/ĐU", 9, padded_to=2) == "Số 09-BC/ĐU"
    assert numbered("Số:      /BC-UBND", 156, padded_to=2) == "Số: 156/BC-UBND"
