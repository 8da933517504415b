"""What happens to units in the meantime: one that was merged last year, and one that will be next summer."""

from __future__ import annotations

import datetime

from roedtraad.core.models import Municipality
from roedtraad.organisation import actions
from roedtraad.organisation.changing import plan_change
from roedtraad.organisation.enums import ChangeKind, Function, UnitKind

from .moments import on
from .people import Cast

DAY = datetime.timedelta(days=1)


def change_units(municipality: Municipality, cast: Cast, today: datetime.date) -> None:
    """The leisure advisers moved in with the youth team; the smallest school is to be one with Østre Skole."""
    by = cast.users["administrator"]
    with on(today - 400 * DAY):
        advice = actions.create_unit(
            municipality, by=by, name="Fritidsvejledningen", kind=UnitKind.DEPARTMENT, parent=cast.units["Kultur og Fritid"]
        )  # fmt: skip
        adviser = actions.create_position(
            municipality, by=by, title="Fritidsvejleder", function=Function.OTHER, unit=advice
        )
        person = actions.register_person(municipality, by=by, name="Mikkel Havbjerg")
        actions.appoint(adviser, by=by, person=person)
    with on(today - 200 * DAY):
        plan_change(
            advice,
            by=by,
            kind=ChangeKind.MERGE,
            heirs=[cast.units["Ungeindsatsen"]],
            on=today - 200 * DAY,
            reason="Unge skal have ét sted at henvende sig om uddannelse, job og fritid.",
        )
    with on(today - 20 * DAY):
        plan_change(
            cast.units["Lillenæs Skole"],
            by=by,
            kind=ChangeKind.MERGE,
            heirs=[cast.units["Østre Skole"]],
            on=next_august(today),
            reason="Der er for få elever til hele årgange. Byrådet har besluttet, at de to skoler bliver én.",
        )


def next_august(today: datetime.date) -> datetime.date:
    """The first school day's month of the coming school year."""
    first = datetime.date(today.year, 8, 1)
    return first if first > today + 30 * DAY else first.replace(year=today.year + 1)
