"""A change in a sentence."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.quoting import quoted
from roedtraad.organisation.enums import ChangeKind

from .inventory import Terms


def in_a_sentence(kind: str, thing: Any, heirs: Any, on: Any) -> str:
    """'“Skovskolen” is merged into “Åskolen” on 1. august 2027.', or was, where the day has come."""
    names = get_text_list([quoted(heir) for heir in heirs], _("and"))
    said = {"thing": thing, "heirs": names, "day": long_day(on)}
    if on <= timezone.localdate():
        return _has_happened(kind, bool(heirs)) % said
    if kind == ChangeKind.MERGE:
        return _("“%(thing)s” is merged into %(heirs)s on %(day)s.") % said
    if kind == ChangeKind.SPLIT:
        return _("“%(thing)s” is split on %(day)s: %(heirs)s carry on.") % said
    if kind == ChangeKind.CLOSE and heirs:
        return _("“%(thing)s” closes on %(day)s; %(heirs)s takes over what is left.") % said
    if kind == ChangeKind.CLOSE:
        return _("“%(thing)s” closes on %(day)s.") % said
    if kind == ChangeKind.POSITION and heirs:
        return _("The position “%(thing)s” is closed on %(day)s and hands over to %(heirs)s.") % said
    if kind == ChangeKind.POSITION:
        return _("The position “%(thing)s” is closed on %(day)s.") % said
    return _("“%(thing)s” ends before %(day)s; %(heirs)s carries on.") % said


def _has_happened(kind: str, heirs: bool) -> str:
    if kind == ChangeKind.MERGE:
        return _("“%(thing)s” was merged into %(heirs)s on %(day)s.")
    if kind == ChangeKind.SPLIT:
        return _("“%(thing)s” was split on %(day)s: %(heirs)s carry on.")
    if kind == ChangeKind.CLOSE:
        if heirs:
            return _("“%(thing)s” closed on %(day)s; %(heirs)s took over what was left.")
        return _("“%(thing)s” closed on %(day)s.")
    if kind == ChangeKind.POSITION:
        if heirs:
            return _("The position “%(thing)s” was closed on %(day)s and handed over to %(heirs)s.")
        return _("The position “%(thing)s” was closed on %(day)s.")
    return _("“%(thing)s” ended before %(day)s; %(heirs)s carries on.")


def sentence_of(terms: Terms) -> str:
    return in_a_sentence(terms.kind, terms.thing, terms.heirs, terms.on)
