"""From a snapshot to the first words of a status. Pure: the snapshot's JSON is all that is read.

The words are a beginning that people edit. What the owners wrote is used as they wrote it; what nobody has said is
left empty rather than guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roedtraad.writing.words import long_date, status_word

from .areas import Area, areas_of, count, position_of
from .evidence import evidence_of, summed_up

# The concepts of an agenda item (names differ between municipalities: these are the usual ones) in the order in
# which a politician reads them: what it says and what is to be decided on the first page, the rest behind it.
CONCEPTS: tuple[tuple[str, str], ...] = (
    ("summary", "Resume"),
    ("recommendation", "Indstilling"),
    ("last_decision", "Opfølgning på seneste beslutning"),
    ("narrative", "Sagsfremstilling"),
    ("economy", "Økonomi"),
    ("law", "Lovgrundlag"),
)
# Those that some municipalities have and others not; they are left out until somebody takes them into use.
MORE_CONCEPTS: tuple[tuple[str, str], ...] = (
    ("theme", "Beslutningstema"),
    ("history", "Baggrund"),
    ("routing", "Sagsgang"),
    ("consequences", "Øvrige konsekvenser"),
    ("other_policies", "Sammenhæng til andre politikker"),
    ("hearing", "Høring og inddragelse"),
)
ALL_CONCEPTS = (*CONCEPTS, *MORE_CONCEPTS)
# What the sections are called in one municipality and another.
NAMES_SEEN: dict[str, tuple[str, ...]] = {
    "summary": ("Resume", "Sagsresume", "Præsentation"),
    "theme": ("Beslutningstema", "Sagstema"),
    "narrative": ("Sagsfremstilling", "Sagsbeskrivelse", "Redegørelse", "Problemstilling"),
    "history": ("Baggrund", "Historik", "Sagshistorik"),
    "recommendation": ("Indstilling", "Hovedindstilling", "Forslag"),
    "last_decision": ("Opfølgning på seneste beslutning", "Tidligere beslutning"),
    "routing": ("Sagsgang", "Sagsprocedure", "Sagen behandles i", "Kompetence"),
    "law": ("Lovgrundlag", "Retsgrundlag"),
    "economy": ("Økonomi", "Økonomiske konsekvenser", "Økonomiske og personalemæssige konsekvenser"),
    "consequences": (
        "Øvrige konsekvenser",
        "Konsekvenser for andre udvalg",
        "Vurdering",
        "Effekt",
        "Handlemuligheder",
    ),
    "other_policies": ("Sammenhæng til andre politikker", "Sammenhæng til andre politikker og strategier"),
    "hearing": ("Høring og inddragelse", "Høring", "Inddragelse og høring", "Kommunikation"),
}
# What may stand on the first page; it ends behind the recommendation where nothing else has come before.
FIRST_PAGE = frozenset({"summary", "theme", "recommendation"})
CLAUSES = {
    "on": "følger planen",
    "risk": "er i risiko",
    "off": "er ude af kurs",
    "unknown": "kan ikke vurderes endnu",
    "done": "er nået",
    "idle": "er ikke påbegyndt",
    "": "er der ikke meldt status på",
}
NEEDS = {
    "initiative": "Der er brug for en indsats",
    "decision": "Der er brug for en beslutning",
    "awaited": "Vi venter på",
}
DEVIATING = ("off", "risk")


@dataclass(frozen=True)
class Words:
    """The words of one section, or of one focus area within the narrative (key `area_<id>`)."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True)
class Point:
    """One at-point and the goals (the snapshot's ids) that it is about."""

    text: str
    goals: tuple[int, ...] = ()


def title_of(snapshot: Mapping[str, Any]) -> str:
    return f"Status på »{snapshot['policy']['title']}«: {snapshot['cycle']['title']}"


def first_words(snapshot: Mapping[str, Any], concepts: Sequence[tuple[str, str]] = CONCEPTS) -> list[Words]:
    """The words a report begins with, in the municipality's order and under its own headings (`concepts`)."""
    words = []
    for key, heading in concepts:
        words.append(Words(key, heading, _BEGIN[key](snapshot) if key in _BEGIN else ""))
        if key == "narrative":
            words += [Words(area.key, area.title, about_area(area)) for area in areas_of(snapshot)]
    return words


