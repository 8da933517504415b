"""The small multiples of a goal: how it stood in each of the last cycles."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.enums import StatusKey
from roedtraad.core.registries import CyclePoint
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


@register.filter
def month(day: datetime.date) -> str:
    """'okt. 2026'."""
    return date_format(day, "M Y").lower() if day else ""
