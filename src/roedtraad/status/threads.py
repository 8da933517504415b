"""The thread of a goal that is off course or at risk, from the policy to what answers for it. Pure: plain data in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from roedtraad.writing.model import Knot, ThreadLine

from .areas import Area
from .assembly import DEVIATING, Point, running_initiative

_LEAD_IN = re.compile(r"([^:.\n]{0,40}\bvil\b[^:.\n]{0,40}):\s+(?=\S)", re.IGNORECASE)
WORDS = 90  # letters of a sentence or an at-point, so that a thread stays a line


def threads_of(snapshot: Mapping[str, Any], area: Area, points: Sequence[Point]) -> list[ThreadLine]:
    """A thread for each deviating goal of a focus area, the worst first; it breaks where nothing answers for the goal."""
    goals = [goal for key in DEVIATING for goal in area.goals if goal.get("status") == key]
    return [ThreadLine(tuple(_knots(snapshot, area, goal, points))) for goal in goals]


def _knots(
    snapshot: Mapping[str, Any], area: Area, goal: Mapping[str, Any], points: Sequence[Point]
) -> list[Knot]:
    """Policy, theme, sentence, focus area, goal: those that the snapshot says the goal hangs on."""
    passage = goal.get("passage") or {}
    above = [
        Knot("Politik", snapshot["policy"]["title"]),
        Knot("Tema", goal.get("theme") or ""),
        _sentence(passage.get("text") or ""),
        Knot("Fokusområde", area.title if goal.get("focus_area") else ""),
    ]
    named = [
        knot for place, knot in enumerate(above) if knot.title and knot.title not in _titles(above[:place])
    ]
    return [*named, Knot("Mål", goal["title"], here=True), *_below(goal, points)]


def _sentence(text: str) -> Knot:
    """What the policy says, under the words that it says it with: its own lead-in where it has one."""
    lead = _LEAD_IN.match(text)
    return Knot(lead[1], shortened(text[lead.end() :])) if lead else Knot("Det vil vi", shortened(text))


def _titles(knots: Sequence[Knot]) -> set[str]:
    return {knot.title for knot in knots}


def _below(goal: Mapping[str, Any], points: Sequence[Point]) -> list[Knot]:
    asked = [
        Knot("Indstilling", f"Punkt {number}")
        for number, point in enumerate(points, 1)
        if goal["id"] in point.goals
    ]
    initiative = running_initiative(goal)
    if initiative:
        asked.append(Knot("Indsats", shortened(initiative)))
    return asked or [Knot("Tråden er brudt", "Ingen indsats eller indstilling", missing=True)]


def shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
