"""What leaves the system leaves once, after commit, and its fate is known or shown as unknown."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from roedtraad.core import outbox, schedule, worker
from roedtraad.core.enums import MESSAGE_TRANSITIONS, MessageState
from roedtraad.core.models import Job, OutboxMessage

TEMPLATE = "core/mails/test.txt"


@pytest.fixture
def template(settings, tmp_path):
    (tmp_path / "core" / "mails").mkdir(parents=True)
    (tmp_path / TEMPLATE).write_text("Hej {{ user.first_name }}\n\nSe {{ origin }}{{ path }}\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False, "OPTIONS": {}}]
    return TEMPLATE


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_once_with_its_fixed_message_id_and_the_canonical_host(template, fjordby, coordinator):
    message = outbox.write_mail(coordinator, template, {"path": "/fjordby/"})
    assert not mail.outbox
    worker.work(batch=True)
    message.refresh_from_db()
    [sent] = mail.outbox
    assert message.state == MessageState.SENT
    assert sent.subject == "Hej Signe"
    assert "http://localhost:8000/fjordby/" in sent.body
    assert sent.extra_headers["Message-ID"] == message.message_id


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_change_that_was_rolled_back_never_goes(template, fjordby, coordinator):
    with transaction.atomic():
        outbox.write_mail(coordinator, template, {"path": "/"})
        transaction.set_rollback(True)
    worker.work(batch=True)
    assert not mail.outbox
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_mail_whose_worker_died_while_it_went_is_shown_as_uncertain_and_not_sent_again(
    template, fjordby, coordinator
):
    message = outbox.write_mail(coordinator, template, {"path": "/"})
    OutboxMessage.objects.update(
        state=MessageState.SENDING, sending_at=timezone.now() - timedelta(minutes=11)
    )
    worker.work(batch=True)
    assert not mail.outbox
    assert outbox.mark_uncertain() == 1
    message.refresh_from_db()
    assert message.state == MessageState.UNCERTAIN


@pytest.mark.django_db(transaction=True)
def test_a_rejected_mail_keeps_its_reason(template, fjordby, coordinator, monkeypatch):
    def reject(self, messages):
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", reject)
    message = outbox.write_mail(coordinator, template, {"path": "/"})
    worker.work(batch=True)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    assert message.error
    assert Job.objects.get().state == "done"


@pytest.mark.parametrize("now", MessageState)
def test_what_has_been_sent_is_never_sent_again(now):
    if now in (MessageState.SENT, MessageState.FAILED):
        assert not MESSAGE_TRANSITIONS[now]
    assert MessageState.SENT not in MESSAGE_TRANSITIONS[MessageState.WAITING]


def test_regular_work_runs_once_in_each_municipality_and_not_before_it_is_due(fjordby, nordby, monkeypatch):
    from roedtraad.core.tenancy import current

    seen = []
    monkeypatch.setattr(schedule, "ENTRIES", {})
    schedule.every(timedelta(hours=1), "test.count")(lambda: seen.append(current().slug))
    schedule.every(timedelta(hours=1), "test.fault", per_municipality=False)(lambda: 1 / 0)
    assert sorted(schedule.run_due()) == ["test.count", "test.fault"]
    assert schedule.run_due() == []
    assert sorted(seen) == ["fjordby", "nordby"]
    assert not DBTaskResult.objects.exists()
