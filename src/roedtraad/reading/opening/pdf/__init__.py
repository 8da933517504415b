"""PDF documents → blocks, room by room:

`glyphs` (what is printed, as runs) → `lines` (stretches of a printed line) → `ruling` and `tables` → `order`
(columns) → `furniture` (heads, feet, contents) → `paragraphs` → `headings` → `assembly` (the blocks). `engine`
keeps the library, `tags` hears what the file says of itself, `drawing` gives pages as pictures, `scans` reads
what is only a picture.
"""

from roedtraad.reading.opening.pdf.assembly import open_pdf

__all__ = ["open_pdf"]
