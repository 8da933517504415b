"""What the figures say stands in the status: from the snapshot alone, the same bytes for ever."""

from __future__ import annotations

import datetime
import json

import pytest
from django.urls import reverse

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import Refused
from roedtraad.followup import actions as followup
from roedtraad.followup.models import Snapshot
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.indicators import actions as figures
from roedtraad.indicators.models import Indicator
from roedtraad.indicators.tests.making import USUAL, months, with_figures
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Dispatch
from roedtraad.plans.tests.making import running_plan
from roedtraad.status import actions
from roedtraad.status.assembly import first_words
from roedtraad.status.content import document_of, snapshot_of
from roedtraad.status.evidence import ANNEX, NO_BETTER_OFF
from roedtraad.status.models import StatusReport
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.model import Picture, Table
from roedtraad.writing.pdf import to_pdf

RISEN = [*USUAL, 30]


def hang(indicator, goal):
    figures.link(indicator, by=SYSTEM, to=goal, assumption="De følges ad.")
    return indicator


@pytest.fixture
def frozen(fjordby, school_chief):
    """Three goals: one at risk with an ordinary figure, one on track with a figure that rises, one on track and ordinary."""
    plan, goals = running_plan(3)
    hang(with_figures(USUAL, title="Ventetid", subject="Ventetiden"), goals[0])
    hang(with_figures([*USUAL[:19], 3, 30], title="Skift", subject="Antallet af skift"), goals[1])
    hang(with_figures(USUAL, title="Fritid", subject="Antallet i fritid"), goals[2])
    cycle = make_cycle(plan)
    for goal, status in zip(goals, ("risk", "on", "on"), strict=True):
        more = {"need": "initiative", "needed": "Flere timer"} if status == "risk" else {}
        sign(cycle, goal, school_chief, status, **more)
    return followup.freeze(cycle, by=SYSTEM, reason="")


@pytest.fixture
def report(frozen, coordinator):
    return actions.assemble(frozen, by=coordinator)


def section(document, key):
    return next(each for each in document.sections if each.key == key)


def pictures(sections):
    return [block for each in sections for block in each.blocks if isinstance(block, Picture)]


def test_in_the_text_stands_what_deviates_or_has_turned_and_nothing_else(report):
    narrative = to_document(document_of(report)).partition("Bilag 2")[0]
    assert "Ventetid: ingen ændring ud over almindelig variation." in narrative
    assert "Skift: udvikling i forkert retning." in narrative
    assert "Fritid:" not in narrative
    assert len(pictures([section(document_of(report), "narrative")])) == 2


def test_the_annex_has_every_indicator_with_its_chart_and_its_table(report):
    annex = document_of(report).annexes[1]
    assert (annex.number, annex.title) == (2, ANNEX)
    assert len(pictures(annex.sections)) == 3
    tables = [block for each in annex.sections for block in each.blocks if isinstance(block, Table)]
    assert len(tables) == 3
    assert all(len(table.rows) <= 12 for table in tables)


def test_a_suppressed_figure_is_said_as_suppressed_with_why(report):
    said = to_document(document_of(report))
    assert "August 2025 er skjult, ikke nul." in said
    assert "Færre end fem" in said
    assert "skjult</td>" in said


def test_the_first_page_says_in_one_sentence_what_the_figures_say(report):
    text = report.texts.get(key="summary").text
    assert text.endswith(
        "Af {{indicators}} indikatorer viser {{indicators.worse}} en udvikling i forkert retning."
    )
    first = to_document(document_of(report)).partition("Indstilling")[0]
    assert 'data-key="indicators.worse">1</span>' in first
    assert "rt-picture" not in first.partition("<main")[2]


def test_a_plan_that_does_not_measure_whether_anybody_is_better_off_is_told_to_the_council(report):
    assert NO_BETTER_OFF in to_document(document_of(report))


def test_a_plan_that_measures_it_is_not(fjordby, coordinator):
    plan, (goal,) = running_plan(1)
    hang(with_figures(USUAL, measure="better_off"), goal)
    snapshot = followup.freeze(make_cycle(plan), by=SYSTEM, reason="Nu.")
    assert NO_BETTER_OFF not in to_document(document_of(actions.assemble(snapshot, by=coordinator)))


