"""What forms have in common: a CPR number is stopped where it is typed, a day, a date in words, one of some rows, and
how a refusal is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.defaultfilters import yesno
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.language import cpr, sort_key
from roedtraad.language.dates import FuzzyDate
from roedtraad.language.text import typed, without_invisible

from .actions import version_of
from .reasons import ChangedMeanwhile, NotPermitted, Refused


def cpr_sentences(text: str) -> list[str]:
    """One sentence for each CPR number in a text: the line, the number with its end hidden, and the way out."""
    return [
        _(
            "Line %(line)d holds what looks like a CPR number (%(masked)s). Remove it: no child or citizen may be named here."
        )
        % {"line": place.line, "masked": place.masked}
        for place in cpr.find(without_invisible(text))
    ]


def whole_number(text: str) -> int | None:
    """A number out of an address, such as a primary key; None for anything else, however long it is."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


class SafeTextMixin:
    """On a form: refuses a CPR number in any of its text fields, and says where it stands. What was typed stays.

    Control characters, and line ends where there is one line, are left out: a name with a line end would begin a new
    header in a mail, and an override of direction would turn a printed sentence round.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        for name, value in list(cleaned.items()):
            field = self.fields[name]  # type: ignore[attr-defined]
            if isinstance(value, str) and isinstance(field, forms.CharField):
                if not isinstance(field.widget, forms.PasswordInput):
                    cleaned[name] = value = typed(value, lines=isinstance(field.widget, forms.Textarea))
                for sentence in cpr_sentences(value):
                    self.add_error(name, sentence)  # type: ignore[attr-defined]
        return cleaned


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed: 2026-12-24, 24-12-2026, 24.12.2026, 24/12/2026."""

    default_error_messages = {
        "invalid": gettext_lazy("That is no day in the calendar. Write it as 24-12-2026."),
        "required": gettext_lazy("Choose a day."),
    }

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"])
        super().__init__(**kwargs)


class FuzzyDateField(forms.CharField):
    """A date in words, as exact as one knows it: 'ultimo december 2027'. Cleans to a FuzzyDate or None.

    `known`: the date that stands there. Its words mean it still, though alone they do not say it: "oktober/november"
    took its year from a heading.
    """

    known: FuzzyDate | None = None

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("max_length", 100)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.danish() if isinstance(value, FuzzyDate) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        if self.known is not None and words == self.known.danish():
            return self.known
        parsed = FuzzyDate.parse(words)
        if parsed is None:
            raise ValidationError(
                _(
                    "“%(words)s” cannot be read as a date. Write for example “31. december 2027”, "
                    "“ultimo december 2027”, “2. kvartal 2027” or “2027”."
                ),
                params={"words": words},
            )
        return parsed


class OneOf(forms.ChoiceField):
    """One of some rows, or none. `offer` gives the rows when the form is made: they belong to one municipality."""

    default_error_messages = {
        "invalid_choice": gettext_lazy("That one is not here any longer. Choose another."),
        "required": gettext_lazy("Choose one."),
    }

    def __init__(self, *, empty: Any = "–", **kwargs: Any):
        super().__init__(**kwargs)
        self.empty = empty
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any], name: Callable[[Any], str] = str, in_order: bool = True) -> None:
        """The rows to choose between, in Danish order of their names, or in their own."""
        given = [(str(row.pk), name(row), row) for row in rows]
        if in_order:
            given.sort(key=lambda each: sort_key(each[1]))
        self.rows = {key: row for key, _name, row in given}
        self.choices = [("", self.empty), *((key, label) for key, label, _row in given)]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


def say_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Put the sentences of a refusal over the form; what was typed stays."""
    for reason in refusal.reasons:
        form.add_error(None, str(reason))


class SeenVersion(forms.Form):
    """On a form that edits a row: the version that the page showed (`initial`: `core.actions.version_of`)."""

    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)


def _say_meanwhile(form: forms.BaseForm, changed: ChangedMeanwhile, version: int) -> None:
    """Who saved first over the form, at each field what now stands there; what was typed stays in it."""
    say_refusal(form, changed)
    for name, field in form.fields.items():
        if name not in changed.theirs:
            continue
        stands, typed_ = field.to_python(changed.theirs[name]), form.cleaned_data.get(name)
        if (stands or "") != (typed_ or ""):
            said = yesno(stands) if isinstance(field, forms.BooleanField) else field.prepare_value(stands)
            form.add_error(name, f"{_('This is what stands there now')}: {said or '–'}")
    sent: Any = form.data  # a QueryDict, which is known to the checker as a Mapping only
    again = sent.copy()
    again["seen_version"] = str(version)
    form.data = again


def carried_out(form: forms.BaseForm, verb: Callable[..., Any], *things: Any, **more: Any) -> Any:
    """Call an action with what the form holds; its result, or None with the refusals as the form's own errors.

    What is not permitted is for the caller, and so is what somebody else changed meanwhile, unless the form itself
    keeps the version it showed (`SeenVersion`).
    """
    if not form.is_valid():
        return None
    try:
        return verb(*things, **form.cleaned_data, **more)
    except NotPermitted:
        raise
    except ChangedMeanwhile as changed:
        if "seen_version" not in form.fields:
            raise
        _say_meanwhile(form, changed, version_of(things[0]))
        return None
    except Refused as refused:
        say_refusal(form, refused)
        return None


def seen_version(request: HttpRequest, name: str = "seen_version") -> str:
    """The version that the page showed, as it sends it back; "" where it is missing, which no row has."""
    return request.POST.get(name, "")
