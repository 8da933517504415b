"""Forms of matters: meetings, the matter's way, the minutes with their tasks, filing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin, SeenVersion
from roedtraad.organisation.models import Body, Position
from roedtraad.organisation.queries import bodies_with_seats

from .decisions import ASKS_NOTHING, Outcome, TaskWords, Votes, task_from
from .enums import APPROVALS, DecisionResult, Reading, RoutingRole
from .models import Decision, Matter, Meeting, Recommendation, Routing


class MatterForm(SafeTextMixin, forms.Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("The one in the case and document system."),
    )
    kle_number = forms.CharField(label=_("KLE number"), max_length=12, required=False)
    is_open = forms.BooleanField(label=_("Open item"), required=False, initial=True)
    costs_money = forms.BooleanField(
        label=_("It involves money"),
        required=False,
        help_text=_("Then the finance committee has it before the council."),
    )


class EditMatterForm(MatterForm, SeenVersion):
    """The same for a matter that stands."""

    KEPT = ("title", "case_number", "kle_number", "is_open", "costs_money")


class MeetingForm(SafeTextMixin, forms.Form):
    body = OneOf(label=_("Body"))
    date = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]


class MoveForm(SafeTextMixin, SeenVersion):
    date = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


@dataclass(frozen=True)
class Place:
    """A body, at a meeting or at one that is not chosen yet: what a matter can be sent to."""

    body: Body
    meeting: Meeting | None

    @property
    def pk(self) -> str:
        return f"m{self.meeting.pk}" if self.meeting else f"b{self.body.pk}"

    def __str__(self) -> str:
        if self.meeting:
            return f"{self.body.name} {date_format(self.meeting.date, 'DATE_FORMAT')}"
        return gettext("%(body)s, meeting not chosen") % {"body": self.body.name}


def places(bodies: Sequence[Body], meetings: Sequence[Meeting]) -> list[Place]:
    """Every body's meetings by date, each body ending with 'not chosen'."""
    found = []
    for body in bodies:
        found += [Place(body, meeting) for meeting in meetings if meeting.body_id == body.pk]
        found.append(Place(body, None))
    return found


def offered_places() -> list[Place]:
    """Bodies, the council first, with their meetings from today on."""
    ahead = Meeting.objects.filter(date__gte=timezone.localdate(), cancelled=False).select_related("body")
    return places([line.body for line in bodies_with_seats()], list(ahead.order_by("date")))


@dataclass(frozen=True)
class Where:
    """A place on the way: before a stop, at the same time as it, or at a joint meeting with it."""

    how: str
    stop: Routing

    @property
    def pk(self) -> str:
        return f"{self.how}{self.stop.pk}"

    def __str__(self) -> str:
        said = {
            "before": gettext("before %(body)s"),
            "beside": gettext("in parallel with %(body)s"),
            "joint": gettext("at a joint meeting with %(body)s"),
        }
        return said[self.how] % {"body": place_name(self.stop)}

    def keywords(self) -> dict[str, Any]:
        """As `actions.route` takes it."""
        if self.how == "before":
            return {"before": self.stop}
        return {"beside": self.stop, "joint": self.how == "joint"}


def place_name(stop: Routing) -> str:
    return str(Place(stop.body, stop.meeting)) if stop.meeting else str(stop.body)


def reading_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Which reading"), coerce=int, choices=Reading.choices, initial=Reading.NONE
    )


