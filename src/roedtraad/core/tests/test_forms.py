"""What is typed: cleaned of what nobody types, and stopped where it names a citizen."""

import pytest
from django import forms

from roedtraad.core.forms import SafeTextMixin


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
