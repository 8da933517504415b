"""Sentences of running prose that say what they are, whatever heading they stand under."""

from __future__ import annotations

import re
from typing import Any

from roedtraad.language.dates import find_dates
from roedtraad.language.sentences import find_sentences
from roedtraad.reading.functions import is_function
from roedtraad.reading.lexicon import CONTRIBUTED, DECIDERS, INVOLVEMENTS, RESULTS, body_kind
from roedtraad.reading.model import Block, Kind
from roedtraad.reading.recognise.collect import Found, squeeze
from roedtraad.reading.recognise.context import Context
from roedtraad.reading.wording import Wording, compiled

DECIDED = Wording(
    r"\b(?:vedtog|godkendte|besluttede|tiltrådte|vedtaget af|godkendt af|"
    r"(?:blev|har|er)\b.{0,60}?\b(?:besluttet|vedtaget|godkendt|tiltrådt|forlænget))\b",
    "vedtog", "vedtaget", "godkendt", "beslutte", "tiltrådt", "forlænget",
    flags=0,
)  # fmt: skip
# A decision is told as done; only one that something shall come round again is a follow-up.
DECIDER = re.compile(rf"(?<![\w-])(?:{DECIDERS})")
BLANK = re.compile(
    r"^\W*(?:\w+ (?:er|blev) )?(?:vedtaget|godkendt) (?:af|i) .{3,60} den\b[\s_.…]*(?:\d{4})?$", re.IGNORECASE
)
# "Målet er …", "Det er et mål, at …", "hvormed målet er, at: …"
GOAL = re.compile(r"^(?:(?:Det|Et|Vores|Byrådets|Kommunens|Politikkens|Det overordnede|Det er) )*(?:er )?(?:et )?[Mm]ål(?:et|ene|sætningen)?\b"
                  r"(?: (?:med|for) [^,.]{3,80})? (?:er|at)\b|^(?:Derfor|Samtidig|Her|Også her) er (?:\w+ ){0,2}målet\b|^Det er (?:\w+ ){0,3}(?:mål|målsætning)(?:et)?\b|^Succeskriteri")  # fmt: skip
