"""The verbs of the organisation: units, positions, people, who holds what, bodies and their seats."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import Municipality, User
from roedtraad.core.reasons import Reason, Refused

from .enums import BodyKind, Function, SeatRole, UnitKind
from .models import Body, Holding, Person, Position, Seat, Unit
from .permissions import may_keep_organisation


@action("organisation.create_unit", permission=may_keep_organisation)
def create_unit(
    municipality: Municipality,
    *,
    by: Any,
    name: str,
    kind: str = UnitKind.CENTRE,
    parent: Unit | None = None,
    starts: datetime.date | None = None,
    directory_id: str = "",
) -> Unit:
    """A unit of the organisation; its name stands once in the municipality."""
    _refuse_twice(Unit.objects.filter(name__iexact=name))
    return Unit.objects.create(name=name, kind=kind, parent=parent, starts=starts, directory_id=directory_id)


@action("organisation.rename_unit", permission=may_keep_organisation)
def rename_unit(unit: Unit, *, by: Any, name: str, directory_id: str | None = None) -> Unit:
    """Another name for the same unit: what hangs on it stays."""
    _refuse_twice(Unit.objects.filter(name__iexact=name).exclude(pk=unit.pk))
    unit.name = name
    if directory_id is not None:
        unit.directory_id = directory_id
    unit.save()
    return unit


@action("organisation.move_unit", permission=may_keep_organisation)
def move_unit(unit: Unit, *, by: Any, parent: Unit | None) -> Unit:
    """Let the unit be part of another, or of none; never of itself or of what is part of it."""
    above = parent
    while above is not None:
        if above.pk == unit.pk:
            raise Refused(
                Reason(
                    "under-itself",
                    _("“%(unit)s” cannot be part of “%(parent)s”, which is part of it.")
                    % {"unit": unit, "parent": parent},
                    _("Move “%(parent)s” first.") % {"parent": parent},
                )
            )
        above = above.parent
    unit.parent = parent
    unit.save()
    return unit


@action("organisation.create_position", permission=may_keep_organisation)
def create_position(
    municipality: Municipality,
    *,
    by: Any,
    title: str,
    function: str = Function.OTHER,
    unit: Unit | None = None,
    deputy: Position | None = None,
) -> Position:
    """A position, vacant until somebody is appointed. What it may do follows from `function`."""
    _refuse_twice(Position.objects.filter(title__iexact=title, unit=unit))
    return Position.objects.create(title=title, function=function, unit=unit, deputy=deputy)


@action("organisation.set_deputy", permission=may_keep_organisation)
def set_deputy(position: Position, *, by: Any, deputy: Position | None) -> Position:
    """Which position stands in for this one; None: nobody does."""
    if deputy is not None and deputy.pk == position.pk:
        raise Refused(
            Reason("own-deputy", _("A position cannot stand in for itself."), _("Choose another position."))
        )
    position.deputy = deputy
    position.save()
    return position


@action("organisation.register_person", permission=may_keep_organisation)
def register_person(
    municipality: Municipality,
    *,
    by: Any,
    name: str,
    email: str = "",
    sign_in: bool = False,
    password: str | None = None,
    directory_id: str = "",
) -> Person:
    """Somebody who can hold a position. With `sign_in` also a user, known by the e-mail.

    `password` None: the user signs in another way (single sign-on), or not until one has been set.
    """
    user = None
    if sign_in:
        if not email:
            raise Refused(
                Reason(
                    "no-email", _("Who signs in is known by the e-mail, and there is none."), _("Write it.")
                )
            )
        if User.objects.filter(email__iexact=email).exists():
            # Nothing of who has it: it may be somebody in another municipality.
            raise Refused(
                Reason(
                    "email-taken",
                    _("The e-mail %(email)s cannot be used for a new sign-in.") % {"email": email},
                    _("Use another, or ask the one who runs the system."),
                )
            )
        if password:
            try:
                validate_password(password)
            except ValidationError as fault:
                raise Refused([Reason("password", sentence) for sentence in fault.messages])
        user = User.objects.create_user(email, password, name=name, municipality=municipality)
    return Person.objects.create(name=name, email=email.lower(), user=user, directory_id=directory_id)


@action("organisation.change_person", permission=may_keep_organisation)
def change_person(
    person: Person, *, by: Any, name: str, email: str, directory_id: str | None = None
) -> Person:
    """A new name or e-mail. How the person signs in does not follow: that is changed by the one who runs the system."""
    person.name, person.email = name, email.lower()
    if directory_id is not None:
        person.directory_id = directory_id
    person.save()
    return person


@action("organisation.appoint", permission=may_keep_organisation)
def appoint(
    position: Position,
    *,
    by: Any,
    person: Person,
    starts: datetime.date | None = None,
    alongside: bool = False,
) -> Holding:
    """Let a person hold the position from a day (today). Whoever held it until then stops the day before.

    `alongside`: the position is held by several at once, and nobody stops.
    """
    first_day = starts or timezone.localdate()
    if alongside:
        return Holding.objects.create(position=position, person=person, starts=first_day)
    later = (
        Holding.objects.filter(position=position, starts__gte=first_day)
        .select_related("person")
        .order_by("starts")
        .first()
    )
    if later is not None:
        raise Refused(
            Reason(
                "held-later",
                _("%(who)s holds “%(position)s” from %(day)s.")
                % {"who": later.person, "position": position, "day": _day(later.starts)},
                _("Choose a later day, or end that holding first."),
            )
        )
    for earlier in Holding.objects.on(first_day).filter(position=position):
        earlier.ends = first_day - datetime.timedelta(days=1)
        earlier.save()
    return Holding.objects.create(position=position, person=person, starts=first_day)


@action("organisation.end_holding", permission=may_keep_organisation)
def end_holding(holding: Holding, *, by: Any, ends: datetime.date | None = None) -> Holding:
    """The last day on which the person holds the position (today). The position stands vacant after it."""
    last_day = ends or timezone.localdate()
    if last_day < holding.starts:
        raise Refused(
            Reason(
                "ends-before-start",
                _("%(who)s holds the position from %(day)s; it cannot end before that.")
                % {"who": holding.person, "day": _day(holding.starts)},
                _("Choose a later last day."),
            )
        )
    holding.ends = last_day
    holding.save()
    return holding


@action("organisation.create_body", permission=may_keep_organisation)
def create_body(
    municipality: Municipality,
    *,
    by: Any,
    name: str,
    kind: str = BodyKind.OTHER,
    starts: datetime.date | None = None,
    ends: datetime.date | None = None,
) -> Body:
    """A council, committee, board or group. There is one municipal council."""
    _refuse_twice(Body.objects.filter(name__iexact=name))
    if kind == BodyKind.COUNCIL:
        today = timezone.localdate()
        other = Body.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), kind=kind).first()
        if other is not None:
            raise Refused(
                Reason(
                    "one-council",
                    _("“%(name)s” is the municipal council already.") % {"name": other},
                    _("Choose another kind."),
                )
            )
    return Body.objects.create(name=name, kind=kind, starts=starts, ends=ends)


@action("organisation.add_seat", permission=may_keep_organisation)
def add_seat(
    body: Body,
    *,
    by: Any,
    title: str,
    role: str = SeatRole.MEMBER,
    position: Position | None = None,
    person: Person | None = None,
) -> Seat:
    """A seat in a body: for a position, for a person, or unfilled (its title says who is wanted)."""
    return Seat.objects.create(body=body, title=title, role=role, position=position, person=person)


def _refuse_twice(rows: Any) -> None:
    found = rows.first()
    if found is not None:
        raise Refused(
            Reason(
                "stands-already",
                _("“%(name)s” stands here already.") % {"name": found},
                _("Use it, or choose another name."),
            )
        )


def _day(value: datetime.date) -> str:
    return date_format(value, "DATE_FORMAT")
