"""Other policies, strategies and plans that the document names, and how it stands to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roedtraad.language.sentences import find_sentences
from roedtraad.reading.lexicon import plain
from roedtraad.reading.model import Block, BlockKind, Kind
from roedtraad.reading.recognise.collect import squeeze
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.wording import holds

_NOUN = (
    r"(?:politik(?:ken)?|strategi(?:en)?|handle?plan(?:en)?|handlingsplan(?:en)?|udviklingsplan(?:en)?|beredskabsplan(?:en)?|kommuneplan(?:en)?|"
    r"(?:kvalitets|sagsbehandlings|service)standard(?:en|er)?)"
)
# "Den Sammenhængende Børne- og Ungepolitik", "Anbo Kommunes Handicappolitik", "Politik for tidlig indsats", "Planstrategi Anbo 2035".
_CAPITAL = (
    r"(?:(?:Politik(?:ken)?|Strategi(?:en)?|Handle?plan(?:en)?|Handlingsplan(?:en)?|Udviklingsplan(?:en)?)(?= (?:for|om|til|ved|mod)\b| (?:19|20)\d\d)|"
    r"(?:Beredskabsplan|Udviklingsplan|Planstrategi|Kommuneplan|Udviklingsstrategi|Sagsbehandlingsstandard|Kvalitetsstandard|Kommuneplanstrategi)(?:en)?)"
)
_VERBS = (
    r"(?:skal|kan|vil|er|har|gør|bygger|understøtter|erstatter|afløser|supplerer|udmønter|omsætter|implementerer|indgår|ses|hænger|læses|gælder|"
    r"viser|beskriver|sætter|følger|tager|spiller|blev|bliver|koordineres|revideres|i|af|den|det)"
)
_STOP = (
    r"(?=[.,;:)–-]|$| [–-] | (?:med(?! (?:særlige|handicap|psykiske|nedsat|behov|funktions\w+|diagnose\w*))|tages|er|og tilhørende|samt|skal|har|der|som|fra|og gør)\b|"
    rf" og {_VERBS}\b| og (?=[A-ZÆØÅ][\w-]*(?:politik|strategi|plan)))"
)
_OPEN, _CLOSE = '[»"“”„]', '[«"“”]'
TITLE = re.compile(
    rf"(?P<owner>(?:[A-ZÆØÅ][a-zæøåéü-]+ )[Kk]ommunes )?(?P<article>(?:[Dd]en|[Dd]et) )?(?P<adjective>[Ss]ammenhængende )?"
    rf"(?P<name>[A-ZÆØÅ][a-zæøå]+-,? (?:[a-zæøå]+-,? )?(?:og|samt) [A-ZÆØÅa-zæøå][a-zæøå]*{_NOUN}\b|"
    rf"(?:(?!\w+(?:politik|strategi|plan)(?:ken|en)? og )[A-ZÆØÅ][a-zæøå]+ og )?[A-ZÆØÅ][a-zæøåA-ZÆØÅ]*{_NOUN}\b|\b{_CAPITAL}\b|"
    rf"(?<=ammenhængende )[a-zæøå]+(?:- og [a-zæøå]+)?{_NOUN}\b)"
    rf"(?P<quote> {_OPEN}[^»«\"“”„\n]{{3,80}}{_CLOSE})?"
    rf"(?P<tail> (?:for|om|til|ved|mod) [A-ZÆØÅa-zæøå][\w/-]*(?:(?:,| og| i)? [\w/-]+){{0,7}}?{_STOP})?"
    rf"(?P<more> [–-] [A-ZÆØÅ][\w]+(?: [\w]+){{1,5}}?(?=[.,;]|$))?"
    rf"(?P<proper> [A-ZÆØÅ][a-zæøå]+(?: [A-ZÆØÅa-zæøå]+){{0,2}}(?= (?:19|20)\d\d))?"
    rf"(?P<years> (?:fra )?(?:19|20)\d\d(?:\s?[–-]\s?(?:19|20)\d\d)?| \d{{1,2}}\s?[–-]\s?\d{{1,2}} år)?"
)
PROGRAMME = re.compile(
    r"\b(?P<title>[A-ZÆØÅ][a-zæøå]*programmet(?: [»”\"“]?[A-ZÆØÅ]\w*(?: (?!og\b|der\b|som\b|er\b|og\b|skal\b|har\b)[a-zæøå]+){0,3}[«”\"“]?)?)"
)
# "kommunens handicappolitik": named by its area, and whose it is.
OURS = re.compile(
    r"\b(?:kommunens|byrådets|kommunalbestyrelsens|vores|[A-ZÆØÅ][a-zæøå]+s) (?P<name>[a-zæøå]{4,}(?:politik|strategi)(?:ken|en)?)\b"
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
VERBS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((kind, re.compile(pattern)) for kind, pattern in (
    ("replaced_by", r"\b(?:erstattes|afløses) af\b"),
    (
        "replaces",
        r"\b(?:erstatter?|afløser?|træder i stedet for|samler .{0,40} i én|sammenskriv)\b|\bnuværende\b.{0,80}\b(?:skal )?revideres\b",
    ),
    (
        "implements",
        r"\b(?:implementer\w*|omsætter|udmønter|realiser\w*|konkretiserer|fører .{0,30} ud i livet)\b(?=.{0,80}(?:politik|strategi|plan))",
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
))  # fmt: skip
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
    key: str = field(init=False)
    yearless: str = field(init=False)
    area: str = field(init=False)  # what it is about, without the word for its form

    def __post_init__(self) -> None:
        self.key = _key(self.title)
        self.yearless, self.area = YEAR.sub("", self.key), FORM.sub("", self.key)


def read_relations(ctx: Context, blocks: list[Block]) -> None:
    """Every other document named, once, with the strongest relation that any sentence gives it."""
    own = _Own(
        _own(ctx)
        | {_key(f.text) for f in ctx.found.of_type("annex")}
        | {_key(f.text) for f in ctx.found.of_type("relation")}
    )
    citing = {f.block.index for f in ctx.found.of_type("legal_basis")}
    legal = {n for f in ctx.found.of_type("legal_basis") for n in range(f.block.index + 1, f.until + 1)}
    yearless = {_yearless(f.text) for f in ctx.found.of_type("relation")}
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
            mentions = _mentions(sentence.text, block, sentence.start, relation)
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
                if not key or block.index == ctx.facts.title_block or bare in yearless:
                    continue
                if said not in ("replaces", "replaced_by") and not given_up and key in own:
                    continue
                known = gathered.get((id(item), key)) or next(
                    (
                        m
                        for (i, _), m in gathered.items()
                        if i == id(item) and (_same(m, mention) or (bare == key and m.yearless == key))
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


# "Det drejer sig om: …" goes on with what the sentence before it said.
CARRIED = re.compile(r"^(?:Det (?:drejer sig om|er|gælder)|Herunder|Disse er|De er|Nemlig)\b")


def _relation(text: str) -> str | None:
    return next((kind for kind, pattern in VERBS if pattern.search(text)), None)


def _relation_at(text: str, at: int) -> str | None:
    """Of a sentence that relates in two ways ("erstatter A og skal ses i sammenhæng med B"), the way said last before `at`."""
    said = [
        (match.end(), kind)
        for kind, pattern in VERBS
        for match in pattern.finditer(text)
        if match.end() <= at
    ]
    if not said:
        return None
    end = max(end for end, _kind in said)
    return next(kind for stop, kind in said if stop == end)


# Without one of these no pattern below can fit; most sentences have none.
HINTS = ("politik", "strategi", "plan", "program", "standard", "udspil", "publikation", "rapport", "forlig",
         '"', "“", "”", "„", "»")  # fmt: skip


def _mentions(text: str, block: Block, start: int, relation: str | None) -> list[Mention]:
    out: list[Mention] = []
    if not holds(text, HINTS):
        return out
    taken: list[tuple[int, int]] = []

    def take(title: str, at: int, end: int, sure: float = 1.0) -> None:
        if not any(a < end and at < b for a, b in taken):
            taken.append((at, end))
            out.append(Mention(title.strip(" ,.:;"), relation, block, start + at, sure))

    listed = relation is not None and (re.search(DOCUMENTS, text, re.IGNORECASE) or CARRIED.match(text))
    titles = [
        match
        for match in TITLE.finditer(text)
        if not _generic(match) and re.search(r"[A-ZÆØÅ]", (match["adjective"] or "") + match["name"])
    ]
    for match in titles:
        if match["quote"]:
            take(_title(match), match.start(), match.end())
    if listed:
        for match in QUOTED.finditer(text):
            if not re.search(
                r"[Bb]ilag\s*\d*\s*$|(?:fokusområde|tema|indsatsområde)\w*\s*$", text[: match.start()]
            ):
                take(match["title"], match.start(), match.end())
    for match in titles:
        take(_title(match), match.start(), match.end())
    for match in PROGRAMME.finditer(text):
        take(match["title"], match.start(), match.end())
    if relation is not None:
        for match in OURS.finditer(text):
            take(match["name"], match.start("name"), match.end("name"), 0.85)
    compounds = [m for m in COMPOUND.finditer(text) if not _only_noun(m["name"])]
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


def _title(match: re.Match[str]) -> str:
    """The title as printed; "til efteråret" after a definite form ("Handleplanen til …") is no part of it."""
    tail = match["tail"] or ""
    other = re.match(r" (?:for|om) [a-zæøå].*?(?= og [A-ZÆØÅ])", tail)
    if (
        other
    ):  # "Politik for udsatte børn og Fællesskaber for alle": two names, and the second has its own capital
        return match.group()[: match.start("tail") - match.start()] + other.group()
    if re.match(r" (?:til|ved|mod)\b", tail) and re.search(r"(?:ken|en)$", match["name"]):
        return match.group()[: match.start("tail") - match.start()]
    return match.group()


def _generic(match: re.Match[str]) -> bool:
    """ "Politikken", "Strategien": the document itself."""
    if re.match(r" (?:for|om) (?:arbejdet|området|indsatsen|det|den|de)\b", match["tail"] or ""):
        return True  # "Strategi for arbejdet med …" says what it is, not what it is called
    named = match["tail"] or match["proper"] or match["quote"] or re.search(r"\d{4}", match["years"] or "")
    return not named and _only_noun(match["name"])


def _only_noun(name: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:politik(?:ken)?|strategi(?:en)?|handle?plan(?:en)?|handlingsplan(?:en)?|udviklingsplan(?:en)?|beredskabsplan(?:en)?|"
            r"(?:del|udviklings|grund)(?:strategi|politik)(?:en|ken)?)",
            name,
            re.IGNORECASE,
        )
    )


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
        return {_key(ctx.facts.title or "")}  # "Handleplan for Familiepolitikken" is not the policy
    for block in ctx.blocks[: (ctx.facts.title_block or 0) + 2]:
        if block.kind is BlockKind.HEADING or len(block.text) < 120:
            names.add(block.text)
    return {key for name in names if (key := _key(name))}


OWNER = re.compile(r"\b[a-zæøåéü-]+ kommunes?\b|^(?:i|for)\s")
ARTICLE = re.compile(r"\b(?:den|det|de|en|et|denne|vores|kommunens|byrådets|ny|for|om)\b")
ENDING = re.compile(r"(politik|strategi|plan)(?:kens|ken|ens|en|er)?\b")
LEFT_OVER = re.compile(r"\b(?:i|fra|på)\s*$|\bfra (?=(?:19|20)\d\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
CALLED = re.compile(r"^(?:politik|strategi|handleplan)")
FORM = re.compile(r"s?(?:politik|strategi|plan)$")


def _key(title: str) -> str:
    """What makes two ways of naming a document the same: area words without article, owner and endings."""
    form = ARTICLE.sub(" ", OWNER.sub(" ", plain(title)))
    return squeeze(LEFT_OVER.sub("", ENDING.sub(r"\1", form).strip()))


def _yearless(title: str) -> str:
    return YEAR.sub("", _key(title))


class _Own:
    """The names, by their keys, that are the document's own or have been told of already."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self.bare = {CALLED.sub("", name) for name in names}

    def __contains__(self, key: str) -> bool:
        bare = CALLED.sub("", key)
        return (
            key in self.names
            or (len(bare) > 5 and bare in self.bare)
            or (len(key) > 10 and any(name.endswith(key) for name in self.names))
        )


def _same(one: Mention, other: Mention) -> bool:
    """ "skolepolitik" and "folkeskolen": the area of one stands in the other."""
    short, long = sorted((one.area, other.area), key=len)
    return (
        len(short) >= 5
        and short in long
        and (("politik" in one.key) != ("politik" in other.key) or short == long)
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
        named = next((m for m in TITLE.finditer(block.text) if not _generic(m)), None)
        quoted = SUBJECT_QUOTED.search(block.text)
        lower = re.search(r"\bpolitikken (?P<tail>for [a-zæøå ]+)$", block.text)
        match = quoted or named or lower
        if match:
            title = match["title"] if match is quoted else match.group()
            ctx.found.add("relation", title, block, "own-subject", offset=match.start(), relation=relation)
            return
