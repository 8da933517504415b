"""Documents that were brought: some to be reviewed, one of them large, and those that have been accepted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from roedtraad.intake.enums import DocumentState, ElementState
from roedtraad.intake.models import Acceptance, Element, Landing, SourceDocument
from roedtraad.reading import read

from .data import SENTENCE, Town

THEMES, LARGE, ACCEPTED = (
    6,
    75,
    12,
)  # themes of an ordinary and of a large policy (some 200 and 1,500 elements)


@dataclass(frozen=True)
class Reading:
    """A document as it was read once; every municipality gets its own copy of the rows."""

    name: str
    text: bytes
    full: dict[str, Any]


def readings() -> dict[str, Reading]:
    return {
        "ordinary": _read("politik.md", THEMES),
        "large": _read("stor-politik.md", LARGE),
        "small": _read("kort-politik.md", 1),
    }


def _read(name: str, themes: int) -> Reading:
    lines = ["# Børne- og ungepolitik", "", "Vedtaget af byrådet den 12. marts 2024", ""]
    for theme in range(1, themes + 1):
        lines += [f"## Tema {theme}: Fællesskab i hverdag {theme}", "", SENTENCE, "", "### Det vil vi", ""]
        lines += [
            f"- Vi møder barn nummer {number} med nysgerrighed i hverdag {theme}." for number in range(1, 17)
        ]
        lines += [
            "",
            "### Mål",
            "",
            f"- Ved udgangen af 2027 trives flere børn end i dag i hverdag {theme}.",
            "",
        ]
    text = "\n".join(lines).encode()
    return Reading(name, text, read(text, name).to_full())


def bring(town: Town, documents: dict[str, Reading]) -> None:
    """An ordinary and a large document to be reviewed, and a dozen that were accepted."""
    for key in ("ordinary", "large"):
        put(town, documents[key], documents[key].name, DocumentState.READ)
    for n in range(ACCEPTED):
        document, elements = put(
            town, documents["small"], f"{n}-{documents['small'].name}", DocumentState.ACCEPTED
        )
        acceptance = town.add(Acceptance, document_id=document, accepted_by="Signe Holmelund")
        for element, (passage, _kind) in zip(elements, town.policies[0].passages, strict=False):
            town.add(
                Landing,
                acceptance_id=acceptance,
                element_id=element,
                thing_type="policies.passage",
                thing_id=passage,
            )


def put(town: Town, reading: Reading, name: str, state: DocumentState) -> tuple[int, list[int]]:
    """The rows that intake.jobs.store writes of a reading: (document, its elements)."""
    full = reading.full
    kept = ("source", "kind", "title", "municipality", "case_number", "period", "adopted", "remarks", "rules")
    document = town.add(
        SourceDocument, name=name, sha256=hashlib.sha256(reading.text + name.encode()).hexdigest(), size=len(reading.text),
        media_type=full["source"]["media_type"][:120], content=reading.text, state=state, kind=full["kind"],
        title=(full["title"] or "")[:300], header={each: full[each] for each in kept}, blocks=full["blocks"],
    )  # fmt: skip
    elements = []
    for order, each in enumerate(full["elements"], 1):
        seen = state == DocumentState.ACCEPTED or order % 2 == 0
        elements.append(
            town.add(
                Element, document_id=document, key=each["id"][:40], order=order, type=each["type"], text=each["text"],
                parent_key=each["parent"] or "", block=each["block"], until=each["until"], page=each["page"],
                confidence=each["confidence"], rule=each["rule"][:80], attributes=each["attributes"],
                original={of: each[of] for of in ("type", "text", "parent", "block", "attributes")},
                state=ElementState.SEEN if seen else ElementState.UNSEEN,
            )
        )  # fmt: skip
    return document, elements
