"""Papers of a municipality that belong together: a policy, what is under it, its plan, its yearly status, minutes."""

from __future__ import annotations

import hashlib

from roedtraad.intake.jobs import store
from roedtraad.intake.models import SourceDocument
from roedtraad.reading import Block, BlockKind, Document, Element, ElementType, Kind, Source

POLICY = """# Politik for fritid

Fjordby Kommune

Vedtaget af Byrådet den 14. maj 2024

Gælder 2024-2028.

## Tema: Foreninger

Det vil Fjordby Kommune:

- Åbne hallerne for alle børn efter skoletid
- Betale kontingentet for familier, der ikke selv kan

## Tema: Klubber

Det vil Fjordby Kommune:

- Holde en klub åben i hver bydel fem aftener om ugen

Politikken erstatter Klubpolitikken.
"""

SUB = """# Idrætsstrategi

Fjordby Kommune

## Formål

Strategien viser, hvordan idrætten når de børn, der ikke er med i en forening.

## Sammenhæng

Strategien er en del af Politik for fritid.
"""

PLAN = """# Implementeringsplan for Politik for fritid

Fjordby Kommune. Planen gælder 2024-2026.

## Tema: Foreninger

### Fokusområde: Haller til alle

Ansvarlig: Fritidschef

Succeskriterium: Flere børn går til noget efter skole.

### Organisering

Styregruppe

- Fritidschef
- Skolechef
"""

STATUS = """# Status på Politik for fritid

24/1187 Åben sag

## Sagsgang

Kultur- og Fritidsudvalget

## Resume

Udvalget får en status på arbejdet med fritidspolitikken.

## Sagsfremstilling

Hallerne har haft åbent 38 uger. 412 børn er kommet til.

## Økonomiske konsekvenser

Sagen har ingen økonomiske konsekvenser.

## Indstilling

Fritidschefen indstiller, at status tages til efterretning.

## Beslutning i Kultur- og Fritidsudvalget den 03-09-2025

Godkendt. Fem stemte for og to imod. Et mindretal ønsker flere klubaftener ført til referat.

Fraværende: Kim Holst

## Bilag

1 - 90871 Åben Nøgletal for fritid 2025 (24/1190)
"""


def minutes(
    *,
    items: int = 4,
    name: str = "referat.html",
    body: str = "Børne- og Undervisningsudvalget",
    day: str = "2025-06-04",
) -> Document:
    """Minutes as the reading gives them: items with case number, presentation, at-points, decision and annex.

    Every third is about children; the others are not.
    """
    document = Document(
        Source(name, hashlib.sha256(f"{name}{items}".encode()).hexdigest(), "text/html"),
        kind=Kind.STATUS_ITEM,
        title=f"Referat, {body}",
    )
    blocks, elements = document.blocks, document.elements

    def block(kind: BlockKind, text: str, level: int | None = None) -> int:
        blocks.append(Block(len(blocks), kind, text, level))
        return len(blocks) - 1

    def element(
        type_: ElementType, text: str, at: int, parent: str | None = None, **attributes: object
    ) -> str:
        id_ = f"x{len(elements) + 1}"
        elements.append(Element(id_, type_, text, parent, block=at, until=at, attributes=dict(attributes)))
        return id_

    block(BlockKind.HEADING, f"Referat fra møde i {body}", 1)
    block(BlockKind.PARAGRAPH, "Onsdag den 4. juni 2025 kl. 15.30")
    for number in range(1, items + 1):
        about = "Flere pladser i dagtilbud" if number % 3 == 1 else "Renovering af vej"
        title = f"{about}, etape {number}"
        at = block(BlockKind.HEADING, title, 2)
        item = element(
            ElementType.AGENDA_ITEM, title, at, number=str(number), case_number=f"25/{3000 + number}", open=number % 2 == 1
        )  # fmt: skip
        block(BlockKind.HEADING, "Sagsfremstilling", 3)
        block(
            BlockKind.PARAGRAPH, f"Der mangler plads i etape {number}, og ventetiden er steget til syv uger."
        )
        block(BlockKind.HEADING, "Økonomi", 3)
        at = block(BlockKind.PARAGRAPH, "Udgiften holdes inden for rammen.")
        element(ElementType.ECONOMY, "Udgiften holdes inden for rammen.", at, item=item)
        block(BlockKind.HEADING, "Indstilling", 3)
        points = []
        for point in (1, 2):
            at = block(BlockKind.LIST_ITEM, f"at punkt {point} i etape {number} godkendes")
            points.append(
                element(ElementType.RECOMMENDATION, blocks[at].text, at, item=item, number=str(point))
            )
        block(BlockKind.HEADING, f"Beslutning i {body} den 4. juni 2025", 3)
        for point, key in enumerate(points, start=1):
            at = block(BlockKind.PARAGRAPH, f"At {point}: Godkendt.")
            element(
                ElementType.DECISION, "Godkendt.", at, key, item=item, body=body, date=day, result="approved"
            )
        block(BlockKind.HEADING, "Bilag", 3)
        at = block(BlockKind.LIST_ITEM, f"Tegning af etape {number}")
        element(ElementType.ANNEX, f"Tegning af etape {number}", at, item=item, number="1", open=True)
    return document


def brought(document: Document) -> SourceDocument:
    """A document as it stands when the reading has been written down."""
    row = SourceDocument.objects.create(
        name=document.source.name, sha256=document.source.sha256, size=1, content=b"x"
    )
    store(row, document)
    return row
