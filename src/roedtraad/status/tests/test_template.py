"""The status in the municipality's own template: its sections, annexes, threads, last year, and one first page."""

import datetime

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core.reasons import Refused
from roedtraad.matters import actions as matters
from roedtraad.matters import decisions
from roedtraad.matters.enums import RoutingRole
from roedtraad.organisation.models import Body, Position
from roedtraad.plans.models import FocusArea, Goal, Plan
from roedtraad.status import actions
from roedtraad.status.assembly import ALL_CONCEPTS, Words, first_points, first_words
from roedtraad.status.composition import Frame, compose
from roedtraad.status.content import document_of, snapshot_of
from roedtraad.status.documents import template_of
from roedtraad.status.figures import figures_of
from roedtraad.status.first_page import pages_of_first
from roedtraad.status.models import ReportAnnex, SectionName, StatusReport, WordTemplate
from roedtraad.writing.docx import default_template, to_docx
from roedtraad.writing.html import to_document
from roedtraad.writing.model import ThreadLine
from roedtraad.writing.pdf import to_pdf

from .scene import LAST_YEAR, freeze, make_plan

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def plan(fjordby):
    return make_plan()


@pytest.fixture
def report(plan, coordinator):
    return actions.assemble(freeze(plan, previous=LAST_YEAR), by=coordinator)


@pytest.fixture
def earlier_item(fjordby, secretary, council):
    matter = matters.create_matter(fjordby, by=secretary, title="Årlig status 2025", case_number="25/917")
    decisions.record_decision(
        matter,
        by=secretary,
        body=council,
        date=TODAY - 300 * DAY,
        result="noted",
        minutes_reference="punkt 9",
    )
    return matter


def way(council):
    return [actions.Stop(council, RoutingRole.DECIDES)]


def pages(report):
    found = pypdfium2.PdfDocument(to_pdf(report))
    return [page.get_textpage().get_text_bounded() for page in found]


# Sections


def test_every_section_a_municipality_may_have_can_be_taken_into_use(fjordby, plan, coordinator, council):
    names = [(key, heading, True) for key, heading in ALL_CONCEPTS]
    actions.name_sections(fjordby, by=coordinator, names=names)
    report = actions.assemble(freeze(plan), by=coordinator)
    for text in report.texts.filter(text=""):
        actions.edit_text(text, by=coordinator, words=f"Ord om {text.heading.lower()}.")
    actions.present(report, by=coordinator, stops=way(council))
    printed = document_of(StatusReport.objects.get())
    assert [section.heading for section in printed.sections] == [heading for _key, heading in ALL_CONCEPTS]
    routing = next(section for section in printed.sections if section.key == "routing")
    assert "Byrådet" in to_document(printed)
    assert len(routing.blocks) == 2


def test_those_that_are_not_taken_into_use_are_offered_and_left_out(report, coordinator, signed_in):
    shown = signed_in(coordinator).get(reverse("status:sections")).content.decode()
    assert "Sagsprocedure" in shown
    assert not report.texts.filter(key__in=("theme", "history", "consequences")).exists()
    SectionName.objects.create(key="summary", heading="Sagsresume")
    rows = signed_in(coordinator).get(reverse("status:sections")).context["form"].keys
    assert rows[0] == "summary"
    assert len(rows) == len(ALL_CONCEPTS)


# The first page


@pytest.mark.parametrize(
    ("keys", "apart"),
    [
        (("summary", "recommendation", "narrative"), True),
        (("summary", "theme", "recommendation", "narrative"), True),
        (("narrative", "summary", "recommendation"), False),
        (("summary", "narrative", "recommendation"), False),
    ],
)
def test_summary_and_recommendation_are_one_page_of_the_pdf_where_the_template_puts_them_first(
    report, keys, apart
):
    snapshot = snapshot_of(report)
    words = [Words(key, dict(ALL_CONCEPTS)[key], f"Ord om {key}.") for key in keys]
    made = compose(snapshot, words, first_points(snapshot), Frame("Status", draft=False))
    first, second = pages(made)[:2]
    assert pages_of_first(made) == (1 if apart else 0)
    if apart:
        assert "at status i øvrigt tages til efterretning." in first
        assert "Ord om narrative." not in first
        assert "Ord om narrative." in second


