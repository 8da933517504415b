"""A deadline as one says it: with its weekday."""

from __future__ import annotations

import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()


@register.filter
def deadline_day(value: datetime.date | None) -> str:
    """'fredag 16. oktober'."""
    if value is None:
        return ""
    return date_format(value, "l j. F" if get_language() == "da" else "l j F")
