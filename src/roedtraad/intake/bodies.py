"""The body that a document means by a name: 'Byrådet', 'BUU', 'Norddjurs Kommunalbestyrelse'."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.core.tenancy import current
from roedtraad.organisation import actions as organisation
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body

COUNCIL = re.compile(r"\b(?:\w*byråd\w*|\w*kommunalbestyrelse\w*|borgerrepræsentation\w*)\b", re.IGNORECASE)
COMMITTEE = re.compile(r"udvalg(?:et)?\b", re.IGNORECASE)
FINANCE = re.compile(r"\bøkonomiudvalg|\bmagistrat", re.IGNORECASE)
OTHERS = (
    (re.compile(r"\bdirektion", re.IGNORECASE), BodyKind.EXECUTIVE),
    (re.compile(r"\bchefforum|\bchefgruppe", re.IGNORECASE), BodyKind.CHIEFS),
    (re.compile(r"\bungeråd|\bungdomsråd|\bbørne- og ungeråd", re.IGNORECASE), BodyKind.YOUTH),
    (re.compile(r"\bhandicapråd", re.IGNORECASE), BodyKind.DISABILITY),
    (re.compile(r"\b(?:ældreråd|seniorråd)", re.IGNORECASE), BodyKind.ELDERS),
    (re.compile(r"\bmed\b|\b\w+-med\b|med-udvalg", re.IGNORECASE), BodyKind.MED),
)
ABBREVIATION = re.compile(r"^[A-ZÆØÅ]{2,6}$")
SMALL = {"og", "for", "i", "af", "til", "med"}


def kind_of(name: str, read_as: str = "") -> str:
    """What kind of body it is by its name, else by what the reading took it for."""
    if is_council(name):
        return BodyKind.COUNCIL
    if FINANCE.search(name):
        return BodyKind.FINANCE
    for words, kind in OTHERS:
        if words.search(name):
            return kind
    if COMMITTEE.search(name):
        return BodyKind.COMMITTEE
    return read_as if read_as in BodyKind.values and read_as != BodyKind.COUNCIL else BodyKind.OTHER


def is_council(name: str) -> bool:
    return bool(COUNCIL.search(name)) and not COMMITTEE.search(name)


def initials(name: str) -> str:
    """'Børne- og Ungdomsudvalget' → 'BUU': the first letter of each word, and of the '-udvalg' within one."""
    letters = ""
    for word in re.findall(r"[^\W\d_]+", name):
        if word.casefold() in SMALL:
            continue
        letters += word[0].upper()
        if COMMITTEE.search(word) and not word.casefold().startswith("udvalg"):
            letters += "U"
    return letters


def plain(name: str) -> str:
    """A name without whose it is, case and definite ending: equal ones are the same body."""
    words = re.sub(r"\b[A-ZÆØÅ]\w*\s+[Kk]ommunes?\s+", "", " ".join(name.split())).casefold().strip(" .,:;")
    words = re.sub(r"[^\w]+", " ", words).strip()
    return re.sub(r"(udvalg|råd|byråd|bestyrelse|gruppe|direktion)(?:et|en|n)$", r"\1", words)


def find_body(name: str, known: list[Body] | None = None) -> Body | None:
    """The body of that name, written in one way or another; the council by any of its names. None: not known here."""
    rows = list(Body.objects.order_by("pk")) if known is None else known
    asked = plain(name)
    for body in rows:
        if plain(body.name) == asked:
            return body
    if is_council(name):
        return next((body for body in rows if body.kind == BodyKind.COUNCIL), None)
    if ABBREVIATION.match(name.strip()):
        of_these = [body for body in rows if initials(body.name) == name.strip()]
        return of_these[0] if len(of_these) == 1 else None
    return None


def find_or_make_body(name: str, *, by: Any, read_as: str = "") -> tuple[Body, bool]:
    """The body of that name, or a new one; and whether it was made."""
    name = " ".join(name.split())[:200]
    body = find_body(name)
    if body is not None:
        return body, False
    kind = kind_of(name, read_as)
    return organisation.create_body(current(), by=by, name=name[:1].upper() + name[1:], kind=kind), True
