"""Target groups: the paragraph that says whom the document is for, their ages, and who is left out."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.model import BlockKind
from roedtraad.reading.outline import Section
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.wording import Wording

TARGET = Wording(
    r"\b(?:politik|strategi|plan|indsats)\w*\b[^.]{0,80}\b(?:retter sig (?:i)?mod|henvender sig (?:til|mod)|omfatter|gælder for|dækker)\b[^.]{0,80}\b(?:børn|unge|familier|borgere|elever)|"
    r"(?:^|[.!?] )(?:Den|Det) (?:gælder(?: for)?|omfatter|retter sig (?:i)?mod|henvender sig til) (?:alle )?(?:\w+ )?(?:børn|unge|familier|elever|borgere)\b|"
    r"^[Mm]ålgruppen\b[^.]{0,60}\b(?:er|omfatter)\b",
    "retter sig", "henvender sig", "omfatter", "gælder", "dækker", "målgruppen",
    flags=0,
)  # fmt: skip
EXCLUDED = re.compile(
    r"\b(?:ikke|således ikke) (?:er )?(?:omfattet|dækket|med i|en del af|målgruppe)\b|\b(?:omfatter|gælder|dækker|henvender sig) ikke\b|"
    r"\b(?:og|dermed|men) (?:dermed |altså |derfor )?ikke af (?:denne |kommunens )?\w*(?:politik|strategi|plan)|\buden for (?:målgruppen|\w*(?:politik|strategi|plan)(?:ken|en))\b"
)
DECIDED = re.compile(r"\b(?:vedtog|besluttede|godkendte|har besluttet)\b")
AGES = re.compile(r"\b(\d{1,2})\s*(?:-|–|til|og)\s*(\d{1,2})[\s-]*år", re.IGNORECASE)
# "der er fyldt 3 og endnu ikke 18 år": the year that is not reached counts no more.
REACHED = re.compile(
    r"\bfyldt (\d{1,2})(?: år)?,? (?:og|men) (?:endnu )?ikke (?:er )?(?:fyldt )?(\d{1,2})\.? år",
    re.IGNORECASE,
)
UP_TO = re.compile(r"\b(?:under|op til|indtil|til og med) (?:det fyldte )?(\d{1,2})\.? år", re.IGNORECASE)


def target_group(ctx: Context, section: Section) -> set[int]:
    """A paragraph that says whom the document is for; the sentence that says who is not goes into `exclusion`."""
    for block in section.blocks:
        if (
            block.kind is BlockKind.PARAGRAPH
            and TARGET.search(block.text)
            and not DECIDED.search(block.text)
            and not ctx.found.of_type("target_group")
        ):
            outside = [
                s.text for b in section.blocks for s in find_sentences(b.text) if EXCLUDED.search(s.text)
            ]
            ctx.found.add(
                "target_group",
                block.text,
                block,
                "target-sentence",
                exclusion=outside[0] if outside else None,
                **ages(block.text),
            )
            return {block.index}
    return set()


def ages(text: str) -> dict[str, Any]:
    """age_from, age_to from "0-18 år", "i alderen 0 til 25 år", "under 18 år"."""
    reached = REACHED.search(text)
    if reached:
        return {"age_from": int(reached[1]), "age_to": int(reached[2]) - 1}
    match = AGES.search(text)
    if match and int(match[1]) < int(match[2]) <= 30:
        return {"age_from": int(match[1]), "age_to": int(match[2])}
    match = UP_TO.search(text)
    return {"age_to": int(match[1])} if match and int(match[1]) <= 30 else {}
