"""The cells of the map of focus areas, kept by what they say: a page shows hundreds of them, and few are different."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.enums import StatusKey
from roedtraad.core.templatetags.rt import shape
from roedtraad.steering.enums import Movement
from roedtraad.steering.queries.reading import ATTENTION
from roedtraad.steering.queries.view import Counts

register = template.Library()

STEPS = (0.0, 0.25, 0.5)  # shares of goals that need a hand, above which a cell is one step darker


@register.simple_tag
def heat_cell(counts: Counts) -> SafeString:
    """One cell: each status with shape, number and word, the worst first; darker the more of the goals need a hand."""
    return _cell(counts, get_language())


@lru_cache(maxsize=4096)
def _cell(counts: Counts, language: str | None) -> SafeString:
    if not counts:
        return format_html(
            '<td><span class="rt-muted" aria-hidden="true">–</span><span class="sr-only">{}</span></td>',
            _("nothing reported"),
        )
    marks = format_html_join("", "<i>{}{}</i>", ((shape(key), count) for key, count in counts))
    return format_html(
        '<td class="rt-heat--{}"><span aria-hidden="true">{}</span><span class="sr-only">{}</span></td>',
        heat(counts),
        marks,
        in_words(counts),
    )


def heat(counts: Counts) -> int:
    """0–3: none, up to a quarter, up to half, or more of the goals are off course or at risk."""
    total = sum(count for _key, count in counts)
    share = sum(count for key, count in counts if key in ATTENTION) / total if total else 0
    return sum(share > step for step in STEPS)


@register.filter
def in_words(counts: Counts) -> str:
    """'2 i risiko, 3 følger planen'."""
    words = {key.value: str(key.label).lower() for key in StatusKey}
    return ", ".join(f"{count} {words[key]}" for key, count in counts) or _("nothing reported")


@register.filter
def month_head(day: object) -> SafeString:
    """'nov.' over '26', for the head of a narrow column."""
    month, year = date_format(day, "b").rstrip("."), date_format(day, "y")  # type: ignore[arg-type]
    return mark_safe(f"{month}<br>{year}")  # noqa: S308 - a month and two digits


@register.filter
def change_label(kind: str) -> str:
    return str(Movement(kind).label)
