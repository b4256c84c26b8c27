"""An Phú, 2011–2014: a directive from above, and the papers by which each level carries it out."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.directives import operations, queries
from lantoa.directives.models import Directive
from lantoa.directives.operations import Header
from lantoa.directives.queries import Linked
from lantoa.organisations.models import Unit
from tests.browsing import page, signed_in
from tests.cast import TODAY, Cast
from tests.systems.places import district, place

pytestmark = pytest.mark.django_db


def _paper(cast: Cast, unit: Unit, code: str, on: date, *uppers: Directive, issuer_name: str = "") -> Directive:
    header = Header(code, f"Văn bản {code}", on, None if issuer_name else unit, issuer_name)
    made, _new = operations.record_directive(
        scope=cast.product, unit=unit, header=header, carries_out=uppers, today=TODAY
    )
    return made


def _codes(node: Linked) -> list[str]:
    return [node.paper.code, *(code for lower in node.below for code in _codes(lower))]


def test_ap1_papers_point_to_those_that_they_carry_out_both_ways(cast: Cast) -> None:
    an_phu = district(cast, "an-phu", "An Phú", "An Giang")
    province = an_phu.parents.get(line="place").parent
    tu = place(cast, "tu-ag", "Tỉnh ủy An Giang", "party_committee", province)
    hu = place(cast, "hu-ap", "Huyện ủy An Phú", "party_committee", an_phu, party=tu)
    branches = [place(cast, f"cb-{n}", f"Chi bộ số {n}", "party_branch", an_phu, party=hu) for n in range(3)]

    central = _paper(cast, tu, "03-CT/TW", date(2011, 5, 14), issuer_name="Bộ Chính trị")
    above = _paper(cast, tu, "23-KH/TU", date(2011, 9, 6), central)
    own = _paper(cast, hu, "09-KH/HU", date(2011, 11, 21), above, central)
    below = [_paper(cast, branch, f"0{n + 1}-KH/CB", date(2012, 1, 5), own) for n, branch in enumerate(branches)]

    (root,) = queries.chain_of(own, cast.product).roots
    assert _codes(root) == ["03-CT/TW", "23-KH/TU", "09-KH/HU", "01-KH/CB", "02-KH/CB", "03-KH/CB"]
    assert root.below[0].below[0].also == ("03-CT/TW",)
    # From the lowest one goes up to the first, and from the first down to the lowest.
    (up,) = queries.chain_of(below[0], cast.product).roots
    assert _codes(up) == ["03-CT/TW", "23-KH/TU", "09-KH/HU", "01-KH/CB"]
    shown = page(signed_in(cast), f"/van-ban/{own.uuid}/", 404)
    assert "09-KH/HU" not in shown  # another province's matter
    assert {one.code for one in queries.uppers_of([own])[own.pk]} == {"03-CT/TW", "23-KH/TU"}
