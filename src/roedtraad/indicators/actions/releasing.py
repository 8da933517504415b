"""The one way out: figures leave through a release, made anew whenever something that it rests on has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Max
from django.utils import timezone

from roedtraad.core.actions import action
from roedtraad.core.jobs import enqueue
from roedtraad.indicators.cube import RawSeries, cube_of
from roedtraad.indicators.enums import REACHES, Audience, Turn
from roedtraad.indicators.judging import headline, judge
from roedtraad.indicators.landing import many_figures
from roedtraad.indicators.models import (
    Break,
    Indicator,
    Rebase,
    Release,
    ReleaseBasis,
    ReleasedSeries,
    Target,
)
from roedtraad.indicators.models.release import canonical, sha256
from roedtraad.indicators.permissions import may_write_figures
from roedtraad.indicators.protection import History, Protection, protect
from roedtraad.indicators.released import SCHEMA, frame_of

Decided = list[
    tuple[History, Protection]
]  # within one release: what was seen before, and what may be seen now

MANY = 5_000  # figures up to which a release is made where the change is; above, by a job of its own


def release_after(indicator: Indicator, by: Any) -> None:
    """Release anew after a change: at once where the cube is small, else by a job."""
    if many_figures(indicator, MANY):
        enqueue("indicators.release", about=indicator, by=by, indicator=indicator.pk)
        return
    release_figures(indicator, by=by)


@action("indicators.release_figures", permission=may_write_figures)
def release_figures(indicator: Indicator, *, by: Any) -> list[Release]:
    """Release the indicator's whole cube to each audience that it reaches; nothing is written where nothing changed.

    An audience that it reaches no longer keeps what it has seen, and gets no more.
    """
    cube, made = cube_of(indicator), []
    frame = _frame(indicator)
    frame["alone"] = sum(raw.series.is_ours for raw in cube) < 2
    reached = REACHES[Audience(indicator.reach)]
    decided: Decided = []
    for audience in Audience:
        if audience in reached:
            protection = _protected(indicator, cube, _history(indicator, audience), decided)
            release = _release(indicator, audience, cube, frame, protection)
            made += [release] if release else []
        else:
            Release.objects.current(audience).filter(indicator=indicator).update(superseded_at=timezone.now())
    return made


def _frame(indicator: Indicator) -> dict[str, Any]:
    """What must be known to read the figures, as plain data."""
    marks = [
        [
            {"on": mark.on.isoformat(), "reason": mark.reason, "series": mark.series_id}
            for mark in kind.objects.filter(indicator=indicator)
        ]
        for kind in (Break, Rebase)
    ]
    return {
        "schema": SCHEMA,
        "indicator": {
            "title": indicator.title,
            "subject": indicator.subject,
            "definition": indicator.definition,
            "rhythm": indicator.rhythm,
            "unit": indicator.unit,
            "decimals": indicator.decimals,
            "direction": indicator.direction,
            "minimum": indicator.minimum_count,
            "source": indicator.source_words,
            "licence": indicator.licence,
            "numerator": indicator.numerator_words,
            "denominator": indicator.denominator_words,
        },
        "breaks": marks[0],
        "rebases": marks[1],
        "targets": [
            {
                "value": target.value,
                "starts": target.starts.isoformat(),
                "reached_by": target.reached_by.isoformat() if target.reached_by else None,
                "words": target.words,
            }
            for target in Target.objects.filter(indicator=indicator)
        ],
    }


def _protected(
    indicator: Indicator, cube: Sequence[RawSeries], history: History, decided: Decided
) -> Protection:
    """What an audience may see; those that have been shown the same are decided for together, as it takes time."""
    for seen, protection in decided:
        if seen == history:
            return protection
    protection = protect(indicator, cube, history)
    decided.append((history, protection))
    return protection


def _release(
    indicator: Indicator,
    audience: Audience,
    cube: Sequence[RawSeries],
    frame: dict[str, Any],
    protection: Protection,
) -> Release | None:
    cells = protection.cells
    content = {pk: canonical([cell.as_row() for cell in each]) for pk, each in cells.items()}
    hashes = {pk: sha256(text) for pk, text in content.items()}
    revealed = [start.isoformat() for start in protection.revealed]
    register = canonical(frame | {"series": hashes} | ({"revealed": revealed} if revealed else {}))
    before = Release.objects.current(audience).filter(indicator=indicator).first()
    if before is not None and before.sha256 == sha256(register) and not protection.kept:
        return None
    number = _next_number(indicator, audience)
    reading = frame_of(frame)
    main: dict[str, Any] = {}
    turn = Turn.EMPTY
    judgements = {}
    for raw in cube:
        judged = judge(cells[raw.series.pk], reading, raw.series.pk)
        judgements[raw.series.pk] = (judged.turn, headline(judged))
        if raw.series.is_main:
            turn, main = judgements[raw.series.pk]
    Release.objects.current(audience).filter(indicator=indicator).update(superseded_at=timezone.now())
    release = Release.objects.create(
        indicator=indicator,
        audience=audience,
        number=number,
        content=register,
        sha256=sha256(register),
        turn=turn,
        headline=main,
    )
    _write_series(indicator, audience, number, cube, content, judgements)
    ReleaseBasis.objects.bulk_create(
        [
            ReleaseBasis(
                indicator=indicator,
                audience=audience,
                start=start,
                number=number,
                content=text,
                sha256=sha256(text),
            )
            for start, text in protection.kept.items()
        ],
        batch_size=200,
    )
    return release


def _next_number(indicator: Indicator, audience: Audience) -> int:
    rows = Release.objects.filter(indicator=indicator, audience=audience)
    return (rows.aggregate(last=Max("number"))["last"] or 0) + 1


def _history(indicator: Indicator, audience: Audience) -> History:
    """What every release to this audience decided of each period, the oldest first."""
    found: dict[Any, list[str]] = {}
    rows = ReleaseBasis.objects.filter(indicator=indicator, audience=audience).order_by("start", "number")
    for start, content in rows.values_list("start", "content").iterator():
        found.setdefault(start, []).append(content)
    return found


def _write_series(
    indicator: Indicator,
    audience: Audience,
    number: int,
    cube: Sequence[RawSeries],
    content: dict[int, str],
    judgements: dict[int, Any],
) -> None:
    """A row for each series that says something else than before; what stays as it was goes on standing."""
    rows = ReleasedSeries.objects.filter(indicator=indicator).current(audience)
    stands = {row.series_id: row for row in rows.defer("content")}
    fresh, gone = [], []
    for raw in cube:
        pk = raw.series.pk
        turn, head = judgements[pk]
        before = stands.get(pk)
        digest = sha256(content[pk])
        if before is not None and (before.sha256, before.turn, before.headline) == (digest, turn, head):
            continue
        if before is not None:
            gone.append(before.pk)
        fresh.append(
            ReleasedSeries(
                indicator=indicator,
                series=raw.series,
                audience=audience,
                since=number,
                content=content[pk],
                sha256=digest,
                turn=turn,
                headline=head,
            )
        )
    for at in range(0, len(gone), 500):
        ReleasedSeries.objects.filter(pk__in=gone[at : at + 500]).update(until=number)
    ReleasedSeries.objects.bulk_create(fresh, batch_size=200)
