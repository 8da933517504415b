"""The verbs of terms of reference: the order itself, its sections, who does the work, the adoption."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.reasons import Reason
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.language.dates import FuzzyDate
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation import actions as organisation
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.policies.models import Policy

from . import rules
from .amendments import Actor, amend, next_order, refuse
from .enums import KIND_OF_ROLE, ROLE_OF_KIND, TERMS_TRANSITIONS, BodyRole, SectionKey, TermsState
from .models import TermsAnnex, TermsBody, TermsOfReference, TermsSection, TermsTheme
from .permissions import may_adopt, may_write

# --- the order


@action("commission.create_terms", permission=may_write)
def create_terms(
    policy: Policy,
    *,
    by: Actor,
    title: str,
    case_number: str = "",
    matter: Matter | None = None,
    **facts: Any,
) -> TermsOfReference:
    """Order a policy (it may be a stub). `facts`: as for `describe`."""
    refuse(rules.no_words(title, _("The terms of reference have no title."), _("Write it.")))
    _refuse_facts(facts)
    terms = TermsOfReference(
        policy=policy, title=title.strip()[:300], case_number=case_number.strip()[:60], matter=matter
    )
    for name, value in facts.items():
        setattr(terms, name, value)
    terms.save()
    return terms


def _refuse_facts(facts: dict[str, Any]) -> None:
    refuse(
        [
            *rules.why_not_period(facts.get("begins"), facts.get("ends")),
            *rules.why_not_ages(facts.get("age_from"), facts.get("age_to")),
        ]
    )


@action("commission.describe", permission=may_write)
def describe(
    terms: TermsOfReference,
    *,
    by: Actor,
    themes: Sequence[str] | None = None,
    annexes: Sequence[tuple[str, str]] | None = None,
    amendment: str = "",
    **facts: Any,
) -> TermsOfReference:
    """Change the facts: title, case_number, matter, owner, age_from, age_to, exclusion, begins, ends, early_revision,
    early_revision_reason; themes and annexes as in `name_themes` and `list_annexes`. What is not given stays."""
    if "title" in facts:
        refuse(rules.no_words(facts["title"], _("The terms of reference have no title."), _("Write it.")))
    stands = {name: getattr(terms, name) for name in ("begins", "ends", "age_from", "age_to")}
    _refuse_facts(stands | facts)
    changed = {name: value for name, value in facts.items() if getattr(terms, name) != value}
    if changed:
        before, after = (
            "\n".join(filter(None, map(_said, values)))
            for values in ([getattr(terms, name) for name in changed], changed.values())
        )
        amend(terms, by, amendment, _("The facts"), before, after)
        for name, value in changed.items():
            setattr(terms, name, value)
        terms.save()
    if themes is not None:
        name_themes(terms, by=by, names=themes, amendment=amendment)
    if annexes is not None:
        list_annexes(terms, by=by, annexes=annexes, amendment=amendment)
    return terms


def _said(value: Any) -> str:
    return "" if value is None else value.danish() if isinstance(value, FuzzyDate) else str(value)


@action("commission.name_themes", permission=may_write)
def name_themes(
    terms: TermsOfReference, *, by: Actor, names: Sequence[str], amendment: str = ""
) -> TermsOfReference:
    """The themes that the policy is to have, in order. A theme that stands already stays the same row."""
    rows = {row.name: row for row in terms.themes.all()}
    wanted = list(dict.fromkeys(name.strip()[:300] for name in names if name.strip()))
    if list(rows) == wanted:
        return terms
    amend(terms, by, amendment, _("The themes"), "\n".join(rows), "\n".join(wanted))
    terms.themes.exclude(name__in=wanted).delete()
    for order, name in enumerate(wanted, start=1):
        row = rows.get(name) or TermsTheme(terms=terms, name=name)
        row.order = order
        row.save()
    return terms


@action("commission.list_annexes", permission=may_write)
def list_annexes(
    terms: TermsOfReference, *, by: Actor, annexes: Sequence[tuple[str, str]], amendment: str = ""
) -> TermsOfReference:
    """What is annexed, in order, as (number, title)."""
    rows = {(row.number, row.title): row for row in terms.annexes.all()}
    wanted = list(
        dict.fromkeys(
            (number.strip()[:20], title.strip()[:300]) for number, title in annexes if title.strip()
        )
    )
    if list(rows) == wanted:
        return terms
    said = ["\n".join(" ".join(filter(None, each)) for each in rows_) for rows_ in (rows, wanted)]
    amend(terms, by, amendment, _("The annexes"), *said)
    for key, row in rows.items():
        if key not in wanted:
            row.delete()
    for order, (number, title) in enumerate(wanted, start=1):
        row = rows.get((number, title)) or TermsAnnex(terms=terms, number=number, title=title)
        row.order = order
        row.save()
    return terms


# --- sections


@action("commission.write_section", permission=may_write)
def write_section(
    terms: TermsOfReference,
    *,
    by: Actor,
    key: str,
    text: str,
    heading: str = "",
    amendment: str = "",
) -> TermsSection:
    """Write one more section, at the end. `heading`: the municipality's own; without it the concept's word stands."""
    refuse(_no_section_words(text, heading))
    name = heading.strip() or str(SectionKey(key).label)
    amend(terms, by, amendment, name, "", text.strip())
    return TermsSection.objects.create(
        terms=terms,
        key=SectionKey(key),
        heading=heading.strip()[:200],
        text=text.strip(),
        order=next_order(TermsSection.objects.filter(terms=terms)),
    )


@action("commission.edit_section", permission=may_write)
def edit_section(
    section: TermsSection, *, by: Actor, key: str, text: str, heading: str = "", amendment: str = ""
) -> TermsSection:
    refuse(_no_section_words(text, heading))
    amend(section.terms, by, amendment, str(section), section.text, text.strip())
    section.key, section.heading, section.text = SectionKey(key), heading.strip()[:200], text.strip()
    section.save()
    return section


@action("commission.remove_section", permission=may_write)
def remove_section(section: TermsSection, *, by: Actor, amendment: str = "") -> None:
    amend(section.terms, by, amendment, str(section), section.text, "")
    section.delete()


def _no_section_words(text: str, heading: str) -> list[Reason]:
    return rules.no_words(
        text + heading, _("The section has no words."), _("Write it, or leave the section out.")
    )


# --- who does the work


@action("commission.set_body", permission=may_write)
def set_body(
    terms: TermsOfReference,
    *,
    by: Actor,
    role: str,
    body: Body | None = None,
    new_name: str = "",
    acts: bool = False,
    seats: Sequence[str] = (),
    amendment: str = "",
) -> TermsBody:
    """Give a body its role, or a new one: one that stands already keeps its place. One body at most acts.

    `new_name`: set a group up that is not here yet. `seats`: who is wanted, one unfilled seat each.
    """
    if body is None:
        body = _set_up(new_name, role, by)
    standing = TermsBody.objects.filter(terms=terms, body=body).first()
    was = _role_line(standing.role, standing.acts) if standing else ""
    wanted = [title.strip()[:200] for title in seats if title.strip()]
    now = "\n".join([_role_line(role, acts), *wanted])
    amend(terms, by, amendment, body.name, was, now)
    row = standing or TermsBody(
        terms=terms, body=body, order=next_order(TermsBody.objects.filter(terms=terms))
    )
    if acts:
        for other in TermsBody.objects.filter(terms=terms, acts=True).exclude(pk=row.pk):
            other.acts = False
            other.save()
    row.role, row.acts = BodyRole(role), acts
    row.save()
    for title in wanted:
        organisation.add_seat(body, by=by, title=title)
    return row


def _role_line(role: str, acts: bool) -> str:
    return f"{BodyRole(role).label}, {_('carries the work out')}" if acts else str(BodyRole(role).label)


def _set_up(name: str, role: str, by: Actor) -> Body:
    refuse(
        rules.no_words(
            name, _("It is not said which group it is."), _("Choose one, or write the name of a new one.")
        )
    )
    kind = KIND_OF_ROLE.get(BodyRole(role), BodyKind.OTHER)
    return organisation.create_body(current(), by=by, name=name.strip()[:200], kind=kind)


def role_of(body: Body) -> BodyRole:
    """What a body of that kind does here, unless somebody says otherwise."""
    return ROLE_OF_KIND.get(BodyKind(body.kind), BodyRole.OTHER)


@action("commission.leave_out_body", permission=may_write)
def leave_out_body(row: TermsBody, *, by: Actor, amendment: str = "") -> None:
    """The body has no part in the work any longer. The body itself stays."""
    amend(row.terms, by, amendment, str(row), str(row.get_role_display()), "")
    row.delete()


# --- adoption and end


@action("commission.adopt", permission=may_adopt)
def adopt(terms: TermsOfReference, *, by: Actor, decision: Decision) -> TermsOfReference:
    """Adopted on the strength of a body's decision that is recorded here."""
    refuse(rules.why_not_adopt(terms, decision=decision))
    terms.decision, terms.matter = decision, decision.matter
    terms.adopted_on, terms.adopted_body, terms.adopted_words = decision.date, decision.body.name, ""
    return _adopted(terms)


