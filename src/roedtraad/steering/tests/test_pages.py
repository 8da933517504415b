"""The pages of steering: narrowed by address, a meeting run from the keyboard, minutes taken out, nobody let in who may not."""

from __future__ import annotations

import io

import docx
import pytest
from django.urls import reverse

from roedtraad.core import tenancy
from roedtraad.organisation.models import Position
from roedtraad.plans.tests.making import make_area, make_goal, make_plan, make_policy
from roedtraad.steering import actions
from roedtraad.steering.models import Point, Sitting

from .making import make_group, make_round, make_sitting, make_unit, meet, say, unit_goal


@pytest.fixture
def plan(fjordby):
    plan = make_plan(make_policy()[0])
    plan.state = "running"
    plan.save()
    return plan


@pytest.fixture
def area(plan):
    return make_area(plan, "Fremmøde")


@pytest.fixture
def goals(plan, area, school_chief):
    return [make_goal(plan, "Færre mangler", focus_area=area), make_goal(plan, "Flere går til noget")]


@pytest.fixture
def cycle(plan, goals):
    cycle = make_round(plan, 0)
    say(cycle, {goals[0]: "off"}, need="decision", needed="To timer mere")
    return cycle


@pytest.fixture
def group(school_chief):
    return make_group(Position.objects.get(title="Skolechef"))


@pytest.fixture
def sitting(plan, cycle, group, coordinator):
    sitting = make_sitting(meet(group), plan, coordinator, own=("Eventuelt",))
    return actions.open_meeting(sitting, by=coordinator)


def at(name, thing, *more):
    return reverse(f"steering:{name}", args=[thing.pk, *more])


def test_the_view_is_narrowed_by_its_address_and_says_so(plan, goals, area, cycle, signed_in, coordinator):
    unit = make_unit("Vestervang Skole")
    say(cycle, {unit_goal(goals[1], unit, "Alle er med i frikvarteret"): "risk"})
    client = signed_in(coordinator)
    page = client.get(at("plan", plan)).content.decode()
    assert "1 af 2 mål har brug for en hånd" in page
    assert "Alle er med i frikvarteret" not in page
    of_area = client.get(at("plan", plan), {"fokus": area.pk}).content.decode()
    assert "Færre mangler" in of_area
    assert "Flere går til noget" not in of_area
    of_unit = client.get(at("plan", plan), {"enhed": unit.pk}).content.decode()
    assert "Alle er med i frikvarteret" in of_unit
    assert "Vis alle" in of_unit


@pytest.mark.parametrize(
    "query", ["?fokus=x&enhed=-1&tavs=99&page=zz", "?fokus=999999999999999999", "?tavs=-2"]
)
def test_an_address_that_makes_no_sense_shows_the_page(plan, goals, cycle, signed_in, coordinator, query):
    assert signed_in(coordinator).get(at("plan", plan) + query).status_code == 200


def test_how_far_it_is_asks_for_itself_again_until_it_is_kept_still_or_frozen(
    plan, goals, cycle, signed_in, coordinator
):
    client = signed_in(coordinator)
    assert 'hx-trigger="every 60s"' in client.get(at("plan", plan)).content.decode()
    assert "hx-trigger" not in client.get(at("plan", plan) + "?stille=ja").content.decode()
    part = client.get(at("completion", plan)).content.decode()
    assert "1 af 2 mål er godkendt" in part
    assert part.count("<html") == 0


def test_the_agenda_is_chosen_from_what_is_proposed(plan, goals, cycle, group, signed_in, coordinator):
    meeting = meet(group, 7)
    client, url = signed_in(coordinator), at("prepare", meeting)
    page = client.get(url).content.decode()
    assert "Har brug for en beslutning: To timer mere." in page
    answer = client.post(
        url, {"plan": plan.pk, "chosen": [f"off_track-{goals[0].pk}"], "own": "Pladsen\n\nEventuelt"}
    )
    sitting = Sitting.objects.get()
    assert answer["Location"] == at("meeting", sitting)
    assert [point.title for point in sitting.points.all()] == ["Færre mangler", "Pladsen", "Eventuelt"]
    assert client.get(url)["Location"] == at("meeting", sitting)


