"""What is done to a document: received, read, reviewed element by element, accepted, undone."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.among import among
from roedtraad.core.jobs import enqueue
from roedtraad.core.models import ActionLog, Municipality
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.states import move
from roedtraad.core.tenancy import current
from roedtraad.language import cpr

from . import landing_plan, landing_policy, lifting
from .enums import DOCUMENT_TRANSITIONS, DOUBT, DocumentState, ElementKind, ElementState, Target
from .landing import Landings
from .models import Acceptance, Element, Landing, SourceDocument
from .permissions import may_import
from .wishes import Wish, proposal


def receive(
    name: str, data: bytes, *, by: Any, media_type: str = "", read: bool = True
) -> tuple[SourceDocument, bool]:
    """Take a file in, and whether it is new: the same content is the same document, whatever it is called now.

    `read`: enqueue the reading; a command reads at once instead.
    """
    may_import.demand(by)
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
        return _receive(
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


def _refuse_unless_in_review(document: SourceDocument) -> None:
    if document.state != DocumentState.READ:
        raise Refused(
            Reason(
                "not-in-review",
                _("The document stands as “%(state)s”, and its elements cannot be changed.")
                % {"state": document.get_state_display()},
                _("Undo the acceptance first, if something is wrong."),
            )
        )


@action("intake.edit_element", permission=may_import)
def edit_element(
    element: Element,
    *,
    by: Any,
    type: str | None = None,
    text: str | None = None,
    parent_key: str | None = None,
    attributes: dict[str, Any] | None = None,
    state: str | None = None,
) -> Element:
    """Correct an element, mark it as seen, drop it or take it back. What is not given stays."""
    _refuse_unless_in_review(element.document)
    if parent_key is not None:
        _refuse_circle(element, parent_key)
        element.parent_key = parent_key
    if type is not None:
        element.type = ElementKind(type)
    if text is not None:
        element.text = text.strip()
    if attributes is not None:
        element.attributes = {
            name: value
            for name, value in (element.attributes | attributes).items()
            if value not in (None, "")
        }
    if state is not None:
        element.state = ElementState(state)
    element.save()
    return element


def last_hand(element: Element) -> int | None:
    """Who changed the element last: a user's primary key."""
    return (
        ActionLog.objects.filter(thing_type="intake.element", thing_id=element.pk)
        .values_list("by", flat=True)
        .first()
    )


def _refuse_circle(element: Element, parent_key: str) -> None:
    parents = dict(Element.objects.filter(document=element.document_id).values_list("key", "parent_key"))
    if parent_key and parent_key not in parents:
        raise Refused(
            Reason(
                "no-such-parent",
                _("What it should stand under is not in this document."),
                _("Choose another."),
            )
        )
    key, steps = parent_key, 0
    while key and steps <= len(parents):
        if key == element.key:
            raise Refused(
                Reason(
                    "under-itself",
                    _("An element cannot stand under itself, or under what stands under it."),
                    _("Choose another."),
                )
            )
        key, steps = parents.get(key, ""), steps + 1


@action("intake.add_element", permission=may_import)
def add_element(
    document: SourceDocument,
    *,
    by: Any,
    type: str,
    text: str,
    parent_key: str = "",
    after: Element | None = None,
) -> Element:
    """Add what the reading did not find. It stands after `after`, in that element's place, or at the end."""
    _refuse_unless_in_review(document)
    rows = Element.objects.filter(document=document)
    order = after.order if after else (rows.aggregate(n=Max("order"))["n"] or 0) + 1
    number = rows.filter(added=True).count() + 1
    while rows.filter(key=f"added{number}").exists():
        number += 1
    return Element.objects.create(
        document=document,
        key=f"added{number}",
        order=order,
        type=ElementKind(type),
        text=text.strip(),
        parent_key=parent_key if rows.filter(key=parent_key).exists() else "",
        block=after.block if after else None,
        page=after.page if after else None,
        state=ElementState.SEEN,
        added=True,
    )


@action("intake.see_the_sure", permission=may_import)
def see_the_sure(document: SourceDocument, *, by: Any) -> int:
    """Mark everything as seen that the reading is sure of. What is in doubt is looked at one by one."""
    _refuse_unless_in_review(document)
    remarked = {
        str(each.get("element"))
        for each in document.header.get("remarks", [])
        if each.get("key") == "doubtful"
    }
    rows = Element.objects.filter(
        document=document, state=ElementState.UNSEEN, confidence__gte=DOUBT
    ).exclude(key__in=remarked)
    return rows.update(state=ElementState.SEEN, version=F("version") + 1)


UNDOABLE = ("intake.edit_element", "intake.add_element")


def last_change(document: SourceDocument) -> ActionLog | None:
    """The newest change of an element of the document that has not been undone."""
    keys = list(Element.objects.filter(document=document).values_list("pk", flat=True))
    logs = ActionLog.objects.filter(thing_type="intake.element", thing_id__in=among(keys)).order_by("-pk")[
        :200
    ]
    undone: set[str] = set()
    for log in logs:
        if log.verb == "intake.undo_change":
            undone.add(log.note)
        elif log.verb in UNDOABLE and str(log.pk) not in undone:
            return log
    return None


def undo_last_change(document: SourceDocument, *, by: Any) -> Element | None:
    """Give the element that was changed last its former words, type, parent and state."""
    log = last_change(document)
    if log is None:
        return None
    element = Element.objects.get(pk=log.thing_id)
    _undo_change(element, by=by, log=log, note=str(log.pk))
    return element


@action("intake.undo_change", permission=may_import)
def _undo_change(element: Element, *, by: Any, log: ActionLog) -> Element:
    _refuse_unless_in_review(element.document)
    if log.verb == "intake.add_element":
        element.state = ElementState.DROPPED
    else:
        for name, value in log.before.items():
            if name != "version":
                setattr(element, name, value)
    element.save()
    return element


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
    _refuse_without_name(wish)
    acceptance = Acceptance.objects.create(document=document, accepted_by=str(by)[:120], wish=wish.as_json())
    landings = Landings(acceptance, document, by)
    if wish.target == Target.PLAN:
        landing_plan.land(landings, wish)
    else:
        landing_policy.land(landings, wish)
    landings.write()
    move(document, DocumentState.ACCEPTED, DOCUMENT_TRANSITIONS)
    document.save()
    acceptance.last_log = ActionLog.objects.aggregate(n=Max("pk"))["n"] or 0
    acceptance.save()
    return acceptance


def _refuse_without_name(wish: Wish) -> None:
    if not wish.policy and not wish.title.strip():
        sentence = (
            _("It is not said which policy the plan puts into practice.")
            if wish.target == Target.PLAN
            else _("The policy has no title.")
        )
        raise Refused(Reason("no-policy", sentence, _("Choose it, or write its title.")))


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
