"""Projects with a partner outside that a document names: offered where it is accepted, and taken in as a person says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.commission import projects as commission
from roedtraad.commission.models import ExternalProject, TermsOfReference
from roedtraad.core.tenancy import current
from roedtraad.language.dates import FuzzyDate
from roedtraad.language.sentences import split_sentences
from roedtraad.matters.models import Matter
from roedtraad.plans.models import Plan
from roedtraad.policies.models import Edition, MatterSubject, Policy

from .composition import same
from .enums import DOUBT
from .items import Items, items_of
from .landing import Landings, capitalised
from .models import SourceDocument
from .why import RULE_WORDS
from .wishes import Wish, printed_date

LISTED = 100  # projects of one document that are offered: a list of grants may be longer


@dataclass(frozen=True)
class Named:
    """A project as the document names it.

    key      its number in the document's header, as a form sends it back
    title    as printed, else made from the partner's name
    period   as one would write it; empty where the document says nothing
    place    the page or the heading; `words`: the sentence that told of it
    why      what the rule that found it goes by
    stands   the primary key of the project of that title and partner that is kept here already
    """

    key: str
    title: str
    partner: str
    block: int
    confidence: float
    grant: str = ""
    begins: FuzzyDate | None = None
    ends: FuzzyDate | None = None
    aims: list[str] = field(default_factory=list)
    reporting: str = ""
    place: str = ""
    words: str = ""
    why: Any = ""
    stands: int | None = None

    @property
    def sure(self) -> bool:
        return self.confidence >= DOUBT

    @property
    def period(self) -> str:
        ends = (self.begins.danish() if self.begins else "", self.ends.danish() if self.ends else "")
        return "–".join(ends) if any(ends) else ""

    @property
    def identity(self) -> tuple[str, str]:
        return same(self.title), same(self.partner)


def named_in(document: SourceDocument) -> list[Named]:
    """The projects that the reading found, in the document's order. One query, none where there are none."""
    read = [each for each in document.header.get("projects") or () if each.get("partner")][:LISTED]
    known = _known() if read else {}
    return [_named(document, str(number), each, known) for number, each in enumerate(read)]


def taken_unasked(named: Iterable[Named], items: Items | None = None) -> set[str]:
    """The keys of those that are sure; in an agenda of many items, only what stands in an item that is taken in too."""
    sure = [each for each in named if each.sure]
    if items is None or not items.many:
        return {each.key for each in sure}
    chosen = set(items.default)
    blocks = {block["index"] for item in items.rows if item.key in chosen for block in item.blocks}
    return {each.key for each in sure if each.block in blocks}


def take_in(landings: Landings, wish: Wish, landed: Any) -> list[ExternalProject]:
    """Each chosen project becomes one, with the policy of what the document became; one that stands here is only named."""
    document = landings.document
    named = named_in(document)
    if not named:
        return []
    matters = isinstance(landed, list)
    wanted = wish.projects
    chosen = (
        taken_unasked(named, items_of(document, landings.elements) if matters else None)
        if wanted is None
        else set(wanted)
    )
    policy, found = _policy_of(landed), []
    known = {each.identity: each.stands for each in named if each.stands}
    for each in named:
        if each.key not in chosen:
            continue
        project = ExternalProject.objects.filter(pk=known.get(each.identity)).first()
        landed_before = project is not None
        if project is None:
            project = commission.add_external_project(current(), by=landings.by, **_facts(each, policy))
            known[each.identity] = project.pk
        if project not in found:
            landings.put(project, made=not landed_before)
            found.append(project)
    return found


def _facts(named: Named, policy: Policy | None) -> dict[str, Any]:
    begins, ends = named.begins, named.ends
    if begins and ends and ends.latest < begins.earliest:
        begins = ends = None  # what the document says of it cannot be
    return {
        "title": named.title,
        "partner": named.partner,
        "policy": policy,
        "grant_words": named.grant,
        "begins": begins,
        "ends": ends,
        "aims": "\n".join(f"{n}. {aim}" for n, aim in enumerate(named.aims, 1)) if len(named.aims) > 1 else "".join(named.aims),
        "reporting": named.reporting,
    }  # fmt: skip


def _policy_of(landed: Any) -> Policy | None:
    """The policy of what the document became; of matters the one that they are all about."""
    if isinstance(landed, Edition | Plan | TermsOfReference):
        policy: Policy = landed.policy
        return policy
    matters: Sequence[Matter] = landed if isinstance(landed, list) else []
    about = MatterSubject.objects.filter(matter__in=[each.pk for each in matters]).values("policy")
    policies = list(Policy.objects.filter(pk__in=about)[:2])
    return policies[0] if len(policies) == 1 else None


def _known() -> dict[tuple[str, str], int]:
    rows = ExternalProject.objects.order_by("-pk").values_list("pk", "title", "partner")
    return {(same(title), same(partner)): pk for pk, title, partner in rows}


def _named(
    document: SourceDocument, key: str, read: dict[str, Any], known: dict[tuple[str, str], int]
) -> Named:
    partner = str(read["partner"])[:300]
    title = capitalised(str(read.get("title") or "").strip() or _made_up(str(read.get("rule")), partner))[
        :300
    ]
    block = int(read.get("block") or 0)
    return Named(
        key=key,
        title=title,
        partner=partner,
        block=block,
        confidence=float(read.get("confidence") or 0),
        grant=str(read.get("grant") or "")[:200],
        begins=printed_date(read.get("begins")),
        ends=printed_date(read.get("ends")),
        aims=[str(aim) for aim in read.get("aims") or ()],
        reporting=str(read.get("reporting") or ""),
        place=_place(document, block, read.get("page")),
        words=_words(document, block, partner),
        why=RULE_WORDS.get(str(read.get("rule")), ""),
        stands=known.get((same(title), same(partner))),
    )


def _made_up(rule: str, partner: str) -> str:
    """What a project without a name is called: in the installation's language, so that it is found again by it."""
    with override(settings.LANGUAGE_CODE):
        if rule == "project-grant":
            return _("Project with a grant from %(partner)s") % {"partner": partner}
        return _("Partnership with %(partner)s") % {"partner": partner}


def _place(document: SourceDocument, block: int, page: Any) -> str:
    if page:
        return _("page %(n)d") % {"n": page}
    above = [each for each in document.blocks[: block + 1] if each["kind"] == "heading"]
    return str(above[-1]["text"]).strip(" :")[:120] if above else ""


def _words(document: SourceDocument, block: int, partner: str) -> str:
    """The sentence of the block that names the partner, else all of it."""
    text = str(document.blocks[block]["text"]) if block < len(document.blocks) else ""
    return next((each for each in split_sentences(text) if partner in each), text)
