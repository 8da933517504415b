"""What stands under a heading, by the heading's role."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from roedtraad.language.dates import find_dates
from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import NUMBERED_ONE, SIGNATURES, body_kind, role_of
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.outline import Run, Section, runs
from roedtraad.reading.recognise import (
    annexes,
    bodies,
    decisions,
    fields,
    law,
    names,
    owners,
    parts,
    sentences,
    tables,
    targets,
    timetable,
)
from roedtraad.reading.recognise.collect import Found
from roedtraad.reading.recognise.context import Context, last_sentence, lead_in, role_over

WHOLE = {"background", "purpose", "economy"}  # types that take a whole section
ITEMS = {
    "goal",
    "success_criterion",
    "output_target",
    "indicator",
    "action",
    "commitment",
    "vision",
    "mission",
}
# Roles that a section without a role takes over from the one above it.
INHERITED = {"background", "organisation", "timetable", "case", "status", "involvement", "content"}
PARENTED = {
    "goal",
    "success_criterion",
    "output_target",
    "indicator",
    "action",
    "commitment",
    "vision",
    "mission",
}


def read_section(ctx: Context, section: Section) -> None:
    """Recognise a section's own blocks; called for every section in document order."""
    if id(section) in ctx.values:
        names.value_heading(ctx, section)
        return
    if ctx.found.item is None or ctx.found.item.block is not section.heading:
        parts.subject(ctx, section)  # an agenda item's title names the item, and no part of a policy
    one = parts.numbered_one(ctx, section)
    role = section.role if one is None else None
    if bodies.is_group(section.label) and section.heading is not None:
        bodies.body_section(ctx, section, section.blocks, section.heading, section.label)
        return
    for found in find_dates(section.label):
        ctx.year = found.date.earliest.year
    if role is None and section.parent is not None:
        over = role_over(section.parent)
        if over == "value" and section.heading is not None:
            names.value_heading(ctx, section)
            return
        role = over if over in INHERITED else None
        if role is None and ctx.facts.kind is Kind.STATUS_ITEM and id(section) in ctx.subjects:
            role = "status"  # a report's own prose under a part of what it reports on
    if role in WHOLE and section.role == role:
        _whole(ctx, section, role)
    _read_apart(ctx, section, role)
    HANDLERS.get(role or "", _prose)(ctx, section)


def _read_apart(ctx: Context, section: Section, role: str | None) -> None:
    """Tables whose headers speak, and lines that name an owner or a deadline, are read whatever heading they stand under."""
    if role in ("annex", "recommendation", "decision", "routing", "course", "absent"):
        return
    kept: list[Block] = []
    section_runs = runs(section.blocks)
    for number, run in enumerate(section_runs):
        after = section_runs[number + 1] if number + 1 < len(section_runs) else None
        if run.form == "table" and tables.read_table(ctx, section, run):
            continue
        block = run.blocks[0]
        if (
            run.form == "paragraph"
            and after is not None
            and after.form == "table"
            and YEAR.fullmatch(block.text.strip())
        ):
            ctx.year = int(YEAR.fullmatch(block.text.strip())[1])  # type: ignore[index]
            continue
        if (
            run.form == "paragraph"
            and role != "owner"
            and (owners.label(ctx, block, ctx.over(section)) or _deadline(ctx, section, block))
        ):
            continue
        kept += run.blocks
    section.blocks = kept


YEAR = re.compile(r"((?:19|20)\d\d):?")


def _deadline(ctx: Context, section: Section, block: Block) -> bool:
    """ "Tidsfrist: 1. oktober 2025", below the action it is the deadline of."""
    match = re.match(r"^(?P<label>[A-ZÆØÅ][^:\n]{2,30}):\s+(?P<when>.{4,60})$", block.text)
    one = ctx.ones.get(id(section))
    if match is None or one is None or role_of(match["label"], "columns") != "deadline":
        return False
    for name, value in sentences.when(match["when"], ctx.year, vague=True).items():
        if value is not None and value is not False:
            one.attributes.setdefault(name, value)
    return True


