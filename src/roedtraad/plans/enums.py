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
    """The first three are those of a unit's own goal until its line manager has approved it."""

    WRITING = "writing", pgettext_lazy("goal", "being written")
    SUBMITTED = "submitted", pgettext_lazy("goal", "submitted for approval")
    RETURNED = "returned", pgettext_lazy("goal", "returned")
    ACTIVE = "active", _("active")
    DROPPED = "dropped", _("dropped")
    CLOSED = "closed", _("closed")


GOAL_TRANSITIONS = {
    GoalState.WRITING: set(),
    GoalState.SUBMITTED: set(),
    GoalState.RETURNED: set(),
    GoalState.ACTIVE: {GoalState.DROPPED, GoalState.CLOSED},
    GoalState.DROPPED: {GoalState.ACTIVE},
    GoalState.CLOSED: {GoalState.ACTIVE},
}


# The way of a unit's own goal. An approved one is changed by being returned: what was agreed changes by agreement.
UNIT_GOAL_TRANSITIONS = {
    GoalState.WRITING: {GoalState.SUBMITTED},
    GoalState.SUBMITTED: {GoalState.ACTIVE, GoalState.RETURNED},
    GoalState.RETURNED: {GoalState.SUBMITTED},
    GoalState.ACTIVE: {GoalState.RETURNED, GoalState.DROPPED, GoalState.CLOSED},
    GoalState.DROPPED: {GoalState.ACTIVE},
    GoalState.CLOSED: {GoalState.ACTIVE},
}


class RemarkKind(TextChoices):
    SUBMITTED = "submitted", pgettext_lazy("remark", "submitted it for approval")
    APPROVED = "approved", pgettext_lazy("remark", "approved it")
    RETURNED = "returned", pgettext_lazy("remark", "returned it")
    COMMENT = "comment", pgettext_lazy("remark", "commented")


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


class DateKind(TextChoices):
    """What a date of a plan is about."""

    MILESTONE = "milestone", pgettext_lazy("date", "milestone")
    FOLLOW_UP = "follow_up", pgettext_lazy("date", "follow-up")
    ADJUSTMENT = "adjustment", pgettext_lazy("date", "adjustment")


class AgreementState(TextChoices):
    DRAFT = "draft", pgettext_lazy("agreement", "being written")
    OFFERED = "offered", pgettext_lazy("agreement", "signed by one side")
    SIGNED = "signed", pgettext_lazy("agreement", "signed by both sides")


# The first signature locks the words; taken back, they may be written on. The second freezes them.
AGREEMENT_TRANSITIONS = {
    AgreementState.DRAFT: {AgreementState.OFFERED},
    AgreementState.OFFERED: {AgreementState.SIGNED, AgreementState.DRAFT},
    AgreementState.SIGNED: set(),
}


class Side(TextChoices):
    UNIT = "unit", _("the unit")
    MANAGER = "manager", _("the line manager")


class Fate(TextChoices):
    """What becomes of a goal when its plan is revised."""

    KEPT = "kept", pgettext_lazy("fate", "kept")
    CHANGED = "changed", pgettext_lazy("fate", "changed")
    MERGED = "merged", pgettext_lazy("fate", "merged with another")
    DROPPED = "dropped", pgettext_lazy("fate", "dropped")


class Company(TextChoices):
    """With whom a unit talks about the policy."""

    STAFF = "staff", pgettext_lazy("company", "the staff")
    MED = "med", _("the MED committee")
    PARENTS = "parents", _("the parents' board")
    CHILDREN = "children", _("the children and young people")
    MANAGERS = "managers", _("the management")
    OTHER = "other", pgettext_lazy("company", "others")
