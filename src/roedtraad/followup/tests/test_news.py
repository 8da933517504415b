"""What people are told of besides the rounds: a goal of a unit that is submitted, returned, approved or commented on."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import make_user
from roedtraad.core import worker
from roedtraad.core.enums import MessageState
from roedtraad.core.models import Job, OutboxMessage
from roedtraad.core.outbox import address
from roedtraad.followup.jobs import remind_hourly
from roedtraad.followup.models import Reminder, Tiding
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle
from roedtraad.organisation.absence import say_away
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Holding, Position
from roedtraad.plans import actions
from roedtraad.plans.tests.houses import make_houses

DAY = datetime.timedelta(days=1)


@pytest.fixture
def houses(fjordby):
    return make_houses(fjordby)


def submitted(houses, **more):
    return actions.submit_unit_goal(houses.write(**more), by=houses.leader)


def mails() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.order_by("pk"))


def told() -> list[str]:
    return [message.to_user.name for message in mails()]


def test_the_line_manager_is_told_of_a_goal_that_was_submitted(houses):
    goal = submitted(houses)
    assert remind() == 1
    (message,) = mails()
    assert message.to_user == houses.manager
    assert message.subject == "»Vestervang Skole« har indsendt et mål til godkendelse"
    assert f"- {goal.title}" in message.body
    assert address(reverse("plans:goal", args=[goal.pk])) in message.body
    assert "Du får højst én mail om dagen." in message.body


def test_the_leader_of_the_unit_is_told_of_one_that_came_back_with_the_reason(houses):
    goal = actions.return_unit_goal(submitted(houses), by=houses.manager, text="Skriv,\nhvem der gør det.")
    remind()
    (message,) = mails()
    assert message.to_user == houses.leader
    assert message.subject == "Et mål for »Vestervang Skole« er sendt tilbage"
    assert f"- {goal.title}. {houses.manager} skriver: Skriv, hvem der gør det." in message.body


def test_the_leader_of_the_unit_is_told_of_one_that_was_approved(houses):
    houses.approved()
    remind()
    (message,) = mails()
    assert message.to_user == houses.leader
    assert message.subject == "Et mål for »Vestervang Skole« er godkendt"


def commented(goal, by, text="Tal med klubben om det."):
    return actions.comment_unit_goal(goal, by=by, text=text)


def test_the_leader_of_the_unit_is_told_of_a_comment_by_the_focus_areas_owner(houses, fjordby):
    owner = make_user(fjordby, "Ellen Vang", "Familiechef", Function.CHIEF)
    goal = houses.write()
    goal.focus_area.owner = Position.objects.get(title="Familiechef")
    goal.focus_area.save()
    commented(goal, owner)
    remind()
    (message,) = mails()
    assert message.to_user == houses.leader
    assert message.subject == "Der er en kommentar til et mål for »Vestervang Skole«"
    assert f"- {goal.title}. Ellen Vang skriver: Tal med klubben om det." in message.body
    commented(goal, houses.leader, "Det gør vi i morgen.")
    remind(timezone.localdate() + DAY)
    assert sorted(told()[1:]) == sorted([houses.manager.name, owner.name])


def test_several_comments_on_one_goal_stand_in_one_breath_and_lead_to_it(houses):
    goal = houses.write()
    commented(goal, houses.manager)
    commented(goal, houses.manager, "Og med forældrene.")
    remind()
    (message,) = mails()
    assert message.subject == "Der er 2 kommentarer til mål for »Vestervang Skole«"
    assert address(reverse("plans:goal", args=[goal.pk])) in message.body


def test_a_comment_on_a_goal_that_has_ended_is_no_news(houses):
    goal = houses.approved()
    commented(goal, houses.manager)
    actions.drop_goal(goal, by=houses.manager, reason="Alligevel ikke.")
    assert remind() == 0


def test_nobody_is_told_of_what_they_did_themselves(houses):
    person = Holding.objects.get(position__title="Skoleleder").person
    chief = Position.objects.get(title="Skolechef")
    Holding.objects.filter(position=chief).delete()
    Holding.objects.create(position=chief, person=person, starts=datetime.date(2020, 1, 1))
    submitted(houses)
    assert remind() == 0


def test_where_two_lead_together_the_other_is_told(houses, fjordby):
    beside = Position.objects.create(title="Læringschef", unit=houses.centre, function=Function.CHIEF)
    other = make_user(fjordby, "Ellen Vang", position=beside)
    actions.return_unit_goal(submitted(houses), by=other, text="Skriv om.")
    submitted(houses, title="Et til")
    remind()
    assert sorted(told()) == sorted([houses.leader.name, houses.manager.name, other.name])


def test_the_deputy_is_told_while_the_line_manager_is_away(houses, fjordby, coordinator):
    deputy = make_user(fjordby, "Ellen Vang", "Vicechef", Function.OTHER)
    Position.objects.filter(title="Skolechef").update(deputy=Position.objects.get(title="Vicechef"))
    person = Holding.objects.get(position__title="Skolechef").person
    today = timezone.localdate()
    say_away(person, by=coordinator, starts=today, ends=today + 3 * DAY)
    submitted(houses)
    remind()
    assert told() == [deputy.name]
    remind(today + 4 * DAY)
    assert told() == [deputy.name, houses.manager.name]  # who comes back finds it too


def test_each_thing_is_told_once_and_several_of_a_unit_in_one_breath(houses):
    for number in range(3):
        submitted(houses, title=f"Mål {number}")
    assert remind() == 1
    (message,) = mails()
    assert message.subject == "»Vestervang Skole« har indsendt 3 mål til godkendelse"
    assert all(f"- Mål {number}" in message.body for number in range(3))
    assert address(reverse("plans:unit", args=[houses.plan.pk, houses.school.pk])) in message.body
    assert remind(timezone.localdate() + DAY) == 0


def test_at_most_one_mail_a_day_what_comes_later_stands_in_tomorrows(houses):
    submitted(houses)
    assert remind() == 1
    submitted(houses, title="Kom en time senere")
    assert remind() == 0
    assert remind(timezone.localdate() + DAY) == 1
    assert "Kom en time senere" in mails()[1].body
    assert "en voksen, de taler med" not in mails()[1].body


def test_what_is_new_stands_in_the_same_mail_as_what_is_missing(houses):
    make_cycle(houses.plan)
    submitted(houses)
    assert remind() == 1
    (message,) = mails()
    assert message.subject.startswith("Hvordan går det med ét mål? Svar senest ")
    assert houses.goal.title in message.body
    assert "»Vestervang Skole« har indsendt et mål til godkendelse:" in message.body
    assert Reminder.objects.count() == 1


def test_what_has_been_settled_meanwhile_is_not_told(houses):
    goal = submitted(houses)
    actions.approve_unit_goal(goal, by=houses.manager)
    actions.drop_goal(goal, by=houses.manager, reason="Alligevel ikke.")
    assert remind() == 0


def test_what_is_older_than_two_weeks_is_no_news(houses):
    with time_machine.travel(timezone.now() - 15 * DAY, tick=False):
        submitted(houses)
    assert remind() == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_waits_does_not_go_when_the_goal_has_been_read_meanwhile(houses):
    goal = submitted(houses)
    remind()
    actions.return_unit_goal(goal, by=houses.manager, text="Skriv om.")
    worker.work(batch=True)
    assert mail.outbox == []
    assert [message.state for message in mails()] == [MessageState.DROPPED]
    remind()
    worker.work(batch=True)
    assert [sent.to for sent in mail.outbox] == [[houses.leader.email]]


def test_the_hourly_work_begins_where_there_is_news_and_no_round_and_only_then(houses):
    noon = timezone.localtime().replace(hour=12)
    with time_machine.travel(noon, tick=False):
        remind_hourly()
        assert not Job.objects.filter(name="followup.remind").exists()
        submitted(houses)
        remind_hourly()
        assert Job.objects.filter(name="followup.remind").count() == 1
        remind()
        Job.objects.all().delete()
        remind_hourly()
        assert not Job.objects.filter(name="followup.remind").exists()


def test_many_goals_cost_no_more_queries_than_one(houses):
    submitted(houses)
    with CaptureQueriesContext(connection) as few:
        remind()
    for number in range(30):
        submitted(houses, title=f"Mål {number}")
    with CaptureQueriesContext(connection) as many:
        remind(timezone.localdate() + DAY)
    assert len(many) == len(few)
    assert Tiding.objects.count() == 31
