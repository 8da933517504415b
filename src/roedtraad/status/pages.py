"""What the page of a report shows: the sheet with its words, the locked figures beside it, the thread before sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from roedtraad.core.enums import StatusKey
from roedtraad.writing.html import blocks_to_html, to_html
from roedtraad.writing.lines import meta_line
from roedtraad.writing.model import Block, Bullets, Figure, Paragraph, Spans, Strong
from roedtraad.writing.words import STATUS_KEYS

from . import evidence as told
from .areas import areas_of
from .composition import annex_titles
from .content import document_of, draft_of, snapshot_of
from .enums import ReportState
from .figures import Counted, blocks_of, figures_of, line_of
from .models import ReportPoint, ReportText, StatusReport
from .queries import Check, checks_before_sending

Shown = list[tuple[str, list[list[tuple[str, str]]]]]


@dataclass(frozen=True)
class SheetPart:
    """One section on the sheet, or one focus area within the narrative."""

    text: ReportText
    blocks: Shown
    is_area: bool
    figures: SafeString

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
    report: StatusReport
    meta: str
    parts: list[SheetPart]
    points: list[tuple[ReportPoint, list[tuple[str, str]]]]
    frozen: SafeString
    counts: list[tuple[str, int, int | None]]
    previous: str
    figures: list[FigureRow]
    checks: list[Check]
    annexes: list[str]
    empty: list[str]

    @property
    def broken(self) -> int:
        return sum(check.is_broken for check in self.checks)


def report_page(report: StatusReport, editing: ReportText | None = None) -> ReportPage:
    """Everything the page shows; three queries besides the report's own."""
    snapshot = snapshot_of(report)
    texts, points = list(report.texts.all()), list(report.points.all())
    figures = figures_of(snapshot)
    is_draft = report.state == ReportState.DRAFT
    document = draft_of(report, texts, points, goals=False) if is_draft else document_of(report)
    before = snapshot.get("previous")
    said = figures_said(report.snapshot.sha256, snapshot) if is_draft else {}
    return ReportPage(
        report=report,
        meta=meta_line(document),
        parts=[
            SheetPart(
                text,
                shown(blocks_of(text.text, figures)),
                text.key.startswith("area_"),
                said.get(text.key, NOTHING),
            )
            for text in texts
            if not text.key.startswith("area_") or text.text.strip() or text.key in said or text == editing
        ],
        points=[(point, shown_line(line_of(point.text, figures))) for point in points],
        # Written by our own writer, which escapes every word it takes.
        frozen=mark_safe("" if is_draft else to_html(document, sprite=static("core/built/sprite.svg"))),  # noqa: S308
        counts=[
            (key, snapshot["figures"][key], before["figures"].get(key, 0) if before else None)
            for key in STATUS_KEYS
        ],
        previous=before["cycle"] if before else "",
        figures=figure_rows(figures, editing.key if editing else ""),
        checks=checks_before_sending(
            snapshot, points, reverse("status:write_point", args=[report.pk]) if is_draft else ""
        ),
        annexes=[f"{annex.number}. {annex.title}" for annex in document.annexes] or annex_titles(snapshot),
        empty=[text.heading for text in texts if not text.key.startswith("area_") and not text.text.strip()],
    )


NOTHING = mark_safe("")


# What the figures of the snapshots say that somebody is writing about, by the hash of what they hold, which never changes:
# a status is fetched again and again while it is written, and its charts are drawn once.
_said: dict[str, dict[str, SafeString]] = {}
KEPT = 16


def figures_said(sha256: str, snapshot: Mapping[str, Any]) -> dict[str, SafeString]:
    """What the figures say under each focus area that has something to say, by the key of its text. Locked."""
    if sha256 not in _said:
        for old in list(_said)[: len(_said) - KEPT + 1]:
            _said.pop(old, None)
        _said[sha256] = _drawn(snapshot)
    return _said[sha256]


def _drawn(snapshot: Mapping[str, Any]) -> dict[str, SafeString]:
    evidence, found = told.evidence_of(snapshot), {}
    for area in areas_of(snapshot) if evidence.all else ():
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
