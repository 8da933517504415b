"""What the figures say stands above the questions about a goal, and is frozen with the answers."""

from __future__ import annotations

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core.actions import SYSTEM
from roedtraad.followup import actions, canonical
from roedtraad.followup.models import Snapshot
from roedtraad.followup.snapshots import assemble
from roedtraad.followup.tests.making import make_cycle
from roedtraad.indicators import actions as figures
from roedtraad.indicators.charting import chart_of
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.frozen import Evidence, number_of, text_of
from roedtraad.indicators.models import Indicator, Measurement
from roedtraad.indicators.queries import released
from roedtraad.indicators.tests.making import USUAL, make_indicator, months, with_figures
from roedtraad.organisation.models import Unit
from roedtraad.plans.tests.making import running_plan

RISEN = [*USUAL, 30]


@pytest.fixture
def plan(fjordby, school_chief):
    return running_plan(2)


def hang(indicator, goal, assumption="Når ventetiden falder, får familier hjælp i tide."):
    return figures.link(indicator, by=SYSTEM, to=goal, assumption=assumption)


def check_in(client, cycle, goal):
    return client.get(reverse("followup:check_in", args=[cycle.pk, goal.pk])).content.decode()


def freeze(cycle) -> Snapshot:
    return actions.freeze(cycle, by=SYSTEM, reason="Nu.")


# --- above the questions


def test_the_verdict_and_the_chart_stand_before_the_questions(plan, school_chief, signed_in):
    the_plan, (goal, _other) = plan
    indicator = with_figures(RISEN, subject="Antallet af familier")
    hang(indicator, goal)
    html = check_in(signed_in(school_chief), make_cycle(the_plan), goal)
    assert html.index("Udvikling i forkert retning</h2>") < html.index("Hvordan går det med målet?")
    assert "Antallet af familier er 30 i september 2025." in html
    assert html.count('class="rt-svg rt-not-phone') == html.count('class="rt-svg rt-only-phone') == 1
    assert (
        f'<a href="{reverse("indicators:indicator", args=[indicator.pk])}">Se tallene og kilden</a>' in html
    )


def test_a_unit_sees_its_own_figures_where_it_has_some(plan, school_chief, signed_in):
    the_plan, (goal, other) = plan
    unit = Unit.objects.create(name="Vestervang Skole", kind="institution")
    goal.owner.unit = unit
    goal.owner.save()
    indicator = make_indicator(subject="Antallet")
    figures.record_figures(
        indicator, by=SYSTEM, figures=[*months(USUAL), *months([40] * 20, whose=Whose(unit=unit.pk))]
    )
    with_whole_only = with_figures([7] * 20, title="Kun kommunens", subject="Tallet")
    hang(indicator, goal)
    hang(with_whole_only, other)
    client, cycle = signed_in(school_chief), make_cycle(the_plan)
    own = check_in(client, cycle, goal)
    assert "Antallet er 40 i august 2025." in own
    assert "Familier, der venter, Vestervang Skole" in own
    assert "Kun kommunens, hele kommunen" in check_in(client, cycle, other)


def test_a_goal_without_figures_is_asked_about_all_the_same(plan, school_chief, signed_in):
    the_plan, (goal, other) = plan
    hang(make_indicator(), goal)
    client, cycle = signed_in(school_chief), make_cycle(the_plan)
    assert "Der er ingen tal at vise endnu" in check_in(client, cycle, goal)
    assert "Hvordan går det med målet?" in check_in(client, cycle, other)
    assert '<svg class="rt-svg' not in check_in(client, cycle, other)


def test_the_questions_cost_the_same_with_one_indicator_and_with_five(
    plan, school_chief, signed_in, queries_of
):
    the_plan, (goal, _other) = plan
    client, url = signed_in(school_chief), None
    cycle = make_cycle(the_plan)
    url = reverse("followup:check_in", args=[cycle.pk, goal.pk])
    bare = queries_of(client, url)
    hang(with_figures(RISEN), goal)
    one = queries_of(client, url)
    for number in range(4):
        hang(with_figures(USUAL, title=f"Nummer {number}"), goal)
    assert bare == one == queries_of(client, url) <= 15


# --- the snapshot


def test_a_snapshot_draws_the_chart_and_says_the_verdict_again_without_a_live_row(plan):
    the_plan, (goal, _other) = plan
    indicator = with_figures(
        [*USUAL[:9], 3, None, *USUAL[9:], 30.5], unit="number", decimals=1, subject="Antallet"
    )
    figures.mark_break(
        indicator, by=SYSTEM, on=datetime.date(2024, 8, 1), reason="Ny opgørelse. Flere tælles med."
    )
    figures.set_target(indicator, by=SYSTEM, value=8.5, starts=datetime.date(2024, 1, 1))
    hang(indicator, goal)
    found = released(indicator, "council")
    with override("da"):
        live = chart_of(found.judged(found.main), found.frame)
    data = freeze(make_cycle(the_plan)).data
    (frozen,) = Evidence(data).all
    assert frozen.chart == live
    assert frozen.verdict.key == "concern"
    assert {point.state for point in frozen.chart.points} == {"shown", "suppressed", "missing"}


