"""A status is made from its snapshot alone, and ends in a decision."""

import datetime
import itertools
import json

import pytest
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core import registries, thread
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.core.states import why_not_move
from roedtraad.matters import decisions
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Decision, Matter, Presentation
from roedtraad.plans.models import Goal
from roedtraad.status import actions
from roedtraad.status.content import document_of, snapshot_of
from roedtraad.status.enums import REPORT_TRANSITIONS, ReportState
from roedtraad.status.models import RecommendationGoal, ReportPoint, ReportText, StatusReport
from roedtraad.status.queries import checks_before_sending, decisions_section
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.pdf import to_pdf

from .scene import LAST_YEAR, freeze, make_cycle, make_plan

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def plan(fjordby):
    return make_plan()


@pytest.fixture
def report(plan, coordinator):
    return actions.assemble(freeze(plan, previous=LAST_YEAR), by=coordinator)


@pytest.fixture
def way(committee, council):
    return [actions.Stop(committee, RoutingRole.RECOMMENDS), actions.Stop(council, RoutingRole.DECIDES)]


def decide(matter, by, body, result="approved", **more):
    outcomes = [decisions.Outcome(result, point) for point in matter.recommendations.all()]
    return decisions.record_minutes(
        matter, by=by, body=body, date=YESTERDAY, minutes_reference="punkt 7", outcomes=outcomes, **more
    )


def test_a_report_needs_no_live_row_but_its_snapshot(report):
    assert report.texts.get(key="summary").text.startswith("Af politikkens {{goals}} mål")
    assert report.texts.filter(key__startswith="area_").count() == 3
    assert document_of(report).municipality == "Fjordby Kommune"


def test_one_report_is_made_of_each_snapshot(report, coordinator):
    with pytest.raises(Refused) as refused:
        actions.assemble(report.snapshot, by=coordinator)
    assert refused.value.reasons[0].code == "assembled-already"


def test_changing_live_goals_after_the_snapshot_changes_no_byte_of_the_documents(report):
    made = document_of(report)
    before = (to_document(made), to_pdf(made), to_docx(made))
    Goal.objects.update(title="Noget helt andet", state="dropped")
    report.plan.policy.title = "En anden politik"
    report.plan.policy.save()
    again = document_of(StatusReport.objects.get(pk=report.pk))
    assert (to_document(again), to_pdf(again), to_docx(again)) == before


def test_the_same_snapshot_and_words_give_the_same_bytes(report):
    first, second = document_of(report), document_of(StatusReport.objects.get(pk=report.pk))
    assert to_pdf(first) == to_pdf(second)
    assert to_docx(first) == to_docx(second)
    assert to_document(first) == to_document(second)


def test_the_words_can_be_edited_and_the_figures_stay(report, coordinator):
    text = report.texts.get(key="summary")
    actions.edit_text(text, by=coordinator, words="Kun {{off}} af {{goals}} mål er ude af kurs.")
    printed = to_document(document_of(report))
    assert "Kun " in printed
    assert [(f.key, f.text) for f in document_of(report).figures()][:2] == [("off", "1"), ("goals", "14")]


def test_a_figure_that_does_not_exist_is_refused_by_name(report, coordinator):
    with pytest.raises(Refused, match="penge"):
        actions.edit_text(report.texts.get(key="summary"), by=coordinator, words="Vi har {{penge}} mål.")
    assert "penge" not in report.texts.get(key="summary").text


def test_the_second_to_save_a_section_is_told_and_loses_no_word(report, coordinator):
    text = report.texts.get(key="economy")
    actions.edit_text(text, by=coordinator, words="Inden for rammen.", seen_version=1)
    with pytest.raises(ChangedMeanwhile) as changed:
        actions.edit_text(
            ReportText.objects.get(pk=text.pk), by=coordinator, words="Det koster.", seen_version=1
        )
    assert changed.value.theirs["text"] == "Inden for rammen."


def test_only_the_coordinator_writes_the_status(report, secretary, reader):
    for user in (secretary, reader):
        with pytest.raises(NotPermitted):
            actions.edit_text(report.texts.get(key="economy"), by=user, words="Nej")


def test_points_keep_their_order_when_one_is_moved_or_left_out(report, coordinator):
    first = actions.write_point(report, by=coordinator, text="at a")
    actions.write_point(report, by=coordinator, text="at b")
    actions.edit_point(first, by=coordinator, text="at a", number=1)
    assert [p.number for p in report.points.all()] == [1, 2, 3, 4]
    assert report.points.first().text == "at a"
    actions.drop_point(ReportPoint.objects.get(pk=first.pk), by=coordinator)
    assert [p.number for p in report.points.all()] == [1, 2, 3]


def test_a_goal_off_course_without_initiative_or_recommendation_is_a_broken_thread(report):
    checks = checks_before_sending(snapshot_of(report), list(report.points.all()), "/skriv")
    by_title = {check.goal["title"]: check for check in checks}
    assert not by_title["Familier får svar inden for en uge"].is_broken  # its owner asked for a decision
    assert not by_title["Fravær opdages i tide"].is_broken  # an initiative is under way
    broken = by_title["Flere børn går til noget i fritiden"]
    assert broken.is_broken
    assert broken.knots[-1].missing
    assert str(broken.goal["id"]) in broken.knots[-1].url


