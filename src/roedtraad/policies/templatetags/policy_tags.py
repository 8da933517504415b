"""What stands in an edition by the hundred: a sentence that binds, with what became of it in one line."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core.templatetags.rt import status, thread
from roedtraad.policies.queries import Place, goals_in_words

register = template.Library()


@register.simple_tag
def closed_promise(place: Place) -> SafeString:
    """A promise whose thread is not open: its words lead to it, and one knot below says what hangs there."""
    where = f"?saetning={place.key}#p-{place.key}"
    number = f'<span class="k">{conditional_escape(place.number)}</span>' if place.number else ""
    fixed = f' <a class="rt-small" href="#fixes">{_("corrected transcription")}</a>' if place.fixed else ""
    return mark_safe(  # noqa: S308 (each part is escaped here)
        f'<div class="rt-commit" id="p-{place.key}">{number}'
        f'<a class="rt-commit__open" href="{where}">{conditional_escape(place.words)}</a>'
        f"{_knot(place, where)}{fixed}</div>"
    )


def _knot(place: Place, where: str) -> str:
    missing = str(place.missing.title) if place.missing else ""
    if place.goals:
        said = _said(place.goals, tuple(place.statuses), missing, get_language() or "")
        return f'<a class="rt-knot" href="{where}"><span>{said}</span></a>'
    if missing:
        return f'<a class="rt-knot rt-knot--broken" href="{where}"><span>{conditional_escape(missing)}</span></a>'
    return ""


@lru_cache(maxsize=512)
def _said(goals: int, statuses: tuple[str, ...], missing: str, _language: str) -> str:
    """'2 mål', how they stand, and where the thread breaks. An edition has hundreds, and few that differ."""
    shapes = "".join(f" {status(key, 's')}" for key in statuses)
    broken = f" · {conditional_escape(missing)}" if missing else ""
    return f"{goals_in_words(goals)}{shapes}{broken}"


@register.simple_tag
def opened_thread(place: Place) -> SafeString:
    """The thread of the passage that is open: beside it, and on a phone below it. Drawn once for both."""
    if place.drawn is None:
        place.drawn = thread(
            place.line, _("The thread from %(n)s") % {"n": place.number or place.text.heading or place.words}
        )
    return place.drawn
