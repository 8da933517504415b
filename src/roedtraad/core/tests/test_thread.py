"""The thread is followed level by level, each provider asked once."""

import pytest

from roedtraad.core import registries, thread
from roedtraad.core.thread import Knot


@pytest.fixture
def providers(monkeypatch):
    asked = []

    def goals_below(keys):
        asked.append(("sentence", tuple(keys)))
        found = {}
        for key in keys:
            if key == 3:
                found[key] = [Knot("goal", 0, "Goal", "No goal hangs here", missing=True)]
            else:
                goals = [Knot("goal", key * 10 + n, "Goal", f"Goal {key}{n}") for n in range(2)]
                found[key] = [Knot("area", key, "Focus area", "Area", below=goals)]
        return found

    def status_below(keys):
        asked.append(("goal", tuple(keys)))
        return {key: [Knot("status", key, "Status", "On track", status="on")] for key in keys if key != 11}

    monkeypatch.setattr(
        registries.thread_below, "_entries", {"sentence": [goals_below], "goal": [status_below]}
    )
    monkeypatch.setattr(registries.thread_beside, "_entries", {})
    return asked


def test_each_provider_is_asked_once_for_all_things_of_a_level(providers):
    thread.below("sentence", [1, 2, 3])
    assert providers == [("sentence", (1, 2, 3)), ("goal", (10, 11, 20, 21))]


def test_what_hangs_below_is_found_at_every_level(providers):
    [area] = thread.below("sentence", [1])[1]
    assert [knot.title for knot in area.walk()] == ["Area", "Goal 10", "On track", "Goal 11"]
    assert not area.is_broken


def test_a_missing_knot_breaks_the_thread_and_nothing_is_asked_below_it(providers):
    [missing] = thread.below("sentence", [3])[3]
    assert missing.is_broken
    assert not missing.below
    assert providers == [("sentence", (3,))]


def test_what_hangs_beside_is_asked_for_once_and_stands_before_what_follows(providers, monkeypatch):
    asked = []

    def measures(things):
        asked.append({kind: sorted(keys) for kind, keys in things.items()})
        on = [("sentence", 2), ("area", 1), ("goal", 10), ("goal", 0)]
        return {thing: [Knot("measure", thing[1], "Measure", f"On {thing[0]} {thing[1]}")] for thing in on}

    monkeypatch.setattr(registries.thread_beside, "_entries", {"thread": [measures]})
    found = thread.below("sentence", [1, 2, 3])
    goals = [10, 11, 20, 21]
    assert asked == [{"sentence": [1, 2, 3], "area": [1, 2], "goal": goals, "status": [10, 20, 21]}]
    titles = {key: [knot.title for knot in thread.line(knots)] for key, knots in found.items()}
    assert titles[1] == ["Area", "On area 1", "Goal 10", "On goal 10", "On track", "Goal 11"]
    assert titles[2][:2] == ["On sentence 2", "Area"]
    assert titles[3] == ["No goal hangs here"]
    assert titles[1] == [
        *titles[1][:3], *[each.title for each in thread.line(thread.below("goal", [10])[10])], "Goal 11"
    ]  # fmt: skip
    assert thread.below("goal", [10], [measures])[10][0].kind == "status"


def test_nothing_to_ask_about_asks_nobody(providers):
    assert thread.below("sentence", []) == {}
    assert providers == []


def test_a_knot_becomes_plain_data_for_a_snapshot(providers):
    [area] = thread.below("sentence", [1])[1]
    data = thread.as_json(area)
    assert data["below"][0]["below"][0] == {
        "kind": "status", "label": "Status", "title": "On track", "status": "on", "missing": False, "below": [],
    }  # fmt: skip
