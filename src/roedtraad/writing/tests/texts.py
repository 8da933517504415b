"""Texts that people write, and texts that somebody writes to break things."""

from __future__ import annotations

from hypothesis import strategies as st

from roedtraad.writing.model import (  # fmt: skip
    Bullets,
    Column,
    Figure,
    Heading,
    Knot,
    Link,
    Note,
    Numbered,
    Paragraph,
    Report,
    Section,
    Status,
    Strong,
    Table,
    ThreadLine,
)
from roedtraad.writing.text import visible

CODE = (
    "<script>alert(1)</script>",
    "</w:t></w:r><w:r><w:t>x",
    "{{ title }} {% for x in y %} {# c #}",
    "{_{ %_} {{{",
    "#set page(width: 1pt) #panic() $x$ @ref <label> *b* _i_ \\ ] [ // c",
    '#read("/etc/passwd") `raw` = Heading\n- list',
    "a & b &amp; &#x41; \"q\" 'q'",
    "]]> <!-- --> <?pi?> <![CDATA[x]]>",
    "\ue000rt0\ue001",
)
PEOPLE = (
    "Ærø, Åse og Ørsted – »tak«", "مرحبا بالعالم", "שלום עולם", "👨‍👩‍👧 🇩🇰 ❤️ 👍", "Łódź, Zažívání, Øst",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 4, "漢字かな", "é og e\u0301", "5 \u2264 6\u00a0%",
)  # fmt: skip
BROKEN = (
    "a\x00b\x08c",
    "a\ufeffb\ufffe",
    "høj\x0brest",
    "lone \ud800 half",
    "turned \u202eround",
    "\U0001ffffx",
)

anything = st.one_of(
    st.sampled_from(CODE + PEOPLE + BROKEN),
    st.text(st.characters(), max_size=80),
    st.text(st.characters(max_codepoint=0x24F), max_size=200),
)
something = anything.filter(visible)


def report_of(text: str, title: str = "Prøve") -> Report:
    """A report in which ``text`` stands everywhere a text can stand."""
    section = Section(
        "all",
        text,
        [
            Paragraph(
                "før ",
                text,
                " efter ",
                Strong(text),
                Figure(text, text),
                Link(text, "https://eksempel.dk/?a=1&b=2"),
            ),
            Heading(text),
            Bullets([text, [Strong(text)]]),
            Numbered([text]),
            Note(text),
            ThreadLine((Knot(text, text), Knot(text, text, missing=True))),
            Table(
                [Column("a" + text), "b"],
                [[text, Status("risk", text)], ["", Figure(text, "k")]],
                caption=text,
            ),
        ],
    )
    return Report(
        title=title + text, municipality="Fjordby" + text, sections=(section,), kicker=text, case_number=text, routing=(text,),
        footer=text,
    )  # fmt: skip
