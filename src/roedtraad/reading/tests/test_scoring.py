"""The project's measure of a reading counts as the yardstick tells it."""

import importlib.util
import itertools
import json
import random
from pathlib import Path

import pytest

from roedtraad.reading import read
from tools.assignment import assign
from tools.scoring import Score, compare, normal

SHARED = Path(__file__).parents[4] / "../shared"

needs_yardstick = pytest.mark.skipif(
    not (SHARED / "yardstick/score.py").exists(),
    reason="the yardstick is not beside this checkout (../shared/yardstick)",
)


def best_by_trying(weights):
    """The greatest sum of any one-to-one assignment, by trying them all."""
    if len(weights) > len(weights[0]):
        weights = list(zip(*weights, strict=True))
    return max(
        sum(weights[row][column] for row, column in enumerate(columns))
        for columns in itertools.permutations(range(len(weights[0])), len(weights))
    )


def test_no_other_assignment_weighs_more():
    chance = random.Random(7)
    for _ in range(200):
        rows, columns = chance.randint(1, 5), chance.randint(1, 6)
        weights = [[chance.choice((0, 0, chance.random())) for _ in range(columns)] for _ in range(rows)]
        chosen = assign(weights)
        assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)
        assert all(weights[row][column] > 0 for row, column in chosen)
        assert sum(weights[row][column] for row, column in chosen) == pytest.approx(best_by_trying(weights))


def test_nothing_is_assigned_to_nobody():
    assert assign([]) == []
    assert assign([[], []]) == []
    assert assign([[0.0, 0.0]]) == []


def element(id, type, text, parent=None, optional=False, alt=(), **attributes):
    return {"id": id, "type": type, "text": text, "parent": parent, "optional": optional, "alt": list(alt),
            "attributes": attributes}  # fmt: skip


HEADER = {"kind": "policy", "title": "Politik", "municipality": "Lunden Kommune", "case_number": None,
          "period": None, "adopted": None}  # fmt: skip


def score(gold, reading, **header):
    return compare({**HEADER, **header, "elements": gold}, {**HEADER, "elements": reading})


def test_words_broken_at_a_line_end_are_the_same_words():
    assert normal("anerken-\ndelse – ”ja”") == normal("Anerkendelse: ja")
    assert normal("børne- og ungepolitik") == normal("børneog ungepolitik")


def test_f1_weighs_types_by_the_root_of_their_number():
    goals = [element(f"g{n}", "goal", text) for n, text in enumerate(("sol", "måne", "stjerner", "skyer"))]
    themes = [element("t", "theme", "himlen")]
    got = score(goals + themes, goals)
    assert got.types["goal"].f1 == 1
    assert got.types["theme"].f1 == 0
    assert got.overall == pytest.approx(2 / 3)


def test_an_optional_element_counts_neither_found_nor_missed():
    gold = [element("a", "goal", "sol"), element("b", "goal", "måneskin", optional=True)]
    assert score(gold, gold).types["goal"].read == 1
    assert score(gold, gold[:1]).overall == 1


def test_a_required_element_goes_before_its_optional_twin():
    gold = [element("a", "goal", "sol og sommer", optional=True), element("b", "goal", "sol og sommer")]
    assert score(gold, [element("x", "goal", "sol og sommer")]).types["goal"].matched == 1


def test_a_parent_is_followed_through_the_matches():
    gold = [element("t", "theme", "himlen"), element("g", "goal", "flere stjerner", parent="t")]
    under_it = [element("1", "theme", "himlen"), element("2", "goal", "flere stjerner", parent="1")]
    beside_it = [element("1", "theme", "himlen"), element("2", "goal", "flere stjerner")]
    assert (score(gold, under_it).parents.right, score(gold, under_it).parents.of) == (1, 1)
    assert (score(gold, beside_it).parents.right, score(gold, beside_it).parents.of) == (0, 1)


