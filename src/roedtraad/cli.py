"""The command `roedtraad`: finds the verb, loads only what that verb needs.

``roedtraad read`` must start fast and without Django, so commands are named here as text and imported when
called. A command is ``function(argv: list[str]) -> int`` and gives the exit status.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

# verb: (module:function, what it does in one line)
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("roedtraad.reading.command:main", "Læs dokumenter, og vis, hvad der er genkendt i dem"),
    "xmr": ("roedtraad.measures.xmr.command:main", "Regn kontroldiagrammer (XmR) af serier i en JSON-fil"),
    "import": ("roedtraad.intake.command:main", "Tag dokumenter ind i en kommune"),
    "prepare": (
        "roedtraad.installation.prepare:prepare",
        "Gør databasen klar, og byg eksempelkommunen første gang",
    ),
    "serve": ("roedtraad.installation.serve:main", "Kør web og arbejder på denne maskine"),
    "work": ("roedtraad.installation.prepare:work", "Kør en arbejder for sig"),
    "manage": ("roedtraad.installation.prepare:manage", "Djangos egne kommandoer"),
}


def main(argv: list[str] | None = None) -> int:
    """Exit status 0, or 2 for a verb that does not exist; else what the command gives."""
    argv = list(sys.argv[1:] if argv is None else argv)
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if argv else 2
    if argv[0] == "--version":
        from importlib.metadata import version

        print(version("roedtraad"))
        return 0
    if argv[0] not in COMMANDS:
        print(f"roedtraad: {argv[0]!r} er ikke en kommando.\n\n{usage()}", file=sys.stderr)
        return 2
    module, _, function = COMMANDS[argv[0]][0].partition(":")
    command = cast(Callable[[list[str]], int], getattr(import_module(module), function))
    return command(argv[1:])


def usage() -> str:
    """What can be called."""
    width = max(map(len, COMMANDS))
    lines = [f"  {verb:<{width}}  {told}" for verb, (_, told) in sorted(COMMANDS.items())]
    return "\n".join(["roedtraad KOMMANDO …", "", *lines, "", "roedtraad KOMMANDO --help fortæller mere."])


if __name__ == "__main__":
    sys.exit(main())
