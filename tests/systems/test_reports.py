"""Every article's own numbers come out in a report of its place and period, and open down to the sentence."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from lantoa.accounts.operations import make_account
from lantoa.common.periods import Period
from lantoa.files.queries import excerpts_of
from lantoa.indicators import queries as ledger
from lantoa.indicators.models import Fact
from lantoa.organisations import operations as organisation
from lantoa.organisations import queries as organisations
from lantoa.reports import operations, queries
from lantoa.reports.models import Report
from lantoa.reports.rules import Figured
from tests.cast import TODAY, Cast
from tests.intake.writing import accept_everything, take
from tests.systems.places import district

DEV = Path(__file__).parents[3] / "shared" / "reading" / "dev"
# Article: place, province, the years it tells of.
PLACES = {
    "seed0": ("lap-thach", "Lập Thạch", "Vĩnh Phúc", "2022"),
    "seed1": ("an-phu", "An Phú", "An Giang", "2011..2014"),
    "seed2": ("lai-vung", "Lai Vung", "Đồng Tháp", "2016..2020"),
    "seed3": ("binh-nghia", "Bình Nghĩa", "Hà Nam", "2017..2021"),
    "seed4": ("xuan-truong", "Xuân Trường", "Nam Định", "2021..2023"),
}


@pytest.mark.parametrize("article", sorted(PLACES))
def test_the_numbers_of_an_article_stand_in_reports_of_its_place_and_open(
    cast: Cast, client: Client, article: str
) -> None:
    source = DEV / f"{article}.txt"
    if not source.exists():
        pytest.skip("the articles are not beside this checkout (../shared/reading/dev)")
    code, name, province, years = PLACES[article]
    place = district(cast, code, name, province)
    cast.units[code] = place
    paper = take(cast, source.read_bytes(), unit=code, name=f"{article}.txt", period=Period.parse(years))
    accept_everything(cast, paper)
    facts = list(ledger.standing().exclude(source_kind="practice").select_related("indicator", "citation"))
    assert facts, "nothing of the article reached the ledger"
    user = make_account(username="can-bo", full_name="Cán Bộ", password=None)
    organisation.grant(scope=cast.product, user=user, unit=place, role="clerk", on=date(2000, 1, 1))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for fact in facts:
        one = _report_about(cast, code, fact)
        found = [run for run in queries.written(one, TODAY).paper.figures() if run.indicator == fact.indicator.code]
        what = "cumulative" if fact.is_cumulative else "in_period"
        amounts = {run.what: run for run in found}
        assert what in amounts, (fact.indicator.code, str(fact.period), sorted(amounts))
        _opens_to(client, amounts[what], fact)


def _report_about(cast: Cast, code: str, fact: Fact) -> Report:
    """The place's own report about exactly the days of a line."""
    asking = operations.Asking(
        asker=cast.units[code],
        name=f"Báo cáo {fact.period.label()}",
        about="kết quả",
        due_days=10,
        from_on=date(2000, 1, 1),
        once=fact.period,
        reporters="own",
    )
    of = operations.ask_for(scope=cast.product, asking=asking)
    stretch = queries.stretch_of(of, fact.period.code)
    assert stretch is not None
    unit = organisations.unit(code, stretch.days.to_on)
    return operations.start(scope=cast.product, of=of, unit=unit, stretch=stretch, today=TODAY)


def _opens_to(client: Client, figure: Figured, fact: Fact) -> None:
    """The page behind the number shows the sentence in which the line was read."""
    page = html.unescape(client.get(urlsplit(figure.path).path).content.decode())
    assert fact.citation is not None
    excerpt = excerpts_of([fact.citation])[fact.citation_id or 0]
    assert excerpt.surface in page
