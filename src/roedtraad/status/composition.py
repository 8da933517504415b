"""From a snapshot and its words to a report that can be printed. Pure: the same two give the same report, for ever."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from roedtraad.writing.model import (
    Access,
    Annex,
    Block,
    Bullets,
    Column,
    Count,
    Figure,
    Heading,
    Note,
    Numbered,
    PageBreak,
    Report,
    Section,
    Span,
    Status,
    StatusTally,
    Table,
)
from roedtraad.writing.words import STATUS_KEYS, status_word

from . import evidence as told
from .areas import areas_of, position_of
from .assembly import FIRST_PAGE, Point, Words
from .figures import Counted, blocks_of, figures_of, line_of
from .threads import threads_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Attached(NamedTuple):
    """An annex by its title, its document or case number, and whether it is open or closed."""

    title: str
    reference: str = ""
    access: Access = "open"


@dataclass(frozen=True)
class Frame:
    """What is said about the report itself: its title, case, way through the bodies and the annexes' numbers."""

    title: str
    case_number: str = ""
    is_open: bool = True
    routing: tuple[str, ...] = ()
    annexes: tuple[Attached, ...] = ()
    colour: str = "#0f4c5c"
    draft: bool = True


def compose(
    snapshot: Mapping[str, Any],
    words: Sequence[Words],
    points: Sequence[Point],
    frame: Frame,
    *,
    body: bool = True,
    year_ago: Mapping[str, Any] | None = None,
) -> Report:
    """The report: sections in the order of `words`, areas inside the narrative, every goal in annex 1, every indicator
    in annex 2. Under a focus area stand its words, what the figures say of what deviates, and the threads of the goals
    that do. `year_ago`: the snapshot of the same time last year, whose counts stand beside this year's.

    Where the summary and the recommendation stand first, they are a page of their own. Without `body` nothing is said,
    and the annexes are only named.
    """
    sections = _sections(snapshot, words, points, frame, year_ago) if body else ()
    return Report(
        title=frame.title,
        municipality=snapshot["municipality"]["name"],
        sections=sections,
        case_number=frame.case_number,
        access="open" if frame.is_open else "closed",
        routing=frame.routing,
        annexes=tuple(_annexes(snapshot, frame, body)),
        data_as_of=danish_day(snapshot["taken_at"]),
        footer=snapshot["plan"]["title"],
        colour=frame.colour,
        draft=frame.draft,
    )


def _sections(
    snapshot: Mapping[str, Any],
    words: Sequence[Words],
    points: Sequence[Point],
    frame: Frame,
    year_ago: Mapping[str, Any] | None,
) -> tuple[Section, ...]:
    figures, evidence = figures_of(snapshot), told.evidence_of(snapshot)
    places = {area.key: area for area in areas_of(snapshot)}
    areas = {word.key: word for word in words if word.key.startswith("area_")}
    sections = []
    concepts = [word for word in words if word.key not in areas]
    for place, word in enumerate(concepts):
        blocks: list[Block] = list(blocks_of(word.text, figures))
        if word.key == "summary":
            blocks += counts_block(snapshot, year_ago)
            if snapshot.get("incomplete_because"):
                blocks.append(Note(f"Ikke alle har meldt status: {snapshot['incomplete_because']}"))
        elif word.key == "recommendation":
            blocks += points_block(points, figures)
        elif word.key == "routing" and frame.routing:
            blocks.append(Bullets(frame.routing))
        elif word.key == "narrative":
            for area in areas.values():
                inner = blocks_of(area.text, figures)
                if area.key in places:
                    inner += told.in_text(evidence, places[area.key])
                    inner += threads_of(snapshot, places[area.key], points)
                if inner:
                    blocks += [Heading(area.heading), *inner]
            blocks += told.about_measures(evidence)
        if word.key == "recommendation" and ends_first_page([one.key for one in concepts[: place + 1]]):
            blocks.append(PageBreak())
        if blocks:
            sections.append(Section(word.key, word.heading, blocks))
    return tuple(sections)


def ends_first_page(keys: Sequence[str]) -> bool:
    """Whether the recommendation, the last of `keys`, ends a first page: the summary before it, and nothing longer."""
    return "summary" in keys and FIRST_PAGE.issuperset(keys)


def danish_day(moment: str) -> datetime.date:
    """The day in Denmark of a moment in ISO 8601, whatever offset it was written with."""
    return datetime.datetime.fromisoformat(moment).astimezone(COPENHAGEN).date()


def annex_title(snapshot: Mapping[str, Any]) -> str:
    return f"Status på alle {len(snapshot['goals'])} mål"


def annex_titles(snapshot: Mapping[str, Any]) -> list[str]:
    """The annexes that a report brings itself: all goals; all indicators, where there are any."""
    more = [told.ANNEX] if told.has_annex(told.evidence_of(snapshot)) else []
    return [annex_title(snapshot), *more]


def _annexes(snapshot: Mapping[str, Any], frame: Frame, body: bool) -> list[Annex]:
    given = list(frame.annexes) or [Attached(title) for title in annex_titles(snapshot)]
    annexes = []
    for number, each in enumerate(given, 1):
        sections: tuple[Section, ...] = ()
        if body and number == 1:
            sections = goal_sections(snapshot)
        elif body and each.title == told.ANNEX:
            sections = told.annex_sections(told.evidence_of(snapshot), snapshot)
        annexes.append(Annex(number, each.title, each.reference, each.access, sections))
    return annexes


