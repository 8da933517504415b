"""Words take the room that the font gives them, and labels make room for each other."""

import itertools
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.writing import fonts
from roedtraad.writing.charts.lettering import ADVANCES, Place, in_rows, shorten, spread, width, wrap

places = st.lists(
    st.builds(Place, st.floats(-50, 450, allow_nan=False), st.floats(10, 40, allow_nan=False)),
    min_size=1,
    max_size=7,
)


@given(places)
def test_labels_never_touch_while_there_is_room(wishes):
    low, high = 0.0, 400.0
    middles = spread(wishes, low, high, gap=2)
    boxes = sorted(
        (at - place.size / 2, at + place.size / 2) for at, place in zip(middles, wishes, strict=True)
    )
    assert boxes[0][0] >= low - 1e-6
    assert boxes[-1][1] <= high + 1e-6
    assert all(below[0] - above[1] >= 2 - 1e-6 for above, below in itertools.pairwise(boxes))


@given(places)
def test_labels_keep_the_order_of_what_they_belong_to(wishes):
    middles = spread(wishes, 0, 400)
    order = sorted(range(len(wishes)), key=lambda n: (wishes[n].at, n))
    assert [middles[n] for n in order] == sorted(middles)


def test_a_label_with_room_stays_where_it_belongs():
    assert spread([Place(100, 20), Place(200, 20)], 0, 400) == [100, 200]


def test_two_that_want_the_same_place_part_evenly():
    assert spread([Place(100, 20), Place(100, 20)], 0, 400, gap=2) == [89, 111]


def test_without_room_for_all_they_stand_evenly_within_the_frame():
    middles = spread([Place(5, 30)] * 5, 0, 100)
    assert middles == [10, 30, 50, 70, 90]


@given(st.text(max_size=60), st.floats(5, 300))
def test_words_are_shortened_to_the_room(words, room):
    assert width(shorten(words, room, 13), 13) <= room


@given(st.lists(st.text("abcæøåW ", min_size=1, max_size=20), max_size=12), st.floats(30, 300))
def test_lines_fit(words, room):
    lines = wrap(" ".join(words), room, 13, most=3)
    assert len(lines) <= 3
    assert all(width(line, 13) <= room for line in lines)


def test_words_break_where_people_break_them():
    assert wrap("Kommuner, der ligner os i befolkning", 110, 13) == [
        "Kommuner, der",
        "ligner os i",
        "befolkning",
    ]
    assert shorten("Ny opgørelse fra januar", 100, 13) == "Ny opgørelse…"


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(1, 200)), max_size=8))
def test_what_stands_on_one_row_does_not_touch(spans):
    stretches = [(left, left + wide) for left, wide in spans]
    rows = in_rows(stretches, gap=10)
    for n, (one, row) in enumerate(zip(stretches, rows, strict=True)):
        for other, same in zip(stretches[:n], rows[:n], strict=True):
            assert row != same or one[0] >= other[1] + 10 or other[0] >= one[1] + 10


def advances(path) -> dict[str, float]:
    """A font's own advance widths in thousandths of an em (OpenType 1.9: cmap format 4, hmtx)."""
    font = path.read_bytes()
    count = struct.unpack(">H", font[4:6])[0]
    tables = {
        font[12 + 16 * n : 16 + 16 * n]: struct.unpack(">I", font[20 + 16 * n : 24 + 16 * n])[0]
        for n in range(count)
    }
    em = struct.unpack(">H", font[tables[b"head"] + 18 : tables[b"head"] + 20])[0]
    metrics = struct.unpack(">H", font[tables[b"hhea"] + 34 : tables[b"hhea"] + 36])[0]
    cmap = font[tables[b"cmap"] :]
    found = {}
    for n in range(struct.unpack(">H", cmap[2:4])[0]):
        at = struct.unpack(">I", cmap[8 + 8 * n : 12 + 8 * n])[0]
        if struct.unpack(">H", cmap[at : at + 2])[0] != 4:
            continue
        double = struct.unpack(">H", cmap[at + 6 : at + 8])[0]
        segments = double // 2
        ends = struct.unpack(f">{segments}H", cmap[at + 14 : at + 14 + double])
        starts = struct.unpack(f">{segments}H", cmap[at + 16 + double : at + 16 + 2 * double])
        deltas = struct.unpack(f">{segments}H", cmap[at + 16 + 2 * double : at + 16 + 3 * double])
        offsets = at + 16 + 3 * double
        ranges = struct.unpack(f">{segments}H", cmap[offsets : offsets + double])
        for k, (start, end) in enumerate(zip(starts, ends, strict=True)):
            for code in range(start, min(end, 0xFFFE) + 1):
                if ranges[k]:
                    place = offsets + 2 * k + ranges[k] + 2 * (code - start)
                    glyph = struct.unpack(">H", cmap[place : place + 2])[0]
                    glyph = (glyph + deltas[k]) & 0xFFFF if glyph else 0
                else:
                    glyph = (code + deltas[k]) & 0xFFFF
                place = tables[b"hmtx"] + 4 * min(glyph, metrics - 1)
                found[chr(code)] = struct.unpack(">H", font[place : place + 2])[0] * 1000 / em
    return found


@pytest.mark.parametrize("style", ["Regular", "Medium", "SemiBold"])
def test_the_widths_are_the_font_s_own(style):
    path = next(path for path in fonts.files() if path.stem == f"IBMPlexSans-{style}")
    font = advances(path)
    weight = 400 if style == "Regular" else 600
    for wide, signs in ADVANCES.items():
        for sign in signs:
            if style == "Regular":
                assert font[sign] == pytest.approx(wide, abs=1), sign
    for words in (
        "Ny opgørelse fra januar 2025",
        "gennemsnit 14,3",
        "6,3\u00a0%",
        "1.234.567",
        "Søndermarkskolen",
    ):
        true = sum(font[sign] for sign in words) * 16 / 1000
        assert true <= width(words, 16, weight) + 0.05
        assert width(words, 16, weight) <= true * 1.09
