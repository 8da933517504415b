"""``roedtraad xmr``: series in, charts out; what cannot be charted is told in a sentence and nothing is printed."""

import json
import os
import subprocess
import sys

import pytest

from roedtraad.cli import main
from roedtraad.measures.tests.test_xmr_yardstick import FIELDS

HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}  # the program under test is this checkout's
POINT = """date value rebase_group mean mr_kept amr lpl near_lpl near_upl upl outside_limits relative_to_mean close_to_limits
    flag_trend trend_ends_here flag_two_in_three in_two_in_three_window flag_shift special_cause_type special_cause_flag
    point_type short_group_warning""".split()


def days(count):
    return [f"20{10 + at // 12}-{at % 12 + 1:02}-01" for at in range(count)]


def given(values=(50, 52, 48, 51, 49, 52, 48, 51), id="s1", **told):
    told = {"dates": days(len(values)), "values": list(values), "improvement_direction": "increase", **told}
    return {"id": id, "input": {key: value for key, value in told.items() if value is not ...}}


@pytest.fixture
def run(tmp_path, capfdbinary):
    """(exit status, what stands on standard output as JSON or None, lines on standard error)."""

    def run_(content, *arguments):
        path = tmp_path / "serier.json"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        status = main(["xmr", *arguments, str(path)])
        out, err = capfdbinary.readouterr()
        return status, json.loads(out) if out else None, err.decode().splitlines()

    return run_


def test_the_charts_come_in_the_order_of_the_series_with_the_packages_words(run):
    status, told, err = run({"series": [given(id="b", target=40), given(id=7)]})
    assert (status, err) == (0, [])
    assert [series["id"] for series in told["series"]] == ["b", 7]
    first = told["series"][0]
    assert set(first) == {"id", "points", *FIELDS}
    assert list(first["points"][0]) == POINT
    assert [first[field] for field in FIELDS] == ["common_cause", "common_cause", "consistent_pass", "pass"]


def test_the_command_says_what_the_yardstick_says(oracle, run):
    status, told, _err = run({"series": oracle})
    assert status == 0
    apart = 0
    for ours, theirs in zip(told["series"], oracle, strict=True):
        assert [ours[field] for field in FIELDS] == [theirs[field] for field in FIELDS]
        apart += sum(point != other for point, other in zip(ours["points"], theirs["points"], strict=True))
    assert apart == 5  # test_xmr_yardstick tells which and why


def test_dates_out_of_order_are_sorted(run):
    values = [50, 52, 48, 51, 49, 52, 48, 90]
    _, straight, _ = run({"series": [given(values, rebase_dates=["2010-03-01"])]})
    _, mixed, _ = run({"series": [given(values[::-1], dates=days(8)[::-1], rebase_dates=["2010-03-01"])]})
    assert mixed == straight
    assert [point["rebase_group"] for point in mixed["series"][0]["points"]] == [0, 0, 1, 1, 1, 1, 1, 1]


def test_a_gap_is_null_and_takes_part_in_nothing(run):
    _, told, _ = run({"series": [given([50, None, 52, 54])]})
    gap = told["series"][0]["points"][1]
    assert [
        gap[key] for key in ("value", "mr_kept", "relative_to_mean", "outside_limits", "close_to_limits")
    ] == [None] * 5
    assert (gap["mean"], gap["point_type"]) == (52, "common_cause")


def test_limits_that_are_not_there_are_null(run):
    _, told, _ = run({"series": [given([5, 5, 5, 5, 5])]})
    point = told["series"][0]["points"][0]
    assert [
        point[key]
        for key in ("amr", "lpl", "near_lpl", "near_upl", "upl", "outside_limits", "close_to_limits")
    ] == [None] * 7


