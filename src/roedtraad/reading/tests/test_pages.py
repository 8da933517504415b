"""A page of a PDF is drawn as a reader sees it, apart, in bounded size."""

import io

import pytest
from PIL import Image

from roedtraad.reading import Unreadable
from roedtraad.reading.pages import page_count, page_image
from roedtraad.reading.tests.build_pdf import pdf

THREE = pdf("Første side #pagebreak() Anden side #pagebreak() #set page(flipped: true)\nTredje side")


def size(png):
    return Image.open(io.BytesIO(png)).size


def test_a_page_is_drawn_as_wide_as_asked():
    width, height = size(page_image(THREE, "plan.pdf", 1, 800))
    assert width == 800
    assert 1125 <= height <= 1135  # A4


def test_a_page_that_lies_down_is_drawn_lying():
    width, height = size(page_image(THREE, "plan.pdf", 3, 800))
    assert width > height


def test_no_picture_is_wider_or_higher_than_is_good():
    assert size(page_image(THREE, "plan.pdf", 1, 90_000))[0] <= 2000
    tall = pdf("x", "#set page(width: 10pt, height: 9000pt, margin: 1pt)\n")
    assert size(page_image(tall, "plan.pdf", 1, 2000))[1] <= 4001


def test_its_pages_are_counted():
    assert page_count(THREE, "plan.pdf") == 3


@pytest.mark.parametrize(
    ("data", "page", "reason"),
    [
        (THREE, 4, "no_page"),
        (THREE, 0, "no_page"),
        (b"", 1, "empty"),
        (b"# Politik", 1, "unsupported"),
        (b"%PDF-1.7\n", 1, "damaged"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_cause(data, page, reason):
    with pytest.raises(Unreadable) as told:
        page_image(data, "plan.pdf", page, 400)
    assert told.value.reason == reason
    assert "plan.pdf" in str(told.value)
