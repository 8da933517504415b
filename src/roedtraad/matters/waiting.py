"""What waits for whom in matters: one's own tasks, and what whoever keeps matters must do.

Each is a part of the one question that the start page asks of all apps.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.registries import ToDo
from roedtraad.core.together import Part, Row, number_of
from roedtraad.organisation.queries import standing_of

from .decisions import task_from
from .enums import DispatchState, TaskState
from .models import Dispatch, Task
from .permissions import may_keep_matters
from .queries import given_to_nobody, homeless, unrecorded

TASKS = 10  # of one's own, the first due
OF_A_KIND = 5  # lines of one kind; those after come when these are done
STOP = {"matter": "matter", "title": "matter__title", "body": "body__name"}


def to_record(user: Any) -> Part | None:
    """What a meeting decided and nobody has recorded."""
    if not may_keep_matters.given(user):
        return None
    return Part(unrecorded(timezone.localdate()), _to_record, "meeting__date", STOP)


def to_give(user: Any) -> Part | None:
    """What was decided and demands something that nobody has been given."""
    if not may_keep_matters.given(user):
        return None
    words = Coalesce(
        NullIf("wording", Value("")),
        NullIf("recommendation__text", Value("")),
        "matter__title",
        output_field=TextField(),
    )
    return Part(
        given_to_nobody(), _to_give, "date", {"matter": "matter", "words": words, "body": "body__name"}
    )


def to_move(user: Any) -> Part | None:
    """What stood at a meeting that is cancelled, or was put off there."""
    if not may_keep_matters.given(user):
        return None
    return Part(homeless(), _to_move, "meeting__date", STOP)


def to_file(user: Any) -> Part | None:
    """What is not in the case system yet."""
    if not may_keep_matters.given(user):
        return None
    missing = Dispatch.objects.filter(state=DispatchState.MISSING)
    return Part(missing, _to_file, facts={"number": number_of(missing)}, most=1)


def _of_each_matter(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each matter, the matter with the earliest first; so many as are shown at a time."""
    matters: dict[int, list[Row]] = {}
    for row in rows:
        matters.setdefault(row.facts["matter"], []).append(row)
    return list(matters.values())[:OF_A_KIND]


def _on(day: datetime.date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def _to_record(rows: Sequence[Row]) -> list[ToDo]:
    return [
        ToDo(
            when=row.day,
            title=_("Record what %(body)s decided") % {"body": row.facts["body"]},
            reason=_("“%(matter)s” was before the meeting on %(day)s.")
            % {"matter": Truncator(row.facts["title"]).chars(90), "day": _on(row.day)},
            button=_("Record the decision"),
            url=reverse("matters:record_decision", args=[row.facts["matter"]]) + f"?stop={row.pk}",
        )
        for row, *_later in _of_each_matter(rows)
    ]


def _to_move(rows: Sequence[Row]) -> list[ToDo]:
    return [
        ToDo(
            when=None,
            title=_("Put it before another meeting of %(body)s") % {"body": row.facts["body"]},
            reason=_("“%(matter)s” stood at a meeting that is cancelled, or was put off there.")
            % {"matter": Truncator(row.facts["title"]).chars(90)},
            button=_("Choose the meeting"),
            url=reverse("matters:stop", args=[row.pk]),
        )
        for row, *_later in _of_each_matter(rows)
    ]


def _to_file(rows: Sequence[Row]) -> list[ToDo]:
    number = rows[0].facts["number"]
    title = ngettext(
        "One document is not in the case system yet",
        "%(count)d documents are not in the case system yet",
        number,
    )
    return [
        ToDo(
            when=None,
            title=title % {"count": number},
            reason=_("They are listed until each has the number it was filed under."),
            button=_("See the list"),
            url=reverse("matters:dispatches"),
        )
    ]


def _to_give(rows: Sequence[Row]) -> list[ToDo]:
    return [_one_to_give(row, len(later)) for row, *later in _of_each_matter(rows)]


def _one_to_give(row: Row, more: int) -> ToDo:
    """`more`: how many later ones of the same matter nobody has been given."""
    reason = _("%(body)s decided it on %(day)s. The thread is broken until somebody has the task.") % {
        "body": row.facts["body"],
        "day": _on(row.day),
    }
    if more:
        reason += " " + ngettext(
            "The same goes for one more decision in the matter.",
            "The same goes for %(n)d more decisions in the matter.",
            more,
        ) % {"n": more}
    return ToDo(
        when=None,
        title=_("Nobody has been given: %(decision)s")
        % {"decision": Truncator(task_from(row.facts["words"]).rstrip(".")).chars(90)},
        reason=reason,
        button=_("Give the task"),
        url=reverse("matters:add_task", args=[row.pk]),
    )


def my_tasks(user: Any) -> Part | None:
    """Open tasks of the positions the user holds or stands in for."""
    standing = standing_of(user)
    mine = standing.positions | standing.deputised
    if not mine:
        return None
    facts = {
        "text": "text",
        "matter": "decision__matter",
        "body": "decision__body__name",
        "decided": "decision__date",
    }
    return Part(Task.objects.filter(owner__in=mine, state=TaskState.OPEN), _to_see, "due", facts, most=TASKS)


def _to_see(rows: Sequence[Row]) -> list[ToDo]:
    return [
        ToDo(
            when=row.day,
            title=Truncator(row.facts["text"]).chars(110),
            reason=_("%(body)s decided it on %(day)s.")
            % {
                "body": row.facts["body"],
                "day": date_format(datetime.date.fromisoformat(row.facts["decided"]), "DATE_FORMAT"),
            },
            button=_("See the task"),
            url=reverse("matters:matter", args=[row.facts["matter"]]) + f"#opgave-{row.pk}",
        )
        for row in rows
    ]


PROVIDERS = {
    "to_record": to_record,
    "to_give": to_give,
    "to_move": to_move,
    "to_file": to_file,
    "tasks": my_tasks,
}
