"""A strategy that is a plan too: its focus areas, goals and dates go all the way to a follow-up and a status."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse

from conftest import make_user
from roedtraad.commission.models import ExternalProject
from roedtraad.core.actions import SYSTEM
from roedtraad.core.enums import Level, StatusKey
from roedtraad.followup import actions as followup
from roedtraad.followup.enums import RoundKind
from roedtraad.followup.models import Cycle, Rhythm
from roedtraad.followup.queries import check_in_for
from roedtraad.followup.rhythm_forms import RhythmForm
from roedtraad.intake import actions, projects
from roedtraad.intake.landed import landed
from roedtraad.intake.landing_strategy import what_a_plan_gets
from roedtraad.intake.models import Landing, SourceDocument
from roedtraad.intake.targets import proposal
from roedtraad.intake.tests.test_seeds import bring as bring_seed
from roedtraad.intake.tests.test_seeds import rows
from roedtraad.matters import actions as matters
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body, Position
from roedtraad.plans import actions as plans
from roedtraad.plans.enums import DateKind, PlanState
from roedtraad.plans.models import FocusArea, Goal, Plan, PlanDate
from roedtraad.plans.queries import dates_of, matrix_of
from roedtraad.plans.registrations import goals_below
from roedtraad.policies.enums import PassageKind
from roedtraad.policies.models import Passage, PassageText, Policy
from roedtraad.status import actions as status

STRATEGY = """# Strategi for læselyst

Fjordby Kommune

Gælder 2026-2029.

## Tidlige ord

Det første borgerrettede fokusområde er visionen om tidlige ord, hvor visionen er: Alle små børn hører en historie hver dag.

### Mål

- Flere familier låner bøger på biblioteket
- Flere dagtilbud læser højt hver dag

### Succeskriterier

- Halvdelen af alle treårige har et lånerkort

## Fælles faglighed

Det første organisationsrettede fokusområde er fælles faglighed, hvor visionen er: Alle, der arbejder med børn, kan tale om sprog.

## Opfølgning

Hver afdeling skal opstille mål for sit arbejde med læselyst.

## Tidsplan 2026

