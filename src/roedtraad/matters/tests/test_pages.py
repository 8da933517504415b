"""The pages of matters: where each stands, what was decided, who does what."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.actions import version_of
from roedtraad.matters import actions, decisions
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Decision, Matter, Meeting, Task
from roedtraad.matters.queries import matters_in_order
from roedtraad.organisation.models import Position

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def matter(fjordby, secretary, council):
    made = actions.create_matter(fjordby, by=secretary, title="Årlig status 2026", case_number="26/1180")
    actions.write_recommendation(made, by=secretary, text="at hver skole får en fast kontaktlærer")
    actions.write_recommendation(made, by=secretary, text="at status i øvrigt tages til efterretning.")
    meeting = actions.schedule_meeting(council, by=secretary, date=YESTERDAY)
    actions.route(made, by=secretary, body=council, role=RoutingRole.DECIDES, meeting=meeting)
    return made


@pytest.fixture
def page(signed_in, secretary):
    return signed_in(secretary)


def minutes(council, **more):
    return {
        "body": council.pk,
        "date": YESTERDAY.isoformat(),
        "result": "approved",
        "minutes_reference": "Byrådet, punkt 7",
        "wording_0": "",
        "task_0": "Hver skole får en fast kontaktlærer.",
        "due_0": "2027-02-01",
        "wording_1": "",
        "task_1": "",
        "nothing_1": "on",
    } | more


def test_the_decision_form_offers_the_stop_and_the_points_as_tasks(matter, page):
    stop = matter.routings.get()
    content = page.get(
        reverse("matters:record_decision", args=[matter.pk]) + f"?stop={stop.pk}"
    ).content.decode()
    assert "Hver skole får en fast kontaktlærer." in content
    assert YESTERDAY.isoformat() in content


def test_recording_a_decision_makes_the_tasks_and_shows_the_thread(matter, page, council, school_chief):
    owner = Position.objects.get(title="Skolechef")
    answer = page.post(
        reverse("matters:record_decision", args=[matter.pk]), minutes(council, owner_0=owner.pk)
    )
    assert answer.status_code == 302
    assert Task.objects.get().owner == owner
    assert Decision.objects.filter(meeting__isnull=False).count() == 2
    shown = page.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    assert "Torben Lindegaard" in shown
    assert "is-missing" not in shown


def test_one_point_may_have_another_result_than_the_rest(matter, page, council):
    page.post(reverse("matters:record_decision", args=[matter.pk]), minutes(council, result_0="postponed"))
    assert {d.recommendation.number: d.result for d in Decision.objects.all()} == {
        1: "postponed",
        2: "approved",
    }
    assert not Task.objects.exists()


def test_an_approved_point_without_a_task_breaks_the_thread_until_somebody_gets_it(matter, page, council):
    page.post(reverse("matters:record_decision", args=[matter.pk]), minutes(council, task_0=""))
    shown = page.get(reverse("matters:matter", args=[matter.pk])).content.decode()
    decision = Decision.objects.get(recommendation__number=1)
    assert reverse("matters:add_task", args=[decision.pk]) in shown
    page.post(
        reverse("matters:add_task", args=[decision.pk]), {"text": "Find lærerne.", "owner": "", "due": ""}
    )
    assert "is-missing" not in page.get(reverse("matters:matter", args=[matter.pk])).content.decode()


def test_without_a_reference_nothing_is_recorded_and_every_word_is_kept(matter, page, council):
    answer = page.post(
        reverse("matters:record_decision", args=[matter.pk]),
        minutes(council, minutes_reference="", wording_0="Med start i august."),
    )
    assert answer.status_code == 422
    assert "Med start i august." in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_owner_of_a_task_ends_it_in_one_sentence(matter, council, secretary, school_chief, signed_in):
    decision = decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY, result="approved", minutes_reference="7"
    )
    task = decisions.add_task(
        decision, by=secretary, text="Find lærerne.", owner=Position.objects.get(title="Skolechef")
    )
    client = signed_in(school_chief)
    assert (
        client.post(
            reverse("matters:task", args=[task.pk]), {"outcome": "Alle er fundet.", "do": "finish"}
        ).status_code
        == 302
    )
    task.refresh_from_db()
    assert (task.state, task.outcome) == ("done", "Alle er fundet.")
    client.post(reverse("matters:task", args=[task.pk]), {"do": "reopen"})
    task.refresh_from_db()
    assert task.state == "open"


def addresses(matter, decision, task):
    meeting, dispatch = Meeting.objects.first(), matter.dispatches.first()
    return [
        reverse("matters:list"),
        reverse("matters:new_matter"),
        reverse("matters:meetings"),
        reverse("matters:dispatches"),
        *(
            reverse(f"matters:{name}", args=[matter.pk])
            for name in (
                "matter",
                "edit_matter",
                "route",
                "write_recommendation",
                "add_annex",
                "record_decision",
            )
        ),
        reverse("matters:add_task", args=[decision.pk]),
        reverse("matters:task", args=[task.pk]),
        reverse("matters:meeting", args=[meeting.pk]),
        reverse("matters:file", args=[dispatch.pk]),
    ]


@pytest.fixture
def everything(matter, secretary, council):
    decision = decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY, result="approved", minutes_reference="7"
    )
    actions.to_be_filed(matter, by=secretary, what="Sagsfremstilling")
    return addresses(matter, decision, decisions.add_task(decision, by=secretary, text="Find lærerne."))


def test_every_page_opens_for_the_secretary(everything, page):
    for address in everything:
        assert page.get(address).status_code == 200, address


def test_another_municipality_finds_nothing_at_any_of_them(everything, signed_in, outsider):
    client = signed_in(outsider)
    for address in everything:
        assert client.get(address).status_code == 404, address


def test_whoever_only_reads_is_told_who_may_change(everything, signed_in, reader):
    client = signed_in(reader)
    for address in everything[4:]:
        assert client.get(address).status_code in (200, 403), address
    refused = client.get(reverse("matters:new_matter"))
    assert refused.status_code == 403
    assert "udvalgssekretær" in refused.content.decode()


def test_matters_stand_in_danish_order(fjordby, secretary):
    for title in ("Økonomi", "Aarhus", "Åben skole", "Zoo", "Ærø", "Budget"):
        actions.create_matter(fjordby, by=secretary, title=title)
    titles = Matter.objects.in_bulk()
    assert [titles[pk].title for pk in matters_in_order()] == [
        "Budget",
        "Zoo",
        "Ærø",
        "Økonomi",
        "Åben skole",
        "Aarhus",
    ]


def test_noted_by_the_council_is_decided_and_recommended_by_a_committee_is_not(
    matter, secretary, council, committee
):
    decisions.record_decision(
        matter, by=secretary, body=committee, date=YESTERDAY, result="recommended", minutes_reference="3"
    )
    assert matters_in_order("open") == [matter.pk]
    decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY, result="noted", minutes_reference="4"
    )
    assert matters_in_order("open") == []
    assert matters_in_order("decided") == [matter.pk]


def test_the_list_costs_the_same_for_few_matters_and_for_many(fjordby, secretary, council, page, queries_of):
    def add(count):
        for number in range(count):
            matter = actions.create_matter(fjordby, by=secretary, title=f"Sag {number}")
            actions.route(matter, by=secretary, body=council)

    add(2)
    few = queries_of(page, reverse("matters:list"))
    add(60)
    assert queries_of(page, reverse("matters:list")) == few <= 15


def test_a_matter_costs_the_same_with_few_points_and_with_many(matter, secretary, council, page, queries_of):
    def fill(numbers):
        for number in numbers:
            day = YESTERDAY - datetime.timedelta(days=number)
            decision = decisions.record_decision(
                matter, by=secretary, body=council, date=day, result="approved", minutes_reference="7"
            )
            decisions.add_task(
                decision, by=secretary, text="Noget", owner=Position.objects.create(title=f"Chef {number}")
            )
            actions.add_annex(matter, by=secretary, title=f"Bilag {number}")
            actions.to_be_filed(matter, by=secretary, what=f"Dokument {number}")

    address = reverse("matters:matter", args=[matter.pk])
    fill(range(2))
    few = queries_of(page, address)
    fill(range(2, 100))
    assert queries_of(page, address) == few <= 15


def test_a_meeting_is_added_moved_and_cancelled_from_the_pages(page, committee):
    day = timezone.localdate() + datetime.timedelta(days=20)
    page.post(
        reverse("matters:meetings"), {"body": committee.pk, "date": day.isoformat(), "time": "", "place": ""}
    )
    meeting = Meeting.objects.get()
    later = day + datetime.timedelta(days=1)
    page.post(
        reverse("matters:meeting", args=[meeting.pk]),
        {
            "date": later.isoformat(),
            "time": "16:30",
            "place": "Rådhuset",
            "seen_version": version_of(meeting),
        },
    )
    meeting.refresh_from_db()
    assert meeting.date == later
    page.post(reverse("matters:meeting", args=[meeting.pk]), {"do": "cancel"})
    meeting.refresh_from_db()
    assert meeting.cancelled


def test_two_who_edit_a_matter_or_move_a_meeting_lose_no_word(page, secretary, coordinator, council, fjordby):
    matter = actions.create_matter(fjordby, by=secretary, title="Årlig status")
    meeting = actions.schedule_meeting(council, by=secretary, date=datetime.date(2030, 5, 7))
    typed = {"title": "Status 2026", "case_number": "26/1", "kle_number": "", "is_open": "on"}
    moved = {"date": "2030-05-08", "time": "", "place": "Biblioteket"}
    for url, thing, sent, other, stands in (
        (
            reverse("matters:edit_matter", args=[matter.pk]),
            matter,
            typed,
            lambda: actions.edit_matter(
                matter, by=coordinator, title="Status for børn", case_number="", kle_number="", is_open=True
            ),
            "Status for børn",
        ),
        (
            reverse("matters:meeting", args=[meeting.pk]),
            meeting,
            moved,
            lambda: actions.move_meeting(
                meeting, by=coordinator, date=datetime.date(2030, 5, 9), place="Rådhuset"
            ),
            "Rådhuset",
        ),
    ):
        seen = page.get(url).context["form"]["seen_version"].value()
        other()
        told = page.post(url, sent | {"seen_version": seen})
        html = told.content.decode()
        assert told.status_code == 422
        assert "Signe Holmelund" in html
        assert stands in html
        for words in sent.values():
            assert words in html or words == "on"
        again = told.context["form"]["seen_version"].value()
        assert page.post(url, sent | {"seen_version": again}).status_code == 302
        assert page.post(url, sent).status_code == 422, thing
    matter.refresh_from_db()
    meeting.refresh_from_db()
    assert (matter.title, meeting.place) == ("Status 2026", "Biblioteket")
