"""What figures say, in the places where goals are shown: a row of the plan, a knot of the thread, the page of a goal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.days import long_day
from roedtraad.core.registries import Evidence, GoalEvidence, PlanEvidence, PlanFact
from roedtraad.core.thread import Knot, addresses
from roedtraad.plans.enums import PlanState
from roedtraad.plans.models import Goal, Plan
from roedtraad.plans.rules import Finding
from roedtraad.writing import charts
from roedtraad.writing.charts import ink
from roedtraad.writing.charts.figures import label, number
from roedtraad.writing.charts.words import first_up, named, say

from .charting import language, unit_for
from .enums import ScaleState, Turn, UnitOfMeasure
from .lines import line_of
from .models import Scale
from .permissions import may_keep_indicators, may_write_scale
from .pictures import Picture, picture_of
from .queries.evidence import (
    GoalFigures,
    Line,
    PlanLines,
    audience_of,
    figures_of_goal,
    lines_of_plan,
    lines_of_things,
    scales_of,
)
from .queries.lists import IndicatorRow
from .released import Shown

SIGNALS = {Turn.WORSE: "concern", Turn.BETTER: "improvement", Turn.CHANGED: "neutral"}
KEPT = 16_384  # drawings; each is some 800 bytes


# --- a row of a table


def evidence_of(line: Line) -> Evidence:
    """An indicator as one cell of a row: its line, or what stands in its place; the latest figure; a signal in words."""
    row, turn = line.row, Turn(line.turn)
    return Evidence(
        title=line.title,
        url=reverse("indicators:indicator", args=[line.indicator]),
        line=_drawn(line) if turn is not Turn.TOO_FEW else "",
        said=_instead(row),
        latest=latest_of(row, line.alone),
        turn=turn.label if turn in SIGNALS else "",
        mark=mark_of(turn),
    )


def _instead(row: IndicatorRow) -> str:
    """What stands where no line can: that there is nothing yet, or too little."""
    if not row.headline:
        return _("No figures yet")
    if row.turn is Turn.TOO_FEW:
        return _("Too few measurements")
    return "" if any(value is not None for value in row.headline["spark"]) else _("All figures are hidden")


def latest_of(row: IndicatorRow, alone: bool) -> str:
    """The latest figure as its audience sees it: '81 %', '24 af 24', 'Færre end 5', 'Skjult'; '' where there is none.

    A count is said beside what it is a count of, where that is known. Of a count that stands beside others (not `alone`)
    nobody is told that it is small: it may be hidden for their sake.
    """
    head = row.headline
    if not head:
        return ""
    state = Shown(head["state"])
    if alone and state is Shown.SUPPRESSED and row.indicator.unit == UnitOfMeasure.NUMBER:
        return first_up(say(language(), "hidden.small", n=row.indicator.minimum_count))
    if state.is_hidden:
        return first_up(say(language(), "hidden"))
    if row.indicator.unit == UnitOfMeasure.NUMBER and None not in (head["numerator"], head["denominator"]):
        some, whole = (number(head[name], 0, language()) for name in ("numerator", "denominator"))
        return _("%(some)s of %(all)s") % {"some": some, "all": whole}
    return label(head["value"], unit_for(row.indicator), language())


def _drawn(line: Line) -> SafeString:
    """The small line of an indicator. Drawn once for as long as the release, by whose hash it is kept, says the same."""
    if not line.head:
        return mark_safe("")
    key = (line.digest, language())
    if key not in _kept:
        for old in list(_kept)[: KEPT // 8] if len(_kept) >= KEPT else ():
            _kept.pop(old, None)
        chart = line_of(line.row)
        _kept[key] = mark_safe(charts.spark(chart, title=False) if chart else "")  # noqa: S308 (our own drawing)
    return _kept[key]


_kept: dict[tuple[str, str], SafeString] = {}


@lru_cache(maxsize=8)
def mark_of(turn: str) -> SafeString:
    """The sign of a signal, as in the chart: a square, a ringed disc, a diamond; '' where no rule has found one."""
    meaning = SIGNALS.get(Turn(turn))
    if meaning is None:
        return mark_safe("")
    return format_html(
        '<svg class="rt-shape rt-sign" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        mark_safe(ink.signal(8, 8, meaning, 0.95)),  # noqa: S308 (our own drawing)
    )


# --- the thread


def sentence_of(line: Line) -> SafeString:
    """'Fraværet er 6,3 procent i september. Ingen ændring ud over almindelig variation.'"""
    row = line.row
    chart = line_of(row)
    if chart is None or row.period is None:
        return format_html("{}", _instead(row) or _("No figures yet"))
    said = charts.verdict(replace(chart, subject=line.subject), timezone.localdate().year)
    first = said.sentences[0]
    if Shown(row.headline["state"]).is_hidden:
        first = _("Hidden in %(period)s, not zero.") % {"period": named(row.period, language())}
    return format_html("{}{} {}.", mark_of(line.turn), first, said.headline)


_said_later = lazy(sentence_of, SafeString)


def indicators_beside(things: Mapping[str, Sequence[int]]) -> dict[tuple[str, int], list[Knot]]:
    """The indicators that hang on a sentence, a focus area or a goal itself, with what their latest figures say.

    `things`: {kind: primary keys}. One query. A thing without one has none here: it is no broken thread, and the plan
    says that it has no indicator.
    """
    url, name = addresses("indicators:indicator"), _("Indicator")
    passages, areas, goals = (
        things.get(kind, ()) for kind in ("policies.passage", "plans.focus_area", "plans.goal")
    )
    found = lines_of_things(passages, areas, goals)
    return {
        thing: [
            Knot(
                "indicators.indicator",
                line.indicator,
                name,
                line.title,
                url(line.indicator),
                _said_later(line),
                picture=partial(_drawn, line),
            )
            for line in lines
        ]
        for thing, lines in found.items()
    }


# --- the plan


def evidence_of_plan(plan: Plan, goals: Sequence[int], themes: Iterable[int], user: Any) -> PlanEvidence:
    """What figures say of the goals that the plan's page shows, of its focus areas and of their themes. One query."""
    found = lines_of_plan(plan, goals, sorted(set(themes)), audience_of(user))
    shown, themes = set(goals), set(themes)
    return PlanEvidence(
        goals={
            goal: [evidence_of(line) for line in lines]
            for goal, lines in found.goals.items()
            if goal in shown
        },
        areas={area: [evidence_of(line) for line in lines] for area, lines in found.areas.items()},
        themes={
            theme: [evidence_of(line) for line in lines]
            for theme, lines in found.themes.items()
            if theme in themes
        },
        any=bool(found.goals),
        add=reverse("indicators:connect", args=[0]).removesuffix("0/")
        if may_keep_indicators.given(user)
        else "",
        facts=[_fact_of(found)] if plan.state != PlanState.CLOSED else [],
        findings=_findings_of(found),
    )


