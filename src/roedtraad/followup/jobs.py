"""What follow-up does outside the request: the day's mails, of what is missing and of what is new."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from roedtraad.core import schedule
from roedtraad.core.jobs import Run, enqueue, job

from .links import end_needless
from .models import Cycle
from .news import fresh_news
from .reminders import remind


@job("followup.remind")
def remind_now(run: Run) -> None:
    """Write the mails of today; what it has written stands, whatever becomes of the rest."""
    end_needless()
    remind()


@schedule.every(timedelta(hours=1), "followup.remind")
def remind_hourly() -> None:
    """From the morning on: nobody is written to in the middle of the night."""
    if timezone.localtime().hour < settings.MAILS_FROM:
        return
    today = timezone.localdate()
    if Cycle.objects.open_on(today).exists() or fresh_news(today):
        enqueue("followup.remind")
