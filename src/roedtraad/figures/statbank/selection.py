"""What is asked of a table: which values of each variable; kept for years, and held against the table before each use."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from roedtraad.figures.faults import Fault, FigureError
from roedtraad.figures.places import became

from .areas import region_variable
from .tables import TableInfo, Variable

MAX_CELLS = 1_000_000  # what one answer may hold that is no stream: the API's change log, 27 May 2021
ALL = "*"


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest `count` periods, whichever they are when asked."""

    count: int


@dataclass(frozen=True, slots=True)
class Since:
    """Every period from this code on."""

    first: str


Choice = tuple[str, ...] | str | Latest | Since  # str: ALL


@dataclass(frozen=True, slots=True)
class Selection:
    """`choices`: by the variable's id. A variable that is not named is left to its total, time to its latest period.

    `labels`: what the chosen values were called when they were chosen, {variable: {value: label}}, so that a change is seen.
    """

    table: str
    choices: Mapping[str, Choice] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: str, choices: Mapping[str, Any]) -> Selection:
        """From plain values: {"KØN": ["M"], "OMRÅDE": "*", "Tid": {"latest": 5}} or {"since": "2015"}."""
        return cls(table, {code: _choice(value) for code, value in choices.items()})

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Selection:
        """What `as_json` gave. FigureError("no-variable") for what is no selection."""
        made = cls.of(str(told.get("table", "")), told.get("variables") or {})
        return replace(made, labels=told.get("labels") or {})

    def as_json(self) -> dict[str, Any]:
        """{"table", "variables", "labels"}: plain values, to be kept."""
        plain: dict[str, Any] = {}
        for code, choice in self.choices.items():
            match choice:
                case Latest(count):
                    plain[code] = {"latest": count}
                case Since(first):
                    plain[code] = {"since": first}
                case str():
                    plain[code] = choice
                case _:
                    plain[code] = list(choice)
        return {
            "table": self.table,
            "variables": plain,
            "labels": {code: dict(labels) for code, labels in self.labels.items()},
        }

    def remembering(self, info: TableInfo) -> Selection:
        """The same, with today's labels of what is chosen value by value."""
        labels = {}
        for code, choice in self.choices.items():
            variable = info.variable(code)
            if variable is not None and isinstance(choice, tuple):
                labels[variable.id] = {v: variable.by_id[v].label for v in choice if v in variable.by_id}
        return replace(self, labels=labels)

    def chosen(self, variable: Variable) -> tuple[str, ...] | None:
        """The values' ids in the table's order; None where the variable is not named. Values that are gone are left out."""
        choice = next(
            (c for code, c in self.choices.items() if code.casefold() == variable.id.casefold()), None
        )
        ids = [value.code for value in variable.values]
        match choice:
            case None:
                return None
            case Latest(count):
                return tuple(ids[-count:]) if count > 0 else ()
            case Since(first):
                return tuple(ids[ids.index(first) :]) if first in ids else ()
            case str():
                return tuple(ids)
            case _:
                wanted = set(choice)
                return tuple(each for each in ids if each in wanted)

    def resolved(self, info: TableInfo, *, streamed: bool = False) -> dict[str, tuple[str, ...]]:
        """{variable id: value ids} as it would be asked today. A stream needs every variable, so totals are put in.

        :raises FigureError: "no-total" where a stream must name a variable that has no total; "nothing-chosen"
        """
        found: dict[str, tuple[str, ...]] = {}
        for variable in info.variables:
            chosen = self.chosen(variable)
            if chosen is None and variable.time:
                chosen = tuple(value.code for value in variable.values[-1:])
            elif chosen is None and streamed:
                if variable.total is None:
                    raise FigureError("no-total", variable=variable.label, table=info.id)
                chosen = (variable.total,)
            if chosen is None:
                continue
            if not chosen:
                raise FigureError("nothing-chosen", variable=variable.label, table=info.id)
            found[variable.id] = chosen
        return found

    def question(
        self, info: TableInfo, form: str, language: str, *, streamed: bool = False
    ) -> dict[str, Any]:
        """The body that DATA takes. Codes, not labels, so that nothing hangs on how a label is written."""
        body: dict[str, Any] = {
            "table": info.id,
            "format": form,
            "lang": language,
            "valuePresentation": "Code",
            "variables": [
                {"code": code, "values": list(ids)} for code, ids in self.resolved(info, streamed=streamed).items()
            ],
        }  # fmt: skip
        return body


