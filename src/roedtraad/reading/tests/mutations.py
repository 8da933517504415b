"""Files that something went wrong with on the way: samples of each format, and a thousand ways to spoil them.

A mutation is known by its format, seed and number, so that one that failed can be made again:
``mutation("docx", 7, 123)`` gives the same bytes every time.
"""

import io
import random
import struct
import zipfile

from roedtraad.reading import legacy
from roedtraad.reading.tests.build import (
    POLICY,
    odt,
    policy_in_html,
    policy_in_odt,
    policy_in_word,
    table_in_word,
    word,
)

ROWS = [
    ["Tema", "Indsats", "Ansvarlig", "Frist"],
    ["Leg", "Åbne klubben", "Klubleder", "1. kvartal 2027"],
    ["", "Bygge bane", "Skolechef", "ultimo maj 2028"],
]
TABLE = "| Mål | Indsats | Frist |\n|---|---|---|\n| Alle leger | Klub | 2027 |\n"
ODT_RICH = (
    '<text:h text:outline-level="1">Strategi for leg</text:h><text:p>Alle <text:span text:style-name="T1">børn</text:span> leger'
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Også de store.</text:p></text:note-body></text:note>.</text:p>"
    '<text:list text:style-name="Numbers"><text:list-item><text:p>Byg</text:p><text:list><text:list-item><text:p>Bane</text:p></text:list-item>'
    '</text:list></text:list-item></text:list><table:table><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Mål</text:p>'
    "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Leg</text:p></table:table-cell><table:table-cell/>"
    "</table:table-row></table:table><text:p><draw:frame><draw:text-box><text:p>Vi vil lege.</text:p></draw:text-box></draw:frame></text:p>"
)
HTML_RICH = (
    "<!DOCTYPE html><html><body><table><tr><th>Punkt</th><th>Titel</th></tr><tr><td>1</td><td><h2>Politik for leg</h2><span class=sagsnummer>24-1234"
    "</span><h3>Beslutning</h3><div>Godkendt.</div><h3>Bilag</h3><ul><li><a href=/bilag/1.pdf>Bilag 1</a></li></ul></td></tr></table><dl><dt>Formål"
    "</dt><dd>Leg</dd></dl><table><tr><td rowspan=2>Mål</td><td colspan=3>Indsats</td></tr><tr><td>Klub</td></tr></table></body></html>"
)


def _rich_word():
    def fill(document):
        document.add_heading("Strategi for leg", 1)
        document.add_paragraph("Vi vil lege.", style="List Number")
        document.add_paragraph("Vi vil lære.", style="List Number")
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Leg"
        document.add_paragraph("Slut").add_run(" fed").bold = True

    return word(fill)


# format: (name of a file, what gives its sound samples). A new format is one line.
SAMPLES = {
    "docx": ("politik.docx", lambda: [policy_in_word(), table_in_word(ROWS, [((1, 0), (2, 0))]), _rich_word()]),
    "odt": ("politik.odt", lambda: [policy_in_odt(), odt(ODT_RICH)]),
    "html": ("politik.html", lambda: [policy_in_html(), policy_in_html("br"), HTML_RICH.encode()]),
    "markdown": ("politik.md", lambda: [POLICY.encode(), (POLICY + "\n" + TABLE).encode(), b"# Politik\n\n" + HTML_RICH[27:].encode()]),
    "text": ("politik.txt", lambda: [POLICY.replace("#", "").encode("cp1252"), "Politik\n\nTema\tMål\tFrist\nLeg\tAlle leger\t2027\n".encode("utf-16")]),
}  # fmt: skip
# Converted by LibreOffice first, which takes seconds each: a tenth of the others' number.
SLOW_SAMPLES = {
    "rtf": ("politik.rtf", lambda: [rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}{\pard Vision\par}{\pard Alle b\'f8rn er med.\par}{\trowd\cellx2000 Leg\cell\row}}"]),
    "doc": ("politik.doc", lambda: [_old_word()]),
}  # fmt: skip


def _old_word():
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "p.docx").write_bytes(_rich_word())
        subprocess.run(
            [legacy.libreoffice(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "doc", "--outdir", folder, f"{folder}/p.docx"],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return Path(folder, "p.doc").read_bytes()


_MADE = {}


def samples(form):
    if form not in _MADE:
        _MADE[form] = (SAMPLES | SLOW_SAMPLES)[form][1]()
    return _MADE[form]


def mutation(form, seed, number):
    """(name of the file, its bytes)."""
    dice = random.Random(f"{seed}/{form}/{number}")
    data = dice.choice(samples(form))
    spoil = _spoil_package if data.startswith(b"PK") and dice.random() < 0.7 else _spoil
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        if data:
            data = spoil(data, dice)
    return (SAMPLES | SLOW_SAMPLES)[form][0], data


# Bytes


def _flip(data, dice):
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 3, 30))):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _overwrite(data, dice):
    at, size = dice.randrange(len(data)), dice.choice((1, 4, 64, 1024))
    return data[:at] + dice.choice((bytes(size), b"\xff" * size, dice.randbytes(size))) + data[at + size :]