def _whole(ctx: Context, section: Section, type: str) -> None:
    """One element with the text of the section and its unlabelled subsections."""
    blocks = [b for s in _unlabelled(section) for b in _prose_blocks(s)]
    while type == "background" and blocks and is_signature(blocks[0]):
        blocks = blocks[1:]
    while type == "background" and blocks and is_signature(blocks[-1]):
        blocks = blocks[:-1]
    taken = _typed_items(ctx, section) if type == "purpose" else set()
    blocks = [b for b in blocks if b.index not in taken and not EMPTY.fullmatch(b.text.strip())]
    if blocks and not (taken and all(b.text.rstrip().endswith(":") for b in blocks)):
        ctx.found.add(
            type,
            "\n".join(b.text for b in blocks),
            blocks[0],
            "labelled-section",
            until=blocks[-1],
            offset=-1,
        )


# A field of a form that was left empty ("Økonomi: Ingen"): nothing is said.
EMPTY = re.compile(
    r"(?:intet|ingen(?: bemærkninger| bilag| særlige)?|nej|ikke relevant|ej relevant|n/?a|-|–|—)\W*",
    re.IGNORECASE,
)


def _unlabelled(section: Section) -> list[Section]:
    out = [section]
    for child in section.children:
        if child.role is None and not bodies.is_group(child.label):
            out += _unlabelled(child)
        else:
            break  # what follows a labelled part is no longer the section's own prose
    return out


def _prose_blocks(section: Section) -> list[Block]:
    return [
        b
        for b in section.blocks
        if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
    ]


PERSON = re.compile(r"[A-ZÆØÅ][\w.-]*(?: (?:[A-ZÆØÅ][\w.-]*|af|von|de)){1,4}")


def is_signature(block: Block) -> bool:
    """Name and office of who signs a foreword: short, without a stop."""
    text = block.text
    return (
        len(text.split()) <= 10
        and text[-1:] not in ".:!?"
        and (bool(SIGNATURES.search(text)) or "\n" in text or bool(PERSON.fullmatch(text)))
    )


def _typed_items(ctx: Context, section: Section) -> set[int]:
    """Lists in a purpose section whose lead-in names purposes: one element an item."""
    taken: set[int] = set()
    for run in runs(section.blocks):
        if run.form == "list" and run.lead is not None and lead_role(run) == "purpose":
            lead = lead_in(run, section)
            for block in run.blocks:
                _item(ctx, "purpose", block, lead, "lead-in-list")
                taken.add(block.index)
            taken.add(run.lead.index)
    return taken


def lead_role(run: Run) -> str | None:
    return role_of(last_sentence(run.lead.text), "lead_ins") if run.lead else None


def _item(
    ctx: Context,
    type: str,
    block: Block,
    lead: str | None,
    rule: str,
    parent: Found | None = None,
    due: dict[str, Any] | None = None,
) -> None:
    """One item of a list; `due` is the date that its lead-in gives to all."""
    told = fields.split(block.text) if type in ("action", "goal", "commitment") else fields.Fields(block.text)
    text = f"{lead} {told.text}" if lead else told.text
    more: dict[str, Any] = fields.figures(block.text) if type == "indicator" else {}
    if type == "action" and (told.deadline or DUE.search(block.text)):
        more = sentences.when(told.deadline or block.text, ctx.year, vague=True)
    if type == "action" and not more and due:
        more = due
    found = ctx.found.add(type, text, block, rule, parent=parent, raw=told.text if lead else None, **more)
    for number, name in enumerate(told.owners):
        ctx.found.add("owner", name, block, "owner-line", parent=found, of=found, offset=number + 1)
    ctx.used.add(block.index)


# Words by which an action's own text tells its deadline.
DUE = re.compile(
    r"\b(?:senest|inden|deadline|(?:tids)?frist|primo|medio|ultimo|udgangen af|færdig)\b", re.IGNORECASE
)


def _items(ctx: Context, section: Section) -> None:
    """Goals, commitments, actions …: lists item by item, prose sentence by sentence (visions by paragraph)."""
    type = section.role or ""
    parent = _parent(ctx, section, type)
    section_runs = runs(section.blocks)
    for number, run in enumerate(section_runs):
        if run.form == "list":
            kind = _narrower(lead_role(run), type)
            lead = lead_in(run, section, always=kind == "commitment")
            for block in run.blocks:
                _item(ctx, kind, block, lead, "labelled-list", parent)
        else:
            block = run.blocks[0]
            follows = number + 1 < len(section_runs) and section_runs[number + 1].lead is block
            _labelled_prose(ctx, section, block, type, parent, before_list=follows)


