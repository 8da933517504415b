"""More of the forms in which municipalities write: by layout, by label, by place. Each text is our own; none is of a real place."""

import time

import pytest

from roedtraad.reading import Kind, read
from roedtraad.reading.tests.test_patterns import reading, texts


def owned(document):
    names = {e.id: e.text for e in document.elements}
    return {(e.text, names.get(e.attributes.get("of"))) for e in document.of_type("owner")}


# Headings and their depth


def test_chapters_that_count_stand_side_by_side_and_parts_below_the_one_that_announces_them():
    document = reading(
        "**STRATEGI FOR LEG**\n\n**1. Baggrund**\n\nLeg er vigtigt for alle.\n\n**2. Fokusområder**\n\nVi samler kræfterne.\n\n"
        "**Fokusområde A: Ude**\n\n*Indsatser:*\n\n1. Alle skoler får en legeplads.\n\n**Fokusområde B: Inde**\n\n*Indsatser:*\n\n"
        "1. Alle haller holder åbent.\n\n**3. Opfølgning**\n\nStrategien evalueres i 2028.\n"
    )
    parents = {e.text: document.element(e.parent).text for e in document.of_type("action")}
    assert parents == {"Alle skoler får en legeplads.": "Ude", "Alle haller holder åbent.": "Inde"}
    assert next(document.of_type("follow_up")).parent is None


def test_a_lead_in_set_as_a_heading_is_joined_with_what_it_calls_for():
    document = reading(
        "# Politik\n\n## Spor 1: Leg\n\n### Det er byrådets mål, at\n\n- alle leger\n- ingen er alene\n\n### Det kan ses ved, at\n\n- flere smiler\n"
    )
    assert texts(document, "goal") == [
        "Det er byrådets mål, at alle leger",
        "Det er byrådets mål, at ingen er alene",
    ]
    assert texts(document, "indicator") == ["Det kan ses ved, at flere smiler"]


def test_a_heading_that_numbers_a_goal_or_an_action_is_one_and_owns_what_stands_below():
    document = reading(
        "# Handleplan for leg\n\n## Mål 1: Flere leger ude\n\n### Handling 1.1 – Skovdage\n\nAnsvarlig: Leder af Naturskolen\n\nTidsfrist: 1. maj 2027\n"
    )
    (goal,), (action,) = document.of_type("goal"), document.of_type("action")
    assert (goal.text, action.text, action.parent) == ("Flere leger ude", "Skovdage", goal.id)
    assert action.attributes["date"] == "2027-05-01"
    assert owned(document) == {("Leder af Naturskolen", "Skovdage")}


def test_a_part_may_be_numbered_without_any_sign():
    document = reading(
        "# Politik\n\n## Tema 1 Leg\n\nVi vil:\n\n- lege\n\n## Tema 2 Sang\n\nVi vil:\n\n- synge\n"
    )
    assert texts(document, "theme") == ["Leg", "Sang"]


def test_names_that_a_lead_in_announces_as_values_stand_as_headings_below_it():
    document = reading(
        "# Politik\n\n## Sådan arbejder vi\n\nVores arbejde bygger på tre værdier:\n\n### Mod\n\nVi prøver.\n\n### Ro\n\nVi venter.\n"
    )
    assert texts(document, "value") == ["Mod", "Ro"]


# Tables


def test_a_row_over_all_columns_names_the_goal_of_the_rows_below():
    document = reading(
        "# Handleplan\n\n<table><tr><th>Handling</th><th>Indikator</th><th>Udgangs-punkt</th><th>Måltal 2028</th><th>Hvem gør det?</th></tr>"
        "<tr><td colspan=5>Mål 1: Flere læser</td></tr><tr><td>Bogbus</td><td>Antal lån</td><td>4</td><td>9</td><td>Bibliotekschef og leder af Ungehuset</td></tr>"
        "<tr><td colspan=5>Mål 2: Flere synger</td></tr><tr><td>Kor</td><td>Antal kor</td><td>0</td><td>3</td><td>Musikskoleleder</td></tr></table>\n"
    )
    goals = {e.id: e.text for e in document.of_type("goal")}
    assert list(goals.values()) == ["Flere læser", "Flere synger"]
    assert [(e.text, goals[e.parent]) for e in document.of_type("action", "indicator")] == [
        ("Bogbus", "Flere læser"), ("Antal lån", "Flere læser"), ("Kor", "Flere synger"), ("Antal kor", "Flere synger"),
    ]  # fmt: skip
    assert [e.attributes for e in document.of_type("indicator")] == [
        {"baseline": "4", "target": "9"}, {"baseline": "0", "target": "3"},
    ]  # fmt: skip
    assert owned(document) == {
        ("Bibliotekschef", "Bogbus"),
        ("leder af Ungehuset", "Bogbus"),
        ("Musikskoleleder", "Kor"),
    }


