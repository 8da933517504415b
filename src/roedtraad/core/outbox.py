"""What leaves the system: written with the change that caused it, sent after commit, never twice by guess.

Mails go in batches over one connection. Each is `sending` in the database before it goes; its fate and the start of the
next are written in one commit, so a worker that is killed leaves at most one mail whose fate nobody knows.
"""

from __future__ import annotations

import re
import smtplib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from . import schedule
from .enums import MESSAGE_TRANSITIONS, JobState, MessageKind, MessageState
from .jobs import Run, enqueue, job
from .models import Job, OutboxMessage, User
from .registries import mail_marks, mail_unneeded
from .states import move

BATCH = 200  # mails of one job
SLICE = 25  # mails after which it is asked anew which of the rest are needed, and the lease is renewed
UNCERTAIN_AFTER = timedelta(minutes=10)  # longer than a mail server is waited for
TRY_AGAIN = timedelta(minutes=15)  # while a mail server is away
GIVE_UP = timedelta(days=2)
MARK = re.compile(r"⟦([a-z.]+) ([^⟧]*)⟧")


@dataclass(frozen=True)
class Letter:
    """A mail to be written. `template` is a text template whose first line is the subject."""

    user: User
    template: str
    context: dict[str, Any] = field(default_factory=dict)


def address(path: str) -> str:
    """A link for a mail: always on the installation's own canonical host."""
    return settings.ORIGIN + path


def mark(name: str, what: object) -> str:
    """What stands in a mail's body until it goes: `mail_marks` of that name fills it in."""
    return f"⟦{name} {what}⟧"


def write_mail(user: User, template: str, context: dict[str, Any], purpose: str = "") -> OutboxMessage:
    """Put a mail in the outbox."""
    return write_mails([Letter(user, template, context)], purpose)[0]


def write_mails(letters: Iterable[Letter], purpose: str = "") -> list[OutboxMessage]:
    """Put mails in the outbox, in the order given."""
    messages = OutboxMessage.objects.bulk_create(_written(letter, purpose) for letter in letters)
    for some in _parted(messages, BATCH):
        enqueue("core.send", messages=[message.pk for message in some])
    return messages


def send_again(message: OutboxMessage) -> OutboxMessage:
    """Let an uncertain mail go once more: somebody has said so. It keeps its Message-ID."""
    move(message, MessageState.WAITING, MESSAGE_TRANSITIONS)
    message.save()
    enqueue("core.send", messages=[message.pk])
    return message


def take_as_sent(message: OutboxMessage) -> OutboxMessage:
    """An uncertain mail has arrived: somebody has seen it."""
    move(message, MessageState.SENT, MESSAGE_TRANSITIONS)
    message.sent_at = message.sending_at
    message.save()
    return message


def _written(letter: Letter, purpose: str) -> OutboxMessage:
    text = render_to_string(
        letter.template, {**letter.context, "user": letter.user, "origin": settings.ORIGIN}
    )
    subject, _newline, body = text.strip().partition("\n")
    return OutboxMessage(
        to=letter.user.email,
        to_user=letter.user,
        purpose=purpose,
        subject=subject.strip()[:200],
        body=body.strip() + "\n",
        message_id=make_msgid(uuid.uuid4().hex, urlsplit(settings.ORIGIN).hostname or "localhost"),
    )


