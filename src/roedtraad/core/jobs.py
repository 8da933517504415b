"""Jobs: enqueued by name, carried out once, with lease, reaper and retry around the queue's tasks.

    @job("intake.read")
    def read_document(run: Run, *, document: int) -> None:
        run.report(30, _("Reading the headings"))
        ...long work that changes nothing...
        with run.settle():          # one transaction; refused if another try has taken over
            document.save()

    enqueue("intake.read", about=document, by=user, document=document.pk)

The queue (django-tasks) says when; `Job` says what was promised. A try that dies without a word loses its
lease; `reap()` takes the job up again, at most `JOB_ATTEMPTS` times. A refusal or an unreadable file is an
answer, not a fault: it is not tried again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task
from django_tasks.base import TaskResultStatus

from . import tenancy
from .enums import JobState
from .models import Job, Municipality, User
from .reasons import Refused

log = logging.getLogger("roedtraad.jobs")
HANDLERS: dict[str, Callable[..., Any]] = {}


class LostLease(Exception):
    """Another try has taken this job over; what this one did must not count."""


class Final(Exception):
    """A fault that trying again cannot mend. Its text is the sentence the user reads."""


def job(name: str, /) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if HANDLERS.setdefault(name, function) is not function:
            raise ValueError(f"the job {name} is declared twice")
        return function

    return decorate


def enqueue(
    name: str, /, *, about: Any = None, by: User | None = None, after: timedelta | None = None, **payload: Any
) -> Job:
    """Promise a job in the current municipality; it starts when the transaction has been committed."""
    row = Job.objects.create(
        name=name,
        payload=payload,
        about_type=about._meta.label_lower if about is not None else "",
        about_id=about.pk if about is not None else None,
        by=by if isinstance(by, User) else None,
        run_after=timezone.now() + (after or timedelta()),
    )
    _queue(row)
    return row


def _queue(row: Job) -> None:
    result = carry_out.using(run_after=row.run_after).enqueue(row.pk)
    Job.across.filter(pk=row.pk).update(task_id=result.id)


class Run:
    """One try at a job. `job` is its row; `report` tells how far it is; `settle` makes its effects count."""

    def __init__(self, row: Job):
        self.job = row
        self.attempt = row.attempt
        self.settled = False

    def report(self, percent: int, step: str = "") -> None:
        """Tell how far it is, 0–100, and what is going on; renews the lease."""
        changed = Job.across.filter(pk=self.job.pk, attempt=self.attempt, state=JobState.RUNNING).update(
            progress=min(99, percent), step=str(step)[:200], lease_until=_lease()
        )
        if not changed:
            raise LostLease

    @contextmanager
    def settle(self) -> Iterator[None]:
        """The transaction in which the job's effects and its end are written together: both or neither."""
        with transaction.atomic():
            row = Job.across.select_for_update().get(pk=self.job.pk)
            if row.attempt != self.attempt or row.state != JobState.RUNNING:
                raise LostLease
            yield
            Job.across.filter(pk=row.pk).update(
                state=JobState.DONE, progress=100, finished_at=timezone.now(), lease_until=None, error=""
            )
        self.settled = True


def _lease() -> Any:
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE)


@task()
def carry_out(pk: int) -> None:
    """The queue's task: one try. Claims the job (or leaves it to whoever has it), runs, settles."""
    claimed = Job.across.filter(pk=pk, state=JobState.WAITING)
    with transaction.atomic():
        row = claimed.select_for_update().first()
        if row is None:
            return
        row.state, row.attempt, row.lease_until = JobState.RUNNING, row.attempt + 1, _lease()
        Job.across.filter(pk=pk).update(state=row.state, attempt=row.attempt, lease_until=row.lease_until)
    run = Run(row)
    municipality = Municipality.objects.get(pk=row.municipality_id)
    with tenancy.scope(municipality), override(settings.LANGUAGE_CODE), _heartbeat(run):
        try:
            HANDLERS[row.name](run, **row.payload)
            if not run.settled:
                with run.settle():
                    pass
        except LostLease:
            log.warning("job %s (%s): another try took it over", row.pk, row.name)
        except (Refused, Final) as answer:
            _end(run, JobState.FAILED, str(answer))
        except Exception as fault:
            log.exception("job %s (%s) failed at try %s", row.pk, row.name, row.attempt)
            _again_or_fail(run.job.pk, run.attempt, fault)


