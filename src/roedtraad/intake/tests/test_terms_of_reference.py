"""Terms of reference land: the order, the sections, the groups with their seats, and steps on dates as printed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from roedtraad.commission import actions as commission
from roedtraad.commission import steps
from roedtraad.commission.enums import BodyRole, SectionKey, StepKind, TermsState
from roedtraad.commission.models import (
    Step,
    TermsAnnex,
    TermsBody,
    TermsOfReference,
    TermsSection,
    TermsTheme,
)
from roedtraad.core.models import ActionLog
from roedtraad.core.tenancy import crossings
from roedtraad.intake import actions, landing_commission, lifting
from roedtraad.intake.enums import ElementKind
from roedtraad.intake.jobs import read_now
from roedtraad.intake.landing import Landings
from roedtraad.intake.models import Acceptance, Landing, SourceDocument
from roedtraad.organisation.models import Body, Person, Position, Seat
from roedtraad.policies.models import Policy, PolicyRelation

D = datetime.date
ROWS = (
    TermsOfReference, TermsSection, TermsTheme, TermsAnnex, TermsBody, Step, Policy, PolicyRelation, Body, Seat, Person,
    Position,
)  # fmt: skip

OURS = """# Kommissorium for fritidspolitikken

Fjordby Kommune, sagsnummer 26/1188

## Baggrund

Den nuværende fritidspolitik er fra 2017. Foreningerne siger, at den ikke længere passer til dem.

## Formål

Formålet er, at flere børn går til noget, de selv har valgt.

## Målgruppe

Politikken gælder børn og unge fra 6 til 18 år. Voksne foreningsledere er ikke omfattet.

## Organisering

Styregruppe:

- Fritidschef (formand)
- Repræsentant for idrætsforeningerne

## Tidsplan

| Hvornår | Milepæl | Ansvarlig |
|---|---|---|
| Ultimo marts 2027 | Udkast til politik foreligger | Fritidskonsulent |
| 2. kvartal 2027 | Politikken behandles i Fritidsudvalget | Fritidschef |

## Økonomi