class RouteForm(forms.Form):
    place = OneOf(label=_("Body and meeting"))
    role = forms.ChoiceField(
        label=_("What it does there"), choices=RoutingRole.choices, initial=RoutingRole.DECIDES
    )
    where = OneOf(label=_("Its place on the way"), required=False, empty=_("after the others"))
    reading = reading_field()

    def __init__(self, *args: Any, offered: Sequence[Place], standing: Sequence[Routing] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["place"].offer(offered, in_order=False)  # type: ignore[attr-defined]
        where = [Where(how, stop) for stop in standing for how in ("before", "beside", "joint")]
        self.fields["where"].offer(where, in_order=False)  # type: ignore[attr-defined]


class StopForm(forms.Form):
    """One stop: at which of its body's meetings, in which role."""

    meeting = OneOf(label=_("Meeting"), required=False, empty=_("meeting not chosen"))
    role = forms.ChoiceField(label=_("What it does there"), choices=RoutingRole.choices)
    reading = reading_field()

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].offer(meetings, name=_day_of, in_order=False)  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """The meeting is not held; where what stood there goes instead."""

    instead = OneOf(
        label=_("What stood there goes before the meeting"),
        required=False,
        empty=_("chosen later, for each matter"),
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["instead"].offer(meetings, name=_day_of, in_order=False)  # type: ignore[attr-defined]


def _day_of(meeting: Meeting) -> str:
    return date_format(meeting.date, "DATE_FORMAT")


class RecommendationForm(SafeTextMixin, forms.Form):
    text = forms.CharField(
        label=_("At-point"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One point, beginning with “at …”."),
    )


class AnnexForm(SafeTextMixin, forms.Form):
    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, help_text=_("An earlier item brings its own.")
    )
    earlier = OneOf(label=_("An earlier item"), required=False, empty=_("no, a document"))
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("Only where it belongs to another case."),
    )
    is_open = forms.BooleanField(label=_("Open annex"), required=False, initial=True)

    def __init__(self, *args: Any, items: Sequence[Matter] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].offer(items, in_order=False)  # type: ignore[attr-defined]


class FiledForm(SafeTextMixin, forms.Form):
    filed_as = forms.CharField(label=_("Filed as"), max_length=120)


