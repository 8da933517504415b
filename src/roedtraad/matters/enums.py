from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class RoutingRole(TextChoices):
    INFORMED = "informed", _("is informed")
    HEARD = "heard", _("is heard")
    DISCUSSES = "discusses", _("discusses")
    RECOMMENDS = "recommends", _("recommends")
    DECIDES = "decides", _("decides")


# Whoever decides has their word before it.
BEFORE_THE_DECISION = frozenset({RoutingRole.HEARD, RoutingRole.DISCUSSES, RoutingRole.RECOMMENDS})


class Reading(IntegerChoices):
    """Some matters come before the same body twice; only the second reading settles them."""

    NONE = 0, _("one reading")
    FIRST = 1, _("first reading")
    SECOND = 2, _("second reading")


class DecisionResult(TextChoices):
    APPROVED = "approved", _("approved")
    APPROVED_WITH_CHANGES = "approved_changed", _("approved with changes")
    RECOMMENDED = "recommended", _("recommended")
    NOTED = "noted", _("noted")
    DISCUSSED = "discussed", _("discussed")
    SENT_TO_HEARING = "sent_to_hearing", _("sent to hearing")
    RETURNED = "returned", _("returned")
    POSTPONED = "postponed", _("postponed")
    REJECTED = "rejected", _("rejected")
    OTHER = "other", _("other")


APPROVALS = frozenset({DecisionResult.APPROVED, DecisionResult.APPROVED_WITH_CHANGES})
CARRIED = APPROVALS | {DecisionResult.RECOMMENDED}
# Noted is not approved: it settles the matter, but nobody has agreed to do anything.
FINAL = APPROVALS | {DecisionResult.NOTED, DecisionResult.REJECTED}


class TaskState(TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


TASK_TRANSITIONS = {
    TaskState.OPEN: {TaskState.DONE, TaskState.DROPPED},
    TaskState.DONE: {TaskState.OPEN},
    TaskState.DROPPED: {TaskState.OPEN},
}


class DispatchState(TextChoices):
    MISSING = "missing", _("not filed yet")
    FILED = "filed", _("filed")
