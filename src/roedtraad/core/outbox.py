"""What leaves the system: written with the change that caused it, sent after commit, never twice by guess."""

from __future__ import annotations

import uuid
from datetime import timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from . import schedule
from .enums import MESSAGE_TRANSITIONS, MessageKind, MessageState
from .jobs import Run, enqueue, job
from .models import OutboxMessage, User
from .states import move


def address(path: str) -> str:
    """A link for a mail: always on the installation's own canonical host."""
    return settings.ORIGIN + path


def write_mail(user: User, template: str, context: dict[str, Any]) -> OutboxMessage:
    """Put a mail in the outbox. `template` is a text template whose first line is the subject."""
    text = render_to_string(template, {**context, "user": user, "origin": settings.ORIGIN})
    subject, _newline, body = text.strip().partition("\n")
    message = OutboxMessage.objects.create(
        to=user.email,
        to_user=user,
        subject=subject.strip()[:200],
        body=body.strip() + "\n",
        message_id=make_msgid(uuid.uuid4().hex, urlsplit(settings.ORIGIN).hostname or "localhost"),
    )
    enqueue("core.send", about=message, message=message.pk)
    return message


@job("core.send")
def send(run: Run, *, message: int) -> None:
    """One mail: marked as on its way in the database before it goes; a rejection is kept as its error."""
    with transaction.atomic():
        row = OutboxMessage.objects.select_for_update().get(pk=message)
        if row.state != MessageState.WAITING:
            return  # an earlier try got this far: its fate is known, or uncertain, and nobody sends it again by guess
        move(row, MessageState.SENDING, MESSAGE_TRANSITIONS)
        row.save()
    mail = EmailMessage(row.subject, row.body, to=[row.to], headers={"Message-ID": row.message_id})
    try:
        mail.send()
    except OSError as fault:
        state, error = MessageState.FAILED, str(fault)
    else:
        state, error = MessageState.SENT, ""
    with run.settle():
        move(row, state, MESSAGE_TRANSITIONS)
        row.error, row.sent_at = error, timezone.now() if state == MessageState.SENT else None
        row.save()


@schedule.every(timedelta(minutes=5), "core.uncertain_mails")
def mark_uncertain() -> int:
    """A mail that has been on its way for long died with its worker: nobody knows, so it is shown as uncertain."""
    return OutboxMessage.objects.filter(
        kind=MessageKind.MAIL,
        state=MessageState.SENDING,
        created_at__lt=timezone.now() - timedelta(minutes=10),
    ).update(state=MessageState.UNCERTAIN)