def _end(run: Run, state: JobState, error: str) -> None:
    Job.across.filter(pk=run.job.pk, attempt=run.attempt, state=JobState.RUNNING).update(
        state=state, error=error[:4000], finished_at=timezone.now(), lease_until=None
    )


def _again_or_fail(pk: int, attempt: int, fault: Exception | None) -> None:
    with transaction.atomic():
        row = Job.across.select_for_update().get(pk=pk)
        if row.attempt != attempt or row.state != JobState.RUNNING:
            return
        if attempt >= settings.JOB_ATTEMPTS:
            row.state, row.finished_at, row.lease_until = JobState.FAILED, timezone.now(), None
            row.error = _(
                "It was tried %(n)s times and did not succeed. Try again, or tell the one who runs the system."
            ) % {"n": attempt}
        else:
            row.state, row.lease_until = JobState.WAITING, None
            row.run_after = timezone.now() + timedelta(seconds=0 if fault is None else 5 * 4 ** (attempt - 1))
        Job.across.filter(pk=pk).update(
            state=row.state,
            finished_at=row.finished_at,
            lease_until=None,
            error=row.error,
            run_after=row.run_after,
        )
        if row.state == JobState.WAITING:
            _queue(row)


def reap() -> int:
    """Take up again what lost its lease, and what waits without a task. Returns how many."""
    return _reap_lost() + _reap_forgotten()


def _reap_forgotten() -> int:
    """A job that should have begun a lease ago, and that no task in the queue will begin: the process died between
    writing the promise and queueing it, or between taking the task and claiming the job."""
    from django_tasks_db.models import DBTaskResult

    due = timezone.now() - timedelta(seconds=settings.JOB_LEASE)
    found = 0
    for pk in Job.across.filter(state=JobState.WAITING, run_after__lt=due).values_list("pk", flat=True):
        with transaction.atomic():
            row = Job.across.select_for_update().get(pk=pk)
            coming = DBTaskResult.objects.filter(pk=row.task_id, status=TaskResultStatus.READY)
            if row.state != JobState.WAITING or row.run_after >= due or coming.exists():
                continue
            log.warning("job %s waits without a task and is queued again", pk)
            row.run_after = timezone.now()  # else the next round would take it for forgotten again
            Job.across.filter(pk=pk).update(run_after=row.run_after)
            _queue(row)
            found += 1
    return found


def _reap_lost() -> int:
    from django_tasks_db.models import DBTaskResult

    lost = list(
        Job.across.filter(state=JobState.RUNNING, lease_until__lt=timezone.now()).values_list(
            "pk", "attempt", "task_id"
        )
    )
    for pk, attempt, task_id in lost:
        log.warning("job %s lost its lease at try %s", pk, attempt)
        _again_or_fail(pk, attempt, None)
        DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="lost its lease"
        )
    return len(lost)


@contextmanager
def _heartbeat(run: Run) -> Iterator[None]:
    """Renew the lease from a thread while the try lives, however long the work takes (a scanned document: minutes).

    In a test's transaction there is nobody to beat for.
    """
    if connection.in_atomic_block:
        yield
        return
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(settings.JOB_LEASE / 3):
            close_old_connections()
            try:
                Job.across.filter(pk=run.job.pk, attempt=run.attempt, state=JobState.RUNNING).update(
                    lease_until=_lease()
                )
            except DatabaseError:
                # A busy database misses a beat; the next comes well before the lease is lost.
                log.warning("job %s: a beat was missed", run.job.pk, exc_info=True)
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{run.job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)