def test_the_first_page_of_a_status_of_two_hundred_goals_is_one_page(fjordby, coordinator):
    report = actions.assemble(freeze(make_plan(200), previous=LAST_YEAR), by=coordinator)
    assert pages_of_first(document_of(report)) == 1
    first, second = pages(document_of(report))[:2]
    assert "Indstilling" in first
    assert "Opfølgning på seneste beslutning" not in first
    assert "Opfølgning på seneste beslutning" in second


def test_whoever_writes_more_than_a_page_is_told_before_sending(report, coordinator, signed_in):
    address = reverse("status:present", args=[report.pk])
    page = signed_in(coordinator)
    assert "står på én side" in page.get(address).content.decode()
    long = "\n\n".join(["Det går fremad, men det går langsomt, og det kræver mere."] * 60)
    actions.edit_text(report.texts.get(key="summary"), by=coordinator, words=long)
    shown = page.get(address).content.decode()
    assert "Første side fylder 2 sider" in shown or "Første side fylder 3 sider" in shown


# Threads, last year


def test_each_goal_that_deviates_stands_with_its_thread_and_what_is_broken_is_said(report):
    drawn = {
        line.knots[-2].title: line.knots
        for section in document_of(report).sections
        for line in section.blocks
        if isinstance(line, ThreadLine)
    }
    asked = drawn["Familier får svar inden for en uge"]
    assert [knot.label for knot in asked] == ["Politik", "Tema", "Mål", "Indstilling"]
    assert asked[-1].title == "Punkt 1"
    assert drawn["Fravær opdages i tide"][-1].label == "Indsats"
    broken = drawn["Flere børn går til noget i fritiden"][-1]
    assert broken.missing
    assert "Tråden er brudt" in to_document(document_of(report))


def test_the_writer_sees_the_threads_on_the_sheet(report, coordinator, signed_in):
    shown = signed_in(coordinator).get(reverse("status:report", args=[report.pk])).content.decode()
    assert shown.count("Ingen indsats eller indstilling") >= 1


def test_this_year_stands_beside_the_same_time_last_year(plan, coordinator):
    spring = freeze(plan, "foråret 2025", 2025).cycle
    spring.period_to = datetime.date(2025, 3, 31)
    spring.save()
    ago = freeze(plan, "efteråret 2025", 2025)
    report = actions.assemble(freeze(plan, "efteråret 2026", 2026, previous=LAST_YEAR), by=coordinator)
    assert report.year_ago == ago
    made = document_of(report)
    assert "efteråret 2025" in to_document(made)
    assert "foråret 2026" in to_document(made)
    keys = {figure.key for figure in made.figures()}
    assert {"previous.on", "year_ago.on"} <= keys


def test_without_a_status_a_year_before_only_last_time_is_told(plan, coordinator):
    freeze(plan, "foråret 2024", 2024)
    report = actions.assemble(freeze(plan, previous=LAST_YEAR), by=coordinator)
    assert report.year_ago is None


# Annexes


def test_annexes_are_numbered_open_or_closed_and_may_be_an_earlier_item(
    report, coordinator, council, earlier_item
):
    actions.add_annex(report, by=coordinator, title="Notat om ventetid", is_open=False)
    actions.add_annex(report, by=coordinator, earlier=earlier_item)
    printed = to_document(document_of(StatusReport.objects.get(pk=report.pk)))
    assert "Notat om ventetid (lukket" in printed
    assert "Årlig status 2025 (25/917)" in printed
    matter = actions.present(report, by=coordinator, stops=way(council), case_number="26/1180")
    assert [(annex.number, annex.title, annex.is_open) for annex in matter.annexes.all()] == [
        (1, "Status på alle 14 mål", True),
        (2, "Notat om ventetid", False),
        (3, "Årlig status 2025", True),
    ]
    assert matter.annexes.get(number=3).earlier == earlier_item
    assert matter.annexes.get(number=3).case_number == "25/917"
    assert matter.dispatches.filter(what="Bilag 2: Notat om ventetid").exists()
    assert not matter.dispatches.filter(what__contains="Årlig status 2025").exists()


def test_an_annex_without_a_name_or_with_one_that_stands_is_refused(report, coordinator):
    with pytest.raises(Refused) as refused:
        actions.add_annex(report, by=coordinator)
    assert refused.value.reasons[0].code == "annex-without-title"
    for title in ("Notat", "Status på alle 14 mål"):
        actions.add_annex(report, by=coordinator, title=title) if title == "Notat" else None
        with pytest.raises(Refused) as refused:
            actions.add_annex(report, by=coordinator, title=title)
        assert refused.value.reasons[0].code == "annex-stands"


