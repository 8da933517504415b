"""The rhythm of a plan: rounds for years ahead, that follow their meetings until they open."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import make_user
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.counting import Spans, count_back
from roedtraad.followup.enums import CycleStage, Outlook, RoundKind
from roedtraad.followup.forms import proposed
from roedtraad.followup.models import CheckIn, Cycle, Rhythm
from roedtraad.followup.queries import check_in_for, stage_of
from roedtraad.followup.registrations import waits_for
from roedtraad.followup.reminders import remind
from roedtraad.followup.rhythm import outlook
from roedtraad.followup.rhythm_forms import RhythmForm
from roedtraad.followup.tests.making import make_cycle, report
from roedtraad.language.dates import FuzzyDate
from roedtraad.language.holidays import is_working_day
from roedtraad.matters import actions as matters
from roedtraad.matters.models import Meeting
from roedtraad.organisation.enums import BodyKind, Function
from roedtraad.organisation.models import Body
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.tests.making import running_plan

DAY = datetime.date
NOW = DAY(2026, 6, 10)


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel(datetime.datetime(2026, 6, 10, 9, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def finance(fjordby):
    return Body.objects.create(name="Økonomiudvalget", kind=BodyKind.FINANCE)


def meets(body, *days):
    return [matters.schedule_meeting(body, by=SYSTEM, date=day) for day in days]


def say(plan, body, *months, by=SYSTEM, **more):
    rhythm = Rhythm.objects.filter(plan=plan).first() or Rhythm(plan=plan)
    lines = [each if isinstance(each, actions.BeatLine) else actions.BeatLine(each, body) for each in months]
    return actions.set_rhythm(rhythm, by=by, beats=lines, **more)


def made(rhythm, by=SYSTEM):
    actions.make_rounds(rhythm, by=by)
    return list(Cycle.objects.filter(plan=rhythm.plan).order_by("opens"))


def refused(verb, *args, **more):
    with pytest.raises(Refused) as caught:
        verb(*args, **more)
    return {reason.code: str(reason) for reason in caught.value.reasons}


def moves():
    return ActionLog.objects.filter(verb="followup.follow_meeting").exclude(note="")


def test_a_rhythm_gives_its_rounds_through_the_last_year_of_the_plan(fjordby, committee):
    plan, _goals = running_plan()  # 2026–2029
    cycles = made(say(plan, committee, 9, 12, 3))
    assert [cycle.title for cycle in cycles] == [
        "september 2026", "december 2026", "marts 2027", "september 2027", "december 2027", "marts 2028",
        "september 2028", "december 2028", "marts 2029", "september 2029", "december 2029",
    ]  # fmt: skip


def test_a_plan_without_an_end_is_followed_three_years_ahead(fjordby, committee):
    plan, _goals = running_plan()
    plan_actions.edit_plan(plan, by=SYSTEM, title=plan.title, starts=plan.starts, ends=None)
    assert made(say(plan, committee, 9))[-1].title == "september 2029"


def test_made_again_and_again_nothing_is_made_twice(fjordby, committee, coordinator):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9), DAY(2026, 12, 9))
    rhythm = say(plan, committee, 9, 12, by=coordinator)
    before = [(each.pk, each.version) for each in made(rhythm, coordinator)]
    assert [(each.pk, each.version) for each in made(rhythm, coordinator)] == before
    assert {one.outlook for one in outlook(rhythm)} == {Outlook.SAME}


def test_the_rhythm_and_a_single_round_count_back_to_the_same_days(fjordby, committee):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    (cycle, *_rest) = made(say(plan, committee, 9))
    days = {"opens": cycle.opens, "due": cycle.due, "sign_off": cycle.sign_off}
    actions.drop_round(cycle, by=SYSTEM)
    offered, _counted, _squeezed = proposed(plan, meeting, NOW)
    assert {name: offered[name] for name in days} == days
    by_hand = actions.open_cycle(
        plan, by=SYSTEM, meeting=meeting, title="x", period_from=DAY(2026, 1, 1), period_to=DAY(2026, 6, 30)
    )
    assert {name: getattr(by_hand, name) for name in days} == days


def test_other_days_than_the_usual_are_counted_back_too_and_none_falls_on_a_closed_day(fjordby, finance):
    plan, _goals = running_plan()
    meets(finance, DAY(2027, 5, 10))
    spans = Spans(reporting=14, signing=3, writing=3, agenda=21)
    line = actions.BeatLine(5, finance, RoundKind.ADJUSTMENT, "det, der koster penge", spans)
    (cycle, *_rest) = made(say(plan, finance, line))
    assert (cycle.title, cycle.kind, cycle.purpose) == (
        "justering, maj 2027", "adjustment", "det, der koster penge",
    )  # fmt: skip
    counted = count_back(DAY(2027, 5, 10), spans)
    assert (cycle.opens, cycle.due, cycle.sign_off) == (counted.opens, counted.due, counted.sign_off)
    for each in Cycle.objects.filter(plan=plan):
        assert all(is_working_day(day) for day in (each.opens, each.due, each.sign_off))


def test_each_round_reports_on_the_days_since_the_one_before_it(fjordby, committee):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9), DAY(2026, 12, 9))
    first, second, *_rest = made(say(plan, committee, 9, 12))
    assert first.period_from == plan.starts
    assert first.period_to == first.opens - datetime.timedelta(1)
    assert second.period_from == first.period_to + datetime.timedelta(1)


def test_the_first_meeting_of_the_month_is_served(fjordby, committee):
    plan, _goals = running_plan()
    first, _second = meets(committee, DAY(2026, 9, 9), DAY(2026, 9, 23))
    assert made(say(plan, committee, 9))[0].meeting == first


def test_a_round_waits_where_no_meeting_is_known_and_does_not_open_before_there_is_one(
    fjordby, committee, school_chief
):
    plan, (goal,) = running_plan()
    (cycle, *_rest) = made(say(plan, committee, 12))
    assert cycle.is_waiting
    assert cycle.counted_from == DAY(2026, 12, 15)
    with time_machine.travel(datetime.datetime(2026, 11, 2, 9, tzinfo=datetime.UTC), tick=False):
        assert cycle.opens < timezone.localdate()
        assert stage_of(cycle, timezone.localdate()) == CycleStage.COMING
        assert not Cycle.objects.open_on(timezone.localdate()).exists()
        assert remind() == 0
        said = refused(actions.save_check_in, check_in_for(cycle, goal), by=school_chief, status="on")
        assert "venter på et møde" in said["cycle-waiting"]
        assert "cycle-waiting" in refused(actions.freeze, cycle, by=SYSTEM, reason="Fordi")


def test_a_round_that_waits_gets_its_meeting_when_that_is_called(fjordby, committee):
    plan, _goals = running_plan()
    (cycle, *_rest) = made(say(plan, committee, 12))
    (meeting,) = meets(committee, DAY(2026, 12, 2))
    cycle.refresh_from_db()
    assert cycle.meeting == meeting
    assert cycle.opens == count_back(meeting.date).opens
    assert moves().get().note.startswith("»december 2026« har fået sit møde: 2. december 2026.")


def test_when_a_meeting_is_moved_the_round_follows_and_says_so(
    fjordby, committee, coordinator, secretary, signed_in
):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    (cycle, *_rest) = made(say(plan, committee, 9, by=coordinator), coordinator)
    before = cycle.opens
    matters.move_meeting(meeting, by=secretary, date=DAY(2026, 9, 23))
    cycle.refresh_from_db()
    assert cycle.opens == count_back(DAY(2026, 9, 23)).opens > before
    entry = moves().get()
    assert "9. september 2026" in entry.note
    assert "23. september 2026" in entry.note
    assert entry.before["opens"] == before.isoformat()
    for url in (
        reverse("followup:cycle", args=[cycle.pk]),
        reverse("followup:rounds", args=[plan.pk]),
    ):
        assert entry.note in signed_in(coordinator).get(url).content.decode()


def test_when_a_meeting_is_cancelled_the_round_takes_the_next_in_the_month_or_waits(
    fjordby, committee, secretary
):
    plan, _goals = running_plan()
    first, second = meets(committee, DAY(2026, 9, 9), DAY(2026, 9, 23))
    (cycle, *_rest) = made(say(plan, committee, 9))
    matters.cancel_meeting(first, by=secretary)
    cycle.refresh_from_db()
    assert cycle.meeting == second
    assert cycle.opens == count_back(second.date).opens
    matters.cancel_meeting(second, by=secretary)
    cycle.refresh_from_db()
    assert cycle.is_waiting
    notes = list(moves().values_list("note", flat=True))
    assert ["venter" in note for note in notes] == [True, False]


def test_a_round_that_has_opened_stays_and_its_page_says_that_the_meeting_has_moved(
    fjordby, committee, coordinator, secretary, signed_in
):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    (cycle, *_rest) = made(say(plan, committee, 9))
    with time_machine.travel(datetime.datetime(2026, 7, 20, 9, tzinfo=datetime.UTC), tick=False):
        matters.move_meeting(meeting, by=secretary, date=DAY(2026, 9, 30))
        opens, due = cycle.opens, cycle.due
        cycle.refresh_from_db()
        assert (cycle.opens, cycle.due) == (opens, due)
        page = signed_in(coordinator).get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
        assert "Mødet er flyttet" in page
        assert reverse("followup:move_dates", args=[cycle.pk]) in page
        assert outlook(Rhythm.objects.get())[0].outlook == Outlook.OPENED


def test_dates_given_by_hand_stay(fjordby, committee, coordinator, secretary):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    rhythm = say(plan, committee, 9)
    (cycle, *_rest) = made(rhythm)
    later = cycle.due + datetime.timedelta(1)
    actions.move_dates(cycle, by=coordinator, meeting=meeting, due=later, sign_off=cycle.sign_off)
    matters.move_meeting(meeting, by=secretary, date=DAY(2026, 9, 23))
    made(rhythm)
    cycle.refresh_from_db()
    assert cycle.due == later
    assert outlook(rhythm)[0].outlook == Outlook.BY_HAND


def test_a_single_round_that_serves_the_meeting_already_is_not_made_again(fjordby, committee):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    by_hand = actions.open_cycle(
        plan,
        by=SYSTEM,
        meeting=meeting,
        title="min egen",
        period_from=DAY(2026, 1, 1),
        period_to=DAY(2026, 7, 1),
    )
    rhythm = say(plan, committee, 9)
    assert made(rhythm)[0] == by_hand
    assert Cycle.objects.filter(meeting=meeting).count() == 1


def test_rounds_that_have_not_opened_make_room_for_a_single_one_between_them(fjordby, committee):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9))
    (extra,) = meets(committee, DAY(2026, 11, 11))
    first, second, *_rest = made(say(plan, committee, 9, 12))
    starts = first.period_to + datetime.timedelta(1)
    single = actions.open_cycle(
        plan, by=SYSTEM, meeting=extra, title="november", period_from=starts, period_to=DAY(2026, 9, 10)
    )
    second.refresh_from_db()
    assert second.period_from == single.period_to + datetime.timedelta(1)


def test_a_month_that_is_left_out_takes_its_rounds_away_that_have_not_opened(fjordby, committee):
    plan, (_goal,) = running_plan()
    meets(committee, DAY(2026, 9, 9))
    rhythm = say(plan, committee, 9, 12)
    (opened, *_rest) = made(rhythm)
    with time_machine.travel(datetime.datetime(2026, 7, 20, 9, tzinfo=datetime.UTC), tick=False):
        say(plan, committee, 3)
        assert [cycle.title for cycle in made(rhythm)] == [
            opened.title, "marts 2027", "marts 2028", "marts 2029",
        ]  # fmt: skip


def test_when_another_body_is_to_be_reached_the_rounds_serve_its_meetings(fjordby, committee, finance):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9))
    (theirs,) = meets(finance, DAY(2026, 9, 14))
    rhythm = say(plan, committee, 9)
    (cycle, *_rest) = made(rhythm)
    say(plan, finance, 9)
    assert made(rhythm)[0] == cycle
    cycle.refresh_from_db()
    assert cycle.meeting == theirs


def test_a_round_without_its_meeting_waits_for_the_coordinator_on_the_start_page(
    fjordby, committee, coordinator, secretary, school_chief
):
    plan, _goals = running_plan()
    (meeting,) = meets(committee, DAY(2026, 9, 9))
    made(say(plan, committee, 9, 12))

    def told(user, year, month, day):
        with time_machine.travel(datetime.datetime(year, month, day, 9, tzinfo=datetime.UTC), tick=False):
            return [each.title for each in waits_for(type(user).objects.get(pk=user.pk))]

    assert told(coordinator, 2026, 6, 10) == []
    assert "»December 2026« har intet møde at nå" in told(coordinator, 2026, 9, 20)
    assert not any("December" in title for title in told(school_chief, 2026, 9, 20))
    with time_machine.travel(datetime.datetime(2026, 7, 20, 9, tzinfo=datetime.UTC), tick=False):
        matters.move_meeting(meeting, by=secretary, date=DAY(2026, 9, 30))
    assert "Mødet, som »September 2026« skal nå, er flyttet" in told(coordinator, 2026, 7, 20)
    with time_machine.travel(datetime.datetime(2026, 7, 20, 9, tzinfo=datetime.UTC), tick=False):
        matters.cancel_meeting(meeting, by=secretary)
    assert "Mødet, som »September 2026« skulle nå, er aflyst" in told(coordinator, 2026, 7, 20)


def test_where_too_little_time_is_left_no_round_is_made_and_it_is_told(fjordby, committee):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 6, 24))
    rhythm = say(plan, committee, 6)
    assert outlook(rhythm)[0].outlook == Outlook.LATE
    assert "juni 2026" not in [cycle.title for cycle in made(rhythm)]


def test_meetings_before_the_first_day_of_the_rhythm_are_left_alone(fjordby, committee):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9))
    assert made(say(plan, committee, 9, starts=DAY(2026, 10, 1)))[0].title == "september 2027"


def test_only_the_coordinator_says_the_rhythm_and_makes_its_rounds(
    fjordby, committee, school_chief, signed_in
):
    plan, _goals = running_plan()
    with pytest.raises(NotPermitted):
        say(plan, committee, 9, by=school_chief)
    rhythm = say(plan, committee, 9)
    (cycle, *_rest) = made(rhythm)
    for verb in (actions.make_rounds,):
        with pytest.raises(NotPermitted):
            verb(rhythm, by=school_chief)
    with pytest.raises(NotPermitted):
        actions.drop_round(cycle, by=school_chief)
    for name, pk in (("rhythm", plan.pk), ("rounds", plan.pk), ("template", plan.pk)):
        assert signed_in(school_chief).get(reverse(f"followup:{name}", args=[pk])).status_code == 403


def test_a_rhythm_that_cannot_be_is_refused_with_a_sentence(fjordby, committee):
    plan, _goals = running_plan()
    said = refused(say, plan, committee, 9, 9)
    assert said["month-twice"].startswith("September står to gange.")
    line = actions.BeatLine(9, committee, spans=Spans(reporting=2))
    assert "mellem 5 og 90 dage" in refused(say, plan, committee, line)["days"]
    plan_actions.close_plan(plan, by=SYSTEM, reason="Slut")
    assert "plan-closed" in refused(say, plan, committee, 9)


def test_two_who_say_the_first_rhythm_at_once_do_not_write_over_each_other(fjordby, committee):
    plan, _goals = running_plan()
    say(plan, committee, 9)
    assert "rhythm-there" in refused(
        actions.set_rhythm, Rhythm(plan=plan), by=SYSTEM, beats=[actions.BeatLine(3, committee)]
    )


def test_a_round_is_taken_away_only_before_anybody_has_been_asked(fjordby, committee, school_chief):
    plan, (goal,) = running_plan()
    cycle = make_cycle(plan)
    report(cycle, goal, school_chief)
    assert "cycle-opened" in refused(actions.drop_round, cycle, by=SYSTEM)
    actions.freeze(cycle, by=SYSTEM, reason="Nu")
    assert "cycle-frozen" in refused(actions.drop_round, Cycle.objects.get(pk=cycle.pk), by=SYSTEM)
    assert CheckIn.objects.count() == 1


def test_with_the_plan_go_the_rounds_that_nobody_has_been_asked_for(fjordby, committee):
    plan, _goals = running_plan()
    assert made(say(plan, committee, 9, 12))
    plan_actions.close_plan(plan, by=SYSTEM, reason="Slut")
    assert not Cycle.objects.filter(plan=plan).exists()
    assert ActionLog.objects.filter(verb="followup.drop_round").exists()


def test_a_round_that_has_opened_keeps_its_plan_from_closing_and_nothing_is_called_off(fjordby, committee):
    plan, _goals = running_plan()
    coming = made(say(plan, committee, 9, 12))
    opened = make_cycle(plan)
    assert opened.title in refused(plan_actions.close_plan, plan, by=SYSTEM, reason="Slut")["cycle-running"]
    assert Cycle.objects.filter(plan=plan).count() == len(coming) + 1


def test_the_plan_that_a_revision_brings_is_followed_up_in_the_same_months(fjordby, committee):
    plan, _goals = running_plan()
    before = made(say(plan, committee, 9, 12))
    revision = plan_actions.begin_revision(
        plan,
        by=SYSTEM,
        why="Perioden slutter",
        title="Ny plan",
        starts=DAY(2026, 1, 1),
        ends=DAY(2029, 12, 31),
    )
    plan_actions.keep_the_rest(revision, by=SYSTEM, reason="De skal have tid.")
    successor = plan_actions.end_revision(revision, by=SYSTEM)
    after = Cycle.objects.filter(plan=successor).order_by("opens")
    assert [(each.title, each.opens) for each in after] == [(each.title, each.opens) for each in before]
    assert not Cycle.objects.filter(plan=plan).exists()


def typed(*rows, starts="2026-06-10"):
    """The form as the browser sends it: (month, body) in the first rows."""
    sent = {"rows-TOTAL_FORMS": 6, "rows-INITIAL_FORMS": 6, "starts": starts}
    for number in range(6):
        month, body = rows[number] if number < len(rows) else ("", "")
        sent |= {
            f"rows-{number}-month": month, f"rows-{number}-body": getattr(body, "pk", body),
            f"rows-{number}-kind": "status", f"rows-{number}-purpose": "", f"rows-{number}-reporting": 21,
            f"rows-{number}-signing": 7, f"rows-{number}-writing": 7, f"rows-{number}-agenda": 28,
        }  # fmt: skip
    return sent


def suggested(plan):
    """(month, kind, body) of each row that the first form of the plan's rhythm stands with."""
    rows = [row for row in RhythmForm(Rhythm(plan=plan)).rows.initial if row.get("month")]
    return [(row["month"], row["kind"], row["body"]) for row in rows]


