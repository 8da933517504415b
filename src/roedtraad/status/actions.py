"""The verbs of the yearly status: assemble, word, put before the body, take back, take note of the decision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.followup.models import Snapshot
from roedtraad.matters import actions as matters
from roedtraad.matters.enums import DispatchState, Reading
from roedtraad.matters.models import Annex, Dispatch, Matter, Meeting, Presentation, Recommendation, Routing
from roedtraad.matters.way import missing_on_the_way, why_not_this_way
from roedtraad.organisation.models import Body
from roedtraad.plans.models import Goal
from roedtraad.writing.docx import check_template
from roedtraad.writing.words import long_date

from .assembly import ALL_CONCEPTS, first_points, first_words, title_of
from .composition import Frame, annex_titles
from .content import attached, concepts, draft_of, snapshot_of
from .enums import REPORT_TRANSITIONS, ReportState
from .figures import figures_of, unknown_tokens
from .models import (
    RecommendationGoal,
    ReportAnnex,
    ReportPoint,
    ReportText,
    SectionName,
    StatusReport,
    WordTemplate,
)
from .permissions import may_note_decision, may_write_status
from .queries import snapshot_a_year_before


@dataclass(frozen=True)
class Stop:
    """One body on the matter's way, its meeting where one is chosen, and what it does there.

    `beside`: it has the matter at the same time as the stop before it; `joint`: at a meeting they hold together.
    """

    body: Body
    role: str
    meeting: Meeting | None = None
    beside: bool = False
    joint: bool = False
    reading: int = Reading.NONE


@action("status.assemble", permission=may_write_status)
def assemble(snapshot: Snapshot, *, by: Any) -> StatusReport:
    """A report from the snapshot's JSON alone: first words, at-points and figures. One report of each snapshot."""
    standing = StatusReport.objects.filter(snapshot=snapshot).first()
    if standing is not None:
        raise Refused(
            Reason(
                "assembled-already",
                _("A status of this snapshot is written already."),
                _("Go on with it."),
                reverse("status:report", args=[standing.pk]),
            )
        )
    data = json.loads(snapshot.content)
    plan_id = snapshot.cycle.plan_id
    earlier = (
        StatusReport.objects.filter(plan=plan_id, snapshot__taken_at__lt=snapshot.taken_at)
        .order_by("-snapshot__taken_at")
        .first()
    )
    report = StatusReport.objects.create(
        plan_id=plan_id,
        snapshot=snapshot,
        previous=earlier,
        year_ago=snapshot_a_year_before(snapshot),
        title=title_of(data)[:300],
    )
    ReportText.objects.bulk_create(
        ReportText(report=report, key=words.key, heading=words.heading[:120], text=words.text, order=place)
        for place, words in enumerate(first_words(data, concepts()), 1)
    )
    ReportPoint.objects.bulk_create(
        ReportPoint(report=report, number=number, text=point.text, goals=list(point.goals))
        for number, point in enumerate(first_points(data), 1)
    )
    return report


@action("status.name", permission=may_write_status)
def name(report: StatusReport, *, by: Any, title: str) -> StatusReport:
    """What the report is called."""
    refuse_unless_draft(report)
    report.title = title.strip()
    report.save()
    return report


@action("status.edit_text", permission=may_write_status)
def edit_text(text: ReportText, *, by: Any, words: str, heading: str | None = None) -> ReportText:
    """Change the words of one section. A figure can be moved or left out, never changed: its key must exist."""
    refuse_unless_draft(text.report)
    refuse_unknown_figures(text.report, words)
    text.text = words.replace("\r\n", "\n").strip()
    if heading:
        text.heading = heading.strip()
    text.save()
    return text


@action("status.write_point", permission=may_write_status)
def write_point(report: StatusReport, *, by: Any, text: str, goals: Sequence[int] = ()) -> ReportPoint:
    """One more at-point, before the last where that only asks that the status be noted."""
    refuse_unless_draft(report)
    refuse_unknown_figures(report, text)
    last = report.points.aggregate(last=Max("number"))["last"] or 0
    return ReportPoint.objects.create(
        report=report, number=last + 1, text=text.strip(), goals=_known(report, goals)
    )


