"""Who there is in Fjordby: units, positions, the people who hold them, bodies and their seats. All invented."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import Municipality, User
from roedtraad.organisation import actions
from roedtraad.organisation.enums import BodyKind, Function, SeatRole, UnitKind
from roedtraad.organisation.models import Body, Person, Position, Unit

PASSWORD = "fjordby-eksempel"  # noqa: S105 - printed on the first start; the example's people are invented
SINCE = datetime.date(2022, 1, 1)

# Seven of the nine schools have figures, and nobody in this story.
FURTHER_SCHOOLS = (
    "Kystskolen", "Nordmarkskolen", "Søndre Skole", "Åskolen", "Bakkeskolen", "Havneskolen", "Lillenæs Skole",
)  # fmt: skip

# name: (kind, parent)
UNITS = {
    "Børn, Unge og Sundhed": (UnitKind.ADMINISTRATION, None),
    "Politik og Udvikling": (UnitKind.DEPARTMENT, "Børn, Unge og Sundhed"),
    "Byrådssekretariatet": (UnitKind.DEPARTMENT, None),
    "Skole og Læring": (UnitKind.CENTRE, "Børn, Unge og Sundhed"),
    "Dagtilbud": (UnitKind.CENTRE, "Børn, Unge og Sundhed"),
    "Familie og Handicap": (UnitKind.CENTRE, "Børn, Unge og Sundhed"),
    "Sundhed og Forebyggelse": (UnitKind.CENTRE, "Børn, Unge og Sundhed"),
    "Kultur og Fritid": (UnitKind.CENTRE, None),
    "PPR": (UnitKind.DEPARTMENT, "Skole og Læring"),
    "Ungeindsatsen": (UnitKind.DEPARTMENT, "Skole og Læring"),
    "Familiehuset": (UnitKind.INSTITUTION, "Familie og Handicap"),
    "Vestervang Skole": (UnitKind.INSTITUTION, "Skole og Læring"),
    "Østre Skole": (UnitKind.INSTITUTION, "Skole og Læring"),
    **dict.fromkeys(FURTHER_SCHOOLS, (UnitKind.INSTITUTION, "Skole og Læring")),
    "Børnehuset Strandengen": (UnitKind.INSTITUTION, "Dagtilbud"),
    "Fjordens Friskole": (UnitKind.PRIVATE, "Skole og Læring"),
}


@dataclass(frozen=True)
class Post:
    """A position and who holds it. `sign_in`: the name before the @; empty: no user. `before`: (holder, days ago)."""

    title: str
    unit: str
    function: Function
    holder: str = ""
    sign_in: str = ""
    deputy: str = ""
    before: tuple[str, int] | None = None


POSTS = {
    "administrator": Post(
        "Systemansvarlig", "Byrådssekretariatet", Function.ADMINISTRATOR, "Ole Damsbo", "ole"
    ),
    "coordinator": Post(
        "Udviklingskonsulent", "Politik og Udvikling", Function.COORDINATOR, "Signe Holmelund", "signe"
    ),
    "secretary": Post(
        "Udvalgssekretær", "Byrådssekretariatet", Function.SECRETARY, "Pernille Strandgaard", "pernille"
    ),
    "director": Post(
        "Direktør for Børn, Unge og Sundhed",
        "Børn, Unge og Sundhed",
        Function.DIRECTOR,
        "Henrik Sandager",
        "henrik",
    ),
    "schools": Post(
        "Skolechef", "Skole og Læring", Function.CHIEF, "Torben Lindegaard", "torben", "school_consultant"
    ),
    "daycare": Post("Dagtilbudschef", "Dagtilbud", Function.CHIEF, "Lone Krogsbøl", "lone", "strandengen"),
    "families": Post(
        "Familiechef",
        "Familie og Handicap",
        Function.CHIEF,
        "Birthe Nordskov",
        "birthe",
        "family_house",
        before=("Jens Tranekær", 490),
    ),
    "health": Post("Sundhedschef", "Sundhed og Forebyggelse", Function.CHIEF, "Anders Hedelund", "anders"),
    "culture": Post("Kultur- og fritidschef", "Kultur og Fritid", Function.CHIEF, "Jakob Mosegaard", "jakob"),
    "youth": Post("Ungekoordinator", "Ungeindsatsen", Function.LEADER, "Nadia Fjeldsted", "nadia"),
    "ppr": Post("PPR-leder", "PPR", Function.LEADER, "Kirsten Overbæk", "kirsten"),
    "family_house": Post("Leder af Familiehuset", "Familiehuset", Function.LEADER, "Mette Ravnskov", "mette"),
    "vestervang": Post(
        "Skoleleder, Vestervang Skole", "Vestervang Skole", Function.LEADER, "Rune Aldershvile", "rune"
    ),
    # Vacant: the one in charge left in the summer, and a deputy head stands in.
    "oestre": Post("Skoleleder, Østre Skole", "Østre Skole", Function.LEADER, deputy="oestre_deputy"),
    "oestre_deputy": Post("Viceskoleleder, Østre Skole", "Østre Skole", Function.OTHER, "Camilla Brejning"),
    "strandengen": Post(
        "Leder af Børnehuset Strandengen", "Børnehuset Strandengen", Function.LEADER, "Gitte Bækholm"
    ),
    "school_consultant": Post("Skolekonsulent", "Skole og Læring", Function.WRITER, "Emil Kirkeby", "emil"),
}

COUNCIL, COMMITTEE, FINANCE = "Byrådet", "Børne- og Uddannelsesudvalget", "Økonomiudvalget"
EXECUTIVE, YOUTH, STEERING = "Direktionen", "Ungerådet", "Styregruppe"

# name: (kind, [(title of the seat, role, key of the position or name of the person)])
BODIES: dict[str, tuple[BodyKind, list[tuple[str, SeatRole, str]]]] = {
    COUNCIL: (BodyKind.COUNCIL, [("Borgmester", SeatRole.CHAIR, "Inger Strandholt")]),
    FINANCE: (
        BodyKind.FINANCE,
        [("Borgmester", SeatRole.CHAIR, "Inger Strandholt"), ("Sekretær", SeatRole.SECRETARY, "secretary")],
    ),
    COMMITTEE: (
        BodyKind.COMMITTEE,
        [
            ("Formand", SeatRole.CHAIR, "Klaus Enggrav"),
            ("Næstformand", SeatRole.DEPUTY_CHAIR, "Yasmin Holtegaard"),
            ("Medlem", SeatRole.MEMBER, "Bent Skovlyst"),
            ("Medlem", SeatRole.MEMBER, "Anne-Sofie Rørdal"),
            ("Medlem", SeatRole.MEMBER, "Poul Erik Vadgård"),
            ("Sekretær", SeatRole.SECRETARY, "secretary"),
        ],
    ),
    EXECUTIVE: (BodyKind.EXECUTIVE, [("Direktør", SeatRole.MEMBER, "director")]),
    STEERING: (
        BodyKind.STEERING,
        [
            ("Direktør for Børn, Unge og Sundhed", SeatRole.CHAIR, "director"),
            ("Skolechef", SeatRole.MEMBER, "schools"),
            ("Dagtilbudschef", SeatRole.MEMBER, "daycare"),
            ("Familiechef", SeatRole.MEMBER, "families"),
            ("Sundhedschef", SeatRole.MEMBER, "health"),
            ("Ungekoordinator", SeatRole.MEMBER, "youth"),
            ("Repræsentant for sundhedsplejen", SeatRole.MEMBER, ""),
            ("Udviklingskonsulent (sekretær)", SeatRole.SECRETARY, "coordinator"),
        ],
    ),
    YOUTH: (
        BodyKind.YOUTH,
        [
            ("Formand", SeatRole.CHAIR, "Liv Skovhus"),
            ("Næstformand", SeatRole.DEPUTY_CHAIR, "Magnus Hvidbjerg"),
            ("En elev fra Østre Skole", SeatRole.MEMBER, ""),
            ("Ungekoordinator (sekretær)", SeatRole.SECRETARY, "youth"),
        ],
    ),
    "Hoved-MED": (
        BodyKind.MED,
        [("Formand", SeatRole.CHAIR, "director"), ("En tillidsrepræsentant", SeatRole.MEMBER, "")],
    ),
    "Handicaprådet": (BodyKind.DISABILITY, [("Et medlem fra handicaporganisationerne", SeatRole.MEMBER, "")]),
}

# Whom one can be, in the order in which the story is told; the role as the sign-in page shows it.
SIGN_INS = [
    ("coordinator", "Politikkoordinator: ser alt, skriver planen og den årlige status"),
    ("schools", "Skolechef: svarer for mål og melder status"),
    ("families", "Familiechef: svarer for mål og melder status"),
    ("school_consultant", "Pennefører: skriver udkast for skolechefen"),
    ("secretary", "Udvalgssekretær: møder, sager og beslutninger"),
    ("administrator", "Lokal administrator: enheder, stillinger og personer"),
    ("vestervang", "Skoleleder: læser med"),
]


def email_of(post: Post) -> str:
    return f"{post.sign_in}@fjordby.example" if post.sign_in else ""


@dataclass
class Cast:
    """Everybody, by the keys above."""

    today: datetime.date
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


def build_people(municipality: Municipality, today: datetime.date) -> Cast:
    """The system lets the administrator in; the administrator does the rest."""
    cast = Cast(today)
    _post(municipality, "administrator", cast, by=SYSTEM)
    administrator = cast.users["administrator"]
    for name in UNITS:
        _unit(municipality, name, cast, by=administrator)
    for key in POSTS:
        _post(municipality, key, cast, by=administrator)
    for key, post in POSTS.items():
        if post.deputy:
            actions.set_deputy(cast.positions[key], by=administrator, deputy=cast.positions[post.deputy])
    for name, (kind, seats) in BODIES.items():
        body = cast.bodies[name] = actions.create_body(municipality, by=administrator, name=name, kind=kind)
        for title, role, who in seats:
            position = cast.positions.get(who)
            person = _person(municipality, who, cast, by=administrator) if who and not position else None
            actions.add_seat(body, by=administrator, title=title, role=role, position=position, person=person)
    return cast


def _unit(municipality: Municipality, name: str, cast: Cast, *, by: Any) -> Unit:
    if name not in cast.units:
        kind, parent = UNITS[name]
        cast.units[name] = actions.create_unit(
            municipality, by=by, name=name, kind=kind, parent=cast.units[parent] if parent else None
        )
    return cast.units[name]


def _post(municipality: Municipality, key: str, cast: Cast, *, by: Any) -> None:
    if key in cast.positions:
        return
    post = POSTS[key]
    unit = _unit(municipality, post.unit, cast, by=by)
    position = cast.positions[key] = actions.create_position(
        municipality, by=by, title=post.title, function=post.function, unit=unit
    )
    starts = SINCE
    if post.before:
        name, days = post.before
        actions.appoint(position, by=by, person=_person(municipality, name, cast, by=by), starts=starts)
        starts = cast.today - datetime.timedelta(days=days)
    if post.holder:
        # Hashing a password takes a third of a second, as it should; only those whom one can be need one.
        password = PASSWORD if key in dict(SIGN_INS) else None
        person = _person(municipality, post.holder, cast, by=by, email=email_of(post), password=password)
        actions.appoint(position, by=by, person=person, starts=starts)
        if person.user is not None:
            cast.users[key] = person.user


def _person(
    municipality: Municipality,
    name: str,
    cast: Cast,
    *,
    by: Any,
    email: str = "",
    password: str | None = None,
) -> Person:
    if name not in cast.people:
        cast.people[name] = actions.register_person(
            municipality,
            by=by,
            name=name,
            email=email,
            sign_in=bool(email),
            password=password,
        )
    return cast.people[name]
