"""Goal attainment: levels are written before the work, and T says how far they were reached, never who is best."""

from math import inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.measures.attainment import (
    LEVELS,
    Attainment,
    NotScored,
    Scale,
    Scored,
    attainment,
    signed,
    why_not_score,
)

WRITTEN = {
    -2: "Ingen af børnene kommer i klubben",
    -1: "Nogle børn kommer en gang imellem",
    0: "Halvdelen kommer hver uge",
    1: "De fleste kommer hver uge",
    2: "Alle kommer hver uge og tager andre med",
}


def scale(weight=1, **changed):
    levels = {
        **WRITTEN,
        **{int(level.lstrip("l").replace("m", "-")): words for level, words in changed.items()},
    }
    return Scale(levels, weight, "Fællesskab")


def reached(*pairs, rho=0.3):
    return attainment([Scored(scale(weight), level) for level, weight in pairs], rho).t


def sentences(one):
    return [str(fault) for fault in why_not_score(one)]


# ---------------------------------------------------------------- T


def test_all_as_expected_is_fifty():
    assert reached((0, 1), (0, 3), (0, 2)) == 50


@pytest.mark.parametrize("level", LEVELS)
def test_one_goal_moves_t_by_ten_a_level_whatever_its_weight(level):
    assert reached((level, 1)) == reached((level, 7)) == 50 + 10 * level


def test_t_is_the_formula_of_kiresuk_and_sherman():
    # Σwx = 3·1 + 2·(−1) + 1·2 = 3, Σw² = 14, (Σw)² = 36
    assert reached((1, 3), (-1, 2), (2, 1)) == pytest.approx(50 + 30 / sqrt(0.7 * 14 + 0.3 * 36))
    assert reached((1, 3), (-1, 2), (2, 1)) == pytest.approx(56.6098, abs=1e-4)


def test_goals_that_follow_each_other_wholly_count_as_one():
    assert reached((1, 1), (1, 1), (1, 1), rho=1) == pytest.approx(60)
    assert reached((1, 1), (1, 1), (1, 1), (1, 1), rho=0) == pytest.approx(70)


scored = st.lists(st.tuples(st.sampled_from(LEVELS), st.floats(0.001, 1000)), min_size=1, max_size=12)


@given(scored)
def test_better_on_every_goal_mirrors_worse_on_every_goal(pairs):
    assert reached(*pairs) - 50 == pytest.approx(50 - reached(*((-level, weight) for level, weight in pairs)))


@given(scored, st.floats(0.001, 1000))
def test_only_the_proportion_between_weights_counts(pairs, factor):
    heavier = [(level, weight * factor) for level, weight in pairs]
    assert reached(*heavier) == pytest.approx(reached(*pairs))


@given(scored, st.integers(0, 11))
def test_a_level_more_on_one_goal_never_lowers_t(pairs, which):
    which %= len(pairs)
    level, weight = pairs[which]
    more = [*pairs[:which], (min(2, level + 1), weight), *pairs[which + 1 :]]
    assert reached(*more) >= reached(*pairs)


def test_great_weights_are_no_trouble():
    assert reached((1, 1e300), (1, 1e300)) == pytest.approx(reached((1, 1), (1, 1)))


# ---------------------------------------------------------------- before the work starts


def test_a_finished_scale_may_be_scored():
    assert why_not_score(scale()) == []


def test_all_five_levels_must_be_written():
    assert sentences(scale(l2="", lm1="  ")) == [
        "Fællesskab: niveau −1 er ikke beskrevet.",
        "Fællesskab: niveau +2 er ikke beskrevet.",
    ]
    assert len(why_not_score(Scale({}))) == 5


def test_levels_must_be_distinct_not_only_in_letters():
    assert sentences(scale(l1="halvdelen  kommer hver uge.")) == [
        "Fællesskab: niveau 0 og +1 siger det samme. Hvert niveau skal kunne kendes fra de andre."
    ]


def test_there_is_no_sixth_level():
    assert sentences(scale(l3="Hele byen kommer"))[0].startswith("Fællesskab: 3 er ikke et niveau.")


@pytest.mark.parametrize("weight", [0, -1, nan, inf, True])
def test_a_weight_is_a_number_above_nought(weight):
    assert sentences(scale(weight)) == [f"Fællesskab: vægten er {weight}. Den skal være et tal over 0."]


def test_the_sentences_are_there_in_english_and_name_an_unnamed_goal():
    (fault, *_) = why_not_score(Scale({}))
    assert fault.sentence("en") == "The goal: level −2 is not described."
    assert fault.sentence() == "Målet: niveau −2 er ikke beskrevet."


@pytest.mark.parametrize("level", [3, -3, 0.5, True, None])
def test_what_is_reached_is_one_of_the_five(level):
    with pytest.raises(NotScored, match="er ikke et niveau"):
        reached((level, 1))


def test_nothing_is_reckoned_from_an_unfinished_scale_or_from_nothing():
    with pytest.raises(NotScored, match="niveau −2 er ikke beskrevet"):
        attainment([Scored(scale(), 1), Scored(scale(lm2=""), 1)])
    with pytest.raises(NotScored, match="Vurdér mindst ét"):
        attainment([])


@pytest.mark.parametrize("rho", [-0.1, 1.1, nan])
def test_a_correlation_outside_nought_to_one_is_refused(rho):
    with pytest.raises(NotScored, match="Samvariationen"):
        reached((1, 1), rho=rho)


# ---------------------------------------------------------------- never a ranking


def test_results_have_no_order():
    with pytest.raises(TypeError):
        sorted([Attainment(60, 3, 0.3), Attainment(40, 3, 0.3)])


def test_levels_are_read_with_their_sign():
    assert [signed(level) for level in LEVELS] == ["−2", "−1", "0", "+1", "+2"]
