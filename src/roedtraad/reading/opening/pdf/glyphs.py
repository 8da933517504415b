"""The first room: what the page prints, as runs. A run is text of one object of the page, on one line, in one style.

The library is asked as seldom as can be, since each question costs a microsecond: which characters belong to
one object is found in leaps, style is asked once an object, places once a word.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field, replace
from typing import Any

from pypdfium2 import PdfPage

from roedtraad.reading.opening.pdf.engine import c, fast

MAX_LETTERS = 200_000  # on one page; a closely printed one has 8,000
SYMBOLS = re.compile(r"wingdings|webdings|symbol(?!a)|zapf|dingbat", re.IGNORECASE)
BOLD = re.compile(r"bold|black|heavy|semib|demi|[-,]bd\b", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
GAP = 0.34  # of the size of the type: a wider gap ends a run, and rules or columns may lie in it
WORD = re.compile(r"\S+")
LINE_END = re.compile(r"[\r\n]")
DIGIT = re.compile(r"\d")
# Where a note's mark may stand: figures after a letter or a stop, or before the first letter.
MARK = re.compile(r"(?<=[^\W\d]|[.,;:!?)”\"»])\d{1,3}(?!\w)|(?<!\S)\d{1,3}(?=\s?[^\W\d_])")


_P, _I = ctypes.c_void_p, ctypes.c_int
_object_of = fast(c.FPDFText_GetTextObject, _P, _P, _I)
_loose = fast(c.FPDFText_GetLooseCharBox, _I, _P, _I, _P)
_tight = fast(c.FPDFText_GetCharBox, _I, _P, _I, _P, _P, _P, _P)
_origin = fast(c.FPDFText_GetCharOrigin, _I, _P, _I, _P, _P)
_matrix = fast(c.FPDFText_GetMatrix, _I, _P, _I, _P)
_size = fast(c.FPDFText_GetFontSize, ctypes.c_double, _P, _I)
_font_of = fast(c.FPDFTextObj_GetFont, _P, _P)
_fill = fast(c.FPDFPageObj_GetFillColor, _I, _P, _P, _P, _P, _P)
_marks = fast(c.FPDFPageObj_CountMarks, _I, _P)
_mark = fast(c.FPDFPageObj_GetMark, _P, _P, ctypes.c_ulong)
_mark_name = fast(c.FPDFPageObjMark_GetName, _I, _P, _P, ctypes.c_ulong, _P)
_content_id = fast(c.FPDFPageObj_GetMarkedContentID, _I, _P)


@dataclass(slots=True)
class Frame:
    """How points of the file lie on the page: `turn` degrees clockwise, cropped to (left, bottom, right, top)."""

    box: tuple[float, float, float, float]
    turn: int
    shown: int  # the page's own rotation: how a reader sees it
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        left, bottom, right, top = self.box
        wide, high = max(right - left, 1.0), max(top - bottom, 1.0)
        self.width, self.height = (wide, high) if self.turn % 180 == 0 else (high, wide)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """From the file's points to the layout's: from the upper left, as the text is read."""
        left, bottom, right, top = self.box
        if self.turn == 90:
            return y - bottom, x - left
        if self.turn == 180:
            return right - x, y - bottom
        if self.turn == 270:
            return top - y, right - x
        return x - left, top - y

    def on_page(
        self, left: float, top: float, right: float, bottom: float
    ) -> tuple[float, float, float, float]:
        """A box of the layout as fractions of the page that a reader sees."""
        u0, v0, u1, v1 = left / self.width, top / self.height, right / self.width, bottom / self.height
        for _ in range((self.shown - self.turn) % 360 // 90):  # each a quarter clockwise
            u0, v0, u1, v1 = 1 - v1, u0, 1 - v0, u1
        a, b, cc, d = _share(u0), _share(v0), _share(u1), _share(v1)
        return a, b, max(a, cc), max(b, d)


def _share(side: float) -> float:
    return side if 0.0 < side < 1.0 else 1.0 if side >= 1.0 else 0.0


@dataclass(slots=True)
class Font:
    bold: bool = False
    italic: bool = False
    symbols: bool = False


@dataclass(slots=True)
class Run:
    """Text in one style on one line. Points of the layout, from the upper left; `base` is the line it stands on."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float
    size: float
    font: Font
    colour: int  # 0xRRGGBB
    artefact: bool  # the file itself says that it is no content
    content: int  # marked content's number, for the file's own tags; -1 without
    goes_on: bool = (
        False  # painted in one stroke with the run before it, so that a wide gap is but justified text
    )


