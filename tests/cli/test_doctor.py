"""`lantoa doctor`: each kind of break is planted once by raw SQL or on the disk, and named."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as configured
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from lantoa.cli.doctor import MOST_KEPT, Found, doctor
from lantoa.common.checks import Break
from lantoa.common.quantities import Quantity
from lantoa.directives import operations as directives
from lantoa.files.queries import QUARANTINE, path_of
from lantoa.history import operations as history
from lantoa.history.models import Event
from lantoa.history.verifying import anchor
from lantoa.indicators import operations as ledger
from lantoa.indicators import queries as figures
from lantoa.indicators.models import Fact
from lantoa.intake.models import Paper
from lantoa.organisations import operations as organisations
from lantoa.reports import operations as reports
from tests.activities.making import CAME, make_activity, tick
from tests.cast import TODAY, Cast
from tests.contributions.making import make_cared, make_drive, make_gift
from tests.directives.scene import asked as addressee
from tests.directives.scene import sent
from tests.exemplars.making import make_exemplar
from tests.history.writing import unguarded
from tests.intake.writing import BRIDGES, accept_everything, take
from tests.plans.making import approved, make_plan, make_target, make_task
from tests.pledges.making import make_members, make_pledge
from tests.practices.making import make_outcome, make_practice
from tests.practices.test_replications import taken_up
from tests.reports.owing import asked, begun

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="plants by SQLite's own switches")


@dataclass
class Scene:
    """One thing of each sort, and the page that tells of it."""

    cast: Cast
    paper: Paper


@pytest.fixture
def scene(cast: Cast, settings: Any, tmp_path: Path) -> Scene:
    settings.FILES_ROOT = tmp_path
    organisations.rename_unit(
        scope=cast.product, unit=cast.units["an-phuc"], name="Xã An Phúc mới", on=date(2020, 1, 1)
    )
    organisations.move_unit(
        scope=cast.product,
        unit=cast.units["an-phuc"],
        parent=cast.units["song-trang"],
        line="place",
        on=date(2021, 1, 1),
    )
    organisations.merge(
        scope=cast.product,
        order=organisations.Order("Nghị quyết 1", date(2025, 7, 1)),
        units=[cast.units["tan-loi"], cast.units["an-phuc"]],
        into=organisations.NewUnit("an-tan", "Xã An Tân", "commune", {"place": cast.units["song-trang"]}),
    )
    practice = make_practice(cast, fields=["nong-thon-moi"], public=True)
    outcome = make_outcome(cast, [practice], Quantity.of(1000))
    taken_up(cast, None, "ben-lau")
    fact = figures.facts_of_source("outcome", [outcome.uuid]).get()
    ledger.reverse(scope=cast.product, fact=fact, why="nhầm")
    aim = ledger.Amount(fact.indicator, cast.units["ben-lau"], fact.period, Quantity.of(2000))
    ledger.set_target(scope=cast.product, goal=ledger.Goal(aim))
    make_pledge(cast, None)
    tick(cast, make_activity(cast, is_held=True), dict.fromkeys(make_members(cast), CAME))
    make_gift(cast, make_drive(cast))
    make_exemplar(cast, public=True)
    make_cared(cast)
    paper = take(cast, BRIDGES)
    accept_everything(cast, paper)
    directives.answer_done(
        scope=cast.product, addressee=addressee(sent(cast), cast.units["cb-dong"]), done_on=TODAY, today=TODAY
    )
    plan = make_plan(cast, "ben-lau")
    make_task(cast, plan, unit="ben-lau")
    make_target(cast, plan, "12", unit="ben-lau")
    approved(cast, plan)
    report = begun(cast, asked(cast, "song-trang"))
    reports.advance(scope=cast.product, report=report, verb="submit", at=timezone.now(), number="7")
    history.seal()
    return Scene(cast, paper)


def told(*words: str) -> tuple[int, dict[str, Any]]:
    done: Result = CliRunner().invoke(doctor, ["--json", *words])
    return done.exit_code, json.loads(done.stdout)


def broken() -> dict[str, list[str]]:
    """The checks that find a break, with where; told to the command's exit code."""
    code, answer = told()
    found = {
        one["check"]: [each["where"] for each in one["first"] if not each["is_remark"]] for one in answer["checks"]
    }
    found = {check: where for check, where in found.items() if where}
    assert code == (1 if found else 0)
    assert answer["is_whole"] == (not found)
    return found


