"""The one register through which figures leave: small counts, what would reveal them, and what was shown before."""

from __future__ import annotations

import ast
import datetime
from pathlib import Path

import pytest

import roedtraad.indicators
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.indicators import actions, protection
from roedtraad.indicators.actions import releasing
from roedtraad.indicators.enums import Audience
from roedtraad.indicators.figures import Figure, Whose
from roedtraad.indicators.models import Release, ReleasedSeries, Series
from roedtraad.indicators.models.release import Spoilt
from roedtraad.indicators.queries import released
from roedtraad.indicators.released import Shown
from roedtraad.indicators.tests.making import JANUARY, USUAL, make_indicator, months, shares, with_figures
from roedtraad.organisation.models import Unit


def states(indicator, audience=Audience.PUBLIC):
    """{whose: [value, 'suppressed' or 'missing', …]} as an audience sees it."""
    seen = released(indicator, audience, every=True)
    return {
        each.name: [cell.value if cell.state is Shown.VALUE else cell.state.value for cell in each.cells]
        for each in (seen.series if seen else [])
    }


def of_units(indicator, counts, **more):
    """One month: {unit: count}, and the whole."""
    units = {name: Unit.objects.get_or_create(name=name)[0] for name in counts}
    figures = [Figure(JANUARY, count, whose=Whose(unit=units[name].pk)) for name, count in counts.items()]
    actions.record_figures(
        indicator, by=SYSTEM, figures=[*figures, Figure(JANUARY, sum(counts.values()))], **more
    )
    return units


def test_a_smaller_count_than_the_minimum_is_suppressed_and_zero_and_missing_are_not(fjordby):
    indicator = with_figures([12, 4, 0, None, 5])
    assert states(indicator) == {"Hele kommunen": [12, "suppressed", 0, "missing", 5]}


def test_a_small_count_is_suppressed_together_with_what_would_reveal_it(fjordby):
    indicator = make_indicator()
    of_units(indicator, {"Skovskolen": 3, "Åskolen": 20, "Engskolen": 40})
    seen = states(indicator)
    assert seen["Skovskolen"] == ["suppressed"]
    hidden = [name for name, cells in seen.items() if cells == ["suppressed"]]
    assert len(hidden) >= 2, "alone it could be found by taking the others from the sum"


def test_of_a_figure_hidden_beside_others_it_is_not_said_that_it_is_small(fjordby, coordinator, signed_in):
    from django.urls import reverse

    indicator = make_indicator()
    of_units(indicator, {"Skovskolen": 3, "Åskolen": 20, "Engskolen": 40})
    hidden = [name for name, cells in states(indicator, Audience.STAFF).items() if cells == ["suppressed"]]
    client = signed_in(coordinator)
    for name in hidden:
        series = Series.objects.get(unit__name=name)
        html = client.get(
            reverse("indicators:indicator", args=[indicator.pk]), {"serie": series.pk}
        ).content.decode()
        assert "færre end 5" not in html
        assert "for få, eller så et andet tal ikke kan regnes ud" in html


def test_what_is_left_of_the_whole_when_the_units_are_taken_away_is_protected_too(fjordby):
    indicator = make_indicator()
    skov = Unit.objects.create(name="Skovskolen")
    figures = [Figure(JANUARY, 41, whose=Whose(unit=skov.pk)), Figure(JANUARY, 43)]
    actions.record_figures(indicator, by=SYSTEM, figures=figures)
    assert "suppressed" in {cells[0] for cells in states(indicator).values()}


def test_a_percentage_of_few_is_suppressed_whichever_side_the_few_are_on(fjordby):
    indicator = make_indicator(unit="percent", decimals=1)
    actions.record_figures(
        indicator, by=SYSTEM, figures=shares([(3, 90), (88, 90), (45, 90), (0, 90), (90, 90), (2, 3)])
    )
    assert states(indicator) == {"Hele kommunen": ["suppressed", "suppressed", 50, 0, 100, "suppressed"]}


def test_a_mean_of_few_is_suppressed(fjordby):
    indicator = make_indicator(unit="days")
    figures = [Figure(JANUARY, 31, denominator=4), Figure(datetime.date(2024, 2, 1), 28, denominator=12)]
    actions.record_figures(indicator, by=SYSTEM, figures=figures)
    assert states(indicator) == {"Hele kommunen": ["suppressed", 28]}


def test_the_minimum_is_the_indicators_own(fjordby):
    indicator = with_figures([12, 9, 4], minimum_count=10)
    assert states(indicator) == {"Hele kommunen": [12, "suppressed", "suppressed"]}


