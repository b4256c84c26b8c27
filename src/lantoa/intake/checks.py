"""What `lantoa doctor` asks of the papers: that what was accepted is still there, and texts are of their own files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils.module_loading import import_string

from lantoa.common.checks import Break, Look, check
from lantoa.indicators.checks import in_parts
from lantoa.intake import rules
from lantoa.intake.models import Finding, FindingStep, Paper


@check("Văn bản tiếp nhận: bản đọc và tệp gốc")
def papers(look: Look) -> Iterator[Break]:
    """The text of a paper, and what its items cite, were read out of its own file."""
    look.expect(Paper.objects.count())
    others = Paper.objects.filter(text__isnull=False).exclude(text__file=F("file")).order_by("pk")
    for paper in others.iterator():
        yield Break("Bản đọc của văn bản không phải từ tệp của nó.", f"văn bản {paper.uuid}")
    astray = Finding.objects.exclude(citation__text__file=F("paper__file")).order_by("pk")
    for finding in astray.iterator():
        yield Break("Mục đọc được dẫn vào một tệp khác tệp của văn bản.", f"mục {finding.uuid}")
    look.see(Paper.objects.count())


@check("Văn bản tiếp nhận: hồ sơ của các mục đã nhận")
def records(look: Look) -> Iterator[Break]:
    """Every item that was accepted or joined still has its record."""
    last = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-pk").values("stage")[:1]
    settled = Finding.objects.annotate(stage=Subquery(last)).filter(stage__in=rules.SETTLED, same_as__isnull=True)
    look.expect(settled.count())
    for some in in_parts(settled):
        by_kind: dict[str, set[UUID]] = defaultdict(set)
        for finding in some:
            look.see()
            # People, units and dates are recognised only: they make no record.
            if finding.record:
                by_kind[finding.record_kind].add(finding.record)
        there: set[UUID] = set()
        for kind in by_kind.keys() & settings.RECORDS.keys():
            known: Callable[[Collection[UUID]], set[UUID]] = import_string(settings.RECORDS[kind])
            there |= known(by_kind[kind])
        for finding in some:
            if finding.record and finding.record_kind in settings.RECORDS and finding.record not in there:
                yield Break("Hồ sơ của mục đã nhận không còn.", f"mục {finding.uuid}")
