"""The frame, the components and the forms: what every page is built from."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.core import gallery, registries, theme
from roedtraad.core.enums import StatusKey
from roedtraad.core.templatetags import rt
from roedtraad.core.thread import Knot

CORE = Path(__file__).parents[1]
ROOT = CORE.parents[2]
COTTON = CORE / "templates" / "cotton"
INLINE = re.compile(r"<[^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)|<style", re.IGNORECASE)


def component_names() -> list[str]:
    names = (path.relative_to(COTTON).with_suffix("") for path in COTTON.rglob("*.html"))
    return sorted(".".join(part for part in name.parts if part != "index") for name in names)


def drawn(source: str, **context) -> str:
    """A template with components, as a page draws it."""
    from django_cotton.compiler_regex import CottonCompiler

    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


@pytest.mark.parametrize("name", component_names())
def test_every_component_stands_in_the_gallery_and_in_the_list(name):
    source = (CORE / "templates/core/gallery.html").read_text()
    assert re.search(rf"<c-{re.escape(name)}[\s>/]", source), "the gallery shows every component"
    assert f"`c-{name}`" in (ROOT / "docs/components.md").read_text(), "the list names every component"


@pytest.mark.parametrize("name", component_names())
def test_every_component_tells_what_it_is_for_and_declares_what_it_takes(name):
    path = COTTON / (name.replace(".", "/") + ".html")
    source = (path if path.exists() else COTTON / name / "index.html").read_text()
    assert source.startswith("{# ")
    declared = re.search(r"<c-vars ([^>]*)/>", source)
    body = source.partition("#}")[2]
    if declared:
        body = body.replace(declared.group(0), "")
    used = set(re.findall(r"{{ ([a-z_]+)[ |}.]", body)) | set(
        re.findall(r"{% if (?:not )?([a-z_]+)[ .]", body)
    )
    known = set(re.findall(r":?([a-z_]+)=", declared.group(1))) if declared else set()
    of_loops = re.findall(r"{% for ([a-z_, ]+) in", body)
    local = {name.strip() for names in of_loops for name in names.split(",")} | {"slot", "attrs", "forloop"}
    local |= set(re.findall(r"[ ,]([a-z_]+)=", "".join(re.findall(r"{% blocktranslate [^%]+%}", body))))
    local |= set(re.findall(r"count ([a-z_]+)=", body))
    assert used - known - local == set(), "what is not declared leaks in from the page around it"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_gallery_is_drawn_whole_without_inline_styles_or_scripts(client, language):
    page = client.get("/komponenter/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in page
    assert "<c-" not in page
    assert "{%" not in page
    assert "{{" not in page
    assert not INLINE.search(page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "an id stands once on a page"
    for labelled in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page):
        assert set(labelled.split()) <= set(ids), "whatever is pointed at is there"


@pytest.mark.parametrize("key", StatusKey.values)
def test_a_status_is_shape_colour_and_word(key):
    with translation.override("da"):
        html = rt.status(key)
    assert f"#s-{key}" in html
    assert f"rt-status--{key}" in html
    assert str(StatusKey(key).label) not in ("", key)
    assert html.endswith("</span>")


def test_the_words_of_status_are_the_profession_s_own():
    with translation.override("da"):
        words = [re.sub(r"<[^>]+>", "", rt.status(key)) for key in StatusKey.values]
    assert words == [
        "Følger planen",
        "I risiko",
        "Ude af kurs",
        "Kan ikke vurderes endnu",
        "Nået",
        "Ikke påbegyndt",
    ]


def test_each_status_has_its_own_shape_in_the_sprite():
    tree = ElementTree.parse(CORE / "assets/sprite.svg").getroot()
    shapes = {each.get("id"): ElementTree.tostring(each) for each in tree}
    drawn_shapes = {re.sub(rb'id="[^"]+"', b"", shapes[f"s-{key}"]) for key in StatusKey.values}
    assert len(drawn_shapes) == len(StatusKey.values)


def test_a_status_that_nobody_knows_fails_at_once():
    with pytest.raises(ValueError, match="is no status key"):
        rt.status("amber")


def test_a_goal_never_judged_is_shown_as_unknown():
    assert "rt-status--unknown" in rt.status("")


def test_the_dots_of_the_cycles_are_said_aloud():
    with translation.override("da"):
        html = rt.cycle_dots([("juni 2025", "idle"), ("okt. 2025", "off")])
    assert 'aria-label="juni 2025: ikke påbegyndt, okt. 2025: ude af kurs"' in html


def test_words_from_people_are_escaped():
    html = drawn('<c-pill>{{ word }}</c-pill><c-top title="{{ word }}" />', word="<b>&")
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&amp;") == 2


def test_the_thread_is_cut_before_what_is_missing():
    goal = Knot("plans.goal", 1, "Mål", "Flere trives")
    gap = Knot("", 0, "Brudt", "Ingen indikator", missing=True)
    html = drawn('<c-thread :knots="knots" />', knots=[goal, gap])
    assert html.index("is-cut") < html.index("is-missing")
    whole = drawn('<c-thread :knots="knots" />', knots=[goal, goal])
    assert "is-cut" not in whole


def test_the_thread_line_marks_where_one_is_and_links_the_rest():
    html = drawn(
        '<c-threadline :items="items" />',
        items=[
            {"label": "3.1", "title": "Ingen skal savnes", "url": "#a"},
            {"label": "Mål", "title": "Her", "url": "#b", "here": True},
        ],
    )
    assert 'href="#a"' in html
    assert 'href="#b"' not in html
    assert 'aria-current="true"' in html


def test_a_refused_button_says_why_and_shows_the_way_out():
    html = drawn('<c-button :why_not="why">Send</c-button>', why=gallery.gallery_context()["why_not"])
    assert 'aria-disabled="true"' in html
    assert "Høringen er åben" in html
    assert 'href="#hoering"' in html


class Questions(forms.Form):
    title = forms.CharField(label="Navn", help_text="Kort.")
    choice = forms.ChoiceField(
        label="Valg", choices=[("on", "Godt"), ("other", "Andet")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Note", required=False)


def test_an_error_names_the_field_the_reason_and_leads_there():
    form = Questions({})
    with translation.override("da"):
        html = drawn('<c-form :form="form">{{ form }}</c-form>', form=form)
    assert "Der er 2 ting at rette" in html
    assert '<a href="#id_title">Navn: Skal udfyldes.</a>' in html
    assert '<a href="#id_choice_0">Valg: Skal udfyldes.</a>' in html
    assert 'id="id_choice_0"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_is_optional_says_so_and_what_is_required_need_not():
    with translation.override("da"):
        html = str(Questions())
    assert html.count("(valgfrit)") == 1
    assert 'class="form-input"' in html


def test_a_choice_of_status_keys_shows_their_shapes():
    html = drawn('<c-choice :field="field" />', field=Questions()["choice"])
    assert "#s-on" in html
    assert "#s-other" not in html


def test_a_deadline_has_weekday_date_and_clock_time():
    due = dt.datetime(2026, 10, 30, 11, tzinfo=dt.UTC)
    with translation.override("da"):
        assert rt.moment(due) == "fredag 30. oktober 2026 kl. 12.00"
        assert rt.short_day(due) == "30. okt."
        assert rt.clock(due) == "12.00"
        assert rt.days_left(due, dt.date(2026, 10, 29)) == "om 1 dag"
        assert rt.days_left(due, dt.date(2026, 11, 2)) == "3 dage over fristen"
    with translation.override("en"):
        assert rt.moment(due) == "Friday 30 October 2026 at 12:00"


@pytest.mark.parametrize("status", [400, 403, 404, 421, 500])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_error_page_says_what_happened_and_leads_on(status, language):
    with translation.override(language):
        html = render_to_string("core/error.html", {"status": status})
    assert "<h1>" in html
    assert "button-primary" in html


def test_the_page_for_our_own_faults_needs_no_request_and_no_database():
    html = render_to_string("core/server_error.html")
    assert "<h1>" in html


COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOUR, COLOUR, COLOUR)
def test_a_municipality_changes_six_colours_and_nothing_else(primary, dark, darker):
    rules = theme.rules(primary, dark, darker)
    names = re.findall(r"(--[\w-]+): #[0-9a-f]{6};", rules)
    assert names == [f"--rt-primary{end}" for end in ("", "-dark", "-darker", "-10", "-05", "-40")]
    tokens = (CORE / "assets/scss/_tokens.scss").read_text()
    assert all(f"{name}: #" in tokens for name in names)


@pytest.mark.parametrize("bad", ["red", "#12345", "#12345g", "#0f4c5c;}", ""])
def test_what_is_no_colour_never_reaches_the_stylesheet(bad):
    with pytest.raises(ValueError, match=r"colour|invalid literal"):
        theme.rules(bad, "#0a3844", "#06252d")


def test_contrast_is_reckoned_as_wcag_does():
    assert theme.contrast_on_white("#000000") == pytest.approx(21)
    assert theme.contrast_on_white("#ffffff") == pytest.approx(1)
    assert theme.contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert theme.contrast_on_white("#0f4c5c") > 7


@pytest.mark.django_db
def test_a_municipality_s_pages_take_its_colours_from_its_own_stylesheet(client, fjordby):
    fjordby.primary = "#5a2a6b"
    fjordby.save()
    answer = client.get("/fjordby/tema.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "--rt-primary: #5a2a6b;" in answer.content.decode()


def test_the_lock_of_the_assets_names_no_host():
    assert "http" not in (ROOT / "package-lock.json").read_text()
    assert not re.search(r'": "[\^~*]', (ROOT / "package.json").read_text()), "versions are exact"


@pytest.mark.parametrize(
    ("path", "active"),
    [("/", ["start"]), ("/politikker/", ["list"]), ("/politikker/3/", ["list"]), ("/kommissorium/3/", ["list"]), ("/plan/", []), ("/kommission", [])],
)  # fmt: skip
def test_a_menu_entry_is_marked_on_its_own_pages_and_on_those_that_a_higher_app_puts_under_it(path, active):
    menu = registries.Menu()
    menu.under("list", "/kommissorium/")  # before the entry itself: the order of the apps is nobody's concern
    menu.add(registries.MenuEntry(10, "Politikker", "list", "/politikker/"))
    menu.add(registries.MenuEntry(0, "Overblik", "start", "/"))
    assert [entry.name for entry in menu.entries() if menu.is_active(entry, path)] == active
