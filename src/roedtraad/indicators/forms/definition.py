"""What is counted, what it hangs on, and what must be known to read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin, SeenVersion, whole_number
from roedtraad.indicators.enums import (
    Audience,
    Cadence,
    Confidence,
    Direction,
    Kind,
    Measure,
    Turn,
    UnitOfMeasure,
)
from roedtraad.indicators.models import Indicator, Series
from roedtraad.indicators.queries.lists import IndicatorFilter
from roedtraad.plans.enums import GoalState, PlanState
from roedtraad.plans.fields import PositionField
from roedtraad.plans.models import FocusArea, Goal
from roedtraad.plans.queries import positions_in_danish_order
from roedtraad.plans.wording import wording_of
from roedtraad.policies.models import Passage

from .fields import NumberField


class IndicatorForm(SafeTextMixin, SeenVersion):
    """An indicator: what is counted, in whose words, for whom."""

    title = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("What you would call it in a sentence: “Elevfravær”, “Ventetid til PPR”."),
        error_messages={"required": gettext_lazy("The indicator has no name.")},
    )
    definition = forms.CharField(
        label=gettext_lazy("What is counted"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "In plain words, so that somebody who does not know the figures can count the same."
        ),
        error_messages={"required": gettext_lazy("It does not say what is counted.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("As it begins a sentence"),
        max_length=80,
        required=False,
        help_text=gettext_lazy(
            "“Fraværet”, “Antallet af underretninger”: the page then says what has happened to it."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("About whom"),
        widget=forms.RadioSelect,
        choices=[
            (
                Kind.POPULATION,
                gettext_lazy("All children and young people: many share it, nobody owns it alone"),
            ),
            (Kind.PERFORMANCE, gettext_lazy("Those whom our own work reaches")),
        ],
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("Of our own work: which question does it answer?"),
        required=False,
        choices=[("", gettext_lazy("Not our own work")), *Measure.choices],
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), choices=UnitOfMeasure.choices)
    decimals = forms.TypedChoiceField(
        label=gettext_lazy("Decimals"), coerce=int, choices=[(n, str(n)) for n in range(5)]
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Which way is good?"), widget=forms.RadioSelect, choices=Direction.choices
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("How often is it counted?"), choices=Cadence.choices)
    numerator_words = forms.CharField(
        label=gettext_lazy("Of a share: what the first number counts"), max_length=300, required=False
    )
    denominator_words = forms.CharField(
        label=gettext_lazy("Of a share: what it is a part of"), max_length=300, required=False
    )
    source_words = forms.CharField(label=gettext_lazy("Source"), max_length=300, required=False)
    licence = forms.CharField(
        label=gettext_lazy("Licence"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("StatBank Denmark: CC BY 4.0."),
    )
    owner = PositionField(
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy(
            "A position, not a person: whoever holds it writes the figures and may see small counts."
        ),
    )
    minimum_count = forms.IntegerField(
        label=gettext_lazy("Minimum count"),
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy(
            "A smaller count is hidden, together with whatever would reveal it. Usually 5."
        ),
        error_messages={"min_value": gettext_lazy("The minimum count is 1 or more.")},
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"), widget=forms.RadioSelect, choices=Audience.choices
    )
    traps = forms.CharField(
        label=gettext_lazy("What to beware of"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(positions_in_danish_order())  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name != "seen_version"])

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        names = [name for name in IndicatorForm.base_fields if name not in ("seen_version", "owner")]
        return {name: getattr(indicator, name) for name in names} | {
            "owner": indicator.owner_id or "",
            "seen_version": indicator.version,
        }


FRESH = {
    "kind": Kind.POPULATION,
    "unit": UnitOfMeasure.PERCENT,
    "decimals": 1,
    "direction": Direction.NEUTRAL,
    "rhythm": Cadence.YEAR,
    "minimum_count": 5,
    "reach": Audience.COUNCIL,
}


class NewIndicatorForm(IndicatorForm):
    """The same, of something that nobody else can have changed."""

    seen_version = None  # type: ignore[assignment] # so Django takes a field out again


class ReasonForm(SafeTextMixin, forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence is enough. It stays on record."),
        error_messages={"required": gettext_lazy("Write why; one sentence is enough.")},
    )


class ConnectionForm(SafeTextMixin, forms.Form):
    """What is assumed of how an indicator and what it hangs on go together."""

    assumption = forms.CharField(
        label=gettext_lazy("How they hang together, we think"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "“If families are helped within a week, fewer are reported again within a year.” It may turn out to be wrong."
        ),
        error_messages={
            "required": gettext_lazy("Write why the indicator should move when the goal is reached.")
        },
    )
    confidence = forms.ChoiceField(
        label=gettext_lazy("How sure are we?"),
        choices=Confidence.choices,
        initial=Confidence.MEDIUM,
        widget=forms.RadioSelect,
    )
    look_again = DayField(
        label=gettext_lazy("Look again on"),
        required=False,
        help_text=gettext_lazy("That day it stands on the start page of whoever answers for the indicator."),
    )


class LinkForm(ConnectionForm):
    """What an indicator hangs on, and what is assumed."""

    to = forms.ChoiceField(
        label=gettext_lazy("What it hangs on"),
        error_messages={
            "required": gettext_lazy("Choose a goal, a focus area or a theme."),
            "invalid_choice": gettext_lazy("That one is not here any longer. Choose another."),
        },
    )
    field_order = ("to",)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose")), *things_to_hang_on()]  # type: ignore[attr-defined]

    def clean_to(self) -> Any:
        kind, key = self.cleaned_data["to"][0], int(self.cleaned_data["to"][1:])
        return {"g": Goal, "a": FocusArea, "p": Passage}[kind].objects.get(pk=key)


class ConnectForm(ConnectionForm):
    """The same from the other end: which indicator is to hang on a goal, a focus area or a theme."""

    indicator = OneOf(
        label=gettext_lazy("Indicator"),
        empty=gettext_lazy("Choose"),
        error_messages={"required": gettext_lazy("Choose an indicator.")},
    )
    field_order = ("indicator",)

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].offer(indicators)  # type: ignore[attr-defined]


def things_to_hang_on() -> list[tuple[str, list[tuple[str, str]]]]:
    """Goals, focus areas and themes of the plans that are written or run, grouped."""
    goals = Goal.objects.filter(state=GoalState.ACTIVE).exclude(plan__state=PlanState.CLOSED)
    areas = FocusArea.objects.exclude(plan__state=PlanState.CLOSED).select_related("plan")
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    plans: dict[str, list[tuple[str, str]]] = {}
    policies = set()
    for goal in goals.select_related("plan").order_by("plan", "order", "pk"):
        plans.setdefault(_("Goals: %(plan)s") % {"plan": goal.plan.title}, []).append(
            (f"g{goal.pk}", goal.title)
        )
        policies.add(goal.plan.policy_id)
    groups += plans.items()
    named = [(f"a{area.pk}", area.title) for area in areas]
    policies |= {area.plan.policy_id for area in areas}
    if named:
        groups.append((_("Focus areas"), named))
    themes = [(f"p{pk}", line) for policy in sorted(policies) for pk, line in wording_of(policy).themes()]
    if themes:
        groups.append((_("Themes"), themes))
    return groups


class MarkForm(SafeTextMixin, forms.Form):
    """A break, or new limits: from when and why."""

    on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The first day of the first period that is counted in the new way."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The first sentence stands in the picture; keep it short."),
        error_messages={"required": gettext_lazy("Write what changed.")},
    )
    series = OneOf(label=gettext_lazy("Which figures?"), required=False, empty=gettext_lazy("All of them"))

    def __init__(self, *args: Any, series: Iterable[Series], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["series"].offer(series)  # type: ignore[attr-defined]


class TargetForm(SafeTextMixin, forms.Form):
    value = NumberField(label=gettext_lazy("Target"))
    starts = DayField(label=gettext_lazy("Holds from"))
    reached_by = DayField(label=gettext_lazy("To be reached by"), required=False)
    words = forms.CharField(label=gettext_lazy("In words"), max_length=300, required=False)


class FilterForm(forms.Form):
    turn = forms.ChoiceField(
        label=gettext_lazy("Development"),
        required=False,
        choices=[("", gettext_lazy("All")), *Turn.choices, ("late", gettext_lazy("Figures are late"))],
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it tells"),
        required=False,
        choices=[("", gettext_lazy("All")), (Kind.POPULATION, Kind.POPULATION.label), *Measure.choices],
    )
    owner = forms.ChoiceField(label=gettext_lazy("Owner"), required=False)
    text = forms.CharField(label=gettext_lazy("Find"), required=False, max_length=100)

    def offer_owners(self, owners: Iterable[tuple[int, str]]) -> None:
        self.fields["owner"].choices = [("", _("All")), *owners]  # type: ignore[attr-defined]


def chosen_filter(given: Any) -> IndicatorFilter:
    """What an address asks for; what it cannot mean is left out."""
    turn, kind, owner = given.get("turn", ""), given.get("kind", ""), given.get("owner", "")
    return IndicatorFilter(
        turn=turn if turn in {*Turn.values, "late"} else "",
        kind=kind if kind in {*Kind.values, *Measure.values} else "",
        owner=whole_number(owner),
        text=given.get("text", "").strip()[:100],
        retired=given.get("retired") == "1",
    )
