"""How an app joins the house: its `registrations` and `jobs` are imported when Django is ready."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig


class Room(AppConfig):
    """Base of every app's configuration."""

    default = False  # of two configurations in a module Django takes neither; each app's own says that it is the one

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for part in ("registrations", "jobs"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