REACHED = re.compile(
    r"\b[Mm]ål(?:et|ene) er (?:nået|opfyldt|ikke|også|hverken)\b"
)  # said of a goal, and none itself
VISION = re.compile(r"^(?:\w+ )?[Vv]ision(?:en)?\b[^.:]{0,120}? er\b")
PURPOSE = re.compile(r"^Formål(?:et)?\b(?! hermed)[^.:]{0,120}?\b(?:er|at)\b")
CRITERION = re.compile(r"^(?:\w+ )?[Ss]ucceskriteri(?:et|erne|er)\b[^.:]{0,80}? er\b")
AFTER_NAME = Wording(
    r"\b(?:[Vv]ision(?:en)?|[Mm]ission(?:en)?|[Mm]ålet|[Ff]ormålet|[Hh]ensigten)\b(?P<pointer> (?:dermed|hermed|med denne \w+))?[^.:]{0,80}?"
    r"\b(?:er|som)(?:,? at)?: (?P<what>[A-ZÆØÅ].{15,})$",
    "er: ", "som: ", "at: ",
    flags=0,
)  # fmt: skip
DUTY = Wording(
    r"\bnæste skridt (?:er|bliver)\b|\bstiller krav om\b|\bforpligtes (?:\w+ )?til at\b",
    "næste skridt", "stiller krav", "forpligtes",
    flags=0,
)  # fmt: skip
PLAN_TO_BE = Wording(
    r"\b(?:omsættes|udmøntes|konkretiseres|udarbejdes|beskrives|følges op)\b[^.]{0,120}\b(?:handle?planer?|handlingsplaner?|virksomhedsplaner?)\b|"
    r"\b(?:Handle?planer|Handlingsplaner|Delpolitikker|Virksomhedsplaner)\b.{0,30}\b(?:udarbejdes|laves|skrives|beskrives)\b",
    "plan", "delpolitikker",
    flags=0,
)  # fmt: skip
SET_TASK = Wording(
    r"\b(?:afdeling|enhed|center|leder|forvaltning|institution)\w*\b[^.]{0,40}\bskal\b[^.]{0,30}\b(?:opstille|udarbejde|beskrive|udfylde|formulere)\w*\b|"
    r"\bder i hver \w+ skal (?:opstilles|udarbejdes|beskrives|formuleres)\b|"
    r"^(?:Alle|Hver|Hvert|Samtlige|De enkelte|Den enkelte|Det enkelte) (?:\w+ ){1,4}?skal (?:\w+ )?(?:opstille|udarbejde|beskrive|udfylde|formulere|indarbejde)\b",
    "opstille", "arbejde", "beskrive", "udfylde", "formulere",
    flags=0,
)  # fmt: skip
RECOMMENDS = Wording(
    r"\bindstille[rs]?,? (?:til \w+ )?at\b|\bindstiller (?:til|følgende)", "indstille", flags=0
)
AGAIN = Wording(
    r"\b(?:status(?:rapport|redegørelse|sag|notat|møde)?|(?:midtvejs)?evaluer(?:es|ing\w*)|opfølgning\w*|revider(?:es|ing\w*)|revision\w*|juster(?:es|ing\w*)|"
    r"genbesøges|følges op|midtvejs\w*|afrapporter(?:es|ing\w*)|redegørelse\w*|(?:års|midtvejs)status|stilling til (?:en |et )?(?:ny|fortsat|revider)\w*)\b",
    "status", "evaluer", "opfølgning", "revider", "revision", "juster", "genbesøges", "følges op", "midtvejs",
    "afrapporter", "redegørelse", "stilling til",
)  # fmt: skip
TO_COME = re.compile(
    r"\b(?:(?:skal|vil|bliver?)\b[^.]{0,60}\b(?:revideres|evalueres|følges op|genbesøges|justeres|drøftes igen)|udarbejdes|forelægges|gennemføres|går (?:\w+ ){0,3}til|tages? op til|taget op til|behandler en|"
    r"(?:får|skal have|modtager|orienteres med|gives) (?:\w+ ){0,6}?(?:\w*status|redegørelse|evaluering|afrapportering|statusrapport)\b|"
    r"\b(?:\w*status|evaluering|redegørelse)\w* (?:\w+ ){0,3}?(?:gives|kommer|laves|udarbejdes|forelægges|fremlægges|følger)\b|"
    r"(?:laves|gives|gør|gøres) (?:\w+ ){0,4}?(?:\w*status|\w*evaluering)\b|tages der stilling til (?:en |et )?(?:ny|fortsat|revider)\w*|"
    r"fremlægges|(?:\w*revideres|\w*evalueres|justeres|følges (?:der )?(?:løbende )?op|genbesøges|gøres (?:der )?status)\b|(?:opfølgning|evaluering|revision|status)(?:en)?\b[^.]{0,30}\b(?:sker|foretages|finder sted|foregår|gennemføres))",
    re.IGNORECASE,
)
EVERY = compiled((
    (r"\bhvert halve år\b|\bhalvårlig\w*|\bto gange (?:om året|årligt)", "P6M"),
    (r"\bhvert kvartal\b|\bkvartalsvis\w*|\bkvartalsmæssig", "P3M"),
    (r"\bhver måned\b|\bmånedlig\w*", "P1M"),
    (r"\bhvert (?:andet|2\.?) års?\b|\bhver andet år\b|\btoårig\w*", "P2Y"),
    (r"\bhvert (?:tredje|3\.?) års?\b", "P3Y"),
    (r"\bhvert (?:fjerde|4\.?) års?\b|\b(?:én|en) gang i (?:hver )?(?:valg|byråds)perioden?\b|\bhver valgperiode\b", "P4Y"),
    (r"\b(?:én|en|1) gang (?:om året|årligt)\b|\bhvert (?:år|forår|efterår)\b|\bhver (?:sommer|vinter|januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b|\bårlig(?:e|t)?\b|\b(?:én|en) gang årlig", "P1Y"),
), re.IGNORECASE)  # fmt: skip
PAST = re.compile(
    r"\b(?:blev|var|vedtog|godkendte|besluttede|har (?:\w+ ){0,3}(?:været|fået|afholdt)|er (?:\w+ )?(?:blevet|udarbejdet|skrevet|skabt|afholdt|gennemført)|afholdtes)\b"
)
DUE = Wording(
    r"\b(?:inden|senest|udgangen|deadline|frist\w*|skal være|sendes til|forelægges|behandles|træder i kraft|afleveres|godkendes|vedtages|iværksættes|ibrugtages|påbegyndes|afsluttes)\b",
    "inden", "senest", "udgangen", "deadline", "frist", "skal være", "sendes til", "lægges", "behandles", "træder i kraft",
    "afleveres", "godkendes", "vedtages", "iværksættes", "ibrugtages", "påbegyndes", "afsluttes",
)  # fmt: skip
PLACE = re.compile(
    r"\b(?:i|af|til|på|for|hos) ((?:fællesmøde mellem )?(?:[A-ZÆØÅ][\w-]*)(?:(?:,| og| [A-ZÆØÅ])[ ]?(?=[A-ZÆØÅ])[\w-]+)*)"
)
NAMED = re.compile(r"\b(?:målsætning|mål)(?:en|et)? om,? at\b")


