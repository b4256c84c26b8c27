"""What `lantoa doctor` asks of numbered papers: that numbers, chains and answers agree with what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from lantoa.common.checks import Break, Look, check
from lantoa.directives.models import Addressee, AddresseeStep, Congress, Directive, Implementation, Number
from lantoa.directives.rules import sendings
from lantoa.directives.rules.numbers import BY_TERM, USUAL, begins_on
from lantoa.directives.rules.papers import goes_round


@check("Văn bản: số đứng đúng nhiệm kỳ, đúng năm")
def series(look: Look) -> Iterator[Break]:
    """The first day of the series of every number follows from its day, and for a term from the congresses."""
    rows = Number.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    look.expect(rows.count())
    closed: defaultdict[int, list[date]] = defaultdict(list)
    for unit, day in Congress.objects.filter(withdrawn_at__isnull=True).values_list("unit_id", "closed_on"):
        closed[unit].append(day)
    for one in rows.iterator():
        look.see()
        if one.series_from != begins_on(USUAL[one.runs == BY_TERM], one.dated_on, closed[one.unit_id]):
            yield Break("Số văn bản không đứng đúng nhiệm kỳ hoặc năm của ngày văn bản.", f"số {one.uuid}")


@check("Văn bản: không văn bản nào triển khai chính nó")
def chains(look: Look) -> Iterator[Break]:
    """No paper carries out one that carries it out, and none is older than what it carries out."""
    links = list(Implementation.objects.order_by("pk").values_list("lower_id", "upper_id"))
    look.expect(len(links))
    days = dict(Directive.objects.values_list("pk", "dated_on"))
    for lower, upper in links:
        look.see()
        if goes_round(links, lower, [upper]) is not None:
            yield Break("Văn bản triển khai vòng quanh chính nó.", f"văn bản {lower}")
        elif days[upper] > days[lower]:
            yield Break("Văn bản đề ngày trước văn bản mà nó triển khai.", f"văn bản {lower}")


@check("Văn bản: trả lời khớp với các bước đã ghi")
def answers(look: Look) -> Iterator[Break]:
    """Every addressee stands where its last step led; an answer by a paper is by one of the unit's own."""
    rows = Addressee.objects.select_related("paper").order_by("pk")
    look.expect(rows.count())
    last: dict[int, tuple[str, str]] = {}
    for pk, verb, stage in AddresseeStep.objects.order_by("pk").values_list("addressee_id", "verb", "stage"):
        before = last.get(pk, ("", "waiting"))[1]
        if sendings.after(before, verb) != stage:
            yield Break("Bước xử lý không theo thứ tự cho phép.", f"đơn vị nhận {pk}")
        last[pk] = verb, stage
    for one in rows.iterator():
        look.see()
        if last.get(one.pk, ("", "waiting"))[1] != one.stage:
            yield Break("Tình trạng không khớp bước xử lý cuối cùng.", f"đơn vị nhận {one.uuid}")
        if one.paper and one.paper.issuer_id != one.unit_id:
            yield Break("Trả lời bằng văn bản của đơn vị khác.", f"đơn vị nhận {one.uuid}")