def _choice(value: Any) -> Choice:
    match value:
        case Latest() | Since():
            return value
        case "*":
            return ALL
        case str():
            return (value,)
        case {"latest": int(count)}:
            return Latest(count)
        case {"since": first}:
            return Since(str(first))
        case _ if isinstance(value, Sequence):
            return tuple(str(each) for each in value)
    raise FigureError("no-variable", variable=str(value)[:60])


def cells(selection: Selection, info: TableInfo) -> int:
    """As StatBank counts them: rows times columns, where time and the figure are columns too (the API's page, 2025)."""
    resolved = selection.resolved(info)
    return math.prod(len(ids) for ids in resolved.values()) * (len(resolved) + 1)


def must_stream(selection: Selection, info: TableInfo) -> bool:
    return cells(selection, info) > MAX_CELLS


def fit(selection: Selection, info: TableInfo) -> list[Fault]:
    """What no longer fits, and what is to be known. Faults that are `blocking` come first; [] when all is as it was."""
    found: list[Fault] = []
    areas = region_variable(info)
    for code, choice in selection.choices.items():
        variable = info.variable(code)
        if variable is None:
            found.append(Fault("variable-gone", {"table": info.id, "variable": code}))
            continue
        found += _values(info, variable, choice, selection.labels.get(variable.id, {}), areas)
    named = {code.casefold() for code in selection.choices}
    for variable in info.variables:
        if variable.id.casefold() in named:
            continue
        if variable.time:
            found.append(Fault("latest-only", {"table": info.id}))
        elif not variable.elimination:
            found.append(Fault("variable-new", {"table": info.id, "variable": variable.label}))
    if not info.active:
        found.append(Fault("table-ended", {"table": info.id}))
    found += _time(selection, info)
    if not any(each.blocking for each in found) and (count := cells(selection, info)) > MAX_CELLS:
        found.append(Fault("streamed", {"cells": count, "limit": MAX_CELLS}))
    return sorted(found, key=lambda each: not each.blocking)


def _values(
    info: TableInfo, variable: Variable, choice: Choice, before: Mapping[str, str], areas: Variable | None
) -> list[Fault]:
    facts = {"table": info.id, "variable": variable.label}
    wanted: tuple[str, ...] = ()
    match choice:
        case Since(first):
            wanted = (first,)
        case tuple():
            wanted = choice
    if choice == () or (isinstance(choice, Latest) and choice.count < 1):
        return [Fault("nothing-chosen", facts)]
    found = []
    for code in wanted:
        value = variable.by_id.get(code)
        was = before.get(code, "")
        if value is None:
            alike = _alike(variable, was)
            found.append(Fault("value-gone", {**facts, "value": was or code, "code": code, "alike": alike}))
        elif was and " ".join(was.split()) != " ".join(value.label.split()):
            found.append(Fault("label-changed", {**facts, "value": code, "before": was, "now": value.label}))
        if value is not None and variable is areas and (now := became(code)):
            found.append(Fault("old-municipality", {"value": value.label, "now": [m.name for m in now]}))
    return found


def _alike(variable: Variable, label: str) -> list[str]:
    """Ids of values whose labels are close to what it was called: what to offer in its place."""
    labels = {value.label: value.code for value in variable.values}
    return [labels[near] for near in get_close_matches(label, labels, n=3, cutoff=0.75)] if label else []


def _time(selection: Selection, info: TableInfo) -> list[Fault]:
    time = info.time
    if time is None:
        return []
    asked = selection.chosen(time) or tuple(value.code for value in time.values[-1:])
    found = [Fault("time-unreadable", {"value": code}) for code in asked if time.by_id[code].period is None]
    provisional = sorted(info.provisional & {time.by_id[code].period for code in asked})
    if provisional:
        found.append(Fault("provisional", {"periods": [each.label(info.language) for each in provisional]}))
    return found
