"""Forms of the status: the words of a section, an at-point, putting it before the bodies, and the set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import OneOf, SafeTextMixin, SeenVersion
from roedtraad.matters.enums import Reading, RoutingRole
from roedtraad.matters.forms import Place
from roedtraad.matters.models import Matter
from roedtraad.organisation.enums import BodyKind

from .actions import Stop
from .assembly import ALL_CONCEPTS, NAMES_SEEN


class WordsForm(SafeTextMixin, forms.Form):
    words = forms.CharField(
        label=_("Words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": "edit", "data-rt-figures": ""}),
        help_text=_(
            "Figures stand in double braces and are filled from the snapshot. A blank line begins a new paragraph."
        ),
    )
    heading = forms.CharField(label=_("Heading"), max_length=120)


class PointForm(SafeTextMixin, forms.Form):
    text = forms.CharField(
        label=_("At-point"),
        widget=forms.Textarea(attrs={"rows": 3, "data-rt-figures": ""}),
        help_text=_("One point, beginning with “at …”. It ends without a full stop."),
    )
    number = forms.IntegerField(label=_("Number"), required=False, min_value=1, max_value=99)
    goals = forms.TypedMultipleChoiceField(
        label=_("The goals it is about"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Through them the decision comes back to the goal and to the sentence in the policy."),
    )

    def __init__(self, *args: Any, goals: Sequence[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = goals  # type: ignore[attr-defined]


class NameForm(SafeTextMixin, SeenVersion):
    title = forms.CharField(label=_("Title"), max_length=300)


TOGETHER = (
    ("beside", _("in parallel")),
    ("joint", _("at a joint meeting")),
    ("after", _("one after the other")),
)


class PresentForm(SafeTextMixin, forms.Form):
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("The one in the case and document system. It can be written on the matter later."),
    )
    is_open = forms.BooleanField(label=_("Open item"), required=False, initial=True)
    costs_money = forms.BooleanField(
        label=_("It involves money"),
        required=False,
        help_text=_("What costs money passes the finance committee before the council."),
    )
    heard = OneOf(label=_("Is heard"), required=False, empty=_("nobody"))
    executive = OneOf(label=_("Directorate"), required=False, empty=_("it is not put before it"))
    recommends = OneOf(label=_("Recommends"), required=False, empty=_("no committee"))
    other = OneOf(label=_("Recommends too"), required=False, empty=_("no other committee"))
    together = forms.ChoiceField(
        label=_("The two committees have it"), required=False, choices=TOGETHER, initial="beside"
    )
    finance = OneOf(label=_("Finance committee"), required=False, empty=_("it does not involve money"))
    decides = OneOf(label=_("Decides"), empty=_("choose"))
    second = OneOf(label=_("Second reading"), required=False, empty=_("one reading is enough"))
    informed = OneOf(label=_("Is informed"), required=False, empty=_("nobody"))

    USUAL = ("case_number", "is_open", "costs_money", "executive", "recommends", "finance", "decides")
    SELDOM = ("heard", "other", "together", "second", "informed")

    def __init__(self, *args: Any, offered: Sequence[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        of_kind = {kind: [place for place in offered if place.body.kind == kind] for kind in BodyKind}
        apart = (BodyKind.FINANCE, BodyKind.COUNCIL, BodyKind.EXECUTIVE)
        others = [place for place in offered if place.body.kind not in apart]
        given = {
            "heard": others,
            "executive": of_kind[BodyKind.EXECUTIVE],
            "recommends": others,
            "other": others,
            "finance": of_kind[BodyKind.FINANCE],
            "decides": offered,
            "second": offered,
            "informed": offered,
        }
        for name, places in given.items():
            self.fields[name].offer(places, in_order=False)  # type: ignore[attr-defined]

    def usual(self) -> list[Any]:
        return [self[name] for name in self.USUAL]

    def seldom(self) -> list[Any]:
        return [self[name] for name in self.SELDOM]

    @property
    def uses_seldom(self) -> bool:
        """Whether one of the seldom ones is chosen, or has a fault: then they are not folded away."""
        return any(self[name].errors or (self[name].value() and name != "together") for name in self.SELDOM)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("other") and not data.get("recommends"):
            data["recommends"], data["other"] = data["other"], None
        if data.get("finance"):
            data["costs_money"] = True
        return data

    def stops(self) -> list[Stop]:
        """The way through the bodies, in order."""
        data, found = self.cleaned_data, []

        def add(name: str, role: str, **more: Any) -> None:
            place = data.get(name)
            if place:
                found.append(Stop(place.body, role, place.meeting, **more))

        together = data.get("together") or "beside"
        add("heard", RoutingRole.HEARD)
        add("executive", RoutingRole.RECOMMENDS)
        add("recommends", RoutingRole.RECOMMENDS)
        add("other", RoutingRole.RECOMMENDS, beside=together != "after", joint=together == "joint")
        add("finance", RoutingRole.RECOMMENDS)
        second = bool(data.get("second"))
        add("decides", RoutingRole.DECIDES, reading=Reading.FIRST if second else Reading.NONE)
        add("second", RoutingRole.DECIDES, reading=Reading.SECOND)
        add("informed", RoutingRole.INFORMED)
        return found


class SectionsForm(SafeTextMixin, forms.Form):
    """Each section: its place, its heading, and whether it is used."""

    def __init__(self, *args: Any, standing: Sequence[tuple[str, str, bool]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _heading, _used in standing]
        usual = dict(ALL_CONCEPTS)
        for place, (key, heading, used) in enumerate(standing, 1):
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=_("Place in the order"), min_value=1, max_value=20, initial=place, required=False
            )
            self.fields[f"heading_{key}"] = forms.CharField(
                label=_("Heading"), max_length=120, initial=heading, required=False,
                help_text=_("Usually: %(heading)s") % {"heading": usual[key]} if heading != usual[key] else "",
                widget=forms.TextInput(attrs={"list": f"navne-{key}"}),
            )  # fmt: skip
            self.fields[f"used_{key}"] = forms.BooleanField(label=_("Used"), required=False, initial=used)

    def rows(self) -> list[tuple[Any, Any, Any, str, tuple[str, ...]]]:
        """Each section's fields, its key, and what others call it."""
        return [
            (self[f"place_{key}"], self[f"heading_{key}"], self[f"used_{key}"], key, NAMES_SEEN[key])
            for key in self.keys
        ]

    def names(self) -> list[tuple[str, str, bool]]:
        data = self.cleaned_data
        order = sorted(self.keys, key=lambda key: (data[f"place_{key}"] or 99, self.keys.index(key)))
        return [(key, data[f"heading_{key}"], data[f"used_{key}"]) for key in order]


class AnnexForm(SafeTextMixin, forms.Form):
    earlier = OneOf(label=_("An earlier item"), required=False, empty=_("no, a document"))
    title = forms.CharField(
        label=_("Title"), max_length=300, required=False, help_text=_("An earlier item brings its own.")
    )
    document_number = forms.CharField(label=_("Document number"), max_length=60, required=False)
    is_open = forms.BooleanField(label=_("Open annex"), required=False, initial=True)

    def __init__(self, *args: Any, items: Sequence[Matter], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].offer(items, in_order=False)  # type: ignore[attr-defined]


class TemplateForm(forms.Form):
    template = forms.FileField(
        label=_("Word template"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A .docx file, at most 8 MB."),
    )
