"""The year wheel: what happens when, as a picture and as a table that says the same."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.followup import actions
from roedtraad.followup.models import Cycle, Rhythm
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters import actions as matters
from roedtraad.plans import actions as plans
from roedtraad.plans.tests.making import running_plan
from roedtraad.status.models import StatusReport
from roedtraad.status.tests.scene import freeze, make_plan
from roedtraad.workspace.yearwheel import year_page
from roedtraad.writing.wheel import draw

DAY = datetime.date


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(datetime.datetime(2026, 6, 10, 9, tzinfo=datetime.UTC), tick=False):
        yield


def with_rhythm(committee, *months):
    plan, goals = running_plan()
    rhythm = actions.set_rhythm(
        Rhythm(plan=plan), by=SYSTEM, beats=[actions.BeatLine(month, committee) for month in months]
    )
    actions.make_rounds(rhythm, by=SYSTEM)
    return plan, goals


def lines_of(page, kind):
    return [line for _month, lines in page.months for line in lines if line.kind == kind]


def test_a_years_rounds_stand_with_the_meetings_they_reach(fjordby, committee):
    matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2026, 9, 9))
    matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2026, 10, 14))  # serves nothing
    with_rhythm(committee, 9, 12)
    page = year_page(2026)
    assert [line.words for line in lines_of(page, "cycle")] == [
        "Opfølgning: september 2026", "Opfølgning: december 2026",
    ]  # fmt: skip
    assert [line.first for line in lines_of(page, "meeting")] == [DAY(2026, 9, 9)]
    assert [line.waits for line in lines_of(page, "cycle")] == [False, True]


def test_a_round_that_began_last_year_stands_in_january_too(fjordby, committee):
    matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2027, 2, 10))
    with_rhythm(committee, 2)
    cycle = Cycle.objects.order_by("opens").first()
    assert cycle.opens.year == 2026
    month, lines = year_page(2027).months[0]
    assert (month.lower(), lines[0].first) == ("januar", cycle.opens)
    assert [line.first for line in lines_of(year_page(2026), "cycle")] == [cycle.opens]


def test_the_meeting_of_a_round_that_was_signed_off_last_year_still_stands(fjordby, committee):
    matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2027, 1, 13))
    with_rhythm(committee, 1)
    cycle = Cycle.objects.order_by("opens").first()
    assert cycle.sign_off.year == 2026
    assert [line.first for line in lines_of(year_page(2027), "meeting")] == [DAY(2027, 1, 13)]


def test_statuses_to_the_council_deadlines_and_targets_stand_in_their_year(fjordby, council, secretary):
    plan = make_plan(3)
    snapshot = freeze(plan)
    matter = matters.create_matter(fjordby, by=secretary, title="Årlig status")
    StatusReport.objects.create(plan=plan, snapshot=snapshot, title="Årlig status", matter=matter)
    meeting = matters.schedule_meeting(council, by=secretary, date=DAY(2026, 12, 15))
    matters.route(matter, by=secretary, body=council, role="decides", meeting=meeting)
    plans.set_yearly_target(plan, by=SYSTEM, year=2029, text="Hvert barn har en voksen")
    assert [line.more for line in lines_of(year_page(2026), "status")] == [("Årlig status",)]
    last = year_page(2029)
    assert [line.first for line in lines_of(last, "deadline")] == [DAY(2029, 12, 31)]
    assert [target.text for target in last.targets] == ["Hvert barn har en voksen"]
    assert not lines_of(last, "status")


def test_the_plans_own_dates_stand_in_their_year_and_its_follow_ups_until_it_has_a_rhythm(fjordby, committee):
    plan = make_plan(1)
    for words, kind, when in (
        ("Mål sendes ind", "milestone", "ultimo juni 2026"),
        ("Opfølgning på mål", "follow_up", "september 2026"),
        ("Justering", "adjustment", "maj 2027"),
    ):
        plans.add_date(plan, by=SYSTEM, words=words, kind=kind, when=FuzzyDate.parse(when))
    assert [(line.words, line.first) for line in lines_of(year_page(2026), "deadline")] == [
        ("Mål sendes ind", DAY(2026, 6, 30)),
        ("Opfølgning på mål", DAY(2026, 9, 30)),
    ]
    Rhythm.objects.create(plan=plan, starts=DAY(2026, 1, 1))
    assert [line.words for line in lines_of(year_page(2026), "deadline")] == ["Mål sendes ind"]
    assert not lines_of(year_page(2027), "deadline")


def test_the_picture_says_what_the_table_says(fjordby, committee):
    matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2026, 9, 9))
    with_rhythm(committee, 9, 12)
    page = year_page(2026)
    svg = ElementTree.fromstring(draw(page.wheel))
    classes = [element.get("class") for element in svg.iter()]
    assert classes.count("rt-wheel__number") == 2
    assert classes.count("rt-wheel__cycle") == 1
    assert classes.count("rt-wheel__waiting") == 2  # drawn hollow
    desc = next(element.text for element in svg.iter() if element.tag.endswith("desc"))
    for line in (each for _month, lines in page.months for each in lines):
        assert line.words in desc


def test_the_page_leads_from_year_to_year_and_from_the_start_page(fjordby, committee, coordinator, signed_in):
    with_rhythm(committee, 9)
    client, url = signed_in(coordinator), reverse("workspace:year")
    page = client.get(url).content.decode()
    assert "2026: 1 opfølgning" in page
    assert 'href="?aar=2027"' in page
    assert 'aria-current="page">2026' in page
    assert url in client.get(reverse("workspace:start")).content.decode()
    empty = client.get(url, {"aar": "2031"}).content.decode()
    assert "Der står ikke noget i det år endnu" in empty


@pytest.mark.parametrize("asked", ["1066", "99999", "to tusind", "-1"])
def test_a_year_that_is_none_is_no_fault(fjordby, coordinator, signed_in, asked):
    status = signed_in(coordinator).get(reverse("workspace:year"), {"aar": asked}).status_code
    assert status in (200, 404)


def test_the_page_costs_the_same_for_one_round_and_for_many(
    fjordby, committee, coordinator, signed_in, queries_of
):
    client, url = signed_in(coordinator), reverse("workspace:year") + "?aar=2027"
    plan, _goals = with_rhythm(committee, 9)
    few = queries_of(client, url)
    for month in range(1, 13):
        matters.schedule_meeting(committee, by=SYSTEM, date=DAY(2027, month, 10))
        plans.set_yearly_target(plan, by=SYSTEM, year=2027, text=f"Mål {month}")
    rhythm = Rhythm.objects.get()
    beats = [actions.BeatLine(month, committee) for month in range(1, 13)]
    actions.set_rhythm(rhythm, by=SYSTEM, beats=beats)
    actions.make_rounds(rhythm, by=SYSTEM)
    assert queries_of(client, url) == few <= 15


def test_nothing_of_another_municipality_stands_in_the_year(fjordby, committee, outsider, signed_in):
    with_rhythm(committee, 9)
    page = signed_in(outsider).get("/nordby/aarshjul/?aar=2027").content.decode()
    assert "september 2027" not in page
