"""What is dear to make and never changes, kept by what it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last `most` things that were made, each by the words it was made of; the one asked for longest ago goes first.

    Only for what those words alone decide, so that nobody can be shown another's: equal words, equal thing. Each process
    keeps its own.
    """

    def __init__(self, most: int):
        self._most = most
        self._found: dict[str, T] = {}
        self._lock = Lock()

    def of(self, words: str, make: Callable[[], T]) -> T:
        key = words if len(words) <= 64 else hashlib.sha256(words.encode()).hexdigest()
        with self._lock:
            if key in self._found:
                self._found[key] = self._found.pop(key)
                return self._found[key]
        made = make()
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._most:
                del self._found[next(iter(self._found))]
        return made

    def __len__(self) -> int:
        return len(self._found)
