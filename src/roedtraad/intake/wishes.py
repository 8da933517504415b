"""What a document should become: guessed from what was read, said by a person, kept with the acceptance."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import asdict, dataclass
from typing import Any

from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.models import Policy
from roedtraad.policies.queries import find_policy

from .composition import FRONT_LINE
from .enums import ElementKind, ElementState, Target
from .models import SourceDocument

# Titles of the statutory policy of the Child's Act § 15, 1 (before 2024: the Social Services Act § 19, 2), and its plans (2 and 3).
CHILD_POLICY = re.compile(r"sammenhængende\s+børne|børne-?\s*og\s+unge-?politik", re.IGNORECASE)
CONTINGENCY = re.compile(r"\bberedskab", re.IGNORECASE)


@dataclass
class Wish:
    """`policy`: the primary key of an existing policy, None for a new one with `title`.

    For a plan it is the policy that the plan puts into practice, and `plan_title` is the plan's own name.
    Dates are ISO 8601 or empty. `adopted` False: the edition stays a draft.
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
    evidence: str = ""

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
    """The first day of a date of printed precision: '2020' → 1 January 2020."""
    parts = [int(part) for part in (printed or "").split("-") if part.isdecimal()]
    return datetime.date(*[*parts, 1, 1][:3]) if parts else None


def last_day(printed: str | None) -> datetime.date | None:
    """The last day of a date of printed precision: '2026' → 31 December 2026."""
    parts = [int(part) for part in (printed or "").split("-") if part.isdecimal()]
    if not parts:
        return None
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return datetime.date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def day(value: str) -> datetime.date | None:
    return datetime.date.fromisoformat(value) if value else None


def proposal(document: SourceDocument) -> Wish:
    """What the document itself says it should become. Nothing is guessed that it does not say."""
    header = document.header
    title = (document.title or document.name.rsplit(".", 1)[0])[:300]
    if document.kind in ("implementation_plan", "action_plan"):
        named = (
            document.elements.exclude(state=ElementState.DROPPED)
            .filter(type=ElementKind.RELATION, attributes__relation="implements")
            .first()
        )
        policy = find_policy(named.text) if named else None
        return Wish(
            target=Target.PLAN,
            policy=policy.pk if policy else None,
            title=policy.title if policy else (named.text if named else ""),
            kind=policy.kind if policy else kind_from_words(named.text if named else "", "policy"),
            plan_title=title,
            **_period(header),
        )
    policy = find_policy(title)
    kind = kind_from_words(f"{title} {front_lines(document)}", document.kind)
    if policy is None and kind == PolicyKind.CHILD_POLICY:
        policy = Policy.objects.filter(kind=kind).order_by("is_stub", "pk").first()  # the law knows one
    wish = Wish(
        policy=policy.pk if policy else None,
        title=policy.title if policy and not policy.is_stub else title,
        kind=policy.kind if policy and not policy.is_stub else kind,
        **_period(header),
    )
    adopted = header.get("adopted") or {}
    if adopted.get("body") or adopted.get("date"):
        wish.adopted_body = adopted.get("body") or ""
        date = adopted.get("date") or ""
        exact = date.count("-") == 2
        wish.adopted_on, wish.adopted_words = (date, "") if exact else ("", date)
        wish.evidence = document.name
        wish.valid_from = wish.valid_from or (date if exact else "")
        wish.adopted = bool(wish.adopted_body and date and wish.valid_from)
    return wish


def _period(header: dict[str, Any]) -> dict[str, Any]:
    period = header.get("period") or {}
    starts, ends = first_day(period.get("from")), last_day(period.get("to"))
    return {"valid_from": starts.isoformat() if starts else "", "valid_to": ends.isoformat() if ends else ""}


def wished_policy(wish: Wish) -> Policy | None:
    return Policy.objects.filter(pk=wish.policy).first() if wish.policy else None