@action("commission.record_adoption", permission=may_adopt)
def record_adoption(
    terms: TermsOfReference,
    *,
    by: Actor,
    adopted_on: datetime.date | None,
    adopted_body: str,
    evidence: str,
    adopted_words: str = "",
) -> TermsOfReference:
    """Record that it was adopted elsewhere or before it came here, with the evidence: what a body decided is a fact.

    `adopted_words`: the date as written where no day is known ('december 2018').
    """
    refuse(
        rules.why_not_adopt(
            terms,
            adopted_on=adopted_on,
            adopted_words=adopted_words,
            adopted_body=adopted_body,
            evidence=evidence,
        )
    )
    terms.adopted_on, terms.adopted_body = adopted_on, adopted_body.strip()[:200]
    terms.adopted_words, terms.evidence = adopted_words.strip()[:100], evidence.strip()
    return _adopted(terms)


def _adopted(terms: TermsOfReference) -> TermsOfReference:
    move(terms, TermsState.ADOPTED, TERMS_TRANSITIONS)
    terms.save()
    return terms


@action("commission.close_terms", permission=may_write)
def close_terms(terms: TermsOfReference, *, by: Actor, reason: str) -> TermsOfReference:
    """The work is over, or given up; what was not done stays as it stood, and waits for nobody."""
    refuse(rules.no_words(reason, _("Nothing is closed without a word."), _("Write what came of it.")))
    move(terms, TermsState.CLOSED, TERMS_TRANSITIONS)
    terms.closed_on, terms.end_reason = timezone.localdate(), reason.strip()
    terms.save()
    return terms


@action("commission.take_up_terms", permission=may_write)
def take_up_terms(terms: TermsOfReference, *, by: Actor) -> TermsOfReference:
    """Closed too early: they stand again as they did."""
    was_adopted = bool(terms.adopted_on or terms.adopted_words)
    move(terms, TermsState.ADOPTED if was_adopted else TermsState.DRAFT, TERMS_TRANSITIONS)
    terms.closed_on, terms.end_reason = None, ""
    terms.save()
    return terms
