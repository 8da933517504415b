"""Reads over policies, editions and passages that pages and other apps share."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roedtraad.core import thread
from roedtraad.core.thread import Knot
from roedtraad.matters.queries import MatterLine, matter_lines

from .enums import PROMISING_KINDS, PassageKind, PolicyKind
from .models import (
    Edition,
    MatterSubject,
    Passage,
    PassageText,
    Policy,
    PolicyRelation,
    Revision,
    TranscriptionFix,
)
from .naming import danish_order, title_key

PAGE = 50
LINE = 80  # characters: a paragraph whose lines are all shorter was broken on purpose
HEADLINE = 60  # longest lead-in, in characters, that is set as a heading


def find_policy(title: str) -> Policy | None:
    """The policy of that name (see naming.title_key), one with text rather than a stub; None if there is none."""
    key = title_key(title)
    for pk, name in Policy.objects.order_by("is_stub", "pk").values_list("pk", "title"):
        if title_key(name) == key:
            return Policy.objects.get(pk=pk)
    return None


def latest_revision(edition: Edition) -> Revision | None:
    """The newest state of an edition's text: what is shown."""
    return edition.revisions.order_by("-number").first()


@dataclass(frozen=True)
class Standing:
    """How an edition stands on a day: draft | released | submitted | coming | in_force | overdue | replaced | repealed."""

    key: str
    label: Any
    day: datetime.date | None = None

    @property
    def holds(self) -> bool:
        return self.key in ("in_force", "overdue")


WORDS = {
    "draft": _("draft"),
    "released": _("released"),
    "submitted": _("put before the council"),
    "coming": _("adopted, not yet in force"),
    "in_force": _("in force"),
    "overdue": _("in force, but its period has ended"),
    "replaced": _("replaced"),
    "repealed": _("repealed"),
}


def standings(editions: Iterable[Edition], on: datetime.date) -> dict[int, Standing]:
    """How each of one or several policies' editions stands on a day; same rule as `Edition.objects.in_force(day)`."""
    rows = list(editions)
    found: dict[int, Standing] = {}
    newest: dict[int, Edition] = {}
    for each in rows:
        if each.is_immutable and each.valid_from and each.valid_from <= on:
            best = newest.get(each.policy_id)
            if best is None or (each.valid_from, each.number) > (best.valid_from, best.number):
                newest[each.policy_id] = each
    for each in rows:
        found[each.pk] = _standing(each, newest.get(each.policy_id), on)
    return found


def _standing(edition: Edition, newest: Edition | None, on: datetime.date) -> Standing:
    if not edition.is_immutable:
        key, day = str(edition.state), None
    elif edition.repealed_on and edition.repealed_on <= on:
        key, day = ("replaced" if edition.replaced_by_id else "repealed"), edition.repealed_on
    elif edition.valid_from is None or edition.valid_from > on:
        key, day = "coming", edition.valid_from
    elif newest is not None and newest.pk != edition.pk:
        key, day = "replaced", newest.valid_from
    elif edition.valid_to and edition.valid_to < on:
        key, day = "overdue", edition.valid_to
    else:
        key, day = "in_force", None
    return Standing(key, WORDS[key], day)


# The list of policies


@dataclass(frozen=True)
class PolicyRow:
    policy: Policy
    edition: Edition | None
    standing: Standing | None


@dataclass(frozen=True)
class PolicyList:
    """A page of policies in the order of the Danish alphabet. `total` and `stubs` count all, before the filter."""

    page: Page[Any]
    rows: list[PolicyRow]
    total: int
    stubs: int


def policy_list(
    *, on: datetime.date, find: str = "", kind: str = "", text: str = "", page: str | int = 1
) -> PolicyList:
    """Policies by title. `find`: part of the title; `kind`: a PolicyKind; `text`: 'yes' with text, 'no' stubs only."""
    names = list(Policy.objects.values_list("pk", "title", "kind", "is_stub"))
    wanted = [
        (pk, title)
        for pk, title, kind_, stub in names
        if find.casefold() in title.casefold()
        and kind in ("", kind_)
        and text in ("", "no" if stub else "yes")
    ]
    wanted.sort(key=lambda row: (danish_order(row[1]), row[0]))
    shown = Paginator(wanted, PAGE).get_page(page)
    keys = [pk for pk, _title in shown]
    policies = Policy.objects.in_bulk(keys)
    editions = list(Edition.objects.filter(policy__in=keys).order_by("policy", "-number"))
    states = standings(editions, on)
    first: dict[int, Edition] = {}
    for edition in editions:
        best = first.get(edition.policy_id)
        if best is None or (states[edition.pk].holds and not states[best.pk].holds):
            first[edition.policy_id] = edition
    rows = [
        PolicyRow(policies[pk], first.get(pk), states[first[pk].pk] if pk in first else None) for pk in keys
    ]
    return PolicyList(shown, rows, len(names), sum(1 for row in names if row[3]))


