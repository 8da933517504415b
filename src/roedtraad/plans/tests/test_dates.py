"""The dates that a plan keeps: what is to be done when, and when one looks at how it goes."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.language.dates import FuzzyDate
from roedtraad.organisation.models import Body
from roedtraad.plans import actions
from roedtraad.plans.enums import DateKind
from roedtraad.plans.models import PlanDate
from roedtraad.plans.queries import dates_of
from roedtraad.plans.tests.making import make_plan, make_policy, running_plan
from roedtraad.plans.tests.test_rules import codes


def date(plan, words="Opfølgning på mål", when="oktober 2027", kind=DateKind.FOLLOW_UP, **more):
    return actions.add_date(
        plan, by=SYSTEM, words=words, kind=kind, when=FuzzyDate.parse(when) if when else None, **more
    )


@pytest.fixture
def plan(fjordby):
    return make_plan(make_policy()[0])


def test_dates_stand_in_the_order_in_which_they_come_as_fine_as_they_are_known(plan):
    date(plan, "Justering", "maj 2028", DateKind.ADJUSTMENT)
    date(plan, "Målene sendes ind", "ultimo juni 2027", DateKind.MILESTONE)
    date(plan, "Drøftes i MED", "", DateKind.MILESTONE)
    date(plan)
    assert [(each.words, each.said) for each in dates_of(plan)] == [
        ("Målene sendes ind", "ultimo juni 2027"),
        ("Drøftes i MED", ""),  # behind the one it was written after
        ("Opfølgning på mål", "oktober 2027"),
        ("Justering", "maj 2028"),
    ]


def test_words_that_took_their_year_from_a_heading_are_shown_with_it(plan):
    day = datetime.date(2027, 9, 30)
    known = FuzzyDate.parse("september 2027")
    made = actions.add_date(
        plan, by=SYSTEM, words="Status", when=FuzzyDate(known.earliest, day, known.precision, "september")
    )
    assert made.said == "september 2027"


def test_whoever_it_comes_before_is_a_body_that_is_kept_or_its_words(plan, committee):
    assert date(plan, body=committee, body_name="Noget andet").before == committee.name
    assert date(plan, body_name="Sektor-MED").before == "Sektor-MED"
    assert date(plan).before == ""


def test_a_date_says_what_happens(plan):
    with pytest.raises(Refused) as refused:
        date(plan, " ")
    assert codes(refused) == ["empty"]


def test_a_closed_plan_keeps_its_dates_and_takes_no_more(fjordby):
    plan, _goals = running_plan()
    made = date(plan)
    actions.close_plan(plan, by=SYSTEM, reason="Perioden er slut")
    made.refresh_from_db()
    for verb in (
        lambda: date(plan),
        lambda: actions.edit_date(made, by=SYSTEM, words="Nyt", kind=made.kind),
        lambda: actions.remove_date(made, by=SYSTEM),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert codes(refused) == ["plan-closed"]
    assert dates_of(plan) == [made]


def test_only_whoever_keeps_the_plan_writes_its_dates(plan, reader, signed_in):
    with pytest.raises(NotPermitted):
        actions.add_date(plan, by=reader, words="Status")
    date(plan)
    page = signed_in(reader).get(reverse("plans:dates", args=[plan.pk])).content.decode()
    assert "Opfølgning på mål" in page
    assert "Ny dato" not in page
    assert "Fjern" not in page


def test_the_coordinator_writes_a_date_in_words_changes_it_and_takes_it_away(
    plan, committee, coordinator, signed_in
):
    client, here = signed_in(coordinator), reverse("plans:dates", args=[plan.pk])
    assert "Her står, hvad der skal ske hvornår" in client.get(here).content.decode()
    typed = {
        "words": "Status til udvalget",
        "kind": "follow_up",
        "when": "ultimo marts 2027",
        "body": committee.pk,
    }
    answer = client.post(reverse("plans:new_date", args=[plan.pk]), typed)
    assert answer["Location"] == here
    made = PlanDate.objects.get()
    page = client.get(here).content.decode()
    for words in ("Ultimo marts 2027", "Status til udvalget", committee.name, "opfølgning"):
        assert words in page
    edit = reverse("plans:edit_date", args=[made.pk])
    assert (
        client.post(edit, typed | {"when": "engang til næste år", "seen_version": made.version}).status_code
        == 422
    )
    client.post(edit, typed | {"kind": "adjustment", "seen_version": made.version})
    made.refresh_from_db()
    assert (made.kind, made.when.danish()) == (DateKind.ADJUSTMENT, "ultimo marts 2027")
    client.post(reverse("plans:remove_date", args=[made.pk]))
    assert not PlanDate.objects.exists()


def test_a_date_is_edited_without_losing_a_year_its_words_do_not_say_or_a_body_that_has_ended(
    plan, coordinator, signed_in
):
    body = Body.objects.create(name="Børneudvalget", ends=datetime.date(2020, 1, 1))
    known = FuzzyDate.parse("september 2027")
    made = actions.add_date(
        plan, by=SYSTEM, words="Status", kind="follow_up", body=body,
        when=FuzzyDate(known.earliest, known.latest, known.precision, "september"),
    )  # fmt: skip
    client, edit = signed_in(coordinator), reverse("plans:edit_date", args=[made.pk])
    form = client.get(edit).context["form"]
    sent = {name: field.value() for name, field in ((each.name, each) for each in form)}
    client.post(edit, sent | {"words": "Status til alle", "seen_version": made.version})
    made.refresh_from_db()
    assert (made.words, made.when.latest, made.body) == ("Status til alle", known.latest, body)


def test_a_revision_takes_along_what_still_lies_ahead(fjordby):
    with time_machine.travel("2027-06-10 09:00Z", tick=False):
        plan, _goals = running_plan()
        date(plan, "Før", "marts 2027")
        date(plan, "Efter", "november 2027")
        date(plan, "Hvert år", "")
        revision = actions.begin_revision(plan, by=SYSTEM, why="Perioden er slut", title="Plan 2028–2031")
        assert [each.words for each in dates_of(revision.successor)] == ["Efter", "Hvert år"]
        assert len(dates_of(plan)) == 3
        actions.give_up_revision(revision, by=SYSTEM)
    assert PlanDate.objects.filter(plan=plan).count() == PlanDate.objects.count() == 3


def test_the_page_of_the_dates_costs_the_same_for_2_and_for_200(
    plan, committee, coordinator, signed_in, queries_of
):
    client, url = signed_in(coordinator), reverse("plans:dates", args=[plan.pk])
    counts = []
    for number in (2, 200):
        for _each in range(number - PlanDate.objects.count()):
            date(plan, body=committee)
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1] <= 15
