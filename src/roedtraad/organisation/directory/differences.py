"""What a directory would change here: computed anew each time it is looked at, so that the same file twice changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from roedtraad.language import sort_key
from roedtraad.organisation.enums import DifferenceKind
from roedtraad.organisation.models import Holding, Person, Position, Unit

from .entries import Entry

# Titles of those who answer for something: chosen beforehand. The rest of a staff list has no part in this work, and
# people are not kept here without a reason.
ANSWERS = re.compile(
    r"(?:chef|leder|direktør|konsulent|sekretær|koordinator|formand|tovholder|inspektør|rektor|borgmester)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would change. `key` names it in a form; `needs`: keys of what must come first.

    line    of the file, 0 where it is about something that is not in it
    data    what the action takes; units, positions and people by their keys below
    """

    kind: DifferenceKind
    key: str
    what: str
    detail: str = ""
    line: int = 0
    chosen: bool = True
    needs: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`differences` in the order in which they are carried out; `only_here`: units and positions the file does not name."""

    differences: list[Difference]
    only_here: list[str]

    def by_kind(self) -> list[tuple[DifferenceKind, list[Difference]]]:
        found: dict[DifferenceKind, list[Difference]] = {}
        for each in self.differences:
            found.setdefault(each.kind, []).append(each)
        return [(kind, found[kind]) for kind in DifferenceKind if kind in found]

    def with_needs(self, keys: Iterable[str]) -> list[Difference]:
        """The chosen ones and what they need, in order."""
        by_key = {each.key: each for each in self.differences}
        wanted: set[str] = set()
        waiting = [key for key in keys if key in by_key]
        while waiting:
            key = waiting.pop()
            if key not in wanted:
                wanted.add(key)
                waiting += [need for need in by_key[key].needs if need in by_key]
        return [each for each in self.differences if each.key in wanted]


def same(name: str) -> str:
    """What makes two ways of writing a name one: case and white space apart."""
    return " ".join(name.split()).casefold()


def compare(entries: list[Entry]) -> Comparison:
    """The directory beside what stands here today. Four queries, whatever its length."""
    return _Comparing(entries).run()


class _Comparing:
    def __init__(self, entries: list[Entry]):
        self.entries = entries
        self.today = timezone.localdate()
        self.found: list[Difference] = []
        self.seen: set[str] = set()
        units = list(Unit.objects.select_related("parent"))
        self.unit_by_name = {same(unit.name): unit for unit in units}
        self.unit_by_id = {unit.directory_id: unit for unit in units if unit.directory_id}
        self.positions = {
            (same(each.title), each.unit_id): each for each in Position.objects.select_related("unit")
        }
        people = list(Person.objects.order_by("pk"))
        self.person_by_id = {each.directory_id: each for each in people if each.directory_id}
        self.person_by_email = {each.email: each for each in people if each.email}
        self.person_by_name: dict[str, list[Person]] = {}
        for each in people:
            self.person_by_name.setdefault(same(each.name), []).append(each)
        self.held: dict[int, list[Holding]] = {}
        for holding in Holding.objects.on(self.today).select_related("person", "position"):
            self.held.setdefault(holding.position_id, []).append(holding)
        # A title that several have in the same unit is held by several at once.
        self.holders = Counter(
            (same(e.units[-1]) if e.units else "", same(e.title))
            for e in entries
            if e.name and self._is_current(e)
        )
        self.named_units: set[int] = set()
        self.named_positions: set[int] = set()
        self.named_holdings: set[int] = set()

    def run(self) -> Comparison:
        for entry in self.entries:
            unit_key = self._units(entry)
            if not entry.title:
                continue
            position_key, position = self._position(entry, unit_key)
            if entry.name and self._is_current(entry):
                self._holding(entry, position_key, position)
        self._those_who_left()
        order = {kind: number for number, kind in enumerate(DifferenceKind)}
        self.found.sort(key=lambda each: order[each.kind])
        only_here = [
            u.name for u in self.unit_by_name.values() if u.pk not in self.named_units and u.ends is None
        ]
        only_here += [
            f"{p.title}, {p.unit}" if p.unit else p.title
            for p in self.positions.values()
            if p.pk not in self.named_positions and p.ends is None
        ]
        return Comparison(self.found, sorted(only_here, key=sort_key))

    def _is_current(self, entry: Entry) -> bool:
        return entry.ends is None or entry.ends >= self.today

    def _add(self, difference: Difference) -> None:
        if difference.key not in self.seen:
            self.seen.add(difference.key)
            self.found.append(difference)

    def _units(self, entry: Entry) -> str:
        """The chain of units, from the uppermost; gives the key of the lowest, "" where there is none."""
        above = ""
        for number, name in enumerate(entry.units):
            is_lowest = number == len(entry.units) - 1
            directory_id = entry.unit_id if is_lowest else ""
            unit = (self.unit_by_id.get(directory_id) if directory_id else None) or self.unit_by_name.get(
                same(name)
            )
            key = f"unit:{unit.pk}" if unit else f"unit:{same(name)}"
            if unit is None:
                self._add(
                    Difference(
                        DifferenceKind.UNIT_NEW, key, name, entry.units[number - 1] if number else "", entry.line,
                        needs=(above,) if above else (), data={"name": name, "parent": above, "directory_id": directory_id},
                    )
                )  # fmt: skip
            else:
                self.named_units.add(unit.pk)
                self._changed_unit(
                    entry, unit, name, directory_id, above, entry.units[number - 1] if number else ""
                )
            above = key
        return above

    def _changed_unit(
        self, entry: Entry, unit: Unit, name: str, directory_id: str, above: str, above_name: str
    ) -> None:
        if same(unit.name) != same(name):
            self._add(
                Difference(
                    DifferenceKind.UNIT_RENAMED, f"rename:{unit.pk}", name, unit.name, entry.line,
                    data={"unit": unit.pk, "name": name, "directory_id": directory_id},
                )
            )  # fmt: skip
        parent_key = f"unit:{unit.parent_id}" if unit.parent_id else ""
        if above and above != parent_key:
            self._add(
                Difference(
                    DifferenceKind.UNIT_MOVED, f"move:{unit.pk}", unit.name, above_name, entry.line,
                    needs=(above,), data={"unit": unit.pk, "parent": above},
                )
            )  # fmt: skip

    def _position(self, entry: Entry, unit_key: str) -> tuple[str, Position | None]:
        known_unit = unit_key.removeprefix("unit:")
        unit_pk = int(known_unit) if known_unit.isdecimal() else None
        position = None
        if not unit_key or unit_pk is not None:
            position = self.positions.get((same(entry.title), unit_pk)) or self.positions.get(
                (same(entry.title), None)
            )
        if position is not None:
            self.named_positions.add(position.pk)
            return f"position:{position.pk}", position
        key = f"position:{unit_key}:{same(entry.title)}"
        self._add(
            Difference(
                DifferenceKind.POSITION_NEW, key, entry.title, entry.units[-1] if entry.units else "", entry.line,
                bool(ANSWERS.search(entry.title)), (unit_key,) if unit_key else (), {"title": entry.title, "unit": unit_key},
            )
        )  # fmt: skip
        return key, None

    def _person(self, entry: Entry) -> tuple[str, Person | None]:
        """Known by the directory's number, else by the e-mail, else by a name that only one person has here."""
        person = (self.person_by_id.get(entry.person_id) if entry.person_id else None) or (
            self.person_by_email.get(entry.email) if entry.email else None
        )
        if person is None:
            namesakes = self.person_by_name.get(same(entry.name), [])
            if (
                len(namesakes) == 1
                and (not entry.email or not namesakes[0].email)
                and not (entry.person_id and namesakes[0].directory_id)
            ):
                person = namesakes[0]
        chosen = bool(ANSWERS.search(entry.title))
        if person is None:
            key = f"person:{entry.person_id or entry.email or same(entry.name)}"
            self._add(
                Difference(
                    DifferenceKind.PERSON_NEW, key, entry.name, entry.email, entry.line, chosen,
                    data={"name": entry.name, "email": entry.email, "directory_id": entry.person_id},
                )
            )  # fmt: skip
            return key, None
        email = entry.email or person.email
        if same(person.name) != same(entry.name) or person.email != email:
            before = person.name if same(person.name) != same(entry.name) else person.email
            self._add(
                Difference(
                    DifferenceKind.PERSON_CHANGED, f"change:{person.pk}", f"{entry.name} {entry.email}".strip(), before, entry.line,
                    data={"person": person.pk, "name": entry.name, "email": email, "directory_id": entry.person_id or person.directory_id},
                )
            )  # fmt: skip
        return f"person:{person.pk}", person

    def _holding(self, entry: Entry, position_key: str, position: Position | None) -> None:
        person_key, person = self._person(entry)
        now = self.held.get(position.pk, []) if position else []
        standing = next((each for each in now if person is not None and each.person_id == person.pk), None)
        if standing is not None:
            self.named_holdings.add(standing.pk)
            return
        several = self.holders[(same(entry.units[-1]) if entry.units else "", same(entry.title))] > 1
        if not several:
            self.named_holdings |= {
                each.pk for each in now
            }  # the successor ends them; they need no line of their own
        instead = ", ".join(each.person.name for each in now) if not several else ""
        self._add(
            Difference(
                DifferenceKind.HOLDING_NEW, f"hold:{position_key}:{person_key}", f"{entry.name}: {entry.title}", instead, entry.line,
                bool(ANSWERS.search(entry.title)), (position_key, person_key),
                {"position": position_key, "person": person_key, "starts": entry.starts, "alongside": several},
            )
        )  # fmt: skip

    def _those_who_left(self) -> None:
        """Who holds a position that the file names, without being named there with it. Offered, never chosen beforehand."""
        for pk in sorted(self.named_positions):
            for holding in self.held.get(pk, []):
                if holding.pk not in self.named_holdings:
                    self._add(
                        Difference(
                            DifferenceKind.HOLDING_ENDED, f"end:{holding.pk}", f"{holding.person.name}: {holding.position.title}",
                            chosen=False, data={"holding": holding.pk},
                        )
                    )  # fmt: skip
