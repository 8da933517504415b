"""The thread: what hangs below a thing, level by level, in a number of queries that does not grow with the rows.

Kinds in use: policies.passage › plans.focus_area › plans.goal › followup.status › matters.decision › matters.task.
Each app registers, in `registries.thread_below`, what hangs on things of a kind below it; and in
`registries.thread_beside` what may hang on things of any kind, as indicators.indicator does on a theme, a focus area
or a goal: it is asked once, for the whole thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from operator import is_
from typing import Any, NamedTuple

from django.urls import reverse

from .registries import thread_below, thread_beside


class Knot(NamedTuple):
    """One knot on the thread. `missing`: the line stops here; `title` then says what is missing, `url` mends it.

    `status` is a status key (on|risk|off|unknown|done|idle) where the knot has one. `picture` draws something small
    below the title, asked for only where the knot is shown. A tuple, as the threads of an edition are thousands of
    knots, made anew for each page.
    """

    kind: str
    pk: int
    label: Any
    title: Any
    url: str = ""
    note: Any = ""
    status: str = ""
    missing: bool = False
    below: Sequence[Knot] = ()
    picture: Callable[[], Any] | None = None

    def walk(self) -> Iterator[Knot]:
        yield self
        for knot in self.below:
            yield from knot.walk()

    @property
    def is_broken(self) -> bool:
        """The thread stops somewhere below: no decision or status at its end where one is due."""
        return any(knot.missing for knot in self.walk())


def below(kind: str, keys: Sequence[int], but: Collection[Callable[..., Any]] = ()) -> dict[int, list[Knot]]:
    """What hangs below each thing of `kind`: {primary key: knots}, each knot with what hangs below it.

    Providers may return knots that already carry a level below (a focus area with its goals); the leaves are
    followed further. One call per provider and level, whatever the number of keys; then one call per provider of what
    hangs beside. `but`: providers that are not asked, as the page knows their answers.
    """
    found = _followed(kind, keys)
    for provider in thread_beside.of("thread"):
        if found and provider not in but:
            found = _hung(kind, found, provider(_things(kind, found)))
    return found


def _followed(kind: str, keys: Sequence[int]) -> dict[int, list[Knot]]:
    found: dict[int, list[Knot]] = {key: [] for key in keys}
    if not found:
        return found
    for provider in thread_below.of(kind):
        for key, knots in provider(list(found)).items():
            found[key].extend(knots)
    frontier: dict[str, set[int]] = {}
    for knots in found.values():
        for knot in knots:
            for leaf in _leaves(knot):
                frontier.setdefault(leaf.kind, set()).add(leaf.pk)
    deeper = {
        kind_: _followed(kind_, sorted(pks)) for kind_, pks in frontier.items() if thread_below.of(kind_)
    }
    if not any(each for by_key in deeper.values() for each in by_key.values()):
        return found
    return {key: [_grow(knot, deeper) for knot in knots] for key, knots in found.items()}


def _leaves(knot: Knot) -> Iterator[Knot]:
    if not knot.below:
        if not knot.missing:
            yield knot
        return
    for under in knot.below:
        yield from _leaves(under)


def _grow(knot: Knot, deeper: dict[str, dict[int, list[Knot]]]) -> Knot:
    if knot.missing:
        return knot
    if knot.below:
        return knot._replace(below=[_grow(under, deeper) for under in knot.below])
    under = deeper.get(knot.kind, {}).get(knot.pk)
    return knot._replace(below=under) if under else knot


def _things(kind: str, found: dict[int, list[Knot]]) -> dict[str, list[int]]:
    """The things of a thread by their kind, each once: {kind: primary keys}."""
    things: dict[str, dict[int, None]] = {kind: dict.fromkeys(found)}
    waiting = [knot for knots in found.values() for knot in knots]
    while waiting:
        knot = waiting.pop()
        if not knot.missing:
            things.setdefault(knot.kind, {})[knot.pk] = None
            waiting += knot.below
    return {each: list(keys) for each, keys in things.items()}


def _hung(
    kind: str, found: dict[int, list[Knot]], beside: dict[tuple[str, int], list[Knot]]
) -> dict[int, list[Knot]]:
    """The thread with what hangs on its things themselves, before what follows from them."""

    def with_own(knot: Knot) -> Knot:
        own = beside.get((knot.kind, knot.pk), ())
        if knot.missing or not (own or knot.below):
            return knot
        below = [with_own(under) for under in knot.below]
        same = not own and all(map(is_, below, knot.below))
        return knot if same else knot._replace(below=[*own, *below])

    if not beside:
        return found
    return {key: [*beside.get((kind, key), ()), *map(with_own, knots)] for key, knots in found.items()}


def addresses(name: str) -> Callable[[int], str]:
    """The addresses of many things of one kind, of which the route `name` takes only the key: reversed once."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def line(knots: Sequence[Knot]) -> list[Knot]:
    """The knots of a tree in reading order, for a thread drawn as one line in the margin."""
    return [each for knot in knots for each in knot.walk()]


def as_json(knot: Knot) -> dict[str, Any]:
    """Plain data for a snapshot."""
    return {
        "kind": knot.kind,
        "label": str(knot.label),
        "title": str(knot.title),
        "status": knot.status,
        "missing": knot.missing,
        "below": [as_json(under) for under in knot.below],
    }
