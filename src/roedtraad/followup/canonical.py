"""Canonical JSON: the same data gives the same bytes, wherever and whenever it is written.

Keys sorted, no spaces, no escapes but the needed ones, UTF-8; only strings, whole numbers, true, false, null, lists
and objects with strings as keys (no floating numbers: their text differs between systems).
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

SCHEMA = 1


class NotCanonical(TypeError):
    """Something in the data has no one canonical text. The message gives its place."""


def dumps(data: Any) -> str:
    _check(data, "$")
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """Of the text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _check(value: Any, place: str) -> None:
    if value is None or type(value) in (bool, int):
        return
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as fault:
            raise NotCanonical(f"{place} holds half a letter") from fault
        return
    if isinstance(value, list | tuple):
        for number, each in enumerate(value):
            _check(each, f"{place}[{number}]")
        return
    if isinstance(value, dict):
        for key, each in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"{place} has the key {key!r}, which is no text")
            _check(key, f"{place} (key)")
            _check(each, f"{place}.{key}")
        return
    raise NotCanonical(f"{place} is a {type(value).__name__}")
