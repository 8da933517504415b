"""A web page gives what its author wrote; the site around it is put aside, and what nobody sees is not read."""

from pathlib import Path

import pytest

from roedtraad.reading import Unreadable, read
from roedtraad.reading.opening import open_source
from roedtraad.reading.tests.build import SITE

SHARED = Path(__file__).parents[4] / "../shared"


def blocks(html, name="side.html"):
    return open_source(html if isinstance(html, bytes) else html.encode(), name)[1]


def page(content):
    return blocks(SITE.format(content=content))


def own(found):
    """(kind, level, text) of what is no furniture."""
    return [(str(b.kind), b.level, b.text) for b in found if b.kind != "furniture"]


def texts(found, kind):
    return [b.text for b in found if b.kind == kind]


LONG = "Børnene i Egekøbing cykler til skole, og kommunen vil bygge stier, så alle kan komme trygt frem. " * 3


def test_the_site_around_a_page_is_furniture_and_what_is_hidden_is_gone():
    found = page(
        f"<h1>Trygge veje</h1><p>{LONG}</p><p hidden>Skjult kladde</p><p style='display: none'>Også skjult</p>"
    )
    assert own(found) == [("heading", 1, "Trygge veje"), ("paragraph", None, LONG.strip())]
    furniture = texts(found, "furniture")
    for kept in (
        "Vi bruger cookies",
        "Borger",
        "Læs mere",
        "Egekøbing Kommune, Rådhustorvet 1, tlf. 12 34 56 78",
    ):
        assert kept in furniture
    everything = " ".join(b.text for b in found)
    for gone in ("script", "Skjult", "Også skjult", "Spring til indhold", "Accepter alle"):
        assert gone not in everything


def test_a_site_without_landmarks_is_told_by_its_links_and_its_names():
    menu = "".join(f'<li><a href="/{n}">Menupunkt nummer {n}</a></li>' for n in range(8))
    found = blocks(
        f"<html><body><div><ul>{menu}</ul></div><div class='sideBreadcrumb'><a href='/'>Forside</a> &gt; Politik</div>"
        f"<div><div>Politik for børn</div><h2>Vision</h2><div>{LONG}</div></div>"
        "<div class='kontakt-boks'>Ring til Børn og Unge på 12 34 56 78</div></body></html>"
    )
    assert own(found) == [
        ("paragraph", None, "Politik for børn"),
        ("heading", 2, "Vision"),
        ("paragraph", None, LONG.strip()),
    ]
    assert {m for b in found if b.kind == "furniture" for m in b.markers} == {"chrome", "contact"}


def test_a_name_never_takes_away_the_greater_part_of_a_page():
    found = blocks(
        f"<html><body><div class='menu search related'><h1>Politik</h1><p>{LONG}</p></div></body></html>"
    )
    assert ("paragraph", None, LONG.strip()) in own(found)


def test_the_title_of_a_page_may_stand_above_its_main_part():
    found = blocks(
        f"<html><body><header><h1>Trygge veje</h1><a href='/'>Forside</a></header><main><h2>Vision</h2><p>{LONG}</p></main></body></html>"
    )
    assert own(found)[:2] == [("heading", 1, "Trygge veje"), ("heading", 2, "Vision")]


def test_a_list_of_links_into_the_page_is_its_contents():
    found = page(
        f"<h1>Politik</h1><ul><li><a href='#v'>Vision for alle</a></li><li><a href='#m'>Mål for alle</a></li>"
        f"<li><a href='#o'>Opfølgning</a></li></ul><h2 id=v>Vision for alle</h2><p>{LONG}</p>"
    )
    assert [b.text for b in found if "contents" in b.markers] == [
        "Vision for alle",
        "Mål for alle",
        "Opfølgning",
    ]


def test_a_list_of_annexes_is_all_links_and_still_the_page_s_own():
    items = "".join(f"<li><a href='/bilag/{n}.pdf'>Bilag {n}: Høringssvar</a></li>" for n in range(1, 5))
    found = blocks(
        f"<html><body><h2>Sag om stier</h2><p>{LONG}</p><h3>Bilag</h3><ul>{items}</ul></body></html>"
    )
    assert [b.text for b in found if b.list] == [f"Bilag {n}: Høringssvar" for n in range(1, 5)]


def test_what_a_button_unfolds_is_read_under_the_button_s_words():
    found = page(
        f"<h1>Politik</h1><h2>Temaer</h2><p>{LONG}</p>"
        f"<button aria-expanded='false' aria-controls='a'>Leg</button><div id='a' aria-hidden='true'><p>{LONG}</p></div>"
        f"<details><summary>Læring</summary><p>{LONG}</p></details><button>Del siden</button>"
    )
    assert [(b.level, b.text) for b in found if b.kind == "heading" and b.level > 2] == [
        (3, "Leg"),
        (3, "Læring"),
    ]
    assert sum(b.text == LONG.strip() for b in found) == 3
    assert "Del siden" not in [b.text for b in found]


