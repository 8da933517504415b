"""How long it takes to remind 10,000 people, with the worker killed in the middle: `python -m bench.reminders`.

An installation of its own in build/bench, SQLite, the real worker, and a mail server on this machine. Prints what came:
none may be missing, and none may have come twice; the one mail that was on its way when the worker died may have come or
not, and stands as uncertain.

--people 10000   how many      --unharmed   do not kill the worker
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from roedtraad.core.tests.post_office import Office, post_office

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "build" / "bench" / "reminders"


def build(people: int) -> None:
    """A municipality in which so many people answer for one goal each, in a round that is open."""
    from roedtraad.core import tenancy
    from roedtraad.core.models import Municipality, User
    from roedtraad.followup.models import Cycle
    from roedtraad.organisation.models import Holding, Person, Position
    from roedtraad.plans.enums import PlanState
    from roedtraad.plans.models import Goal, Plan
    from roedtraad.policies.models import Policy

    today = datetime.date.today()  # noqa: DTZ011 - a day of the bench
    municipality = Municipality.objects.create(name="Fjordby Kommune", slug="fjordby")
    with tenancy.scope(municipality):
        policy = Policy.objects.create(title="Børne- og ungepolitik")
        plan = Plan.objects.create(policy=policy, title="Plan", state=PlanState.RUNNING)
        users = User.objects.bulk_create(
            User(email=f"p{n}@fjordby.example", name=f"Person {n}", municipality=municipality, password="!")  # noqa: S106
            for n in range(people)
        )
        positions = Position.objects.bulk_create(Position(title=f"Leder {n}") for n in range(people))
        persons = Person.objects.bulk_create(Person(name=user.name, user=user) for user in users)
        Holding.objects.bulk_create(
            Holding(position=position, person=person, starts=datetime.date(2020, 1, 1))
            for position, person in zip(positions, persons, strict=True)
        )
        Goal.objects.bulk_create(
            Goal(plan=plan, title=f"Mål nummer {n}", owner=position, on_policy=True)
            for n, position in enumerate(positions)
        )
        Cycle.objects.create(
            plan=plan,
            title="runden",
            period_from=today - datetime.timedelta(60),
            period_to=today - datetime.timedelta(1),
            opens=today,
            due=today + datetime.timedelta(14),
            sign_off=today + datetime.timedelta(21),
        )


def enqueue() -> None:
    from roedtraad.core import tenancy
    from roedtraad.core.jobs import enqueue as promise
    from roedtraad.core.models import Municipality

    with tenancy.scope(Municipality.objects.get()):
        promise("followup.remind")


def worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "roedtraad.cli", "work"], cwd=ROOT)


def measured(people: int, kill: bool, office: Office) -> dict[str, object]:
    from django.db import connection

    from roedtraad.core.models import OutboxMessage

    def ended() -> int:
        connection.close()
        return OutboxMessage.across.exclude(state__in=["waiting", "sending"]).count()

    began = time.monotonic()
    written = 0.0
    process = worker()
    try:
        killed = not kill
        while (done := ended()) < people - (1 if kill else 0):
            written = written or (time.monotonic() - began if done else 0.0)
            if not killed and len(office.raw) >= people // 2:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
                process, killed = worker(), True
            if time.monotonic() - began > 1200:
                raise SystemExit(f"not done after twenty minutes: {done} of {people}")
            time.sleep(0.2)
        took = time.monotonic() - began
    finally:
        process.terminate()
        process.wait(timeout=30)
    ids = Counter(str(mail["Message-ID"]) for mail in office.mails)
    connection.close()
    states = Counter(OutboxMessage.across.values_list("state", flat=True))
    return {
        "people": people,
        "seconds": round(took, 1),
        "first_mail_after": round(written, 1),
        "mails_that_came": sum(ids.values()),
        "came_twice": sum(count > 1 for count in ids.values()),
        "people_without": people - len(ids),
        "states": dict(states),
        "connections": office.lines,
        "worker_killed": kill,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--unharmed", action="store_true")
    given = parser.parse_args()
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with post_office() as office:
        os.environ |= {
            "ROEDTRAAD_HOME": str(HOME),
            "ROEDTRAAD_EXAMPLE": "0",
            "ROEDTRAAD_MAILS_FROM": "25",  # only what the bench asks for
            "EMAIL_URL": office.url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        build(given.people)
        enqueue()
        print(json.dumps(measured(given.people, not given.unharmed, office), indent=1))
    shutil.rmtree(HOME)


if __name__ == "__main__":
    main()
