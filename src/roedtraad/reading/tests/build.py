"""Documents made for the tests: Word files of any shape, as bytes."""

import io
import zipfile

from docx import Document as Word

POLICY = """# Trygge veje

Børne- og ungepolitik for Egekøbing Kommune 2026-2030

Vedtaget af Byrådet 17. juni 2026

## Vision

Alle børn i Egekøbing har en voksen, de tør ringe til.

## Målgruppe

Politikken gælder alle børn og unge fra 0 til 18 år.

## Tema 1: Venskaber

Venner fylder meget i et barns dag.

### Det vil Egekøbing Kommune:

- Åbne klubberne om lørdagen
- Give hver skole en fast legeansvarlig

## Tema 2: Skolevejen

Cyklen er en ven.

### Det vil Egekøbing Kommune:

- Bygge stier uden huller
- Tælle cykler hvert forår

## Opfølgning

Politikken evalueres hvert andet år, første gang i foråret 2028.
"""


def word(fill):
    """The bytes of a Word file that `fill` has written into."""
    document = Word()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def policy_in_word(headings="styles", bullets="style", text=POLICY):
    """POLICY as Word: headings by style or by bold, bullets by style or typed."""

    def fill(document):
        for line in text.splitlines():
            if not line.strip():
                continue
            if line.startswith("#"):
                marks, words = line.split(" ", 1)
                if headings == "styles":
                    document.add_heading(words, level=len(marks))
                else:
                    document.add_paragraph().add_run(words).bold = True
            elif line.startswith("- "):
                if bullets == "style":
                    document.add_paragraph(line[2:], style="List Bullet")
                else:
                    document.add_paragraph("•\t" + line[2:])
            else:
                document.add_paragraph(line)

    return word(fill)


def replace_part(data, part, change):
    """The Word file with one part changed by `change(bytes) -> bytes`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info.filename)
            new.writestr(info.filename, change(content) if info.filename == part else content)
    return out.getvalue()


def table_in_word(rows, merge=()):
    """A Word file with one table; `merge` holds pairs of cells ((row, column), (row, column))."""

    def fill(document):
        table = document.add_table(len(rows), len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        for a, b in merge:
            table.cell(*a).merge(table.cell(*b))

    return word(fill)


# OpenDocument

SPACES = (
    " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
            ("meta", "meta"),
            ("manifest", "manifest"),
            ("svg", "svg-compatible"),
        )
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
ODT_STYLES = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text" style:parent-style-name="Strong"/>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Unseen" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="Dots"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>
<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/></text:list-style>
<text:list-style style:name="Letters"><text:list-level-style-number text:level="1" style:num-format="a" style:num-suffix=")" text:start-value="3"/>
</text:list-style>
"""


def odt(body, *, styles=ODT_STYLES, master="", meta="", manifest="", other=None):
    """The bytes of an OpenDocument text whose `office:text` holds `body`; `other` holds further parts by name."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    parts = {
        "content.xml": content,
        "styles.xml": f"<office:document-styles {SPACES}><office:master-styles>{master}</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<manifest:manifest {SPACES}>{manifest}</manifest:manifest>",
        **(other or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def policy_in_odt(headings="levels", text=POLICY):
    """POLICY as OpenDocument: headings by outline level or by bold."""
    body, items = [], []

    def close():
        if items:
            body.append('<text:list text:style-name="Dots">' + "".join(items) + "</text:list>")
            items.clear()

    for line in filter(str.strip, text.splitlines()):
        if line.startswith("- "):
            items.append(f"<text:list-item><text:p>{line[2:]}</text:p></text:list-item>")
            continue
        close()
        if line.startswith("#"):
            marks, words = line.split(" ", 1)
            body.append(
                f'<text:h text:outline-level="{len(marks)}">{words}</text:h>'
                if headings == "levels"
                else f'<text:p><text:span text:style-name="T1">{words}</text:span></text:p>'
            )
        else:
            body.append(f"<text:p>{line}</text:p>")
    close()
    return odt("".join(body))


# HTML

SITE = """<!DOCTYPE html>
<html lang="da"><head><meta charset="utf-8"><title>Trygge veje | Egekøbing Kommune</title>
<style>.skjult {{ display: none }}</style><script>var besked = "Vi vil vise dette script";</script></head>
<body class="page has-menu">
<a class="sr-only" href="#indhold">Spring til indhold</a>
<div id="CybotCookiebotDialog"><h2>Vi bruger cookies</h2><p>Kommunen vil gerne huske dit valg.</p><button>Accepter alle</button></div>
<header><a href="/">Egekøbing Kommune</a><form role="search"><label>Søg</label><input name="q"></form></header>
<nav aria-label="Hovedmenu"><ul><li><a href="/borger">Borger</a></li><li><a href="/politik">Politik</a></li></ul></nav>
<div class="breadcrumb"><a href="/">Forside</a> / <a href="/politik">Politik</a> / Trygge veje</div>
<main id="indhold">{content}</main>
<aside><h2>Læs mere</h2><ul><li><a href="/a">Vi vil have flere cykler</a></li><li><a href="/b">Mål for skolen</a></li></ul></aside>
<footer><p>Egekøbing Kommune, Rådhustorvet 1, tlf. 12 34 56 78</p></footer>
</body></html>"""


def policy_in_html(tags="p", text=POLICY):
    """POLICY as a page of a municipality's site: paragraphs as `p`, as bare `div`s, or parted by `br`."""
    out, items = [], []

    def close():
        if items and tags == "br":
            out.append("<div>" + "<br>".join(f"• {item}" for item in items) + "</div>")
        elif items:
            out.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        items.clear()

    for line in filter(str.strip, text.splitlines()):
        if line.startswith("- "):
            items.append(line[2:])
            continue
        close()
        if line.startswith("#"):
            marks, words = line.split(" ", 1)
            role = f'<div role="heading" aria-level="{len(marks)}">{words}</div>'
            out.append(role if tags == "div" else f"<h{len(marks)}>{words}</h{len(marks)}>")
        else:
            out.append({"p": f"<p>{line}</p>", "div": f"<div>{line}</div>", "br": f"{line}<br><br>"}[tags])
    close()
    return SITE.format(content="\n".join(out)).encode()
