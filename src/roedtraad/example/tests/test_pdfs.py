"""Every PDF that the example gives is read by an independent checker of PDF/UA, as a screen reader would meet it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from roedtraad.core import tenancy
from roedtraad.core.models import User
from roedtraad.organisation.models import Unit
from roedtraad.plans.models import Agreement, Plan
from roedtraad.status.models import StatusReport
from roedtraad.steering.models import Sitting
from roedtraad.writing.tests.test_pdf import OUTLOUD


def pdfs(client: Client, municipality) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each, fetched as the coordinator does."""

    def fetched(name: str, *arguments: object) -> bytes:
        with tenancy.scope(municipality):
            url = reverse(name, args=arguments)
        answer = client.get(url)
        assert answer.status_code == 200, url
        return answer.content if not answer.streaming else b"".join(answer.streaming_content)

    plan = Plan.objects.get(state="running")
    for sitting in Sitting.objects.order_by("pk"):
        yield f"{sitting.state}-minutes", fetched("steering:document", sitting.pk, "pdf")
    yield "handover", fetched("status:handover_draft", "pdf")
    for unit in Unit.objects.filter(pk__in=Agreement.objects.values("unit")):
        yield f"poster-{unit.pk}", fetched("plans:handout", plan.pk, unit.pk, "plakat")
    for agreement in Agreement.objects.order_by("pk"):
        yield f"agreement-{agreement.pk}", fetched("plans:agreement_document", agreement.pk, "pdf")
    for report in StatusReport.objects.exclude(matter=None):
        package = zipfile.ZipFile(io.BytesIO(fetched("status:package", report.pk)))
        for name in package.namelist():
            if name.endswith(".pdf"):
                yield f"package-{report.pk}-{Path(name).stem}", package.read(name)


@pytest.mark.skipif(not OUTLOUD.exists(), reason="needs outloud: see writing/tests/test_pdf.py")
def test_an_independent_checker_finds_no_fault_in_any_pdf_of_the_example(built, client, tmp_path):
    client.force_login(User.objects.get(email="signe@fjordby.example"))
    found = dict(pdfs(client, built))
    assert {name.split("-")[0] for name in found} == {
        "approved", "prepared", "handover", "poster", "agreement", "package"
    }  # fmt: skip
    for name, content in found.items():
        assert content.startswith(b"%PDF"), name
        (tmp_path / f"{name}.pdf").write_bytes(content)
    # PAG-001 takes what stands near the edge of three pages for a running head: the axis of a chart, “Bilag 1”. That heads
    # and feet are no part of what is read out is told in writing/tests/test_pdf.py.
    run = subprocess.run(
        [
            str(OUTLOUD),
            *map(str, sorted(tmp_path.glob("*.pdf"))),
            "--fail-on",
            "warning",
            "--skip",
            "PAG-001",
        ],
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout
