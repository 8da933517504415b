import datetime

import pytest
from hypothesis import given

from roedtraad.writing.model import (
    Annex,
    Bullets,
    Column,
    Figure,
    Heading,
    Knot,
    Link,
    Numbered,
    Paragraph,
    Picture,
    Report,
    ReportError,
    Section,
    Status,
    StatusTally,
    Table,
    Text,
    ThreadLine,
    contrast_on_white,
)  # fmt: skip
from roedtraad.writing.samples import CHART, annual_status
from roedtraad.writing.tests.texts import anything, report_of


def report(**changes):
    given = {"title": "Årlig status", "municipality": "Fjordby Kommune", "sections": ()}
    return Report(**(given | changes))


def test_a_report_comes_back_from_json_as_it_was():
    sample = annual_status(30)
    assert Report.from_json(sample.to_json()) == sample


@given(anything)
def test_whatever_is_said_comes_back_from_json(text):
    said = report_of(text)
    back = Report.from_json(said.to_json())
    assert back == said
    assert back.to_json() == said.to_json()


def test_dates_come_back_as_dates():
    said = report(date=datetime.date(2026, 11, 18), data_as_of=datetime.date(2026, 10, 23))
    assert Report.from_json(said.to_json()).date == datetime.date(2026, 11, 18)


def test_a_plain_string_is_text_and_what_says_nothing_falls_away():
    assert Paragraph("Af ", Figure("14 mål", "goals"), "").spans == (Text("Af "), Figure("14 mål", "goals"))
    empty = [Paragraph(""), Bullets([]), Numbered([]), Heading(" \u200b"), StatusTally(()), ThreadLine(())]
    assert Section("a", "A", empty).blocks == ()


def test_every_locked_figure_is_told_in_reading_order():
    keys = [figure.key for figure in annual_status(14).figures()]
    assert keys[:5] == ["goals", "on", "done", "off", "unknown"]
    assert keys[-1].startswith("goal.")
    assert len([key for key in keys if key.startswith("goal.")]) == 14


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: report(title=" \u200b"), "no title"),
        (lambda: report(municipality=""), "municipality"),
        (lambda: report(language="sv"), "language"),
        (lambda: report(colour="red"), "hexadecimal"),
        (lambda: report(colour="#ffee00"), "too pale"),
        (lambda: report(sections=(Section("a", "A"), Section("a", "B"))), "its own"),
        (lambda: report(annexes=(Annex(1, ""),)), "no title"),
        (lambda: Section("Not a key", "A"), "key"),
        (lambda: Table(["a", "b"], [["1"]], caption="Tal"), "Row 1 of the table Tal has 1 cells"),
        (lambda: Table([], []), "no columns"),
        (lambda: Column(" "), "no heading"),
        (lambda: Column("a", "left"), "alignment"),
        (lambda: Status("green"), "status"),
        (lambda: Link("x", "javascript:alert(1)"), "links only"),
        (lambda: Link("x", "//eksempel.dk"), "links only"),
        (lambda: Link("x", "https://eksempel.dk/\nx"), "links only"),
        (lambda: Knot("Mål", "x", href="data:text/html,x"), "links only"),
        (lambda: Picture(CHART, "", "d"), "title and a description"),
        (lambda: Picture(CHART, "t", "d", width=400), "room"),
    ],
)
def test_what_cannot_be_written_is_refused_with_a_sentence(build, said):
    with pytest.raises(ReportError, match=said):
        build()


@pytest.mark.parametrize(
    "text",
    ["", "x", "[]", "{}", '{"is":"paragraph","spans":[]}', '{"is":"report"}', '{"is":"nothing"}', "[" * 100_000,
     '{"is":"report","title":3,"municipality":"F","sections":[]}',
     '{"is":"report","title":"T","municipality":"F","sections":["x"]}',
     '{"is":"report","title":"T","municipality":"F","sections":[],"date":"igår"}',
     '{"is":"report","title":"T","municipality":"F","sections":[],"more":1}',
     '{"is":"report","title":"T","municipality":"F","sections":[],"draft":"no"}'],
)  # fmt: skip
def test_json_that_is_no_report_is_refused_with_a_sentence(text):
    with pytest.raises(ReportError):
        Report.from_json(text)


def test_a_status_of_two_hundred_goals_is_whole():
    assert len([figure for figure in annual_status(200).figures() if figure.key.startswith("goal.")]) == 200


def test_contrast_is_as_wcag_reckons_it():
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)
