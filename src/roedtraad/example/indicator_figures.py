"""Fjordby's figures, all of them invented: patterns of numbers, laid out backwards from today.

What an owner told in a round (`reports`) stands in the figures too: the latest period that was over when the round opened
holds what was said. So words and picture agree on whatever day the example is built.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from roedtraad.indicators.figures import Figure, Whose
from roedtraad.measures.periods import Period, Rhythm

KNOWN_AFTER = datetime.timedelta(days=8)  # from the end of a period until it has been counted
JULY = 7


@dataclass(frozen=True)
class When:
    """The days that the story turns on: today, and the day on which each round opened, by its name."""

    today: datetime.date
    rounds: Mapping[str, datetime.date]

    def latest(self, rhythm: Rhythm, day: datetime.date | None = None) -> Period:
        """The latest period that had been counted on a day (today, where none is given)."""
        return Period.holding(rhythm, (day or self.today) - KNOWN_AFTER).shifted(-1)


@dataclass(frozen=True)
class Pattern:
    """The values of one series, the latest last; those before are the pattern over again until there are `count`.

    `said`: what the owner told in a round. `july`: what holds in the Julys that nobody told of, in turn;
    () where July is not counted.
    """

    recent: Sequence[float]
    before: Sequence[float] = ()
    count: int = 0
    said: Mapping[str, float] = field(default_factory=dict)
    july: Sequence[float] | None = None

    def laid_out(self, rhythm: Rhythm, when: When) -> dict[Period, float | None]:
        """{period: value}, oldest first; None where it was not counted."""
        usual = list(islice(cycle(self.before or self.recent), max(0, self.count - len(self.recent))))
        values = [*usual, *self.recent]
        last = when.latest(rhythm)
        found: dict[Period, float | None] = {
            last.shifted(at - len(values) + 1): value for at, value in enumerate(values)
        }
        if self.july is not None:
            for number, period in enumerate(each for each in found if each.start.month == JULY):
                found[period] = self.july[number % len(self.july)] if self.july else None
        for name, value in self.said.items():
            period = when.latest(rhythm, when.rounds[name])
            if self.july is not None and period.start.month == JULY:
                period = period.shifted(-1)
            found[period] = value
        return found


# --- counts

WAITING = Pattern(
    # Two of the chief's posts stand empty: the latest months are beyond everything that was usual before.
    recent=(9, 6, 11, 8, 12, 7, 9, 10, 6, 12, 9, 7, 11, 8, 10, 12, 7, 9, 6, 12, 8, 10, 7, 12, 9, 19, 21, 20, 21, 22),
    before=(6, 5, 8, 6, 7, 5, 7, 9, 6, 8, 7, 5),
    count=42,
    said={"first": 8, "second": 11, "third": 22},
    july=(3, 4),
)  # fmt: skip
WAITING_BREAK = 30  # months: from here on the days are counted from the family's first call

ADVICE_BEFORE = (22, 26, 24, 21, 25, 27, 23, 25, 22, 24, 26, 23, 25, 28)
ADVICE_SINCE = (48, 53, 47, 50, 55, 49, 46, 52, 51, 48, 54, 50)

UNHEARD = Pattern(
    recent=(1, 2, 0, 3, 1, 2, 2, 0, 1, 3, 1, 0, 2, 1, 0, 2, 3, 0, 2, 0),
    said={"second": 1, "third": 1},
    july=(),
)

# --- shares, as per cent of a number that varies a little

FIVE_DAYS = Pattern(
    recent=(66, 67, 66, 74, 80, 84, 86, 88, 89, 90, 91, 92, 92, 93),
    before=(66, 71, 76, 65, 70, 67, 75, 66, 71, 64, 76, 68, 66, 76, 65, 70),
    count=36,
    said={"first": 66, "second": 86, "third": 91},
    july=(),
)
IN_TIME = Pattern(recent=(68, 74, 71, 66, 73, 70, 75, 69, 72, 67, 73, 70))
AFTER_NINTH = Pattern(
    recent=(94.4, 93.7, 94.2, 93.5, 94.1, 93.6, 94.3, 93.4, 94.0, 93.8, 93.3, 93.9, 93.2, 93.6),
    said={"first": 94.0, "second": 93.4, "third": 93.1},
)
LANGUAGE = Pattern(recent=(85, 87, 84, 86, 87, 88), said={"third": 88})
ABSENCE = Pattern(
    recent=(12.4, 13.3, 12.7, 13.5, 12.3, 13.0, 12.8, 13.4, 12.5, 13.1, 12.9, 13.2, 12.7, 12.5),
    said={"first": 13.1, "second": 12.9, "third": 12.6},
)

MOVED = (6, 4, 7, 5, 3, 6, 4)
PLACED = (51, 48, 53, 50, 47, 52, 49, 54, 50, 48, 51, 49)
CHILDREN = 4_860
# Neighbours that do not exist, and a country that is made up with them.
BESIDE = {
    ("901", "Bakkeby"): (8.9, 9.3, 8.6, 9.0, 9.4, 8.8, 9.1, 8.7, 9.2, 9.0, 8.8, 9.1),
    ("902", "Engholm"): (12.2, 11.8, 12.5, 12.0, 12.4, 11.7, 12.1, 12.6, 11.9, 12.3, 12.0, 12.2),
    ("000", "Hele landet (opdigtet)"): (10.3, 10.2, 10.4, 10.3, 10.1, 10.2, 10.4, 10.3, 10.2, 10.1, 10.3, 10.2),
}  # fmt: skip

# The nine schools: pupils, and how the share of those with much absence lies to that of all.
SCHOOLS = {
    "Vestervang Skole": (642, 1.05),
    "Østre Skole": (588, 1.25),
    "Kystskolen": (512, 0.85),
    "Nordmarkskolen": (466, 0.97),
    "Søndre Skole": (431, 1.0),
    "Åskolen": (398, 0.93),
    "Bakkeskolen": (377, 0.9),
    "Havneskolen": (352, 1.08),
}
SMALL_SCHOOL, SMALL_PUPILS = "Lillenæs Skole", 61
SMALL = (6, 4, 7, 5, 6, 3, 7, 5, 4, 6, 5, 3, 6, 4)
SWAY = (0.97, 1.04, 1.0, 0.95, 1.05, 0.99, 1.02)

# Per mille of the answers, by grade: very often, often, now and then, seldom, never.
ANSWERS = ("Meget tit", "Tit", "En gang imellem", "Sjældent", "Aldrig")
GOOD = ANSWERS[:2]
GRADES = {"4.–6. klasse": (980, (470, 370, 120, 32, 8)), "7.–9. klasse": (1040, (360, 410, 170, 52, 8))}
BELONG = Pattern(recent=(76, 79, 77, 78, 80), said={"third": 81})


def months(pattern: Pattern, when: When) -> list[Figure]:
    """A count a month."""
    return [Figure(period.start, value) for period, value in pattern.laid_out(Rhythm.MONTH, when).items()]


def shares(
    pattern: Pattern, rhythm: Rhythm, when: When, whole: float, sway: Sequence[float] = SWAY
) -> list[Figure]:
    """A share of about `whole`, with the part and the whole it is made of."""
    found = []
    for at, (period, value) in enumerate(pattern.laid_out(rhythm, when).items()):
        if value is None:
            found.append(Figure(period.start))
            continue
        every = round(whole * sway[at % len(sway)])
        found.append(Figure(period.start, None, round(every * value / 100), every))
    return found


def advice_opened(when: When) -> Period:
    """The month in which the open counselling came to the library: just before the first round."""
    return when.latest(Rhythm.MONTH, when.rounds["first"])


def advice(when: When) -> list[Figure]:
    """About 25 conversations a month, and from the library's door on about 50."""
    opened, last = advice_opened(when), when.latest(Rhythm.MONTH)
    first = opened.shifted(-len(ADVICE_BEFORE))
    since = cycle(ADVICE_SINCE)
    found: list[Figure] = []
    period = first
    while not last < period:
        at = len(found)
        found.append(Figure(period.start, ADVICE_BEFORE[at] if period < opened else next(since)))
        period = period.next
    return found


