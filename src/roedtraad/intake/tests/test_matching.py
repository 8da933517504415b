"""What minutes say about an at-point, in the many ways in which minutes say it."""

import datetime

import pytest

from roedtraad.intake.matching import (
    Heard,
    alike,
    days_in,
    heard_in_lines,
    match,
    meant,
    place_of,
    result_of,
)

POINTS = [
    "at Familiehuset indfører svarvagt to dage om ugen fra 1. januar 2027",
    "at målet om unge i uddannelse eller job tages op igen i marts 2027",
    "at status i øvrigt tages til efterretning",
]


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("Godkendt.", "approved"),
        ("Indstillingen blev tiltrådt.", "approved"),
        ("Indstillingen følges.", "approved"),
        ("Godkendt med den ændring, at Ungerådet inviteres.", "approved_changed"),
        ("Vedtaget med følgende tilføjelse: elevrådet høres.", "approved_changed"),
        ("Anbefales godkendt.", "recommended"),
        ("Udvalget indstiller til Byrådet, at punktet godkendes.", "recommended"),
        ("Taget til efterretning.", "noted"),
        ("Orienteringen blev taget til efterretning.", "noted"),
        ("Drøftet.", "discussed"),
        ("Sagen udsættes.", "postponed"),
        ("Sendt i høring.", "sent_to_hearing"),
        ("Sagen sendes tilbage til forvaltningen.", "returned"),
        ("Ikke godkendt.", "rejected"),
        ("Forslaget blev forkastet.", "rejected"),
        ("Hanne Vestergaard forlod mødet.", ""),
    ],
)
def test_the_result_is_read_off_its_words(words, result):
    assert result_of(words) == result


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Godkendt. 15 stemte for, og 9 stemte imod.", (15, 9, None)),
        ("Fem stemte for og to imod.", (5, 2, None)),
        ("For stemte 14, imod stemte 11.", (14, 11, None)),
        ("12 stemmer for, 12 stemmer imod, 1 undlod at stemme.", (12, 12, 1)),
        ("Godkendt enstemmigt.", (None, None, None)),
    ],
)
def test_the_votes_are_counted_as_they_are_written(words, count):
    said = meant(words)
    assert (said.for_, said.against, said.abstained) == count


def test_a_vote_against_does_not_make_an_approval_a_rejection():
    assert meant("Godkendt. 15 stemte for, og 9 stemte imod.").result == "approved"


def test_what_is_said_of_each_point_is_laid_on_it_by_its_number():
    heard = heard_in_lines(
        [
            "Beslutning i Byrådet den 15-12-2025",
            "At 1: Godkendt.",
            "Ad 2. Udsat",
            "Pkt. 3 – Taget til efterretning.",
        ]
    )
    found = match(POINTS, heard)
    assert [each.result for each in found.proposals] == ["approved", "postponed", "noted"]


def test_what_repeats_the_points_words_is_laid_on_it_whatever_its_number():
    heard = [Heard("Udsat.", 1, "2. at målet om unge i uddannelse eller job tages op igen i marts 2027.")]
    assert place_of(heard[0], POINTS) == 1


def test_a_point_that_was_worded_a_little_differently_is_the_same():
    assert (
        alike(POINTS[0], "At Familiehuset indfører en svarvagt to dage om ugen fra den 1. januar 2027.")
        >= 0.75
    )
    assert alike(POINTS[0], POINTS[1]) < 0.5


def test_what_is_said_of_the_whole_goes_for_every_point():
    found = match(
        POINTS,
        heard_in_lines(
            ["Beslutning i Byrådet den 15-12-2025", "Indstillingen blev godkendt.", "Fraværende: Kim Holst"]
        ),
        ["Fraværende: Kim Holst"],
    )
    assert [each.result for each in found.proposals] == ["approved"] * 3
    assert found.absent == "Kim Holst"


def test_another_recommendation_is_a_stranger_and_a_number_too_high_is_beyond():
    stranger = Heard("Godkendt.", 1, "at der anlægges en cykelsti ved Strandvejen")
    found = match(POINTS, [stranger, Heard("Godkendt.", 7)])
    assert found.strangers == [stranger]
    assert found.beyond == [7]
    assert found.found == 0


def test_lines_that_decide_nothing_are_not_heard():
    assert heard_in_lines(["Beslutning i Byrådet den 15-12-2025", "Mødet blev hævet kl. 21."]) == []


def test_the_day_is_the_one_of_the_heading_and_not_one_in_the_text():
    assert days_in(["Beslutning i Byrådet den 15-12-2025", "fra 1. januar 2027"]) == [
        datetime.date(2025, 12, 15)
    ]