def scan(
    ctx: Context,
    block: Block,
    *,
    theme: Found | None = None,
    whole: bool = False,
    process: bool = True,
    within: str | None = None,
) -> bool:
    """Look for self-naming sentences in a block; true if anything was found.

    whole    the block is a list item: one element at most, with all its text
    within   the type that the whole section is already: not reported again
    process  also involvement and milestones (not under a theme, where "inddrages" is the substance)
    """
    found = False
    last: dict[str, Any] = {}
    sentences = find_sentences(block.text)
    pieces = [(0, block.text)] if whole or len(sentences) < 2 else [(s.start, s.text) for s in sentences]
    for offset, text in pieces:
        found |= one(ctx, block, text, offset, theme, process, last, within)
    return found


def one(
    ctx: Context,
    block: Block,
    text: str,
    offset: int,
    theme: Found | None,
    process: bool,
    last: dict[str, Any],
    within: str | None = None,
) -> bool:
    """One sentence; of several types it could be, the narrowest. `last` carries body and date of a decision on."""
    add = ctx.found.add
    if is_follow_up(text):
        follow_up(ctx, block, text, offset, theme)
        return True
    if process and not MONEY.search(text) and involvement(ctx, block, text, offset):
        return True
    if decision(ctx, block, text, offset, last):
        return True
    if named(ctx, block, text, offset, theme):
        return True
    if RECOMMENDS.search(text):
        add("recommendation", text, block, "recommendation", offset=offset)
        return True
    if owner(ctx, block, text, offset, theme):
        return True
    if SET_TASK.search(text) and not text.rstrip().endswith(":"):
        add(
            "action",
            text,
            block,
            "sentence-of-duty",
            parent=theme,
            offset=offset,
            **when(text, ctx.year, vague=True),
        )
        return True
    if process and is_milestone(ctx, text):
        add(
            "milestone",
            text,
            block,
            "sentence-of-deadline",
            offset=offset,
            body=place_of(text),
            **when(text, ctx.year, vague=True),
        )
        return True
    for type, pattern in (
        ("vision", VISION),
        ("success_criterion", CRITERION),
        ("purpose", PURPOSE),
        ("goal", GOAL),
    ):
        if pattern.match(text) and not text.rstrip().endswith(":"):
            if type == "goal" and REACHED.search(text):
                return False
            if type == within or (type == "purpose" and (theme is not None or within == "background")):
                return False
            add(
                type,
                text,
                block,
                "sentence-names-itself",
                parent=theme if type == "goal" else None,
                offset=offset,
            )
            return True
    if (DUTY.search(text) or PLAN_TO_BE.search(text) or SET_TASK.search(text)) and not text.rstrip().endswith(
        ":"
    ):
        add("action", text, block, "sentence-of-duty", parent=theme, offset=offset)
        return True
    return False


def follow_up(
    ctx: Context,
    block: Block,
    text: str,
    offset: int,
    theme: Found | None = None,
    rule: str = "sentence-of-follow-up",
) -> None:
    """One for each thing to come, where a sentence tells of two with a date each: "evalueres i 2026, og næste status kommer i 2027"."""
    told_of = re.sub(
        r"^.{0,80}\b(?:vedtaget|godkendt)\b.{0,60}? og (?=\w+s\b)", "", text
    )  # when it was adopted is not when it comes round
    clauses = re.split(r",? og (?=(?:næste|en|der|igen)\b)", told_of)
    dated = [when(clause, ctx.year) for clause in clauses if AGAIN.search(clause)]
    several = [told for told in dated if told] if len(clauses) > 1 and len(dated) == len(clauses) else []
    for number, told in enumerate(several if len(several) > 1 else [when(told_of, ctx.year)]):
        ctx.found.add(
            "follow_up", text, block, rule, parent=theme, offset=offset + number, **told, every=every(text)
        )


def named(ctx: Context, block: Block, text: str, offset: int, theme: Found | None) -> bool:
    """A vision or mission that stands after its name and a colon: only the statement is the element."""
    match = AFTER_NAME.search(text)
    if not match:
        return False
    before = text[: match.start("what")] + (block.text[:offset][-200:] if match["pointer"] else "")
    type = "mission" if re.search(r"\bmission", before, re.IGNORECASE) else "vision"
    if not re.search(r"\b(?:vision|mission)", before, re.IGNORECASE):
        return False
    ctx.found.add(
        type, match["what"], block, "vision-after-name", parent=theme, offset=offset + match.start("what")
    )
    return True