MEASURES = ("success_criterion", "output_target", "indicator")


def _parent(ctx: Context, section: Section, type: str) -> Found | None:
    """Where an element under this heading hangs: a part; what measures hangs on the goal, where the part has just one."""
    over = ctx.subject(section)
    one = ctx.over(section)
    if type in MEASURES and one is not None and one.type == "goal":
        return one
    if type == "action" and one is not None and one.type == "goal":
        return one
    if type in MEASURES and over is not None:
        goals = [f for f in ctx.found.of_type("goal") if f.parent is over]
        return goals[0] if len(goals) == 1 else over
    return over if type in PARENTED else None


def _narrower(by_lead: str | None, by_heading: str) -> str:
    """Of a list's lead-in and its heading, which names the type: the one that stands nearer, the lead-in.

    What measures (criteria, targets, indicators) stays what its heading says: "Målet er, at:" under it is a turn of phrase.
    """
    if (
        by_lead in ITEMS
        and by_heading not in MEASURES
        and not (by_lead in ("vision", "action") and by_heading != by_lead)
    ):
        return by_lead or by_heading
    return by_heading


def _labelled_prose(
    ctx: Context, section: Section, block: Block, type: str, parent: Found | None, before_list: bool
) -> None:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.TABLE_CELL) or before_list:
        return
    if type in ("vision", "mission"):
        ctx.found.add(type, block.text, block, "labelled-paragraph", parent=parent)
        return
    if type == "commitment" and not re.search(r"\b(?:vil|skal|lover)\b", block.text):
        sentences.scan(ctx, block, theme=ctx.subject(section), process=False)  # no list, and no promise
        return
    if _inline_label(ctx, section, block):
        return
    for sentence in find_sentences(block.text):
        if type == "goal" and sentences.named(ctx, block, sentence.text, sentence.start, parent):
            continue
        if sentence.text.rstrip().endswith(":"):
            continue
        if type == "action" and ABOUT.match(sentence.text):
            continue
        if type == "goal" and sentences.is_follow_up(sentence.text):
            ctx.found.add("follow_up", sentence.text, block, "sentence-of-follow-up", offset=sentence.start,
                          every=sentences.every(sentence.text), **sentences.when(sentence.text))  # fmt: skip
            continue
        ctx.found.add(
            type, sentence.text, block, "labelled-paragraph", parent=parent, offset=sentence.start, sure=0.9
        )


# Under "Handleplaner" these tell what the plans are for, not what somebody is to do.
ABOUT = re.compile(r"^(?:Mål(?:et|ene)|Tanken|Formålet|Hensigten|Intentionen|Ideen|Baggrunden)\b")


def _prose(ctx: Context, section: Section) -> None:
    """A section whose heading says nothing: only what names itself counts."""
    theme = ctx.subject(section)
    section_runs = runs(section.blocks)
    target = targets.target_group(ctx, section)
    skip = 0
    flat = section.blocks
    places = {block.index: place for place, block in enumerate(flat)}
    for number, run in enumerate(section_runs):
        first = run.blocks[0]
        if skip > first.index:
            continue
        if run.form == "table":
            for block in run.blocks:
                sentences.scan(ctx, block, theme=theme, process=theme is None)
        elif run.form == "list":
            _list(ctx, section, run)
        else:
            if first.index in target or first.kind in (BlockKind.FOOTNOTE,):
                continue
            place = places[first.index]
            taken = law.read_citations(ctx, flat, place) if theme is None else 0
            if taken > 1:
                skip = flat[place + taken - 1].index + 1
            if bodies.group_line(ctx, first):
                _seats_below(ctx, section_runs, number)
                continue
            if _inline_label(ctx, section, first):
                continue
            annexes.mentions(ctx, first, first.text)
            if theme is None and not (bodies.composed(ctx, first) or bodies.seated(ctx, first)):
                bodies.set_up(ctx, first)
            sentences.scan(ctx, first, theme=theme, process=theme is None, within=section.role)


