"""The focus areas of a snapshot with their goals. Pure: a snapshot's JSON in, plain data out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roedtraad.writing.words import STATUS_KEYS


def count(goals: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """{'goals': 3, 'on': 1, …}; a goal without a status is `unreported`."""
    counts: dict[str, int] = {"goals": len(goals), "unreported": 0}
    for key in STATUS_KEYS:
        counts[key] = 0
    for goal in goals:
        counts[goal.get("status") or "unreported"] += 1
    return counts


@dataclass(frozen=True)
class Area:
    """A focus area and its goals as they stand in the snapshot; goals without one are gathered in the last."""

    key: str
    title: str
    theme: str
    owner: str
    goals: list[Mapping[str, Any]]


def areas_of(snapshot: Mapping[str, Any]) -> list[Area]:
    """The focus areas that have goals, in the plan's order."""
    by_area: dict[Any, list[Mapping[str, Any]]] = {}
    for goal in snapshot["goals"]:
        by_area.setdefault(goal.get("focus_area"), []).append(goal)
    areas = [
        Area(
            f"area_{area['id']}",
            area["title"],
            area.get("theme") or "",
            position_of(area.get("owner")),
            by_area[area["id"]],
        )
        for area in snapshot["focus_areas"]
        if area["id"] in by_area
    ]
    if None in by_area:
        areas.append(Area("area_0", "Øvrige mål", "", "", by_area[None]))
    return areas


def position_of(owner: Any) -> str:
    """The owner's position: owners are positions, and a snapshot keeps who held it beside."""
    if isinstance(owner, Mapping):
        return owner.get("position") or ""
    return owner or ""
