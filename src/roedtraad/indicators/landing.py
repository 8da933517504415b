"""Figures into their rows: each beside what stood, never over it. In batches, whatever their number.

Only this module and `cube` touch Measurement; everybody else reads a release.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from roedtraad.core.among import among
from roedtraad.core.tenancy import current
from roedtraad.organisation.models import Unit

from .enums import FigureState, Origin
from .figures import Figure, Whose
from .models import Indicator, Measurement, Series

BATCH = 5_000
ROWS_A_STATEMENT = 500


@dataclass
class Landed:
    """What came of it: figures that are new, that changed what stood (both are kept), and that said the same."""

    new: int = 0
    revised: int = 0
    same: int = 0
    series: set[int] = field(default_factory=set)

    @property
    def changed(self) -> int:
        return self.new + self.revised


class Places:
    """The series of an indicator by whose they are; made when the first figure for one comes."""

    def __init__(self, indicator: Indicator):
        self.indicator = indicator
        self.known: dict[Any, Series] = {}
        self.fresh: set[int] = set()
        for series in Series.objects.filter(indicator=indicator, ended_on__isnull=True):
            self.known[(series.unit_id, series.place_code, series.breakdown)] = series

    def of(self, wanted: Iterable[Whose]) -> None:
        """Make those that are not there yet, in one go."""
        missing = {whose.key: whose for whose in wanted if whose.key not in self.known}
        if not missing:
            return
        units = {
            unit.pk: unit for unit in Unit.objects.filter(pk__in=[w.unit for w in missing.values() if w.unit])
        }
        rows = [
            Series(
                indicator=self.indicator,
                unit=units[whose.unit] if whose.unit else None,
                place_code=whose.place_code,
                place_name=whose.place_name,
                dims=dict(whose.dims),
            )
            for whose in missing.values()
        ]
        for row in Series.objects.bulk_create(rows, batch_size=ROWS_A_STATEMENT):
            self.known[(row.unit_id, row.place_code, row.breakdown)] = row
            self.fresh.add(row.pk)

    def __getitem__(self, whose: Whose) -> Series:
        return self.known[whose.key]


def land(
    indicator: Indicator,
    figures: Iterable[Figure],
    origin: Origin | str,
    known_at: datetime.datetime | None = None,
) -> Landed:
    """Write figures; returns what came of them. Bounded memory: `figures` may be a stream of a million.

    A figure that says what already stands is left out; one that says something else becomes the next revision.
    Of two for the same series and period in one stream the later counts.
    """
    told = connection.ops.adapt_datetimefield_value(known_at or timezone.now())
    source = Origin(origin).value
    days = _Days()
    places, landed = Places(indicator), Landed()
    for batch in _batches(figures):
        settled = [figure.settled(indicator.unit) for figure in batch]
        places.of(figure.whose for figure in settled)
        wanted = {(places[figure.whose].pk, figure.start): figure for figure in settled}
        stands = _standing({pk for pk, _start in wanted} - places.fresh, [start for _pk, start in wanted])
        rows = []
        for (pk, start), figure in wanted.items():
            before = stands.get((pk, start))
            if before is not None and _says_the_same(before, figure):
                landed.same += 1
                continue
            landed.new += before is None
            landed.revised += before is not None
            landed.series.add(pk)
            rows.append(_row(pk, figure, 0 if before is None else before[0] + 1, source, told, days))
        _insert(rows)
        # A series that was made by this stream may get more figures from its next batch.
        places.fresh.difference_update(pk for pk, _start in wanted)
    return landed


class _Days(dict[datetime.date, Any]):
    """Days as the database takes them, each made once."""

    def __missing__(self, day: datetime.date) -> Any:
        self[day] = made = connection.ops.adapt_datefield_value(day)
        return made


def _batches(figures: Iterable[Figure]) -> Iterator[Sequence[Figure]]:
    stream = iter(figures)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _standing(series: set[int], starts: Sequence[datetime.date]) -> dict[Any, tuple[Any, ...]]:
    """What stands now: {(series, start): (revision, value, numerator, denominator, provisional, state)}."""
    if not series:
        return {}
    rows = Measurement.objects.filter(
        series__in=among(series), start__gte=min(starts), start__lte=max(starts)
    ).order_by("series", "start", "revision")
    columns = ("series_id", "start", "revision", "value", "numerator", "denominator", "provisional", "state")
    return {(row[0], row[1]): row[2:] for row in rows.values_list(*columns).iterator()}


def _says_the_same(before: tuple[Any, ...], figure: Figure) -> bool:
    return before[1:] == (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.provisional,
        figure.state,
    )


COLUMNS = (
    "municipality_id", "series_id", "start", "revision", "state", "value", "numerator", "denominator", "provisional",
    "origin", "known_at", "note",
)  # fmt: skip


def _row(
    series: int, figure: Figure, revision: int, origin: str, known_at: Any, days: dict[datetime.date, Any]
) -> tuple[Any, ...]:
    """A figure as a row of COLUMNS, without its municipality."""
    return (
        series, days[figure.start], revision, figure.state.value, figure.value, figure.numerator, figure.denominator,
        figure.provisional, origin, known_at, figure.note,
    )  # fmt: skip


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    """Many rows in one go: a model instance for each of a million costs three times the rest.

    They are the current municipality's, as every series is that they belong to (`Places` sees no others).
    """
    if not rows:
        return
    municipality = current().pk
    whole = [(municipality, *row) for row in rows]
    table = connection.ops.quote_name(Measurement._meta.db_table)
    fields = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({fields}) FROM STDIN", whole)
        return
    places = ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({fields}) VALUES ({places})", whole)  # noqa: S608 (names of the model)


def _copy(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Rows as a stream: PostgreSQL takes each of a million statements in hand, and a stream in a third of the time."""
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)


def standing(indicator: Indicator, series: Iterable[int] | None = None) -> dict[Any, Figure]:
    """The latest revision of every figure: {(series, start): figure}. As they are: for the release and the actions."""
    rows = Measurement.objects.filter(series__indicator=indicator)
    if series is not None:
        rows = rows.filter(series__in=among(series))
    columns = ("series_id", "start", "value", "numerator", "denominator", "provisional", "note", "state")
    ordered = rows.order_by("series", "start", "revision").values_list(*columns)
    return {
        (row[0], row[1]): Figure(
            row[1], row[2], row[3], row[4], row[5], row[6], hidden=row[7] == FigureState.HIDDEN
        )
        for row in ordered.iterator()
    }


def has_figures(indicator: Indicator) -> bool:
    return Measurement.objects.filter(series__indicator=indicator).exists()


def many_figures(indicator: Indicator, more_than: int) -> bool:
    """Whether an indicator has more figures than that; stops counting there."""
    rows = Measurement.objects.filter(series__indicator=indicator).values("pk")[: more_than + 1]
    return len(rows) > more_than
