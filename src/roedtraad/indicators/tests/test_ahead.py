"""What lies ahead: the way to a target, and what waits for whoever answers for an indicator or a goal."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.actions import SYSTEM
from roedtraad.indicators import actions
from roedtraad.indicators.charting import chart_of
from roedtraad.indicators.models import IndicatorLink, Scale
from roedtraad.indicators.queries import released
from roedtraad.indicators.tests.making import JANUARY, USUAL, make_indicator, months, with_figures
from roedtraad.organisation.models import Position
from roedtraad.plans.tests.making import running_plan
from roedtraad.workspace.queries import what_waits

SET = datetime.date(2025, 1, 1)
DUE = datetime.date(2025, 12, 31)


def aim(indicator, value=6, starts=SET, due=DUE):
    actions.set_target(indicator, by=SYSTEM, value=value, starts=starts, reached_by=due)


def chart(indicator):
    seen = released(indicator, "staff")
    return chart_of(seen.judged(seen.main), seen.frame)


def way(indicator):
    seen = released(indicator, "staff")
    return seen.judged(seen.main).way


def test_the_way_sets_out_from_what_was_usual_in_the_year_before_the_target_was_set(fjordby):
    indicator = with_figures()
    aim(indicator)
    assert way(indicator).baseline == sum(USUAL[1:13]) / 12
    assert (way(indicator).start, way(indicator).due, way(indicator).target) == (SET, DUE, 6)


def test_a_target_without_a_day_has_no_way(fjordby):
    indicator = with_figures()
    aim(indicator, due=None)
    assert way(indicator) is None
    assert not chart(indicator).path


def test_no_way_goes_across_a_break(fjordby):
    indicator = with_figures()
    aim(indicator)
    actions.mark_break(indicator, by=SYSTEM, on=datetime.date(2025, 3, 1), reason="Ny opgørelse")
    assert way(indicator) is None


def test_a_target_that_was_set_before_anything_was_measured_has_no_way(fjordby):
    indicator = with_figures()
    aim(indicator, starts=datetime.date(2023, 1, 1))
    assert way(indicator) is None


def test_the_page_says_what_the_way_asks_of_the_latest_figure_and_calls_nobody_late_for_chance(
    fjordby, coordinator, signed_in
):
    indicator = with_figures()
    aim(indicator, value=9)
    html = signed_in(coordinator).get(reverse("indicators:indicator", args=[indicator.pk])).content.decode()
    assert "ikke længere fra den, end tilfældighed kan forklare" in html
    assert "bagud" not in html
    assert "Vejen til målet ender på 9 i december 2025" in html


def test_a_figure_far_from_the_way_is_behind(fjordby):
    indicator = with_figures([*USUAL[:13], 24, 25, 24, 26, 25, 24, 25])
    aim(indicator)
    assert chart(indicator).standing == "behind"


def test_a_way_that_ends_years_ahead_is_drawn_a_part_of_the_way_and_told_to_its_end(fjordby):
    indicator = with_figures()
    aim(indicator, due=datetime.date(2032, 12, 31))
    drawn = chart(indicator)
    assert drawn.aim.period.start == datetime.date(2032, 12, 1)
    assert drawn.path[-1].period.start < datetime.date(2027, 1, 1)
    assert 2 <= len(drawn.path) <= 6


@pytest.mark.parametrize(
    ("rhythm", "values"), [("year", [20, 22, 21, 23, 20, 21, 22, 20]), ("quarter", [9, 8, 9, 7] * 4)]
)
def test_every_rhythm_has_steps_on_its_way(fjordby, rhythm, values):
    from roedtraad.indicators.figures import Figure
    from roedtraad.measures.periods import Period, Rhythm

    indicator = make_indicator(rhythm=rhythm)
    first = Period.holding(Rhythm(rhythm), datetime.date(2016, 1, 1))
    figures = [Figure(first.shifted(at).start, value) for at, value in enumerate(values)]
    actions.record_figures(indicator, by=SYSTEM, figures=figures)
    aim(indicator, value=5, starts=figures[-3].start, due=first.shifted(len(values) + 3).end)
    path = chart(indicator).path
    assert path[0].value > path[-1].value == 5
    assert [step.period for step in path] == sorted({step.period for step in path})


# --- what waits


def waits(user):
    return [thing.title for thing in what_waits(user) if thing.title.startswith(("Holder", "Hvilket niveau"))]


@pytest.fixture
def owned(fjordby, school_chief):
    """An indicator of the school chief's, under a goal of the chief's plan, to be looked at again yesterday."""
    _plan, (goal,) = running_plan()
    indicator = with_figures(owner=Position.objects.get(title="Skolechef"))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    return actions.link(
        indicator,
        by=SYSTEM,
        to=goal,
        assumption="Færre venter, når vagten er bemandet.",
        look_again=yesterday,
    )


def test_an_assumption_waits_for_whoever_answers_for_the_indicator_when_its_day_has_come(
    owned, school_chief, coordinator, reader
):
    assert waits(school_chief) == ["Holder det stadig? »Familier, der venter«"]
    assert waits(coordinator) == waits(reader) == []


def test_the_owner_looks_at_it_again_and_sets_another_day(owned, school_chief, signed_in):
    client = signed_in(school_chief)
    (thing,) = [each for each in what_waits(school_chief) if each.title.startswith("Holder")]
    assert "Familier, der venter" in client.get(thing.url).content.decode()
    later = timezone.localdate() + datetime.timedelta(days=200)
    said = {"assumption": "Det holdt.", "confidence": "high", "look_again": later.isoformat()}
    assert client.post(thing.url, said).status_code == 302
    assert IndicatorLink.objects.get().look_again == later
    school_chief._standing = None
    assert waits(school_chief) == []


def test_what_nobody_answers_for_waits_for_the_coordinator(owned, coordinator):
    owned.indicator.owner = None
    owned.indicator.save()
    assert len(waits(coordinator)) == 1


def test_a_day_that_is_weeks_away_waits_for_nobody(owned, school_chief):
    owned.look_again = timezone.localdate() + datetime.timedelta(days=30)
    owned.save()
    assert waits(school_chief) == []


def test_a_scale_waits_to_be_scored(owned, school_chief):
    levels = {name: f"Niveau {name}" for name in ("minus_two", "minus_one", "zero", "plus_one", "plus_two")}
    goal = owned.goal
    goal.owner = Position.objects.get(title="Skolechef")
    goal.save()
    scale = actions.write_scale(goal, by=SYSTEM, title="Overgangen", **levels)
    actions.start_scale(scale, by=SYSTEM)
    Scale.objects.update(to_be_scored=timezone.localdate())
    assert "Hvilket niveau blev nået? »Overgangen«" in waits(school_chief)


# --- from the goal


def test_an_indicator_is_hung_on_a_goal_from_the_goals_own_page(fjordby, coordinator, reader, signed_in):
    plan, (goal,) = running_plan()
    indicator = with_figures()
    client = signed_in(coordinator)
    where = reverse("indicators:connect", args=[goal.pk])
    assert where in client.get(reverse("plans:goal", args=[goal.pk])).content.decode()
    with_figures(title="En anden")
    client.get(reverse("plans:plan", args=[plan.pk]))
    said = {"indicator": indicator.pk, "assumption": "De følges ad.", "confidence": "medium"}
    answer = client.post(where, said)
    assert answer["location"] == reverse("plans:goal", args=[goal.pk])
    assert IndicatorLink.objects.get().indicator == indicator
    offered = client.get(where).content.decode()
    assert "En anden" in offered
    assert "Familier, der venter" not in offered
    assert where in client.get(reverse("plans:goal", args=[goal.pk])).content.decode()
    assert signed_in(reader).get(where).status_code == 403


# --- what earlier releases give away


def test_staff_are_told_when_an_earlier_release_gives_away_what_is_hidden_now(
    fjordby, coordinator, reader, signed_in
):
    indicator = make_indicator(minimum_count=1)
    actions.record_figures(indicator, by=SYSTEM, figures=months([3, 12, 12]))
    words = {name: getattr(indicator, name) for name in WORDS}
    actions.edit_indicator(indicator, by=SYSTEM, **words | {"minimum_count": 5})
    url = reverse("indicators:indicator", args=[indicator.pk])
    told = "Det, der er skjult nu, kan findes i tidligere udgivelser"
    html = signed_in(coordinator).get(url).content.decode()
    assert told in html
    assert "januar 2024" in html.partition(told)[2][:400]
    assert told not in signed_in(reader).get(url).content.decode()
    assert released(indicator, "staff").main.cells[0].start == JANUARY
    assert released(indicator, "staff").main.cells[0].value is None


WORDS = (
    "title",
    "definition",
    "kind",
    "measure",
    "unit",
    "decimals",
    "direction",
    "rhythm",
    "reach",
    "minimum_count",
)
