"""Days on which a Danish municipality is closed, so that no deadline falls on one.

Sources: the church holidays follow Easter (computus below); store bededag was abolished from 2024 (lov nr. 214 af
06/03/2023); 5 June, 24 and 31 December are closing days by agreement in the municipalities.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the "anonymous" algorithm, Nature 1876; Meeus, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * el) // 433
    month = (h + el - 7 * m + 90) // 25
    return date(year, month, (h + el - 7 * m + 33 * month + 19) % 32)


@lru_cache(maxsize=64)
def holidays(year: int) -> dict[date, str]:
    """Every closing day of a year with its Danish name."""
    sunday = easter(year)
    days = {
        date(year, 1, 1): "nytårsdag",
        sunday - timedelta(3): "skærtorsdag",
        sunday - timedelta(2): "langfredag",
        sunday: "påskedag",
        sunday + timedelta(1): "2. påskedag",
        sunday + timedelta(39): "Kristi himmelfartsdag",
        sunday + timedelta(49): "pinsedag",
        sunday + timedelta(50): "2. pinsedag",
        date(year, 6, 5): "grundlovsdag",
        date(year, 12, 24): "juleaftensdag",
        date(year, 12, 25): "juledag",
        date(year, 12, 26): "2. juledag",
        date(year, 12, 31): "nytårsaftensdag",
    }
    if year < 2024:
        days[sunday + timedelta(26)] = "store bededag"
    return days


def holiday_name(day: date) -> str:
    """'2. påskedag' on one, else ''."""
    return holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not holiday_name(day)


def working_day_on_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(1)
    return day


def working_day_on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(1)
    return day