def test_what_need_not_be_said_has_the_packages_own_values(run):
    bare = given()
    full = given(
        screen_outliers=True, target=None, rebase_dates=[], fix_after_n_points=None, cadence="monthly"
    )
    assert run({"series": [bare]})[1] == run({"series": [full]})[1]
    fixed = given([50, 52] * 10, fix_after_n_points=12.0)
    assert run({"series": [fixed]})[1]["series"][0]["points"][-1]["mr_kept"] is None


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (given(dates=...), 'serie s1: "dates" mangler.'),
        (given(values=[1], improvement_direction=...), 'serie s1: "improvement_direction" mangler.'),
        ({"id": "s1"}, 'serie s1: "input" mangler.'),
        ({"input": given()["input"]}, 'serie nr. 1: "id" mangler.'),
        ([], 'serie nr. 1: serien er ikke et objekt med "id", "input".'),
        ({"id": "s1", "input": 3}, 'serie s1: serien er ikke et objekt med "dates", "values", "improvement_direction".'),
        (given(rebase=["2010-03-01"]), 'serie s1: "rebase" kendes ikke.'),
        (given(dates="2010"), 'serie s1: "dates" er ikke en liste.'),
        (given([], dates=[]), "serie s1: serien er tom"),
        (given([None, None]), "serie s1: serien er tom"),
        (given(dates=days(3)), "serie s1: der er 3 datoer og 8 værdier."),
        (given([1, 2], dates=["2010-01-01", "2010-02-30"]), 'serie s1: "2010-02-30" (nr. 2 i "dates") er ikke en dato.'),
        (given([1, 2], dates=["2010-01-01", 2010]), 'serie s1: 2010 (nr. 2 i "dates") er ikke en dato.'),
        (given([1, 2], dates=["2010-01-01"] * 2), "serie s1: datoen 2010-01-01 har to værdier."),
        (given(rebase_dates=["marts"]), 'serie s1: "marts" (nr. 1 i "rebase_dates") er ikke en dato.'),
        (given([1, float("nan")]), "serie s1: værdi nr. 2 er NaN og ikke et endeligt tal."),
        (given([1, float("-inf")]), "serie s1: værdi nr. 2 er -Infinity og ikke et endeligt tal."),
        (given([1, "2"]), 'serie s1: værdi nr. 2 er "2" og ikke et endeligt tal.'),
        (given([True]), "serie s1: værdi nr. 1 er true og ikke et endeligt tal."),
        (given([1, [[1] * 40]]), "serie s1: værdi nr. 2 er [[1, 1, 1,"),
        (given(improvement_direction="up"), 'serie s1: retningen (improvement_direction) er "up".'),
        (given(improvement_direction=[]), "serie s1: retningen (improvement_direction) er []."),
        (given(screen_outliers="ja"), 'serie s1: screen_outliers er "ja"'),
        (given(target="90 %"), 'serie s1: måltallet (target) er "90 %" og ikke et endeligt tal.'),
        (given(fix_after_n_points=11), "mindst 12 (fix_after_n_points), men der står 11."),
        (given(fix_after_n_points=12.5), "mindst 12 (fix_after_n_points), men der står 12.5."),
        (given(fix_after_n_points=True), "mindst 12 (fix_after_n_points), men der står true."),
    ],
)  # fmt: skip
def test_a_series_that_cannot_be_charted_is_named_with_file_and_cause(run, series, sentence):
    status, told, err = run({"series": [series, given(id="good")]})
    assert (status, told) == (1, None)
    (line,) = err
    assert "serier.json, serie" in line
    assert sentence in line


def test_every_bad_series_is_told_of(run):
    status, told, err = run(
        {"series": [given([]), given(id="good"), given(["x"], id="s3"), given(id="good")]}
    )
    assert (status, told) == (1, None)
    assert [line.split(", ", 1)[1].split(":")[0] for line in err] == ["serie s1", "serie s3", "serie good"]
    assert "tidligere serie har samme id" in err[2]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "er ikke gyldig JSON (linje 1, tegn 1)"),
        (b'{"series": [', "er ikke gyldig JSON"),
        (b"\xff\xfe\xff", "er ikke JSON, der kan l"),
        (b"[" * 100_000, "er ikke JSON, der kan l"),
        (b"[1" + b"0" * 5000 + b"]", "er ikke JSON, der kan l"),
        ([], "har ikke formen"),
        ({"series": {}}, "har ikke formen"),
        ({"series": []}, "har ingen serier"),
    ],
)
def test_a_file_that_is_no_list_of_series_is_told_of(run, content, sentence):
    status, told, err = run(content)
    assert (status, told, len(err)) == (1, None, 1)
    assert "serier.json" in err[0]
    assert sentence in err[0]


def test_the_sentences_are_there_in_english(run):
    _, _, err = run({"series": [given([])]}, "--language", "en")
    assert err[0].endswith("serier.json, series s1: the series is empty: it has no measured values.")


def test_a_file_that_is_not_there_is_told_of(tmp_path, capfd):
    assert main(["xmr", str(tmp_path / "væk.json")]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "væk.json findes ikke" in err


def test_standard_input_is_read_and_neither_django_nor_the_reader_is_loaded():
    program = (
        "import sys; from roedtraad.cli import main; status = main(['xmr', '-']); "
        "sys.exit(status or any(m.split('.')[0] == 'django' or m.startswith('roedtraad.reading') for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps({"series": [given()]}).encode(),
        capture_output=True,
        env=HERE,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["series"][0]["id"] == "s1"


def test_numbers_are_written_as_the_shortest_that_read_back(run):
    values = [0.1, 0.2, 0.30000000000000004, 1e-7, 1e22, 3]
    _, told, _ = run({"series": [given(values)]})
    assert [point["value"] for point in told["series"][0]["points"]] == values
