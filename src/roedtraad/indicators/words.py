"""The answers in words: what heads the list, and the facts beside a picture."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from roedtraad.core.days import long_day
from roedtraad.plans.words import number as in_letters

from .enums import Turn
from .models import Indicator
from .queries.lists import IndicatorList
from .queries.pages import IndicatorPage


def number(n: int) -> str:
    """'Five' as a sentence begins; of indicators, which in Danish are of the common gender: 'Én', not 'Ét'."""
    return pgettext("so many indicators", "One") if n == 1 else in_letters(n)


def headline_of(page: IndicatorList) -> str:
    """Is it getting better or worse? In two short sentences."""
    if not page.total:
        return _("No indicators yet")
    said = ngettext("%(n)s indicator.", "%(n)s indicators.", page.total) % {"n": page.total}
    worse, late = page.counts[Turn.WORSE], page.counts["late"]
    if worse:
        rest = ngettext(
            "%(n)s develops in the wrong direction.", "%(n)s develop in the wrong direction.", worse
        ) % {"n": number(worse)}
    elif late:
        rest = ngettext("%(n)s lacks new figures.", "%(n)s lack new figures.", late) % {"n": number(late)}
    elif page.counts[Turn.EMPTY] == page.total:
        rest = _("None of them has figures yet.")
    else:
        rest = _("None develops in the wrong direction.")
    return f"{said} {rest}"


def kind_words(indicator: Indicator) -> str:
    """'Alle børn og unge', 'Vores egen indsats: hvor godt vi gør det'."""
    if not indicator.measure:
        return capfirst(str(indicator.get_kind_display()))
    return f"{capfirst(str(indicator.get_kind_display()))}: {indicator.get_measure_display()}"


def facts_of(page: IndicatorPage) -> list[tuple[Any, Any]]:
    """The facts beside the picture: pairs of term and value."""
    indicator = page.indicator
    rows: list[tuple[Any, Any]] = [
        (_("What it tells"), kind_words(indicator)),
        (_("Direction"), capfirst(str(indicator.get_direction_display()))),
        (_("Owner"), indicator.owner.title if indicator.owner else _("nobody yet")),
        (_("Counted"), capfirst(str(indicator.get_rhythm_display()))),
        (_("Minimum count"), indicator.minimum_count),
    ]
    if indicator.source_words:
        rows.append((_("Source"), ", ".join(filter(None, [indicator.source_words, indicator.licence]))))
    if page.released:
        rows.append((_("Updated"), long_day(page.released.at.date())))
    return rows
