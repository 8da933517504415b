"""Forms of the import: bring files, correct an element, say what the document becomes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import SafeTextMixin

from .actions import cpr_in_name
from .enums import ElementKind
from .formats import endings
from .models import Element

# Attributes that change where an element lands, by type: these are shown and can be corrected.
RELATIONS = [
    ("relates_to", _("relates to")), ("replaces", _("replaces")), ("replaced_by", _("is replaced by")), ("supports", _("supports")),
    ("part_of", _("is part of")), ("implements", _("implements")), ("builds_on", _("builds on")), ("concerns", _("concerns")),
]  # fmt: skip
ROLES = [
    ("member", _("member")),
    ("chair", _("chair")),
    ("deputy_chair", _("deputy chair")),
    ("secretary", _("secretary")),
]
BODIES = [
    ("steering_group", _("steering group")), ("project_group", _("project group")), ("working_group", _("working group")),
    ("reference_group", _("reference group")), ("committee", _("standing committee")), ("council", _("municipal council")),
    ("youth_council", _("youth council")), ("executive", _("executive board")), ("other", _("other")),
]  # fmt: skip


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; each is answered for on its own, by name."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not files:
            raise forms.ValidationError(_("Choose a document first."), "required")
        faults = [fault for each in files for fault in file_faults(each)]
        if faults:
            raise forms.ValidationError(faults)
        return files


def file_faults(file: Any) -> list[str]:
    """Why a file is not taken in, before anybody has opened it; empty if it is."""
    faults = cpr_in_name(file.name)
    if file.size == 0:
        faults.append(
            gettext(
                "%(name)s is empty: there is no text in the file. Fetch it again from where it came, and retry."
            )
            % {"name": file.name}
        )
    elif file.size > settings.UPLOAD_LIMIT:
        faults.append(too_large(file.name))
    return faults


def too_large(name: str) -> str:
    limit = filesizeformat(settings.UPLOAD_LIMIT)
    return gettext(
        "%(name)s is too large: the limit is %(limit)s. Split the document, or remove pictures."
    ) % {
        "name": name,
        "limit": limit,
    }


class UploadForm(forms.Form):
    documents = FilesField(
        label=_("Documents"), help_text=_("The file is kept as it is and never changed."), widget=ManyFiles()
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["documents"].widget.attrs["accept"] = endings()


class MinutesBackForm(SafeTextMixin, forms.Form):
    """The minutes as a file, or pasted as they stand in the case system."""

    document = forms.FileField(
        label=_("The minutes as a file"), required=False, help_text=_("Word, PDF or text.")
    )
    pasted = forms.CharField(
        label=_("Or paste what they say about the matter"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=100_000,
        help_text=_("With the heading that says who decided and when, if there is one."),
    )

    def clean_document(self) -> Any:
        given = self.cleaned_data.get("document")
        if given and (faults := file_faults(given)):
            raise forms.ValidationError(faults)
        return given

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("document") and not (data.get("pasted") or "").strip():
            self.add_error(None, gettext("There is nothing to read. Choose the file, or paste the words."))
        return data

    def content(self) -> tuple[str, bytes, str]:
        """(name, bytes, media type) as `actions.receive` takes them."""
        given = self.cleaned_data.get("document")
        if given:
            return given.name, given.read(), given.content_type or ""
        return gettext("pasted minutes.txt"), self.cleaned_data["pasted"].encode(), "text/plain"


class ElementForm(SafeTextMixin, forms.Form):
    """What a person may correct of one element."""

    type = forms.ChoiceField(label=_("Type"), choices=ElementKind.choices)
    parent_key = forms.ChoiceField(label=_("Stands under"), required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)

    def __init__(
        self, *args: Any, element: Element | None = None, parents: list[tuple[str, str]], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["parent_key"].choices = [("", _("nothing")), *parents]  # type: ignore[attr-defined]
        kind = (self.data.get("type") if self.is_bound else None) or (element.type if element else "")
        attributes = element.attributes if element else {}
        for name, field in attribute_fields(str(kind)).items():
            field.initial = attributes.get(name, "")
            self.fields[f"a_{name}"] = field
        length = len(element.text) if element else 0
        self.fields["text"].widget.attrs["rows"] = max(3, min(14, length // 60 + 1))
        for name, value in (("type", "t"), ("parent_key", "f"), ("text", "e")):
            self.fields[name].widget.attrs["data-rt-key"] = value

    def changes(self) -> dict[str, Any]:
        """What `actions.edit_element` takes."""
        given = self.cleaned_data
        changes: dict[str, Any] = {name: given[name] for name in ("type", "text", "parent_key")}
        attributes = {name[2:]: value for name, value in given.items() if name.startswith("a_")}
        if attributes:
            changes["attributes"] = attributes
        return changes


class ManyForm(forms.Form):
    """What is done to several elements at once: one type, one place; what is left open stays as it is."""

    STAYS, NOTHING = "=", "-"

    type = forms.ChoiceField(label=_("Type"), initial=STAYS)
    parent_key = forms.ChoiceField(label=_("Stands under"), initial=STAYS)

    prefix = "many"

    def __init__(self, data: Any = None, *, parents: list[tuple[str, str]]):
        super().__init__(data)
        stays = (self.STAYS, _("as it is"))
        self.fields["type"].choices = [stays, *ElementKind.choices]  # type: ignore[attr-defined]
        self.fields["parent_key"].choices = [stays, (self.NOTHING, _("nothing")), *parents]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What `actions.edit_elements` takes."""
        given = {name: value for name, value in self.cleaned_data.items() if value != self.STAYS}
        return {name: "" if value == self.NOTHING else value for name, value in given.items()}


def attribute_fields(kind: str) -> dict[str, forms.Field]:
    if kind == ElementKind.RELATION:
        return {"relation": forms.ChoiceField(label=_("This document"), choices=RELATIONS, required=False)}
    if kind == ElementKind.MEMBER:
        return {"role": forms.ChoiceField(label=_("Role"), choices=ROLES, required=False)}
    if kind == ElementKind.BODY:
        return {"kind": forms.ChoiceField(label=_("Kind of body"), choices=BODIES, required=False)}
    if kind in (ElementKind.MILESTONE, ElementKind.FOLLOW_UP, ElementKind.ACTION):
        return {
            "date": forms.RegexField(
                r"^\d{4}(-\d\d){0,2}$", label=_("Date (2026, 2026-06 or 2026-06-30)"), required=False
            )
        }
    if kind == ElementKind.FOCUS_AREA:
        choices = [
            ("", _("not said")),
            ("citizen", _("citizen-facing")),
            ("organisation", _("organisation-facing")),
        ]
        return {"perspective": forms.ChoiceField(label=_("Perspective"), choices=choices, required=False)}
    return {}