Arbejdet holdes inden for rammen.
"""


def land(document: SourceDocument, by) -> TermsOfReference:
    """As an acceptance does."""
    wish = landing_commission.wish_for(document)
    acceptance = Acceptance.objects.create(document=document, accepted_by=str(by), wish=wish.as_json())
    landings = Landings(acceptance, document, by)
    terms = landing_commission.land(landings, wish)
    landings.write()
    acceptance.last_log = ActionLog.objects.values_list("pk", flat=True).first() or 0
    acceptance.save()
    return terms


def rows() -> dict[str, list[int]]:
    return {model.__name__: sorted(model.objects.values_list("pk", flat=True)) for model in ROWS}


@pytest.fixture
def seed(shared: Path, fjordby, coordinator) -> SourceDocument:
    path = next((shared / "seeds").glob("000_*"))
    document, _new = actions.receive(path.name, path.read_bytes(), by=coordinator, read=False)
    read_now(document)
    return document


@pytest.fixture
def ours(fjordby, coordinator, bring) -> SourceDocument:
    return bring(coordinator, "kommissorium.md", OURS)


def test_the_policy_that_is_ordered_becomes_a_stub_with_its_period_and_early_revision(seed, coordinator):
    terms = land(seed, coordinator)
    assert terms.policy.is_stub
    assert (terms.begins.iso(), terms.ends.iso()) == (("2020", None), ("2026", None))
    assert terms.early_revision.iso() == ("2022", None)
    assert "2022" in terms.early_revision_reason
    assert (terms.age_from, terms.age_to) == (0, 25)
    assert terms.state == TermsState.DRAFT  # the document does not say that it was adopted
    kinds = sorted(PolicyRelation.objects.filter(policy=terms.policy).values_list("kind", flat=True))
    assert kinds.count("replaces") >= 6
    assert kinds.count("relates_to") == 6
    assert kinds.count("supports") >= 1


def test_the_groups_stand_with_their_seats_filled_where_somebody_is_named(seed, coordinator):
    terms = land(seed, coordinator)
    roles = {row.role: row.body for row in TermsBody.objects.filter(terms=terms).select_related("body")}
    assert set(roles) == {BodyRole.STEERING, BodyRole.PROJECT, BodyRole.REFERENCE}
    steering, reference = (Seat.objects.filter(body=roles[role]) for role in ("steering", "reference"))
    assert steering.get(role="chair").person is not None
    assert steering.exclude(person=None).count() == 5
    assert (reference.count(), reference.exclude(person=None).count()) == (12, 0)


def test_one_person_who_sits_in_two_groups_is_one_person(seed, coordinator):
    land(seed, coordinator)
    names = list(Person.objects.exclude(user=coordinator).values_list("name", flat=True))
    assert len(names) == len(set(names)) == 9


def test_steps_keep_the_words_of_their_dates_and_take_the_year_from_the_heading(seed, coordinator):
    terms = land(seed, coordinator)
    first, second = Step.objects.filter(terms=terms, when_words="Oktober/november")
    assert first.when.earliest == second.when.earliest == D(2018, 10, 1)
    assert first.when.latest == D(2018, 11, 30)
    assert first.when_vague
    ultimo = Step.objects.get(terms=terms, when_words="Ultimo december 2018")
    assert (ultimo.when_earliest, ultimo.when_latest) == (D(2018, 12, 21), D(2018, 12, 31))
    assert ultimo.kind == StepKind.INVOLVEMENT
    days = Step.objects.filter(terms=terms, when_precision="day").values_list("when_earliest", flat=True)
    assert set(days) == {D(2018, 11, 7), D(2018, 12, 12), D(2018, 12, 18)}
    assert Step.objects.filter(terms=terms, kind=StepKind.HEARING).count() == 2
    council = Step.objects.filter(terms=terms, kind=StepKind.DECISION, body_name="Byrådet")
    assert council.count() == 2


def test_a_step_of_which_the_document_gives_no_date_has_none(seed, coordinator):
    terms = land(seed, coordinator)
    phases = Step.objects.filter(terms=terms, when_earliest=None, kind=StepKind.MILESTONE)
    assert phases.count() == 3  # planning, writing, strategies
    assert not Step.objects.filter(terms=terms).overdue(D(2018, 10, 1)).exists()


def test_sections_hold_the_whole_text_under_the_documents_own_headings(seed, coordinator):
    terms = land(seed, coordinator)
    sections = list(TermsSection.objects.filter(terms=terms))
    assert {"Baggrund", "Vision", "Formål", "Målgruppe", "Indhold"} <= {each.heading for each in sections}
    keys = [each.key for each in sections]
    for key in (
        "background",
        "legal_basis",
        "vision",
        "purpose",
        "success_criteria",
        "target_group",
        "contents",
        "levels",
    ):
        assert key in keys
    kept = " ".join(f"{each.heading} {each.text}" for each in sections)
    words = lambda text: "".join(each for each in text.casefold() if each.isalnum())  # noqa: E731
    for block in seed.blocks:
        if block["kind"] != "furniture" and block["text"] not in ("Titel", seed.title):
            assert words(block["text"]) in words(kept), block["text"]


def test_everything_that_was_read_has_a_place(seed, coordinator):
    land(seed, coordinator)
    placed = set(Landing.objects.exclude(element=None).values_list("element", flat=True))
    assert [each.text for each in seed.elements.all() if each.pk not in placed] == []
    assert TermsTheme.objects.count() == 4
    assert set(TermsAnnex.objects.values_list("number", flat=True)) == {"1", "2"}
    assert crossings() == {}


@pytest.mark.parametrize("which", ["seed", "ours"])
def test_undoing_removes_exactly_what_it_made(which, request, coordinator):
    document = request.getfixturevalue(which)
    before = rows()
    land(document, coordinator)
    acceptance = document.acceptances.get()
    assert rows() != before
    assert lifting.why_not_undo(acceptance) == []
    lifting.lift_out(acceptance, by=coordinator)
    assert rows() == before


def test_what_somebody_has_worked_on_is_not_undone(ours, coordinator):
    terms = land(ours, coordinator)
    step = Step.objects.filter(terms=terms).first()
    steps.finish_step(step, by=coordinator, on=timezone.localdate())
    (reason,) = lifting.why_not_undo(ours.acceptances.get())
    assert reason.code == "worked-on"
    assert reason.url.endswith(f"/kommissorium/{terms.pk}/")


def test_our_own_text_lands_with_owners_on_its_steps_and_ages_on_the_order(ours, coordinator):
    terms = land(ours, coordinator)
    assert terms.policy.title == "Fritidspolitikken"
    assert terms.case_number == "26/1188"
    assert (terms.age_from, terms.age_to) == (6, 18)
    assert "ikke omfattet" in terms.exclusion
    first, second = Step.objects.filter(terms=terms).by_date()
    assert (first.when.danish(), first.owner.title) == ("Ultimo marts 2027", "Fritidskonsulent")
    assert (second.when.iso(), second.owner.title) == (("2027-04", "2027-06"), "Fritidschef")
    assert TermsSection.objects.get(terms=terms, key=SectionKey.ECONOMY).heading == "Økonomi"
    timetable = TermsSection.objects.get(terms=terms, key=SectionKey.TIMETABLE)
    assert "Ultimo marts 2027\tUdkast til politik foreligger\tFritidskonsulent" in timetable.text


def test_words_that_were_put_right_in_the_review_stand_in_the_section(ours, coordinator):
    purpose = ours.elements.get(type=ElementKind.PURPOSE)
    actions.edit_element(purpose, by=coordinator, text="Formålet er, at alle børn går til noget.")
    terms = land(ours, coordinator)
    assert (
        TermsSection.objects.get(terms=terms, key="purpose").text
        == "Formålet er, at alle børn går til noget."
    )


def test_a_steering_group_of_another_policys_work_is_another_group(ours, bring, coordinator):
    first = land(ours, coordinator)
    other = bring(coordinator, "andet.md", OURS.replace("fritidspolitikken", "skolepolitikken"))
    second = land(other, coordinator)
    bodies = [TermsBody.objects.get(terms=each).body for each in (first, second)]
    assert bodies[0].name == "Styregruppe"
    assert bodies[1].name == f"Styregruppe, {second.policy.title}"
    assert [body.seats.count() for body in bodies] == [2, 2]


def test_a_body_that_is_here_already_is_the_one_a_step_names(ours, coordinator, fjordby):
    committee = Body.objects.create(name="Fritidsudvalget", kind="committee")
    terms = land(ours, coordinator)
    assert Step.objects.get(terms=terms, when_words="2. kvartal 2027").body == committee


def test_terms_of_reference_that_say_they_are_adopted_are_recorded_so(bring, coordinator, fjordby):
    text = OURS.replace("sagsnummer 26/1188", "sagsnummer 26/1188\n\nVedtaget af Byrådet den 3. marts 2026.")
    terms = land(bring(coordinator, "vedtaget.md", text), coordinator)
    assert terms.state == TermsState.ADOPTED
    assert (terms.adopted_body, terms.adopted_on) == ("Byrådet", D(2026, 3, 3))
    assert terms.evidence == "vedtaget.md"


def test_the_role_of_a_group_follows_from_what_it_is(fjordby):
    assert commission.role_of(Body(kind="steering_group")) == BodyRole.STEERING
    assert commission.role_of(Body(kind="committee")) == BodyRole.OTHER
