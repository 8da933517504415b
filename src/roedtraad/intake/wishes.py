"""What a document should become, as a person says it on the form; kept with the acceptance.

What the document itself says it should become is in `proposals.py`.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import asdict, dataclass, field
from typing import Any

from roedtraad.language.dates import FuzzyDate, Precision
from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.models import Policy

from .composition import FRONT_LINE
from .enums import Target
from .models import SourceDocument

# Titles of the statutory policy of the Child's Act § 15, 1 (before 2024: the Social Services Act § 19, 2), and its plans (2 and 3).
CHILD_POLICY = re.compile(r"sammenhængende\s+børne|børne-?\s*og\s+unge-?politik", re.IGNORECASE)
CONTINGENCY = re.compile(r"\bberedskab", re.IGNORECASE)


@dataclass
class Wish:
    """`policy`: the primary key of an existing policy, None for a new one with `title`.

    For a plan it is the policy that the plan puts into practice, and `plan_title` is the plan's own name; for terms of
    reference the policy that they order; for a matter the one that it is about (None: those that the items name).
    A policy whose document holds focus areas of its own gets a plan too, of that name, unless `with_plan` is False.
    Dates are ISO 8601 or empty. `adopted` False: the edition stays a draft.

    decision      the primary key of the decision that adopted the edition, where it is kept here
    confirmed     ids of the proposals of `succession.py` that a person has said yes to
    items         keys of the agenda items to take in; None: those that the proposal would choose
    body, held    the body and the day of the meeting, where the items themselves say neither
    minutes       where the decisions stand; empty: made from body, day and item
    projects      keys of the external projects to take in; None: those that are sure
    demands       whether what was decided still has to be carried out, so that somebody is to be given the task
    """

    target: str = Target.POLICY
    policy: int | None = None
    title: str = ""
    kind: str = PolicyKind.POLICY
    plan_title: str = ""
    adopted: bool = False
    adopted_body: str = ""
    adopted_on: str = ""
    adopted_words: str = ""
    valid_from: str = ""
    valid_to: str = ""
    revision_due: str = ""
    evidence: str = ""
    decision: int | None = None
    confirmed: list[str] = field(default_factory=list)
    items: list[str] | None = None
    body: str = ""
    held: str = ""
    minutes: str = ""
    demands: bool = False
    projects: list[str] | None = None
    with_plan: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def kind_from_words(title: str, read_as: str) -> str:
    """The kind of a policy by the words of its title, else by what the reading took it for."""
    if CONTINGENCY.search(title):
        return PolicyKind.CONTINGENCY
    if CHILD_POLICY.search(title):
        return PolicyKind.CHILD_POLICY
    return read_as if read_as in PolicyKind.values else PolicyKind.POLICY


def front_lines(document: SourceDocument) -> str:
    """The short lines under the title, before the first section: there the document often says what it is."""
    lines = []
    for block in document.blocks[1:6]:
        if block["kind"] == "heading" or len(block["text"]) > FRONT_LINE:
            break
        lines.append(str(block["text"]))
    return " ".join(lines)


def first_day(printed: str | None) -> datetime.date | None:
    """The first day of a date of printed precision: '2020' → 1 January 2020. None for what is no date."""
    parts = _parts(printed)
    return _day(*[*parts, 1, 1][:3]) if parts else None


def last_day(printed: str | None) -> datetime.date | None:
    """The last day of a date of printed precision: '2026' → 31 December 2026. None for what is no date."""
    parts = _parts(printed)
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    return _day(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def _parts(printed: str | None) -> list[int]:
    return [int(part) for part in (printed or "").split("-") if part.isdecimal()]


def _day(year: int, month: int, day_: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day_)
    except ValueError:
        return None


def printed_date(
    printed: str | None, printed_to: str | None = None, words: str = "", vague: bool = False
) -> FuzzyDate | None:
    """A date out of its ISO form, no finer than that; None for what is no date."""
    first, last = first_day(printed), last_day(printed_to or printed)
    if first is None or last is None or last < first:
        return None
    precision = {0: Precision.YEAR, 1: Precision.MONTH}.get((printed or "").count("-"), Precision.DAY)
    return FuzzyDate(first, last, precision, words, vague)


def day(value: str) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


def period_of(header: dict[str, Any]) -> dict[str, Any]:
    period = header.get("period") or {}
    starts, ends = first_day(period.get("from")), last_day(period.get("to"))
    return {"valid_from": starts.isoformat() if starts else "", "valid_to": ends.isoformat() if ends else ""}


def wished_policy(wish: Wish) -> Policy | None:
    return Policy.objects.filter(pk=wish.policy).first() if wish.policy else None


# 'revideres i 2027': a revision to come, of the text itself and not of figures or of an agreement.
REVISION = re.compile(
    r"\b(?:revider\w*|revision\w*|genforhandl\w*|skal (?:fornyes|afløses)|justering af \w*(?:politik|strategi|plan))",
    re.IGNORECASE,
)


def revision_day(element: Any) -> str:
    """The last day on which a follow-up says that the text is to be revised, ISO; empty where it says none."""
    printed = element.attributes.get("date_to") or element.attributes.get("date")
    if not printed or not REVISION.search(element.text):
        return ""
    day_ = last_day(str(printed))
    return day_.isoformat() if day_ else ""


def shortened(words: str, most: int) -> str:
    """Words that fit into a column: cut at a word, with ' …' where something is left out."""
    if len(words) <= most:
        return words
    return words[: most - 2].rsplit(" ", 1)[0][: most - 2].rstrip() + " …"
