"""The verbs of follow-up: run a round, report, sign off, correct, attach; and what to do about an uncertain mail."""

from .evidence import attach_file, attach_link, detach
from .mails import send_again, take_as_sent
from .questions import word_questions
from .reporting import correct_check_in, save_check_in, sign_off, submit
from .rhythm import BeatLine, drop_round, follow_meeting, make_rounds, plan_round, set_rhythm
from .rounds import freeze, move_dates, open_cycle
from .sheets import take_in_sheet
from .together import report_for_units

__all__ = [
    "BeatLine",
    "attach_file",
    "attach_link",
    "correct_check_in",
    "detach",
    "drop_round",
    "follow_meeting",
    "freeze",
    "make_rounds",
    "move_dates",
    "open_cycle",
    "plan_round",
    "report_for_units",
    "save_check_in",
    "send_again",
    "set_rhythm",
    "sign_off",
    "submit",
    "take_as_sent",
    "take_in_sheet",
    "word_questions",
]
