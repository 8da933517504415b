"""What stands in an edition by the hundred: a sentence that binds, with what became of it in one line."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from roedtraad.core.templatetags.rt import status
from roedtraad.policies.queries import Place

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
    missing = conditional_escape(place.missing.title) if place.missing else ""
    if place.goals:
        statuses = "".join(f" {status(key, 's')}" for key in place.statuses)
        broken = f" · {missing}" if place.missing else ""
        said = f"{place.goals_in_words}{statuses}{broken}"
        return f'<a class="rt-knot" href="{where}"><span>{said}</span></a>'
    if place.missing:
        return f'<a class="rt-knot rt-knot--broken" href="{where}"><span>{missing}</span></a>'
    return ""
