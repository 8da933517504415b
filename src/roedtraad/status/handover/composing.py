"""The handover as a report. Pure: the gathered data in, the same report out, for ever."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from roedtraad.writing.model import (
    Block,
    Bullets,
    Column,
    Count,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Report,
    Said,
    Section,
    Status,
    StatusTally,
    Strong,
    Table,
)
from roedtraad.writing.words import STATUS_KEYS, long_date

Data = Mapping[str, Any]
PRESSING = 8  # things on the first page; it stays one page
SOON = 366  # days after the handover in which a revision is due soon
WHY = {
    "law": "Barnets lov § 15: senest hvert fjerde år",
    "council": "fastsat ved vedtagelsen",
    "period": "gyldighedsperioden ender",
}
NEEDS = {"initiative": "en indsats", "decision": "en beslutning", "awaited": "afventer"}
UNFINISHED = ("off", "risk", "unknown", "idle", "on", "")


def compose(data: Data, *, colour: str = "#0f4c5c", draft: bool = True) -> Report:
    """The first page is an overview; behind it stands all of it, in the order in which a new council needs it."""
    sections = (
        Section("overview", "Overblik", [*_overview(data), PageBreak()]),
        Section("policies", "Gældende politikker", _policies(data)),
        Section("plans", "Planer og mål", _plans(data)),
        Section("not_done", "Besluttet, men ikke udført", _not_done(data)),
        Section("matters", "Sager undervejs", _matters(data)),
        Section("calendar", "Møder og opfølgninger", _calendar(data)),
        Section("figures", "Tal i bevægelse", _figures(data)),
    )
    return Report(
        title=title_of(data),
        municipality=data["municipality"],
        sections=tuple(section for section in sections if section.blocks),
        kicker=f"Pr. {_day(data['on'])}" + (f", fra {data['council']}" if data["council"] else ""),
        date=_date(data["on"]),
        data_as_of=_date(data["made"]),
        footer="Overlevering",
        colour=colour,
        draft=draft,
    )


def title_of(data: Data) -> str:
    """Under the word that the municipality uses for its council."""
    if "byråd" in str(data["council"]).lower():
        return "Overlevering til det nye byråd"
    return "Overlevering til den nye kommunalbestyrelse"


# --- the first page


def _overview(data: Data) -> list[Block]:
    goals = _goals(data)
    blocks: list[Block] = [Paragraph(_about_policies(data)), Paragraph(_about_goals(data, goals))]
    if goals:
        blocks.append(_tally(goals, "Målene efter ansvarliges seneste underskrevne ord"))
    blocks += [
        Paragraph(_about_decisions(data)),
        Paragraph(_about_matters(data)),
        Paragraph(_about_figures(data)),
    ]
    pressing = _pressing(data)
    if pressing:
        blocks += [Heading("Det, der først skal tages stilling til"), Bullets(pressing[:PRESSING])]
        more = len(pressing) - PRESSING
        if more > 0:
            blocks.append(Paragraph(f"Og {_words(more, neuter=True)} mere, som står på de følgende sider."))
    return blocks


def _about_policies(data: Data) -> list[Said]:
    rows = data["policies"]
    if not rows:
        return ["Der er ingen politikker med en gældende udgave i systemet."]
    over = [row for row in rows if row["revise_by"] and row["revise_by"] < data["on"]]
    soon = [row for row in rows if row not in over and _within(row["revise_by"], data["on"], SOON)]
    said: list[Said] = [Strong(f"{_number(len(rows), 'politik', 'politikker')} gælder.")]
    if over:
        said.append(f" {_number(len(over), 'skulle', 'skulle')} have været revideret.")
    if soon:
        said.append(f" {_number(len(soon), 'skal', 'skal')} revideres inden for det første år.")
    if not over and not soon:
        said.append(" Ingen skal revideres inden for det første år.")
    return said


def _about_goals(data: Data, goals: Sequence[Data]) -> list[Said]:
    plans = data["plans"]
    if not plans:
        return ["Ingen plan løber."]
    done = sum(goal["status"] == "done" for goal in goals)
    said: list[Said] = [
        Strong(f"{_number(len(plans), 'plan', 'planer')} løber med {_words(len(goals), neuter=True)} mål.")
    ]
    if goals and done:
        said.append(
            f" {_number(done, 'er', 'er', neuter=True)} nået, og {_words(len(goals) - done, neuter=True)} går ind i den nye periode."
        )
    elif goals:
        said.append(" Ingen er nået endnu.")
    vacant = sum(bool(goal["vacant"] or not goal["owner"]) for goal in goals if goal["status"] != "done")
    if vacant:
        said.append(f" For {_words(vacant, neuter=True)} mål er der ingen i stillingen lige nu.")
    return said


def _about_decisions(data: Data) -> list[Said]:
    tasks = [task for each in data["decided"] for task in each["tasks"]]
    bare = sum(not each["tasks"] for each in data["decided"])
    if not tasks and not bare:
        return ["Alt, hvad der er besluttet, er udført."]
    late = sum(task["late"] for task in tasks)
    said: list[Said] = []
    if tasks:
        said.append(Strong(f"{_number(len(tasks), 'opgave', 'opgaver')} fra beslutninger er ikke udført"))
        said.append(f", og {_words(late)} er over fristen." if late else ".")
    if bare:
        said.append(f" {_number(bare, 'beslutning er', 'beslutninger er')} ikke givet til nogen.")
    return said


def _about_matters(data: Data) -> list[Said]:
    matters, meetings = data["matters"], data["meetings"]
    said: list[Said] = [
        Strong(f"{_number(len(matters), 'sag', 'sager')} er undervejs.")
        if matters
        else "Ingen sag er undervejs."
    ]
    if meetings:
        first = meetings[0]
        said.append(f" Det første møde er {first['body']} {_day(first['date'])}.")
    return said


def _about_figures(data: Data) -> list[Said]:
    turns = Counter(each["turn"] for each in data["indicators"])
    if not turns:
        return ["Ingen tal har ændret sig ud over almindelig variation."]
    said = []
    if turns["worse"]:
        said.append(
            f"{_number(turns['worse'], 'tal', 'tal', neuter=True)} udvikler sig i den forkerte retning"
        )
    if turns["better"]:
        said.append(
            f"{_words(turns['better'], neuter=True)} i den rigtige"
            if said
            else f"{_number(turns['better'], 'tal', 'tal', neuter=True)} udvikler sig i den rigtige retning"
        )
    return [" og ".join(said) + ", ud over almindelig variation."]


def _pressing(data: Data) -> list[list[Said]]:
    """What waits longest or cannot wait: overdue revisions, goals that ask for a decision, tasks over their day, decisions
    that nobody has."""
    found: list[list[Said]] = []
    for row in data["policies"]:
        if row["revise_by"] and row["revise_by"] < data["on"]:
            found.append(
                [
                    Strong(row["title"]),
                    f" skulle have været revideret senest {_day(row['revise_by'])} ({WHY[row['why']]}).",
                ]
            )
    for goal in _goals(data):
        if goal["need"] == "decision" and goal["needed"] and goal["status"] != "done":
            found.append([Strong(goal["title"]), f" venter på en beslutning: {_sentence(goal['needed'])}"])
    for each in data["decided"]:
        for task in each["tasks"]:
            if task["late"]:
                found.append(
                    [
                        Strong(_clip(task["text"]) or "Opgave i et lukket punkt"),
                        f" skulle være udført {_day(task['due'])}{_by(task)}.",
                    ]
                )
        if not each["tasks"]:
            found.append(
                [
                    Strong(_clip(each["subject"]) or "Beslutning i et lukket punkt"),
                    f" blev besluttet {_day(each['date'])} og er ikke givet til nogen.",
                ]
            )
    return found


# --- behind it


def _policies(data: Data) -> list[Block]:
    if not data["policies"]:
        return []
    rows = [
        (
            row["title"],
            str(row["edition"]),
            _adopted(row),
            _revision(row, data["on"]),
        )
        for row in data["policies"]
    ]
    return [
        Table(
            [Column("Politik", share=6), Column("Udgave", share=2), Column("Vedtaget", share=4), Column("Revideres senest", share=5)],
            rows,
            caption="Gældende politikker, den næste revision først",
        )
    ]  # fmt: skip


def _adopted(row: Data) -> str:
    day = _day(row["adopted_on"]) if row["adopted_on"] else row["adopted_words"]
    return ", ".join(part for part in (row["adopted_body"], day) if part) or "–"


def _revision(row: Data, on: str) -> list[Said]:
    if not row["revise_by"]:
        return ["Ingen dag er fastsat"]
    said: list[Said] = [Strong(_day(row["revise_by"])) if row["revise_by"] < on else _day(row["revise_by"])]
    said.append(f" ({WHY[row['why']]})")
    if row["revise_by"] < on:
        said.append(". Fristen er overskredet")
    return said


def _plans(data: Data) -> list[Block]:
    blocks: list[Block] = []
    for plan in data["plans"]:
        blocks.append(Heading(plan["title"]))
        blocks.append(Paragraph(f"Udmønter »{plan['policy']}«" + _period(plan) + "."))
        goals = plan["goals"]
        if not goals:
            blocks.append(Note("Planen har ingen mål, der arbejdes med."))
            continue
        blocks.append(_tally(goals, f"Målene i {plan['title']}"))
        left = [goal for key in UNFINISHED for goal in goals if goal["status"] == key]
        usual = _usual_round(left)
        if left:
            blocks.append(
                Table(
                    [Column("Mål", share=6), Column("Status", share=4), Column("Ansvarlig", share=4), Column("Det er der brug for", share=6)],
                    [(goal["title"], _status(goal, usual), _owner(goal), _need(goal)) for goal in left],
                    caption=f"Mål i {plan['title']}, der ikke er nået" + (f" (meldt i {usual})" if usual else ""),
                )
            )  # fmt: skip
        done = [goal["title"] for goal in goals if goal["status"] == "done"]
        if done:
            blocks += [
                Paragraph(f"{_number(len(done), 'mål er', 'mål er', neuter=True)} nået:"),
                Bullets(done),
            ]
    return blocks


def _period(plan: Data) -> str:
    if plan["starts"] and plan["ends"]:
        return f" fra {_day(plan['starts'])} til {_day(plan['ends'])}"
    return f" fra {_day(plan['starts'])}" if plan["starts"] else ""


def _usual_round(goals: Sequence[Data]) -> str:
    """The round from which most of the goals' words are: it is said once, and only another one beside its goal."""
    counted = Counter(goal["cycle"] for goal in goals if goal["cycle"])
    return str(counted.most_common(1)[0][0]) if counted else ""


