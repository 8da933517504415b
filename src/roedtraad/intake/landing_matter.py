"""An agenda item lands: a matter with its presentation, at-points, decisions and annexes; minutes with many, one each.

A decision needs a body and a day. Where the document lacks them the decision stays out, with the reason said.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core.tenancy import current
from roedtraad.matters import actions as matters
from roedtraad.matters import transcription
from roedtraad.matters.decisions import record_decision
from roedtraad.matters.enums import DecisionResult, RoutingRole
from roedtraad.matters.models import Decision, Matter, Meeting, Presentation, Recommendation, Routing
from roedtraad.matters.transcription import SectionWords
from roedtraad.organisation.models import Body
from roedtraad.policies import actions as policies
from roedtraad.policies.enums import RelationKind
from roedtraad.policies.models import MatterSubject, Policy

from . import agenda
from .agenda import Section, is_kind
from .bodies import find_body, find_or_make_body
from .composition import same
from .enums import ElementKind
from .items import Item, items_of
from .landing import Landings, the_named
from .landing_bodies import place_bodies
from .models import Element
from .wishes import Wish, day, shortened, wished_policy

# What a presentation is made of: these stand in it, under the heading with which they are printed.
IN_PRESENTATION = (
    ElementKind.BACKGROUND, ElementKind.ECONOMY, ElementKind.LEGAL_BASIS, ElementKind.STATUS_FINDING,
    ElementKind.PURPOSE, ElementKind.TARGET_GROUP, ElementKind.VISION, ElementKind.MISSION, ElementKind.VALUE,
    ElementKind.ANNEX,  # one that is mentioned there and stands in no list
)  # fmt: skip
ROLE_OF = {
    DecisionResult.RECOMMENDED: RoutingRole.RECOMMENDS,
    DecisionResult.DISCUSSED: RoutingRole.DISCUSSES,
    DecisionResult.SENT_TO_HEARING: RoutingRole.DISCUSSES,
}
ROLE_WORDS = (
    ("orientering", RoutingRole.INFORMED),
    ("drøft", RoutingRole.DISCUSSES),
    ("indstill", RoutingRole.RECOMMENDS),
    ("anbefal", RoutingRole.RECOMMENDS),
    ("hør", RoutingRole.HEARD),
)
LARGEST = 32_000  # of the numbers that a matter's rows hold


def land(landings: Landings, wish: Wish) -> list[Matter]:
    """The matters of the items that were chosen; of a document that is one item, its one."""
    items = items_of(landings.document, landings.elements)
    chosen = set(items.default if wish.items is None else wish.items)
    found = []
    for item in items.rows:
        if item.key and item.key not in chosen:
            landings.leave(landings.by_key[item.key], "not-chosen")
            continue
        found.append(_Landing(landings, wish, item, alone=len(items.rows) == 1).land())
    return found


class _Landing:
    """One item on its way."""

    def __init__(self, landings: Landings, wish: Wish, item: Item, *, alone: bool):
        self.landings, self.wish, self.item, self.alone = landings, wish, item, alone
        self.by = landings.by
        self.sections = agenda.sections(item.blocks, item.title)
        self.head = self.sections[0].text if self.sections and not self.sections[0].key else ""
        self.answers, self.told = self._decisions()
        self.body_words, self.day = self._meeting()

    def land(self) -> Matter:
        matter = self._matter()
        self._subjects(matter)
        points = self._recommendations(matter)
        self._place_decisions(matter, points)
        self._way(matter)
        self._annexes(matter)
        self._presentation(matter)
        for element in self.told:
            if not self.landings.placed(element):
                self.landings.leave(element, "told-decision")
        return matter

    # What is there

    def _of(self, *types: ElementKind) -> list[Element]:
        return [each for each in self.item.elements if each.type in types]

    def _section_of(self, element: Element) -> Section | None:
        return next((each for each in self.sections if element.block in each.blocks), None)

    def _decisions(self) -> tuple[list[Element], list[Element]]:
        """Decisions on this very item, and those that it only tells of."""
        own: list[Element] = []
        told: list[Element] = []
        for element in self._of(ElementKind.DECISION):
            above = self.landings.by_key.get(element.parent_key)
            section = self._section_of(element)
            answers = above is not None and above.type == ElementKind.RECOMMENDATION
            printed = section is not None and (is_kind(section, "decision") or is_kind(section, "routing"))
            (own if answers or printed or element.added else told).append(element)
        return own, told

    def _meeting(self) -> tuple[str, datetime.date | None]:
        """Body and day: as the person said, else as the decisions say, where they agree."""
        said = [(str(each.attributes.get("body") or ""), full_day(each)) for each in self.answers]
        names = list(dict.fromkeys(name for name, _day in said if name))
        days = list(dict.fromkeys(when for _name, when in said if when))
        body = names[-1] if len({same(name) for name in names}) == 1 else ""
        when = days[-1] if len(days) == 1 else None
        return self.wish.body or body, day(self.wish.held) or when

    # What is made

    def _matter(self) -> Matter:
        title = " ".join(self.item.title.split()) or self.landings.document.name
        number = self.item.case_number[:60]
        found = self._standing(title, number)
        if found is not None:
            self._put(found, made=False)
            return found
        said = self.item.is_open if self.item.is_open is not None else agenda.is_open(self.head)
        matter = matters.create_matter(
            current(),
            by=self.by,
            title=shortened(title, 300),
            case_number=number,
            kle_number=agenda.kle_number(self.head, number)[:12],
            is_open=said is not False,
        )
        self._put(matter)
        return matter

    def _standing(self, title: str, number: str) -> Matter | None:
        """The same matter on its way through its bodies: same case and title, or same title before the same meeting."""
        short = shortened(title, 300)
        rows = Matter.objects.filter(title__iexact=short).order_by("pk")
        if number:
            return rows.filter(case_number=number).first()
        body = find_body(self.body_words) if self.body_words else None
        if body is None or self.day is None:
            return None
        decided = Decision.objects.filter(body=body, date=self.day).values("matter")
        routed = Routing.objects.filter(body=body, meeting__date=self.day).values("matter")
        return rows.filter(pk__in=decided.union(routed)).first()

    def _put(self, thing: Any, *, made: bool = True) -> None:
        element = self.landings.by_key.get(self.item.key) if self.item.key else None
        self.landings.put(thing, element, made=made)

    def _subjects(self, matter: Matter) -> None:
        """What the matter is about becomes its subject; what it only names stands in a relation to that."""
        about: list[Policy] = []
        chosen = wished_policy(self.wish) if self.alone else None
        if chosen is None and self.alone and self.wish.title.strip():
            chosen, made = policies.find_or_make_stub(self.wish.title[:300], by=self.by, kind=self.wish.kind)
            self.landings.put(chosen, made=made)
        if chosen is not None:
            about.append(chosen)
        relations = self._of(ElementKind.RELATION)
        for element in relations:
            if element.attributes.get("relation") == RelationKind.CONCERNS:
                named = the_named(self.landings, element)
                # What the person chose stands for what the document calls its subject.
                if chosen is None or named.pk == chosen.pk:
                    about.append(named)
        about += [policy for policy in self.item.policies if policy not in about]
        for policy in dict.fromkeys(about):
            stood = MatterSubject.objects.filter(matter=matter, policy=policy).exists()
            self.landings.put(policies.tell_subject(policy, by=self.by, matter=matter), made=not stood)
        for element in relations:
            if element.attributes.get("relation") != RelationKind.CONCERNS:
                self._related(element, list(dict.fromkeys(about)))

    def _related(self, element: Element, about: list[Policy]) -> None:
        other = the_named(self.landings, element)
        word = str(element.attributes.get("relation") or RelationKind.RELATES_TO)
        if len(about) != 1 or about[0] == other or word not in RelationKind.values:
            return
        stood = about[0].relations.filter(kind=word, other=other).exists()
        relation = policies.relate(about[0], by=self.by, kind=word, other=other)
        self.landings.put(relation, element, made=not stood)

    def _recommendations(self, matter: Matter) -> dict[str, Recommendation]:
        standing = {same(each.text): each for each in matter.recommendations.all()}
        points: dict[str, Recommendation] = {}
        number = 0
        for element in self._of(ElementKind.RECOMMENDATION):
            section = self._section_of(element)
            other = bool(section and "alternativ" in section.heading.casefold()) or bool(
                element.attributes.get("alternative")
            )
            number = _number(element.attributes.get("number")) or number + 1
            point = standing.get(same(element.text))
            made = point is None
            if point is None:
                point = transcription.transcribe_recommendation(
                    matter, by=self.by, text=element.text, number=number, alternative=other
                )
            self.landings.put(point, element, made=made)
            points[element.key] = point
        return points

    def _place_decisions(self, matter: Matter, points: Mapping[str, Recommendation]) -> None:
        """One decision for each point, body and day; several sentences about the same are one decision's wording."""
        grouped: dict[tuple[int | None, int, datetime.date], list[Element]] = {}
        bodies: dict[int, Body] = {}
        for element in self.answers:
            words = str(element.attributes.get("body") or "") or self.body_words
            when = full_day(element) or (None if element.attributes.get("date") else self.day)
            why = _why_not(words, when)
            if why or when is None:
                self.landings.leave(element, why)
                continue
            body = self._body(words)
            bodies[body.pk] = body
            point = points.get(element.parent_key)
            grouped.setdefault((point.pk if point else None, body.pk, when), []).append(element)
        rows = {point.pk: point for point in points.values()}
        for (point_pk, body_pk, when), elements in grouped.items():
            self._decision(matter, rows.get(point_pk or 0), bodies[body_pk], when, elements)

    def _decision(
        self,
        matter: Matter,
        point: Recommendation | None,
        body: Body,
        when: datetime.date,
        elements: Sequence[Element],
    ) -> None:
        standing = Decision.objects.filter(matter=matter, recommendation=point, body=body, date=when).first()
        made = standing is None
        if standing is None:
            printed = self._printed(elements)
            said = agenda.particulars(each.text for each in printed)
            alone = len(self.answers) == len(elements)
            whole = [each.text for each in printed if is_kind(each, "decision")]
            wording = "\n\n".join(whole if alone and whole else [each.text for each in elements])
            meeting = self._held(body, when)
            standing = record_decision(
                matter,
                by=self.by,
                body=body,
                date=when,
                result=_result(elements),
                minutes_reference=self._minutes(body, when),
                recommendation=point,
                meeting=meeting,
                wording=wording,
                votes=shortened(said.votes, 200),
                minority=said.minority,
                absent=shortened(said.absent, 300),
                demands_task=None if self.wish.demands else False,
            )
            self._stop(
                matter, body, meeting, ROLE_OF.get(DecisionResult(standing.result), RoutingRole.DECIDES)
            )
        for element in elements:
            self.landings.put(standing, element, made=made)

    def _printed(self, elements: Sequence[Element]) -> list[Section]:
        """The sections that tell of the decision: its own, and that on who was there."""
        own = [self._section_of(each) for each in elements]
        there = [each for each in self.sections if is_kind(each, "attendance")]
        return list({id(each): each for each in (*own, *there) if each is not None}.values())

    def _minutes(self, body: Body, when: datetime.date) -> str:
        if self.wish.minutes:
            return self.wish.minutes[:200]
        with override(settings.LANGUAGE_CODE):  # it is kept: in the municipality's language, not the reader's
            said = f"{body.name}, {date_format(when, 'DATE_FORMAT')}"
            if self.item.number:
                said += ", " + _("item %(number)s") % {"number": self.item.number}
        return shortened(f"{said} ({self.landings.document.name})", 200)

    def _body(self, words: str) -> Body:
        body, made = find_or_make_body(words, by=self.by)
        if made:
            self.landings.put(body)
        return body

    def _held(self, body: Body, when: datetime.date) -> Meeting:
        meeting = Meeting.objects.filter(body=body, date=when).first()
        if meeting is None:
            meeting = matters.schedule_meeting(body, by=self.by, date=when)
            self.landings.put(meeting)
        return meeting

    def _stop(self, matter: Matter, body: Body, meeting: Meeting | None, role: str) -> None:
        rows = matter.routings.filter(body=body)
        if not (rows.filter(meeting=meeting) if meeting else rows).exists():
            self.landings.put(
                transcription.transcribe_stop(
                    matter, by=self.by, body=body, meeting=_open(meeting), role=role
                )
            )

    def _way(self, matter: Matter) -> None:
        """The bodies that the item goes through; what they are to do is said beside them, or follows from the order."""
        mine = {each.pk: each for each in self.item.elements}
        stops = [
            (element, body)
            for element, body in (
                (self.landings.by_key[key], body)
                for key, body in place_bodies(self.landings, only=mine).items()
            )
            if self._is_stop(element)
        ]
        for place, (element, body) in enumerate(stops, start=1):
            said = f"{element.text} {self._line(element)}".casefold()
            role = next((each for word, each in ROLE_WORDS if word in said), None)
            last = RoutingRole.DECIDES if place == len(stops) else RoutingRole.RECOMMENDS
            self._stop(matter, body, None, role or last)
        if self.day and self.body_words and not matter.routings.exists():
            body = self._body(self.body_words)
            self._stop(matter, body, self._held(body, self.day), RoutingRole.DECIDES)

    def _is_stop(self, element: Element) -> bool:
        section = self._section_of(element)
        return section is not None and is_kind(section, "routing")

    def _line(self, element: Element) -> str:
        """The line of the routing that names the body."""
        section = self._section_of(element)
        lines = section.text.splitlines() if section else []
        return next((line for line in lines if element.text in line), "")

    def _annexes(self, matter: Matter) -> None:
        standing = {(each.document_number, same(each.title)): each for each in matter.annexes.all()}
        taken = {each.number for each in standing.values()}
        rows = [(each, _number(each.attributes.get("number"))) for each in self._of(ElementKind.ANNEX)]
        listed = any(number for _element, number in rows)
        for element, number in rows:
            if listed and not number:
                continue  # a mention in the text of what the list names by its number
            key = (str(element.attributes.get("document_number") or "")[:60], same(element.text[:300]))
            annex = standing.get(key)
            made = annex is None
            if annex is None:
                number = number if number and number not in taken else max(taken, default=0) + 1
                taken.add(number)
                annex = transcription.transcribe_annex(
                    matter,
                    by=self.by,
                    number=number,
                    title=shortened(element.text, 300),
                    document_number=key[0],
                    case_number=str(element.attributes.get("case_number") or ""),
                    is_open=element.attributes.get("open") is not False,
                )
            self.landings.put(annex, element, made=made)

    def _presentation(self, matter: Matter) -> None:
        """Everything that did not become a row of its own, under the heading it is printed with."""
        placed = {each.block for each in self.item.elements if self.landings.placed(each)}
        kept = [
            each
            for each in self.sections
            if each.key and each.text and not (_is_row(each) and each.blocks & placed)
        ]
        words = [SectionWords(each.key, each.heading, each.text) for each in kept]
        if len(" ".join(self.item.title.split())) > 300:
            words.insert(0, SectionWords("title", _("Title in full"), self.item.title))
        if not words or Presentation.objects.filter(matter=matter).exists():
            return
        presentation = transcription.transcribe_presentation(matter, by=self.by, sections=words)
        self.landings.put(presentation)
        of_key = {each.key: each for each in presentation.sections.all()}
        for element in self._of(*IN_PRESENTATION):
            section = self._section_of(element)
            if section is not None and section.key in of_key and not self.landings.placed(element):
                self.landings.put(of_key[section.key], element)


