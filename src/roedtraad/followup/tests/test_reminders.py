"""Who is reminded, of what, and when."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from conftest import make_user
from roedtraad.core import worker
from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import MessageState
from roedtraad.core.models import Job, OutboxMessage
from roedtraad.followup import actions
from roedtraad.followup.counting import notice_days
from roedtraad.followup.enums import NoticeStage
from roedtraad.followup.models import Cycle, Notice, Reminder
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle, report, sign
from roedtraad.language.holidays import is_working_day, working_day_on_or_after
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Holding, Position, Unit
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.models import FocusArea, Goal
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy, running_plan

DAY = datetime.timedelta(1)


def another_plan():
    policy, _theme, _promises = make_policy("En anden politik")
    plan = make_plan(policy, "En anden plan")
    goal = make_goal(plan, title="Flere cykler til skole")
    plan_actions.start_plan(plan, by=SYSTEM)
    return plan, goal


def day_of(cycle: Cycle, stage: NoticeStage) -> datetime.date:
    return notice_days(cycle.opens, cycle.due, cycle.sign_off)[stage]


def mails() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.order_by("pk"))


def test_owners_get_one_mail_that_lists_all_their_goals_when_a_cycle_opens(
    fjordby, coordinator, school_chief, reader
):
    plan, _goals = running_plan(3)
    make_cycle(plan)
    assert Job.objects.filter(name="followup.remind").exists()
    assert remind() == 1
    (message,) = mails()
    assert message.to_user == school_chief
    assert message.subject.startswith("Hvordan går det med 3 mål? Svar senest ")
    assert all(f"- Mål nummer {number}" in message.body for number in (1, 2, 3))
    assert remind() == 0


def test_nobody_gets_more_than_one_mail_a_day_however_many_rounds_there_are(
    fjordby, coordinator, school_chief
):
    make_cycle(running_plan()[0])
    assert remind() == 1
    make_cycle(another_plan()[0])
    assert remind() == 0
    assert remind(timezone.localdate() + DAY) == 1
    assert "Flere cykler til skole" in mails()[1].body


def test_the_one_mail_tells_of_everything_that_is_missing_in_every_round(fjordby, coordinator, school_chief):
    make_cycle(running_plan()[0])
    make_cycle(another_plan()[0], "december")
    remind()
    (message,) = mails()
    assert "Mål nummer 1" in message.body
    assert "Flere cykler til skole" in message.body
    assert message.subject.startswith("Hvordan går det med 2 mål?")


def test_a_leader_of_several_houses_gets_one_mail_for_all_of_them(fjordby, coordinator, school_chief):
    for house in ("Leder af Solstrålen", "Leder af Månehuset"):
        position = Position.objects.create(title=house, function=Function.LEADER)
        Holding.objects.create(
            position=position,
            person=Holding.objects.get(position__title="Skolechef").person,
            starts=datetime.date(2020, 1, 1),
        )
    plan, goals = running_plan(3)
    for goal, title in zip(goals[1:], ("Leder af Solstrålen", "Leder af Månehuset"), strict=True):
        Goal.objects.filter(pk=goal.pk).update(owner=Position.objects.get(title=title))
    make_cycle(plan)
    assert remind() == 1
    (message,) = mails()
    assert all(f"Mål nummer {number}" in message.body for number in (1, 2, 3))
    assert message.body.count("⟦followup.link") == 1


@pytest.fixture
def many_of_units(fjordby):
    """A leader of two houses: so many goals of each, under one of the plan."""

    def make(plan, *counts: int) -> list[Goal]:
        chief = Position.objects.get(title="Skolechef")
        return [
            Goal.objects.create(
                plan=plan,
                unit=Unit.objects.get_or_create(name=f"Hus {house}")[0],
                owner=chief,
                title=f"Mål {number} for hus {house}",
                level="none",
            )
            for house, count in enumerate(counts, 1)
            for number in range(count)
        ]

    return make


def test_a_leaders_many_goals_of_units_are_told_by_unit_with_their_number(
    fjordby, coordinator, school_chief, many_of_units
):
    plan, _goals = running_plan(1)
    made = many_of_units(plan, 6, 1)
    cycle = make_cycle(plan)
    for goal in made[:2]:
        actions.submit(report(cycle, goal, school_chief), by=school_chief)
    remind()
    (message,) = mails()
    assert "- Mål nummer 1" in message.body
    assert (
        "- Hus 1: 6 mål (2 af dem er skrevet og venter på din godkendelse)\n- Hus 2: ét mål" in message.body
    )
    assert "Mål 3 for hus 1" not in message.body
    assert message.subject.startswith("Hvordan går det med 8 mål?")


def test_six_goals_of_units_or_fewer_are_told_one_by_one(fjordby, coordinator, school_chief, many_of_units):
    plan, _goals = running_plan(1)
    many_of_units(plan, 5, 1)
    make_cycle(plan)
    remind()
    (message,) = mails()
    assert all(f"- Mål {number} for hus 1" in message.body for number in range(5))
    assert "Hus 1: " not in message.body


def test_people_are_reminded_when_it_opens_before_it_is_due_on_the_day_and_after(
    fjordby, coordinator, school_chief
):
    cycle = make_cycle(running_plan()[0])
    told = []
    day = cycle.opens
    while day <= cycle.sign_off + 3 * DAY:
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(9)), tick=False):
            if remind(day):
                told.append(day)
        day += DAY
    stages = list(Notice.objects.order_by("day").values_list("stage", "day"))
    assert told == [day for _stage, day in stages]
    assert stages[0] == ("opened", cycle.opens)
    assert ("due", cycle.due) in stages
    assert ("late", day_of(cycle, NoticeStage.LATE)) in stages
    assert len({stage for stage, _day in stages}) == len(stages)


def test_a_stage_that_passed_before_the_last_mail_is_not_made_up_for(fjordby, coordinator, school_chief):
    """A round that opens two days before it is due: one mail, and then the one of the day."""
    today = timezone.localdate()
    cycle = make_cycle(running_plan()[0], due=working_day_on_or_after(today + 2 * DAY))
    assert remind(today) == 1
    assert remind(cycle.due - DAY) == 0
    assert remind(cycle.due) == 1
    assert list(Notice.objects.order_by("day").values_list("stage", flat=True)) == ["opened", "due"]


@pytest.mark.parametrize("opens", [datetime.date(2026, 9, 25) + n * DAY for n in range(14)])
def test_nobody_is_reminded_on_a_day_when_nobody_is_at_work(opens):
    due = working_day_on_or_after(opens + 21 * DAY)
    sign_off = working_day_on_or_after(due + 7 * DAY)
    days = notice_days(opens, due, sign_off)
    assert all(is_working_day(day) for stage, day in days.items() if stage != NoticeStage.OPENED)
    assert list(days.values()) == sorted(days.values())
    assert max(days.values()) <= sign_off


def test_reminders_stop_the_moment_the_check_in_is_in(fjordby, coordinator, school_chief):
    plan, (first, second) = running_plan(2)
    cycle = make_cycle(plan)
    sign(cycle, first, school_chief)
    remind()
    assert "Mål nummer 1" not in mails()[0].body
    sign(cycle, second, school_chief)
    assert remind(cycle.due) == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_waits_does_not_go_when_the_check_in_comes_in_first(fjordby, coordinator, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    remind()
    sign(cycle, goal, school_chief)
    worker.work(batch=True)
    assert mail.outbox == []
    assert [message.state for message in mails()] == [MessageState.DROPPED]


def test_what_a_writer_has_written_is_marked_as_waiting_for_the_one_who_answers(
    fjordby, coordinator, school_chief
):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    actions.submit(report(cycle, goal, school_chief), by=school_chief)
    remind()
    assert "skrevet, venter på din godkendelse" in mails()[0].body


def test_when_nobody_answers_the_deputy_is_told_and_then_the_owner_of_the_focus_area(
    fjordby, coordinator, school_chief
):
    deputy = make_user(fjordby, "Ellen Vang", "Vicechef", Function.CHIEF)
    above = make_user(fjordby, "Bent Dahl", "Direktør for børn", Function.DIRECTOR)
    Position.objects.filter(title="Skolechef").update(deputy=Position.objects.get(title="Vicechef"))
    plan, (goal,) = running_plan()
    area = make_area(plan, owner=Position.objects.get(title="Direktør for børn"))
    Goal.objects.filter(pk=goal.pk).update(focus_area=area)
    cycle = make_cycle(plan)

    def told_on(day: datetime.date) -> set[str]:
        before = set(OutboxMessage.objects.values_list("pk", flat=True))
        remind(day)
        return {message.to_user.name for message in mails() if message.pk not in before}

    assert told_on(cycle.opens) == {school_chief.name}
    assert deputy.name not in told_on(cycle.due)
    told_on(day_of(cycle, NoticeStage.LATE))
    assert told_on(day_of(cycle, NoticeStage.DEPUTY)) == {deputy.name}
    assert told_on(day_of(cycle, NoticeStage.ABOVE)) == {above.name}
    last = mails()[-1]
    assert "Skolechef" in last.body
    assert "⟦" not in last.body  # who answers for the focus area reads, and does not report


def test_a_vacant_focus_area_is_told_through_its_deputy(fjordby, coordinator, school_chief):
    above = make_user(fjordby, "Bent Dahl", "Souschef for børn", Function.DIRECTOR)
    vacant = Position.objects.create(title="Direktør for børn", function=Function.DIRECTOR)
    plan, (goal,) = running_plan()
    area = make_area(plan, owner=vacant)
    FocusArea.objects.filter(pk=area.pk).update(deputy=Position.objects.get(title="Souschef for børn"))
    Goal.objects.filter(pk=goal.pk).update(focus_area=area)
    cycle = make_cycle(plan)
    remind(day_of(cycle, NoticeStage.ABOVE))
    assert above in [message.to_user for message in mails()]


def test_a_vacant_position_is_told_through_its_deputy(fjordby, coordinator):
    deputy = make_user(fjordby, "Ellen Vang", "Vicechef", Function.CHIEF)
    chief = Position.objects.create(title="Skolechef", deputy=Position.objects.get(title="Vicechef"))
    make_cycle(running_plan(owner=chief)[0])
    remind()
    assert [message.to_user for message in mails()] == [deputy]


def test_nobody_is_told_before_the_cycle_opens_or_after_its_sign_off(fjordby, coordinator, school_chief):
    tomorrow = working_day_on_or_after(timezone.localdate() + DAY)
    cycle = make_cycle(running_plan()[0], opens=tomorrow)
    assert remind() == 0
    assert remind(cycle.sign_off + DAY) == 0


def test_who_cannot_sign_in_any_longer_is_not_written_to(fjordby, coordinator, school_chief):
    make_cycle(running_plan()[0])
    school_chief.is_active = False
    school_chief.save()
    assert remind() == 0


def test_the_same_mail_is_written_once_even_when_two_remind_at_once(fjordby, coordinator, school_chief):
    make_cycle(running_plan()[0])
    remind()
    Notice.objects.all().delete()  # the other one has not seen it yet
    assert remind() == 0
    assert Reminder.objects.count() == 1


def test_many_people_cost_no_more_queries_than_some(fjordby, coordinator, django_assert_max_num_queries):
    plan, goals = running_plan(40)
    for number, goal in enumerate(goals):
        title = f"Leder {number}"
        make_user(fjordby, f"Person {number}", title, Function.LEADER)
        Goal.objects.filter(pk=goal.pk).update(owner=Position.objects.get(title=title))
    make_cycle(plan)
    with django_assert_max_num_queries(20):
        assert remind() == 40
