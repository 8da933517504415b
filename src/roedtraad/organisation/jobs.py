"""What the organisation does by itself: changes are carried out on their day."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core import schedule
from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import Refused

from .changing.verbs import carry_out, hinder
from .enums import ChangeState
from .models import Change


@schedule.every(timedelta(hours=1), "organisation.changes")
def carry_out_due() -> int:
    """Each by itself, the earliest first: one that is refused says why on its page and keeps no other from its day."""
    done = 0
    due = Change.objects.filter(state=ChangeState.PLANNED, on__lte=timezone.localdate())
    with override(settings.LANGUAGE_CODE):
        for change in due.order_by("on", "pk"):
            try:
                carry_out(change, by=SYSTEM)
                done += 1
            except Refused as refused:
                words = "\n".join(str(reason) for reason in refused.reasons)
                if words != change.hindrance:
                    hinder(Change.objects.get(pk=change.pk), by=SYSTEM, words=words)
    return done
