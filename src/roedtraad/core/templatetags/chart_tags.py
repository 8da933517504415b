"""Charts on a page: {% load chart_tags %}. What they show is decided in `roedtraad.writing.charts`."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from roedtraad.writing import charts

register = template.Library()


@register.simple_tag
def chart_drawings(chart: charts.Chart, prefix: str) -> SafeString:
    """Both drawings of a chart, each shown where it fits. `prefix` keeps ids apart on the page."""
    return mark_safe(charts.screen(chart, prefix))  # noqa: S308 - every word in a drawing is escaped there


@register.simple_tag
def sparkline(chart: charts.ControlChart, prefix: str, quiet: bool = False) -> SafeString:
    """The small line of a table row. quiet: the row says it all, so it is not read aloud."""
    return mark_safe(charts.spark(chart, prefix, title=not quiet))  # noqa: S308 - as above


@register.simple_tag
def chart_key(chart: charts.Chart) -> SafeString:
    """What the marks of a control chart mean, as a list; nothing for a chart that names its parts itself."""
    if not isinstance(chart, charts.ControlChart) or not (keys := charts.keys_of(chart)):
        return SafeString("")
    rows = [(mark_safe(key.svg), key.words) for key in keys]  # noqa: S308 - as above
    items = format_html_join("", "<li>{}<span>{}</span></li>", rows)
    return format_html('<ul class="rt-legend rt-legend--row rt-figure__key">{}</ul>', items)
