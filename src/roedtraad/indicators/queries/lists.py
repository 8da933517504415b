"""The list of indicators: what needs attention first."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from roedtraad.core.among import among
from roedtraad.indicators.enums import Audience, Turn
from roedtraad.indicators.models import Indicator, IndicatorLink, Release
from roedtraad.language import sort_key
from roedtraad.measures.periods import Period, PeriodError, Rhythm

from .released import released_lines

PER_PAGE = 50
# The order in which a reader should look: what has turned for the worse, what is late, what says nothing yet.
ORDER = {Turn.WORSE: 0, Turn.CHANGED: 2, Turn.EMPTY: 3, Turn.TOO_FEW: 4, Turn.STEADY: 5, Turn.BETTER: 6}
LATE = 1


class Outline(NamedTuple):
    """What the list is counted, sorted and narrowed by; the rows of one page are then read whole."""

    pk: int
    title: str
    kind: str
    measure: str
    rhythm: str
    owner: int | None
    owner_title: str | None
    retired: datetime.date | None
    turn: str | None
    start: str | None

    def is_late(self, today: datetime.date) -> bool:
        """Whether a whole period has gone by, after the one that is due, without a figure."""
        return is_late(self.rhythm, self.start, today)


def is_late(rhythm: str, start: str | None, today: datetime.date) -> bool:
    """Whether the period after the latest figure has been over for as long as it lasted."""
    if not start:
        return False
    try:
        latest = Period(Rhythm(rhythm), datetime.date.fromisoformat(start))
    except PeriodError:
        return False
    return latest.shifted(2).end < today


@dataclass(frozen=True)
class IndicatorFilter:
    """What a reader has narrowed the list to; an address that can be shared."""

    turn: str = ""
    kind: str = ""
    owner: int | None = None
    text: str = ""
    retired: bool = False

    @property
    def is_on(self) -> bool:
        return bool(self.turn or self.kind or self.owner or self.text or self.retired)

    def takes(self, row: Outline, today: datetime.date) -> bool:
        turn = row.turn or Turn.EMPTY
        return (
            bool(row.retired) == self.retired
            and (not self.turn or turn == self.turn or (self.turn == "late" and row.is_late(today)))
            and (not self.kind or self.kind in (row.kind, row.measure))
            and (not self.owner or row.owner == self.owner)
            and (not self.text or self.text.casefold() in row.title.casefold())
        )


@dataclass(frozen=True)
class IndicatorRow:
    indicator: Indicator
    turn: Turn
    headline: dict[str, Any]
    links: int
    late: bool

    @property
    def period(self) -> Period | None:
        """The period of the latest figure."""
        if not self.headline:
            return None
        return Period(self.indicator.beat, datetime.date.fromisoformat(self.headline["start"]))


@dataclass(frozen=True)
class IndicatorList:
    """Everything the list shows. `counts`: indicators in use by their turn, and 'late'."""

    rows: Sequence[IndicatorRow]
    page: Page[Any]
    total: int
    shown: int
    counts: Counter[str]
    owners: Sequence[tuple[int, str]]


def indicator_list(
    chosen: IndicatorFilter, number: Any = 1, audience: Audience = Audience.STAFF
) -> IndicatorList:
    """The indicators, 50 a page, what needs attention first; four queries whatever their number."""
    today = timezone.localdate()
    every = _outlines(audience)
    in_use = [row for row in every if not row.retired]
    taken = sorted((row for row in every if chosen.takes(row, today)), key=lambda row: _rank(row, today))
    page = Paginator(taken, PER_PAGE).get_page(number)
    return IndicatorList(
        rows=rows_of([row.pk for row in page], audience, today),
        page=page,
        total=len(in_use),
        shown=len(taken),
        counts=Counter([row.turn or Turn.EMPTY.value for row in in_use])
        + Counter({"late": sum(row.is_late(today) for row in in_use)}),
        owners=sorted(
            {(row.owner, row.owner_title or "") for row in in_use if row.owner},
            key=lambda each: sort_key(each[1]),
        ),
    )


def _rank(row: Outline, today: datetime.date) -> tuple[Any, ...]:
    rank = ORDER[Turn(row.turn or Turn.EMPTY)]
    return min(rank, LATE) if row.is_late(today) else rank, sort_key(row.title), row.pk


def _outlines(audience: Audience) -> list[Outline]:
    latest = Release.objects.current(audience).filter(indicator=OuterRef("pk"))
    rows = Indicator.objects.annotate(
        turn=Subquery(latest.values("turn")[:1]), start=Subquery(latest.values("headline__start")[:1])
    )
    columns = (
        "pk", "title", "kind", "measure", "rhythm", "owner_id", "owner__title", "retired_on", "turn", "start",
    )  # fmt: skip
    return [Outline(*row) for row in rows.values_list(*columns)]


def rows_of(
    keys: Sequence[int], audience: Audience | str = Audience.STAFF, today: datetime.date | None = None
) -> list[IndicatorRow]:
    """Indicators as lines, in the order of the keys; three queries. For every page that lists some."""
    day = today or timezone.localdate()
    indicators = Indicator.objects.filter(pk__in=among(keys)).select_related("owner").in_bulk()
    heads = released_lines(keys, audience)
    links = Counter(
        IndicatorLink.objects.filter(indicator__in=among(keys)).values_list("indicator_id", flat=True)
    )
    found = []
    for pk in keys:
        release = heads.get(pk)
        head = release.headline if release else {}
        found.append(
            IndicatorRow(
                indicators[pk],
                Turn(release.turn) if release else Turn.EMPTY,
                head,
                links[pk],
                is_late(indicators[pk].rhythm, head.get("start"), day),
            )
        )
    return found
