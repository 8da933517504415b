"""Projects with a partner outside: who counts as one, what is said of it, and what is no project. Each text is our own."""

import json
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roedtraad.reading import Document, read
from roedtraad.reading.command import render_outline


def reading(text, name="politik.md"):
    return read(text.encode(), name)


def projects(text, municipality="Fjordby Kommune"):
    """The projects of a policy in which the text stands as a section."""
    return reading(f"# Børnepolitik\n\n{municipality}\n\n## Indsatser\n\n{text}\n").projects


def said(project):
    return {name: value for name, value in asdict(project).items()
            if value and name not in ("block", "page", "rule", "confidence")}  # fmt: skip


SAID = [
    ("Fjordby Kommune indgår i et partnerskabsprojekt med Socialstyrelsen.", {"partner": "Socialstyrelsen"}),
    (
        "Siden 2023 deltager vi i et udviklingsprojekt under Børne- og Undervisningsministeriet.",
        {"partner": "Børne- og Undervisningsministeriet", "begins": "2023"},
    ),
    (
        "Kommunen er med i projektet »Stærke Overgange«, som er finansieret af A.P. Møller Fonden.",
        {"title": "Stærke Overgange", "partner": "A.P. Møller Fonden"},
    ),
    (
        "Dagtilbuddene har fået tilsagn om 2,4 mio. kr. fra Egmont Fonden til læsehjørner i perioden 2026-2028.",
        {"partner": "Egmont Fonden", "grant": "2,4 mio. kr.", "begins": "2026", "ends": "2028"},
    ),
    (
        "Med puljemidler fra Social- og Boligstyrelsen ansætter vi to familievejledere.",
        {"partner": "Social- og Boligstyrelsen", "grant": "puljemidler fra Social- og Boligstyrelsen"},
    ),
    (
        "Projektet Havnens Unge gennemføres i samarbejde med Aarhus Universitet og løber fra august 2025 til juli 2027.",
        {"title": "Havnens Unge", "partner": "Aarhus Universitet", "begins": "2025-08", "ends": "2027-07"},
    ),
    (
        "Region Midtjylland har bevilget 750.000 kr. til kommunens projekt om søvn i udskolingen.",
        {"title": "projekt om søvn i udskolingen", "partner": "Region Midtjylland", "grant": "750.000 kr."},
    ),
    (
        "Vi har indgået et partnerskab med TrygFonden om flere børn, der kan svømme.",
        {"title": "partnerskab med TrygFonden om flere børn", "partner": "TrygFonden"},
    ),
    (
        "Som forsøgskommune deltager Fjordby i Sundhedsstyrelsens projekt om røgfri skoletid.",
        {"title": "projekt om røgfri skoletid", "partner": "Sundhedsstyrelsen"},
    ),
    (
        'Satspuljeprojektet "Familier i bevægelse" slutter ved udgangen af 2027.',
        {"title": "Familier i bevægelse", "partner": "Satspuljen", "ends": "2027"},
    ),
    (
        "Sammen med Professionshøjskolen Absalon afprøver vi i projektet \"Legens Time\" nye rutiner i vuggestuen.",
        {"title": "Legens Time", "partner": "Professionshøjskolen Absalon"},
    ),
    (
        "Fjordby, Skive og Struer Kommuner er gået sammen, og vi deltager i et fælles projekt med Skive og Struer Kommuner om ordblinde unge.",
        {"title": "projekt med Skive og Struer Kommuner om ordblinde unge", "partner": "Skive og Struer Kommuner"},
    ),
    (
        "Kommunen deltager i et forsøg med syv andre kommuner.",
        {"partner": "syv andre kommuner"},
    ),
    (
        "Projektet er støttet af Nordea-fonden og Red Barnet med i alt 900.000 kr.",
        {"partner": "Nordea-fonden og Red Barnet", "grant": "i alt 900.000 kr."},
    ),
    (
        "Kommunen har søgt og fået 1,2 mio. kr. fra puljen til tidlig sprogstart under Børne- og Undervisningsministeriet.",
        {"partner": "Børne- og Undervisningsministeriet", "grant": "1,2 mio. kr."},
    ),
    (
        "Ungecentret indgår i et samarbejde med Mødrehjælpen med titlen \"Unge Mødre i Gang\".",
        {"title": "Unge Mødre i Gang", "partner": "Mødrehjælpen"},
    ),
    (
        "Partnerskabet mellem Fjordby Kommune og Den Obelske Familiefond løber til og med 2029.",
        {"partner": "Den Obelske Familiefond", "ends": "2029"},
    ),
    (
        "Med et tilskud på 300.000 kr. fra Kulturministeriet er billedskolen åbnet for alle.",
        {"partner": "Kulturministeriet", "grant": "300.000 kr."},
    ),
    (
        "Læsevenner-projektet er et samarbejde mellem Fjordby Bibliotek, VIA University College og skolerne.",
        {"title": "Læsevenner-projektet", "partner": "VIA University College"},
    ),
    (
        "Vi medvirker i KL's partnerskab om færre udsatte børn uden for fællesskabet.",
        {"partner": "KL"},
    ),
    (
        "Byrådet har takket ja til midler fra EU, og projektet \"Grøn Skolevej\" begynder i 2026 med midler fra EU.",
        {"title": "Grøn Skolevej", "partner": "EU", "begins": "2026"},
    ),
    (
        "TrygFonden støtter projektet Ro i Klassen med 1,1 mio. kr.",
        {"title": "Ro i Klassen", "partner": "TrygFonden", "grant": "1,1 mio. kr."},
    ),
    (
        "Fjordby Kommune samarbejder med Egmont Fonden om projektet \"Læs Sammen\".",
        {"title": "Læs Sammen", "partner": "Egmont Fonden"},
    ),
    (
        "Kommunen har modtaget 1,8 millioner kroner fra Sundhedsstyrelsens pulje til sunde overgange.",
        {"partner": "Sundhedsstyrelsen", "grant": "1,8 millioner kroner"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "told"), SAID)
def test_a_sentence_tells_of_a_project_with_somebody_outside(sentence, told):
    (project,) = projects(sentence)
    assert told.items() <= said(project).items()
    assert set(said(project)) - set(told) <= {"grant", "title"}  # dates, aims and duties are never made up
    assert project.confidence >= 0.7


NONE = [
    "Politikken er udarbejdet i samarbejde med Børne- og Skoleudvalget.",
    "Projektet gennemføres i samarbejde med PPR, Familieafdelingen og Søndre Skole.",
    "Vi arbejder efter Sverigesmodellen og metoden De Utrolige År.",
    "Metoden er udviklet af Aarhus Universitet med støtte fra Egmont Fonden.",
    "Kommunen har søgt om 2 mio. kr. fra Egmont Fonden.",
    "Vi har fået afslag på midler fra Socialstyrelsen.",
    "Kommunen kan søge puljemidler fra Social- og Boligstyrelsen.",
    "Kommunen er ikke længere med i partnerskabet med TrygFonden.",
    "Der er et tæt samarbejde med Region Midtjylland om børn i psykiatrien.",
    "Vi følger Sundhedsstyrelsens anbefalinger for børn og søvn.",
    "Skolebestyrelsen har bevilget 20.000 kr. til et projekt om skolehaver.",
    "Forældrebestyrelsen støtter projektet om mere frugt.",
    "Partnerskab med forældre er en forudsætning for et godt dagtilbud.",
    "Socialstyrelsen danner partnerskaber med syv kommuner om en tidligere indsats.",
    "Skive Kommune deltager i et projekt med Egmont Fonden.",
    "Byggeprojektet er finansieret af kommunens anlægsmidler og Realdania får intet at sige.",
    "Projektgruppen mødes med KL to gange om året.",
    "Pjecen er udgivet med støtte fra Sundhedsstyrelsen.",
    "Familier kan få støtte fra Mødrehjælpen.",
    "Kommunens Udviklingsfond har givet 50.000 kr. til projektet om flere legepladser.",
    "Projektet På Vej er et samarbejde mellem dagtilbud og skoler i Fjordby Kommune.",
    "Kommunen indberetter hvert år tal til Sundhedsstyrelsen.",
    "Undersøgelsen er lavet af VIVE for KL.",
    "I samarbejde med Socialstyrelsens Task Force arbejder vi med sagsbehandlingen.",
    "Børnene har skrevet et brev til Børne- og Undervisningsministeriet om projektugen.",
    "Partnerskab med KL, ministerier og fonde er vigtigt for fremtiden.",
    "I Fjordby Kommune er 40 procent af puljen til foreninger givet til spejderne, viser tal fra KL.",
    "Børnehusene drives af Region Hovedstaden med finansiering fra kommunerne.",
    "Kommunen giver tilskud til Ungdommens Røde Kors' lektiecafé.",
    "Vi har ladet os inspirere af Skive Kommunes projekt om skolehaver.",
    "Mål for projektet om nye legepladser er, at flere børn leger ude.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_done_inside_wished_for_or_only_named_is_no_project(sentence):
    assert projects(sentence) == []


def test_what_is_done_together_with_a_fund_without_a_word_for_it_is_found_but_not_sure():
    (project,) = projects("I samarbejde med Bikubenfonden inviterer vi alle fjerdeklasser i teatret.")
    assert project.partner == "Bikubenfonden"
    assert project.confidence < 0.7


def test_a_project_that_is_over_is_less_sure():
    (now,) = projects("Vi deltager i et partnerskab med KL.")
    (past,) = projects("Vi deltog i et partnerskab med KL.")
    assert past.confidence < now.confidence


def test_our_own_municipality_is_no_partner_and_another_is_only_where_one_knows_which_is_ours():
    text = "Vi deltager i et fælles projekt med Skive Kommune om skolevej."
    assert [each.partner for each in projects(text)] == ["Skive Kommune"]
    assert projects(text, "Skive Kommune") == []
    assert reading("# Plan\n\nVi deltager i et fælles projekt.\n").projects == []


def test_aims_stand_in_the_list_under_their_heading_and_the_duty_to_report_in_its_own_sentence():
    (project,) = projects(
        "Fjordby Kommune indgår i et partnerskab med Egmont Fonden. Partnerskabet hedder \"Trygt fra start\" og løber "
        "fra 2025 til 2028. Fonden giver 3 mio. kr. i alt. Der afrapporteres til fonden hvert år i marts.\n\n"
        "### Mål med partnerskabet:\n\n1. Flere forældre møder en sundhedsplejerske\n2. Færre børn skifter dagtilbud\n"
    )  # fmt: skip
    assert said(project) == {
        "title": "Trygt fra start",
        "partner": "Egmont Fonden",
        "begins": "2025",
        "ends": "2028",
        "aims": ["Flere forældre møder en sundhedsplejerske", "Færre børn skifter dagtilbud"],
        "reporting": "Der afrapporteres til fonden hvert år i marts.",
    }


def test_aims_of_another_project_further_down_are_not_taken():
    (project,) = projects(
        "Vi deltager i et partnerskab med KL.\n\n## Projekt Gårdhaven\n\nSkolen anlægger en have.\n\n"
        "### Mål med projektet\n\n- Flere grøntsager\n"
    )
    assert project.aims == []


def test_one_project_in_two_sentences_is_one():
    (project,) = projects(
        "Kommunen har fået 600.000 kr. fra Lauritzen Fonden. Projektet \"Hver Onsdag\" er et samarbejde med Lauritzen Fonden.\n\n"
        "Målet med projektet er, at ingen spiser alene."
    )  # fmt: skip
    assert (project.title, project.grant) == ("Hver Onsdag", "600.000 kr.")
    assert project.aims == ["Målet med projektet er, at ingen spiser alene."]


def test_two_projects_with_one_partner_are_two_where_they_have_names():
    found = projects(
        'Vi er med i projektet "Ro på" med støtte fra TrygFonden.\n\nVi er med i projektet "Frisk Luft" med støtte fra TrygFonden.'
    )
    assert [each.title for each in found] == ["Ro på", "Frisk Luft"]


def test_a_table_of_projects_gives_a_project_for_each_row_with_somebody_outside():
    found = projects(
        "| Projekt | Samarbejdspartner | Bevilling | Periode |\n|---|---|---|---|\n"
        "| Læs med mig | Egmont Fonden | 1.200.000 kr. | 2025-2027 |\n"
        "| Skolehaver | Teknik- og Miljøudvalget | 50.000 kr. | 2026 |\n"
        "| Sov godt | Region Nordjylland og UCN | - | til 2026 |\n"
    )
    assert [said(each) for each in found] == [
        {"title": "Læs med mig", "partner": "Egmont Fonden", "grant": "1.200.000 kr.", "begins": "2025", "ends": "2027"},
        {"title": "Sov godt", "partner": "Region Nordjylland og UCN", "ends": "2026"},
    ]  # fmt: skip
    assert {each.rule for each in found} == {"project-row"}


def test_a_project_may_stand_as_fields_beside_their_values():
    (project,) = projects(
        "| Felt | Værdi |\n|---|---|\n| Projekttitel | Ud i skoven |\n| Partner | Realdania |\n| Start | 1. august 2025 |\n| Slut | 31. juli 2027 |\n"
        "| Formål | Flere børn leger ude |\n"
    )
    assert said(project) == {
        "title": "Ud i skoven", "partner": "Realdania", "begins": "2025-08-01", "ends": "2027-07-31", "aims": ["Flere børn leger ude"],
    }  # fmt: skip


def test_other_documents_contents_lines_and_the_sites_frame_give_nothing():
    tail = "Vi indgår i et partnerskab med Socialstyrelsen om tidlig indsats"
    document = reading(
        "Børnepolitik\n\nFjordby Kommune\n\nIndhold\n\nPartnerskab med Egmont Fonden ........ 4\nVores børn ........ 5\nVores unge ........ 6\n\n"
        f"Vores børn\n\nBørn skal lege.\n\nRelaterede dokumenter\n\n{tail}\n\nLæs mere\n\n{tail}\n\n{tail}\n\nLæs mere\n\n{tail}\n\nLæs mere\n",
        "politik.txt",
    )
    assert document.projects == []


def test_a_projects_place_is_where_it_is_first_named():
    text = "Vi deltager i et partnerskab med KL om flere læsere."
    document = reading(f"# Politik\n\nBørn skal lege.\n\n{text}\n")
    (project,) = document.projects
    assert document.blocks[project.block].text == text


def test_projects_stand_in_the_header_and_are_no_elements():
    text = "Fjordby Kommune har fået 2 mio. kr. fra Egmont Fonden. Vi gør os umage."
    with_it = reading(f"# Politik\n\n{text}\n")
    without = reading("# Politik\n\nFjordby Kommune gør meget. Vi gør os umage.\n")
    assert [e.type for e in with_it.elements] == [e.type for e in without.elements]
    assert with_it.to_json()["projects"][0]["partner"] == "Egmont Fonden"
    full = json.loads(json.dumps(with_it.to_full()))
    assert Document.from_full(full) == with_it
    del full["projects"]  # a reading that was kept before there were any
    assert Document.from_full(full).projects == []


def test_the_outline_names_them_and_explains_the_rule():
    document = reading("# Politik\n\nFjordby Kommune har fået 2 mio. kr. fra Egmont Fonden.\n")
    assert "eksternt projekt: med Egmont Fonden, 2 mio. kr." in render_outline(document)
    assert "project-grant (0.90, linje 3)" in render_outline(document, explain_rules=True)


WORDS = st.sampled_from(
    ["projektet", "Projekt", "partnerskab", "med", "fra", "Egmont", "Fonden", "Socialstyrelsens", "2 mio. kr.", "har fået", "indgår", "i", "og",
     '"', "“", ":", ".", ",", "\n", "\n\n- ", "| Projekt | Partner |\n|---|---|\n| A | KL |\n", "Skive Kommune", "kommuner", "2025-2020", "til", "1. maj",
     "Mål med projektet:", "støttet af", "puljen", "(", ")", "–"]
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(WORDS, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)), max_size=60
    )
)
def test_whatever_stands_there_nothing_breaks_and_every_project_has_a_partner(pieces):
    for project in reading("# Politik\n\nFjordby Kommune\n\n" + " ".join(pieces)).projects:
        assert project.partner
        assert 0 < project.confidence <= 1
        assert (
            project.begins is None
            or project.ends is None
            or project.begins <= project.ends
            or "-" in project.ends
        )
