"""Finding CPR numbers, so that they can be stopped on the way in.

A CPR number is a date of birth, ddmmyy, and four digits. Since 2007 numbers are given that fail the old
check by modulus 11 (cpr.dk: "Personnumre uden kontrolciffer"), so the check says nothing; what is required
is a date that exists in the century that the seventh digit names. Phone, case, product-unit and account
numbers are told apart by their neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# The digits, with hyphen, dash or space before the last four or nothing; no digit or number part beside it.
NUMBER = re.compile(
    r"(?<![\w])(?<![\d][-/.,:])(?<![+-])(\d{2})(\d{2})(\d{2})( ?[-\u2010-\u2013] ?|[ \u00a0])?(\d)(\d{3})"
    r"(?![\w])(?![-/:]\d)(?![.,]\d)"
)
# Ten digits without a hyphen are something else when one of these stands before them.
OTHER_NUMBER = re.compile(
    r"(?:p-?\s?(?:nr|nummer)|produktionsenhed\w*|cvr\w*|sag(?:s)?\s?-?(?:nr|nummer|id)?|journal\s?-?(?:nr|nummer)?|j\.?nr|"
    r"dok(?:ument)?\s?-?(?:nr|nummer|id)?|ean\w*|gln\w*|konto\w*|faktura\w*|ordre\w*|tlf|telefon\w*|mobil\w*|isbn\w*|id|"
    r"fax|lb\.?\s?nr|matr\w*)[.:\s]*$",
    re.IGNORECASE,
)


@dataclass(slots=True, frozen=True)
class Place:
    """Where a number stands: offsets in the text, line and column from 1, and the number with its end hidden."""

    start: int
    end: int
    line: int
    column: int
    masked: str


def find(text: str) -> list[Place]:
    """Every place in the text that holds a CPR number."""
    places = []
    for match in NUMBER.finditer(text):
        day, month, year, joint, seventh, _ = match.groups()
        if not _born(int(day), int(month), int(year), int(seventh)):
            continue
        if (joint is None or joint.isspace()) and OTHER_NUMBER.search(
            text, max(0, match.start() - 40), match.start()
        ):
            continue
        line_start = text.rfind("\n", 0, match.start()) + 1
        places.append(
            Place(
                match.start(),
                match.end(),
                text.count("\n", 0, match.start()) + 1,
                match.start() - line_start + 1,
                f"{day}{month}{year}-****",
            )
        )
    return places


def _born(day: int, month: int, year: int, seventh: int) -> bool:
    """Whether the date exists. Centuries by the seventh digit: cpr.dk, "Personnummeret i CPR", table 1."""
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return True