def counts_block(snapshot: Mapping[str, Any], year_ago: Mapping[str, Any] | None = None) -> list[Block]:
    """The counts now; beside them last time's, and those of the same time last year, where there were any."""
    now = snapshot["figures"]
    earlier = earlier_counts(snapshot, year_ago)
    shown = [
        key for key in STATUS_KEYS if now[key] or any(figures.get(key) for _key, _name, figures in earlier)
    ]
    if not shown:
        return []
    if not earlier:
        return [StatusTally(tuple(Count(key, str(now[key]), key) for key in shown), "Status på målene")]
    rows: list[list[Span | str]] = [
        [
            Status(key),
            Figure(str(now[key]), key),
            *(Figure(str(figures.get(key, 0)), f"{name}.{key}") for name, _title, figures in earlier),
        ]
        for key in shown
    ]
    columns = [
        Column("Status", share=4),
        Column("Nu", "end"),
        *(Column(title, "end", 2) for _name, title, _figures in earlier),
    ]
    titles = " og ".join(title for _name, title, _figures in earlier)
    return [Table(columns, rows, caption=f"Målene nu og ved {titles}")]


def earlier_counts(
    snapshot: Mapping[str, Any], year_ago: Mapping[str, Any] | None
) -> list[tuple[str, str, Mapping[str, int]]]:
    """(key, cycle, figures) of last time and of the same time last year; once where they are the same cycle."""
    before = snapshot.get("previous")
    found = [("previous", before["cycle"], before["figures"])] if before else []
    if year_ago and (not before or year_ago["cycle"]["title"] != before["cycle"]):
        found.append(("year_ago", year_ago["cycle"]["title"], year_ago["figures"]))
    return found


def points_block(points: Sequence[Point], figures: Mapping[str, Counted]) -> list[Block]:
    """The at-points, numbered; the last ends the sentence that the lead-in began."""
    if not points:
        return []
    lines = [point.text.strip().rstrip(".;,") for point in points]
    lines[-1] += "."
    return [Numbered([line_of(line, figures) for line in lines])]


def goal_sections(snapshot: Mapping[str, Any]) -> tuple[Section, ...]:
    """Every goal, theme by theme: how it goes now and last time, who answers for it, what they say."""
    themes: dict[str, list[Mapping[str, Any]]] = {}
    for goal in snapshot["goals"]:
        themes.setdefault(goal.get("theme") or "Øvrige mål", []).append(goal)
    sections = [
        Section(f"theme_{number}", theme, [_goal_table(theme, goals)])
        for number, (theme, goals) in enumerate(themes.items(), 1)
    ]
    if loose := snapshot.get("unit_goals"):
        sections.append(Section("units", "Enhedernes egne mål", [_unit_table(loose)]))
    return tuple(sections)


def _goal_table(theme: str, goals: Sequence[Mapping[str, Any]]) -> Table:
    columns = [
        Column("Mål", share=5),
        Column("Status", share=3),
        Column("Sidst", share=3),
        Column("Ansvarlig", share=3),
        Column("Det er sket", share=7),
    ]
    rows = [
        [
            goal["title"],
            _status(goal.get("status")),
            _status(goal.get("previous_status"), "–"),
            position_of(goal.get("owner")) or "–",
            " ".join(filter(None, (_said(goal), _spread(goal)))) or "–",
        ]
        for goal in goals
    ]
    return Table(columns, rows, caption=f"Mål under {theme}")


def _unit_table(goals: Sequence[Mapping[str, Any]]) -> Table:
    """Goals of units that stand under none of the plan's."""
    columns = [
        Column("Enhed", share=4),
        Column("Mål", share=6),
        Column("Status", share=3),
        Column("Det er sket", share=8),
    ]
    rows = [[goal["unit"], goal["title"], _status(goal.get("status")), _said(goal) or "–"] for goal in goals]
    return Table(columns, rows, caption="Mål, som enhederne selv har sat")


def _spread(goal: Mapping[str, Any]) -> str:
    """How the units' own goals under a goal stand, counted beside the owner's word and never averaged with it."""
    counts = Counter(each.get("status") or "" for each in goal.get("units", ()))
    if not counts:
        return ""
    told = [f"{counts[key]} {status_word('da', key).lower()}" for key in STATUS_KEYS if counts[key]]
    if unreported := counts[""]:
        told.append(f"{unreported} ikke meldt")
    return f"I enhederne: {', '.join(told)}."


def _status(key: Any, none: str = "Ikke meldt") -> Span | str:
    return Status(cast(Any, key)) if key else none


def _said(goal: Mapping[str, Any]) -> str:
    happened, needed = (re.sub(r"\s+", " ", goal.get(name) or "").strip() for name in ("happened", "needed"))
    # What is needed often begins with "at …" and would read as the end of the sentence before.
    parts = (happened, f"Der er brug for: {needed}" if needed else "")
    return " ".join(part if part[-1] in ".!?" else part + "." for part in parts if part)
