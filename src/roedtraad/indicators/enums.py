from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from roedtraad.measures.periods import Rhythm


class Kind(TextChoices):
    """Friedman's two: what is true of all children, and what a service does for those it meets (practice.md)."""

    POPULATION = "population", _("all children and young people")
    PERFORMANCE = "performance", _("our own work")


class Measure(TextChoices):
    """The three questions asked of a service's own work."""

    HOW_MUCH = "how_much", _("how much we do")
    HOW_WELL = "how_well", _("how well we do it")
    BETTER_OFF = "better_off", _("whether anybody is better off")


class UnitOfMeasure(TextChoices):
    NUMBER = "number", pgettext_lazy("unit of measure", "number")
    PERCENT = "percent", _("per cent")
    PER_1000 = "per_1000", _("per 1,000")
    SCORE = "score", _("score")
    DAYS = "days", _("days")
    HOURS = "hours", _("hours")
    KRONER = "kroner", _("kroner")


# Units in which a figure is a share of a denominator: by what it is multiplied.
SHARES = {UnitOfMeasure.PERCENT: 100, UnitOfMeasure.PER_1000: 1000}


class Direction(TextChoices):
    """Which way is good."""

    UP = "up", _("high is good")
    DOWN = "down", _("low is good")
    NEUTRAL = "neutral", _("neither is good in itself")


class Cadence(TextChoices):
    """How often a figure is counted; the values are those of measures.periods.Rhythm."""

    WEEK = Rhythm.WEEK.value, _("every week")
    MONTH = Rhythm.MONTH.value, _("every month")
    QUARTER = Rhythm.QUARTER.value, _("every quarter")
    HALF = Rhythm.HALF.value, _("every half year")
    YEAR = Rhythm.YEAR.value, _("every year")
    SCHOOL_YEAR = Rhythm.SCHOOL_YEAR.value, _("every school year")


class Audience(TextChoices):
    """For whom figures are released, the widest first. Each sees what its own latest release holds, and no more."""

    PUBLIC = "public", _("everybody")
    COUNCIL = "council", _("the council and its committees")
    STAFF = "staff", _("the staff")


# Who reads an indicator when its figures reach as far as …
REACHES = {
    Audience.PUBLIC: (Audience.PUBLIC, Audience.COUNCIL, Audience.STAFF),
    Audience.COUNCIL: (Audience.COUNCIL, Audience.STAFF),
    Audience.STAFF: (Audience.STAFF,),
}


class Confidence(TextChoices):
    """How sure we are that the indicator moves when the goal is reached."""

    LOW = "low", pgettext_lazy("confidence", "low")
    MEDIUM = "medium", pgettext_lazy("confidence", "medium")
    HIGH = "high", pgettext_lazy("confidence", "high")


class FigureState(TextChoices):
    """Missing, hidden and zero are three things; zero is a value."""

    VALUE = "value", pgettext_lazy("figure", "value")
    MISSING = "missing", pgettext_lazy("figure", "missing")
    HIDDEN = "hidden", pgettext_lazy("figure", "hidden by the source")


class Origin(TextChoices):
    HAND = "hand", _("typed in")
    STATBANK = "statbank", _("StatBank Denmark")
    SHEET = "sheet", _("a spreadsheet")
    SURVEY = "survey", _("a survey")


class QueryState(TextChoices):
    """A query is asked on its days, rests when somebody has put it to rest, and stands still after a fault."""

    ACTIVE = "active", _("is asked on its days")
    RESTING = "resting", _("rests")
    STUCK = "stuck", _("stands still: the last attempt failed")


QUERY_TRANSITIONS = {
    QueryState.ACTIVE: {QueryState.RESTING, QueryState.STUCK, QueryState.ACTIVE},
    QueryState.RESTING: {QueryState.ACTIVE, QueryState.STUCK},
    QueryState.STUCK: {QueryState.ACTIVE, QueryState.RESTING, QueryState.STUCK},
}


class Schedule(TextChoices):
    """How often a source is asked; the day is kept from the first time."""

    ONCE = "once", _("only when I ask")
    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every third month")


class FileState(TextChoices):
    READ = "read", _("waits for a look")
    ACCEPTED = "accepted", _("taken in")
    DROPPED = "dropped", _("thrown away")


FILE_TRANSITIONS = {
    FileState.READ: {FileState.ACCEPTED, FileState.DROPPED},
    FileState.ACCEPTED: set(),
    FileState.DROPPED: set(),
}


class FileKind(TextChoices):
    SHEET = "sheet", _("a spreadsheet of figures")
    SURVEY = "survey", _("answers to a survey")


class ScaleState(TextChoices):
    """The five levels are written before work begins, stand fast while it goes on, and are scored after."""

    WRITTEN = "written", _("being written")
    STARTED = "started", pgettext_lazy("scale", "started")
    SCORED = "scored", _("scored")


SCALE_TRANSITIONS = {
    ScaleState.WRITTEN: {ScaleState.STARTED},
    ScaleState.STARTED: {ScaleState.SCORED},
    ScaleState.SCORED: set(),
}


class Turn(TextChoices):
    """What the latest figures say, as the list sorts and the page shows it. Decided by a control-chart rule alone."""

    WORSE = "worse", _("Development in the wrong direction")
    BETTER = "better", _("Development in the right direction")
    CHANGED = "changed", _("A change beyond common variation")
    STEADY = "steady", _("Within common variation")
    TOO_FEW = "too_few", _("Too few figures to see a development")
    EMPTY = "empty", _("No figures yet")
