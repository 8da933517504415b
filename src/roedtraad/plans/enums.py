from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    DRAFT = "draft", _("being written")
    RUNNING = "running", _("running")
    CLOSED = "closed", _("closed")


PLAN_TRANSITIONS = {
    PlanState.DRAFT: {PlanState.RUNNING},
    PlanState.RUNNING: {PlanState.CLOSED},
    PlanState.CLOSED: set(),
}


class Perspective(TextChoices):
    CITIZEN = "citizen", _("citizen-facing")
    ORGANISATION = "organisation", _("organisation-facing")


class GoalState(TextChoices):
    ACTIVE = "active", _("active")
    DROPPED = "dropped", _("dropped")
    CLOSED = "closed", _("closed")


GOAL_TRANSITIONS = {
    GoalState.ACTIVE: {GoalState.DROPPED, GoalState.CLOSED},
    GoalState.DROPPED: {GoalState.ACTIVE},
    GoalState.CLOSED: {GoalState.ACTIVE},
}


class CriterionKind(TextChoices):
    SUCCESS = "success", _("success criterion")
    OUTPUT = "output", _("output target")


class InitiativeState(TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("under way")
    DONE = "done", pgettext_lazy("initiative", "done")
    STOPPED = "stopped", _("stopped")


INITIATIVE_TRANSITIONS = {
    InitiativeState.PLANNED: {InitiativeState.RUNNING, InitiativeState.STOPPED},
    InitiativeState.RUNNING: {InitiativeState.DONE, InitiativeState.STOPPED},
    InitiativeState.DONE: {InitiativeState.RUNNING},
    InitiativeState.STOPPED: {InitiativeState.RUNNING},
}
