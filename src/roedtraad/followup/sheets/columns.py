"""The columns of the spreadsheet: found again by their headers, wherever somebody has moved them."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from roedtraad.core.enums import StatusKey
from roedtraad.followup.enums import Need
from roedtraad.followup.questions import USUAL, Questions

KEY, GOAL = "key", "goal"
# key of the column: (header, width in letters)
COLUMNS: dict[str, tuple[Any, int]] = {
    KEY: (_("Do not change"), 18),
    GOAL: (_("Goal"), 44),
    "status": (USUAL["status"], 22),
    "happened": (USUAL["happened"], 60),
    "need": (USUAL["need"], 24),
    "needed": (_("Say in one sentence what is needed"), 44),
    "awaited_until": (_("If you are waiting: until when?"), 18),
}
OTHER_HEADERS = [header for name, (header, _width) in COLUMNS.items() if name not in USUAL]
NEEDS: dict[str, Any] = {
    Need.NONE: _("Nothing now"),
    Need.INITIATIVE: _("An initiative"),
    Need.DECISION: _("A decision"),
    Need.AWAITED: _("We are waiting for something"),
}


def columns_of(questions: Questions) -> dict[str, tuple[Any, int]]:
    """The columns for a plan: its questions in its words, without what it does not ask. What is needed is always
    there: a goal that is neither on track nor reached says it, asked or not."""
    return {
        name: (questions[name] if name in USUAL else header, width)
        for name, (header, width) in COLUMNS.items()
        if name != "happened" or questions.asks("happened")
    }


def known_headers(questions: Questions) -> dict[str, str]:
    """{header, folded: name of the column}: the usual words and the plan's own, as a sheet may be older than these."""
    found = {folded(header): name for name, (header, _width) in COLUMNS.items()}
    found |= {folded(header): name for name, (header, _width) in columns_of(questions).items()}
    return {
        header: name for header, name in found.items() if name != "happened" or questions.asks("happened")
    }


def key(cycle: int, goal: int) -> str:
    """What says which round and goal a row is about: 'R4-M17'."""
    return f"R{cycle}-M{goal}"


def parted(text: str) -> tuple[int, int] | None:
    """(round, goal) of a key; None for anything else."""
    found = re.fullmatch(r"R(\d{1,15})-M(\d{1,15})", text.strip())
    return (int(found[1]), int(found[2])) if found else None


def folded(text: object) -> str:
    return " ".join(str(text).split()).casefold()


def words_of(name: str) -> dict[str, str]:
    """{the word in a cell, folded: the value} of a column with choices."""
    choices = {each.value: each.label for each in StatusKey} if name == "status" else NEEDS
    return {folded(label): str(value) for value, label in choices.items()}
