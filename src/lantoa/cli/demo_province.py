"""Builds the demonstration out of data files, by the same operations that people use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.accounts.operations import make_account, offer_in_demo
from lantoa.cli import (
    demo_activities,
    demo_directives,
    demo_dossiers,
    demo_drives,
    demo_exemplars,
    demo_plans,
    demo_pledges,
    demo_spread,
)
from lantoa.common.errors import Unable
from lantoa.common.periods import Period
from lantoa.common.scopes import Identity, Scope, everything
from lantoa.files import operations as files
from lantoa.files.models import Citation
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.rules.amounts import read_amount
from lantoa.intake import operations as intake
from lantoa.intake import queries as papers
from lantoa.intake.models import Paper
from lantoa.notices import operations as notices
from lantoa.notices.addressees import addressees
from lantoa.organisations import operations as organisations
from lantoa.organisations import queries as units
from lantoa.organisations.models import Person, Unit
from lantoa.organisations.operations import Heir, NewUnit, Order
from lantoa.practices import operations as practices
from lantoa.practices import queries as register
from lantoa.reports import operations as reports
from lantoa.reports import queries as owed

PRODUCT = everything("bản trình diễn")
LINES = ("place", "party", "state", "front")
ALREADY_COUNTED = "Đã có trong {within}: không tính hai lần."


class Province:
    """The demonstration of one folder. ``load`` yields a few words after each of ``steps`` steps."""

    def __init__(self, folder: Path) -> None:
        """Reads cast.toml and demo.toml of the folder."""
        self.folder = folder
        self.cast: dict[str, Any] = tomllib.loads((folder / "cast.toml").read_text(encoding="utf-8"))
        self.plan: dict[str, Any] = tomllib.loads((folder / "demo.toml").read_text(encoding="utf-8"))
        self.today: date = self.plan["today"]
        self.units: dict[str, Unit] = {}
        self.people: dict[str, Person] = {}
        self.accounts: dict[str, User] = {}

    @property
    def steps(self) -> int:
        """How many steps ``load`` takes."""
        return len(self.plan["papers"]) + 13

    def load(self) -> Iterator[str]:
        """Units and people first, each paper as its officer would bring it in, the portal and some notices."""
        self._found_units()
        yield f"{len(self.units)} đơn vị"
        self._bring_people()
        yield f"{len(self.people)} người"
        self._bring_lists()
        yield "danh sách người"
        # Before the papers themselves come in: those then join what stands in the book.
        yield f"{demo_directives.load(self.plan, self.units, PRODUCT, self.today)} văn bản"
        within = {one["part"]: one["within"] for one in self.plan.get("overlaps", ()) if one["decided"]}
        for row in self.plan["papers"]:
            self._take_in(row, within.get(row["file"]))
            yield row["file"]
        self._set_targets()
        yield "kế hoạch năm"
        demo_plans.load(self)
        yield "kế hoạch, chuyên đề"
        self._report()
        yield "báo cáo"
        yield f"{demo_pledges.load(self.plan, self.units, PRODUCT)} bản đăng ký làm theo"
        yield f"{demo_activities.load(self)} hoạt động"
        yield f"{demo_drives.load(self.plan, self.units, PRODUCT, self.today)} cuộc vận động đóng góp"
        self._publish()
        yield f"{demo_spread.load(self.plan, self.units, PRODUCT, self.today)} việc nhân rộng"
        demo_dossiers.load(self.plan, PRODUCT, self.today)
        yield f"cổng công khai, {demo_exemplars.load(self.plan, self.units, PRODUCT)} điển hình"
        self._tell()
        yield "thông báo"

    def _found_units(self) -> None:
        for row in self.cast["units"]:
            if row.get("merged_from"):
                self.units[row["code"]] = self._merged(row)
                continue
            above = {line: self.units[row[f"{line}_parent"]] for line in LINES if row.get(f"{line}_parent")}
            self.units[row["code"]] = organisations.found_unit(
                scope=PRODUCT,
                code=row["code"],
                name=row["name"],
                unit_class=row["class"],
                on=row["founded_on"],
                parents=above,
            )

        for row in self.cast.get("ended", ()):
            into = [Heir(self.units[code]) for code in row["into"]]
            order = Order(row["paper"], row["on"])
            organisations.split(scope=PRODUCT, order=order, unit=self.units[row["unit"]], into=into)

    def _merged(self, row: dict[str, Any]) -> Unit:
        """A unit that came of others, by its paper."""
        organisations.merge(
            scope=PRODUCT,
            order=Order(row["paper"], row["founded_on"]),
            units=[self.units[code] for code in row["merged_from"]],
            into=NewUnit(row["code"], row["name"], row["class"], {"place": self.units[row["place_parent"]]}),
        )
        return units.unit(row["code"], self.today)

    def _bring_people(self) -> None:
        for row in self.cast["people"]:
            person = organisations.add_person(scope=PRODUCT, full_name=row["name"])
            self.people[row["code"]] = person
            for post in row["posts"]:
                organisations.appoint(
                    scope=PRODUCT,
                    person=person,
                    unit=self.units[post["unit"]],
                    title=post["title"],
                    on=post["from_on"],
                    is_head=post["head"],
                )
        for position, row in enumerate(self.cast["accounts"]):
            person, unit = self.people[row["person"]], self.units[row["unit"]]
            user = make_account(username=row["username"], full_name=person.full_name, password=None)
            organisations.grant(
                scope=PRODUCT,
                user=user,
                unit=unit,
                role=row["role"],
                on=unit.founded_on,
                to_on=row.get("to_on"),
                person=person,
            )
            offer_in_demo(user=user, caption_vi=row["caption_vi"], caption_en=row["caption_en"], position=position)
            self.accounts[row["username"]] = user

    def _bring_lists(self) -> None:
        """Lists of people by those who manage them, and what people consented to."""
        for row in self.plan.get("rosters", ()):
            scope = units.scope_for(self.accounts[row["by"]], self.today)
            draft = organisations.take_in_roster(
                scope=scope,
                unit=self.units[row["unit"]],
                name=row["file"],
                data=(self.folder / row["file"]).read_bytes(),
                from_on=row["from_on"],
            )
            if row["write"]:
                organisations.write_roster(scope=scope, draft=draft, today=self.today)
        for row in self.plan.get("consents", ()):
            said = organisations.Basis(
                row["purpose"],
                "decision" if "decision" in row else "consent",
                row["covers"],
                row["given_on"],
                evidence=row.get("evidence", ""),
                decision=row.get("decision", ""),
            )
            consent = organisations.record_consent(
                scope=PRODUCT, person=self.people[row["person"]], said=said, today=self.today
            )
            if on := row.get("withdrawn_on"):
                organisations.withdraw_consent(
                    scope=PRODUCT, consent=consent, how=row["withdrawn_how"], on=on, today=self.today
                )

    def _take_in(self, row: dict[str, Any], within: str | None) -> None:
        scope = units.scope_for(self.accounts[row["by"]], self.today)
        paper, _ = intake.take_in(
            scope=scope,
            name=row["file"],
            data=(self.folder / row["file"]).read_bytes(),
            unit=self.units[row["unit"]],
            period=Period(row["from_on"], row["to_on"]),
        )
        intake.read_paper(paper=paper)
        if row["confirm"] == "none":
            return
        if within:
            self._leave_out_amounts(scope, paper, within)
        for decision in row.get("decisions", ()):
            self._decide(scope, paper, decision)
        intake.accept_all_certain(scope=scope, paper=paper, today=self.today)
        if row["confirm"] == "all":
            self._accept_the_rest(scope, paper)

    def _leave_out_amounts(self, scope: Scope, paper: Paper, within: str) -> None:
        """A figure that a fuller paper reports again is turned down here, with the reason."""
        for finding in self._open(paper):
            if finding.draft["register"] in {"amount", "commendation"}:
                intake.reject(scope=scope, finding=finding, why=ALREADY_COUNTED.format(within=within))

    def _decide(self, scope: Scope, paper: Paper, decision: dict[str, Any]) -> None:
        """What the officer decided of one thing: the first open one with these words, corrected where they say so."""
        words = " ".join(decision["surface"].split())
        spoken = (one for one in self._open(paper) if " ".join(one.read["surface"].split()) == words)
        finding = next(spoken)
        if decision["verb"] == "reject":
            intake.reject(scope=scope, finding=finding, why=decision["why"])
        elif decision["verb"] == "join":
            intake.join(scope=scope, finding=finding, record=_likely(finding))
        else:
            intake.accept(scope=scope, finding=finding, draft=finding.draft | decision.get("draft", {}))

    def _accept_the_rest(self, scope: Scope, paper: Paper) -> None:
        """As a careful clerk would: what the registers hold is joined, what is whole and undoubted accepted.

        The rest stays open for the visitor to try.
        """
        for finding in self._open(paper):
            doubts = {doubt["code"] for doubt in finding.doubts} - {"likely"}
            try:
                if finding.draft.get("likely"):
                    intake.join(scope=scope, finding=finding, record=_likely(finding))
                elif not doubts:
                    intake.accept(scope=scope, finding=finding, today=self.today)
            except Unable:
                continue

    def _open(self, paper: Paper) -> list[Any]:
        """What nobody has decided yet, practices first, since amounts may belong to them."""
        waiting = papers.heads(paper).filter(stage="new").select_related("citation", "paper")
        return sorted(waiting, key=lambda one: one.draft["register"] != "practice")

    def _set_targets(self) -> None:
        """What plans give units to reach, each with the sentence of the paper that says so where the paper is here."""
        for row in self.plan.get("targets", ()):
            how = figures.indicator(row["indicator"])
            amount = ledger.Amount(
                how,
                self.units[row["unit"]],
                Period(row["from_on"], row["to_on"]),
                read_amount(row["amount"], how.unit),
                citation=self._cited(row),
            )
            scope = units.scope_for(self.accounts[row["by"]], self.today)
            ledger.set_target(scope=scope, goal=ledger.Goal(amount, stands_in=row["stands_in"]))

    def _cited(self, row: dict[str, Any]) -> Citation | None:
        text = papers.papers().get(file__name=row["file"]).text if "file" in row else None
        if text is None:
            return None
        start = text.text.index(row["words"])
        return files.cite(text=text, start=start, end=start + len(row["words"]))

    def _report(self) -> None:
        """Reports that are asked for, some of them written and sent."""
        asks = {}
        for row in self.plan.get("asks", ()):
            said = {
                name: row[name]
                for name in ("name", "about", "cadences", "due_days", "from_on", "stands_in")
                if name in row
            }
            asking = reports.Asking(asker=self.units[row["unit"]], reporters=row.get("reporters", "below"), **said)
            scope = units.scope_for(self.accounts[row["by"]], self.today)
            asks[row["key"]] = reports.ask_for(scope=scope, asking=asking)
        for row in self.plan.get("reports", ()):
            scope, of = units.scope_for(self.accounts[row["by"]], self.today), asks[row["ask"]]
            stretch = owed.stretch_of(of, row["period"])
            assert stretch is not None
            unit = units.unit(row["unit"], stretch.days.to_on)
            one = reports.start(scope=scope, of=of, unit=unit, stretch=stretch, today=self.today)
            for said in row["texts"]:
                part = one.parts.get(position=said["position"])
                reports.write(scope=scope, part=part, turn=part.turn, lines=[(said["text"],)])
            for step in row["steps"]:
                scope = units.scope_for(self.accounts[step["by"]], self.today)
                at = timezone.make_aware(datetime.combine(step["on"], time(15, 20)))
                more = {"number": step["number"]} if "number" in step else {}
                reports.advance(scope=scope, report=one, verb=step["verb"], at=at, note=step.get("note", ""), **more)

    def _publish(self) -> None:
        """All are running, the chosen ones are pilots; on the portal stands what is nobody's own or may be shown."""
        pilots = {one["name"]: one for one in self.plan.get("pilots", ())}
        for practice in register.register().filter(life="registered"):
            practices.advance(scope=PRODUCT, practice=practice, verb="start", on=practice.started_on)
            if (chosen := pilots.get(practice.name)) and not practice.is_pilot:
                practices.advance(
                    scope=PRODUCT,
                    practice=practice,
                    verb="choose_as_pilot",
                    on=chosen["on"],
                    decided_by=self.units[chosen["decided_by"]],
                    paper=chosen["paper"],
                )
            owner = practice.owner_person
            if owner is None or units.may_publish(owner, register.PUBLISHING, self.today):
                practices.advance(scope=PRODUCT, practice=practice, verb="publish", on=self.today)

    def _tell(self) -> None:
        """Messages as people would write them, to everybody who can be told; no e-mail."""
        now = timezone.now()
        for row in self.plan["notices"]:
            scope = units.scope_for(self.accounts[row["by"]], self.today)
            unit, whom = self.units[row["unit"]], row["whom"]
            day = timezone.localdate(now) + timedelta(days=row.get("in_days", 0))
            due_at = timezone.make_aware(datetime.combine(day, time(8))) if row.get("in_days") else None
            everybody = addressees(scope=scope, unit=unit, whom=whom, today=timezone.localdate(now))
            notices.send_message(
                scope=scope,
                at=now,
                form=uuid4(),
                unit=unit,
                whom=whom,
                keys=[one.key for one in everybody.every()],
                subject=row["subject"],
                text=row["text"],
                link=row.get("link", ""),
                due_at=due_at,
                by_mail=False,
            )


def _likely(finding: Any) -> Identity:
    """The record that the finding most likely is."""
    first = finding.draft.get("match") or finding.draft["likely"][0]
    return Identity(first["kind"], UUID(first["uuid"]))
