"""Lập Thạch, 2022: guidance is issued, and every unit below acts on it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.common.scopes import everything
from lantoa.directives import operations, queries
from lantoa.directives.models import Addressee
from lantoa.directives.operations import Call, Header, OwnPaper, Upload
from lantoa.organisations import operations as organisations
from tests.cast import Cast
from tests.files.test_photos import JPEG
from tests.systems.places import BEFORE, district, place

pytestmark = pytest.mark.django_db
ISSUED, DUE, LATER = date(2022, 2, 14), date(2022, 3, 31), date(2022, 4, 5)


def test_lt1_guidance_goes_out_and_who_has_and_who_is_late_is_seen(cast: Cast) -> None:
    lap_thach = district(cast, "lap-thach", "Lập Thạch", "Vĩnh Phúc")
    hu = place(cast, "hu-lt", "Huyện ủy Lập Thạch", "party_committee", lap_thach)
    board = place(cast, "btg-lt", "Ban Tuyên giáo Huyện ủy Lập Thạch", "advisory_board", lap_thach, party=hu)
    communes = [place(cast, f"xa-{n}", f"Xã số {n}", "commune", lap_thach) for n in range(4)]
    committees = [
        place(cast, f"du-{n}", f"Đảng ủy xã số {n}", "party_committee", commune, party=hu)
        for n, commune in enumerate(communes)
    ]
    branches = [
        place(cast, f"cb-{n}-{m}", f"Chi bộ {m} xã số {n}", "party_branch", communes[n], party=committees[n])
        for n in range(4)
        for m in range(2)
    ]
    head = organisations.add_person(scope=cast.product, full_name="Đỗ Văn Bí Thư", unit=committees[3])
    organisations.appoint(
        scope=cast.product, person=head, unit=committees[3], title="Bí thư Đảng ủy", on=BEFORE, is_head=True
    )

    # The board drafts it, the committee issues it and sends it to everybody below.
    drafted = Header("15-HD/BTGHU", "Hướng dẫn học tập chuyên đề năm 2022", ISSUED, issuer=board)
    draft, _ = operations.record_directive(scope=cast.product, unit=board, header=drafted, today=ISSUED)
    issued = Header("57-KH/HU", "Học tập chuyên đề năm 2022", ISSUED, issuer=hu)
    plan, _ = operations.record_directive(scope=cast.product, unit=hu, header=issued, carries_out=[draft], today=ISSUED)
    call = Call("below", "party", classes=("party_committee", "party_branch"), due_on=DUE)
    _sending, many = operations.send(scope=cast.product, directive=plan, sender=hu, call=call, today=ISSUED)
    assert many == 12

    # Committees answer by a paper of their own, branches tick, one gives a reason, one stays silent.
    for n, unit in enumerate(committees[:3]):
        operations.answer_new_paper(
            scope=cast.product,
            addressee=Addressee.objects.get(directive=plan, unit=unit),
            own=OwnPaper(f"{n + 5:02d}-KH/ĐU", "Triển khai Kế hoạch 57-KH/HU", date(2022, 3, 1)),
            today=date(2022, 3, 2),
        )
    for branch in branches[:6]:
        operations.answer_done(
            scope=cast.product,
            addressee=Addressee.objects.get(directive=plan, unit=branch),
            done_on=date(2022, 3, 5),
            photo=Upload("sinh-hoat.jpg", JPEG),
            today=date(2022, 3, 6),
        )
    operations.answer_reason(
        scope=cast.product,
        addressee=Addressee.objects.get(directive=plan, unit=branches[6]),
        why="Chi bộ ghép sinh hoạt với chi bộ 1",
        today=date(2022, 3, 6),
    )

    found = queries.counts_of([plan], LATER)[plan.pk]
    assert (found.everyone, found.answered, found.late) == (12, 10, 2)
    rows = {
        row.unit.code: (row.count.answered, row.count.everyone)
        for row in queries.board(plan, hu.pk, "party", LATER).rows
    }
    assert rows == {"du-0": (3, 3), "du-1": (3, 3), "du-2": (3, 3), "du-3": (1, 3)}
    late = queries.narrowed_addressees(
        queries.named_addressees(queries.under(plan, hu.pk, "party", LATER), LATER), "late", "", LATER
    )
    assert [one.unit_name for one in late] == ["Chi bộ 1 xã số 3", "Đảng ủy xã số 3"]
    # The late committee has no account: its head is named for a text to pass on; the branch has nobody.
    at = timezone.now().replace(year=2022, month=4, day=5)
    done = operations.remind_late(scope=everything("Ban Tuyên giáo"), directive=plan, at=at)
    operations.do_chores(at=at, within=timedelta(minutes=1))
    assert (done.units, done.unreached) == (1, ("Chi bộ 1 xã số 3",))
    reached = queries.contacts_of(list(late), LATER)
    assert [one.heads for one in reached] == [(), ("Đỗ Văn Bí Thư (Bí thư Đảng ủy)",)]
    # On the last day nobody is late yet.
    assert queries.counts_of([plan], DUE)[plan.pk].late == 0
    assert queries.counts_of([plan], DUE + timedelta(days=1))[plan.pk].late == 2
