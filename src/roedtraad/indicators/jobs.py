"""What is done outside the request: a large release, a question to StatBank Denmark."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roedtraad.core.actions import SYSTEM
from roedtraad.core.jobs import Run, job

from .actions.releasing import release_figures
from .models import Indicator


@job("indicators.release")
def release(run: Run, *, indicator: int) -> None:
    """Release an indicator with many figures anew."""
    row = Indicator.objects.filter(pk=indicator).first()
    if row is None:
        return
    run.report(20, _("Looking for small counts"))
    with run.settle():
        release_figures(row, by=SYSTEM)
