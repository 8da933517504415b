"""What leaves for the case and document system: sections to copy, agenda XML and metadata that keep to their schemas."""

import datetime
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from roedtraad.matters import actions as matters
from roedtraad.matters.enums import RoutingRole
from roedtraad.status import actions
from roedtraad.status.agenda import clean
from roedtraad.status.content import document_of
from roedtraad.status.models import StatusReport
from roedtraad.status.pages import parts_to_copy
from roedtraad.status.pasting import section_html, section_text
from roedtraad.writing.model import (
    Bullets,
    Knot,
    Link,
    Note,
    Numbered,
    Paragraph,
    Picture,
    Report,
    Section,
    Status,
    Strong,
    Table,
    ThreadLine,
)

from .scene import LAST_YEAR, freeze, make_plan

SCHEMAS = Path(__file__).resolve().parents[4] / "docs" / "schema"
TODAY = timezone.localdate()


@pytest.fixture
def report(fjordby, coordinator):
    return actions.assemble(freeze(make_plan(), previous=LAST_YEAR), by=coordinator)


@pytest.fixture
def presented(report, coordinator, secretary, committee, council):
    days = {committee: 10, council: 20}
    meetings = {
        body: matters.schedule_meeting(body, by=secretary, date=TODAY + datetime.timedelta(days=n))
        for body, n in days.items()
    }
    stops = [
        actions.Stop(committee, RoutingRole.RECOMMENDS, meetings[committee]),
        actions.Stop(council, RoutingRole.DECIDES, meetings[council]),
    ]
    actions.add_annex(report, by=coordinator, title="Notat & bilag <fortroligt>", is_open=False)
    actions.present(report, by=coordinator, stops=stops, case_number="26/1180", kle_number="34.05.10")
    return StatusReport.objects.get()


@pytest.fixture
def archive(presented, coordinator, signed_in):
    answer = signed_in(coordinator).get(reverse("status:package", args=[presented.pk]))
    assert answer["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.content))


def faults(value, schema, where="$"):
    """What in `value` breaks the schema: the few words of JSON Schema that ours uses."""
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "null": type(None),
    }
    wanted = schema.get("type", list(kinds))
    wanted = [wanted] if isinstance(wanted, str) else wanted
    if not any(isinstance(value, kinds[kind]) for kind in wanted) or (
        value is True and "boolean" not in wanted
    ):
        return [f"{where} is no {wanted}"]
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"{where} is not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where} is none of {schema['enum']}")
    if isinstance(value, dict):
        found += [f"{where}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        known = schema.get("properties", {})
        if schema.get("additionalProperties") is False:
            found += [f"{where}.{name} is unknown" for name in value if name not in known]
        for name, inner in value.items():
            found += faults(inner, known.get(name, {}), f"{where}.{name}")
    if isinstance(value, list):
        for number, inner in enumerate(value):
            found += faults(inner, schema.get("items", {}), f"{where}[{number}]")
    return found


def test_each_body_on_the_way_has_an_agenda_that_keeps_to_the_schema(archive, presented):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "agenda-item.xsd"))
    names = [name for name in archive.namelist() if name.endswith(".xml")]
    assert names == [
        "dagsorden-1-boerne-og-uddannelsesudvalget.xml",
        "dagsorden-2-byraadet.xml",
    ]
    for name, days in zip(names, (10, 20), strict=True):
        root = etree.fromstring(archive.read(name))
        schema.assertValid(root)
        assert root.tag == "Dagsorden"
        assert root.find("Møde").get("Mødedato") == (TODAY + datetime.timedelta(days=days)).isoformat()
        point = root.find("Dagsordenpunkter/Dagsordenpunkt")
        assert (point.get("Sagsnummer"), point.get("Åbent")) == ("26/1180", "true")
        assert point.findtext("Overskrift") == presented.title
        assert "<h2>Indstilling</h2>" in point.findtext("Indhold")
        assert [(each.get("Åbent"), each.findtext("Titel")) for each in point.find("Bilagsliste")] == [
            ("true", "Status på alle 14 mål"),
            ("false", "Notat & bilag <fortroligt>"),
        ]


def test_the_metadata_keep_to_their_schema_and_know_every_file(archive):
    data = json.loads(archive.read("metadata.json"))
    schema = json.loads((SCHEMAS / "agenda-item.schema.json").read_text("utf-8"))
    assert faults(data, schema) == []
    assert [stop["role"] for stop in data["routing"]] == ["recommends", "decides"]
    assert data["recommendations"][-1]["text"] == "at status i øvrigt tages til efterretning"
    for file in data["files"]:
        content = archive.read(file["name"])
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
    assert {name.rsplit(".", 1)[1] for name in archive.namelist()} == {"pdf", "docx", "html", "xml", "json"}