class TaskForm(SafeTextMixin, forms.Form):
    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}))
    owner = OneOf(label=_("Who does it"), required=False, empty=_("nobody yet"))
    due = DayField(label=_("Due"), required=False)

    def __init__(self, *args: Any, positions: Sequence[Position], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(positions)  # type: ignore[attr-defined]


class EndTaskForm(SafeTextMixin, forms.Form):
    outcome = forms.CharField(
        label=_("What came of it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences. The council reads them in the next status."),
    )


def votes_fields(suffix: str = "") -> dict[str, forms.Field]:
    """How the votes fell: three numbers, and who, where they wish it to stand."""
    return {
        f"votes_for{suffix}": forms.IntegerField(label=_("For"), required=False, min_value=0, max_value=999),
        f"votes_against{suffix}": forms.IntegerField(
            label=_("Against"), required=False, min_value=0, max_value=999
        ),
        f"votes_abstained{suffix}": forms.IntegerField(
            label=_("Abstained"), required=False, min_value=0, max_value=999
        ),
        f"votes{suffix}": forms.CharField(
            label=_("Votes in words"),
            max_length=200,
            required=False,
            help_text=_("Who voted how, where they wish it to stand."),
        ),
        f"minority{suffix}": forms.CharField(
            label=_("Minority statement"), required=False, widget=forms.Textarea(attrs={"rows": 2})
        ),
    }


def count_of(data: Mapping[str, Any], suffix: str = "") -> Votes | None:
    """The numbers that were typed; None where none was."""
    numbers = [data.get(f"{name}{suffix}") for name in ("votes_for", "votes_against", "votes_abstained")]
    return None if all(number is None for number in numbers) else Votes(*numbers)


class MinutesForm(SafeTextMixin, forms.Form):
    """What the minutes of one meeting say about a matter: one result, or one for each at-point, and the tasks."""

    body = OneOf(label=_("Who decided"), empty=_("choose"))
    date = DayField(label=_("On the day"))
    result = forms.ChoiceField(label=_("Result"), choices=DecisionResult.choices, widget=forms.RadioSelect)
    minutes_reference = forms.CharField(
        label=_("Reference to the minutes"),
        max_length=200,
        help_text=_("Where the decision stands: item number and minutes, or the address."),
    )
    absent = forms.CharField(label=_("Absent"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        matter: Matter,
        points: Sequence[Recommendation],
        bodies: Sequence[Body],
        positions: Sequence[Position],
        offers_tasks: bool = True,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.points: list[Recommendation | None] = list(points) or [None]
        self.offers_tasks = offers_tasks
        self.fields["body"].offer(bodies, in_order=False)  # type: ignore[attr-defined]
        for number, point in enumerate(self.points):
            text = point.text if point else matter.title
            asks_nothing = bool(point and ASKS_NOTHING.search(point.text))
            if len(self.points) > 1:
                self.fields[f"result_{number}"] = forms.ChoiceField(
                    label=_("Result of this point"),
                    choices=[("", _("as above")), *DecisionResult.choices],
                    required=False,
                )
            self.fields[f"wording_{number}"] = forms.CharField(
                label=_("The decision's own words"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Where they differ from the point."),
            )
            self.fields.update(votes_fields(f"_{number}"))
            if offers_tasks:
                self.fields[f"task_{number}"] = forms.CharField(
                    label=_("Task"),
                    required=False,
                    initial="" if asks_nothing or point is None else task_from(text),
                    widget=forms.Textarea(attrs={"rows": 2}),
                    help_text=_("Given if the point is approved. Leave it empty to give it later."),
                )
                owner = OneOf(label=_("Who does it"), required=False, empty=_("nobody yet"))
                owner.offer(positions)
                self.fields[f"owner_{number}"] = owner
                self.fields[f"due_{number}"] = DayField(label=_("Due"), required=False)
                self.fields[f"nothing_{number}"] = forms.BooleanField(
                    label=_("Nothing is to be done"), required=False, initial=asks_nothing
                )

    def parts(self) -> Iterator[tuple[Recommendation | None, dict[str, Any]]]:
        """Each point with its own fields, for the page."""
        for number, point in enumerate(self.points):
            names = ("result", "wording", "task", "owner", "due", "nothing")
            fields = {name: self[f"{name}_{number}"] for name in names if f"{name}_{number}" in self.fields}
            votes = [self[name] for name in votes_fields(f"_{number}")]
            yield (
                point,
                {
                    **fields,
                    "count": votes[:3],
                    "who": votes[3:],
                    "has_votes": any(field.value() not in ("", None) or field.errors for field in votes),
                },
            )

    def outcomes(self) -> list[Outcome]:
        """What was typed, as the action takes it. A task is given only where the point was approved."""
        data, made = self.cleaned_data, []
        for number, point in enumerate(self.points):
            result = data.get(f"result_{number}") or data["result"]
            approved = result in APPROVALS
            nothing = bool(data.get(f"nothing_{number}"))
            words = (data.get(f"task_{number}") or "").strip()
            tasks = []
            if approved and words and not nothing:
                tasks.append(TaskWords(words, data.get(f"owner_{number}"), data.get(f"due_{number}")))
            demands = approved and not nothing if self.offers_tasks else None
            made.append(
                Outcome(
                    result,
                    point,
                    wording=data[f"wording_{number}"],
                    count=count_of(data, f"_{number}"),
                    votes=data[f"votes_{number}"],
                    minority=data[f"minority_{number}"],
                    demands_task=demands,
                    tasks=tasks,
                )
            )
        return made


class CorrectForm(SafeTextMixin, SeenVersion):
    """A decision as it was written down; what was mistyped is written over."""

    body = OneOf(label=_("Who decided"))
    date = DayField(label=_("On the day"))
    result = forms.ChoiceField(label=_("Result"), choices=DecisionResult.choices)
    wording = forms.CharField(
        label=_("The decision's own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    absent = forms.CharField(label=_("Absent"), max_length=300, required=False)
    minutes_reference = forms.CharField(label=_("Reference to the minutes"), max_length=200)
    reason = forms.CharField(
        label=_("What was wrong"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands beside the decision, with what was written first."),
    )

    KEPT = ("date", "result", "wording", "absent", "minutes_reference")

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields.update(votes_fields())
        self.order_fields(
            ["body", "date", "result", "wording", *votes_fields(), "absent", "minutes_reference", "reason"]
        )
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]

    @staticmethod
    def start_of(decision: Decision) -> dict[str, Any]:
        names = (*CorrectForm.KEPT, *votes_fields())
        return {"body": decision.body_id} | {name: getattr(decision, name) for name in names}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["count"] = count_of(data)
        for name in ("votes_for", "votes_against", "votes_abstained"):
            data.pop(name, None)
        return data
