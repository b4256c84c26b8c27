"""The paper on which a practice is passed on: one of the book where it is known there."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.directives import operations as directives
from lantoa.directives.models import Directive
from lantoa.directives.operations import Header
from lantoa.practices import spread_papers
from lantoa.practices.models import Replication
from tests.cast import TODAY, Cast
from tests.practices.making import make_practice

DAY = date(2023, 2, 5)


def paper(cast: Cast, code: str = "12-CV/BTG", unit: str = "song-trang", on: date = DAY, issuer: str = "") -> Directive:
    header = Header(code, "Về nhân rộng mô hình", on, issuer_name=issuer or "Ban Tuyên giáo Tỉnh ủy")
    found, _new = directives.record_directive(scope=cast.product, unit=cast.units[unit], header=header, today=TODAY)
    return found


def test_one_in_reach_is_known_by_number_by_day_and_as_it_is_offered(cast: Cast) -> None:
    scope, known = cast.scope(cast.dung), paper(cast)
    assert spread_papers.offered(scope) == ("12-CV/BTG, 05/02/2023, Ban Tuyên giáo Tỉnh ủy",)
    for words in ("12-CV/BTG", "12-cv/btg, 5/2/2023", "12-CV/BTG, ngày 05/02/2023", *spread_papers.offered(scope)):
        assert spread_papers.meant(words, scope) == known, words
    for words in ("", ",", "13-CV/BTG", "12-CV/BTG, 06/02/2023", "Nghị quyết, 12-CV/BTG"):
        assert spread_papers.meant(words, scope) is None, words


def test_of_two_with_the_same_number_day_or_issuer_tell_which(cast: Cast) -> None:
    scope = cast.scope(cast.dung)
    first, other = paper(cast), paper(cast, on=date(2024, 2, 5), issuer="Ban Dân vận Tỉnh ủy")
    assert spread_papers.meant("12-CV/BTG", scope) is None
    assert spread_papers.meant("12-CV/BTG, 05/02/2024", scope) == other
    assert spread_papers.meant("12-CV/BTG, của Ban Tuyên giáo tỉnh ủy", scope) == first


def test_what_is_in_nobodys_reach_stays_words(cast: Cast) -> None:
    paper(cast)
    scope = cast.scope(cast.lan)
    assert spread_papers.offered(scope) == ()
    assert spread_papers.meant("12-CV/BTG, 05/02/2023", scope) is None


@pytest.mark.parametrize(("words", "joined"), [("12-CV/BTG, 05/02/2023", True), ("99-CV/BTG", False)])
def test_where_a_practice_came_from_opens_its_paper(cast: Cast, client: Client, words: str, joined: bool) -> None:
    known = paper(cast, unit="an-phuc")
    own = make_practice(cast, "an-phuc", "Đường hoa")
    client.force_login(cast.lan, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("practices:origin", args=[own.uuid])
    assert "12-CV/BTG, 05/02/2023" in client.get(address).content.decode()
    said = {"source_name": "Đường cờ", "source_place": "Xã Nơi Xa", "way": "ordered", "directed": "Huyện ủy"}
    answer = client.post(address, said | {"paper": words, "on": "01/03/2023"})
    assert answer.status_code == 302, answer.content.decode()
    edge = Replication.objects.get(practice=own)
    assert (edge.directive, edge.paper_words) == ((known, "") if joined else (None, words))
    html = client.get(reverse("practices:replication", args=[edge.uuid])).content.decode()
    assert (reverse("directives:paper", args=[known.uuid]) in html) == joined
    assert words.partition(",")[0] in html
