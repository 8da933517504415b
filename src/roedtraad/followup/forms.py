"""The forms of follow-up: three questions, a cycle's dates, why one freezes now."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.enums import StatusKey
from roedtraad.core.forms import DayField, SafeTextMixin
from roedtraad.matters.models import Meeting
from roedtraad.plans.models import Plan

from .counting import Dates, count_back, squeezed
from .enums import Need
from .evidence import ENDINGS
from .models import CheckIn, Cycle
from .questions import Questions
from .rules import what_is_missing

MEETINGS_OFFERED = 40


class CheckInForm(SafeTextMixin, forms.Form):
    """Three questions about a goal. A draft may be half done; what is missing is asked for when one goes on."""

    status = forms.ChoiceField(
        label=gettext_lazy("How is the goal doing?"),
        choices=StatusKey.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    happened = forms.CharField(
        label=gettext_lazy("What has happened since last time?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    need = forms.ChoiceField(
        label=gettext_lazy("What is needed now?"),
        choices=[
            (Need.NONE, gettext_lazy("Nothing now")),
            (Need.INITIATIVE, gettext_lazy("An initiative")),
            (Need.DECISION, gettext_lazy("A decision")),
            (Need.AWAITED, gettext_lazy("We are waiting for something")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("A goal that is neither on track nor reached says what is needed."),
    )
    needed = forms.CharField(
        label=gettext_lazy("Say in one sentence what is needed"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    awaited_until = DayField(label=gettext_lazy("If you are waiting: until when?"), required=False)

    def __init__(self, *args: Any, questions: Questions | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked = questions or Questions({})
        for name, words in asked.own.items():
            self.fields[name].label = words
        if not asked.asks("happened"):
            del self.fields["happened"]
        if not asked.asks("need") and not self._must_say_what_is_needed():
            for name in ("need", "needed", "awaited_until"):
                del self.fields[name]

    def _must_say_what_is_needed(self) -> bool:
        """A goal that is neither on track nor reached says it, whatever the plan asks."""
        status = self.data.get("status", "") if self.is_bound else self.initial.get("status", "")
        return CheckIn(status=status).asks_for_something

    def answers(self, stands: CheckIn) -> dict[str, Any]:
        """All five as they would be: what the plan does not ask stays as it stands."""
        said = {"happened": stands.happened, "need": Need.NONE, "needed": "", "awaited_until": None}
        return said | self.cleaned_data

    @staticmethod
    def initial_of(check_in: CheckIn) -> dict[str, Any]:
        return {
            "status": check_in.status,
            "happened": check_in.happened,
            "need": check_in.need,
            "needed": check_in.needed,
            "awaited_until": check_in.awaited_until,
        }

    def ask_for_what_is_missing(self) -> bool:
        """Put each thing that is missing at its question; True if anything is."""
        values = {"need": "", "needed": "", "awaited_until": None} | self.cleaned_data
        fields = {"no-status": "status", "no-need": "need", "no-words": "needed", "no-day": "awaited_until"}
        missing = what_is_missing(values["status"], values["need"], values["needed"], values["awaited_until"])
        for reason in missing:
            self.add_error(fields[reason.code], str(reason))
        return bool(missing)


class EvidenceForm(SafeTextMixin, forms.Form):
    """A file, or an address: what shows that it is so."""

    file = forms.FileField(
        label=gettext_lazy("A file"),
        required=False,
        help_text=gettext_lazy(
            "Never anything about a single child. Pictures cannot be searched for CPR numbers: look yourself."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": gettext_lazy("The file is empty. Choose it again.")},
    )
    url = forms.URLField(
        label=gettext_lazy("Or a link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={"invalid": gettext_lazy("That is no address. Copy it from the browser: https://…")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("file")) == bool(cleaned.get("url")):
            self.add_error(None, _("Choose a file, or write a link: one at a time."))
        return cleaned


class SheetForm(forms.Form):
    """The sheet with one's goals, filled in."""

    file = forms.FileField(
        label=gettext_lazy("The sheet you have filled in"),
        help_text=gettext_lazy(
            "You see what it would change before anything is saved. An empty cell changes nothing."
        ),
        error_messages={
            "required": gettext_lazy("Choose the sheet first."),
            "empty": gettext_lazy("The file is empty. Choose it again."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class CorrectionForm(CheckInForm):
    """The three questions again, and why."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The first answer stays on record beside this one."),
        error_messages={
            "required": gettext_lazy("A correction says why. Write in one sentence what was wrong.")
        },
    )


class MeetingField(forms.TypedChoiceField):
    """A coming meeting that is not cancelled."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault(
            "error_messages", {"required": gettext_lazy("Choose the meeting that the follow-up is to reach.")}
        )
        super().__init__(coerce=int, **kwargs)

    @staticmethod
    def meetings() -> dict[int, Meeting]:
        rows = (
            Meeting.objects.filter(date__gt=timezone.localdate(), cancelled=False)
            .select_related("body")
            .order_by("date", "pk")
        )
        return {meeting.pk: meeting for meeting in rows[:MEETINGS_OFFERED]}


class MeetingForm(SafeTextMixin, forms.Form):
    """Dates that are counted back from one of the meetings given."""

    meeting = MeetingField(label=gettext_lazy("Serves the meeting"))

    def __init__(self, *args: Any, meetings: dict[int, Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.meetings = meetings
        self.fields["meeting"].choices = meeting_choices(meetings)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "meeting": self.meetings[self.cleaned_data["meeting"]]}


class CycleForm(MeetingForm):
    """A cycle: the meeting first, the dates counted back from it and free to be moved."""

    title = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("As you speak of it: “oktober 2026”."),
        error_messages={"required": gettext_lazy("The follow-up has no name. Write the month, for example.")},
    )
    period_from = DayField(label=gettext_lazy("Reports on the period from"))
    period_to = DayField(label=gettext_lazy("To"))
    opens = DayField(label=gettext_lazy("Opens"))
    due = DayField(label=gettext_lazy("Reports are due"))
    sign_off = DayField(label=gettext_lazy("Signed off by"))


class DatesForm(MeetingForm):
    """Other dates for a cycle that runs."""

    due = DayField(label=gettext_lazy("Reports are due"))
    sign_off = DayField(label=gettext_lazy("Signed off by"))


def meeting_choices(meetings: dict[int, Meeting]) -> list[tuple[Any, str]]:
    return [
        ("", _("Choose a meeting")),
        *(
            (pk, f"{each.body.name}, {date_format(each.date, 'DATE_FORMAT')}")
            for pk, each in meetings.items()
        ),
    ]


class FreezeForm(SafeTextMixin, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why freeze now?"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


def proposed(
    plan: Plan, meeting: Meeting | None, today: datetime.date
) -> tuple[dict[str, Any], Dates | None, bool]:
    """What a new cycle begins with: the form's values, the dates as counted back, and whether they had to be squeezed.

    The period begins the day after the last one ended, or with the plan; it ends the day before the cycle opens.
    """
    if meeting is None:
        return {}, None, False
    counted = count_back(meeting.date)
    dates = squeezed(counted, today)
    last = Cycle.objects.filter(plan=plan, period_from__lt=dates.opens).order_by("-period_to").first()
    ends = dates.opens - datetime.timedelta(1)
    begins = last.period_to + datetime.timedelta(1) if last else (plan.starts or ends.replace(month=1, day=1))
    return (
        {
            "meeting": meeting.pk,
            "title": date_format(dates.due, "F Y").lower(),
            "period_from": min(begins, ends) if last is None else begins,
            "period_to": max(begins, ends),
            "opens": dates.opens,
            "due": dates.due,
            "sign_off": dates.sign_off,
        },
        counted,
        dates != counted,
    )
