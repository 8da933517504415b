"""The small things of the indicators: how it turned, the line of a row, a figure in its unit."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roedtraad.core.templatetags.rt import status
from roedtraad.indicators import words
from roedtraad.indicators.catalogue import Entry
from roedtraad.indicators.charting import language, unit_for
from roedtraad.indicators.enums import Kind, Measure, Turn, UnitOfMeasure
from roedtraad.indicators.lines import line_of
from roedtraad.indicators.models import Indicator
from roedtraad.indicators.queries.lists import IndicatorRow
from roedtraad.writing import charts
from roedtraad.writing.charts.figures import label

register = template.Library()
SHAPES = {Turn.WORSE: "off", Turn.BETTER: "on", Turn.TOO_FEW: "unknown"}


@register.simple_tag
def turn(key: str) -> SafeString:
    """How it turned: a shape and words where a rule said so, words alone where not."""
    kind = Turn(key)
    if kind in SHAPES:
        return status(SHAPES[kind], "s", kind.label)
    return format_html('<span class="rt-turn">{}</span>', kind.label)


@register.simple_tag
def spark(row: IndicatorRow) -> SafeString:
    """The latest periods of a row as a small line; the row says the same in words."""
    chart = line_of(row)
    if chart is None:
        return format_html('<span class="rt-muted">{}</span>', _("No figures yet"))
    return mark_safe(charts.spark(chart, f"s{row.indicator.pk}", title=False))  # noqa: S308 (our own drawing)


# A bare figure of these could be anything.
UNSAID = {UnitOfMeasure.PER_1000, UnitOfMeasure.SCORE}


@register.simple_tag
def latest(row: IndicatorRow) -> SafeString:
    """The latest figure with its period, and its unit where the figure itself does not say it; hidden says hidden."""
    if not row.headline or row.period is None:
        return mark_safe('<span class="rt-muted" aria-hidden="true">–</span>')
    value = row.headline["value"]
    shown = label(value, unit_for(row.indicator), language()) if value is not None else _("hidden")
    unit = UnitOfMeasure(row.indicator.unit)
    said = [str(unit.label)] if unit in UNSAID else []
    return format_html(
        "{}<small>{}</small>", shown, ", ".join([*said, row.period.label(language(), short=True)])
    )


@register.simple_tag
def figure(value: float | None, indicator: Indicator) -> str:
    """A figure in the indicator's unit: '6,3 %'."""
    return "" if value is None else label(value, unit_for(indicator), language())


@register.filter
def kind_words(indicator: Indicator) -> str:
    return words.kind_words(indicator)


@register.filter
def entry_kind(entry: Entry) -> str:
    """Of the catalogue: whom it is about, the question it answers, and its unit."""
    who = capfirst(str(Kind(entry.kind).label))
    what = f": {Measure(entry.measure).label}" if entry.measure else ""
    return f"{who}{what}, {UnitOfMeasure(entry.unit).label}"


@register.filter
def first_down(text: str) -> str:
    """With a small letter first, as inside a sentence."""
    return text[:1].lower() + text[1:]
