"""StatBank Denmark's API, version 1: subjects, tables, table information, data. Pure: no setting, no cache, no database.

Source: dst.dk, "Statistikbank API". Questions are posted as JSON, as that page recommends. Without a key; one at a time.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from roedtraad.figures import jsonstat
from roedtraad.figures.faults import FigureError
from roedtraad.figures.observations import MAX_CELLS, Category, Cube, Dimension, Observations

from .errors import (
    NotData,
    SelectionRefused,
    StatBankError,
    TableGone,
    TooManyCells,
    Truncated,
    Unexpected,
)
from .rows import read_rows
from .selection import Selection, fit, must_stream
from .tables import CONTENTS, Listed, Subject, TableInfo
from .transport import USER_AGENT, Limits, Transport

BASE = "https://api.statbank.dk"
LANGUAGES = ("da", "en")
# Their codes of what went wrong → ours
_REFUSALS: dict[str, tuple[type[StatBankError], str]] = {
    "EXTRACT-NOTFOUND": (SelectionRefused, "refused-selection"),
    "EXTRACT-NOTALLOWED": (SelectionRefused, "refused-selection"),
    "REQUEST-LIMIT": (TooManyCells, "too-many"),
}


class StatBank:
    """Asks one StatBank. `base`: its address, without /v1; `language`: of labels, "da" or "en"."""

    def __init__(
        self,
        base: str = BASE,
        *,
        language: str = "da",
        limits: Limits | None = None,
        user_agent: str = USER_AGENT,
        proxy: str = "",
        transport: Transport | None = None,
    ) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"StatBank speaks {LANGUAGES}, not {language!r}")
        self.language = language
        self.transport = transport or Transport(base, limits=limits, user_agent=user_agent, proxy=proxy)

    def subjects(self, below: Sequence[str] = (), *, recursive: bool = False) -> list[Subject]:
        """The subjects below these, or the uppermost."""
        told = self._json("/v1/subjects", {"subjects": list(below), "recursive": recursive})
        return self._each(Subject.read, told)

    def tables(
        self, subjects: Sequence[str] = (), *, past_days: int | None = None, inactive: bool = False
    ) -> list[Listed]:
        """The tables of these subjects, or all (2,000 of them, half a megabyte: keep it for a day).

        `past_days`: only those updated since; `inactive`: those that are no longer updated as well
        """
        question: dict[str, Any] = {"includeInactive": inactive}
        if subjects:
            question["subjects"] = list(subjects)
        if past_days is not None:
            question["pastdays"] = past_days
        return self._each(Listed.read, self._json("/v1/tables", question))

    def table(self, table: str) -> TableInfo:
        """One table with its variables and values. TableGone."""
        told = self._json("/v1/tableinfo", {"table": table}, table)
        if not isinstance(told, Mapping):
            raise NotData("not-data", what="JSON")
        return TableInfo.read(told, self.language)

    def data(self, selection: Selection, info: TableInfo | None = None, *, limit: int = MAX_CELLS) -> Cube:
        """The figures in memory; fetched as JSON-stat, or as a stream where that is too much for one answer.

        `info`: what `table` told just now, where the caller has it. Every figure has its source, and what is provisional is marked.
        :raises FigureError: the first thing that no longer fits (`fit` tells them all); StatBankError otherwise
        """
        info = self._fitting(selection, info)
        if must_stream(selection, info):
            with self.stream(selection, info) as rows:
                return rows.cube(absent=info.absent, limit=limit)
        told = self._json("/v1/data", selection.question(info, "JSONSTAT", self.language), info.id)
        return _known(jsonstat.read(told, limit=limit), info)

    def csv(self, selection: Selection, info: TableInfo | None = None, *, limit: int = MAX_CELLS) -> Cube:
        """As `data`, fetched as CSV: for a StatBank that has no JSON-stat, and to hold one against the other."""
        info = self._fitting(selection, info)
        question = selection.question(info, "CSV", self.language)
        with self._answer("/v1/data", question, info.id) as file:
            return read_rows(file, info, selection.resolved(info)).cube(limit=limit)

    @contextmanager
    def stream(self, selection: Selection, info: TableInfo | None = None) -> Iterator[Observations]:
        """The rows as they come (BULK), however many; every variable is asked for, by its total where none is chosen.

        Combinations that have no row have the value `info.absent` (nearly always 0). No other question is asked meanwhile.
        A stream that breaks raises Truncated while it is read: whoever reads it takes all of it or nothing.
        """
        info = self._fitting(selection, info)
        chosen = selection.resolved(info, streamed=True)
        question = selection.question(info, "BULK", self.language, streamed=True)
        with self._answer("/v1/data", question, info.id) as file:
            yield read_rows(file, info, chosen)

    def _fitting(self, selection: Selection, info: TableInfo | None) -> TableInfo:
        info = info or self.table(selection.table)
        for fault in fit(selection, info):
            if fault.blocking:
                raise FigureError(fault.code, **fault.facts)
        return info

    def _json(self, path: str, question: Mapping[str, Any], table: str = "") -> Any:
        status, data = self.transport.fetch(
            path, {"lang": self.language, **question, **({} if "format" in question else {"format": "JSON"})}
        )
        told = _parsed(data)
        if status != 200:
            raise refusal(status, told, table)
        return told

    @contextmanager
    def _answer(self, path: str, question: Mapping[str, Any], table: str) -> Iterator[io.BufferedReader]:
        with self.transport.opened(path, {"lang": self.language, **question}) as answer:
            if answer.status != 200:
                raise refusal(answer.status, _parsed(answer.read()), table)
            yield io.BufferedReader(answer, 64 * 1024)

    @staticmethod
    def _each(read: Any, told: Any) -> list[Any]:
        try:
            return [read(each) for each in told]
        except (KeyError, TypeError, AttributeError) as error:
            raise NotData("not-data", what=f"JSON ({error})") from error


def _parsed(data: bytes) -> Any:
    """JSON, or what it is instead: HTML, nothing, or JSON that breaks off."""
    text = data.decode("utf-8-sig", "replace").strip()
    if not text:
        raise Truncated("truncated")
    if text.startswith("<"):
        raise NotData("not-data", what="HTML")
    try:
        return json.loads(text)
    except RecursionError as error:
        raise NotData("not-data", what="JSON") from error
    except json.JSONDecodeError as error:
        if (text[0] in "[{" and error.pos >= len(text) - 1) or "Unterminated" in error.msg:
            raise Truncated("truncated") from error
        raise NotData("not-data", what=text[:60]) from error


def refusal(status: int, told: Any, table: str) -> StatBankError:
    """What StatBank answered instead of figures, as an exception. {"errorTypeCode", "message"}"""
    about = told if isinstance(told, Mapping) else {}
    code, message = str(about.get("errorTypeCode") or ""), " ".join(str(about.get("message") or "").split())
    lower = message.casefold()
    if code == "EXTRACT-NOTFOUND" and ("tabel" in lower or "table" in lower) and "vari" not in lower:
        return TableGone("table-gone", table=table, message=message)
    if code in _REFUSALS:
        kind, ours = _REFUSALS[code]
        return kind(ours, table=table, message=message.rstrip("."), fault=code)
    return Unexpected("unexpected", status=status, message=message or code or "?")


def _known(cube: Cube, info: TableInfo) -> Cube:
    """The cube with the table's own words: its variables' ids and labels, its source, what is provisional.

    What is counted (ContentsCode) is a dimension of one category, and is dropped: it is the table.
    """
    dimensions: list[Dimension] = []
    for each in cube.dimensions:
        if each.code == CONTENTS and len(each.categories) == 1:
            continue
        variable = info.variable(each.code)
        if variable is None:
            dimensions.append(each)
            continue
        categories = tuple(
            variable.by_id.get(c.code, Category(c.code, c.label, c.period)) for c in each.categories
        )
        dimensions.append(replace(info.dimension(variable), categories=categories))
    return cube.renamed(dimensions, info.source(), info.provisional)
