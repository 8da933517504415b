"""A report to JSON and back. Each thing is an object with its kind under ``is``; a span of plain text is a string."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable
from typing import Any

from roedtraad.writing import model
from roedtraad.writing.model import Report, ReportError, Text

_KINDS: dict[str, type] = {
    kind.__name__.lower(): kind
    for kind in (
        *model.SPANS,
        *model.BLOCKS,
        model.Section,
        model.Annex,
        model.Column,
        model.Count,
        model.Knot,
        Report,
    )
}
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in dataclasses.fields(kind)) for kind in _KINDS.values()
}
_KNOWN: dict[type, frozenset[str]] = {kind: frozenset((*names, "is")) for kind, names in _FIELDS.items()}


def plain(thing: Any) -> Any:
    """``thing`` as strings, numbers, lists and dicts; what stands at its default is written too, so that a reader in
    another language needs no table of defaults."""
    if isinstance(thing, Text):
        return thing.text
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    if isinstance(thing, datetime.date):
        return thing.isoformat()
    fields = _FIELDS.get(type(thing))
    if fields is None:
        return thing
    return {"is": type(thing).__name__.lower(), **{name: plain(getattr(thing, name)) for name in fields}}


def report_to_json(report: Report) -> str:
    text = json.dumps(plain(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode(
        "utf-8", "backslashreplace"
    ).decode()  # half a surrogate pair as \udXXX, as JSON writes it


def report_from_json(text: str | bytes) -> Report:
    try:
        kept = json.loads(text)
    except (ValueError, TypeError, RecursionError) as fault:
        raise _no_report(fault) from fault
    return report_from_plain(kept)


def report_from_plain(kept: Any) -> Report:
    try:
        made = _thing(kept)
    except ReportError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise _no_report(fault) from fault
    if not isinstance(made, Report):
        raise ReportError("This is not a report written by Rød Tråd: the outermost thing is not a report.")
    return made


def _no_report(fault: Exception) -> ReportError:
    return ReportError(f"This is not a report written by Rød Tråd: {fault}.")


def _thing(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_thing(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind = _KINDS[value["is"]]
    given = {name: _thing(value[name]) for name in _FIELDS[kind] if name in value}
    unknown = value.keys() - _KNOWN[kind]
    if unknown:
        raise ReportError(f"The report has a {value['is']} with the unknown part {sorted(unknown)[0]!r}.")
    build = _BUILD.get(kind)
    made = build(given) if build else kind(**given)
    _check(made)
    return made


def _day(value: Any) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(value)


_BUILD: dict[type, Callable[[dict[str, Any]], Any]] = {
    model.Paragraph: lambda v: model.Paragraph(*v["spans"]),
    model.Note: lambda v: model.Note(*v["spans"]),
    Report: lambda v: Report(
        **{**v, "date": _day(v.get("date")), "data_as_of": _day(v.get("data_as_of"))},
    ),
}

_TYPES: dict[str, type | tuple[type, ...]] = {
    "start": int, "share": int, "number": int, "width": int, "missing": bool, "here": bool, "row_head": bool, "draft": bool,
    "date": (datetime.date, type(None)), "data_as_of": (datetime.date, type(None)),
    "spans": tuple, "items": tuple, "rows": tuple, "columns": tuple, "counts": tuple, "knots": tuple, "blocks": tuple,
    "sections": tuple, "annexes": tuple, "routing": tuple,
}  # fmt: skip
_INSIDE: dict[str, tuple[type, ...]] = {
    "spans": model.SPANS, "columns": (model.Column,), "counts": (model.Count,), "knots": (model.Knot,),
    "blocks": model.BLOCKS, "sections": (model.Section,), "annexes": (model.Annex,), "routing": (str,),
}  # fmt: skip


def _check(made: Any) -> None:
    """Python does not check a dataclass's types; JSON from elsewhere can hold anything."""
    for name in _FIELDS[type(made)]:
        value: Any = getattr(made, name)
        if not isinstance(value, _TYPES.get(name, str)):
            raise ReportError(
                f"The report has a {type(made).__name__.lower()} whose {name} is {type(value).__name__}."
            )
        held: Any = value if name in _INSIDE else ()
        for one in held:
            if not isinstance(one, _INSIDE[name]):
                raise ReportError(
                    f"The report has a {type(made).__name__.lower()} whose {name} hold something else: {one!r:.60}."
                )
