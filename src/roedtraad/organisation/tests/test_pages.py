"""The page where units, positions, people and bodies are kept."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from roedtraad.organisation import actions
from roedtraad.organisation.models import Body, Holding, Person, Position, Seat, Unit


@pytest.fixture
def page(signed_in, coordinator):
    return signed_in(coordinator)


def add(page, what, **fields):
    return page.post(
        reverse("organisation:add", args=[what]), {f"{what}-{name}": value for name, value in fields.items()}
    )


def test_the_coordinator_keeps_the_organisation_from_one_page(page):
    add(page, "position", title="Familiechef", function="chief")
    add(page, "person", name="Ida Vestergaard")
    position, person = Position.objects.get(title="Familiechef"), Person.objects.get(name="Ida Vestergaard")
    add(page, "appoint", position=position.pk, person=person.pk, starts=timezone.localdate().isoformat())
    add(page, "body", name="Chefforum", kind="chiefs")
    add(page, "seat", body=Body.objects.get().pk, title="En fra sundhedsplejen", role="member")
    add(page, "unit", name="Center for familier", kind="centre")
    shown = page.get(reverse("organisation:index")).content.decode()
    for words in ("Familiechef", "Ida Vestergaard", "Chefforum", "En fra sundhedsplejen"):
        assert words in shown
    assert Seat.objects.count() == 1
    page.post(
        reverse("organisation:end_holding", args=[Holding.objects.get(person=person).pk]),
        {"ends": timezone.localdate().isoformat()},
    )
    assert Holding.objects.get(person=person).ends == timezone.localdate()


def test_who_makes_fills_or_leaves_a_position_comes_back_to_its_line(page, fjordby):
    person = Person.objects.create(name="Ida Vestergaard")

    def line_of(position):
        return f"{reverse('organisation:index')}?stilling={position.pk}#s{position.pk}"

    answer = add(page, "position", title="Familiechef", function="chief")
    position = Position.objects.get(title="Familiechef")
    assert answer.url == line_of(position)
    today = timezone.localdate().isoformat()
    assert add(page, "appoint", position=position.pk, person=person.pk, starts=today).url == line_of(position)
    ending = reverse("organisation:end_holding", args=[Holding.objects.get(person=person).pk])
    assert line_of(position) in page.get(ending).content.decode()
    assert page.post(ending, {"ends": today}).url == line_of(position)
    last_day = date_format(timezone.localdate(), "j. F Y")
    assert f"(sidste dag {last_day})" in page.get(reverse("organisation:index")).content.decode()
    assert add(page, "body", name="Chefforum", kind="chiefs").url == reverse("organisation:index")


def test_a_refusal_keeps_every_typed_word(page, fjordby, coordinator):
    actions.create_position(fjordby, by=coordinator, title="Familiechef")
    answer = add(page, "position", title="Familiechef", function="chief")
    assert answer.status_code == 422
    assert 'value="Familiechef"' in answer.content.decode()


def test_readers_see_the_page_without_forms(signed_in, reader, council):
    client = signed_in(reader)
    shown = client.get(reverse("organisation:index")).content.decode()
    assert "Byrådet" in shown
    assert 'name="body-name"' not in shown
    assert add(client, "body", name="Chefforum", kind="chiefs").status_code == 403


def test_another_municipality_finds_nothing(signed_in, outsider, fjordby):
    client = signed_in(outsider)
    assert client.get(reverse("organisation:index")).status_code == 404
    assert add(client, "body", name="x", kind="other").status_code == 404


def test_the_page_costs_the_same_for_two_positions_and_for_two_hundred(
    page, fjordby, coordinator, queries_of
):
    def fill(numbers):
        for number in numbers:
            position = Position.objects.create(title=f"Leder {number}")
            person = Person.objects.create(name=f"Person {number}")
            Holding.objects.create(position=position, person=person, starts=timezone.localdate())
            body = Body.objects.create(name=f"Gruppe {number}")
            Seat.objects.create(body=body, title="Medlem", person=person)

    fill(range(2))
    few = queries_of(page, reverse("organisation:index"))
    fill(range(2, 200))
    assert queries_of(page, reverse("organisation:index")) == few <= 15


def test_the_positions_come_fifty_at_a_time_and_are_found_by_title_unit_and_person(
    page, fjordby, coordinator
):
    unit = Unit.objects.create(name="Ådal Skole")
    for number in range(120):
        Position.objects.create(title=f"Leder {number:03}", unit=unit if number == 7 else None)
    person = Person.objects.create(name="Ida Vestergaard")
    held = Position.objects.get(title="Leder 042")
    Holding.objects.create(position=held, person=person, starts=timezone.localdate())

    def shown(**asked):
        answer = page.get(reverse("organisation:index"), asked)
        return answer.context["positions"], answer.content.decode()

    first, html = shown()
    assert (len(first.lines), first.shown, len(first.every)) == (50, len(first.every), len(first.every))
    assert f"{len(first.every)} stillinger." in html
    last = Position.objects.get(title="Leder 119")
    found, html = shown(stilling=last.pk)
    assert last in [line.position for line in found.lines]
    assert f'<tr id="s{last.pk}">' in html
    assert len(shown(page=3)[0].lines) == len(first.every) - 100
    assert [line.position.title for line in shown(text="ådal")[0].lines] == ["Leder 007"]
    assert [line.position for line in shown(text="vestergaard")[0].lines] == [held]
    assert held not in [line.position for line in shown(held="vacant", text="leder 04")[0].lines]
    assert "Ingen stilling passer" in shown(text="findes ikke")[1]
