"""A source in plain marks (see make_documents_a.py) as an OpenDocument text, written without any office program."""

from __future__ import annotations

from pathlib import Path

from odfdo import Cell, Document, Header, List, ListItem, Paragraph, Row, Table


def text_document(source: Path, target: Path) -> None:
    document = Document("text")
    body = document.body
    body.clear()
    bullets: List | None = None
    table: Table | None = None
    for line in source.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark != "-":
            bullets = None
        if not mark.startswith("|"):
            table = None
        if not line:
            continue
        if mark == "=":
            body.append(Paragraph(rest, style="Title"))
        elif mark in ("#", "##", "###"):
            body.append(Header(len(mark), rest))
        elif mark == "-":
            if bullets is None:
                bullets = List()
                body.append(bullets)
            bullets.append(ListItem(rest))
        elif mark.startswith("|"):
            if table is None:
                table = Table("Tidsplan", style="Table")
                body.append(table)
            row = Row()
            for text in rest.split(" | "):
                cell = Cell()
                cell.append(Paragraph(text))
                row.append_cell(cell)
            table.append_row(row)
        else:
            body.append(Paragraph(line))
    document.save(str(target), pretty=False)
