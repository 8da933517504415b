"""The steps of a review: kept as they are taken, and taken back one by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from roedtraad.core.models import User
from roedtraad.core.reasons import Reason, Refused

from .enums import ElementState, StepKind
from .models import Element, SourceDocument, Step

FIELDS = ("type", "text", "parent_key", "attributes", "state", "until", "order")
# Words typed one after the other into the same field are one step, until one has paused so long.
PAUSE = timedelta(minutes=5)


def standing(element: Element) -> dict[str, Any]:
    return {name: getattr(element, name) for name in FIELDS}


def keep(
    document: SourceDocument,
    what: str,
    *,
    by: Any,
    before: dict[int, dict[str, Any]],
    made: Iterable[Element] = (),
) -> None:
    """Remember a step. `before`: what stood in each element that it changes, {primary key: {field: value}}."""
    made = list(made)
    if not before and not made:
        return
    if what == StepKind.TYPED and _goes_on(document, by, before):
        return
    Step.objects.create(
        document=document,
        what=what,
        by=by if isinstance(by, User) else None,
        by_name=str(by)[:120],
        before={str(pk): values for pk, values in before.items()},
        made=[each.pk for each in made],
    )


def _goes_on(document: SourceDocument, by: Any, before: dict[int, dict[str, Any]]) -> bool:
    """Whether these words continue those typed a moment ago; then the step that stands is undone with them."""
    last = last_step(document, by)
    if last is None or last.what != StepKind.TYPED or set(last.before) != {str(pk) for pk in before}:
        return False
    if last.at < timezone.now() - PAUSE:
        return False
    last.save()  # counts the pause from now
    return True


def last_step(document: SourceDocument, by: Any) -> Step | None:
    """What this person did last in the document and has not undone."""
    if not isinstance(by, User):
        return None
    return Step.objects.filter(document=document, by=by, undone_at__isnull=True).order_by("-pk").first()


def take_back(step: Step) -> list[Element]:
    """Give the elements of a step what stood before it. Refuses where somebody else has gone on from there."""
    pks = {int(pk) for pk in step.before} | set(step.made)
    later = Step.objects.filter(document=step.document_id, pk__gt=step.pk, undone_at__isnull=True)
    for other in later.exclude(by=step.by_id):
        if pks & ({int(pk) for pk in other.before} | set(other.made)):
            raise Refused(
                Reason(
                    "others-went-on",
                    _("%(who)s has gone on from there, so it cannot be undone.") % {"who": other.by_name},
                    _("Correct the element as it stands now."),
                )
            )
    rows = {row.pk: row for row in Element.objects.filter(pk__in=pks)}
    changed = []
    for pk, values in step.before.items():
        row = rows.get(int(pk))
        if row is not None:
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed.append(row)
    for pk in step.made:
        if pk in rows:
            _remove(rows[pk])
    step.undone_at = timezone.now()
    step.save()
    return changed


def _remove(row: Element) -> None:
    """What a step made goes with it; only what somebody has hung something under stays, as no element."""
    if Element.objects.filter(document=row.document_id, parent_key=row.key).exists():
        row.state = ElementState.DROPPED
        row.save()
    else:
        row.delete()
