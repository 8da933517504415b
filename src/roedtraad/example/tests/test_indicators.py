"""What Fjordby's indicators tell, as those who read them are told it: by the latest release."""

from __future__ import annotations

from collections import Counter

from roedtraad.indicators.enums import Audience, ScaleState, Turn
from roedtraad.indicators.models import Break, Indicator, IndicatorLink, Measurement, Rebase, Scale
from roedtraad.indicators.pictures import picture_of
from roedtraad.indicators.queries import released
from roedtraad.indicators.queries.evidence import lines_of_plan
from roedtraad.indicators.queries.lists import IndicatorFilter, indicator_list
from roedtraad.indicators.released import Shown
from roedtraad.plans.models import Plan


def about(title: str) -> Indicator:
    return Indicator.objects.get(title__startswith=title)


def read(title: str, audience: Audience = Audience.PUBLIC):
    found = released(about(title), audience, every=True)
    assert found is not None, title
    return found


def states(seen) -> list[str]:
    return [cell.state for cell in seen.cells]


def test_every_indicator_has_an_owner_plain_words_a_source_and_something_it_hangs_on(built):
    indicators = list(Indicator.objects.select_related("owner"))
    assert len(indicators) == 12
    for each in indicators:
        assert each.owner is not None, each
        assert all((each.definition, each.source_words, each.subject)), each
        assert all(link.assumption for link in IndicatorLink.objects.filter(indicator=each)), each
    assert IndicatorLink.objects.values("indicator").distinct().count() == 12


def test_the_list_begins_with_the_one_that_got_worse(built):
    page = indicator_list(IndicatorFilter())
    assert page.rows[0].indicator.title == "Familier, der venter mere end syv dage på svar"
    assert page.counts[Turn.WORSE] == page.counts[Turn.BETTER] == page.counts[Turn.EMPTY] == 1
    assert page.counts[Turn.STEADY] == 6
    assert page.counts[Turn.TOO_FEW] == 3
    assert page.counts["late"] == 0


def test_waiting_families_are_said_to_get_worse_and_the_break_is_told(built):
    found = read("Familier, der venter")
    said = picture_of(found, found.judged(found.main)).verdict
    assert said.headline == "Udvikling i forkert retning"
    assert "over den øvre grænse" in said.lead
    assert Shown.SUPPRESSED in states(found.main)
    assert any("Brud" in remark.title for remark in said.remarks)
    assert Break.objects.get().indicator == about("Familier, der venter")


def test_talks_after_five_days_are_said_to_get_better_and_july_is_missing_not_zero(built):
    found = read("Samtaler holdt senest femte fraværsdag")
    assert picture_of(found, found.judged(found.main)).verdict.headline == "Udvikling i den rigtige retning"
    assert {cell.start.month for cell in found.main.cells if cell.state is Shown.MISSING} == {7}


def test_zero_is_a_figure_and_cases_are_never_hidden(built):
    found = read("Sager om unge")
    assert 0 in [cell.value for cell in found.main.cells]
    assert Shown.SUPPRESSED not in states(found.main)


def test_limits_were_counted_anew_by_hand_and_say_why(built):
    rebase = Rebase.objects.select_related("indicator").get()
    assert rebase.indicator.title == "Samtaler i den åbne rådgivning"
    found = read(rebase.indicator.title)
    assert found.main.turn is Turn.STEADY
    assert [mark.reason for mark in found.frame.rebases] == [rebase.reason]


def test_the_plan_asks_whether_anybody_is_better_off_and_a_figure_of_it_was_put_right(built):
    assert lines_of_plan(Plan.objects.get(), [], []).better_off == 1
    indicator = about("Familier, der siger, at hjælpen")
    assert indicator.measure == "better_off"
    again = Measurement.objects.get(series__indicator=indicator, revision=1)
    before = Measurement.objects.get(series=again.series, start=again.start, revision=0)
    assert (again.numerator - before.numerator, again.note) == (3, "Tre skemaer på papir var ikke talt med")


def test_the_latest_figure_on_language_is_provisional(built):
    cells = read("Børn med alderssvarende sprog").main.cells
    assert [cell.provisional for cell in cells] == [False] * (len(cells) - 1) + [True]


def test_nine_schools_have_figures_of_their_own_and_the_smallest_is_hidden_at_times(built):
    schools = [seen for seen in read("Elever med bekymrende fravær").series if seen.series.unit_id]
    assert len(schools) == 9
    small = next(seen for seen in schools if seen.series.unit.name == "Lillenæs Skole")
    assert {Shown.SUPPRESSED, Shown.VALUE} == set(states(small))


def test_a_hidden_school_never_stands_alone_as_the_others_and_the_whole_would_give_it_away(built):
    schools = [seen for seen in read("Elever med bekymrende fravær").series if seen.series.unit_id]
    hidden = [at.count(Shown.SUPPRESSED) for at in zip(*map(states, schools), strict=True)]
    assert any(hidden)
    assert 1 not in hidden


def test_children_outside_their_home_stand_beside_neighbours_and_the_country_and_all_is_said_to_be_made_up(
    built,
):
    indicator = about("Børn og unge, der bor uden for hjemmet")
    places = [seen.series.place_name for seen in read(indicator.title).series if seen.series.place_code]
    assert sorted(places) == ["Bakkeby", "Engholm", "Hele landet (opdigtet)"]
    assert indicator.source_words.startswith("Opdigtede eksempeltal")


def test_the_pupils_answers_are_told_by_answer_and_by_grade(built):
    dims = [seen.series.dims for seen in read("Elever, der hører til").series]
    assert {tuple(sorted(each)) for each in dims} == {(), ("Klassetrin",), ("Svar",), ("Klassetrin", "Svar")}
    assert len({each["Svar"] for each in dims if "Svar" in each}) == 5


def test_moves_of_placed_children_reach_the_council_and_nobody_else_outside(built):
    indicator = about("Anbragte børn, der har skiftet sted")
    assert released(indicator, Audience.PUBLIC) is None
    assert states(released(indicator, Audience.COUNCIL).main).count(Shown.SUPPRESSED) == 3


def test_one_goal_has_scales_that_are_written_started_and_scored(built):
    scales = Scale.objects.select_related("goal", "scored_as")
    assert {scale.goal.title for scale in scales} == {"Oplysninger om støtte følger barnet"}
    assert Counter(scale.state for scale in scales) == {
        ScaleState.SCORED: 2, ScaleState.STARTED: 1, ScaleState.WRITTEN: 1,
    }  # fmt: skip
    for scale in scales.filter(state=ScaleState.SCORED):
        assert scale.evidence
        assert scale.scored_as.title == "PPR-leder"


def test_what_was_known_in_each_round_was_released_before_it_opened(built):
    from roedtraad.followup.models import Cycle

    releases = [release.released_at.date() for release in about("Familier, der venter").releases.all()]
    for cycle in Cycle.objects.filter(snapshot__isnull=False):
        assert cycle.opens in releases
