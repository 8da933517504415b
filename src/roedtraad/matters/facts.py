"""The one door through which a decision that was taken over by mistake goes out again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_lifting: ContextVar[bool] = ContextVar("lifting-facts", default=False)


@contextmanager
def lifting_out() -> Iterator[None]:
    """Only for undoing a record that nothing hangs on: then the row goes as if it had never come."""
    token = _lifting.set(True)
    try:
        yield
    finally:
        _lifting.reset(token)


def lifted_out() -> bool:
    return _lifting.get()
