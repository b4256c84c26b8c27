"""Long columns that grow, in large pages where the system has them."""

from __future__ import annotations

from typing import Any

import numpy as np


class Growing:
    """A column of which the first ``count`` entries are filled.

    Room that nobody wrote to takes no memory. (np.empty asks for large pages; np.zeros does not, and first writing to
    small ones took 2.4 s a gigabyte where it was measured, to large ones 0.1 s.)
    """

    def __init__(self, kind: type[np.generic], expected: int) -> None:
        """Room for what is expected; more is made when it is needed."""
        self.count = 0
        self.whole: np.ndarray[Any, Any] = np.empty(max(1, expected), kind)

    def more(self, count: int) -> int:
        """Makes room for so many further entries; gives where they begin."""
        begin, self.count = self.count, self.count + count
        if self.count > len(self.whole):
            wider = np.empty(max(self.count, len(self.whole) + len(self.whole) // 2), self.whole.dtype)
            wider[:begin] = self.whole[:begin]
            self.whole = wider
        return begin
