"""The verdict on a series as a headline and a few sentences: what is measured, whether it has changed, and whether the
work as it is organised now will reach its target. Then the remarks without which the picture would be read wrong.

    said = verdict(chart, year=2026)
    said.headline   'Ingen ændring ud over almindelig variation'
    said.lead       'Fraværet er 6,3 procent i september. Udsving mellem 5,2 og 7,4 er almindelige. Målet …'
    said.remarks    (Remark('Juli er skjult, ikke nul.', 'Færre end fem kan genkendes. Måneden tæller ikke med …'), …)

Only what the chart holds is said; whether a point is a signal, and whether a target is within reach, was settled by
`roedtraad.measures.xmr`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roedtraad.measures.periods import Period
from roedtraad.writing.charts.facts import FEWEST, FIRM, Break, ControlChart, Point, Segment, ordinal
from roedtraad.writing.charts.figures import counted, number
from roedtraad.writing.charts.phrases import phrase
from roedtraad.writing.charts.words import amount, first_up, listed, named, nouns, of_target, say, within


@dataclass(frozen=True, slots=True)
class Remark:
    """A heading of one sentence and what follows it."""

    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`headline` has no full stop; the sentences have. `key` tells which headline, for a page that marks it."""

    key: str
    headline: str
    sentences: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def lead(self) -> str:
        return " ".join(self.sentences)


def verdict(chart: ControlChart, year: int | None = None) -> Verdict:
    """What may be said of the chart. `year` is the reader's: its months are named without it."""
    key = _key(chart)
    sentences = (
        *_latest(chart, year),
        *_variation(chart, key, year),
        *_target(chart, key),
        *_ahead(chart, year),
    )
    return Verdict(key, phrase(chart.language, key), sentences, remarks(chart, year))


def _key(chart: ControlChart) -> str:
    latest, segment = chart.latest, chart.current
    if latest is None:
        return "none"
    if (segment.count if segment else _since(chart)) < FEWEST:
        return "too_few"
    if segment is None or segment.lower is None:
        return "plain"  # enough figures, but nobody has calculated
    return latest.signal.meaning if latest.signal else "common"


def subject(chart: ControlChart) -> str:
    return chart.subject or say(chart.language, "figure")


def _latest(chart: ControlChart, year: int | None) -> Iterable[str]:
    latest = chart.latest
    if latest is None or latest.value is None:
        hidden = any(point.state == "suppressed" for point in chart.points)
        why = phrase(chart.language, "nothing.suppressed" if hidden else "nothing.missing")
        yield phrase(chart.language, "nothing", subject=subject(chart), why=why)
        return
    yield phrase(
        chart.language,
        "is_provisional" if latest.state == "provisional" else "is",
        subject=subject(chart),
        is_="is",
        value=amount(latest.value, chart),
        when=within(latest.period, chart.language, year),
    )


# ---------------------------------------------------------------- variation


def _variation(chart: ControlChart, key: str, year: int | None) -> Iterable[str]:
    if key == "too_few":
        yield _few(chart, year)
    elif key not in ("none", "plain"):
        segment = chart.current
        assert segment is not None
        latest = chart.latest
        if latest and latest.signal:
            yield _signal(chart, latest, segment, year)
        else:
            yield _common(chart, segment)
        if segment.count < FIRM and segment.lower != segment.upper:
            yield phrase(chart.language, "provisional", count=counted(segment.count, chart.language))


def _few(chart: ControlChart, year: int | None) -> str:
    count, start = _since(chart), _last_change(chart)
    key = "few" if start is None else "few_since"
    values = {} if start is None else {"since": named(start, chart.language, year)}
    return phrase(
        chart.language, f"{key}_one" if count == 1 else key, count=counted(count, chart.language), **values
    )


def _last_change(chart: ControlChart) -> Period | None:
    """The period of the last break or rebase before the latest figure."""
    latest = chart.latest
    found = [
        change.period for change in chart.breaks if latest and change.period.start <= latest.period.start
    ]
    return max(found, key=lambda period: period.start, default=None)


def _since(chart: ControlChart) -> int:
    """How many figures are measured since then, as only those hang together."""
    start = _last_change(chart)
    return sum(point.held for point in chart.points if start is None or point.period.start >= start.start)


