"""A municipality's own Word template: what it may ask for, what is told about it, and what it can never do."""

import io
import time
import zipfile

import docx as python_docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from roedtraad.writing.docx import DEFAULT_TEMPLATE, TemplateError, check_template, default_template, to_docx
from roedtraad.writing.model import Report, Section
from roedtraad.writing.samples import annual_status
from roedtraad.writing.tests.test_docx import opened, words_of

ON_DISK = b"file:" + b"///"  # an address of the machine that reads


def template(*paragraphs: str, title: bool = True, body: bool = True) -> bytes:
    """A plain Word document with these paragraphs, as somebody would write it in Word."""
    document = python_docx.Document()
    for text in [*(["{{ titel }}"] if title else []), *paragraphs, *(["{{p indhold }}"] if body else [])]:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(made: bytes, **changed) -> bytes:
    """The package with parts put in or changed; names as {'word/x.xml': bytes or a function of the old}."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in changed:
                change = changed.pop(name)
                content = change(content) if callable(change) else change
            new.writestr(name, content)
        for name, content in changed.items():
            new.writestr(name, content)
    return out.getvalue()


def field(code: str) -> bytes:
    """A template with a field, its code spread over two runs as Word does."""
    document = python_docx.Document(io.BytesIO(template()))
    paragraph = document.add_paragraph()
    half = len(code) // 2
    for text in (code[:half], code[half:]):
        run, instruction = OxmlElement("w:r"), OxmlElement("w:instrText")
        instruction.text = text
        run.append(instruction)
        paragraph._p.append(run)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_our_own_template_is_accepted_and_is_what_its_script_builds(tmp_path):
    from roedtraad.writing import docx_template

    assert check_template(default_template()) == []
    docx_template.build(tmp_path / "report.docx")
    assert (tmp_path / "report.docx").read_bytes() == DEFAULT_TEMPLATE.read_bytes()


def test_a_plain_document_with_title_and_body_is_a_template():
    assert check_template(template()) == []
    said = words_of(to_docx(annual_status(), template()))
    assert "Årlig status på børne- og ungepolitikken" in said
    assert "at Familiehuset får fast svarvagt" in said


def test_a_template_may_place_each_section_and_skip_what_is_missing():
    made = template(
        "{{p del.recommendation }}", "{%p if del.economy %}", "Økonomi kort:", "{{p del.economy }}", "{%p endif %}",
        "{%p if del.childrens_view %}", "Børnenes syn", "{%p endif %}", body=False,
    )  # fmt: skip
    assert check_template(made) == []
    said = words_of(to_docx(annual_status(), made))
    assert said.index("at status i øvrigt") < said.index("Økonomi kort:") < said.index("Svarvagten holdes")
    assert "Børnenes syn" not in said
    assert "Sagsfremstilling" not in said


def test_a_template_may_loop_over_the_sections_and_annexes():
    made = template(
        "{%p for et in afsnit %}", "§ {{ et.overskrift|upper }}", "{{p et.indhold }}", "{%p endfor %}",
        "{% for b in bilag %}{{ b }}{% if not loop.last %}; {% endif %}{% endfor %}", body=False,
    )  # fmt: skip
    assert check_template(made) == []
    said = words_of(to_docx(annual_status(), made))
    assert "§ INDSTILLING" in said
    assert "1. Status på alle 14 mål (24/10482-31); 2. Kontroldiagrammer" in said


def test_a_template_in_english_asks_by_english_names():
    made = template("{{ title }}", "{{ case_number }}", "{{p body }}", title=False, body=False)
    assert check_template(made) == []
    assert "24/10482" in words_of(to_docx(annual_status(), made))


def test_the_head_of_a_template_is_filled_too():
    document = python_docx.Document(io.BytesIO(template()))
    document.sections[0].header.paragraphs[0].text = "{{ kommune }} · {{ sagsnummer }}"
    out = io.BytesIO()
    document.save(out)
    assert (
        opened(to_docx(annual_status(), out.getvalue())).sections[0].header.paragraphs[0].text
        == "Fjordby Kommune · 24/10482"
    )


def test_a_report_that_lacks_things_fills_any_template():
    to_docx(
        Report("T", "F", (Section("a", ""),)),
        template("{{ undertitel }}{{ datagrundlag }}", "{{p bilagsliste }}"),
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: template(title=False), "{{ titel }}"),
        (lambda: template(body=False), "{{p indhold}}"),
        (lambda: template("{{ sagsbehandler }}"), "»sagsbehandler«"),
        (lambda: template("{{ ord.findes_ikke }}"), "findes_ikke"),
        (lambda: template("{% for x in afsnit %}"), "kan ikke læses"),
        (lambda: template("{{ indhold }}"), "et afsnit for sig selv"),
        (lambda: template("{{ titel|findesikke }}"), "findesikke"),
        (lambda: template("{{ 1/0 }}"), "kan ikke udfyldes"),
        (lambda: template("{{p titel }}"), "et afsnit for sig selv"),
        (lambda: b"", "ikke et Word-dokument"),
        (lambda: b"PK\x03\x04 no", "ikke et Word-dokument"),
        (lambda: template()[:5000], "ikke et Word-dokument"),
        (lambda: with_parts(template(), **{"word/document.xml": b"<w:document"}), "beskadiget"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_before_it_is_accepted(made, said):
    found = check_template(made())
    assert any(said in sentence for sentence in found), found
    assert all(sentence.endswith((".", "}")) for sentence in found)


def test_what_is_wrong_is_told_in_english_too():
    assert check_template(template("{{ caseworker }}"), "en")[0].startswith(
        "The template asks for 'caseworker'"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ titel.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lipsum.__globals__['os'].popen('id').read() }}",
        "{{ titel.format.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format(titel) }}",
        "{{ titel|attr('__class__') }}",
        "{{ afsnit.__class__.__base__ }}",
        "{{ indhold.write }}",
        "{{ indhold.write() }}",
        "{{ del.__missing__.__globals__ }}",
        "{{ loop.__init__ }}",
        "{% import 'os' as os %}{{ os }}",
        "{% include '/etc/passwd' %}",
        "{% extends '/etc/passwd' %}",
        "{{ afsnit.append(1) }}",
        "{% set x = afsnit.clear() %}",
        "{{ range(10) }}",
        "{{ dict(a=1) }}",
        "{{ titel is defined and namespace() }}",
    ],
)
def test_a_template_reaches_nothing_but_the_report(hostile):
    assert check_template(template(hostile)) != []
    with pytest.raises(TemplateError):
        to_docx(annual_status(), template(hostile))


@pytest.mark.parametrize(
    "greedy",
    [
        "{% for a in titel %}{% for b in titel %}{% for c in titel %}{% for d in titel %}{% for e in titel %}{% for f in titel %}"
        "{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ 'x' * 9999999999 }}",
        "{{ titel|center(9999999999) }}",
        "{{ 9 ** 99999999 }}",
        "{% for a in titel %}{% for b in titel %}{% for c in titel %}{% for d in titel %}{{ titel }}{% endfor %}{% endfor %}"
        "{% endfor %}{% endfor %}",
    ],
)
def test_a_template_that_does_not_end_is_stopped(greedy):
    began = time.monotonic()
    found = check_template(template(greedy))
    assert time.monotonic() - began < 15
    assert any("bliver ikke færdig" in sentence or "kan ikke udfyldes" in sentence for sentence in found), (
        found
    )


RELATION = b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("where", "kind", "target"),
    [
        ("word/_rels/document.xml.rels", b"attachedTemplate", b"https://eksempel.dk/x.dotm"),
        ("word/_rels/document.xml.rels", b"attachedTemplate", ON_DISK + b"C:/Skabeloner/x.dotx"),
        ("word/_rels/document.xml.rels", b"image", b"http://eksempel.dk/p.png"),
        ("word/_rels/document.xml.rels", b"hyperlink", ON_DISK + b"etc/passwd"),
        ("word/_rels/document.xml.rels", b"subDocument", b"x.docx"),
        ("word/_rels/document.xml.rels", b"oleObject", b"x.bin"),
        ("_rels/.rels", b"frame", b"http://eksempel.dk"),
    ],
)
def test_a_template_that_fetches_from_outside_is_refused(where, kind, target):
    made = with_parts(
        template(), **{where: lambda old: old.replace(b"</Relationships>", RELATION % (kind, target))}
    )
    assert any("udefra" in sentence or "indlejret" in sentence for sentence in check_template(made))
    with pytest.raises(TemplateError):
        to_docx(annual_status(), made)


def test_a_link_to_the_web_is_no_fault():
    made = with_parts(
        template(),
        **{
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>", RELATION % (b"hyperlink", b"https://eksempel.dk")
            )
        },
    )
    assert check_template(made) == []


@pytest.mark.parametrize(
    "code", ['INCLUDETEXT "C:\\\\x.docx"', "DDEAUTO c:\\\\x cmd", "includepicture x", 'LINK Excel.Sheet "x"']
)
def test_a_field_that_reads_or_runs_is_refused(code):
    assert any(code.split()[0].upper() in sentence for sentence in check_template(field(code)))


def test_ordinary_fields_are_no_fault():
    assert check_template(field(" PAGE \\* MERGEFORMAT ")) == []
    assert check_template(field(" NUMPAGES ")) == []


def test_macros_are_refused():
    made = with_parts(template(), **{"word/vbaProject.bin": b"x"})
    assert check_template(made) == [
        "Skabelonen indeholder makroer. Gem den som »Word-dokument (*.docx)« uden makroer, og prøv igen."
    ]
    renamed = with_parts(
        template(),
        **{
            "[Content_Types].xml": lambda old: old.replace(
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"vnd.ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    assert any("makroer" in sentence for sentence in check_template(renamed))


def test_an_embedded_object_is_refused():
    assert any(
        "indlejret" in s
        for s in check_template(with_parts(template(), **{"word/embeddings/oleObject1.bin": b"x"}))
    )


def test_a_package_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<x/>")
        package.writestr("word/document.xml", b" " * 60_000_000)
    assert any("pakker ud" in sentence for sentence in check_template(out.getvalue()))


def test_entities_are_not_resolved():
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "%setc/passwd">]>' % ON_DISK
    made = with_parts(
        template(), **{"word/document.xml": lambda old: doctype + old[old.index(b"<w:document") :]}
    )
    assert any("beskadiget" in sentence for sentence in check_template(made))


def test_styles_in_danish_word_are_found_by_the_names_word_keeps():
    document = python_docx.Document(io.BytesIO(template()))
    for style in document.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) == "Heading1":
            style.set(qn("w:styleId"), "Overskrift1")
    out = io.BytesIO()
    document.save(out)
    made = to_docx(annual_status(), out.getvalue())
    assert any(p.style.style_id == "Overskrift1" and p.text == "Indstilling" for p in opened(made).paragraphs)
