"""An edition reads as its document does: every word once, in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from roedtraad.intake.composition import Found, compose, names


def blocks(*texts: str) -> list[dict]:
    """'# x' is a heading, '- x' a list item, else a paragraph."""
    made = []
    for index, text in enumerate(texts):
        block: dict = {"index": index, "kind": "paragraph", "text": text}
        if text.startswith("#"):
            block |= {"kind": "heading", "level": text.index(" "), "text": text.lstrip("# ")}
        elif text.startswith("- "):
            block |= {"kind": "list_item", "list": [1, 0, index, "-"], "text": text[2:]}
        made.append(block)
    return made


def found(
    key: str,
    type: str,
    text: str,
    block: int | None,
    raw: str = "",
    parent: str = "",
    until: int | None = None,
) -> Found:
    return Found(key, type, text, block, block if until is None else until, parent, raw, (text, raw))


def test_a_theme_named_in_a_list_stands_where_its_chapter_begins_with_its_printed_number():
    document = blocks(
        "# Politik", "Temaer:", "- Lyst til at lære", "## 3 Lyst til at lære", "Børn vil noget."
    )
    made = compose(document, [found("t", "theme", "Lyst til at lære", 2)], "Politik")
    theme = next(piece for piece in made.pieces if piece.kind == "theme")
    assert (theme.number, theme.heading) == ("3", "Lyst til at lære")
    assert made.pieces.index(theme) == len(made.pieces) - 2
    assert [piece.text for piece in made.pieces if piece.kind == "paragraph"][-1] == "Børn vil noget."


def test_a_heading_is_known_as_a_name_by_its_number_or_label():
    assert names("Tema 2: Gode overgange", "Gode overgange")
    assert names("3. Gode overgange", "Gode overgange")
    assert not names("Vi taler om gode overgange", "Gode overgange")


def test_a_promise_inside_a_paragraph_is_cut_out_and_the_rest_stays():
    text = "Vi har talt med mange. Målet er, at alle børn kan svømme. Det tager tid."
    made = compose(blocks(text), [found("g", "goal", "Målet er, at alle børn kan svømme.", 0)])
    assert [(piece.kind, piece.text) for piece in made.pieces] == [
        ("paragraph", "Vi har talt med mange."),
        ("objective", "Målet er, at alle børn kan svømme."),
        ("paragraph", "Det tager tid."),
    ]


def test_a_lead_in_is_printed_once():
    document = blocks("## Tema A", "### Det vil vi:", "- åbne døren", "- lytte")
    elements = [
        found("t", "theme", "Tema A", 0),
        found("a", "commitment", "Det vil vi: åbne døren", 2, "åbne døren", "t"),
        found("b", "commitment", "Det vil vi: lytte", 3, "lytte", "t"),
    ]
    made = compose(document, elements)
    assert [piece.kind for piece in made.pieces] == ["theme", "commitment", "commitment"]
    assert {piece.lead_in for piece in made.pieces[1:]} == {"Det vil vi:"}
    assert [piece.number for piece in made.pieces] == ["1", "1.1", "1.2"]


def test_a_table_without_promises_is_one_table():
    cells = [
        {"index": n, "kind": "table_cell", "text": text, "cell": [1, n // 2, n % 2, n < 2, 1, 1]}
        for n, text in enumerate(["Hvad", "Hvornår", "Møde", "Maj"])
    ]
    (piece,) = compose(cells, []).pieces
    assert (piece.kind, piece.text) == ("table", "Hvad\tHvornår\nMøde\tMaj")


WORDS = st.text("abcdefg æøå", min_size=1, max_size=30).filter(lambda text: any(map(str.isalpha, text)))


def test_a_row_of_the_follow_up_table_is_not_printed_again_below_it():
    cells = [
        {"index": i, "kind": "table_cell", "text": text, "cell": [0, i // 2, i % 2, i < 2, 1, 1]}
        for i, text in enumerate(["Hvornår", "Hvad", "Maj", "Udvalget får en samlet status"])
    ]
    as_read = found("f", "follow_up", "Udvalget får en samlet status", 3)
    (piece,) = compose(cells, [as_read]).pieces
    assert piece.text == "Hvornår\tHvad\nMaj\tUdvalget får en samlet status"
    assert piece.elements == ["f"]
    reworded = found("f", "follow_up", "Udvalget får status", 3)
    reworded.was = ("Udvalget får en samlet status", "")
    (piece,) = compose(cells, [reworded]).pieces
    assert piece.text.endswith("\tUdvalget får status")


def test_the_lines_of_the_cover_stand_as_lines_and_are_no_chapter():
    document = blocks(
        "# Vores politik", "Politik 2030–2034", "## Fjordby Kommune", "Vedtaget 3. maj 2029", "Sag 29/1",
        "# Forord", "Her begynder teksten.",
    )  # fmt: skip
    made = compose(document, [], "Vores politik")
    assert made.subtitle == "Politik 2030–2034"
    cover, chapter, _text = made.pieces
    assert (cover.heading, cover.text) == ("", "Fjordby Kommune\nVedtaget 3. maj 2029\nSag 29/1")
    assert chapter.heading == "Forord"


@given(
    st.lists(st.tuples(st.sampled_from(["", "# ", "## ", "- "]), WORDS), min_size=1, max_size=12), st.data()
)
def test_no_word_of_the_document_is_lost_or_doubled(lines, data):
    document = blocks(*(prefix + text.strip() for prefix, text in lines))
    picked = data.draw(st.sets(st.sampled_from(range(len(document)))))
    types = st.sampled_from(["commitment", "goal", "theme", "vision", "value", "background"])
    elements = [found(f"e{n}", data.draw(types), document[n]["text"], n) for n in sorted(picked)]
    made = compose(document, elements)
    printed = sorted(
        word for piece in made.pieces for word in f"{piece.heading} {piece.text}".replace("- ", " ").split()
    )
    assert printed == sorted(word for block in document for word in block["text"].split())
    assert {key for piece in made.pieces for key in piece.elements} >= {each.key for each in elements}
