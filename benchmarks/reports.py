"""What a year report costs: written by itself from the registers, as a page, as Word, as PDF; of a commune, a province.

Beside the least that the same file could cost: its rows written as plain text, the same PDF read and saved again; and
for the PDF beside LibreOffice, which prints the Word file. The province is that of the ledger's benchmark with communes
of 60 units, and PRACTICES practices (15,000) of which half have an outcome; the PDF tells PDF_PRACTICES (500) of them.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from benchmarks import ledger

PRACTICES = int(os.environ.get("PRACTICES") or (300 if os.environ.get("SIZE") == "small" else 15_000))
IN_PDF = int(os.environ.get("PDF_PRACTICES") or (50 if os.environ.get("SIZE") == "small" else 500))
BRANCHES = 60
TODAY, AT_ONCE = date(2026, 11, 25), 200
Made = TypeVar("Made")


def register(communes: int, branches: int) -> None:
    """Practices of the first branches of each commune, as people would register them."""
    from django.db import transaction

    from lantoa.common.periods import Period
    from lantoa.common.quantities import Quantity
    from lantoa.common.scopes import everything
    from lantoa.indicators import queries as figures
    from lantoa.indicators.operations import Amount
    from lantoa.organisations.models import Unit
    from lantoa.practices import operations, queries

    dice, scope, fields = random.Random(2), everything("đo"), list(queries.fields())
    kinds = [figures.indicator(code) for code in ("cau-xay-moi", "dat-hien", "ngay-cong")]
    codes = {f"b{n}-{m}" for n in range(communes) for m in range(branches)}
    owners = list(Unit.objects.filter(code__in=codes).order_by("code"))
    for start in range(0, PRACTICES, AT_ONCE):
        with transaction.atomic():
            for n in range(start, min(PRACTICES, start + AT_ONCE)):
                owner = dice.choice(owners)
                said = operations.Registration(
                    f"Mô hình thứ {n} của {owner.code}",
                    dice.choice(["collective", "collective", "individual"]),
                    owner,
                    date(2026, dice.randint(1, 9), dice.randint(1, 28)),
                    fields=[dice.choice(fields)],
                )
                practice = operations.register(scope=scope, registration=said)
                if dice.random() < 0.5:
                    amount = Amount(
                        dice.choice(kinds), owner, Period.parse("2026-Q3"), Quantity.of(dice.randint(1, 90))
                    )
                    operations.add_outcome(scope=scope, result=operations.Result([practice], amount))


def begun(code: str) -> Any:
    """The year report that a unit asks of itself."""
    from lantoa.common.scopes import everything
    from lantoa.organisations import queries as organisations
    from lantoa.organisations.models import Unit
    from lantoa.reports import operations, queries

    scope = everything("đo")
    asking = operations.Asking(
        asker=Unit.objects.get(code=code),
        name="Báo cáo năm",
        about="kết quả năm",
        due_days=10,
        from_on=date(2026, 1, 1),
        cadences=["year"],
        reporters="own",
    )
    of = operations.ask_for(scope=scope, asking=asking)
    stretch = queries.stretch_of(of, "2026")
    assert stretch is not None
    unit = organisations.unit(code, TODAY)
    return operations.start(scope=scope, of=of, unit=unit, stretch=stretch, today=TODAY).uuid


def taken(act: Callable[[], Made]) -> tuple[float, Made]:
    """Seconds, and what was made."""
    began = time.perf_counter()
    made = act()
    return time.perf_counter() - began, made


def measure(what: str, code: str) -> Any:
    """One report: its page, drafted whole, as Word, beside its plain text. Gives it."""
    from lantoa.reports import outgoing, queries

    uuid = begun(code)

    def paper() -> Any:
        found = queries.report(uuid)
        assert found is not None
        return queries.written(found, TODAY).paper

    page(uuid)
    shown, size = taken(lambda: page(uuid))
    print(f"{what}: page in {shown:.2f} s ({size / 1024:,.0f} KB)")
    paper()
    drafted, written = taken(paper)
    word, data = taken(lambda: outgoing.written(written, "docx"))
    least, _text = taken(lambda: outgoing.written(written, "txt"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size_said = f"{len(data) / 1024:,.0f} KB, {sum(1 for _ in written.figures()):,} figures"
    print(
        f"{what}: drafted in {drafted:.2f} s, Word in {word:.2f} s ({size_said}; as plain text {least:.2f} s), "
        f"{peak:.0f} MB"
    )
    in_background(what, uuid)
    return written


def page(uuid: Any) -> int:
    """The page of a draft, as its view answers; gives its bytes."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from lantoa.common.scopes import everything
    from lantoa.reports import queries
    from lantoa.reports.views import papers

    request: Any = RequestFactory().get("/")
    request.scope, request.today, request.user, request.session = everything("đo"), TODAY, AnonymousUser(), {}
    request.htmx = False
    return len(papers._show(request, queries.report(uuid)).content)  # type: ignore[arg-type]


