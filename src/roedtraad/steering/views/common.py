"""What the pages of a group's meetings have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roedtraad.core.days import long_day
from roedtraad.steering.models import Point, Sitting
from roedtraad.steering.permissions import may_read_meetings

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def sitting_or_404(request: HttpRequest, pk: int) -> Sitting:
    """A meeting that the user may read about."""
    found: Sitting = get_object_or_404(
        Sitting.objects.select_related("meeting__body", "plan", "matter"), pk=pk
    )
    may_read_meetings.demand(request.user, found)
    return found


def point_or_404(request: HttpRequest, pk: int) -> Point:
    found: Point = get_object_or_404(
        Point.objects.select_related(
            "sitting__meeting__body", "sitting__plan", "sitting__matter", "goal__owner", "responsible"
        ),
        pk=pk,
    )
    may_read_meetings.demand(request.user, found)
    return found


def crumbs_of(sitting: Sitting, *last: tuple[str, str]) -> list[tuple[str, str]]:
    here = _("%(body)s, %(day)s") % {
        "body": sitting.meeting.body.name,
        "day": long_day(sitting.meeting.date),
    }
    above = [(_("Follow-up"), reverse("followup:index")), (_("Steering"), reverse("steering:index"))]
    if not last:
        return [*above, (here, "")]
    return [*above, (here, reverse("steering:meeting", args=[sitting.pk])), *last]
