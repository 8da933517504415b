"""Mails over a real connection: in batches, each at most once, and none lost while the server is away."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from roedtraad.core import outbox, worker
from roedtraad.core.enums import JobState, MessageState
from roedtraad.core.jobs import HANDLERS, Run
from roedtraad.core.models import Job, OutboxMessage
from roedtraad.core.registries import mail_marks, mail_unneeded

from .post_office import post_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings):
    with post_office() as office:
        where = urlsplit(office.url)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = where.hostname, where.port
        settings.EMAIL_TIMEOUT = 5
        yield office


def written(user, count=1, purpose="", body="Hej\n") -> list[OutboxMessage]:
    messages = OutboxMessage.objects.bulk_create(
        OutboxMessage(
            to=f"n{n}@fjordby.example", to_user=user, subject=f"Nr. {n}", body=body, purpose=purpose,
            message_id=f"<{n}@fjordby.example>",
        )
        for n in range(count)
    )  # fmt: skip
    outbox.enqueue("core.send", messages=[message.pk for message in messages])
    return messages


def states() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("state", flat=True))


def test_mails_of_a_batch_go_over_one_connection_with_their_fixed_message_ids(office, fjordby, coordinator):
    written(coordinator, 30)
    worker.work(batch=True)
    assert office.lines == 1
    assert [mail["Message-ID"] for mail in office.mails] == [f"<{n}@fjordby.example>" for n in range(30)]
    assert set(states()) == {MessageState.SENT}


def test_a_server_that_hangs_up_now_and_then_loses_no_mail_and_gets_none_twice(office, fjordby, coordinator):
    office.hangs_up = 4
    written(coordinator, 10)
    worker.work(batch=True)
    assert office.lines == 3
    assert len({mail["Message-ID"] for mail in office.mails}) == len(office.mails) == 10
    assert set(states()) == {MessageState.SENT}


def test_a_server_that_says_no_is_an_answer_and_one_that_says_not_now_is_asked_again(
    office, fjordby, coordinator
):
    office.refuse = {"n0@": "550 nobody here", "n1@": "450 come again"}
    written(coordinator, 3)
    worker.work(batch=True)
    assert states() == [MessageState.FAILED, MessageState.WAITING, MessageState.SENT]
    assert "nobody here" in OutboxMessage.objects.order_by("pk")[0].error
    office.refuse = {}
    assert outbox.take_up_waiting() == 0  # not at once
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    assert outbox.take_up_waiting() == 1
    worker.work(batch=True)
    assert states() == [MessageState.FAILED, MessageState.SENT, MessageState.SENT]


def test_while_the_server_is_away_mails_wait_and_after_two_days_they_are_given_up(
    office, settings, fjordby, coordinator
):
    settings.EMAIL_PORT = 1
    written(coordinator)
    worker.work(batch=True)
    assert states() == [MessageState.WAITING]
    Job.objects.update(state=JobState.FAILED)
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=2, minutes=1))
    assert outbox.take_up_waiting() == 0
    assert states() == [MessageState.FAILED]


def test_a_line_that_breaks_while_a_mail_is_on_it_leaves_the_mail_uncertain_and_the_next_one_goes(
    office, fjordby, coordinator, monkeypatch
):
    import smtplib

    data = smtplib.SMTP.data
    calls = []

    def broken(self, message):
        calls.append(1)
        if len(calls) == 1:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return data(self, message)

    monkeypatch.setattr(smtplib.SMTP, "data", broken)
    written(coordinator, 2)
    worker.work(batch=True)
    assert states() == [MessageState.UNCERTAIN, MessageState.SENT]
    assert "n1@" in office.mails[0]["To"]


def test_a_batch_that_is_taken_up_again_leaves_what_was_on_its_way_alone(office, fjordby, coordinator):
    first, second, third = written(coordinator, 3)
    OutboxMessage.objects.filter(pk=first.pk).update(state=MessageState.SENT)
    OutboxMessage.objects.filter(pk=second.pk).update(
        state=MessageState.SENDING, sending_at=timezone.now() - timedelta(minutes=11)
    )
    worker.work(batch=True)
    assert [mail["To"] for mail in office.mails] == [third.to]
    assert outbox.mark_uncertain() == 1
    assert states() == [MessageState.SENT, MessageState.UNCERTAIN, MessageState.SENT]


def test_two_tries_at_the_same_batch_send_each_mail_once(office, fjordby, coordinator):
    messages = written(coordinator, 5)
    row = Job.objects.get()
    Job.objects.update(state=JobState.RUNNING, attempt=1)
    row.refresh_from_db()
    for _try in range(2):
        HANDLERS["core.send"](Run(row), messages=[message.pk for message in messages])
    assert len(office.mails) == 5


def test_an_uncertain_mail_goes_again_only_when_somebody_says_so(office, fjordby, coordinator):
    [message] = written(coordinator)
    Job.objects.all().delete()
    OutboxMessage.objects.update(state=MessageState.UNCERTAIN)
    message.refresh_from_db()
    worker.work(batch=True)
    assert office.mails == []
    outbox.send_again(message)
    worker.work(batch=True)
    assert [mail["Message-ID"] for mail in office.mails] == [message.message_id]


def test_what_nobody_needs_any_longer_does_not_go(office, fjordby, coordinator, monkeypatch):
    monkeypatch.setattr(mail_unneeded, "_entries", {"test": [lambda keys: {min(keys)}]})
    written(coordinator, 2, purpose="test")
    worker.work(batch=True)
    assert states() == [MessageState.DROPPED, MessageState.SENT]


def test_a_mark_is_filled_in_as_the_mail_goes_and_an_unknown_one_stays(
    office, fjordby, coordinator, monkeypatch
):
    monkeypatch.setattr(mail_marks, "_entries", {"test.key": [lambda message, what: f"{message.to}/{what}"]})
    written(coordinator, body=f"Se {outbox.mark('test.key', 7)} og {outbox.mark('other', 1)}\n")
    worker.work(batch=True)
    assert "Se n0@fjordby.example/7 og ⟦other 1⟧" in office.to("n0@")
    assert "⟦test.key 7⟧" in OutboxMessage.objects.get().body