def test_the_year_over_a_timetable_completes_its_rows():
    document = reading(
        "# Kommissorium for leg\n\n## Tidsplan\n\n2026\n\n| Hvornår | Hvad |\n|---|---|\n| Medio maj | Opstart |\n| Efteråret | Møde i Legeudvalget |\n\n"
        "2027\n\n| Hvornår | Hvad |\n|---|---|\n| 3. februar | Evaluering |\n"
    )
    assert [
        (e.type, e.text, e.attributes.get("date"), e.attributes.get("body"))
        for e in document.of_type("milestone", "follow_up")
    ] == [
        ("milestone", "Opstart", "2026-05", None),
        ("milestone", "Møde i Legeudvalget", "2026", "Legeudvalget"),
        ("follow_up", "Evaluering", "2027-02-03", None),
    ]


def test_columns_that_lost_their_lines_are_paired_in_order():
    document = reading(
        "Status på legeplan 2026\n\nDet videre forløb\nTidspunkt\nMarts 2026\nMaj 2026\nAktivitet\nDialogmøde med forældre\nNy legeplads åbner\n",
        "s.txt",
    )
    assert [(e.text, e.attributes["date"]) for e in document.of_type("involvement", "milestone")] == [
        ("Dialogmøde med forældre", "2026-03"), ("Ny legeplads åbner", "2026-05"),
    ]  # fmt: skip


def test_groups_side_by_side_in_a_table_are_bodies_with_their_seats():
    document = reading(
        "# Kommissorium for leg\n\n## Organisering\n\n| Styregruppe | Arbejdsgruppe |\n|---|---|\n| Direktør for Leg (formand) | Legekonsulent |\n| Skolechef | Repræsentant for Legerådet |\n"
    )
    bodies = {e.id: e.text for e in document.of_type("body")}
    assert [(bodies[e.parent], e.text, e.attributes["role"]) for e in document.of_type("member")] == [
        ("Styregruppe", "Direktør for Leg", "chair"), ("Arbejdsgruppe", "Legekonsulent", "member"),
        ("Styregruppe", "Skolechef", "member"), ("Arbejdsgruppe", "Repræsentant for Legerådet", "member"),
    ]  # fmt: skip


# Who


@pytest.mark.parametrize(
    ("line", "functions"),
    [
        ("Skole- og dagtilbudschef", ["Skole- og dagtilbudschef"]),
        ("Direktør for Børn, Skole og Familie", ["Direktør for Børn, Skole og Familie"]),
        ("Leder af PPR og familiechef", ["Leder af PPR", "familiechef"]),
        ("Skolechefen, læsevejlederne og Jobcentret", ["Skolechefen", "læsevejlederne", "Jobcentret"]),
        ("Chef for Børn og Familie / Udviklingschef", ["Chef for Børn og Familie", "Udviklingschef"]),
    ],
)
def test_functions_are_parted_where_a_new_one_begins_and_nowhere_else(line, functions):
    document = reading(f"# Politik\n\n## Tema 1: Leg\n\nLeg er sjovt.\n\nAnsvarlig: {line}\n")
    assert texts(document, "owner") == functions


