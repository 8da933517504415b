"""The pages of the status: words edited in place, figures locked, nothing typed lost, no other municipality's seen."""

import datetime
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from roedtraad.core import tenancy
from roedtraad.matters import actions as matters
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.models import Matter
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.status import actions
from roedtraad.status.models import ReportPoint, ReportText, StatusReport, WordTemplate
from roedtraad.writing.docx import default_template

from .scene import LAST_YEAR, freeze, make_plan


@pytest.fixture
def snapshot(fjordby):
    return freeze(make_plan(), previous=LAST_YEAR)


@pytest.fixture
def report(snapshot, coordinator):
    return actions.assemble(snapshot, by=coordinator)


@pytest.fixture
def page(signed_in, coordinator):
    return signed_in(coordinator)


def addresses(report):
    text, point = report.texts.first(), report.points.first()
    return [
        reverse("status:index"),
        reverse("status:new", args=[report.snapshot_id]),
        reverse("status:report", args=[report.pk]),
        reverse("status:name", args=[report.pk]),
        reverse("status:write_point", args=[report.pk]),
        reverse("status:present", args=[report.pk]),
        reverse("status:edit_text", args=[text.pk]),
        reverse("status:edit_point", args=[point.pk]),
        reverse("status:sections"),
        reverse("status:word_template"),
        *(reverse("status:document", args=[report.pk, fmt]) for fmt in ("html", "pdf", "docx")),
    ]


def test_every_page_opens_for_the_coordinator(report, page):
    for address in addresses(report):
        assert page.get(address).status_code in (200, 302), address


def test_another_municipality_finds_nothing_at_any_of_them(report, signed_in, outsider):
    other = signed_in(outsider)
    for address in addresses(report):
        assert other.get(address).status_code == 404, address


def test_ones_own_address_with_another_municipalitys_number_is_404(report, page, nordby, outsider, signed_in):
    with tenancy.scope(nordby):
        foreign = reverse("status:report", args=[report.pk])
    assert signed_in(outsider).get(foreign).status_code == 404


def test_whoever_reads_sees_the_words_and_no_button_to_change_them(report, signed_in, reader):
    client = signed_in(reader)
    content = client.get(reverse("status:report", args=[report.pk])).content.decode()
    assert reverse("status:edit_text", args=[report.texts.first().pk]) not in content
    refused = client.post(
        reverse("status:edit_text", args=[report.texts.first().pk]), {"words": "x", "heading": "y"}
    )
    assert refused.status_code == 403


def test_a_section_is_edited_without_scripts_and_keeps_its_figures(report, page):
    text = report.texts.get(key="summary")
    address = reverse("status:edit_text", args=[text.pk])
    given = {"words": "{{off}} mål er ude af kurs.", "heading": "Resume", "seen_version": text.version}
    assert page.post(address, given).status_code == 302
    shown = page.get(reverse("status:report", args=[report.pk])).content.decode()
    assert '<span class="rt-locked">1</span> mål er ude af kurs.' in shown


def test_a_figure_is_put_into_the_words_without_saving_or_losing_any(report, page):
    text = report.texts.get(key="economy")
    answer = page.post(
        reverse("status:edit_text", args=[text.pk]),
        {"words": "Det koster ikke noget.", "heading": "Økonomi", "seen_version": 1, "insert": "risk"},
    )
    assert "Det koster ikke noget. {{risk}}" in answer.content.decode()
    assert ReportText.objects.get(pk=text.pk).text == ""


def test_an_unknown_figure_comes_back_with_a_sentence_and_every_word(report, page):
    text = report.texts.get(key="economy")
    answer = page.post(
        reverse("status:edit_text", args=[text.pk]),
        {"words": "Det koster {{mange_penge}}.", "heading": "Økonomi", "seen_version": 1},
    )
    content = answer.content.decode()
    assert answer.status_code == 422
    assert content.count("mange_penge") >= 2


def test_two_who_edit_the_same_section_see_both_texts(report, page, coordinator):
    text = report.texts.get(key="economy")
    actions.edit_text(text, by=coordinator, words="Inden for rammen.")
    answer = page.post(
        reverse("status:edit_text", args=[text.pk]),
        {"words": "Det koster en million.", "heading": "Økonomi", "seen_version": 1},
    )
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "Inden for rammen." in content
    assert "Det koster en million." in content
    assert 'name="seen_version" value="2"' in content


def test_a_cpr_number_is_stopped_where_it_is_typed(report, page):
    text = report.texts.get(key="economy")
    answer = page.post(
        reverse("status:edit_text", args=[text.pk]),
        {"words": "Barnet 010215-4321 venter.", "heading": "Økonomi", "seen_version": 1},
    )
    assert answer.status_code == 422
    assert ReportText.objects.get(pk=text.pk).text == ""


def test_a_point_is_written_for_the_goal_that_lacked_one(report, page):
    goal = next(g["id"] for g in json.loads(report.snapshot.content)["goals"] if g["status"] == "risk")
    address = reverse("status:write_point", args=[report.pk]) + f"?goal={goal}"
    assert f'value="{goal}"' in page.get(address).content.decode()
    page.post(address, {"text": "at der ansættes en fritidsvejleder", "goals": [goal], "number": 1})
    assert report.points.first().goals == [goal]
    page.post(reverse("status:drop_point", args=[report.points.first().pk]))
    assert not ReportPoint.objects.filter(text__contains="fritidsvejleder").exists()


def test_documents_are_files_to_keep(report, page):
    for fmt, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype html>")):
        answer = page.get(reverse("status:document", args=[report.pk, fmt]))
        assert answer.content.startswith(start)
        assert answer["Content-Disposition"].startswith('attachment; filename="status-paa-taet-paa')
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert page.get(reverse("status:document", args=[report.pk, "exe"])).status_code == 404


