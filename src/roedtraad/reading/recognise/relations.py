"""Other policies, strategies and plans that the document names, and how it stands to them."""

from __future__ import annotations

import re

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.recognise.mentions import (
    CALLED,
    CARRIED,
    HINTS,
    TITLE,
    Mention,
    is_generic,
    key_of,
    mentions_in,
    same,
    yearless,
)
from roedtraad.reading.wording import Wording, holds

# How a sentence relates: the first that fits.
VERBS: tuple[tuple[str, Wording], ...] = (
    ("replaced_by", Wording(r"\b(?:erstattes|afløses) af\b", "erstattes af", "afløses af", flags=0)),
    ("replaces", Wording(
        r"\b(?:erstatter?|afløser?|træder i stedet for|samler .{0,40} i én|sammenskriv)\b|\bnuværende\b.{0,80}\b(?:skal )?revideres\b",
        "erstatte", "afløse", "i stedet for", "samler", "sammenskriv", "nuværende", flags=0)),
    ("implements", Wording(
        r"\b(?:implementer\w*|omsætter|udmønter|realiser\w*|konkretiserer|fører .{0,30} ud i livet)\b(?=.{0,80}(?:politik|strategi|plan))",
        "implementer", "omsætter", "udmønter", "realiser", "konkretiserer", "ud i livet", flags=0)),
    ("builds_on", Wording(
        r"\b(?:bygger (?:\w+ ){0,3}på|tager (?:sit )?(?:udgangspunkt|afsæt) i|baserer sig på|på baggrund af|udspringer af)\b",
        "bygger", "udgangspunkt i", "afsæt i", "baserer sig", "på baggrund af", "udspringer", flags=0)),
    ("part_of", Wording(
        r"\b(?:er (?:en )?del af|(?:som )?led i|indgår i|hører (?:ind )?under|delpolitik|er underlagt)\b",
        "del af", "led i", "indgår i", "hører", "delpolitik", "underlagt", flags=0)),
    ("supports", Wording(
        r"\b(?:understøtter|understøtte|støtter op om|bidrager til|medvirker til)\b",
        "understøtte", "støtter op", "bidrager", "medvirker", flags=0)),
    ("relates_to", Wording(
        r"\b(?:(?:i )?sammenhæng(?:en)? (?:med|til)|sammenhæng|spille(?:r)? sammen|samspil|i tråd med|sammen med|supplerer|suppleres af|"
        r"ses i (?:forhold til|lyset af)|koordineres med|læses sammen med|jf\.|jævnfør)(?!\w)",
        "sammen", "samspil", "i tråd", "supplere", "ses i", "koordineres", "jf.", "jævnfør", flags=0)),
)  # fmt: skip
STRENGTH = {kind: number for number, (kind, _) in enumerate(VERBS)}


def read_relations(ctx: Context, blocks: list[Block]) -> None:
    """Every other document named, once, with the strongest relation that any sentence gives it."""
    own = _Own(
        _own(ctx)
        | {key_of(f.text) for f in ctx.found.of_type("annex")}
        | {key_of(f.text) for f in ctx.found.of_type("relation")}
    )
    citing = {f.block.index for f in ctx.found.of_type("legal_basis")}
    legal = {n for f in ctx.found.of_type("legal_basis") for n in range(f.block.index + 1, f.until + 1)}
    told_of = {yearless(f.text) for f in ctx.found.of_type("relation")}
    gathered: dict[tuple[int, str], Mention] = {}
    for block in blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.HEADING) or block.index in legal:
            continue
        if not holds(block.text, HINTS):
            continue
        item = ctx.items.get(block.index)
        before: str | None = None
        alone: Mention | None = (
            None  # the one document that the sentence before named, without saying how it stands
        )
        for sentence in find_sentences(block.text):
            relation = _relation(sentence.text)
            if relation is None and CARRIED.match(sentence.text):
                relation = before
            before = relation
            mentions = mentions_in(sentence.text, block, sentence.start, relation)
            if block.index in citing:
                mentions = [
                    m
                    for m in mentions
                    if re.match(r"[A-ZÆØÅ]", m.title) and not m.title.startswith("Kommunalbest")
                ]
            if (
                not mentions
                and alone is not None
                and alone.relation is None
                and PUTS_INTO_PRACTICE.match(sentence.text)
            ):
                alone.relation = "implements"
            alone = mentions[0] if len(mentions) == 1 else None
            for mention in mentions:
                at = mention.offset - sentence.start
                said = _relation_at(sentence.text, at)
                given_up = GIVEN_UP.match(sentence.text[at + len(mention.title) :])
                mention.relation = "replaces" if given_up else said or mention.relation
                key, bare = mention.key, mention.yearless
                if not key or block.index == ctx.facts.title_block or bare in told_of:
                    continue
                if said not in ("replaces", "replaced_by") and not given_up and key in own:
                    continue
                known = gathered.get((id(item), key)) or next(
                    (
                        m
                        for (i, _), m in gathered.items()
                        if i == id(item) and (same(m, mention) or (bare == key and m.yearless == key))
                    ),
                    None,
                )
                if known is None:
                    gathered[id(item), key] = mention
                elif mention.relation and (
                    known.relation is None or STRENGTH[mention.relation] < STRENGTH[known.relation]
                ):
                    known.relation = mention.relation
    for mention in gathered.values():
        ctx.found.item = ctx.items.get(mention.block.index)
        ctx.found.add(
            "relation", mention.title, mention.block, "named-document", offset=mention.offset, sure=mention.sure,
            relation=mention.relation or "relates_to",
        )  # fmt: skip
    ctx.found.item = None


