"""The form of a rhythm: a few months, each with the meeting it serves; the days behind, as few change them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin
from roedtraad.language.dates import Precision
from roedtraad.organisation.enums import BodyKind
from roedtraad.organisation.models import Body
from roedtraad.plans.enums import DateKind
from roedtraad.plans.models import Plan, PlanDate
from roedtraad.plans.queries import dates_of

from .actions import BeatLine
from .counting import LIMITS, USUAL, Spans
from .enums import RoundKind
from .models import Rhythm
from .rhythm import month_name

ROWS = 6  # a plan that is followed up more often than every other month is followed up by nobody
# Autumn, the turn of the year and spring, and an adjustment in May, when next year's budget is prepared.
SUGGESTED = ((9, RoundKind.STATUS), (12, RoundKind.STATUS), (3, RoundKind.STATUS), (5, RoundKind.ADJUSTMENT))


class BeatForm(SafeTextMixin, forms.Form):
    """A month of the year, or an empty row."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("The meeting is held in"), coerce=int, empty_value=None, required=False
    )
    body = OneOf(
        label=gettext_lazy("Whose meeting"),
        required=False,
        help_text=gettext_lazy("Where it meets twice in the month, the first meeting counts."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        choices=[
            (RoundKind.STATUS, gettext_lazy("An ordinary status")),
            (RoundKind.ADJUSTMENT, gettext_lazy("An adjustment")),
        ],
        required=False,
    )
    purpose = forms.CharField(
        label=gettext_lazy("What it is about, if it is something special"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: what costs money next year, for the budget seminar."),
    )
    reporting = forms.IntegerField(label=gettext_lazy("Days to report"), required=False)
    signing = forms.IntegerField(label=gettext_lazy("Days to sign off"), required=False)
    writing = forms.IntegerField(label=gettext_lazy("Days to write the report"), required=False)
    agenda = forms.IntegerField(label=gettext_lazy("Days from the agenda to the meeting"), required=False)

    def __init__(self, *args: Any, bodies: list[Body], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies, in_order=False)  # type: ignore[attr-defined]
        self.fields["month"].choices = [  # type: ignore[attr-defined]
            ("", _("Not used")),
            *((number, month_name(number)) for number in range(1, 13)),
        ]
        for name, (least, most) in LIMITS.items():
            self.fields[name].widget.attrs.update(min=least, max=most)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("month") and not cleaned.get("body") and "body" not in self.errors:
            self.add_error("body", _("Choose whose meeting it is to reach."))
        return cleaned

    def line(self) -> BeatLine | None:
        """As the action takes it; None for an empty row."""
        said = self.cleaned_data
        if not said.get("month"):
            return None
        days = {name: getattr(USUAL, name) if said[name] is None else said[name] for name in LIMITS}
        return BeatLine(
            said["month"], said["body"], said["kind"] or RoundKind.STATUS, said["purpose"], Spans(**days)
        )

    @property
    def is_used(self) -> bool:
        """Whether the row stands open: it says a month, or something is wrong with it."""
        return bool(self["month"].value() or (self.is_bound and self.errors))

    @property
    def has_other_days(self) -> bool:
        """Whether the fold with the days stands open."""
        return any(
            name in self.errors or str(self[name].value() or "") not in ("", str(getattr(USUAL, name)))
            for name in LIMITS
        )


class StartsForm(forms.Form):
    starts = DayField(
        label=gettext_lazy("For meetings from"),
        help_text=gettext_lazy("Earlier meetings are left to the follow-ups that stand already."),
    )


Beats = forms.formset_factory(BeatForm, extra=0, max_num=ROWS, absolute_max=ROWS)


class RhythmForm:
    """The two together: `rows` and `starts`."""

    def __init__(self, rhythm: Rhythm, data: Any = None):
        bodies = bodies_that_meet()
        beats = list(rhythm.beats.select_related("body")) if rhythm.pk else []
        self.is_suggestion = not rhythm.pk
        named = [] if rhythm.pk else _named_by_the_plan(rhythm.plan, bodies)
        # The months of the plan's own dates, where the suggestion goes by them; else none.
        self.by_dates = months_in_words(named)
        initial = [_row(beat) for beat in beats] if rhythm.pk else named or _suggested(bodies)
        initial += [_usual()] * (ROWS - len(initial))
        self.rows = Beats(data, initial=initial, prefix="rows", form_kwargs={"bodies": bodies})
        self.starts = StartsForm(data, initial={"starts": rhythm.starts or timezone.localdate()})

    def is_valid(self) -> bool:
        return all([self.rows.is_valid(), self.starts.is_valid()])

    def values(self) -> dict[str, Any]:
        lines = [form.line() for form in self.rows]
        return {
            "beats": [line for line in lines if line is not None],
            "starts": self.starts.cleaned_data["starts"],
        }

    @property
    def forms(self) -> list[forms.Form]:
        return [self.starts, *self.rows]


def bodies_that_meet() -> list[Body]:
    """The bodies of today, the council and the committees first: whose meetings a status goes to."""
    today = timezone.localdate()
    rank = {kind: number for number, kind in enumerate(BodyKind.values)}
    rows = [each for each in Body.objects.all() if each.ends is None or each.ends >= today]
    return sorted(rows, key=lambda body: (rank[body.kind], body.pk))


def _row(beat: Any) -> dict[str, Any]:
    names = ("month", "kind", "purpose", *LIMITS)
    return {"body": beat.body_id} | {name: getattr(beat, name) for name in names}


def _usual() -> dict[str, Any]:
    return {name: getattr(USUAL, name) for name in LIMITS} | {"kind": RoundKind.STATUS}


def _suggested(bodies: list[Body]) -> list[dict[str, Any]]:
    """What many do, to begin with: the committee where there is one."""
    body = _usual_body(bodies)
    return [
        _usual() | {"month": month, "kind": kind, "body": body.pk if body else ""}
        for month, kind in SUGGESTED
    ]


def _usual_body(bodies: list[Body]) -> Body | None:
    return next((each for each in bodies if each.kind == BodyKind.COMMITTEE), next(iter(bodies), None))


def _named_by_the_plan(plan: Plan, bodies: list[Body]) -> list[dict[str, Any]]:
    """The months in which the plan's own dates look at how it goes, in the order in which they come. One query.

    A month that is named in several years counts once, and as an adjustment if it is one in any of them; a date that
    says no finer than its year names no month. Beyond `ROWS` the first are taken.
    """
    found: dict[int, dict[str, Any]] = {}
    for date in dates_of(plan):
        when = date.when
        if date.kind == DateKind.MILESTONE or when is None or when.precision == Precision.YEAR:
            continue
        kind = RoundKind.ADJUSTMENT if date.kind == DateKind.ADJUSTMENT else RoundKind.STATUS
        row = found.setdefault(when.latest.month, _usual() | {"month": when.latest.month, "body": ""})
        if kind == RoundKind.ADJUSTMENT:
            row["kind"] = kind
        body = _body_named(date, bodies)
        if body is not None and not row["body"]:
            row["body"] = body.pk
    usual = _usual_body(bodies)
    for row in found.values():
        row["body"] = row["body"] or (usual.pk if usual else "")
    return list(found.values())[:ROWS]


def _body_named(date: PlanDate, bodies: list[Body]) -> Body | None:
    """The body that a date comes before, if it meets; known by its name where it has come since."""
    name = date.before.casefold()
    return next((each for each in bodies if name and each.name.casefold() == name), None)


def months_in_words(rows: list[dict[str, Any]]) -> str:
    """'september, december, marts og maj (justering)'; '' of none."""
    said = [
        _("%(month)s (adjustment)") % {"month": month_name(row["month"])}
        if row["kind"] == RoundKind.ADJUSTMENT
        else month_name(row["month"])
        for row in rows
    ]
    return str(get_text_list(said, _("and"))) if said else ""
