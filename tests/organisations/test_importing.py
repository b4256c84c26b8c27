"""A tree from Excel: every error at once, all rows or none, the same file twice once, nothing beyond the scope."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lantoa.accounts.operations import make_account
from lantoa.common.scopes import Scope, everything
from lantoa.history.queries import of_record
from lantoa.organisations import operations, queries, trees
from lantoa.organisations.models import Change, Unit, UnitContact, UnitName, UnitParent
from lantoa.organisations.operations import UnableToChangeUnits, UnableToLoadTree
from lantoa.organisations.trees.reading import UnableToReadTree
from tests.cast import LONG_AGO, TODAY, Cast
from tests.organisations.workbooks import filled, part, row

PRODUCT = everything("kiểm thử")
LATER = "01/01/2026"
GROUP = "Tổ, nhóm, câu lạc bộ"
PAPER = "Nghị quyết số 12/NQ-HĐND ngày 20/6/2025"


def manager(cast: Cast, unit: str) -> Scope:
    user = make_account(username=f"ql-{unit}", full_name="Người Quản Lý", password=None)
    operations.grant(scope=PRODUCT, user=user, unit=cast.units[unit], role="manager", on=LONG_AGO)
    return queries.scope_for(user, TODAY)


def load(data: bytes, scope: Scope = PRODUCT) -> Change | None:
    return operations.load_tree(scope=scope, data=data, name="cay.xlsx", paper=PAPER)


def said(data: bytes, scope: Scope = PRODUCT) -> list[str]:
    return [str(one) for one in operations.examine(scope=scope, data=data).wrong]


def test_units_come_in_with_their_lines_names_and_contacts_in_whatever_order(cast: Cast) -> None:
    rows = [
        row("cb-tay", "Chi bộ thôn Tây", "Chi bộ", place="thon-tay", party="du-an-phuc", phone="0292 3 123 456"),
        row("thon-tay", "Thôn Tây", from_on=date(2025, 7, 1), address="Nhà văn hóa thôn Tây", email="tay@an-phuc.vn"),
    ]
    change = load(filled(rows), manager(cast, "ben-lau"))
    assert change is not None
    assert (change.kind, change.paper, change.effective_on) == ("loaded", PAPER, date(2025, 7, 1))
    branch = queries.unit("cb-tay", TODAY)
    assert {line: one.code for line, one in queries.parents_on(branch.pk, TODAY).items()} == {
        "place": "thon-tay",
        "party": "du-an-phuc",
    }
    assert branch.pk in queries.subtree(cast.units["song-trang"].pk, "place", date(2025, 7, 1))
    assert branch.founded_on == date(2025, 7, 1)
    assert branch.is_founding_known
    assert UnitContact.objects.get(unit__code="thon-tay").address == "Nhà văn hóa thôn Tây"
    assert UnitContact.objects.get(unit=branch).phone == "0292 3 123 456"
    assert [one.name for one in queries.find("thon tay", TODAY)] == ["Thôn Tây", "Chi bộ thôn Tây"]
    assert [event.verb for event in of_record("unit", branch.uuid)] == ["loaded"]


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    data = filled([row("thon-tay", "Thôn Tây", phone="0292 1"), row("thon-nam", "Thôn Nam", place="an-phuc")])
    assert load(data) is not None
    before = [model.objects.count() for model in (Unit, UnitName, UnitParent, UnitContact, Change)]
    assert load(data) is None
    seen = operations.examine(scope=PRODUCT, data=data)
    assert (seen.new, seen.changed, seen.unchanged) == (0, 0, 2)
    assert [model.objects.count() for model in (Unit, UnitName, UnitParent, UnitContact, Change)] == before


def test_changed_rows_become_names_classes_parents_and_contacts_from_their_day(cast: Cast) -> None:
    load(filled([row("thon-tay", "Thôn Tây", phone="0292 1", email="a@b.vn")]))
    changed = row(
        "thon-tay",
        "Tổ Tây",
        "Tổ, nhóm, câu lạc bộ",
        place="tan-loi",
        from_on="01/01/2026",
        phone="0292 2",
        front="pn-an-phuc",
    )
    seen = operations.examine(scope=PRODUCT, data=filled([changed]))
    (one,) = seen.changes
    assert {diff.column: (diff.before, diff.after) for diff in one.differences} == {
        "name": ("Thôn Tây", "Tổ Tây"),
        "unit_class": ("Thôn, ấp, khu phố", "Tổ, nhóm, câu lạc bộ"),
        "place": ("an-phuc", "tan-loi"),
        "front": ("", "pn-an-phuc"),
        "phone": ("0292 1", "0292 2"),
    }
    assert load(filled([changed])) is not None
    unit = queries.unit("thon-tay", TODAY)
    assert queries.names_on([unit.pk], date(2025, 12, 31)) == {unit.pk: "Thôn Tây"}
    assert (unit.name, unit.class_code) == ("Tổ Tây", "group")
    assert queries.parents_on(unit.pk, date(2025, 12, 31))["place"].code == "an-phuc"
    assert unit.pk in queries.subtree(cast.units["tan-loi"].pk, "place", date(2026, 1, 1))
    contacts = list(UnitContact.objects.filter(unit=unit).order_by("from_on").values_list("phone", "email", "to_on"))
    assert contacts == [("0292 1", "a@b.vn", date(2025, 12, 31)), ("0292 2", "a@b.vn", None)]


def test_an_empty_cell_leaves_what_stands(cast: Cast) -> None:
    load(filled([row("cb-tay", "Chi bộ Tây", "Chi bộ", party="du-an-phuc", phone="1")]))
    assert load(filled([row("cb-tay", "Chi bộ Tây", "Chi bộ", place=None)])) is None


TWELVE: list[tuple[int, dict[str, object], str, str]] = [
    (2, {"code": ""}, "Mã", "hãy ghi mã"),
    (42, {"code": "có dấu"}, "Mã", "không phải là mã"),
    (82, {"code": "thon-3"}, "Mã", "đã ghi ở dòng 5"),
    (122, {"name": " \u200b"}, "Tên", "hãy ghi tên"),
    (162, {"unit_class": "Bộ lạc"}, "Loại", "không có loại"),
    (202, {"place": "khong-co"}, "Thuộc địa bàn (mã)", "khong-co"),
    (242, {"party": "cb-khong-co"}, "Cấp trên tuyến Đảng (mã)", "cb-khong-co"),
    (282, {"from_on": "31/02/2025"}, "Từ ngày", "lịch không có ngày"),
    (322, {"from_on": "hôm qua"}, "Từ ngày", "không phải là ngày"),
    (362, {"email": "không phải thư"}, "E-mail", "không phải là địa chỉ e-mail"),
    (402, {"phone": "gọi sau"}, "Điện thoại", "số điện thoại"),
    (442, {"place": "thon-440"}, "Thuộc địa bàn (mã)", "chính mình"),
]


def test_of_five_hundred_rows_every_wrong_cell_is_told_at_once_and_nothing_is_loaded(cast: Cast) -> None:
    rows = [row(f"thon-{at}", f"Thôn {at}") for at in range(500)]
    for line, wrong, _column, _words in TWELVE:
        rows[line - 2] |= wrong
    data = filled(rows)
    found = said(data)
    assert len(found) == 12
    for text, (line, _wrong, column, words) in zip(found, TWELVE, strict=True):
        assert text.startswith(f"Dòng {line}, cột {column}: ")
        assert words in text
    before = Unit.objects.count()
    with pytest.raises(UnableToLoadTree, match="12 ô sai") as refused:
        load(data)
    assert len(refused.value.examination.wrong) == 12
    assert Unit.objects.count() == before


def test_the_wrong_cells_come_back_marked_with_what_is_wrong(cast: Cast) -> None:
    data = filled([row("thon-tay", "=HYPERLINK(1)", from_on="31/02/2025"), row("thon-nam", "Thôn Nam", email="x")])
    seen = operations.examine(scope=PRODUCT, data=data)
    back = trees.marked(operations.kinds(), seen.cells, seen.wrong)
    notes = dict(re.findall(r'<comment ref="(\w+)".*?<t(?: [^>]*)?>(.*?)</t>', part(back, "xl/comments1.xml"), re.S))
    assert set(notes) == {"H2", "K3"}
    assert notes["H2"].startswith("Lịch không có ngày")
    styles = dict(re.findall(r'<c r="(\w+)" s="(\d+)"', part(back, "xl/worksheets/sheet1.xml")))
    assert styles["H2"] == styles["K3"] != styles.get("B2")
    assert "F8D7D3" in part(back, "xl/styles.xml")
    assert "<f>" not in part(back, "xl/worksheets/sheet1.xml")
    again = operations.examine(scope=PRODUCT, data=back)
    assert again.wrong == seen.wrong


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("a", "Tổ A", GROUP, place="b"), row("b", "Tổ B", GROUP, place="a")], "a → b → a"),
        ([row("a", "Chi bộ A", "Chi bộ", party="b"), row("b", "Chi bộ B", "Chi bộ", party="a")], "vòng tròn"),
        ([row("an-phuc-1", "Thôn Đông", place="a", from_on=LATER), row("a", "A", place="an-phuc-1")], "địa bàn"),
        ([row("du-an-phuc", "Đảng ủy xã An Phúc", "Cấp ủy", party="cb-dong", from_on="01/01/2026")], "vòng tròn"),
    ],
)  # fmt: skip
def test_circles_are_found_on_every_line(cast: Cast, rows: list[dict[str, object]], words: str) -> None:
    assert words in " ".join(said(filled(rows)))
    with pytest.raises(UnableToChangeUnits):
        load(filled(rows))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (row("thon-tay", "Thôn Tây", place="tan-loi"), "không thuộc phạm vi"),
        (row("tan-loi", "Xã Khác", "Xã", place=None), "không thuộc phạm vi"),
        (row("cb-tay", "Chi bộ Tây", "Chi bộ", party="hu-ben-lau"), "không thuộc phạm vi"),
        (row("an-phuc-1", "Thôn Đông", place="tan-loi", from_on="01/01/2026"), "không thuộc phạm vi"),
        (row("q", "Nước Q", "Quốc gia", place=None), "phải thuộc một địa bàn"),
    ],
)
def test_nothing_is_touched_that_the_manager_does_not_manage(cast: Cast, wrong: dict[str, object], words: str) -> None:
    scope = manager(cast, "an-phuc")
    (text,) = said(filled([wrong]), scope)
    assert words in text
    with pytest.raises(UnableToLoadTree):
        load(filled([wrong]), scope)
    assert all(
        words in one for one in said(filled([row("a", "Thôn A")]), cast.scope(cast.lan)) for words in ["phạm vi"]
    )


def test_a_change_begins_after_what_it_changes(cast: Cast) -> None:
    assert [
        "Dòng 2, cột Từ ngày" in one for one in said(filled([row("an-phuc-1", "Thôn Đông Mới", from_on="01/01/1990")]))
    ] == [True]
    late = [
        row("a", "Xã A", "Xã", place="ben-lau", from_on="01/01/2026"),
        row("b", "Thôn B", place="a", from_on="01/07/2025"),
    ]
    assert "01/01/2026" in said(filled(late))[0]
    assert "Từ ngày" not in said(filled(late))[0]
    ended = cast.units["an-phuc-1"]
    order = operations.Order(PAPER, date(2025, 1, 1))
    operations.dissolve(scope=PRODUCT, order=order, unit=ended)
    assert "đã kết thúc" in said(filled([row("an-phuc-1", "Thôn Đông")]))[0]
    assert "đã kết thúc" in said(filled([row("to-1", "Tổ 1", "Tổ, nhóm, câu lạc bộ", place="an-phuc-1")]))[0]


def test_a_place_stands_only_in_a_wider_place(cast: Cast) -> None:
    assert "không thể thuộc" in said(filled([row("x", "Xã X", "Xã", place="an-phuc-1")]))[0]
    assert "không thể thuộc" in said(filled([row("x", "Thôn X", place="du-an-phuc")]))[0]
    assert not said(filled([row("x", "Chi hội X", "Đoàn thể chính trị - xã hội", place="pn-an-phuc")]))


def test_what_was_previewed_is_what_is_done_or_nothing(cast: Cast) -> None:
    data = filled([row("thon-tay", "Thôn Tây")])
    seen = operations.examine(scope=PRODUCT, data=data)
    load(filled([row("thon-tay", "Thôn Tây Cũ", from_on="01/01/2020")]))
    with pytest.raises(UnableToLoadTree, match="xem lại"):
        operations.load_tree(scope=PRODUCT, data=data, name="cay.xlsx", paper=PAPER, expected=seen.digest)
    assert queries.unit("thon-tay", TODAY).name == "Thôn Tây Cũ"


def test_a_load_needs_a_paper(cast: Cast) -> None:
    with pytest.raises(UnableToChangeUnits, match="căn cứ"):
        operations.load_tree(scope=PRODUCT, data=filled([row("a", "Thôn A")]), name="x", paper=" ")


def test_the_product_itself_may_found_a_country(db: None) -> None:
    rows = [row("xx", "Nước Xa", "Quốc gia", place=None), row("tinh-x", "Tỉnh X", "Tỉnh", place="xx")]
    assert load(filled(rows)) is not None
    assert queries.subtree(Unit.objects.get(code="xx").pk, "place", TODAY) >= {Unit.objects.get(code="tinh-x").pk}


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2+3", "+84", "{=1}", "<script>", "'; DROP TABLE units;--"])
def test_hostile_names_stay_text(cast: Cast, name: str) -> None:
    load(filled([row("thu", name)]))
    assert queries.unit("thu", TODAY).name == name


def test_what_is_not_a_filled_in_template_is_refused_in_a_sentence(cast: Cast) -> None:
    template = trees.template(operations.kinds())
    for data in (b"", b"abc", b"PK\x03\x04", template, template[: len(template) // 2]):
        with pytest.raises(UnableToReadTree, match=r"\.$"):
            operations.examine(scope=PRODUCT, data=data)
