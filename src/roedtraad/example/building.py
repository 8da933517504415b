"""The whole of Fjordby, chapter by chapter."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from roedtraad.core import tenancy
from roedtraad.core.models import Municipality
from roedtraad.followup.counting import count_back

from . import NAME, SLUG, reports
from .calendar import build_calendar
from .changing import change_units
from .commissioning import commission_plan
from .council import brief_status, yearly_status
from .documents import bring_plan, bring_policy
from .measuring import choose_indicators, score_scales, write_scales
from .moments import on
from .people import build_people
from .planning import write_plan
from .rounds import DAY, choose_meetings, frozen_round, open_round, set_rhythm
from .steering import coming_meeting, held_meeting
from .units import agree, cross_perspectives, report_from_units, talk_about_it, what_follows, write_unit_goals


def build_fjordby() -> Municipality:
    """All or nothing: an example that broke off half-way would never be taken up again."""
    found = Municipality.objects.filter(slug=SLUG).first()
    if found is not None:
        return found
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        municipality = Municipality.objects.create(name=NAME, slug=SLUG, code="9999", is_example=True)
        with tenancy.scope(municipality):
            _tell(municipality, timezone.localdate())
    return municipality


def build_organisation() -> Municipality:
    """Fjordby's people, bodies and meetings alone, before any document has been brought."""
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        municipality = Municipality.objects.create(name=NAME, slug=SLUG, code="9999", is_example=True)
        today = timezone.localdate()
        with tenancy.scope(municipality), on(today - 480 * DAY):
            build_calendar(build_people(municipality, today), today)
    return municipality


def _tell(municipality: Municipality, today: datetime.date) -> None:
    with on(today - 480 * DAY):
        cast = build_people(municipality, today)
        calendar = build_calendar(cast, today)
    with on(today - 470 * DAY):
        bring_policy(cast)
    with on(today - 460 * DAY):
        planned = write_plan(bring_plan(cast), cast)
    rounds = choose_meetings(calendar)
    measured = choose_indicators(planned, cast, rounds, today, today - 458 * DAY)
    scales = write_scales(planned, cast, today - 455 * DAY)
    starts = today - 450 * DAY
    for meeting, said in ((rounds.first, reports.FIRST), (rounds.second, reports.SECOND)):
        measured.until(count_back(meeting.date).opens)
        snapshot = frozen_round(planned, meeting, starts, said, cast)
        brief_status(snapshot, meeting, cast)
        starts = snapshot.cycle.period_to + DAY
    opens = count_back(rounds.third.date).opens
    measured.until(opens)
    measured.limits_anew(opens + DAY)
    snapshot = frozen_round(planned, rounds.third, starts, reports.THIRD, cast)
    starts = snapshot.cycle.period_to + DAY
    yearly_status(snapshot, planned, rounds, cast, calendar)
    commission_plan(cast, calendar)
    change_units(municipality, cast, today)
    held_meeting(planned, cast, calendar)
    unit_goals = write_unit_goals(planned, cast, today)
    cycle = open_round(planned, rounds.coming, starts, today, cast)
    report_from_units(cycle, unit_goals, cast)
    set_rhythm(planned, rounds.coming, cast)
    agree(planned, unit_goals, cast, today)
    talk_about_it(planned, cast, today)
    cross_perspectives(planned, cast)
    what_follows(planned, cast, today)
    score_scales(scales, cast, today - 20 * DAY)
    measured.until(today)
    coming_meeting(planned, cast, calendar)
