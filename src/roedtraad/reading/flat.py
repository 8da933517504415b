"""Transcripts that give each page as one line: page numbers off, headings, lists and sentences apart again.

Sites that show PDF files as text lose every line break within a page. What can be told from the words is
put back: "3 … Side 3 af 16" is page 3; "1. … 2. … 3. …" after a colon is a list; and words in front of one
that opens a sentence, without a stop between, are a heading ("Gode overgange Det er svært at skifte …").
"""

from __future__ import annotations

import re
from dataclasses import replace

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import SUBSTANCE, part_in, role_of
from roedtraad.reading.model import Block, BlockKind, ListPlace

PAGE = re.compile(
    r"^(?P<number>\d{1,3})(?:\s+|(?=[A-ZÆØÅ]))(?P<text>\S.*?)(?:\s*\bside\s+(?P<printed>\d{1,3})(?:\s+af\s+\d{1,3})?)?\s*$",
    re.IGNORECASE | re.DOTALL,
)
# Words that begin a Danish sentence and hardly ever stand with a capital inside one.
OPENERS = (
    "Det|Den|Der|Denne|Dette|Disse|Vi|For|Med|Når|Hvis|Gennem|Til|Efter|Derfor|Desuden|Samtidig|Endelig|Konkret|Alle|Et|En|Ved|På|Om|Ifølge|"
    "Nedenstående|Følgende|Her|Men|Og|At|Flere|Hver|Hvert|Børn og unge|Missionen|Visionen|Målet|Målene|Formålet|Politikken|Strategien|Planen|"
    r"[A-ZÆØÅ][a-zæøå]+(?:strategien|politikken|planen)"
)
# A short name over a sentence of its own: "Samarbejde Ingen kan løfte opgaven alene."
NAMED = re.compile(
    r"^(?P<head>[A-ZÆØÅ][^.!?:;,]{2,50}?) (?=(?!Kommune\b|Byråd)[A-ZÆØÅ][a-zæøå]+(?: [a-zæøå]+){0,2} (?:er|har|skal|vil|kan|bliver|får|handler|gælder|lærer|trives)\b)"
)
NO_HEAD = re.compile(
    r"(?:-|\b(?:i|på|af|for|til|med|og|om|fra|ved|den|det|de|en|et|[Kk]ommunes?|[Uu]dvalget?))$"
)
HEADING = re.compile(rf"^(?P<head>[A-ZÆØÅ][^.!?:;,]{{2,80}}?) (?=(?:{OPENERS})\b [a-zæøå0-9])")
VERBS = re.compile(r"\b(?:er|har|skal|vil|kan|bliver|var|blev|sikrer|arbejder|går|at|som|der|hvor|når)\b")
LABEL_FIRST = re.compile(r"^(?P<head>[A-ZÆØÅ][a-zæøå]+) (?=[A-ZÆØÅ])")
INLINE_ITEM = re.compile(r"(?:(?<=[:.;] )|(?<=^))(?P<number>\d{1,2})\. (?=[A-ZÆØÅ])")
AT_ITEM = re.compile(r"(?<=[a-zæøå:] )At (?=[a-zæøå])")


def unflatten(blocks: list[Block]) -> list[Block]:
    """The blocks, with those that hold a whole page taken apart; others as they are."""
    pages = _pages(blocks)
    if len(pages) < 3:
        return blocks
    lists = max((b.list.list for b in blocks if b.list), default=0)
    names = _names(pages)
    within = False  # under a part that numbers itself: what it promises and aims at stands below it
    out: list[Block] = []
    for block in blocks:
        if id(block) not in pages:
            out.append(block)
            continue
        number, text = pages[id(block)]
        if CONTENTS.match(text):
            out.append(
                replace(
                    block,
                    kind=BlockKind.FURNITURE,
                    text=text,
                    page=number,
                    spans=(),
                    markers=("unflattened", "contents"),
                )
            )
            continue
        for piece in _pieces(_with_stops(text), names):
            if isinstance(piece, list):
                lists += 1
                for position, item in enumerate(piece, 1):
                    place = ListPlace(lists, 0, position, f"{position}.")
                    out.append(
                        replace(
                            block,
                            kind=BlockKind.LIST_ITEM,
                            text=item,
                            page=number,
                            list=place,
                            spans=(),
                            markers=("unflattened",),
                        )
                    )
            else:
                kind, words = piece
                level = None
                if kind is BlockKind.HEADING:
                    role = role_of(words)
                    level = 3 if within and role in SUBSTANCE else 2
                    within = bool(part_in(words)) or level == 3
                out.append(
                    replace(
                        block,
                        kind=kind,
                        text=words,
                        page=number,
                        level=level,
                        spans=(),
                        markers=("unflattened",),
                    )
                )
    return out