def summary(snapshot: Mapping[str, Any]) -> str:
    figures = snapshot["figures"]
    if not figures["goals"]:
        return "Planen har ingen mål i denne opfølgning."
    if figures["on"]:
        said = "Af politikkens {{goals}} mål følger {{on}} planen"
        said += ", og {{done}} er nået." if figures["done"] else "."
    elif figures["done"]:
        said = "Af politikkens {{goals}} mål er {{done}} nået."
    else:
        said = "Politikken har {{goals}} mål."
    deviating = [
        phrase
        for key, phrase in (("risk", "{{risk}} er i risiko"), ("off", "{{off}} er ude af kurs"))
        if figures[key]
    ]
    if deviating:
        said += f" {', og '.join(deviating)}. Det skal der tages stilling til."
    if figures["unknown"]:
        said += " {{unknown}} kan ikke vurderes endnu."
    if figures["idle"]:
        said += " {{idle}} er ikke påbegyndt."
    if figures["unreported"]:
        said += " For {{unreported}} mål er der ikke meldt status."
    return " ".join(filter(None, (said, about_tasks(snapshot), summed_up(evidence_of(snapshot)))))


def about_tasks(snapshot: Mapping[str, Any]) -> str:
    """One sentence for the first page on what was decided last: how many of the tasks are done. Its counts are locked."""
    given = task_figures(snapshot)
    if not given["tasks"]:
        return ""
    said = "Af de {{tasks}} opgaver, der fulgte af de seneste beslutninger, er {{tasks.done}} udført"
    return said + (", og {{tasks.late}} er over fristen." if given["tasks.late"] else ".")


def task_figures(snapshot: Mapping[str, Any]) -> dict[str, int]:
    """{'tasks', 'tasks.done', 'tasks.late'}: of the decisions that the snapshot tells; late on the day it was taken."""
    decisions = (snapshot.get("sections") or {}).get("decisions") or []
    tasks = [task for decision in decisions for task in decision["tasks"] if task["state"] != "dropped"]
    taken = snapshot["taken_at"][:10]
    return {
        "tasks": len(tasks),
        "tasks.done": sum(task["state"] == "done" for task in tasks),
        "tasks.late": sum(
            task["state"] == "open" and bool(task.get("due")) and task["due"] < taken for task in tasks
        ),
    }


def recommendation(snapshot: Mapping[str, Any]) -> str:
    """The lead-in; the at-points are kept apart from it (`first_points`)."""
    meeting = (snapshot.get("cycle") or {}).get("meeting")
    council = snapshot["municipality"]["council"]
    if meeting and meeting["body"] != council:
        return f"Direktionen indstiller, at {meeting['body']} anbefaler {council},"
    return f"Direktionen indstiller til {council},"


def last_decision(snapshot: Mapping[str, Any]) -> str:
    """What was decided last and what came of it: every status opens with it."""
    decisions = (snapshot.get("sections") or {}).get("decisions") or []
    if not decisions:
        return "Der er ikke truffet beslutninger om målene siden den seneste status."
    return "\n\n".join(_about_decision(decision) for decision in decisions)


def _about_decision(decision: Mapping[str, Any]) -> str:
    day = _day(decision["date"])
    about = decision.get("wording") or decision.get("recommendation") or decision["matter"]
    said = f"**{decision['body']}, {day}:** {_sentence(about)}"
    points = []
    for task in decision["tasks"]:
        owner = position_of(task.get("owner"))
        line = _sentence(task["text"])
        if task["state"] == "done":
            line += f" Udført. {_sentence(task['outcome'])}" if task.get("outcome") else " Udført."
        elif task["state"] == "dropped":
            line += f" Opgivet. {_sentence(task['outcome'])}" if task.get("outcome") else " Opgivet."
        elif task.get("due"):
            line += f" Frist {_day(task['due'])}."
        points.append(f"- {line}" + (f" ({owner})" if owner else ""))
    return "\n".join([said, *points])


