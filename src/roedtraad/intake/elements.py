"""What is done to the elements in a review: corrected, seen, dropped, added, divided, joined, and undone.

Verbs, as those in `actions`, which gives them on. Each leaves a step that can be taken back, and what it teaches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.actions import action
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import Reason, Refused

from . import lessons, steps
from .enums import DocumentState, ElementKind, ElementState, StepKind
from .models import Element, Lesson, SourceDocument, Step
from .permissions import may_import
from .reviewing import is_doubtful, remarked

GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
OF_STATE = {
    ElementState.SEEN: StepKind.SEEN,
    ElementState.DROPPED: StepKind.DROPPED,
    ElementState.UNSEEN: StepKind.KEPT,
}


def refuse_unless_in_review(document: SourceDocument) -> None:
    if document.state != DocumentState.READ:
        raise Refused(
            Reason(
                "not-in-review",
                _("The document stands as “%(state)s”, and its elements cannot be changed.")
                % {"state": document.get_state_display()},
                _("Undo the acceptance first, if something is wrong."),
            )
        )


def _document_of(element: Element) -> SourceDocument:
    """The element's document, without its file."""
    document: SourceDocument = SourceDocument.objects.defer("content").get(pk=element.document_id)
    return document


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
    typing: bool = False,
) -> Element:
    """Correct an element, mark it as seen, drop it or take it back. What is not given stays.

    `typing`: the words are saved while they are typed; what is typed in one go is undone in one.
    """
    document = _document_of(element)
    refuse_unless_in_review(document)
    before = steps.standing(element)
    if parent_key is not None:
        _refuse_circle(element, parent_key)
        element.parent_key = parent_key
    if type is not None:
        element.type = ElementKind(type)
    if text is not None:
        element.text = _without_new_gaps(text.strip(), element.text)
    if attributes is not None:
        element.attributes = {
            name: value
            for name, value in (element.attributes | attributes).items()
            if value not in (None, "")
        }
    if state is not None:
        element.state = ElementState(state)
    changed = {name: value for name, value in before.items() if getattr(element, name) != value}
    if not changed:
        return element
    element.save()
    what = StepKind.TYPED if typing and set(changed) == {"text"} else StepKind.CHANGED
    if set(changed) == {"state"}:
        what = OF_STATE[ElementState(element.state)]
    steps.keep(document, what, by=by, before={element.pk: changed})
    if changed.keys() & {"type", "state"}:
        lessons.learn(document)
    return element


def _without_new_gaps(text: str, former: str) -> str:
    """Two spaces that a person's hand has left are none of the holes that the source may have."""
    return text if GAP.search(former) else GAP.sub(" ", text)


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
    key, counted = parent_key, 0
    while key and counted <= len(parents):
        if key == element.key:
            raise Refused(
                Reason(
                    "under-itself",
                    _("An element cannot stand under itself, or under what stands under it."),
                    _("Choose another."),
                )
            )
        key, counted = parents.get(key, ""), counted + 1


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
    refuse_unless_in_review(document)
    rows = Element.objects.filter(document=document)
    text = text.strip()
    block = _block_of(document, text)
    element: Element = Element.objects.create(
        document=document,
        key=_free_key(document),
        order=after.order if after else (rows.aggregate(n=Max("order"))["n"] or 0) + 1,
        type=ElementKind(type),
        text=text,
        parent_key=parent_key if rows.filter(key=parent_key).exists() else "",
        block=block["index"] if block else after.block if after else None,
        page=block.get("page") if block else after.page if after else None,
        state=ElementState.SEEN,
        added=True,
    )
    steps.keep(document, StepKind.ADDED, by=by, before={}, made=[element])
    lessons.learn(document)
    return element


def _block_of(document: SourceDocument, text: str) -> dict[str, Any] | None:
    """The block that holds these very words, so that what a person adds from the document has its place there."""
    exact = next((block for block in document.blocks if block["text"].strip() == text), None)
    return exact or next(
        (block for block in document.blocks if len(text) > 7 and text in block["text"]), None
    )


def _free_key(document: SourceDocument) -> str:
    rows = Element.objects.filter(document=document)
    number = rows.filter(added=True).count() + 1
    while rows.filter(key=f"added{number}").exists():
        number += 1
    return f"added{number}"


@action("intake.split_element", permission=may_import)
def split_element(element: Element, *, by: Any, at: int) -> Element:
    """Divide an element in two, the second beginning with character `at` of its text. Returns the second."""
    document = _document_of(element)
    refuse_unless_in_review(document)
    first, second = element.text[:at].rstrip(" ,\n"), element.text[at:].lstrip(" \n")
    if at <= 0 or not first or not second:
        raise Refused(
            Reason(
                "nothing-to-split",
                _("There is nothing on one side of the place where it should be divided."),
                _("Choose another place."),
            )
        )
    before = steps.standing(element)
    element.text, element.attributes = first, _without_raw(element.attributes)
    element.save()
    made: Element = Element.objects.create(
        document=document, key=_free_key(document), order=element.order, type=element.type, text=second,
        parent_key=element.parent_key, block=element.block, until=element.until, page=element.page,
        confidence=element.confidence, rule=element.rule, attributes=element.attributes, added=True,
    )  # fmt: skip
    changed = {name: before[name] for name in ("text", "attributes")}
    steps.keep(document, StepKind.SPLIT, by=by, before={element.pk: changed}, made=[made])
    return made


