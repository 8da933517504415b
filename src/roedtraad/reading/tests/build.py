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


def policy_in_word(headings="styles", bullets="style"):
    """POLICY as Word: headings by style or by bold, bullets by style or typed."""

    def fill(document):
        for line in POLICY.splitlines():
            if not line.strip():
                continue
            if line.startswith("#"):
                marks, text = line.split(" ", 1)
                if headings == "styles":
                    document.add_heading(text, level=len(marks))
                else:
                    document.add_paragraph().add_run(text).bold = True
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
