"""Rows that several apps show on the same page, asked for in one question.

def tasks_waiting(user) -> Part | None:
    mine = Task.objects.filter(...)
    return Part(mine, _in_words, day="due", facts={"text": "text", "body": "decision__body__name"})

ask([tasks_waiting(user), changes_waiting(user)])
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, DateField, F, IntegerField, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject


class Row(NamedTuple):
    """One row of a part. `facts`: as the part asked for them, days as text (ISO)."""

    pk: int
    day: datetime.date | None
    facts: dict[str, Any]


@dataclass(frozen=True)
class Part:
    """What one app has to show.

    rows   a query set
    say    what they are as the page shows it; gets them by day, those without one last
    day    the name of the field by which they stand in time; '' where they have none
    facts  {name: field or expression}: what `say` needs of each
    most   no more of them than so many, the first by day; 0: all
    """

    rows: Any
    say: Callable[[Sequence[Row]], Iterable[Any]]
    day: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    most: int = 0


def number_of(rows: Any) -> Subquery:
    """How many rows there are, as a fact of a part that shows one of them (`most=1`)."""
    return Subquery(rows.order_by().values("municipality").annotate(many=Count("pk")).values("many"))


def ask(parts: Iterable[Part | None]) -> Iterator[Any]:
    """What the parts say, in their order; None is none. One question; no question where there is no part."""
    given = [part for part in parts if part is not None]
    if not given:
        return
    first, *others = (_columns(number, part) for number, part in enumerate(given))
    found: list[list[Row]] = [[] for _part in given]
    for number, pk, day, facts in first.union(*others, all=True) if others else first:
        found[number].append(Row(pk, day, json.loads(facts)))
    for part, rows in zip(given, found, strict=True):
        if rows:
            rows.sort(key=lambda row: (row.day is None, row.day or datetime.date.max, row.pk))
            yield from part.say(rows)


def _columns(number: int, part: Part) -> Any:
    rows = part.rows.order_by()
    if part.most:
        # As a question within: SQLite cuts off no part of a union.
        first = rows.order_by(*([F(part.day).asc(nulls_last=True)] if part.day else []), "pk")
        rows = rows.filter(pk__in=first.values("pk")[: part.most])
    # Cast, as PostgreSQL asks what kind of nothing a column of a union holds, and knows no JSON beside a text.
    return rows.values_list(
        Value(number, output_field=IntegerField()),
        "pk",
        Cast(F(part.day) if part.day else Value(None), DateField()),
        Cast(JSONObject(**(part.facts or {"pk": "pk"})), TextField()),
    )