def test_paragraphs_are_the_same_however_they_are_written():
    ways = (
        "<p>Første.</p><p>Anden.</p>",
        "<div>Første.</div><div>Anden.</div>",
        "<div>Første.<br><br>Anden.</div>",
        "<span><div>Første.</div></span>Anden.",
        "<center>Første.</center><section>Anden.</section>",
    )
    for way in ways:
        found = blocks(f"<html><body><h1>Vision</h1>{way}</body></html>")
        assert texts(found, "paragraph") == ["Første.", "Anden."], way


def test_one_break_keeps_a_paragraph_together_and_bullets_behind_breaks_are_a_list():
    found = blocks(
        "<html><body><p>Rådhuset<br>Torvet 1</p><p>Vi vil:<br>- lege mere<br>- læse mere<br>hver dag<br>– spise sundt</p></body></html>"
    )
    assert texts(found, "paragraph") == ["Rådhuset\nTorvet 1", "Vi vil:"]
    assert texts(found, "list_item") == ["lege mere", "læse mere\nhver dag", "spise sundt"]
    assert [b.list.position for b in found if b.list] == [1, 2, 3]


def test_lists_nest_and_count():
    found = blocks(
        "<html><body><ol start=3><li>Tre<ul><li>Under</li></ul></li><li><p>Fire</p><p>mere om fire</p></li></ol>"
        "<ol type=a><li>A</li></ol></body></html>"
    )
    assert [(b.text, b.list and (b.list.depth, b.list.position, b.list.marker)) for b in found] == [
        ("Tre", (0, 3, "3.")),
        ("Under", (1, 1, "•")),
        ("Fire", (0, 4, "4.")),
        ("mere om fire", None),
        ("A", (0, 1, "a.")),
    ]


def test_cells_keep_their_columns_where_rows_and_columns_are_merged():
    found = blocks(
        "<html><body><table><caption>Handleplan</caption><thead><tr><td>Tema</td><td colspan=2>Indsats</td></tr></thead>"
        "<tr><td rowspan=2>Leg</td><td>Klub</td><td></td></tr><tr><td>Bane</td><td>2027</td></tr>"
        "<tr><th>Læring</th><td><p>Et</p><p>To</p></td><td><ul><li>Tre</li></ul></td></tr></table></body></html>"
    )
    cells = [
        (b.text, b.cell.row, b.cell.column, b.cell.header, b.cell.row_span, b.cell.column_span)
        for b in found
        if b.cell
    ]
    assert cells == [
        ("Tema", 0, 0, True, 1, 1),
        ("Indsats", 0, 1, True, 1, 2),
        ("Leg", 1, 0, False, 2, 1),
        ("Klub", 1, 1, False, 1, 1),
        ("Bane", 2, 1, False, 1, 1),
        ("2027", 2, 2, False, 1, 1),
        ("Læring", 3, 0, False, 1, 1),
        ("Et", 3, 1, False, 1, 1),
        ("To", 3, 1, False, 1, 1),
        ("Tre", 3, 2, False, 1, 1),
    ]
    assert texts(found, "paragraph")[0] == "Handleplan"


def test_a_table_that_only_places_things_is_no_table():
    for table in (
        "<table role=presentation><tr><td>Et.</td><td>To.</td></tr></table>",
        "<table><tr><td><h2>Vision</h2><p>Et.</p></td><td>To.</td></tr></table>",
        "<table><tr><td>Et.</td></tr><tr><td>To.</td></tr></table>",
    ):
        assert not [b for b in blocks(f"<html><body>{table}</body></html>") if b.cell], table


def test_a_list_of_terms_is_a_table_of_two_columns():
    found = blocks(
        "<html><body><dl><dt>Formål</dt><dd>At alle trives.</dd><dt>Periode</dt><dd>2026</dd><dd>2027</dd></dl></body></html>"
    )
    assert [(b.text, b.cell.row, b.cell.column) for b in found] == [
        ("Formål", 0, 0),
        ("At alle trives.", 0, 1),
        ("Periode", 1, 0),
        ("2026", 1, 1),
        ("2027", 1, 1),
    ]


