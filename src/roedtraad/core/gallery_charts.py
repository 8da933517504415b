"""The charts of the gallery: each kind once, with figures of an invented municipality. What is said of them is calculated
as it is everywhere; a test calculates it again by other means.
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
    Multiples,
    Part,
    Point,
    Row,
    Step,
    Target,
    Unit,
    Year,
    judged,
    listing,
    verdict,
)

PERCENT = Unit("percent", 1)
WAITED_BEFORE = (10, 12, 9, 13, 11, 8, 12, 10, 14, 9, 11, 8, 12, 10, 11)
WAITED_SINCE = (13, 15, 12, 16, 14, 11, None, 13, 12, 14, 16, 13, 15, 14, 11, 12, 14, 13, None, 21, 22)
ABSENCE = (6.1, 6.4, 5.8, 6.6, 6.9, 6.2, 5.9, 6.3, 5.7, 6.0, 6.5, 6.8, 6.4, 6.1, 5.9, 6.2, 6.6, 6.3)
LEISURE = (58, 60, 57, 61, 59, 58, 62, 60, 59, 61, 62, 61)
VISITS = (71, 76, 70, 75, 73, 77, 70, 74, 72, 76, 71, 75, 73, 78, 79, 78, 80, 79, 81, 80)
SCHOOLS: dict[str, tuple[float | None, ...]] = {
    "Vestervang Skole": (6.3, 6.1, 6.6, 6.2, 6.4, 6.0, 6.5, 6.3),
    "Østre Skole": (7.4, 7.1, None, 7.6, 7.2, 7.5, 7.0, 7.3),
    "Strandengens Skole": (5.2, 5.0, 5.4, 5.1, 4.9, 5.3, 5.0, 5.1),
    "Bakkeskolen": (4.4, 4.1, 4.9, 4.2, 4.5, 4.0, 4.3, 7.0),
}


def month(year: int, number: int) -> Period:
    return Period(Rhythm.MONTH, dt.date(year, number, 1))


def school_year(year: int) -> Period:
    return Period(Rhythm.SCHOOL_YEAR, dt.date(year, 8, 1))


def _points(first: Period, values: tuple[float | None, ...]) -> tuple[Point, ...]:
    """None is hidden."""
    return tuple(
        Point(first.shifted(n), value, "shown" if value is not None else "suppressed")
        for n, value in enumerate(values)
    )


def waited() -> ControlChart:
    """A break, two hidden months, two signals in the wrong direction, and a target out of reach."""
    chart = ControlChart(
        "Familier, der ventede mere end syv dage, antal pr. måned",
        _points(month(2023, 10), WAITED_BEFORE + WAITED_SINCE),
        Unit("number", 0, "familie", "familier"),
        breaks=(Break(month(2025, 1), "Ny opgørelse", "Ventetiden regnes nu fra første kontakt."),),
        target=Target(8, "most"),
        good="low",
        subject="Antallet af familier, der venter for længe,",
    )
    return judged(chart)


def absence() -> ControlChart:
    """Nothing but common variation; the latest figure is provisional."""
    *before, last = _points(month(2025, 4), ABSENCE)
    points = (*before, Point(last.period, last.value, "provisional"))
    name = "Elevfravær, procent pr. måned"
    return judged(ControlChart(name, points, PERCENT, target=Target(5.0), good="low", subject="Fraværet"))


def visits() -> ControlChart:
    """A shift in the right direction."""
    chart = ControlChart(
        "Nye familier, der fik besøg inden for en uge, procent pr. kvartal",
        _points(Period(Rhythm.QUARTER, dt.date(2021, 4, 1)), VISITS),
        Unit("percent"),
        target=Target(70, "least"),
        good="high",
        subject="Andelen, der fik besøg,",
    )
    return judged(chart)


def leisure() -> ControlChart:
    """What is ahead: the baseline forecast and the way to the target."""
    first = school_year(2014)
    chart = ControlChart(
        "Børn, der går til noget i fritiden, procent pr. skoleår",
        _points(first, LEISURE),
        Unit("percent"),
        target=Target(75, "least"),
        good="high",
        subject="Andelen, der går til noget i fritiden,",
        path=tuple(Step(first.shifted(11 + n), 63 + 3 * n) for n in range(5)),
    )
    return judged(chart, ahead=4)


def few() -> ControlChart:
    """Too few figures for anything but a plain line; one of them is nought."""
    points = _points(month(2026, 6), (3, 0, 2, 1))
    return judged(ControlChart("Klager over ventetid, antal pr. måned", points, subject="Antallet af klager"))


def compared() -> Comparison:
    rows = (
        Row("Fjordby", 14.2, kind="own"), Row("Egekøbing", 12.1), Row("Nørreå", None, "suppressed"),
        Row("Sandhavn", 17.9, "provisional"), Row("Mosebæk", None, "missing"), Row("Hele landet", 13.4, kind="country"),
    )  # fmt: skip
    return Comparison("Elever med mere end ti procents fravær", "2025/26", rows, PERCENT)


def over_time() -> Courses:
    def course(name: str, kind: Any, *values: float | None) -> Course:
        return Course(name, _points(school_year(2018), values), kind)

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
    charts = tuple(
        judged(ControlChart(name, _points(school_year(2018), values), PERCENT, good="low"))
        for name, values in SCHOOLS.items()
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
