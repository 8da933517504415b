"""What is frozen stays so: the refusal, and the one door through which a mistaken import is lifted out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from roedtraad.core.reasons import Reason, Refused

_lifting: ContextVar[bool] = ContextVar("lifting", default=False)


class Frozen(Refused):
    """Somebody tried to change or delete what was adopted."""

    def __init__(self, sentence: Any):
        super().__init__(Reason("frozen", sentence))


@contextmanager
def lifting_out() -> Iterator[None]:
    """Only for undoing a record that nothing hangs on: then the rows go as a whole, as if they never came."""
    token = _lifting.set(True)
    try:
        yield
    finally:
        _lifting.reset(token)


def lifted_out() -> bool:
    return _lifting.get()
