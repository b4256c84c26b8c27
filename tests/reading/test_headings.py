"""Heads of columns: proposed, and put right by what a person said."""

from __future__ import annotations

import time

from lantoa.reading import read
from lantoa.reading.headings import NONE, ROLES, headings, propose, taught
from lantoa.reading.lexicons import default_lexicons

TABLE = "Sổ\n\nMã\tViệc hay\tAi làm\tGhi nhận\nA1\tVườn thuốc nam\tHội Đông y\t12 hộ\nA2\tHẻm hoa\tẤp 2\t3 km\n"


def test_usual_heads_are_proposed_and_others_left_open() -> None:
    assert propose(["STT", "Tên mô hình", "Đơn vị chủ trì", "Mã vạch"]) == ("number", "practice", "owner", None)


def test_what_a_person_said_comes_before_the_readers_own_list() -> None:
    said = {"Việc hay": "practice", "Đơn vị chủ trì": NONE}
    assert propose(["Việc hay", "Đơn vị chủ trì"], said) == ("practice", None)
    assert propose(["Đơn vị chủ trì"]) == ("owner",)


def test_every_role_that_the_lexicon_gives_has_a_name() -> None:
    lexicon = default_lexicons()["table_heads"]
    assert set(lexicon._values.values()) <= set(ROLES)


def test_rows_become_practices_once_their_heads_are_known() -> None:
    assert not read(TABLE).models
    said = {"Việc hay": "practice", "Ai làm": "owner", "Ghi nhận": "result"}
    found = read(TABLE, taught(said))
    assert [(one.name, one.owner) for one in found.models] == [("Vườn thuốc nam", "Hội Đông y"), ("Hẻm hoa", "Ấp 2")]
    assert [one.role for one in headings(TABLE, taught(said))] == ["", "practice", "owner", "result"]
    assert [one.example for one in headings(TABLE)] == ["A1", "Vườn thuốc nam", "Hội Đông y", "12 hộ"]


def test_prose_and_figures_are_no_heads() -> None:
    long = "Xã đã làm được nhiều việc, " * 8
    assert headings(f"a\t{long}\nb\tc\n") == []
    assert headings("1\tHẻm hoa\t3 km\n2\tHẻm sạch\t4 km\n") == []


def test_reading_takes_no_longer_when_ten_thousand_groups_were_learned() -> None:
    text = "Tổ hùn vốn Bến Lở góp 5 triệu đồng, Tổ đan lát 77 góp 3 triệu đồng. " * 400
    names = {f"Tổ đan lát {number} và bạn": "tổ" for number in range(10_000)}
    lexicons = default_lexicons().with_units(names)

    def seconds(**how: object) -> float:
        began = time.process_time()
        read(text, **how)  # type: ignore[arg-type]
        return time.process_time() - began

    plain = min(seconds() for _ in range(3))
    # A guard against growth with what was learned, far from the 10,000 times that a list would take.
    assert min(seconds(lexicons=lexicons) for _ in range(3)) < 3 * plain + 0.5
