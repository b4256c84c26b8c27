"""Every change of the ledger, its totals and the catalogue."""

from lantoa.indicators.operations.catalogue import define_part, load_catalogue
from lantoa.indicators.operations.doubles import (
    UnableToDecideDouble,
    count_once,
    decide_double,
    tell_apart,
    undo_double,
)
from lantoa.indicators.operations.folding import fold, forget_totals
from lantoa.indicators.operations.posting import (
    MOST,
    Amount,
    Source,
    UnableToPost,
    measured,
    one_after_another,
    post,
    reverse,
    state,
    withdraw,
)

__all__ = [
    "MOST",
    "Amount",
    "Source",
    "UnableToDecideDouble",
    "UnableToPost",
    "count_once",
    "decide_double",
    "define_part",
    "fold",
    "forget_totals",
    "load_catalogue",
    "measured",
    "one_after_another",
    "post",
    "reverse",
    "state",
    "tell_apart",
    "undo_double",
    "withdraw",
]
