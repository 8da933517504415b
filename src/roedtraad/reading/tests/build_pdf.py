"""PDF documents made for the tests: with typst any shape and the same bytes each time; by hand what no producer writes."""

import hashlib
import io
import zlib

import typst
from PIL import Image, ImageFilter

PLAIN = """#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(size: 11pt, lang: "da")
"""


def pdf(source, preamble=PLAIN):
    """The bytes of a PDF that `source`, in typst's own language, describes."""
    return typst.compile((preamble + source).encode())


def escaped(text):
    """Any text as typst's source: a string, so that no letter of it is mark-up."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def scanned(data, pages=None, dots=200):
    """The PDF as an office's scanner gives it: each page a picture."""
    import pypdfium2

    pictures = []
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), pages or len(document))):
            page = document[number]
            picture = page.render(scale=dots / 72, grayscale=True).to_pil().convert("L")
            pictures.append(picture.filter(ImageFilter.GaussianBlur(0.5)))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots)
    return out.getvalue()


def with_picture(source, preamble=PLAIN):
    """As `pdf`, where the source may show `picture`, the bytes of a picture."""
    told = ",".join(map(str, picture()))
    opening = '#let picture = bytes(sys.inputs.at("picture").split(",").map(int))\n'
    return typst.compile((preamble + opening + source).encode(), sys_inputs={"picture": told})


def picture(size=(300, 200), colour="navy"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def by_hand(objects, trailer=b"/Root 1 0 R"):
    """A PDF of these objects, {number: bytes}; a pair (dictionary, data) is a stream."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        if isinstance(content, tuple):
            head, data = content
            content = b"<<%s /Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


TEXT = b"BT /F1 11 Tf 72 700 Td (Alle b\xf8rn skal have en voksen.) Tj ET"


def one_page(content=TEXT, page=b"", catalogue=b"", more=None, head=b"", trailer=b"/Root 1 0 R"):
    """A PDF of one page whose content stream is `content`; `page` and `catalogue` are added to their dictionaries."""
    return by_hand(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalogue,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> %s >>" % page,
            4: (head, content),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            **(more or {}),
        },
        trailer,
    )


def many_pages(count):
    """As many pages as told, each the same few words."""
    kids = b" ".join(b"%d 0 R" % (10 + n) for n in range(count))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        4: (b"", TEXT),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    objects |= {10 + n: page for n in range(count)}
    return by_hand(objects)


def bomb(size=2_000_000_000):
    """A page whose content inflates to `size` bytes of white space."""
    packer = zlib.compressobj(9)
    chunk = b" " * 1_000_000
    packed = b"".join(packer.compress(chunk) for _ in range(size // len(chunk))) + packer.flush()
    return one_page(packed, head=b"/Filter /FlateDecode")


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key, data):
    state, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def locked(user=b"", owner=b"ejer"):
    """A page encrypted by the rules of ISO 32000-1, 7.6.3, revision 2; with no user password anybody may read it."""
    told, name = (-44).to_bytes(4, "little", signed=True), bytes(16)
    padded = (user + PADDING)[:32]
    by_owner = _rc4(hashlib.md5((owner + PADDING)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + by_owner + told + name).digest()[:5]
    of_page = hashlib.md5(key + (4).to_bytes(3, "little") + bytes(2)).digest()[:10]
    return one_page(
        _rc4(of_page, TEXT),
        more={
            9: b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>"
            % (by_owner.hex().encode(), _rc4(key, PADDING).hex().encode())
        },
        trailer=b"/Root 1 0 R /Encrypt 9 0 R /ID [<%s> <%s>]" % (name.hex().encode(), name.hex().encode()),
    )
