from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class SeatRole(TextChoices):
    CHAIR = "chair", _("chair")
    DEPUTY_CHAIR = "deputy_chair", _("deputy chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
