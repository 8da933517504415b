"""What people are told of besides the rounds: told by the apps below, each thing once, in the one mail of a day."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Any

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from roedtraad.core.models import User
from roedtraad.core.registries import NEWS_LASTS, News, mail_news

from .models import Reminder, Tiding


def fresh_news(day: datetime.date) -> dict[User, list[News]]:
    """What each person has not been told of yet. The queries of the apps that tell, and one where they have something."""
    since = day - datetime.timedelta(days=2 * NEWS_LASTS)
    rows = Tiding.objects.filter(reminder__day__gte=since).values_list("user_id", "key")
    # Looked up by the first app that has something to tell: on most days none has.
    told: Any = SimpleLazyObject(lambda: frozenset(rows))
    found: dict[User, list[News]] = defaultdict(list)
    for each in _asked(day, told):
        found[each.user].append(each)
    return dict(found)


def write_down(rows: Iterable[tuple[Reminder, Sequence[News]]]) -> None:
    """What each mail tells of has been told."""
    Tiding.objects.bulk_create(
        Tiding(reminder=reminder, user_id=reminder.user_id, key=key)
        for reminder, news in rows
        for each in news
        for key in each.keys
    )


def still_news(messages: Sequence[int]) -> set[int]:
    """Of mails that wait to go, those that tell of something that is still so."""
    rows = list(
        Tiding.objects.filter(reminder__message__in=messages).values_list(
            "reminder__message_id", "user_id", "key"
        )
    )
    if not rows:
        return set()
    now = {(each.user.pk, key) for each in _asked(timezone.localdate(), frozenset()) for key in each.keys}
    return {message for message, user, key in rows if (user, key) in now}


def _asked(day: datetime.date, told: Set[tuple[int, str]]) -> Iterable[News]:
    for name in mail_news.keys():  # noqa: SIM118 - a registry is no dict
        for tell in mail_news.of(name):
            yield from tell(day, told)
