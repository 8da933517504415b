"""The lines and boxes drawn on a page, and the grids that they make."""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import Any

from pypdfium2 import PdfPage

from roedtraad.reading.opening.pdf.engine import c, fast
from roedtraad.reading.opening.pdf.glyphs import Frame

MAX_OBJECTS = 6_000  # a page with more is a map or a drawing, not a form
MAX_RULES = 3_000
MAX_DEPTH = 4
THIN = 3.0  # points; a rule is thinner
NEAR = 3.5  # points; rules nearer than this are one
SHORT = 6.0
DOT = 9.0  # points; a shape as small as this may be a bullet

_P, _I = ctypes.c_void_p, ctypes.c_int
_kind = fast(c.FPDFPageObj_GetType, _I, _P)
_bounds = fast(c.FPDFPageObj_GetBounds, _I, _P, _P, _P, _P, _P)
_segments = fast(c.FPDFPath_CountSegments, _I, _P)
_segment = fast(c.FPDFPath_GetPathSegment, _P, _P, _I)
_segment_kind = fast(c.FPDFPathSegment_GetType, _I, _P)
_segment_point = fast(c.FPDFPathSegment_GetPoint, _I, _P, _P, _P)
_segment_closes = fast(c.FPDFPathSegment_GetClose, _I, _P)
_matrix_of = fast(c.FPDFPageObj_GetMatrix, _I, _P, _P)
_draw_mode = fast(c.FPDFPath_GetDrawMode, _I, _P, _P, _P)
_fill = fast(c.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)
_count_page = fast(c.FPDFPage_CountObjects, _I, _P)
_get_page = fast(c.FPDFPage_GetObject, _P, _P, _I)
_count_form = fast(c.FPDFFormObj_CountObjects, _I, _P)
_get_form = fast(c.FPDFFormObj_GetObject, _P, _P, ctypes.c_ulong)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(slots=True)
class Rule:
    """A straight line, level or upright: from `start` to `end` along it, at `at` across it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float
    colour: int = -1


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page, in the layout's points."""

    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)  # small shapes, such as bullets


def drawn(page: PdfPage, frame: Frame) -> Drawn:
    """The rules, shaded boxes and pictures of the page; nothing of a page that is a drawing."""
    found = _Drawing(frame)
    found.walk(ctypes.cast(page.raw, _P).value, _count_page, _get_page, None, 0)
    if found.objects > MAX_OBJECTS or len(found.out.level) + len(found.out.upright) > MAX_RULES:
        return Drawn(pictures=found.out.pictures)
    return found.out