def history(snapshot: Mapping[str, Any]) -> str:
    """Since when the policy holds, as the snapshot knows its edition."""
    policy = snapshot["policy"]
    edition = policy.get("edition") or {}
    if not edition.get("adopted_on"):
        return ""
    by = edition.get("adopted_body") or snapshot["municipality"]["council"]
    return f"{by} vedtog »{policy['title']}« {_day(edition['adopted_on'])}."


def narrative(snapshot: Mapping[str, Any]) -> str:
    cycle = snapshot["cycle"]
    return (
        f"De ansvarlige har meldt status for perioden {_day(cycle['period_from'])} til {_day(cycle['period_to'])}. "
        "Her står det, der afviger fra planen. Alle mål står i bilag 1"
        + (", og alle tal i bilag 2." if evidence_of(snapshot).all else ".")
    )


def about_area(area: Area) -> str:
    """How it goes within a focus area, in its owners' words; what follows the plan is counted in one sentence."""
    counts = count(area.goals)
    parts = [
        _about_goal(goal)
        for key in ("off", "risk", "unknown", "idle", "")
        for goal in area.goals
        if _status(goal) == key
    ]
    calm = []
    if counts["on"]:
        calm.append(f"{{{{{area.key}.on}}}} mål følger planen")
    if counts["done"]:
        calm.append(f"{{{{{area.key}.done}}}} mål er nået")
    if calm:
        parts.append(_and(calm) + ".")
    return "\n\n".join(parts)


def _about_goal(goal: Mapping[str, Any]) -> str:
    said = [f"**{goal['title']}** {CLAUSES[_status(goal)]}."]
    if goal.get("happened"):
        said.append(_sentence(goal["happened"]))
    needed, need = (goal.get("needed") or "").strip(), goal.get("need") or ""
    if needed and need in NEEDS:
        until = (
            f" (til {_day(goal['awaited_until'])})" if need == "awaited" and goal.get("awaited_until") else ""
        )
        said.append(f"{NEEDS[need]}: {_lower_first(needed.rstrip(' .'))}{until}.")
    owner = position_of(goal.get("owner"))
    return " ".join(said) + (f" ({owner})" if owner else "")


def first_points(snapshot: Mapping[str, Any]) -> list[Point]:
    """At-points to begin with: one for each goal that asks for a decision, and that the status is noted."""
    points = []
    for goal in snapshot["goals"]:
        needed = (goal.get("needed") or "").strip()
        if goal.get("need") == "decision" and needed:
            words = needed if needed.lower().startswith("at ") else f"at {_lower_first(needed)}"
            points.append(Point(words.rstrip(" ."), (goal["id"],)))
    points.append(
        Point("at status i øvrigt tages til efterretning" if points else "at status tages til efterretning")
    )
    return points


def deviating_goals(snapshot: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Goals off course or at risk, the worst first: each is to lead to an initiative or a recommendation."""
    return [goal for key in DEVIATING for goal in snapshot["goals"] if _status(goal) == key]


def running_initiative(goal: Mapping[str, Any]) -> str:
    """The initiative that answers for a deviating goal; '' where there is none that is planned or under way."""
    for initiative in goal.get("initiatives") or ():
        if initiative.get("state") in ("running", "planned"):
            return str(initiative["title"])
    return ""


def status_of_goal(goal: Mapping[str, Any]) -> str:
    return status_word("da", _status(goal)) if _status(goal) else "Ikke meldt"


def _status(goal: Mapping[str, Any]) -> str:
    return goal.get("status") or ""


def _and(parts: Sequence[str]) -> str:
    said = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " og " + parts[-1]
    return said


def _sentence(text: str) -> str:
    words = re.sub(r"\s+", " ", text).strip()
    return words if not words or words[-1] in ".!?:…" else words + "."


def _lower_first(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _day(value: str) -> str:
    return long_date("da", datetime.date.fromisoformat(value[:10]))


_BEGIN = {
    "summary": summary,
    "recommendation": recommendation,
    "last_decision": last_decision,
    "narrative": narrative,
    "economy": lambda snapshot: "",
    "law": lambda snapshot: (snapshot.get("sections") or {}).get("legal_basis") or "",
    "history": history,
}
