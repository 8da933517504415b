"""Reading in a process of its own, with limits: what uploads and the command line use."""

from __future__ import annotations

from roedtraad.reading.model import Document


def read_apart(data: bytes, name: str) -> Document:
    """As `roedtraad.reading.read`, in a limited process. Raises Unreadable."""
    raise NotImplementedError