def kinds_in_use() -> list[tuple[str, Any]]:
    used = set(Policy.objects.values_list("kind", flat=True).distinct())
    return [(kind.value, kind.label) for kind in PolicyKind if kind.value in used]


# One policy


@dataclass(frozen=True)
class PolicyPage:
    """A policy: its editions, newest first, how it stands to others, read from both ends, and the matters about it."""

    policy: Policy
    editions: list[tuple[Edition, Standing]]
    relations: list[PolicyRelation]
    related_from: list[PolicyRelation]
    current: Edition | None
    matters: list[MatterLine]


def policy_page(policy: Policy, *, on: datetime.date) -> PolicyPage:
    editions = list(Edition.objects.filter(policy=policy).order_by("-number"))
    states = standings(editions, on)
    relations = list(PolicyRelation.objects.filter(policy=policy).select_related("other"))
    back = list(PolicyRelation.objects.filter(other=policy).select_related("policy"))
    relations.sort(key=lambda each: (each.kind, danish_order(str(each.other or each.outside))))
    back.sort(key=lambda each: (each.kind, danish_order(each.policy.title)))
    current = next((each for each in editions if states[each.pk].holds), None)
    return PolicyPage(
        policy,
        [(each, states[each.pk]) for each in editions],
        relations,
        back,
        current,
        matters_about(policy.pk),
    )


def matters_about(policy: int, limit: int = 50) -> list[MatterLine]:
    """The matters that are about a policy, the newest first, each with the last that was decided."""
    about = MatterSubject.objects.filter(policy=policy).order_by("-matter")
    return matter_lines(list(about.values_list("matter", flat=True)[:limit]))


def subjects_of(matter: int) -> list[tuple[str, str]]:
    """The policies that a matter is about, with where they stand. One query."""
    rows = Policy.objects.filter(subject_of__matter=matter).values_list("pk", "title")
    return [
        (title, reverse("policies:policy", args=[pk]))
        for pk, title in sorted(rows, key=lambda row: danish_order(row[1]))
    ]


# The edition as a document with its thread


@dataclass(frozen=True)
class Contents:
    url: str
    number: str
    title: str
    level: int
    here: bool = False


@dataclass
class Place:
    """One passage as it is set: heading or words, and, where it promises something, its thread.

    set_as     theme | section | heading | text | list | table | promise
    rows       of a table: lists of cells; of a list: its items; of text: its paragraphs
    lead       the lead-in that is set as a heading over the first of a run of promises
    knots      what hangs on it, as a tree; `goals`, `statuses`, `missing` sum it up
    indicators how many hang on the passage itself or on its focus areas; those of goals stand with the goals
    """

    pk: int
    text: PassageText
    set_as: str
    rows: list[Any]
    number: str = ""
    lead: str = ""
    lead_is_heading: bool = True
    words: str = ""
    knots: list[Knot] = field(default_factory=list)
    goals: int = 0
    indicators: int = 0
    statuses: list[str] = field(default_factory=list)
    missing: Knot | None = None
    is_open: bool = False
    fixed: bool = False
    drawn: SafeString | None = None

    @property
    def key(self) -> str:
        """The primary key for addresses, where a separator of thousands has no place."""
        return str(self.pk)

    @property
    def thread_in_words(self) -> str:
        """'3 goals, 1 indicator': what hangs on it; '' where that is neither, and there is nothing to lead to."""
        said = [goals_in_words(self.goals)] if self.goals else []
        if self.indicators:
            said.append(
                ngettext("%(n)s indicator", "%(n)s indicators", self.indicators) % {"n": self.indicators}
            )
        return ", ".join(said)

    @cached_property
    def line(self) -> list[Knot]:
        """The thread as knots one after the other; made only where it is drawn."""
        return thread.line([_folded(knot) for knot in self.knots])

    @property
    def is_cut(self) -> bool:
        """The line stops at the sentence itself: what is due right below it is missing."""
        return any(knot.missing for knot in self.knots)

    @property
    def has_thread(self) -> bool:
        return bool(self.knots)

    @property
    def is_closed_promise(self) -> bool:
        """A promise like most of an edition's: set as one line, with no lead before it and no thread beside it."""
        return self.set_as == "promise" and not self.is_open and not self.lead


