"""The components, before any page is built of them: they fit every width, axe finds nothing, and no typed word is lost."""

from __future__ import annotations

import pytest

GALLERY = "/komponenter/"
WORDS = "Vi har ringet hjem hver dag i tre uger."


def test_every_component_fits_and_is_clean(quiet_house, visit):
    visitor = visit(quiet_house)
    visitor.go(GALLERY)
    visitor.looks("components")


@pytest.mark.parametrize("width", [320], ids=["320px"])
def test_every_component_fits_the_narrowest_screen(quiet_house, visit, width):
    visitor = visit(quiet_house)
    visitor.go(GALLERY)
    visitor.looks("components")


def test_what_was_typed_is_there_when_one_comes_back(quiet_house, visit):
    visitor = visit(quiet_house)
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.go(GALLERY)
    visitor.write("Hvad er der sket", WORDS)
    visitor.page.get_by_text("Gemt i denne browser").wait_for()
    visitor.go("/was/")
    visitor.go(GALLERY)
    assert visitor.page.get_by_label("Hvad er der sket").input_value() == WORDS


def test_leaving_with_words_that_were_not_sent_asks_first(quiet_house, visit):
    visitor = visit(quiet_house)
    asked = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    visitor.go(GALLERY)
    visitor.write("Hvad er der sket", WORDS)
    visitor.go("/was/")
    assert asked == ["beforeunload"]


def test_words_that_somebody_else_changed_meanwhile_are_offered_not_forced(quiet_house, visit):
    visitor = visit(quiet_house)
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.go(GALLERY)
    field = visitor.page.get_by_label("Hvad er der sket")
    before = field.input_value()
    visitor.write("Hvad er der sket", WORDS)
    visitor.page.get_by_text("Gemt i denne browser").wait_for()
    visitor.go("/was/")
    # What the form held when the writing began was another text than the one that stands there now.
    visitor.page.evaluate(
        "() => { for (const name of Object.keys(localStorage)) { const kept = JSON.parse(localStorage[name]);"
        " kept.base.happened = ['en ældre tekst']; localStorage[name] = JSON.stringify(kept); } }"
    )
    visitor.go(GALLERY)
    assert field.input_value() == before
    visitor.press("Hent mine ord", stays=True)
    assert field.input_value() == WORDS


def test_the_keys_of_the_review_work_and_can_be_put_to_sleep(quiet_house, visit, width):
    visitor = visit(quiet_house)
    visitor.go(GALLERY)
    visitor.page.keyboard.press("j")
    visitor.page.wait_for_url("**/*#e4")  # the browser moves a moment after the key
    if width < 768:
        return  # no keyboard, no switch
    visitor.tick("Genveje er slået til")
    visitor.page.keyboard.press("k")
    visitor.page.keyboard.press("k")
    assert visitor.path.endswith("#e4")
