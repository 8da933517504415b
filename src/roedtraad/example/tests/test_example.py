"""The example municipality, on any day of the year."""

from __future__ import annotations

import datetime

import pytest

from roedtraad import example
from roedtraad.core import tenancy
from roedtraad.core.models import ActionLog
from roedtraad.matters.models import Meeting

pytestmark = pytest.mark.django_db


def test_build_twice_changes_nothing(db):
    first = example.build()
    with tenancy.scope(first):
        before = ActionLog.objects.count()
    assert example.build() == first
    with tenancy.scope(first):
        assert ActionLog.objects.count() == before


@pytest.mark.parametrize("day", ["2026-01-01", "2026-07-31", "2027-02-28", "2028-12-31"])
def test_the_bodies_have_met_and_will_meet_whenever_it_is_built(db, day, time_machine):
    time_machine.move_to(datetime.datetime.fromisoformat(day + "T10:00+01:00"), tick=False)
    with tenancy.scope(example.build()):
        today = datetime.date.fromisoformat(day)
        for body in ("Byrådet", "Børne- og Uddannelsesudvalget"):
            dates = list(Meeting.objects.filter(body__name=body).values_list("date", flat=True))
            assert sum(date < today for date in dates) >= 10
            assert sum(date > today for date in dates) >= 8