def named(plan, words, kind="follow_up", **more):
    return plan_actions.add_date(
        plan, by=SYSTEM, words="Opfølgning", kind=kind, when=FuzzyDate.parse(words), **more
    )


def test_the_first_rhythm_is_suggested_from_the_months_that_the_plans_own_dates_name(
    fjordby, committee, finance, coordinator, signed_in
):
    plan, _goals = running_plan()
    assert [month for month, _kind, _body in suggested(plan)] == [9, 12, 3, 5]  # what many do
    named(plan, "ultimo januar 2027", body=finance)
    named(plan, "3. kvartal 2026")
    named(plan, "marts 2027", kind="milestone")
    named(plan, "2027")  # names no month
    named(plan, "september 2027", kind="adjustment", body_name="økonomiudvalget")
    assert suggested(plan) == [
        (9, RoundKind.ADJUSTMENT, finance.pk),
        (1, RoundKind.STATUS, finance.pk),
    ]
    named(plan, "juni 2028")
    assert suggested(plan)[-1] == (6, RoundKind.STATUS, committee.pk)  # nobody is named
    client, where = signed_in(coordinator), reverse("followup:rhythm", args=[plan.pk])
    page = client.get(where).content.decode()
    assert "planens egne datoer nævner: september (justering), januar og juni." in page
    assert "Herunder står et forslag" not in page
    say(plan, committee, 4)
    assert "planens egne datoer" not in client.get(where).content.decode()


