from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentState(TextChoices):
    RECEIVED = "received", _("being read")
    READ = "read", _("waits for review")
    UNREADABLE = "unreadable", _("could not be read")
    ACCEPTED = "accepted", _("accepted")


DOCUMENT_TRANSITIONS = {
    DocumentState.RECEIVED: {DocumentState.READ, DocumentState.UNREADABLE},
    DocumentState.READ: {DocumentState.ACCEPTED},
    DocumentState.UNREADABLE: {DocumentState.RECEIVED},
    DocumentState.ACCEPTED: {DocumentState.READ},
}


class ElementState(TextChoices):
    UNSEEN = "unseen", _("not seen")
    SEEN = "seen", _("seen")
    DROPPED = "dropped", _("not an element")


class ElementKind(TextChoices):
    """The types of the published reading format, in words."""

    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    VALUE = "value", _("Value")
    PURPOSE = "purpose", _("Purpose")
    TARGET_GROUP = "target_group", _("Target group")
    BACKGROUND = "background", _("Background")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    THEME = "theme", _("Theme")
    FOCUS_AREA = "focus_area", _("Focus area")
    COMMITMENT = "commitment", _("Commitment")
    GOAL = "goal", _("Goal")
    SUCCESS_CRITERION = "success_criterion", _("Success criterion")
    OUTPUT_TARGET = "output_target", _("Output target")
    INDICATOR = "indicator", _("Indicator")
    ACTION = "action", _("Action")
    BODY = "body", _("Body")
    MEMBER = "member", _("Seat")
    OWNER = "owner", _("Owner")
    RELATION = "relation", _("Other policy")
    INVOLVEMENT = "involvement", _("Involvement")
    MILESTONE = "milestone", _("Milestone")
    FOLLOW_UP = "follow_up", _("Follow-up")
    STATUS_FINDING = "status_finding", _("Status")
    RECOMMENDATION = "recommendation", _("Recommendation")
    DECISION = "decision", _("Decision")
    ANNEX = "annex", _("Annex")
    ECONOMY = "economy", _("Economy")
    STEP = "step", _("Step of the ladder")
    AGENDA_ITEM = "agenda_item", _("Agenda item")


class StepKind(TextChoices):
    """What a person did in a review, as the button that undoes it says it."""

    TYPED = "typed", _("the text that was written")
    CHANGED = "changed", _("the correction")
    SEEN = "seen", _("the approval")
    DROPPED = "dropped", _("that it is not an element")
    KEPT = "kept", _("that it is an element after all")
    ADDED = "added", _("the element that was added")
    SPLIT = "split", _("the division in two")
    JOINED = "joined", _("the joining of two")
    SURE = "sure", _("that the sure ones are seen")
    MANY = "many", _("the correction of several")


class LessonKind(TextChoices):
    LABEL = "label", _("label")
    PART = "part", _("word that numbers the parts")


class Target(TextChoices):
    """What a document becomes when it is accepted."""

    POLICY = "policy", _("An edition of a policy or strategy: its sentences, on which goals hang")
    PLAN = "plan", _("A plan that puts a policy into practice: focus areas, owners and criteria")
    MATTER = (
        "matter",
        _("A matter, or the matters of an agenda or minutes: recommendations, decisions, annexes"),
    )
    TERMS = "terms", _("Terms of reference: who does what, and when")


# Below this confidence (0–1) a rule is wrong often enough for a person to be asked.
DOUBT = 0.8
