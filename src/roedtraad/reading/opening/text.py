"""Plain text, transcripts and Markdown → blocks.

One reader for the three, since a transcript mixes them: Markdown headings, tags of HTML, and tables whose
cells are parted by tabs. Tables by tab are lifted out first; the rest is read as Markdown, where text
without any mark is simply paragraphs. A block's `line` is where it begins in the file.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from roedtraad.reading.errors import Unreadable
from roedtraad.reading.lexicon import part_in, role_of
from roedtraad.reading.model import Block, BlockKind, CellPlace, ListPlace
from roedtraad.reading.opening.builder import Builder, Rich
from roedtraad.reading.opening.detect import decode
from roedtraad.reading.opening.hypertext import STYLES, Piece, TooDeep, read_fragment

LINE_END = re.compile(r"\r\n|\r|\x0b|\u2028|\u2029|\x85")
PRINTED_BULLET = re.compile(r"^(\s*)(?:[•▪●◦‣·\uf0b7\uf0a7]\s*|[–—]\s+|o\s{2,})(?=\S)")
BARE_BULLET = re.compile(r"\s*[•▪●◦‣\uf0b7\uf0a7]\s*")
# "Tidlig indsats ....... 14" and "Tidlig indsats<tab>14": a line of a table of contents.
CONTENTS_LINE = re.compile(
    r"^\s*\S.*?(?:\t+|(?:\s?\.){4,}|_{4,}|…{2,})\s*(?:side\s+)?\d{1,3}\s*$", re.IGNORECASE
)
HAND_NUMBERED = re.compile(r"^\s{0,3}\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+\S")
# "3. maj" and "1. halvår" at the start of a line are no numbered lists: the number is the substance.
ORDINAL = re.compile(
    r"^(\s*(?:[-*+•–]\s+|\d{1,2}[.)]\s+)?)(\d{1,2})\.(?=(?:\s*-\s*\d{1,2}\.)?\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|"
    r"halvår|kvartal|klasse|kl\b|årgang|behandling|rate|trin|fase|møde|udgave))",
    re.IGNORECASE,
)
INLINE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
MAX_LINE = 400_000  # a longer one is no text that a person wrote


@cache
def _markdown() -> MarkdownIt:
    # Indented code and reference links are never meant in a policy; deep nesting is kept to 100.
    return (
        MarkdownIt("commonmark", {"maxNesting": 100, "html": True})
        .enable(["table", "strikethrough"])
        .disable(["code", "reference", "fence", "autolink", "entity"])
    )


def open_text(data: bytes, name: str) -> list[Block]:
    """The blocks of a text file. Raises Unreadable."""
    text = LINE_END.sub("\n", decode(data, name)).replace("\x0c", "\n")
    lines = _without_front_matter(text.split("\n"))
    if max(map(len, lines)) > MAX_LINE:
        raise Unreadable("unsupported", name)
    builder = Builder()
    try:
        for start, end, rows in _stretches(lines):
            if rows:
                _tab_table(builder, rows)
            else:
                _prose(builder, lines, start, end)
    except TooDeep as error:
        raise Unreadable("too_deep", name, "200") from error
    except OverflowError as error:
        raise Unreadable("too_large", name, f"{error.args[0]} afsnit") from error
    if not builder.blocks:
        raise Unreadable("empty", name)
    return builder.blocks


def _without_front_matter(lines: list[str]) -> list[str]:
    """Fields between two lines of dashes at the very top are the site's, not the document's; their lines stay, empty."""
    if not lines or lines[0].strip("\ufeff ") != "---":
        return lines
    end = next((n for n, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), None)
    if end is None or not all(FIELD.match(line) or not line.strip() for line in lines[1:end]):
        return lines
    return [""] * (end + 1) + lines[end + 1 :]


FIELD = re.compile(r"^(?:[\w-]+\s*:|\s+\S|-\s)")
NOTE = re.compile(r"^\[\^[^\]\s]{1,20}\]:\s*")
NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")


Row = tuple[int, list[str]]  # 0-based line, cells


def _stretches(lines: list[str]) -> list[tuple[int, int, list[Row]]]:
    """(first line, line after, rows): tables by tab, and what lies between them (rows empty)."""
    found: list[tuple[int, int, list[Row]]] = []
    start = index = 0
    while index < len(lines):
        row = _row(lines[index])
        if row is None:
            index += 1
            continue
        rows: list[Row] = [(index, row)]
        end = index + 1
        while end < len(lines):
            ahead = end
            while ahead < len(lines) and ahead - end < 3 and not lines[ahead].strip():
                ahead += 1  # a table goes on over a page break
            following = _row(lines[ahead]) if ahead < len(lines) else None
            if following is None or (ahead > end and len(following) != len(rows[0][1])):
                break
            rows.append((ahead, following))
            end = ahead + 1
        if start < index:
            found.append((start, index, []))
        found.append((index, end, rows))
        start = index = end
    if start < len(lines):
        found.append((start, len(lines), []))
    return found


def _row(line: str) -> list[str] | None:
    if (
        "\t" not in line.strip("\n")
        or (len(line) < 300 and CONTENTS_LINE.match(line))
        or re.match(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s", line)
    ):
        return None
    if line.startswith("\t"):
        rest = line.lstrip("\t")
        return ["", rest] if rest.startswith("<") else None  # else: an indented line
    cells = [cell.strip() for cell in re.split(r"\t+", line.strip())]
    return cells if len(cells) > 1 else None


def _tab_table(builder: Builder, rows: list[Row]) -> None:
    table = builder.new_table()
    for number, (line, cells) in enumerate(rows):
        bold_row = all(cell.startswith(("<b>", "**", "<th")) for cell in cells if cell)
        for column, cell in enumerate(cells):
            place = CellPlace(table, number, column, header=number == 0 and bold_row and len(cells) > 2)
            _fragment(builder, cell, line, place)


def _fragment(builder: Builder, html: str, line: int, cell: CellPlace | None = None) -> None:
    pieces = read_fragment(html)
    lists: dict[int, int] = {}
    tables: dict[int, int] = {}
    positions: dict[int, int] = {}
    for piece in pieces:
        place = cell
        if piece.table and not cell:
            number = tables.get(piece.table) or tables.setdefault(piece.table, builder.new_table())
            place = CellPlace(
                number, piece.row, piece.column, piece.header, piece.row_span, piece.column_span
            )
        listed = None
        if piece.form == "li":
            number = lists.get(piece.list) or lists.setdefault(piece.list, builder.new_list())
            positions[number] = positions.get(number, 0) + 1
            listed = ListPlace(number, piece.depth, positions[number], piece.marker)
        alone = place is not None and sum(_same_cell(piece, other) for other in pieces) == 1
        builder.add(
            _kind(piece, alone),
            piece.rich,
            level=int(piece.form[1]) if piece.form[0] == "h" else None,
            line=line + piece.line + 1,
            list=listed,
            cell=place,
        )


def _same_cell(one: Piece, other: Piece) -> bool:
    return (one.table, one.row, one.column) == (other.table, other.row, other.column)


def _kind(piece: Piece, alone: bool) -> BlockKind:
    if piece.form == "li":
        return BlockKind.LIST_ITEM
    if piece.form[0] == "h":
        return BlockKind.HEADING
    return BlockKind.TABLE_CELL if alone else BlockKind.PARAGRAPH


def _prose(builder: Builder, lines: list[str], start: int, end: int) -> None:
    """Lines without tables by tab, read as Markdown; contents lines become furniture at once."""
    kept: list[tuple[int, str]] = []  # each with the number of its line
    detached = False  # a bullet stood alone on the line before
    apart = _lines_apart(lines, start, end)
    for number in range(start, end):
        line = lines[number]
        if not line:
            kept.append((number, ""))
            continue
        if BARE_BULLET.fullmatch(line):
            detached = True
            kept.append((number, ""))
            continue
        if detached and line.strip():
            detached = False
            line = line if PRINTED_BULLET.match(line) else f"- {line.strip()}"
        if len(line) < 300 and CONTENTS_LINE.match(line):
            # stands alone: \x10 marks it through the parser
            kept += [(number, ""), (number, f"\x10{line.strip()}"), (number, "")]
            continue
        alone = HAND_NUMBERED.match(line) or _is_label_line(lines, number) or _is_item_line(lines, number)
        if alone and not HAND_NUMBERED.match(line):
            line = re.sub(
                r"^(\s*\d{1,2})\.(?=\s)", r"\1\\.", line
            )  # a chapter's number, and no list of one item
        line = ORDINAL.sub(r"\1\2\.", line if line is not lines[number] else _as_counted(lines, number))
        glued = _glued_label(line)
        if alone or glued or number in apart:
            kept.append((number, ""))
        if glued:
            kept += [(number, glued), (number, "")]
            line = line[len(glued) :]
        kept.append((number, PRINTED_BULLET.sub(r"\1- ", line)))
        if alone and not HAND_NUMBERED.match(line):
            kept.append((number, ""))
    text = NOTE_MARK.sub("", "\n".join(line for _, line in kept))
    _tokens(builder, _markdown().parse(text), [number for number, _ in kept])


# "BaggrundByrådet vedtog …": a label whose line end was lost; the next word kept its capital.
GLUED_LABEL = re.compile(r"^([A-ZÆØÅ][a-zæøåé]{4,30})(?=[A-ZÆØÅ][a-zæøå])")


def _glued_label(line: str) -> str:
    match = GLUED_LABEL.match(line)
    return match[1] if match and role_of(match[1]) else ""


def _lines_apart(lines: list[str], start: int, end: int) -> set[int]:
    """The lines that begin a paragraph though no empty line stands before: in text that nobody broke at a margin, each line is one.

    Text broken at a margin has lines of nearly one length; there a line's end says nothing.
    """
    apart: set[int] = set()
    at = start
    while at < end:
        stop = at
        while stop < end and lines[stop].strip():
            stop += 1
        stretch = [line.strip() for line in lines[at:stop]]
        apart.update(
            number
            for number in range(at + 1, stop)
            if COUNTING.match(lines[number])
            or _is_point(lines, number)
            or _is_field(lines[number])
            or BOLD_LINE.match(lines[number - 1])
            or PAGE_END.search(lines[number - 1])
            or (
                LABELLED.match(lines[number])
                and (LABELLED.match(lines[number - 1]) or _is_label_line(lines, number - 1))
            )
        )
        if at < 12 and all(
            len(line) <= 80 and re.match(r"[*_#]*[A-ZÆØÅ0-9]", line) and line[-1] not in ".,;"
            for line in stretch
        ):
            apart.update(range(at + 1, stop))  # the head of a paper: its kind, its body, its day
        if stretch and role_of(lines[at]) == "annex":
            apart.update(range(at + 1, stop))
        if len(stretch) >= 6 and not any(MARKED.match(line) for line in stretch):
            widest = sorted(map(len, stretch))[-2]
            full = sum(len(line) >= 0.7 * widest for line in stretch)
            if (full * 2 < len(stretch) and widest > 60) or all(LABELLED.match(line) for line in stretch):
                apart.update(
                    number for number in range(at + 1, stop) if not _runs_on(lines[number - 1], lines[number])
                )
        at = stop + 1
    return apart


# "Ad 2: …", "Bilag 3 …": each line is one. So are lines that begin with a label of their own, one after another.
COUNTING = re.compile(r"^\s*(?:ad|at|pkt|bilag)\.?\s*\d{1,2}\b\s*[.:)–-]?", re.IGNORECASE)
LABELLED = re.compile(r"^\s*[*_]{0,3}[A-ZÆØÅ0-9][^:!?]{1,34}:[*_]{0,3}\s+\S")
PAGE_END = re.compile(r"\bside \d{1,3} af \d{1,3}\s*$", re.IGNORECASE)
BOLD_LINE = re.compile(r"^\s*\*\*[^*]+\*\*\s*$")
FIELDS = {"owner", "deadline", "absent"}


def _is_field(line: str) -> bool:
    """ "Ansvarlig: …", "Frist: …", "Fraværende: …": a label that always has its own line."""
    match = re.match(r"^\s*[*_]{0,3}([A-ZÆØÅ][^:*_]{2,30}):", line)
    return bool(match and (role_of(match[1], "columns") in FIELDS or role_of(match[1]) in FIELDS))


def _is_point(lines: list[str], number: int) -> bool:
    """An at-point on a line of its own, after its lead-in or another point."""
    if not re.match(r"\s*at\b", lines[number]):
        return False
    before = lines[number - 1].strip()
    return bool(re.match(r"at\b", before) or re.search(r"(?:[:,]|\bat|\bindstille[rs])$", before))


MARKED = re.compile(r"^(?:[|>#<]|```|\d{1,3}[.)]\s|[-*+•]\s)")


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence goes on over the line's end: in lower case after no stop; an at-point on its own line does not."""
    if re.search(r"\w-$", line.rstrip()):
        return True
    return (
        bool(re.match(r"\s*[a-zæøå]", following))
        and line.rstrip()[-1:] not in ".:!?"
        and not re.match(r"\s*at\b", following)
    )


