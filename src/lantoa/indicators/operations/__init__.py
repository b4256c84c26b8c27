"""Every change of the ledger, its totals, the catalogue and the targets."""

from lantoa.indicators.operations.catalogue import define_part, load_catalogue
from lantoa.indicators.operations.double_search import forget_doubles, search_doubles
from lantoa.indicators.operations.doubles import (
    UnableToDecideDouble,
    count_once,
    decide_double,
    tell_apart,
    undo_double,
)
from lantoa.indicators.operations.exemptions import UnableToExempt, end_exemption, exempt
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
from lantoa.indicators.operations.targets import (
    Goal,
    UnableToSetTarget,
    set_target,
    set_targets,
    target_columns,
    withdraw_target,
)

__all__ = [
    "MOST",
    "Amount",
    "Goal",
    "Source",
    "UnableToDecideDouble",
    "UnableToExempt",
    "UnableToPost",
    "UnableToSetTarget",
    "count_once",
    "decide_double",
    "define_part",
    "end_exemption",
    "exempt",
    "fold",
    "forget_doubles",
    "forget_totals",
    "load_catalogue",
    "measured",
    "one_after_another",
    "post",
    "reverse",
    "search_doubles",
    "set_target",
    "set_targets",
    "state",
    "target_columns",
    "tell_apart",
    "undo_double",
    "withdraw",
    "withdraw_target",
]