def goals_in_words(goals: int) -> str:
    return ngettext("%(n)s goal", "%(n)s goals", goals) % {"n": goals}


@dataclass(frozen=True)
class EditionPage:
    """Exactly what the edition page shows. `before`, `rest`: the places before the open one, and from it on.
    `promises`: how many sentences promise something; `bare`: those on which no goal hangs."""

    edition: Edition
    standing: Standing
    others: list[tuple[Edition, Standing]]
    contents: list[Contents]
    before: list[Place]
    rest: list[Place]
    open: Place | None
    promises: int
    bare: int
    fixes: list[TranscriptionFix]

    @property
    def current_title(self) -> str:
        return next((f"{each.number} {each.title}".strip() for each in self.contents if each.here), "")


def editions_of_its_policy(pk: int) -> list[Edition]:
    """The edition and its siblings, newest first, each with policy and matter; empty if there is no such edition."""
    siblings = Edition.objects.filter(policy__editions=pk)
    return list(siblings.select_related("policy", "matter", "replaced_by").order_by("-number"))


def edition_page(
    edition: Edition, *, on: datetime.date, chosen: int | None = None, siblings: list[Edition] | None = None
) -> EditionPage:
    """The edition with its contents, passages and threads; `chosen` is the passage whose thread is open.

    Without a choice it is the first promise with a goal, else the first promise. The number of queries does
    not depend on the number of passages.
    """
    siblings = editions_of_its_policy(edition.pk) if siblings is None else siblings
    states = standings(siblings, on)
    texts = list(_latest(edition))
    corrected = bool(texts) and texts[0].revision_number > 1 and bool(edition.evidence)
    fixes = (
        list(TranscriptionFix.objects.filter(text__revision__edition=edition).select_related("by", "text"))
        if corrected
        else []
    )
    fixed = {fix.text.passage_id for fix in fixes}
    places = _places(texts, fixed)
    _hang_threads(places)
    promises = [each for each in places if each.set_as == "promise"]
    opened = _opened(places, promises, chosen)
    index = places.index(opened) if opened else len(places)
    return EditionPage(
        edition=edition,
        standing=states[edition.pk],
        others=[(each, states[each.pk]) for each in siblings if each.pk != edition.pk],
        contents=_contents(places, opened),
        before=places[:index],
        rest=places[index:],
        open=opened,
        promises=len(promises),
        bare=sum(1 for each in promises if not each.goals),
        fixes=fixes,
    )


def latest_texts(edition: Edition) -> list[PassageText]:
    """The passages of an edition as they stand now, in order, each with its `revision_number`, in one query."""
    return list(_latest(edition).select_related("passage"))


def _latest(edition: Edition) -> Any:
    """The same with the `kind` of each passage and not the passage itself, which a page of hundreds does without."""
    newest = Revision.objects.filter(edition=edition).order_by("-number").values("pk")[:1]
    texts = PassageText.objects.filter(revision=Subquery(newest))
    return texts.annotate(revision_number=F("revision__number"), kind=F("passage__kind")).order_by("order")


def kind_of(text: PassageText) -> str:
    """The kind of its passage, as `_latest` reads it with the words."""
    return str(text.kind)  # type: ignore[attr-defined]


def _places(texts: list[PassageText], fixed: set[int]) -> list[Place]:
    places: list[Place] = []
    lead = ""
    for text in texts:
        promises = kind_of(text) in PROMISING_KINDS
        place = Place(
            text.passage_id, text, "promise" if promises else _setting(text), _rows(text), text.number
        )
        place.fixed = text.passage_id in fixed
        short = 0 < len(text.lead_in) <= HEADLINE
        if promises:
            place.lead = text.lead_in if text.lead_in != lead else ""
            place.lead_is_heading = short
            place.words = text.raw or text.text
        elif text.lead_in:
            place.lead = text.lead_in if text.lead_in != lead else ""
            place.rows = [text.raw or text.text]
            place.set_as = "list"
        lead = text.lead_in
        places.append(place)
    return places


