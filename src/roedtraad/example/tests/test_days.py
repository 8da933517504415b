"""The example municipality is alive on any day it is built."""

from __future__ import annotations

import datetime

import pytest

from roedtraad import example
from roedtraad.core import tenancy
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.matters.models import Meeting


@pytest.mark.parametrize("day", ["2027-01-01", "2026-07-20", "2028-02-29"])
def test_it_is_alive_whichever_day_it_is_built(db, time_machine, day):
    time_machine.move_to(datetime.datetime.fromisoformat(day + "T10:00+01:00"))
    today = datetime.date.fromisoformat(day)
    with tenancy.scope(example.build()):
        cycle = Cycle.objects.open_on(today).get()
        assert cycle.opens < today < cycle.due
        said = CheckIn.objects.filter(cycle=cycle)
        states = list(said.filter(goal__unit__isnull=True).values_list("state", flat=True))
        assert sorted(states) == ["draft", *["signed"] * 4, "submitted"]
        assert set(said.filter(goal__unit__isnull=False).values_list("state", flat=True)) == {"signed"}
        for body in ("Byrådet", "Børne- og Uddannelsesudvalget"):
            dates = list(Meeting.objects.filter(body__name=body).values_list("date", flat=True))
            assert sum(date < today for date in dates) >= 10
            assert sum(date > today for date in dates) >= 8
