"""The directory is brought again and again: every difference is seen before anything changes, and nothing is made twice."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.organisation import actions
from roedtraad.organisation.directory import columns, table, taking
from roedtraad.organisation.directory.entries import entries_of
from roedtraad.organisation.enums import DifferenceKind, DirectoryState
from roedtraad.organisation.models import DirectoryFile, Holding, Person, Position, Unit

DIRECTORY = """Forvaltning;Afdeling;Enhedsnr.;Stilling;Fornavn;Efternavn;E-mail;Ansat fra
Børn og Unge;Skoleafdelingen;110;Skolechef;Mette;Ågård;mette@fjordby.example;01-08-2024
Børn og Unge;Familieafdelingen;120;Familiechef;Ida;Vestergaard;ida@fjordby.example;1.3.2023
Børn og Unge;Fjordskolen;111;Skoleleder;Karl;Ø. Lund;karl@fjordby.example;
Børn og Unge;Fjordskolen;111;Lærer;Bo;Bech;bo@fjordby.example;
Børn og Unge;Fjordskolen;111;Lærer;Ea;Eskildsen;ea@fjordby.example;
"""


def brought(by, text=DIRECTORY, name="katalog.csv"):
    return taking.receive(name, text.encode(), by=by)


def everything(file):
    return [each.key for each in taking.difference(file)[0].differences]


def taken_in(by, text=DIRECTORY):
    file = brought(by, text)
    return taking.take_in(file, by=by, keys=everything(file))


def test_the_same_directory_twice_changes_nothing(fjordby, coordinator):
    taken_in(coordinator)
    counts = [model.objects.count() for model in (Unit, Position, Person, Holding)]
    again = brought(coordinator)
    assert taking.difference(again)[0].differences == []
    taking.take_in(again, by=coordinator, keys=[])
    assert [model.objects.count() for model in (Unit, Position, Person, Holding)] == counts


def test_units_positions_people_and_who_holds_what_come_from_one_file(fjordby, coordinator):
    taken_in(coordinator)
    school = Unit.objects.get(name="Fjordskolen")
    assert (school.parent.name, school.directory_id) == ("Børn og Unge", "111")
    holding = Holding.objects.get(position__title="Skolechef")
    assert (holding.person.name, holding.person.email, holding.starts) == (
        "Mette Ågård", "mette@fjordby.example", datetime.date(2024, 8, 1),
    )  # fmt: skip


def test_nothing_changes_before_somebody_has_chosen(fjordby, coordinator):
    before = Unit.objects.count(), Position.objects.count(), Person.objects.count()
    brought(coordinator)
    assert (Unit.objects.count(), Position.objects.count(), Person.objects.count()) == before


def test_a_title_that_several_have_in_one_unit_is_held_by_several_at_once(fjordby, coordinator):
    taken_in(coordinator)
    teachers = Holding.objects.on(timezone.localdate()).filter(position__title="Lærer")
    assert sorted(each.person.name for each in teachers) == ["Bo Bech", "Ea Eskildsen"]


def test_a_successor_takes_over_the_position_and_nobody_is_made_twice(fjordby, coordinator):
    taken_in(coordinator)
    file = brought(
        coordinator,
        DIRECTORY.replace(
            "Mette;Ågård;mette@fjordby.example;01-08-2024", "Søren;Juul;soeren@fjordby.example;"
        ),
    )
    found = taking.difference(file)[0].differences
    assert [(each.kind, each.what, each.detail) for each in found] == [
        (DifferenceKind.PERSON_NEW, "Søren Juul", "soeren@fjordby.example"),
        (DifferenceKind.HOLDING_NEW, "Søren Juul: Skolechef", "Mette Ågård"),
    ]
    taking.take_in(file, by=coordinator, keys=[found[1].key])
    today = timezone.localdate()
    assert [each.person.name for each in Holding.objects.on(today).filter(position__title="Skolechef")] == [
        "Søren Juul"
    ]
    assert Holding.objects.get(person__name="Mette Ågård").ends == today - datetime.timedelta(days=1)


def test_a_unit_with_a_number_keeps_what_hangs_on_it_under_its_new_name(fjordby, coordinator):
    taken_in(coordinator)
    school = Unit.objects.get(name="Fjordskolen")
    taken_in(coordinator, DIRECTORY.replace("Fjordskolen", "Fjordens Skole"))
    school.refresh_from_db()
    assert school.name == "Fjordens Skole"
    assert Position.objects.filter(unit=school).count() == 2


def test_a_unit_may_move_to_another(fjordby, coordinator):
    taken_in(coordinator)
    taken_in(coordinator, DIRECTORY.replace("Børn og Unge;Fjordskolen", "Skole og Dagtilbud;Fjordskolen"))
    assert Unit.objects.get(name="Fjordskolen").parent.name == "Skole og Dagtilbud"


def test_a_unit_cannot_be_part_of_what_is_part_of_it(fjordby, coordinator):
    over = actions.create_unit(fjordby, by=coordinator, name="Center")
    under = actions.create_unit(fjordby, by=coordinator, name="Afdeling", parent=over)
    with pytest.raises(Refused, match="Center"):
        actions.move_unit(over, by=coordinator, parent=under)


def test_who_is_no_longer_named_is_offered_to_end_and_never_ended_unasked(fjordby, coordinator):
    taken_in(coordinator)
    file = brought(
        coordinator,
        DIRECTORY.replace("Børn og Unge;Fjordskolen;111;Lærer;Ea;Eskildsen;ea@fjordby.example;\n", ""),
    )
    [left] = taking.difference(file)[0].differences
    assert (left.kind, left.what, left.chosen) == (DifferenceKind.HOLDING_ENDED, "Ea Eskildsen: Lærer", False)
    taking.take_in(file, by=coordinator, keys=[left.key])
    assert Holding.objects.get(person__name="Ea Eskildsen").ends == timezone.localdate()


def test_only_those_who_answer_for_something_are_chosen_beforehand(fjordby, coordinator):
    chosen = {each.what for each in taking.difference(brought(coordinator))[0].differences if each.chosen}
    assert {"Skolechef", "Familiechef", "Skoleleder", "Mette Ågård"} <= chosen
    assert not {"Lærer", "Bo Bech", "Ea Eskildsen: Lærer"} & chosen


def test_what_a_chosen_line_needs_is_taken_in_with_it_and_nothing_else(fjordby, coordinator):
    file = brought(coordinator)
    key = next(
        each.key for each in taking.difference(file)[0].differences if each.what == "Karl Ø. Lund: Skoleleder"
    )
    taking.take_in(file, by=coordinator, keys=[key])
    assert {unit.name for unit in Unit.objects.all()} >= {"Børn og Unge", "Fjordskolen"}
    assert not Unit.objects.filter(name="Skoleafdelingen").exists()
    assert not Person.objects.filter(name="Bo Bech").exists()


def test_units_that_the_file_does_not_name_are_told_and_left_alone(fjordby, coordinator):
    unit = actions.create_unit(fjordby, by=coordinator, name="Biblioteket")
    assert "Biblioteket" in taking.difference(brought(coordinator))[0].only_here
    taken_in(coordinator)
    unit.refresh_from_db()
    assert unit.ends is None


def test_a_file_with_cpr_numbers_is_not_kept_and_the_column_is_named(fjordby, coordinator):
    with pytest.raises(Refused, match=r"CPR-nr.*010180-\*\*\*\*"):
        brought(coordinator, "Enhed;Stilling;Navn;CPR-nr\nSkolen;Leder;Bo;010180-1234\n")
    assert not DirectoryFile.objects.exists()


def test_lines_that_cannot_be_used_are_said_and_the_others_go_on(fjordby, coordinator):
    file = brought(
        coordinator,
        "Enhed;Stilling;Navn;E-mail;Startdato\nSkolen;Leder;Bo;bo(at)skole;\nSkolen;Leder;Ea;;31-02-2026\nSkolen;Leder;Ib;;\nSkolen;;Ulla;;\n",
    )
    comparison, faults = taking.difference(file)
    assert [(each.line, each.reason) for each in faults] == [
        (2, "bad_email"),
        (3, "bad_date"),
        (5, "person_without_title"),
    ]
    assert "Ib" in [each.what for each in comparison.differences]


def test_the_columns_can_be_said_where_the_headers_are_unknown(fjordby, coordinator):
    file = brought(coordinator, "Kolonne A;Kolonne B\nSkolen;Leder\n")
    assert taking.difference(file)[0].differences == []
    taking.name_columns(file, by=coordinator, columns=["unit", "title"])
    assert [each.what for each in taking.difference(file)[0].differences] == ["Skolen", "Leder"]
    with pytest.raises(Refused):
        taking.name_columns(file, by=coordinator, columns=["unit", "unit"])
    with pytest.raises(Refused):
        taking.name_columns(file, by=coordinator, columns=["", "name"])


def test_what_the_file_said_of_people_is_thrown_away_when_it_has_been_taken_in(fjordby, coordinator):
    file = brought(coordinator)
    taking.take_in(file, by=coordinator, keys=[])
    assert (file.rows, file.state) == ([], DirectoryState.TAKEN_IN)
    with pytest.raises(Refused):
        taking.take_in(file, by=coordinator, keys=[])
    newer = brought(coordinator)
    brought(coordinator, DIRECTORY + " ")
    newer.refresh_from_db()
    assert (newer.rows, newer.state) == ([], DirectoryState.DROPPED)


def test_the_record_of_a_directory_does_not_keep_its_table(fjordby, coordinator):
    taken_in(coordinator)
    kept = "".join(
        f"{log.before}{log.after}"
        for log in ActionLog.objects.filter(thing_type="organisation.directoryfile")
    )
    assert "Bech" not in kept


def test_all_is_taken_in_or_nothing(fjordby, coordinator, monkeypatch):
    file = brought(coordinator)
    before = Unit.objects.count()

    def fails(*args, **kwargs):
        raise Refused([])

    monkeypatch.setattr(actions, "appoint", fails)
    with pytest.raises(Refused):
        taking.take_in(file, by=coordinator, keys=everything(file))
    file.refresh_from_db()
    assert (Unit.objects.count(), file.state) == (before, DirectoryState.READ)


def test_only_those_who_keep_the_organisation_bring_a_directory(fjordby, reader):
    with pytest.raises(NotPermitted):
        brought(reader)


def test_excel_says_the_same_as_csv():
    book = openpyxl.Workbook()
    for row in [
        ["Enhed", "Stilling", "Startdato"],
        ["Skolen", "Leder", datetime.date(2026, 8, 1)],
        [None, None, None],
        ["Nr. 7", 7.0, ""],
    ]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    assert table.read_apart(stream.getvalue(), "katalog.xlsx") == [
        ["Enhed", "Stilling", "Startdato"], ["Skolen", "Leder", "2026-08-01"], ["Nr. 7", "7", ""],
    ]  # fmt: skip


TOO_LONG = ("Enhed;Stilling\n" + "a;b\n" * (table.MAX_ROWS + 5)).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b"Enhed;Stilling\n", "empty"), (b"kun en kolonne\nx\n", "one_column"),
        (b"PK\x03\x04nonsense", "unsupported"), (b"\xd0\xcf\x11\xe0 gammel", "unsupported"), (TOO_LONG, "too_many_rows"),
    ],
    ids=["empty", "headers only", "one column", "no archive", "old Excel", "too long"],
)  # fmt: skip
def test_a_file_that_holds_no_directory_is_refused_with_its_cause(data, reason):
    with pytest.raises(table.Unreadable) as refused:
        table.read_apart(data, "fil.csv")
    assert refused.value.reason == reason


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=12))
def test_no_table_breaks_the_reading_of_its_lines(rows):
    rows = [["Enhed", "Stilling", "Navn", "E-mail", "Startdato", "Slutdato"], *rows]
    entries, faults = entries_of(rows, columns.guess(rows[0]))
    assert len(entries) + len(faults) == len(rows) - 1


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_a_table(data):
    try:
        rows = table.read(data, "fil.csv")
    except table.Unreadable:
        return
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize(
    ("headers", "keys"),
    [
        (["Enhedsnavn", "Stillingsbetegnelse", "Medarbejdernr.", "Navn", "Mailadresse"], ["unit", "title", "person_id", "name", "email"]),
        (["Direktørområde", "Center", "Afdeling", "Titel", "Fornavn", "Efternavn"], ["administration", "centre", "unit", "title", "first_name", "last_name"]),
        (["Kantine", "Enhed", "Enhed"], ["", "unit", ""]),
    ],
)  # fmt: skip
def test_headers_are_known_by_the_names_that_personnel_systems_give_them(headers, keys):
    assert columns.guess(headers) == keys


# The pages


def upload(client, text=DIRECTORY):
    return client.post(
        reverse("organisation:directory"), {"file": SimpleUploadedFile("katalog.csv", text.encode())}
    )


def test_the_coordinator_brings_the_file_sees_the_differences_and_takes_them_in(signed_in, coordinator):
    page = signed_in(coordinator)
    answer = upload(page)
    assert answer.status_code == 302
    shown = page.get(answer.url).content.decode()
    assert "Skoleafdelingen" in shown
    file = DirectoryFile.objects.get()
    chosen = [each.key for each in taking.difference(file)[0].differences if each.chosen]
    page.post(reverse("organisation:directory_take_in", args=[file.pk]), {"take": chosen})
    assert Holding.objects.filter(position__title="Skolechef").exists()
    assert page.get(answer.url).status_code == 200
    assert page.get(reverse("organisation:directory")).status_code == 200


def test_what_cannot_be_read_is_said_at_the_field(signed_in, coordinator):
    answer = upload(signed_in(coordinator), "en kolonne\nx\n")
    assert answer.status_code == 400
    assert "katalog.csv" in answer.content.decode()


def test_columns_said_twice_are_refused_on_the_page(signed_in, coordinator):
    page = signed_in(coordinator)
    upload(page, "A;B\nSkolen;Leder\n")
    file = DirectoryFile.objects.get()
    answer = page.post(
        reverse("organisation:directory_columns", args=[file.pk]), {"column-0": "unit", "column-1": "unit"}
    )
    assert answer.status_code == 422
    page.post(
        reverse("organisation:directory_columns", args=[file.pk]), {"column-0": "unit", "column-1": "title"}
    )
    assert "Skolen" in page.get(reverse("organisation:directory_file", args=[file.pk])).content.decode()
    page.post(reverse("organisation:directory_drop", args=[file.pk]))
    assert not Unit.objects.filter(name="Skolen").exists()


def test_the_differences_cost_the_same_for_a_short_directory_and_a_long_one(
    signed_in, coordinator, queries_of
):
    page = signed_in(coordinator)

    def cost(lines):
        upload(
            page,
            "Enhed;Stilling;Navn\n" + "".join(f"Skole {n};Skoleleder;Person {n}\n" for n in range(lines)),
        )
        file = DirectoryFile.objects.filter(state=DirectoryState.READ).get()
        return queries_of(page, reverse("organisation:directory_file", args=[file.pk]))

    assert cost(2) == cost(200) <= 15
