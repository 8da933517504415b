"""How municipalities write it: the same fact in the forms that different houses give it. Each text is our own."""

import pytest

from roedtraad.reading import Kind, read


def texts(document, *types):
    return [element.text for element in document.of_type(*types)]


def reading(text, name="politik.md"):
    return read(text.encode(), name)


def test_a_sentence_may_relate_to_two_documents_in_two_ways():
    document = reading(
        "# Børnepolitik\n\n## Sammenhæng til andre politikker\n\nPolitikken erstatter Ungepolitik 2019-2024 og skal ses i "
        "sammenhæng med Sundhedspolitikken og Handicappolitikken.\n"
    )
    assert {e.text: e.attributes["relation"] for e in document.of_type("relation")} == {
        "Ungepolitik 2019-2024": "replaces",
        "Sundhedspolitikken": "relates_to",
        "Handicappolitikken": "relates_to",
    }


@pytest.mark.parametrize(
    ("title", "ordered"),
    [
        ("Kommissorium for ny ungestrategi", "ungestrategi"),
        ("Kommissorium for udarbejdelse af en sammenhængende børnepolitik", "sammenhængende børnepolitik"),
        ("Årlig status på Børne- og Ungepolitikken", "Børne- og Ungepolitikken"),
        ("Implementeringsplan for Børne- og Ungepolitikken 2026-2029", "Børne- og Ungepolitikken"),
    ],
)
def test_what_a_document_orders_or_reports_on_stands_in_its_title(title, ordered):
    document = reading(f"# {title}\n\n## Baggrund\n\nByrådet har ønsket det.\n")
    relation = next(document.of_type("relation"))
    assert relation.text == ordered
    assert relation.attributes["relation"] in ("concerns", "implements")


def test_a_lead_in_without_its_colon_still_introduces_the_list_below():
    document = reading(
        "# Strategi\n\n## Spor 1: Fællesskaber\n\nDet betyder, at vi vil\n\n- samarbejde på tværs\n- dele viden\n"
    )
    assert texts(document, "commitment") == [
        "Det betyder, at vi vil samarbejde på tværs",
        "Det betyder, at vi vil dele viden",
    ]


def test_the_lead_in_of_a_list_says_more_than_the_heading_above_it():
    document = reading(
        "# Politik\n\n## Pejlemærke 1 – Trivsel\n\nDerfor vil vi:\n\n- se hvert barn\n\nDet kan ses ved, at:\n\n- fraværet falder\n"
    )
    assert texts(document, "commitment") == ["Derfor vil vi: se hvert barn"]
    assert texts(document, "indicator") == ["Det kan ses ved, at: fraværet falder"]


def test_a_label_inside_a_line_names_the_rest_of_it():
    document = reading(
        "# Strategi\n\n## Spor 1: Læring\n\n**Vision:** Alle unge er en del af et fællesskab.\n\nVi arbejder videre.\n"
    )
    assert texts(document, "vision") == ["Alle unge er en del af et fællesskab."]


@pytest.mark.parametrize(
    "line",
    [
        "Styregruppen består af direktøren for Børn og Unge, skolechefen og familiechefen.",
        "Styregruppen sammensættes af direktøren for Børn og Unge, skolechefen og familiechefen.",
    ],
)
def test_a_body_and_its_seats_may_be_told_in_a_sentence(line):
    document = reading(f"# Implementeringsplan\n\n## Organisering\n\n{line}\n")
    body = next(document.of_type("body"))
    assert (body.text, body.attributes["kind"]) == ("Styregruppen", "steering_group")
    assert [(e.text, e.parent) for e in document.of_type("member")] == [
        ("direktøren for Børn og Unge", body.id),
        ("skolechefen", body.id),
        ("familiechefen", body.id),
    ]


def test_seats_on_one_line_under_the_groups_name():
    document = reading(
        "# Kommissorium\n\n## Styregruppe\n\nUngechef (formand), skolechef, leder af jobcentret og sekretariatschef.\n"
    )
    assert [(e.text, e.attributes["role"]) for e in document.of_type("member")] == [
        ("Ungechef", "chair"),
        ("skolechef", "member"),
        ("leder af jobcentret", "member"),
        ("sekretariatschef", "member"),
    ]