@action("status.edit_point", permission=may_write_status)
def edit_point(
    point: ReportPoint, *, by: Any, text: str, goals: Sequence[int] = (), number: int | None = None
) -> ReportPoint:
    """Its words, its place and the goals it is about."""
    refuse_unless_draft(point.report)
    refuse_unknown_figures(point.report, text)
    point.text, point.goals = text.strip(), _known(point.report, goals)
    if number is not None and number != point.number:
        others = [other for other in point.report.points.all() if other.pk != point.pk]
        others.insert(max(0, number - 1), point)
        for place, other in enumerate(others, 1):
            if other is not point and other.number != place:
                other.number = place
                other.save()
        point.number = min(max(1, number), len(others))
    point.save()
    return point


@action("status.drop_point", permission=may_write_status)
def drop_point(point: ReportPoint, *, by: Any) -> None:
    """Leave it out; the others close up."""
    refuse_unless_draft(point.report)
    report = point.report
    point.delete()
    for place, other in enumerate(report.points.all(), 1):
        if other.number != place:
            other.number = place
            other.save()


@action("status.add_annex", permission=may_write_status)
def add_annex(
    report: StatusReport,
    *,
    by: Any,
    title: str = "",
    document_number: str = "",
    is_open: bool = True,
    earlier: Matter | None = None,
) -> ReportAnnex:
    """One more annex, after those that the report brings itself: a document, or an earlier item under its own title."""
    refuse_unless_draft(report)
    title = title.strip() or (earlier.title if earlier else "")
    if not title:
        raise Refused(
            Reason(
                "annex-without-title",
                _("The annex has no title."),
                _("Write one, or choose an earlier item."),
            )
        )
    if title in annex_titles(snapshot_of(report)) or report.annexes.filter(title=title).exists():
        raise Refused(
            Reason(
                "annex-stands",
                _("There is an annex of that name already."),
                _("Give it a name of its own."),
            )
        )
    return ReportAnnex.objects.create(
        report=report, title=title[:300], document_number=document_number, is_open=is_open, earlier=earlier
    )


@action("status.drop_annex", permission=may_write_status)
def drop_annex(annex: ReportAnnex, *, by: Any) -> None:
    """Leave it out."""
    refuse_unless_draft(annex.report)
    annex.delete()


@action("status.present", permission=may_write_status)
def present(
    report: StatusReport,
    *,
    by: Any,
    stops: Sequence[Stop],
    case_number: str = "",
    kle_number: str = "",
    is_open: bool = True,
    costs_money: bool = False,
) -> Matter:
    """Put it before the bodies: a matter with routing, at-points and annexes; from now the words are frozen.

    `stops` in order, at least one that decides; refused where the order cannot be. The documents come from what is
    frozen here.
    """
    refuse_unless_draft(report)
    planned = _planned(stops)
    faults = [*why_not_this_way(planned), *missing_on_the_way(planned, costs_money=costs_money)]
    if faults:
        raise Refused(faults)
    points = list(report.points.all())
    if not points:
        raise Refused(
            Reason(
                "no-points", _("There is no recommendation to decide on."), _("Write at least one at-point.")
            )
        )
    move(report, ReportState.PRESENTED, REPORT_TRANSITIONS)
    snapshot = snapshot_of(report)
    matter = _matter(report, by, case_number, kle_number, is_open, costs_money)
    _route(matter, by, stops)
    known = set(Goal.objects.filter(plan=report.plan_id).values_list("pk", flat=True))
    for point in points:
        made = matters.write_recommendation(matter, by=by, text=point.text)
        RecommendationGoal.objects.bulk_create(
            RecommendationGoal(recommendation=made, goal_id=goal) for goal in point.goals if goal in known
        )
    own = annex_titles(snapshot)
    _annex(matter, by, own, report, case_number)
    frame = Frame(
        title=report.title,
        case_number=case_number,
        is_open=is_open,
        routing=tuple(_in_words(stop) for stop in stops),
        annexes=tuple(attached(annex) for annex in Annex.objects.filter(matter=matter)),
        colour=report.municipality.primary,
        draft=False,
    )
    document = draft_of(report, list(report.texts.all()), points, frame).to_json()
    Presentation.objects.update_or_create(matter=matter, defaults={"document": json.loads(document)})
    sha256 = hashlib.sha256(document.encode()).hexdigest()
    with override(settings.LANGUAGE_CODE):  # it is kept: in the municipality's language, not the reader's
        numbers = dict(matter.annexes.values_list("title", "number"))
        kept = [
            _("Presentation: %(title)s") % {"title": report.title},
            *(
                _("Annex %(number)s: %(title)s") % {"number": numbers.get(title, place), "title": title}
                for place, title in enumerate(own, 1)
            ),
        ]
    for what in kept:
        matters.to_be_filed(matter, by=by, what=what, sha256=sha256)
    for annex in report.annexes.all():
        if annex.earlier_id is None and not annex.document_number:
            with override(settings.LANGUAGE_CODE):
                what = _("Annex %(number)s: %(title)s") % {
                    "number": numbers.get(annex.title, ""),
                    "title": annex.title,
                }
            matters.to_be_filed(matter, by=by, what=what)
    report.matter = matter
    report.word_template = WordTemplate.objects.filter(in_use=True).first()
    report.save()
    return matter


