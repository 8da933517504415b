"""What an audience has seen before decides with what it may see now."""

from __future__ import annotations

import json

import pytest

from roedtraad.measures.disclosure import (
    Cell,
    Dimension,
    Protected,
    Reason,
    Release,
    Shown,
    Suppressed,
    Table,
    protect,
)

SCHOOLS = ("Nord", "Syd", "Vest", "Øst")
SCHOOL = Dimension.with_total("school", SCHOOLS)
SEX = Dimension.with_total("sex", ["boys", "girls"])


def by_school(*counts: int | None) -> Table:
    return Table((SCHOOL,), {(school,): count for school, count in zip(SCHOOLS, counts, strict=True)})


def released(*tables: Table, minimum: int = 5) -> list[Release]:
    found: list[Release] = []
    for number, table in enumerate(tables, 1):
        found.append(protect(table, minimum, found).release(f"release {number}", table))
    return found


def suppressed(protected: Protected) -> set[Cell]:
    return {cell for cell, figure in protected.items() if figure == Suppressed()}


def test_the_same_figures_are_suppressed_again():
    table = by_school(3, 10, 20, 30)
    again = protect(table, earlier=released(table))
    assert suppressed(again) == {("Nord",), ("Syd",)}
    assert again.reasons == {("Nord",): Reason.SMALL, ("Syd",): Reason.EARLIER}


def test_what_is_shown_stays_shown():
    before = by_school(3, 10, 20, 30)
    now = protect(before, earlier=released(before, before, before))
    assert now[("Vest",)] == Shown(20)
    assert now[("total",)] == Shown(63)


def test_a_revised_figure_does_not_reveal_the_old_one():
    """Nord had 3 and has 8. If Syd were shown now, unchanged, the old total would give away the 3."""
    now = protect(by_school(8, 10, 20, 30), earlier=released(by_school(3, 10, 20, 30)))
    assert now[("Syd",)] == Suppressed()
    assert now.reasons[("Syd",)] == Reason.EARLIER
    assert len(suppressed(now)) == 2  # and what would give Syd away
    assert not now.already_revealed


def test_when_all_has_been_revised_nothing_old_binds():
    now = protect(by_school(8, 11, 21, 31), earlier=released(by_school(3, 10, 20, 30)))
    assert not suppressed(now)


def test_a_total_that_comes_later_does_not_reveal_a_lone_small_count():
    first = Table((SCHOOL,), by_school(3, 10, 20, 30).counts, [(school,) for school in SCHOOLS])
    assert suppressed(protect(first)) == {("Nord",)}
    now = protect(Table((SCHOOL,), first.counts, [("total",)]), earlier=released(first))
    assert now[("total",)] == Suppressed()
    assert now.reasons[("total",)] == Reason.TOTAL


def test_a_part_that_comes_later_does_not_reveal_its_complement():
    counts = by_school(3, 10, 20, 30).counts
    first = Table((SCHOOL,), counts, [("total",), ("Syd",), ("Vest",)])
    assert not suppressed(protect(first))  # Nord and Øst could each be many
    now = protect(Table((SCHOOL,), counts, [("Øst",)]), earlier=released(first))
    assert now[("Øst",)] == Suppressed()


def test_breakdowns_by_one_thing_and_by_another_have_the_same_total():
    counts = {("Nord",): 3, ("Syd",): 10, ("Vest",): 20, ("Øst",): 30}
    by_school_alone = Table((SCHOOL,), counts, [(school,) for school in SCHOOLS])
    by_sex = Table((SEX,), {("boys",): 30, ("girls",): 33})
    now = protect(by_sex, earlier=released(by_school_alone))
    assert now[("total",)] == Suppressed()
    assert len(suppressed(now)) == 2  # boys and girls would add up to it


def test_a_breakdown_within_an_earlier_figure_is_held_against_it():
    first = by_school(12, 10, 20, 30)
    crossed = {}
    for (school,), count in first.counts.items():
        assert count is not None
        crossed[school, "boys"], crossed[school, "girls"] = count // 2, count - count // 2
    crossed["Nord", "boys"], crossed["Nord", "girls"] = 2, 10
    now = protect(Table((SCHOOL, SEX), crossed), earlier=released(first))
    assert now["Nord", "total"] == Shown(12)
    assert now["Nord", "girls"] == Suppressed()


def test_a_merged_unit_does_not_reveal_its_predecessors():
    """Nord (3) and Syd (10) are one now; both were suppressed, and Syd must not be what is left over."""
    merged = Dimension.with_total(
        "school", ["Fælles", "Vest", "Øst"], predecessors={"Fælles": ["Nord", "Syd"]}
    )
    first = by_school(3, 10, 20, 30)
    now = protect(Table((merged,), {("Fælles",): 13, ("Vest",): 20, ("Øst",): 30}), earlier=released(first))
    assert not suppressed(now)  # 13 was known: the total less the others
    first = Table((SCHOOL,), by_school(3, 10, 20, 30).counts, [("Nord",), ("Syd",), ("Vest",)])
    assert suppressed(protect(first)) == {("Nord",)}
    now = protect(Table((merged,), {("Fælles",): 13, ("Vest",): 20, ("Øst",): 30}), earlier=released(first))
    assert now[("Fælles",)] == Suppressed()


