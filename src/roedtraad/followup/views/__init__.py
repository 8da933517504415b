"""The pages of follow-up."""

from .attaching import attach, attachment
from .by_link import answer, answer_attach, answer_attachment, answers, close_link, link
from .correcting import correct
from .mails import decide_on_mail, mails
from .questions import template
from .reporting import check_in, mine
from .rhythm import drop_round, rhythm, rounds_to_come
from .rounds import cycle, freeze, index, move_dates, open_cycle, snapshot
from .sheets import sheet_in, sheet_out

__all__ = [
    "answer",
    "answer_attach",
    "answer_attachment",
    "answers",
    "attach",
    "attachment",
    "check_in",
    "close_link",
    "correct",
    "cycle",
    "decide_on_mail",
    "drop_round",
    "freeze",
    "index",
    "link",
    "mails",
    "mine",
    "move_dates",
    "open_cycle",
    "rhythm",
    "rounds_to_come",
    "sheet_in",
    "sheet_out",
    "snapshot",
    "template",
]
