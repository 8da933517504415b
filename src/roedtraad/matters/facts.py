"""The two doors to a recorded decision: one through which a mistaken one goes out again, one to mend what was mistyped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_correcting: ContextVar[bool] = ContextVar("correcting-facts", default=False)
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


@contextmanager
def correcting() -> Iterator[None]:
    """Only for mending a fault of transcription whose earlier reading is kept beside it."""
    token = _correcting.set(True)
    try:
        yield
    finally:
        _correcting.reset(token)


def being_corrected() -> bool:
    return _correcting.get()
