"""A plan goes out as a Word paper of its body: the approved version as it was approved, a draft marked so."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from lantoa.plans.models import Plan
from lantoa.reports import plan_papers
from tests.cast import Cast
from tests.directives.scene import issued
from tests.organisations.asking import make_person
from tests.plans.making import advance, approved, make_plan, make_target, make_task, make_theme, put_on_agenda

pytestmark = pytest.mark.usefixtures("on_todays_morning")


@pytest.fixture
def client(cast: Cast) -> Client:
    made = Client()
    made.force_login(cast.lan)
    return made


@pytest.fixture
def plan(cast: Cast) -> Plan:
    person = make_person(cast, "Nguyễn Văn An", "an-phuc")
    paper = issued(cast.product, cast.units["du-an-phuc"], code="09-KH/ĐU", on=date(2026, 1, 5))
    theme = make_theme(cast, "an-phuc", "Nêu gương", year="2026")
    one = make_plan(cast, name="Kế hoạch học tập và làm theo Bác năm 2026", papers=[paper], themes=[theme])
    first = make_task(cast, one, "Họp dân", responsible=person, assigned=[person], group="I. Chỉ đạo")
    put_on_agenda(cast, first, "Bàn việc làm đường")
    make_task(cast, one, "Phát động thi đua", group="I. Chỉ đạo", from_on=date(2026, 2, 1))
    make_task(cast, one, "Việc không có đề mục")
    make_target(cast, one, "12")
    return one


def words(data: bytes) -> str:
    found = Document(BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def word(client: Client, plan: Plan, query: str = "") -> str:
    got = client.get(reverse("reports:plan_docx", args=[plan.uuid]) + query)
    assert got.status_code == 200
    assert "attachment" in got["Content-Disposition"]
    return words(got.content)


def test_a_draft_says_that_it_is_one_and_holds_all_that_the_plan_says(client: Client, plan: Plan) -> None:
    said = word(client, plan)
    for part in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY XÃ AN PHÚC",
        "KẾ HOẠCH",
        "học tập và làm theo Bác năm 2026",
        "(Dự thảo)",
        "Căn cứ 09-KH/ĐU ngày 05/01/2026",
        "Chuyên đề, cuộc vận động: Nêu gương.",
        "I- CHỈ TIÊU",
        "12 cây cầu",
        "II- NHIỆM VỤ",
        "1. Chỉ đạo",
        "Chịu trách nhiệm: Nguyễn Văn An",
        "01/02/2026 – 30/06/2026",
        "Việc không có đề mục",
        "III- NỘI DUNG ĐƯA VÀO SINH HOẠT",
        "- Bàn việc làm đường",
        "T/M ĐẢNG ỦY",
    ):
        assert part in said, part


def test_what_was_approved_stays_what_it_was_while_it_is_amended(cast: Cast, client: Client, plan: Plan) -> None:
    approved(cast, plan)
    assert "(Dự thảo)" not in word(client, plan)
    amending = advance(cast, plan, "amend")
    make_task(cast, amending, "Việc mới của bản điều chỉnh")
    assert "Việc mới của bản điều chỉnh" in word(client, amending)
    assert "(Dự thảo)" in word(client, amending)
    assert "Việc mới của bản điều chỉnh" not in word(client, amending, "?ban=1")
    for wrong in ("?ban=7", "?ban=99999999"):
        status = client.get(reverse("reports:plan_docx", args=[plan.uuid]) + wrong).status_code
        assert status in (200, 404)
    page = client.get(reverse("plans:plan", args=[plan.uuid])).content.decode()
    assert reverse("reports:plan_docx", args=[plan.uuid]) in page


def test_a_draft_is_no_paper_for_others(cast: Cast, plan: Plan) -> None:
    other = Client()
    other.force_login(cast.minh)
    assert other.get(reverse("reports:plan_docx", args=[plan.uuid])).status_code == 404


def test_a_plan_with_nothing_yet_is_still_a_paper(cast: Cast, client: Client) -> None:
    empty = make_plan(cast, name="Kế hoạch trống")
    said = word(client, empty)
    assert "I- " not in said
    assert "ban hành kế hoạch năm 2026 như sau:" in said


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("II. Kiểm tra, giám sát", "Kiểm tra, giám sát"),
        ("a) Nêu gương", "Nêu gương"),
        ("Công tác tuyên truyền - giáo dục", "Công tác tuyên truyền - giáo dục"),
        ("Học tập và làm theo Bác.", "Học tập và làm theo Bác."),
        ("Việc đột phá (quý I)", "Việc đột phá (quý I)"),
    ],
)
def test_a_heading_loses_its_own_number_and_nothing_else(typed: str, bare: str) -> None:
    assert plan_papers._NUMBERED.sub("", typed, count=1) == bare