@action("status.withdraw", permission=may_write_status)
def withdraw(report: StatusReport, *, by: Any) -> StatusReport:
    """Take it back to write on, as long as no body has decided anything about it. The matter keeps its number."""
    move(report, ReportState.DRAFT, REPORT_TRANSITIONS)
    matter = report.matter
    if matter is not None:
        if matter.decisions.exists():
            raise Refused(
                Reason(
                    "decided-on",
                    _("A body has decided on it, so it stands as it was put."),
                    _("What is new goes into the next status."),
                )
            )
        Presentation.objects.filter(matter=matter).update(document={})
        Dispatch.objects.filter(matter=matter, state=DispatchState.MISSING).delete()
        Recommendation.objects.filter(matter=matter).delete()
        Routing.objects.filter(matter=matter).delete()
    report.save()
    return report


@action("status.note_decision", permission=may_note_decision)
def note_decision(report: StatusReport, *, by: Any) -> StatusReport:
    """The body that settles the matter has decided: the report is closed."""
    move(report, ReportState.DECIDED, REPORT_TRANSITIONS)
    report.save()
    return report


@action("status.take_note_again", permission=may_note_decision)
def take_note_again(report: StatusReport, *, by: Any) -> StatusReport:
    """The decision was mistyped, and nothing is settled after all: the report waits for its decision again."""
    move(report, ReportState.PRESENTED, REPORT_TRANSITIONS)
    report.save()
    return report


@action("status.name_sections", permission=may_write_status)
def name_sections(
    municipality: Municipality, *, by: Any, names: Sequence[tuple[str, str, bool]]
) -> list[tuple[str, str]]:
    """How this municipality calls and orders the sections: (key, heading, used) in order. Reports to come use it."""
    known = {key for key, _heading in ALL_CONCEPTS}
    for place, (key, heading, used) in enumerate(names, 1):
        if key not in known:
            raise Refused(Reason("no-such-section", _("There is no section “%(key)s”.") % {"key": key}))
        if used and not heading.strip():
            raise Refused(
                Reason(
                    "no-heading", _("A section has no heading."), _("Write one, or leave the section out.")
                )
            )
        SectionName.objects.update_or_create(
            key=key, defaults={"heading": heading.strip()[:120], "order": place, "is_used": used}
        )
    return concepts()


