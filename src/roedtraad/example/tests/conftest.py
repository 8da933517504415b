"""Fjordby, built once a module: it takes a few seconds."""

from __future__ import annotations

import pytest
from django.db import transaction

from roedtraad import example
from roedtraad.core import tenancy


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker):
    """Fjordby, rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield example.build()
        transaction.set_rollback(True)


@pytest.fixture
def built(built_once, db):
    """Fjordby, in scope."""
    with tenancy.scope(built_once):
        yield built_once
