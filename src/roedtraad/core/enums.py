from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobState(TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


JOB_TRANSITIONS = {
    JobState.WAITING: {JobState.RUNNING},
    JobState.RUNNING: {JobState.DONE, JobState.FAILED, JobState.WAITING},
    JobState.DONE: set(),
    JobState.FAILED: set(),
}


class MessageKind(TextChoices):
    MAIL = "mail", _("e-mail")
    DISPATCH = "dispatch", _("dispatch")


class MessageState(TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("on its way")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    UNCERTAIN = "uncertain", _("uncertain")
    DROPPED = "dropped", _("no longer needed")


MESSAGE_TRANSITIONS = {
    MessageState.WAITING: {MessageState.SENDING, MessageState.DROPPED, MessageState.FAILED},
    MessageState.SENDING: {
        MessageState.SENT,
        MessageState.FAILED,
        MessageState.UNCERTAIN,
        MessageState.WAITING,
    },
    MessageState.SENT: set(),
    MessageState.FAILED: set(),
    MessageState.UNCERTAIN: {MessageState.SENT, MessageState.WAITING},
    MessageState.DROPPED: set(),
}


class StatusKey(TextChoices):
    """How it goes with a goal: shape, colour and word belong together (visual.md)."""

    ON = "on", _("On track")
    RISK = "risk", _("At risk")
    OFF = "off", _("Off course")
    UNKNOWN = "unknown", _("Cannot be judged yet")
    DONE = "done", _("Reached")
    IDLE = "idle", _("Not begun")


class Level(TextChoices):
    """Level of prevention that a goal serves."""

    GENERAL = "general", _("general")
    PREVENTIVE = "preventive", _("preventive")
    TARGETED = "targeted", _("targeted")
    NONE = "none", _("not applicable")
