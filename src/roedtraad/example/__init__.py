"""Fjordby Kommune, the example municipality: invented, Danish, and built through the actions, so that it cannot be invalid.

    build()      makes it where it is not there yet; a second time changes nothing
    sign_ins()   whom one can be there: (e-mail, password, role)

It has no models. Its dates are counted from the day it is built, so that a cycle is always open and a meeting
always ahead. Its documents are those in examples/fjordby.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roedtraad.core.models import Municipality

SLUG, NAME = "fjordby", "Fjordby Kommune"


def build() -> Municipality:
    """The example municipality; made in one transaction, or found."""
    from .building import build_fjordby

    return build_fjordby()


def build_organisation() -> Municipality:
    """The people, bodies and meetings alone: where a story begins that brings its own documents."""
    from .building import build_organisation as build_it

    return build_it()


def sign_ins() -> list[tuple[str, str, str]]:
    """Whom one can be: (e-mail, password, role in Danish), in the order in which the story is told."""
    from .people import PASSWORD, POSTS, SIGN_INS, email_of

    return [(email_of(POSTS[key]), PASSWORD, role) for key, role in SIGN_INS]