def test_annexes_are_added_and_left_out_on_the_page(report, coordinator, earlier_item, signed_in):
    page = signed_in(coordinator)
    address = reverse("status:add_annex", args=[report.pk])
    typed = {"earlier": earlier_item.pk, "title": "", "document_number": "", "is_open": "on"}
    assert page.post(address, typed).status_code == 302
    annex = ReportAnnex.objects.get()
    shown = page.get(reverse("status:report", args=[report.pk])).content.decode()
    assert reverse("status:drop_annex", args=[annex.pk]) in shown
    assert page.post(reverse("status:drop_annex", args=[annex.pk])).status_code == 302
    assert not ReportAnnex.objects.exists()


def test_presented_again_an_annex_keeps_its_number_and_filing(report, coordinator, council):
    actions.add_annex(report, by=coordinator, title="Notat")
    matter = actions.present(report, by=coordinator, stops=way(council))
    matter.annexes.filter(title="Notat").update(document_number="26/1180-9")
    actions.withdraw(StatusReport.objects.get(), by=coordinator)
    actions.present(StatusReport.objects.get(), by=coordinator, stops=way(council))
    assert [(annex.number, annex.title) for annex in matter.annexes.all()] == [
        (1, "Status på alle 14 mål"),
        (2, "Notat"),
    ]
    assert "26/1180-9" in to_document(document_of(StatusReport.objects.get()))


# The same bytes


def test_made_again_after_a_year_in_which_everything_changed_the_documents_are_the_same_bytes(
    report, plan, fjordby, coordinator, council, earlier_item
):
    actions.add_annex(report, by=coordinator, earlier=earlier_item)
    actions.present(report, by=coordinator, stops=way(council), case_number="26/1180")

    def documents():
        row = StatusReport.objects.get(pk=report.pk)
        made, own = document_of(row), template_of(row)
        return to_document(made), to_pdf(made), to_docx(made, bytes(own.content) if own else None)

    before = documents()
    Goal.objects.update(title="Noget andet", state="dropped")
    FocusArea.objects.update(title="Andre ord")
    Plan.objects.update(title="En anden plan")
    Position.objects.update(title="En anden stilling")
    Body.objects.update(name="Et andet organ")
    fjordby.name, fjordby.primary = "Ny Fjordby Kommune", "#7a0019"
    fjordby.save()
    matters.edit_matter(
        StatusReport.objects.get(pk=report.pk).matter, by=coordinator, title="Ny titel", case_number="99/1",
        kle_number="", is_open=False,
    )  # fmt: skip
    actions.name_sections(fjordby, by=coordinator, names=[("summary", "Præsentation", True)])
    WordTemplate.objects.create(name="ny.docx", content=default_template(), sha256="1" * 64)
    freeze(plan, "efteråret 2027", 2027)
    with override("en"), timezone.override("Pacific/Auckland"):
        assert documents() == before


def test_the_word_template_is_the_one_it_was_presented_in(report, coordinator, council):
    first = WordTemplate.objects.create(name="a.docx", content=default_template(), sha256="1" * 64)
    actions.present(report, by=coordinator, stops=way(council))
    WordTemplate.objects.update(in_use=False)
    WordTemplate.objects.create(name="b.docx", content=b"anything", sha256="2" * 64)
    assert template_of(StatusReport.objects.get()) == first


# What was decided last stands on the first page


def test_the_first_page_says_how_many_of_the_tasks_are_done():
    snapshot = {
        "taken_at": "2026-10-23T16:00:00+02:00",
        "figures": {
            "goals": 1,
            "on": 1,
            "risk": 0,
            "off": 0,
            "unknown": 0,
            "done": 0,
            "idle": 0,
            "unreported": 0,
        },
        "previous": None,
        "focus_areas": [],
        "goals": [],
        "sections": {
            "decisions": [
                {
                    "tasks": [
                        {"state": "done", "due": ""},
                        {"state": "open", "due": "2026-06-01"},
                        {"state": "open", "due": "2027-06-01"},
                        {"state": "dropped", "due": ""},
                    ]
                }
            ]
        },
    }
    (words,) = first_words(snapshot, [("summary", "Resume")])
    said = words.text
    assert "Af de {{tasks}} opgaver" in said
    assert "{{tasks.done}} udført, og {{tasks.late}} er over fristen." in said
    assert [figures_of(snapshot)[key].text for key in ("tasks", "tasks.done", "tasks.late")] == [
        "3",
        "1",
        "1",
    ]