def test_an_agenda_item_is_followed_through_the_matches():
    gold = [element("i", "agenda_item", "Skoleveje"), element("d", "decision", "Godkendt.", item="i")]
    reading = [element("e1", "agenda_item", "Skoleveje"), element("e2", "decision", "Godkendt.", item="e1")]
    assert score(gold, reading).attributes["item"].right == 1


def test_a_bullet_without_its_lead_in_is_found_but_told():
    gold = [element("c", "commitment", "Det vil Lunden Kommune: Åbne klubberne", raw="Åbne klubberne")]
    got = score(gold, [element("1", "commitment", "Åbne klubberne")])
    assert got.overall == 1
    assert got.attributes["lead-in"].right == 0


def test_twins_are_told_apart_by_their_dates():
    gold = [
        element("a", "follow_up", "Status", date="2026-05"),
        element("b", "follow_up", "Status", date="2027-05"),
    ]
    got = score(gold, [element("1", "follow_up", "Status", date="2027-05")])
    assert got.attributes["date"].right == 1
    assert [one["id"] for one in got.missed] == ["a"]


def test_a_forbidden_text_is_a_leak_wherever_it_stands():
    got = score(
        [element("a", "goal", "sol")], [element("1", "value", "Læs mere om SOL")], forbidden=["læs mere"]
    )
    assert got.leaks == ["Læs mere om SOL"]


def test_a_list_in_the_header_means_any_of_these():
    assert score([], [], title=["Plan", "Politik"]).header_wrong == []
    assert score([], [], title="Handleplan", kind="strategy").header_wrong == ["kind", "title"]
    assert score([], [], period=[{"from": "2026", "to": None}, None]).header_wrong == []


def test_documents_together_pool_their_counts():
    one = score([element("a", "goal", "sol")], [element("1", "goal", "sol")])
    other = score([element("a", "goal", "sol")], [])
    whole = Score.pooled([one, other])
    assert (whole.types["goal"].gold, whole.types["goal"].matched) == (2, 1)
    assert whole.header.of == 12


def damaged(reading, chance):
    """A reading as a poorer reader would give it."""
    elements = []
    for one in reading["elements"]:
        kind = chance.randrange(8)
        if kind == 0:
            continue
        one = {**one, "attributes": dict(one["attributes"])}
        if kind == 1:
            one["text"] = one["text"][: max(1, int(len(one["text"]) * chance.random()))]
        elif kind == 2:
            one["type"] = chance.choice(("goal", "action", "milestone", "status_finding"))
        elif kind == 3:
            one["parent"] = chance.choice([None, *(e["id"] for e in elements)])
        elif kind == 4:
            one["attributes"].pop("raw", None)
            one["attributes"]["date"] = chance.choice((None, "2018", "2018-12"))
        elif kind == 5:
            elements.append({**one, "id": one["id"] + "x"})
        elements.append(one)
    title = chance.choice((reading["title"], "Noget andet"))
    return {**reading, "title": title, "elements": elements}


def yardstick():
    spec = importlib.util.spec_from_file_location("score", SHARED / "yardstick/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@needs_yardstick
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_it_counts_as_the_yardstick_does(number):
    given = yardstick()
    gold = json.loads((SHARED / f"yardstick/seeds/{number}.json").read_text("utf-8"))
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    reading = read(path.read_bytes(), path.name).to_json()
    chance = random.Random(number)
    for tried in [reading, *(damaged(reading, chance) for _ in range(5))]:
        theirs, ours = given.compare(gold, tried), compare(gold, tried)
        assert ours.overall == pytest.approx(given.overall(theirs["counts"]), abs=5e-4)
        assert {n: [t.gold, t.read, t.matched] for n, t in ours.types.items()} == theirs["counts"]
        assert [ours.parents.right, ours.parents.of] == theirs["parent"]
        assert {n: [s.right, s.of] for n, s in ours.attributes.items()} == theirs["attributes"]
        assert ours.header_wrong == theirs["header_wrong"]
        assert ours.leaks == theirs["leaks"]
