import itertools
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings

from roedtraad.writing.html import status_html, to_document, to_html
from roedtraad.writing.model import Heading, Knot, Picture, Report, ReportError, Section, ThreadLine
from roedtraad.writing.samples import annual_status
from roedtraad.writing.tests.texts import anything, report_of
from roedtraad.writing.text import clean


def page(fragment):
    return BeautifulSoup(fragment, "lxml")


def flat(text):
    return " ".join(text.split())


@given(anything)
@settings(max_examples=150)
def test_any_text_stands_on_the_page_as_text(text):
    fragment = to_html(report_of(text))
    soup = page(fragment)
    wanted = flat(clean(text))
    for found in (
        soup.p,
        soup.strong,
        soup.find("td", class_=False),
        soup.find(class_="rt-note"),
        soup.caption,
    ):
        if wanted and found is not None:
            assert wanted in flat(found.get_text("\n", strip=False))
    assert {tag.name for tag in soup.find_all()} <= {
        "html", "body", "div", "p", "h2", "h3", "h4", "section", "span", "a", "strong", "ul", "ol", "li", "table", "caption",
        "thead", "tbody", "tr", "th", "td", "svg", "use", "br", "colgroup", "col",
    }  # fmt: skip
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", fragment)


def test_the_fragment_has_no_inline_style_or_script():
    fragment = to_html(annual_status(30), sprite="/static/core/built/sprite.svg")
    assert not re.search(r"<(script|style)|\sstyle=|\son\w+=", fragment)
    assert 'href="/static/core/built/sprite.svg#s-risk"' in fragment


def test_a_figure_is_locked_and_names_its_place_in_the_snapshot():
    assert '<span class="rt-figure locked" data-key="waiting.upper">19,7</span>' in to_html(annual_status())


def test_a_status_is_shape_and_word():
    soup = page(status_html("off", "Ude af kurs"))
    assert soup.find("use")["href"] == "#s-off"
    assert soup.find("svg")["aria-hidden"] == "true"
    assert soup.get_text() == "Ude af kurs"
    with pytest.raises(ValueError, match="green"):
        status_html("green", "x")


def test_every_table_names_its_columns_and_rows():
    for table in page(to_html(annual_status())).find_all("table"):
        assert all(head.get("scope") == "col" for head in table.thead.find_all("th"))
        assert all(row.th["scope"] == "row" for row in table.tbody.find_all("tr"))
        assert table.caption


def test_the_thread_stops_before_what_is_missing():
    line = ThreadLine(
        (Knot("Mål", "A", href="/maal/1/", here=True), Knot("Beslutning", "Ingen endnu", missing=True))
    )
    soup = page(to_html(Report("T", "F", (Section("a", "A", [line]),))))
    first, last = soup.find("ol", class_="rt-threadline").find_all("li")
    assert first["class"] == ["is-cut"]
    assert first["aria-current"] == "true"
    assert first.a["href"] == "/maal/1/"
    assert last["class"] == ["is-missing"]


@pytest.mark.parametrize(
    ("titles", "upright"),
    [(["A"] * 5, False), (["A"] * 6, True), (["A", "En titel " * 8], True)],
    ids=["five short knots", "many knots", "a long title"],
)
def test_a_thread_without_room_for_its_words_stands_upright(titles, upright):
    line = ThreadLine(tuple(Knot("Trin", title) for title in titles))
    drawn = page(to_html(Report("T", "F", (Section("a", "A", [line]),)))).find("ol", class_="rt-threadline")
    assert ("rt-threadline--upright" in drawn["class"]) is upright


def test_no_heading_level_is_skipped():
    for sections in ((Section("a", "", [Heading("x")]),), (Section("a", "A", [Heading("x")]),)):
        levels = [
            int(tag.name[1])
            for tag in page(to_html(Report("T", "F", sections))).find_all(re.compile("^h[1-6]$"))
        ]
        assert levels[0] == 2
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_the_document_stands_alone():
    document = to_document(annual_status())
    soup = page(document)
    assert soup.html["lang"] == "da"
    assert soup.title.string.startswith("Årlig status på børne- og ungepolitikken")
    assert len(soup.find_all("h1")) == 1
    assert {use["href"][1:] for use in soup.find_all("use")} <= {
        symbol["id"] for symbol in soup.find_all("symbol")
    }
    assert not re.search(r"<script|<link|<img|\sstyle=|url\(", document)
    assert document == to_document(annual_status())


@pytest.mark.parametrize(
    "inside",
    ["<script>x</script>", "<image href='http://x/y.png'/>", "<foreignObject/>", "<rect onload='x'/>", "<a/>",
     "<rect style='fill:red'/>", "<rect fill='url(http://x)'/>", "<use href='#x'/>", "<style>*{}</style>", "<unclosed>"],
)  # fmt: skip
def test_a_picture_holds_nothing_that_runs_or_fetches(inside):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{inside}</svg>'
    with pytest.raises(ReportError, match="picture"):
        to_html(Report("T", "F", (Section("a", "A", [Picture(drawing, "t", "d")]),)))


def test_a_picture_declares_no_entities():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    with pytest.raises(ReportError, match="picture"):
        to_html(Report("T", "F", (Section("a", "A", [Picture(bomb, "t", "d")]),)))
