"""Fjordby, built once for all that is told of it: it takes a while."""

from __future__ import annotations

import pytest
from django.db import transaction

from roedtraad import example
from roedtraad.core import tenancy


@pytest.fixture(scope="package")
def built_once(django_db_setup, django_db_blocker):
    """Fjordby, rolled back after the last test of this package."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield example.build()
        transaction.set_rollback(True)


@pytest.fixture
def built(built_once, db):
    """Fjordby, in scope."""
    with tenancy.scope(built_once):
        yield built_once
