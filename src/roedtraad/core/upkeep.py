"""What the database needs of care: regularly, and when a connection to it is made."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

# The main pages alone ask some 260 different statements. With psycopg's usual hundred a connection forgets a page's before
# the page is asked for again, and PostgreSQL plans them anew.
STATEMENTS = 1_000


def keep_statements(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let a connection to PostgreSQL keep all statements of the pages prepared (docs/adr/0025)."""
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = STATEMENTS


def refresh_statistics() -> None:
    """Have SQLite look anew at what its tables hold.

    Without figures it takes every index for equally good, and finds a matter's decisions by reading all those of the
    municipality. It looks at a thousand entries of each index, which takes it a moment whatever the size.
    PostgreSQL does the like by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
