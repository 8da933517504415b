"""The verbs of evidence: attach a file or an address to a check-in, and take it away again before it is signed off."""

from __future__ import annotations

from roedtraad.core.actions import action
from roedtraad.core.models import User
from roedtraad.followup.enums import AttachmentKind
from roedtraad.followup.evidence import Checked
from roedtraad.followup.models import Attachment, CheckIn
from roedtraad.followup.permissions import may_draft
from roedtraad.followup.rules import why_not_attach, why_not_report

from .common import refuse
from .reporting import refuse_second


@action("followup.attach_file", permission=may_draft)
def attach_file(check_in: CheckIn, *, by: User, file: Checked) -> Attachment:
    """A file that has been looked through (`evidence.checked`). A check-in that is not begun is begun with it."""
    _begin(check_in, by)
    return Attachment.objects.create(
        check_in=check_in,
        kind=AttachmentKind.FILE,
        name=file.name[:200],
        content=file.data,
        size=len(file.data),
        sha256=file.sha256,
        added_by=by,
    )


@action("followup.attach_link", permission=may_draft)
def attach_link(check_in: CheckIn, *, by: User, url: str, name: str = "") -> Attachment:
    """An address where the evidence stands."""
    _begin(check_in, by)
    return Attachment.objects.create(
        check_in=check_in, kind=AttachmentKind.LINK, name=(name.strip() or url)[:200], url=url, added_by=by
    )


@action("followup.detach", permission=may_draft)
def detach(attachment: Attachment, *, by: User) -> None:
    """Take it away, file and all."""
    refuse(why_not_report(attachment.check_in))
    attachment.delete()


def _begin(check_in: CheckIn, by: User) -> None:
    refuse(why_not_attach(check_in))
    if check_in.pk is None:
        refuse_second(check_in)
        check_in.written_by = by
        check_in.save()
