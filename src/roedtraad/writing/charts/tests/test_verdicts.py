"""What is said of a series: sentences that a mayor could read aloud, in Danish first and in English."""

import itertools
import re

import pytest

from roedtraad.measures.periods import Period, Rhythm
from roedtraad.writing.charts import (
    Break,
    ControlChart,
    Expected,
    Point,
    Segment,
    Signal,
    Step,
    Target,
    Unit,
    verdict,
)
from roedtraad.writing.charts.phrases import PHRASES
from roedtraad.writing.charts.tests.series import (
    ABSENCE,
    absence,
    month,
    points,
    quarter,
    school_year,
    waiting,
)
from roedtraad.writing.charts.words import WORDS

APRIL = month(2025, 4)


def said(chart, year=2026) -> str:
    return verdict(chart, year).lead


def noted(chart, year=2026) -> list[str]:
    return [str(remark) for remark in verdict(chart, year).remarks]


def test_common_variation_is_no_change():
    found = verdict(absence(), 2026)
    assert found.headline == "Ingen ændring ud over almindelig variation"
    assert found.lead == (
        "Fraværet er 6,3 procent i september. Udsving mellem 5,2 og 7,4 er almindelige. Målet ligger på 5,0 procent."
    )
    assert found.remarks == ()


def test_without_the_reader_s_year_the_year_is_said():
    assert said(absence(), None).startswith("Fraværet er 6,3 procent i september 2026.")
    assert said(absence(), 2027).startswith("Fraværet er 6,3 procent i september 2026.")


def test_a_target_out_of_reach_a_target_always_reached_and_a_target_hit_by_chance():
    assert said(absence(assurance="fail")).endswith(
        "Målet på 5,0 procent ligger under den nedre grænse: som arbejdet er tilrettelagt nu, bliver målet ikke nået."
    )
    assert said(absence(assurance="pass", target=Target(8, "most"))).endswith(
        "Målet på højst 8,0 procent ligger over den øvre grænse: som arbejdet er tilrettelagt nu, nås målet hver gang."
    )
    assert said(absence(assurance="inconsistent", target=Target(6, "most"))).endswith(
        "Målet på højst 6,0 procent ligger inden for de almindelige udsving: som arbejdet er tilrettelagt nu, rammer tallet "
        "nogle gange målet, andre gange ikke."
    )


def test_what_a_signal_has_just_belied_is_not_said_of_the_target():
    better = points(
        month(2025, 4), [*ABSENCE[:-1], 4.6], signals={17: Signal("improvement", "outside", False)}
    )
    assert said(absence(points=better, assurance="fail", target=Target(5, "most"))).endswith(
        "Det seneste tal når målet på højst 5,0 procent. Om det bliver ved, kan grænserne ikke sige: de er regnet af hele "
        "perioden."
    )
    worse = points(APRIL, [*ABSENCE[:-1], 8.9], signals={17: Signal("concern", "outside", True)})
    assert said(absence(points=worse, assurance="pass", target=Target(8, "most"))).endswith(
        "Det seneste tal når ikke målet på højst 8,0 procent, selv om grænserne siger, at det plejer at lykkes."
    )
    assert said(absence(points=worse, assurance="inconsistent", target=Target(6, "most"))).endswith(
        "Det seneste tal når ikke målet på højst 6,0 procent."
    )
    assert "bliver målet ikke nået" in said(absence(points=worse, assurance="fail", target=Target(5, "most")))


def test_months_in_a_row_beyond_the_limit_are_named_together():
    found = verdict(waiting(), 2026)
    assert found.headline == "Udvikling i forkert retning"
    assert found.lead == (
        "Antallet af familier, der venter for længe, er 22 i september. August og september ligger over den øvre grænse på "
        "19,7. Det er mere end almindelig variation. Målet på højst 8 ligger under den nedre grænse: som arbejdet er "
        "tilrettelagt nu, bliver målet ikke nået."
    )


def test_what_is_hidden_and_what_is_broken_is_explained_below_the_picture():
    assert noted(waiting()) == [
        "Juli 2025 og juli 2026 er skjult, ikke nul. Færre end fem familier kan genkendes. Månederne tæller ikke med i "
        "gennemsnit og grænser, og linjen er ikke ført hen over dem.",
        "Brud i januar 2025. Ventetiden regnes nu fra første kontakt. Tallene før og efter kan ikke sammenlignes, og "
        "grænserne er regnet hver for sig.",
    ]


