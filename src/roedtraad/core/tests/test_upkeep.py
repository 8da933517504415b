"""The database is cared for while it is in use."""

from __future__ import annotations

import pytest
from django.db import connection

from roedtraad.core import schedule, upkeep
from roedtraad.core.upkeep import refresh_statistics
from roedtraad.organisation.models import Unit


def test_sqlite_learns_that_a_municipality_singles_out_little_and_a_name_much(fjordby):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its statistics by itself")
    Unit.objects.bulk_create(Unit(name=f"Enhed {number}") for number in range(300))
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'organisation_unit'")
        found = {figures for (figures,) in cursor.fetchall()}
    assert "300 300" in found  # rows, and rows of one municipality
    assert "300 300 1" in found  # and of one name in it


def test_the_worker_refreshes_the_statistics():
    assert schedule.ENTRIES["core.statistics"].work is refresh_statistics


@pytest.mark.django_db
def test_a_connection_keeps_the_statements_of_all_pages():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans in no time: DATABASE_URL with a PostgreSQL shows it")
    connection.ensure_connection()
    assert connection.connection.prepared_max == upkeep.STATEMENTS
