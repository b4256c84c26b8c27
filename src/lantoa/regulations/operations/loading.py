"""The rules that ship with the product. What the administrator changed is never overwritten: newer texts are
offered."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from lantoa.common.scopes import Scope, everything
from lantoa.history.operations import record
from lantoa.regulations import queries, rules
from lantoa.regulations.models import Regulation, Shipped
from lantoa.regulations.operations.checking import check, one_after_another
from lantoa.regulations.operations.days import load_calendar
from lantoa.regulations.operations.versions import RuleText, UnableToChangeRule, add_version, correct

DATA = Path(__file__).parents[1] / "data"
Content = dict[str, Any]


def load(*, folder: Path = DATA) -> int:
    """Loads the rules and the official days of the years to come; gives the number of rules. Safe to run again."""
    count = load_rules(folder=folder)
    load_calendar(scope=everything("Lan Tỏa"))
    return count


@transaction.atomic
def load_rules(*, folder: Path = DATA) -> int:
    """Takes in every [[rule]] of the folder's TOML files; gives their number.

    A rule whose versions all stand as they were shipped takes the newest text. As soon as the administrator has changed
    anything about it, the newest text only waits as an offer on its page.
    """
    one_after_another()
    shipped = _read(folder)
    for code, texts in shipped.items():
        known = {one.effective_from: one for one in Shipped.objects.filter(code=code)}
        news = {day: said for day, said in texts.items() if day not in known or known[day].content != said}
        if not news:
            continue
        standing = {one.effective_from: queries.as_content(one) for one in Regulation.objects.filter(code=code)}
        settled = {day: one.settled for day, one in known.items() if one.settled is not None}
        whole = standing | news
        is_free = standing == settled and not rules.overlap(_span(day, said) for day, said in whole.items())
        for day, said in sorted(news.items()):
            _take_in(code, day, said, is_free=is_free or standing.get(day) == said)
    return sum(map(len, shipped.values()))


@transaction.atomic
def take_offer(*, scope: Scope, shipped: Shipped, why: str) -> Regulation:
    """The newer text that ships becomes the text of its version, or a new version from its day on."""
    check(scope)
    one_after_another()
    said = Shipped.objects.get(pk=shipped.pk).content
    text = RuleText(
        said["title"],
        said["value"],
        said["source"],
        said["standing"],
        said["source_number"],
        date.fromisoformat(said["source_date"]) if said["source_date"] else None,
    )
    standing = Regulation.objects.filter(code=shipped.code, effective_from=shipped.effective_from).first()
    if standing is None:
        last = date.fromisoformat(said["effective_to"]) if said["effective_to"] else None
        made = add_version(
            scope=scope,
            code=shipped.code,
            text=text,
            from_on=shipped.effective_from,
            to_on=last,
            why=why,
            leaves_gap=True,
        )
    elif queries.as_content(standing) | {"effective_to": None} == said | {"effective_to": None}:
        made = standing  # only the last day differs, and that follows from the versions that stand here
    else:
        made = correct(scope=scope, rule=standing, text=text, why=why)
    Shipped.objects.filter(pk=shipped.pk).update(settled=said)
    return made


@transaction.atomic
def decline_offer(*, scope: Scope, shipped: Shipped, why: str) -> None:
    """The text that stands here stays; what ships is offered again only when it changes again."""
    check(scope)
    if not why.strip():
        raise UnableToChangeRule("Hãy ghi lý do giữ nội dung đang dùng.")
    said = Shipped.objects.get(pk=shipped.pk).content
    Shipped.objects.filter(pk=shipped.pk).update(settled=said)
    data = {"why": why.strip(), "from": shipped.effective_from, "declined": said}
    record(scope=scope, verb="decline", kind="regulation", uuid=rules.identity(shipped.code), data=data)


def _read(folder: Path) -> dict[str, dict[date, Content]]:
    found: dict[str, dict[date, Content]] = {}
    for path in sorted(folder.glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
            code, from_on = rule.pop("code"), rule.pop("effective_from")
            found.setdefault(code, {})[from_on] = _content(rule)
    return found


def _content(rule: Content) -> Content:
    """A rule of a file as ``queries.as_content`` gives a version: every part named, days as text."""
    empty = {"effective_to": None, "source_number": "", "source_date": None}
    said: Content = json.loads(json.dumps(empty | rule, default=date.isoformat))
    return said


def _span(day: date, said: Content) -> rules.Span:
    return rules.Span(day, date.fromisoformat(said["effective_to"]) if said["effective_to"] else None)


def _take_in(code: str, day: date, said: Content, *, is_free: bool) -> None:
    """Keeps what ships, and makes it the text of the version if nobody has changed the rule."""
    if is_free:
        days = {
            name: date.fromisoformat(said[name]) if said[name] else None for name in ("effective_to", "source_date")
        }
        Regulation.objects.update_or_create(code=code, effective_from=day, defaults=said | days)
    kept: dict[str, Any] = {"content": said} | ({"settled": said} if is_free else {})
    Shipped.objects.update_or_create(code=code, effective_from=day, defaults=kept)
