"""From a table to what an audience may see of it."""

from __future__ import annotations

from collections.abc import Sequence

from roedtraad.measures.disclosure.releases import Release
from roedtraad.measures.disclosure.results import (
    MISSING,
    SUPPRESSED,
    Exposed,
    Figure,
    Protected,
    Reason,
    Shown,
)
from roedtraad.measures.disclosure.tables import Cell, Table


def protect(table: Table, minimum: int = 5, earlier: Sequence[Release] = ()) -> Protected:
    """What an audience may see of a table.

    minimum  the smallest count above zero that may be shown
    earlier  everything of the same series that this audience has seen, the oldest first; also figures that are
             public without our doing (`Release.public`)
    Raises ValueError for a minimum below 1, and where releases contradict each other in what their labels mean.
    """
    if minimum < 1:
        raise ValueError("The minimum is at least 1.")
    # Imported here: whoever only keeps and shows what was released need not load numpy.
    from roedtraad.measures.disclosure.guard import Guard
    from roedtraad.measures.disclosure.world import build

    world = build(table, earlier)
    guard = Guard(world, minimum)
    guard.decide()
    present = world.present
    figures: dict[Cell, Figure] = {}
    reasons: dict[Cell, Reason] = {}
    placed = world.placer(present)
    for cell in table.cells():
        place = placed(cell)
        if world.lacking[place]:
            figures[cell] = MISSING
        elif guard.hidden[place]:
            figures[cell] = SUPPRESSED
            reasons[cell] = guard.reasons[place]
        else:
            figures[cell] = Shown(int(world.value[present][place]))
    return Protected(
        minimum,
        figures,
        reasons,
        tuple(
            Exposed(world.cell(version, place), world.names[version][0], guard.revealed_by(version, place))
            for version, place in guard.exposed
        ),
        tuple(
            Exposed(world.cell(version, place), world.names[version][0], None)
            for version, place in guard.resting
        ),
    )
