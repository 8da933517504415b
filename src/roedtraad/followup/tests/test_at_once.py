"""Two things at once. Only where rows are locked one by one: SQLite lets one writer in at a time anyway."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections, transaction

from roedtraad.core import tenancy
from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import Refused
from roedtraad.followup import actions
from roedtraad.followup.models import CheckIn, Cycle
from roedtraad.followup.queries import check_in_for
from roedtraad.followup.tests.making import make_cycle, report
from roedtraad.plans.tests.making import running_plan


@pytest.mark.django_db(transaction=True)
def test_what_is_signed_off_while_the_cycle_is_frozen_is_refused_and_never_left_out(fjordby, school_chief):
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: run it with DATABASE_URL=postgres://…")
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = report(cycle, goal, school_chief)
    answers: list[object] = []

    def sign() -> None:
        try:
            with tenancy.scope(fjordby):
                answers.append(actions.sign_off(CheckIn.objects.get(pk=said.pk), by=school_chief))
        except Refused as refused:
            answers.append(refused)
        finally:
            connections.close_all()

    chief = threading.Thread(target=sign)
    with transaction.atomic():
        actions.freeze(Cycle.objects.get(pk=cycle.pk), by=SYSTEM, reason="Mødet er i morgen")
        chief.start()
        chief.join(timeout=1.5)
    chief.join(timeout=20)
    [answer] = answers
    assert isinstance(answer, Refused)
    assert answer.reasons[0].code == "cycle-frozen"
    said.refresh_from_db()
    assert not said.is_signed


def test_the_same_words_that_come_in_late_are_no_new_version(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = {"status": "on", "happened": "Alle er i gang."}
    seen = actions.save_check_in(check_in_for(cycle, goal), by=school_chief, **said).version
    late = actions.save_check_in(check_in_for(cycle, goal), by=school_chief, **said)
    assert late.version == seen
    assert check_in_for(cycle, goal).version == seen
    assert actions.sign_off(check_in_for(cycle, goal), by=school_chief, seen_version=seen).is_signed