def _status(goal: Data, usual: str) -> list[Said]:
    if not goal["status"]:
        return ["Ikke meldt"]
    other = f" ({goal['cycle']})" if goal["cycle"] and goal["cycle"] != usual else ""
    return [Status(cast(Any, goal["status"])), other]


def _owner(thing: Data) -> str:
    if not thing["owner"]:
        return "Ingen endnu"
    return f"{thing['owner']} (ubesat)" if thing["vacant"] else str(thing["owner"])


def _need(goal: Data) -> str:
    words, need = str(goal["needed"]).strip(), NEEDS.get(goal["need"], "")
    if not words:
        return "–"
    return f"{need[:1].upper()}{need[1:]}: {_sentence(words)}" if need else _sentence(words)


def _not_done(data: Data) -> list[Block]:
    if not data["decided"]:
        return []
    rows: list[tuple[Any, ...]] = []
    for each in data["decided"]:
        what = each["subject"] or f"Lukket punkt{_case(each)}"
        decided = [_clip(what, 200), f" ({each['body']}, {_day(each['date'])})"]
        for task in each["tasks"]:
            due: list[Said] = [_day(task["due"]) if task["due"] else "Ingen frist"]
            if task["late"]:
                due = [Strong(str(due[0])), ", overskredet"]
            rows.append((task["text"] or "Opgave i et lukket punkt", decided, _owner(task), due))
        if not each["tasks"]:
            rows.append((_clip(what, 200), decided, "Ikke givet til nogen", "–"))
    return [
        Table(
            [Column("Skal gøres", share=6), Column("Besluttet", share=6), Column("Ansvarlig", share=4), Column("Frist", share=3)],
            rows,
            caption="Besluttet, men ikke udført",
        )
    ]  # fmt: skip


