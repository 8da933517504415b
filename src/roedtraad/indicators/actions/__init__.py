"""The verbs of the indicators."""

from .figures import hand_over_series, import_figures, look_at_small_counts, record_figures
from .indicators import (
    create_indicator,
    edit_indicator,
    edit_link,
    link,
    mark_break,
    rebase,
    remove_mark,
    remove_target,
    retire_indicator,
    set_target,
    take_from_catalogue,
    take_up_indicator,
    unlink,
)
from .releasing import release_figures
from .scales import edit_scale, score_scale, start_scale, write_scale

__all__ = [
    "create_indicator",
    "edit_indicator",
    "edit_link",
    "edit_scale",
    "hand_over_series",
    "import_figures",
    "link",
    "look_at_small_counts",
    "mark_break",
    "rebase",
    "record_figures",
    "release_figures",
    "remove_mark",
    "remove_target",
    "retire_indicator",
    "score_scale",
    "set_target",
    "start_scale",
    "take_from_catalogue",
    "take_up_indicator",
    "unlink",
    "write_scale",
]
