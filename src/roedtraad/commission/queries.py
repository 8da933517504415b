"""What the pages of terms of reference and external projects show, in a number of queries that does not grow."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.language import sort_key
from roedtraad.organisation.enums import SeatRole
from roedtraad.organisation.models import Seat
from roedtraad.policies.models import Edition, PolicyRelation
from roedtraad.policies.naming import danish_order
from roedtraad.policies.queries import standings

from .enums import SectionKey, TermsState
from .models import (
    Amendment,
    ExternalProject,
    Step,
    TermsAnnex,
    TermsBody,
    TermsOfReference,
    TermsSection,
    TermsTheme,
)
from .rules import plainly

# Sections whose words are kept as rows elsewhere on the page: there they stand as the document prints them.
KEPT_AS_ROWS = {SectionKey.ORGANISATION, SectionKey.TIMETABLE}


@dataclass(frozen=True)
class StepRow:
    """A step as the table shows it. `meant`: what its date means where the words do not say it alone."""

    step: Step
    words: str
    meant: str
    who: str
    is_overdue: bool = False
    is_next: bool = False


def step_row(step: Step, on: datetime.date) -> StepRow:
    when = step.when
    return StepRow(
        step,
        words=when.danish() if when else "",
        meant=plainly(when) if when else "",
        who=str(step.body or step.body_name or step.owner or ""),
        is_overdue=step.done_on is None and when is not None and when.latest < on,
    )


# The list


@dataclass(frozen=True)
class TermsLine:
    terms: TermsOfReference
    next: StepRow | None
    overdue: int


def terms_lines(on: datetime.date) -> list[TermsLine]:
    """Every set of terms of reference: those in work first, then the closed ones, the newest first. Two queries."""
    rows = list(TermsOfReference.objects.select_related("policy").order_by("-pk"))
    rows.sort(key=lambda each: each.state == TermsState.CLOSED)
    ahead: dict[int, Step] = {}
    late: dict[int, int] = {}
    for step in Step.objects.in_work().open().select_related("body", "owner").by_date():
        if step.when_latest is not None and step.when_latest < on:
            late[step.terms_id] = late.get(step.terms_id, 0) + 1
        else:
            ahead.setdefault(step.terms_id, step)
    return [
        TermsLine(
            each, step_row(ahead[each.pk], on) if each.pk in ahead else None, overdue=late.get(each.pk, 0)
        )
        for each in rows
    ]


# One set of terms of reference


@dataclass(frozen=True)
class SectionRow:
    """A section as it is set: runs of ("list", items), ("table", rows of cells) and ("text", paragraph)."""

    section: TermsSection
    runs: list[tuple[str, Any]]


@dataclass(frozen=True)
class SeatLine:
    """A seat as one reads it. `role`, `who`: only where the title does not say it."""

    title: str
    role: str
    who: str
    is_unfilled: bool


def _seat_line(seat: Seat) -> SeatLine:
    role = "" if seat.role == SeatRole.MEMBER else str(seat.get_role_display())
    who = seat.person.name if seat.person else seat.position.title if seat.position else ""
    said = seat.title.casefold()
    return SeatLine(
        seat.title,
        role="" if role.casefold() in said else role,
        who="" if who.casefold() in said else who,
        is_unfilled=not who,
    )


@dataclass(frozen=True)
class BodyRow:
    row: TermsBody
    seats: list[SeatLine]

    @property
    def unfilled(self) -> int:
        return sum(seat.is_unfilled for seat in self.seats)


@dataclass(frozen=True)
class TermsPage:
    """Exactly what the page shows. `printed`: organisation and timetable as the document prints them, by key."""

    terms: TermsOfReference
    line: list[dict[str, Any]]
    sections: list[SectionRow]
    printed: dict[str, list[SectionRow]]
    themes: list[TermsTheme]
    annexes: list[TermsAnnex]
    bodies: list[BodyRow]
    ahead: list[StepRow]
    done: list[StepRow]
    relations: list[PolicyRelation]
    amendments: list[Amendment]
    next: StepRow | None = None
    overdue: list[StepRow] = field(default_factory=list)

    @property
    def acting(self) -> TermsBody | None:
        return next((each.row for each in self.bodies if each.row.acts), None)

    @property
    def unfilled(self) -> int:
        return sum(each.unfilled for each in self.bodies)


def terms_page(terms: TermsOfReference, on: datetime.date) -> TermsPage:
    """`terms` with policy, matter and owner selected."""
    sections = [SectionRow(each, runs(each.text)) for each in TermsSection.objects.filter(terms=terms)]
    printed: dict[str, list[SectionRow]] = {}
    for each in sections:
        if each.section.key in KEPT_AS_ROWS:
            printed.setdefault(each.section.key, []).append(each)
    steps = list(Step.objects.filter(terms=terms).select_related("body", "owner").by_date())
    relations = list(PolicyRelation.objects.filter(policy=terms.policy_id).select_related("other"))
    relations.sort(key=lambda each: (each.kind, danish_order(str(each.other or each.outside))))
    ahead, following = _ahead(terms, steps, on)
    return TermsPage(
        terms=terms,
        line=_line(terms, on),
        sections=[each for each in sections if each.section.key not in KEPT_AS_ROWS],
        printed=printed,
        themes=list(TermsTheme.objects.filter(terms=terms)),
        annexes=list(TermsAnnex.objects.filter(terms=terms)),
        bodies=_bodies(terms),
        ahead=ahead,
        done=sorted(
            (step_row(each, on) for each in steps if each.done_on),
            key=lambda each: (each.step.done_on, each.step.pk),
            reverse=True,
        ),
        relations=relations,
        amendments=list(Amendment.objects.filter(terms=terms)),
        next=following,
        overdue=[each for each in ahead if each.is_overdue and terms.state != TermsState.CLOSED],
    )


def _ahead(
    terms: TermsOfReference, steps: Iterable[Step], on: datetime.date
) -> tuple[list[StepRow], StepRow | None]:
    """The steps that are not done, the next one first, then what follows; those that have passed after them.

    The next one is the first whose time has not passed, else the first that nobody has dated.
    """
    rows = [step_row(each, on) for each in steps if each.done_on is None]
    late = [each for each in rows if each.is_overdue]
    coming = [each for each in rows if not each.is_overdue]
    if terms.state == TermsState.CLOSED or not coming:
        return [*late, *coming], None
    first = coming[0]
    following = StepRow(first.step, first.words, first.meant, first.who, is_next=True)
    return [following, *late, *coming[1:]], following


def _bodies(terms: TermsOfReference) -> list[BodyRow]:
    rows = list(TermsBody.objects.filter(terms=terms).select_related("body"))
    seats: dict[int, list[SeatLine]] = {}
    wanted = Seat.objects.filter(body__in=[row.body_id for row in rows])
    for seat in wanted.select_related("position", "person").order_by("pk"):
        seats.setdefault(seat.body_id, []).append(_seat_line(seat))
    return [BodyRow(row, seats.get(row.body_id, [])) for row in rows]


def _line(terms: TermsOfReference, on: datetime.date) -> list[dict[str, Any]]:
    """From the order to the policy to the text that came of it; where no text has come, the thread stops."""
    policy = {
        "label": _("Policy"),
        "title": terms.policy.title,
        "url": reverse("policies:policy", args=[terms.policy_id]),
    }
    editions = list(Edition.objects.filter(policy=terms.policy_id).order_by("-number"))
    states = standings(editions, on)
    shown = next((each for each in editions if states[each.pk].holds), editions[0] if editions else None)
    if shown is None:
        came = {"label": "", "title": _("No text has come of it yet"), "url": "", "missing": True}
    else:
        came = {
            "label": states[shown.pk].label,
            "title": _("Edition %(n)s") % {"n": shown.number},
            "url": reverse("policies:edition", args=[shown.pk]),
        }
    return [{"label": _("The terms of reference"), "title": terms.title, "here": True}, policy, came]


def runs(text: str) -> list[tuple[str, Any]]:
    """A section's words in runs that are set together: paragraphs, lists ("- " before each) and rows of a table (tabs)."""
    found: list[tuple[str, Any]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        kind = "list" if line.startswith("- ") else "table" if "\t" in line else "text"
        if kind == "text":
            found.append((kind, line.strip()))
            continue
        if not found or found[-1][0] != kind:
            found.append((kind, []))
        found[-1][1].append(line[2:].strip() if kind == "list" else line.split("\t"))
    return found


# External projects


def external_projects(on: datetime.date) -> list[tuple[ExternalProject, bool]]:
    """Every project and whether it runs: those that run first, by their name. One query."""
    rows = list(ExternalProject.objects.select_related("policy", "contact"))
    found = [(each, _runs(each, on)) for each in rows]
    found.sort(key=lambda each: (not each[1], sort_key(each[0].title)))
    return found


def _runs(project: ExternalProject, on: datetime.date) -> bool:
    begins, ends = project.begins, project.ends
    return (begins is None or begins.earliest <= on) and (ends is None or ends.latest >= on)
