"""The start page: what waits for me, how it goes, what was decided."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from roedtraad.followup.models import CheckIn
from roedtraad.matters import actions, decisions
from roedtraad.organisation.models import Position
from roedtraad.plans.models import Goal, Plan
from roedtraad.status.tests.scene import freeze, make_cycle, make_plan
from roedtraad.workspace import queries
from roedtraad.workspace.views import headline

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


def running(goals):
    plan = make_plan(goals)
    Plan.objects.filter(pk=plan.pk).update(state="running")
    return plan


def sign(goal, cycle, status):
    CheckIn.objects.create(goal=goal, cycle=cycle, status=status, state="signed")


@pytest.fixture
def matter(fjordby, secretary):
    made = actions.create_matter(fjordby, by=secretary, title="Status")
    actions.write_recommendation(made, by=secretary, text="at skolerne får vejledere")
    return made


def decide(matter, secretary, council, tasks=()):
    (made,) = decisions.record_minutes(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        minutes_reference="7",
        outcomes=[decisions.Outcome("approved", matter.recommendations.get(), tasks=tasks)],
    )
    return made


def test_the_goals_stand_by_theme_with_the_latest_signed_word(fjordby):
    plan = running(4)
    first, second, *_rest = Goal.objects.filter(plan=plan)
    old, new = make_cycle(plan, "foråret", 2025), make_cycle(plan, "efteråret", 2026)
    sign(first, old, "on")
    sign(first, new, "off")
    sign(second, old, "done")
    seen = queries.glance()
    assert dict(seen.counts) == {"off": 1, "done": 1}
    assert (seen.total, seen.unreported) == (4, 2)
    assert {theme.title for theme in seen.themes} == {"Hjælp i tide", "Fællesskaber", "Gode overgange"}


def test_what_is_cut_off_a_long_theme_is_what_goes_well(fjordby):
    plan = running(30)
    cycle = make_cycle(plan)
    for number, goal in enumerate(Goal.objects.filter(plan=plan)):
        sign(goal, cycle, "off" if number > 26 else "on")
    for theme in queries.glance().themes:
        assert theme.goals[0].status == "off"
        assert len(theme.goals) + theme.more == 10


def test_the_thread_of_a_decision_ends_in_its_task_or_breaks(matter, secretary, council):
    decision = decide(matter, secretary, council)
    (knots,) = queries.latest_threads()
    assert knots[-1].missing
    decisions.add_task(decision, by=secretary, text="Ansæt vejledere.")
    (knots,) = queries.latest_threads()
    assert [knot.missing for knot in knots] == [False, False]


def test_a_decision_that_nobody_was_given_waits_for_whoever_keeps_matters(matter, secretary, council, reader):
    decision = decide(matter, secretary, council)
    urls = [thing.url for thing in queries.what_waits(secretary)]
    assert reverse("matters:add_task", args=[decision.pk]) in urls
    assert queries.what_waits(reader) == []
    (knots,) = queries.latest_threads(may_give=False)
    assert not knots[-1].url
    decisions.add_task(decision, by=secretary, text="Ansæt vejledere.")
    assert reverse("matters:add_task", args=[decision.pk]) not in [
        thing.url for thing in queries.what_waits(secretary)
    ]


def test_what_waits_stands_by_date_and_what_has_none_comes_last(
    matter, secretary, council, school_chief, signed_in
):
    chief = Position.objects.get(title="Skolechef")
    decision = decide(matter, secretary, council)
    for text, due in (("Uden frist", None), ("Senere", 9), ("Snart", 2)):
        day = timezone.localdate() + datetime.timedelta(days=due) if due else None
        decisions.add_task(decision, by=secretary, text=text, owner=chief, due=day)
    assert [thing.title for thing in queries.what_waits(school_chief)] == ["Snart", "Senere", "Uden frist"]


def test_an_unwritten_status_waits_for_the_coordinator_only(fjordby, coordinator, reader):
    freeze(make_plan())
    assert [thing.url for thing in queries.what_waits(coordinator)] == [
        reverse("status:new", args=[freeze_pk()])
    ]
    assert queries.what_waits(reader) == []


def freeze_pk():
    from roedtraad.followup.models import Snapshot

    return Snapshot.objects.get().pk


@pytest.mark.parametrize(
    ("hour", "things", "said"),
    [
        (8, 4, "Godmorgen, Signe. Fire ting venter på dig."),
        (12, 1, "Goddag, Signe. En ting venter på dig."),
        (20, 0, "Godaften, Signe. Intet venter på dig."),
        (12, 13, "Goddag, Signe. 13 ting venter på dig."),
    ],
)
def test_the_headline_is_the_answer(hour, things, said):
    with override("da"):
        assert headline("Signe", things, datetime.datetime(2026, 10, 7, hour)) == said


def test_the_year_wheel_says_in_words_what_it_shows(council, secretary, fjordby):
    today = datetime.date(2026, 10, 7)
    actions.schedule_meeting(council, by=secretary, date=datetime.date(2026, 12, 16))
    make_cycle(make_plan(), "efteråret 2026", 2026)
    year = queries.year(today)
    assert len(year.wheel.marks) == 1
    assert any("16. december" in fact for fact in year.wheel.facts)
    assert len(year.coming) == 2


def test_the_start_page_costs_the_same_for_few_rows_and_for_many(
    matter, secretary, council, coordinator, signed_in, queries_of, fjordby
):
    client = signed_in(coordinator)
    mine = Position.objects.get(title="Udviklingskonsulent")
    plan = running(2)
    cycle = make_cycle(plan)
    decision = decide(matter, secretary, council)

    def fill(numbers):
        for number in numbers:
            decisions.add_task(decision, by=secretary, text=f"Opgave {number}", owner=mine)
            actions.schedule_meeting(
                council, by=secretary, date=datetime.date(2026, 1, 1) + datetime.timedelta(days=number)
            )
            goal = Goal.objects.create(plan=plan, title=f"Mål {number}", order=100 + number)
            sign(goal, cycle, "risk")

    fill(range(2))
    few = queries_of(client, reverse("workspace:start"))
    fill(range(2, 200))
    assert queries_of(client, reverse("workspace:start")) == few
    assert few <= 15


def test_the_start_page_teaches_when_there_is_nothing_yet(fjordby, reader, signed_in):
    content = signed_in(reader).get(reverse("workspace:start")).content.decode()
    assert reverse("plans:index") in content
    assert "rt-thread" not in content


def test_another_municipalitys_start_page_is_not_there(fjordby, outsider, signed_in):
    assert signed_in(outsider).get(reverse("workspace:start")).status_code == 404
