"""What the database needs of regular care."""

from __future__ import annotations

from django.db import connection


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
