"""Who reports follows ownership; where nobody is there, the deputy is asked, reminded, and may sign."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import OutboxMessage
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions, links
from roedtraad.followup.models import CheckIn, Cycle, Notice, Reminder
from roedtraad.followup.queries import check_in_for, my_lines
from roedtraad.followup.reminders import remind
from roedtraad.followup.rules import why_not_open
from roedtraad.followup.tests.making import make_cycle, make_meeting, report, sign
from roedtraad.language.holidays import working_day_on_or_after
from roedtraad.matters.actions import cancel_meeting
from roedtraad.organisation import absence
from roedtraad.organisation.actions import appoint, end_holding, set_deputy
from roedtraad.organisation.models import Holding, Person, Position
from roedtraad.plans import actions as plans
from roedtraad.plans.tests.making import running_plan


def days(number):
    return timezone.localdate() + datetime.timedelta(number)


@pytest.fixture
def deputy(fjordby, school_chief):
    user = make_user(fjordby, "Emil Kirkeby", "Souschef")
    chief = Position.objects.get(title="Skolechef")
    set_deputy(chief, by=SYSTEM, deputy=Position.objects.get(title="Souschef"))
    return user


def person_of(user):
    return Person.objects.get(user=user)


def fresh(user):
    """As the next request sees the user."""
    return type(user).objects.get(pk=user.pk)


def written_to():
    return set(OutboxMessage.objects.values_list("to_user__name", flat=True))


def text():
    return "\n".join(OutboxMessage.objects.values_list("body", flat=True))


def test_who_reports_follows_ownership(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    other = make_user(fjordby, "Lone Krogsbøl", "Dagtilbudschef")
    assert my_lines(cycle, fresh(school_chief))
    plans.assign_owner(goal, by=SYSTEM, owner=Position.objects.get(title="Dagtilbudschef"))
    assert not my_lines(cycle, fresh(school_chief))
    assert [line.goal for line in my_lines(cycle, fresh(other))] == [goal]
    sign(cycle, goal, fresh(other))
    with pytest.raises(NotPermitted):
        actions.save_check_in(check_in_for(cycle, goal), by=fresh(school_chief), status="on")


def test_when_the_position_goes_to_somebody_else_the_new_holder_is_asked(fjordby, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    successor = make_user(fjordby, "Mikkel Tofte", "Vikar")
    appoint(Position.objects.get(title="Skolechef"), by=SYSTEM, person=person_of(successor))
    remind()
    assert written_to() == {"Mikkel Tofte"}
    assert sign(cycle, goal, fresh(successor)).signed_name == "Mikkel Tofte"


def test_while_the_holder_is_away_the_deputy_is_asked_and_told_for_whom(fjordby, school_chief, deputy):
    plan, (_goal,) = running_plan()
    make_cycle(plan)
    absence.say_away(person_of(school_chief), by=school_chief, starts=days(-1), ends=days(3))
    assert remind() == 1
    assert written_to() == {"Emil Kirkeby"}
    assert "i stedet for Skolechef" in text()


def test_the_deputy_signs_as_the_deputy_while_the_holder_is_away(fjordby, school_chief, deputy):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    absence.say_away(person_of(school_chief), by=SYSTEM, starts=days(0), ends=days(10))
    said = sign(cycle, goal, fresh(deputy))
    assert (said.signed_name, said.signed_as.title) == ("Emil Kirkeby", "Souschef")


def test_the_deputy_named_on_the_goal_is_asked_before_the_positions_own(fjordby, school_chief, deputy):
    plan, (goal,) = running_plan()
    named = make_user(fjordby, "Gitte Bækholm", "Konsulent for fremmøde")
    goal.deputy = Position.objects.get(title="Konsulent for fremmøde")
    goal.save()
    make_cycle(plan)
    absence.say_away(person_of(school_chief), by=SYSTEM, starts=days(0), ends=days(10))
    remind()
    assert written_to() == {named.name}


def test_where_the_deputy_is_away_too_or_there_is_none_the_holders_mail_waits_for_the_holder(
    fjordby, school_chief, deputy
):
    plan, _goals = running_plan()
    make_cycle(plan)
    for user in (school_chief, deputy):
        absence.say_away(person_of(user), by=SYSTEM, starts=days(0), ends=days(10))
    remind()
    assert written_to() == {"Torben Lindegaard"}
    assert "i stedet for" not in text()


def test_who_is_back_is_asked_again(fjordby, school_chief, deputy):
    plan, _goals = running_plan()
    make_cycle(plan, due=working_day_on_or_after(days(10)), sign_off=working_day_on_or_after(days(20)))
    away = absence.say_away(person_of(school_chief), by=SYSTEM, starts=days(0), ends=days(3))
    remind()
    absence.say_back(away, by=school_chief)
    remind(days(1))
    assert written_to() == {"Emil Kirkeby", "Torben Lindegaard"}


def test_an_absence_that_has_not_begun_or_is_over_changes_nothing(fjordby, school_chief, deputy):
    plan, _goals = running_plan()
    make_cycle(plan)
    absence.say_away(person_of(school_chief), by=SYSTEM, starts=days(1), ends=days(3))
    remind()
    assert written_to() == {"Torben Lindegaard"}


def test_a_vacant_position_makes_the_deputy_the_one_that_is_asked_and_may_sign(fjordby, school_chief, deputy):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    end_holding(Holding.objects.get(position__title="Skolechef"), by=SYSTEM, ends=days(-1))
    remind()
    assert written_to() == {"Emil Kirkeby"}
    assert "i stedet for Skolechef" in text()
    assert sign(cycle, goal, fresh(deputy)).signed_as.title == "Souschef"


def test_a_person_who_left_is_neither_asked_nor_let_in_and_the_link_says_whom_to_ask(
    fjordby, coordinator, school_chief, client
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    link = links.links_for([(cycle, school_chief)])[cycle.pk, school_chief.pk]
    end_holding(Holding.objects.get(position__title="Skolechef"), by=SYSTEM, ends=days(-1))
    assert remind() == 0
    answer = client.get(reverse("followup:link", args=[links.key_of(link)]))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Linket i mailen er lukket" in page
    assert coordinator.name in page
    with pytest.raises(NotPermitted) as caught:
        actions.save_check_in(check_in_for(cycle, goal), by=fresh(school_chief), status="on")
    assert caught.value.reasons[0].way_out


def test_signing_off_twice_is_told_and_signs_nothing_twice(fjordby, school_chief, signed_in):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    said = sign(cycle, goal, school_chief)
    with pytest.raises(Refused) as caught:
        actions.sign_off(said, by=school_chief)
    assert caught.value.reasons[0].code == "signed"
    assert "Skriv en rettelse" in str(caught.value.reasons[0])
    mine = reverse("followup:mine", args=[cycle.pk])
    page = signed_in(school_chief).post(mine, {f"seen_{goal.pk}": said.version}, follow=True).content.decode()
    assert "Alt var allerede godkendt" in page
    assert CheckIn.objects.get().version == said.version


def test_a_round_that_is_over_is_opened_again_by_other_dates_and_people_are_told_anew(
    fjordby, coordinator, school_chief
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    remind()
    link = links.links_for([(cycle, school_chief)])[cycle.pk, school_chief.pk]
    Cycle.objects.filter(pk=cycle.pk).update(opens=days(-30), due=days(-9), sign_off=days(-2))
    assert why_not_open(links.find(links.key_of(link)))[0].code == "link-expired"
    OutboxMessage.objects.all().delete()
    Reminder.objects.all().delete()
    due, sign_off = working_day_on_or_after(days(7)), working_day_on_or_after(days(14))
    cycle.refresh_from_db()
    actions.move_dates(cycle, by=coordinator, meeting=make_meeting(90), due=due, sign_off=sign_off)
    assert not Notice.objects.exists()
    assert why_not_open(links.find(links.key_of(link))) == []
    assert remind() == 1
    report(Cycle.objects.get(), goal, school_chief)


def test_a_frozen_round_is_not_opened_again_and_says_what_can_be_done(fjordby, coordinator):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    actions.freeze(cycle, by=coordinator, reason="Nu")
    with pytest.raises(Refused) as caught:
        actions.move_dates(
            Cycle.objects.get(), by=coordinator, meeting=make_meeting(90), due=days(7), sign_off=days(14)
        )
    (reason,) = caught.value.reasons
    assert reason.code == "cycle-frozen"
    assert "Ret et enkelt svar" in str(reason)


def test_a_round_whose_meeting_is_cancelled_says_so_with_the_way_out(
    fjordby, coordinator, secretary, signed_in
):
    plan, _goals = running_plan()
    cycle = make_cycle(plan)
    cancel_meeting(cycle.meeting, by=secretary)
    page = signed_in(coordinator).get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
    assert "Mødet er aflyst" in page
    assert reverse("followup:move_dates", args=[cycle.pk]) in page
