"""What the processes of the tests of reading many papers do; spawned processes import it by name."""

from __future__ import annotations

import os
import time

from lantoa.cli.read_many import Source


def said(source: Source) -> str:
    """The text itself, the later ones sooner; a paper that says so ends its process at once."""
    text = source.data().decode()
    if text == "dies":
        os._exit(9)
    time.sleep(0.05 if text == "0" else 0)
    return text


def died(source: Source) -> str:
    """What stands for a paper whose process died."""
    return f"died: {source.path.name}"
