"""What stands in each row of a plan: how a goal stood in the last cycles, and what figures say of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import CyclePoint, Evidence
from roedtraad.core.templatetags.rt import shape

register = template.Library()

# Nobody said anything is not the same as 'cannot be judged yet': it gets a dash and no shape.
SILENT = mark_safe(
    '<svg class="rt-shape rt-muted" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 8h8" stroke="currentColor" stroke-width="2"/></svg>'
)


@register.simple_tag
def goal_cycles(points: Iterable[CyclePoint]) -> SafeString:
    """How a goal stood in its last cycles, oldest first; the label says every one in words."""
    return _drawn(tuple(points), get_language())


@lru_cache(maxsize=4096)
def _drawn(shown: tuple[CyclePoint, ...], language: str | None) -> SafeString:
    words = {key.value: str(key.label).lower() for key in StatusKey} | {"": _("not reported")}
    label = ", ".join(f"{month(point.due)}: {words[point.status]}" for point in shown)
    marks = format_html_join(
        "", "{}", ((shape(point.status) if point.status else SILENT,) for point in shown)
    )
    return format_html('<span class="rt-cycle" role="img" aria-label="{}">{}</span>', label, marks)


@register.simple_tag
def evidence_line(evidence: Evidence) -> SafeString:
    """The line of an indicator, or the words in its place, leading to the indicator; a signal is said in words too."""
    said = format_html('<span class="rt-figure-said">{}</span>', evidence.said) if evidence.said else ""
    turn = f": {evidence.turn}" if evidence.turn else ""
    return format_html(
        '<a class="rt-spark" href="{}"><span class="sr-only">{}{} </span>{}</a>',
        evidence.url,
        evidence.title,
        turn,
        said or evidence.line,
    )


@register.simple_tag
def evidence_cells(goal: int, first: Evidence | None, more: int, add: str) -> SafeString:
    """Two cells of a row: what the most pressing indicator of the goal says, and its latest figure.

    A goal that has none says so; `add`, with the goal's key after it, is where one who may hangs one on it.
    """
    if first is None:
        words = conditional_escape(_("No indicator"))
        words = format_html('<a href="{}{}/">{}</a>', add, str(goal), words) if add else words
        shown = format_html(
            '<span class="rt-knot rt-knot--broken rt-knot--flush"><span>{}</span></span>', words
        )
        return format_html(
            '<td class="rt-figures rt-figures--none" data-l="{}">{}</td><td class="n rt-latest"></td>',
            _("Indicator"),
            shown,
        )
    others = (
        format_html("<small>{}</small>", ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more})
        if more
        else ""
    )
    return format_html(
        '<td class="rt-figures" data-l="{}">{}{}</td><td class="n rt-latest" data-l="{}">{}</td>',
        _("Indicator"),
        evidence_line(first),
        others,
        _("Latest"),
        first.latest,
    )


@register.filter
def month(day: datetime.date) -> str:
    """'okt. 2026'."""
    return date_format(day, "M Y").lower() if day else ""
