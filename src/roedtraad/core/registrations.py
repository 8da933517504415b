"""Core's own regular work: the sign of life and the reaper."""

from datetime import timedelta

from . import jobs, outbox, schedule

schedule.every(timedelta(seconds=30), "core.sign_of_life", per_municipality=False)(lambda: None)
schedule.every(timedelta(seconds=5), "core.reap", per_municipality=False)(jobs.reap)

__all__ = ["outbox"]