def test_presenting_makes_the_matter_with_way_points_goals_and_annexes(report, coordinator, way):
    matter = actions.present(report, by=coordinator, stops=way, case_number="26/1180")
    assert [r.role for r in matter.routings.all()] == ["recommends", "decides"]
    assert matter.annexes.get().title == "Status på alle 14 mål"
    asked = matter.recommendations.first()
    goals = RecommendationGoal.objects.filter(recommendation=asked).values_list("goal__title", flat=True)
    assert list(goals) == ["Familier får svar inden for en uge"]
    assert matter.dispatches.filter(state="missing").count() == 2


def test_what_is_kept_is_in_the_municipalitys_language_whoever_reads_english(report, coordinator, way):
    with override("en"):
        matter = actions.present(report, by=coordinator, stops=way, case_number="26/1180")
    assert matter.dispatches.filter(what__startswith="Sagsfremstilling:").exists()


def test_once_presented_the_documents_come_from_what_was_frozen(report, coordinator, way):
    actions.present(report, by=coordinator, stops=way, case_number="26/1180")
    before = to_document(document_of(report))
    ReportText.objects.update(text="Ændret uden om.")
    assert to_document(document_of(StatusReport.objects.get(pk=report.pk))) == before
    assert "Sag 26/1180" in before
    assert "Udkast" not in before


def test_once_presented_the_words_stand(report, coordinator, way):
    actions.present(report, by=coordinator, stops=way)
    for attempt in (
        lambda: actions.edit_text(report.texts.get(key="economy"), by=coordinator, words="Nyt"),
        lambda: actions.write_point(report, by=coordinator, text="at mere"),
        lambda: actions.name(report, by=coordinator, title="Nyt"),
    ):
        with pytest.raises(Refused):
            attempt()


def test_a_status_is_not_presented_without_somebody_who_decides_or_something_to_decide(
    report, coordinator, committee, way
):
    with pytest.raises(Refused):
        actions.present(report, by=coordinator, stops=[actions.Stop(committee, RoutingRole.RECOMMENDS)])
    report.points.all().delete()
    with pytest.raises(Refused):
        actions.present(report, by=coordinator, stops=way)
    assert StatusReport.objects.get().state == ReportState.DRAFT
    assert not Matter.objects.exists()


def test_a_status_can_be_taken_back_and_presented_again_under_the_same_number(report, coordinator, way):
    matter = actions.present(report, by=coordinator, stops=way, case_number="26/1180")
    actions.withdraw(report, by=coordinator)
    assert Presentation.objects.get(matter=matter).document == {}
    again = actions.present(
        StatusReport.objects.get(pk=report.pk), by=coordinator, stops=way, case_number="26/1180"
    )
    assert again.pk == matter.pk
    assert again.recommendations.count() == report.points.count()
    assert again.routings.count() == 2


def test_what_a_body_has_decided_on_is_not_taken_back(report, coordinator, way, committee, secretary):
    matter = actions.present(report, by=coordinator, stops=way)
    decide(matter, secretary, committee, "recommended")
    with pytest.raises(Refused):
        actions.withdraw(report, by=coordinator)
    assert StatusReport.objects.get().state == ReportState.PRESENTED


@pytest.mark.parametrize(
    ("body", "result", "state"),
    [
        ("committee", "recommended", "presented"),
        ("committee", "approved", "presented"),
        ("council", "postponed", "presented"),
        ("council", "returned", "presented"),
        ("council", "approved", "decided"),
        ("council", "approved_changed", "decided"),
        ("council", "noted", "decided"),
        ("council", "rejected", "decided"),
    ],
)
def test_a_report_is_decided_when_the_body_that_settles_it_has_decided(
    report, coordinator, secretary, way, committee, council, body, result, state
):
    matter = actions.present(report, by=coordinator, stops=way)
    decide(matter, secretary, {"committee": committee, "council": council}[body], result)
    assert StatusReport.objects.get().state == state


@pytest.mark.parametrize(("now", "to"), list(itertools.product(ReportState, ReportState)))
def test_every_move_of_a_report_is_allowed_or_refused(report, coordinator, way, now, to):
    StatusReport.objects.update(state=now)
    act = {
        ReportState.PRESENTED: lambda: (
            actions.take_note_again(report, by=coordinator)
            if now == ReportState.DECIDED
            else actions.present(report, by=coordinator, stops=way)
        ),
        ReportState.DRAFT: lambda: actions.withdraw(report, by=coordinator),
        ReportState.DECIDED: lambda: actions.note_decision(report, by=coordinator),
    }[to]
    allowed = not why_not_move(REPORT_TRANSITIONS, now, to)
    if allowed:
        act()
    else:
        with pytest.raises(Refused):
            act()
    assert StatusReport.objects.get().state == (to if allowed else now)


