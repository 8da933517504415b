"""What the pages of follow-up have in common."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from roedtraad.followup.models import Cycle

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def cycle_or_404(pk: int) -> Cycle:
    return get_object_or_404(
        Cycle.objects.with_snapshot().select_related("plan__policy", "meeting__body"), pk=pk
    )
