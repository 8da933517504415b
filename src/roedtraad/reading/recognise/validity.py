"""From when to when a document holds, and who adopted it, when: of this very document, as printed."""

from __future__ import annotations

import re
from itertools import pairwise

from roedtraad.language.dates import FuzzyDate, find_dates
from roedtraad.language.sentences import split_sentences
from roedtraad.reading.lexicon import DECIDERS, role_of
from roedtraad.reading.model import Adoption, Block, Kind, Period
from roedtraad.reading.recognise.collect import squeeze
from roedtraad.reading.recognise.context import Facts
from roedtraad.reading.recognise.header import content
from roedtraad.reading.wording import Wording

VALID = Wording(
    r"\b(?:gæld(?:er|ende|e)|gyldig\w*|dækker|løber|virker|forlænge\w*|perioden|træder i kraft)\b[^.]{0,40}?",
    "gæld", "gyldig", "dækker", "løber", "virker", "forlænge", "perioden", "træder i kraft",
)  # fmt: skip
MADE = re.compile(
    r"\b(?:udarbejdet|skrevet|blevet til|afholdt|gennemført|inddraget|i høring|høring)\b", re.IGNORECASE
)
EXTENDED = re.compile(r"\bforlænge\w*\b.{0,60}?\btil\b(?: og med)?(?: udgangen af)? ?", re.IGNORECASE)
OPEN_END = re.compile(
    r"\b(?:gæld(?:er|ende|e)|gyldig\w*|virker|træder i kraft)\b.{0,30}?\b(?P<way>fra|den|til|frem til)(?: og med)?(?: udgangen af)? ?$",
    re.IGNORECASE,
)

