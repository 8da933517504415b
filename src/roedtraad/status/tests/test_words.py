"""From a snapshot to words and figures: pure, and nothing is guessed."""

import itertools
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.core.enums import StatusKey
from roedtraad.status.areas import areas_of
from roedtraad.status.assembly import CONCEPTS, first_points, first_words
from roedtraad.status.composition import Frame, compose, danish_day
from roedtraad.status.figures import TOKEN, blocks_of, figures_of, line_of, unknown_tokens
from roedtraad.status.threads import threads_of
from roedtraad.writing.model import Figure, PageBreak, Report

KEYS = ("on", "risk", "off", "unknown", "done", "idle")


def snapshot(statuses, previous=None, **goal):
    goals = [
        {"id": n, "title": f"Mål nummer {n}", "focus_area": 1 + n % 2, "theme": "Hjælp", "owner": {"position": "Skolechef", "holder": ""},
         "initiatives": [], "status": status, "previous_status": "", "happened": "", "need": "", "needed": "", "awaited_until": None} | goal
        for n, status in enumerate(statuses, 1)
    ]  # fmt: skip
    figures = {"goals": len(goals), **{k: statuses.count(k) for k in KEYS}, "unreported": statuses.count("")}
    return {
        "municipality": {"name": "Fjordby Kommune", "slug": "fjordby", "council": "Byrådet"},
        "plan": {"id": 1, "title": "Plan"}, "policy": {"id": 1, "title": "Tæt på", "edition": None},
        "cycle": {"id": 1, "title": "efteråret 2026", "period_from": "2026-01-01", "period_to": "2026-09-30", "meeting": None},
        "taken_at": "2026-10-23T16:00:00+02:00",
        "focus_areas": [{"id": 1, "title": "Tidlig hjælp", "theme": "Hjælp", "owner": None}, {"id": 2, "title": "Skole", "theme": "Hjælp", "owner": None}],
        "goals": goals, "figures": figures, "previous": previous, "sections": {},
    }  # fmt: skip


statuses = st.lists(st.sampled_from([*StatusKey.values, ""]), min_size=0, max_size=30)


@given(statuses)
def test_the_first_words_use_only_figures_that_the_snapshot_has(given_statuses):
    data = snapshot(given_statuses)
    figures = figures_of(data)
    for words in first_words(data):
        assert unknown_tokens(words.text, figures) == []


@given(statuses)
def test_no_figure_stands_in_the_first_words_as_typed_digits(given_statuses):
    for words in first_words(snapshot(given_statuses)):
        if words.key == "summary":
            assert not re.search(r"\d", TOKEN.sub("", words.text))


@given(statuses)
def test_a_composed_report_survives_its_own_json(given_statuses):
    data = snapshot(given_statuses)
    report = compose(data, first_words(data), first_points(data), Frame("Status"))
    assert Report.from_json(report.to_json()) == report


@given(statuses)
def test_every_figure_in_the_report_is_the_snapshots(given_statuses):
    data = snapshot(given_statuses)
    figures = figures_of(data)
    for figure in compose(data, first_words(data), first_points(data), Frame("Status")).figures():
        assert figure.text == figures[figure.key].text


def test_a_braced_key_that_no_figure_has_is_named():
    figures = figures_of(snapshot(["on"]))
    assert unknown_tokens("Af {{goals}} er {{penge}} nået", figures) == ["penge"]
    assert unknown_tokens("Af {{goals}} er {{ nået", figures) == ["{{"]


def test_typed_digits_are_words_like_others():
    assert unknown_tokens("I 2027 får 12 skoler besøg.", figures_of(snapshot(["on"]))) == []


def test_words_become_paragraphs_points_and_bold():
    figures = figures_of(snapshot(["on", "off"]))
    paragraph, points = blocks_of("Der er **{{goals}} mål** i planen.\n\n- et\n- to", figures)
    assert Figure("2", "goals") in paragraph.spans
    assert len(points.items) == 2


@given(st.text(max_size=200))
def test_any_text_can_be_set(text):
    figures = figures_of(snapshot(["on"]))
    blocks_of(text, figures)
    line_of(text, figures)


