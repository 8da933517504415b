"""The whole of Fjordby, chapter by chapter."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core import tenancy
from roedtraad.core.models import Municipality

from . import NAME, SLUG
from .calendar import build_calendar
from .people import build_people


def build_fjordby() -> Municipality:
    """All or nothing: an example that broke off half-way would never be taken up again."""
    found = Municipality.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        municipality = Municipality.objects.create(name=NAME, slug=SLUG, code="9999", is_example=True)
        with tenancy.scope(municipality):
            today = timezone.localdate()
            cast = build_people(municipality)
            build_calendar(cast, today)
    return municipality
