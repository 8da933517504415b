"""The minutes of a meeting, held against the matter that stood there: proposals, and a sentence for whatever does not fit."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.quoting import quoted
from roedtraad.core.reasons import Reason
from roedtraad.matters.models import Matter, Recommendation, Routing
from roedtraad.matters.way import in_a_row
from roedtraad.organisation.models import Body

from .agenda import is_kind, sections
from .bodies import find_body
from .enums import ElementKind
from .items import Item, items_of, meeting_of
from .landing_matter import full_day
from .matching import Heard, Matched, alike, days_in, heard_in_lines, lines_of, match, shortened
from .models import SourceDocument

SAME_TITLE = 0.7  # how alike the title of an item is to the matter's


@dataclass
class Proposal:
    """What the minutes say about a matter. `faults`: what does not fit, each with a way out; accepting is still possible."""

    matter: Matter
    points: list[Recommendation]
    matched: Matched
    body: Body | None = None
    day: datetime.date | None = None
    reference: str = ""
    faults: list[Reason] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[Recommendation | None, object]]:
        points: list[Recommendation | None] = list(self.points) or [None]
        return list(zip(points, self.matched.proposals, strict=True))


def proposal_of(document: SourceDocument, matter: Matter) -> Proposal:
    """Read the document against the matter's at-points and its way; a fixed number of queries."""
    points = list(matter.recommendations.all())
    stops = list(matter.routings.select_related("body", "meeting"))
    wanted = [point.text for point in points] or [matter.title]
    item, strange = _item(document, matter)
    if item is None:
        return Proposal(matter, points, match(wanted, []), faults=[strange] if strange else [])
    lines = lines_of(item.blocks)
    heard = _both(_heard(item), heard_in_lines(_decided(item)))
    matched = match(wanted, heard, around=lines)
    names, days = _said(item, document)
    body = next((found for name in names if (found := find_body(name))), None)
    proposal = Proposal(matter, points, matched, body, days[0] if days else None)
    proposal.reference = _reference(proposal, item, document)
    proposal.faults = [
        *([strange] if strange else []),
        *_faults(proposal, stops, names),
    ]
    return proposal


def _item(document: SourceDocument, matter: Matter) -> tuple[Item | None, Reason | None]:
    """The item of the minutes that is this matter: by its case number, else by its title."""
    found = items_of(document).rows
    if len(found) == 1 and not found[0].key:
        only = found[0]
        if matter.case_number and only.case_number and only.case_number != matter.case_number:
            return only, Reason(
                "another-case",
                _("The minutes are of case %(said)s; this matter is %(own)s.")
                % {"said": only.case_number, "own": matter.case_number},
                _("Look at whether it is the right document."),
            )
        return only, None
    by_number = [item for item in found if matter.case_number and item.case_number == matter.case_number]
    if by_number:
        return by_number[0], None
    best = max(found, key=lambda item: alike(item.title, matter.title), default=None)
    if best is not None and alike(best.title, matter.title) >= SAME_TITLE:
        return best, None
    titles = "; ".join(quoted(shortened(item.title)) for item in found[:5])
    return None, Reason(
        "no-such-item",
        _("None of the %(count)d items of these minutes is this matter. They are: %(titles)s.")
        % {"count": len(found), "titles": titles},
        _("Bring the minutes of the meeting where it stood, or record the decision by hand."),
    )


def _heard(item: Item) -> list[Heard]:
    """What the reading found decided under each at-point; a decision under none is about the whole."""
    asked = {each.key: each for each in item.elements if each.type == ElementKind.RECOMMENDATION}
    numbers = {key: number for number, key in enumerate(asked, 1)}
    found = []
    for each in item.elements:
        if each.type != ElementKind.DECISION:
            continue
        above = asked.get(each.parent_key)
        if above is not None:
            words = str(above.attributes.get("raw") or above.text)
            found.append(Heard(each.text, numbers[above.key], words))
        else:
            found += heard_in_lines([each.text])
    return found


