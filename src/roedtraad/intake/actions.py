"""What is done to a document: received, read, reviewed element by element, accepted, undone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.jobs import enqueue
from roedtraad.core.models import ActionLog, Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.language import cpr
from roedtraad.matters.decisions import Outcome, record_minutes
from roedtraad.matters.models import Decision, Matter
from roedtraad.policies.models import Policy

from . import lifting, projects
from .elements import (
    add_element,
    edit_element,
    edit_elements,
    forget_lesson,
    join_elements,
    last_hand,
    see_the_sure,
    split_element,
    undo_last_change,
)
from .enums import DOCUMENT_TRANSITIONS, DocumentState, Target
from .landing import Landings
from .models import Acceptance, Landing, SourceDocument
from .permissions import may_bring_minutes, may_import
from .targets import ENTRIES, proposal
from .wishes import Wish

__all__ = ["accept", "add_element", "clean_name", "cpr_in_name", "edit_element", "edit_elements", "forget_lesson",
           "join_elements", "last_hand", "read_again", "receive", "remove", "see_the_sure", "split_element", "undo",
           "undo_last_change"]  # fmt: skip


def receive(
    name: str, data: bytes, *, by: Any, media_type: str = "", read: bool = True, minutes: bool = False
) -> tuple[SourceDocument, bool]:
    """Take a file in, and whether it is new: the same content is the same document, whatever it is called now.

    `read`: enqueue the reading; a command reads at once instead. `minutes`: of a matter, which whoever keeps matters
    brings back.
    """
    (may_bring_minutes if minutes else may_import).demand(by)
    sentences = cpr_in_name(name)
    if sentences:
        raise Refused(Reason("cpr-in-name", sentences[0]))
    sha256, municipality = hashlib.sha256(data).hexdigest(), current()
    with transaction.atomic():
        # One at a time, so that a form sent twice at once makes one document and no fault.
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        standing = SourceDocument.objects.defer("content").filter(sha256=sha256).first()
        if standing is not None:
            return standing, False
        take_in = _receive_minutes if minutes else _receive
        return take_in(
            municipality, by=by, name=name, data=data, media_type=media_type, sha256=sha256, read=read
        ), True


def cpr_in_name(name: str) -> list[str]:
    """A sentence for each CPR number in a file's name; there an underscore stands for a space."""
    return [
        _(
            "The name of the file holds what looks like a CPR number (%(masked)s). Call the file something else, and bring it again."
        )
        % {"masked": place.masked}
        for place in cpr.find(name.replace("_", " "))
    ]


@action("intake.receive", permission=may_import)
def _receive(
    municipality: Municipality, *, by: Any, name: str, data: bytes, media_type: str, sha256: str, read: bool
) -> SourceDocument:
    return _keep(by, name, data, media_type, sha256, read)


@action("intake.receive_minutes", permission=may_bring_minutes)
def _receive_minutes(
    municipality: Municipality, *, by: Any, name: str, data: bytes, media_type: str, sha256: str, read: bool
) -> SourceDocument:
    return _keep(by, name, data, media_type, sha256, read)


def _keep(by: Any, name: str, data: bytes, media_type: str, sha256: str, read: bool) -> SourceDocument:
    document = SourceDocument.objects.create(
        name=clean_name(name),
        sha256=sha256,
        size=len(data),
        media_type=media_type[:120],
        content=data,
        received_by=by if by.pk else None,
    )
    if read:
        enqueue("intake.read", about=document, by=by, document=document.pk)
    return document


def clean_name(name: str) -> str:
    """The file's own name, kept for people to know it by; it is never used as a path."""
    short = name.replace("\\", "/").rsplit("/", 1)[-1]
    return ("".join(each for each in short if each.isprintable()).strip() or _("document without a name"))[
        :255
    ]


@action("intake.read_again", permission=may_import)
def read_again(document: SourceDocument, *, by: Any) -> SourceDocument:
    """Try once more to read what could not be read."""
    if not document.content:
        raise Refused(
            Reason(
                "content-gone",
                _("The file was not kept, as it held a CPR number."),
                _("Bring it again without the number."),
            )
        )
    move(document, DocumentState.RECEIVED, DOCUMENT_TRANSITIONS)
    document.error = ""
    document.save()
    enqueue("intake.read", about=document, by=by, document=document.pk)
    return document


