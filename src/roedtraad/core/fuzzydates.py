"""Fuzzy dates in models: earliest and latest day, how precise, and the words as written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from roedtraad.language.dates import FuzzyDate, Precision


class FuzzyDateColumns:
    """Put on a model as `due = FuzzyDateColumns()`: five columns, read and written as one `FuzzyDate` or None.

    Filter and sort by `due_earliest` and `due_latest`; a thing is overdue when `due_latest` has passed.
    """

    if TYPE_CHECKING:  # what the property that replaces it gives and takes

        def __get__(self, instance: Any, owner: Any) -> FuzzyDate | None: ...

        def __set__(self, instance: Any, value: FuzzyDate | None) -> None: ...

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        cls.add_to_class(f"{name}_earliest", models.DateField(null=True, blank=True))
        cls.add_to_class(f"{name}_latest", models.DateField(null=True, blank=True))
        cls.add_to_class(f"{name}_precision", models.CharField(max_length=10, blank=True))
        cls.add_to_class(f"{name}_words", models.CharField(max_length=100, blank=True))
        cls.add_to_class(f"{name}_vague", models.BooleanField(default=False))

        def read(self: Any) -> FuzzyDate | None:
            if getattr(self, f"{name}_earliest") is None:
                return None
            return FuzzyDate(
                earliest=getattr(self, f"{name}_earliest"),
                latest=getattr(self, f"{name}_latest"),
                precision=Precision(getattr(self, f"{name}_precision")),
                words=getattr(self, f"{name}_words"),
                vague=getattr(self, f"{name}_vague"),
            )

        def write(self: Any, value: FuzzyDate | None) -> None:
            setattr(self, f"{name}_earliest", value.earliest if value else None)
            setattr(self, f"{name}_latest", value.latest if value else None)
            setattr(self, f"{name}_precision", value.precision if value else "")
            setattr(self, f"{name}_words", value.words[:100] if value else "")
            setattr(self, f"{name}_vague", bool(value and value.vague))

        setattr(cls, name, property(read, write))
