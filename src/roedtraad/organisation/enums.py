from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(TextChoices):
    ADMINISTRATION = "administration", _("administration")
    CENTRE = "centre", _("centre")
    DEPARTMENT = "department", _("department")
    INSTITUTION = "institution", _("institution")
    PRIVATE = "private", _("self-governing or private institution")


class Function(TextChoices):
    """What a position is there for; permissions follow from it."""

    COORDINATOR = "coordinator", _("policy coordinator")
    SECRETARY = "secretary", _("committee secretary")
    DIRECTOR = "director", _("director")
    CHIEF = "chief", _("chief of a centre")
    LEADER = "leader", _("leader of a unit")
    WRITER = "writer", _("writer")
    ADMINISTRATOR = "administrator", _("local administrator")
    OTHER = "other", _("other")


# The functions that lead the unit in which they stand, the highest first.
LEADING = (Function.DIRECTOR, Function.CHIEF, Function.LEADER)


class BodyKind(TextChoices):
    COUNCIL = "council", _("municipal council")
    COMMITTEE = "committee", _("standing committee")
    FINANCE = "finance", _("finance committee")
    EXECUTIVE = "executive", _("executive board")
    CHIEFS = "chiefs", _("chiefs' forum")
    STEERING = "steering_group", _("steering group")
    PROJECT = "project_group", _("project group")
    WORKING = "working_group", _("working group")
    REFERENCE = "reference_group", _("reference group")
    MED = "med", _("joint staff–management committee (MED)")
    YOUTH = "youth_council", _("youth council")
    PUPIL = "pupil_council", _("pupil council")
    DISABILITY = "disability_council", _("disability council")
    ELDERS = "elders_council", _("elders' council")
    PARENTS = "parents_board", _("parents' board")
    OTHER = "other", _("other body")


# Groups inside the administration: they steer the work, and speak for no political body.
INSIDE = frozenset(
    {BodyKind.EXECUTIVE, BodyKind.CHIEFS, BodyKind.STEERING, BodyKind.PROJECT, BodyKind.WORKING}
)


class SeatRole(TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")


class DirectoryState(TextChoices):
    READ = "read", _("waits for a look")
    TAKEN_IN = "taken_in", _("taken in")
    DROPPED = "dropped", _("thrown away")


DIRECTORY_TRANSITIONS = {
    DirectoryState.READ: {DirectoryState.TAKEN_IN, DirectoryState.DROPPED},
    DirectoryState.TAKEN_IN: set(),
    DirectoryState.DROPPED: set(),
}


class DifferenceKind(TextChoices):
    """What a line of the directory would change here, in the order in which it must be done."""

    UNIT_NEW = "unit_new", _("New units")
    UNIT_RENAMED = "unit_renamed", _("Units with a new name")
    UNIT_MOVED = "unit_moved", _("Units that have moved")
    POSITION_NEW = "position_new", _("New positions")
    PERSON_NEW = "person_new", _("New people")
    PERSON_CHANGED = "person_changed", _("People with new details")
    HOLDING_NEW = "holding_new", _("Somebody takes up a position")
    HOLDING_ENDED = "holding_ended", _("Somebody leaves a position")


class ChangeKind(TextChoices):
    """What happens to a unit, a position or a body on a day."""

    MERGE = "merge", _("is merged into another unit")
    SPLIT = "split", _("is split into several units")
    CLOSE = "close", _("closes")
    POSITION = "position", _("is closed")
    BODY = "body", pgettext_lazy("body", "ends")


OF_UNITS = (ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.CLOSE)


class ChangeState(TextChoices):
    PLANNED = "planned", pgettext_lazy("change", "planned")
    DONE = "done", pgettext_lazy("change", "carried out")
    CALLED_OFF = "off", pgettext_lazy("change", "called off")


# What has been carried out is not undone: what was handed over has a life with its heir.
CHANGE_TRANSITIONS = {
    ChangeState.PLANNED: {ChangeState.DONE, ChangeState.CALLED_OFF},
    ChangeState.DONE: set(),
    ChangeState.CALLED_OFF: set(),
}
