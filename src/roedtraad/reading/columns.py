"""Tables that lost their lines: a column of times, and then a column of texts, paired in order again.

A part of mending. Only where both columns have their header and as many lines: what cannot be paired stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from roedtraad.language.dates import FuzzyDate
from roedtraad.reading.lexicon import role_of
from roedtraad.reading.model import Block, BlockKind, CellPlace

WHAT = {"milestone", "action", "content", "title"}


def unfold_columns(blocks: list[Block]) -> list[Block]:
    """The blocks, with "Tidspunkt", n dates, "Aktivitet", n texts as the table that they were."""
    out: list[Block] = []
    table = max((b.cell.table for b in blocks if b.cell), default=0)
    at = 0
    while at < len(blocks):
        dates = _dates_below(blocks, at) if _header(blocks[at]) == "deadline" else []
        head = at + 1 + len(dates)
        what = blocks[head] if len(dates) > 1 and head < len(blocks) else None
        texts = blocks[head + 1 : head + 1 + len(dates)]
        if (
            what is None
            or _header(what) not in WHAT
            or len(texts) < len(dates)
            or not all(_plain(b) for b in texts)
        ):
            out.append(blocks[at])
            at += 1
            continue
        table += 1
        rows = zip([blocks[at], *dates], [what, *texts], strict=True)
        for row, (when, told) in enumerate(rows):
            for column, block in enumerate((when, told)):
                place = CellPlace(table, row, column, header=row == 0)
                out.append(
                    replace(
                        block,
                        kind=BlockKind.TABLE_CELL,
                        level=None,
                        list=None,
                        cell=place,
                        markers=(*block.markers, "mended"),
                    )
                )
        at = head + 1 + len(dates)
    return out


def _header(block: Block) -> str | None:
    if block.cell is not None or block.kind is BlockKind.FURNITURE or len(block.text) > 30:
        return None
    return role_of(block.text, "columns") or role_of(block.text)


def _dates_below(blocks: list[Block], at: int) -> list[Block]:
    below = []
    for block in blocks[at + 1 :]:
        if not _plain(block) or FuzzyDate.parse(block.text) is None:
            break
        below.append(block)
    return below


def _plain(block: Block) -> bool:
    return (
        block.cell is None
        and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)
        and len(block.text) < 200
    )
