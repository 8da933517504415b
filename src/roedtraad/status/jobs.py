"""Writing a long report as a file, with its progress shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roedtraad.core.jobs import Run, job

from .content import document_of
from .documents import fingerprint, make
from .models import MadeDocument, StatusReport


@job("status.write")
def write(run: Run, *, report: int, fmt: str) -> None:
    """The file is kept together with the job's end, or not at all."""
    row = (
        StatusReport.objects.filter(pk=report).select_related("snapshot", "municipality", "year_ago").first()
    )
    if row is None:
        return
    run.report(10, _("Laying out the sections"))
    made = document_of(row)
    run.report(35, _("Setting text, tables and charts"))
    content = make(row, made, fmt)
    with run.settle():
        MadeDocument.objects.update_or_create(
            report=row, fmt=fmt, defaults={"words": fingerprint(row, made, fmt), "content": content}
        )