def _matters(data: Data) -> list[Block]:
    if not data["matters"]:
        return []
    rows = []
    for each in data["matters"]:
        title = each["title"] or "Lukket punkt"
        last = each["last"]
        rows.append(
            (
                title + _case(each) + (" – har økonomi" if each["costs_money"] else ""),
                f"{last['body']} {_day(last['date'])}: {last['result']}" if last else "Ikke behandlet endnu",
                [_joined(_stop(stop) for stop in each["here"])] if each["here"] else "Ingen vej lagt endnu",
            )
        )
    return [
        Table(
            [Column("Sag", share=7), Column("Senest", share=5), Column("Står nu hos", share=5)],
            rows,
            caption="Sager undervejs, og hvor de er",
        )
    ]


def _stop(stop: Data) -> str:
    day = f" {_day(stop['day'])}" if stop["day"] else ", møde ikke valgt"
    return f"{stop['body']} ({stop['role']}){day}"


def _calendar(data: Data) -> list[Block]:
    blocks: list[Block] = []
    by_body: dict[str, list[str]] = {}
    for each in data["meetings"]:
        by_body.setdefault(each["body"], []).append(_day(each["date"]))
    if by_body:
        blocks.append(
            Table(
                [Column("Organ", share=3), Column("Mødes", share=8)],
                [(body, _joined_days(days)) for body, days in by_body.items()],
                caption="Møder i det første år",
            )
        )
    if data["cycles"]:
        blocks.append(
            Table(
                [Column("Opfølgning", share=5), Column("Åbner", share=3), Column("Svar senest", share=3), Column("Til mødet", share=5)],
                [
                    (
                        f"{each['title']}, {each['plan']}",
                        _day(each["opens"]),
                        _day(each["due"]),
                        f"{each['meeting']['body']} {_day(each['meeting']['date'])}" if each["meeting"] else "–",
                    )
                    for each in data["cycles"]
                ],
                caption="Opfølgninger, der er åbne eller på vej",
            )
        )  # fmt: skip
    return blocks


