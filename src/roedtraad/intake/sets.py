"""Documents and policies that belong together: what each says of the others, and by their names.

Nothing is kept: it is read off what was read and what stands here, so that it holds in whatever order documents come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.thread import addresses
from roedtraad.matters.enums import APPROVALS
from roedtraad.matters.models import Decision
from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.models import MatterSubject, Policy
from roedtraad.policies.naming import title_key

from .composition import same
from .enums import DocumentState, ElementKind, ElementState
from .models import Element, SourceDocument
from .wishes import CHILD_POLICY

MOST = 500  # documents, the newest, that are looked at
OF_A_NAME = 50  # documents of one name, or that name one policy
POLICIES = frozenset({"policy", "strategy", "unknown"})
# What a kind of document is for, where its title alone names the policy: 'Implementeringsplan for …', 'Status på …'.
BY_TITLE = {
    "implementation_plan": ("implements", re.compile(r"^\W*[\w-]*plan\w*\s+(?:for|til|på)\s+(?P<of>.{6,})$", re.IGNORECASE)),
    "action_plan": ("implements", re.compile(r"^\W*[\w-]*plan\w*\s+(?:for|til|på)\s+(?P<of>.{6,})$", re.IGNORECASE)),
    "status_item": ("concerns", re.compile(
        r"^\W*(?:\w+\s+)?(?:status|opfølgning|afrapportering|evaluering)\w*\s+(?:på|for|af|om|vedrørende)\s+"
        r"(?:arbejdet med\s+)?(?:implementering(?:en)? af\s+)?(?P<of>.{6,})$", re.IGNORECASE)),
    "terms_of_reference": ("concerns", re.compile(
        r"^\W*kommissorium\s+(?:for|til|vedrørende)\s+(?:udarbejdelse(?:n)? af\s+|revision(?:en)? af\s+)?(?P<of>.{6,})$",
        re.IGNORECASE)),
}  # fmt: skip
ADOPTING = re.compile(r"\b(?:vedtag\w*|vedtog\w*|godkend\w*|endelig\w*)\b", re.IGNORECASE)
REPORTING = re.compile(
    r"\b(?:status\w*|opfølgning\w*|evaluering\w*|afrapportering\w*|kommissorium\w*)\b", re.IGNORECASE
)
KEY = 10  # letters: a shorter name is found in any sentence
ALIKE = 0.7  # share of the shorter text's runs of words that stand in the other
RUN = 5  # words
CANDIDATES = 12  # documents whose whole text is compared


@dataclass(frozen=True)
class Tie:
    """That something belongs with a document: `why` says how, in a sentence's end; `policy` where that is the other end."""

    how: str
    label: str
    url: str
    why: str
    policy: int | None = None
    document: int | None = None
    forward: bool = True


@dataclass(frozen=True)
class Evidence:
    """Where an adoption can be seen: a decision that is kept here, or a sentence of another document."""

    body: str
    date: str
    words: str
    decision: int | None = None


@dataclass
class _Row:
    """A document as far as its ties go."""

    pk: int
    name: str
    title: str
    kind: str
    state: str
    period: dict[str, Any]
    says: list[tuple[str, str, str]] = field(default_factory=list)  # relation, key, words

    @cached_property
    def key(self) -> str:
        return title_key(self.title) if self.title else ""

    @property
    def is_policy(self) -> bool:
        return self.kind in POLICIES

    @property
    def label(self) -> str:
        return self.title or self.name


