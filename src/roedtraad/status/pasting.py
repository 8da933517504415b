"""A report's sections as the plain words and plain HTML that a case and document system takes. Pure: a report in.

No class, no style, no picture: what a chart shows stands as words, what a status is as its word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from roedtraad.writing.lines import annex_line
from roedtraad.writing.model import (
    Block,
    Bullets,
    Heading,
    Link,
    Note,
    Numbered,
    Paragraph,
    Picture,
    Report,
    Section,
    Span,
    Status,
    StatusTally,
    Strong,
    Table,
    ThreadLine,
)
from roedtraad.writing.words import Language, status_word, word

ARROW = " › "


def section_html(report: Report, section: Section) -> str:
    """The section without its heading, as paragraphs, lists and tables."""
    return "\n".join(filter(None, (_html(report.language, block) for block in section.blocks)))


def section_text(report: Report, section: Section) -> str:
    """The same as plain text: a blank line between paragraphs, a tab between the cells of a table."""
    return "\n\n".join(filter(None, (_text(report.language, block) for block in section.blocks)))


def annexes_html(report: Report) -> str:
    """The list of annexes as a list that counts itself."""
    rows = "".join(f"<li>{escape(annex_line(report, annex, number=False))}</li>" for annex in report.annexes)
    return f"<ol>{rows}</ol>" if rows else ""


def annexes_text(report: Report) -> str:
    return "\n".join(annex_line(report, annex) for annex in report.annexes)


def _html(language: Language, block: Block) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{_spans_html(language, block.spans)}</p>"
    if isinstance(block, Note):
        return f"<p><em>{_spans_html(language, block.spans)}</em></p>"
    if isinstance(block, Heading):
        return f"<h3>{escape(block.text)}</h3>"
    if isinstance(block, Bullets | Numbered):
        tag = "ul" if isinstance(block, Bullets) else "ol"
        start = f' start="{block.start}"' if isinstance(block, Numbered) and block.start != 1 else ""
        return (
            f"<{tag}{start}>"
            + "".join(f"<li>{_spans_html(language, item)}</li>" for item in block.items)
            + f"</{tag}>"
        )
    if isinstance(block, Table):
        return _table_html(language, block)
    words = _text(language, block)
    return f"<p>{escape(words)}</p>" if words else ""


def _table_html(language: Language, table: Table) -> str:
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    heads = "".join(f"<th>{escape(column.head)}</th>" for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_spans_html(language, cell)}</td>" for cell in row) + "</tr>"
        for row in table.rows
    )
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _spans_html(language: Language, spans: Iterable[Span]) -> str:
    out = []
    for span in spans:
        words = escape(_said(language, span))
        if isinstance(span, Strong):
            words = f"<strong>{words}</strong>"
        elif isinstance(span, Link):
            words = f'<a href="{escape(span.href)}">{words}</a>'
        out.append(words)
    return "".join(out)


def _text(language: Language, block: Block) -> str:
    if isinstance(block, Paragraph | Note):
        return _line(language, block.spans)
    if isinstance(block, Heading):
        return block.text
    if isinstance(block, Bullets):
        return "\n".join(f"- {_line(language, item)}" for item in block.items)
    if isinstance(block, Numbered):
        return "\n".join(
            f"{number}. {_line(language, item)}" for number, item in enumerate(block.items, block.start)
        )
    if isinstance(block, Table):
        return "\n".join(_rows(language, block))
    if isinstance(block, StatusTally):
        return ", ".join(f"{status_word(language, count.status)}: {count.text}" for count in block.counts)
    if isinstance(block, ThreadLine):
        return f"{word(language, 'thread')}: " + ARROW.join(
            f"{knot.label}: {knot.title}" for knot in block.knots
        )
    if isinstance(block, Picture):
        return f"{block.title}. {block.desc}"
    return ""


def _rows(language: Language, table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    yield "\t".join(column.head for column in table.columns)
    for row in table.rows:
        yield "\t".join(_line(language, cell) for cell in row)


def _line(language: Language, spans: Iterable[Span]) -> str:
    return "".join(_said(language, span) for span in spans)


def _said(language: Language, span: Span) -> str:
    if isinstance(span, Status):
        return span.text or status_word(language, span.key)
    return span.text
