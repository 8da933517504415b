from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roedtraad.core.enums import StatusKey


class CheckInState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted by the writer")
    SIGNED = "signed", _("signed off")


CHECK_IN_TRANSITIONS = {
    CheckInState.DRAFT: {CheckInState.SUBMITTED, CheckInState.SIGNED},
    CheckInState.SUBMITTED: {CheckInState.DRAFT, CheckInState.SIGNED},
    CheckInState.SIGNED: set(),
}


class Need(TextChoices):
    """What a goal that is not on track or reached needs now."""

    NONE = "none", _("nothing")
    INITIATIVE = "initiative", _("an initiative")
    DECISION = "decision", _("a decision")
    AWAITED = "awaited", _("we are waiting for something")


# A goal that is on track or reached needs nothing said; every other one does.
STATUS_WITHOUT_NEED = frozenset({StatusKey.ON, StatusKey.DONE})


class RoundKind(TextChoices):
    STATUS = "status", pgettext_lazy("round", "status")
    ADJUSTMENT = "adjustment", pgettext_lazy("round", "adjustment")


class Outlook(TextChoices):
    """What becomes of a round when the rhythm is carried out."""

    NEW = "new", pgettext_lazy("round", "is made")
    MOVES = "moves", pgettext_lazy("round", "moves")
    SAME = "same", pgettext_lazy("round", "stands as it is")
    GOES = "goes", pgettext_lazy("round", "is taken away")
    OPENED = "opened", pgettext_lazy("round", "has opened, and stays")
    BY_HAND = "by_hand", pgettext_lazy("round", "was set by hand, and stays")
    LATE = "late", pgettext_lazy("round", "too little time is left")
    FULL = "full", pgettext_lazy("round", "another round reports on those days")


class CycleStage(TextChoices):
    """Where a cycle is today; follows from its dates and whether it has been frozen."""

    COMING = "coming", _("coming")
    OPEN = "open", _("open")
    SIGNING = "signing", _("being signed off")
    FROZEN = "frozen", _("frozen")


class NoticeStage(TextChoices):
    """Why a mail goes, in the order of the days on which it does."""

    OPENED = "opened", _("it has opened")
    SOON = "soon", _("it is due soon")
    DUE = "due", _("it is due today")
    LATE = "late", _("it was due")
    DEPUTY = "deputy", _("the deputy is told")
    ABOVE = "above", _("the owner of the focus area is told")


class AttachmentKind(TextChoices):
    FILE = "file", _("file")
    LINK = "link", _("link")
