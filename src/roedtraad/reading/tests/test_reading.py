"""What a document says is found wherever and however it says it; what it does not say is not made up."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roedtraad.reading import Document, Unreadable, read
from roedtraad.reading.check import violations
from roedtraad.reading.lexicon import COLUMNS, HEADINGS, LEAD_INS
from roedtraad.reading.rules import RULES
from roedtraad.reading.tests.build import (
    POLICY,
    policy_in_html,
    policy_in_odt,
    policy_in_word,
    table_in_word,
    word,
)


def texts(document, type):
    return [element.text for element in document.of_type(type)]


def of(text, name="prøve.md"):
    return read(text.encode(), name)


SHAPES = {
    "markdown": lambda: POLICY.encode(),
    "markdown with windows line ends": lambda: POLICY.replace("\n", "\r\n").encode(),
    "windows-1252": lambda: POLICY.encode("cp1252"),
    "utf-16": lambda: POLICY.encode("utf-16"),
    "word by styles": lambda: policy_in_word(),
    "word by bold": lambda: policy_in_word(headings="bold", bullets="typed"),
    "opendocument by levels": lambda: policy_in_odt(),
    "opendocument by bold": lambda: policy_in_odt(headings="bold"),
    "a page of a site": lambda: policy_in_html(),
    "a page of divisions": lambda: policy_in_html("div"),
    "a page of breaks": lambda: policy_in_html("br"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_policy_is_the_same_in_every_shape(shape):
    document = read(SHAPES[shape](), "politik")
    assert document.kind == "policy"
    assert document.title == "Trygge veje"
    assert document.municipality == "Egekøbing Kommune"
    assert (document.adopted.body, document.adopted.date) == ("Byrådet", "2026-06-17")
    assert (document.period.start, document.period.end) == ("2026", "2030")
    assert texts(document, "theme") == ["Venskaber", "Skolevejen"]
    assert texts(document, "commitment") == [
        "Det vil Egekøbing Kommune: Åbne klubberne om lørdagen",
        "Det vil Egekøbing Kommune: Give hver skole en fast legeansvarlig",
        "Det vil Egekøbing Kommune: Bygge stier uden huller",
        "Det vil Egekøbing Kommune: Tælle cykler hvert forår",
    ]
    parents = [document.element(c.parent).text for c in document.of_type("commitment")]
    assert parents == ["Venskaber", "Venskaber", "Skolevejen", "Skolevejen"]
    (group,) = document.of_type("target_group")
    assert (group.attributes["age_from"], group.attributes["age_to"]) == (0, 18)
    (again,) = document.of_type("follow_up")
    assert (again.attributes["every"], again.attributes["date"]) == ("P2Y", "2028")


def test_a_heading_announced_as_a_theme_is_one_whatever_its_words_mean_elsewhere():
    document = of(
        "# Politik for unge\n\nPolitikken har disse temaer:\n\n- Økonomi\n- Høring\n\n"
        "## Økonomi\n\nPenge.\n\n### Vi vil\n\n- spare op\n\n## Høring\n\nØrer.\n\n### Vi vil\n\n- lytte\n"
    )
    assert texts(document, "theme") == ["Økonomi", "Høring"]
    assert texts(document, "commitment") == ["Vi vil: spare op", "Vi vil: lytte"]
    assert not texts(document, "economy")


def test_a_table_is_read_by_what_its_headers_mean_not_by_their_order():
    rows = [
        ["Ansvarlig", "Hvornår", "Indsats", "Mål"],
        ["Klubleder", "1. kvartal 2027", "Åbne dørene om lørdagen", "Flere kommer i klubben"],
    ]
    for order in ([0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]):
        document = read(table_in_word([[row[i] for i in order] for row in rows]), "plan.docx")
        (goal,) = document.of_type("goal")
        (action,) = document.of_type("action")
        (owner,) = document.of_type("owner")
        assert action.parent == goal.id
        assert (action.attributes["date"], action.attributes["date_to"]) == ("2027-01", "2027-03")
        assert owner.text == "Klubleder"
        assert owner.attributes["of"] == owner.parent == action.id


def test_a_merged_cell_holds_for_all_its_rows():
    rows = [["Tema", "Fokusområde"], ["Leg", "Legepladser"], ["", "Klubber"], ["Læring", "Læsning"]]
    document = read(table_in_word(rows, merge=[((1, 0), (2, 0))]), "plan.docx")
    areas = {f.text: document.element(f.parent).text for f in document.of_type("focus_area")}
    assert areas == {"Legepladser": "Leg", "Klubber": "Leg", "Læsning": "Læring"}


def test_tracked_changes_are_read_as_accepted():
    def fill(document):
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        document.add_heading("Vision", 1)
        paragraph = document.add_paragraph("Alle børn ")
        for xml in (
            '<w:del {0} w:id="1" w:author="x"><w:r><w:delText>kan måske </w:delText></w:r></w:del>',
            '<w:ins {0} w:id="2" w:author="x"><w:r><w:t>skal kunne svømme.</w:t></w:r></w:ins>',
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    assert texts(read(word(fill), "a.docx"), "vision") == ["Alle børn skal kunne svømme."]


def test_footnotes_and_their_marks_are_no_part_of_the_text():
    document = of(
        "# Vision\n\nAlle børn læser<sup>1</sup> hver dag.\n\n<sup>1</sup> Med læser menes også at lytte.\n"
    )
    assert texts(document, "vision") == ["Alle børn læser hver dag."]


def test_contents_contact_and_page_numbers_give_nothing():
    document = of(
        "# Politik\n\n# Indhold\n\nVision ........ 3\nMål\t5\n\n# Vision\n\nAlle er med.\n\n7\n\nSide 3 af 9\n\n"
        "**Kontakt**\n\nBørn og Unge\nTlf. 12 34 56 78\nbu@egekobing.dk\n"
    )
    assert [(e.type, e.text) for e in document.elements] == [("vision", "Alle er med.")]


def test_what_is_only_said_is_no_goal():
    document = of(
        "# Politik\n\n## Om hverdagen\n\nDet er et ønske, at børn trives. Ambitionen er høj. Børn leger ude.\n"
    )
    assert document.elements == []


def test_goals_under_mål_are_goals_and_a_calling_lead_in_is_joined():
    document = of(
        "# Strategi\n\n## Mål\n\nDet er vores mål, at:\n\n- alle børn kan svømme\n- ingen er alene\n"
    )
    assert texts(document, "goal") == [
        "Det er vores mål, at: alle børn kan svømme",
        "Det er vores mål, at: ingen er alene",
    ]
    assert [g.attributes["raw"] for g in document.of_type("goal")] == [
        "alle børn kan svømme",
        "ingen er alene",
    ]


def test_a_kommissorium_gives_bodies_seats_and_steps():
    document = of(
        "Titel\tKommissorium for en ny ungepolitik i Egekøbing Kommune\n"
        "Baggrund\t<p>Den gamle er slidt og blev skrevet, før der var letbane i byen.</p>\n"
        "Formål\t<p>Formålet er at samle de unges ønsker i en enkelt politik, der kan følges op.</p>\n\n"
        "Projektorganisering\n\nStyregruppe:\n\n- Formand: Direktør Mette Krog\n"
        "- Medlemmer: Skole- og fritidschef Bo Hede, konsulent Ida M. Holm\n\n"
        "Tidsplan 2027:\n\n- Ultimo marts: Udkast er klar\n- 3. maj: Behandles i Byrådet\n"
    )
    assert document.kind == "terms_of_reference"
    (body,) = document.of_type("body")
    seats = [
        (m.attributes["name"], m.attributes["title"], m.attributes["role"])
        for m in document.of_type("member")
    ]
    assert seats == [
        ("Mette Krog", "Direktør", "chair"),
        ("Bo Hede", "Skole- og fritidschef", "member"),
        ("Ida M. Holm", "konsulent", "member"),
    ]
    assert {m.parent for m in document.of_type("member")} == {body.id}
    steps = [
        (m.text, m.attributes.get("date"), m.attributes.get("vague", False))
        for m in document.of_type("milestone")
    ]
    assert steps == [("Udkast er klar", "2027-03", True), ("Behandles i Byrådet", "2027-05-03", False)]


def test_an_agenda_item_gives_recommendations_answered_by_decisions():
    document = of(
        "Status for ungepolitikken\n\n26/12345 Åben sag\n\nSagsfremstilling\n\nKlubberne har fået flere gæster.\n\n"
        "Indstilling\n\nDirektøren indstiller, at\n\n1. status tages til efterretning\n2. sagen sendes til Byrådet\n\n"
        "Beslutning i Børneudvalget den 4. maj 2026\n\nAd 1: Taget til efterretning.\n\nAd 2: Godkendt.\n",
        "punkt.txt",
    )
    assert (document.kind, document.case_number) == ("status_item", "26/12345")
    first, second = document.of_type("recommendation")
    assert first.text == "Direktøren indstiller, at status tages til efterretning"
    decisions = [
        (d.parent, d.attributes["result"], d.attributes["body"], d.attributes["date"])
        for d in document.of_type("decision")
    ]
    assert decisions == [
        (first.id, "noted", "Børneudvalget", "2026-05-04"),
        (second.id, "approved", "Børneudvalget", "2026-05-04"),
    ]


def test_every_element_names_a_rule_and_every_rule_says_what_it_does():
    document = of(POLICY)
    assert {e.rule for e in document.elements} | set(document.rules.values()) <= RULES.keys()
    assert all(rule.says.endswith(".") and 0 < rule.sure <= 1 for rule in RULES.values())


def test_every_label_of_the_lexicon_has_a_reason():
    assert all(label.why for table in (HEADINGS, COLUMNS, LEAD_INS) for label in table)


# Properties

LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["# Vision", "## Mål", "**Tema 1: Leg**", "Vi vil:", "- lege", "1. at løbe", "| Tema | Mål |", "|---|---|", "| a | b |",
         "Styregruppe:", "Ansvarlig: Skolechef", "Tidsplan 2027:", "Bilag", "1 - 123456\tÅben\tTitel\t(1/26)", "<p>hej</p>",
         "Det er vores mål, at alle er med.", "Den 3. maj 2027 behandles sagen i Byrådet.", "Beslutning", "Godkendt.", "\t<ul>• a • b",
         "Indstilling", "Baggrund\t<p>Noget langt, som fylder mere end fyrre tegn i alt.</p>", "jf. serviceloven § 19, stk. 2:", ""]
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25))
def test_whatever_the_lines_the_reading_keeps_the_format(lines):
    try:
        document = of("\n\n".join(lines))
    except Unreadable as error:
        assert error.sentence()  # noqa: PT017 - either outcome is right
        return
    assert violations(document) == []
    assert Document.from_full(json.loads(json.dumps(document.to_full()))) == document
    again = of("\n\n".join(lines))
    assert again == document
    for commitment in document.of_type("commitment"):
        raw = commitment.attributes.get("raw")
        assert raw is None or commitment.text.endswith(raw)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_the_bytes_a_reading_or_a_sentence_comes_out(data):
    try:
        assert violations(read(data, "x.docx")) == []
    except Unreadable as error:
        assert "x.docx" in error.sentence("da")  # noqa: PT017
        assert "x.docx" in error.sentence("en")  # noqa: PT017


WORD = policy_in_word()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(WORD) - 1), st.integers(0, 255)), min_size=1, max_size=30))
def test_a_word_file_with_wrong_bytes_is_read_or_refused(changes):
    data = bytearray(WORD)
    for place, value in changes:
        data[place] = value
    try:
        assert violations(read(bytes(data), "x.docx")) == []
    except Unreadable as error:
        # Any of these is right for a file that was written over.
        assert error.reason in ("damaged", "encrypted", "unsupported", "bomb", "too_deep", "empty")  # noqa: PT017


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(POLICY) - 1), st.integers(1, 80))
def test_a_policy_with_a_piece_torn_out_is_still_read(start, length):
    assert violations(of(POLICY[:start] + POLICY[start + length :])) == []


def test_a_day_at_the_start_of_a_line_is_no_number_of_a_list():
    document = of(
        "# Tidsplan\n\n## Milepæle\n\n- 3. maj 2027: Udkast er klar\n- 12. juni 2027: Sendes til Byrådet\n"
    )
    assert [m.attributes["date"] for m in document.of_type("milestone")] == ["2027-05-03", "2027-06-12"]


def test_a_policy_for_children_in_exposed_positions_was_not_postponed():
    document = of(
        "# Status\n\n## Baggrund\n\nByrådet vedtog den 3. maj 2026 en plan for udsatte unge i byen.\n"
    )
    (decision,) = document.of_type("decision")
    assert (decision.attributes["result"], decision.attributes["date"]) == ("approved", "2026-05-03")