@dataclass(slots=True)
class Printed:
    """What one page prints."""

    frame: Frame
    runs: list[Run] = field(default_factory=list)
    slanted: list[Run] = field(default_factory=list)  # neither upright nor lying: stamps and watermarks
    letters: int = 0


@dataclass(slots=True)
class _Piece:
    """The characters of one object."""

    start: int
    end: int
    object: int
    angle: int  # 0, 90, 180, 270 counter-clockwise; -1 between them
    size: float
    whole: bool = True  # one object, not several


def printed(page: PdfPage) -> Printed:
    """The runs of the page, in the order they are painted."""
    shown = {0: 0, 1: 90, 2: 180, 3: 270}.get(c.FPDFPage_GetRotation(page), 0)
    frame = Frame(page.get_bbox(), shown, shown)
    textpage = page.get_textpage()
    try:
        handle = ctypes.cast(textpage.raw, _P).value
        count = max(0, textpage.count_chars())
        if count == 0 or count > MAX_LETTERS:
            return Printed(frame, letters=count)
        text = _text(textpage, count)
        pieces = _pieces(handle, text)
        weight: dict[int, int] = {}
        for piece in pieces:
            weight[piece.angle] = weight.get(piece.angle, 0) + piece.end - piece.start
        weight.pop(-1, None)
        if weight:
            most = max(weight, key=lambda angle: weight[angle])
            # A table printed lying on a page that stands: read as the text lies.
            if weight[most] > 3 * weight.get(shown, 0):
                frame = Frame(frame.box, most, shown)
        return _Reader(handle, text, frame).read(pieces)
    finally:
        textpage.close()


def _text(textpage: Any, count: int) -> str:
    buffer = (ctypes.c_ushort * (count + 1))()
    got = c.FPDFText_GetText(textpage, 0, count, buffer) - 1
    text = bytes(buffer)[: 2 * got].decode("utf-16-le", "replace") if got > 0 else ""
    if len(text) != count:
        # Some are left out of the text, or stand outside the basic plane: then each is asked for.
        ask = fast(c.FPDFText_GetUnicode, ctypes.c_uint, _P, _I)
        handle = ctypes.cast(textpage.raw, _P).value
        codes = [ask(handle, index) for index in range(count)]
        text = "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)
    return text


