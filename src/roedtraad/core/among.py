"""Many primary keys in one question."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, Expression


class among(Expression):  # noqa: N801 - it reads as a word: filter(goal__in=among(goals))
    """Keys as one value of the question instead of one each: filter(goal__in=among(goals)).

    Django looks at every member of a list several times over, and the database has a question of another length to
    read each time: for the 600 goals of a plan some ten milliseconds a question.
    """

    output_field = BigIntegerField()

    def __init__(self, keys: Iterable[int]):
        super().__init__()
        self.keys = list(keys)

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "(SELECT value FROM json_each(%s))", [json.dumps(self._some())]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "(SELECT unnest(%s::bigint[]))", [self._some()]

    def _some(self) -> list[int]:
        if not self.keys:
            raise EmptyResultSet  # as for an empty list: the database is not asked at all
        return self.keys