_NOUN = r"(?:[\wæøåÆØÅ-]*(?:politik|strategi|plan|kommissori)(?:ken|en|um|et)?)"
_WHEN = r"(?:\s*(?:den|d\.|på mødet? den|i mødet? den|,|i))?\s*(?P<date>\d.{4,25}?\d{2,4}|[a-zæøå]+ \d{4})"
ADOPTED = re.compile(
    rf"^\W*(?:(?:[A-ZÆØÅ][\w-]+ )?[A-ZÆØÅ][\w-]+ [Kk]ommune\s*[–,·-]\s*)?(?:(?:den |denne )?(?P<noun>{_NOUN})\s+(?:.{{3,100}}? og )?(?:er|blev)\s+)?(?:endeligt?\s+)?(?:vedtaget|godkendt|tiltrådt)\b"
    rf"(?:\s+(?:af|i|på)\s+(?P<body>[\w\s,ÆØÅæøå-]{{3,70}}?))?{_WHEN}(?P<rest>(?:\W.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
ADOPTS = re.compile(
    rf"^\W*(?:[A-ZÆØÅ][\w-]+ [Kk]ommunes?,? )?(?P<body>{DECIDERS}) (?:har )?(?:vedtog|godkendte|tiltrådte|vedtaget|godkendt) (?:denne |den )?(?P<noun>{_NOUN})"
    rf"{_WHEN}(?P<rest>(?:\W.*)?)$", re.DOTALL
)  # fmt: skip
KINDS_OF = {"politik": {Kind.POLICY, Kind.UNKNOWN}, "strategi": {Kind.STRATEGY, Kind.UNKNOWN},
            "plan": {Kind.ACTION_PLAN, Kind.IMPLEMENTATION_PLAN, Kind.UNKNOWN, Kind.STRATEGY},
            "kommissori": {Kind.TERMS_OF_REFERENCE, Kind.UNKNOWN}}  # fmt: skip


def adoption_of(facts: Facts, blocks: list[Block]) -> Adoption | None:
    """Adoption of this very document: a line or sentence that says so with a full date."""
    if facts.kind is Kind.STATUS_ITEM:
        return None
    for block in content(blocks):
        if (
            "edtage" not in block.text
            and "odkend" not in block.text
            and "iltråd" not in block.text
            and "vedtog" not in block.text
        ):
            continue
        for sentence in (piece for line in block.text.split("\n") for piece in split_sentences(line)):
            if len(sentence) > 200:
                continue
            match = ADOPTED.match(sentence) or ADOPTS.match(sentence)
            if not match or not _is_this(facts, match["noun"]):
                continue
            if match["noun"] is None and len(block.text) > 400:
                continue  # in the middle of prose the words are said of something else
            when = FuzzyDate.parse(match["date"])
            if when is None:
                continue
            facts.rules["adopted"] = "adoption-printed"
            facts.adoption = squeeze(sentence)
            return Adoption(_body(match["body"]), when.iso()[0])
    return None


def _body(printed: str | None) -> str | None:
    """ "Kommunalbestyrelsens møde" is the Kommunalbestyrelse."""
    body = re.sub(r"\s+(?:den|d\.?|i|på|mødet|møde)$", "", (printed or "").strip(" ,"))
    body = re.sub(r"s? møde$", "", body)
    body = re.sub(r"(?<=[a-zæøå])s$", "", body) if printed and "møde" in printed else body
    return body or None


def _is_this(facts: Facts, noun: str | None) -> bool:
    """Whether "politikken", "strategien", "ungestrategien" is the document itself and not one it speaks of."""
    if noun is None:
        return True
    form = noun.casefold()
    kind = next((k for k in KINDS_OF if k in form), None)
    if kind is None or facts.kind not in KINDS_OF[kind]:
        return False
    before = form[: form.find(kind)]
    return before in ("", "handle", "handlings", "implementerings", "udmøntnings") or before.strip(
        "-"
    ) in squeeze(facts.title or "")


def period_of(facts: Facts, blocks: list[Block]) -> Period | None:
    """Validity of what the document is or orders; for a status item its reporting window."""
    blocks = content(blocks)
    if facts.kind is Kind.STATUS_ITEM:
        return _window(blocks) or _year_of(facts)
    near = range((facts.title_block or 0), (facts.title_block or 0) + 4)
    told = _extended(blocks) or _with_cue(blocks, near) or _near_title(blocks, near) or _one_end(blocks, near)
    if told:
        facts.rules["period"] = "period-printed"
    return told


def _with_cue(blocks: list[Block], near: range) -> Period | None:
    for number, block in enumerate(blocks):
        labelled = number > 0 and role_of(blocks[number - 1].text) == "period"
        cue = VALID.search(block.text)
        if cue and MADE.search(block.text[: cue.start()].rsplit(". ", 1)[-1]):
            continue  # the time in which it was written
        short = block.index in near or len(block.text) < 120
        told = _stretch(block.text) if labelled else None
        if cue and (_about_itself(block.text) or (short and number < 30)):
            told = told or _stretch(block.text[cue.start() : cue.end() + 70])
        if told:
            return told
    return None


def _near_title(blocks: list[Block], near: range) -> Period | None:
    return next(
        (
            told
            for block in blocks
            if block.index in near
            and len(block.text) < 160
            and not MADE.search(block.text)
            and (told := _stretch(block.text))
        ),
        None,
    )


def _extended(blocks: list[Block]) -> Period | None:
    """ "Byrådet har forlænget gyldigheden til den 31. december 2026": the new end counts, and the beginning where one is printed."""
    for block in blocks[:40]:
        for sentence in split_sentences(block.text):
            cue = EXTENDED.search(sentence)
            if not cue or not re.search(r"\b(?:gyldig|politik|strategi|plan)\w*", block.text, re.IGNORECASE):
                continue
            dates = find_dates(sentence[cue.end() :])
            if dates and dates[0].start <= 4:
                end = dates[0].date.iso()[1] or dates[0].date.iso()[0]
                starts = (
                    told.start for b in blocks[:40] if VALID.search(b.text) and (told := _stretch(b.text))
                )
                return Period(next((start for start in starts if start and start < end), None), end)
    return None


def _one_end(blocks: list[Block], near: range) -> Period | None:
    """ "Gældende fra 2025", "Strategien gælder til udgangen af 2029": the other end is not said."""
    for number, block in enumerate(blocks[:40]):
        for sentence in split_sentences(block.text):
            if len(sentence) > 160 or not (
                _about_itself(sentence) or block.index in near or (number < 12 and len(sentence) < 60)
            ):
                continue
            for found in find_dates(sentence)[:2]:
                cue = OPEN_END.search(sentence[: found.start])
                if cue:
                    start, end = found.date.iso()
                    return Period(None, end or start) if "til" in cue["way"] else Period(start, None)
    return None


def _about_itself(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:politik|strategi|plan|handleplan)(?:ken|en)?\b|\w+(?:politik|strategi)(?:ken|en)?\b",
            text,
            re.IGNORECASE,
        )
    )


