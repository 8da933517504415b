"""Forms of the status: the words of a section, an at-point, putting it before the bodies, and the set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import OneOf, SafeTextMixin, SeenVersion
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.forms import Place
from roedtraad.organisation.enums import BodyKind

from .actions import Stop
from .assembly import CONCEPTS


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


class PresentForm(SafeTextMixin, forms.Form):
    case_number = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("The one in the case and document system. It can be written on the matter later."),
    )
    is_open = forms.BooleanField(label=_("Open item"), required=False, initial=True)
    recommends = OneOf(label=_("Recommends"), required=False, empty=_("no committee"))
    finance = OneOf(
        label=_("Finance committee"),
        required=False,
        empty=_("it does not involve money"),
        help_text=_("What costs money passes it before the council."),
    )
    decides = OneOf(label=_("Decides"), empty=_("choose"))

    def __init__(self, *args: Any, offered: Sequence[Place], **kwargs: Any):
        super().__init__(*args, **kwargs)
        finance = [place for place in offered if place.body.kind == BodyKind.FINANCE]
        others = [place for place in offered if place.body.kind not in (BodyKind.FINANCE, BodyKind.COUNCIL)]
        for name, given in (("recommends", others), ("finance", finance), ("decides", offered)):
            self.fields[name].offer(given, in_order=False)  # type: ignore[attr-defined]

    def stops(self) -> list[Stop]:
        """The way through the bodies, in order."""
        roles = (
            ("recommends", RoutingRole.RECOMMENDS),
            ("finance", RoutingRole.RECOMMENDS),
            ("decides", RoutingRole.DECIDES),
        )
        chosen = [(self.cleaned_data.get(name), role) for name, role in roles]
        return [Stop(place.body, role, place.meeting) for place, role in chosen if place]


class SectionsForm(SafeTextMixin, forms.Form):
    """Each section: its place, its heading, and whether it is used."""

    def __init__(self, *args: Any, standing: Sequence[tuple[str, str, bool]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _heading, _used in standing]
        usual = dict(CONCEPTS)
        for place, (key, heading, used) in enumerate(standing, 1):
            self.fields[f"place_{key}"] = forms.IntegerField(
                label=_("Place in the order"), min_value=1, max_value=20, initial=place
            )
            self.fields[f"heading_{key}"] = forms.CharField(
                label=_("Heading"), max_length=120, initial=heading, required=False,
                help_text=_("Usually: %(heading)s") % {"heading": usual[key]} if heading != usual[key] else "",
            )  # fmt: skip
            self.fields[f"used_{key}"] = forms.BooleanField(label=_("Used"), required=False, initial=used)

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(self[f"place_{key}"], self[f"heading_{key}"], self[f"used_{key}"]) for key in self.keys]

    def names(self) -> list[tuple[str, str, bool]]:
        data = self.cleaned_data
        order = sorted(self.keys, key=lambda key: (data[f"place_{key}"], self.keys.index(key)))
        return [(key, data[f"heading_{key}"], data[f"used_{key}"]) for key in order]


class TemplateForm(forms.Form):
    template = forms.FileField(
        label=_("Word template"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text=_("A .docx file, at most 8 MB."),
    )
