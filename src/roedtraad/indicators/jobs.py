"""What is done outside the request: a large release, a question to StatBank Denmark."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roedtraad.core import schedule
from roedtraad.core.actions import SYSTEM
from roedtraad.core.jobs import Run, job
from roedtraad.core.reasons import Refused
from roedtraad.figures import FigureError
from roedtraad.figures.statbank import Selection, StatBankError, fit

from . import actions, bank
from .enums import QueryState
from .models import Indicator, SourceQuery


@job("indicators.release")
def release(run: Run, *, indicator: int) -> None:
    """Release an indicator with many figures anew."""
    row = Indicator.objects.filter(pk=indicator).first()
    if row is None:
        return
    run.report(20, _("Looking for small counts"))
    with run.settle():
        actions.release_figures(row, by=SYSTEM)


@job("indicators.ask")
def ask(run: Run, *, query: int) -> None:
    """Ask a table of StatBank Denmark and take its answer in. Nothing is changed until all of it has come."""
    row = SourceQuery.objects.select_related("indicator").filter(pk=query).first()
    if row is None or row.indicator.retired_on is not None:
        return
    language = get_language() or settings.LANGUAGE_CODE
    run.report(10, _("Asking StatBank Denmark"))
    try:
        selection = Selection.from_json(row.selection)
        info = bank.statbank().table(row.table)
        remarks = " ".join(fault.sentence(language) for fault in fit(selection, info) if not fault.blocking)
        cube = bank.statbank().data(selection, info)
        run.report(60, _("Taking in the figures"))
        figures = list(bank.figures_of(cube, info, row.indicator))
        with run.settle():
            updated = (
                timezone.make_aware(info.updated)
                if info.updated and timezone.is_naive(info.updated)
                else info.updated
            )
            actions.take_answer(row, by=SYSTEM, figures=figures, updated=updated, remarks=remarks)
    except StatBankError as fault:
        if fault.again and run.attempt < settings.JOB_ATTEMPTS:
            raise  # the job is tried again in a while
        _trouble(run, row, fault.sentence(language))
    except FigureError as fault:
        _trouble(run, row, fault.sentence(language))
    except Refused as refusal:
        _trouble(run, row, str(refusal))


def _trouble(run: Run, row: SourceQuery, sentence: str) -> None:
    with run.settle():
        actions.note_trouble(row, by=SYSTEM, sentence=sentence)


@schedule.every(timedelta(hours=6), "indicators.ask_due")
def ask_due() -> int:
    """Ask the tables whose day has come; each in a job of its own, one after the other."""
    due = SourceQuery.objects.filter(
        next_run__lte=timezone.localdate(), indicator__retired_on__isnull=True
    ).exclude(state=QueryState.RESTING)
    for query in due:
        actions.ask_now(query, by=SYSTEM)
    return len(due)
