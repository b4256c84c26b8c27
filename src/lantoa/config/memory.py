"""How a process that answers pages looks for garbage."""

from __future__ import annotations

import gc

from django.urls import get_resolver


def settle() -> None:
    """What is loaded lives as long as the process: looked through again and again, it would make pages wait.

    By default Python looks after every 700 objects; a page makes tens of thousands, and a twelfth of its time went into
    that.
    """
    assert get_resolver().url_patterns  # every view, with all that it needs
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
