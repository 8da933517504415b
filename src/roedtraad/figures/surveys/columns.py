"""What each column of a survey says, by its header; and the answers' own order. A new name for a column is one word here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from roedtraad.language import sort_key


class ColumnRole(StrEnum):
    """What a column says. The value is what is stored."""

    PERIOD = "period"
    QUESTION = "question"
    ANSWER = "answer"
    GRADE = "grade"
    SEX = "sex"
    SCHOOL = "school"
    COUNT = "count"
    PERCENT = "percent"
    RESPONDENTS = "respondents"  # n: how many answered
    PERSON = "person"  # one child: refused
    VALUE = "value"  # an answer whose figures stand below it
    NONE = ""


SPLITS = (ColumnRole.GRADE, ColumnRole.SEX, ColumnRole.SCHOOL)
LABELS = {
    ColumnRole.QUESTION: "Spørgsmål", ColumnRole.ANSWER: "Svar", ColumnRole.GRADE: "Klassetrin", ColumnRole.SEX: "Køn",
    ColumnRole.SCHOOL: "Skole",
}  # fmt: skip

_PATTERNS: tuple[tuple[ColumnRole, str], ...] = (
    (ColumnRole.PERSON, r"(?:respondent|elev|barn|person|besvarelses?|løbe|id|cpr|personnummer)[ -]?(?:nr|nummer|id|kode)|id|cpr(?:-?nr\.?)?|personnummer|"
                        r"(?:for|efter|elevens )?navn|e-?mail|uni-?login|unilogin|initialer|fødsels(?:dag|dato)|ip(?:-?adresse)?|respondent"),
    (ColumnRole.PERIOD, r"(?:skole)?år(?:et|stal)?|periode|undersøgelsesår|tid|year|school year|period|måling"),
    (ColumnRole.QUESTION, r"spørgsmål(?:stekst)?|emne|tema|question|item|udsagn"),
    (ColumnRole.ANSWER, r"svar(?:mulighed|kategori|tekst)?|answer|response|kategori"),
    (ColumnRole.GRADE, r"klasse(?:trin)?|trin|årgang|grade"),
    (ColumnRole.SEX, r"køn|sex|gender"),
    (ColumnRole.SCHOOL, r"skole(?:navn|distrikt)?|institution|distrikt|område|school|enhed|afdeling"),
    (ColumnRole.RESPONDENTS, r"n|n ?=|base|(?:antal )?(?:besvarelser|respondenter|deltagere)|antal (?:besvarede|der har svaret)|respondents|i alt|total|ialt"),
    (ColumnRole.PERCENT, r"procent|pct|%|andel|svarprocent|percent|share|procentandel"),
    (ColumnRole.COUNT, r"antal(?: svar| elever| unge| børn)?|count|number|frekvens|hyppighed"),
)  # fmt: skip


def role_of(header: str) -> ColumnRole:
    form = " ".join(header.split()).rstrip(":.").casefold()
    return next((role for role, pattern in _PATTERNS if re.fullmatch(pattern, form)), ColumnRole.NONE)


def guess_roles(headers: Sequence[str]) -> list[ColumnRole]:
    """The role of each header. No role twice, save what has figures or none."""
    found: list[ColumnRole] = []
    for header in headers:
        role = role_of(header)
        found.append(ColumnRole.NONE if role in found and role in LABELS else role)
    return found


GRADE = re.compile(r"\d{1,2}\. ?(?:kl(?:asse|\.)?|årgang|trin|klassetrin)|grade \d{1,2}", re.IGNORECASE)
SEX = re.compile(r"drenge?|piger?|mænd|kvinder|dreng|pige|boys|girls|andet køn|hverken .*", re.IGNORECASE)
TOTAL = re.compile(
    r"i alt|ialt|total|sum|alle(?: elever| unge)?|n ?=?|(?:antal )?(?:besvarelser|respondenter)|antal svar|base",
    re.IGNORECASE,
)

# Scales as questionnaires have them, from most to least, or from yes to no.
SCALES: tuple[tuple[str, ...], ...] = (
    ("ja", "ja, en gang", "ja, flere gange", "nej", "ved ikke", "ønsker ikke at svare"),
    ("dagligt", "hver dag", "næsten hver dag", "ugentligt", "hver uge", "månedligt", "hver måned", "sjældnere", "aldrig", "ved ikke"),
    ("altid", "meget tit", "tit", "meget ofte", "ofte", "en gang imellem", "af og til", "nogle gange", "sjældent", "meget sjældent", "aldrig", "ved ikke"),
    ("helt enig", "meget enig", "overvejende enig", "enig", "delvist enig", "hverken enig eller uenig", "delvist uenig", "overvejende uenig",
     "uenig", "meget uenig", "helt uenig", "ved ikke"),
    ("meget god", "virkelig god", "god", "rimelig god", "nogenlunde", "hverken god eller dårlig", "dårlig", "meget dårlig", "ved ikke"),
    ("meget glad", "glad", "nogenlunde glad", "hverken glad eller ked af det", "ikke så glad", "ked af det", "ved ikke"),
    ("i høj grad", "i nogen grad", "i mindre grad", "slet ikke", "ved ikke"),
    ("strongly agree", "agree", "neither agree nor disagree", "disagree", "strongly disagree", "don't know"),
    ("always", "often", "sometimes", "seldom", "rarely", "never", "don't know"),
    ("yes", "no", "don't know"),
)  # fmt: skip


def in_order(answers: Sequence[str]) -> tuple[list[str], bool]:
    """(the answers in their own order, whether that order is known).

    A known scale that has them all says it; else the order in which they stand, which is not theirs where it is the alphabet's.
    """
    forms = {answer: " ".join(answer.split()).casefold() for answer in answers}
    for scale in SCALES:
        places = {answer: scale.index(form) for answer, form in forms.items() if form in scale}
        if len(places) == len(answers):
            return sorted(answers, key=lambda each: places[each]), True
    alphabetical = list(answers) == sorted(answers, key=sort_key)
    return list(answers), len(answers) < 3 or not alphabetical