def full_day(element: Element) -> datetime.date | None:
    printed = str(element.attributes.get("date") or "")
    try:
        return datetime.date.fromisoformat(printed) if printed.count("-") == 2 else None
    except ValueError:
        return None


def _why_not(body: str, when: datetime.date | None) -> str:
    if not body and when is None:
        return "decision-without-both"
    if not body:
        return "decision-without-body"
    if when is None:
        return "decision-without-day"
    return "decision-to-come" if when > timezone.localdate() else ""


def _result(elements: Sequence[Element]) -> str:
    """As printed; an approval 'med de ændringer' is one with changes. Nothing read: other."""
    said = [str(each.attributes.get("result") or "") for each in elements]
    result = next((each for each in said if each in DecisionResult.values), DecisionResult.OTHER)
    words = " ".join(each.text for each in elements).casefold()
    if result == DecisionResult.APPROVED and any(
        each in words for each in ("med ændring", "med følgende ændring", "med de ændring", "med den ændring", "med den tilføjelse", "med tilføjelse")
    ):  # fmt: skip
        return DecisionResult.APPROVED_WITH_CHANGES
    return str(result)


def _number(value: Any) -> int:
    text = str(value or "").strip(" .")
    return int(text) if text.isdecimal() and 0 < int(text) <= LARGEST else 0


def _is_row(section: Section) -> bool:
    return any(is_kind(section, key) for key in agenda.ROWS)


def _open(meeting: Meeting | None) -> Meeting | None:
    """A meeting that was called off here has not been held: then the stop names the body only."""
    return None if meeting is None or meeting.cancelled else meeting
