"""Who is written to about what a position answers for: its holder, or the deputy while that one is away."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from roedtraad.core.models import User

from .absence import away_until
from .models import Position
from .queries import holders_of


class Reach:
    """Who holds some positions on a day, is not away and can be written to: looked up once for all of them. Two queries."""

    def __init__(self, positions: Iterable[int | None], day: datetime.date):
        self._holders = holders_of(sorted({each for each in positions if each}), day)
        self._away = away_until(day)

    def users(self, position: int | None, *, away_too: bool = False) -> list[User]:
        """Who of the holders can be written to; with `away_too` also those who are away."""
        held = self._holders.get(position, []) if position else []
        found = (holding.person.user for holding in held if away_too or holding.person_id not in self._away)
        return [user for user in found if user and user.is_active and user.email]

    def through(self, position: Position) -> list[User]:
        """Its holders; where it is vacant or they are away the deputy; where nobody deputises, those who are away."""
        return (
            self.users(position.pk)
            or self.users(position.deputy_id)
            or self.users(position.pk, away_too=True)
        )
