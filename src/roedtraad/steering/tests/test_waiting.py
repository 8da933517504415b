"""What waits for whoever runs a group's meetings, on the start page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.waiting import what_waits
from roedtraad.matters import actions as matters
from roedtraad.matters.models import Matter, Meeting
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body, Position
from roedtraad.plans.tests.making import make_goal, make_plan, make_policy
from roedtraad.steering import actions
from roedtraad.steering.models import Sitting

from .making import DAY, make_group, meet

IN_THE_WAY = "Forbered mødet i Styregruppen"


@pytest.fixture
def plan(fjordby, school_chief):
    plan = make_plan(make_policy()[0])
    plan.state = "running"
    plan.save()
    make_goal(plan, "Færre mangler")
    return plan


@pytest.fixture
def group(fjordby, school_chief):
    return make_group(Position.objects.get(title="Skolechef"))


def waits(user) -> list[tuple[str, str]]:
    return [(each.title, each.url) for each in what_waits(user)]


def prepared(meeting, plan, by, own=("Hvem taler for sundhedsplejen?",)) -> Sitting:
    return actions.prepare(meeting, by=by, plan=plan, points=[], own=own)


def test_a_meeting_of_the_next_two_weeks_without_an_agenda_waits_to_be_prepared(plan, group, coordinator):
    meeting = meet(group, 14)
    meet(group, 15)
    (found,) = what_waits(coordinator)
    assert (found.title, found.when) == (IN_THE_WAY, meeting.date)
    assert found.url == reverse("steering:prepare", args=[meeting.pk])
    assert "der står endnu intet på dagsordenen" in found.reason
    prepared(meeting, plan, coordinator)
    assert waits(coordinator) == []


def test_an_agenda_from_which_every_point_was_taken_waits_again(plan, group, coordinator):
    sitting = prepared(meet(group, 3), plan, coordinator)
    actions.drop_point(sitting.points.get(), by=coordinator)
    assert waits(coordinator) == [(IN_THE_WAY, reverse("steering:meeting", args=[sitting.pk]))]


def test_a_cancelled_meeting_and_one_without_a_plan_to_follow_up_wait_for_nobody(plan, group, coordinator):
    meeting = meet(group, 3)
    plan.state = "closed"
    plan.save()
    assert waits(coordinator) == []
    plan.state = "running"
    plan.save()
    assert len(waits(coordinator)) == 1
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=True)
    assert waits(coordinator) == []


def test_the_chiefs_forum_is_prepared_here_only_where_it_has_followed_a_plan_up_before(plan, coordinator):
    chiefs = Body.objects.create(name="Chefforum", kind=BodyKind.CHIEFS)
    meet(chiefs, 3)
    assert waits(coordinator) == []
    prepared(meet(chiefs, -20), plan, coordinator)
    assert [title for title, _url in waits(coordinator)] == ["Forbered mødet i Chefforum"]


def test_minutes_wait_for_approval_from_the_moment_the_meeting_is_over(plan, group, coordinator):
    sitting = actions.open_meeting(prepared(meet(group), plan, coordinator), by=coordinator)
    assert waits(coordinator) == []
    actions.write_point(sitting.points.get(), by=coordinator, said="Sundhedschefen spørger rundt.")
    actions.close_meeting(sitting, by=coordinator)
    (found,) = what_waits(coordinator)
    assert found.title == "Godkend referatet af mødet i Styregruppen"
    assert found.url == reverse("steering:meeting", args=[sitting.pk])
    actions.approve_minutes(sitting, by=coordinator)
    assert "Godkend referatet af mødet i Styregruppen" not in [title for title, _url in waits(coordinator)]


def test_a_meeting_that_nobody_ended_waits_from_the_day_after(plan, group, coordinator):
    sitting = actions.open_meeting(prepared(meet(group), plan, coordinator), by=coordinator)
    Meeting.objects.filter(pk=sitting.meeting_id).update(date=timezone.localdate() - DAY)
    assert [title for title, _url in waits(coordinator)] == ["Godkend referatet af mødet i Styregruppen"]


def test_only_those_who_run_the_meetings_are_asked(plan, group, school_chief, reader, secretary):
    meet(group, 3)
    assert waits(school_chief) == waits(reader) == []
    assert [title for title, _url in waits(secretary)] == [IN_THE_WAY]


def test_all_that_waits_is_asked_in_one_question_however_many_there_are(
    plan, group, coordinator, signed_in, queries_of
):
    client, start = signed_in(coordinator), reverse("workspace:start")
    none = queries_of(client, start)
    for days in range(1, 14):
        meet(group, days)
    assert queries_of(client, start) == none <= 15
    assert waits(coordinator)[0][0] == IN_THE_WAY
    assert len(waits(coordinator)) == 5


def test_what_a_group_decided_leads_back_to_the_minutes_for_those_who_may_read_them(
    plan, group, coordinator, school_chief, reader, signed_in, queries_of
):
    sitting = actions.open_meeting(prepared(meet(group), plan, coordinator), by=coordinator)
    actions.write_point(sitting.points.get(), by=coordinator, decision="Sundhedschefen spørger rundt.")
    actions.close_meeting(sitting, by=coordinator)
    matter = actions.approve_minutes(sitting, by=coordinator).matter
    page, minutes = (
        reverse("matters:matter", args=[matter.pk]),
        reverse("steering:meeting", args=[sitting.pk]),
    )
    for user in (coordinator, school_chief):
        shown = signed_in(user).get(page).content.decode()
        assert f'href="{minutes}">Referat af mødet i Styregruppen<' in shown
        assert queries_of(signed_in(user), page) <= 15
    assert minutes not in signed_in(reader).get(page).content.decode()


def test_a_matter_that_came_from_no_meeting_leads_to_none(fjordby, secretary, signed_in):
    matter: Matter = matters.create_matter(fjordby, by=secretary, title="Status")
    assert (
        "Referat af"
        not in signed_in(secretary).get(reverse("matters:matter", args=[matter.pk])).content.decode()
    )