def _setting(text: PassageText) -> str:
    if kind_of(text) == PassageKind.THEME:
        return "theme"
    if text.heading and not text.text:
        return "section" if text.parent_id is None else "heading"
    if kind_of(text) == PassageKind.TABLE:
        return "table"
    lines = text.text.splitlines()
    return "list" if lines and all(line.startswith("- ") for line in lines) else "text"


def _rows(text: PassageText) -> list[Any]:
    if kind_of(text) == PassageKind.TABLE:
        return [line.split("\t") for line in text.text.splitlines()]
    lines = [line for line in text.text.splitlines() if line.strip()]
    if len(lines) > 1 and all(len(line) <= LINE and not line.startswith("- ") for line in lines):
        return ["\n".join(lines)]  # an address, a signature: lines, not paragraphs
    return [line.removeprefix("- ") for line in lines]


def _hang_threads(places: list[Place]) -> None:
    found = thread.below("policies.passage", [each.pk for each in places])
    for place in places:
        place.knots = found.get(place.pk, [])
        statuses: dict[str, None] = {}
        for top in place.knots:
            for knot in top.walk():
                if knot.missing:
                    place.missing = place.missing or knot
                elif knot.kind == "plans.goal":
                    place.goals += 1
                if knot.status:
                    statuses[knot.status] = None
        place.statuses = list(statuses)
        place.indicators = sum(
            knot.kind == "indicators.indicator"
            for top in place.knots
            for knot in (top, *(top.below if top.kind == "plans.focus_area" else ()))
        )


def _folded(knot: Knot) -> Knot:
    """A goal carries its own status: the two are one knot in the margin."""
    if not knot.below:
        return knot
    below = [_folded(each) for each in knot.below]
    if knot.kind == "plans.goal":
        at = next((n for n, each in enumerate(below) if each.kind == "followup.status"), None)
        if at is not None and not below[at].missing:
            status = below[at]
            return knot._replace(
                status=status.status,
                note=status.note or knot.note,
                below=[*below[:at], *status.below, *below[at + 1 :]],
            )
    return knot._replace(below=below)


def _opened(places: list[Place], promises: list[Place], chosen: int | None) -> Place | None:
    for place in places:
        if place.pk == chosen and (place.set_as == "promise" or place.has_thread):
            place.is_open = True
            return place
    opened = next((each for each in promises if each.goals), promises[0] if promises else None)
    if opened:
        opened.is_open = True
    return opened


def _contents(places: list[Place], opened: Place | None) -> list[Contents]:
    """Themes and top sections; what stands under another heading is left out of the contents."""
    items: list[Contents] = []
    here = -1
    for place in places:
        if place.set_as in ("theme", "section"):
            items.append(Contents(f"#p-{place.pk}", place.number, place.text.heading or place.text.text, 1))
        if place is opened:
            here = len(items) - 1
    if here >= 0:
        items[here] = replace(items[here], here=True)
    return items


def passage_lines(keys: Iterable[int]) -> dict[int, str]:
    """The words of passages as last written, for lists and threads of other apps: {passage: words}."""
    newest = PassageText.objects.filter(passage=OuterRef("pk")).order_by(
        "-revision__edition__number", "-revision__number"
    )
    rows = Passage.objects.filter(pk__in=list(keys)).annotate(text_id=Subquery(newest.values("pk")[:1]))
    texts = PassageText.objects.in_bulk([row.text_id for row in rows if row.text_id])
    return {row.pk: str(texts[row.text_id]) for row in rows if row.text_id}


def edition_in_force(policy_id: int, on: datetime.date) -> Edition | None:
    return Edition.objects.in_force(on).filter(policy=policy_id).first()


def edition_url(edition_id: int, passage: int | None = None) -> str:
    """Where an edition is read; with a passage, where that passage stands with its thread open."""
    url = reverse("policies:edition", args=[edition_id])
    return f"{url}?saetning={passage}#p-{passage}" if passage else url
