"""`roedtraad prepare`, `work` and `manage`: the database brought up to date, the example built, the worker."""

from __future__ import annotations

import argparse
import os
import sys


def django_ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def prepare(argv: list[str] | None = None) -> int:
    """Migrate where a migration is missing, and build the example municipality where there is no municipality."""
    parser = argparse.ArgumentParser(prog="roedtraad prepare", description="Make the database ready.")
    parser.add_argument(
        "--example",
        choices=["whole", "organisation", "none"],
        help="how much of the example municipality is built",
    )
    given = parser.parse_args(argv or [])
    django_ready()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from roedtraad.core.models import Municipality

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("· bringing the database up to date", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    wanted = given.example or ("whole" if settings.EXAMPLE else "none")
    if wanted != "none" and not Municipality.objects.exists():
        from roedtraad import example

        print("· building the example municipality", flush=True)
        example.build() if wanted == "whole" else example.build_organisation()
    return 0


def sign_ins() -> list[tuple[str, str, str]]:
    """(e-mail, password, role) of the example municipality, where it is shown."""
    from django.conf import settings

    from roedtraad.core.models import Municipality

    if not settings.EXAMPLE or not Municipality.objects.filter(is_example=True).exists():
        return []
    from roedtraad import example

    return list(example.sign_ins())


def work(argv: list[str] | None = None) -> int:
    """The worker, until it is told to stop; `--batch` works off the queue and ends."""
    django_ready()
    from roedtraad.core import worker

    worker.work(batch="--batch" in (argv or []))
    return 0


def manage(argv: list[str] | None = None) -> int:
    """Django's own commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["roedtraad manage", *(argv if argv is not None else sys.argv[2:])])
    return 0
