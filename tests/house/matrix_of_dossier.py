"""The rows of the rights matrix for what is told of a practice beyond its registration."""

from __future__ import annotations

from tests.house.expecting import Row

DOSSIER: dict[str, Row] = {
    # An examination, which whoever decides above may note as well; a description is for who keeps the practice alone.
    "practices:judge": Row("official:confirm|approve", "both", sees="read", acts="confirm|approve"),
    "practices:tell": Row("official:confirm", "both", sees="read", acts="confirm"),
    "practices:withdraw_mark": Row("official:confirm|approve", "both", sees="read", acts="confirm|approve"),
    "practices:prove": Row("official:confirm", "both", sees="read", acts="confirm"),
    "practices:proof": Row("official:read", sees="read"),
    "practices:withdraw_proof": Row("official:confirm", "both", sees="read", acts="confirm"),
}
