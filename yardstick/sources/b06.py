"""Terms of reference as one types them in Word: bold lines for headings, tabs, a table of meetings."""

from docx.shared import Pt

LINES = [
    ("title", "Kommissorium"),
    ("title", "Revision af Sammenhængende børne- og ungepolitik"),
    ("plain", "Lyngsø Kommune, Center for Børn og Skole"),
    ("plain", "Sagsnummer: 2026-004417"),
    ("bold", "Indledning"),
    (
        "plain",
        "Lyngsø Kommunes sammenhængende børne- og ungepolitik ”Hånden på hjertet” udløber med udgangen af 2026.",
    ),
    (
        "plain",
        "Kommunalbestyrelsen godkendte den 27. januar 2026, at politikken revideres frem for at blive skrevet forfra.",
    ),
    ("bold", "Lovgrundlag"),
    ("plain", "Politikken udarbejdes efter § 15 i barnets lov, som afløste servicelovens § 19, stk. 2."),
    ("plain", "Dagtilbudsloven § 7 sætter rammen for de mindste børn."),
    ("bold", "Vision"),
    ("plain", "I Lyngsø vokser børn op med voksne, der lytter, og venner, der venter."),
    ("bold", "Opgaven er at"),
    ("bullet", "gøre politikkens fire pejlemærker konkrete for ansatte i alle centre"),
    ("bullet", "skrive barnets lov ind i politikken"),
    ("bullet", "afklare, hvilke delpolitikker der skal udarbejdes"),
    ("bold", "Pejlemærker, der videreføres"),
    ("bullet", "Pejlemærke 1: Børn hører til"),
    ("bullet", "Pejlemærke 2: Børn lærer sammen"),
    ("bullet", "Pejlemærke 3: Børn er sunde"),
    ("bullet", "Pejlemærke 4: Børn har en stemme"),
    ("bold", "Sammenhæng til andre politikker og strategier"),
    (
        "plain",
        "Politikken understøtter Kommunestrategi 2030. Den ses i sammenhæng med Kultur- og fritidspolitikken, Handicappolitikken og Strategi for mental sundhed. Skolepolitikken fra 2017 ophæves og bliver en del af den nye politik.",
    ),
    ("bold", "Projektejer"),
    ("plain", "Direktør Anne-Grete Møllebro"),
    ("bold", "Styregruppe"),
    (
        "plain",
        "Skolechef Viggo Damsgård (formand), Dagtilbudschef Katja Rønne, Familiechef Omar Lindskov og en repræsentant fra Økonomi og Indkøb.",
    ),
    ("bold", "Skrivegruppe"),
    ("plain", "Skrivegruppen bemandes med:"),
    ("bullet", "Skoleleder fra hver skole"),
    ("bullet", "Tre pædagoger udpeget af FTR"),
    ("bullet", "En ung fra Fælleselevrådet"),
    ("bullet", "Kommunikationsmedarbejder (ubesat)"),
    ("plain", "Stabskonsulent Freja Hauge er sekretær for begge grupper."),
    ("bold", "Proces og inddragelse"),
    (
        "plain",
        "Der afholdes café-dialogmøde for forældre den 12. maj 2026 og en børnehøring på biblioteket i juni. Forslaget sendes i høring fra 1. til 28. september 2026.",
    ),
    ("bold", "Mødeplan"),
    (
        "table",
        [
            ["Dato", "Hvem", "Emne"],
            ["3. marts 2026", "Styregruppen", "Opstart og rollefordeling"],
            ["Ultimo april 2026", "MED-udvalget", "Orientering om processen"],
            ["16. juni 2026", "Børne- og Skoleudvalget", "Drøftelse af pejlemærkerne"],
            ["6. oktober 2026", "Børne- og Skoleudvalget", "Behandling af høringssvar"],
            ["10. november 2026", "Økonomiudvalget", "Behandling af politikforslag"],
            ["24. november 2026", "Kommunalbestyrelsen", "Vedtagelse af politikken"],
        ],
    ),
    ("bold", "Økonomi"),
    ("plain", "Ingen merudgifter. Frikøb af pædagoger holdes inden for egne rammer."),
    ("bold", "Evaluering"),
    ("plain", "Skrivegruppens arbejde evalueres i december 2026. Selve politikken følges op hvert andet år."),
]


def fill(document):
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.sections[0].footer.paragraphs[
        0
    ].text = "Lyngsø Kommune – Center for Børn og Skole – lyngsoe.example"
    for kind, content in LINES:
        if kind == "table":
            table = document.add_table(0, 3, style="Table Grid")
            for row in content:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            for cell in table.rows[0].cells:
                cell.paragraphs[0].runs[0].bold = True
        elif kind == "bullet":
            document.add_paragraph(content, style="List Bullet")
        else:
            run = document.add_paragraph().add_run(content)
            run.bold = kind != "plain"
            if kind == "title":
                run.font.size = Pt(18)