def _common(chart: ControlChart, segment: Segment) -> str:
    if segment.lower == segment.upper:
        return phrase(chart.language, "steady", mean=exact(segment.mean, chart, like_limits=False))
    lower, upper = chart.possible(segment.lower), chart.possible(segment.upper)
    key = {
        (True, True): "between",
        (False, True): "up_to",
        (True, False): "down_to",
        (False, False): "anything",
    }
    values = {"lower": exact(lower, chart), "upper": exact(upper, chart)}
    return phrase(chart.language, key[lower is not None, upper is not None], **values)


def exact(value: float | None, chart: ControlChart, like_limits: bool = True) -> str:
    """A limit or a mean of small counts has one decimal, since hardly a count ever lies on it."""
    if value is None:
        return ""
    decimals = chart.unit.decimals
    if chart.unit.kind == "number" and abs(value) < 100 and (like_limits or value % 1):
        decimals = max(decimals, 1)
    return number(value, decimals, chart.language)


def _signal(chart: ControlChart, latest: Point, segment: Segment, year: int | None) -> str:
    signal = latest.signal
    assert signal is not None
    side = "high" if signal.high else "low"
    limit = segment.upper if signal.high else segment.lower
    values = {"limit": exact(limit, chart), "mean": exact(segment.mean, chart)}
    if signal.rule == "outside":
        run = _run(chart, latest, segment)
        if len(run) > 1:
            periods = first_up(listed(run, chart.language, year))
            return phrase(chart.language, f"outside_many.{side}", periods=periods, **values)
    return phrase(chart.language, f"{signal.rule}.{side}", **values)


def _run(chart: ControlChart, latest: Point, segment: Segment) -> list[Period]:
    """The latest measured points of the segment that lie beyond the same limit, oldest first."""
    found: list[Period] = []
    for point in reversed(chart.points):
        if not point.held:
            continue
        if point.period.start < segment.first.start or point.signal != latest.signal:
            break
        found.insert(0, point.period)
    return found


# ---------------------------------------------------------------- target and what is ahead


def _target(chart: ControlChart, key: str) -> Iterable[str]:
    if chart.target is None:
        return
    language = chart.language
    said = of_target(chart)
    if key in ("too_few", "none", "plain") or chart.assurance is None:
        yield phrase(language, "target" if chart.target.bound else "target_bare", target=said)
    elif beyond := _beyond(chart):
        yield phrase(language, beyond, target=said)
    elif chart.assurance == "inconsistent":
        yield phrase(language, "inconsistent", target=said)
    else:
        segment = chart.current
        high = segment is not None and chart.target.value > segment.mean
        yield phrase(language, f"{chart.assurance}.{'high' if high else 'low'}", target=said)


def _beyond(chart: ControlChart) -> str:
    """Where a signal has just belied what the limits say of the target, no more is said of 'the work as it is organised
    now' than what the latest figure shows. "" where the two agree."""
    latest, target = chart.latest, chart.target
    if target is None or not target.bound or latest is None or latest.value is None or not latest.signal:
        return ""
    met = latest.value <= target.value if target.bound == "most" else latest.value >= target.value
    told = {
        ("fail", True): "beyond.met",
        ("pass", False): "beyond.missed",
        ("inconsistent", True): "beyond.met",
        ("inconsistent", False): "beyond.not",
    }
    return told.get((chart.assurance or "", met), "")


def _ahead(chart: ControlChart, year: int | None) -> Iterable[str]:
    yield from _path_now(chart, year)
    if chart.forecast:
        last = max(chart.forecast, key=lambda each: each.period.start)
        values = {
            "value": amount(last.value, chart),
            "when": within(last.period, chart.language, year),
        }
        if last.lower is None or last.upper is None:
            yield phrase(chart.language, "forecast", **values)
        else:
            ends = {
                "lower": number(last.lower, chart.unit.decimals, chart.language),
                "upper": amount(last.upper, chart),
            }
            yield phrase(chart.language, "forecast_between", **values, **ends)
    if chart.path:
        end = chart.aim or chart.path[-1]
        step = amount(end.value, chart)
        yield phrase(chart.language, "path_end", step=step, when=within(end.period, chart.language, year))


