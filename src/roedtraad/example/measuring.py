"""What Fjordby counts, from the day the plan starts: figures come as they were known, round by round, and five levels are scored."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from roedtraad.followup.counting import count_back
from roedtraad.indicators import actions
from roedtraad.indicators.enums import Origin
from roedtraad.indicators.figures import Figure
from roedtraad.indicators.models import Indicator, Scale
from roedtraad.measures.periods import Period

from . import indicator_figures as numbers
from .indicator_figures import When
from .indicator_texts import INDICATORS, SCALED_GOAL, SCALES, IndicatorText, ScaleText
from .moments import on
from .people import Cast
from .planning import Planned
from .rounds import DAY, Rounds

IMPORTED = {"placed": Origin.STATBANK, "absence": Origin.SHEET, "belong": Origin.SURVEY}
BREAK = (
    "Ny opgørelse. Ventetiden regnes nu fra familiens første henvendelse og ikke fra det første møde, så flere familier "
    "tæller med."
)
ANEW = (
    "Rådgivningen er flyttet til biblioteket og har fået faste åbningstider. Dobbelt så mange kommer, og de bliver ved med "
    "at komme: det er et nyt niveau, ikke et udsving."
)
COUNTED_AGAIN = "Tre skemaer på papir var ikke talt med"


def when_of(rounds: Rounds, today: datetime.date) -> When:
    """The days on which the rounds opened, by the names under which the owners' words stand in `reports`."""
    meetings = {"first": rounds.first, "second": rounds.second, "third": rounds.third}
    return When(today, {name: count_back(meeting.date).opens for name, meeting in meetings.items()})


@dataclass
class Measured:
    """The indicators by key, and what has been written so far."""

    when: When
    cast: Cast
    indicators: dict[str, Indicator] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    written: dict[str, int] = field(default_factory=dict)

    def until(self, day: datetime.date) -> None:
        """Write what had been counted by a day and was not written before, that morning."""
        with on(day, 7):
            for text in INDICATORS:
                self._write(text, day)

    def _write(self, text: IndicatorText, day: datetime.date) -> None:
        indicator = self.indicators[text.key]
        last = self.when.latest(indicator.beat, day)
        known = [each for each in self.figures[text.key] if not last < Period(indicator.beat, each.start)]
        fresh, reason = known[self.written.get(text.key, 0) :], ""
        if text.key == "in_time":
            fresh, reason = _with_what_was_forgotten(known, fresh, text.key not in self.written)
        if not fresh:
            return
        self.written[text.key] = len(known)
        if origin := IMPORTED.get(text.key):
            actions.import_figures(indicator, by=self.cast.users["coordinator"], figures=fresh, origin=origin)
        else:
            actions.record_figures(indicator, by=self.cast.users[text.owner], figures=fresh, reason=reason)

    def limits_anew(self, day: datetime.date) -> None:
        """The open counselling has found its new level: its chief has the limits counted anew, by hand."""
        with on(day, 11):
            actions.rebase(
                self.indicators["advice"],
                by=self.cast.users["health"],
                on=numbers.advice_opened(self.when).start,
                reason=ANEW,
            )


def _with_what_was_forgotten(
    known: list[Figure], fresh: list[Figure], first_time: bool
) -> tuple[list[Figure], str]:
    """Three paper forms lay in a drawer when the first figures were written; the next time that figure is put right."""
    if first_time:
        last = fresh[-1]
        assert last.numerator is not None
        assert last.denominator is not None
        return [
            *fresh[:-1],
            replace(last, numerator=last.numerator - 3, denominator=last.denominator - 3),
        ], ""
    forgotten = known[: len(known) - len(fresh)][-1:]
    return [*forgotten, *fresh], COUNTED_AGAIN


def choose_indicators(
    planned: Planned, cast: Cast, rounds: Rounds, today: datetime.date, day: datetime.date
) -> Measured:
    """The policy coordinator says what is counted, what it hangs on and what is aimed at; the history is written."""
    measured = Measured(when_of(rounds, today), cast)
    units = {name: unit.pk for name, unit in cast.units.items()}
    areas = {area.title: area for area in planned.plan.focus_areas.all()}
    coordinator = cast.users["coordinator"]
    with on(day, 9):
        for text in INDICATORS:
            made = measured.indicators[text.key] = _choose(text, cast)
            # Figures stand together by period, so that what was known on a day is the beginning of the list.
            found = numbers.figures_of(text.key, measured.when, units)
            measured.figures[text.key] = sorted(found, key=lambda figure: figure.start)
            actions.link(
                made,
                by=coordinator,
                to=planned.goals[text.goal] if text.goal else areas[text.area],
                assumption=text.assumption,
                confidence=text.confidence,
                look_again=today + 200 * DAY,
            )
            if text.aim:
                reached_by = datetime.date(text.aim.year, 12, 31) if text.aim.year else None
                actions.set_target(
                    made, by=coordinator, value=text.aim.value, starts=datetime.date(2025, 1, 1),
                    reached_by=max(reached_by, today) if reached_by else None, words=text.aim.words,
                )  # fmt: skip
        actions.mark_break(
            measured.indicators["waiting"],
            by=cast.users["families"],
            on=measured.when.latest(measured.indicators["waiting"].beat)
            .shifted(1 - numbers.WAITING_BREAK)
            .start,
            reason=BREAK,
        )
    measured.until(day + DAY)
    return measured


def _choose(text: IndicatorText, cast: Cast) -> Indicator:
    made: Indicator = actions.create_indicator(
        cast.units[next(iter(cast.units))].municipality,
        by=cast.users["coordinator"],
        title=text.title,
        subject=text.subject,
        definition=text.definition,
        kind=text.kind,
        measure=text.measure or "",
        unit=text.unit,
        decimals=text.decimals,
        direction=text.direction,
        rhythm=text.rhythm,
        numerator_words=text.part,
        denominator_words=text.whole,
        source_words=text.source,
        owner=cast.positions[text.owner],
        minimum_count=text.minimum,
        reach=text.reach,
        traps=text.traps,
    )
    return made


def write_scales(planned: Planned, cast: Cast, day: datetime.date) -> Mapping[str, Scale]:
    """Before the work starts, PPR's leader says what five levels would look like; where that is done, the work starts."""
    by = cast.users["ppr"]
    found = {}
    with on(day, 13):
        for text in SCALES:
            names = ("minus_two", "minus_one", "zero", "plus_one", "plus_two")
            scale = found[text.title] = actions.write_scale(
                planned.goals[SCALED_GOAL],
                by=by,
                title=text.title,
                weight=text.weight,
                to_be_scored=cast.today + 150 * DAY if text.score is None else cast.today - 25 * DAY,
                **dict(zip(names, text.levels, strict=True)),
            )
            if text.started:
                actions.start_scale(scale, by=by)
    return found


def score_scales(scales: Mapping[str, Scale], cast: Cast, day: datetime.date) -> None:
    """What was reached, on something that others can look at."""
    scored: list[ScaleText] = [text for text in SCALES if text.score is not None]
    with on(day, 14):
        for text in scored:
            assert text.score is not None
            actions.score_scale(
                scales[text.title], by=cast.users["ppr"], score=text.score, evidence=text.evidence
            )