def _fact_of(found: PlanLines) -> PlanFact:
    """A plan without one measure of whether anybody is better off cannot tell whether it helps: the page says so."""
    url, total = reverse("indicators:index"), len(found.measures)
    if not total:
        return PlanFact(_("Indicators"), _("none yet: nobody can tell whether it helps"), url)
    words = ngettext("%(n)s indicator", "%(n)s indicators", total) % {"n": total}
    if not found.better_off:
        words = _("%(some)s, none shows whether anybody is better off") % {"some": words}
    return PlanFact(_("Indicators"), words, url)


def _findings_of(found: PlanLines) -> list[Finding]:
    """A plan without one 'better off' measure is a finding (Friedman): it is told, and refuses nothing."""
    if found.better_off:
        return []
    return [
        Finding(
            "no-better-off",
            _("The plan does not measure whether anybody is better off: no indicator under it asks that."),
            reverse("indicators:index"),
            _("See the indicators"),
        )
    ]


# --- the page of a goal


class Exhibit:
    """An indicator on the page of a goal, or above the questions about it: its picture, what it says, the connection."""

    def __init__(self, figures: GoalFigures, unit: str = ""):
        self.figures = figures
        self.indicator = figures.indicator
        self.link = figures.link
        self.whose = unit if figures.is_own else ""
        self.turn = figures.turn
        self.mark = mark_of(figures.turn)

    @cached_property
    def picture(self) -> Picture | None:
        """None where there is no period to draw."""
        figures = self.figures
        if figures.released is None or figures.judged is None:
            return None
        return picture_of(figures.released, figures.judged, prefix=f"e{self.indicator.pk}")

    @property
    def url(self) -> str:
        """Where its figures and its source stand."""
        url = reverse("indicators:indicator", args=[self.indicator.pk])
        return f"{url}?serie={self.figures.seen.series.pk}" if self.whose and self.figures.seen else url

    @property
    def knot(self) -> Knot:
        """The same on the thread of the goal; the picture stands beside it."""
        said = self.picture.verdict.headline if self.picture else _("No figures yet")
        note = format_html("{}{}", self.mark, said)
        return Knot(
            "indicators.indicator", self.indicator.pk, _("Indicator"), self.indicator.title, self.url, note
        )


def exhibits_of(goal: Goal, user: Any) -> list[Exhibit]:
    """The indicators of a goal with their pictures, as somebody may see them; the most pressing first. One query.

    Where the unit of the position that answers for the goal has figures of its own, those; else the municipality's.
    """
    unit = goal.owner.unit if goal.owner_id and goal.owner else None
    found = figures_of_goal(goal, audience_of(user), unit.pk if unit else None)
    return [Exhibit(each, unit.name if unit else "") for each in found]


@dataclass(frozen=True)
class ScaleSeen:
    """A scale of goal attainment with its five levels drawn, and what is to happen with it."""

    scale: Scale

    @property
    def drawn(self) -> SafeString:
        scale = self.scale
        chart = charts.Attainment(
            scale.title,
            tuple(text or "…" for _level, _name, text in scale.levels),  # type: ignore[arg-type]
            now=scale.score,
            now_label=long_day(scale.scored_on) if scale.scored_on else "",
            language=language(),
        )
        return mark_safe(charts.screen(chart, f"g{scale.pk}"))  # noqa: S308 (our own drawing)

    @property
    def is_written(self) -> bool:
        return self.scale.state == ScaleState.WRITTEN


def evidence_of_goal(goal: Goal, user: Any) -> GoalEvidence:
    """What the figures say of a goal, how they are thought to be connected, and how far it was attained. Two queries."""
    exhibits = exhibits_of(goal, user)
    return GoalEvidence(
        "indicators/parts/goal.html",
        {
            "exhibits": exhibits,
            "scales": [ScaleSeen(scale) for scale in scales_of(goal)],
            "connect": reverse("indicators:connect", args=[goal.pk])
            if may_keep_indicators.given(user)
            else "",
            "attainment": reverse("indicators:attainment", args=[goal.pk]),
            "may_write_scale": may_write_scale.given(user, goal),
        },
        [each.knot for each in exhibits],
        indicators_beside,
    )
