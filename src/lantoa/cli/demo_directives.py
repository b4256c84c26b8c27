"""Papers of the demonstration: entered, sent below, answered by some."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lantoa.common.scopes import Scope
from lantoa.directives import operations
from lantoa.directives.models import Directive
from lantoa.directives.queries import addressees_among
from lantoa.organisations.models import Unit


def load(plan: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope, today: date) -> int:
    """Writes the papers, sendings and answers of demo.toml in their order; gives how many papers there are."""
    papers: dict[str, Directive] = {}
    for row in plan.get("congresses", ()):
        said = {"term": row["term"], "closed_on": row["closed_on"]}
        operations.record_congress(scope=scope, unit=units[row["unit"]].pk, **said, today=today)
    for row in plan.get("directives", ()):
        issuer = units.get(row.get("issuer", ""))
        header = operations.Header(row["code"], row["abstract"], row["on"], issuer, row.get("issuer_name", ""))
        papers[row["code"]], _new = operations.record_directive(
            scope=scope,
            unit=units[row["unit"]],
            header=header,
            carries_out=[papers[code] for code in row.get("carries_out", ())],
            today=today,
        )
        for sent in row.get("sent", ()):
            _send(papers[row["code"]], sent, units, scope)
    for row in plan.get("answers", ()):
        _answer(papers[row["code"]], row, units, scope)
    return len(papers)


def _send(paper: Directive, row: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope) -> None:
    call = operations.Call(
        row["of"], row["line"], row.get("classes", ()), asks=row.get("asks", ""), due_on=row.get("due_on")
    )
    operations.send(scope=scope, directive=paper, sender=units[row["by"]], call=call, today=row["on"])


def _answer(paper: Directive, row: Mapping[str, Any], units: Mapping[str, Unit], scope: Scope) -> None:
    (one,) = addressees_among(paper, [units[row["unit"]].pk])
    if "done_on" in row:
        said = {"done_on": row["done_on"], "note": row.get("note", "")}
        operations.answer_done(scope=scope, addressee=one, **said, today=row["on"])
    elif "why" in row:
        operations.answer_reason(scope=scope, addressee=one, why=row["why"], today=row["on"])
    else:
        operations.acknowledge(scope=scope, addressee=one, today=row["on"])
