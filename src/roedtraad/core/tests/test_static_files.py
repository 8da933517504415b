"""What every page loads goes squeezed over the line."""

import gzip

import pytest
from django.test import Client, override_settings

from roedtraad.core.static_files import squeezed


@pytest.mark.parametrize("path", ["/static/django_htmx/htmx-2.min.js", "/static/core/built/roedtraad.css"])
def test_a_stylesheet_or_script_goes_squeezed_to_who_takes_it_and_plain_to_others(db, path):
    plain = Client().get(path)
    if plain.status_code == 404:
        pytest.skip("needs the built assets (tools/build_assets.py)")
    small = Client().get(path, headers={"accept-encoding": "gzip, br"})
    whole = b"".join(plain.streaming_content)
    sent = b"".join(small.streaming_content)
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent) == whole
    assert len(sent) < len(whole) / 2
    assert "Accept-Encoding" in small["Vary"]
    assert plain["Content-Type"] == small["Content-Type"]


def test_the_same_bytes_are_squeezed_once_and_others_anew(tmp_path):
    with override_settings(HOME=tmp_path):
        text = tmp_path / "a.css"
        text.write_text("a{color:red}" * 200)
        first = squeezed(text)
        assert squeezed(text) == first
        text.write_text("a{color:blue}" * 200)
        assert squeezed(text) != first