def test_emphasis_is_told_by_tag_and_by_style():
    (block,) = blocks(
        "<html><body><p>En <b>fed</b> og <span style='font-weight:700; font-style: italic'>skæv</span> sti</p></body></html>"
    )
    assert [(block.text[s.start : s.end], s.style) for s in block.spans] == [
        ("fed", "bold"),
        ("skæv", "bold"),
        ("skæv", "italic"),
    ]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("", "cp1252"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"),
     ("iso-8859-15", "iso-8859-15"), ("findes-ikke", "cp1252"), ("utf-16", "utf-8"), ("", "utf-16"), ("", "utf-8-sig")],
)  # fmt: skip
def test_the_letters_are_right_whatever_the_page_declares(declared, codec):
    html = f'<!DOCTYPE html><html><head><meta charset="{declared}"></head><body><p>Blåbærgrød på Ærø</p></body></html>'
    assert texts(blocks(html.encode(codec)), "paragraph") == ["Blåbærgrød på Ærø"]


def test_a_piece_of_a_page_is_read_as_html_and_markdown_with_tags_as_markdown():
    assert (
        open_source(b"<div class='punkt'><h2>Vision</h2><p>Alle er med.</p></div>", "x")[0].media_type
        == "text/html"
    )
    assert (
        open_source(
            b"<?xml version='1.0'?>\n<!DOCTYPE html><html><body><p>Alle er med</p></body></html>", "x"
        )[0].media_type
        == "text/html"
    )
    assert open_source(b"<div>\n\n# Vision\n\nAlle er med.\n\n</div>", "x")[0].media_type == "text/markdown"


def test_nothing_outside_is_fetched_and_entities_stay_what_they_are(monkeypatch):
    import socket

    def refuse(*args, **kwargs):
        raise AssertionError("the reading went out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = blocks(
        '<!DOCTYPE html SYSTEM "http://127.0.0.1/x.dtd" [<!ENTITY a SYSTEM "file://localhost/etc/hostname"><!ENTITY b "&a;&a;">]><html><body>'
        '<img src="http://127.0.0.1/x.png"><link rel=stylesheet href="http://127.0.0.1/x.css"><iframe src="file://localhost/etc/hostname"></iframe>'
        "<p>Tekst &a; &amp; &aelig;ble</p></body></html>"
    )
    assert texts(found, "paragraph")[-1] == "Tekst &a; & æble"


def test_a_page_nested_deeper_than_any_page_is_refused_and_not_cut():
    assert (
        own(
            blocks(
                "<html><body>" + "<div>" * 300 + "dybt nede" + "</div>" * 300 + "<p>efter</p></body></html>"
            )
        )[-1][2]
        == "efter"
    )
    for tag in ("div", "span", "table><tr><td", "ul><li", "b"):
        with pytest.raises(Unreadable) as told:
            blocks("<html><body>" + f"<{tag}>" * 10_000 + "dybt nede</body></html>")
        assert told.value.reason == "too_deep", tag


def test_a_page_of_more_tags_than_any_page_is_refused_at_once():
    with pytest.raises(Unreadable) as told:
        blocks("<html><body>" + "<p>a" * 600_000)
    assert told.value.reason == "too_large"


@pytest.mark.skipif(
    not (SHARED / "data/agenda").exists(), reason="the agendas are not beside this checkout (../shared)"
)
@pytest.mark.parametrize(
    ("name", "items", "cases", "annexes"), [("agenda", 33, 33, 636), ("minutes", 6, 5, 69)]
)
def test_a_council_s_agenda_is_items_with_their_sections_and_annexes(name, items, cases, annexes):
    found = blocks((SHARED / f"data/agenda/aarhus_example_{name}.html").read_bytes())
    headings = [b for b in found if b.kind == "heading" and b.level == 2][1:]
    assert [b.text.split(".")[0] for b in headings] == [str(n) for n in range(1, items + 1)]
    assert sum("case_number" in b.markers for b in found) == cases
    assert all(found[b.index + 1].markers == ("case_number",) for b in headings[:2])
    sections = {b.text.rstrip(":") for b in found if b.kind == "heading" and b.level == 3}
    assert {"Resume", "Beslutningspunkter", "Sagsforløb", "Bilag"} <= sections
    under, listed = None, 0
    for block in found:
        under = block.text if block.kind == "heading" else under
        listed += block.kind == "list_item" and under == "Bilag"
    assert listed == annexes
    chrome = [b.text for b in found if b.kind == "furniture"]
    assert chrome[0] == "Tilbage til forsiden"
    assert not {"Hent som PDF", "Kopier link", "Tip en ven", "PDF"} & {b.text for b in found}


@pytest.mark.skipif(
    not (SHARED / "data/agenda").exists(), reason="the agendas are not beside this checkout (../shared)"
)
def test_text_under_an_empty_heading_is_no_part_of_the_decision_above_it():
    document = read((SHARED / "data/agenda/aarhus_example_minutes.html").read_bytes(), "referat.html")
    (block,) = [b for b in document.blocks if b.text.startswith("Udviklingsplan for Pier 3 og tilstødende")]
    assert "unheaded:3" in block.markers
    assert not [e for e in document.of_type("decision") if e.block <= block.index <= e.until]
