"""PDF documents made for the tests, with typst: any shape, the same bytes each time."""

import typst

PLAIN = """#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(size: 11pt, lang: "da")
"""


def pdf(source, preamble=PLAIN):
    """The bytes of a PDF that `source`, in typst's own language, describes."""
    return typst.compile((preamble + source).encode())
