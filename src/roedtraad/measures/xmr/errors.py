"""Why a series cannot be charted, as one sentence that names the cause and the way out, in Danish and English."""

from __future__ import annotations

import json

CAUSES: dict[str, tuple[str, str]] = {
    # key: (Danish, English); {found} is what stood there, {place} its number, counted from 1
    "value": (
        "værdi nr. {place} er {found} og ikke et endeligt tal. Skriv null, hvor der ikke er målt.",
        "value no. {place} is {found}, not a finite number. Write null where nothing was measured.",
    ),
    "target": (
        "måltallet (target) er {found} og ikke et endeligt tal. Skriv null, hvis der ikke er et måltal.",
        "the target is {found}, not a finite number. Write null if there is no target.",
    ),
    "fix_after": (
        "grænserne skal bygge på et helt antal punkter, mindst 12 (fix_after_n_points), men der står {found}.",
        "the limits must rest on a whole number of points, at least 12 (fix_after_n_points), but it says {found}.",
    ),
    # what is only found in a file
    "not_an_object": (
        "serien er ikke et objekt med {found}.",
        "the series is not an object with {found}.",
    ),
    "no_key": ("{found} mangler.", "{found} is missing."),
    "unknown_key": (
        "{found} kendes ikke. Mulige nøgler: {known}.",
        "{found} is not known. Possible keys: {known}.",
    ),
    "id_twice": (
        "en tidligere serie har samme id. Giv hver serie sit eget.",
        "an earlier series has the same id. Give each its own.",
    ),
    "not_a_list": ("{key} er ikke en liste.", "{key} is not a list."),
    "empty": (
        "serien er tom: der er ingen målte værdier.",
        "the series is empty: it has no measured values.",
    ),
    "lengths": (
        "der er {dates} datoer og {values} værdier. Hver værdi skal have sin dato.",
        "there are {dates} dates and {values} values. Each value needs its date.",
    ),
    "date": (
        "{found} (nr. {place} i {key}) er ikke en dato. Skriv den som 2026-01-31.",
        "{found} (no. {place} in {key}) is not a date. Write it as 2026-01-31.",
    ),
    "date_twice": (
        "datoen {found} har to værdier. Hver dato kan kun have én.",
        "the date {found} has two values. Each date can only have one.",
    ),
    "direction": (
        "retningen (improvement_direction) er {found}. Den skal være {known}.",
        "the direction (improvement_direction) is {found}. It must be {known}.",
    ),
    "screen": (
        "screen_outliers er {found} og skal være true eller false.",
        "screen_outliers is {found} and must be true or false.",
    ),
}


class NotCharted(ValueError):
    """A series that cannot be charted. `cause` is a key of CAUSES; `str()` is the Danish sentence."""

    def __init__(self, cause: str, **facts: object) -> None:
        if cause not in CAUSES:
            raise ValueError(f"no such cause: {cause}")
        super().__init__(cause, facts)
        self.cause, self.facts = cause, facts

    def sentence(self, language: str = "da") -> str:
        """The cause and the way out. `language`: "da" or "en"."""
        danish, english = CAUSES[self.cause]
        return (english if language.startswith("en") else danish).format(**self.facts)

    def __str__(self) -> str:
        return self.sentence()


def shown(found: object) -> str:
    """What stood there, as JSON writes it, cut where it grows long."""
    try:
        text = json.dumps(found, ensure_ascii=False, default=repr)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list in itself
        text = type(found).__name__
    return text if len(text) <= 40 else text[:39] + "…"
