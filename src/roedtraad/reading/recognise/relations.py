"""Other policies, strategies and plans that the document names, and how it stands to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import plain
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.recognise.collect import squeeze
from roedtraad.reading.recognise.context import Context

_NOUN = r"(?:politik(?:ken)?|strategi(?:en)?|handle?plan(?:en)?|handlingsplan(?:en)?|udviklingsplan(?:en)?|beredskabsplan(?:en)?|planstrategi(?:en)?)"
# "Den Sammenhængende Børne- og Ungepolitik", "Anbo Kommunes Handicappolitik", "Politik for tidlig indsats".
_CAPITAL = r"(?:Politik(?:ken)?|Strategi(?:en)?|Handle?plan(?:en)?|Handlingsplan(?:en)?|Udviklingsplan(?:en)?)(?= (?:for|om)\b)"
TITLE = re.compile(
    rf"(?P<owner>(?:[A-ZÆØÅ][a-zæøåéü-]+ )[Kk]ommunes )?(?P<article>(?:[Dd]en|[Dd]et) )?(?P<adjective>[Ss]ammenhængende )?"
    rf"(?P<name>(?:[A-ZÆØÅa-zæøå]+- (?:og|samt) |(?!\w+(?:politik|strategi|plan)(?:ken|en)? og )[A-ZÆØÅ][a-zæøå]+ og )?[A-ZÆØÅ][a-zæøåA-ZÆØÅ]*{_NOUN}\b|\b{_CAPITAL}|"
    rf"(?<=ammenhængende )[a-zæøå]+(?:- og [a-zæøå]+)?{_NOUN}\b)"
    rf"(?P<tail> (?:for|om) [A-ZÆØÅa-zæøå][\w/-]*(?:(?:,| og| i)? [\w/-]+){{0,5}}?"
    rf"(?=[.,;:)–-]|$| [–-] | (?:med|tages|er|og tilhørende|samt|skal|har|der|som|fra)\b))?"
    rf"(?P<more> [–-] [A-ZÆØÅ][\w]+(?: [\w]+){{1,5}}?(?=[.,;]|$))?(?P<years> (?:19|20)\d\d\s?[–-]\s?(?:19|20)\d\d)?"
)
COMPOUND = re.compile(r"\b(?P<name>[A-ZÆØÅa-zæøå][a-zæøå]{3,}(?:politik|strategi)(?:ken|en)?)\b")
QUOTED = re.compile(r"[\"“”„»](?P<title>[A-ZÆØÅ][^\"“”„»«\n]{3,120}?)[\"“”«]")
# "KL's udspil: De små skridt." and "som led i en samlet plan for hele området"
NAMED_AFTER = re.compile(
    r"\b(?:udspil(?:let)?|publikation(?:en)?|rapporten|programmet|forliget): (?P<title>[A-ZÆØÅ][^.,:;]{5,80}?)"
    r"(?=[.,]|$| (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w* \d{4})"
)
LED_BY = re.compile(
    r"\b(?:led i|del af) (?:en |den )?(?P<title>(?:[\w-]+ ){0,2}?[\w-]*(?:plan|strategi|politik) for [^.,;]{5,80}?)(?=[.,;]|$)"
)
ENUMERATED = re.compile(r"\bpolitik(?:ker(?:ne)?)? for: (?P<list>[A-ZÆØÅ][^.]+?)(?:\.|$)")

# How a sentence relates: the first that fits.
VERBS: tuple[tuple[str, str], ...] = (
    ("replaced_by", r"\b(?:erstattes|afløses) af\b"),
    (
        "replaces",
        r"\b(?:erstatter?|afløser?|træder i stedet for|samler .{0,40} i én|sammenskriv)\b|\bnuværende\b.{0,80}\b(?:skal )?revideres\b",
    ),
    (
        "implements",
        r"\b(?:implementer\w*|omsætter|udmønter|realiser\w*|konkretiserer|fører .{0,30} ud i livet)\b.{0,80}(?:politik|strategi)",
    ),
    (
        "builds_on",
        r"\b(?:bygger (?:\w+ ){0,3}på|tager (?:sit )?(?:udgangspunkt|afsæt) i|baserer sig på|på baggrund af|udspringer af)\b",
    ),
    (
        "part_of",
        r"\b(?:er (?:en )?del af|(?:som )?led i|indgår i|hører (?:ind )?under|delpolitik|er underlagt)\b",
    ),
    ("supports", r"\b(?:understøtter|understøtte|støtter op om|bidrager til|medvirker til)\b"),
    (
        "relates_to",
        r"\b(?:(?:i )?sammenhæng(?:en)? (?:med|til)|sammenhæng|spille(?:r)? sammen|samspil|i tråd med|sammen med|supplerer|suppleres af|"
        r"ses i (?:forhold til|lyset af)|koordineres med|læses sammen med|jf\.|jævnfør)(?!\w)",
    ),
)
STRENGTH = {kind: number for number, (kind, _) in enumerate(VERBS)}


DOCUMENTS = r"(?:politik|strategi|plan|program)(?:ken|ker|kerne|en|er|erne|s)?\b"


@dataclass(slots=True)
class Mention:
    """A document named in a sentence."""

    title: str
    relation: str | None
    block: Block
    offset: int
    sure: float


def read_relations(ctx: Context, blocks: list[Block]) -> None:
    """Every other document named, once, with the strongest relation that any sentence gives it."""
    own = (
        _own(ctx)
        | {_key(f.text) for f in ctx.found.of_type("annex")}
        | {_key(f.text) for f in ctx.found.of_type("relation")}
    )
    legal = {n for f in ctx.found.of_type("legal_basis") for n in range(f.block.index, f.until + 1)}
    gathered: dict[str, Mention] = {}
    for block in blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE, BlockKind.HEADING) or block.index in legal:
            continue
        before: str | None = None
        for sentence in find_sentences(block.text):
            relation = _relation(sentence.text)
            if relation is None and CARRIED.match(sentence.text):
                relation = before
            before = relation
            for mention in _mentions(sentence.text, block, sentence.start, relation):
                mention.relation = (
                    _relation_at(sentence.text, mention.offset - sentence.start) or mention.relation
                )
                key = _key(mention.title)
                if not key or _is_own(key, own) or (block.index == ctx.facts.title_block):
                    continue
                known = gathered.get(key) or next((m for k, m in gathered.items() if _same(k, key)), None)
                if known is None:
                    gathered[key] = mention
                elif mention.relation and (
                    known.relation is None or STRENGTH[mention.relation] < STRENGTH[known.relation]
                ):
                    known.relation = mention.relation
    for mention in gathered.values():
        ctx.found.add(
            "relation", mention.title, mention.block, "named-document", offset=mention.offset, sure=mention.sure,
            relation=mention.relation or "relates_to",
        )  # fmt: skip


# "Det drejer sig om: …" goes on with what the sentence before it said.
CARRIED = re.compile(r"^(?:Det (?:drejer sig om|er|gælder)|Herunder|Disse er|De er|Nemlig)\b")


def _relation(text: str) -> str | None:
    return next((kind for kind, pattern in VERBS if re.search(pattern, text)), None)


def _relation_at(text: str, at: int) -> str | None:
    """Of a sentence that relates in two ways ("erstatter A og skal ses i sammenhæng med B"), the way said last before `at`."""
    said = [
        (match.end(), kind)
        for kind, pattern in VERBS
        for match in re.finditer(pattern, text)
        if match.end() <= at
    ]
    if not said:
        return None
    end = max(end for end, _kind in said)
    return next(kind for stop, kind in said if stop == end)


def _mentions(text: str, block: Block, start: int, relation: str | None) -> list[Mention]:
    out: list[Mention] = []
    taken: list[tuple[int, int]] = []

    def take(title: str, at: int, end: int, sure: float = 1.0) -> None:
        if not any(a < end and at < b for a, b in taken):
            taken.append((at, end))
            out.append(Mention(title.strip(" ,.:;"), relation, block, start + at, sure))

    listed = relation is not None and (re.search(DOCUMENTS, text, re.IGNORECASE) or CARRIED.match(text))
    if listed:
        for match in QUOTED.finditer(text):
            if not re.search(
                r"[Bb]ilag\s*\d*\s*$|(?:fokusområde|tema|indsatsområde)\w*\s*$", text[: match.start()]
            ):
                take(match["title"], match.start(), match.end())
    for match in TITLE.finditer(text):
        if not _generic(match["name"], match["tail"]) and re.search(
            r"[A-ZÆØÅ]", (match["adjective"] or "") + match["name"]
        ):
            take(match.group(), match.start(), match.end())
    compounds = [m for m in COMPOUND.finditer(text) if not _generic(m["name"], None)]
    if len(compounds) >= 2 and re.search(r"\bpolitik|strategi", text):
        for match in compounds:
            take(match["name"], match.start(), match.end(), 0.85)
    for match in (*NAMED_AFTER.finditer(text), *LED_BY.finditer(text)):
        take(match["title"], match.start("title"), match.end("title"), 0.85)
    for match in ENUMERATED.finditer(text):
        for part in re.split(r"\s[–-]\s|,\s|\sog\s(?=[A-ZÆØÅ])", match["list"]):
            if 3 < len(part) < 60:
                take(part, text.find(part, match.start()), text.find(part, match.start()) + len(part), 0.7)
    return out


def _generic(name: str, tail: str | None) -> bool:
    """ "Politikken", "Strategien": the document itself."""
    if re.match(r" (?:for|om) (?:arbejdet|området|indsatsen|det|den|de)\b", tail or ""):
        return True  # "Strategi for arbejdet med …" says what it is, not what it is called
    return not tail and bool(
        re.fullmatch(rf"{_NOUN}|(?:del|udviklings|grund)(?:strategi|politik)(?:en|ken)?", name, re.IGNORECASE)
    )


def _own(ctx: Context) -> set[str]:
    names = {ctx.facts.title or ""}
    for block in ctx.blocks[: (ctx.facts.title_block or 0) + 2]:
        if block.kind is BlockKind.HEADING or len(block.text) < 120:
            names.add(block.text)
    return {key for name in names if (key := _key(name))}


def _key(title: str) -> str:
    """What makes two ways of naming a document the same: area words without article, owner and endings."""
    form = plain(title)
    form = re.sub(r"\b[a-zæøåéü-]+ kommunes?\b|^(?:i|for)\s", " ", form)
    form = re.sub(r"\b(?:den|det|de|en|et|denne|vores|kommunens|byrådets|ny|for|om)\b", " ", form)
    form = re.sub(r"(politik|strategi|plan)(?:kens|ken|ens|en|er)?\b", r"\1", form)
    return squeeze(form)


def _is_own(key: str, own: set[str]) -> bool:
    bare = re.sub(r"^(?:politik|strategi|handleplan)", "", key)
    return any(
        key == name
        or (len(key) > 10 and name.endswith(key))
        or (len(bare) > 5 and re.sub(r"^(?:politik|strategi|handleplan)", "", name) == bare)
        for name in own
    )


def _same(one: str, other: str) -> bool:
    """ "skolepolitik" and "folkeskolen": the area of one stands in the other."""
    short, long = sorted((re.sub(r"s?(?:politik|strategi|plan)$", "", k) for k in (one, other)), key=len)
    return (
        len(short) >= 5 and (short in long) and (("politik" in one) != ("politik" in other) or short == long)
    )


SUBJECT_QUOTED = re.compile(
    r"(?:plan|kommissori\w+|status|opfølgning|rapport|politik)\w*\b[^.\"»„“]{0,60}[\"“”„»](?P<title>[A-ZÆØÅ][^\"“”„»«\n]{3,120}?)[\"“”«]",
    re.IGNORECASE,
)


# "Kommissorium for udarbejdelse af en ny ungestrategi", "Status på Børne- og Ungepolitikken", "Implementering af …".
ORDERED = re.compile(
    r"\b(?:kommissorium (?:for|til)|(?:års?)?status (?:på|for|over)|opfølgning på|implementering af|implementeringsplan for|udmøntning af|"
    r"afrapportering (?:på|af))\b"
    r"(?: (?:udarbejdelsen?|revision(?:en)?|revidering(?:en)?|udvikling(?:en)?|arbejdet|tilblivelsen) (?:af|med))?(?: (?:den|det|en|et|vores|kommunens|ny|nye|fælles|kommende))*"
    r" (?P<title>(?:[\wæøåÆØÅ-]+ ){0,4}?[\w-]*(?:politik|strategi|handle?plan|handlingsplan|udviklingsplan)(?:ken|en)?(?: (?:for|om) [\w ,-]{3,60})?)",
    re.IGNORECASE,
)


def own_subject(ctx: Context, blocks: list[Block]) -> None:
    """The policy that a plan implements, a kommissorium orders, or a status reports on."""
    relation = {
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
            titled["title"],
            title_block,
            "own-subject",
            offset=titled.start("title"),
            relation=relation,
        )
        return
    for block in blocks:
        if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
            continue
        named = next((m for m in TITLE.finditer(block.text) if not _generic(m["name"], m["tail"])), None)
        quoted = SUBJECT_QUOTED.search(block.text)
        lower = re.search(r"\bpolitikken (?P<tail>for [a-zæøå ]+)$", block.text)
        match = quoted or named or lower
        if match:
            title = match["title"] if match is quoted else match.group()
            ctx.found.add("relation", title, block, "own-subject", offset=match.start(), relation=relation)
            return
