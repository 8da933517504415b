"""JSON-stat as StatBank Denmark writes it (1.x), and what is none."""

import copy

import pytest

from roedtraad.figures import FigureError, Role, State, jsonstat
from roedtraad.figures.statbank.tests import recorded
from roedtraad.measures.periods import Period

OLD = {
    "dataset": {
        "dimension": {
            "KØN": {"label": "køn", "category": {"index": {"K": 1, "M": 0}, "label": {"M": "Mænd", "K": "Kvinder"}}},
            "ContentsCode": {"label": "Indhold", "category": {"label": {"T": "Antal"}, "unit": {"T": {"base": "Antal", "decimals": 0}}}},
            "Tid": {"label": "tid", "category": {"index": ["2023K4", "2024K1"], "label": {}}},
            "id": ["KØN", "ContentsCode", "Tid"],
            "size": [2, 1, 2],
            "role": {"metric": ["ContentsCode"], "time": ["Tid"]},
        },
        "label": "Prøve",
        "source": "Danmarks Statistik",
        "updated": "2025-03-25T07:00:00Z",
        "value": [1, None, 0, 4.5],
        "status": {"3": "p"},
        "extension": {"px": {"tableid": "T1"}},
    }
}  # fmt: skip


def test_the_older_shape_is_read_in_the_order_of_its_index():
    cube = jsonstat.read(OLD)
    assert [(each.codes[0], str(each.period), each.value, each.state) for each in cube] == [
        ("M", "2023-Q4", 1.0, State.SHOWN),
        ("M", "2024-Q1", None, State.MISSING),
        ("K", "2023-Q4", 0.0, State.SHOWN),
        ("K", "2024-Q1", 4.5, State.SHOWN),
    ]
    assert [each.role for each in cube.dimensions] == [Role.OTHER, Role.METRIC, Role.TIME]
    assert [each.provisional for each in cube] == [False, False, False, True]
    assert (cube.source.table, cube.source.unit, cube.source.updated.year) == ("T1", "Antal", 2025)


def test_values_and_status_may_stand_by_their_place():
    told = copy.deepcopy(OLD)
    told["dataset"]["value"] = {"0": 1, "3": 4.5}
    told["dataset"]["status"] = ["", "..", "c", "e"]
    assert [each.state for each in jsonstat.read(told)] == [
        State.SHOWN, State.MISSING, State.SUPPRESSED, State.SHOWN,
    ]  # fmt: skip


def test_a_suppressed_cell_keeps_no_value_even_where_the_file_tells_it():
    told = copy.deepcopy(OLD)
    told["dataset"]["status"] = {"0": "suppressed"}
    assert next(iter(jsonstat.read(told))).value is None


def test_the_recorded_answers_are_read():
    cube = jsonstat.read(recorded("data_straf42_json.json"))
    (one,) = cube
    assert (one.value, one.period, cube.source.table) == (233454.0, Period.parse("2023"), "STRAF42")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told: told.update(value=[1, 2]),
        lambda told: told.update(value=["x", 1, 1, 1]),
        lambda told: told.pop("value"),
        lambda told: told["dimension"].update(size=[2, 1]),
        lambda told: told["dimension"].update(size=[2, 1, 3]),
        lambda told: told["dimension"].pop("KØN"),
        lambda told: told.update(dimension="?"),
    ],
)
def test_what_does_not_hang_together_is_refused(spoil):
    told = copy.deepcopy(OLD)
    spoil(told["dataset"])
    with pytest.raises(FigureError, match="ikke JSON-stat"):
        jsonstat.read(told)


@pytest.mark.parametrize("told", [None, [], {}, {"dataset": {}}, "x"])
def test_what_is_no_dataset_is_refused(told):
    with pytest.raises(FigureError, match="ikke JSON-stat"):
        jsonstat.read(told)


def test_a_dataset_that_claims_more_cells_than_fit_is_not_begun():
    told = copy.deepcopy(OLD)
    told["dataset"]["dimension"]["size"] = [10**6, 1, 10**6]
    with pytest.raises(FigureError) as error:
        jsonstat.read(told)
    assert error.value.code == "too-many-cells"
