from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roedtraad.organisation.enums import BodyKind


class TermsState(TextChoices):
    DRAFT = "draft", _("being written")
    ADOPTED = "adopted", pgettext_lazy("terms of reference", "adopted")
    CLOSED = "closed", pgettext_lazy("terms of reference", "closed")


TERMS_TRANSITIONS = {
    TermsState.DRAFT: {TermsState.ADOPTED, TermsState.CLOSED},
    TermsState.ADOPTED: {TermsState.CLOSED},
    TermsState.CLOSED: {TermsState.DRAFT, TermsState.ADOPTED},
}


class SectionKey(TextChoices):
    """What a section of terms of reference tells, whatever heading the municipality prints over it."""

    BACKGROUND = "background", _("Background")
    MANDATE = "mandate", _("Mandate")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    VISION = "vision", _("Vision")
    PURPOSE = "purpose", _("Purpose")
    AIMS = "aims", _("Aims")
    SUCCESS_CRITERIA = "success_criteria", _("Success criteria")
    TARGET_GROUP = "target_group", _("Target group")
    CONTENTS = "contents", _("Contents")
    LEVELS = "levels", _("Levels")
    INVOLVEMENT = "involvement", _("Involvement")
    ORGANISATION = "organisation", _("Organisation of the work")
    TIMETABLE = "timetable", _("Time and process plan")
    ECONOMY = "economy", _("Economy")
    OTHER = "other", _("Other")


class BodyRole(TextChoices):
    STEERING = "steering", _("steering group")
    PROJECT = "project", _("project group")
    WORKING = "working", _("working group")
    REFERENCE = "reference", _("reference group")
    OTHER = "other", pgettext_lazy("role in the work", "another role")


# What a group is there for says what it does here; any other body has another role.
ROLE_OF_KIND = {
    BodyKind.STEERING: BodyRole.STEERING,
    BodyKind.PROJECT: BodyRole.PROJECT,
    BodyKind.WORKING: BodyRole.WORKING,
    BodyKind.REFERENCE: BodyRole.REFERENCE,
}
KIND_OF_ROLE = {role: kind for kind, role in ROLE_OF_KIND.items()}


class StepKind(TextChoices):
    MILESTONE = "milestone", _("milestone")
    INVOLVEMENT = "involvement", _("involvement")
    HEARING = "hearing", _("hearing")
    DECISION = "decision", _("decision")
    FOLLOW_UP = "follow_up", _("follow-up")
