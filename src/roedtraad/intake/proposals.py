"""What a document itself, and those that it belongs with, say it should become. Nothing is guessed that none of them says."""

from __future__ import annotations

from typing import Any

from roedtraad.policies.enums import PolicyKind, RelationKind
from roedtraad.policies.models import Policy
from roedtraad.policies.queries import find_policy

from . import sets
from .enums import ElementKind, ElementState, Target
from .items import items_of, meeting_of
from .landing_strategy import has_plan_in_it, plan_name
from .models import Element, SourceDocument
from .wishes import CHILD_POLICY, Wish, front_lines, kind_from_words, period_of, revision_day


def name_of(document: SourceDocument) -> str:
    return (document.title or document.name.rsplit(".", 1)[0])[:300]


def policy_proposal(document: SourceDocument) -> Wish:
    """An edition of the policy of its name, adopted where the document or another in the set says so."""
    header, title = document.header, name_of(document)
    policy = find_policy(title)
    kind = kind_from_words(f"{title} {front_lines(document)}", document.kind)
    if policy is None and kind == PolicyKind.CHILD_POLICY:
        policy = the_statutory_one()
    wish = Wish(
        target=Target.POLICY,
        policy=policy.pk if policy else None,
        title=policy.title if policy and not policy.is_stub else title,
        kind=policy.kind if policy and not policy.is_stub else kind,
        revision_due=_revision_due(document),
        **period_of(header),
    )
    adopted = header.get("adopted") or {}
    body, date = str(adopted.get("body") or ""), str(adopted.get("date") or "")
    if body or date:
        _as_adopted(wish, body, date, document.name)
    if not (body and date):
        _by_evidence(wish, sets.evidence_for(document, wish.policy, title), body, date)
    if has_plan_in_it(document):
        wish.plan_title = plan_name(wish.title, wish)[:300]
    return wish


def the_statutory_one() -> Policy | None:
    """The coherent children-and-youth policy: the law knows one."""
    return Policy.objects.filter(kind=PolicyKind.CHILD_POLICY).order_by("is_stub", "pk").first()


def _as_adopted(wish: Wish, body: str, date: str, evidence: str) -> None:
    exact = date.count("-") == 2
    wish.adopted_body, wish.evidence = body[:200], evidence
    wish.adopted_on, wish.adopted_words = (date, "") if exact else ("", date[:100])
    wish.valid_from = wish.valid_from or (date if exact else "")
    wish.adopted = bool(wish.adopted_body and date and wish.valid_from)


def _by_evidence(wish: Wish, found: list[sets.Evidence], body: str, date: str) -> None:
    """The newest decision that agrees with what little the document says itself."""
    for each in found:
        if (body and body.casefold() != each.body.casefold()) or (date and not each.date.startswith(date)):
            continue
        _as_adopted(wish, each.body, each.date, each.words)
        wish.decision = each.decision
        return


def _revision_due(document: SourceDocument) -> str:
    """The first day on which the text is to be revised, of those that are printed."""
    rows = Element.objects.filter(document=document, type=ElementKind.FOLLOW_UP)
    days = [revision_day(each) for each in rows.exclude(state=ElementState.DROPPED)]
    return min((each for each in days if each), default="")


def plan_proposal(document: SourceDocument) -> Wish:
    """A plan of the policy that it says it puts into practice."""
    wish = _under_a_policy(document, RelationKind.IMPLEMENTS)
    wish.target, wish.plan_title = Target.PLAN, name_of(document)
    for name, value in period_of(document.header).items():
        setattr(wish, name, value)
    return wish


def terms_proposal(document: SourceDocument) -> Wish:
    """Terms of reference, for the policy that they order."""
    wish = _under_a_policy(document, RelationKind.CONCERNS)
    wish.target, wish.plan_title = Target.TERMS, name_of(document)
    adopted = document.header.get("adopted") or {}
    if adopted.get("body") and adopted.get("date"):
        _as_adopted(wish, str(adopted["body"]), str(adopted["date"]), document.name)
        wish.adopted, wish.valid_from = True, ""
    return wish


def matter_proposal(document: SourceDocument) -> Wish:
    """The items that concern us; of a document that is one item, what it is about."""
    items = items_of(document)
    body, held = meeting_of(document) if items.many else ("", "")
    wish = Wish(target=Target.MATTER, body=body[:200], held=held)
    if not items.many:
        named = _under_a_policy(document, RelationKind.CONCERNS)
        wish.policy, wish.title, wish.kind = named.policy, named.title, named.kind
    return wish


def _under_a_policy(document: SourceDocument, relation: str) -> Wish:
    """The policy to which the document stands in a relation: known here, named by another document, or named only."""
    named = (
        Element.objects.filter(document=document, type=ElementKind.RELATION, attributes__relation=relation)
        .exclude(state=ElementState.DROPPED)
        .filter(attributes__item__isnull=True)
        .order_by("order", "pk")
        .first()
    )
    policy = find_policy(named.text[:300]) if named else None
    if policy is None and named and CHILD_POLICY.search(named.text):
        policy = _with_text(the_statutory_one())
    if policy is not None:
        return Wish(policy=policy.pk, title=policy.title, kind=policy.kind)
    ties = [each for each in sets.Overview().ties(document) if each.forward and each.how == relation]
    for tie in ties:
        if tie.policy is not None:
            known: Any = Policy.objects.get(pk=tie.policy)
            return Wish(policy=known.pk, title=known.title, kind=known.kind)
    title = ties[0].label if ties else named.text if named else ""
    return Wish(title=title[:1].upper() + title[1:300], kind=kind_from_words(title, PolicyKind.POLICY))


def _with_text(policy: Policy | None) -> Policy | None:
    return policy if policy is not None and not policy.is_stub else None
