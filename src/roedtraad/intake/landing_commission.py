"""Terms of reference land: the order, its sections as the document prints them, groups with seats, the process plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.commission import actions as commission
from roedtraad.commission import steps
from roedtraad.commission.enums import SectionKey, StepKind
from roedtraad.commission.models import Step, TermsBody, TermsOfReference, TermsSection
from roedtraad.language.dates import FuzzyDate, Precision
from roedtraad.organisation.models import Body, Position
from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.models import Policy
from roedtraad.policies.queries import find_policy

from .composition import same
from .enums import ElementKind
from .landing import Landings, capitalised, place_relations, the_policy
from .landing_bodies import place_bodies, the_position
from .landing_dates import body_of, when_of
from .models import Element, SourceDocument
from .wishes import Wish, day, first_day, kind_from_words, last_day, printed_date

# What a heading of terms of reference calls a section, as the beginning of a word in it. The first that fits holds.
HEADINGS: tuple[tuple[SectionKey, str], ...] = (
    (SectionKey.TIMETABLE, r"tids|proces(?:plan|beskrivelse)|milepæl|handleplan|arbejdsplan|køreplan"),
    (SectionKey.ORGANISATION, r"\w*organiser|\w*organisation|styregruppe|projektgruppe|arbejdsgruppe|deltagere"),
    (SectionKey.LEGAL_BASIS, r"lov(?:grundlag|givning|krav)|retsgrundlag|juridisk"),
    (SectionKey.MANDATE, r"opdrag|mandat|opgave|kompetence|beføjelse"),
    (SectionKey.SUCCESS_CRITERIA, r"succeskriteri|effektmål|tegn på"),
    (SectionKey.TARGET_GROUP, r"målgruppe|hvem (?:gælder|er omfattet)"),
    (SectionKey.INVOLVEMENT, r"inddragelse|involvering|interessent|kommunikation|høring"),
    (SectionKey.ECONOMY, r"økonomi|ressource|finansiering|budget"),
    (SectionKey.LEVELS, r"niveau"),
    (SectionKey.BACKGROUND, r"baggrund|indledning|forord|resumé|historik|problemstilling|hvorfor"),
    (SectionKey.VISION, r"vision"),
    (SectionKey.PURPOSE, r"formål"),
    (SectionKey.AIMS, r"mål(?:sætning|ene|et)?\b"),
    (SectionKey.CONTENTS, r"indhold|temaer|afgrænsning|leverance|produkt|ramme"),
)  # fmt: skip
# An element that is a section of its own even where the document prints it in the midst of another.
OWN_SECTION = {
    ElementKind.VISION: SectionKey.VISION,
    ElementKind.LEGAL_BASIS: SectionKey.LEGAL_BASIS,
    ElementKind.TARGET_GROUP: SectionKey.TARGET_GROUP,
    ElementKind.SUCCESS_CRITERION: SectionKey.SUCCESS_CRITERIA,
    ElementKind.ECONOMY: SectionKey.ECONOMY,
}
LEVELS = re.compile(r"\bniveau(?:er)?\b.*:$", re.IGNORECASE)
DECIDES = re.compile(r"\b(?:\w*godkend|\w*vedtag|\w*beslut|politisk behandling)", re.IGNORECASE)
REVISED = re.compile(r"\brevi(?:der|sion)", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:den|det|en|et|vores|kommunens)\s+", re.IGNORECASE)
ORDER = re.compile(r"^kommissorium\s*(?:[:–-]|for|vedr\.?|vedrørende|om)?\s*", re.IGNORECASE)
MAKING = re.compile(
    r"^(?:udarbejdelsen?|revision(?:en)?|revideringen?|udvikling(?:en)?)\s+af\s+", re.IGNORECASE
)
# A name that says no more than what the group is.
BARE_GROUP = re.compile(r"^(?:styre|projekt|arbejds|reference|følge)gruppen?$", re.IGNORECASE)
STEP_KINDS = {
    ElementKind.MILESTONE: StepKind.MILESTONE,
    ElementKind.ACTION: StepKind.MILESTONE,
    ElementKind.FOLLOW_UP: StepKind.FOLLOW_UP,
    ElementKind.INVOLVEMENT: StepKind.INVOLVEMENT,
}
# Ways of involving that are a principle rather than something that happens, unless a date or the plan says so.
PRINCIPLES = {"co_creation", "other"}


def wish_for(document: SourceDocument) -> Wish:
    """What terms of reference say of the policy they order: its name, its kind, and the period it is to hold."""
    named = next(
        (
            each.text
            for each in document.elements.filter(type=ElementKind.RELATION).order_by("order", "pk")
            if each.attributes.get("relation") == "concerns"
        ),
        "",
    )
    title = capitalised(ARTICLE.sub("", named or MAKING.sub("", ORDER.sub("", document.title)).strip()))
    kind = kind_from_words(title, "policy")
    policy = find_policy(title)
    if policy is None and kind == PolicyKind.CHILD_POLICY:
        policy = Policy.objects.filter(kind=kind).order_by("is_stub", "pk").first()  # the law knows one
    adopted = document.header.get("adopted") or {}
    period = document.header.get("period") or {}
    starts, ends = first_day(period.get("from")), last_day(period.get("to"))
    date = adopted.get("date") or ""
    exact = date.count("-") == 2
    return Wish(
        target="terms",
        policy=policy.pk if policy else None,
        title=policy.title if policy else title[:300],
        kind=policy.kind if policy else kind,
        plan_title=(document.title or document.name.rsplit(".", 1)[0])[:300],
        valid_from=starts.isoformat() if starts else "",
        valid_to=ends.isoformat() if ends else "",
        adopted=bool(adopted.get("body") and date),
        adopted_body=adopted.get("body") or "",
        adopted_on=date if exact else "",
        adopted_words="" if exact else date,
        evidence=document.name if adopted else "",
    )


def land(landings: Landings, wish: Wish) -> TermsOfReference:
    """The terms of reference, the policy they order (found, or a stub), and everything that has a place in them."""
    policy = the_policy(landings, wish, takes_text=False)
    terms = commission.create_terms(
        policy,
        by=landings.by,
        title=wish.plan_title or landings.document.title or landings.document.name,
        case_number=str(landings.document.header.get("case_number") or ""),
        **_facts(landings, wish),
    )
    landings.put(terms)
    for element in landings.of(ElementKind.RELATION):
        if element.attributes.get("relation") == "concerns":
            landings.put(policy, element, made=False)
    place_relations(landings, policy, leave=("concerns",))
    sections = _place_sections(landings, terms)
    _place_lists(landings, terms)
    _place_bodies(landings, terms, policy)
    placed = _place_steps(landings, terms, sections)
    _place_owners(landings, terms, placed)
    _place_the_rest(landings, terms, sections)
    if wish.adopted:
        commission.record_adoption(
            terms,
            by=landings.by,
            adopted_on=day(wish.adopted_on),
            adopted_words=wish.adopted_words,
            adopted_body=wish.adopted_body,
            evidence=wish.evidence or _("The document itself: %(name)s") % {"name": landings.document.name},
        )
    return terms


# --- facts


def _facts(landings: Landings, wish: Wish) -> dict[str, Any]:
    groups = landings.of(ElementKind.TARGET_GROUP)
    said = [str(each.attributes["exclusion"]) for each in groups if each.attributes.get("exclusion")]
    facts: dict[str, Any] = {"exclusion": "\n".join(said)}
    for name in ("age_from", "age_to"):
        ages = [each.attributes.get(name) for each in groups]
        facts[name] = next((age for age in ages if isinstance(age, int)), None)
    period = landings.document.header.get("period") or {}
    facts["begins"] = _end_of_period(wish.valid_from, period.get("from"), first_day)
    facts["ends"] = _end_of_period(wish.valid_to, period.get("to"), last_day)
    early = _early_revision(landings, facts["ends"])
    if early is not None:
        facts["early_revision"], facts["early_revision_reason"] = when_of(landings, early), early.text
    return facts


def _end_of_period(said: str, printed: str | None, as_day: Any) -> FuzzyDate | None:
    """One end of the period, as exactly as it is printed, unless a person gave another day."""
    wanted = day(said)
    if wanted is None:
        return None
    if printed and as_day(printed) == wanted:
        return printed_date(printed, None)
    return FuzzyDate(wanted, wanted, Precision.DAY)


def _early_revision(landings: Landings, ends: FuzzyDate | None) -> Element | None:
    """The one sentence that has the policy revised before its period ends."""
    found = [
        each
        for each in landings.of(ElementKind.FOLLOW_UP)
        if REVISED.search(each.text)
        and (when := when_of(landings, each)) is not None
        and ends is not None
        and when.latest < ends.latest
    ]
    return found[0] if len(found) == 1 else None


# --- sections


@dataclass
class _Part:
    """A section to be: its key, its printed heading and how high that stands, and its blocks."""

    key: SectionKey
    heading: str = ""
    level: int = 0
    blocks: list[dict[str, Any]] = field(default_factory=list)


def _place_sections(landings: Landings, terms: TermsOfReference) -> dict[int, TermsSection]:
    """Every block that is text stands in one section, in the order of the document; the sections by block."""
    placed: dict[int, TermsSection] = {}
    for part in _parts(landings):
        section = commission.write_section(
            terms, by=landings.by, key=part.key, heading=part.heading, text=_set(part)
        )
        landings.put(section)
        placed |= {each["index"]: section for each in part.blocks}
    return placed


def _parts(landings: Landings) -> list[_Part]:
    """The document in sections. What is a section of its own is cut out of the one that it is printed in, and what
    follows it there goes on under the same key."""
    own, blocks = _own_sections(landings), _corrected(landings)
    title = same(landings.document.title)
    base = _Part(SectionKey.OTHER)
    parts = [base]
    in_levels = False
    for block in blocks:
        text = block["text"].strip()
        if block["kind"] == "furniture" or not text or same(text) in (title, "titel", "title"):
            continue
        if block["kind"] == "heading" and (key := _begins(block, base)) is not None:
            base = _Part(key, text.strip(" :")[:200], block.get("level") or 9, [block])
            parts.append(base)
            in_levels = False
            continue
        in_levels = bool(LEVELS.search(text)) or (in_levels and block["kind"] == "list_item")
        wanted = own.get(block["index"]) or (SectionKey.LEVELS if in_levels else base.key)
        if wanted != parts[-1].key:
            parts.append(_Part(wanted))
        parts[-1].blocks.append(block)
    return [each for each in parts if each.blocks]


def _begins(block: dict[str, Any], base: _Part) -> SectionKey | None:
    """What a heading begins; None where it only divides the groups or the timetable that it stands in."""
    key = _key_of_heading(block["text"])
    inside = base.key in (SectionKey.ORGANISATION, SectionKey.TIMETABLE)
    if inside and key in (None, base.key) and (block.get("level") or 9) > base.level:
        return None
    return key or SectionKey.OTHER


def _key_of_heading(text: str) -> SectionKey | None:
    """By the word that stands first in it: "Formål og opdrag" tells the purpose."""
    if len(text) > 120:
        return None
    found = [
        (match.start(), number, key)
        for number, (key, words) in enumerate(HEADINGS)
        if (match := re.search(rf"(?:^|(?<=[\s(,/&-]))(?:{words})", text, re.IGNORECASE))
    ]
    return min(found)[2] if found else None


def _corrected(landings: Landings) -> list[dict[str, Any]]:
    """The blocks with the words that a person put right in the review."""
    blocks = [dict(each) for each in landings.document.blocks]
    for element in landings.elements:
        was = str((element.original or {}).get("text") or "")
        if not was or was == element.text or element.block is None:
            continue
        for block in blocks[element.block : (element.until or element.block) + 1]:
            block["text"] = block["text"].replace(was, element.text)
    return blocks


def _own_sections(landings: Landings) -> dict[int, SectionKey]:
    """Blocks that are wholly one element which is a section of its own: {block: key}."""
    found: dict[int, SectionKey] = {}
    for element in landings.of(*OWN_SECTION):
        if element.block is None:
            continue
        blocks = landings.document.blocks[element.block : (element.until or element.block) + 1]
        if same(element.text) == same("\n".join(each["text"] for each in blocks)):
            found |= {each["index"]: OWN_SECTION[ElementKind(element.type)] for each in blocks}
    return found


def _set(part: _Part) -> str:
    """The words of a section: bullets with "- ", the cells of a row with tabs between, everything else a line each."""
    lines: list[str] = []
    row: Any = None
    for block in part.blocks[1:] if part.heading else part.blocks:
        cell: Any = block.get("cell")
        text = " ".join(block["text"].split())
        is_row = cell is not None and "layout" not in block.get("markers", ())
        if is_row and row == cell[:2] and lines:
            lines[-1] += "\t" + text
        else:
            lines.append(f"- {text}" if block["kind"] == "list_item" else text)
        row = cell[:2] if is_row else None
    return "\n".join(lines)


# --- lists and groups


def _place_lists(landings: Landings, terms: TermsOfReference) -> None:
    themes = landings.of(ElementKind.THEME)
    commission.name_themes(terms, by=landings.by, names=[each.text for each in themes])
    rows = {same(row.name): row for row in terms.themes.all()}
    for element in themes:
        if row := rows.get(same(element.text[:300])):
            landings.put(row, element)
    annexes = landings.of(ElementKind.ANNEX)
    commission.list_annexes(
        terms,
        by=landings.by,
        annexes=[(str(each.attributes.get("number") or ""), each.text) for each in annexes],
    )
    titles = {same(row.title): row for row in terms.annexes.all()}
    for element in annexes:
        if annex := titles.get(same(element.text[:300])):
            landings.put(annex, element)


def _place_bodies(landings: Landings, terms: TermsOfReference, policy: Policy) -> None:
    """A group that is only called what it is ("Styregruppe") is told from one that works on another policy."""

    def called(name: str) -> str:
        elsewhere = TermsBody.objects.filter(body__name__iexact=name).exclude(terms__policy=policy)
        return f"{name}, {policy.title}" if BARE_GROUP.match(name) and elsewhere.exists() else name

    for key, body in place_bodies(landings, called).items():
        stood = TermsBody.objects.filter(terms=terms, body=body).exists()
        row = commission.set_body(terms, by=landings.by, role=commission.role_of(body), body=body)
        landings.put(row, landings.by_key[key], made=not stood)


# --- the process plan


def _place_steps(
    landings: Landings, terms: TermsOfReference, sections: dict[int, TermsSection]
) -> dict[str, Step]:
    """Milestones, involvement, actions and follow-up in the order of the document; by element key."""
    made: dict[str, Step] = {}
    by_words: dict[str, Step] = {}
    for element in landings.of(*STEP_KINDS):
        if not _is_a_step(element, sections):
            continue
        step = by_words.get(same(element.text))
        if step is None:
            body, name = body_of(element)
            step = by_words[same(element.text)] = steps.add_step(
                terms,
                by=landings.by,
                text=element.text,
                when=when_of(landings, element),
                kind=_step_kind(element, body, name),
                body=body,
                body_name=name,
            )
        landings.put(step, element)
        made[element.key] = step
    return made


def _is_a_step(element: Element, sections: dict[int, TermsSection]) -> bool:
    if element.type != ElementKind.INVOLVEMENT or element.attributes.get("kind") not in PRINCIPLES:
        return True
    section = sections.get(element.block) if element.block is not None else None
    return bool(element.attributes.get("date")) or (
        section is not None and section.key == SectionKey.TIMETABLE
    )


def _step_kind(element: Element, body: Body | None, name: str) -> StepKind:
    kind = STEP_KINDS[ElementKind(element.type)]
    if element.attributes.get("kind") == "hearing":
        return StepKind.HEARING
    if kind == StepKind.MILESTONE and (body or name) and DECIDES.search(element.text):
        return StepKind.DECISION
    return kind


def _place_owners(landings: Landings, terms: TermsOfReference, placed: dict[str, Step]) -> None:
    """Who answers for a step, or for the work as a whole. The first that is named holds."""
    whole: Position | None = None
    for element in landings.of(ElementKind.OWNER):
        of = str(element.attributes.get("of") or element.parent_key or "")
        step = placed.get(of)
        if step is not None and step.owner_id is None:
            step = placed[of] = steps.edit_step(
                step, by=landings.by, text=step.text, when=step.when, kind=step.kind, body=step.body,
                body_name=step.body_name, owner=the_position(landings, element),
            )  # fmt: skip
            landings.put(step, element)
        elif not of and whole is None:
            whole = the_position(landings, element)
            commission.describe(terms, by=landings.by, owner=whole)
            landings.put(terms, element)


# --- what stands in the words


def _place_the_rest(landings: Landings, terms: TermsOfReference, sections: dict[int, TermsSection]) -> None:
    """What has no row of its own stands in the section that prints it; what a person added, in one for its type."""
    done = {row.element.pk for row in landings._rows if row.element is not None}
    loose = [each for each in landings.elements if each.pk not in done]
    for element in loose:
        section = sections.get(element.block) if element.block is not None else None
        if section is None and (
            key := OWN_SECTION.get(ElementKind(element.type)) or _WORDS.get(element.type)
        ):
            section = commission.write_section(terms, by=landings.by, key=key, text=element.text)
        if section is not None:
            landings.put(section, element)


_WORDS: dict[str, SectionKey] = {
    ElementKind.BACKGROUND: SectionKey.BACKGROUND,
    ElementKind.PURPOSE: SectionKey.PURPOSE,
    ElementKind.GOAL: SectionKey.AIMS,
    ElementKind.INVOLVEMENT: SectionKey.INVOLVEMENT,
}
