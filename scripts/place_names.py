"""Writes the reader's list of old districts, from the conversions of addresses that the product ships with.

Names that are also common words, or that people bear, are left out: without "huyện" before them they say nothing.
"""

from __future__ import annotations

from pathlib import Path

from vietnam_address_converter.data import DEFAULT_DATA

OUT = Path(__file__).parents[1] / "src" / "lantoa" / "reading" / "lexicons" / "districts.txt"
KINDS = {
    "Huyện": "huyện",
    "Quận": "quận",
    "Thị xã": "thị xã",
    "Thị Xã": "thị xã",
    "Thành phố": "thành phố",
    "Thành Phố": "thành phố",
}
# As words: "peace", "unity", "model", directions, and what whole sentences begin with.
AMBIGUOUS = {"Hòa Bình", "Thống Nhất", "Kiến Thiết", "Tân Tiến", "Đông Hưng", "Tiên Phước", "Thanh Bình", "Thanh Xuân"}
# Whom streets and schools everywhere are named after.
AMBIGUOUS |= {"Hai Bà Trưng", "Ngô Quyền", "Lê Chân"}


def main() -> None:
    """One heading a kind, the names under it."""
    found: dict[str, set[str]] = {}
    for row in DEFAULT_DATA["mapping"]["rows"]:
        name = row["old"]["district_name"]
        for prefix, kind in KINDS.items():
            if name.startswith(prefix + " ") and not name[len(prefix) + 1 :].isdigit():
                bare = name[len(prefix) + 1 :]
                if len(bare.split()) >= 2 and bare not in AMBIGUOUS:
                    found.setdefault(kind, set()).add(bare)
    lines = ["# Districts, towns and cities within provinces until 30/06/2025 | kind (scripts/place_names.py)"]
    for kind, names in found.items():
        lines += [f"[{kind}]", ", ".join(sorted(names))]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