def test_the_thread_of_a_goal_ends_in_the_decision_and_its_task(report, coordinator, secretary, way, council):
    goal = Goal.objects.get(title="Familier får svar inden for en uge")
    matter = actions.present(report, by=coordinator, stops=way)
    asked = matter.recommendations.first()
    (made,) = decisions.record_minutes(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        minutes_reference="punkt 7",
        outcomes=[decisions.Outcome("approved", asked, tasks=[decisions.TaskWords("Opret telefonvagten.")])],
    )
    (knot,) = thread.below("followup.status", [goal.pk])[goal.pk]
    assert (knot.kind, knot.pk) == ("matters.decision", made.pk)
    assert [under.title for under in knot.below] == ["Opret telefonvagten."]
    assert not knot.is_broken


def test_a_goal_off_course_that_was_presented_without_a_decision_breaks_the_thread(report, coordinator, way):
    goal = Goal.objects.get(title="Flere børn går til noget i fritiden")
    fine = Goal.objects.get(title="Klassen er et sted, man hører til")
    assert thread.below("followup.status", [goal.pk])[goal.pk] == []
    actions.present(report, by=coordinator, stops=way)
    found = thread.below("followup.status", [goal.pk, fine.pk])
    assert found[goal.pk][0].missing
    assert found[fine.pk] == []


def test_the_next_check_in_is_headed_by_what_was_decided(report, coordinator, secretary, way, council):
    goal = Goal.objects.get(title="Familier får svar inden for en uge")
    decide(actions.present(report, by=coordinator, stops=way), secretary, council)
    (provider,) = registries.check_in_heads.of("plans.goal")
    (line,) = provider([goal.pk])[goal.pk]
    assert "Byrådet" in line.label
    assert "telefonvagt" in line.text


def test_the_next_snapshot_holds_what_was_decided_and_what_came_of_it(
    report, coordinator, secretary, way, council, plan
):
    goal = Goal.objects.get(title="Familier får svar inden for en uge")
    matter = actions.present(report, by=coordinator, stops=way, case_number="26/1180")
    made = decide(matter, secretary, council)
    decisions.add_task(made[0], by=secretary, text="Opret telefonvagten.")
    section = decisions_section(make_cycle(plan, "foråret 2027", 2027))
    asked = next(entry for entry in section if entry["goals"] == [goal.pk])
    assert asked["case_number"] == "26/1180"
    assert asked["tasks"][0]["text"] == "Opret telefonvagten."
    assert len(section) == 2
    json.dumps(section)


def test_what_the_snapshot_before_held_is_not_told_again(report, coordinator, secretary, way, council, plan):
    decide(actions.present(report, by=coordinator, stops=way), secretary, council)
    freeze(plan, "efteråret 2199", 2199)
    assert decisions_section(make_cycle(plan, "efteråret 2200", 2200)) == []


def test_threads_and_heads_cost_the_same_for_many_goals(
    report, coordinator, secretary, way, council, django_assert_num_queries
):
    decide(actions.present(report, by=coordinator, stops=way), secretary, council)
    goals = list(Goal.objects.values_list("pk", flat=True))
    (provider,) = registries.thread_below.of("followup.status")
    (head,) = registries.check_in_heads.of("plans.goal")
    for some in (goals[:2], goals):
        with django_assert_num_queries(3):
            provider(some)
        with django_assert_num_queries(3):
            head(some)


def test_the_municipality_names_and_orders_its_sections(fjordby, plan, coordinator):
    names = [
        ("narrative", "Sagsbeskrivelse", True),
        ("summary", "Sagsresume", True),
        ("recommendation", "Indstilling", True),
        ("law", "", False),
    ]
    actions.name_sections(fjordby, by=coordinator, names=names)
    report = actions.assemble(freeze(plan), by=coordinator)
    headings = [text.heading for text in report.texts.all() if not text.key.startswith("area_")]
    assert headings == ["Sagsbeskrivelse", "Sagsresume", "Indstilling"]


def test_a_file_that_is_no_word_document_is_refused_with_a_sentence(fjordby, coordinator):
    with pytest.raises(Refused) as refused:
        actions.take_template(fjordby, by=coordinator, name="x.docx", content=b"not a zip")
    assert str(refused.value)


def test_a_decision_is_not_asked_of_the_status_to_be_recorded(fjordby, secretary, council):
    matter = Matter.objects.create(title="En sag uden status")
    decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY, result="approved", minutes_reference="punkt 3"
    )
    assert Decision.objects.count() == 1


def test_the_first_page_holds_what_must_be_known_and_decided_and_nothing_else(report):
    import pypdfium2

    pages = pypdfium2.PdfDocument(to_pdf(document_of(report)))
    first, second = (pages[n].get_textpage().get_text_bounded() for n in (0, 1))
    assert "Resume" in first
    assert "at status i øvrigt tages til efterretning." in first
    assert "Opfølgning på seneste beslutning" not in first
    assert "Opfølgning på seneste beslutning" in second
