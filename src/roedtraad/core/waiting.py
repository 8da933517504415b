"""What waits for somebody, asked of all apps."""

from __future__ import annotations

from typing import Any

from . import registries, together
from .registries import ToDo


def what_waits(user: Any) -> list[ToDo]:
    """Everything that waits for this user, in no order. What the apps give as rows is one question for all of them."""
    found = [
        thing
        for key in registries.to_do.keys()  # noqa: SIM118 - a registry is no dict
        for provider in registries.to_do.of(key)
        for thing in provider(user)
    ]
    parts = (
        provider(user)
        for key in registries.waiting.keys()  # noqa: SIM118
        for provider in registries.waiting.of(key)
    )
    return [*found, *together.ask(parts)]