def in_background(what: str, uuid: Any) -> None:
    """Its Word file as a worker makes it, in a process of its own."""
    from django.utils import timezone

    from lantoa.common.scopes import everything
    from lantoa.reports import operations, queries

    found = queries.report(uuid)
    assert found is not None
    made, _ = operations.ask_for_file(scope=everything("đo"), report=found, form="docx", at=timezone.now())
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.reports", str(made.pk)]
    took, done = taken(lambda: subprocess.run(command, check=True, capture_output=True, text=True))
    print(f"{what}: Word in the background in {took:.1f} s, {done.stdout.strip()} MB")


def make(pk: int) -> None:
    """What that process does; it tells its highest memory."""
    import django

    django.setup()
    from lantoa.reports import operations
    from lantoa.reports.models import Making

    operations.make(pk)
    assert Making.objects.get(pk=pk).stage == "done"
    # Not by getrusage: that begins with what the process had that began this one.
    (peak,) = (line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    print(f"{int(peak) / 1024:.0f}")


def in_print(written: Any) -> None:
    """A part of the report as PDF, piece by piece, beside LibreOffice and beside reading and saving the same file."""
    import io

    import pypdfium2 as pdfium

    from lantoa.reports import outgoing
    from lantoa.reports.layouts import pdf
    from lantoa.reports.rules import Table

    rows = [replace(one, rows=one.rows[:IN_PDF]) if isinstance(one, Table) else one for one in written.body]
    part = replace(written, body=tuple(rows))

    def printed() -> bytes:
        sheets, at, number, pieces = outgoing.sheets(part), 0, 1, []
        while at < len(sheets.units):
            piece = pdf.piece(sheets, at, number)
            at, number = piece.at, piece.page
            pieces.append(piece.data)
        return pdf.joined(pieces)

    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    took, data = taken(printed)
    work = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    document = pdfium.PdfDocument(data)
    least, _ = taken(lambda: document.save(io.BytesIO()))
    print(
        f"{IN_PDF:,} practices as PDF: {took:.1f} s ({work:.1f} s of work, {len(document):,} pages, "
        f"{len(data) / 1024:,.0f} KB; only saved {least:.2f} s)"
    )
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "paper.docx").write_bytes(outgoing.written(part, "docx"))
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, "paper.docx"]
            took, _done = taken(lambda: subprocess.run(command, cwd=folder, check=True, capture_output=True))
            number = len(pdfium.PdfDocument(Path(folder, "paper.pdf").read_bytes()))
            print(f"the same printed by LibreOffice from Word: {took:.1f} s ({number:,} pages)")


def main() -> None:
    """On SQLite, or on the new database that LANTOA_DATABASE names."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTOA_HOME": folder, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"}
        import django

        django.setup()
        from lantoa.cli.migrate import bring_up_to_date
        from lantoa.indicators import operations

        bring_up_to_date()
        ledger.BRANCHES = BRANCHES
        _units, _communes, branches = ledger.province()
        ledger.ledger(ledger.indicators(), branches, ledger.LINES)
        register(ledger.COMMUNES, 5)
        # As the worker does it once a minute. Likely doubles are not searched: random small numbers are all alike, so
        # that it would take hours (bench-doubles has amounts as people report them).
        operations.fold(today=TODAY, lines=["place"])
        print(f"{ledger.LINES:,} lines, {PRACTICES:,} practices, {ledger.COMMUNES} communes")
        measure(f"a commune of {BRANCHES} units", "c3")
        in_print(measure(f"a province of {ledger.COMMUNES} communes", "p"))


if __name__ == "__main__":
    make(int(sys.argv[1])) if len(sys.argv) > 1 else main()