INLINE = re.compile(r"^(?P<label>[A-ZÆØÅ][^:.!?\n]{2,40}):\s+(?P<rest>\S.{8,})$", re.DOTALL)


def _inline_label(ctx: Context, section: Section, block: Block) -> bool:
    """ "Vision: Alle unge er en del af et fællesskab.": the label names what the rest of the paragraph is."""
    match = INLINE.match(block.text)
    role = role_of(match["label"]) if match and len(match["label"].split()) <= 4 else None
    if match is None or role not in ITEMS | WHOLE | {"target_group"} or match["rest"].rstrip().endswith(":"):
        return False
    if NUMBERED_ONE.match(block.text):
        return False
    offset = match.start("rest")
    if role in WHOLE | {"target_group"}:
        more = targets.ages(match["rest"]) if role == "target_group" else {}
        ctx.found.add(role, match["rest"], block, "labelled-paragraph", offset=offset, **more)
        return True
    parent = _parent(ctx, section, role)
    units = (
        [(0, match["rest"])]
        if role in ("vision", "mission")
        else [(s.start, s.text) for s in find_sentences(match["rest"])]
    )
    for start, text in units:
        ctx.found.add(role, text, block, "labelled-paragraph", parent=parent, offset=offset + start)
    return True


def _seats_below(ctx: Context, section_runs: list[Run], number: int) -> None:
    body = ctx.found.of_type("body")[-1]
    if number + 1 < len(section_runs) and section_runs[number + 1].form == "list":
        for block in section_runs[number + 1].blocks:
            bodies.seats(ctx, body, block)
            ctx.used.add(block.index)


def _list(ctx: Context, section: Section, run: Run) -> None:
    if run.blocks[0].index in ctx.used:
        return
    theme = ctx.subject(section)
    announced = parts.announced_type(section, run.lead, first=run.blocks[0] is section.blocks[0])
    if announced:
        parts.collect_leftover(ctx, section, run.blocks, announced)
        return
    role = lead_role(run)
    if role in ITEMS | {"value", "purpose"}:
        lead = lead_in(run, section, always=role == "commitment") if role != "value" else None
        due = sentences.when(last_sentence(run.lead.text), ctx.year) if run.lead and role == "action" else {}
        parent = _parent(ctx, section, role or "")
        for block in run.blocks:
            _item(ctx, role or "", block, lead, "lead-in-list", parent, due)
        return
    if role == "owner" and owners.lines(ctx, run.blocks):
        return
    if role == "annex":
        annexes.read_annexes(ctx, [run])
        return
    if body := bodies.in_lead(ctx, run):
        for block in run.blocks:
            bodies.seats(ctx, body, block)
            ctx.used.add(block.index)
        return
    if role == "member" and ctx.found.of_type("body"):
        for block in run.blocks:
            bodies.seats(ctx, ctx.found.of_type("body")[-1], block)
        return
    for block in run.blocks:
        sentences.scan(ctx, block, theme=theme, whole=True, process=theme is None)


def _target_section(ctx: Context, section: Section) -> None:
    blocks = [b for s in _unlabelled(section) for b in _prose_blocks(s)]
    if not blocks:
        return
    text = "\n".join(b.text for b in blocks)
    outside = [s.text for s in find_sentences(text) if targets.EXCLUDED.search(s.text)]
    ctx.found.add(
        "target_group",
        text,
        blocks[0],
        "labelled-section",
        until=blocks[-1],
        exclusion=outside[0] if outside else None,
        **targets.ages(text),
    )


def _routing(ctx: Context, section: Section) -> None:
    for block in section.blocks:
        for name in re.split(r"\n|,|;|\s[–>→]\s", block.text):
            if re.search(r"\w", name) and len(name) < 80:
                ctx.found.add("body", name.strip(" .:"), block, "named-body", kind=body_kind(name))


def _timetable(ctx: Context, section: Section) -> None:
    plain: list[Block] = []
    for run in runs(section.blocks):
        plain += run.blocks
    timetable.read_timetable(ctx, section, plain)


