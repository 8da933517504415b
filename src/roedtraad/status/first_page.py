"""The first page is one page: what must be known and what is to be decided. Counted in the PDF itself."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2

from roedtraad.core.kept import Kept
from roedtraad.writing.model import PageBreak, Report, Section
from roedtraad.writing.pdf import to_pdf

_counted: Kept[int] = Kept(16)


def pages_of_first(report: Report) -> int:
    """How many pages the report fills up to the break behind the recommendation; 0 where it has no first page of its own."""
    first = []
    for section in report.sections:
        first.append(section)
        if any(isinstance(block, PageBreak) for block in section.blocks):
            break
    else:
        return 0
    blocks = tuple(block for block in first[-1].blocks if not isinstance(block, PageBreak))
    alone = replace(
        report, sections=(*first[:-1], Section(first[-1].key, first[-1].heading, blocks)), annexes=()
    )
    return _counted.of(alone.to_json(), lambda: len(pypdfium2.PdfDocument(to_pdf(alone))))
