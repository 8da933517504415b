"""What figures say of goals: in the thread of an edition, in the table of the plan, on the page of a goal."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core import thread
from roedtraad.core.actions import SYSTEM
from roedtraad.indicators import actions
from roedtraad.indicators.evidence import audience_of, evidence_of, mark_of
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.models import Indicator, IndicatorLink
from roedtraad.indicators.queries.evidence import lines_of_plan, lines_of_things
from roedtraad.indicators.tests.making import USUAL, make_indicator, months, with_figures
from roedtraad.organisation.models import Unit
from roedtraad.plans import actions as plan_actions
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import running_plan
from roedtraad.policies.models import Edition

RISEN = [*USUAL, 30]


@pytest.fixture
def plan(fjordby):
    return running_plan(2)


def hang(indicator, to, **more):
    return actions.link(indicator, by=SYSTEM, to=to, assumption="De følges ad.", **more)


def cell(indicator, goal):
    hang(indicator, goal)
    return evidence_of(lines_of_things([], [], [goal.pk])["plans.goal", goal.pk][-1])


def plan_html(client, plan):
    return client.get(reverse("plans:plan", args=[plan.pk])).content.decode()


# --- a row


def test_the_latest_figure_stands_as_its_audience_sees_it(plan):
    _plan, (goal, other) = plan
    count = cell(with_figures(USUAL), goal)
    assert (count.latest, count.turn, count.said) == ("13", "", "")
    assert str(count.line).startswith("<svg")
    assert cell(with_figures([*USUAL, 3], title="Få"), goal).latest == "Færre end 5"
    few = cell(with_figures(USUAL[:6], title="Seks"), other)
    assert (few.said, few.latest, few.line) == ("For få målinger", "12", "")
    nothing = cell(make_indicator("Intet"), other)
    assert (nothing.said, nothing.latest) == ("Ingen tal endnu", "")
    share = make_indicator("Andel", unit="percent", direction="up")
    actions.record_figures(share, by=SYSTEM, figures=[Figure(datetime.date(2024, 1, 1), None, 81, 100)])
    assert cell(share, goal).latest == "81\xa0%"
    of_all = make_indicator("Besøgte", direction="up")
    actions.record_figures(of_all, by=SYSTEM, figures=[Figure(datetime.date(2024, 1, 1), None, 24, 24)])
    assert cell(of_all, other).latest == "24 af 24"


def test_of_a_count_that_is_hidden_beside_others_nobody_is_told_that_it_is_small(plan):
    _plan, (goal, _other) = plan
    unit = Unit.objects.create(name="Vestervang Skole", kind="institution")
    indicator = make_indicator()
    both = [*months([*USUAL, 3]), *months([*USUAL, 3], whose=Whose(unit=unit.pk))]
    actions.record_figures(indicator, by=SYSTEM, figures=both)
    assert cell(indicator, goal).latest == "Skjult"


def test_only_a_rule_of_the_control_chart_gives_a_mark_and_never_the_shape_of_a_goals_status(plan):
    _plan, (goal, _other) = plan
    risen = cell(with_figures(RISEN), goal)
    assert risen.turn == "Udvikling i forkert retning"
    assert "rt-chart__signal--concern" in risen.mark
    assert "#s-off" not in risen.mark
    assert cell(with_figures(USUAL, title="Som altid"), goal).mark == mark_of("steady") == ""


def test_a_goal_without_an_indicator_says_so_in_the_plan_and_breaks_no_thread(
    plan, coordinator, reader, signed_in
):
    the_plan, (goal, other) = plan
    hang(with_figures(RISEN), goal)
    html = plan_html(signed_in(coordinator), the_plan)
    assert html.count("Ingen indikator") == 1
    way = f'<a href="{reverse("indicators:connect", args=[other.pk])}">Ingen indikator</a>'
    assert way in html
    assert way not in plan_html(signed_in(reader), the_plan)
    below = thread.below("plans.goal", [goal.pk, other.pk])
    assert not any(knot.missing for knot in below[other.pk] if knot.kind.startswith("indicators"))


def test_a_plan_without_indicators_has_no_empty_columns_but_the_finding(plan, coordinator, signed_in):
    html = plan_html(signed_in(coordinator), plan[0])
    assert "Ingen indikator" not in html
    assert "ingen endnu: ingen kan se, om det hjælper" in html


def test_a_plan_that_does_not_measure_whether_anybody_is_better_off_says_so(plan, coordinator, signed_in):
    the_plan, (goal, other) = plan
    hang(with_figures(USUAL), goal)
    client = signed_in(coordinator)
    assert "1 indikator, ingen viser, om nogen får det bedre" in plan_html(client, the_plan)
    hang(make_indicator("Fri for skoleangst", measure="better_off"), other)
    assert "ingen viser, om nogen får det bedre" not in plan_html(client, the_plan)


def test_the_row_shows_the_most_pressing_and_counts_the_others(plan, coordinator, signed_in):
    the_plan, (goal, _other) = plan
    for title, values in (("Som altid", USUAL), ("Stiger", RISEN), ("Uden tal", None)):
        hang(with_figures(values, title=title) if values else make_indicator(title), goal)
    html = plan_html(signed_in(coordinator), the_plan)
    assert "Stiger: Udvikling i forkert retning" in html
    assert "og 2 til" in html
    assert "Som altid" not in html


def test_focus_areas_and_themes_show_what_hangs_on_them(fjordby, coordinator, signed_in):
    the_plan, (goal, _other) = running_plan(2)
    theme = goal.passage.policy.passages.filter(kind="theme").first()
    area = plan_actions.add_focus_area(the_plan, by=SYSTEM, title="Fremmøde", theme=theme)
    Goal.objects.filter(pk=goal.pk).update(focus_area=area)
    hang(with_figures(RISEN, title="Om fokusområdet"), area)
    hang(with_figures(USUAL, title="Om temaet"), theme)
    html = plan_html(signed_in(coordinator), the_plan)
    assert "Om fokusområdet" in html
    assert "Om temaet" in html


def test_a_retired_indicator_says_nothing_of_its_goal_any_more(plan):
    the_plan, (goal, _other) = plan
    indicator = with_figures(USUAL)
    hang(indicator, goal)
    actions.retire_indicator(indicator, by=SYSTEM, reason="Tælles ikke mere.")
    assert lines_of_things([], [], [goal.pk]) == {}
    assert lines_of_plan(the_plan, [goal.pk], []).measures == {}


def test_who_holds_no_position_sees_what_the_council_sees(plan, reader):
    the_plan, (goal, _other) = plan
    hang(with_figures(USUAL, reach="staff"), goal)
    visitor = type("Visitor", (), {"pk": None})()
    assert audience_of(reader) == "staff"
    assert audience_of(visitor) == "council"
    (line,) = lines_of_plan(the_plan, [goal.pk], [], audience_of(visitor)).goals[goal.pk]
    assert (line.turn, line.head) == ("empty", "")


# --- the thread


def test_the_thread_goes_from_the_sentence_through_the_goal_to_the_figure(plan, coordinator, signed_in):
    _plan, (goal, _other) = plan
    indicator = with_figures(RISEN, subject="Antallet af familier")
    hang(indicator, goal)
    (knot,) = (
        each for each in thread.below("plans.goal", [goal.pk])[goal.pk] if each.kind == "indicators.indicator"
    )
    assert (knot.title, knot.url) == (indicator.title, reverse("indicators:indicator", args=[indicator.pk]))
    assert "Antallet af familier er 30 i september 2025. Udvikling i forkert retning." in str(knot.note)
    edition = Edition.objects.filter(policy=goal.plan.policy).first()
    html = signed_in(coordinator).get(reverse("policies:edition", args=[edition.pk])).content.decode()
    assert html.index(goal.title) < html.index("Familier, der venter")
    assert "rt-chart--spark" in html


def test_what_hangs_on_a_theme_or_a_focus_area_stands_on_its_own_place_of_the_thread(
    fjordby, coordinator, signed_in, queries_of
):
    the_plan, (goal, _other) = running_plan(2)
    theme = goal.passage.policy.passages.filter(kind="theme").first()
    area = plan_actions.add_focus_area(the_plan, by=SYSTEM, title="Fremmøde", theme=theme)
    Goal.objects.filter(pk=goal.pk).update(focus_area=area)
    hang(with_figures(USUAL, title="Om målet"), goal)

    def told() -> list[tuple[str, str]]:
        knots = thread.below("policies.passage", [goal.passage_id, theme.pk])
        walked = [*thread.line(knots[goal.passage_id]), *thread.line(knots[theme.pk])]
        return [(each.kind, str(each.title)) for each in walked if not each.missing]

    edition = reverse("policies:edition", args=[Edition.objects.filter(policy=goal.plan.policy).first().pk])
    client = signed_in(coordinator)
    before, asked = told(), queries_of(client, edition)
    hang(with_figures(RISEN, title="Om fokusområdet"), area)
    hang(with_figures(USUAL, title="Om temaet"), theme)
    hang(with_figures(USUAL, title="Om sætningen"), goal.passage)
    assert queries_of(client, edition) == asked <= 15
    about = "indicators.indicator"
    assert [each for each in told() if each not in before] == [
        (about, "Om sætningen"), (about, "Om fokusområdet"), (about, "Om temaet"),
    ]  # fmt: skip
    after = told()
    assert after.index((about, "Om sætningen")) < after.index(("plans.focus_area", "Fremmøde"))
    assert after.index(("plans.focus_area", "Fremmøde")) + 1 == after.index((about, "Om fokusområdet"))
    closed = client.get(edition).content.decode()
    assert "Om temaet" not in closed
    way = f"?saetning={theme.pk}"
    assert f'{way}#p-{theme.pk}"><span>1 indikator' in closed
    assert "Om temaet" in client.get(edition + way).content.decode()
    of_the_sentence = client.get(f"{edition}?saetning={goal.passage_id}").content.decode()
    assert all(words in of_the_sentence for words in ("Om sætningen", "Om fokusområdet", "Om målet"))


def test_a_signal_in_a_figure_is_not_counted_among_the_statuses_of_goals(plan, coordinator, signed_in):
    from roedtraad.policies.queries import edition_page

    _plan, (goal, _other) = plan
    hang(with_figures(RISEN), goal)
    edition = Edition.objects.filter(policy=goal.plan.policy).first()
    page = edition_page(edition, on=timezone.localdate())
    assert all(place.statuses == [] for place in [*page.before, *page.rest])


def many_goals(plan, goal, count):
    """More goals under the same sentence, each with an indicator of its own that has figures."""
    pattern = with_figures(RISEN, title="Mønster")
    goals = Goal.objects.bulk_create(
        Goal(plan=plan, passage=goal.passage, owner=goal.owner, level="general", title=f"Mål {n}")
        for n in range(count)
    )
    IndicatorLink.objects.bulk_create(
        IndicatorLink(indicator=pattern, goal=each, assumption="…") for each in goals
    )


@pytest.mark.parametrize("page", ["edition", "plan", "goal"])
def test_a_page_costs_the_same_for_two_goals_with_indicators_and_for_two_thousand(
    plan, coordinator, signed_in, queries_of, page
):
    the_plan, (goal, other) = plan
    hang(with_figures(RISEN), goal)
    hang(with_figures(USUAL, title="En anden"), other)
    edition = Edition.objects.filter(policy=the_plan.policy).first()
    url = {
        "edition": reverse("policies:edition", args=[edition.pk]),
        "plan": reverse("plans:plan", args=[the_plan.pk]),
        "goal": reverse("plans:goal", args=[goal.pk]),
    }[page]
    client = signed_in(coordinator)
    few = queries_of(client, url)
    many_goals(the_plan, goal, 1998)
    assert queries_of(client, url) == few <= 15


# --- the page of a goal


def test_the_page_of_a_goal_says_how_the_two_are_thought_to_be_connected(
    plan, coordinator, reader, signed_in
):
    _plan, (goal, _other) = plan
    indicator = with_figures(RISEN)
    link = hang(indicator, goal, confidence="low", look_again=datetime.date(2027, 3, 1))
    url = reverse("plans:goal", args=[goal.pk])
    html = signed_in(coordinator).get(url).content.decode()
    assert "Familier, der venter</a>: udvikling i forkert retning" in html
    assert link.assumption in html
    assert "lidt sikre" in html
    assert "1. marts 2027" in html
    assert html.count('class="rt-svg rt-not-phone') == 1
    assert "Knyt en indikator til målet" in html
    assert "Knyt en indikator til målet" not in signed_in(reader).get(url).content.decode()


def test_the_page_of_a_goal_shows_how_far_it_was_attained(plan, coordinator, signed_in):
    _plan, (goal, _other) = plan
    levels = {
        "minus_two": "Ingen kommer",
        "minus_one": "Få kommer",
        "zero": "Halvdelen kommer",
        "plus_one": "De fleste kommer",
        "plus_two": "Alle kommer",
    }
    scale = actions.write_scale(goal, by=SYSTEM, title="Fremmøde til samtaler", **levels)
    actions.start_scale(scale, by=SYSTEM)
    actions.score_scale(scale, by=SYSTEM, score=1, evidence="Optalt i kalenderen.")
    html = signed_in(coordinator).get(reverse("plans:goal", args=[goal.pk])).content.decode()
    for words in ("Fremmøde til samtaler", "De fleste kommer", "Optalt i kalenderen."):
        assert words in html


def test_a_goal_of_another_municipality_shows_none_of_its_figures(plan, outsider, signed_in):
    _plan, (goal, _other) = plan
    hang(with_figures(RISEN), goal)
    assert signed_in(outsider).get(reverse("plans:goal", args=[goal.pk])).status_code == 404
    assert Indicator.objects.count() == 1
