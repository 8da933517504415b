"""The year wheel draws what it is given, and says it too."""

import datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from roedtraad.writing.wheel import Mark, Stretch, Wheel, angle, draw

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
DAY = datetime.date
days = st.dates(DAY(2023, 1, 1), DAY(2029, 12, 31))


def drawn(**given_parts):
    return ElementTree.fromstring(draw(Wheel(2026, MONTHS, **given_parts)))


def of(svg, css):
    return [element for element in svg.iter() if element.get("class") == css]


@given(st.lists(days, max_size=40), st.lists(st.tuples(days, days).map(sorted), max_size=8), days)
def test_any_year_can_be_drawn_within_its_frame(marks, stretches, today):
    svg = drawn(
        marks=[Mark(day, "Udvalget") for day in marks],
        stretches=[Stretch(first, last, "Opfølgning") for first, last in stretches],
        today=today,
    )
    for circle in of(svg, "rt-wheel__committee"):
        assert 0 < float(circle.get("cx")) < 420
        assert 0 < float(circle.get("cy")) < 420
    assert len(of(svg, "rt-wheel__committee")) == sum(day.year == 2026 for day in marks)
    assert len(of(svg, "rt-wheel__now")) == (today.year == 2026)


def test_the_year_runs_clockwise_from_the_top():
    assert angle(DAY(2026, 1, 1)) == 0
    assert angle(DAY(2024, 12, 31)) < 360
    assert 89 < angle(DAY(2026, 4, 2)) < 91


def test_two_meetings_on_one_day_are_both_seen():
    svg = drawn(marks=[Mark(DAY(2026, 5, 6), "Udvalg A"), Mark(DAY(2026, 5, 6), "Udvalg B")])
    places = {(c.get("cx"), c.get("cy")) for c in of(svg, "rt-wheel__committee")}
    assert len(places) == 2


def test_what_the_picture_shows_is_said_in_its_description_and_escaped():
    svg = drawn(title="Årshjulet <2026>", facts=("Byrådet mødes 16. december.",))
    texts = {element.tag.split("}")[1]: element.text for element in svg.iter() if element.text}
    assert texts["title"] == "Årshjulet <2026>"
    assert texts["desc"] == "Byrådet mødes 16. december."


def test_the_drawing_carries_no_style_and_no_thread_red():
    svg = draw(Wheel(2026, MONTHS, marks=[Mark(DAY(2026, 5, 6), "x", "deadline")], today=DAY(2026, 5, 6)))
    assert "style" not in svg
    assert "#c8102e" not in svg
