"""The minutes as a document: made from what was written while the group met, frozen when they are approved."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.tenancy import current
from roedtraad.matters.enums import DecisionResult, TaskState
from roedtraad.organisation.models import Position
from roedtraad.writing.model import (
    Block,
    Column,
    Heading,
    Note,
    Paragraph,
    Report,
    Said,
    Section,
    Strong,
    Table,
)

from .enums import SittingState
from .models import Attendance, Point, Sitting
from .queries import Commitment, SittingPage, sitting_page
from .rules import due_of

CORRECTIONS = "corrections"


def document_of(sitting: Sitting) -> Report:
    """The minutes as they were approved or last corrected; until then a draft of what stands today."""
    latest = sitting.minutes.order_by("-number").first() if sitting.is_approved else None
    return Report.from_json(latest.document) if latest else draft_of(sitting_page(sitting), draft=True)


def draft_of(page: SittingPage, *, draft: bool = False) -> Report:
    """The document of today's words: an agenda until the meeting has begun, then minutes."""
    sitting = page.sitting
    positions = Position.objects.in_bulk({task["owner"] for point in page.points for task in point.tasks})
    day = long_day(sitting.meeting.date)
    agenda = sitting.state == SittingState.PREPARED
    title = _("Agenda: %(body)s, %(day)s") if agenda else _("Minutes: %(body)s, %(day)s")
    return Report(
        title=title % {"body": sitting.meeting.body.name, "day": day},
        municipality=current().name,
        language="da" if (get_language() or "da").startswith("da") else "en",
        kicker=_("Follow-up of %(plan)s") % {"plan": sitting.plan.title},
        sections=tuple(
            section
            for section in (
                Section("attendance", _("Who was there"), _there(page.attendance, sitting.guests)),
                Section("commitments", _("Since last time"), _since(page.commitments)),
                *(_section(point, number, positions, agenda) for number, point in enumerate(page.points, 1)),
            )
            if section.blocks or section.key.startswith("point_")
        ),
        footer=sitting.plan.title,
        date=sitting.meeting.date,
        colour=current().primary,
        draft=draft,
    )


def corrected(document: Report, point: Point, number: int, reason: str) -> Report:
    """The approved document with the point as it now reads, and a last section that says what was corrected, when and
    why. Everything else is left as it was approved."""
    positions = Position.objects.in_bulk({task["owner"] for task in point.tasks})
    made = {f"point_{number}": _section(point, number, positions, False)}
    said = Paragraph(
        Strong(_("%(day)s, point %(point)s") % {"day": long_day(timezone.localdate()), "point": number}),
        f": {reason}",
    )
    earlier = [
        block for section in document.sections if section.key == CORRECTIONS for block in section.blocks
    ]
    notes = Section(CORRECTIONS, _("Corrections"), [*earlier, said])
    sections = [made.get(section.key, section) for section in document.sections if section.key != CORRECTIONS]
    return dataclasses.replace(document, sections=(*sections, notes))


def _there(attendance: Sequence[Attendance], guests: str) -> list[Block]:
    present = [_named(each) for each in attendance if each.present and each.name]
    absent = [_named(each) for each in attendance if not each.present and each.name]
    empty = [each.seat for each in attendance if not each.name]
    rows = (
        (_("Present"), present),
        (_("Absent"), absent),
        (_("Seats that stand empty"), empty),
        (_("Others"), [guests] if guests else []),
    )
    return [Paragraph(Strong(f"{label}: "), ", ".join(names)) for label, names in rows if names]


def _named(each: Attendance) -> str:
    return f"{each.name} ({each.seat})"


def _since(commitments: Sequence[Commitment]) -> list[Block]:
    """Last meeting's decisions and tasks, and how each stood that day."""
    rows: list[tuple[Said, ...]] = []
    for each in commitments:
        if not each.tasks:
            rows.append((each.decision.subject, _("nobody"), "", _("Decided, and nobody has the task")))
        for task in each.tasks:
            due = long_day(task.due) if task.due else ""
            rows.append(
                (task.text, task.owner.title if task.owner else _("nobody"), due, how_it_stands(task))
            )
    if not rows:
        return []
    columns = [
        Column(_("What"), share=5),
        Column(_("Who"), share=3),
        Column(_("Due"), share=2),
        Column(_("How it stands"), share=4),
    ]
    return [Table(columns, rows, caption=_("What was agreed at earlier meetings"))]


def how_it_stands(task: Any, today: datetime.date | None = None) -> str:
    """'Done 3. november 2026: …', 'Open, past its day', 'Open'."""
    if task.state == TaskState.OPEN:
        late = task.due and task.due < (today or timezone.localdate())
        return _("Open, past its day") if late else _("Open")
    word = (
        _("Done %(day)s. %(outcome)s") if task.state == TaskState.DONE else _("Dropped %(day)s. %(outcome)s")
    )
    return word % {"day": long_day(task.ended_on) if task.ended_on else "", "outcome": task.outcome}


def _section(point: Point, number: int, positions: Mapping[int, Position], agenda: bool) -> Section:
    blocks: list[Block] = []
    if point.cause:
        blocks.append(Note(point.cause))
    blocks += [Paragraph(part.strip()) for part in point.said.split("\n\n") if part.strip()]
    if point.is_decided:
        words = point.decision or _("The tasks below are given.")
        result = "" if point.result in ("", DecisionResult.APPROVED) else DecisionResult(point.result).label
        blocks.append(Heading(_("Decision")))
        blocks.append(Paragraph(words, f" ({result})" if result else ""))
        if point.responsible:
            blocks.append(Paragraph(Strong(_("Sees to it:")), f" {point.responsible.title}"))
    if point.tasks:
        blocks.append(_tasks(point, positions))
    if point.carried:
        blocks.append(Paragraph(_("The point goes on at the next meeting.")))
    if not (point.is_written or agenda):
        blocks.append(Paragraph(_("The point was not reached.")))
    return Section(f"point_{number}", f"{number}. {point.title}", blocks)


def _tasks(point: Point, positions: Mapping[int, Position]) -> Table:
    columns = [Column(_("Task"), share=6), Column(_("Who"), share=4), Column(_("Due"), share=3)]
    rows = []
    for task in point.tasks:
        owner, due = positions.get(task["owner"]), due_of(task)
        rows.append((task["text"], owner.title if owner else _("nobody yet"), long_day(due) if due else ""))
    return Table(columns, rows, caption=_("Tasks of point: %(point)s") % {"point": point.title})
