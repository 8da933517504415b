"""The canonical text of a revision: what its sha256 is taken over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

FIELDS = ("number", "heading", "lead_in", "raw", "text")


def canonical_text(texts: Iterable[Any]) -> str:
    """The passages in order as JSON with sorted keys: passage, kind, parent and words. `texts`: PassageText, with passage."""
    rows = [
        {"passage": each.passage_id, "kind": str(each.passage.kind), "parent": each.parent_id}
        | {name: getattr(each, name) for name in FIELDS}
        for each in sorted(texts, key=lambda each: each.order)
    ]
    return json.dumps(
        {"schema": 1, "passages": rows}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(texts: Iterable[Any]) -> str:
    return hashlib.sha256(canonical_text(texts).encode()).hexdigest()
