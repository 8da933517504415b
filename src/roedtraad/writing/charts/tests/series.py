"""Series to draw, written as a person would: months from a first one, None where there is no figure."""

import datetime

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import Break, ControlChart, Point, Segment, Signal, Target, Unit


def month(year: int, number: int) -> Period:
    return Period(Rhythm.MONTH, datetime.date(year, number, 1))


def quarter(year: int, number: int) -> Period:
    return Period(Rhythm.QUARTER, datetime.date(year, 3 * number - 2, 1))


def school_year(year: int) -> Period:
    return Period(Rhythm.SCHOOL_YEAR, datetime.date(year, 8, 1))


def points(first: Period, values, **states) -> list[Point]:
    """`values` in order; the states by place: suppressed=[6], signals={20: Signal(…)}."""
    hidden, missing = states.get("suppressed", ()), states.get("missing", ())
    provisional, signals = states.get("provisional", ()), states.get("signals", {})
    made = []
    for n, value in enumerate(values):
        state = (
            "suppressed"
            if n in hidden
            else "missing"
            if n in missing or value is None
            else "provisional"
            if n in provisional
            else "shown"
        )
        made.append(
            Point(
                first.shifted(n),
                None if state in ("suppressed", "missing") else value,
                state,
                signals.get(n),
            )
        )
    return made


FIRST = month(2023, 10)
BEFORE = [10, 12, 9, 13, 11, 8, 12, 10, 14, 9, 11, 8, 12, 10, 11]
AFTER = [13, 15, 12, 16, 14, 11, None, 13, 12, 14, 16, 13, 15, 14, 11, 12, 14, 13, None, 21, 22]


def waiting(**more) -> ControlChart:
    """Families who waited too long: a break in January 2025, two hidden months, two signals, a target out of reach."""
    given = {
        "points": points(
            FIRST,
            BEFORE + AFTER,
            suppressed=(21, 33),
            signals={34: Signal("concern"), 35: Signal("concern")},
        ),
        "unit": Unit("number", 0, "familie", "familier"),
        "segments": [
            Segment(FIRST, month(2024, 12), 10.667, 2.877, 18.456, 15),
            Segment(month(2025, 1), month(2026, 9), 14.263, 8.777, 19.749, 19),
        ],
        "breaks": [Break(month(2025, 1), "Ny opgørelse", "Ventetiden regnes nu fra første kontakt.")],
        "target": Target(8, "most"),
        "good": "low",
        "assurance": "fail",
        "subject": "Antallet af familier, der venter for længe,",
    }
    return ControlChart("Familier, der ventede mere end syv dage, antal pr. måned", **{**given, **more})


ABSENCE = [6.1, 6.4, 5.8, 6.6, 6.9, 6.2, 5.9, 6.3, 5.7, 6.0, 6.5, 6.8, 6.4, 6.1, 5.9, 6.2, 6.6, 6.3]


def absence(**more) -> ControlChart:
    """Pupils' absence: nothing but common variation."""
    first = month(2025, 4)
    given = {
        "points": points(first, ABSENCE),
        "unit": Unit("percent", 1),
        "segments": [Segment(first, first.shifted(17), 6.26, 5.2, 7.35, 18)],
        "target": Target(5.0),
        "good": "low",
        "subject": "Fraværet",
    }
    return ControlChart("Elevfravær, procent pr. måned", **{**given, **more})
