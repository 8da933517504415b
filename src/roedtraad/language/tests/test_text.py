"""Sentences end where a reader sees them end, CPR numbers are found, and å comes last."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.language import cpr, mend_hyphens, normalise, sort_key, split_sentences
from roedtraad.language.sentences import find_sentences


def test_abbreviations_ordinals_and_initials_do_not_end_a_sentence():
    text = (
        "Hjælpen gives f.eks. i hjemmet. Den 3. maj kom Karen B. Lund til. Jf. § 19, stk. 2, gælder det bl.a. "
        "Sundhedsplejen og nr. 4. Er det nok? Ja!"
    )
    assert split_sentences(text) == [
        "Hjælpen gives f.eks. i hjemmet.",
        "Den 3. maj kom Karen B. Lund til.",
        "Jf. § 19, stk. 2, gælder det bl.a. Sundhedsplejen og nr. 4.",
        "Er det nok?",
        "Ja!",
    ]


@given(st.text(max_size=300))
def test_sentences_cover_the_text_and_stand_where_they_say(text):
    found = find_sentences(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert re.sub(r"\s", "", "".join(s.text for s in found)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "written", ["010203-1234", "010203 1234", "0102031234", "010203 - 1234", "010203–1234"]
)
def test_a_cpr_number_is_found_however_it_is_written(written):
    (place,) = cpr.find(f"Første linje.\nBarnet {written} bor her.")
    assert (place.line, place.column, place.masked) == (2, 8, "010203-****")


@pytest.mark.parametrize(
    "text",
    [
        "ring på 96 28 28 28 eller +45 96282828",
        "sag 27.00.00-A00-5-15 og 22/4704, dok. 3514320",
        "CVR 29189919, P-nr. 1003123456, EAN 5798006400123",
        "310299-1234 har ingen dag, 001203-1234 heller ikke",
        "journalnr. 0102031234",
        "konto 1234-0102031234",
        "side 120 af 1300",
    ],
)
def test_other_numbers_are_left_in_peace(text):
    assert cpr.find(text) == []


def test_a_number_that_fails_the_old_check_is_found_all_the_same():
    """Since 2007 numbers are given that modulus 11 does not fit."""
    assert len(cpr.find("010107-5000")) == 1


@given(st.dates(date(1937, 1, 1), date(1999, 12, 31)), st.integers(0, 3999), st.sampled_from(["-", " ", ""]))
def test_every_birthday_makes_a_number_that_is_found(day, serial, joint):
    text = f"x {day:%d%m%y}{joint}{serial:04} y"
    (place,) = cpr.find(text)
    assert text[place.start : place.end] == text[2:-2]


@given(st.text(max_size=200))
def test_tidying_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_words_broken_at_a_lines_end_are_joined_and_joints_keep_their_hyphen():
    assert mend_hyphens("selvstæn-\ndighed") == "selvstændighed"
    assert mend_hyphens("børne-\nog ungepolitik") == "børne- og ungepolitik"
    assert mend_hyphens("sund\u00adhed") == "sundhed"


def test_the_danish_alphabet_ends_in_å_and_numbers_go_by_size():
    names = ["Østerby", "Ålborg", "Ærø", "Zealand", "Aabenraa", "Andeby", "Spor 10", "Spor 2"]
    assert sorted(names, key=sort_key) == [
        "Andeby", "Spor 2", "Spor 10", "Zealand", "Ærø", "Østerby", "Aabenraa", "Ålborg",
    ]  # fmt: skip