COUNTED = re.compile(r"^\s{0,3}(\d{1,2})\s{1,4}(?=[A-ZÆØÅ])")


def _as_counted(lines: list[str], number: int) -> str:
    """ "1 Statusnotat" over "2 Nøgletal": lines that count are a list, though no stop follows the number."""
    line = lines[number]
    here = COUNTED.match(line)
    if not here:
        return line
    for step in (-1, 1):
        beside = COUNTED.match(lines[number + step]) if 0 <= number + step < len(lines) else None
        if beside and int(beside[1]) == int(here[1]) + step:
            return f"{here[1]}. {line[here.end() :]}"
    return line


ITEM_LINE = re.compile(
    r"^\s*(?:(?:(?:dagsordens)?punkt|pkt\.?|sag)\s*(?:nr\.?\s*)?\d{1,3}\b|\d{1,3}[.)]\s+\S)", re.IGNORECASE
)
FACT_LINE = re.compile(r"^\s*(?:sags?\W{0,2}(?:nr|nummer|id)|j(?:ournal)?\.?\s?nr|acadre)", re.IGNORECASE)


def _is_item_line(lines: list[str], number: int) -> bool:
    """An agenda item's title, right over its case number or its first label."""
    if not ITEM_LINE.match(lines[number]) or number + 1 >= len(lines):
        return False
    following = lines[number + 1]
    return bool(FACT_LINE.match(following)) or (
        len(following) < 40
        and role_of(following.strip()) in ("case", "recommendation", "decision", "background")
    )