def test_owners_may_point_to_a_part_by_its_number():
    document = reading(
        "# Strategi\n\n## Spor 1: Fællesskaber\n\nTekst.\n\n## Spor 2: Læring\n\nTekst.\n\n## Ansvar og opfølgning\n\n"
        "Skolechefen er ansvarlig for spor 2. Direktionen har det overordnede ansvar for strategien.\n"
    )
    parts = {e.id: e.text for e in document.of_type("theme")}
    assert [(e.text, parts.get(e.attributes.get("of"))) for e in document.of_type("owner")] == [
        ("Skolechefen", "Læring"),
        ("Direktionen", None),
    ]


def test_what_happens_in_a_timetable_is_a_milestone_and_asking_people_is_involvement():
    document = reading(
        "# Kommissorium\n\n## Tids- og procesplan\n\n| Tidspunkt | Aktivitet | Ansvarlig |\n|---|---|---|\n"
        "| September 2026 | Kommissorium godkendes i Børneudvalget | Ungechef |\n| Oktober/november 2026 | Workshop med unge | Arbejdsgruppen |\n"
    )
    assert texts(document, "milestone") == ["Kommissorium godkendes i Børneudvalget"]
    workshop = next(document.of_type("involvement"))
    assert (workshop.attributes["date"], workshop.attributes["date_to"]) == ("2026-10", "2026-11")
    assert not texts(document, "action")


def test_a_form_set_as_a_table_is_read_as_the_sections_it_prints():
    document = reading(
        "# Kommissorium\n\n| Emne | Beskrivelse |\n|---|---|\n| Formål | At få en politik, som alle kan bruge i hverdagen. |\n"
        "| Succeskriterier | - Politikken er kendt af alle<br>- Mindst 500 børn har bidraget |\n| Økonomi | Ingen. |\n"
        "| Styregruppe | Direktør (formand), familiechef, skolechef |\n"
    )
    assert (document.kind, document.title) == (Kind.TERMS_OF_REFERENCE, "Kommissorium")
    assert texts(document, "success_criterion") == [
        "Politikken er kendt af alle",
        "Mindst 500 børn har bidraget",
    ]
    assert len(texts(document, "member")) == 3
    assert not texts(document, "economy")  # an empty field says nothing


def test_labels_on_lines_of_their_own_part_the_text_of_an_agenda_item():
    document = reading(
        "Åben sag\nSagsnr. 330-2026-12345\n\nÅrlig status på Børnepolitikken\n\nSagsfremstilling\nFraværet er faldet.\n"
        "Fokusområde 1: Trivsel\nFlere er glade for deres skole.\n\nIndstilling\nDet indstilles, at status godkendes.\n\n"
        "Beslutning i Byrådet den 24-03-2026\nGodkendt.\nFraværende: En fra udvalget\n\nBilag\n1 Statusnotat (dok.nr. 123456-26) (Åben)\n2 Nøgletal\n",
        "punkt.txt",
    )
    assert document.title == "Årlig status på Børnepolitikken"
    assert document.case_number == "330-2026-12345"
    part = next(document.of_type("focus_area"))
    assert [(e.text, e.parent) for e in document.of_type("status_finding")] == [
        ("Fraværet er faldet.", None),
        ("Flere er glade for deres skole.", part.id),
    ]
    assert [(e.text, e.attributes["date"]) for e in document.of_type("decision")] == [
        ("Godkendt.", "2026-03-24")
    ]
    assert [(e.text, e.attributes) for e in document.of_type("annex")] == [
        ("Statusnotat", {"number": "1", "document_number": "123456-26", "open": True}),
        ("Nøgletal", {"number": "2"}),
    ]


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("Gældende fra 1. januar 2026 til udgangen af 2029", "2026-01-01", "2029"),
        ("Gælder i perioden 2026 til og med 2029", "2026", "2029"),
        (
            "Politikken gælder fra den 1. januar 2026 og frem til den 31. december 2029",
            "2026-01-01",
            "2029-12-31",
        ),
    ],
)
def test_a_period_may_be_printed_with_unlike_ends(line, start, end):
    document = reading(f"# Børnepolitik\n\n{line}\n\n## Vision\n\nAlle børn trives.\n")
    assert document.period is not None
    assert (document.period.start, document.period.end) == (start, end)


def test_who_the_document_was_made_with_is_involvement():
    document = reading(
        "# Børnepolitik\n\n## Forord\n\nPolitikken er blevet til i tæt dialog med forældre, elevråd og medarbejdere.\n"
    )
    assert texts(document, "involvement") == [
        "Politikken er blevet til i tæt dialog med forældre, elevråd og medarbejdere."
    ]
