"""Why a file cannot be read, as one sentence that names the file, the reason and the way out.

Pure Python: both languages stand here, and Danish is what a caller gets who asks for nothing. Intake may
translate by `reason` instead.
"""

from __future__ import annotations

REASONS: dict[str, tuple[str, str]] = {
    # key: (Danish, English); {name} is the file, {limit} what the reason needs to say
    "empty": (
        "{name} er tom: der er ingen tekst i filen. Hent den igen fra kilden, og prøv på ny.",
        "{name} is empty: there is no text in the file. Fetch it again from where it came, and retry.",
    ),
    "unsupported": (
        "{name} er ikke et dokument, der kan læses. Brug Word (.docx), OpenDocument (.odt), PDF, HTML, Markdown eller ren tekst.",
        "{name} is not a document that can be read. Use Word (.docx), OpenDocument (.odt), PDF, HTML, Markdown or plain text.",
    ),
    "old_word": (
        "{name} er i et ældre format ({limit}), som kun kan læses, hvor LibreOffice er installeret. Gem den som .docx, eller bed "
        "driften om at installere LibreOffice.",
        "{name} is in an older format ({limit}) that can be read only where LibreOffice is installed. Save it as .docx, or ask "
        "for LibreOffice to be installed.",
    ),
    "encrypted": (
        "{name} er krypteret med en adgangskode. Fjern adgangskoden, og prøv igen.",
        "{name} is encrypted with a password. Remove the password and try again.",
    ),
    "damaged": (
        "{name} er beskadiget eller ufuldstændig og kan ikke åbnes. Hent den igen fra kilden.",
        "{name} is damaged or incomplete and cannot be opened. Fetch it again from where it came.",
    ),
    "bomb": (
        "{name} fylder langt mere udpakket, end et dokument gør, og åbnes derfor ikke (grænsen er {limit}).",
        "{name} unpacks to far more than a document does, and is therefore not opened (the limit is {limit}).",
    ),
    "too_large": (
        "{name} er for stor: grænsen er {limit}. Del dokumentet, eller fjern billeder.",
        "{name} is too large: the limit is {limit}. Split the document, or remove pictures.",
    ),
    "too_deep": (
        "{name} er bygget op i flere lag, end der kan læses (grænsen er {limit}). Gem dokumentet på ny i Word.",
        "{name} is nested deeper than can be read (the limit is {limit}). Save it anew in Word.",
    ),
    "too_slow": (
        "{name} tog for lang tid at læse og blev opgivet. Del dokumentet, og prøv igen.",
        "{name} took too long to read and was given up. Split the document and try again.",
    ),
    "failed": (
        "{name} kunne ikke læses på grund af en fejl i læsningen. Meld den, og tast teksten ind imens.",
        "{name} could not be read because of a fault in the reading. Report it, and type the text in meanwhile.",
    ),
    "no_page": (
        "{name} har ingen side {limit}. Vælg en af dokumentets egne sider.",
        "{name} has no page {limit}. Choose one of the document's own pages.",
    ),
    "scanned": (
        "{name} er scannet: siderne er billeder uden tekst. Bed om den oprindelige fil, eller få driften til at "
        "installere tesseract med dansk (pakken tesseract-ocr-dan), så siderne kan læses.",
        "{name} is scanned: its pages are pictures without text. Ask for the original file, or have tesseract "
        "installed with Danish (the package tesseract-ocr-dan), so that the pages can be read.",
    ),
    "xfa": (
        "{name} er en formular, hvis indhold kun Adobe Reader kan vise (XFA). Åbn den der, og udskriv den som PDF.",
        "{name} is a form whose content only Adobe Reader can show (XFA). Open it there, and print it as PDF.",
    ),
    "broke": (
        "{name} er beskadiget, eller den bruger mere hukommelse, end et dokument får, og læsningen blev afbrudt. "
        "Gem den på ny som PDF fra det program, den er lavet i, og prøv igen.",
        "{name} is damaged, or it uses more memory than a document is given, and its reading was cut off. "
        "Save it anew as PDF from the program it was made in, and try again.",
    ),
    "missing": (
        "{name} findes ikke eller kan ikke åbnes. Kontrollér navnet og dine rettigheder til filen.",
        "{name} does not exist or cannot be opened. Check the name and your access to the file.",
    ),
}


class Unreadable(Exception):
    """A file that cannot be read. `reason` is a key of REASONS; `str()` is the Danish sentence."""

    def __init__(self, reason: str, name: str, limit: str = "") -> None:
        if reason not in REASONS:
            raise ValueError(f"no such reason: {reason}")
        super().__init__(reason, name, limit)
        self.reason, self.name, self.limit = reason, name, limit

    def sentence(self, language: str = "da") -> str:
        """One sentence or two: the file, the cause, the way out. `language`: "da" or "en"."""
        danish, english = REASONS[self.reason]
        form = english if language.startswith("en") else danish
        name = " ".join(self.name.split()) or ("Filen" if form is danish else "The file")
        return form.format(name=name, limit=self.limit)

    def __str__(self) -> str:
        return self.sentence()
