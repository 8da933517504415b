"""Owners, bodies and what is to be done get their places in policies and plans too, however long they are."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from roedtraad.intake import actions
from roedtraad.intake.landed import landed
from roedtraad.intake.wishes import first_day, last_day, shortened
from roedtraad.organisation.models import Body, Position
from roedtraad.plans.models import FocusArea, Initiative, Plan
from roedtraad.policies.models import PassageText, Policy
from roedtraad.reading import Block, BlockKind, Document, Element, ElementType, Kind, Source

from .papers import brought

LONG = "Vi bygger en hal til " + "alle børn og unge i bydelen og " * 20 + "deres venner"


def paper(kind: Kind, rows: list[tuple[str, ElementType | None, str | None, dict]], title: str) -> Document:
    """A document of one block a row: (text, type or None, id of the parent, attributes); ids are e1, e2 …"""
    name = f"{title}.html"
    document = Document(Source(name, hashlib.sha256(title.encode()).hexdigest(), "text/html"), kind, title)
    document.blocks.append(Block(0, BlockKind.HEADING, title, 1))
    for number, (text, type_, parent, attributes) in enumerate(rows, start=1):
        heads = type_ in (ElementType.THEME, ElementType.FOCUS_AREA)
        document.blocks.append(
            Block(number, BlockKind.HEADING if heads else BlockKind.PARAGRAPH, text, 2 if heads else None)
        )
        if type_ is not None:
            document.elements.append(
                Element(f"e{number}", type_, text, parent, block=number, until=number, attributes=attributes)
            )
    return document


PLAN_ROWS = [
    ("Plads", ElementType.THEME, None, {}),
    ("Haller til alle", ElementType.FOCUS_AREA, "e1", {}),
    (LONG, ElementType.ACTION, "e2", {"date": "2026-06"}),
    ("Anlægschef", ElementType.OWNER, "e3", {"of": "e3"}),
    ("Åbne hallen om aftenen", ElementType.ACTION, "e1", {}),
    ("En handling, der ikke hænger på noget", ElementType.ACTION, None, {}),
    ("Politik for haller", ElementType.RELATION, None, {"relation": "implements"}),
]


@pytest.fixture
def plan(fjordby):
    return brought(paper(Kind.IMPLEMENTATION_PLAN, PLAN_ROWS, "Plan for haller"))


def test_what_is_to_be_done_hangs_on_its_focus_area_where_it_has_no_goal(plan, coordinator, signed_in):
    actions.accept(plan, by=coordinator)
    area = FocusArea.objects.get()
    first, second = Initiative.objects.order_by("pk")
    assert first.focus_area == second.focus_area == area
    assert (first.title, first.description) == (shortened(LONG, 300), LONG)
    assert first.owner.title == "Anlægschef"
    assert first.ends.isoformat() == "2026-06-30"
    left = [each.text for _kind, _why, rows in landed(plan).not_placed for each in rows]
    assert left == ["En handling, der ikke hænger på noget"]
    shown = signed_in(coordinator).get(reverse("plans:plan", args=[Plan.objects.get().pk])).content.decode()
    assert "Åbne hallen om aftenen" in shown
    assert "deres venner" in shown
    actions.undo(plan, by=coordinator)
    assert not Initiative.objects.exists()
    assert not Position.objects.filter(title="Anlægschef").exists()


def test_a_policy_makes_its_bodies_and_the_positions_that_it_names(fjordby, coordinator):
    rows = [
        ("Fritid", ElementType.THEME, None, {}),
        ("Styregruppen for fritid", ElementType.BODY, None, {"kind": "steering_group"}),
        ("Fritidschef", ElementType.MEMBER, "e2", {"title": "Fritidschef", "role": "chair"}),
        ("Kulturchef", ElementType.OWNER, "e1", {"of": "e1"}),
    ]
    document = brought(paper(Kind.POLICY, rows, "Politik for haller"))
    actions.accept(document, by=coordinator)
    assert Body.objects.get().seats.get().role == "chair"
    assert Position.objects.filter(title="Kulturchef").exists()
    assert not landed(document).missing
    actions.undo(document, by=coordinator)
    assert not Body.objects.exists()


def test_names_that_are_too_long_for_their_columns_are_no_fault(fjordby, coordinator):
    rows = [
        ("Tema om " + "alt det vi vil " * 40, ElementType.THEME, None, {}),
        ("Politikken " + "for alle og enhver " * 40, ElementType.RELATION, None, {"relation": "builds_on"}),
        ("Udvalget for " + "store ting " * 40, ElementType.BODY, None, {}),
        ("Alle børn", ElementType.TARGET_GROUP, None, {"age_from": 0, "age_to": 99999}),
        ("Chef for " + "meget " * 60, ElementType.OWNER, "e1", {"of": "e1"}),
    ]
    document = brought(paper(Kind.POLICY, rows, "Politik " + "med et langt navn " * 12))
    actions.accept(document, by=coordinator)
    text = PassageText.objects.get(passage__kind="theme")
    assert len(text.heading) <= 300
    assert rows[0][0].strip() in text.text
    assert Policy.objects.get(is_stub=False).age_to is None


def test_a_date_that_is_none_is_no_day():
    assert last_day("2026-13-45") is last_day("2026-02-31") is first_day("0000") is last_day("x") is None
    assert last_day("2026-02").isoformat() == "2026-02-28"
