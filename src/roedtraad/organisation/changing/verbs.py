"""The verbs of changes: plan one, call it off, carry it out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model, ProtectedError, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from roedtraad.core import registries
from roedtraad.core.actions import action
from roedtraad.core.models import Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.registries import Passing
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.organisation.enums import CHANGE_TRANSITIONS, ChangeKind, ChangeState
from roedtraad.organisation.leading import Leading
from roedtraad.organisation.models import Body, Change, ChangeHeir, HandedOver, Holding, Position, Unit
from roedtraad.organisation.permissions import may_keep_organisation

from .inventory import Inventory, Line, Terms, inventory_of, led_for, terms_of
from .rules import why_not_change

DAY = datetime.timedelta(days=1)


@action("organisation.plan_change", permission=may_keep_organisation)
def plan_change(
    thing: Unit | Position | Body,
    *,
    by: Any,
    kind: str,
    heirs: Sequence[Any],
    on: datetime.date,
    reason: str,
    choices: Mapping[str, int] | None = None,
    new_name: str = "",
) -> Change:
    """A unit, a position or a body ends on a day, and `heirs` carry on; where the day has come, at once.

    `choices`: what goes to whom, as on `Change`. `new_name`: the successor of a body is made under this name; where it
    is the name of the one that ends, it is called so from its first day, and the one that ends gets its last year.
    """
    _one_at_a_time()
    made = _successor(thing, new_name, on) if isinstance(thing, Body) and new_name.strip() else None
    terms = Terms(kind, thing, (*heirs, *([made] if made else ())), on)
    refuse(why_not_change(inventory_of(terms, choices), reason))
    if made is not None:
        made.save()
    change = Change.objects.create(
        kind=ChangeKind(kind),
        on=on,
        reason=reason.strip(),
        choices={key: int(value) for key, value in (choices or {}).items()},
        planned_by=str(by)[:120],
        takes_name=isinstance(thing, Body) and made is not None and _same(new_name, thing.name),
        **_named(thing),
    )
    for heir in terms.heirs:
        ChangeHeir.objects.create(change=change, made=heir is made, **_named(heir))
    if on <= timezone.localdate():
        carry_out(change, by=by)
    return change


@action("organisation.call_off_change", permission=may_keep_organisation)
def call_off(change: Change, *, by: Any) -> Change:
    """What was planned does not happen after all. What has been carried out is not undone."""
    move(change, ChangeState.CALLED_OFF, CHANGE_TRANSITIONS)
    change.ended_at, change.hindrance = timezone.now(), ""
    change.save()
    for row in change.heirs.filter(made=True).select_related("body"):
        made = row.thing
        row.delete()
        _unmake(made)
    return change


def _unmake(body: Body) -> None:
    """A successor that was made for this goes again, unless it has been used meanwhile."""
    try:
        with transaction.atomic():
            body.delete()
    except ProtectedError:
        raise Refused(
            Reason(
                "successor-used",
                _("“%(body)s” was made for this, and meetings or matters stand with it already.")
                % {"body": body},
                _("Move those to another body first."),
            )
        ) from None


@action("organisation.carry_out_change", permission=may_keep_organisation)
def carry_out(change: Change, *, by: Any) -> Change:
    """On its day: everything is handed over, each thing is on record, and the one that ends has ended. All or nothing."""
    _one_at_a_time()
    today = timezone.localdate()
    if change.on > today:
        raise Refused(
            Reason(
                "not-yet",
                _("It is planned for %(day)s.") % {"day": date_format(change.on, "DATE_FORMAT")},
                _("It is carried out by itself on that day."),
            )
        )
    move(change, ChangeState.DONE, CHANGE_TRANSITIONS)
    terms = terms_of(change)
    led = led_for(terms)
    found = inventory_of(terms, change.choices, led)
    refuse(why_not_change(found, change.reason, itself=change.pk))
    with override(settings.LANGUAGE_CODE):  # what is kept is kept in the municipality's language
        change.remains = [each.words for each in found.remains]
        _hand_over(change, found, led, by)
        _end(change, found)
    change.ended_at, change.hindrance = timezone.now(), ""
    change.save()
    for tell in registries.after_ending.of("organisation"):
        tell(None)
    return change


@action("organisation.hinder_change", permission=may_keep_organisation)
def hinder(change: Change, *, by: Any, words: str) -> Change:
    """It could not be carried out on its day; why stands on its page until somebody has put it right."""
    change.hindrance = words
    change.save()
    return change


# --- how it is handed over


def _hand_over(change: Change, found: Inventory, led: Leading, by: Any) -> None:
    rows: dict[tuple[str, int], ChangeHeir] = {}
    for row in change.heirs.select_related("unit", "position", "body"):
        rows[row.thing._meta.model_name, row.thing.pk] = row
    for line in found.lines:
        passing = Passing(
            line.receivers, change.on, change.reason, by, _leader(line, found, led), found.ending_positions
        )
        takers = registries.heirs_take.of(line.belonging.kind)
        if not takers:
            raise LookupError(f"nobody says how {line.belonging.kind} is handed over")
        for take in takers:
            take(line.belonging.pk, passing)
        for heir in _heirs_on_record(line, found.terms) or [None]:
            _on_record(change, line, rows[heir._meta.model_name, heir.pk] if heir is not None else None)


def _leader(line: Line, found: Inventory, led: Leading) -> Position | None:
    """Who leads the unit that takes it: its own leader, or the one who comes along where it has none."""
    heir = line.receivers[0] if line.receivers else None
    if not isinstance(heir, Unit):
        return None
    return led.leader_of(heir.pk) or (None if found.closing else led.leader_of(found.terms.thing.pk))


def _heirs_on_record(line: Line, terms: Terms) -> list[Any]:
    """The heirs of the change that took it; empty where it ended."""
    if line.ends:
        return []
    return list(terms.heirs) if line.belonging.each else [h for h in terms.heirs if h.pk == line.chosen]


def _on_record(change: Change, line: Line, heir: ChangeHeir | None) -> None:
    each = line.belonging
    HandedOver.objects.create(
        change=change,
        heir=heir,
        kind=each.kind,
        thing_id=each.pk,
        group=str(each.group)[:120],
        title=str(each.title)[:300],
        page=each.page,
        page_pk=each.page_pk,
    )


def _end(change: Change, found: Inventory) -> None:
    """The last day of the one that ends, and of the positions that end with it; nobody holds those any longer."""
    last = change.on - DAY
    thing = type(change.thing).objects.select_for_update().get(pk=change.thing.pk)
    thing.ends = last
    if isinstance(thing, Unit) and len(found.terms.heirs) == 1:
        thing.successor = found.terms.heirs[0]
    if isinstance(thing, Body) and change.takes_name:
        _pass_the_name_on(change, thing, last)
    thing.save()
    closing = [thing] if isinstance(thing, Position) else found.closing
    for position in Position.objects.select_for_update().filter(pk__in=[each.pk for each in closing]):
        position.ends = last
        position.save()
        _nobody_holds(position, last)


def _nobody_holds(position: Position, last: datetime.date) -> None:
    Holding.objects.filter(position=position, starts__gt=last).delete()
    for holding in Holding.objects.filter(position=position).filter(Q(ends__isnull=True) | Q(ends__gt=last)):
        holding.ends = last
        holding.save()


# --- the successor of a body


def _successor(thing: Body, name: str, on: datetime.date) -> Body:
    """A body to be saved: under its own name, or, where that is still the other's, with its first day behind it."""
    name = name.strip()
    if _same(name, thing.name):
        with override(settings.LANGUAGE_CODE):
            name = _("%(name)s (from %(day)s)") % {"name": name, "day": date_format(on, "DATE_FORMAT")}
    other = Body.objects.filter(name__iexact=name).first()
    if other is not None:
        raise Refused(
            Reason(
                "stands-already",
                _("“%(name)s” stands here already.") % {"name": other},
                _("Choose it as the successor, or choose another name."),
            )
        )
    return Body(name=name[:200], kind=thing.kind, starts=on).claim()


def _pass_the_name_on(change: Change, thing: Body, last: datetime.date) -> None:
    name = thing.name
    thing.name = _("%(name)s (until %(year)s)") % {"name": name, "year": last.year}
    thing.save()
    heir = Body.objects.select_for_update().get(pk=change.heirs.get().body_id)
    heir.name = name
    heir.save()


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _named(thing: Model) -> dict[str, Any]:
    return {str(thing._meta.model_name): thing}


def _one_at_a_time() -> None:
    """Two changes that name each other are planned one after the other: the second finds the first."""
    Municipality.objects.select_for_update(no_key=True).get(pk=current().pk)


def refuse(reasons: Iterable[Reason]) -> None:
    found = list(reasons)
    if found:
        raise Refused(found)