def test_two_releases_together_reveal_no_more_than_one(fjordby):
    indicator = make_indicator()
    of_units(indicator, {"Skovskolen": 3, "Åskolen": 20, "Engskolen": 40})
    first = states(indicator)
    # Skovskolen is corrected so that it may be shown; shown with the same sum, the old one could be counted out.
    of_units(indicator, {"Skovskolen": 8, "Åskolen": 20, "Engskolen": 40}, reason="Rettet")
    second = states(indicator)
    known = {name for name in first if first[name] != ["suppressed"]}
    unknown_then = {name for name in ("Skovskolen", "Åskolen", "Engskolen") if name not in known}
    shown_now = {name for name in unknown_then if second[name] != ["suppressed"]}
    assert unknown_then - {"Skovskolen"}
    assert not (unknown_then - {"Skovskolen"}) & shown_now, (
        "its count did not change, and would give the sum away"
    )


def test_every_audience_has_its_own_release_and_what_it_does_not_reach_it_does_not_see(fjordby):
    indicator = with_figures([12, 13, 14], reach="council")
    assert released(indicator, Audience.PUBLIC) is None
    assert states(indicator, Audience.COUNCIL) == states(indicator, Audience.STAFF) != {}


def test_audiences_that_have_been_shown_the_same_are_decided_for_together(fjordby, monkeypatch):
    decided = []

    def protect(indicator, cube, history):
        decided.append(history)
        return protection.protect(indicator, cube, history)

    monkeypatch.setattr(releasing, "protect", protect)
    indicator = with_figures([12, 3, 14])
    assert len(decided) == 1
    narrow = with_figures([12, 3, 14], reach="staff", title="Børn på venteliste")
    same = {
        name: getattr(narrow, name)
        for name in "title definition kind measure unit decimals direction rhythm".split()
    }
    decided.clear()
    actions.edit_indicator(narrow, by=SYSTEM, reach="public", **same)
    assert len(decided) == 2, "the staff has seen the figures before, the council and the public have not"
    assert states(narrow, Audience.PUBLIC) == states(narrow, Audience.STAFF) == states(indicator)


def test_narrowed_the_public_sees_it_no_more_and_the_register_still_knows_what_it_saw(fjordby):
    indicator = with_figures([12, 13, 14])
    same = {
        name: getattr(indicator, name)
        for name in "title definition kind measure unit decimals direction rhythm".split()
    }
    actions.edit_indicator(indicator, by=SYSTEM, reach="staff", **same)
    assert released(indicator, Audience.PUBLIC) is None
    assert Release.objects.filter(audience=Audience.PUBLIC).count() == 1


def test_nothing_is_released_anew_where_nothing_changed(fjordby):
    indicator = with_figures([12, 13, 14])
    assert actions.release_figures(indicator, by=SYSTEM) == []
    assert Release.objects.filter(audience=Audience.STAFF).count() == 1


def test_a_series_that_stays_as_it_was_is_not_written_again(fjordby):
    indicator = make_indicator()
    units = of_units(indicator, {"Skovskolen": 20, "Åskolen": 30})
    more = [Figure(datetime.date(2024, 2, 1), 21, whose=Whose(unit=units["Skovskolen"].pk))]
    actions.record_figures(indicator, by=SYSTEM, figures=more)
    rows = ReleasedSeries.objects.filter(audience=Audience.STAFF)
    assert {tuple(row) for row in rows.values_list("series__unit__name", "since", "until")} == {
        (None, 1, None), ("Skovskolen", 1, 2), ("Skovskolen", 2, None), ("Åskolen", 1, None),
    }  # fmt: skip


def test_what_has_been_released_is_never_changed_or_taken_away(fjordby):
    indicator = with_figures([12, 13, 14])
    row = Release.objects.current(Audience.STAFF).get(indicator=indicator)
    for attempt in (
        row.save,
        row.delete,
        Release.objects.all().delete,
        lambda: Release.objects.update(number=9),
    ):
        with pytest.raises(TypeError):
            attempt()


def test_a_release_that_somebody_changed_in_the_database_is_found_out(fjordby):
    from django.db import connection

    indicator = with_figures([12, 13, 14])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE indicators_releasedseries SET content = replace(content, '13.0', '31.0')")
    with pytest.raises(Spoilt):
        released(indicator, Audience.STAFF)


def test_a_figure_revised_later_keeps_both_and_says_why(fjordby, coordinator):
    from roedtraad.indicators.models import Measurement

    indicator = with_figures([12, 13, 14])
    with pytest.raises(Refused) as refused:
        actions.record_figures(indicator, by=coordinator, figures=[Figure(JANUARY, 15)])
    assert [reason.code for reason in refused.value.reasons] == ["reason-missing"]
    actions.record_figures(indicator, by=coordinator, figures=[Figure(JANUARY, 15)], reason="En manglede")
    rows = Measurement.objects.filter(start=JANUARY).order_by("revision")
    assert [(row.revision, row.value, row.note) for row in rows] == [(0, 12, ""), (1, 15, "En manglede")]
    assert states(indicator)["Hele kommunen"][0] == 15


