from django.urls import reverse

from roedtraad.followup import actions
from roedtraad.followup.tests.making import make_cycle, make_meeting, sign
from roedtraad.plans.tests.making import running_plan


def test_the_pages_of_follow_up_answer(fjordby, coordinator, school_chief, signed_in):
    plan, goals = running_plan(3)
    meeting = make_meeting(90)
    cycle = make_cycle(plan, meeting=meeting)
    said = sign(
        cycle,
        goals[0],
        school_chief,
        "risk",
        happened="Noget",
        need="awaited",
        needed="Svar",
        awaited_until=meeting.date,
    )
    for user in (coordinator, school_chief):
        client = signed_in(user)
        for url in [
            reverse("followup:index"), reverse("followup:cycle", args=[cycle.pk]), reverse("followup:mine", args=[cycle.pk]),
            reverse("followup:check_in", args=[cycle.pk, goals[0].pk]), reverse("followup:check_in", args=[cycle.pk, goals[1].pk]),
            reverse("plans:plan", args=[plan.pk]), reverse("plans:goal", args=[goals[0].pk]),
        ]:  # fmt: skip
            assert client.get(url).status_code == 200, url
    assert signed_in(school_chief).get(reverse("followup:correct", args=[said.pk])).status_code == 200
    client = signed_in(coordinator)
    assert client.get(reverse("followup:open_cycle", args=[plan.pk])).status_code == 200
    assert (
        client.get(reverse("followup:open_cycle", args=[plan.pk]), {"meeting": meeting.pk}).status_code == 200
    )
    assert client.get(reverse("followup:move_dates", args=[cycle.pk])).status_code == 200
    snapshot = actions.freeze(cycle, by=coordinator, reason="Mødet venter ikke.")
    assert client.get(reverse("followup:cycle", args=[cycle.pk])).status_code == 200
    assert client.get(reverse("followup:snapshot", args=[snapshot.pk])).content.decode() == snapshot.content
    assert client.get(reverse("followup:check_in", args=[cycle.pk, goals[1].pk])).status_code == 200
