"""Beside each chart stands a table with the same figures, and both go into a report."""

import io
import zipfile

import pytest

from roedtraad.writing.charts import Comparison, Row, Unit, drawing, keys_of, listing, picture, screen
from roedtraad.writing.charts.tests.series import ABSENCE, absence, month, points, waiting
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_html
from roedtraad.writing.model import Report, Section
from roedtraad.writing.pdf import drawing_to_png, to_pdf


def test_the_newest_stands_first_with_what_is_to_be_said_of_it():
    found = listing(waiting(), latest=4)
    assert found.heads == ("Måned", "Værdi", "Bemærkning")
    assert [line.cells for line in found.lines] == [
        ("sep.\u00a02026", "22", "over øvre grænse"),
        ("aug.\u00a02026", "21", "over øvre grænse"),
        ("juli\u00a02026", "skjult", "færre end 5"),
        ("juni\u00a02026", "13", ""),
    ]
    assert [line.meaning for line in found.lines] == ["concern", "concern", None, None]


def test_a_break_a_provisional_figure_and_a_hole_are_remarked():
    lines = {line.cells[0]: line.cells[1:] for line in listing(waiting()).lines}
    assert lines["jan.\u00a02025"] == ("13", "Ny opgørelse fra januar 2025")
    given = points(month(2025, 4), [6.1, None, 6.3], provisional=[2])
    del given[1]  # nobody mentions May
    assert [line.cells for line in listing(absence(points=given)).lines] == [
        ("juni\u00a02025", "6,3\u00a0%", "foreløbigt tal"),
        ("maj\u00a02025", "mangler", ""),
        ("apr.\u00a02025", "6,1\u00a0%", ""),
    ]


def test_the_key_names_only_what_is_drawn():
    assert [key.words for key in keys_of(waiting())] == [
        "udvikling i forkert retning",
        "almindelig variation og gennemsnit",
        "mål",
        "skjult: et tal fra 1 til 4",
    ]
    assert [key.words for key in keys_of(absence(target=None))] == ["almindelig variation og gennemsnit"]
    assert all('aria-hidden="true"' in key.svg for key in keys_of(waiting()))


def test_the_same_picture_and_its_table_stand_in_html_pdf_and_word():
    charts = [waiting(), Comparison("Fravær", "2026", [Row("Fjordby", 6.3, kind="own")], Unit("percent", 1))]
    blocks = [block for n, c in enumerate(charts) for block in (picture(c, f"c{n}"), listing(c).as_table())]
    report = Report("Status", "Fjordby", (Section("figures", "Tal", blocks),))
    html = to_html(report)
    assert html.count("<svg") == 2
    assert "over øvre grænse" in html
    assert to_pdf(report) == to_pdf(report)
    with zipfile.ZipFile(io.BytesIO(to_docx(report))) as package:
        assert sum(name.endswith(".png") for name in package.namelist()) == 2


def test_a_hatch_is_seen_where_a_figure_is_hidden():
    """By the picture itself: the bar of a hidden month is neither empty nor filled."""
    image = pytest.importorskip("PIL.Image")
    drawn = drawing(absence(points=points(month(2025, 4), ABSENCE, suppressed=[9]), unit=Unit("number")), "a")
    hidden = drawn.partition('class="rt-chart__hidden"')[2]
    x, y, wide, high = (
        float(hidden.partition(f' {name}="')[2].partition('"')[0]) for name in ("x", "y", "width", "height")
    )
    png = image.open(io.BytesIO(drawing_to_png(drawn, 220))).convert("L")
    scale = png.width / 760
    inside = png.crop(tuple(round(v * scale) for v in (x + 2, y + 2, x + wide - 2, y + high - 2)))
    dark = sum(inside.point(lambda v: v < 215, "1").histogram()[1:]) / (inside.width * inside.height)
    assert 0.1 < dark < 0.6


def test_a_page_shows_one_of_two_drawings():
    both = screen(absence(), "fravaer")
    wide, phone = both.split("</svg>")[:2]
    assert 'viewBox="0 0 760 400"' in wide
    assert 'viewBox="0 0 358 320"' in phone
