"""A line of descent as a drawing: where boxes lie, and that whatever they say is only words."""

from __future__ import annotations

from xml.etree import ElementTree

from lantoa.design.lineage import IN_SIGHT, Link, Node, drawn

HOSTILE = "<script>alert(\"1\")</script> & 'ai'"


def test_names_notes_and_addresses_are_only_words() -> None:
    nodes = [Node(1, HOSTILE, HOSTILE, f"/x?a={HOSTILE}", is_self=True), Node(2, HOSTILE, stands=False)]
    parts = drawn(nodes, [Link(1, 2, HOSTILE)]).parts
    root = ElementTree.fromstring(f"<svg>{parts}</svg>")
    assert {one.tag for one in root.iter()} == {"svg", "path", "title", "a", "rect", "text", "tspan"}
    (link,) = root.iter("a")
    assert (link.get("href"), link.get("aria-current")) == (f"/x?a={HOSTILE}", "page")
    (title,) = root.iter("title")
    assert title.text == f"{HOSTILE} → {HOSTILE}, {HOSTILE}"


def test_of_many_beside_one_another_the_first_lies_beside_the_first() -> None:
    def tops(many: int) -> tuple[int, int]:
        nodes = [Node(key, f"Nơi {key}") for key in range(many + 1)]
        boxes = {one.node.key: one for one in drawn(nodes, [Link(0, key) for key in range(1, many + 1)]).boxes}
        return boxes[0].y, boxes[1].y

    few, many = tops(IN_SIGHT), tops(IN_SIGHT + 1)
    assert few[0] > few[1], "in the middle of what can be seen at once"
    assert many[0] == many[1]
