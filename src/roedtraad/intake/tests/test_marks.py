"""Where an element stands on its page: found by counting characters over the printed lines."""

from __future__ import annotations

import re

from roedtraad.intake.marks import Line, bar, columns, lines_of, margin, outline, stretch

TEXT = "Børn skal have plads til leg, hvor de bor. Det gælder også på de veje, hvor biler kører."
BLOCK = {
    "text": TEXT,
    "places": [
        [1, 0.1, 0.20, 0.9, 0.22, 43],  # up to and with the first stop and its space
        [1, 0.1, 0.23, 0.9, 0.25, 30],
        [2, 0.1, 0.05, 0.3, 0.07, 15],
    ],
}


def test_an_element_that_is_the_whole_block_stands_on_all_its_lines():
    assert [line.page for line in lines_of(BLOCK)] == [1, 1, 2]


def test_a_sentence_stands_on_the_lines_that_hold_its_characters():
    first = stretch(TEXT, ["", "Børn skal have plads til leg, hvor de bor."])
    second = stretch(TEXT, ["Det gælder også på de veje, hvor biler kører."])
    assert [(line.page, line.top) for line in lines_of(BLOCK, *first)] == [(1, 0.20)]
    assert [(line.page, line.top) for line in lines_of(BLOCK, *second)] == [(1, 0.23), (2, 0.05)]


def test_a_sentence_in_the_middle_of_a_line_takes_its_part_of_it():
    at = stretch(TEXT, ["plads til leg"])
    (line,) = lines_of(BLOCK, *at)
    assert 0.3 < line.left < 0.45
    assert 0.55 < line.right < 0.7


def test_characters_that_mending_moved_do_not_mark_one_line_too_many():
    second = stretch(TEXT, ["Det gælder også på de veje, hvor biler kører."])
    moved = {**BLOCK, "text": "X" + TEXT}
    assert [line.top for line in lines_of(moved, *second)] == [0.23, 0.05]


def test_words_that_stand_nowhere_in_the_block_have_no_stretch():
    assert stretch(TEXT, ["Noget helt andet"]) is None


def test_a_block_without_places_has_no_lines():
    assert lines_of({"text": TEXT}) == []


def test_lines_that_follow_each_other_are_one_outline_and_two_columns_are_two():
    one = [Line(1, 0.1, 0.1, 0.4, 0.12), Line(1, 0.1, 0.125, 0.3, 0.145)]
    beside = [Line(1, 0.6, 0.1, 0.9, 0.12)]
    assert len(columns(one)) == 1
    assert len(columns(one + beside)) == 2
    assert outline(one).count("M") == 1
    assert outline(one + beside).count("M") == 2


def test_an_outline_stays_around_its_lines():
    numbers = [float(each) for each in re.findall(r"[\d.]+", outline([Line(1, 0.1, 0.2, 0.4, 0.22)]))]
    across, down = numbers[::2], numbers[1::2]
    assert (min(across), max(across), min(down), max(down)) == (95, 405, 198, 222)


def test_the_line_in_the_margin_stands_left_of_what_was_seen():
    path = bar([Line(1, 0.1, 0.2, 0.4, 0.22)])
    assert path == "M88.0 200.0V220.0"


def test_the_white_on_both_sides_is_known_from_the_printed_lines():
    assert round(margin([BLOCK]), 3) == 0.1
    assert margin([{"text": "uden sted"}]) == 0