def _stretch(text: str) -> Period | None:
    dates = find_dates(text)
    for found in dates:
        start, end = found.date.iso()
        if end and found.date.latest.year - found.date.earliest.year <= 15:
            return Period(start, end)
    # Ends printed unlike: "fra 1. januar 2026 til udgangen af 2029"; years told one by one: "2026 og 2027".
    for first, second in pairwise(dates):
        between = text[first.end : second.start]
        years = (
            first.date.precision == second.date.precision == "year"
            and second.date.earliest.year - first.date.latest.year == 1
        )
        to = re.fullmatch(
            r"\W*(?:og )?(?:frem )?til(?: og med)?(?: med)?(?: (?:udgangen|slutningen) af| den| d\.)?\W*",
            between,
        )
        both = years and re.fullmatch(r"\W*og(?: i)?\W*", between)
        if (to or both) and first.date.earliest < second.date.latest:
            return Period(first.date.iso()[0], second.date.iso()[1] or second.date.iso()[0])
    return None


def _year_of(facts: Facts) -> Period | None:
    """ "Årsstatus 2025", "Status på børnepolitikken 2024": the one year that the title prints."""
    years = [f.date.iso() for f in find_dates(facts.title or "") if f.date.precision == "year"]
    return Period(years[0][0], years[0][1] or years[0][0]) if len(years) == 1 else None


COVERS = re.compile(
    r"\b(?:dækker|omfatter|vedrører|samler op på|rapporterings\w*|status\w*|opgørelses\w*|perioden?|siden|i løbet af|gik|sket)\b",
    re.IGNORECASE,
)


def _window(blocks: list[Block]) -> Period | None:
    """The halves, quarters or stretch that the report says it covers."""
    for wanted in (("half", "quarter"), ("day", "month", "year")):
        for block in blocks:
            for sentence in split_sentences(block.text):
                if not COVERS.search(sentence) or COMING.search(sentence):
                    continue
                found = [f.date for f in find_dates(sentence) if f.date.precision in wanted]
                if (
                    wanted[0] == "half"
                    and found
                    and re.search(r"\b(?:i|for|perioden|siden|dækker|på)\b", sentence)
                ):
                    first, last = min(found, key=lambda d: d.earliest), max(found, key=lambda d: d.latest)
                    return Period(first.iso()[0], last.iso()[1] or last.iso()[0])
                if (
                    wanted[0] == "day"
                    and re.search(r"\b(?:\w*periode[nr]?|dækker|fra)\b", sentence)
                    and (stretch := _stretch(sentence))
                ):
                    return stretch
    for text in (sentence for block in blocks for sentence in split_sentences(block.text)):
        if COMING.search(text) or not WITHIN.search(text):
            continue
        if parts := [f.date for f in find_dates(text) if f.date.precision in ("half", "quarter")]:
            first, last = min(parts, key=lambda d: d.earliest), max(parts, key=lambda d: d.latest)
            return Period(first.iso()[0], last.iso()[1] or last.iso()[0])
    return None


WITHIN = re.compile(r"\b(?:i|for|perioden|siden)\b", re.IGNORECASE)
# What is to come is not what the report covers.
COMING = re.compile(
    r"\b(?:næste|evalueres|revideres|forelægges|senest|frist\w*|inden|behandles|kommer)\b", re.IGNORECASE
)
