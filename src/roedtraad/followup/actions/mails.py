"""The verbs for a mail of which nobody knows whether it arrived: somebody who runs the rounds decides."""

from __future__ import annotations

from roedtraad.core import outbox
from roedtraad.core.actions import action
from roedtraad.core.models import OutboxMessage
from roedtraad.followup.permissions import may_run_cycles

from .common import Actor


@action("followup.send_again", permission=may_run_cycles)
def send_again(message: OutboxMessage, *, by: Actor) -> OutboxMessage:
    """It goes once more, with the Message-ID it had: it may then arrive twice, and somebody has said so."""
    return outbox.send_again(message)


@action("followup.take_as_sent", permission=may_run_cycles)
def take_as_sent(message: OutboxMessage, *, by: Actor) -> OutboxMessage:
    """It has arrived: the person has been asked."""
    return outbox.take_as_sent(message)
