"""The triggers lie beside those of append-only tables, where concepts below this one use them too."""

from lantoa.history.no_overlap import no_overlap

__all__ = ["no_overlap"]
