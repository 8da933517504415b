"""What is typed: cleaned of what nobody types, and stopped where it names a citizen."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django import forms

from roedtraad.core.formrendering import DRAWN, Renderer
from roedtraad.core.forms import DayField, OneOf, SafeTextMixin


class Typed(SafeTextMixin, forms.Form):
    name = forms.CharField()
    words = forms.CharField(widget=forms.Textarea, required=False)
    password = forms.CharField(widget=forms.PasswordInput, strip=False, required=False)


def test_a_name_stands_on_one_line_and_a_text_keeps_its_lines():
    form = Typed({"name": "Mona\r\nBcc: alle@fjordby.example", "words": "En\n\nTo", "password": "a\tb"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "name": "Mona Bcc: alle@fjordby.example",
        "words": "En\n\nTo",
        "password": "a\tb",
    }


def test_control_characters_and_overrides_of_direction_are_left_out():
    form = Typed({"name": "Til\u202egaf\u202c \x07\x1f👍", "words": "\u2067שלום\u2069\x0b"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Tilgaf 👍"
    assert form.cleaned_data["words"] == "\u2067שלום\u2069"


@pytest.mark.parametrize("joint", ["-", "\u200b-\u200b", "\u00ad", "\x07", "\u2011", "\u202e"])
def test_a_cpr_number_is_stopped_whatever_is_hidden_in_it(joint):
    form = Typed({"name": "Mona", "words": f"Første linje\nOm barnet 010203{joint}4567"})
    assert not form.is_valid()
    assert "2" in form.errors["words"][0]
    assert "010203-****" in form.errors["words"][0]
    assert form["words"].value().startswith("Første linje")


@pytest.mark.parametrize("typed", ["2026-12-24", "24-12-2026", "24.12.2026", "24/12/2026", " 24-12-2026 "])
def test_a_day_is_taken_as_the_browser_sends_it_and_as_danes_write_it(typed):
    assert DayField().clean(typed) == datetime.date(2026, 12, 24)


@pytest.mark.parametrize("typed", ["31-02-2026", "12-24-2026", "i morgen", "2026"])
def test_what_is_no_day_is_refused_with_one_that_is_taken(typed):
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    shown = re.search(r"\d+-\d+-\d+", refused.value.messages[0])
    assert shown
    assert DayField().clean(shown[0])


def test_one_of_the_rows_that_are_offered_is_taken_and_no_other():
    field = OneOf(required=False)
    field.offer(
        [SimpleNamespace(pk=7, name="Ålborgvej"), SimpleNamespace(pk=8, name="Ahornvej")],
        lambda row: row.name,
    )
    assert [label for _key, label in field.choices] == ["–", "Ahornvej", "Ålborgvej"]
    assert field.clean("7").name == "Ålborgvej"
    assert field.clean("") is None
    for sent in ("9", "9" * 5000, "seven"):
        with pytest.raises(forms.ValidationError):
            field.clean(sent)


CHOICES = [("", "vælg"), (1, "Skolechef"), ("Nord & Syd", [('a"b', "Én <af> dem"), (None, "ingen")])]
LIKE = {"class": "form-input", "required": True, "disabled": False, "data-words": 'a"b'}


@pytest.mark.parametrize(
    ("control", "value"),
    [
        (forms.Select(LIKE, CHOICES), 'a"b'),
        (forms.SelectMultiple(LIKE, CHOICES), [1, 'a"b']),
        (forms.TextInput(LIKE), 'Nord & "Syd"'),
        (forms.TextInput(LIKE), None),
        (forms.NumberInput(LIKE), 1250.5),
        (forms.DateInput(LIKE, format="%Y-%m-%d"), datetime.date(2026, 11, 18)),
        (forms.HiddenInput(), 0),
        (forms.CheckboxInput(LIKE), True),
        (forms.PasswordInput(LIKE), "hemmelig"),
        (forms.FileInput(LIKE), "fil.docx"),
        (forms.Textarea(LIKE), "Første <linje>\n\nAnden & sidste"),
        (forms.Textarea(LIKE), None),
    ],
)
def test_a_control_is_drawn_as_django_draws_it(control, value):
    context = control.get_context("navn", value, {"id": "id_navn"})

    class Theirs(Renderer):
        def render(self, template_name, context, request=None):
            return self.get_template(template_name).render(context, request=request).strip()

    assert control.template_name in DRAWN
    theirs = Theirs().render(control.template_name, context)
    ours = Renderer().render(control.template_name, context)
    if isinstance(control, forms.Select):  # theirs leaves an empty line after each option
        theirs = "\n".join(line for line in theirs.split("\n") if line)
    assert ours == theirs
