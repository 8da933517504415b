"""The verbs of follow-up: run a round, report, sign off, correct, attach; and what to do about an uncertain mail."""

from .evidence import attach_file, attach_link, detach
from .mails import send_again, take_as_sent
from .reporting import correct_check_in, save_check_in, sign_off, submit
from .rounds import freeze, move_dates, open_cycle
from .sheets import take_in_sheet

__all__ = [
    "attach_file",
    "attach_link",
    "correct_check_in",
    "detach",
    "freeze",
    "move_dates",
    "open_cycle",
    "save_check_in",
    "send_again",
    "sign_off",
    "submit",
    "take_as_sent",
    "take_in_sheet",
]
