"""Municipalities in tables: known by their numbers and names, through the reform of 2007."""

from collections import Counter

from roedtraad.figures.places import MERGED, MUNICIPALITIES, REGIONS, became, group_of
from roedtraad.figures.statbank import TableInfo, beside, fit, preset, region_variable

from . import recorded


def table(*variables):
    told = [
        {"id": code, "text": code.lower(), "elimination": True, "time": code == "Tid",
         "values": [{"id": each, "text": text} for each, text in values]}
        for code, values in variables
    ]  # fmt: skip
    return TableInfo.read({"id": "T", "text": "t", "variables": told})


YEARS = ("Tid", [("2006", "2006"), ("2007", "2007")])


def test_there_are_98_in_five_regions_and_five_groups():
    assert Counter(each.region for each in MUNICIPALITIES.values()) == {
        "081": 11, "082": 19, "083": 22, "084": 29, "085": 17,
    }  # fmt: skip
    assert sum(len(group_of(code)) + 1 for code in ("101", "461", "217", "210", "306")) == 98
    assert set(REGIONS) == {each.region for each in MUNICIPALITIES.values()}


def test_before_2007_there_were_271_of_which_13_were_split():
    old = {part for each in MUNICIPALITIES.values() for part in each.parts}
    kept = {code for code, each in MUNICIPALITIES.items() if not each.parts}
    bornholm = {"401", "403", "405", "407", "409"}
    assert len((old | kept) - bornholm) == 271
    homes = Counter(part for each in MUNICIPALITIES.values() for part in each.parts)
    assert len([part for part, count in homes.items() if count > 1]) == 13
    assert {part for each in MUNICIPALITIES.values() for part in each.split} == {
        part for part, count in homes.items() if count > 1
    }


def test_an_old_number_tells_what_it_became():
    assert [each.name for each in became("767")] == ["Favrskov"]
    assert [each.name for each in became("601")] == ["Horsens", "Skanderborg"]
    assert became("820") == []
    assert "615" not in MERGED


def test_the_groups_are_those_of_danmarks_statistik():
    import csv

    from . import RECORDED

    recorded("subjects_da.json")  # skipped where the recordings are not
    with (RECORDED / "dkstat_komgrp.csv").open(encoding="utf-8-sig", newline="") as file:
        group = ""
        for row in csv.DictReader(file, delimiter=";"):
            code = row["KODE"].strip('"')
            if row["NIVEAU"] == "1":
                group = code
            else:
                assert (MUNICIPALITIES[code].name, MUNICIPALITIES[code].group) == (row["TITEL"], group)


def test_the_region_variable_is_known_by_its_values_not_its_name():
    ages = ("ALDER", [(str(n), f"{n} år") for n in range(126)])
    for name in ("OMRÅDE", "KOMK", "BOPKOM", "BLSTKOM"):
        places = (name, [("000", "Hele landet"), ("101", "København"), ("820", "Vesthimmerlands")])
        assert region_variable(table(ages, places, YEARS)).id == name
    assert region_variable(table(ages, YEARS)) is None
    assert region_variable(TableInfo.read(recorded("table_info_straf42_da.json"))) is None


def test_a_table_without_municipalities_and_one_without_ours_say_so():
    assert [f.code for f in beside(table(YEARS), "820").notes] == ["no-municipality"]
    places = ("KOMK", [("101", "København"), ("147", "Frederiksberg")])
    assert [f.code for f in beside(table(places, YEARS), "820").notes] == ["municipality-missing"]


def test_a_merged_municipality_in_an_old_table_is_its_parts_and_the_break_is_told():
    places = ("KOMK", [("601", "Brædstrup"), ("609", "Gedved"), ("615", "Horsens"), ("000", "Hele landet")])
    found = beside(table(places, YEARS), "615")
    assert (found.own, found.before, found.country) == ("615", ("601", "609"), "000")
    assert [f.code for f in found.notes] == ["split-municipality", "merged-municipality"]
    assert preset(table(places, YEARS), "615").choices["KOMK"] == ("615", "601", "609", "000")


def test_a_new_number_after_the_reform_has_no_break():
    places = ("KOMK", [("820", "Vesthimmerlands"), ("615", "Horsens")])
    later = table(places, ("Tid", [("2007", "2007"), ("2008", "2008")]))
    assert beside(later, "615").notes == ()


def test_choosing_an_old_number_tells_where_the_area_is_now():
    places = ("KOMK", [("767", "Hvorslev"), ("613", "Hedensted")])
    info = table(places, YEARS)
    faults = [f for f in fit(preset(info, "710"), info) if f.code == "old-municipality"]
    assert [f.facts["value"] for f in faults] == ["Hvorslev"]
    assert "Favrskov" in faults[0].sentence()


def test_a_number_of_three_digits_in_another_variable_is_no_municipality():
    kinds = ("ART", [("767", "Tyveri"), ("601", "Vold"), ("1", "Andet")])
    info = table(kinds, YEARS)
    assert [f.code for f in fit(preset(info, "710"), info)] == []
    from roedtraad.figures.statbank import Selection

    assert [f.code for f in fit(Selection.of("T", {"ART": ["767"], "Tid": "*"}), info)] == []


def test_a_municipality_that_only_the_example_knows_stands_beside_the_country():
    from roedtraad.figures.played import played, sample_tables
    from roedtraad.figures.statbank import StatBank

    with played(sample_tables([("898", "Fjordby")])) as bank:
        statbank = StatBank(bank.base)
        info = statbank.table("PRANB1")
        found = beside(info, "898")
        assert (found.own, found.country, found.group, found.notes) == ("898", "000", (), ())
        assert len(statbank.data(preset(info, "898"), info).series({"OMRÅDE": "898"})) == 14
