"""Which other documents a sentence names: policies, strategies, plans and programmes, by their titles or their area."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from roedtraad.reading.lexicon import plain
from roedtraad.reading.model import Block
from roedtraad.reading.recognise.collect import squeeze
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

# Without one of these no pattern below can fit; most sentences have none.
HINTS = ("politik", "strategi", "plan", "program", "standard", "udspil", "publikation", "rapport", "forlig",
         '"', "“", "”", "„", "»")  # fmt: skip
# "Det drejer sig om: …" goes on with what the sentence before it said.
CARRIED = re.compile(r"^(?:Det (?:drejer sig om|er|gælder)|Herunder|Disse er|De er|Nemlig)\b")
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
        self.key = key_of(self.title)
        self.yearless, self.area = YEAR.sub("", self.key), FORM.sub("", self.key)


def mentions_in(text: str, block: Block, start: int, relation: str | None) -> list[Mention]:
    """The documents that a sentence of the block names; `start` is its place in the block, `relation` what it says of them."""
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
        if not is_generic(match) and re.search(r"[A-ZÆØÅ]", (match["adjective"] or "") + match["name"])
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


def is_generic(match: re.Match[str]) -> bool:
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


OWNER = re.compile(r"\b[a-zæøåéü-]+ kommunes?\b|^(?:i|for)\s")
ARTICLE = re.compile(r"\b(?:den|det|de|en|et|denne|vores|kommunens|byrådets|ny|for|om)\b")
ENDING = re.compile(r"(politik|strategi|plan)(?:kens|ken|ens|en|er)?\b")
LEFT_OVER = re.compile(r"\b(?:i|fra|på)\s*$|\bfra (?=(?:19|20)\d\d)")
YEAR = re.compile(r"(?:19|20)\d\d")
CALLED = re.compile(r"^(?:politik|strategi|handleplan)")
FORM = re.compile(r"s?(?:politik|strategi|plan)$")


def key_of(title: str) -> str:
    """What makes two ways of naming a document the same: area words without article, owner and endings."""
    form = ARTICLE.sub(" ", OWNER.sub(" ", plain(title)))
    return squeeze(LEFT_OVER.sub("", ENDING.sub(r"\1", form).strip()))


def yearless(title: str) -> str:
    return YEAR.sub("", key_of(title))


def same(one: Mention, other: Mention) -> bool:
    """ "skolepolitik" and "folkeskolen": the area of one stands in the other."""
    short, long = sorted((one.area, other.area), key=len)
    return (
        len(short) >= 5
        and short in long
        and (("politik" in one.key) != ("politik" in other.key) or short == long)
    )
