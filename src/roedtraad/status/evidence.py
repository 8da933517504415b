"""The figures of a snapshot as a politician reads them. Pure: the snapshot's JSON is all that is read.

In the text stands what needs to be known now: the indicators of goals that are off course or at risk, and those in which
a rule of the control chart has found something. The annex has them all, each with its table.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from roedtraad.indicators.frozen import Evidence, Frozen
from roedtraad.writing import charts
from roedtraad.writing.charts.attainment import LEVELS, level_name
from roedtraad.writing.charts.figures import number
from roedtraad.writing.charts.words import amount
from roedtraad.writing.model import (
    Block,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Section,
    Span,
    Strong,
    Text,
    spans,
)
from roedtraad.writing.words import long_date

from .areas import Area, areas_of

ANNEX = "Indikatorer: det siger tallene"
# Millimetres on paper. The narrow drawing, as its letters can be read on a phone, on the sheet and on paper alike.
IN_TEXT, IN_ANNEX = 80, 90
PERIODS = 12  # rows of a table in the annex
DEVIATING = ("off", "risk")
NO_BETTER_OFF = "Planen måler ikke, om nogen får det bedre: ingen af dens indikatorer spørger om det."
# What a writer may put into the words of a focus area, by what it is of an indicator.
FIGURES = ("latest", "upper", "lower", "mean", "target", "hidden")


def evidence_of(snapshot: Mapping[str, Any]) -> Evidence:
    return Evidence(snapshot)


def has_annex(evidence: Evidence) -> bool:
    return bool(evidence.all or evidence.scales)


def of_area(evidence: Evidence, area: Area) -> list[Frozen]:
    """The indicators of a focus area and of its goals, each once."""
    found = {each.key: each for each, _link in evidence.under("focus_area", _key(area))}
    for each in evidence.of_goals(goal["id"] for goal in area.goals):
        found.setdefault(each.key, each)
    return list(found.values())


def _key(area: Area) -> int:
    return int(area.key.removeprefix("area_"))


def pressing(evidence: Evidence, area: Area) -> list[Frozen]:
    """Those that stand in the text: of goals that are off course or at risk, and those that show a change."""
    deviating = {
        each.key
        for each in evidence.of_goals(goal["id"] for goal in area.goals if goal.get("status") in DEVIATING)
    }
    return [
        each for each in of_area(evidence, area) if each.chart and (each.signals or each.key in deviating)
    ]


def in_text(evidence: Evidence, area: Area) -> list[Block]:
    """What the figures say under a focus area: the verdict as a sentence, the chart, and what must be known to read it."""
    blocks: list[Block] = []
    for each in pressing(evidence, area):
        blocks.append(
            Paragraph(Strong(f"{each.title}: {lower_first(headline(each))}."), " ", sentences(each))
        )
        blocks += _picture(each, "t", IN_TEXT)
        blocks += _remarks(each)
    return blocks + [block for scale in scales_of(evidence, area) for block in _attained(scale)]


def scales_of(evidence: Evidence, area: Area) -> list[Mapping[str, Any]]:
    """The scales of goal attainment of an area's goals, in the order of the goals."""
    return [scale for goal in area.goals for scale in evidence.scales if scale["goal"] == goal["id"]]


def _attained(scale: Mapping[str, Any]) -> list[Block]:
    """How far it was attained, against what was expected before the work began; nothing where nobody has scored it."""
    chart = attainment_of(scale)
    if chart.now is None:
        return []
    level = level_name(chart.now).lower()
    words = chart.levels[LEVELS.index(chart.now)].rstrip(".")
    said = f"{words}. Vurderet {chart.now_label} af {scale['scored_by']}."
    if scale["evidence"]:
        said += f" {_sentence(scale['evidence'])}"
    return [Paragraph(Strong(f"{chart.name}: {level}."), " ", said)]


def attainment_of(scale: Mapping[str, Any]) -> charts.Attainment:
    day = datetime.date.fromisoformat(scale["scored_on"]) if scale["scored_on"] else None
    return charts.Attainment(
        scale["title"],
        tuple(words or "–" for words in scale["levels"]),  # type: ignore[arg-type]
        now=scale["score"],
        now_label=long_date("da", day) if day else "",
    )


def about_measures(evidence: Evidence) -> list[Block]:
    """That nobody can tell whether anybody is better off, where it is so."""
    return [Note(NO_BETTER_OFF)] if evidence.is_kept and not evidence.measures_better_off else []


def headline(each: Frozen) -> str:
    return each.verdict.headline if each.verdict else "Der er ingen tal at vise endnu"


def sentences(each: Frozen) -> tuple[Span, ...]:
    """The sentences of the verdict, the latest figure in them locked."""
    if each.verdict is None or each.chart is None:
        return ()
    latest = each.chart.latest
    if latest is None or latest.value is None:
        return spans(each.verdict.lead)
    figure = amount(latest.value, each.chart)
    before, found, after = each.verdict.lead.partition(figure)
    if not found:
        return spans(each.verdict.lead)
    return spans(Text(before), Figure(figure, f"indicator_{each.key}.latest"), Text(after))


