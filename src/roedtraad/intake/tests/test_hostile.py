"""What somebody might bring or send to see what gives way."""

from __future__ import annotations

from django.urls import reverse

from roedtraad.core.models import ActionLog, Job
from roedtraad.intake.models import SourceDocument

from .conftest import POLICY, file
from .test_bringing import upload, work


def test_a_document_stopped_for_a_cpr_number_lives_on_nowhere(coordinator, reader, signed_in):
    client = signed_in(coordinator)
    upload(client, file("notat.txt", "Børnepolitik\n\nVi talte med 010203-4567 om det.\n"))
    work()
    document = SourceDocument.objects.get()
    assert bytes(document.content) == b""
    for entry in ActionLog.objects.all():
        assert "4567" not in str((entry.before, entry.after, entry.note)), entry
    history = signed_in(reader).get(reverse("core:history", args=["intake.sourcedocument", document.pk]))
    assert "4567" not in history.content.decode()


def test_a_file_named_by_a_cpr_number_is_stopped_with_the_place_shown(coordinator, signed_in):
    answer = upload(signed_in(coordinator), file("Sag_010203-4567_notat.md", POLICY))
    assert answer.status_code == 400
    assert "010203-****" in answer.content.decode()
    assert not SourceDocument.objects.exists()
    assert not Job.objects.exists()
