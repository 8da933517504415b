"""Why a change cannot be, as sentences with a way out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.quoting import quoted
from roedtraad.core.reasons import Reason
from roedtraad.core.tenancy import current
from roedtraad.organisation.enums import ChangeKind, ChangeState
from roedtraad.organisation.models import Change, ChangeHeir

from .inventory import Inventory, Terms

# How many carry on: (at least, at most).
HEIRS = {
    ChangeKind.MERGE: (1, 1),
    ChangeKind.SPLIT: (2, 20),
    ChangeKind.CLOSE: (0, 1),
    ChangeKind.POSITION: (0, 1),
    ChangeKind.BODY: (1, 1),
}
TOLD = 5  # things without an owner that are named


def why_not_change(found: Inventory, reason: str, itself: int | None = None) -> list[Reason]:
    """Everything that speaks against the change, the plainest first; empty if it can be. `itself`: a change that has
    been planned, and is looked at again on its day."""
    terms = found.terms
    plain = [*_why_not_heirs(terms), *_why_not_thing(terms), *_why_not_reason(reason)]
    if plain:
        return plain
    others = _others(terms, itself)
    return [
        *_why_not_twice(terms, others),
        *_why_not_ending_heir(terms, others),
        *_why_not_below(found),
        *_why_not_led(found),
        *_why_not_signed(found),
        *_why_not_nobody(found),
    ]


def _why_not_reason(reason: str) -> Iterable[Reason]:
    if not reason.strip():
        yield Reason(
            "why-missing",
            _("It does not say why."),
            _("One sentence is enough: it is read by everybody whose goals change hands."),
        )


def _why_not_heirs(terms: Terms) -> Iterable[Reason]:
    least, most = HEIRS[ChangeKind(terms.kind)]
    if not least <= len(terms.heirs) <= most:
        yield Reason("heirs", *_how_many(terms.kind))
    if len({heir.pk for heir in terms.heirs}) < len(terms.heirs):
        yield Reason("heir-twice", _("The same one is chosen twice."), _("Choose each once."))
    for heir in terms.heirs:
        if heir.municipality_id not in (None, current().pk):
            # Nothing of whose it is.
            yield Reason(
                "heir-elsewhere",
                _("What is handed over stays in this municipality, and the one that is chosen is not here."),
                _("Choose one of this municipality's own."),
            )
        elif heir.pk == terms.thing.pk:
            yield Reason(
                "to-itself",
                _("“%(thing)s” cannot hand over to itself.") % {"thing": terms.thing},
                _("Choose those who carry on. One that only gets a new name is renamed."),
            )
        elif heir.ends and heir.ends < terms.on:
            yield Reason(
                "heir-ended",
                _("“%(heir)s” has itself ended on %(day)s.") % {"heir": heir, "day": in_words(heir.ends)},
                _("Choose the one that carried it on."),
            )
        elif getattr(heir, "starts", None) and heir.starts > terms.on:
            yield Reason(
                "heir-begins-later",
                _("“%(heir)s” begins only on %(day)s.") % {"heir": heir, "day": in_words(heir.starts)},
                _("Choose that day, or another heir."),
            )


def _how_many(kind: str) -> tuple[str, str]:
    return {
        ChangeKind.MERGE: (
            _("A unit is merged into one other unit."),
            _("Choose the one. If several carry on, it is split."),
        ),
        ChangeKind.SPLIT: (
            _("A unit is split into at least two."),
            _("Choose those who carry on. If there is one, it is merged."),
        ),
        ChangeKind.CLOSE: (_("What a unit that closes leaves behind goes to one unit."), _("Choose one.")),
        ChangeKind.POSITION: (_("A position that is closed hands over to one position."), _("Choose one.")),
        ChangeKind.BODY: (
            _("A body that ends has a successor."),
            _("Choose the body that carries on, or make a new one."),
        ),
    }[ChangeKind(kind)]


def _why_not_thing(terms: Terms) -> Iterable[Reason]:
    thing = terms.thing
    if thing.ends and thing.ends < terms.on:
        yield Reason(
            "ended",
            _("“%(thing)s” has ended on %(day)s.") % {"thing": thing, "day": in_words(thing.ends)},
            _("What ends once does not end again."),
        )
    if getattr(thing, "starts", None) and thing.starts >= terms.on:
        yield Reason(
            "not-begun",
            _("“%(thing)s” begins on %(day)s and cannot end before that.")
            % {"thing": thing, "day": in_words(thing.starts)},
            _("Choose a later day."),
        )


def _why_not_twice(terms: Terms, others: Sequence[Any]) -> Iterable[Reason]:
    """What ends is handed over once."""
    for other in others:
        if other.thing.pk == terms.thing.pk:
            yield Reason(
                "planned-already",
                _("It stands already what happens to “%(thing)s”, from %(day)s.")
                % {"thing": terms.thing, "day": in_words(other.on)},
                _("Call that off first, if it is to be otherwise.")
                if other.is_planned
                else _("It has been carried out."),
                reverse("organisation:change", args=[other.pk]),
            )


def _why_not_ending_heir(terms: Terms, others: Sequence[Any]) -> Iterable[Reason]:
    """Nobody inherits who will have ended by then; so two never hand over to each other."""
    heirs = {heir.pk for heir in terms.heirs}
    for other in others:
        if other.is_planned and other.on <= terms.on and other.thing.pk in heirs:
            yield Reason(
                "heir-will-end",
                _("“%(heir)s” will itself have ended: %(day)s is its first day without.")
                % {"heir": other.thing, "day": in_words(other.on)},
                _("Choose the one that carries that on, or call the other change off."),
                reverse("organisation:change", args=[other.pk]),
            )
        if other.is_planned and other.on >= terms.on and other.hands_over_to_it:
            yield Reason(
                "is-to-inherit",
                _("“%(thing)s” is to carry “%(other)s” on from %(day)s.")
                % {"thing": terms.thing, "other": other.thing, "day": in_words(other.on)},
                _("Call that off first, and let it go to the one that carries on in the end."),
                reverse("organisation:change", args=[other.pk]),
            )


def _others(terms: Terms, itself: int | None) -> list[Any]:
    """Changes of the thing itself and of its heirs, and those that hand over to it. One query."""
    field = _field(terms)
    keys = [terms.thing.pk, *(heir.pk for heir in terms.heirs if heir.pk)]
    to_it = Exists(ChangeHeir.objects.filter(change=OuterRef("pk"), **{field: terms.thing.pk}))
    rows = Change.objects.exclude(pk=itself).exclude(state=ChangeState.CALLED_OFF)
    rows = rows.annotate(hands_over_to_it=to_it).filter(
        Q(**{f"{field}__in": keys}) | Q(hands_over_to_it=True)
    )
    return list(rows.select_related("unit", "position", "body").order_by("on", "pk"))


def _field(terms: Terms) -> str:
    return "unit" if terms.is_of_unit else ("position" if terms.kind == ChangeKind.POSITION else "body")


def _why_not_below(found: Inventory) -> Iterable[Reason]:
    if found.below:
        names = ", ".join(str(unit) for unit in found.below[:TOLD])
        yield Reason(
            "has-units-below",
            ngettext(
                "A unit is part of “%(thing)s”: %(names)s.",
                "%(n)s units are part of “%(thing)s”: %(names)s.",
                len(found.below),
            )
            % {"n": len(found.below), "thing": found.terms.thing, "names": names},
            _("Say first which unit they are part of from then on."),
        )


def _why_not_led(found: Inventory) -> Iterable[Reason]:
    """What an heir takes over has an owner from the first day."""
    for heir in found.unled:
        yield Reason(
            "heir-unled",
            _("No position leads “%(heir)s”, so nobody would answer for what it takes over.")
            % {"heir": heir},
            _("Add the position that leads it first; it may stand vacant."),
            reverse("organisation:index"),
        )


def _why_not_signed(found: Inventory) -> Iterable[Reason]:
    """What has been signed or decided by then was signed by the one that was there."""
    late = [(day, reason) for day, reason in found.not_before if day >= found.terms.on]
    for _last, reason in late:
        yield reason


def _why_not_nobody(found: Inventory) -> Iterable[Reason]:
    """Every active goal, open task and living series has one owner after, as before."""
    bare = [line.belonging for line in found.lines if line.nobody]
    if not bare or found.unled:
        return
    names = ", ".join(quoted(each.title) for each in bare[:TOLD])
    more = len(bare) - TOLD
    if more > 0:
        names = ngettext("%(names)s, and %(n)s more", "%(names)s, and %(n)s more", more) % {
            "names": names,
            "n": more,
        }
    yield Reason(
        "nobody-takes-over",
        ngettext(
            "One thing cannot simply end with it: %(names)s.",
            "%(n)s things cannot simply end with it: %(names)s.",
            len(bare),
        )
        % {"n": len(bare), "names": names},
        _("Choose who carries on."),
    )


def in_words(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")
