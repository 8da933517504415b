"""Core's own regular work: the sign of life, the reaper, and the upkeep of the database."""

from datetime import timedelta

from django.db.backends.signals import connection_created

from . import jobs, outbox, schedule, upkeep

schedule.every(timedelta(seconds=30), "core.sign_of_life", per_municipality=False)(lambda: None)
schedule.every(timedelta(seconds=5), "core.reap", per_municipality=False)(jobs.reap)
schedule.every(timedelta(hours=6), "core.statistics", per_municipality=False)(upkeep.refresh_statistics)
connection_created.connect(upkeep.keep_statements)

__all__ = ["outbox"]
