"""JSON-stat read: version 2.0, and the older shape 1.x in which StatBank Denmark answers.

Source: json-stat.org, "JSON-stat Format", 2.0 and 1.3. In 1.x the dataset stands inside an object, and `id`, `size` and `role`
inside `dimension`. `status` may be one word for all, a list, or an object by place; so may `value` be an object.
"""

from __future__ import annotations

import datetime
import math
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from roedtraad.measures.periods import Period, PeriodError

from .faults import FigureError
from .observations import MAX_CELLS, Category, Cube, Dimension, Role, Source, State

# Our own words come first; then what statistical offices write: PxWeb's dots, SDMX's CL_OBS_STATUS and CL_CONF_STATUS.
STATUS: dict[str, State] = {
    "shown": State.SHOWN, "suppressed": State.SUPPRESSED, "missing": State.MISSING, "provisional": State.SHOWN,
    "..": State.MISSING, "…": State.MISSING, "...": State.MISSING, ".": State.MISSING, ":": State.MISSING, "x": State.SUPPRESSED,
    "c": State.SUPPRESSED, "m": State.MISSING, "u": State.SHOWN, "p": State.SHOWN, "e": State.SHOWN, "a": State.SHOWN,
}  # fmt: skip
PROVISIONAL = frozenset(("provisional", "p", "e"))


def read(told: Any, *, limit: int = MAX_CELLS) -> Cube:
    """The cube of a JSON-stat dataset (parsed JSON). FigureError("not-jsonstat" | "too-many-cells")."""
    try:
        return _Reading(_dataset(told), limit).cube()
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise FigureError("not-jsonstat", why=f"{type(error).__name__}: {str(error)[:80]}") from error


def _dataset(told: Any) -> Mapping[str, Any]:
    """The dataset: the object itself in 2.0, the first of the objects in it in 1.x."""
    if not isinstance(told, Mapping):
        raise FigureError("not-jsonstat", why="no object")
    if "dimension" in told:
        return told
    for inner in told.values():
        if isinstance(inner, Mapping) and "dimension" in inner:
            return inner
    raise FigureError("not-jsonstat", why="no dimension")


class _Reading:
    def __init__(self, told: Mapping[str, Any], limit: int) -> None:
        self.told, self.limit = told, limit
        about = told["dimension"]
        self.ids: list[str] = list(told["id"] if "id" in told else about["id"])
        self.sizes: list[int] = [int(size) for size in (told["size"] if "size" in told else about["size"])]
        roles = told.get("role") or about.get("role") or {}
        self.roles = {
            code: role
            for role, name in ((Role.TIME, "time"), (Role.PLACE, "geo"), (Role.METRIC, "metric"))
            for code in roles.get(name) or ()
        }

    def cube(self) -> Cube:
        size = math.prod(self.sizes)
        if size > self.limit:
            raise FigureError("too-many-cells", cells=size, limit=self.limit)
        dimensions = [self._dimension(code, n) for code, n in zip(self.ids, self.sizes, strict=True)]
        values, marks = array("d", [math.nan]) * size, bytearray(size)
        given, status = self.told["value"], self.told.get("status")
        if isinstance(given, Sequence) and len(given) != size:
            raise ValueError(f"{len(given)} values for {size} cells")
        for place in range(size):
            value = _at(given, place)
            word = str(_at(status, place) or "").strip().casefold() if status is not None else ""
            state = STATUS.get(word, State.SHOWN)
            if value is None and state is State.SHOWN:
                state = State.MISSING
            if state is State.SHOWN:
                number = float(value)
                if not math.isfinite(number):
                    raise ValueError(f"no number: {value}")
                values[place] = number
            marks[place] = (State.SHOWN, State.SUPPRESSED, State.MISSING).index(state)
            if word in PROVISIONAL and state is State.SHOWN:
                marks[place] |= 4
        return Cube(dimensions, self._source(dimensions), values, marks)

    def _dimension(self, code: str, size: int) -> Dimension:
        told = self.told["dimension"][code]
        category = told.get("category") or {}
        index, labels = category.get("index"), category.get("label") or {}
        if index is None:  # a dimension of one category needs no index
            codes = list(labels)
        elif isinstance(index, Mapping):
            codes = sorted(index, key=lambda each: index[each])
        else:
            codes = list(index)
        if len(codes) != size or len(set(codes)) != size:
            raise ValueError(f"{code}: {len(codes)} categories for {size}")
        role = self.roles.get(code, Role.OTHER)
        units = category.get("unit") or {}
        keys = ((told.get("extension") or {}).get("roedtraad") or {}).get("period")
        return Dimension(
            code,
            str(told.get("label") or code),
            tuple(
                Category(
                    str(each),
                    str(labels.get(each, each)),
                    _period(str(each), keys) if role is Role.TIME else None,
                    str((units.get(each) or {}).get("base") or ""),
                    (units.get(each) or {}).get("decimals"),
                )
                for each in codes
            ),
            role,
        )

    def _source(self, dimensions: Sequence[Dimension]) -> Source:
        told, extension = self.told, self.told.get("extension") or {}
        ours, px = extension.get("roedtraad"), extension.get("px") or {}
        notes = told.get("note") or ()
        if ours is None:  # another's: the unit is said of what is counted
            metric = next((c for d in dimensions if d.role is Role.METRIC for c in d.categories), None)
            ours = {"unit": metric.unit if metric else "", "table": px.get("tableid")}
        return Source(
            name=told.get("source") or "",
            table=ours.get("table") or "",
            title=told.get("label") or "",
            unit=ours.get("unit") or "",
            licence=ours.get("licence") or "",
            licence_url=ours.get("licence_url") or "",
            url=ours.get("url") or "",
            updated=_moment(told.get("updated")),
            language=ours.get("language") or "da",
            footnotes=tuple([notes] if isinstance(notes, str) else notes),
        )


def _at(held: Any, place: int) -> Any:
    """What stands at a place of a list, of an object by place, or of one word for all."""
    if isinstance(held, Mapping):
        return held.get(str(place))
    if isinstance(held, str):
        return held
    if len(held) == 1 and place:
        return held[0]
    return held[place]


def _period(code: str, keys: Mapping[str, str] | None) -> Period | None:
    """By what the writer said of the code, where it said anything; else by the code."""
    text = code if keys is None else keys.get(code, "")
    if ":" in text:
        return None  # a stretch of years, no school year
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def _moment(text: Any) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
