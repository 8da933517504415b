"""What stands in a report by the hundred: one line of words with its locked figures."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_SET_AS = {"figure": ('<span class="rt-locked">', "</span>"), "strong": ("<b>", "</b>")}


@register.simple_tag
def said(line: Iterable[tuple[str, str]]) -> SafeString:
    """One line of words as `pages.shown_line` gives it: pairs (text | strong | figure, words)."""
    out = []
    for kind, text in line:
        before, after = _SET_AS.get(kind, ("", ""))
        out.append(f"{before}{conditional_escape(text)}{after}")
    return mark_safe("".join(out))  # noqa: S308 (each part is escaped here)
