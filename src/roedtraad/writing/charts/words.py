"""The words that stand in and beside charts, Danish and English. Sentences are in `verdicts` and `remarks`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts.facts import Break, ControlChart, Meaning, Point, Signal
from roedtraad.writing.charts.figures import counted, joined, label, number, spoken

WORDS: dict[str, dict[str, str]] = {
    "da": {
        "figure": "Tallet",
        "mean": "gennemsnit {n}",
        "upper": "øvre {n}",
        "lower": "nedre {n}",
        "target": "mål {n}",
        "target.most": "højst {n}",
        "target.least": "mindst {n}",
        "target.": "{n}",
        "break": "{label} fra {period}",
        "improvement": "udvikling i den rigtige retning",
        "concern": "udvikling i forkert retning",
        "neutral": "ændring ud over almindelig variation",
        "outside.high": "over øvre grænse",
        "outside.low": "under nedre grænse",
        "trend.high": "stiger, syv eller flere i træk",
        "trend.low": "falder, syv eller flere i træk",
        "two_in_three.high": "to af tre tæt på øvre grænse",
        "two_in_three.low": "to af tre tæt på nedre grænse",
        "shift.high": "syv eller flere i træk over gennemsnittet",
        "shift.low": "syv eller flere i træk under gennemsnittet",
        "hidden": "skjult",
        "hidden.count": "skjult: et tal fra 1 til {n}",
        "hidden.other": "skjult: tallet kan ikke vises",
        "hidden.small": "færre end {n}",
        "hidden.protects": "skjult: for få, eller så et andet tal ikke kan regnes ud",
        "missing": "mangler",
        "provisional": "foreløbigt tal",
        "common": "almindelig variation og gennemsnit",
        "common.provisional": "almindelig variation og gennemsnit, foreløbige grænser",
        "rebased": "grænser regnet forfra",
        "forecast": "fortsættelse som hidtil, med usikkerhed",
        "forecast.end": "som hidtil {n}",
        "path": "vejen til målet",
        "path.end": "vejen {n}",
        "key.target": "mål",
        "key.break": "brud: kan ikke sammenlignes",
        "value": "Værdi",
        "remark": "Bemærkning",
        "other": "Andre",
        "none": "Ingen tal endnu",
        "stretch": "fra {first} til {last}",
        "among": "mellem {first} og {last}",
        "week": "Uge", "month": "Måned", "quarter": "Kvartal", "half": "Halvår", "year": "År", "school_year": "Skoleår",
    },
    "en": {
        "figure": "The figure",
        "mean": "mean {n}",
        "upper": "upper {n}",
        "lower": "lower {n}",
        "target": "target {n}",
        "target.most": "at most {n}",
        "target.least": "at least {n}",
        "target.": "{n}",
        "break": "{label} from {period}",
        "improvement": "change in the right direction",
        "concern": "change in the wrong direction",
        "neutral": "change beyond common variation",
        "outside.high": "above the upper limit",
        "outside.low": "below the lower limit",
        "trend.high": "rising, seven or more in a row",
        "trend.low": "falling, seven or more in a row",
        "two_in_three.high": "two of three near the upper limit",
        "two_in_three.low": "two of three near the lower limit",
        "shift.high": "seven or more in a row above the mean",
        "shift.low": "seven or more in a row below the mean",
        "hidden": "hidden",
        "hidden.count": "hidden: a number from 1 to {n}",
        "hidden.other": "hidden: the figure cannot be shown",
        "hidden.small": "fewer than {n}",
        "hidden.protects": "hidden: too few, or so that another figure cannot be worked out",
        "missing": "missing",
        "provisional": "provisional figure",
        "common": "common variation and mean",
        "common.provisional": "common variation and mean, provisional limits",
        "rebased": "limits calculated anew",
        "forecast": "if it goes on as before, with uncertainty",
        "forecast.end": "as before {n}",
        "path": "the way to the target",
        "path.end": "the way {n}",
        "key.target": "target",
        "key.break": "break: not comparable",
        "value": "Value",
        "remark": "Remark",
        "other": "Others",
        "none": "No figures yet",
        "stretch": "from {first} to {last}",
        "among": "between {first} and {last}",
        "week": "Week", "month": "Month", "quarter": "Quarter", "half": "Half-year", "year": "Year", "school_year": "School year",
    },
}  # fmt: skip


def say(language: str, key: str, **values: object) -> str:
    """`KeyError` for a word that the table lacks (a fault of ours)."""
    words = WORDS[language][key]
    return words.format(**values) if values else words


def first_up(words: str) -> str:
    """With a capital first, and the rest as it is."""
    return words[:1].upper() + words[1:]


def named(period: Period, language: str, year: int | None = None) -> str:
    """A period within a sentence. `year` is the year that the reader is in: 'september' of it, 'september 2025' of another."""
    words = period.label(language)
    if (
        year is not None
        and period.rhythm not in (Rhythm.YEAR, Rhythm.SCHOOL_YEAR)
        and words.endswith(f" {year}")
    ):
        return words.removesuffix(f" {year}").rstrip(",")
    return words


def within(period: Period, language: str, year: int | None = None) -> str:
    """'i september 2026', 'i skoleåret 2023/24', 'in week 7, 2026', 'in the school year 2023/24'."""
    words = named(period, language, year)
    if language == "en" and period.rhythm is Rhythm.SCHOOL_YEAR:
        return f"in the {words}"
    return f"{'in' if language == 'en' else 'i'} {words}"


def listed(periods: Sequence[Period], language: str, year: int | None = None) -> str:
    """'juli og august 2026', 'juli 2025 og juli 2026'; more than four are counted: 'fem måneder fra … til …', or
    'mellem … og …' where others lie between them. The reader's year is left out only where all are of it."""
    if len(periods) > 4:
        first, last = named(periods[0], language), named(periods[-1], language)
        whole = all(one.next == other for one, other in itertools.pairwise(periods))
        between = say(language, "stretch" if whole else "among", first=first, last=last)
        return f"{counted(len(periods), language)} {nouns(periods[0].rhythm, language)[1]} {between}"
    if len({period.start.year for period in periods}) > 1:
        year = None
    words = [named(period, language, year) for period in periods]
    for n, one in enumerate(periods[:-1]):
        tail = f" {one.start.year}"
        if one.rhythm is not Rhythm.YEAR and words[n].endswith(tail) and words[n + 1].endswith(tail):
            words[n] = words[n].removesuffix(tail).rstrip(",")
    return joined(words, language)


