"""What a spreadsheet would change: each difference beside what stands, and each row that cannot be taken, with why."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.enums import StatusKey
from roedtraad.core.forms import DayField
from roedtraad.core.reasons import Reason
from roedtraad.followup.enums import Need
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import my_lines
from roedtraad.followup.questions import Questions
from roedtraad.followup.rules import what_is_missing, why_not_report
from roedtraad.plans.models import Goal

from .columns import COLUMNS, NEEDS, columns_of, words_of
from .reading import Row

ASKED = ("status", "happened", "need", "needed", "awaited_until")


@dataclass(frozen=True)
class Difference:
    """A goal that the sheet says something new about. `changes`: (question, what stands, what the sheet says);
    `answer`: all five as they would be; `version`: of the check-in that stands (0: none); `missing`: before sign-off."""

    goal: Goal
    changes: list[tuple[str, str, str]]
    answer: dict[str, Any]
    version: int
    missing: list[Reason]


@dataclass(frozen=True)
class Comparison:
    """`same`: how many rows say what stands already."""

    differences: list[Difference]
    faults: list[Reason]
    same: int


def compare(rows: Sequence[Row], cycle: Cycle, user: Any, questions: Questions | None = None) -> Comparison:
    """A cell that is empty changes nothing: what stands there is kept. Told in the words of the plan's `questions`."""
    headers = COLUMNS | columns_of(questions or Questions({}))
    lines = {line.goal.pk: line for line in my_lines(cycle, user)}
    differences, faults, same = [], [], 0
    met: dict[int, str] = {}
    for row in rows:
        wrong = _why_not_row(row, cycle, lines, met)
        if wrong:
            faults.append(wrong)
            continue
        met[row.goal] = row.at["key"]
        line = lines[row.goal]
        said = line.check_in or CheckIn(cycle=cycle, goal=line.goal)
        said.cycle, said.goal = cycle, line.goal
        answer, bad = _answer(row, said, headers)
        refused = why_not_report(said)
        if bad or refused:
            faults += bad or [_at(row.at["key"], refused[0])]
            continue
        changes = _changes(said, answer, headers)
        if not changes:
            same += 1
            continue
        missing = what_is_missing(answer["status"], answer["need"], answer["needed"], answer["awaited_until"])
        differences.append(Difference(line.goal, changes, answer, said.version if said.pk else 0, missing))
    return Comparison(differences, faults, same)


def _at(cell: str, reason: Reason) -> Reason:
    return Reason(
        reason.code, _("%(cell)s: %(sentence)s") % {"cell": cell, "sentence": reason.sentence}, reason.way_out
    )


def _why_not_row(row: Row, cycle: Cycle, lines: dict[int, Any], met: dict[int, str]) -> Reason | None:
    """Another round's row, a goal that is not one's own, and a goal that stands twice."""
    cell = row.at["key"]
    if row.cycle != cycle.pk:
        return Reason(
            "sheet-other-cycle",
            _("%(cell)s: the row belongs to another round than “%(cycle)s”.")
            % {"cell": cell, "cycle": cycle.title},
            _("Download the sheet of this round, and copy what you have written into it."),
        )
    if row.goal not in lines:
        return Reason(
            "sheet-not-mine",
            _("%(cell)s: the goal is not one that you report on.") % {"cell": cell},
            _("Delete the row: the one who answers for the goal has a sheet of its own."),
        )
    if row.goal in met:
        return Reason(
            "sheet-goal-twice",
            _("%(cell)s: the goal stands in %(other)s too.") % {"cell": cell, "other": met[row.goal]},
            _("Keep one of the two rows."),
        )
    return None


def _answer(
    row: Row, said: CheckIn, headers: dict[str, tuple[Any, int]]
) -> tuple[dict[str, Any], list[Reason]]:
    """The five answers as they would stand, and what cannot be read."""
    answer: dict[str, Any] = {name: getattr(said, name) for name in ASKED}
    faults = []
    for name in ("happened", "needed"):
        if row.cells.get(name):
            answer[name] = row.cells[name]
    for name in ("status", "need"):
        words = row.cells.get(name, "")
        if not words:
            continue
        known = words_of(name)
        value = known.get(" ".join(words.split()).casefold())
        if value is None:
            offered = (
                [str(each.label) for each in StatusKey] if name == "status" else map(str, NEEDS.values())
            )
            faults.append(
                Reason(
                    f"sheet-{name}",
                    _("%(cell)s: “%(words)s” is no answer to “%(question)s”.")
                    % {"cell": row.at[name], "words": words[:60], "question": headers[name][0]},
                    _("Write one of these: %(offered)s.") % {"offered": ", ".join(offered)},
                )
            )
        else:
            answer[name] = value
    written = row.cells.get("awaited_until", "")
    if written:
        day = row.day or _day(written)
        if day is None:
            faults.append(
                Reason(
                    "sheet-day",
                    _("%(cell)s: “%(words)s” is no day in the calendar.")
                    % {"cell": row.at["awaited_until"], "words": written[:60]},
                    _("Write it as 24-12-2026."),
                )
            )
        else:
            answer["awaited_until"] = day
    if answer["need"] != Need.AWAITED:
        answer["awaited_until"] = None
    return answer, faults


def _day(words: str) -> datetime.date | None:
    for form in DayField().input_formats or ():
        try:
            return datetime.datetime.strptime(words, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _changes(
    said: CheckIn, answer: dict[str, Any], headers: dict[str, tuple[Any, int]]
) -> list[tuple[str, str, str]]:
    found = []
    for name in ASKED:
        before, after = _told(name, getattr(said, name)), _told(name, answer[name])
        if before != after:
            found.append((str(headers[name][0]), before, after))
    return found


def _told(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "status":
        return str(StatusKey(value).label)
    if name == "need":
        return "" if value == Need.NONE else str(NEEDS[value])
    return date_format(value, "DATE_FORMAT") if isinstance(value, datetime.date) else str(value)
