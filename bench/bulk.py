"""Rows in bulk: straight into the table, with COPY on PostgreSQL and executemany on SQLite.

The actions are not used here on purpose: a million check-ins are to be made in a minute. What is made is
shaped as the actions shape it, and `tenancy.crossings()` is asked at the end.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models.fields import NOT_PROVIDED
from django.utils import timezone

PLAIN = (int, str, bytes, bool, type(None))


def defaults(model: type[models.Model]) -> dict[str, Any]:
    """What a column holds when nobody says anything: {attribute: value}."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            found[field.attname] = timezone.now()
        elif field.default is not NOT_PROVIDED:
            found[field.attname] = field.get_default()
        elif field.null:
            found[field.attname] = None
        elif field.empty_strings_allowed:
            found[field.attname] = ""
    return found


class Table:
    """Collects rows of one model and writes them; hands out primary keys from a counter of its own."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.fields = list(model._meta.concrete_fields)
        self.key = model._meta.pk.attname
        self.place = {field.attname: number for number, field in enumerate(self.fields)}
        known = defaults(model)
        self.blank = [self._stored(field, known.get(field.attname)) for field in self.fields]
        manager = getattr(model, "across", model._default_manager)
        self.next = (manager.aggregate(top=models.Max("pk"))["top"] or 0) + 1
        self.rows: list[list[Any]] = []

    def add(self, **values: Any) -> int:
        """Remember one row; foreign keys by attribute (`goal_id=`). Returns its primary key."""
        pk = self.next
        self.next += 1
        row = self.blank.copy()
        row[self.place[self.key]] = pk
        for name, value in values.items():
            at = self.place[name]
            row[at] = value if type(value) in PLAIN else self._stored(self.fields[at], value)
        self.rows.append(row)
        return pk

    @staticmethod
    def _stored(field: models.Field[Any, Any], value: Any) -> Any:
        """As the database takes it: JSON as text, choices as their value, days and times as Django writes them."""
        if isinstance(field, models.JSONField) and value is not None:
            return json.dumps(value, ensure_ascii=False)
        if isinstance(value, enum.Enum):
            return value.value
        return value if type(value) in PLAIN else field.get_db_prep_save(value, connection)

    def write(self) -> int:
        """Write what was collected; returns how many rows."""
        table, columns = self.model._meta.db_table, [field.column for field in self.fields]
        count = len(self.rows)
        names = ", ".join(f'"{column}"' for column in columns)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in self.rows:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(columns))
                for part in _parts(self.rows, 20_000):
                    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', part)
        self.rows.clear()
        return count


class Tables(dict[type[models.Model], Table]):
    """A table for each model that is asked for, written in the order in which they were first needed."""

    def __missing__(self, model: type[models.Model]) -> Table:
        self[model] = Table(model)
        return self[model]

    def write(self, made: dict[str, int]) -> None:
        """Write everything that was collected, and add the numbers of rows to `made`."""
        with transaction.atomic():
            for model, table in self.items():
                made[model.__name__] = made.get(model.__name__, 0) + table.write()


def _parts(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    walk = iter(rows)
    while part := list(islice(walk, size)):
        yield part


def reset_sequences(model_list: Iterable[type[models.Model]]) -> None:
    """After writing keys by hand PostgreSQL must be told where to go on."""
    if connection.vendor != "postgresql":
        return
    from django.core.management.color import no_style

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(model_list)):
            cursor.execute(statement)
