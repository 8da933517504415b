"""What a sentence says of a project besides who it is with: its name, its grant, its period. As printed, else None."""

from __future__ import annotations

import re

from roedtraad.language.dates import FuzzyDate, Precision, find_dates
from roedtraad.reading.recognise import project_words as words
from roedtraad.reading.recognise.partners import Partner, outsiders

AT_MOST = 200  # characters of a grant's words
# A quarter and a half of a year are one time, though they are printed as two ends.
ONE_TIME = {Precision.QUARTER: 93, Precision.HALF: 185, Precision.SEASON: 100}


def title_in(text: str, own: str | None) -> str | None:
    """The project's name: in quotation marks, after "projektet", or "projekt om …" where it has no other."""
    for pattern in (words.TITLE_AFTER, words.TITLE_BARE, words.TITLE_WORD, words.TITLE_ABOUT):
        for match in pattern.finditer(text):
            title = next(value for value in match.groupdict().values() if value).strip(" ,.–-")
            if pattern is words.TITLE_BARE and _is_somebody(title, own):
                continue
            return title
    return None


def _is_somebody(title: str, own: str | None) -> bool:
    """ "Projektet Fjordby Kommune …", "projektet Socialstyrelsen …": who stands next, and no name of it."""
    ours = (own or "").removesuffix(" Kommune")
    return (bool(ours) and title.startswith(ours)) or any(each.start == 0 for each in outsiders(title, own))


def grant(text: str, partner: Partner | None = None) -> str | None:
    """The amount as printed; without one, the words for the partner's money with what it is for."""
    amount = words.AMOUNT.search(text)
    if amount:
        return amount.group().strip(" ,")
    gifts = list(words.GIFT.finditer(text)) if partner else []
    if partner is None or not gifts:
        return None
    before = [gift for gift in gifts if gift.end() <= partner.start]
    start, end = (before[-1].start(), partner.end) if before else (partner.start, gifts[0].end())
    purpose = words.GIVEN_FOR.match(text, end)
    return text[start : purpose.end() if purpose else end][:AT_MOST]


def period(text: str) -> tuple[str | None, str | None]:
    """From when to when a project runs, ISO 8601 of the printed precision; the day on which money was given is none of both."""
    begins = ends = None
    for found in find_dates(text):
        before = text[: found.start]
        if words.OTHERS_YEARS.search(before[-60:]):
            continue
        start, end = found.date.iso()
        if end is not None and not _one_time(found.date):
            if words.STRETCH.search(before[-40:]):
                return start, end
        elif words.UNTIL.search(before[-40:]):
            ends = end or start
        elif words.SINCE.search(before[-40:]) and begins is None:
            begins = start
    if begins and ends and ends[: len(begins)] < begins[: len(ends)]:
        return None, None
    return begins, ends


def _one_time(date: FuzzyDate) -> bool:
    return (date.latest - date.earliest).days <= ONE_TIME.get(date.precision, 0)


def years_in(text: str) -> tuple[str | None, str | None]:
    """The two ends of a cell that holds a period and nothing else."""
    dates = find_dates(text)
    if not dates:
        return None, None
    start, end = dates[0].date.iso()
    if len(dates) == 2 and end is None:
        end = dates[1].date.iso()[1] or dates[1].date.iso()[0]
    elif end is None and re.match(r"\s*(?:til|frem til|indtil)\b", text):
        start, end = None, start  # type: ignore[assignment]
    return start, end