ANSWERS = Wording(
    r"^(?P<who>[A-ZÆØÅ][\w ,/-]{2,60}?) (?:er (?:over(?:ordnet|ordnede) |politisk |administrativt? |udpeget som )?(?:ansvarlig|tovholder|projektejer)\b|"
    r"har (?:det )?(?:overordnede |politiske |daglige |administrative )?ansvar(?:et)?\b)(?: (?:for|på|af) (?P<what>[^.,;]{3,80}))?",
    "ansvar", "tovholder", "projektejer",
    flags=0,
)  # fmt: skip
NAMED_AS_OWNER = re.compile(
    r"^(?:Tovholder|Ansvarlig|Projektejer)(?:en)?(?: (?:for|på) (?P<what>[^.,;:]{3,80}?))? er (?P<who>[\w ,/-]{3,60}?)\.?$"
)
WHOLE_DOCUMENT = re.compile(
    r"^(?:den samlede |hele )?(?:\w*(?:politik|strategi|plan)(?:ken|en)|arbejdet|processen|implementeringen)\b",
    re.IGNORECASE,
)


def owner(ctx: Context, block: Block, text: str, offset: int, of: Found | None) -> bool:
    """A sentence saying which function answers: "Skolechefen er ansvarlig for spor 2.", "Tovholder er familiechefen." """
    match = ANSWERS.match(text) or NAMED_AS_OWNER.match(text)
    if not match or not is_function(match["who"]):
        return False
    what = match["what"]
    found = ctx.found.add(
        "owner", match["who"].strip(" ,"), block, "owner-line", sure=0.85, offset=offset, parent=of, of=of
    )
    if found and what and not WHOLE_DOCUMENT.match(what):
        found.attributes["of"] = what
    return True


def is_follow_up(text: str) -> bool:
    """Status, evaluation or revision to come; goal-setting and budgets that come round each year are none."""
    if len(text) > 600 or not AGAIN.search(text) or not TO_COME.search(text):
        return False
    if re.search(r"\b(?:her|nedenfor|herunder|denne (?:sag|gang))\b", text):
        return False  # what this very paper gives
    if re.search(r"\b(?:nuværende|hidtidige|tidligere)\b", text):
        return False  # the document that is given up, not this one's future
    if DECIDED.search(text) and DECIDER.search(text) and every(text) is None:
        return False  # told as decided, and not to come round again
    if (
        re.search(r"\b(?:tilfredshedsmåling|indeholder|indgår)\b", text)
        and not find_dates(text)
        and every(text) is None
    ):
        return False  # what the next one shall hold, not that it shall be
    return not re.match(r"^(?:Status|Notat\w*) (?:er|på)\b", text) and not re.search(
        r"\b(?:er|har) (?:blevet )?(?:evalueret|revideret)\b", text
    )


def every(text: str) -> str | None:
    """The interval of what comes round, ISO 8601."""
    return next((iso for pattern, iso in EVERY if pattern.search(text)), None)


def when(text: str, year: int | None = None, vague: bool = False) -> dict[str, Any]:
    """date, date_to (and vague) of the last date printed in the text that is no period of validity."""
    dates = [
        f
        for f in find_dates(text, year)
        if not re.search(r"gæld\w+\s*(?:fra|i|for)?\s*(?:den\s*)?$", text[: f.start])
        and not re.search(r"\bgæld\w+\b.{0,40}\btil(?: og med)?(?: udgangen af)?\s*$", text[: f.start])
    ]
    if not dates:
        return {}
    start, end = dates[0].date.iso()
    told: dict[str, Any] = {"date": start, "date_to": end}
    if vague:
        told["vague"] = dates[0].date.vague
    return told


def involvement(ctx: Context, block: Block, text: str, offset: int, force: bool = False) -> bool:
    """One element per kind named; a sentence that only says who contributed is of kind "other"."""
    places: list[tuple[str, re.Match[str] | None]] = [
        (kind, match) for kind, wording in INVOLVEMENTS if (match := wording.search(text))
    ]
    if places and re.match(r"^(?:Godkendelse|Behandling|Drøftelse|Orientering) (?:af|om)\b", text):
        return False  # what is to be decided, not what is held
    if not places and (force or CONTRIBUTED.search(text)) and not SUMS_UP.search(text):
        places = [("other", None)]
    for number, (kind, match) in enumerate(places):
        ctx.found.add(
            "involvement",
            text,
            block,
            "sentence-of-involvement",
            offset=offset + number,
            kind=kind,
            **(
                nearest(text, match, [m for _, m in places if m], ctx.year)
                if match and len(places) > 1
                else when(text, ctx.year)
            ),
        )
    return bool(places)


