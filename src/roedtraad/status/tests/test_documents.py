"""A report as a file: short ones at once, long ones by a job whose progress is shown; the file is kept."""

import pytest
from django.urls import reverse

from roedtraad.core import jobs
from roedtraad.core.models import Job
from roedtraad.status import actions, documents
from roedtraad.status.content import document_of
from roedtraad.status.models import MadeDocument, StatusReport

from .scene import LAST_YEAR, freeze, make_plan


@pytest.fixture
def report(fjordby, coordinator):
    return actions.assemble(freeze(make_plan(), previous=LAST_YEAR), by=coordinator)


@pytest.fixture
def long(report, monkeypatch):
    monkeypatch.setattr(documents, "AT_ONCE", -1)
    return report


def test_a_short_report_comes_at_once(report, coordinator, signed_in):
    answer = signed_in(coordinator).get(reverse("status:document", args=[report.pk, "pdf"]))
    assert answer.content.startswith(b"%PDF")
    assert not Job.objects.filter(name="status.write").exists()


def test_a_long_report_is_made_by_a_job_that_says_how_far_it_is_and_is_then_kept(
    long, coordinator, signed_in, django_capture_on_commit_callbacks
):
    page = signed_in(coordinator)
    file, making = (reverse(f"status:{name}", args=[long.pk, "pdf"]) for name in ("document", "making"))
    assert page.get(file).headers["Location"] == making
    shown = page.get(making).content.decode()
    job = Job.objects.get(name="status.write")
    assert reverse("core:job", args=[job.pk]) in shown
    page.get(making)
    assert Job.objects.filter(name="status.write").count() == 1
    jobs.carry_out.call(job.pk)
    assert Job.objects.get(pk=job.pk).progress == 100
    assert "Hent den" in page.get(making).content.decode()
    content = page.get(file).content
    assert content == documents.make(long, document_of(long), "pdf")
    assert bytes(MadeDocument.objects.get().content) == content


def test_other_words_make_another_file(long, coordinator, signed_in):
    words = documents.fingerprint(long, document_of(long), "pdf")
    MadeDocument.objects.create(report=long, fmt="pdf", words=words, content=b"the first")
    assert documents.written(long, "pdf") == b"the first"
    actions.edit_text(long.texts.get(key="economy"), by=coordinator, words="Inden for rammen.")
    row = StatusReport.objects.get(pk=long.pk)
    assert documents.kept(row, document_of(row), "pdf") is None


def test_html_never_takes_long(long):
    assert not documents.takes_long(document_of(long), "html")