def _figures(data: Data) -> list[Block]:
    if not data["indicators"]:
        return []
    words = {"worse": "Udvikling i forkert retning", "better": "Udvikling i rigtig retning"}
    return [
        Paragraph(
            "Et tal står her, når det har ændret sig ud over almindelig variation. Kun tal, der er frigivet til Byrådet, er med."
        ),
        Table(
            [Column("Indikator", share=6), Column("Udvikling", share=5), Column("Seneste", share=4), Column("Ansvarlig", share=4)],
            [
                (
                    each["title"],
                    words[each["turn"]],
                    f"{each['latest']} ({each['period']})" if each["period"] and each["latest"] else each["latest"] or "–",
                    each["owner"] or "Ingen endnu",
                )
                for each in data["indicators"]
            ],
            caption="Indikatorer i bevægelse",
        ),
    ]  # fmt: skip


# --- words


def _goals(data: Data) -> list[Data]:
    return [goal for plan in data["plans"] for goal in plan["goals"]]


def _tally(goals: Sequence[Data], label: str) -> StatusTally:
    counted = Counter(goal["status"] for goal in goals)
    return StatusTally(
        tuple(Count(key, str(counted[key])) for key in STATUS_KEYS if counted[key]), label=label
    )


def _case(each: Data) -> str:
    return f", sag {each['case_number']}" if each["case_number"] else ""


def _by(task: Data) -> str:
    return f" af {task['owner'][:1].lower()}{task['owner'][1:]}" if task["owner"] else ""


NUMBERS = "nul en to tre fire fem seks syv otte ni ti elleve tolv".split()


def _words(count: int, neuter: bool = False) -> str:
    """A number inside a sentence: in letters up to twelve. `neuter`: of 'mål', 'tal', 'punkt'."""
    if count == 1 and neuter:
        return "et"
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}".replace(",", ".")


def _number(count: int, one: str, many: str, neuter: bool = False) -> str:
    """'En politik', 'Tolv politikker', '13 politikker': the beginning of a sentence."""
    said = _words(count, neuter)
    return f"{said[:1].upper()}{said[1:]} {one if count == 1 else many}"


def _within(day: str, on: str, days: int) -> bool:
    return bool(day) and day <= (_date(on) + datetime.timedelta(days=days)).isoformat()


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words if not words or words[-1] in ".!?:…" else words + "."


def _clip(text: str, length: int = 110) -> str:
    words = " ".join(text.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0] + "…"


def _joined_days(days: Sequence[str]) -> str:
    """Each day whole, so that it can be searched for: '5. januar 2027, 12. januar 2027'."""
    return ", ".join(days)


def _joined(parts: Any) -> str:
    return "; ".join(parts)


def _date(day: str) -> datetime.date:
    return datetime.date.fromisoformat(day)


def _day(day: str) -> str:
    return long_date("da", _date(day))