def test_the_coordinator_says_the_rhythm_sees_the_rounds_and_makes_them(
    fjordby, committee, coordinator, signed_in
):
    plan, _goals = running_plan()
    meets(committee, DAY(2026, 9, 9))
    client = signed_in(coordinator)
    where, rounds = (reverse(f"followup:{name}", args=[plan.pk]) for name in ("rhythm", "rounds"))
    page = client.get(where).content.decode()
    assert page.count(" selected>") >= 8  # the suggestion: four months with the committee
    answer = client.post(where, typed((9, committee), (12, committee)))
    assert answer["Location"] == rounds
    page = client.get(rounds).content.decode()
    assert "8 runder oprettes til og med 2029" in page
    assert "venter på sit møde" in page
    assert not Cycle.objects.exists()
    client.post(rounds)
    assert Cycle.objects.count() == 8
    page = client.get(rounds).content.decode()
    assert "Runderne til og med 2029 står, som rytmen siger" in page
    client.post(rounds)
    assert Cycle.objects.count() == 8


def test_a_month_without_a_body_is_asked_for(fjordby, committee, coordinator, signed_in):
    plan, _goals = running_plan()
    answer = signed_in(coordinator).post(reverse("followup:rhythm", args=[plan.pk]), typed((9, "")))
    assert answer.status_code == 422
    assert "Vælg, hvis møde den skal nå." in answer.content.decode()