- Juni: Afdelingerne sender deres mål ind
- Oktober: Opfølgning på mål
- November: Justering af strategien
"""


@pytest.fixture
def strategy(bring, coordinator) -> SourceDocument:
    return bring(coordinator, "laeselyst.md", STRATEGY)


@pytest.fixture
def seed(shared, fjordby, coordinator) -> SourceDocument:
    return bring_seed(shared, "004", coordinator)


def text_of(passage: Passage) -> str:
    return PassageText.objects.get(passage=passage).text


def everything() -> dict[str, list[int]]:
    return rows() | {"ExternalProject": sorted(ExternalProject.objects.values_list("pk", flat=True))}


def why(document: SourceDocument) -> dict[str, str]:
    """Of each element without a place: its words, and what is said of it."""
    return {each.text: str(said) for _kind, said, found in landed(document).not_placed for each in found}


# --- the real one, all the way


def test_a_real_strategy_becomes_an_edition_and_a_plan_of_its_ten_visions(seed, coordinator):
    actions.accept(seed, by=coordinator)
    plan = Plan.objects.get()
    assert (plan.title, plan.state) == ("Plan for Udviklingsstrategi Børn og Familie", PlanState.DRAFT)
    areas = list(FocusArea.objects.filter(plan=plan).order_by("order"))
    assert [each.perspective for each in areas] == ["citizen"] * 5 + ["organisation"] * 5
    assert {each.theme.kind for each in areas} == {PassageKind.VISION}
    assert len({each.theme_id for each in areas}) == 10  # each under its own vision
    assert text_of(areas[2].theme) == "Vi er insisterende i det tværfaglige samarbejde."


def test_each_goal_of_a_real_strategy_hangs_on_its_own_sentence(seed, coordinator):
    actions.accept(seed, by=coordinator)
    goals = list(Goal.objects.order_by("order"))
    assert len(goals) == 6
    for goal in goals:
        assert goal.passage.kind == PassageKind.OBJECTIVE
        assert text_of(goal.passage) == goal.title
        assert goal.focus_area.title == "En tidlig og forebyggende indsats"
    sentence = goals[0].passage_id
    (area,) = goals_below([sentence])[sentence]
    assert (area.kind, area.title) == ("plans.focus_area", "En tidlig og forebyggende indsats")
    assert [each.title for each in area.below] == [goals[0].title]


def test_below_the_vision_stands_its_focus_area_with_all_its_goals(seed, coordinator):
    actions.accept(seed, by=coordinator)
    area = FocusArea.objects.order_by("order").first()
    every = list(Passage.objects.values_list("pk", flat=True))
    for asked in ([area.theme_id], every):  # alone, and as the page of the edition asks
        (shown,) = goals_below(asked)[area.theme_id]
        assert shown.pk == area.pk
        assert len(shown.below) == 6


def test_the_dates_of_a_real_strategy_stand_in_the_order_of_its_timetable(seed, coordinator):
    actions.accept(seed, by=coordinator)
    told = [(each.said.lower(), each.kind, each.before) for each in dates_of(Plan.objects.get())]
    assert told == [
        ("april 2016", DateKind.MILESTONE, ""),
        ("", DateKind.MILESTONE, "Sektor-MED"),  # the transcript has lost the month
        ("", DateKind.MILESTONE, "Børn og Skoleudvalget"),
        ("maj-juni 2016", DateKind.MILESTONE, ""),
        ("ultimo juni 2016", DateKind.MILESTONE, ""),
        ("september 2016", DateKind.FOLLOW_UP, ""),
        ("december 2016", DateKind.FOLLOW_UP, ""),
        ("marts 2017", DateKind.FOLLOW_UP, ""),
        ("maj 2017", DateKind.ADJUSTMENT, ""),
    ]


def test_what_a_real_strategy_says_of_the_template_is_told_where_it_lives(seed, coordinator):
    actions.accept(seed, by=coordinator)
    left = why(seed)
    template = [said for text, said in left.items() if "skabelon" in text or "Den enkelte afdeling" in text]
    assert len(template) == 2
    assert all("Enheder og deres mål" in said for said in template)
    assert not [text for text in left if text.startswith(("Opfølgning", "Justering", "Flere socialt"))]


def test_what_is_promised_before_is_what_came(seed, coordinator, signed_in):
    client = signed_in(coordinator)
    page = client.get(reverse("intake:accept", args=[seed.pk])).content.decode()
    assert "10 fokusområder, 6 mål og 9 datoer" in page
    wish = proposal(seed)
    client.post(
        reverse("intake:accept", args=[seed.pk]),
        {"target": wish.target, "policy": "", "title": wish.title, "kind": wish.kind, "with_plan": "on",
         "plan_title": "Plan 2016", "projects": [each.key for each in projects.named_in(seed) if each.aims]},
    )  # fmt: skip
    came = {str(each.words): each.count for each in landed(seed).came}
    assert (came["fokusområder"], came["mål"], came["datoer i planen"]) == (10, 6, 9)
    assert [kind for _words, _url, kind in landed(seed).links] == ["policies.edition", "plans.plan"]
    assert Plan.objects.get().title == "Plan 2016"
    assert ExternalProject.objects.get().policy == Plan.objects.get().policy


def test_undone_before_anything_hangs_on_it_nothing_is_left(seed, coordinator):
    before = everything()
    first = actions.accept(seed, by=coordinator)
    stood = everything()
    assert actions.accept(seed, by=coordinator) == first
    assert everything() == stood
    actions.undo(seed, by=coordinator)
    assert everything() == before
    assert not Landing.objects.exists()
    actions.accept(seed, by=coordinator)
    assert {name: len(keys) for name, keys in everything().items()} == {n: len(k) for n, k in stood.items()}


def test_what_somebody_wrote_in_the_plan_is_not_undone(seed, coordinator, signed_in):
    actions.accept(seed, by=coordinator)
    plans.write_goal(Plan.objects.get(), by=coordinator, title="Vores eget mål", on_policy=True)
    answer = signed_in(coordinator).get(reverse("intake:review", args=[seed.pk])).content.decode()
    assert "Der hænger noget på" in answer
    assert Plan.objects.exists()


def test_a_real_strategy_goes_from_its_matrix_and_its_months_to_a_status_that_holds_its_goals(
    seed, coordinator, fjordby
):
    with time_machine.travel(datetime.datetime(2026, 6, 10, 9, tzinfo=datetime.UTC), tick=False):
        committee = Body.objects.create(name="Børneudvalget", kind=BodyKind.COMMITTEE)
        meeting = matters.schedule_meeting(committee, by=SYSTEM, date=datetime.date(2026, 9, 9))
        wish = proposal(seed)
        wish.projects = [each.key for each in projects.named_in(seed) if each.aims]
        actions.accept(seed, by=coordinator, wish=wish)
        plan = Plan.objects.get()

        matrix = matrix_of(plan)
        assert (len(matrix.citizen), len(matrix.organisation), matrix.total) == (5, 5, 25)
        plans.cross(matrix.citizen[0], by=coordinator, organisation=matrix.organisation[1], text="Ét svar")

        chief = make_user(fjordby, "Karla Kvist", "Familiechef")
        owner = Position.objects.get(title="Familiechef")
        for goal in Goal.objects.filter(plan=plan):
            plans.edit_goal(
                goal, by=coordinator, title=goal.title, focus_area=goal.focus_area, passage=goal.passage,
                owner=owner, level=Level.PREVENTIVE,
            )  # fmt: skip
        plans.start_plan(plan, by=coordinator)

        rhythm = Rhythm(plan=plan)
        form = RhythmForm(rhythm)
        assert form.by_dates == "september, december, marts og maj (justering)"
        suggested = [row for row in form.rows.initial if row.get("month")]
        assert [(row["month"], row["kind"]) for row in suggested] == [
            (9, RoundKind.STATUS), (12, RoundKind.STATUS), (3, RoundKind.STATUS), (5, RoundKind.ADJUSTMENT),
        ]  # fmt: skip
        assert {row["body"] for row in suggested} == {committee.pk}
        beats = [followup.BeatLine(row["month"], committee, row["kind"]) for row in suggested]
        followup.make_rounds(followup.set_rhythm(rhythm, by=coordinator, beats=beats), by=coordinator)
        cycle = Cycle.objects.get(meeting=meeting)

    with time_machine.travel(datetime.datetime.combine(cycle.opens, datetime.time(9)), tick=False):
        for goal in Goal.objects.filter(plan=plan):
            followup.save_check_in(
                check_in_for(cycle, goal), by=chief, status=StatusKey.ON, happened="I gang"
            )
            followup.sign_off(check_in_for(cycle, goal), by=chief)
        snapshot = followup.freeze(cycle, by=coordinator)
    held = {row["title"]: row for row in snapshot.data["goals"]}
    assert set(held) == set(Goal.objects.filter(plan=plan).values_list("title", flat=True))
    assert all(row["passage"]["text"] == title and row["status"] == "on" for title, row in held.items())
    report = status.assemble(snapshot, by=coordinator)
    assert report.snapshot == snapshot
    assert report.plan == plan


# --- a small one of our own


def test_a_small_strategy_gets_a_plan_for_its_period_with_criteria_and_dates(strategy, coordinator):
    actions.accept(strategy, by=coordinator)
    plan = Plan.objects.get()
    assert plan.title == "Plan for Strategi for læselyst 2026–2029"
    assert (plan.starts, plan.ends) == (datetime.date(2026, 1, 1), datetime.date(2029, 12, 31))
    early, faglig = FocusArea.objects.order_by("order")
    assert (early.perspective, faglig.perspective) == ("citizen", "organisation")
    assert {each.title for each in early.goals.all()} == {
        "Flere familier låner bøger på biblioteket",
        "Flere dagtilbud læser højt hver dag",
    }
    assert early.criteria.get().text == "Halvdelen af alle treårige har et lånerkort"
    assert [(each.said, each.kind) for each in dates_of(plan)] == [
        ("Juni 2026", DateKind.MILESTONE),
        ("Oktober 2026", DateKind.FOLLOW_UP),
        ("November 2026", DateKind.ADJUSTMENT),
    ]


def test_a_policy_that_has_a_plan_gets_no_second_and_says_why(strategy, coordinator, signed_in):
    policy = Policy.objects.create(title="Strategi for læselyst")
    standing = plans.create_plan(policy, by=coordinator, title="Læseplanen")
    known = plans.add_focus_area(standing, by=coordinator, title="Tidlige ord")
    page = signed_in(coordinator).get(reverse("intake:accept", args=[strategy.pk])).content.decode()
    assert "allerede planen »Læseplanen«" in page
    assert 'type="checkbox" name="with_plan"' not in page
    actions.accept(strategy, by=coordinator)
    assert list(Plan.objects.all()) == [standing]
    assert list(FocusArea.objects.all()) == [known]
    assert not PlanDate.objects.exists()
    left = why(strategy)
    assert "Tidlige ord" not in left  # the plan has it
    for text in ("Fælles faglighed", "Halvdelen af alle treårige har et lånerkort", "Afdelingerne sender deres mål ind"):  # fmt: skip
        assert "har allerede en plan" in left[text]
    # The goals stand in the edition as its own sentences, whatever becomes of the plan.
    assert PassageText.objects.filter(text="Flere dagtilbud læser højt hver dag").exists()
    actions.undo(strategy, by=coordinator)
    assert list(FocusArea.objects.all()) == [known]


def test_a_policy_whose_plan_is_closed_gets_a_new_one(strategy, coordinator):
    policy = Policy.objects.create(title="Strategi for læselyst")
    Plan.objects.create(policy=policy, title="Den gamle", state=PlanState.CLOSED)
    actions.accept(strategy, by=coordinator)
    assert Plan.objects.exclude(state=PlanState.CLOSED).get().policy == policy


def test_whoever_wants_no_plan_gets_none_and_is_told_so(strategy, coordinator):
    wish = proposal(strategy)
    wish.with_plan = False
    actions.accept(strategy, by=coordinator, wish=wish)
    assert not Plan.objects.exists()
    assert "ikke bedt om en plan" in why(strategy)["Tidlige ord"]


def test_a_policy_without_focus_areas_of_its_own_gets_no_plan(bring, coordinator, signed_in):
    themes = "# Politik for leg\n\nFjordby Kommune\n\n## Tema: Plads til leg\n\nDet vil Fjordby Kommune:\n\n- Åbne alle skolegårde\n"
    document = bring(coordinator, "leg.md", themes)
    assert (
        "with_plan"
        not in signed_in(coordinator).get(reverse("intake:accept", args=[document.pk])).content.decode()
    )
    actions.accept(document, by=coordinator)
    assert not Plan.objects.exists()


def test_a_form_that_is_edited_keeps_the_vision_over_a_focus_area(strategy, coordinator, signed_in):
    actions.accept(strategy, by=coordinator)
    area = FocusArea.objects.order_by("order").first()
    form = signed_in(coordinator).get(reverse("plans:edit_focus_area", args=[area.pk])).context["form"]
    assert area.theme_id in dict(form.fields["theme"].choices)


def test_the_page_costs_the_same_whatever_is_in_the_plan(bring, coordinator, signed_in, queries_of):
    more = "\n".join(
        f"## Område {n}\n\nDet {each} borgerrettede fokusområde er visionen om mere, hvor visionen er: Alle læser bog nummer {n} sammen.\n"
        for n, each in enumerate(("andet", "tredje", "fjerde", "femte"), 2)
    )
    few = bring(coordinator, "faa.md", STRATEGY)
    many = bring(coordinator, "mange.md", STRATEGY.replace("## Fælles", f"{more}\n## Fælles"))
    client = signed_in(coordinator)
    counts = [queries_of(client, reverse("intake:accept", args=[each.pk])) for each in (few, many)]
    assert (
        many.elements.filter(type="focus_area").count() == few.elements.filter(type="focus_area").count() + 4
    )
    assert counts[0] == counts[1] <= 20


# --- an implementation plan keeps its dates too


PLAN = """# Implementeringsplan for Politik for leg

