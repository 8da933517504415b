"""A report as HTML: the council's page on screen (a fragment for ``.rt-sheet``) and a document of its own to print.

Everything is escaped here; nothing carries a style, a class decides. Status shapes are ``<use>`` of the symbols
``s-on`` … ``s-idle``: on the site those of its sprite (``sprite=`` gives its address), alone those that the document
brings.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from roedtraad.writing import svg
from roedtraad.writing.lines import annex_line, annex_name, meta_line
from roedtraad.writing.model import (
    Annex,
    Block,
    Bullets,
    Figure,
    Heading,
    Knot,
    Link,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Section,
    Span,
    Status,
    StatusTally,
    Strong,
    Table,
    Text,
    ThreadLine,
    lies_flat,
)
from roedtraad.writing.text import clean, laid
from roedtraad.writing.words import STATUS_KEYS, status_word, word

STYLE = Path(__file__).with_name("print.css")
SYMBOLS = Path(__file__).with_name("symbols.svg")


def to_html(report: Report, sprite: str = "", level: int = 2) -> str:
    """The report as a fragment, to stand within ``<article class="rt-sheet">``.

    ``sprite``: the address of the file that holds the status symbols; '' where the page itself holds them.
    ``level``: the title's heading level (2 on a page that has its own h1); sections are one below.
    """
    return _Writer(report, sprite, level).whole()


def blocks_to_html(blocks: Iterable[Block], sprite: str = "", level: int = 4) -> str:
    """Some blocks alone, to stand among other things on a page; headings at `level`."""
    writer = _Writer(Report("–", "–", ()), sprite, level)
    return "".join(writer.block(block, 0) for block in blocks)


def to_document(report: Report) -> str:
    """A whole HTML document, to save or to print: style, shapes and words in one file, no scripts, nothing fetched.

    It carries a ``<style>`` element: serve it as a file to download (attachment), not as a page of the site.
    """
    title = _text(f"{report.title} – {report.municipality}")
    style = STYLE.read_text("utf-8").replace("#0f4c5c", report.colour)
    return (
        f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n{SYMBOLS.read_text('utf-8')}"
        f'<header class="rt-paper-head"><span>{_text(report.municipality)}</span></header>\n'
        f'<main class="rt-sheet">\n{_Writer(report, "", 1).whole()}</main>\n'
        + (f'<footer class="rt-paper-foot">{_text(report.footer)}</footer>\n' if report.footer else "")
        + "</body>\n</html>\n"
    )


def status_html(key: str, said: str, sprite: str = "") -> str:
    """A status as the whole site shows it: shape, colour and word. ``said`` is text, escaped here."""
    if key not in STATUS_KEYS:
        raise ValueError(f"{key!r} is no status.")
    return (
        f'<span class="rt-status rt-status--{key} rt-status--s"><svg aria-hidden="true"><use href="{escape(sprite)}#s-{key}"/>'
        f"</svg>{_text(said)}</span>"
    )


def _text(text: str) -> str:
    return escape(laid(text)).replace("\n", "<br>")


class _Writer:
    def __init__(self, report: Report, sprite: str, level: int) -> None:
        self.report, self.sprite, self.level, self.language = report, sprite, level, report.language
        self.statuses = {
            key: status_html(key, status_word(self.language, key), sprite) for key in STATUS_KEYS
        }

    def whole(self) -> str:
        report = self.report
        meta = meta_line(report)
        out = ['<div class="rt-sheet__head">\n']
        if meta:
            out.append(f'<p class="rt-small rt-muted">{_text(meta)}</p>\n')
        out.append(self.heading(report.title, 0))
        if report.kicker:
            out.append(f'<p class="rt-lead">{_text(report.kicker)}</p>\n')
        out.append("</div>\n")
        out += [self.section(section, 1) for section in report.sections]
        if report.annexes:
            items = "".join(f"<li>{_text(annex_line(report, annex))}</li>" for annex in report.annexes)
            head = self.heading(word(self.language, "annexes"), 1)
            out.append(f'<section class="rt-annexes">\n{head}<ul class="rt-list">{items}</ul>\n</section>\n')
        out += [self.annex(annex) for annex in report.annexes if annex.sections]
        return "".join(out)

    def heading(self, text: str, below: int) -> str:
        level = min(self.level + below, 6)
        return f"<h{level}>{_text(text)}</h{level}>\n"

    def section(self, section: Section, below: int) -> str:
        head = self.heading(section.heading, below) if section.heading else ""
        inner = "".join(self.block(block, below + section.depth) for block in section.blocks)
        return (
            f'<section class="rt-sheet__section" data-key="{escape(section.key)}">\n{head}{inner}</section>\n'
        )

    def annex(self, annex: Annex) -> str:
        inner = "".join(self.section(section, 2) for section in annex.sections)
        name = _text(annex_name(self.report, annex))
        return f'<section class="rt-annex">\n<p class="rt-small rt-muted">{name}</p>\n{self.heading(annex.title, 1)}{inner}</section>\n'

    def block(self, block: Block, below: int) -> str:
        if isinstance(block, Paragraph):
            return f"<p>{self.spans(block.spans)}</p>\n"
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Bullets):
            return "<ul>" + "".join(f"<li>{self.spans(item)}</li>" for item in block.items) + "</ul>\n"
        if isinstance(block, Numbered):
            start = f' start="{block.start}"' if block.start != 1 else ""
            return (
                f"<ol{start}>" + "".join(f"<li>{self.spans(item)}</li>" for item in block.items) + "</ol>\n"
            )
        if isinstance(block, Heading):
            return self.heading(block.text, below)
        if isinstance(block, Note):
            return f'<p class="rt-note">{self.spans(block.spans)}</p>\n'
        if isinstance(block, StatusTally):
            return self.tally(block)
        if isinstance(block, ThreadLine):
            return self.thread(block)
        if isinstance(block, Picture):
            return self.picture(block)
        assert isinstance(block, PageBreak)
        return '<hr class="rt-page-break">\n'

    def span(self, span: Span) -> str:
        if isinstance(span, Text):
            return _text(span.text)
        if isinstance(span, Figure):
            return f'<span class="rt-figure locked" data-key="{escape(clean(span.key))}">{_text(span.text)}</span>'
        if isinstance(span, Status):
            return status_html(span.key, span.text, self.sprite) if span.text else self.statuses[span.key]
        if isinstance(span, Strong):
            return f"<strong>{_text(span.text)}</strong>"
        assert isinstance(span, Link)
        return f'<a href="{escape(span.href)}">{_text(span.text)}</a>'

    def spans(self, spans: Iterable[Span]) -> str:
        return "".join(map(self.span, spans))

    def table(self, table: Table) -> str:
        ends = [{"end": ' class="n"', "center": ' class="rt-center"'}.get(c.align, "") for c in table.columns]
        heads = [_text(column.head) for column in table.columns]
        labels = [f' data-label="{escape(clean(column.head))}"' for column in table.columns]
        # Three narrow columns stand beside each other on a phone too; more become cards.
        stack = " rt-table--stack" if len(table.columns) > 3 else ""
        out = [f'<div class="rt-scroll"><table class="rt-table{stack}">']
        if table.caption:
            out.append(f"<caption>{_text(table.caption)}</caption>")
        whole = sum(column.share for column in table.columns)
        parts = [min(60, max(5, 5 * round(20 * column.share / whole))) for column in table.columns]
        out.append("<colgroup>" + "".join(f'<col class="rt-col-{part}">' for part in parts) + "</colgroup>\n")
        out.append("<thead><tr>")
        out += [f'<th scope="col"{end}>{head}</th>' for head, end in zip(heads, ends, strict=True)]
        out.append("</tr></thead>\n<tbody>")
        for row in table.rows:
            out.append("<tr>")
            for at, cell in enumerate(row):
                if at == 0 and table.row_head:
                    out.append(f'<th scope="row"{ends[0]}>{self.spans(cell)}</th>')
                else:
                    out.append(f"<td{ends[at]}{labels[at]}>{self.spans(cell)}</td>")
            out.append("</tr>\n")
        out.append("</tbody></table></div>\n")
        return "".join(out)

    def tally(self, tally: StatusTally) -> str:
        label = _text(tally.label or word(self.language, "tally"))
        items = "".join(
            f'<li><b class="rt-figure locked" data-key="{escape(clean(count.key))}">{_text(count.text)}</b> '
            f"{self.statuses[count.status]}</li>"
            for count in tally.counts
        )
        return f'<ul class="rt-tally rt-list" aria-label="{label}">{items}</ul>\n'

    def thread(self, line: ThreadLine) -> str:
        items = "".join(self.knot(knot, line.knots[at + 1 : at + 2]) for at, knot in enumerate(line.knots))
        label = _text(word(self.language, "thread"))
        upright = "" if lies_flat([knot.title for knot in line.knots]) else " rt-threadline--upright"
        return f'<ol class="rt-threadline{upright}" aria-label="{label}">{items}</ol>\n'

    def knot(self, knot: Knot, following: tuple[Knot, ...]) -> str:
        state = "is-missing" if knot.missing else "is-cut" if following and following[0].missing else ""
        marks = (f' class="{state}"' if state else "") + (' aria-current="true"' if knot.here else "")
        title = _text(knot.title)
        if knot.href:
            title = f'<a href="{escape(knot.href)}">{title}</a>'
        return f'<li{marks}><span class="rt-label">{_text(knot.label)}</span> {title}</li>'

    def picture(self, picture: Picture) -> str:
        drawn = svg.checked(picture.svg)
        # A drawing that names itself is one thing to a screen reader; another name around it would make it two.
        named = (
            ""
            if 'role="img"' in drawn
            else f' role="img" aria-label="{_text(picture.title)}. {_text(picture.desc)}"'
        )
        return f'<figure class="rt-picture"{named}>{drawn}</figure>\n'