def test_the_figures_of_a_status_are_locked_and_only_those_of_the_snapshot_can_be_put_into_the_words(
    report, coordinator
):
    text = report.texts.get(key="area_0")
    key = Indicator.objects.get(title="Skift").pk
    actions.edit_text(text, by=coordinator, words=f"I september var der {{{{area_0.i{key}.latest}}}} skift.")
    assert f'data-key="area_0.i{key}.latest">30</span>' in to_document(document_of(report))
    with pytest.raises(Refused):
        actions.edit_text(text, by=coordinator, words="{{area_0.i999999.latest}}")
    assert f'data-key="indicator_{key}.latest">30</span>' in to_document(document_of(report))


def test_made_again_a_year_later_it_is_the_same_bytes(report):
    made = document_of(report)
    before = (to_document(made), to_pdf(made), to_docx(made))
    for indicator in Indicator.objects.all():
        figures.record_figures(
            indicator, by=SYSTEM, figures=months([99, 99], datetime.date(2024, 1, 1)), reason="Fejl."
        )
        figures.rebase(indicator, by=SYSTEM, on=datetime.date(2024, 6, 1), reason="Nyt arbejde.")
    Indicator.objects.update(title="Noget andet", unit="percent", direction="up", definition="…")
    again = document_of(StatusReport.objects.get(pk=report.pk))
    assert (to_document(again), to_pdf(again), to_docx(again)) == before


def test_a_snapshot_from_before_there_were_figures_makes_the_status_that_it_made(frozen):
    data = json.loads(frozen.content)
    del data["sections"]["evidence"]
    words = {each.key: each.text for each in first_words(data)}
    assert "indikator" not in words["summary"]
    assert words["area_0"]


def test_the_annexes_are_put_before_the_body_and_wait_to_be_filed(report, coordinator, council):
    matter = actions.present(report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)])
    assert [annex.title for annex in matter.annexes.order_by("number")] == ["Status på alle 3 mål", ANNEX]
    assert Dispatch.objects.filter(matter=matter, what__contains=ANNEX).count() == 1
    report.refresh_from_db()
    assert len(pictures(document_of(report).annexes[1].sections)) == 3
    actions.withdraw(report, by=coordinator)
    report.refresh_from_db()
    actions.present(report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)])
    assert matter.annexes.count() == 2


def test_the_draft_shows_the_figures_where_they_will_stand_and_offers_those_of_the_section(
    report, coordinator, signed_in, queries_of
):
    client = signed_in(coordinator)
    url = reverse("status:report", args=[report.pk])
    html = client.get(url).content.decode()
    assert "Skift: udvikling i forkert retning." in html
    assert ANNEX in html
    editing = reverse("status:edit_text", args=[report.texts.get(key="area_0").pk])
    assert "Skift: øvre grænse" in client.get(editing).content.decode()
    assert queries_of(client, url) <= 15


def test_the_page_of_a_presented_status_reads_no_figures(report, coordinator, council, signed_in, queries_of):
    actions.present(report, by=coordinator, stops=[actions.Stop(council, RoutingRole.DECIDES)])
    assert queries_of(signed_in(coordinator), reverse("status:report", args=[report.pk])) <= 15
    assert Snapshot.objects.count() == 1
    assert snapshot_of(report)["sections"]["evidence"]["audience"] == "council"


def test_how_far_a_goal_without_figures_was_attained_stands_in_the_text_and_its_levels_in_the_annex(
    fjordby, school_chief, coordinator
):
    plan, goals = running_plan(2)
    levels = {
        "minus_two": "Ingen kommer", "minus_one": "Få kommer", "zero": "Halvdelen kommer", "plus_one": "De fleste kommer",
        "plus_two": "Alle kommer",
    }  # fmt: skip
    scored = figures.write_scale(goals[0], by=SYSTEM, title="Forældrekaffen", **levels)
    figures.start_scale(scored, by=SYSTEM)
    figures.score_scale(scored, by=SYSTEM, score=1, evidence="Talt ved døren")
    begun = figures.write_scale(goals[1], by=SYSTEM, title="Overgangen", **levels)
    figures.start_scale(begun, by=SYSTEM)
    cycle = make_cycle(plan)
    for goal in goals:
        sign(cycle, goal, school_chief, "on")
    made = actions.assemble(followup.freeze(cycle, by=SYSTEM, reason=""), by=coordinator)
    narrative, _annex, annex = to_document(document_of(made)).partition("Bilag 2")
    assert "Forældrekaffen: bedre end forventet." in narrative
    assert "De fleste kommer. Vurderet" in narrative
    assert "Talt ved døren." in narrative
    assert "Overgangen" not in narrative.partition("Bilag 1")[0]
    assert "Overgangen: ikke vurderet endnu" in annex
    assert "Ingen kommer" in annex
    assert to_pdf(document_of(made)).startswith(b"%PDF")
    assert to_docx(document_of(made))
