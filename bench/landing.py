"""A million observations brought into the database, as an import of figures does: every figure checked, all or none.

In a process of its own, since the system tells only the highest use of memory that a process has had. The rows go into an
indicator of the smallest list municipality, and are taken back.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from roedtraad.core import tenancy  # noqa: E402
from roedtraad.core.models import Municipality  # noqa: E402
from roedtraad.indicators.actions.figures import land_figures  # noqa: E402
from roedtraad.indicators.enums import Origin  # noqa: E402
from roedtraad.indicators.figures import Figure, Whose  # noqa: E402
from roedtraad.indicators.models import Indicator  # noqa: E402

from . import indicators  # noqa: E402
from .memory import held_at_most  # noqa: E402

PLACES, AGES, MONTHS = 98, 85, 121  # a little over a million
SECONDS = 60  # the bound


def figures() -> Iterator[Figure]:
    """Place by place, age by age, month by month, as a statistics bank sends them; made while they are read."""
    first = indicators.first_month(timezone.localdate()).shifted(indicators.MONTHS - MONTHS)
    days = [first.shifted(at).start for at in range(MONTHS)]
    for place, age in itertools.product(range(PLACES), range(AGES)):
        whose = Whose(place_code=str(101 + place), place_name=f"Kommune {place:02}", dims={"alder": str(age)})
        for at, day in enumerate(days):
            yield Figure(day, float((place * age + at) % 5000), whose=whose)


def bring(slug: str) -> dict[str, Any]:
    """{"rows", "seconds", "cpu", "mb" beyond what was in use}."""
    with tenancy.scope(Municipality.objects.get(slug=slug)), transaction.atomic():
        indicator = Indicator.objects.order_by("pk").first()
        assert indicator is not None
        before, started, worked = held_at_most(), time.perf_counter(), time.process_time()
        landed = land_figures(indicator, figures(), Origin.STATBANK)
        told = {
            "rows": landed.new,
            "seconds": round(time.perf_counter() - started, 2),
            "cpu": round(time.process_time() - worked, 2),
            "mb": held_at_most() - before,
        }
        transaction.set_rollback(True)
    return told


def measure(slug: str) -> dict[str, Any]:
    """A row of figures; it says so where the import takes longer than its bound, and loses no other row."""
    command = [sys.executable, "-m", "bench.landing", slug]
    told = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    note = f"each checked and written; of these {told.pop('cpu')} s were this program's own work"
    if told["seconds"] > SECONDS:
        note += f"; OVER THE BOUND of {SECONDS} s"
    return {"what": "a million observations into the database", **told, "note": note}


if __name__ == "__main__":
    print(json.dumps(bring(sys.argv[1])))