Fjordby Kommune. Planen gælder 2026-2028.

## Tema: Plads til leg

### Fokusområde: Åbne skolegårde

Ansvarlig: Skolechef

## Tidsplan 2026

- Juni: Skolerne melder deres gårde ind
- Oktober: Evaluering af det første år i Børneudvalget
"""


def test_an_implementation_plan_keeps_the_dates_it_names(bring, coordinator):
    document = bring(coordinator, "legeplan.md", PLAN)
    Body.objects.create(name="Børneudvalget", kind=BodyKind.COMMITTEE)
    actions.accept(document, by=coordinator)
    plan = Plan.objects.get()
    assert [(each.said, each.kind, each.before) for each in dates_of(plan)] == [
        ("Juni 2026", DateKind.MILESTONE, ""),
        ("Oktober 2026", DateKind.FOLLOW_UP, "Børneudvalget"),
    ]
    actions.undo(document, by=coordinator)
    assert not PlanDate.objects.exists()


def test_the_one_deadline_of_a_plan_is_not_told_twice(bring, coordinator):
    deadline = "## Aktivitetsplan\n\nAlle aktiviteter skal være gennemført inden udgangen af 2027.\n"
    whole = PLAN[: PLAN.index("## Tidsplan")] + deadline
    document = bring(coordinator, "legeplan.md", whole)
    assert what_a_plan_gets(document) == "1 fokusområde"
    actions.accept(document, by=coordinator)
    plan = Plan.objects.get()
    assert plan.deadline.latest == datetime.date(2027, 12, 31)
    assert dates_of(plan) == []