class Overview:
    """What all documents say of each other, and the policies that stand here. Three queries, whatever is asked."""

    @cached_property
    def rows(self) -> dict[int, _Row]:
        fields = ("pk", "name", "title", "kind", "state", "header__period")
        documents = (
            SourceDocument.objects.filter(state__in=(DocumentState.READ, DocumentState.ACCEPTED))
            .order_by("-received_at", "-pk")
            .values_list(*fields)[:MOST]
        )
        rows = {
            pk: _Row(pk, name, title, kind, state, period or {})
            for pk, name, title, kind, state, period in documents
        }
        said = (
            Element.objects.filter(type=ElementKind.RELATION, document__in=list(rows))
            .exclude(state=ElementState.DROPPED)
            .order_by("document", "order", "pk")
            .values_list("document", "text", "attributes__relation", "attributes__item")
        )
        for document, text, relation, item in said:
            if not item:
                rows[document].says.append((str(relation or "relates_to"), title_key(text), text))
        for row in rows.values():
            relation, pattern = BY_TITLE.get(row.kind, ("", None))
            named = pattern.match(row.title) if pattern else None
            if named and not any(each == relation for each, _key, _text in row.says):
                row.says.append((relation, title_key(named["of"]), named["of"].strip()))
        return rows

    @cached_property
    def policies(self) -> dict[str, tuple[int, str, bool, str]]:
        """By key: primary key, title, whether it is a stub, kind; one with text before a stub."""
        found: dict[str, tuple[int, str, bool, str]] = {}
        for pk, title, stub, kind in Policy.objects.order_by("is_stub", "pk").values_list(
            "pk", "title", "is_stub", "kind"
        ):
            found.setdefault(title_key(title), (pk, title, stub, kind))
        return found

    @cached_property
    def _near(self) -> dict[str, list[_Row]]:
        """Documents by the keys they bear or name, the newest `OF_A_NAME` of each: what one may have to do with is few of many."""
        found: dict[str, list[_Row]] = {}
        for row in self.rows.values():
            for key in dict.fromkeys(
                [*([row.key] if row.key else ()), *(key for _relation, key, _text in row.says)]
            ):
                if len(others := found.setdefault(key, [])) < OF_A_NAME:
                    others.append(row)
        return found

    @cached_property
    def _review(self) -> Callable[[int], str]:
        return addresses("intake:review")

    def ties(self, document: SourceDocument) -> list[Tie]:
        """What belongs with a document, the closest first: what it says of others, what they say of it, and its namesakes."""
        own = self.rows.get(document.pk)
        if own is None:
            return []
        found: list[Tie] = []
        for relation, key, text in own.says:
            if key != own.key:
                found += self._named(own, relation, key, text)
        if own.is_policy:
            for other in self._near.get(own.key, ()):
                if other.pk != own.pk:
                    found += self._naming(own, other)
        if own.is_policy and own.state == DocumentState.READ and own.key in self.policies:
            found.append(self._namesake(self.policies[own.key]))
        return _each_once(found)

    def _named(self, own: _Row, relation: str, key: str, text: str) -> list[Tie]:
        found = []
        known = self._policy(key, text)
        if known is not None and not known[2]:
            pk, title, _stub, _kind = known
            found.append(
                Tie(relation, title, reverse("policies:policy", args=[pk]), _says(relation), policy=pk)
            )
        found += [
            Tie(relation, row.label, self._review(row.pk), _says(relation), document=row.pk)
            for row in self._near.get(key, ())
            if row.pk != own.pk and row.is_policy and row.key == key
            and not (known and not known[2] and row.state == DocumentState.ACCEPTED)
        ]  # fmt: skip
        return found

    def _policy(self, key: str, text: str) -> tuple[int, str, bool, str] | None:
        """The policy of that name; the statutory one also by what the law calls it, as there is one."""
        if key in self.policies:
            return self.policies[key]
        if CHILD_POLICY.search(text):
            return next(
                (row for row in self.policies.values() if row[3] == PolicyKind.CHILD_POLICY and not row[2]),
                None,
            )
        return None

    def _naming(self, own: _Row, other: _Row) -> list[Tie]:
        """What `other` says of the policy `own`."""
        url = self._review(other.pk)
        found = [
            Tie(relation, other.label, url, _is_said(relation), document=other.pk, forward=False)
            for relation, key, _text in other.says
            if key == own.key
        ]
        if other.is_policy and own.key and own.key == other.key:
            found.append(Tie("edition", other.label, url, _another(own, other), document=other.pk))
        return found

    def _namesake(self, known: tuple[int, str, bool, str]) -> Tie:
        pk, title, stub, _kind = known
        why = (
            _("is known by name here, and gets its text from this document")
            if stub
            else _("is the same policy: this is an edition of it")
        )
        return Tie(
            "stub" if stub else "edition", title, reverse("policies:policy", args=[pk]), why, policy=pk
        )


def _each_once(ties: Iterable[Tie]) -> list[Tie]:
    found: dict[tuple[int | None, int | None], Tie] = {}
    for tie in ties:
        found.setdefault((tie.policy, tie.document), tie)
    return list(found.values())


def _says(relation: str) -> str:
    """How the other stands to a document that names it."""
    words = {
        "implements": _("is put into practice by this"),
        "concerns": _("is what this is about"),
        "part_of": _("is what this is a part of"),
        "replaces": _("is replaced by this"),
        "replaced_by": _("replaces this"),
        "builds_on": _("is what this builds on"),
        "supports": _("is supported by this"),
    }
    return words.get(relation) or _("is named in this")