@contextmanager
def planted(sql: str, *values: object) -> Iterator[None]:
    """What the database forbids, for a while."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        unguarded(sql, *values)
        yield
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_all_is_well_after_work_of_every_sort(scene: Scene) -> None:
    ledger.fold(today=date(2026, 1, 1))
    ledger.search_doubles()
    code, answer = told()
    assert (code, answer["is_whole"], answer["lost_seals"]) == (0, True, [])
    assert answer["last_seal"] == anchor() != ""
    assert [one["check"] for one in answer["checks"] if not one["looked_at"]] == []
    assert [one for one in answer["checks"] if one["remarks"]] == []


def test_every_check_of_the_settings_is_named_in_its_own_words() -> None:
    titles = [import_string(path).title for path in configured.CHECKS]
    assert len(set(titles)) == len(titles) >= 16


# What is planted, and the checks that must name it (others may notice it as well).
PLANTED = {
    "a number in another series": (
        "UPDATE directives_number SET series_from = '2020-01-01'",
        {"directives.series": "số "},
    ),
    "a number out of the book": ("UPDATE directives_number SET number = 9", {"reports.numbers": "bản 1"}),
    "a chain in a ring": (
        "INSERT INTO directives_implementation (lower_id, upper_id, stands_in)"
        " SELECT upper_id, lower_id, '' FROM directives_implementation",
        {"directives.chains": "văn bản"},
    ),
    "an exemplar moved by hand": (
        "UPDATE exemplars_exemplar SET stage = 'confirmed'",
        {"exemplars.stages": "điển hình"},
    ),
    "an answer without a step": (
        "UPDATE directives_addressee SET stage = 'acknowledged' WHERE stage = 'answered'",
        {"directives.answers": "đơn vị nhận"},
    ),
    "an event changed": ("UPDATE history_event SET verb = 'x' WHERE seq = 3", {"history.chain": "sự kiện số 3"}),
    "a payload changed": (
        "UPDATE history_payload SET actor_name = 'x' WHERE event_id = 3",
        {"history.payloads": "sự kiện số 3"},
    ),
    "a text changed": ("UPDATE files_textversion SET text = text || 'x'", {"files.texts": "văn bản số "}),
    "a citation outside": (
        'UPDATE files_citation SET "end" = 1000000 WHERE id = (SELECT max(id) FROM files_citation)',
        {"files.texts": "trích dẫn"},
    ),
    "a gap between names": (
        "UPDATE organisations_unitname SET to_on = '2019-06-30' WHERE to_on = '2019-12-31'",
        {"organisations.spans": "an-phuc"},
    ),
    "two names on a day": (
        "UPDATE organisations_unitname SET to_on = '2020-06-30' WHERE to_on = '2019-12-31'",
        {"organisations.spans": "an-phuc"},
    ),
    "no name": (
        "DELETE FROM organisations_unitname WHERE unit_id = (SELECT id FROM organisations_unit WHERE code = 'cb-dong')",
        {"organisations.spans": "cb-dong"},
    ),
    "a name that ended": (
        "UPDATE organisations_unitname SET to_on = '2024-01-01' "
        "WHERE unit_id = (SELECT id FROM organisations_unit WHERE code = 'cb-dong')",
        {"organisations.spans": "cb-dong"},
    ),
    "a name that came late": (
        "UPDATE organisations_unitname SET from_on = '2000-01-01' "
        "WHERE unit_id = (SELECT id FROM organisations_unit WHERE code = 'cb-dong')",
        {"organisations.spans": "cb-dong"},
    ),
    "days without a parent": (
        "UPDATE organisations_unitparent SET to_on = '2020-06-30' WHERE to_on = '2020-12-31'",
        {"organisations.spans": "an-phuc, tuyến Địa bàn"},
    ),
    "two parents on a day": (
        "UPDATE organisations_unitparent SET to_on = '2021-06-30' WHERE to_on = '2020-12-31'",
        {"organisations.spans": "an-phuc, tuyến Địa bàn"},
    ),
    "an ancestor forgotten": (
        "DELETE FROM organisations_unitancestry WHERE depth = 2 AND descendant_id = "
        "(SELECT id FROM organisations_unit WHERE code = 'cb-dong')",
        {"organisations.ancestry": "cb-dong, tuyến"},
    ),
    "an ancestor invented": (
        "UPDATE organisations_unitancestry SET ancestor_id = descendant_id WHERE depth = 1 AND descendant_id = "
        "(SELECT id FROM organisations_unit WHERE code = 'pn-an-phuc')",
        {"organisations.ancestry": "pn-an-phuc, tuyến Địa bàn"},
    ),
    "a circle": (
        "UPDATE organisations_unitparent SET parent_id = (SELECT id FROM organisations_unit WHERE code = 'cb-dong') "
        "WHERE line = 'party' AND unit_id = (SELECT id FROM organisations_unit WHERE code = 'du-an-phuc')",
        {"organisations.ancestry": "du-an-phuc, tuyến Đảng"},
    ),
    "a counterpart changed": (
        "UPDATE organisations_counterpart SET share_to = share_to - 1 WHERE unit_id <> counterpart_id",
        {"organisations.counterparts": ""},
    ),
    "an amount changed": (
        "UPDATE indicators_fact SET value = 999, low = 999, high = 999 WHERE seq = 1",
        {"indicators.told": "bút toán số 1", "practices.counted": "mô hình "},
    ),
    "low above high": (
        "UPDATE indicators_fact SET low = 5, high = 4 WHERE seq = 2",
        {"indicators.facts": "bút toán số 2"},
    ),
    "a period in reverse": (
        "UPDATE indicators_fact SET to_on = '1990-01-01' WHERE seq = 2",
        {"indicators.facts": "bút toán số 2"},
    ),
    "a reversal of another amount": (
        "UPDATE indicators_fact SET said = 'gần' WHERE sign = -1",
        {"indicators.facts": "bút toán số "},
    ),
    "a reversal that takes nothing back": (
        "UPDATE indicators_fact SET reversal_of_id = NULL WHERE sign = -1",
        {"indicators.facts": "bút toán số "},
    ),
    "a statement changed": (
        "UPDATE indicators_statement SET value = value + 1",
        {"indicators.statements": "số liệu "},
    ),
    "a statement without its fact": (
        "UPDATE indicators_fact SET source_kind = 'paper' WHERE source_kind = 'statement'",
        {"indicators.statements": "số liệu ", "indicators.told": "bút toán số "},
    ),
    "a source that is gone": (
        "UPDATE indicators_fact SET source_uuid = '00000000000000000000000000000000' WHERE source_kind = 'practice'",
        {"indicators.sources": "bút toán số 1"},
    ),
    "a fact written behind the product's back": (
        "UPDATE indicators_fact SET uuid = '00000000000000000000000000000000' WHERE seq = 2",
        {"indicators.told": "bút toán số 2"},
    ),
    "an outcome changed": (
        "UPDATE indicators_fact SET unit_id = (SELECT id FROM organisations_unit WHERE code = 'vn') "
        "WHERE source_kind = 'outcome'",
        {"practices.outcomes": "kết quả ", "indicators.told": "bút toán số "},
    ),
    "a practice of another unit": (
        "UPDATE practices_practice SET owner_unit_id = (SELECT id FROM organisations_unit WHERE code = 'vn')",
        {"practices.counted": "mô hình "},
    ),
    "stages that overlap": (
        "INSERT INTO practices_practicestage (practice_id, track, stage, from_on, to_on, paper, note) "
        "SELECT practice_id, track, 'running', '2020-01-01', NULL, '', '' FROM practices_practicestage "
        "WHERE track = 'life' LIMIT 1",
        {"practices.stages": "mô hình "},
    ),
    "steps of a pledge with a gap": (
        "UPDATE pledges_pledgestep SET until_on = '2099-01-01' WHERE stage = 'draft'",
        {"pledges.stages": "bản đăng ký "},
    ),
    "a deed out of its period": ("UPDATE pledges_deed SET due_on = '1999-01-01'", {"pledges.deeds": "bản đăng ký "}),
    "a text of another file": ("UPDATE files_textversion SET file_id = -1", {"intake.papers": "văn bản "}),
    "a record that is gone": (
        "UPDATE intake_finding SET record = '00000000000000000000000000000000' WHERE record_kind = 'outcome'",
        {"intake.records": "mục "},
    ),
}


@sqlite_only
def test_each_kind_of_break_is_found_and_named(scene: Scene) -> None:
    with connection.cursor() as cursor:
        # The unique rules that would refuse some plants.
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%UNIQUE%'")
        unique = [name for (name,) in cursor.fetchall()]
    assert broken() == {}
    for name, (sql, expected) in PLANTED.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                for index in unique:
                    cursor.execute(f'DROP INDEX "{index}"')
            with planted(sql):
                found = broken()
            for check, where in expected.items():
                assert check in found, (name, found)
                assert where in found[check][0], (name, found)
            transaction.set_rollback(True)
    assert broken() == {}


def test_a_file_that_is_changed_or_missing_is_named(scene: Scene) -> None:
    file = scene.paper.file
    path = path_of(file.sha256)
    whole = path.read_bytes()
    for act in (lambda: path.write_bytes(whole[:-1] + b"x"), lambda: path.write_bytes(whole + b"x"), path.unlink):
        act()
        assert broken() == {"files.stored": [f"tệp {file.uuid}"]}
        path.write_bytes(whole)
    assert broken() == {}


def test_what_belongs_to_nothing_is_set_aside_and_never_deleted(scene: Scene) -> None:
    root = path_of("00" + "1" * 62).parent.parent
    kept = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    folder = root / "00"
    folder.mkdir(exist_ok=True)
    left = {"1" * 62: b"mo coi", "draft-abc": b"viet do", "2" * 62: b"vua moi"}
    for name, data in left.items():
        (folder / name).write_bytes(data)
    hours_ago = time.time() - 7200
    for name in ("1" * 62, "draft-abc"):
        os.utime(folder / name, (hours_ago, hours_ago))
    assert broken() == {"files.stored": ["00/" + "1" * 62, "00/draft-abc"]}
    code, answer = told("--fix")
    assert (code, len(answer["repairs"])) == (0, 2)
    aside = root / QUARANTINE
    assert {path.read_bytes() for path in aside.iterdir()} == {b"mo coi", b"viet do"}
    assert (folder / ("2" * 62)).read_bytes() == b"vua moi"
    (folder / ("1" * 62)).write_bytes(b"lai mo coi")
    os.utime(folder / ("1" * 62), (hours_ago, hours_ago))
    told("--fix")
    assert {path.read_bytes() for path in aside.iterdir()} == {b"mo coi", b"viet do", b"lai mo coi"}
    assert {path: path.read_bytes() for path in kept} == kept
    assert told("--fix")[1]["repairs"] == []


def test_a_seal_that_was_written_down_must_still_stand(scene: Scene) -> None:
    written = anchor()
    assert told("--anchor", written)[0] == 0
    code, answer = told("--anchor", written, "--anchor", "7:" + "0" * 64)
    assert code == 1
    assert answer["lost_seals"] == ["7:" + "0" * 64]


def test_the_lines_for_people_name_each_check_and_its_first_break(scene: Scene) -> None:
    done = CliRunner().invoke(doctor, [])
    assert done.exit_code == 0
    lines = [line for line in done.stdout.splitlines() if line.startswith("✓")]
    assert len(lines) == len(configured.CHECKS)
    assert anchor() in done.stdout
    third = Event.objects.order_by("seq")[2].seq
    with transaction.atomic():
        unguarded("UPDATE history_event SET verb = 'x' WHERE seq = %s", third)
        done = CliRunner().invoke(doctor, [])
        transaction.set_rollback(True)
    assert done.exit_code == 1
    assert f"→ sự kiện số {third}: Sự kiện bị sửa" in done.stdout


def test_a_thousand_breaks_are_counted_and_few_are_kept() -> None:
    found = Found("x", "X")
    for at in range(1000):
        found.add(Break("sai", str(at)))
    found.add(Break("lưu ý", "cuối", is_remark=True))
    assert (found.breaks, found.remarks, len(found.kept)) == (1000, 1, MOST_KEPT + 1)
    assert found.first(remark=False) == Break("sai", "0")
    assert found.first(remark=True) == Break("lưu ý", "cuối", is_remark=True)


def test_a_clock_that_went_back_is_remarked_upon_and_breaks_nothing(scene: Scene) -> None:
    last = Fact.objects.order_by("-seq")[0].seq
    with transaction.atomic():
        unguarded("UPDATE indicators_fact SET confirmed_at = '2001-01-01 00:00:00' WHERE seq = %s", last)
        code, answer = told()
        transaction.set_rollback(True)
    (ledger_,) = [one for one in answer["checks"] if one["check"] == "indicators.facts"]
    assert (code, ledger_["remarks"]) == (0, 1)