def test_one_hidden_month_is_spoken_of_as_one():
    (remark,) = noted(absence(points=points(APRIL, ABSENCE, suppressed=[15]), unit=Unit("number", 0)))
    assert remark == (
        "Juli er skjult, ikke nul. Færre end fem kan genkendes. Måneden tæller ikke med i gennemsnit og grænser, og linjen "
        "er ikke ført hen over den."
    )


def test_a_hidden_share_tells_no_count():
    (remark,) = noted(absence(points=points(APRIL, ABSENCE, suppressed=[15])))
    assert "Tallet bygger på så få, at de kan genkendes." in remark
    assert not re.search(r"\d", remark)


def test_a_figure_hidden_for_another_s_sake_says_so():
    given = points(APRIL, ABSENCE)
    given[3] = Point(given[3].period, None, "suppressed", protects=True)
    (remark,) = noted(absence(points=given, segments=[]))
    assert remark == (
        "Juli 2025 er skjult, ikke nul. Der er for få, eller et andet skjult tal kunne regnes ud af det. Linjen er ikke ført hen over den."
    )


def test_missing_is_not_hidden_and_not_zero():
    (remark,) = noted(absence(points=points(APRIL, [*ABSENCE[:5], None, *ABSENCE[6:]])))
    assert remark == (
        "September 2025 mangler. Der er ikke kommet et tal. Måneden tæller ikke med i gennemsnit og grænser, og linjen er "
        "ikke ført hen over den."
    )


def test_many_missing_periods_are_counted_and_only_a_whole_stretch_is_called_one():
    whole = absence(points=points(APRIL, [*ABSENCE[:5], *[None] * 6, *ABSENCE[11:]]))
    assert noted(whole)[0].startswith(
        "Seks måneder fra september 2025 til februar 2026 mangler. Der er ikke kommet tal."
    )
    spread = absence(points=points(APRIL, [6.0, None] * 6 + [6.0]))
    assert noted(spread)[0].startswith("Seks måneder mellem maj 2025 og marts 2026 mangler.")


def test_provisional_figures_are_said_to_be_so():
    chart = absence(points=points(APRIL, ABSENCE, provisional=[16, 17]))
    assert said(chart).startswith("Fraværet er 6,3 procent i september efter foreløbige tal.")
    assert noted(chart) == ["Tallene for august og september er foreløbige. De kan blive rettet."]
    assert noted(absence(points=points(APRIL, ABSENCE, provisional=[17]))) == [
        "Tallet for september er foreløbigt. Det kan blive rettet."
    ]


def test_limits_that_rest_on_little_are_provisional():
    chart = absence(segments=[Segment(APRIL, APRIL.shifted(17), 6.26, 5.2, 7.35, 9)])
    assert "Grænserne er foreløbige, for de hviler på kun ni målinger." in said(chart)


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Der er én måling, og"), (4, "Der er fire målinger, og"), (6, "Der er seks målinger, og")],
)
def test_fewer_than_seven_figures_show_no_development(count, words):
    found = verdict(absence(points=points(APRIL, ABSENCE[:count]), segments=[], assurance="fail"))
    assert found.headline == "For få målinger til at se en udvikling"
    assert (
        f"{words} der skal mindst syv til, før almindelige udsving kan skilles fra en ændring." in found.lead
    )
    assert found.lead.endswith("Målet ligger på 5,0 procent.")


def test_enough_figures_that_nobody_has_calculated_on_are_not_called_too_few():
    found = verdict(absence(segments=[], assurance="fail"))
    assert found.headline == "Udviklingen er ikke vurderet"
    assert found.lead == "Fraværet er 6,3 procent i september 2026. Målet ligger på 5,0 procent."


def test_after_a_break_only_what_follows_is_counted():
    chart = waiting(
        segments=[Segment(month(2023, 10), month(2026, 5), 12, 5, 19, 30)],
        breaks=[Break(month(2026, 6), "Nyt fagsystem")],
    )
    assert "Siden juni er der tre målinger, og der skal mindst syv til" in said(chart)


