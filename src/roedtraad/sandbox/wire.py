"""How a call and its result cross the pipe: JSON, with bytes as base64 in a marked object.

Not pickle: what comes back from the child has been near hostile input and must not run anything here.
"""

from __future__ import annotations

import base64
import json
from typing import Any

BYTES = "__bytes__"


def pack(value: Any) -> bytes:
    """The value as bytes. TypeError for what JSON cannot carry, ValueError for what nests too deep."""
    return json.dumps(value, default=_bytes, ensure_ascii=False, allow_nan=True).encode(
        "utf-8", "surrogatepass"
    )


def unpack(data: bytes) -> Any:
    """The value that gave `data`. ValueError for anything else."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"), object_hook=_back)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def _bytes(value: object) -> dict[str, str]:
    if isinstance(value, bytes | bytearray | memoryview):
        return {BYTES: base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, set | frozenset):
        raise TypeError("a set has no order: hand over a list")
    raise TypeError(f"cannot cross: {type(value).__name__}")


def _back(value: dict[str, Any]) -> Any:
    if value.keys() == {BYTES} and isinstance(value[BYTES], str):
        return base64.b64decode(value[BYTES], validate=True)
    return value