def test_the_schema_is_not_so_wide_that_anything_keeps_to_it(archive):
    data = json.loads(archive.read("metadata.json"))
    schema = json.loads((SCHEMAS / "agenda-item.schema.json").read_text("utf-8"))
    for name in list(data):
        assert faults({key: value for key, value in data.items() if key != name}, schema)
    assert faults(data | {"routing": [data["routing"][0] | {"role": "sings"}]}, schema)
    assert faults(data | {"more": 1}, schema)
    wrong = etree.fromstring(archive.read("dagsorden-2-byraadet.xml"))
    wrong.find("Dagsordenpunkter/Dagsordenpunkt").set("Åbent", "måske")
    assert not etree.XMLSchema(etree.parse(SCHEMAS / "agenda-item.xsd")).validate(wrong)


def test_the_same_file_comes_out_twice(presented, coordinator, signed_in):
    page = signed_in(coordinator)
    address = reverse("status:package", args=[presented.pk])
    assert page.get(address).content == page.get(address).content


def test_a_draft_has_no_agenda_to_export(report, coordinator, signed_in):
    answer = signed_in(coordinator).get(reverse("status:package", args=[report.pk]), follow=True)
    assert answer.redirect_chain
    assert "ingen dagsorden" in answer.content.decode()


def test_the_sections_stand_one_by_one_to_be_copied(presented, coordinator, signed_in):
    shown = signed_in(coordinator).get(reverse("status:copy", args=[presented.pk])).content.decode()
    for section in document_of(presented).sections:
        assert f'id="afsnit-{section.key}"' in shown
        assert section_html(document_of(presented), section) in shown
    assert "Notat &amp; bilag &lt;fortroligt&gt; (lukket" in shown
    assert 'data-rt-copy="afsnit-summary"' in shown


def test_a_section_is_pasted_as_words_lists_and_tables_alone():
    report = Report("Status", "Fjordby", (), language="da")
    section = Section(
        "summary",
        "Resume",
        [
            Paragraph("Det går ", Strong("godt & <fint>"), " ", Link("her", "https://eks.dk/?a=1&b=2")),
            Note("Husk"),
            Bullets(["a", "b"]),
            Numbered(["at c"], start=3),
            Table(["Mål", "Status"], [["Læsning", Status("risk")]], "Målene"),
            ThreadLine((Knot("Mål", "Læsning"), Knot("Tråden er brudt", "Intet", missing=True))),
        ],
    )
    assert section_html(report, section) == (
        "<p>Det går <strong>godt &amp; &lt;fint&gt;</strong> "
        '<a href="https://eks.dk/?a=1&amp;b=2">her</a></p>\n'
        "<p><em>Husk</em></p>\n"
        "<ul><li>a</li><li>b</li></ul>\n"
        '<ol start="3"><li>at c</li></ol>\n'
        "<table><caption>Målene</caption><thead><tr><th>Mål</th><th>Status</th></tr></thead>"
        "<tbody><tr><td>Læsning</td><td>I risiko</td></tr></tbody></table>\n"
        "<p>Den røde tråd: Mål: Læsning › Tråden er brudt: Intet</p>"
    )
    assert section_text(report, section).split("\n\n") == [
        "Det går godt & <fint> her",
        "Husk",
        "- a\n- b",
        "3. at c",
        "Målene\nMål\tStatus\nLæsning\tI risiko",
        "Den røde tråd: Mål: Læsning › Tråden er brudt: Intet",
    ]


def test_a_chart_is_pasted_as_the_words_it_is_read_aloud_with():
    picture = Picture("<svg></svg>", "Ventetid", "Ventetiden steg fra 4 til 9 uger.")
    report = Report("Status", "Fjordby", (Section("narrative", "Sagsfremstilling", [picture]),))
    shown = parts_to_copy(report)[1]
    assert shown.text == "Ventetid. Ventetiden steg fra 4 til 9 uger."
    assert shown.html == "<p>Ventetid. Ventetiden steg fra 4 til 9 uger.</p>"


def test_signs_that_xml_has_no_room_for_are_left_out():
    assert clean("a\x00b\x0bc\ufffed\tæ😀") == "abcd\tæ😀"
