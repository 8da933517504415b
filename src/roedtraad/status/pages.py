"""What the page of a report shows: the sheet with its words, the locked figures beside it, the thread before sending."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from roedtraad.core.enums import StatusKey
from roedtraad.core.kept import Kept
from roedtraad.writing.html import blocks_to_html, to_html
from roedtraad.writing.lines import annex_line, meta_line
from roedtraad.writing.model import Block, Bullets, Figure, Paragraph, Spans, Strong
from roedtraad.writing.model import Report as Document
from roedtraad.writing.words import STATUS_KEYS

from . import evidence as told
from .areas import Area, areas_of
from .assembly import Point
from .composition import annex_titles
from .content import document_of, frozen_words, head_of, points_of, snapshot_of
from .enums import ReportState
from .figures import Counted, blocks_of, figures_of, line_of
from .models import ReportPoint, ReportText, StatusReport
from .pasting import annexes_html, annexes_text, section_html, section_text
from .queries import Check, checks_before_sending
from .threads import threads_of

NOTHING = mark_safe("")
# A status is fetched again and again while it is written and read, and what it rests on never changes.
_told: Kept[Told] = Kept(16)
_sheets: Kept[Sheet] = Kept(8)
Shown = list[tuple[str, list[list[tuple[str, str]]]]]


@dataclass(frozen=True)
class SheetPart:
    """One section on the sheet, or one focus area within the narrative."""

    text: ReportText
    blocks: Shown
    is_area: bool
    figures: SafeString
    threads: SafeString = NOTHING

    @property
    def is_empty(self) -> bool:
        return not self.text.text.strip()


@dataclass(frozen=True)
class FigureRow:
    """A figure beside the text: what it counts, its value, and the token that puts it into the words."""

    label: str
    text: str
    key: str

    @property
    def token(self) -> str:
        return "{{" + self.key + "}}"


@dataclass
class ReportPage:
    """While it is a draft, `parts`, `points` and, of the section being written, `figures`; then `frozen`."""

    report: StatusReport
    meta: str
    counts: list[tuple[str, int, int | None]]
    previous: str
    checks: list[Check]
    annexes: list[str]
    empty: list[str]
    parts: list[SheetPart] = field(default_factory=list)
    points: list[tuple[ReportPoint, list[tuple[str, str]]]] = field(default_factory=list)
    figures: list[FigureRow] = field(default_factory=list)
    frozen: SafeString = NOTHING
    added: list[int] = field(default_factory=list)

    @property
    def annexes_with_keys(self) -> list[tuple[str, int | None]]:
        """The annexes by name; of those that were added, which are the last, the key too."""
        own = len(self.annexes) - len(self.added)
        return list(zip(self.annexes, [*[None] * own, *self.added], strict=True))

    @property
    def broken(self) -> int:
        return sum(check.is_broken for check in self.checks)


def report_page(report: StatusReport, editing: ReportText | None = None) -> ReportPage:
    """Everything the page shows; three queries besides the report's own."""
    snapshot = snapshot_of(report)
    texts, points = list(report.texts.all()), list(report.points.all())
    is_draft = report.state == ReportState.DRAFT
    sheet = _sheet(head_of(report)) if is_draft else frozen_sheet(report)
    before = snapshot.get("previous")
    page = ReportPage(
        report=report,
        meta=sheet.meta,
        counts=[
            (key, snapshot["figures"][key], before["figures"].get(key, 0) if before else None)
            for key in STATUS_KEYS
        ],
        previous=before["cycle"] if before else "",
        checks=checks_before_sending(
            snapshot, points, reverse("status:write_point", args=[report.pk]) if is_draft else ""
        ),
        annexes=sheet.annexes or annex_titles(snapshot),
        empty=[
            text.heading
            for text in texts
            # The way through the bodies fills itself in when it has been chosen.
            if not text.key.startswith("area_") and text.key != "routing" and not text.text.strip()
        ],
    )
    if is_draft:
        page.added = list(report.annexes.values_list("pk", flat=True))
        _with_words(page, texts, points, told_by(report.snapshot.sha256, snapshot), editing)
    else:
        page.frozen = sheet.html
    return page


@dataclass(frozen=True)
class Sheet:
    """A report as its page shows it: the line above it, its annexes by name, and, once it is frozen, all of it."""

    meta: str
    annexes: list[str]
    html: SafeString


def _sheet(document: Document, *, drawn: bool = False) -> Sheet:
    # Written by our own writer, which escapes every word it takes.
    html = mark_safe(to_html(document, sprite=static("core/built/sprite.svg"))) if drawn else NOTHING  # noqa: S308
    return Sheet(meta_line(document), [annex_line(document, annex) for annex in document.annexes], html)


def frozen_sheet(report: StatusReport) -> Sheet:
    """What was presented: the same words give the same page, so it is drawn once."""
    words = frozen_words(report)
    if not words:
        return _sheet(document_of(report), drawn=True)
    return _sheets.of(words, lambda: _sheet(Document.from_plain(json.loads(words)), drawn=True))


def _with_words(
    page: ReportPage,
    texts: list[ReportText],
    points: list[ReportPoint],
    told_: Told,
    editing: ReportText | None,
) -> None:
    """What is written, part by part, as it stands while it is being written."""
    places = {area.key: area for area in areas_of(snapshot_of(page.report))}
    asked = points_of(points)
    page.parts = [
        SheetPart(
            text,
            shown(blocks_of(text.text, told_.figures)),
            text.key.startswith("area_"),
            told_.pictures.get(text.key, NOTHING),
            _threads(page.report, places.get(text.key), asked),
        )
        for text in texts
        if not text.key.startswith("area_")
        or text.text.strip()
        or text.key in told_.pictures
        or text == editing
    ]
    page.points = [(point, shown_line(line_of(point.text, told_.figures))) for point in points]
    page.figures = figure_rows(told_.figures, editing.key) if editing else []


