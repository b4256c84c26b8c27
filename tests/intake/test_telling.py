"""Whoever took a paper in hears, once, that it has been read, or why it could not be."""

from __future__ import annotations

from typing import Any

import pytest

from lantoa.common.periods import Period
from lantoa.intake import operations, queries, tasks
from lantoa.intake.models import Paper
from lantoa.intake.operations import papers
from lantoa.notices.models import Delivery, Notice
from tests.cast import Cast
from tests.intake.writing import BRIDGES, take

pytestmark = pytest.mark.django_db


def taken(cast: Cast, data: bytes = BRIDGES.encode(), **how: Any) -> Paper:
    said: dict[str, Any] = {"scope": cast.scope(cast.lan), "name": "giay.txt", "period": Period.year(2022)} | how
    return operations.take_in(data=data, unit=cast.units["an-phuc"], **said)[0]


def test_a_paper_read_in_the_background_is_told_to_whoever_took_it_in(cast: Cast) -> None:
    paper = taken(cast)
    tasks.read_paper(paper.pk)
    delivery = Delivery.objects.get()
    assert (delivery.user, delivery.channel) == (cast.lan, "in_product")
    number = queries.counts(paper)["new"]
    assert number > 5
    assert delivery.notice.subject == f"Đã đọc xong “{paper.title}”: {number} mục chờ xem"
    assert delivery.notice.link == f"/tiep-nhan/giay/{paper.uuid}/"


def test_told_once_though_the_task_runs_twice(cast: Cast) -> None:
    paper = taken(cast)
    for _ in range(3):
        tasks.read_paper(paper.pk)
    assert Delivery.objects.count() == 1


def test_a_worker_that_died_between_reading_and_telling_tells_when_it_begins_again(cast: Cast) -> None:
    paper = taken(cast)
    operations.read_paper(paper=queries.papers().get(pk=paper.pk))
    assert not Notice.objects.exists()
    tasks.read_paper(paper.pk)
    assert Notice.objects.count() == 1


def test_a_paper_that_could_not_be_read_is_told_with_the_reason(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "AT_ONCE_BYTES", 1)
    paper = taken(cast, b"<html><body>  </body></html>", name="hong.html")
    for _ in range(2):
        tasks.read_paper(paper.pk)
    notice = Notice.objects.get()
    assert notice.subject == f"Không đọc được “{paper.title}”"
    assert "không có chữ nào" in notice.text


def test_who_has_begun_the_review_need_not_hear_of_it(cast: Cast) -> None:
    paper = take(cast, BRIDGES, user=cast.lan)
    operations.accept_all_certain(scope=cast.scope(cast.lan), paper=paper)
    tasks.read_paper(paper.pk)
    assert queries.counts(paper)["new"]
    assert not Notice.objects.exists()


def test_a_long_title_leaves_room_for_the_number(cast: Cast) -> None:
    paper = taken(cast, title="Báo cáo " * 35)
    tasks.read_paper(paper.pk)
    assert Notice.objects.get().subject.endswith("mục chờ xem")


def test_what_the_product_took_in_and_what_is_read_while_one_waits_is_told_to_nobody(cast: Cast) -> None:
    tasks.read_paper(taken(cast, scope=cast.product).pk)
    take(cast, BRIDGES + "Thêm.", user=cast.lan)
    tasks.read_paper(10**9)
    assert not Notice.objects.exists()