def test_a_body_may_be_named_by_the_lead_in_of_its_seats_and_a_seat_by_a_sentence():
    document = reading(
        "# Kommissorium for leg\n\n## Organisering\n\nArbejdet ledes af en styregruppe:\n\n- Legechef (formand)\n- Klubleder fra Bakken, Søen og Torvet\n\n"
        "Konsulent Ane Holt er sekretær for gruppen.\n"
    )
    assert texts(document, "body") == ["styregruppe"]
    assert [(e.text, e.attributes["role"]) for e in document.of_type("member")] == [
        ("Legechef", "chair"), ("Klubleder fra Bakken", "member"), ("Klubleder fra Søen", "member"), ("Klubleder fra Torvet", "member"),
        ("Konsulent Ane Holt", "secretary"),
    ]  # fmt: skip


# What other documents are called, and how this one stands to them


@pytest.mark.parametrize(
    ("sentence", "title", "relation"),
    [
        ("Strategien bygger på Kultur- og legepolitikken.", "Kultur- og legepolitikken", "builds_on"),
        (
            "Planen udmønter Børne- og ungepolitikken »Leg først«.",
            "Børne- og ungepolitikken »Leg først«",
            "implements",
        ),
        ("Strategien understøtter Planstrategi Legby 2040.", "Planstrategi Legby 2040", "supports"),
        (
            "Strategien skal ses i sammenhæng med Beredskabsplan ved vold og overgreb.",
            "Beredskabsplan ved vold og overgreb",
            "relates_to",
        ),
        ("Strategien er en del af Politik for leg og gør den konkret.", "Politik for leg", "part_of"),
        ("Legepolitikken fra 2018 ophæves.", "Legepolitikken fra 2018", "replaces"),
        ("Strategien afløses af Ny legestrategi 2030-2034.", "legestrategi 2030-2034", "replaced_by"),
    ],
)
def test_a_document_is_named_whole_and_related_as_said(sentence, title, relation):
    document = reading(f"# Sammen om sang\n\n## Sammenhæng\n\n{sentence}\n")
    if relation == "replaced_by":
        assert [e.attributes["relation"] for e in document.of_type("relation")] in ([], [relation])
        return
    assert [(e.text, e.attributes["relation"]) for e in document.of_type("relation")] == [(title, relation)]


def test_a_document_that_speaks_of_itself_by_name_relates_to_nothing():
    document = reading(
        "# Ungestrategi 2026-2029\n\n## Indledning\n\nUngestrategien bygger på erfaringer. Ungestrategien er for alle.\n"
    )
    assert texts(document, "relation") == []


def test_each_law_and_section_that_a_sentence_cites_is_one():
    document = reading(
        "# Politik\n\n## Lovgrundlag\n\nPolitikken følger § 15 i barnets lov og dagtilbudsloven § 7, stk. 2.\n"
    )
    assert [(e.attributes["law"], e.attributes["paragraph"]) for e in document.of_type("legal_basis")] == [
        ("barnets lov", "§ 15"), ("dagtilbudsloven", "§ 7, stk. 2"),
    ]  # fmt: skip


# The header


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Vedtaget på Byrådets møde den 3. marts 2026. Politikken evalueres i 2028.", "Byrådet"),
        ("Legeudvalget godkendte politikken den 3. marts 2026.", "Legeudvalget"),
        ("Politikken gælder alle og er vedtaget af Legby Byråd den 3. marts 2026.", "Legby Byråd"),
        ("Legby Kommune – vedtaget af Byrådet den 3. marts 2026", "Byrådet"),
    ],
)
def test_adoption_is_told_in_many_ways_and_is_no_decision_besides(line, body):
    document = reading(f"# Legepolitik\n\n{line}\n\n## Forord\n\nLeg er sjovt.\n")
    assert document.adopted is not None
    assert (document.adopted.body, document.adopted.date) == (body, "2026-03-03")
    assert texts(document, "decision") == []


