"""What waits for whoever answers for an indicator or a goal: an assumption to look at again, a scale to be scored."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from roedtraad.core.days import long_day
from roedtraad.core.registries import ToDo
from roedtraad.organisation.queries import standing_of

from .enums import ScaleState
from .models import IndicatorLink, Scale
from .permissions import may_keep_indicators

AHEAD = datetime.timedelta(days=7)  # it stands there a week before the day
MOST = 5  # of each kind; those after come when these are done


def to_look_at(user: Any) -> list[ToDo]:
    """Connections whose day to look again has come, and scales to be scored; those without an owner for the coordinator.

    One query.
    """
    standing = standing_of(user)
    mine = standing.positions | standing.deputised
    keeps = may_keep_indicators.given(user)
    if not mine and not keeps:
        return []
    soon = timezone.localdate() + AHEAD
    owned = Q(indicator__owner__in=mine)
    answered = Q(goal__owner__in=mine) | Q(goal__deputy__in=mine)
    if keeps:
        owned |= Q(indicator__owner__isnull=True)
        answered |= Q(goal__owner__isnull=True)
    links = (
        IndicatorLink.objects.filter(owned, look_again__lte=soon, indicator__retired_on__isnull=True)
        .order_by()
        .values_list(Value("link"), "pk", F("look_again"), "indicator__title", "assumption")
    )
    scales = (
        Scale.objects.filter(answered, state=ScaleState.STARTED, to_be_scored__lte=soon)
        .order_by()
        .values_list(Value("scale"), "pk", F("to_be_scored"), "title", "goal__title")
    )
    rows = sorted(links.union(scales, all=True), key=lambda row: (row[2], row[1]))
    found = [_to_look_again(pk, day, title, words) for kind, pk, day, title, words in rows if kind == "link"]
    scored = [_to_score(pk, day, title, goal) for kind, pk, day, title, goal in rows if kind == "scale"]
    return [*found[:MOST], *scored[:MOST]]


def _to_look_again(pk: int, day: datetime.date, title: str, assumption: str) -> ToDo:
    return ToDo(
        when=day,
        title=_("Does it still hold? “%(indicator)s”") % {"indicator": Truncator(title).chars(90)},
        reason=_("You were to look again on %(day)s at what you assumed: “%(words)s”")
        % {"day": long_day(day), "words": Truncator(assumption).chars(140)},
        button=_("Look at it again"),
        url=reverse("indicators:edit_link", args=[pk]),
    )


def _to_score(pk: int, day: datetime.date, title: str, goal: str) -> ToDo:
    return ToDo(
        when=day,
        title=_("Which level was reached? “%(scale)s”") % {"scale": Truncator(title).chars(90)},
        reason=_("To be scored on %(day)s, for the goal “%(goal)s”.")
        % {"day": long_day(day), "goal": Truncator(goal).chars(110)},
        button=_("Score it"),
        url=reverse("indicators:score_scale", args=[pk]),
    )