def language(when: When) -> list[Figure]:
    """Year by year; the latest is provisional."""
    found = shares(LANGUAGE, Rhythm.YEAR, when, 412)
    last = found[-1]
    found[-1] = Figure(last.start, None, last.numerator, last.denominator, provisional=True)
    return found


def moved(when: When) -> list[Figure]:
    """So few children that most years are hidden."""
    last = when.latest(Rhythm.YEAR)
    return [
        Figure(last.shifted(at - len(MOVED) + 1).start, None, part, 49 + at) for at, part in enumerate(MOVED)
    ]


def placed(when: When) -> list[Figure]:
    """Fjordby's own, and its neighbours' and the country's beside it."""
    last = when.latest(Rhythm.YEAR)
    starts = [last.shifted(at - len(PLACED) + 1).start for at in range(len(PLACED))]
    found = [Figure(start, None, part, CHILDREN) for start, part in zip(starts, PLACED, strict=True)]
    for (code, name), values in BESIDE.items():
        whose = Whose(place_code=code, place_name=name)
        found += [Figure(start, value, whose=whose) for start, value in zip(starts, values, strict=True)]
    return found


def absence(when: When, units: Mapping[str, int]) -> list[Figure]:
    """The nine schools and their sum. The largest takes what rounding leaves, so that the sum is what was told."""
    found = []
    for at, (period, value) in enumerate(ABSENCE.laid_out(Rhythm.QUARTER, when).items()):
        assert value is not None  # no quarter is without school
        every = sum(pupils for pupils, _ratio in SCHOOLS.values()) + SMALL_PUPILS
        total = round(every * value / 100)
        parts = {
            name: round(pupils * value / 100 * ratio * SWAY[(at + number) % len(SWAY)])
            for number, (name, (pupils, ratio)) in enumerate(SCHOOLS.items())
        }
        parts[SMALL_SCHOOL] = SMALL[at % len(SMALL)]
        largest = next(iter(SCHOOLS))
        parts[largest] += total - sum(parts.values())
        found.append(Figure(period.start, None, total, every))
        for name, part in parts.items():
            pupils = SCHOOLS[name][0] if name in SCHOOLS else SMALL_PUPILS
            found.append(Figure(period.start, None, part, pupils, whose=Whose(unit=units[name])))
    return found


