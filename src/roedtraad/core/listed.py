"""The keys of a group as one value."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, TextField


class listed(Aggregate):  # noqa: N801 - it reads as a word: annotate(goals=listed("goal_id"))
    """Which keys stand in a group, as a text: '12,15,19'; None where there are none.

    For questions whose rows are grouped by something that the page knows already: thousands of rows come as one for each
    group, and the database joins nothing to them.
    """

    name = "listed"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG((%(expressions)s)::text, ',')", **extra)
