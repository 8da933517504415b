from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roedtraad.matters.enums import DecisionResult
from roedtraad.organisation.enums import BodyKind

# The groups of the administration that steer a plan.
STEERING_KINDS = frozenset({BodyKind.STEERING, BodyKind.PROJECT, BodyKind.CHIEFS, BodyKind.EXECUTIVE})


class SittingState(TextChoices):
    """A group's meeting as it is run."""

    PREPARED = "prepared", pgettext_lazy("meeting", "agenda ready")
    RUNNING = "running", pgettext_lazy("meeting", "under way")
    HELD = "held", pgettext_lazy("meeting", "held, minutes not approved")
    APPROVED = "approved", pgettext_lazy("meeting", "minutes approved")


# A meeting that was closed too early goes on; approved minutes are only ever corrected.
SITTING_TRANSITIONS = {
    SittingState.PREPARED: {SittingState.RUNNING},
    SittingState.RUNNING: {SittingState.HELD},
    SittingState.HELD: {SittingState.RUNNING, SittingState.APPROVED},
    SittingState.APPROVED: set(),
}


class PointKind(TextChoices):
    """Why a point stands on the agenda, in the order in which points are proposed."""

    CARRIED = "carried", _("carried over from last time")
    OFF_TRACK = "off_track", _("off course or at risk")
    NEED = "need", _("the owner needs something")
    APART = "apart", _("owner and units see it differently")
    BEHIND = "behind", _("units that are behind")
    SILENT = "silent", _("goals without news")
    OWN = "own", _("the group's own point")


# What a group can make of a point; what it puts off is carried over and is no decision yet.
POINT_RESULTS = (DecisionResult.APPROVED, DecisionResult.NOTED, DecisionResult.REJECTED)


class Movement(TextChoices):
    """What has happened to a goal since the cycle before, the worst first."""

    WORSE = "worse", pgettext_lazy("goal", "going worse")
    NEED = "need", pgettext_lazy("goal", "a new need")
    SILENT = "silent", pgettext_lazy("goal", "fallen silent")
    BETTER = "better", pgettext_lazy("goal", "going better")
    REACHED = "reached", pgettext_lazy("goal", "reached")