def _without_raw(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if name != "raw"}


@action("intake.join_elements", permission=may_import)
def join_elements(element: Element, *, by: Any) -> Element:
    """Join an element with the one that follows it in the document; what stands under that one follows along."""
    document = _document_of(element)
    refuse_unless_in_review(document)
    following = follower(element)
    if following is None:
        raise Refused(Reason("nothing-follows", _("No element follows this one."), ""))
    children = list(Element.objects.filter(document=document, parent_key=following.key))
    before: dict[int, dict[str, Any]] = {
        element.pk: {name: getattr(element, name) for name in ("text", "until", "attributes")},
        following.pk: {"state": following.state},
        **{child.pk: {"parent_key": child.parent_key} for child in children},
    }
    if following.parent_key == element.key:
        before[following.pk]["parent_key"] = following.parent_key
        following.parent_key = element.parent_key
    between = (
        "\n" if element.block != following.block and element.text.endswith((".", "!", "?", ":")) else " "
    )
    element.text = f"{element.text}{between}{following.text}"
    element.until = max(element.until or element.block or 0, following.until or following.block or 0) or None
    element.attributes = _without_raw(element.attributes)
    element.save()
    following.state = ElementState.DROPPED
    following.save()
    for child in children:
        child.parent_key = element.key
        child.save()
    steps.keep(document, StepKind.JOINED, by=by, before=before)
    return element


def follower(element: Element) -> Element | None:
    """The next element of the document that has not been dropped."""
    rows = Element.objects.filter(document=element.document_id).exclude(state=ElementState.DROPPED)
    later = rows.filter(order=element.order, pk__gt=element.pk) | rows.filter(order__gt=element.order)
    return later.order_by("order", "pk").first()


@action("intake.see_the_sure", permission=may_import)
def see_the_sure(document: SourceDocument, *, by: Any) -> int:
    """Mark everything as seen that the reading is sure of. What is in doubt is looked at one by one."""
    refuse_unless_in_review(document)
    marks = remarked(document)
    unseen = Element.objects.filter(document=document, state=ElementState.UNSEEN).defer("original")
    rows = [row for row in unseen if not is_doubtful(row, marks)]
    _set_all(rows, state=ElementState.SEEN)
    steps.keep(
        document, StepKind.SURE, by=by, before={row.pk: {"state": ElementState.UNSEEN} for row in rows}
    )
    lessons.learn(document)
    return len(rows)


@action("intake.edit_elements", permission=may_import)
def edit_elements(
    document: SourceDocument,
    *,
    by: Any,
    keys: Iterable[str],
    type: str | None = None,
    parent_key: str | None = None,
    state: str | None = None,
) -> int:
    """Correct several elements at once; how many were changed. What is not given stays; one step to take back."""
    refuse_unless_in_review(document)
    rows = list(Element.objects.filter(document=document, key__in=set(keys)).defer("original"))
    given: dict[str, Any] = {}
    if type is not None:
        given["type"] = ElementKind(type)
    if state is not None:
        given["state"] = ElementState(state)
    if parent_key is not None:
        for row in rows:
            _refuse_circle(row, parent_key)
        given["parent_key"] = parent_key
    before = {
        row.pk: changed
        for row in rows
        if (changed := {name: getattr(row, name) for name, new in given.items() if getattr(row, name) != new})
    }
    _set_all([row for row in rows if row.pk in before], **given)
    steps.keep(document, StepKind.MANY, by=by, before=before)
    lessons.learn(document)
    return len(before)


def _set_all(rows: list[Element], **given: Any) -> None:
    for row in rows:
        row.version += 1
        for name, value in given.items():
            setattr(row, name, value)
    Element.objects.bulk_update(rows, [*given, "version"], batch_size=200)


def undo_last_change(document: SourceDocument, *, by: Any) -> Step | None:
    """Take back what this person did last in the document; None if there is nothing."""
    step = steps.last_step(document, by)
    if step is not None:
        _undo_change(document, by=by, step=step, note=str(step.get_what_display()))
    return step


@action("intake.undo_change", permission=may_import)
def _undo_change(document: SourceDocument, *, by: Any, step: Step) -> list[Element]:
    refuse_unless_in_review(document)
    changed = steps.take_back(step)
    lessons.learn(document)
    return changed


@action("intake.forget_lesson", permission=may_import)
def forget_lesson(lesson: Lesson, *, by: Any) -> Lesson:
    """Forget what corrections have taught about a label, in whichever documents they were made."""
    now = timezone.now()
    same = Lesson.objects.filter(kind=lesson.kind, label=lesson.label, forgotten_at__isnull=True)
    same.exclude(pk=lesson.pk).update(forgotten_at=now)
    lesson.forgotten_at = now
    lesson.save()
    return lesson