def _threads(report: StatusReport, area: Area | None, points: Sequence[Point]) -> SafeString:
    """The threads of what deviates within a focus area, as they are printed."""
    if area is None:
        return NOTHING
    # Written by our own writer, which escapes every word it takes.
    return mark_safe(blocks_to_html(threads_of(snapshot_of(report), area, points)))  # noqa: S308


@dataclass(frozen=True)
class Told:
    """What a snapshot says to whoever writes about it: every figure a text may use, and what the figures say under each
    focus area that has something to say, by the key of its text. Locked."""

    figures: dict[str, Counted]
    pictures: dict[str, SafeString]


def told_by(sha256: str, snapshot: Mapping[str, Any]) -> Told:
    return _told.of(sha256, lambda: Told(figures_of(snapshot), _drawn(snapshot)))


def _drawn(snapshot: Mapping[str, Any]) -> dict[str, SafeString]:
    evidence, found = told.evidence_of(snapshot), {}
    for area in areas_of(snapshot) if told.has_annex(evidence) else ():
        blocks = told.in_text(evidence, area)
        if blocks:
            # Written by our own writer, which escapes every word it takes.
            found[area.key] = mark_safe(blocks_to_html(blocks))  # noqa: S308
    return found


def figure_rows(figures: dict[str, Counted], section: str) -> list[FigureRow]:
    """The figures that belong to a section: those of its focus area, or those of the whole plan, now and last time."""
    area = section if section.startswith("area_") else ""
    rows = []
    for key, figure in figures.items():
        belongs = key.startswith(area + ".") if area else not figure.area
        if belongs and (figure.text != "0" or figure.what == "goals"):
            rows.append(FigureRow(_label(figure), figure.text, key))
    return rows


def _label(figure: Counted) -> str:
    if figure.what == "goals":
        label = _("Goals in all")
    elif figure.what == "unreported":
        label = _("Not reported on")
    elif figure.what == "attention":
        label = _("At risk or off course")
    else:
        label = (
            _label_of_indicator(figure) if figure.what in OF_INDICATORS else str(StatusKey(figure.what).label)
        )
    return _("%(figure)s, last time") % {"figure": label} if figure.previous else label


OF_INDICATORS = {
    "tasks": gettext_noop("Tasks of what was decided last"),
    "tasks.done": gettext_noop("Of these done"),
    "tasks.late": gettext_noop("Of these overdue"),
    "indicators": gettext_noop("Indicators in all"),
    "indicators.worse": gettext_noop("Indicators that develop in the wrong direction"),
    "indicators.better": gettext_noop("Indicators that develop in the right direction"),
    "latest": gettext_noop("%(indicator)s: latest"),
    "upper": gettext_noop("%(indicator)s: upper limit"),
    "lower": gettext_noop("%(indicator)s: lower limit"),
    "mean": gettext_noop("%(indicator)s: mean"),
    "target": gettext_noop("%(indicator)s: target"),
    "hidden": gettext_noop("%(indicator)s: hidden periods"),
}


def _label_of_indicator(figure: Counted) -> str:
    return _(OF_INDICATORS[figure.what]) % {"indicator": figure.title}


def shown(blocks: Sequence[Block]) -> Shown:
    """Blocks as the template takes them: ('p' | 'ul', lines of (kind, text))."""
    out: Shown = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out.append(("p", [shown_line(block.spans)]))
        elif isinstance(block, Bullets):
            out.append(("ul", [shown_line(item) for item in block.items]))
    return out


def shown_line(spans: Spans) -> list[tuple[str, str]]:
    kinds = {Strong: "strong", Figure: "figure"}
    return [(kinds.get(type(span), "text"), getattr(span, "text", "")) for span in spans]


def goal_choices(report: StatusReport, chosen: Sequence[int] = ()) -> list[tuple[int, str]]:
    """The goals a point can be about: those that need something first, then the rest, in the plan's order."""
    goals = snapshot_of(report)["goals"]
    rank = {"off": 0, "risk": 1, "unknown": 2, "idle": 3, "": 4}
    ordered = sorted(
        goals, key=lambda goal: (goal["id"] not in chosen, rank.get(goal.get("status") or "", 5))
    )
    return [(goal["id"], goal["title"]) for goal in ordered]


def goals_first(report: StatusReport, chosen: Sequence[int] = ()) -> int:
    """How many of `goal_choices` are shown at once: those chosen, and those off course or at risk."""
    goals = snapshot_of(report)["goals"]
    return sum(goal["id"] in chosen or goal.get("status") in ("off", "risk") for goal in goals)


@dataclass(frozen=True)
class PartToCopy:
    """A section for the case system, as plain HTML and as plain words."""

    key: str
    heading: str
    html: SafeString
    text: str


def parts_to_copy(document: Document) -> list[PartToCopy]:
    """The title, each section, the list of annexes; `key` is its place on the page."""
    # Written by our own writer, which escapes every word it takes.
    found = [
        PartToCopy(
            f"afsnit-{section.key}",
            section.heading or document.title,
            mark_safe(section_html(document, section)),  # noqa: S308
            section_text(document, section),
        )
        for section in document.sections
    ]
    title = PartToCopy("titel", _("Title"), format_html("<p>{}</p>", document.title), document.title)
    annexes = PartToCopy("bilag", _("Annexes"), mark_safe(annexes_html(document)), annexes_text(document))  # noqa: S308
    return [title, *found, *([annexes] if document.annexes else [])]
