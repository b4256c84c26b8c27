"""What was sent keeps the rules by which it was laid out, whatever becomes of them afterwards."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from docx import Document

from lantoa.common.scopes import everything
from lantoa.regulations import operations as regulations
from lantoa.regulations import queries as rules
from lantoa.regulations.operations import RuleText
from lantoa.reports import checks, operations, outgoing, queries
from lantoa.reports.layouts import party, state
from lantoa.reports.models import Version
from lantoa.reports.rules import Report, frozen
from tests.cast import Cast
from tests.reports.owing import asked, begun
from tests.reports.test_checks import found

DAY = date(2023, 1, 20)
WIDER = 47


def send(cast: Cast, line: str) -> Version:
    one = begun(cast, asked(cast, "hu-ben-lau", line="party"), unit="du-an-phuc") if line else begun(cast, asked(cast))
    operations.advance(scope=cast.product, report=one, verb="submit", at=timezone.now(), dated_on=DAY)
    version = queries.last_version(one)
    assert version is not None
    return version


def widen(code: str) -> None:
    """Somebody corrects the rule of layout: another left margin."""
    rule = rules.on(code, DAY)
    page: dict[str, Any] = {**rule.value, "margins": {**rule.value["margins"], "left": WIDER}}
    text = RuleText(rule.title, page, rule.source, rule.standing, rule.source_number, rule.source_date)
    regulations.correct(scope=everything("kiểm thử"), rule=rule, text=text, why="in nhầm lề")


def margin(report: Report) -> int:
    """The left margin of its Word file, in millimetres."""
    section = Document(io.BytesIO(outgoing.written(report, "docx"))).sections[0]
    assert section.left_margin is not None
    return round(section.left_margin.mm)


def test_a_sent_report_keeps_its_look_though_the_rule_is_corrected(cast: Cast) -> None:
    version = send(cast, "party")
    paper = queries.paper_of(version)
    assert paper.layout is not None
    code = party.RULE if paper.letterhead.is_party else state.RULE
    assert (paper.layout.code, paper.layout.effective_from) == (code, rules.on(code, DAY).effective_from)
    before = margin(paper)
    assert before != WIDER
    widen(code)
    version.refresh_from_db()
    assert margin(queries.paper_of(version)) == before
    assert found(checks.versions) == []


def test_what_is_sent_after_the_rule_was_corrected_follows_it(cast: Cast) -> None:
    for code in (party.RULE, state.RULE):
        widen(code)
    assert margin(queries.paper_of(send(cast, ""))) == WIDER


def test_a_version_of_before_rules_were_kept_follows_the_rule_of_its_day_and_bears_its_hash(cast: Cast) -> None:
    version = send(cast, "")
    content = {name: said for name, said in version.content.items() if name != "layout"}
    Version.objects.update(content=content, digest=frozen.digest(content))
    version.refresh_from_db()
    old = queries.paper_of(version)
    assert old.layout is None
    assert frozen.as_data(old) == content
    widen(queries.layout_rule(old).code)
    assert margin(old) == WIDER
    assert found(checks.versions) == []


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_kept_rule_comes_back_as_it_was(cast: Cast, form: str) -> None:
    paper = queries.paper_of(send(cast, ""))
    assert frozen.from_data(frozen.as_data(paper)) == paper
    assert outgoing.written(paper, form)
