"""What a sentence says about itself: what speaks against its type, what it could be instead, where it has a hole."""

from __future__ import annotations

import pytest

from roedtraad.intake.enums import ElementKind
from roedtraad.intake.shapes import (
    SECOND,
    around_holes,
    is_strange,
    places_to_split,
    second_type,
    speaks_against,
)
from roedtraad.intake.why import AGAINST, IT_IS, against_words


@pytest.mark.parametrize(
    ("kind", "text", "other"),
    [
        ("goal", "I 2027 går mindst 8 ud af 10 unge i klub en gang om ugen.", "output_target"),
        ("success_criterion", "Fraværet er under 5 procent i 2026", "output_target"),
        ("goal", "90 procent af eleverne trives i skolen", "indicator"),
        ("goal", "Andelen af børn, der cykler til skole, stiger", "indicator"),
        ("goal", "Udarbejde en fælles plan for overgange", "action"),
        ("commitment", "Alle børn kan svømme, når de forlader skolen", "goal"),
        ("action", "Flere børn leger ude hver dag", "goal"),
        ("output_target", "Forældrene føler sig velkomne", "success_criterion"),
        ("indicator", "Gennemføre en trivselsmåling hvert år", "action"),
    ],
)
def test_a_sentence_that_has_the_shape_of_another_type_is_offered_as_that(kind, text, other):
    assert second_type(kind, text) == other


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("goal", "Flere elever oplever, at skolen er et sted, man gerne vil være"),
        ("goal", "Alle børn læser for deres skyld i 2. klasse"),
        ("commitment", "Det vil Fjordby Kommune: Åbne skolegårdene om aftenen"),
        ("output_target", "Alle skoler har en plan for leg inden udgangen af 2027"),
        ("action", "Etablere en legeplads i hver bydel"),
        ("theme", "Plads til leg"),
    ],
)
def test_a_sentence_that_fits_its_type_is_offered_as_nothing_else(kind, text):
    assert second_type(kind, text) is None


def test_what_is_offered_is_a_type_and_each_objection_has_words():
    kinds = set(ElementKind.values)
    assert {kind for kind, _key in SECOND} | set(SECOND.values()) <= kinds
    assert {key for _kind, key in SECOND} <= AGAINST.keys()
    assert set(SECOND.values()) == IT_IS.keys()


def test_a_persons_name_is_a_doubt_and_an_office_is_not():
    assert is_strange("owner", "Anne Holm Jensen")
    assert not is_strange("owner", "Centerchef for Skole og Læring")
    assert not is_strange("member", "Center Familie")
    assert not is_strange("theme", "Fri Leg")


def test_an_unsure_rule_says_so_where_the_sentence_says_nothing():
    assert [str(each) for each in against_words("goal", "Flere børn leger ude hver dag", 0.6)] == [
        "Reglen tager oftere fejl end andre."
    ]
    assert against_words("goal", "Flere børn leger ude hver dag", 0.95) == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Der er i årene  afsat midler til to stillinger.",
            ["Der er i årene", "afsat midler til to stillinger."],
        ),
        ("Der er i årene afsat midler.", ["Der er i årene", "afsat midler."]),
        ("Vedtaget den    2008 af Byrådet", ["Vedtaget den", "2008 af Byrådet"]),
        ("Vedtaget den 2008", ["Vedtaget den", "2008"]),
    ],
)
def test_what_the_source_has_lost_is_a_hole_that_nobody_fills(text, pieces):
    assert around_holes(text) == pieces
    assert "hole" in speaks_against("economy", text)


@pytest.mark.parametrize(
    "text",
    [
        "Der er i årene 2024-2026 afsat midler.",
        "Vedtaget den 3. juni 2008 af Byrådet",
        "I årene op til 2030 vokser byen",
        "Siden 2008 har byen haft en politik",
    ],
)
def test_a_whole_sentence_has_no_hole(text):
    assert around_holes(text) == [text]


def test_an_element_can_be_divided_at_lines_sentences_and_before_and():
    text = "Skolerne har en plan. Den er drøftet med forældrene, og den ses efter hvert år\nBilaget følger"
    starts = [text[at:].split()[0] for at in places_to_split(text)]
    assert starts == ["Den", "og", "Bilaget"]
    assert places_to_split("Leg") == []
