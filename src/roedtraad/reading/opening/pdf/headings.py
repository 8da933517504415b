"""The seventh room: which paragraphs are headings, and how deep. Tags and bookmarks are heard, type decides the rest."""

from __future__ import annotations

import re

from roedtraad.reading.opening.pdf.layout import Page
from roedtraad.reading.opening.pdf.paragraphs import Draft
from roedtraad.reading.opening.pdf.tags import letters

LARGER = 1.12  # of the text's size
LONGEST = 170  # letters
LETTER = re.compile(r"[^\W\d_]")
SENTENCES = re.compile(r"[a-zæøå]{3,}[.!?] [A-ZÆØÅ]")

Style = tuple[float, bool, bool]  # size, bold, in a colour of its own


def mark_headings(
    drafts: list[Draft], pages: list[Page], marks: dict[tuple[int, str], int], body: float, colour: int
) -> None:
    """Sets `level` of the drafts that are headings."""
    tags = {page.number: page.tags for page in pages}
    bookmarked = {page for page, _ in marks}
    tagged: dict[Style, list[int]] = {}
    untagged: list[tuple[Draft, Style]] = []
    for number, draft in enumerate(drafts):
        if draft.form not in ("text", "item") or not draft.lines:
            continue
        text = draft.text
        tag = _tag(draft, tags.get(draft.page, {}))
        style = _style(draft, colour)
        if tag and len(text) <= 2 * LONGEST:
            if tag == "Title":
                draft.level, draft.title = 1, True
            else:
                draft.level = int(tag[1]) if len(tag) > 1 else 2
                tagged.setdefault(style, []).append(draft.level)
            _as_heading(draft)
            continue
        named = (
            marks.get((draft.page, letters(text)))
            if draft.page in bookmarked and len(text) <= 2 * LONGEST
            else None
        )
        if named or _looks_it(draft, text, style, body, drafts, number):
            untagged.append((draft, style))
            _as_heading(draft)
    known = {style: min(levels) for style, levels in tagged.items()}
    ranks = _ranks([style for _, style in untagged if style not in known], known)
    for draft, style in untagged:
        draft.level = known.get(style) or ranks[style]
    _title(drafts, untagged)


def _as_heading(draft: Draft) -> None:
    draft.form, draft.marker = "text", ""


def _style(draft: Draft, colour: int) -> Style:
    size = round(max(line.size for line in draft.lines) * 2) / 2
    own = all(line.colour != colour for line in draft.lines)
    return size, all(line.bold for line in draft.lines), own


def _tag(draft: Draft, tags: dict[int, str]) -> str:
    found = {tags.get(line.content, "") for line in draft.lines}
    return found.pop() if len(found) == 1 else ""


def _following(drafts: list[Draft], number: int) -> Draft | None:
    return next((d for d in drafts[number + 1 : number + 12] if d.form != "furniture"), None)


def _looks_it(draft: Draft, text: str, style: Style, body: float, drafts: list[Draft], number: int) -> bool:
    size, bold, own = style
    if len(draft.lines) > 4 or len(text) > LONGEST or text[-1:] in ".,;" or "\t" in text:
        return False
    if not LETTER.search(text) or SENTENCES.search(text):
        return False
    if draft.form == "item" and not re.match(r"\(?\d", draft.marker):
        return False
    if size >= LARGER * body:
        return size >= 1.3 * body or bold or own or len(text) <= 100
    # The text's own size: only a colour of its own, set apart, over something.
    standing = len(draft.lines) <= 2 and len(text) <= 100 and size >= 0.95 * body
    if not (standing and own):
        return False
    following = _following(drafts, number)
    if following is None or following.form == "note":
        return False
    return text[-1:] != ":" and (bold or not draft.last.wraps) and bool(re.match(r"[\"”»]?[A-ZÆØÅ0-9]", text))


def _ranks(styles: list[Style], known: dict[Style, int]) -> dict[Style, int]:
    """Level by size; among one size bold before light, coloured before black. Below what tags have told."""
    ranks: dict[Style, int] = {}
    level, last = 0, None
    for style in sorted(set(styles), reverse=True):
        over = [told for other, told in known.items() if other > style]
        floor = max(over, default=0)
        if last is None or style[0] < 0.96 * last[0] or style[1:] != last[1:]:
            level += 1
        level = max(level, floor + 1) if known else level
        ranks[style] = min(level, 6)
        last = style
    return ranks


def _title(drafts: list[Draft], untagged: list[tuple[Draft, Style]]) -> None:
    """The largest heading, where it stands once and first, is the title."""
    if not untagged or any(draft.title for draft in drafts):
        return
    top = max(style for _, style in untagged)
    largest = [draft for draft, style in untagged if style == top]
    if len(largest) == 1 and largest[0].level == 1 and largest[0].page <= 2:
        largest[0].title = True