def _pages(blocks: list[Block]) -> dict[int, tuple[int, str]]:
    """{id of block: (page, its text)} for paragraphs that begin with page numbers counting up from 1."""
    pages: dict[int, tuple[int, str]] = {}
    expected = 1
    for block in blocks:
        match = PAGE.match(block.text) if block.kind is BlockKind.PARAGRAPH and block.cell is None else None
        if match and int(match["number"]) == expected:
            pages[id(block)] = (expected, match["text"])
            expected += 1
    return pages


# "Indhold Forord ... 3 Vision og værdier ... 3": a page of contents; its entries name the chapters.
CONTENTS = re.compile(r"^Indhold\w*\b.*?(?:\.{3,}|…)\s*\d{1,3}\b.*?(?:\.{3,}|…)\s*\d{1,3}\b", re.DOTALL)
ENTRY = re.compile(r"(?P<name>[A-ZÆØÅ][^.…]{2,70}?)\s*(?:\.{3,}|…+)\s*\d{1,3}\b")
# "inden den 1. juni Ansvarlig er …", "i foråret Politikken har …": the year was lost, and the stop with it.
LOST_YEAR = re.compile(
    r"(?<=\b)(?P<before>(?:\d{1,2}\. |i |for |medio |ultimo |primo )?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|"
    r"foråret|efteråret|sommeren|vinteren|årene)) (?=[A-ZÆØÅ][a-zæøå]+(?:- og [A-ZÆØÅ]?[a-zæøå]+)? (?:er|har|skal|vil|udarbejdes|evalueres|for|bliver|blev)\b)"
)
Piece = tuple[BlockKind, str] | list[str]


def _with_stops(text: str) -> str:
    """A line end stands for the stop that was lost together with a year: what was said before it is one sentence."""
    return LOST_YEAR.sub(lambda match: f"{match['before']}\n", text)


def _names(pages: dict[int, tuple[int, str]]) -> list[str]:
    """What the contents call the chapters; looked for in the text, where they stand without a line of their own."""
    for _, text in pages.values():
        if CONTENTS.match(text):
            return [match["name"].strip() for match in ENTRY.finditer(re.sub(r"^Indhold\w*\s*", "", text))]
    return []


def _apart(text: str, names: list[str]) -> list[tuple[bool, str]]:
    """(is a heading, text): chapters that the contents name, and parts that number themselves, cut out of running text."""
    marks: list[tuple[int, int]] = []
    for name in names:
        for match in re.finditer(
            rf"(?:^|(?<=[.!?\n] )|(?<=\n)|(?<=[a-zæøå] )){re.escape(name)}(?= [A-ZÆØÅ])", text
        ):
            marks.append(match.span())
            break
    marks += [m.span() for m in PART_IN_TEXT.finditer(text) if not REFERS.search(text[: m.start()])]
    out: list[tuple[bool, str]] = []
    at = 0
    for start, end in sorted(marks):
        if start < at:
            continue
        out += [(False, text[at:start]), (True, text[start:end])]
        at = end
    return [piece for piece in [*out, (False, text[at:])] if piece[1].strip()]


# "… hører under Tema 1: …" speaks of a part and does not begin it.
REFERS = re.compile(r"(?:\b(?:i|under|af|fra|om|til|med|og|på|for|ved|se|jf\.)|,)\s$")
PART_IN_TEXT = re.compile(
    r"(?<!\w)(?:Tema|Tematik|Pejlemærke|Spor|Fokusområde|Indsatsområde|Udviklingsområde) (?:\d{1,2}|[A-E])\s?[:.–-] [A-ZÆØÅ][^.:!?]{2,60}?(?= [A-ZÆØÅ][a-zæøå]+)"
)
# "Mål for temaet: Alle unge …", "Rosenkær Kommune vil: Sikre …" inside running text.
LABEL_INSIDE = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[a-zæøå0-9] ))(?P<label>[A-ZÆØÅ][^.:!?]{2,40}):(?= [A-ZÆØÅ–-])"
)
INFINITIVE = re.compile(
    r" (?=(?:[A-ZÆØÅ][a-zæøå]{2,}e|Få|Gå|Se|Stå|Bo|Tro|Nå) (?!er\b|har\b|skal\b|kan\b|vil\b)[a-zæøå])"
)