def test_another_documents_adoption_is_a_decision():
    document = reading(
        "# Handleplan for leg\n\n## Baggrund\n\nByrådet vedtog Legepolitikken den 3. marts 2026.\n"
    )
    assert document.adopted is None
    assert len(texts(document, "decision")) == 1


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("Politikken gælder fra 2026.", ("2026", None)),
        ("Politikken gælder til udgangen af 2029.", (None, "2029")),
        ("Planen gælder 2026 og 2027.", ("2026", "2027")),
        ("Byrådet har den 1. maj 2027 forlænget politikken til den 31. december 2028.", (None, "2028-12-31")),
        ("Politikken er udarbejdet i perioden januar til maj 2026.", None),
    ],
)
def test_validity_is_what_is_printed_and_never_the_time_of_writing(line, period):
    document = reading(f"# Legepolitik\n\n{line}\n")
    assert (document.period and (document.period.start, document.period.end)) == period


# Plain text as systems print it


AGENDA = """Referat
Legeudvalget
Mødedato: 12. november 2024
Mødested: Byrådssalen
Legby Kommune

Pkt. 1 Godkendelse af dagsorden
Beslutning
Godkendt

Pkt. 2 Årsrapport for leg 2023
J.nr. 16.00.00-G01-3-24

SagsresuméRapporten viser fremgang.

Sagsfremstilling
Antallet af legepladser er steget med otte.

Indstilling
Forvaltningen indstiller
at rapporten tages til efterretning
at der bygges to nye legepladser

Beslutning i Legeudvalget den 12. november 2024
Ad 1. Taget til efterretning.
Ad 2. Ikke godkendt. Et flertal ønsker at vente.
Fraværende: Jens Bo

Bilag
Rapport 2023
Kort over legepladser
"""


def test_minutes_without_any_mark_up_are_read_item_by_item():
    document = reading(AGENDA, "referat.txt")
    assert [(e.text, e.attributes["number"], e.attributes.get("case_number")) for e in document.of_type("agenda_item")] == [
        ("Godkendelse af dagsorden", "1", None), ("Årsrapport for leg 2023", "2", "16.00.00-G01-3-24"),
    ]  # fmt: skip
    points = {e.id: e.text for e in document.of_type("recommendation")}
    assert list(points.values()) == [
        "Forvaltningen indstiller at rapporten tages til efterretning", "Forvaltningen indstiller at der bygges to nye legepladser",
    ]  # fmt: skip
    assert [(e.text, e.attributes["result"], points.get(e.parent)) for e in document.of_type("decision")][
        1:
    ] == [
        ("Taget til efterretning.", "noted", "Forvaltningen indstiller at rapporten tages til efterretning"),
        (
            "Ikke godkendt. Et flertal ønsker at vente.",
            "rejected",
            "Forvaltningen indstiller at der bygges to nye legepladser",
        ),
    ]
    assert texts(document, "background", "status_finding", "annex") == [
        "Rapporten viser fremgang.", "Antallet af legepladser er steget med otte.", "Rapport 2023", "Kort over legepladser",
    ]  # fmt: skip
    assert "Jens Bo" not in " ".join(e.text for e in document.elements)


def test_reservations_belong_to_the_decision_they_are_made_to():
    document = reading(
        "# Referat fra Legeudvalget den 3. marts 2026\n\n## 1. Ny legeplads\n\n### Beslutning\n\nGodkendt.\n\nIda Dam tog forbehold.\n\n"
        "## 2. Nyt bord\n\n### Beslutning\n\nUdsat.\n"
    )
    assert texts(document, "decision") == ["Godkendt.\nIda Dam tog forbehold.", "Udsat."]


def test_capital_chapters_that_count_are_headings_and_no_list():
    document = reading(
        "KOMMISSORIUM\n\nProjekt: Ny legestrategi\nSagsnr.: 24/1199\n\n1. BAGGRUND\nDer leges for lidt.\n\n2. FORMÅL\nAt der leges mere.\n",
        "k.txt",
    )
    assert (document.kind, document.title, document.case_number) == (
        Kind.TERMS_OF_REFERENCE,
        "KOMMISSORIUM Ny legestrategi",
        "24/1199",
    )
    assert texts(document, "background", "purpose") == ["Der leges for lidt.", "At der leges mere."]


# Over-reach: what says nothing gives nothing