class _Drawing:
    def __init__(self, frame: Frame) -> None:
        self.frame, self.out, self.objects = frame, Drawn(), 0
        self.floats = [ctypes.c_float() for _ in range(4)]
        self.at_floats = [ctypes.byref(each) for each in self.floats]
        self.mode, self.stroke = ctypes.c_int(), ctypes.c_int()
        self.numbers = [ctypes.c_uint() for _ in range(4)]
        self.at_numbers = [ctypes.byref(each) for each in self.numbers]

    def walk(self, holder: int | None, count: Any, get: Any, matrix: Matrix | None, depth: int) -> None:
        for index in range(count(holder)):
            self.objects += 1
            if self.objects > MAX_OBJECTS:
                return
            object = get(holder, index)
            kind = _kind(object) if object else 0
            if kind == c.FPDF_PAGEOBJ_PATH:
                self.path(object, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                box = self.box(object, matrix)
                if box and box.right - box.left <= DOT and box.bottom - box.top <= DOT:
                    self.out.dots.append(box)
                elif box:
                    self.out.pictures.append(box)
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
                own = c.FS_MATRIX()
                _matrix_of(object, ctypes.byref(own))
                inner = (own.a, own.b, own.c, own.d, own.e, own.f)
                joined = _times(inner, matrix) if matrix else inner
                self.walk(object, _count_form, _get_form, joined, depth + 1)

    def box(self, object: int, matrix: Matrix | None) -> Box | None:
        if not _bounds(object, *self.at_floats):
            return None
        left, bottom, right, top = (each.value for each in self.floats)
        points = [(left, bottom), (right, top)]
        if matrix:
            points = [_moved(x, y, matrix) for x, y in points]
        (u0, v0), (u1, v1) = (self.frame.point(x, y) for x, y in points)
        return Box(min(u0, u1), min(v0, v1), max(u0, u1), max(v0, v1))

    def path(self, object: int, matrix: Matrix | None) -> None:
        box = self.box(object, matrix)
        if box is None:
            return
        wide, high = box.right - box.left, box.bottom - box.top
        if high <= THIN and wide >= SHORT:
            self.out.level.append(Rule((box.top + box.bottom) / 2, box.left, box.right))
        elif wide <= THIN and high >= SHORT:
            self.out.upright.append(Rule((box.left + box.right) / 2, box.top, box.bottom))
        elif 1.5 <= wide <= DOT and 1.5 <= high <= DOT and 0.4 <= wide / high <= 2.5:
            self.out.dots.append(box)
        elif wide > THIN and high > THIN:
            self.larger(object, box, matrix)

    def larger(self, object: int, box: Box, matrix: Matrix | None) -> None:
        count = _segments(object)
        _draw_mode(object, ctypes.byref(self.mode), ctypes.byref(self.stroke))
        if count <= 0 or count > 400:
            return
        if self.mode.value and not self.stroke.value and count <= 6:
            if _fill(object, *self.at_numbers):
                red, green, blue = (number.value & 255 for number in self.numbers[:3])
                box.colour = red << 16 | green << 8 | blue
                if min(red, green, blue) < 250:
                    self.out.fills.append(box)
            return
        # The lines of a frame, or of a whole grid in one path.
        x, y = self.floats[:2]
        last = begin = (0.0, 0.0)
        for index in range(count):
            segment = _segment(object, index)
            _segment_point(segment, self.at_floats[0], self.at_floats[1])
            now = (x.value, y.value)
            kind = _segment_kind(segment)
            if kind == c.FPDF_SEGMENT_MOVETO:
                begin = now
            elif kind == c.FPDF_SEGMENT_LINETO:
                self.line(last, now, object, matrix)
            if _segment_closes(segment):
                self.line(now, begin, object, matrix)
            last = now

    def line(
        self, one: tuple[float, float], other: tuple[float, float], object: int, matrix: Matrix | None
    ) -> None:
        own = c.FS_MATRIX()
        _matrix_of(object, ctypes.byref(own))
        inner = (own.a, own.b, own.c, own.d, own.e, own.f)
        joined = _times(inner, matrix) if matrix else inner
        (u0, v0), (u1, v1) = (self.frame.point(*_moved(*point, joined)) for point in (one, other))
        if abs(v1 - v0) <= 1 and abs(u1 - u0) >= SHORT:
            self.out.level.append(Rule((v0 + v1) / 2, min(u0, u1), max(u0, u1)))
        elif abs(u1 - u0) <= 1 and abs(v1 - v0) >= SHORT:
            self.out.upright.append(Rule((u0 + u1) / 2, min(v0, v1), max(v0, v1)))


def _moved(x: float, y: float, m: Matrix) -> tuple[float, float]:
    return x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def breaks(level: list[Rule]) -> list[Rule]:
    """Upright lines that are not drawn but meant: where rules of cells meet, row under row.

    They reach up over the first rule by the height of a row, since a table's head often has a rule only below.
    """
    by_height: dict[int, list[Rule]] = {}
    for rule in level:
        by_height.setdefault(round(rule.at), []).append(rule)
    meets: dict[int, list[float]] = {}
    for rules in by_height.values():
        rules.sort(key=lambda rule: rule.start)
        for one, two in itertools.pairwise(rules):
            if abs(two.start - one.end) <= 1.5 and one.end - one.start > 15 and two.end - two.start > 15:
                meets.setdefault(round(two.start / 2), []).append(one.at)
    found = []
    for at, heights in meets.items():
        heights.sort()
        if len(heights) >= 2:
            step = min(heights[1] - heights[0], 60.0)
            found.append(Rule(at * 2.0, heights[0] - step, heights[-1]))
    return found


def joined(rules: list[Rule]) -> list[Rule]:
    """Rules on one line that touch are one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r.at / NEAR), r.start)):
        last = next(
            (r for r in reversed(out[-4:]) if abs(r.at - rule.at) <= 2 and rule.start <= r.end + NEAR), None
        )
        if last:
            last.end = max(last.end, rule.end)
        else:
            out.append(Rule(rule.at, rule.start, rule.end))
    return out


@dataclass(slots=True)
class Slot:
    """A cell of a grid; row and column from 0."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Grid:
    box: Box
    slots: list[Slot]
    rows: int
    columns: int


Group = tuple[list[Rule], list[Rule]]  # the level and the upright rules that hold together


def grids(groups: list[Group]) -> list[Grid]:
    """The grids of at least two columns that the rules make."""
    found: list[Grid] = []
    for flat, steep in groups:
        if len(flat) >= 2 and steep:
            grid = _grid(flat, steep)
            if grid:
                found.append(grid)
    return found


def frames(groups: list[Group]) -> list[Box]:
    """Boxes drawn around something: four rules, or the two upright ones and what closes them."""
    found = []
    for flat, steep in groups:
        xs, ys = _stops([r.at for r in steep]), _stops([r.at for r in flat])
        if len(xs) == len(ys) == 2:
            found.append(Box(xs[0], ys[0], xs[1], ys[1]))
    return found


def touching(level: list[Rule], upright: list[Rule]) -> list[Group]:
    """Rules (`joined`) that cross or meet, group by group."""
    if len(level) * len(upright) > 400_000:
        return []
    parent = list(range(len(level) + len(upright)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, flat in enumerate(level):
        for j, steep in enumerate(upright):
            if (
                flat.start - NEAR <= steep.at <= flat.end + NEAR
                and steep.start - NEAR <= flat.at <= steep.end + NEAR
            ):
                parent[root(i)] = root(len(level) + j)
    groups: dict[int, Group] = {}
    for n in range(len(parent)):
        group = groups.setdefault(root(n), ([], []))
        if n < len(level):
            group[0].append(level[n])
        else:
            group[1].append(upright[n - len(level)])
    return list(groups.values())


def _stops(values: list[float]) -> list[float]:
    stops: list[float] = []
    for value in sorted(values):
        if not stops or value - stops[-1] > NEAR:
            stops.append(value)
    return stops


def _grid(flat: list[Rule], steep: list[Rule]) -> Grid | None:
    # Outer edges are often left undrawn: the rules' own ends tell them.
    xs = _stops([r.at for r in steep] + [min(r.start for r in flat), max(r.end for r in flat)])
    ys = _stops([r.at for r in flat] + [min(r.start for r in steep), max(r.end for r in steep)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > 20_000:
        return None
    parent = list(range(rows * columns))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    walls = {
        (i, at)
        for r in steep
        for at in (_index(xs, r.at),)
        for i in range(rows)
        if _covers(r, ys[i], ys[i + 1])
    }
    floors = {
        (at, j)
        for r in flat
        for at in (_index(ys, r.at),)
        for j in range(columns)
        if _covers(r, xs[j], xs[j + 1])
    }
    for i in range(rows):
        for j in range(columns):
            if j + 1 < columns and (i, j + 1) not in walls:
                parent[root(i * columns + j + 1)] = root(i * columns + j)
            if i + 1 < rows and (i + 1, j) not in floors:
                parent[root((i + 1) * columns + j)] = root(i * columns + j)
    members: dict[int, list[tuple[int, int]]] = {}
    for n in range(rows * columns):
        members.setdefault(root(n), []).append(divmod(n, columns))
    slots = []
    for cells in members.values():
        top, left = min(i for i, _ in cells), min(j for _, j in cells)
        bottom, right = max(i for i, _ in cells), max(j for _, j in cells)
        box = Box(xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        slots.append(Slot(top, left, bottom - top + 1, right - left + 1, box))
    slots.sort(key=lambda s: (s.row, s.column))
    if len(slots) < 2 or not any(s.columns < columns for s in slots):
        return None
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), slots, rows, columns)


def _index(stops: list[float], value: float) -> int:
    return min(range(len(stops)), key=lambda n: abs(stops[n] - value))


def _covers(rule: Rule, start: float, end: float) -> bool:
    """The rule runs along most of the stretch."""
    return min(rule.end, end) - max(rule.start, start) >= 0.6 * (end - start)
