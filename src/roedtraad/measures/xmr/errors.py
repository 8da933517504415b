"""Why a series cannot be charted, as one sentence that names the cause and the way out, in Danish and English."""

from __future__ import annotations

CAUSES: dict[str, tuple[str, str]] = {
    # key: (Danish, English); {found} is what stood there, {place} its number, {limit} what is allowed
    "value": (
        "værdi nr. {place} er {found} og ikke et endeligt tal. Skriv null, hvor der ikke er målt.",
        "value no. {place} is {found}, not a finite number. Write null where nothing was measured.",
    ),
    "target": (
        "måltallet er {found} og ikke et endeligt tal. Skriv null, hvis der ikke er et måltal.",
        "the target is {found}, not a finite number. Write null if there is no target.",
    ),
    "fix_after": (
        "grænserne skal bygge på mindst 12 punkter (fix_after_n_points), men tallet er {found}.",
        "the limits must rest on at least 12 points (fix_after_n_points), but the number is {found}.",
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