def test_a_meeting_of_the_council_gets_no_agenda_here(plan, council, signed_in, coordinator):
    client, url = signed_in(coordinator), at("prepare", meet(council))
    assert "styrer ikke en plan" in client.get(url).content.decode()
    assert client.post(url, {"plan": plan.pk}).status_code == 422


def test_a_point_is_saved_while_one_types_and_the_page_knows_the_new_version(sitting, signed_in, coordinator):
    point = sitting.points.first()
    client = signed_in(coordinator)
    for number in (1, 2):
        answer = client.post(
            at("point", point),
            {"said": f"Ord {number}", "seen_version": 1},
            headers={"HX-Request": "true"},
        )
        fragment = answer.content.decode()
        assert "Gemt kl. " in fragment
        assert "data-rt-receipt" in fragment
        assert f'value="{Point.objects.get(pk=point.pk).version}"' in fragment
    assert Point.objects.get(pk=point.pk).said == "Ord 2"


def test_with_the_button_one_goes_on_to_the_next_point_and_after_the_last_to_the_meeting(
    sitting, signed_in, coordinator
):
    client = signed_in(coordinator)
    *_before, last = points = list(sitting.points.all())
    answer = client.post(at("point", points[0]), {"said": "Talt om", "seen_version": 1})
    assert answer["Location"] == at("point", points[1]) + "#indhold"
    assert (
        client.post(at("point", last), {"seen_version": 1})["Location"] == at("meeting", sitting) + "#indhold"
    )


def test_tasks_are_typed_a_line_each_and_an_empty_line_is_none(sitting, signed_in, coordinator):
    chief = Position.objects.get(title="Skolechef")
    point, client = sitting.points.first(), signed_in(coordinator)
    typed = {
        "seen_version": 1,
        "decision": "Det gør vi",
        "result": "approved",
        "text_0": "Find timerne",
        "owner_0": chief.pk,
        "due_0": "18-12-2026",
        "text_1": "",
        "owner_1": "",
        "due_1": "",
    }
    client.post(at("point", point), typed)
    assert Point.objects.get(pk=point.pk).tasks == [
        {"text": "Find timerne", "owner": chief.pk, "due": "2026-12-18"}
    ]
    page = client.get(at("point", point)).content.decode()
    assert 'value="Find timerne"' in page
    assert 'name="text_2"' in page
    answer = client.post(at("point", point), typed | {"text_1": "", "owner_1": chief.pk})
    assert answer.status_code == 422
    assert "har ingen ord" in answer.content.decode()