def test_a_snapshot_keeps_which_figures_it_used_when_they_are_revised_later(plan):
    the_plan, (goal, _other) = plan
    indicator = with_figures(USUAL)
    hang(indicator, goal)
    snapshot = freeze(make_cycle(the_plan))
    before = snapshot.content
    release = released(indicator, "council").release
    figures.record_figures(indicator, by=SYSTEM, figures=months([50]), reason="Fejl i januar.")
    kept = Snapshot.objects.get(pk=snapshot.pk)
    (told,) = kept.data["sections"]["evidence"]["indicators"]
    assert kept.content == before
    assert told["release"]["sha256"] == release.sha256 != released(indicator, "council").release.sha256
    assert told["series"][0]["cells"][0] == ["2024-01-01", "value", "11", None, None, False]


def test_a_suppressed_figure_stands_in_the_snapshot_without_its_value(plan):
    the_plan, (goal, _other) = plan
    hang(with_figures([*USUAL, 3]), goal)
    snapshot = freeze(make_cycle(the_plan))
    cells = snapshot.data["sections"]["evidence"]["indicators"][0]["series"][0]["cells"]
    assert cells[-1] == ["2025-09-01", "suppressed", None, None, None, False]
    assert Evidence(snapshot.data).all[0].latest == "Færre end 5"


def test_of_a_figure_hidden_beside_others_the_snapshot_does_not_say_that_it_is_small(plan):
    the_plan, (goal, _other) = plan
    unit = Unit.objects.create(name="Vestervang Skole", kind="institution")
    indicator = make_indicator()
    both = [*months([*USUAL, 3]), *months([*USUAL, 3], whose=Whose(unit=unit.pk))]
    figures.record_figures(indicator, by=SYSTEM, figures=both)
    hang(indicator, goal)
    (frozen,) = Evidence(freeze(make_cycle(the_plan)).data).all
    assert frozen.latest == "Skjult"
    assert "Der er for få, eller et andet skjult tal kunne regnes ud af det." in str(
        frozen.verdict.remarks[0]
    )


def test_a_count_of_so_many_is_said_so_years_later(plan):
    the_plan, (goal, _other) = plan
    indicator = make_indicator(direction="up")
    figures.record_figures(indicator, by=SYSTEM, figures=[Figure(datetime.date(2024, 1, 1), None, 11, 12)])
    hang(indicator, goal)
    assert Evidence(freeze(make_cycle(the_plan)).data).all[0].latest == "11 af 12"


def test_what_only_the_staff_may_see_is_not_in_a_snapshot_that_the_council_reads(plan):
    the_plan, (goal, _other) = plan
    hang(with_figures(RISEN, title="Kun for os", reach="staff"), goal)
    snapshot = freeze(make_cycle(the_plan))
    assert "Kun for os" not in snapshot.content
    assert snapshot.data["sections"]["evidence"]["measures"]["total"] == 1


def test_the_connection_and_the_definition_are_kept_as_they_were(plan):
    the_plan, (goal, _other) = plan
    indicator = with_figures(USUAL, source_words="Egen optælling", licence="CC BY 4.0")
    hang(indicator, goal, "Når ventetiden falder, får familier hjælp i tide.")
    data = freeze(make_cycle(the_plan)).data
    Indicator.objects.update(definition="Noget andet")
    ((frozen, link),) = Evidence(data).under("goal", goal.pk)
    assert link["assumption"] == "Når ventetiden falder, får familier hjælp i tide."
    assert (frozen.indicator["source"], frozen.indicator["licence"]) == ("Egen optælling", "CC BY 4.0")
    assert frozen.indicator["definition"] == "Familier, der ventede mere end syv dage på svar."


def test_a_snapshot_from_before_there_were_figures_still_shows(plan, coordinator, signed_in):
    the_plan, _goals = plan
    cycle = make_cycle(the_plan)
    old = assemble(cycle, timezone.now())
    del old["sections"]["evidence"]
    content = canonical.dumps(old)
    Snapshot.objects.create(
        cycle=cycle,
        schema=1,
        content=content,
        sha256=canonical.sha256(content),
        taken_at=timezone.now(),
        taken_by="S",
    )
    html = signed_in(coordinator).get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
    assert "Det vidste vi" in html
    assert "Tallene, som de blev låst" not in html


def test_the_page_of_a_frozen_round_shows_the_figures_that_were_frozen(plan, coordinator, signed_in):
    the_plan, (goal, _other) = plan
    indicator = with_figures(RISEN)
    hang(indicator, goal)
    cycle = make_cycle(the_plan)
    freeze(cycle)
    figures.record_figures(indicator, by=SYSTEM, figures=months([12], datetime.date(2025, 10, 1)))
    html = signed_in(coordinator).get(reverse("followup:cycle", args=[cycle.pk])).content.decode()
    assert "Tallene, som de blev låst" in html
    assert "Udvikling i forkert retning" in html
    assert "Planen målte ikke, om nogen får det bedre." in html


def test_figures_are_kept_as_text_that_reads_back_to_the_last_bit():
    for value in (0.1, 81.0, 1 / 3, -2.5, 12e9, None):
        assert number_of(text_of(value)) == value
    assert text_of(81.0) == "81"
    assert json.loads(canonical.dumps({"figure": text_of(1 / 3)}))["figure"] == "0.3333333333333333"


def test_no_row_is_read_when_the_frozen_figures_are_shown(plan, django_assert_num_queries):
    the_plan, (goal, _other) = plan
    hang(with_figures(RISEN), goal)
    data = freeze(make_cycle(the_plan)).data
    Measurement.objects.all().update(note="læst")
    with django_assert_num_queries(0):
        assert [each.verdict.headline for each in Evidence(data).all] == ["Udvikling i forkert retning"]