@pytest.mark.parametrize(
    ("signal", "words"),
    [
        (Signal("concern", "outside", True), "Det er over den øvre grænse på 7,4 og mere end almindelig variation."),
        (Signal("improvement", "outside", False), "Det er under den nedre grænse på 5,2 og mere end almindelig variation."),
        (Signal("concern", "trend", True), "De seneste målinger, syv eller flere i træk, er steget hver gang."),
        (Signal("improvement", "shift", False), "syv eller flere i træk, ligger alle under gennemsnittet på 6,3."),
        (Signal("neutral", "two_in_three", True), "Mindst to af de seneste tre målinger ligger tæt på den øvre grænse på 7,4."),
    ],
)  # fmt: skip
def test_the_rule_of_a_signal_is_said(signal, words):
    chart = absence(points=points(APRIL, ABSENCE, signals={17: signal}))
    found = verdict(chart)
    assert words in found.lead
    assert found.key == signal.meaning


def test_a_limit_that_cannot_be_is_not_spoken_of():
    segment = [Segment(APRIL, APRIL.shifted(17), 6.26, -1.0, 13.5, 18)]
    assert "Udsving op til 13,5 er almindelige." in said(absence(segments=segment))
    near_all = [Segment(APRIL, APRIL.shifted(17), 96.0, 91.0, 101.0, 18)]
    chart = absence(points=points(APRIL, [96.0, 95.0] * 9), segments=near_all)
    assert "Udsving ned til 91,0 er almindelige." in said(chart)


def test_a_figure_that_never_moves_has_stayed():
    segment = [Segment(APRIL, APRIL.shifted(17), 6.0, 6.0, 6.0, 18)]
    assert "Tallet har ligget fast på 6,0." in said(
        absence(points=points(APRIL, [6.0] * 18), segments=segment)
    )


def test_what_is_ahead_is_said_with_its_uncertainty_and_held_against_the_way():
    first = school_year(2014)
    chart = ControlChart(
        "Børn i fritidstilbud, procent",
        points(first, [52, 54, 53, 56, 55, 57, 58, 57, 60, 59, 62, 61]),
        Unit("percent"),
        [Segment(first, first.shifted(11), 57, 51.8, 62.2, 12)],
        target=Target(75, "least"),
        good="high",
        subject="Andelen, der går til noget,",
        forecast=[Expected(first.shifted(15), 64, 58, 71)],
        path=[Step(first.shifted(11), 63), Step(first.shifted(15), 75)],
        standing="behind",
    )
    assert said(chart).endswith(
        "Målet er mindst 75 procent. Vejen til målet siger 63 procent i skoleåret 2025/26: tallet er bagud. Fortsætter det "
        "som hidtil, ventes 64 procent i skoleåret 2029/30, med en usikkerhed fra 58 til 71 procent. Vejen til målet ender "
        "på 75 procent i skoleåret 2029/30."
    )
    ahead = ControlChart("x", chart.points, path=[Step(first.shifted(11), 63)], good="low", standing="ahead")
    assert "tallet er foran" in said(ahead)


def test_nobody_is_ahead_or_behind_within_the_common_variation():
    first = school_year(2014)
    shown = points(first, [52, 54, 53, 56, 55, 57, 58, 57, 60, 59, 62, 61])
    path = [Step(first.shifted(11), 63), Step(first.shifted(13), 66)]
    within = ControlChart("x", shown, path=path, good="high", standing="within")
    assert "ikke længere fra den, end tilfældighed kan forklare" in said(within)
    unsettled = ControlChart("x", shown, path=path, good="high")
    assert "Vejen til målet siger 63 i skoleåret 2025/26." in said(unsettled)


def test_a_way_that_ends_beyond_the_picture_still_says_where_it_ends():
    first = school_year(2014)
    shown = points(first, [52, 54, 53, 56, 55, 57, 58, 57, 60, 59, 62, 61])
    chart = ControlChart(
        "x",
        shown,
        path=[Step(first.shifted(11), 63), Step(first.shifted(13), 66)],
        aim=Step(first.shifted(30), 90),
    )
    assert said(chart).endswith("Vejen til målet ender på 90 i skoleåret 2044/45.")