def _is_label_line(lines: list[str], number: int) -> bool:
    """A label on a line of its own with its text right below, as agenda systems print them: "Resume", "Tema 1: Trivsel"."""
    line = lines[number].strip()
    if not 3 < len(line) <= 70 or line[-1] in ".,;!?" or not re.match(r"(?:\d{1,2}\.?\s+)?[A-ZÆØÅ]", line):
        return False
    if line[0].isdigit() and re.match(
        r"\s*\d{1,2}\.?\s", lines[number + 1] if number + 1 < len(lines) else ""
    ):
        return False  # labels that count, one under the other, are a list of contents
    if not (role_of(line) or part_in(line)) or len(line.split()) > 8:
        return False
    before = lines[number - 1].strip() if number else ""
    after = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return (not before or before[-1] in ".:!?)" or len(before) < 60) and bool(
        re.match(r"[A-ZÆØÅ0-9\"”»•*-]", after)
    )


def _tokens(builder: Builder, tokens: list[Token], numbers: list[int]) -> None:
    lists: list[list[int]] = []  # [number, items]
    marker = "-"
    in_item = table = row = column = -1
    header = False
    form: tuple[BlockKind, int | None] = (BlockKind.PARAGRAPH, None)
    for token in tokens:
        line = numbers[token.map[0]] + 1 if token.map and token.map[0] < len(numbers) else None
        if token.type == "heading_open":
            form = (BlockKind.HEADING, int(token.tag[1]))
        elif token.type == "paragraph_open":
            form = (BlockKind.PARAGRAPH, None)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            start = token.attrGet("start")
            first = start if isinstance(start, int) else 1
            lists.append([builder.new_list(), first - 1 if token.tag == "ol" else 0])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            lists[-1][1] += 1
            in_item = len(lists)
            marker = f"{token.info}{token.markup}" if token.info else token.markup
        elif token.type == "table_open":
            table, row = builder.new_table(), -1
        elif token.type == "tr_open":
            row, column = row + 1, -1
        elif token.type in ("th_open", "td_open"):
            column, header = column + 1, token.type == "th_open"
        elif token.type == "table_close":
            table = -1
        elif token.type == "html_block":
            _fragment(builder, token.content, (line or 1) - 1)
        elif token.type == "inline":
            listed = None
            if lists and in_item == len(lists) and form[0] is BlockKind.PARAGRAPH:
                listed = ListPlace(lists[-1][0], len(lists) - 1, lists[-1][1], marker)
                in_item = -1  # only the first paragraph of an item is the item
            place = CellPlace(table, row, column, header) if table > 0 else None
            _inline(builder, token, line, form, listed, place)