def _pieces(text: str, names: list[str]) -> list[Piece]:
    out: list[Piece] = []
    for heading, part in _apart(text, names):
        if heading:
            out.append((BlockKind.HEADING, part.strip()))
        else:
            for line in part.split("\n"):
                out += _labelled(line.strip())
    return out


def _labelled(text: str) -> list[Piece]:
    """Labels inside the text cut it again: under one of promises, infinitives follow each other without a stop."""
    marks = [m for m in LABEL_INSIDE.finditer(text) if _is_label(m["label"])]
    if not marks:
        return _running(text)
    out: list[Piece] = _running(text[: marks[0].start()].strip()) if marks[0].start() else []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(text)
        label, body = mark["label"].strip(), text[mark.end() : end].strip()
        if role_of(label) == "commitment" or role_of(label, "lead_ins") == "commitment":
            items, rest = _promises(body)
            if len(items) > 1:
                out += [(BlockKind.PARAGRAPH, f"{label}:"), items]
                out += _running(rest) if rest else []
                continue
        if role_of(label):
            out.append((BlockKind.HEADING, label))
            out += _running(body)
        else:
            out += _running(f"{label}: {body}")
    return out


def _is_label(label: str) -> bool:
    return len(label.split()) <= 5 and (
        role_of(label) in LABELS or role_of(label, "lead_ins") == "commitment"
    )


LABELS = {
    "goal",
    "commitment",
    "indicator",
    "success_criterion",
    "output_target",
    "action",
    "value",
    "purpose",
}


def _promises(body: str) -> tuple[list[str], str]:
    """The promises of a list that lost its lines, each an infinitive or after a dash; and what comes after them."""
    end = re.search(r"(?<=[.!?]) ", body)
    listed, rest = (body[: end.start()], body[end.end() :]) if end else (body, "")
    dashes = re.match(r"[-–•] ", listed)
    parts = re.split(r"(?:^| )[-–•] ", listed) if dashes else INFINITIVE.split(listed)
    return [part.strip() for part in parts if part.strip()], rest


def _running(text: str) -> list[Piece]:
    out: list[Piece] = []
    if not text:
        return out
    sentences = [s.text for s in find_sentences(text)]
    paragraph: list[str] = []

    def close() -> None:
        if paragraph:
            out.append((BlockKind.PARAGRAPH, " ".join(paragraph)))
            paragraph.clear()

    number = 0
    while number < len(sentences):
        sentence = sentences[number]
        for head, rest in _headings(sentence):
            close()
            out.append((BlockKind.HEADING, head))
            sentence = rest
        table = _timetable(sentence)
        if table:
            close()
            out += [(BlockKind.HEADING, table[0]), table[1]]
            number += 1
            continue
        items = _items(sentence, sentences[number + 1 :])
        if items:
            lead, listed, used, rest = items
            close()
            out += [(BlockKind.PARAGRAPH, lead), listed]
            number += used
            sentence = rest
            for head, after in _headings(sentence):
                out.append((BlockKind.HEADING, head))
                sentence = after
        led = LEAD_AND_HEADING.match(sentence)
        if led and _headings(led["rest"]):
            # "… bygger på værdierne: Tryghed Børn skal …": what is led in comes as headings.
            paragraph.append(led["lead"])
            close()
            sentence = led["rest"]
            for head, rest in _headings(sentence):
                out.append((BlockKind.HEADING, head))
                sentence = rest
        if sentence:
            paragraph.append(sentence)
        number += 1
    close()
    return out


