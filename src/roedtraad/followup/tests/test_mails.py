"""A mail of which nobody knows whether it arrived is shown, and somebody decides."""

from __future__ import annotations

import pytest
from django.urls import reverse

from roedtraad.core.enums import MessageState
from roedtraad.core.models import Job, OutboxMessage
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle
from roedtraad.plans.tests.making import running_plan


@pytest.fixture
def uncertain(fjordby, coordinator, school_chief) -> OutboxMessage:
    make_cycle(running_plan()[0])
    remind()
    OutboxMessage.objects.update(state=MessageState.UNCERTAIN)
    Job.objects.all().delete()
    return OutboxMessage.objects.get()


def test_an_uncertain_mail_is_shown_to_whoever_runs_the_rounds(uncertain, coordinator, signed_in, queries_of):
    client = signed_in(coordinator)
    assert "Én mail blev afbrudt" in client.get(reverse("followup:index")).content.decode()
    page = client.get(reverse("followup:mails")).content.decode()
    assert "Torben Lindegaard" in page
    assert "Send den igen" in page
    assert queries_of(client, reverse("followup:mails")) <= 15


def test_it_is_sent_again_when_somebody_says_so_and_only_then(uncertain, coordinator, signed_in):
    client, url = signed_in(coordinator), reverse("followup:decide_on_mail", args=[uncertain.pk])
    assert client.get(url).status_code == 405
    assert not Job.objects.exists()
    client.post(url, {"do": "again"})
    assert OutboxMessage.objects.get().state == MessageState.WAITING
    assert Job.objects.get().payload == {"messages": [uncertain.pk]}
    assert client.post(url, {"do": "again"}).status_code == 409  # it is on its way already


def test_it_can_be_taken_as_sent(uncertain, coordinator, signed_in):
    signed_in(coordinator).post(reverse("followup:decide_on_mail", args=[uncertain.pk]), {"do": "sent"})
    assert OutboxMessage.objects.get().state == MessageState.SENT
    assert not Job.objects.exists()


def test_nobody_else_sees_or_decides(uncertain, school_chief, signed_in):
    client = signed_in(school_chief)
    assert client.get(reverse("followup:mails")).status_code == 403
    assert client.post(reverse("followup:decide_on_mail", args=[uncertain.pk])).status_code == 403
    assert "afbrudt" not in client.get(reverse("followup:index")).content.decode()


def test_a_mail_of_another_purpose_is_not_decided_on_here(uncertain, coordinator, signed_in):
    OutboxMessage.objects.update(purpose="")
    url = reverse("followup:decide_on_mail", args=[uncertain.pk])
    assert signed_in(coordinator).post(url, {"do": "again"}).status_code == 404
