"""Control charts and forecasts: 10,000 series of 40 points in process, and the command from its start to its last byte."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from roedtraad.measures.forecast import forecast
from roedtraad.measures.xmr import Direction, Options, control_chart

SERIES, POINTS = 10_000, 40
TIMES = 5
BOUND = 2_000  # milliseconds for the charts


def series(count: int) -> list[list[float]]:
    """Figures with one decimal: noise, every other series with a shift, every third with a drift."""
    chance = random.Random(40)  # noqa: S311 - figures, no secrets
    return [
        [
            round(chance.gauss(50 + 6 * (number % 2 and at > 25) + 0.4 * at * (number % 3 == 0), 5), 1)
            for at in range(POINTS)
        ]
        for number in range(count)
    ]


def as_file(many: list[list[float]]) -> bytes:
    days = [date(2020 + at // 12, at % 12 + 1, 1).isoformat() for at in range(POINTS)]
    told = {"dates": days, "improvement_direction": "increase", "target": 60}
    return json.dumps(
        {
            "series": [
                {"id": number, "input": {**told, "values": values}} for number, values in enumerate(many)
            ]
        }
    ).encode()


def command(given: bytes) -> None:
    program = [sys.executable, "-m", "roedtraad.cli", "xmr", "-"]
    subprocess.run(program, input=given, stdout=subprocess.DEVNULL, check=True)


def measure(milliseconds: Callable[[Callable[[], Any], int], dict[str, float]]) -> list[dict[str, Any]]:
    """[{what, p50_ms, p95_ms, cpu_ms, note}]: milliseconds for all series of a row together; cpu_ms is what was worked,
    children included, so that a busy machine can be told from a slow program."""
    many, options = series(SERIES), Options(Direction.INCREASE, target=60)
    drawn = [control_chart(values, options) for values in many]
    rows: list[dict[str, Any]] = []

    def add(what: str, count: int, work: Callable[[], Any], note: str = "") -> None:
        work()
        before = sum(os.times()[:4])
        took = milliseconds(work, TIMES)
        worked = (sum(os.times()[:4]) - before) / TIMES * 1000
        each = f"{worked / count * 1000:,.0f} µs a series"
        rows.append({"what": what, **took, "cpu_ms": round(worked), "note": f"{each}{note}"})

    def charts() -> None:
        for values in many:
            control_chart(values, options)

    def forecasts() -> None:
        for chart in drawn:
            forecast(chart)

    add(f"XmR, {SERIES:,} series of {POINTS} points", SERIES, charts, f"; the bound is {BOUND:,} ms in all")
    add(f"baseline forecast of {SERIES:,} charts", SERIES, forecasts)
    for count in (1, 1_000):
        given = as_file(many[:count])
        add(f"roedtraad xmr, {count:,} series, a process", count, lambda given=given: command(given))
    return rows