@action("intake.remove", permission=may_import)
def remove(document: SourceDocument, *, by: Any) -> None:
    """Throw a document away that nothing came of."""
    if document.state == DocumentState.ACCEPTED:
        raise Refused(
            Reason("accepted", _("The document has been accepted."), _("Undo the acceptance first."))
        )
    document.delete()


# Acceptance


@action("intake.accept", permission=may_import)
def accept(document: SourceDocument, *, by: Any, wish: Wish | None = None) -> Acceptance:
    """Take the document's elements in: all or nothing, and once. Accepting again gives the acceptance that stands."""
    standing = document.acceptances.filter(undone_at__isnull=True).first()
    if standing is not None:
        return standing
    if document.state != DocumentState.READ:
        raise Refused(
            Reason(
                "not-read",
                _("The document stands as “%(state)s” and cannot be accepted.")
                % {"state": document.get_state_display()},
            )
        )
    wish = wish or proposal(document)
    entry = ENTRIES[Target(wish.target)]
    reasons = [*entry.why_not(wish), *_why_not_theirs(wish)]
    if reasons:
        raise Refused(reasons)
    # One at a time: two documents that name the same policy make it once.
    Municipality.objects.select_for_update(no_key=True).get(pk=current().pk)
    acceptance = Acceptance.objects.create(document=document, accepted_by=str(by)[:120], wish=wish.as_json())
    landings = Landings(acceptance, document, by)
    projects.take_in(landings, wish, entry.land(landings, wish))
    landings.write()
    move(document, DocumentState.ACCEPTED, DOCUMENT_TRANSITIONS)
    document.save()
    acceptance.last_log = ActionLog.objects.aggregate(n=Max("pk"))["n"] or 0
    acceptance.save()
    return acceptance


def _why_not_theirs(wish: Wish) -> list[Reason]:
    """What the wish points to must stand in this municipality."""
    asked = [(Policy, wish.policy), (Decision, wish.decision)]
    if all(model.objects.filter(pk=pk).exists() for model, pk in asked if pk is not None):
        return []
    return [
        Reason(
            "not-here",
            _("What was chosen is not here any longer."),
            _("Open the page again, and choose anew."),
        )
    ]


@action("intake.take_minutes", permission=may_bring_minutes)
def take_minutes(
    document: SourceDocument, *, by: Any, matter: Matter, outcomes: Sequence[Outcome], **facts: Any
) -> list[Decision]:
    """Record what the minutes say about a matter, in one action; the document keeps what came of it.

    `outcomes` and `facts` as `matters.decisions.record_minutes` takes them. One document may be the minutes of several
    matters; it is undone as a whole.
    """
    if document.state not in (DocumentState.READ, DocumentState.ACCEPTED):
        raise Refused(
            Reason(
                "not-read",
                _("The document stands as “%(state)s” and cannot be accepted.")
                % {"state": document.get_state_display()},
            )
        )
    made = record_minutes(matter, by=by, outcomes=outcomes, **facts)
    acceptance = document.acceptances.filter(undone_at__isnull=True).first()
    if acceptance is None:
        acceptance = Acceptance.objects.create(document=document, accepted_by=str(by)[:120], wish={})
        move(document, DocumentState.ACCEPTED, DOCUMENT_TRANSITIONS)
        document.save()
    Landing.objects.bulk_create(
        Landing(acceptance=acceptance, thing_type=decision._meta.label_lower, thing_id=decision.pk)
        for decision in made
    )
    acceptance.last_log = ActionLog.objects.aggregate(n=Max("pk"))["n"] or 0
    acceptance.save()
    return made


@action("intake.undo", permission=may_import)
def undo(document: SourceDocument, *, by: Any) -> SourceDocument:
    """Lift out what the acceptance made, exactly that, until something hangs on it. The review stands as before."""
    acceptance = document.acceptances.filter(undone_at__isnull=True).first()
    if acceptance is None:
        raise Refused(
            Reason("not-accepted", _("The document has not been accepted."), _("There is nothing to undo."))
        )
    reasons = lifting.why_not_undo(acceptance, by)
    if reasons:
        raise Refused(reasons)
    lifting.lift_out(acceptance, by=by)
    Landing.objects.filter(acceptance=acceptance).delete()
    acceptance.undone_at = timezone.now()
    acceptance.save()
    move(document, DocumentState.READ, DOCUMENT_TRANSITIONS)
    document.save()
    return document