def test_it_is_put_before_the_bodies_from_the_page(report, page, committee, council, coordinator):
    day = timezone.localdate() + datetime.timedelta(days=30)
    meeting = matters.schedule_meeting(committee, by=coordinator, date=day)
    finance = Body.objects.create(name="Økonomiudvalget", kind=BodyKind.FINANCE)
    address = reverse("status:present", args=[report.pk])
    given = {
        "case_number": "26/1180",
        "is_open": "on",
        "recommends": f"m{meeting.pk}",
        "finance": f"b{finance.pk}",
        "decides": f"b{council.pk}",
    }
    answer = page.post(address, given)
    assert answer.status_code == 302
    matter = Matter.objects.get()
    assert [(r.body, r.role) for r in matter.routings.all()] == [
        (committee, RoutingRole.RECOMMENDS), (finance, RoutingRole.RECOMMENDS), (council, RoutingRole.DECIDES),
    ]  # fmt: skip
    shown = page.get(reverse("status:report", args=[report.pk])).content.decode()
    assert "26/1180" in shown
    assert page.post(reverse("status:withdraw", args=[report.pk])).status_code == 302
    assert StatusReport.objects.get().state == "draft"


def test_a_snapshot_with_a_report_leads_to_it(report, page):
    answer = page.get(reverse("status:new", args=[report.snapshot_id]))
    assert answer.url == reverse("status:report", args=[report.pk])


def test_a_report_is_assembled_from_the_page(snapshot, page):
    page.post(reverse("status:new", args=[snapshot.pk]))
    assert StatusReport.objects.get().snapshot == snapshot


def test_the_pages_cost_the_same_for_few_goals_and_for_many(fjordby, coordinator, page, queries_of):
    costs = []
    for goals, year in ((2, 2025), (200, 2026)):
        plan = make_plan_named(goals, year)
        report = actions.assemble(freeze(plan, f"efteråret {year}", year), by=coordinator)
        costs.append(
            [
                queries_of(page, reverse("status:report", args=[report.pk])),
                queries_of(page, reverse("status:present", args=[report.pk])),
            ]
        )
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 15


def make_plan_named(goals, year):
    from roedtraad.organisation.models import Position
    from roedtraad.policies.models import Policy

    Position.objects.filter(title="Centerchef for familier").update(title=f"Tidligere chef {year}")
    Policy.objects.filter(title="Tæt på børn og unge").update(title=f"Politik {year}")
    return make_plan(goals)


def test_the_municipalitys_own_word_template_is_checked_taken_into_use_and_left_again(page, report):
    address = reverse("status:word_template")
    refused = page.post(address, {"template": SimpleUploadedFile("x.docx", b"intet")})
    assert refused.status_code == 422
    assert not WordTemplate.objects.exists()
    taken = page.post(address, {"template": SimpleUploadedFile("fjordby.docx", default_template())})
    assert taken.status_code == 302
    assert WordTemplate.objects.get().in_use
    assert page.get(reverse("status:document", args=[report.pk, "docx"])).content.startswith(b"PK")
    page.post(address, {"do": "leave"})
    assert not WordTemplate.objects.get().in_use


def test_the_sections_are_named_from_the_page(page, report):
    address = reverse("status:sections")
    names = ("summary", "recommendation", "last_decision", "narrative", "economy", "law")
    given = {f"place_{key}": n for n, key in enumerate(reversed(names), 1)}
    given |= {f"heading_{key}": f"Afsnit {key}" for key in names} | {"used_summary": "on", "used_law": "on"}
    assert page.post(address, given).status_code == 302
    shown = page.get(address).content.decode()
    assert shown.index("Afsnit law") < shown.index("Afsnit summary")


def test_the_lists_cost_the_same_for_few_rows_and_for_many(snapshot, page, coordinator, council, queries_of):
    matter = matters.create_matter(coordinator.municipality, by=coordinator, title="Sag")

    def fill(numbers):
        for number in numbers:
            year = 2030 + number
            actions.assemble(freeze(snapshot.cycle.plan, f"år {year}", year), by=coordinator)
            matters.schedule_meeting(
                council, by=coordinator, date=timezone.localdate() + datetime.timedelta(days=number)
            )
            matters.to_be_filed(matter, by=coordinator, what=f"Dokument {number}")

    addresses = [reverse(name) for name in ("status:index", "matters:meetings", "matters:dispatches")]
    fill(range(2))
    few = [queries_of(page, address) for address in addresses]
    fill(range(2, 30))
    assert [queries_of(page, address) for address in addresses] == few
    assert max(few) <= 15


def test_two_who_name_the_report_lose_no_word(report, page, coordinator):
    url = reverse("status:name", args=[report.pk])
    seen = page.get(url).context["form"]["seen_version"].value()
    actions.name(report, by=coordinator, title="Status for børn")
    told = page.post(url, {"title": "Status 2026", "seen_version": seen})
    html = told.content.decode()
    assert told.status_code == 422
    assert "Status for børn" in html
    assert "Status 2026" in html
    page.post(url, {"title": "Status 2026", "seen_version": told.context["form"]["seen_version"].value()})
    report.refresh_from_db()
    assert report.title == "Status 2026"


@pytest.mark.parametrize("seen", ["abc", "-1", "9" * 5000])
def test_a_version_that_no_page_showed_is_told_and_no_fault(seen, report, page):
    text = report.texts.first()
    told = page.post(
        reverse("status:edit_text", args=[text.pk]),
        {"words": "Mine ord", "heading": "H", "seen_version": seen},
    )
    assert told.status_code == 409
    assert "Mine ord" in told.content.decode()
