"""What has a name of its own: values, with what is said of them, and the steps of the intervention ladder."""

from __future__ import annotations

import re

from roedtraad.reading.model import Block
from roedtraad.reading.outline import Run, Section, runs
from roedtraad.reading.recognise import sentences
from roedtraad.reading.recognise.context import Context


def read_values(ctx: Context, section: Section) -> None:
    for run in runs(section.blocks):
        if run.form == "table":
            _value_rows(ctx, run)
            continue
        for block in run.blocks:
            if run.form == "list":
                name, description = _named(block)
                ctx.found.add("value", name, block, "labelled-list", description=description)
            elif run.form == "paragraph" and not block.text.rstrip().endswith(":") and not section.children:
                named = any(
                    s.style == "bold" and s.start == 0 and s.end < len(block.text) - 5 for s in block.spans
                )
                name, description = _named(block) if named else (block.text, None)
                ctx.found.add("value", name, block, "labelled-paragraph", sure=0.8, description=description)


def _value_rows(ctx: Context, run: Run) -> None:
    """A table of two columns: the value's name, and what is said of it."""
    rows: dict[int, dict[int, Block]] = {}
    for block in run.blocks:
        if block.cell:
            rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, block)
    for row in rows.values():
        name, told = row.get(0), row.get(1)
        if name is not None and len(name.text.split()) <= 8 and not name.cell.header:  # type: ignore[union-attr]
            ctx.found.add("value", name.text, name, "labelled-list", description=told.text if told else None)


def _named(block: Block) -> tuple[str, str | None]:
    """A value's name and what is said of it: "Åbenhed: vi …", "Åbenhed – vi …", or bold before plain."""
    bold = next((s for s in block.spans if s.style == "bold" and s.start == 0), None)
    if bold is not None and 2 < bold.end < len(block.text) - 5 and bold.end <= 80:
        return block.text[: bold.end].strip(" .:–-"), block.text[bold.end :].strip(" .:–-") or None
    match = re.match(r"^(?P<name>[^:–.]{2,50})(?::| –| -|\.)\s+(?P<rest>\S.+)$", block.text, re.DOTALL)
    return (match["name"], match["rest"]) if match else (block.text, None)


def value_heading(ctx: Context, section: Section) -> None:
    assert section.heading is not None
    text = "\n".join(b.text for b in section.blocks)
    ctx.found.add("value", section.label, section.heading, "value-heading", description=text or None)


STEP = re.compile(r"^(?:[Tt]rin|[Nn]iveau)\s*(?P<number>\d{1,2})\s*[:.–-]*\s+(?P<name>\S.*)$", re.DOTALL)


def read_ladder(ctx: Context, section: Section) -> None:
    """Steps as a list, or as lines and cells that number themselves: "Trin 3: Støtte i hjemmet"."""
    for run in runs(section.blocks):
        for position, block in enumerate(run.blocks, 1):
            match = STEP.match(block.text)
            if match or run.form == "list":
                name = (match["name"] if match else block.text).split(": ")[0]
                number = int(match["number"]) if match else position
                ctx.found.add("step", name, block, "ladder-step", number=number)
            else:
                sentences.scan(ctx, block, theme=ctx.subject(section))
