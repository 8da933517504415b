"""Figures as they are written: Danish with a decimal comma and a dot for thousands, English the other way round.

Rounded half away from zero on the decimal digits, as people do, and not on the binary ones that a float is made of.
A minus is a minus sign, and no space breaks before a per cent sign (Retskrivningsordbogen; SI brochure, 5.4.7).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from roedtraad.writing.charts.facts import Unit

NBSP = "\u00a0"
MINUS = "\u2212"
_TURNED = str.maketrans(",.", ".,")

SPOKEN = {
    "da": {"percent": "{n} procent", "per_1000": "{n} pr. 1.000", "index": "indeks {n}", "days": ("dag", "dage")},
    "en": {"percent": "{n} per cent", "per_1000": "{n} per 1,000", "index": "index {n}", "days": ("day", "days")},
}  # fmt: skip
LARGE = ((1e10, {"da": "mia.", "en": "bn"}), (1e7, {"da": "mio.", "en": "m"}))  # ten of what is named
NUMBERS = {
    "da": "nul en to tre fire fem seks syv otte ni ti elleve tolv".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve".split(),
}


def number(value: float, decimals: int = 0, language: str = "da") -> str:
    """6.25 with one decimal → '6,3'; 12000 → '12.000'; −0.04 → '0,0' (a minus before nothing says something untrue)."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if not rounded:
        rounded = abs(rounded)
    written = f"{abs(rounded):,f}"
    if language != "en":
        written = written.translate(_TURNED)
    return (MINUS if rounded < 0 else "") + written


def brief(value: float, decimals: int = 0, language: str = "da") -> str:
    """The same where there is little room: ten millions and more with a word for the noughts, '12,5 mio.'."""
    for size, words in LARGE:
        if abs(value) >= size:
            return f"{number(value / size * 10, 1, language)}{NBSP}{words[language]}"
    return number(value, decimals, language)


def label(value: float, unit: Unit, language: str = "da", *, short: bool = False) -> str:
    """Beside a mark: '6,3 %', '22', '12 dage'. With `short`, large figures as :func:`brief` has them."""
    written = (brief if short else number)(value, unit.decimals, language)
    if unit.kind == "percent":
        return f"{written}{NBSP}%" if language != "en" else f"{written}%"
    if unit.kind == "days":
        return f"{written}{NBSP}{_days(value, unit, language)}"
    return written


def spoken(value: float, unit: Unit, language: str = "da") -> str:
    """In a sentence: '6,3 procent', '22 familier', '1 familie', '12,4 pr. 1.000 børn', 'indeks 103', '3,8'."""
    written = number(value, unit.decimals, language)
    words = SPOKEN[language]
    if unit.kind == "days":
        return f"{written}{NBSP}{_days(value, unit, language)}"
    if unit.kind == "number":
        noun = unit.one if written == "1" else unit.many
        return f"{written}{NBSP}{noun}" if noun else written
    if unit.kind == "score":
        return written
    said = str(words[unit.kind]).format(n=written)
    return f"{said} {unit.many}" if unit.kind == "per_1000" and unit.many else said


def _days(value: float, unit: Unit, language: str) -> str:
    one, many = SPOKEN[language]["days"]
    return one if number(value, unit.decimals, language) == "1" else many


def counted(count: int, language: str = "da") -> str:
    """A whole number in words up to twelve: 'syv', '13'."""
    return NUMBERS[language][count] if 0 <= count <= 12 else number(count, 0, language)


def joined(words: list[str], language: str = "da") -> str:
    """'a', 'a og b', 'a, b og c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'og' if language != 'en' else 'and'} {words[-1]}"