# "Handleplanen viser, hvordan temaet føres ud i livet": said of the policy that the sentence before named.
PUTS_INTO_PRACTICE = re.compile(
    r"^(?:\w*planen|Den|Her|Planen|Strategien)\b.{0,60}\b(?:føres ud i livet|omsættes|udmøntes|omsætter|udmønter|bliver til virkelighed|virkeliggør\w*)\b"
)
# "Skolepolitikken fra 2017 ophæves", "… afløses af den nye politik": the one named is given up.
GIVEN_UP = re.compile(
    r"^(?: fra (?:19|20)\d\d)? (?:ophæves|bortfalder|udgår|(?:afløses|erstattes) af (?:den|denne|dette|politikken|strategien|planen)\b)"
)


def _relation(text: str) -> str | None:
    return next((kind for kind, wording in VERBS if wording.search(text)), None)


def _relation_at(text: str, at: int) -> str | None:
    """Of a sentence that relates in two ways ("erstatter A og skal ses i sammenhæng med B"), the way said last before `at`."""
    said = [
        (match.end(), kind)
        for kind, wording in VERBS
        for match in wording.finditer(text)
        if match.end() <= at
    ]
    if not said:
        return None
    end = max(end for end, _kind in said)
    return next(kind for stop, kind in said if stop == end)


OF_ANOTHER = re.compile(
    r"^(?:\w*handle?plan|handlingsplan|implementeringsplan|kommissorium|\w*status|opfølgning|udmøntningsplan|afrapportering)\b.*\b(?:for|til|på|af) "
    r"(?:[\w-]+,? )*[\w-]*(?:politik(?:ken)?|strategi(?:en)?)\b",
    re.IGNORECASE,
)


def _own(ctx: Context) -> set[str]:
    names = {
        ctx.facts.title or "",
        re.sub(r"(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?", "", ctx.facts.title or ""),
    }
    if OF_ANOTHER.match(ctx.facts.title or ""):
        return {key_of(ctx.facts.title or "")}  # "Handleplan for Familiepolitikken" is not the policy
    for block in ctx.blocks[: (ctx.facts.title_block or 0) + 2]:
        if block.kind is BlockKind.HEADING or len(block.text) < 120:
            names.add(block.text)
    return {key for name in names if (key := key_of(name))}


