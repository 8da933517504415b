"""What a person corrected is remembered for the municipality's next document: labels, never texts, and for nobody else."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from roedtraad.core.tenancy import scope
from roedtraad.intake import actions, lessons, queries
from roedtraad.intake.enums import ElementState, LessonKind
from roedtraad.intake.jobs import read_now
from roedtraad.intake.labels import part_word, telling
from roedtraad.intake.models import Lesson, SourceDocument

from .conftest import FRITID_LABEL, SKOLE_LABEL

LABEL = "sådan mærkes det"


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.fixture
def school(bring, coordinator) -> SourceDocument:
    """A school policy whose label "Sådan mærkes det" the reading does not know."""
    return bring(coordinator, "skolepolitik.md", SKOLE_LABEL)


def add(document, by, *texts, kind="success_criterion"):
    return [actions.add_element(document, by=by, type=kind, text=text) for text in texts]


def teach(document, by, kind="success_criterion"):
    """A person adds what stands under the label, as the type that it is."""
    return add(
        document,
        by,
        "Alle børn har en voksen, de kan gå til",
        "Ingen elev er alene i frikvarteret",
        "Klassen har en aftale om, hvordan man taler sammen",
        kind=kind,
    )


def retype(document, by, was, kind):
    for element in document.elements.filter(type=was):
        actions.edit_element(element, by=by, type=kind)


def test_what_a_person_added_under_a_label_is_found_in_the_next_document(school, bring, coordinator):
    assert not school.elements.filter(type="success_criterion").exists()
    teach(school, coordinator)
    assert lessons.learned().labels == {LABEL: "success_criterion"}
    club = bring(coordinator, "fritidspolitik.md", FRITID_LABEL)
    assert [each.text for each in club.elements.filter(type="success_criterion")] == [
        "Alle unge kender en klub, de har lyst til at komme i",
        "Klubben har åbent, når de unge har fri",
    ]


def test_changing_the_type_of_what_stands_under_a_heading_teaches_the_heading(school, bring, coordinator):
    assert school.elements.filter(type="goal").count() == 2
    retype(school, coordinator, "goal", "commitment")
    known = {each.lesson.label: each for each in lessons.known()}
    assert (known["mål"].role, known["mål"].taken_for) == ("commitment", "goal")
    club = bring(
        coordinator, "anden.md", "# Klubpolitik\n\n## Mål\n\n- Åbne klubben om lørdagen\n- Male væggene\n"
    )
    assert {each.type for each in club.elements.all()} == {"commitment"}


def test_the_column_of_a_table_is_a_label_too(bring, coordinator):
    table = "# Plan\n\n| Spor | Sådan ser vi det | Hvem |\n|---|---|---|\n| Leg | Flere børn leger | Skolechef |\n| Læring | Flere læser | Skolechef |\n"
    document = bring(coordinator, "tabel.md", table)
    add(document, coordinator, "Flere børn leger", "Flere læser", kind="indicator")
    assert lessons.learned().labels["sådan ser vi det"] == "indicator"


def test_a_lead_in_that_ends_in_a_colon_is_a_label_too(bring, coordinator):
    text = "# Politik\n\n## Leg\n\nLeg er vigtigt. Vi kan mærke det på, at:\n\n- Skolegården er fuld\n- Børn kender legene\n"
    document = bring(coordinator, "indledning.md", text)
    document.elements.all().delete()
    add(document, coordinator, "Skolegården er fuld", "Børn kender legene", kind="indicator")
    assert lessons.learned().labels == {"vi kan mærke det på, at": "indicator"}


def test_the_word_that_numbers_the_parts_is_learned(bring, coordinator):
    text = "# Politik\n\n## Pejling 1: Trivsel\n\nOm trivsel.\n\n## Pejling 2: Læring\n\nOm læring.\n"
    document = bring(coordinator, "pejlinger.md", text)
    document.elements.all().delete()
    for words in ("Pejling 1: Trivsel", "Pejling 2: Læring"):
        actions.add_element(document, by=coordinator, type="theme", text=words)
    assert lessons.learned().parts == {"pejling": "theme"}


def test_one_element_alone_teaches_nothing_and_neither_does_a_minority(school, coordinator):
    one = school.elements.filter(type="goal").first()
    actions.edit_element(one, by=coordinator, type="commitment")
    assert not Lesson.objects.exists()


def test_a_heading_that_is_an_element_itself_is_a_subject_and_no_label(bring, coordinator):
    text = "# Politik\n\n## Tema: Leg\n\n- Flere børn leger ude\n- Flere børn leger inde\n"
    document = bring(coordinator, "tema.md", text)
    document.elements.exclude(type="theme").delete()
    add(document, coordinator, "Flere børn leger ude", "Flere børn leger inde", kind="goal")
    assert not Lesson.objects.exists()


def test_a_label_under_which_nothing_is_an_element_is_passed_over_next_time(bring, coordinator):
    text = "# Politik\n\n## Handlinger\n\n- Bestil kaffe til mødet\n- Husk at booke lokale\n"
    document = bring(coordinator, "huskeliste.md", text)
    rows = list(document.elements.filter(type="action"))
    assert len(rows) == 2
    for each in rows:
        actions.edit_element(each, by=coordinator, state=ElementState.DROPPED)
    again = bring(coordinator, "huskeliste2.md", text.replace("kaffe", "te"))
    assert not again.elements.exists()


@pytest.mark.parametrize(
    "label",
    [
        "Anne Holm Jensen",
        "Sådan mærkes det 010112-1238",
        "Mål for 2027",
        "Ring 12 34 56 78",
        "et langt afsnit der slet ikke er en betegnelse men en hel sætning om hvad der skal ske i de kommende år",
        "1.",
        "– – –",
    ],
)
def test_what_may_be_a_text_a_number_or_a_name_is_never_kept(label):
    assert telling(label) == ""


@pytest.mark.parametrize(
    ("label", "kept"), [("3. Sådan mærkes det:", LABEL), ("**Tegn på succes**", "tegn på succes")]
)
def test_a_label_is_kept_in_its_normal_form(label, kept):
    assert telling(label) == kept


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("Pejling 2: Trivsel", "pejling"),
        ("Retning nr. 3 – Leg", "retning"),
        ("Kapitel 2: Leg", ""),
        ("Leg", ""),
    ],
)
def test_the_word_before_a_number_names_the_parts(heading, word):
    assert part_word(heading) == word


def test_no_text_of_a_document_is_kept_in_what_is_learned(school, coordinator):
    teach(school, coordinator)
    kept = json.dumps(list(Lesson.objects.values_list("kind", "label", "role", "taken_for")))
    assert "voksen" not in kept
    assert "frikvarteret" not in kept


def test_documents_that_disagree_cancel_each_other(school, bring, coordinator):
    teach(school, coordinator)
    club = bring(coordinator, "fritidspolitik.md", FRITID_LABEL)
    retype(club, coordinator, "success_criterion", "goal")
    assert lessons.learned().labels == {}
    (known,) = lessons.known()
    assert not known.told


def test_what_was_read_rightly_by_a_lesson_and_approved_confirms_it(school, bring, coordinator):
    teach(school, coordinator)
    club = bring(coordinator, "fritidspolitik.md", FRITID_LABEL)
    actions.see_the_sure(club, by=coordinator)
    for element in club.elements.filter(state=ElementState.UNSEEN):
        actions.edit_element(element, by=coordinator, state=ElementState.SEEN)
    (known,) = lessons.known()
    assert known.times == 2
    assert lessons.learned().labels == {LABEL: "success_criterion"}


def test_undoing_the_correction_takes_the_lesson_back(school, coordinator):
    teach(school, coordinator)
    for _added in range(3):
        actions.undo_last_change(school, by=coordinator)
    assert not Lesson.objects.exists()


def test_the_review_says_by_which_lesson_an_element_was_recognised(school, bring, coordinator, client):
    teach(school, coordinator)
    club = bring(coordinator, "fritidspolitik.md", FRITID_LABEL)
    element = club.elements.filter(type="success_criterion").first()
    page = client.get(reverse("intake:review", args=[club.pk]), {"element": element.key}).content.decode()
    assert (
        "Genkendt som succeskriterium, fordi I rettede det, der står under »sådan mærkes det«, i Skolepolitik."
        in page
    )
    other = queries.review(school).current.element
    assert lessons.why_known(school, other) is None


def test_a_person_can_forget_a_lesson_and_it_does_not_come_back_by_itself(school, coordinator, client):
    first, *_rest = teach(school, coordinator)
    page = client.get(reverse("intake:lessons")).content.decode()
    assert LABEL in page
    assert "Succeskriterium" in page
    client.post(reverse("intake:forget_lesson", args=[Lesson.objects.get().pk]))
    assert lessons.learned().labels == {}
    actions.edit_element(first, by=coordinator, state=ElementState.UNSEEN)
    assert lessons.learned().labels == {}
    assert lessons.known() == []


def test_the_lesson_outlives_its_document(school, bring, coordinator):
    teach(school, coordinator)
    actions.remove(school, by=coordinator)
    assert lessons.learned().labels == {LABEL: "success_criterion"}


def test_another_municipality_learns_nothing_of_it(school, coordinator, outsider, nordby, signed_in):
    teach(school, coordinator)
    lesson = Lesson.objects.get()
    with scope(nordby):
        assert lessons.learned().labels == {}
        document, _new = actions.receive("fritid.md", FRITID_LABEL.encode(), by=outsider, read=False)
        read_now(document)
        assert not document.elements.filter(type="success_criterion").exists()
        foreign = signed_in(outsider)
        assert LABEL not in foreign.get(reverse("intake:lessons")).content.decode()
        assert foreign.post(reverse("intake:forget_lesson", args=[lesson.pk])).status_code == 404
    assert lessons.learned().labels == {LABEL: "success_criterion"}


def test_only_who_reviews_sees_and_forgets_lessons(school, coordinator, reader, signed_in):
    teach(school, coordinator)
    client = signed_in(reader)
    assert client.get(reverse("intake:lessons")).status_code == 403
    assert client.post(reverse("intake:forget_lesson", args=[Lesson.objects.get().pk])).status_code == 403


def test_the_list_of_lessons_costs_the_same_for_2_and_20(school, coordinator, client, queries_of):
    def make(number):
        Lesson.objects.create(
            kind=LessonKind.LABEL,
            label=f"betegnelse {number}",
            role="goal",
            document_name="Leg",
            document=None,
        )

    for number in range(2):
        make(number)
    few = queries_of(client, reverse("intake:lessons"))
    for number in range(2, 20):
        make(number)
    assert queries_of(client, reverse("intake:lessons")) == few <= 15
