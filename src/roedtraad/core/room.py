"""How an app joins the house: its `registrations` and `jobs` are imported when Django is ready."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class Room(AppConfig):
    """Base of every app's configuration."""

    def ready(self) -> None:
        for part in ("registrations", "jobs"):
            if find_spec(f"{self.name}.{part}"):
                import_module(f"{self.name}.{part}")