def test_the_second_who_changes_a_rhythm_is_told_who_was_first(fjordby, committee, coordinator, signed_in):
    plan, _goals = running_plan()
    say(plan, committee, 9)
    answer = signed_in(coordinator).post(
        reverse("followup:rhythm", args=[plan.pk]), typed((3, committee)) | {"seen_version": 0}
    )
    assert answer.status_code == 422
    assert "har gemt det her, mens du skrev" in answer.content.decode()


def test_the_pages_cost_the_same_for_one_month_and_for_six(
    fjordby, committee, coordinator, signed_in, queries_of
):
    plan, _goals = running_plan()
    client = signed_in(coordinator)
    costs = []
    for months in ((9,), (1, 3, 5, 8, 10, 12)):
        made(say(plan, committee, *months))
        costs.append(
            [
                queries_of(client, url)
                for url in (
                    reverse("followup:rhythm", args=[plan.pk]),
                    reverse("followup:rounds", args=[plan.pk]),
                    reverse("followup:index"),
                )
            ]
        )
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 15


def test_another_municipalitys_rhythm_is_not_found(fjordby, committee, outsider, signed_in):
    plan, _goals = running_plan()
    say(plan, committee, 9)
    for name in ("rhythm", "rounds", "template"):
        url = reverse(f"followup:{name}", args=[plan.pk])
        assert signed_in(outsider).get(url).status_code == 404


def test_a_meeting_of_a_body_that_no_rhythm_serves_moves_nothing(fjordby, committee, finance):
    plan, _goals = running_plan()
    made(say(plan, committee, 9))
    meets(finance, DAY(2026, 9, 9))
    assert not moves().exists()
    assert Meeting.objects.count() == 1


def test_a_coordinator_who_is_none_any_longer_runs_nothing(fjordby, committee):
    plan, _goals = running_plan()
    former = make_user(fjordby, "Hans Brandt", "Konsulent", Function.OTHER)
    with pytest.raises(NotPermitted):
        say(plan, committee, 9, by=former)
