"""The charts of the gallery: each kind once, with figures of an invented municipality. Means and limits are calculated
(practice.md, XmR); a test calculates them again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import (
    Answers,
    Attainment,
    Break,
    Comparison,
    ControlChart,
    Course,
    Courses,
    Expected,
    Multiples,
    Part,
    Point,
    Row,
    Segment,
    Signal,
    Step,
    Target,
    Unit,
    Year,
    listing,
    verdict,
)

PERCENT = Unit("percent", 1)
WAITED_BEFORE = (10, 12, 9, 13, 11, 8, 12, 10, 14, 9, 11, 8, 12, 10, 11)
WAITED_SINCE = (13, 15, 12, 16, 14, 11, None, 13, 12, 14, 16, 13, 15, 14, 11, 12, 14, 13, None, 21, 22)
ABSENCE = (6.1, 6.4, 5.8, 6.6, 6.9, 6.2, 5.9, 6.3, 5.7, 6.0, 6.5, 6.8, 6.4, 6.1, 5.9, 6.2, 6.6, 6.3)
LEISURE = (58, 60, 57, 61, 59, 58, 62, 60, 59, 61, 62, 61)
VISITS = (71, 76, 70, 75, 73, 77, 70, 74, 72, 76, 71, 75, 73, 78, 79, 78, 80, 79, 81, 80)
# Name, figures, and (mean, lower limit, upper limit, how many are measured).
SCHOOLS: tuple[tuple[str, tuple[float | None, ...], tuple[float, float, float, int]], ...] = (
    ("Vestervang Skole", (6.3, 6.1, 6.6, 6.2, 6.4, 6.0, 6.5, 6.3), (6.3, 5.388, 7.212, 8)),
    ("Østre Skole", (7.4, 7.1, None, 7.6, 7.2, 7.5, 7.0, 7.3), (7.3, 6.3424, 8.2576, 7)),
    ("Strandengens Skole", (5.2, 5.0, 5.4, 5.1, 4.9, 5.3, 5.0, 5.1), (5.125, 4.403, 5.847, 8)),
    ("Bakkeskolen", (4.4, 4.1, 4.9, 4.2, 4.5, 4.0, 4.3, 7.0), (4.675, 3.389333, 5.960667, 8)),
)


def month(year: int, number: int) -> Period:
    return Period(Rhythm.MONTH, dt.date(year, number, 1))


def school_year(year: int) -> Period:
    return Period(Rhythm.SCHOOL_YEAR, dt.date(year, 8, 1))


def _points(
    first: Period, values: tuple[float | None, ...], signals: dict[int, Signal] | None = None
) -> list[Point]:
    return [
        Point(first.shifted(n), value, "shown" if value is not None else "suppressed", (signals or {}).get(n))
        for n, value in enumerate(values)
    ]


def waited() -> ControlChart:
    """A break, two hidden months, two signals in the wrong direction, and a target out of reach."""
    concern = Signal("concern", "outside", high=True)
    first = month(2023, 10)
    return ControlChart(
        "Familier, der ventede mere end syv dage, antal pr. måned",
        tuple(_points(first, WAITED_BEFORE + WAITED_SINCE, {34: concern, 35: concern})),
        Unit("number", 0, "familie", "familier"),
        (
            Segment(first, month(2024, 12), 10.666667, 2.876667, 18.456667, 15),
            Segment(month(2025, 1), month(2026, 9), 14.263158, 8.776908, 19.749408, 19),
        ),
        (Break(month(2025, 1), "Ny opgørelse", "Ventetiden regnes nu fra første kontakt."),),
        Target(8, "most"),
        "low",
        "fail",
        "Antallet af familier, der venter for længe,",
    )


def absence() -> ControlChart:
    """Nothing but common variation; the latest figure is provisional."""
    first = month(2025, 4)
    points = _points(first, ABSENCE)
    points[-1] = Point(points[-1].period, ABSENCE[-1], "provisional")
    return ControlChart(
        "Elevfravær, procent pr. måned", tuple(points), PERCENT,
        (Segment(first, first.shifted(17), 6.261111, 5.165817, 7.356405, 18),),
        target=Target(5.0), good="low", assurance="fail", subject="Fraværet",
    )  # fmt: skip


def visits() -> ControlChart:
    """A shift in the right direction."""
    first = Period(Rhythm.QUARTER, dt.date(2021, 4, 1))
    better = Signal("improvement", "shift", high=True)
    return ControlChart(
        "Nye familier, der fik besøg inden for en uge, procent pr. kvartal",
        tuple(_points(first, VISITS, dict.fromkeys(range(13, 20), better))),
        Unit("percent"),
        (Segment(first, first.shifted(19), 75.4, 66.58, 84.22, 20),),
        target=Target(70, "least"), good="high", assurance="inconsistent", subject="Andelen, der fik besøg,",
    )  # fmt: skip


def leisure() -> ControlChart:
    """What is ahead: the baseline forecast and the way to the target."""
    first = school_year(2014)
    return ControlChart(
        "Børn, der går til noget i fritiden, procent pr. skoleår",
        tuple(_points(first, LEISURE)),
        Unit("percent"),
        (Segment(first, first.shifted(11), 59.833333, 54.271515, 65.395152, 12),),
        target=Target(75, "least"), good="high", assurance="fail", subject="Andelen, der går til noget i fritiden,",
        forecast=tuple(Expected(first.shifted(12 + n), 62.5 + 0.9 * n, 60 - 0.3 * n, 65 + 2.1 * n) for n in range(4)),
        path=tuple(Step(first.shifted(11 + n), 63 + 3 * n) for n in range(5)),
    )  # fmt: skip


def few() -> ControlChart:
    """Too few figures for anything but a plain line; one of them is nought."""
    return ControlChart("Klager over ventetid, antal pr. måned", tuple(_points(month(2026, 6), (3, 0, 2, 1))), subject="Antallet af klager")  # fmt: skip


def compared() -> Comparison:
    rows = (
        Row("Fjordby", 14.2, kind="own"), Row("Egekøbing", 12.1), Row("Nørreå", None, "suppressed"),
        Row("Sandhavn", 17.9, "provisional"), Row("Mosebæk", None, "missing"), Row("Hele landet", 13.4, kind="country"),
    )  # fmt: skip
    return Comparison("Elever med mere end ti procents fravær", "2025/26", rows, PERCENT)


def over_time() -> Courses:
    def course(name: str, kind: Any, *values: float | None) -> Course:
        return Course(name, tuple(_points(school_year(2018), values)), kind)

    return Courses(
        "Elevfravær, procent pr. skoleår",
        (
            course("Fjordby", "own", 5.8, 5.9, 6.0, 6.4, 6.9, 6.6, 6.4, 6.3),
            course("Hele landet", "country", 5.6, 5.5, 5.7, 6.2, 7.0, 6.7, 6.5, 6.5),
            course("Kommuner, der ligner os", "other", 6.2, 6.1, 6.4, None, 7.3, 7.1, 7.0, 6.8),
        ),
        PERCENT,
    )


def schools() -> Multiples:
    first = school_year(2018)
    high = {7: Signal("concern", "outside", high=True)}
    charts = tuple(
        ControlChart(
            name,
            tuple(_points(first, values, high if values[7] is not None and values[7] > upper else None)),
            PERCENT,
            (Segment(first, first.shifted(7), mean, lower, upper, count),),
            good="low",
        )
        for name, values, (mean, lower, upper, count) in SCHOOLS
    )
    return Multiples("Elevfravær pr. skole, procent pr. skoleår", charts)


def attained() -> Attainment:
    levels = (
        "Ungerådet bliver hørt i alle sager om unge og har selv bragt fem sager for byrådet.",
        "Ungerådet bliver hørt i alle sager om unge.",
        "Ungerådet bliver hørt i ni af ti sager om unge.",
        "Ungerådet bliver hørt i halvdelen af sagerne.",
        "Ungerådet bliver sjældent hørt.",
    )
    return Attainment("Ungerådet bliver hørt", levels, 0, -1, "september 2026", "maj 2025")


def answered() -> Answers:
    def year(label: str, base: int, *shares: float | None) -> Year:
        return Year(label, tuple(Part(s, "shown" if s is not None else "suppressed") for s in shares), base)

    return Answers(
        "Hører du til i din klasse? Procent af svarene",
        ("Meget tit", "Tit", "En gang imellem", "Sjældent", "Aldrig"),
        (
            year("2023", 812, 41, 33, 17, 6, 3),
            year("2024", 790, 40, 35, 16, None, None),
            year("2025", 798, 38, 36, 17, 6, 3),
            year("2026", 805, 43, 36, 14, 5, 2),
        ),
    )


def chart_context() -> dict[str, Any]:
    """What the section of charts in core/gallery.html shows."""
    control = [
        {"chart": chart, "id": f"diagram-{name}", "verdict": verdict(chart, 2026), "listing": listing(chart, 8)}
        for name, chart in (("ventetid", waited()), ("fravaer", absence()), ("besoeg", visits()), ("fritid", leisure()), ("klager", few()))
    ]  # fmt: skip
    others = [
        {"chart": chart, "id": f"diagram-{name}", "listing": listing(chart)}
        for name, chart in (
            ("kommuner", compared()), ("aarene", over_time()), ("skoler", schools()), ("maalopfyldelse", attained()), ("svar", answered()),
        )
    ]  # fmt: skip
    return {"control_charts": control, "other_charts": others, "spark": absence()}
