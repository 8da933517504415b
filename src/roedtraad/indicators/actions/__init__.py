"""The verbs of the indicators."""

from .figures import end_series, hand_over_series, import_figures, look_at_small_counts, record_figures
from .files import accept_file, drop_file, forget_layout, lay_out_file, receive
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
from .sources import (
    ask_now,
    note_trouble,
    remove_query,
    rest_query,
    schedule_query,
    take_answer,
    wake_query,
)

__all__ = [
    "accept_file",
    "ask_now",
    "create_indicator",
    "drop_file",
    "edit_indicator",
    "edit_link",
    "edit_scale",
    "end_series",
    "forget_layout",
    "hand_over_series",
    "import_figures",
    "lay_out_file",
    "link",
    "look_at_small_counts",
    "mark_break",
    "note_trouble",
    "rebase",
    "receive",
    "record_figures",
    "release_figures",
    "remove_mark",
    "remove_query",
    "remove_target",
    "rest_query",
    "retire_indicator",
    "schedule_query",
    "score_scale",
    "set_target",
    "start_scale",
    "take_answer",
    "take_from_catalogue",
    "take_up_indicator",
    "unlink",
    "wake_query",
    "write_scale",
]