NOUNS = {
    "da": {
        "week": ("uge", "uger", "Ugen", "Ugerne", "den"),
        "month": ("måned", "måneder", "Måneden", "Månederne", "den"),
        "quarter": ("kvartal", "kvartaler", "Kvartalet", "Kvartalerne", "det"),
        "half": ("halvår", "halvår", "Halvåret", "Halvårene", "det"),
        "year": ("år", "år", "Året", "Årene", "det"),
        "school_year": ("skoleår", "skoleår", "Skoleåret", "Skoleårene", "det"),
    },
    "en": {
        "week": ("week", "weeks", "The week", "The weeks", "it"),
        "month": ("month", "months", "The month", "The months", "it"),
        "quarter": ("quarter", "quarters", "The quarter", "The quarters", "it"),
        "half": ("half-year", "half-years", "The half-year", "The half-years", "it"),
        "year": ("year", "years", "The year", "The years", "it"),
        "school_year": ("school year", "school years", "The school year", "The school years", "it"),
    },
}


def nouns(rhythm: Rhythm, language: str) -> tuple[str, str, str, str, str]:
    """('måned', 'måneder', 'Måneden', 'Månederne', 'den'): one, many, both known and opening a sentence, the pronoun."""
    return NOUNS[language][rhythm.value]


def of_signal(signal: Signal, language: str) -> str:
    """'over øvre grænse': by which rule a point is more than common variation."""
    return say(language, f"{signal.rule}.{'high' if signal.high else 'low'}")


def of_meaning(meaning: Meaning, language: str) -> str:
    """'udvikling i forkert retning': never a word of worry, which in child protection means something else."""
    return say(language, meaning)


def of_break(change: Break, language: str, short: bool = False) -> str:
    """'Ny opgørelse fra januar 2025'."""
    return say(language, "break", label=change.label, period=change.period.label(language, short=short))


def of_target(chart: ControlChart) -> str:
    """As a sentence holds it: 'højst 8', 'mindst 90,5 procent', '5,0 procent'."""
    assert chart.target is not None
    written = amount(chart.target.value, chart)
    return say(chart.language, f"target.{chart.target.bound}", n=written)


def amount(value: float, chart: ControlChart) -> str:
    """A figure with what is counted, unless the subject of the sentence has named that: 'Antallet af familier er 22'."""
    unit = chart.unit
    if unit.kind == "number" and unit.many and unit.many.lower() in chart.subject.lower():
        return number(value, unit.decimals, chart.language)
    return spoken(value, unit, chart.language)


def as_shown(point: Point, chart: ControlChart) -> str:
    """The figure of a table cell: '22', '6,3 %', 'skjult', 'mangler'."""
    if point.value is None:
        return say(chart.language, "hidden" if point.state == "suppressed" else "missing")
    return label(point.value, chart.unit, chart.language)


def why_hidden(point: Point, chart: ControlChart) -> str:
    """'færre end 5', or that another figure is protected by it."""
    if point.protects:
        return say(chart.language, "hidden.protects")
    if chart.unit.kind == "number":
        return say(chart.language, "hidden.small", n=number(chart.minimum, 0, chart.language))
    return say(chart.language, "hidden.other").partition(": ")[2]
