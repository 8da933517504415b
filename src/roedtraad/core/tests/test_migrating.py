"""Tables that are made together are the tables that would have been made one by one."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from roedtraad.core.migrating import CreateTogether

HOUSE = migrations.CreateModel("House", [("id", models.BigAutoField(primary_key=True))])
ROOM = migrations.CreateModel(
    "Room",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("house", models.ForeignKey("house.House", on_delete=models.CASCADE)),
        ("beside", models.ForeignKey("house.Room", null=True, on_delete=models.SET_NULL)),
    ],
)


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("house_")}


def test_the_state_is_the_same_as_one_by_one() -> None:
    together, one_by_one = ProjectState(), ProjectState()
    assert not list(together.apps.get_models()) + list(
        one_by_one.apps.get_models()
    )  # drawn up, as in mid-migration
    CreateTogether([HOUSE, ROOM]).state_forwards("house", together)
    for model in (HOUSE, ROOM):
        model.state_forwards("house", one_by_one)
    assert together == one_by_one
    assert together.apps.get_model("house", "Room")._meta.get_field("house").related_model is (
        together.apps.get_model("house", "House")
    )


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_made_and_taken_away_again() -> None:
    step = CreateTogether([HOUSE, ROOM])
    before, after = ProjectState(), ProjectState()
    step.state_forwards("house", after)
    with connection.schema_editor() as editor:
        step.database_forwards("house", editor, before, after)
    assert tables() == {"house_house", "house_room"}
    with connection.schema_editor() as editor:
        step.database_backwards("house", editor, after, before)
    assert tables() == set()


def test_it_says_which_tables() -> None:
    step = CreateTogether([HOUSE, ROOM])
    assert step.describe() == "Create models House, Room"
    assert step.references_model("room", "house")
    assert not step.references_model("garden", "house")