def test_small_counts_are_seen_by_the_one_who_answers_for_them_and_each_look_is_on_record(
    fjordby, coordinator, school_chief
):
    from roedtraad.organisation.models import Position

    indicator = make_indicator(owner=Position.objects.get(title="Skolechef"))
    actions.record_figures(indicator, by=SYSTEM, figures=months([12, 3, 0, 14]))
    with pytest.raises(NotPermitted):
        actions.look_at_small_counts(indicator, by=coordinator, reason="Nysgerrig")
    with pytest.raises(Refused):
        actions.look_at_small_counts(indicator, by=school_chief, reason=" ")
    (raw,) = actions.look_at_small_counts(indicator, by=school_chief, reason="Spørgsmål fra udvalget")
    assert [figure.value for figure in raw.figures] == [3]
    looked = ActionLog.objects.filter(verb="indicators.look_at_small_counts").get()
    assert (looked.by, looked.thing_id) == (school_chief, indicator.pk)
    assert "Spørgsmål fra udvalget" in looked.note


def test_a_units_figures_are_handed_over_with_a_date_and_history_stays(fjordby, coordinator):
    indicator = make_indicator()
    units = of_units(indicator, {"Skovskolen": 20, "Åskolen": 30})
    skov, aa = (Series.objects.get(unit=units[name]) for name in ("Skovskolen", "Åskolen"))
    day = datetime.date(2025, 8, 1)
    (heir,) = actions.hand_over_series(
        skov, by=coordinator, to=[units["Åskolen"]], on=day, reason="Sammenlagt"
    )
    assert heir == aa
    skov.refresh_from_db()
    assert skov.ended_on == day
    seen = released(indicator, Audience.STAFF, every=True)
    assert states(indicator)["Skovskolen"] == [20]
    assert [(mark.on, mark.series) for mark in seen.frame.breaks] == [(day, aa.pk)]
    with pytest.raises(Refused):
        actions.hand_over_series(skov, by=coordinator, to=[units["Åskolen"]], on=day, reason="Igen")


def test_a_unit_with_a_new_name_carries_its_figures_on_unbroken(fjordby, coordinator):
    indicator = make_indicator()
    units = of_units(indicator, {"Skovskolen": 20, "Åskolen": 30})
    new = Unit.objects.create(name="Nye Skovskole")
    series = Series.objects.get(unit=units["Skovskolen"])
    actions.hand_over_series(
        series, by=coordinator, to=[new], on=datetime.date(2025, 8, 1), reason="Nyt navn", alike=True
    )
    assert states(indicator)["Nye Skovskole"] == [20]
    assert released(indicator, Audience.STAFF).frame.breaks == []


# --- the walls

PACKAGE = Path(roedtraad.indicators.__file__).parent
MAY_TOUCH = {"Measurement": {"landing.py", "models/series.py", "models/__init__.py"}, "ReleaseBasis": {"actions/releasing.py", "models/release.py", "models/__init__.py"}}  # fmt: skip
# Who may hold figures as they are, on their way in or to the one who may look.
RAW = {
    "cube.py",
    "protection.py",
    "actions/figures.py",
    "actions/releasing.py",
    "views/figures.py",
    "landing.py",
}


def names_in(path):
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.name, node.module or "") for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id, ""
        elif isinstance(node, ast.Attribute):
            yield node.attr, ""


def sources():
    for path in Path(roedtraad.__path__[0]).rglob("*.py"):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield path


@pytest.mark.parametrize("model", sorted(MAY_TOUCH))
def test_no_page_export_or_report_reads_a_figure_that_has_not_been_released(model):
    touching = {path for path in sources() if any(name == model for name, _module in names_in(path))}
    assert {
        str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else str(path) for path in touching
    } <= MAY_TOUCH[model]


def test_figures_as_they_are_go_only_to_the_release_and_to_the_one_who_may_look():
    for path in sources():
        inside = str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else str(path)
        raw = {"cube_of", "raw_small_counts", "standing"}
        found = {
            name
            for name, module in names_in(path)
            if name in raw and module.rpartition(".")[2] in ("cube", "landing")
        }
        assert not found or inside in RAW, (inside, found)


def test_the_count_of_queries_is_the_same_for_a_cube_of_two_and_of_many(fjordby, django_assert_num_queries):
    indicator = with_figures(USUAL)
    with django_assert_num_queries(2):
        released(indicator, Audience.STAFF)