def test_what_an_owner_asked_to_have_decided_becomes_an_at_point():
    data = snapshot(["off"], need="decision", needed="Fast telefonvagt to dage om ugen.")
    first, last = first_points(data)
    assert first.text == "at fast telefonvagt to dage om ugen"
    assert first.goals == (1,)
    assert "efterretning" in last.text


def test_an_owners_words_stand_as_they_were_written():
    data = snapshot(
        ["risk"], happened="Vi har mistet to medarbejdere.", need="initiative", needed="Et vikarkorps"
    )
    area = next(words for words in first_words(data) if words.key.startswith("area_"))
    assert "Vi har mistet to medarbejdere." in area.text
    assert "et vikarkorps" in area.text
    assert "Skolechef" in area.text


def test_what_nobody_has_said_stays_empty():
    words = {one.key: one.text for one in first_words(snapshot(["on"]))}
    assert words["economy"] == ""
    assert words["law"] == ""


def test_summary_and_recommendation_first_are_a_page_of_their_own():
    data = snapshot(["on", "off"])
    report = compose(data, first_words(data), first_points(data), Frame("Status"))
    assert [section.key for section in report.sections][:2] == ["summary", "recommendation"]
    assert isinstance(report.sections[1].blocks[-1], PageBreak)


@pytest.mark.parametrize("order", list(itertools.permutations(range(len(CONCEPTS)), len(CONCEPTS)))[::97])
def test_sections_stand_in_the_municipalitys_order_under_its_headings(order):
    chosen = [(CONCEPTS[n][0], f"Afsnit {n}") for n in order]
    data = snapshot(["on", "off"])
    report = compose(data, first_words(data, chosen), first_points(data), Frame("Status"))
    shown = [section.heading for section in report.sections]
    assert shown == [heading for key, heading in chosen if key in {s.key for s in report.sections}]


def test_last_times_figures_stand_beside_these():
    data = snapshot(
        ["on", "off"], previous={"cycle": "foråret 2026", "figures": {"goals": 2, "on": 2, "off": 0}}
    )
    report = compose(data, first_words(data), first_points(data), Frame("Status"))
    assert ("previous.on", "2") in [(figure.key, figure.text) for figure in report.figures()]


def test_what_was_decided_last_opens_with_what_came_of_it():
    data = snapshot(["on"])
    task = {
        "id": 1,
        "text": "Ansæt to vejledere",
        "owner": "Ungechef",
        "due": "2026-08-01",
        "state": "done",
        "outcome": "Begge er begyndt",
    }
    data["sections"]["decisions"] = [
        {"id": 1, "matter": "Sag", "case_number": "", "body": "Byrådet", "date": "2025-12-15", "result": "approved",
         "wording": "", "minutes_reference": "7", "recommendation": "at der ansættes to vejledere", "goals": [1], "tasks": [task]}
    ]  # fmt: skip
    text = next(words.text for words in first_words(data) if words.key == "last_decision")
    assert "15. december 2025" in text
    assert "Udført. Begge er begyndt." in text
    json.dumps(text)


def test_the_day_of_the_data_is_the_day_in_denmark():
    assert danish_day("2026-10-22T22:30:00+00:00").isoformat() == "2026-10-23"


def test_a_snapshot_taken_before_all_had_reported_says_so():
    data = snapshot(["on", ""]) | {"incomplete_because": "Sundhedsplejen venter på tal."}
    report = compose(data, first_words(data), first_points(data), Frame("Status"))
    assert "Sundhedsplejen venter på tal." in report.to_json()


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("Det vil vi: Et fritidsliv må ikke afhænge af penge", "Det vil vi", "Et fritidsliv må ikke afhænge af penge"),
        ("Derfor vil kommunen: møde barnet først", "Derfor vil kommunen", "møde barnet først"),
        ("Alle børn har en ven", "Det vil vi", "Alle børn har en ven"),
        ("Mål for 2028: flere børn cykler", "Det vil vi", "Mål for 2028: flere børn cykler"),
    ],
)  # fmt: skip
def test_a_sentence_stands_in_the_thread_under_its_own_lead_in_and_not_twice_under_one(text, label, title):
    data = snapshot(["off"], passage={"id": 7, "number": "1.1", "text": text})
    (line,) = threads_of(data, areas_of(data)[0], [])
    assert [(knot.label, knot.title) for knot in line.knots if knot.title.endswith(title[-9:])] == [
        (label, title)
    ]