def test_ordinary_prose_gives_nothing():
    document = reading(
        "# Sommer på biblioteket\n\nVi vil gerne se jer alle sammen. Målet er nået, når alle er glade. Det er en politik, vi har haft længe, at børn må bestemme. "
        "Sidste år besluttede personalet at male væggene gule. Den 3. august 2026 kommer forfatteren forbi.\n\n## Program\n\n- Mandag: højtlæsning\n- Tirsdag: brætspil\n\n"
        "## Læs også\n\n- Skolepolitik 2020\n- Vedtaget af Byrådet den 4. maj 2023\n"
    )
    assert document.elements == []


def test_contents_without_pages_are_no_lists_of_anything():
    document = reading(
        "# Legepolitik\n\n## Indhold\n\n- Forord\n- Mål\n- Tema 1: Sang\n\n## Forord\n\nLeg er sjovt.\n\n## Mål\n\n- Alle leger.\n\n## Tema 1: Sang\n\nVi vil:\n\n- synge\n"
    )
    assert [(str(e.type), e.text) for e in document.elements] == [
        ("background", "Leg er sjovt."), ("goal", "Alle leger."), ("theme", "Sang"), ("commitment", "Vi vil: synge"),
    ]  # fmt: skip


def test_a_decision_is_no_follow_up_unless_it_comes_round():
    document = reading(
        "# Kommissorium for leg\n\n## Baggrund\n\nByrådet besluttede den 3. marts 2026, at politikken revideres frem for at skrives om. "
        "Byrådet besluttede samtidig, at udvalget skal have en status hvert år.\n"
    )
    assert len(texts(document, "decision")) == 1
    assert [e.attributes.get("every") for e in document.of_type("follow_up")] == ["P1Y"]


def test_what_something_costs_is_no_milestone():
    document = reading(
        "# Kommissorium for leg\n\n## Økonomi\n\nTemadagen koster 40.000 kr., som betales af rammen senest i 2026.\n"
    )
    assert texts(document, "milestone", "involvement") == []


# Speed


def test_two_hundred_pages_are_recognised_in_no_time():
    chapter = (
        "## Tema {n}: Leg nummer {n}\n\nBørn leger hver dag, og det skal de blive ved med i alle byer og på alle skoler i kommunen.\n\n"
        + "Vi har i mange år arbejdet med leg, og det har givet gode resultater i hele kommunen, siger både børn og voksne.\n\n"
        * 12
        + "Vi vil:\n\n- lege {n} gange mere\n- bygge {n} legepladser senest i 2027\n\nAnsvarlig: Legechef\n\n"
    )
    text = "# Legepolitik\n\n" + "".join(chapter.format(n=n) for n in range(1, 250))
    start = time.process_time()
    document = read(text.encode(), "lang.md")
    assert len(texts(document, "commitment")) == 2 * 249
    assert (
        time.process_time() - start < 6
    )  # a second or two alone on the machine; quadratic work would take minutes


@pytest.mark.parametrize(
    "words",
    [
        "Børne- og ",
        "Vedtaget af ",
        "Udvalget for Børn, og ",
        "(a: ",
        "Politik for børn og ",
        "§ 15 ",
        "den 3. ",
        "A. ",
        "har ",
        "... 3 ",
        "og i ",
    ],
)
def test_words_that_go_round_and_round_are_done_with_in_time(words):
    body = words * (14_000 // len(words))
    start = time.process_time()
    read(f"# Politik\n\n{body}\n\n## Vi vil\n\n- {body}\n".encode(), "rundt.md")
    assert time.process_time() - start < 3


def test_what_a_machine_read_or_a_page_in_one_line_held_is_less_sure():
    page = "{n} Forord Leg er sjovt for alle. Målgruppe Politikken gælder alle børn mellem 0 og 18 år. Side {n} af 3\n\n"
    flat = read("".join(page.format(n=n) for n in (1, 2, 3)).encode(), "flad.txt")
    plain = reading("# Politik\n\n## Målgruppe\n\nPolitikken gælder alle børn mellem 0 og 18 år.\n")
    assert next(flat.of_type("target_group")).confidence < next(plain.of_type("target_group")).confidence
