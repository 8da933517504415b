"""The seeds, real documents of five municipalities, are recognised as the gold says."""

import importlib.util
import json
from pathlib import Path

import pytest

from roedtraad.reading import read
from roedtraad.reading.check import violations

SHARED = Path(__file__).parents[4] / "../shared"
# What is reached now; it may only rise.
FLOORS = {"000": 1.0, "001": 1.0, "002": 1.0, "003": 1.0, "004": 1.0}

pytestmark = pytest.mark.skipif(
    not (SHARED / "yardstick/score.py").exists(),
    reason="the yardstick is not beside this checkout (../shared/yardstick)",
)


@pytest.fixture(scope="module")
def score():
    spec = importlib.util.spec_from_file_location("score", SHARED / "yardstick/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seed(number):
    (path,) = (SHARED / "seeds").glob(f"{number}_*.txt")
    return path.read_bytes(), path.name


@pytest.mark.parametrize("number", FLOORS)
def test_a_seed_is_recognised_as_well_as_before(score, number):
    gold = json.loads((SHARED / f"yardstick/seeds/{number}.json").read_text("utf-8"))
    result = score.compare(gold, read(*seed(number)).to_json())
    assert not result["problems"]
    assert not result["leaks"]
    assert score.overall(result["counts"]) >= FLOORS[number] - 1e-9, (result["missing"], result["extra"])
    if FLOORS[number] >= 0.9:
        assert result["header_wrong"] == []
        assert result["parent"][0] >= 0.95 * result["parent"][1]


@pytest.mark.parametrize("number", FLOORS)
def test_a_reading_of_a_seed_keeps_the_format(number):
    document = read(*seed(number))
    assert violations(document) == []
    assert type(document).from_full(json.loads(json.dumps(document.to_full()))) == document