# What is attached, laid before somebody or proposed is no result.
NO_FINDING = re.compile(
    r"\b(?:vedlagt|vedlægges|forelægges|fremlægges|foreslås|indstilles|anbefales|gives her)\b|\b(?:har|består af) \w+ (?:spor|temaer|fokusområder|indsatsområder|pejlemærker)\b|\bforeslår,? at\b",
    re.IGNORECASE,
)
REPORTS = re.compile(r"\b(?:\w*status|opfølgning|afrapportering|redegørelse|årsrapport)\b", re.IGNORECASE)


def _item_reports(ctx: Context) -> bool:
    """Of an agenda's items, the one whose title says that it is a status."""
    return ctx.found.item is not None and bool(REPORTS.search(ctx.found.item.text))


def _units(run: Run, block: Block) -> list[tuple[int, str]]:
    """(offset, text) of what says one thing: a point of a list, else a sentence."""
    if run.form == "list":
        return [(0, block.text)]
    return [(sentence.start, sentence.text) for sentence in find_sentences(block.text)]


def _follow_ups(ctx: Context, section: Section) -> None:
    for run in runs(section.blocks):
        for block in run.blocks:
            for offset, text in _units(run, block):
                if sentences.owner(ctx, block, text, offset, None) or text.rstrip().endswith(":"):
                    continue
                again = not sentences.PLAN_TO_BE.search(text) and (
                    sentences.AGAIN.search(text) or sentences.every(text)
                )
                if not again and run.form != "list":
                    sentences.one(ctx, block, text, offset, None, True, {})
                    continue
                sentences.follow_up(ctx, block, text, offset, rule="labelled-paragraph")


def _involvement(ctx: Context, section: Section) -> None:
    for run in runs(section.blocks):
        for block in run.blocks:
            for offset, text in _units(run, block):
                if not text.rstrip().endswith(":") and not EMPTY.fullmatch(text.strip()):
                    sentences.involvement(ctx, block, text, offset, force=True)


def _account(ctx: Context, section: Section) -> None:
    """An account of how it stands: each sentence is a finding, unless it is something narrower."""
    reports = ctx.facts.kind is Kind.STATUS_ITEM or role_over(section) == "status" or _item_reports(ctx)
    for run in runs(section.blocks):
        if run.form == "list":
            if lead_role(run) is None and reports and run.lead is None:
                for block in run.blocks:
                    ctx.found.add(
                        "status_finding", block.text, block, "status-prose", parent=ctx.subject(section)
                    )
            else:
                _list(ctx, section, run)
            continue
        for block in run.blocks:
            for sentence in find_sentences(block.text):
                if sentence.text.rstrip().endswith(":"):
                    continue
                theme = ctx.subject(section)
                seen = sentences.one(ctx, block, sentence.text, sentence.start, theme, theme is None, {})
                if not seen and reports and not NO_FINDING.search(sentence.text):
                    ctx.found.add(
                        "status_finding",
                        sentence.text,
                        block,
                        "status-prose",
                        parent=ctx.subject(section),
                        offset=sentence.start,
                    )


def _legal(ctx: Context, section: Section) -> None:
    number = 0
    while number < len(section.blocks):
        number += max(
            1, law.read_citations(ctx, section.blocks, number, labelled=True, parent=ctx.subject(section))
        )


def _annexes(ctx: Context, section: Section) -> None:
    annexes.read_annexes(ctx, runs(section.blocks))


def _nothing(ctx: Context, section: Section) -> None:
    return


HANDLERS: dict[str, Callable[[Context, Section], None]] = {
    **dict.fromkeys(ITEMS, _items),
    "value": names.read_values, "target_group": _target_section, "owner": owners.read_owners, "routing": _routing, "timetable": _timetable,
    "follow_up": _follow_ups, "involvement": _involvement, "case": _account, "status": _account,
    "recommendation": decisions.read_recommendation, "decision": decisions.read_decision, "course": decisions.read_course, "legal_basis": _legal, "annex": _annexes,
    "ladder": names.read_ladder, "title": _nothing, "period": _nothing, "contact": _nothing, "related": _nothing,
    "contents": _nothing, "absent": _nothing,
}  # fmt: skip
