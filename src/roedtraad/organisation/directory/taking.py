"""A directory's file is taken in: kept as a table, its columns corrected, the chosen differences carried out, once."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.organisation import actions
from roedtraad.organisation.enums import DIRECTORY_TRANSITIONS, DifferenceKind, DirectoryState
from roedtraad.organisation.models import DirectoryFile, Holding, Person, Position, Unit
from roedtraad.organisation.permissions import may_keep_organisation

from . import table
from .columns import KEYS, NEEDED, guess
from .differences import Comparison, Difference, compare
from .entries import Fault, cpr_places, entries_of
from .words import cpr_stopped, unreadable


def receive(name: str, data: bytes, *, by: Any) -> DirectoryFile:
    """Read a file and keep its table for a look. A file with CPR numbers is not kept. Nothing changes yet."""
    may_keep_organisation.demand(by)
    try:
        rows = table.read_apart(data, name)
    except table.Unreadable as error:
        raise Refused(Reason(f"directory-{error.reason}", unreadable(error.reason, name)))
    places = cpr_places(rows)
    if places:
        raise Refused(Reason("cpr-in-directory", cpr_stopped(name, places)))
    return _receive(current(), by=by, name=name, sha256=hashlib.sha256(data).hexdigest(), rows=rows)


@action("organisation.receive_directory", permission=may_keep_organisation)
def _receive(
    municipality: Municipality, *, by: Any, name: str, sha256: str, rows: list[list[str]]
) -> DirectoryFile:
    for earlier in DirectoryFile.objects.filter(state=DirectoryState.READ):
        _forget(earlier, DirectoryState.DROPPED)  # only the newest says how things are
    return DirectoryFile.objects.create(name=name[:255], sha256=sha256, rows=rows, columns=guess(rows[0]))


@action("organisation.name_columns", permission=may_keep_organisation)
def name_columns(file: DirectoryFile, *, by: Any, columns: list[str]) -> DirectoryFile:
    """Say what each column holds. No two hold the same, and a unit or a position must be among them."""
    _refuse_unless_read(file)
    given = [key for key in columns if key]
    if any(key not in KEYS for key in given) or len(columns) != len(file.rows[0]):
        raise Refused(
            Reason("unknown-column", _("The columns do not fit the file."), _("Bring the file again."))
        )
    if len(set(given)) != len(given):
        raise Refused(
            Reason(
                "column-twice",
                _("Two columns are said to hold the same."),
                _("Let one of them hold nothing we need."),
            )
        )
    if not set(NEEDED) & set(given):
        raise Refused(
            Reason(
                "no-column",
                _("No column is said to hold the unit or the position."),
                _("Say which one does."),
            )
        )
    file.columns = columns
    file.save()
    return file


def difference(file: DirectoryFile) -> tuple[Comparison, list[Fault]]:
    """What the file would change today, and the lines that cannot be used."""
    if file.state != DirectoryState.READ or not set(NEEDED) & set(file.columns):
        return Comparison([], []), []
    entries, faults = entries_of(file.rows, file.columns)
    return compare(entries), faults


@action("organisation.take_in_directory", permission=may_keep_organisation)
def take_in(file: DirectoryFile, *, by: Any, keys: Iterable[str]) -> DirectoryFile:
    """Carry out the chosen differences and what they need: all of them, or none. Then the table is thrown away."""
    _refuse_unless_read(file)
    comparison, _faults = difference(file)
    chosen = comparison.with_needs(keys)
    _Carrying(by).carry_out(chosen)
    file.outcome = dict(Counter(str(each.kind) for each in chosen))
    _forget(file, DirectoryState.TAKEN_IN)
    return file


@action("organisation.drop_directory", permission=may_keep_organisation)
def drop(file: DirectoryFile, *, by: Any) -> DirectoryFile:
    """Throw the file away; nothing changes."""
    _refuse_unless_read(file)
    _forget(file, DirectoryState.DROPPED)
    return file


def _forget(file: DirectoryFile, state: DirectoryState) -> None:
    move(file, state, DIRECTORY_TRANSITIONS)
    file.rows, file.ended_at = [], timezone.now()
    file.save()


def _refuse_unless_read(file: DirectoryFile) -> None:
    if file.state != DirectoryState.READ:
        raise Refused(
            Reason(
                "directory-ended",
                _("The file stands as “%(state)s”, and nothing more can be taken from it.")
                % {"state": file.get_state_display()},
                _("Bring the file again: what stands here already is not made twice."),
            )
        )


class _Carrying:
    """Carries differences out through the organisation's own verbs; what was made is found again by its key."""

    def __init__(self, by: Any):
        self.by = by
        self.made: dict[str, Any] = {}
        self.verbs: dict[DifferenceKind, Callable[[Difference], None]] = {
            DifferenceKind.UNIT_NEW: self._unit, DifferenceKind.UNIT_RENAMED: self._rename, DifferenceKind.UNIT_MOVED: self._move,
            DifferenceKind.POSITION_NEW: self._position, DifferenceKind.PERSON_NEW: self._person,
            DifferenceKind.PERSON_CHANGED: self._change, DifferenceKind.HOLDING_NEW: self._appoint, DifferenceKind.HOLDING_ENDED: self._end,
        }  # fmt: skip

    def carry_out(self, chosen: list[Difference]) -> None:
        for each in chosen:
            self.verbs[each.kind](each)

    def _thing(self, key: str, model: Any) -> Any:
        """The row behind a key: made a moment ago, or standing here ('unit:12'); None for an empty key."""
        if not key:
            return None
        return self.made.get(key) or model.objects.get(pk=int(key.rsplit(":", 1)[1]))

    def _unit(self, each: Difference) -> None:
        data = each.data
        self.made[each.key] = actions.create_unit(
            current(),
            by=self.by,
            name=data["name"][:200],
            parent=self._thing(data["parent"], Unit),
            directory_id=data["directory_id"][:60],
        )

    def _rename(self, each: Difference) -> None:
        unit = Unit.objects.get(pk=each.data["unit"])
        actions.rename_unit(
            unit, by=self.by, name=each.data["name"][:200], directory_id=each.data["directory_id"][:60]
        )

    def _move(self, each: Difference) -> None:
        actions.move_unit(
            Unit.objects.get(pk=each.data["unit"]), by=self.by, parent=self._thing(each.data["parent"], Unit)
        )

    def _position(self, each: Difference) -> None:
        unit = self._thing(each.data["unit"], Unit)
        self.made[each.key] = actions.create_position(
            current(), by=self.by, title=each.data["title"][:200], unit=unit
        )

    def _person(self, each: Difference) -> None:
        data = each.data
        self.made[each.key] = actions.register_person(
            current(),
            by=self.by,
            name=data["name"][:120],
            email=data["email"],
            directory_id=data["directory_id"][:60],
        )

    def _change(self, each: Difference) -> None:
        data = each.data
        person = Person.objects.get(pk=data["person"])
        actions.change_person(
            person,
            by=self.by,
            name=data["name"][:120],
            email=data["email"],
            directory_id=data["directory_id"][:60],
        )

    def _appoint(self, each: Difference) -> None:
        position, person = (
            self._thing(each.data["position"], Position),
            self._thing(each.data["person"], Person),
        )
        starts: datetime.date | None = each.data["starts"]
        later = Holding.objects.filter(position=position, starts__gte=starts).exists() if starts else False
        # The directory's first day may lie before the one who holds it now began: then it is from today that we know better.
        actions.appoint(
            position,
            by=self.by,
            person=person,
            starts=None if later else starts,
            alongside=each.data["alongside"],
        )

    def _end(self, each: Difference) -> None:
        actions.end_holding(Holding.objects.get(pk=each.data["holding"]), by=self.by)
