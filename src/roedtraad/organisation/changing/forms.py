"""Who ends, who carries on, from which day and why; and what goes to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.forms import DayField, OneOf, SafeTextMixin, whole_number
from roedtraad.organisation.enums import OF_UNITS, ChangeKind
from roedtraad.organisation.models import Body

from .inventory import Inventory, Terms

HEIRS = 4  # that a unit can be split into on the page
CHOICE = "valg-"


class ChangeForm(SafeTextMixin, forms.Form):
    """What is to happen. Sent with GET, so that a preview has an address of its own."""

    thing = OneOf(label=gettext_lazy("Which"))
    on = DayField(
        label=gettext_lazy("First day without it"),
        help_text=gettext_lazy(
            "A day to come is carried out by itself on that day. A day that has come, at once."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Read by everybody whose goals and tasks change hands."),
    )

    happens: str = ""  # the kind of change, where the form has no field for it

    def __init__(self, *args: Any, rows: Sequence[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(rows)

    def offer(self, rows: Sequence[Any]) -> None:
        """Those that can end, and those that can carry on."""
        raise NotImplementedError

    def heirs(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def terms(self, made: Any = None) -> Terms:
        """What the valid form says. `made`: a successor that is only to be made."""
        kept = self.cleaned_data
        heirs = (*self.heirs(), *([made] if made else ()))
        return Terms(kept.get("kind") or self.happens, kept["thing"], heirs, kept["on"])

    @property
    def name_of_new(self) -> str:
        return str(self.cleaned_data.get("new_name") or "").strip()


class UnitChangeForm(ChangeForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("What happens to it"),
        choices=[(kind.value, kind.label) for kind in OF_UNITS],
        initial=ChangeKind.MERGE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A unit that only gets a new name is renamed: nothing is handed over."),
    )
    field_order = ("thing", "kind", *(f"heir_{number}" for number in range(1, HEIRS + 1)), "on", "reason")

    def offer(self, rows: Sequence[Any]) -> None:
        for number in range(1, HEIRS + 1):
            label = gettext_lazy("Carried on by") if number == 1 else gettext_lazy("and by")
            self.fields[f"heir_{number}"] = OneOf(label=label, required=False, empty=_("nobody"))
            self.fields[f"heir_{number}"].offer(rows)  # type: ignore[attr-defined]
        self.fields["thing"].offer(rows)  # type: ignore[attr-defined]
        self.order_fields(self.field_order)

    def heirs(self) -> tuple[Any, ...]:
        found = (self.cleaned_data.get(f"heir_{number}") for number in range(1, HEIRS + 1))
        return tuple(each for each in found if each is not None)


class PositionChangeForm(ChangeForm):
    happens = ChangeKind.POSITION
    heir = OneOf(label=gettext_lazy("Hands over to"), required=False, empty=gettext_lazy("nobody"))
    field_order = ("thing", "heir", "on", "reason")

    def offer(self, rows: Sequence[Any]) -> None:
        for name in ("thing", "heir"):
            self.fields[name].offer(rows, _with_unit)  # type: ignore[attr-defined]

    def heirs(self) -> tuple[Any, ...]:
        return tuple(filter(None, [self.cleaned_data.get("heir")]))


class BodyChangeForm(ChangeForm):
    happens = ChangeKind.BODY
    heir = OneOf(
        label=gettext_lazy("Carried on by"),
        required=False,
        empty=gettext_lazy("a new body, which I name below"),
    )
    new_name = forms.CharField(
        label=gettext_lazy("Name of the new body"),
        required=False,
        max_length=160,
        help_text=gettext_lazy(
            "It may be called as the old one: that then gets the year in which it ended behind its name."
        ),
    )
    field_order = ("thing", "heir", "new_name", "on", "reason")

    def offer(self, rows: Sequence[Any]) -> None:
        for name in ("thing", "heir"):
            self.fields[name].offer(rows)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bool(cleaned.get("heir")) == bool(str(cleaned.get("new_name") or "").strip()):
            self.add_error(
                "new_name", _("Choose the body that carries on, or name a new one: one of the two.")
            )
        return cleaned

    def heirs(self) -> tuple[Any, ...]:
        return tuple(filter(None, [self.cleaned_data.get("heir")]))

    def made(self) -> Body | None:
        """The successor as it is previewed, under the name it will have."""
        name = self.name_of_new
        return Body(name=name, kind=self.cleaned_data["thing"].kind).claim() if name else None


FORMS: dict[str, type[ChangeForm]] = {
    "enhed": UnitChangeForm,
    "stilling": PositionChangeForm,
    "organ": BodyChangeForm,
}


def _with_unit(position: Any) -> str:
    return f"{position.title}, {position.unit}" if position.unit else position.title


def choices_from(data: Mapping[str, Any], found: Inventory) -> dict[str, int]:
    """What was chosen on the preview, of what is offered there."""
    chosen = {}
    for line in found.lines:
        value = whole_number(str(data.get(CHOICE + line.key, "")))
        if value is not None and value in {key for key, _name in line.offered}:
            chosen[line.key] = value
    return chosen
