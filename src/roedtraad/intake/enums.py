from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentState(TextChoices):
    RECEIVED = "received", _("received")
    READ = "read", _("read, waits for review")
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
