"""Taking back the last act: one decision or all certain ones together, step by step, and never another person's."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lantoa.indicators import queries as figures
from lantoa.intake import acts, operations, queries
from lantoa.intake.models import Paper
from tests.cast import Cast
from tests.intake.test_views import page_of, signed_in
from tests.intake.writing import BRIDGES, finding, take

SURE = (
    "Nhân dân hiến 310 m2 đất, góp 95 ngày công lao động, xây mới 1 cây cầu bê tông. Có 6 tập thể được tặng giấy khen."
)


def stages(paper: Paper) -> list[str]:
    return [one.stage for one in queries.heads(paper)]


def test_all_certain_ones_are_one_act_and_the_ledger_is_as_before_once_it_is_taken_back(cast: Cast) -> None:
    paper, scope = take(cast, SURE, user=cast.lan), cast.scope(cast.lan)
    before = stages(paper)
    assert operations.accept_all_certain(scope=scope, paper=paper) > 3
    assert figures.standing().exists()
    back = operations.undo_last(scope=scope, paper=paper)
    assert len(back) > 3
    assert stages(paper) == before
    assert not figures.standing().exists()
    with pytest.raises(operations.UnableToUndo, match="Không còn việc nào"):
        operations.undo_last(scope=scope, paper=paper)


def test_acts_are_taken_back_from_the_last_to_the_first(cast: Cast) -> None:
    paper, scope = take(cast, BRIDGES, user=cast.lan), cast.scope(cast.lan)
    before = stages(paper)
    # An amount takes its practice along: one press, one act.
    operations.accept(scope=scope, finding=finding(paper, "quantity", "70"))
    operations.reject(scope=scope, finding=finding(paper, "quantity", "21"))
    operations.put_off(scope=scope, finding=finding(paper, "commendation"))
    for kind, holds in (("commendation", ""), ("quantity", "21")):
        (one,) = operations.undo_last(scope=scope, paper=paper)
        assert one.pk == finding(paper, kind, holds).pk
    assert {one.kind for one in operations.undo_last(scope=scope, paper=paper)} == {"quantity", "model"}
    assert stages(paper) == before
    # What was taken back can be done and taken back again.
    operations.reject(scope=scope, finding=finding(paper, "quantity", "21"))
    assert len(operations.undo_last(scope=scope, paper=paper)) == 1


def test_nobody_takes_back_what_another_did_and_what_rests_on_it_is_said(cast: Cast) -> None:
    paper, lan, dung = take(cast, BRIDGES, user=cast.lan), cast.scope(cast.lan), cast.product
    operations.accept(scope=lan, finding=finding(paper, "model"))
    operations.accept(scope=dung, finding=finding(paper, "quantity", "70"))
    with pytest.raises(operations.UnableToUndo, match="đã có số liệu"):
        operations.undo_last(scope=lan, paper=paper)
    assert finding(paper, "model").stage == "accepted"
    operations.undo_last(scope=dung, paper=paper)
    operations.undo_last(scope=lan, paper=paper)
    operations.reject(scope=lan, finding=finding(paper, "quantity", "21"))
    operations.take_up(scope=dung, finding=finding(paper, "quantity", "21"))
    with pytest.raises(operations.UnableToUndo, match="Không còn việc nào"):
        operations.undo_last(scope=lan, paper=paper)


def test_a_join_is_taken_back_though_another_paper_made_the_record(cast: Cast) -> None:
    scope = cast.scope(cast.lan)
    text = "Xã An Phúc thực hiện mô hình “Hẻm sạch” lần {}."
    first, second = (take(cast, text.format(number), user=cast.lan) for number in (1, 2))
    operations.accept(scope=scope, finding=finding(first, "model"))
    third = take(cast, text.format(3), user=cast.lan)
    one = finding(third, "model")
    assert operations.accept(scope=scope, finding=one).stage == "joined"
    operations.undo_last(scope=scope, paper=third)
    assert finding(third, "model").stage == "new"
    assert finding(first, "model").stage == "accepted"
    assert finding(second, "model").stage == "new"
    # A unit that two papers name is nobody's own record either.
    for paper in (first, second):
        operations.accept(scope=scope, finding=finding(paper, "unit"))
    operations.undo_last(scope=scope, paper=second)
    assert finding(second, "unit").stage == "new"


def test_the_page_says_what_it_would_take_back_and_takes_it_back_when_narrowed_too(cast: Cast) -> None:
    paper, client = take(cast, BRIDGES, user=cast.lan), signed_in(cast.lan)
    address = reverse("intake:undo", args=[paper.uuid])
    assert "Hoàn tác:" not in client.get(page_of(paper)).content.decode()
    client.post(reverse("intake:settle", args=[paper.uuid]))
    assert "Hoàn tác: nhận" in client.get(page_of(paper)).content.decode()
    answer = client.post(f"{address}?loc=cho")
    assert "loc=cho" in answer["Location"]
    assert "Đã hoàn tác" in client.get(answer["Location"]).content.decode()
    answer = client.post(address)
    assert "Không còn việc nào" in client.get(answer["Location"]).content.decode()
    operations.reject(scope=cast.scope(cast.lan), finding=finding(paper, "quantity", "21"))
    assert "Hoàn tác: bỏ “gần 21km" in client.get(page_of(paper)).content.decode()


def test_the_page_narrows_to_what_waits_what_is_doubtful_and_to_a_kind(cast: Cast) -> None:
    paper, client = take(cast, BRIDGES, user=cast.lan), signed_in(cast.lan)
    every = client.get(page_of(paper)).content.decode().count('class="finding ')

    def shown(only: str) -> tuple[int, str]:
        page = client.get(page_of(paper), {"loc": only}).content.decode()
        return page.count('class="finding '), page

    doubtful, _page = shown("nghi")
    assert 0 <= doubtful < every
    models, page = shown("model")
    assert models == 1
    assert 'mark class="k-model' in page
    assert 'mark class="k-quantity' not in page.partition('class="paper-text"')[2]
    assert shown("khong-biet")[0] == every
    client.post(reverse("intake:settle", args=[paper.uuid]))
    assert shown("cho")[0] < every


def test_what_one_act_did_is_found_by_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    paper, scope = take(cast, SURE, user=cast.lan), cast.scope(cast.lan)
    operations.accept_all_certain(scope=scope, paper=paper)
    with django_assert_num_queries(1):
        act = acts.last_act(paper, cast.lan.pk)
    assert act
    assert len(act.findings) > 3