def _pieces(handle: int | None, text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    matrix = c.FS_MATRIX()
    at_matrix = ctypes.byref(matrix)
    across, along = ctypes.c_double(), ctypes.c_double()
    at_across, at_along = ctypes.byref(across), ctypes.byref(along)
    start, count = 0, len(text)
    style: tuple[int | None, float, float, float] | None = None  # of the piece before
    while start < count:
        this = _object_of(handle, start)
        if this is None:
            start += 1
            continue
        end = _end(handle, text, start, this)
        if not text[start:end].strip():
            start = end
            continue
        size = _size(handle, start)
        _origin(handle, start, at_across, at_along)
        last = pieces[-1] if pieces else None
        now = (_font_of(this), size, round(across.value, 1), round(along.value, 1))
        on = style is not None and (
            now[3] == style[3] if last and last.angle % 180 == 0 else now[2] == style[2]
        )
        if (
            last
            and style
            and on
            and last.angle >= 0
            and now[:2] == style[:2]
            and _adjoin(text, last.end, start)
        ):
            # Some producers paint each letter apart: what goes on in one style on one line is one piece.
            last.end = start = end
            last.whole = False
            continue
        style = now
        _matrix(handle, start, at_matrix)
        a, b = matrix.a, matrix.b
        degrees = math.degrees(math.atan2(b, a)) if b or a else 0.0
        quarter = round(degrees / 90)
        angle = quarter * 90 % 360 if abs(degrees - quarter * 90) < 3 else -1
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        pieces.append(_Piece(start, end, this, angle, min(max(abs(size), 0.5), 2_000)))
        start = end
    return pieces


def _end(handle: int | None, text: str, start: int, this: int) -> int:
    """Where the characters of the object end: at the end of its line, as nearly always, else found in leaps."""
    ends = LINE_END.search(text, start + 1)
    line = ends.start() if ends else len(text)
    if line - start > 4 and _object_of(handle, line - 1) == this and _object_of(handle, line) != this:
        return line
    count = len(text)
    low, step = start, 1  # low: known to belong
    while low + step < count and _object_of(handle, low + step) == this:
        low += step
        step *= 2
    high = min(low + step, count)  # known not to belong
    while high - low > 1:
        middle = (low + high) // 2
        if _object_of(handle, middle) == this:
            low = middle
        else:
            high = middle
    return high


def _adjoin(text: str, end: int, start: int) -> bool:
    """Nothing lies between, or spaces that the library has put there."""
    return start - end <= 2 and "\n" not in text[end:start] and not text[end:start].strip()


class _Reader:
    """Gives runs their places and their style."""

    def __init__(self, handle: int | None, text: str, frame: Frame) -> None:
        self.handle, self.text, self.frame = handle, text, frame
        self.fonts: dict[int, Font] = {}
        self.rect = c.FS_RECTF()
        self.at_rect = ctypes.byref(self.rect)
        self.doubles = [ctypes.c_double() for _ in range(4)]
        self.at_doubles = [ctypes.byref(each) for each in self.doubles]
        self.numbers = (ctypes.c_uint * 4)()
        self.at_numbers = [ctypes.byref(self.numbers, 4 * n) for n in range(4)]
        self.name = ctypes.create_string_buffer(64)
        self.length = ctypes.c_ulong()

    def read(self, pieces: list[_Piece]) -> Printed:
        page = Printed(self.frame, letters=len(self.text))
        for piece in pieces:
            font = self._font(piece.object)
            colour = self._colour(piece.object)
            artefact, content = self._tags(piece.object)
            upright = piece.angle == self.frame.turn
            if not upright and piece.angle >= 0:
                # Text along the margin, or upside down: not a line of the page.
                page.slanted.append(self._whole(piece, font, colour, artefact))
                continue
            if piece.angle < 0:
                page.slanted.append(self._whole(piece, font, colour, artefact))
                continue
            page.runs += self._words(piece, font, colour, artefact, content)
        return page

    def _words(self, piece: _Piece, font: Font, colour: int, artefact: bool, content: int) -> list[Run]:
        """The object as one run, or as several where a wide gap parts its words."""
        runs: list[Run] = []
        stretch = self.text[piece.start : piece.end]
        base = self._base(piece.start)
        if piece.whole and not self._set_by_hand(piece, stretch):
            first = piece.start + len(stretch) - len(stretch.lstrip())
            last = piece.start + len(stretch.rstrip())
            left, top, bottom, _ = self._box(first, piece, base)
            right = self._box(last - 1, piece, base)[3]
            last += last < piece.end  # a space at the end parts it from what follows
            run = self._run(first, last, left, max(right, left), top, bottom, base, piece, font, colour, artefact, content)  # fmt: skip
            return self._with_marks(run, first)
        begin = left = right = 0.0
        first = last = -1
        for word in WORD.finditer(stretch):
            start, end = piece.start + word.start(), piece.start + word.end()
            begin, top, bottom = self._box(start, piece, base)[:3]
            if first >= 0 and not -0.5 * piece.size <= begin - right <= GAP * piece.size:
                run = self._run(first, last, left, right, top, bottom, base, piece, font, colour, artefact, content)  # fmt: skip
                run.goes_on = piece.whole and bool(runs)
                runs += self._with_marks(run, first)
                first = -1
            if first < 0:
                first, left = start, begin
            last = end
            right = self._box(end - 1, piece, base)[3]
        if first >= 0:
            if piece.end > last and self.text[last] == " ":
                last += 1  # a space at the end parts it from what follows
            run = self._run(first, last, left, max(right, left), top, bottom, base, piece, font, colour, artefact, content)  # fmt: skip
            run.goes_on = piece.whole and bool(runs)
            runs += self._with_marks(run, first)
        return runs

    def _with_marks(self, run: Run, first: int) -> list[Run]:
        """The run, cut where figures stand that the type itself raises: they are as large as the rest by the file."""
        if not DIGIT.search(run.text) or self.frame.turn:
            return [run]
        parts: list[Run] = []
        cut = 0
        for found in MARK.finditer(run.text):
            left, right, bottom, _top = self.doubles
            _tight(self.handle, first + found.start(), *self.at_doubles)
            _, low = self.frame.point(left.value, bottom.value)
            if not 0.2 * run.size < run.base - low < 0.8 * run.size:
                continue
            begin = left.value - self.frame.box[0]
            _tight(self.handle, first + found.end() - 1, *self.at_doubles)
            end = right.value - self.frame.box[0]
            if found.start() > cut:
                parts.append(replace(run, text=run.text[cut : found.start()], right=begin))
            raised = run.base - 0.35 * run.size
            parts.append(
                replace(
                    run, text=found[0], left=begin, right=end, base=raised, size=0.6 * run.size, goes_on=True
                )
            )
            run = replace(run, left=end, goes_on=True)
            cut = found.end()
        if cut == 0:
            return [run]
        if cut < len(run.text):
            parts.append(replace(run, text=run.text[cut:]))
        return parts

    def _run(self, first: int, last: int, left: float, right: float, top: float, bottom: float, base: float,
             piece: _Piece, font: Font, colour: int, artefact: bool, content: int) -> Run:  # fmt: skip
        text = self.text[first:last].replace("\r", " ").replace("\n", " ")
        if font.symbols:
            text = re.sub(r"\S", "•", text)
        return Run(text, left, right, top, bottom, base, piece.size, font, colour, artefact, content)

    def _base(self, index: int) -> float:
        x, y = self.doubles[:2]
        _origin(self.handle, index, self.at_doubles[0], self.at_doubles[1])
        return self.frame.point(x.value, y.value)[1]

    def _set_by_hand(self, piece: _Piece, stretch: str) -> bool:
        """The spaces of the object are gaps that the library found, not letters: one may be as wide as a tab."""
        at = stretch.find(" ", 1)
        asked = 0
        while 0 < at < len(stretch) - 1 and asked < 3:
            if _object_of(self.handle, piece.start + at) is None:
                return True
            asked += 1
            at = stretch.find(" ", (at + len(stretch)) // 2 if asked == 1 else at + 1)
        return False

    def _box(self, index: int, piece: _Piece, base: float) -> tuple[float, float, float, float]:
        """(left, top, bottom, right) of a character."""
        if self.frame.turn:
            left, right, bottom, top = self.doubles
            _tight(self.handle, index, *self.at_doubles)
            u0, _ = self.frame.point(left.value, bottom.value)
            u1, _ = self.frame.point(right.value, top.value)
            begin, end = min(u0, u1), max(u0, u1)
        else:
            _loose(self.handle, index, self.at_rect)
            begin, end = self.rect.left - self.frame.box[0], self.rect.right - self.frame.box[0]
        return begin, base - 0.8 * piece.size, base + 0.22 * piece.size, end

    def _whole(self, piece: _Piece, font: Font, colour: int, artefact: bool) -> Run:
        left, right, bottom, top = self.doubles
        us: list[float] = []
        vs: list[float] = []
        for index in (piece.start, piece.end - 1):
            _tight(self.handle, index, *self.at_doubles)
            for x, y in ((left.value, bottom.value), (right.value, top.value)):
                u, v = self.frame.point(x, y)
                us.append(u)
                vs.append(v)
        text = " ".join(self.text[piece.start : piece.end].split())
        return Run(
            text, min(us), max(us), min(vs), max(vs), max(vs), piece.size, font, colour, artefact, piece.angle
        )

    def _font(self, object: int) -> Font:
        pointer = _font_of(object) or 0
        found = self.fonts.get(pointer)
        if found is None:
            found = self.fonts[pointer] = _look_at(pointer) if pointer else Font()
        return found

    def _colour(self, object: int) -> int:
        if not _fill(object, *self.at_numbers):
            return 0
        red, green, blue, _ = self.numbers  # each of one byte
        return red << 16 | green << 8 | blue

    def _tags(self, object: int) -> tuple[bool, int]:
        count = _marks(object)
        if count <= 0:
            return False, -1
        for index in range(min(count, 4)):
            mark = _mark(object, index)
            if mark and _mark_name(mark, self.name, 64, ctypes.byref(self.length)):
                size = self.length.value
                if self.name.raw[:size].decode("utf-16-le", "replace").rstrip("\0") == "Artifact":
                    return True, -1
        return False, _content_id(object)


def _look_at(pointer: int) -> Font:
    handle = ctypes.cast(pointer, c.FPDF_FONT)
    buffer = ctypes.create_string_buffer(256)
    size = c.FPDFFont_GetBaseFontName(handle, buffer, 256)
    name = buffer.raw[: max(0, min(size, 256) - 1)].decode("utf-8", "replace")
    angle = ctypes.c_int()
    slanted = bool(c.FPDFFont_GetItalicAngle(handle, angle)) and angle.value != 0
    bold = bool(BOLD.search(name)) or c.FPDFFont_GetWeight(handle) >= 600
    return Font(bold, bool(ITALIC.search(name)) or slanted, bool(SYMBOLS.search(name)))
