"""A name among other words, set as the language sets it."""

from __future__ import annotations

from django.utils.translation import get_language


def quoted(name: object) -> str:
    """»…« in Danish, “…” in English."""
    return f"»{name}«" if get_language() == "da" else f"“{name}”"
