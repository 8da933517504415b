"""What can be wrong with a Word template, as sentences in both languages. A fault is a list of texts: its code, then what
it is about (lists of texts cross the sandbox's pipe as they are)."""

from __future__ import annotations

Fault = list[str]

FAULTS: dict[str, tuple[str, str]] = {
    "not_docx": (
        "Filen er ikke et Word-dokument (.docx). Gem skabelonen som »Word-dokument (*.docx)«, og prøv igen.",
        "The file is not a Word document (.docx). Save the template as 'Word document (*.docx)' and try again.",
    ),
    "macros": (
        "Skabelonen indeholder makroer. Gem den som »Word-dokument (*.docx)« uden makroer, og prøv igen.",
        "The template holds macros. Save it as 'Word document (*.docx)' without macros and try again.",
    ),
    "template_format": (
        "Filen er gemt som Word-skabelon (.dotx). Gem den som »Word-dokument (*.docx)«, og prøv igen.",
        "The file is saved as a Word template (.dotx). Save it as 'Word document (*.docx)' and try again.",
    ),
    "too_big": ("Skabelonen fylder mere end {0} MB. Gør billederne i den mindre.",
                "The template is larger than {0} MB. Make the pictures in it smaller."),
    "bomb": ("Skabelonen pakker ud til mere, end et Word-dokument gør. Gem den på ny fra Word, og prøv igen.",
             "The template unpacks to more than a Word document does. Save it anew from Word and try again."),
    "damaged": ("Skabelonens del {0} er beskadiget. Gem den på ny fra Word, og prøv igen.",
                "The template's part {0} is damaged. Save it anew from Word and try again."),
    "external": (
        "Skabelonen henter noget udefra: {0}. Indsæt det i dokumentet, eller fjern henvisningen (for en tilknyttet "
        "skabelon: Udvikler › Dokumentskabelon › Normal.dotm).",
        "The template fetches something from outside: {0}. Put it into the document or remove the reference (for an "
        "attached template: Developer › Document Template › Normal.dotm).",
    ),
    "field": (
        "Skabelonen har feltet {0}, som henter eller udfører noget uden for dokumentet. Slet feltet.",
        "The template has the field {0}, which fetches or runs something outside the document. Delete the field.",
    ),
    "embedded": ("Skabelonen har et indlejret objekt ({0}). Indsæt det som tekst eller billede i stedet.",
                 "The template has an embedded object ({0}). Put it in as text or a picture instead."),
    "syntax": ("Skabelonen kan ikke læses i {0}: {1}. Se efter, om hver {{{{ og {{% er lukket.",
               "The template cannot be read in {0}: {1}. See whether each {{{{ and {{% is closed."),
    "unknown": ("Skabelonen beder om »{0}«, som en rapport ikke har. Brug et af navnene i vejledningen: {1}.",
                "The template asks for '{0}', which a report does not have. Use one of the names in the guide: {1}."),
    "unknown_part": ("Skabelonen beder om noget, som en rapport ikke har: {0}.",
                     "The template asks for something that a report does not have: {0}."),
    "unsafe": ("Skabelonen prøver at få fat i noget uden for rapporten ({0}). Det er ikke tilladt. Fjern det.",
               "The template reaches for something outside the report ({0}). That is not allowed. Remove it."),
    "fails": ("Skabelonen kan ikke udfyldes: {0}.", "The template cannot be filled: {0}."),
    "exhausting": ("Skabelonen bliver ikke færdig, når den udfyldes, eller bruger for meget plads. Se efter løkker.",
                   "The template does not come to an end when it is filled, or uses too much room. Look for loops."),
    "forbidden": ("Skabelonen forsøger noget, som en skabelon ikke må. Den bliver ikke brugt.",
                  "The template tries something that a template may not. It is not used."),
    "no_title": ("Skabelonen viser ikke rapportens titel. Skriv {{{{ titel }}}}, hvor den skal stå.",
                 "The template does not show the report's title. Write {{{{ title }}}} where it shall stand."),
    "no_body": ("Skabelonen viser ikke rapportens indhold. Skriv {{{{p indhold}}}} i et afsnit for sig selv.",
                "The template does not show what the report says. Write {{{{p body}}}} in a paragraph of its own."),
    "misplaced": ("Skabelonen har {{{{ {0} }}}} inde i en linje. Skriv {{{{p {0} }}}} i et afsnit for sig selv.",
                  "The template has {{{{ {0} }}}} within a line. Write {{{{p {0} }}}} in a paragraph of its own."),
    "no_style": (
        "Skabelonen mangler typografien »{0}«. Brug den et sted i dokumentet i Word, og gem igen.",
        "The template lacks the style '{0}'. Use it somewhere in the document in Word, and save again.",
    ),
}  # fmt: skip


def sentence(fault: Fault, language: str) -> str:
    danish, english = FAULTS[fault[0]]
    return (danish if language == "da" else english).format(*fault[1:])