def _cut(data, dice):
    a, b = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
    return dice.choice((data[:a], data[a:], data[:a] + data[b:], data[a:b]))


def _splice(data, dice):
    a, b = sorted((dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)))
    at = dice.randrange(len(data) + 1)
    return data[:at] + data[a : min(b, a + 5000)] + data[at:]


def _repeat(data, dice):
    a = dice.randrange(len(data))
    piece = data[a : a + dice.choice((1, 5, 50, 500))]
    times = min(
        dice.choice((2, 20, 2000)), 200_000 // len(piece)
    )  # a reading of more takes its seconds, and may
    return data[:a] + piece * times + data[a:]


# What means something in one of the formats, put where it does not belong.
WORDS = (b"<", b">", b"</p>", b"<table>", b"<td rowspan=99999999 colspan=99999999>", b"<![CDATA[", b"<!--", b"&#0;", b"&#x110000;", b"&lt;", b"\x00",
         b"\xff\xfe", b"\xef\xbb\xbf", b"|", b"\t", b"- ", b"1. ", b"# ", b"**", b"[](", b"\xe2\x80\xae", b"\r", b"\x0c", b"PK\x03\x04", b"%PDF-1.7",
         b'w:val="-2147483649"', b'="999999999999"', b"<w:tbl><w:tr><w:tc>", b"<text:list>", b"<ul><li>", b"<h1>", b"</html>", b"{\\rtf1", b"\\bin99999999 ",
         b"<w:fldChar w:fldCharType='begin'/>", b"<!DOCTYPE html>", b"<main hidden>", b"Side 3 af 16", b"ultimo 99999", "ÆØÅ".encode(), b"\xed\xa0\x80")  # fmt: skip


def _insert(data, dice):
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(WORDS) * dice.choice((1, 1, 3, 400)) + data[at:]


def _mix(data, dice):
    """Two tags or lines change places."""
    mark = b"<" if data.count(b"<") > 10 else b"\n"
    parts = data.split(mark)
    if len(parts) > 3:
        a, b = dice.randrange(len(parts)), dice.randrange(len(parts))
        parts[a], parts[b] = parts[b], parts[a]
    return mark.join(parts)


def _drop(data, dice):
    """Some tags or lines are gone."""
    mark = b"<" if data.count(b"<") > 10 else b"\n"
    parts = data.split(mark)
    return mark.join(part for part in parts if dice.random() > 0.03)


def _spoil(data, dice):
    return dice.choice((_flip, _flip, _overwrite, _cut, _splice, _repeat, _insert, _insert, _mix, _drop))(
        data, dice
    )


# Inside a zip


def _spoil_package(data, dice):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # it was spoilt before: more of the same
        return _spoil(data, dice)
    if not parts:
        return _spoil(data, dice)
    kind = dice.random()
    told = [
        number
        for number, (name, _) in enumerate(parts)
        if name.endswith(("document.xml", "content.xml", "styles.xml", "numbering.xml", "notes.xml"))
    ]
    at = dice.choice(told) if told and dice.random() < 0.8 else dice.randrange(len(parts))
    name, content = parts[at]
    if kind < 0.7 and content:
        parts[at] = (name, _spoil(content, dice))
    elif kind < 0.8:
        parts.append((name, _spoil(content or b" ", dice)))  # the same name twice
    elif kind < 0.87:
        del parts[at]
    elif kind < 0.93:
        other = dice.randrange(len(parts))
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], content)
    else:
        return _lie(data, dice)
    return _zip(parts)


def _zip(parts):
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # the same name twice is meant
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def _lie(data, dice):
    """A number in a header of the zip says something else: sizes, offsets, checksums, flags, methods."""
    mark, fields = dice.choice(
        (
            (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 42)),
            (b"PK\x03\x04", (6, 8, 14, 18, 22, 26)),
            (b"PK\x05\x06", (8, 10, 12, 16)),
        )
    )
    places = [at for at in range(len(data) - 46) if data.startswith(mark, at)] or [max(0, data.rfind(mark))]
    at = dice.choice(places) + dice.choice(fields)
    value = dice.choice((0, 1, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, dice.randrange(2**32)))
    return data[:at] + struct.pack("<I", value)[: dice.choice((2, 4))] + data[at + 4 :]
