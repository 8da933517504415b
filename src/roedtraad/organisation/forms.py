"""Forms of the organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin

from .enums import BodyKind, Function, SeatRole, UnitKind
from .models import Body, Holding, Person, Position, Unit
from .queries import PositionFilter


class PositionForm(SafeTextMixin, forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("The function, never a name: “Head of family services”."),
    )
    function = forms.ChoiceField(
        label=_("What it is there for"),
        choices=Function.choices,
        initial=Function.OTHER,
        help_text=_("What the holder may do follows from this."),
    )
    unit = OneOf(label=_("Unit"), required=False)
    deputy = OneOf(label=_("Deputy"), required=False, empty=_("nobody"))

    def __init__(self, *args: Any, units: list[Unit], positions: list[Position], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["deputy"].offer(positions)  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    position = OneOf(label=_("Position"))
    person = OneOf(label=_("Person"))
    starts = DayField(label=_("From"), help_text=_("Whoever holds it now stops the day before."))

    def __init__(self, *args: Any, positions: list[Position], people: list[Person], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["position"].offer(positions)  # type: ignore[attr-defined]
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class PersonForm(SafeTextMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), required=False)
    sign_in = forms.BooleanField(label=_("Can sign in"), required=False)
    password = forms.CharField(
        label=_("First password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Leave it empty where people sign in through the municipality's own system."
        ),
    )


class BodyForm(SafeTextMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices, initial=BodyKind.COMMITTEE)


class SeatForm(SafeTextMixin, forms.Form):
    body = OneOf(label=_("Body"))
    title = forms.CharField(
        label=_("Seat"),
        max_length=200,
        help_text=_("For example “Chair”, or who is wanted: “one from the health visitors”."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    position = OneOf(label=_("Filled by the position"), required=False, empty=_("nobody yet"))
    person = OneOf(label=_("or by the person"), required=False, empty=_("nobody yet"))

    def __init__(
        self, *args: Any, bodies: list[Body], positions: list[Position], people: list[Person], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["body"].offer(bodies)  # type: ignore[attr-defined]
        self.fields["position"].offer(positions)  # type: ignore[attr-defined]
        self.fields["person"].offer(people)  # type: ignore[attr-defined]


class UnitForm(SafeTextMixin, forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, initial=UnitKind.CENTRE)
    parent = OneOf(label=_("Part of"), required=False, empty=_("nothing above it"))

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(units)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    ends = DayField(label=_("Last day"))

    def __init__(self, *args: Any, holding: Holding, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.holding = holding


class FilterForm(forms.Form):
    held = forms.ChoiceField(
        label=_("Positions"),
        required=False,
        choices=[("", _("All positions")), ("vacant", _("Those that stand vacant"))],
    )
    text = forms.CharField(label=_("Find position, unit or person"), required=False, max_length=100)


def chosen_filter(given: Any) -> PositionFilter:
    """What an address asks for; what it cannot mean is left out."""
    return PositionFilter(given.get("held") == "vacant", given.get("text", "").strip()[:100])