def belong(when: When) -> list[Figure]:
    """The survey: how many answered that they belong, of all and by grade; and each answer by grade."""
    return [figure for each in _asked(when) for figure in each]


def _asked(when: When) -> Iterator[list[Figure]]:
    for period, value in BELONG.laid_out(Rhythm.HALF, when).items():
        assert value is not None  # every half year is asked
        counts = {grade: _answers(asked, told, value) for grade, (asked, told) in GRADES.items()}
        every = {grade: sum(each.values()) for grade, each in counts.items()}
        whole = sum(every.values())
        good = sum(each[answer] for each in counts.values() for answer in GOOD)
        yield [Figure(period.start, None, good, whole)]
        for grade, each in counts.items():
            dims = {"Klassetrin": grade}
            belongs = sum(each[answer] for answer in GOOD)
            yield [Figure(period.start, None, belongs, every[grade], whose=Whose(dims=dims))]
            yield [
                Figure(period.start, None, part, every[grade], whose=Whose(dims=dims | {"Svar": answer}))
                for answer, part in each.items()
            ]
        yield [
            Figure(
                period.start,
                None,
                sum(each[answer] for each in counts.values()),
                whole,
                whose=Whose(dims={"Svar": answer}),
            )
            for answer in ANSWERS
        ]


def _answers(asked: int, told: Sequence[int], value: float) -> dict[str, int]:
    """How many gave each answer when `value` per cent of all belong; the middle answer takes the rest."""
    share = sum(told[: len(GOOD)]) / 1000
    all_told = sum(asked * sum(each[: len(GOOD)]) for asked, each in GRADES.values()) / sum(
        asked for asked, _each in GRADES.values()
    )
    wanted = round(asked * min(0.97, share * value * 10 / all_told))
    counts = [round(asked * each / 1000) for each in told]
    counts[0] += wanted - counts[0] - counts[1]
    counts[2] = asked - counts[0] - counts[1] - counts[3] - counts[4]
    return dict(zip(ANSWERS, counts, strict=True))


def figures_of(key: str, when: When, units: Mapping[str, int]) -> list[Figure]:
    """All the figures of an indicator as they are known today; [] where none has been counted yet."""
    match key:
        case "waiting":
            return months(WAITING, when)
        case "unheard":
            return months(UNHEARD, when)
        case "advice":
            return advice(when)
        case "five_days":
            return shares(FIVE_DAYS, Rhythm.MONTH, when, 150)
        case "in_time":
            return shares(IN_TIME, Rhythm.QUARTER, when, 64)
        case "after_ninth":
            return shares(AFTER_NINTH, Rhythm.QUARTER, when, 1000, (1.0,))
        case "language":
            return language(when)
        case "moved":
            return moved(when)
        case "placed":
            return placed(when)
        case "absence":
            return absence(when, units)
        case "belong":
            return belong(when)
    return []