def _parted(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


# --- sending


@job("core.send")
def send(run: Run, *, messages: Sequence[int] = (), message: int | None = None) -> None:
    """Mails that wait, one after the other over one connection; what an earlier try got to is left as it stands.

    A mail server that does not answer is a fault, and the job is tried again; no mail has then been taken.
    """
    keys = [message] if message is not None else list(messages)
    waiting = list(OutboxMessage.objects.filter(pk__in=keys, state=MessageState.WAITING).order_by("pk"))
    if not waiting:
        return
    post = _Post()
    try:
        for number, some in enumerate(_parted(waiting, SLICE)):
            run.report(100 * number * SLICE // len(waiting))
            for row in _still_needed(some):
                post.send(row)
        post.settle()
    finally:
        post.close()


class _Post:
    """One connection, and the mail whose fate is known but not yet written."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._connection.open()
        self._last: OutboxMessage | None = None

    def send(self, row: OutboxMessage) -> None:
        self._reach()
        with transaction.atomic():
            self.settle()
            # Claimed by the state it had: of two tries at the same job one finds it waiting.
            now = timezone.now()
            claimed = OutboxMessage.objects.filter(pk=row.pk, state=MessageState.WAITING).update(
                state=MessageState.SENDING, sending_at=now
            )
        if not claimed:
            return  # its fate is known, or uncertain, and nobody sends it again by guess
        row.state, row.sending_at = MessageState.SENDING, now
        state, row.error = self._fate(row)
        move(row, state, MESSAGE_TRANSITIONS)
        row.sent_at = timezone.now() if state == MessageState.SENT else None
        self._last = row

    def settle(self) -> None:
        """Write down what became of the last one."""
        if self._last is not None:
            self._last.save(update_fields=["state", "error", "sent_at"])
            self._last = None

    def close(self) -> None:
        self.settle()
        self._connection.close()

    def _reach(self) -> None:
        """Servers hang up after so many mails: asked before a mail goes, so that a lost line is no lost mail."""
        line = getattr(self._connection, "connection", None)
        if line is None:
            self._connection.open()
            return
        try:
            alive = line.noop()[0] == 250
        except (smtplib.SMTPException, OSError):
            alive = False
        if not alive:
            self._connection.close()
            self._connection.open()

    def _fate(self, row: OutboxMessage) -> tuple[MessageState, str]:
        """(state, why): a server that says no has not taken it; one that falls silent may have."""
        mail = EmailMessage(
            row.subject,
            _filled(row),
            to=[row.to],
            headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"},
        )
        try:
            self._connection.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as refused:
            answers = list(refused.recipients.values())
            return _refused([code for code, _words in answers], str(refused))
        except smtplib.SMTPResponseException as refused:
            return _refused([refused.smtp_code], str(refused))
        except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError) as fault:
            return MessageState.FAILED, str(fault)
        except OSError as fault:
            self._connection.close()
            return MessageState.UNCERTAIN, str(fault)
        return MessageState.SENT, ""


def _refused(codes: list[int], words: str) -> tuple[MessageState, str]:
    """4xx asks us to come again (RFC 5321, 4.2.1): it waits. Everything else is an answer."""
    for_now = codes and all(400 <= code < 500 for code in codes)
    return (MessageState.WAITING if for_now else MessageState.FAILED), words


def _filled(row: OutboxMessage) -> str:
    def fill(found: re.Match[str]) -> str:
        fillers = mail_marks.of(found[1])
        return fillers[0](row, found[2]) if fillers else found[0]

    return MARK.sub(fill, row.body)


def _still_needed(rows: Sequence[OutboxMessage]) -> list[OutboxMessage]:
    """Without those that became needless while they waited; these are marked so."""
    dropped: set[int] = set()
    for purpose in {row.purpose for row in rows}:
        keys = [row.pk for row in rows if row.purpose == purpose]
        for needless in mail_unneeded.of(purpose):
            dropped |= needless(keys)
    if dropped:
        OutboxMessage.objects.filter(pk__in=dropped, state=MessageState.WAITING).update(
            state=MessageState.DROPPED
        )
    return [row for row in rows if row.pk not in dropped]


# --- regular work


@schedule.every(timedelta(minutes=5), "core.uncertain_mails")
def mark_uncertain() -> int:
    """A mail that has been on its way for long died with its worker: nobody knows, so it is shown as uncertain."""
    return OutboxMessage.objects.filter(
        kind=MessageKind.MAIL,
        state=MessageState.SENDING,
        sending_at__lt=timezone.now() - UNCERTAIN_AFTER,
    ).update(state=MessageState.UNCERTAIN)


@schedule.every(timedelta(minutes=10), "core.waiting_mails")
def take_up_waiting() -> int:
    """Mails that a mail server would not take yet, or that waited while it was away: tried again, for two days."""
    if Job.objects.filter(name="core.send", state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        return 0
    now = timezone.now()
    waiting = OutboxMessage.objects.filter(kind=MessageKind.MAIL, state=MessageState.WAITING)
    waiting.filter(created_at__lt=now - GIVE_UP).update(
        state=MessageState.FAILED, error=_("The mail server did not take it within two days.")
    )
    keys = list(waiting.filter(created_at__lt=now - TRY_AGAIN).order_by("pk").values_list("pk", flat=True))
    for some in _parted(keys, BATCH):
        enqueue("core.send", messages=list(some))
    return len(keys)