@action("status.take_template", permission=may_write_status)
def take_template(municipality: Municipality, *, by: Any, name: str, content: bytes) -> WordTemplate:
    """Use the municipality's own Word template from now on; refused with what is wrong in it."""
    faults = check_template(content, "da" if get_language() == "da" else "en")
    if faults:
        raise Refused([Reason("template", fault) for fault in faults])
    for used in WordTemplate.objects.filter(in_use=True):
        used.in_use = False
        used.save()
    return WordTemplate.objects.create(
        name=name[:200], content=content, sha256=hashlib.sha256(content).hexdigest()
    )


@action("status.leave_template", permission=may_write_status)
def leave_template(template: WordTemplate, *, by: Any) -> WordTemplate:
    """Go back to the built-in template. The municipality's own is kept."""
    template.in_use = False
    template.save()
    return template


def refuse_unless_draft(report: StatusReport) -> None:
    if report.state != ReportState.DRAFT:
        raise Refused(
            Reason(
                "not-a-draft",
                _("The status has been put before the body, so its words stand as they are."),
                _("Take it back first, if nothing has been decided about it yet."),
            )
        )


def refuse_unknown_figures(report: StatusReport, words: str) -> None:
    """A figure in braces must be one of the snapshot's: a sentence for each that is not."""
    unknown = unknown_tokens(words, figures_of(snapshot_of(report)))
    if not unknown:
        return
    reasons = []
    for key in dict.fromkeys(unknown):
        if key == "{{":
            said = _("There are braces in the text that hold no figure.")
        else:
            said = _("There is no figure called “%(key)s” in this snapshot.") % {"key": key}
        reasons.append(Reason("unknown-figure", said, _("Choose one from the list beside the text.")))
    raise Refused(reasons)


def _annex(matter: Matter, by: Any, own: Sequence[str], report: StatusReport, case_number: str) -> None:
    """The matter's annexes: the report's own first, then those that were added; what stands keeps number and filing."""
    standing = set(matter.annexes.values_list("title", flat=True))
    for title in own:
        if title not in standing:
            matters.add_annex(matter, by=by, title=title, case_number=case_number)
    for annex in report.annexes.select_related("earlier"):
        if annex.title not in standing:
            matters.add_annex(
                matter,
                by=by,
                title=annex.title,
                document_number=annex.document_number,
                is_open=annex.is_open,
                earlier=annex.earlier,
            )


def _planned(stops: Sequence[Stop]) -> list[Routing]:
    """The stops as rows that are not saved, for the rules of the order."""
    rows: list[Routing] = []
    for stop in stops:
        last = rows[-1].order if rows else 0
        rows.append(
            Routing(
                body=stop.body,
                role=stop.role,
                meeting=stop.meeting,
                order=max(1, last if stop.beside else last + 1),
                joint=stop.joint,
                reading=stop.reading,
            )
        )
        if stop.joint:
            for row in rows:
                row.joint = row.joint or row.order == rows[-1].order
    return rows


def _route(matter: Matter, by: Any, stops: Sequence[Stop]) -> None:
    made: Routing | None = None
    for stop in stops:
        made = matters.route(
            matter,
            by=by,
            body=stop.body,
            role=stop.role,
            meeting=stop.meeting,
            beside=made if stop.beside else None,
            joint=stop.joint,
            reading=stop.reading,
        )


def _matter(
    report: StatusReport, by: Any, case_number: str, kle_number: str, is_open: bool, costs_money: bool
) -> Matter:
    facts = {
        "title": report.title,
        "case_number": case_number,
        "kle_number": kle_number,
        "is_open": is_open,
        "costs_money": costs_money,
    }
    if report.matter is None:
        return matters.create_matter(report.municipality, by=by, **facts)
    return matters.edit_matter(report.matter, by=by, **facts)


def _known(report: StatusReport, goals: Sequence[int]) -> list[int]:
    """The goals that stand in the snapshot, each once, in its order."""
    chosen = {int(goal) for goal in goals}
    return [goal["id"] for goal in snapshot_of(report)["goals"] if goal["id"] in chosen]


def _in_words(stop: Stop) -> str:
    said = f"{stop.body} {long_date('da', stop.meeting.date)}" if stop.meeting else str(stop.body)
    return f"{said} ({stop.reading}. behandling)" if stop.reading else said