class _Own:
    """The names, by their keys, that are the document's own or have been told of already."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.bare = {CALLED.sub("", name) for name in names}
        self.listed = "".join(f"{name}\n" for name in names)

    def __contains__(self, key: str) -> bool:
        bare = CALLED.sub("", key)
        return (
            key in self.names
            or (len(bare) > 5 and bare in self.bare)
            or (len(key) > 10 and f"{key}\n" in self.listed)  # a name ends in it
        )


SUBJECT_QUOTED = re.compile(
    r"(?:plan|kommissori\w+|status|opfølgning|rapport|politik|strategi)\w*\b[^.\"»„“]{0,60}[\"“”„»](?P<title>[A-ZÆØÅ][^\"“”„»«\n]{3,120}?)[\"“”«]",
    re.IGNORECASE,
)


# "Kommissorium for udarbejdelse af en ny ungestrategi", "Status på Børne- og Ungepolitikken", "Implementering af …".
ORDERED = re.compile(
    r"\b(?:kommissorium(?: (?:for|til)|:| [–-])?|(?:års?)?status (?:på|for|over)|opfølgning på|implementering af|implementeringsplan for|udmøntning af|"
    r"afrapportering (?:på|af)|handle?plan for(?=.*(?:politikken|strategien))|handlingsplan for(?=.*(?:politikken|strategien)))\b"
    r"(?: (?:udarbejdelsen?|revision(?:en)?|revidering(?:en)?|udvikling(?:en)?|arbejdet|tilblivelsen|implementering(?:en)?|udmøntning(?:en)?|realisering(?:en)?) (?:af|med)){0,3}(?: (?:den|det|en|et|vores|kommunens|ny|nye|fælles|kommende))*"
    r" (?P<title>(?:[\wæøåÆØÅ-]+ ){0,4}?[\w-]*(?:politik|strategi|handle?plan|handlingsplan|udviklingsplan)(?:ken|en)?(?: (?:for|om) [\w ,-]{3,60})?)",
    re.IGNORECASE,
)


# "Handleplan 2026-2027 til politikken Et barn, en by", "Handleplan til Ungepolitikken": whose plan it is.
PLAN_OF = re.compile(
    r"\b(?:til|under) (?:(?:politikken|strategien) [»”\"“]?(?P<named>[A-ZÆØÅ][^«”\"“]{3,80}?)[«”\"“]?$|(?P<title>(?:[A-ZÆØÅ][\w-]*(?:,| og)? )*[\w-]*(?:politik|strategi)(?:ken|en)?\b.{0,40})$)"
)


def own_subject(ctx: Context, blocks: list[Block]) -> None:
    """The policy that a plan implements, a kommissorium orders, or a status reports on."""
    for item in ctx.found.of_type("agenda_item"):
        if item_of := ORDERED.search(item.text):
            ctx.found.item = item
            ctx.found.add(
                "relation", item_of["title"], item.block, "own-subject", offset=1, relation="concerns"
            )
    ctx.found.item = None
    if ctx.found.of_type("agenda_item"):
        return  # the header is the meeting's, and a meeting concerns nothing
    titled_plan = PLAN_OF.search(ctx.facts.title or "")
    if titled_plan and ctx.facts.kind is Kind.ACTION_PLAN and ctx.facts.title_block is not None:
        block = next(b for b in blocks if b.index == ctx.facts.title_block)
        ctx.found.add(
            "relation",
            titled_plan["named"] or titled_plan["title"],
            block,
            "own-subject",
            relation="implements",
        )
        return
    relation = {
        Kind.ACTION_PLAN: "implements",
        Kind.IMPLEMENTATION_PLAN: "implements",
        Kind.TERMS_OF_REFERENCE: "concerns",
        Kind.STATUS_ITEM: "concerns",
    }.get(ctx.facts.kind)
    if relation is None:
        return
    if ctx.facts.title_block is not None and (titled := ORDERED.search(ctx.facts.title or "")):
        title_block = next(b for b in blocks if b.index == ctx.facts.title_block)
        ctx.found.add(
            "relation",
            re.split(r"\s[–-]\s", titled["title"])[0],
            title_block,
            "own-subject",
            offset=titled.start("title"),
            relation=relation,
        )
        return
    if ctx.facts.kind is Kind.ACTION_PLAN:
        return  # many stand alone
    for block in blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
            continue
        named = next((m for m in TITLE.finditer(block.text) if not is_generic(m)), None)
        quoted = SUBJECT_QUOTED.search(block.text)
        lower = re.search(r"\bpolitikken (?P<tail>for [a-zæøå ]+)$", block.text)
        match = quoted or named or lower
        if match:
            title = match["title"] if match is quoted else match.group()
            ctx.found.add("relation", title, block, "own-subject", offset=match.start(), relation=relation)
            return