def _path_now(chart: ControlChart, year: int | None) -> Iterable[str]:
    """The latest figure held against the step of its own period; ahead or behind is only said beyond common variation."""
    latest = chart.latest
    step = next((one for one in chart.path if latest and one.period == latest.period), None)
    if step is None or latest is None or latest.value is None:
        return
    language, decimals = chart.language, chart.unit.decimals
    values = {"step": amount(step.value, chart), "when": within(step.period, language, year)}
    if number(step.value, decimals) == number(latest.value, decimals):
        yield phrase(language, "path_met", **values)
    else:
        yield phrase(language, PATH[chart.standing], **values)


PATH = {"ahead": "path_better", "behind": "path_worse", "within": "path_within", None: "path_now"}


# ---------------------------------------------------------------- remarks


def remarks(chart: ControlChart, year: int | None = None) -> tuple[Remark, ...]:
    """What must be known to read the picture right: hidden, missing and provisional figures, breaks, limits begun anew."""
    small = [p.period for p in chart.points if p.state == "suppressed" and not p.protects]
    protecting = [p.period for p in chart.points if p.state == "suppressed" and p.protects]
    found = []
    if small:
        found.append(_hidden(chart, small, _why_small(chart, len(small)), year))
    if protecting:
        found.append(_hidden(chart, protecting, phrase(chart.language, "hidden_protects"), year))
    if gone := absent(chart):
        title = phrase(chart.language, "missing", periods=first_up(listed(gone, chart.language, year)))
        why = phrase(chart.language, "missing_one" if len(gone) == 1 else "missing_many")
        found.append(Remark(title, f"{why} {_left_out(chart, gone)}"))
    if early := [point.period for point in chart.points if point.state == "provisional"]:
        one = len(early) == 1
        title = phrase(
            chart.language,
            "provisional_one" if one else "provisional_many",
            periods=listed(early, chart.language, year),
        )
        found.append(Remark(title, phrase(chart.language, "may_change" if one else "may_change_many")))
    found += [_changed(chart, change, year) for change in sorted(chart.breaks, key=lambda b: b.period.start)]
    return tuple(found)


def absent(chart: ControlChart) -> list[Period]:
    """The periods without a figure from the first to the last, whether somebody said so or nobody did."""
    found: list[Period] = []
    before = ordinal(chart.points[0].period) - 1
    for point in chart.points:
        here = ordinal(point.period)
        found += [point.period.shifted(n - here) for n in range(before + 1, here)]
        if point.state == "missing":
            found.append(point.period)
        before = here
    return found


def _hidden(chart: ControlChart, periods: Sequence[Period], why: str, year: int | None) -> Remark:
    title = phrase(chart.language, "hidden", periods=first_up(listed(periods, chart.language, year)))
    return Remark(title, f"{why} {_left_out(chart, periods)}")


def _why_small(chart: ControlChart, count: int) -> str:
    if chart.unit.kind != "number":
        return phrase(chart.language, "hidden_other" if count == 1 else "hidden_others")
    minimum = counted(chart.minimum, chart.language)
    noun = f" {chart.unit.many}" if chart.unit.many else ""
    return phrase(chart.language, "hidden_small", minimum=minimum + noun)


def _left_out(chart: ControlChart, periods: Sequence[Period]) -> str:
    """Without limits in the chart there is nothing but the line to leave them out of."""
    _, _, one, many, it = nouns(periods[0].rhythm, chart.language)
    single = len(periods) == 1
    pronoun = it if single else phrase(chart.language, "them")
    if not chart.segments:
        return phrase(chart.language, "left_out_line", it=pronoun)
    return phrase(
        chart.language,
        "left_out",
        period=one if single else many,
        it=pronoun,
        count_="is" if single else "are",
    )


def _changed(chart: ControlChart, change: Break, year: int | None) -> Remark:
    reason = change.reason or f"{change.label}."
    if change.rebase:
        title = phrase(chart.language, "rebase", period=named(change.period, chart.language))
        return Remark(title, f"{reason} {phrase(chart.language, 'rebase_more')}")
    title = phrase(chart.language, "break", when=within(change.period, chart.language))
    key = "break_limits" if chart.segments else "break_plain"
    return Remark(title, f"{reason} {phrase(chart.language, key)}")
