"""CPR numbers where no reader looks are found in every format, and what only looks like one is left in peace."""

import io
import zipfile

import pytest

from roedtraad.reading.tests.build import odt, policy_in_html, policy_in_odt, policy_in_word
from roedtraad.reading.unseen import find_for_parent, unseen_cpr

NUMBER = "010180-1234"
MASKED = "010180-****"


def found(data, name):
    return {(where, masked) for where, _, masked in find_for_parent(data, name)}


def html(body="", head=""):
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body><h1>Politik</h1>{body}</body></html>".encode()


HTML = {
    "in a comment": (html(f"<!-- slettes: {NUMBER} -->"), "comment"),
    "in a conditional comment": (html(f"<!--[if mso]><p>{NUMBER}</p><![endif]-->"), "comment"),
    "in a hidden element": (html(f"<p hidden>Elev {NUMBER}</p>"), "hidden"),
    "parted by emphasis": (html("<div style='display:none'>010180-<b>12</b>34</div>"), "hidden"),
    "written as entities": (html("<p hidden>&#48;10180&#45;1234</p>"), "hidden"),
    "in an attribute": (html(f"<img alt='Brev til {NUMBER}'>"), "hidden"),
    "in a field": (html("<input type=hidden name=cpr value=0101801234>"), "hidden"),
    "in a script": (html(f"<script>var elev = '{NUMBER}';</script>"), "hidden"),
    "in a script's data": (html('<script type="application/json">{"cpr": "0101801234"}</script>'), "hidden"),
    "in the page's facts": (html("", f"<meta name=description content='Sag om {NUMBER}'>"), "properties"),
    "in the page's title": (html("", f"<title>{NUMBER}</title>"), "hidden"),
}  # fmt: skip


@pytest.mark.parametrize("case", HTML)
def test_a_number_in_a_page_is_found(case):
    data, where = HTML[case]
    assert (where, MASKED) in found(data, "side.html")


def test_times_and_keys_in_scripts_are_no_numbers_of_people():
    data = html(
        "<script>var t = 1609459200, id = '0101801234';</script><div data-id='0101801234' id='x-1112131415'></div>"
    )
    assert found(data, "side.html") == set()


ODT = {
    "in a comment": (odt(f"<text:p>Tekst<office:annotation><text:p>Ring til {NUMBER}</text:p></office:annotation></text:p>"), "comment"),
    "in deleted text": (odt(f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{NUMBER}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>Tekst</text:p>"), "hidden"),
    "in hidden text": (odt(f'<text:p>Tekst <text:span text:style-name="Unseen">{NUMBER}</text:span></text:p>'), "hidden"),
    "parted by spans": (odt('<text:p>Tekst <text:span text:style-name="Unseen">010180<text:span>-1234</text:span></text:span></text:p>'), "hidden"),
    "in a hidden section": (odt(f'<text:section text:display="none"><text:p>{NUMBER}</text:p></text:section><text:p>Tekst</text:p>'), "hidden"),
    "in a note": (odt(f"<text:p>Tekst<text:note><text:note-body><text:p>{NUMBER}</text:p></text:note-body></text:note></text:p>"), "note"),
    "in a picture's description": (odt(f"<text:p>Tekst<draw:frame><svg:desc>{NUMBER}</svg:desc></draw:frame></text:p>"), "hidden"),
    "in the file's facts": (odt("<text:p>Tekst</text:p>", meta=f"<dc:subject>Sag {NUMBER}</dc:subject>"), "properties"),
    "in a header": (odt("<text:p>Tekst</text:p>", master=f"<style:master-page><style:header><text:p>{NUMBER}</text:p></style:header></style:master-page>"), "header"),
    "in an embedded table": (odt("<text:p>Tekst</text:p>", other={"Object 1/content.xml": f"<a><p>{NUMBER}</p></a>"}), "hidden"),
    "in an earlier version": (odt("<text:p>Tekst</text:p>", other={"Versions/Version1": odt(f"<text:p>{NUMBER}</text:p>")}), "hidden"),
}  # fmt: skip


@pytest.mark.parametrize("case", ODT)
def test_a_number_in_an_opendocument_file_is_found(case):
    data, where = ODT[case]
    assert (where, MASKED) in found(data, "politik.odt")


def test_a_number_in_a_document_packed_inside_a_word_file_is_found():
    out = io.BytesIO(policy_in_word())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/embeddings/ark.xlsx", odt(f"<text:p>{NUMBER}</text:p>"))
        archive.writestr("customXml/item9.xml", f"<felt>{NUMBER}</felt>")
    assert found(out.getvalue(), "politik.docx") == {("hidden", MASKED), ("properties", MASKED)}


@pytest.mark.parametrize(
    ("data", "name"), [(policy_in_odt(), "p.odt"), (policy_in_html(), "p.html"), (policy_in_word(), "p.docx")]
)
def test_a_document_without_numbers_is_clean(data, name):
    assert unseen_cpr(data, name) == []