def test_somebody_elses_words_are_shown_beside_ones_own(sitting, signed_in, coordinator, secretary):
    point = sitting.points.first()
    actions.write_point(point, by=coordinator, said="Vi talte om timerne.")
    answer = signed_in(secretary).post(at("point", point), {"said": "Noget andet.", "seen_version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Vi talte om timerne." in page
    assert "Noget andet." in page


def test_a_cpr_number_is_stopped_where_it_is_typed(sitting, signed_in, coordinator):
    answer = signed_in(coordinator).post(
        at("point", sitting.points.first()), {"said": "Det er 010203-1234 der mangler"}
    )
    assert answer.status_code == 422
    assert not Point.objects.filter(said__contains="010203").exists()


def test_the_whole_meeting_can_be_run_by_its_buttons(plan, cycle, group, signed_in, coordinator):
    client = signed_in(coordinator)
    sitting = make_sitting(meet(group), plan, coordinator)
    first = sitting.points.first()
    assert client.post(at("open_meeting", sitting))["Location"] == at("point", first)
    there = sitting.attendance.get(seat="Skolechef")
    client.post(at("attendance", sitting), {"present": [there.pk], "guests": "Skolekonsulenten"})
    client.post(at("add_point", sitting), {"title": "Eventuelt"})
    client.post(at("point", first), {"said": "Talt om", "decision": "Det gør vi", "seen_version": 1})
    client.post(at("close_meeting", sitting))
    assert "Referatet venter på at blive godkendt" in client.get(at("meeting", sitting)).content.decode()
    client.post(at("approve", sitting))
    page = client.get(at("meeting", sitting)).content.decode()
    assert "Referat af Styregruppen" in page
    assert "Skolekonsulenten" in page
    assert "Det gør vi" in page
    client.post(
        at("correct", first),
        {"reason": "Der manglede et ord", "said": "Talt om", "decision": "Det gør vi nu"},
    )
    page = client.get(at("meeting", sitting)).content.decode()
    assert "Der manglede et ord" in page
    assert "rettet en gang" in page


@pytest.mark.parametrize("approve", [False, True])
def test_the_minutes_leave_as_word_and_pdf(sitting, signed_in, coordinator, approve):
    actions.write_point(sitting.points.first(), by=coordinator, said="Talt om", decision="Det gør vi")
    if approve:
        actions.close_meeting(sitting, by=coordinator)
        actions.approve_minutes(sitting, by=coordinator)
    client = signed_in(coordinator)
    word = client.get(at("document", sitting, "docx"))
    assert "referat-styregruppen" in word["Content-Disposition"]
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(word.content)).paragraphs)
    assert "Det gør vi" in text
    assert client.get(at("document", sitting, "pdf")).content.startswith(b"%PDF")
    again = client.get(at("document", sitting, "pdf")).content
    assert again == client.get(at("document", sitting, "pdf")).content
    assert client.get(at("document", sitting, "odt")).status_code == 404


def test_who_has_a_seat_reads_and_has_no_buttons(sitting, signed_in, school_chief):
    client = signed_in(school_chief)
    page = client.get(at("meeting", sitting)).content.decode()
    assert "Færre mangler" in page
    assert at("close_meeting", sitting) not in page
    assert 'name="said"' not in client.get(at("point", sitting.points.first())).content.decode()
    assert "Styregruppen" in client.get(reverse("steering:index")).content.decode()


def test_who_has_none_is_told_who_may(sitting, signed_in, reader):
    client = signed_in(reader)
    for address in (
        at("meeting", sitting),
        at("point", sitting.points.first()),
        at("document", sitting, "pdf"),
    ):
        assert client.get(address).status_code == 403
    assert "Styregruppen" not in client.get(reverse("steering:index")).content.decode()


def test_a_meeting_that_is_over_stands_among_those_held_on_its_own_day_too(sitting, signed_in, coordinator):
    client, url = signed_in(coordinator), reverse("steering:index")
    assert [line.sitting for line in client.get(url).context["coming"]] == [sitting]
    actions.close_meeting(sitting, by=coordinator)
    page = client.get(url).context
    assert (page["coming"], [line.sitting for line in page["held"]]) == ([], [sitting])


def test_another_municipality_finds_nothing(sitting, plan, signed_in, outsider, nordby):
    client = signed_in(outsider)
    with tenancy.scope(nordby):
        addresses = [
            at("plan", plan),
            at("completion", plan),
            at("meeting", sitting),
            at("prepare", sitting.meeting),
        ]
    for address in addresses:
        assert client.get(address).status_code == 404, address


def test_pages_cost_as_much_for_a_long_meeting_as_for_a_short(
    sitting, plan, group, signed_in, coordinator, queries_of
):
    client = signed_in(coordinator)
    point = sitting.points.first()
    pages = [reverse("steering:index"), at("meeting", sitting), at("point", point)]
    few = [queries_of(client, url) for url in pages]
    for number in range(20):
        actions.add_point(sitting, by=coordinator, title=f"Punkt {number}")
        make_sitting(meet(group, number + 1), plan, coordinator)
    assert [queries_of(client, url) for url in pages] == few
    assert max(few) <= 15