# What was made of the contributions, or that many took part: the sentences around it say who.
SUMS_UP = re.compile(
    r"^(?:Svarene|Resultate[rt]\w*|Indspark\w*|Input\w*|Bidragene|Ideerne|På baggrund af|Alt i alt|Samlet|I alt)\b|"
    r"\b(?:samarbejde|dialog|fællesskab|proces) med (?:mange|alle|en lang række|flere hundrede|en bred kreds)(?: \w+)?\b"
)


def nearest(text: str, match: re.Match[str], places: list[re.Match[str]], year: int | None) -> dict[str, Any]:
    """Of several dates in a sentence of several meetings: the one that stands nearest to this one, and to no other."""
    dates = find_dates(text, year)

    def gap(other: re.Match[str], date: Any) -> int:
        between = (
            text[other.end() : date.start] if other.end() <= date.start else text[date.end : other.start()]
        )
        return len(between) + 40 * len(re.findall(r",| og | samt ", between))

    for near in sorted(dates, key=lambda date: gap(match, date)):
        if min(places, key=lambda other: gap(other, near)) is match:
            start, end = near.date.iso()
            return {"date": start, "date_to": end}
    return {}


def decision(ctx: Context, block: Block, text: str, offset: int, last: dict[str, Any]) -> bool:
    """A sentence reporting that a political body decided. "På samme møde" takes body and date over."""
    if not DECIDED.search(text):
        return False
    if (ctx.facts.adoption and squeeze(text) == ctx.facts.adoption) or BLANK.search(text):
        return True  # told in the header; or a form whose date was never filled in
    decider = DECIDER.search(text)
    impersonal = re.search(r"\bblev det\b[^.]{0,60}\bbesluttet\b", text)
    if not decider and not impersonal:
        return False
    body = decider.group() if decider else last.get("body")
    date = when(text).get("date") or (last.get("date") if impersonal else None)
    ctx.found.add(
        "decision",
        text,
        block,
        "sentence-of-decision",
        offset=offset,
        body=body,
        date=date,
        result=result_of(text) or "approved",
    )
    last.update(body=body, date=date)
    return True


def result_of(text: str) -> str | None:
    lowered = text.casefold()
    return next((result for pattern, result in RESULTS if pattern.search(lowered)), None)


def is_milestone(ctx: Context, text: str) -> bool:
    """Something due at a printed time. Plans and orders are full of them; in a policy only deadlines count."""
    if (
        not DUE.search(text)
        or text.rstrip().endswith(":")
        or PAST.search(text)
        or re.search(r"\b(?:udløber|gælder|gældende)\b", text)
        or not find_dates(text, ctx.year)
    ):
        return False
    if MONEY.search(text):
        return False  # what something costs and which year's budget pays
    plans = ctx.facts.kind in (Kind.TERMS_OF_REFERENCE, Kind.IMPLEMENTATION_PLAN, Kind.ACTION_PLAN)
    treated = (
        bool(re.search(r"\b(?:forelægges|behandles|vedtages|godkendes)\b", text))
        and place_of(text) is not None
    )
    exact = any(f.date.precision == "day" for f in find_dates(text, ctx.year))
    return (
        plans
        or (treated and exact)
        or bool(re.search(r"\b(?:inden (?:udgangen|den)|senest|deadline)\b", text, re.IGNORECASE))
    )


MONEY = Wording(
    r"\b(?:kr\.|kroner|mio\.|budget\w*|udgift\w*|finansier\w*|rammen?)(?!\w)",
    "kr.", "kroner", "mio.", "budget", "udgift", "finansier", "ramme",
)  # fmt: skip


def place_of(text: str) -> str | None:
    """The body that something is treated in, sent to or approved by."""
    decider = re.search(
        rf"\b(?:i|af|til|på|for|hos|Orientering af|forelægges|fremlægges for|behandles i) (?P<name>{DECIDERS})",
        text,
    )
    if decider:
        return decider["name"]
    for match in PLACE.finditer(text):
        name = match[1].strip(" ,")
        if body_kind(name) not in ("other", "department") or name.startswith("fællesmøde"):
            return name
    return None
