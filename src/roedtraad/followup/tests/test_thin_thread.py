"""The thin thread: write a goal, open a cycle, report, sign off, freeze."""

import json

from roedtraad.core import thread
from roedtraad.followup import actions, canonical
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.plans.actions import start_plan
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy


def test_a_goal_is_written_reported_on_and_frozen(fjordby, coordinator, school_chief):
    policy, theme, (promise, _other) = make_policy()
    plan = make_plan(policy)
    chief = school_chief_position()
    area = make_area(plan, theme=theme, owner=chief)
    goal = make_goal(plan, passage=promise, focus_area=area, owner=chief)
    start_plan(plan, by=coordinator)
    cycle = make_cycle(plan)
    sign(
        cycle,
        goal,
        school_chief,
        "risk",
        happened="Vi er i gang.",
        need="decision",
        needed="To timer mere om ugen.",
    )
    snapshot = actions.freeze(cycle, by=coordinator)

    data = snapshot.data
    assert canonical.sha256(snapshot.content) == snapshot.sha256
    assert snapshot.content == canonical.dumps(json.loads(snapshot.content))
    assert data["figures"] == {
        "goals": 1,
        "on": 0,
        "risk": 1,
        "off": 0,
        "unknown": 0,
        "done": 0,
        "idle": 0,
        "unreported": 0,
    }
    (told,) = data["goals"]
    assert told["passage"] == {"id": promise.pk, "number": "3.1", "text": "Børn skal mærke forskel nummer 1"}
    assert told["theme"] == "3 Lyst til at lære"
    assert told["owner"] == {"position": "Skolechef", "holder": "Torben Lindegaard"}
    assert (told["status"], told["need"], told["needed"]) == ("risk", "decision", "To timer mere om ugen.")
    assert (told["signed_by"], told["signed_as"]) == ("Torben Lindegaard", "Skolechef")

    knots = thread.below("policies.passage", [promise.pk])[promise.pk]
    assert [(knot.kind, knot.status) for knot in thread.line(knots)][:3] == [
        ("plans.focus_area", ""),
        ("plans.goal", ""),
        ("followup.status", "risk"),
    ]


def school_chief_position():
    from roedtraad.organisation.models import Position

    return Position.objects.get(title="Skolechef")
