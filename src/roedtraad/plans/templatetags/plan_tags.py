"""The small multiples of a goal: how it stood in each of the last cycles."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from roedtraad.core.enums import StatusKey
from roedtraad.core.templatetags.rt import shape

register = template.Library()

# Nobody said anything is not the same as 'cannot be judged yet': it gets a dash, no shape.
SILENT = mark_safe('<span class="rt-shape rt-muted">–</span>')


@register.simple_tag
def goal_cycles(points: Iterable[tuple[str, str]]) -> SafeString:
    """Pairs (name of the cycle, status key or ''), oldest first; the label says every one in words."""
    pairs = list(points)
    words = {key.value: str(key.label).lower() for key in StatusKey} | {"": _("not reported")}
    label = ", ".join(f"{name}: {words[key]}" for name, key in pairs)
    marks = format_html_join("", "{}", ((shape(key) if key else SILENT,) for _name, key in pairs))
    return format_html('<span class="rt-cycle" role="img" aria-label="{}">{}</span>', label, marks)
