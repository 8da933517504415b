"""An action plan in Word: heading styles, one labelled table per focus area, cells merged, indicators with figures."""

from docx.enum.section import WD_ORIENT

AREAS = [
    (
        "Fokusområde 1: Tilstedeværelse i skolen",
        [
            ("Mål", ["Alle elever har en skoledag, de har lyst til at møde op til."]),
            (
                "Indsatser",
                [
                    "Skolerne ringer hjem samme formiddag, en elev mangler.",
                    "Et udgående fraværsteam begynder 1. august 2026.",
                ],
            ),
            ("Succeskriterium", ["Elever med langt fravær er tilbage i klassen inden for otte uger."]),
            ("Ansvarlig", ["Skolechef og leder af PPR"]),
        ],
        [("Andel elever med over 15 pct. fravær", "8,4 pct. (2024)", "5 pct. (2027)", "Fraværsstatistikken")],
    ),
    (
        "Fokusområde 2: Forældre som makkere",
        [
            ("Mål", ["Forældre bliver spurgt, før fagfolk beslutter."]),
            (
                "Indsatser",
                [
                    "Familierådslagning tilbydes i alle nye sager.",
                    "Forældrekurser afholdes i hvert distrikt, første gang medio 2026.",
                ],
            ),
            ("Succeskriterium", ["Forældre oplever, at deres viden om barnet bliver brugt."]),
            ("Ansvarlig", ["Familiechef"]),
        ],
        [("Tilfredshed blandt forældre i støtteforløb", "62 pct.", "75 pct.", "Spørgeskema")],
    ),
    (
        "Fokusområde 3: Trygge nætter",
        [
            ("Mål", ["Anbragte børn bliver boende i deres hverdag, også når det er svært."]),
            (
                "Indsatser",
                [
                    "Plejefamilier får en vagttelefon, der er åben døgnet rundt.",
                    "Der udarbejdes en aflastningsplan for hvert anbragt barn.",
                ],
            ),
            ("Succeskriterium", ["Ingen børn flytter akut mere end én gang."]),
            ("Ansvarlig", ["Leder af Plejefamilieteamet"]),
        ],
        [
            ("Antal utilsigtede flytninger", "11 i 2024", "højst 5 i 2027", "Egen opgørelse"),
            ("Antal plejefamilier, der siger op", "7", "3", "Egen opgørelse"),
        ],
    ),
]


def fill(document):
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = "Handleplan 2026-2027 | Rugballe Kommune"
    document.add_heading("Handleplan 2026-2027 til politikken Et barn, en by", 0)
    document.add_paragraph("Vedtaget af Byrådet den        ")
    document.add_heading("Forord", 1)
    document.add_paragraph(
        "Det kræver en hel by at give et barn gode dage. Handleplanen er vores løfte om, hvad vi gør først."
    )
    document.add_paragraph(
        "Handleplanen er blevet til efter tre workshopper med ledere og et borgermøde i november 2025."
    )
    document.add_heading("Hvem gælder planen for?", 1)
    document.add_paragraph(
        "Planen gælder børn og unge i Rugballe Kommune, der er fyldt 3 og endnu ikke 18 år."
    )
    document.add_heading("Fokusområder", 1)
    for title, rows, indicators in AREAS:
        document.add_heading(title, 2)
        table = document.add_table(0, 2, style="Table Grid")
        for label, texts in rows:
            first = len(table.rows)
            for text in texts:
                cells = table.add_row().cells
                cells[1].text = text
            cell = table.cell(first, 0)
            if len(texts) > 1:
                cell = cell.merge(table.cell(len(table.rows) - 1, 0))
            cell.text = ""
            cell.paragraphs[0].add_run(label).bold = True
        document.add_paragraph()
        table = document.add_table(1, 4, style="Table Grid")
        for cell, label in zip(
            table.rows[0].cells, ["Indikator", "Udgangspunkt", "Måltal", "Datakilde"], strict=True
        ):
            cell.paragraphs[0].add_run(label).bold = True
        for row in indicators:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.add_heading("Økonomi", 1)
    document.add_paragraph(
        "Byrådet har afsat 2,1 mio. kr. om året i 2026 og 2027. Fraværsteamet er dyrest og koster 1,4 mio. kr."
    )
    document.add_heading("Opfølgning", 1)
    document.add_paragraph("Børneudvalget følger indikatorerne hvert halve år.")
    document.add_paragraph("Inden udgangen af 2027 tages der stilling til en ny handleplan.")