def test_a_new_category_leaves_old_figures_alone():
    more = Dimension.with_total("school", [*SCHOOLS, "Ny"])
    counts = {**by_school(3, 10, 20, 30).counts, ("Ny",): 12}
    now = protect(Table((more,), counts), earlier=released(by_school(3, 10, 20, 30)))
    assert now[("Ny",)] == Shown(12)
    assert suppressed(now) == {("Nord",), ("Syd",)}


def test_next_year_is_another_column_of_the_same_series():
    def until(*years: str) -> Table:
        counts = {
            (school, year): count + 3 * int(year[-1])
            for school, count in zip(SCHOOLS, (1, 10, 20, 30), strict=True)
            for year in years
        }
        return Table((SCHOOL, Dimension("year", years)), counts)

    now = protect(until("2021", "2022"), earlier=released(until("2021")))
    assert suppressed(now) == {("Nord", "2021"), ("Syd", "2021")}  # 4 then, 7 now


def test_what_was_shown_before_the_minimum_was_raised_is_told_and_suppressed():
    now = protect(by_school(4, 10, 20, 30), 5, released(by_school(4, 10, 20, 30), minimum=3))
    assert now[("Nord",)] == Suppressed()
    told = {(one.cell, one.release, one.by) for one in now.already_revealed}
    assert (("Nord",), None, "release 1") in told


def test_what_is_public_from_elsewhere_counts_as_seen():
    table = by_school(3, 10, 20, 30)
    public = Release.public("StatBank", Table((SCHOOL,), table.counts, [("Syd",), ("Vest",), ("total",)]))
    now = protect(table, earlier=[public])
    assert suppressed(now) == {("Nord",), ("Øst",)}
    assert not now.already_revealed
    public = Release.public(
        "StatBank", Table((SCHOOL,), table.counts, [("Syd",), ("Vest",), ("Øst",), ("total",)])
    )
    now = protect(table, earlier=[public])
    assert now[("Nord",)] == Suppressed()
    assert {(one.cell, one.release, one.by) for one in now.already_revealed} == {
        (("Nord",), None, "StatBank"),
        (("Nord",), "StatBank", "StatBank"),
    }


def test_the_release_that_left_no_room_is_named():
    counts = by_school(3, 10, 20, 30).counts
    parts = Release.public("parts", Table((SCHOOL,), counts, [("Syd",), ("Vest",)]))
    rest = Release.public("rest", Table((SCHOOL,), counts, [("Øst",), ("total",)]))
    after = Release.public("after", Table((SCHOOL,), counts, [("Syd",)]))
    now = protect(Table((SCHOOL,), counts), earlier=[parts, rest, after])
    assert {(one.cell, one.by) for one in now.already_revealed} == {(("Nord",), "rest")}
    assert [one.release for one in now.already_revealed] == [None, "parts", "rest", "after"]


def test_figures_withdrawn_for_a_while_are_held_against_what_was_before():
    tables = [by_school(3, 10, 20, 30), by_school(None, None, None, None), by_school(8, 10, 20, 30)]
    now = protect(tables[2], earlier=released(*tables[:2]))
    assert now[("Syd",)] == Suppressed()


def test_a_release_survives_the_register():
    merged = Dimension.with_total("school", ["Fælles", "Vest"], predecessors={"Fælles": ["Nord", "Syd"]})
    table = Table(
        (merged, SEX),
        {("Fælles", "boys"): 3, ("Vest", "boys"): None, ("Fælles", "girls"): 9, ("Vest", "girls"): 7},
    )
    release = protect(table).release("spring", table)
    kept = Release.from_json(json.loads(json.dumps(release.as_json())))
    assert kept.as_json() == release.as_json()
    assert (kept.name, kept.shown, kept.suppressed) == (release.name, release.shown, release.suppressed)
    assert protect(table, earlier=[kept]).figures == protect(table, earlier=[release]).figures
    assert "3" not in repr(release)


def test_a_release_of_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="not known"):
        Release.from_json({"version": 2})


def test_releases_whose_categories_contradict_each_other_are_refused():
    one = Dimension("school", ("Nord", "Fælles"), {}, {"Fælles": ("Nord",)})
    with pytest.raises(ValueError, match="overlap"):
        protect(Table((one,), {("Nord",): 8, ("Fælles",): 9}))
    odd = Dimension("school", ("Fælles",), {}, {"Fælles": ("Fælles",)})
    with pytest.raises(ValueError, match="part of itself"):
        protect(Table((odd,), {("Fælles",): 9}))
