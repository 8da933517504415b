"""Where bodies, their seats and the positions that a document names land, whatever kind of document it is."""

from __future__ import annotations

from collections.abc import Callable

from roedtraad.core.tenancy import current
from roedtraad.organisation import actions as organisation
from roedtraad.organisation.enums import BodyKind, SeatRole
from roedtraad.organisation.models import Body, Person, Position

from .enums import ElementKind
from .landing import Landings
from .models import Element


def the_position(landings: Landings, owner: Element) -> Position:
    """The position of that title, or a new one."""
    title = owner.text.strip()[:200]
    position = Position.objects.filter(title__iexact=title).order_by("pk").first()
    made = position is None
    if position is None:
        position = organisation.create_position(
            current(), by=landings.by, title=title[:1].upper() + title[1:]
        )
    landings.put(position, owner, made=made)
    return position


def place_bodies(landings: Landings, called: Callable[[str], str] = str) -> dict[str, Body]:
    """The bodies that the document sets up, with their seats: found by their name, or made; by element key.

    `called`: what a body is called here, where its name in the document does not tell it from others.
    """
    bodies: dict[str, Body] = {}
    for element in landings.of(ElementKind.BODY):
        name = called(element.text.strip())[:200]
        body = Body.objects.filter(name__iexact=name).first()
        made = body is None
        if body is None:
            kind = str(element.attributes.get("kind") or "")
            kind = kind if kind in BodyKind.values and kind != BodyKind.COUNCIL else BodyKind.OTHER
            body = organisation.create_body(current(), by=landings.by, name=name, kind=kind)
        landings.put(body, element, made=made)
        bodies[element.key] = body
    for element in landings.of(ElementKind.MEMBER):
        if element.parent_key in bodies:
            _place_seat(landings, bodies[element.parent_key], element)
    return bodies


def _place_seat(landings: Landings, body: Body, element: Element) -> None:
    """A seat stands filled where the document names who sits in it, and unfilled where it does not."""
    title = str(element.attributes.get("title") or element.text)[:200]
    standing = body.seats.filter(title__iexact=title).first()
    if standing is not None and not _made_here(landings, body):
        landings.put(standing, element, made=False)
        return
    role = str(element.attributes.get("role") or "")
    seat = organisation.add_seat(
        body,
        by=landings.by,
        title=title,
        role=role if role in SeatRole.values else SeatRole.MEMBER,
        person=_person(landings, element),
    )
    landings.put(seat, element)


def _person(landings: Landings, element: Element) -> Person | None:
    """Who is named in the seat: known here by that name, or written down without a sign-in."""
    name = str(element.attributes.get("name") or "").strip()[:120]
    if not name:
        return None
    person = Person.objects.filter(name__iexact=name).order_by("pk").first()
    made = person is None
    if person is None:
        person = organisation.register_person(current(), by=landings.by, name=name)
    landings.put(person, element, made=made)
    return person


def _made_here(landings: Landings, body: Body) -> bool:
    return any(
        row.thing_type == "organisation.body" and row.thing_id == body.pk and row.made
        for row in landings._rows
    )