def _is_said(relation: str) -> str:
    """How the other stands to this, which it names."""
    words = {
        "implements": _("puts this into practice"),
        "concerns": _("is about this"),
        "part_of": _("is a part of this"),
        "replaces": _("replaces this"),
        "replaced_by": _("is replaced by this"),
        "builds_on": _("builds on this"),
        "supports": _("supports this"),
    }
    return words.get(relation) or _("names this")


def _another(own: _Row, other: _Row) -> str:
    """Two documents of one name: by their periods one comes before the other, or nobody can tell."""
    mine, theirs = str(own.period.get("from") or ""), str(other.period.get("from") or "")
    if mine and theirs and mine[:4] != theirs[:4]:
        return (
            _("is an earlier edition of the same") if theirs < mine else _("is a later edition of the same")
        )
    return _("bears the same name")


# Texts that are nearly the same


def alike(document: SourceDocument) -> Tie | None:
    """A document with nearly the same words as this one: perhaps the same text in another version. One query."""
    runs = _runs(document.blocks)
    if len(runs) < 20:
        return None
    others = (
        SourceDocument.objects.filter(state__in=(DocumentState.READ, DocumentState.ACCEPTED))
        .exclude(pk=document.pk)
        .defer("content")
        .order_by("-received_at", "-pk")[:CANDIDATES]
    )
    best, share = None, ALIKE
    for other in others:
        theirs = _runs(other.blocks)
        common = len(runs & theirs) / max(1, min(len(runs), len(theirs)))
        longer = max(len(runs), len(theirs)) <= 2 * min(len(runs), len(theirs))
        if longer and common > share:
            best, share = other, common
    if best is None:
        return None
    # Rounded down: what differs in a word is not the same.
    why = _("has %(share)d per cent of its words in the same order as this") % {"share": int(share * 100)}
    return Tie(
        "alike", best.title or best.name, reverse("intake:review", args=[best.pk]), why, document=best.pk
    )


def _runs(blocks: Sequence[dict[str, Any]]) -> set[int]:
    words = re.findall(
        r"\w+", " ".join(str(b["text"]) for b in blocks if b["kind"] != "furniture").casefold()
    )
    return {hash(tuple(words[place : place + RUN])) for place in range(len(words) - RUN + 1)}


# The decision that adopted it


def evidence_for(document: SourceDocument, policy: int | None, title: str) -> list[Evidence]:
    """Decisions by which this document may have been adopted: those kept here, then what other documents tell. Two queries."""
    key = title_key(title)
    return [*_decisions(policy), *(_told(document, key) if len(key) >= KEY else [])]


def _decisions(policy: int | None) -> list[Evidence]:
    if policy is None:
        return []
    rows = (
        Decision.objects.filter(
            matter__in=MatterSubject.objects.filter(policy=policy).values("matter"), result__in=APPROVALS
        )
        .select_related("matter", "body", "recommendation")
        .order_by("-date", "-pk")[:20]
    )
    return [
        Evidence(
            each.body.name, each.date.isoformat(), f"{each.matter.title}. {each.minutes_reference}", each.pk
        )
        for each in rows
        if _adopts(f"{each.matter.title} {each.recommendation.text if each.recommendation else ''}")
    ]


def _adopts(words: str) -> bool:
    return bool(ADOPTING.search(words)) and not REPORTING.search(words)


def _told(document: SourceDocument, key: str) -> list[Evidence]:
    rows = (
        Element.objects.filter(
            type=ElementKind.DECISION, attributes__result="approved", document__state__in=("read", "accepted")
        )
        .exclude(document=document.pk)
        .exclude(state=ElementState.DROPPED)
        .order_by("-document", "order")
        .values_list("text", "attributes__body", "attributes__date", "document__title", "document__name", "attributes__item")
    )[:MOST]  # fmt: skip
    found = []
    for text, body, date, title, name, item in rows:
        if not body or not date or str(date).count("-") != 2:
            continue
        itself = key in title_key(text) and _adopts(text)
        item_adopts = not item and key in title_key(title or "") and _adopts(title or "")
        if itself or item_adopts:
            words = same(text).capitalize() if not itself else " ".join(text.split())
            found.append(Evidence(str(body), str(date), f"{name}: {words}"))
    return found
