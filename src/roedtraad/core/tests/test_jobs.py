"""A job is promised once and done once, whatever dies on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from roedtraad.core import jobs, worker
from roedtraad.core.enums import JOB_TRANSITIONS, JobState
from roedtraad.core.models import Job
from roedtraad.core.reasons import Reason, Refused
from roedtraad.core.tenancy import current
from roedtraad.organisation.models import Unit

DONE: list[str] = []


@jobs.job("test.build")
def build(run, *, name, fail=0, refuse=False):
    DONE.append(name)
    run.report(50, "half-way")
    if refuse:
        raise Refused(Reason("test", "The file is empty."))
    if run.attempt <= fail:
        raise OSError("the disk said no")
    with run.settle():
        Unit.objects.create(name=f"{name} i {current().name}")


@pytest.fixture(autouse=True)
def forget():
    DONE.clear()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_carried_out_in_its_municipality_after_commit(fjordby):
    row = jobs.enqueue("test.build", name="Nord")
    assert row.state == JobState.WAITING
    worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.progress, row.attempt) == (JobState.DONE, 100, 1)
    assert Unit.objects.get().name == "Nord i Fjordby Kommune"


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_an_answer_and_not_tried_again(fjordby):
    row = jobs.enqueue("test.build", name="Nord", refuse=True)
    worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.error, row.attempt) == (JobState.FAILED, "The file is empty.", 1)
    assert DONE == ["Nord"]


@pytest.mark.django_db(transaction=True)
def test_a_fault_is_tried_again_later_and_then_done_once(fjordby):
    row = jobs.enqueue("test.build", name="Nord", fail=1)
    worker.work(batch=True)
    row.refresh_from_db()
    assert row.state == JobState.WAITING
    assert row.run_after > timezone.now()
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (JobState.DONE, 2)
    assert Unit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_fault_that_stays_ends_in_a_sentence(fjordby, settings):
    settings.JOB_ATTEMPTS = 2
    row = jobs.enqueue("test.build", name="Nord", fail=9)
    for _try in range(3):
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
        worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (JobState.FAILED, 2)
    assert "2" in row.error
    assert not Unit.objects.exists()


def lost(row):
    """As kill -9 leaves it: running, and nobody renews the lease."""
    Job.across.filter(pk=row.pk).update(
        state=JobState.RUNNING, attempt=1, lease_until=timezone.now() - timedelta(seconds=1)
    )
    DBTaskResult.objects.update(status="RUNNING")


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_was_killed_is_taken_up_again_and_done_once(fjordby):
    row = jobs.enqueue("test.build", name="Nord")
    lost(row)
    worker.work(batch=True)
    assert DONE == []
    assert jobs.reap() == 1
    worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (JobState.DONE, 2)
    assert Unit.objects.count() == 1
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()
    assert jobs.reap() == 0


@pytest.mark.django_db(transaction=True)
def test_a_try_that_lost_its_lease_cannot_settle(fjordby):
    row = jobs.enqueue("test.build", name="Nord")
    lost(row)
    row.refresh_from_db()
    sleeper = jobs.Run(row)
    jobs.reap()
    worker.work(batch=True)
    with pytest.raises(jobs.LostLease), sleeper.settle():
        Unit.objects.create(name="for sent")
    assert [unit.name for unit in Unit.objects.all()] == ["Nord i Fjordby Kommune"]
    with pytest.raises(jobs.LostLease):
        sleeper.report(90)


@pytest.mark.django_db(transaction=True)
def test_two_tasks_for_one_job_do_it_once(fjordby):
    row = jobs.enqueue("test.build", name="Nord")
    jobs._queue(row)
    worker.work(batch=True)
    assert DONE == ["Nord"]


@pytest.mark.parametrize("now", JobState)
@pytest.mark.parametrize("to", JobState)
def test_a_finished_job_never_moves(now, to):
    if now in (JobState.DONE, JobState.FAILED):
        assert to not in JOB_TRANSITIONS[now]


def forgotten(row, seconds):
    Job.across.filter(pk=row.pk).update(run_after=timezone.now() - timedelta(seconds=seconds))


@pytest.mark.django_db(transaction=True)
def test_a_promise_whose_task_was_never_queued_is_kept_all_the_same(fjordby, settings):
    row = jobs.enqueue("test.build", name="Nord")
    DBTaskResult.objects.all().delete()  # the process died between the commit and the queueing
    assert jobs.reap() == 0
    forgotten(row, settings.JOB_LEASE + 1)
    assert jobs.reap() == 1
    assert jobs.reap() == 0
    worker.work(batch=True)
    row.refresh_from_db()
    assert (row.state, row.attempt) == (JobState.DONE, 1)
    assert Unit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_died_before_it_claimed_the_job_leaves_nothing_undone(fjordby, settings):
    row = jobs.enqueue("test.build", name="Nord")
    DBTaskResult.objects.update(status="RUNNING")
    forgotten(row, settings.JOB_LEASE + 1)
    assert jobs.reap() == 1
    worker.work(batch=True)
    row.refresh_from_db()
    assert row.state == JobState.DONE


@pytest.mark.django_db(transaction=True)
def test_a_job_that_only_waits_its_turn_is_not_queued_twice(fjordby, settings):
    row = jobs.enqueue("test.build", name="Nord")
    forgotten(row, settings.JOB_LEASE + 1)
    assert jobs.reap() == 0
    assert DBTaskResult.objects.count() == 1