def _inline(
    builder: Builder,
    token: Token,
    line: int | None,
    form: tuple[BlockKind, int | None],
    listed: ListPlace | None,
    place: CellPlace | None,
) -> None:
    rich = Rich()
    styles: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline", "text_special"):
            rich.add(child.content, styles)
        elif child.type == "softbreak":
            rich.add("\n")
        elif child.type == "hardbreak":
            rich.add("\u0085")  # kept apart from a soft one: `mending` joins those
        elif child.type in ("strong_open", "em_open", "link_open"):
            styles.append({"strong_open": "bold", "em_open": "italic", "link_open": "link"}[child.type])
        elif child.type in ("strong_close", "em_close", "link_close") and styles:
            styles.pop()
        elif child.type == "html_inline":
            _tag(rich, styles, child.content)
    contents = rich.text.startswith("\x10")
    kind, level = form
    if kind is BlockKind.PARAGRAPH and NOTE.match(rich.text):
        kind = BlockKind.FOOTNOTE
    if listed and kind is BlockKind.PARAGRAPH:
        kind = BlockKind.LIST_ITEM
    elif place:
        kind = BlockKind.TABLE_CELL
    if contents:
        kind, level, listed = BlockKind.FURNITURE, None, None
    builder.add(
        kind, rich, level=level, line=line, list=listed, cell=place, markers=("contents",) if contents else ()
    )


def _tag(rich: Rich, styles: list[str], tag: str) -> None:
    match = INLINE_TAG.fullmatch(tag)
    if not match:
        return
    name = match[2].lower()
    if name in ("br", "p", "div"):
        rich.add("\u0085")
    elif name in STYLES and not match[1]:
        styles.append(STYLES[name])
    elif name in STYLES and STYLES[name] in styles:
        styles.remove(STYLES[name])