@pytest.mark.parametrize(
    ("period", "danish", "english"),
    [
        (month(2026, 9), "i september 2026", "in September 2026"),
        (quarter(2026, 2), "i 2. kvartal 2026", "in Q2 2026"),
        (Period.parse("2026H1"), "i 1. halvår 2026", "in H1 2026"),
        (Period.parse("2026"), "i 2026", "in 2026"),
        (school_year(2025), "i skoleåret 2025/26", "in the school year 2025/26"),
        (Period.parse("2026-W07"), "i uge 7, 2026", "in week 7, 2026"),
    ],
)
def test_every_rhythm_stands_well_in_a_sentence(period, danish, english):
    for language, words in (("da", danish), ("en", english)):
        chart = ControlChart("Tal", points(period, [3]), language=language)
        assert f" 3 {words}." in said(chart, None)


@pytest.mark.parametrize(
    ("rhythm", "words"),
    [
        (Rhythm.WEEK, "Ugen tæller ikke med i gennemsnit og grænser, og linjen er ikke ført hen over den."),
        (
            Rhythm.QUARTER,
            "Kvartalet tæller ikke med i gennemsnit og grænser, og linjen er ikke ført hen over det.",
        ),
        (
            Rhythm.SCHOOL_YEAR,
            "Skoleåret tæller ikke med i gennemsnit og grænser, og linjen er ikke ført hen over det.",
        ),
    ],
)
def test_the_pronoun_follows_the_period(rhythm, words):
    first = Period.holding(rhythm, month(2020, 1).start)
    segment = [Segment(first, first.shifted(8), 6, 5, 7, 8)]
    chart = ControlChart("Tal", points(first, [6] * 9, suppressed=[4]), segments=segment)
    assert words in noted(chart)[0]


def test_english_says_the_same():
    chart = waiting(
        language="en",
        subject="The number of families waiting too long",
        unit=Unit("number", 0, "family", "families"),
    )
    found = verdict(chart, 2026)
    assert found.headline == "A change in the wrong direction"
    assert found.lead == (
        "The number of families waiting too long is 22 in September. August and September lie above the upper limit of 19.7. "
        "That is more than common variation. The target of at most 8 lies below the lower limit: as the work is organised "
        "now, it will not be reached."
    )
    assert noted(chart)[0] == (
        "July 2025 and July 2026: hidden, not zero. Fewer than five families could be recognised. The months are not part of "
        "the mean and the limits, and the line is not drawn across them."
    )


def test_a_series_of_which_nothing_may_be_said_says_why():
    hidden = absence(points=points(APRIL, [None] * 3, suppressed=range(3)), segments=[])
    assert verdict(hidden).headline == "Der er ingen tal at vise endnu"
    assert verdict(hidden).lead == "Fraværet kan ikke vises: tallene er skjult. Målet ligger på 5,0 procent."
    gone = absence(points=points(APRIL, [None] * 3), segments=[], target=None)
    assert verdict(gone).lead == "Fraværet kan ikke vises: tallene mangler."


def test_both_languages_have_the_same_sentences_with_the_same_gaps():
    def gaps(text):
        return set(re.findall(r"{(\w+)}", text))

    for table, own in ((PHRASES, {"is_", "count_"}), (WORDS, set())):
        assert table["da"].keys() == table["en"].keys()
        for key in table["da"]:
            assert gaps(table["da"][key]) == gaps(table["en"][key]) - own, key


def test_a_figure_is_never_called_worrying():
    words = " ".join(itertools.chain.from_iterable(table["da"].values() for table in (PHRASES, WORDS)))
    assert not re.search(r"bekym|alarm|kritis", words, re.IGNORECASE)


def test_every_sentence_ends_and_begins_as_one():
    charts = [waiting(), absence(), absence(points=points(APRIL, ABSENCE[:3]), segments=[])]
    for chart in charts:
        found = verdict(chart)
        for sentence in (*found.sentences, *(part for r in found.remarks for part in (r.title, r.text))):
            assert re.match(r"[A-ZÆØÅ0-9]", sentence)
            assert sentence.endswith(".")
            assert "  " not in sentence
        assert not found.headline.endswith(".")
