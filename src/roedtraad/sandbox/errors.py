"""How work in the sandbox ends when it does not end well."""

from __future__ import annotations

# key: (Danish, English). The key is `error.cause`.
CAUSES: dict[str, tuple[str, str]] = {
    "too_long": ("Arbejdet tog for lang tid og blev stoppet.", "The work took too long and was stopped."),
    "memory": (
        "Arbejdet brugte for meget hukommelse og blev stoppet.",
        "The work used too much memory and was stopped.",
    ),
    "output": (
        "Arbejdet gav et for stort resultat og blev stoppet.",
        "The work gave too large a result and was stopped.",
    ),
    "forbidden": (
        "Arbejdet forsøgte noget, der ikke er tilladt, og blev stoppet.",
        "The work tried something that is not allowed and was stopped.",
    ),
    "raised": ("Arbejdet endte med en fejl.", "The work ended with a fault."),
    "killed": ("Arbejdet blev afbrudt, før det var færdigt.", "The work was cut off before it was done."),
}


class SandboxError(Exception):
    """Base. `cause` is a key of CAUSES; `detail` is for the log, never for a reader."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause, self.detail = cause, detail

    def sentence(self, language: str = "da") -> str:
        danish, english = CAUSES[self.cause]
        return english if language.startswith("en") else danish

    def __str__(self) -> str:
        return f"{self.sentence()} {self.detail}".strip()


class TookTooLong(SandboxError):
    """The wall clock or the processor time ran out."""


class UsedTooMuch(SandboxError):
    """Memory or output went beyond the limit."""


class Failed(SandboxError):
    """The function raised, tried what is forbidden, or its process died.

    `kind` is the qualified name of what was raised ("package.module.Error"), `values` its arguments where
    JSON can carry them: enough for the caller to raise its own typed error again.
    """

    def __init__(self, cause: str, detail: str = "", kind: str = "", values: tuple[object, ...] = ()) -> None:
        super().__init__(cause, detail)
        self.kind, self.values = kind, values