def _both(read: list[Heard], printed: list[Heard]) -> list[Heard]:
    """What was read at the at-points; what stands under none of them as it is printed, with its number where it has one."""
    pointed = [each for each in read if each.point]
    taken = {each.number for each in pointed}
    numbered = [each for each in printed if each.number is not None and each.number not in taken]
    if numbered:
        return [*pointed, *numbered]
    return read or printed


def _decided(item: Item) -> list[str]:
    """The lines below 'Beslutning'; of what was pasted without any heading of an item, all of them."""
    parts = sections(item.blocks)
    decided = [line for part in parts if is_kind(part, "decision") for line in part.text.splitlines()]
    bare = not any(part.key and part.key != "other" and not is_kind(part, "attendance") for part in parts)
    return decided or (lines_of(item.blocks) if bare else [])


def _said(item: Item, document: SourceDocument) -> tuple[list[str], list[datetime.date]]:
    """Bodies and days that the minutes name: at the decisions, else at the head."""
    decided = [each for each in item.elements if each.type == ElementKind.DECISION]
    names = [str(each.attributes.get("body") or "") for each in decided]
    days = [day for each in decided if (day := full_day(each))]
    head_body, head_day = meeting_of(document)
    days += days_in(lines_of(item.blocks))
    if head_day:
        days.append(datetime.date.fromisoformat(head_day))
    return list(dict.fromkeys(name for name in [*names, head_body] if name)), list(dict.fromkeys(days))


def _reference(proposal: Proposal, item: Item, document: SourceDocument) -> str:
    said = [
        proposal.body.name if proposal.body else "",
        date_format(proposal.day, "DATE_FORMAT") if proposal.day else "",
    ]
    if item.number:
        said.append(_("item %(number)s") % {"number": item.number})
    head = ", ".join(filter(None, said))
    return (f"{head} ({document.name})" if head else document.name)[:200]


def _faults(proposal: Proposal, stops: Sequence[Routing], names: Sequence[str]) -> list[Reason]:
    matched = proposal.matched
    faults = []
    if not matched.found and not matched.strangers and not matched.beyond:
        faults.append(
            Reason(
                "no-decision",
                _("No decision was recognised in the document."),
                _("See whether it is the minutes and not the agenda, or record the decision by hand below."),
            )
        )
    for each in matched.strangers:
        faults.append(
            Reason(
                "another-point",
                _("The minutes name a recommendation that this matter does not have: “%(point)s”.")
                % {"point": shortened(each.point)},
                _("See whether they are of this matter. What they say of it is not proposed: “%(said)s”.")
                % {"said": shortened(each.text)},
            )
        )
    for number in matched.beyond:
        faults.append(
            Reason(
                "no-such-point",
                _("The minutes speak of at-point %(number)d, and this matter has %(count)d.")
                % {"number": number, "count": len(proposal.points)},
                _("See whether they are of this matter."),
            )
        )
    return [*faults, *_other_meeting(proposal, stops, names)]


def _other_meeting(proposal: Proposal, stops: Sequence[Routing], names: Sequence[str]) -> list[Reason]:
    on_the_way = list(dict.fromkeys(str(stop.body) for stop in stops))
    if not stops:
        return []
    if names and (proposal.body is None or str(proposal.body) not in on_the_way):
        return [
            Reason(
                "another-body",
                _("The minutes are of %(said)s; this matter goes to %(own)s.")
                % {"said": names[0], "own": in_a_row(on_the_way)},
                _("Choose the body that decided, if the minutes are of this matter all the same."),
            )
        ]
    meetings = [
        stop.meeting for stop in stops if stop.meeting and stop.body_id == getattr(proposal.body, "pk", None)
    ]
    if proposal.day and meetings and proposal.day not in {meeting.date for meeting in meetings}:
        return [
            Reason(
                "another-day",
                _("The minutes are of %(said)s; the matter stood at the meeting on %(own)s.")
                % {
                    "said": date_format(proposal.day, "DATE_FORMAT"),
                    "own": in_a_row([date_format(meeting.date, "DATE_FORMAT") for meeting in meetings]),
                },
                _("See whether they are of that meeting. If it was held on another day, move it first."),
            )
        ]
    return []
