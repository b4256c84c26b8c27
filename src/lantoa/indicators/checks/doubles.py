"""What `lantoa doctor` asks of the table of likely doubles: that it holds what looking at every amount finds."""

from __future__ import annotations

from collections.abc import Iterator

from lantoa.common.checks import Break, Look, check
from lantoa.indicators.checks.ledger import in_parts, named
from lantoa.indicators.models import DoubleSearch, Fact, LikelyDouble
from lantoa.indicators.queries import amounts, double_search


@check("Sổ số liệu: các số có thể trùng đã tìm sẵn")
def doubles(look: Look) -> Iterator[Break]:
    """What is kept of each amount is what is found of it; what has to be looked at anew anyway is left out."""
    since = DoubleSearch.objects.first()
    if since is None:
        return
    look.expect(Fact.objects.filter(seq__lte=since.upto).count())
    anew = double_search.stirred(since) or set()
    for some in in_parts(amounts().filter(seq__lte=since.upto)):
        look.see(len(some))
        wanted = {fact.pk: fact for fact in some if fact.pk not in anew}
        kept = set(LikelyDouble.objects.filter(other__in=wanted).values_list("head", "other", "depth"))
        for other in sorted({other for _, other, _ in kept ^ double_search.candidates(wanted)}):
            what = "Danh sách số có thể trùng đã tìm sẵn chưa đúng. Hãy chạy lệnh: lantoa totals --rebuild"
            yield Break(what, named(wanted[other]))
