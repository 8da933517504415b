from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PolicyKind(TextChoices):
    CHILD_POLICY = "child_policy", _("coherent children-and-youth policy")
    CONTINGENCY = "contingency", _("contingency plan")
    POLICY = "policy", _("policy")
    STRATEGY = "strategy", _("strategy")
    ACTION_PLAN = "action_plan", _("action plan")
    IMPLEMENTATION_PLAN = "implementation_plan", _("implementation plan")
    OTHER = "other", _("other governing document")


STATUTORY_KINDS = {PolicyKind.CHILD_POLICY, PolicyKind.CONTINGENCY}


class PolicyLevel(TextChoices):
    OVERALL = "overall", _("overall")
    OPERATIONAL = "operational", _("operational")


class RelationKind(TextChoices):
    REPLACES = "replaces", _("replaces")
    SUPPORTS = "supports", _("supports")
    RELATES_TO = "relates_to", _("relates to")
    PART_OF = "part_of", _("is part of")
    IMPLEMENTS = "implements", _("implements")
    BUILDS_ON = "builds_on", _("builds on")
    CONCERNS = "concerns", _("concerns")


class EditionState(TextChoices):
    DRAFT = "draft", _("draft")
    RELEASED = "released", _("released")
    SUBMITTED = "submitted", _("put before the council")
    ADOPTED = "adopted", _("adopted")
    REPEALED = "repealed", _("repealed")


EDITION_TRANSITIONS = {
    EditionState.DRAFT: {EditionState.RELEASED, EditionState.SUBMITTED, EditionState.ADOPTED},
    EditionState.RELEASED: {EditionState.DRAFT, EditionState.SUBMITTED, EditionState.ADOPTED},
    EditionState.SUBMITTED: {EditionState.DRAFT, EditionState.ADOPTED},
    EditionState.ADOPTED: {EditionState.REPEALED},
    EditionState.REPEALED: set(),
}


class PassageKind(TextChoices):
    SECTION = "section", _("section")
    PARAGRAPH = "paragraph", _("paragraph")
    VISION = "vision", _("vision")
    MISSION = "mission", _("mission")
    VALUE = "value", _("value")
    CHILD_VIEW = "child_view", _("view of the child")
    PURPOSE = "purpose", _("purpose")
    TARGET_GROUP = "target_group", _("target group")
    BACKGROUND = "background", _("background")
    LEGAL_BASIS = "legal_basis", _("legal basis")
    THEME = "theme", _("theme")
    COMMITMENT = "commitment", _("commitment")
    OBJECTIVE = "objective", _("objective")
    FOLLOW_UP = "follow_up", _("follow-up")
    TABLE = "table", _("table")


# Kinds that promise something: on these a goal is expected to hang, and here the thread can break.
PROMISING_KINDS = {PassageKind.COMMITMENT, PassageKind.OBJECTIVE}
