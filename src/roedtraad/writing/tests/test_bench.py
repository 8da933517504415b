import pytest

from roedtraad.writing.bench import BUDGETS, WRITERS, bench
from roedtraad.writing.samples import annual_status


def test_every_format_has_a_budget_and_a_time():
    assert set(BUDGETS) == set(WRITERS)
    assert set(bench(goals=4, runs=1)) == {*WRITERS, "json"}


@pytest.mark.slow
def test_a_status_of_two_hundred_goals_is_written_within_its_budget():
    best = {name: min(bench(200, runs=1)[name] for _ in range(3)) for name in BUDGETS}
    assert {name: seconds for name, seconds in best.items() if seconds > BUDGETS[name]} == {}


def test_a_status_of_two_hundred_goals_is_whole():
    assert len([figure for figure in annual_status(200).figures() if figure.key.startswith("goal.")]) == 200