def _picture(each: Frozen, prefix: str, width: int) -> list[Block]:
    chart = each.chart
    if chart is None:
        return []
    drawn = charts.drawing(chart, f"{prefix}{each.key}", "phone", key=True)
    return [Picture(drawn, chart.name, charts.told(chart), width)]


def _remarks(each: Frozen) -> list[Block]:
    """Hidden, missing and provisional figures, breaks: what would be read wrong without it."""
    return [Note(str(remark)) for remark in each.verdict.remarks] if each.verdict else []


# --- the annex


def annex_sections(evidence: Evidence, snapshot: Mapping[str, Any]) -> tuple[Section, ...]:
    """Every indicator under its focus area, then those of the themes; each stands once, where it is met first."""
    sections, told = [], set[int]()
    for area in areas_of(snapshot):
        mine = [each for each in of_area(evidence, area) if each.key not in told]
        told |= {each.key for each in mine}
        blocks = [*_whole(mine), *_levels(evidence, area)]
        if blocks:
            sections.append(Section(f"figures_{area.key}", area.title, blocks))
    rest = [each for each in evidence.all if each.key not in told]
    if rest:
        sections.append(Section("figures_rest", "Politikkens temaer", _whole(rest)))
    return tuple(sections)


def _whole(mine: Iterable[Frozen]) -> list[Block]:
    blocks: list[Block] = []
    for each in mine:
        blocks.append(Heading(f"{each.title}: {lower_first(headline(each))}"))
        blocks.append(Paragraph(sentences(each) or "Der er ikke kommet tal endnu."))
        blocks += _picture(each, "b", IN_ANNEX)
        blocks += _remarks(each)
        if each.chart:
            blocks.append(charts.listing(each.chart, PERIODS).as_table())
        blocks.append(Paragraph(about(each)))
    return blocks


def _levels(evidence: Evidence, area: Area) -> list[Block]:
    """The five levels of each scale, with the one that was reached."""
    blocks: list[Block] = []
    for scale in scales_of(evidence, area):
        chart = attainment_of(scale)
        reached = level_name(chart.now).lower() if chart.now is not None else "ikke vurderet endnu"
        blocks += [Heading(f"{chart.name}: {reached}"), charts.listing(chart).as_table((2, 5, 1))]
    return blocks


def about(each: Frozen) -> str:
    """What is counted, where it comes from, and which figures these are."""
    indicator, release = each.indicator, each.indicator["release"]
    said = [_sentence(indicator["definition"])]
    if indicator["source"]:
        source = ", ".join(filter(None, (indicator["source"], indicator["licence"])))
        said.append(_sentence(f"Kilde: {source}"))
    said.append(f"Udgivelse {release['number']} af tallene, fingeraftryk {each.series['sha256'][:12]}.")
    return " ".join(said)


# --- figures that a writer may put into the words


def figures_of_area(evidence: Evidence, area: Area) -> list[tuple[str, str, str, str]]:
    """(key, text, what it is, title of the indicator) of the figures that belong to a focus area."""
    found = []
    for each in of_area(evidence, area):
        for what, text in _figures(each):
            found.append((f"{area.key}.i{each.key}.{what}", text, what, each.title))
    return found


def _figures(each: Frozen) -> list[tuple[str, str]]:
    chart = each.chart
    if chart is None:
        return []
    segment, decimals = chart.current, chart.unit.decimals
    values: list[tuple[str, str]] = []
    if chart.latest and chart.latest.value is not None:
        values.append(("latest", amount(chart.latest.value, chart)))
    if segment is not None:
        fine = decimals + 1 if chart.unit.kind == "number" else decimals
        limits = (("upper", chart.possible(segment.upper)), ("lower", chart.possible(segment.lower)))
        values += [(what, number(limit, fine)) for what, limit in limits if limit is not None]
        values.append(("mean", number(segment.mean, fine)))
    if chart.target:
        values.append(("target", amount(chart.target.value, chart)))
    hidden = sum(point.state == "suppressed" for point in chart.points)
    return [*values, ("hidden", str(hidden))] if hidden else values


def summed_up(evidence: Evidence) -> str:
    """One sentence for the first page; its counts are locked."""
    if not evidence.all:
        return ""
    if evidence.worse:
        return "Af {{indicators}} indikatorer viser {{indicators.worse}} en udvikling i forkert retning."
    if evidence.better:
        return "Af {{indicators}} indikatorer viser {{indicators.better}} en udvikling i den rigtige retning, og ingen i den forkerte."
    return "Ingen af {{indicators}} indikatorer viser en udvikling ud over almindelig variation."


def counts(evidence: Evidence) -> list[tuple[str, int]]:
    """The counts of the whole plan: (key, how many)."""
    if not evidence.is_kept:
        return []
    return [
        ("indicators", len(evidence.all)),
        ("indicators.worse", len(evidence.worse)),
        ("indicators.better", len(evidence.better)),
    ]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    words = " ".join(text.split())
    return words if not words or words[-1] in ".!?" else words + "."