LEAD_AND_HEADING = re.compile(r"^(?P<lead>.{10,}:) (?P<rest>[A-ZÆØÅ].{10,})$", re.DOTALL)
TIMETABLE = re.compile(
    r"^(?P<head>(?:Tids|Proces|Milepæls)plan[^.:]*?)\s(?=(?:(?:Primo|Medio|Ultimo) \w+|[A-ZÆØÅ]\w+(?:[-/]\w+)?) \d{4}\b)"
)
MONTH = "(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
# A date in the column of dates: with a capital, or what is left of one ("26/").
DATE = re.compile(
    rf"(?<!\w)(?P<when>(?:(?:Primo|Medio|Ultimo) {MONTH}|(?=[A-ZÆØÅ])(?i:{MONTH})(?:[-/]{MONTH})?) \d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})\b|"
    r"(?<!\S)(?P<broken>\d{1,2}/)(?!\S)"
)
ROW_START = re.compile(
    r"(?<!\baf )(?<!\btil )(?<!\bi )(?<!\bpå )(?<!\bfor )(?<!\bmed )(?<!\bom )(?<!\bog )(?<!\bfra )(?<=[a-zæøå] )(?=[A-ZÆØÅ][a-zæøå]{3,} )"
)


def _timetable(sentence: str) -> tuple[str, list[str]] | None:
    """A timetable whose lines ran together: dates and texts in turn, or all dates and then all texts.

    They are paired in order where there are as many of each; a date that has lost its month or year is
    left out, since it cannot be completed.
    """
    head = TIMETABLE.match(sentence)
    if not head:
        return None
    body = sentence[head.end() :]
    dates = list(DATE.finditer(body))
    rows: list[str] = []
    waiting: list[str | None] = []
    for number, date in enumerate(dates):
        end = dates[number + 1].start() if number + 1 < len(dates) else len(body)
        waiting.append(date["when"])
        text = body[date.end() : end].strip()
        if not text:
            continue
        texts = [part.strip() for part in ROW_START.split(text)] if len(waiting) > 1 else [text]
        if len(texts) != len(waiting):
            waiting = [None] * len(texts)  # nothing says which belongs to which
        rows += [f"{when}: {what}" if when else what for when, what in zip(waiting, texts, strict=True)]
        waiting = []
    return (head["head"], rows) if len(rows) > 1 else None


def _headings(sentence: str) -> list[tuple[str, str]]:
    """(heading, rest) for each heading that a sentence has in front of it; usually none."""
    out = []
    for _ in range(3):
        label = LABEL_FIRST.match(sentence)
        match = HEADING.match(sentence)
        named = NAMED.match(sentence)
        if match is None and named and len(named["head"].split()) <= 4 and not NO_HEAD.search(named["head"]):
            match = named
        if label and role_of(label["head"]) and len(sentence) > 60:
            match = label
        if not match or len(match["head"].split()) > 9 or VERBS.search(match["head"]):
            break
        sentence = sentence[match.end() :]
        out.append((match["head"], sentence))
    return out


def _items(sentence: str, following: list[str]) -> tuple[str, list[str], int, str] | None:
    """(lead-in, items, sentences used up, what is left) of a list inside running text."""
    colon = sentence.find(": ")
    lead, rest = sentence[: colon + 1], sentence[colon + 2 :]
    if colon > 0 and rest.startswith("At ") and len(AT_ITEM.findall(sentence)) > 1:
        parts = [part.strip() for part in AT_ITEM.split(sentence[colon + 1 :]) if part.strip()]
        items = ["At " + part for part in parts]
        glued = re.search(rf" (?=(?:{OPENERS})\b [a-zæøå])", items[-1][3:])
        left = items[-1][3:][glued.end() :] if glued else ""
        if glued:
            items[-1] = items[-1][: 3 + glued.start()]
        return lead, items, 0, left
    if re.search(r":\s*1\.$", sentence) or (colon > 0 and re.match(r"1\. ", rest)):
        joined = " ".join([sentence, *following])
        marks = _counting(joined, joined.find(":"))
        if len(marks) > 1:
            starts = [m.end() for m in marks]
            ends = [m.start() for m in marks[1:]]
            last = next((s.end for s in find_sentences(joined[starts[-1] :])), 0) + starts[-1]
            items = [joined[a:b].strip() for a, b in zip(starts, [*ends, last], strict=True)]
            used, length = 0, len(sentence)
            while length < last and used < len(following):
                length += 1 + len(following[used])
                used += 1
            return joined[: joined.find(":") + 1], items, used, joined[last:length].strip()
    return None


def _counting(text: str, start: int) -> list[re.Match[str]]:
    """The marks 1., 2., 3. … in order."""
    marks: list[re.Match[str]] = []
    for match in re.finditer(r"(?<=[ :])(\d{1,2})\. (?=[A-ZÆØÅ])", text[: start + 6000]):
        if match.start() > start and int(match[1]) == len(marks) + 1:
            marks.append(match)
    return marks
