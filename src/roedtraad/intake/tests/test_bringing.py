"""Bringing a document through the web: what is read, what is stopped, and with which words."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from roedtraad.core.enums import JobState
from roedtraad.core.jobs import carry_out
from roedtraad.core.models import Job
from roedtraad.core.tenancy import scope
from roedtraad.core.waiting import what_waits
from roedtraad.intake import actions, formats
from roedtraad.intake.enums import DocumentState
from roedtraad.intake.models import Element, SourceDocument
from roedtraad.organisation.models import Position

from .conftest import POLICY, bomb, encrypted, file, word


def upload(client, *files):
    return client.post(reverse("intake:upload"), {"documents": list(files)})


def work() -> Job:
    """Let the worker do what waits."""
    job = Job.objects.filter(name="intake.read").latest("pk")
    carry_out.func(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def client(coordinator, signed_in):
    return signed_in(coordinator)


@pytest.mark.parametrize(
    ("name", "data"), [("leg.md", POLICY.encode()), ("leg.docx", word(POLICY)), ("leg.txt", POLICY.encode())]
)
def test_a_document_is_brought_read_apart_and_waits_for_review(name, data, client):
    response = upload(client, file(name, data))
    document = SourceDocument.objects.get()
    assert response.headers["Location"] == reverse("intake:review", args=[document.pk])
    waiting = client.get(response.headers["Location"])
    assert reverse("core:job", args=[Job.objects.get(name="intake.read").pk]) in waiting.content.decode()
    assert work().state == JobState.DONE
    document.refresh_from_db()
    assert (document.state, document.title, document.name) == (DocumentState.READ, "Leg hele livet", name)
    assert bytes(document.content) == data
    assert document.elements.filter(type="commitment").count() == 3


def test_the_same_content_is_the_same_document_whatever_it_is_called_now(client):
    upload(client, file("leg.md", POLICY))
    response = client.post(reverse("intake:upload"), {"documents": [file("leg (2).md", POLICY)]}, follow=True)
    assert SourceDocument.objects.count() == 1
    assert "leg (2).md" in response.content.decode()
    assert Job.objects.filter(name="intake.read").count() == 1


BAD = {
    "wrong.exe": (b"MZ\x90\x00" * 300, "ikke et dokument"),
    "image.docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "ikke et dokument"),
    "locked.docx": (encrypted(), "krypteret"),
    "half.docx": (word(POLICY)[:5000], "beskadiget"),
    "blank.txt": (b"  \n \n", "tom"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_with_its_name_and_the_way_out(name, client):
    data, said = BAD[name]
    upload(client, file(name, data))
    work()
    document = SourceDocument.objects.get()
    assert document.state == DocumentState.UNREADABLE
    assert name in document.error
    assert said in document.error
    page = client.get(reverse("intake:review", args=[document.pk])).content.decode()
    assert document.error in page
    assert not Element.objects.exists()


def test_a_zip_bomb_is_not_opened(client):
    upload(client, file("bombe.docx", bomb()))
    work()
    document = SourceDocument.objects.get()
    assert document.state == DocumentState.UNREADABLE
    assert "udpakket" in document.error


def test_an_empty_file_is_refused_before_it_is_stored(client):
    response = upload(client, file("intet.docx", b""))
    assert response.status_code == 400
    assert "intet.docx" in response.content.decode()
    assert not SourceDocument.objects.exists()


def test_a_file_beyond_the_limit_is_cut_off_on_its_way_in(client, settings):
    settings.UPLOAD_LIMIT = 100_000
    response = upload(client, file("stor.txt", b"x" * 300_000))
    assert response.status_code == 400
    assert "stor.txt" in response.content.decode()
    assert not SourceDocument.objects.exists()


def test_no_file_chosen_is_said(client):
    assert client.post(reverse("intake:upload")).status_code == 400


def test_a_document_with_a_cpr_number_is_stopped_with_the_place_and_not_kept(client):
    upload(client, file("sag.md", POLICY + "\n\nRing til barnet (010112-1238) i morgen.\n"))
    work()
    document = SourceDocument.objects.get()
    line = POLICY.count("\n") + 3
    assert document.state == DocumentState.UNREADABLE
    assert f"{line} (010112-****)" in document.error
    assert "1238" not in document.error
    assert bytes(document.content) == b""
    assert document.blocks == []
    assert not Element.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\Users\\mig\\politik.docx", "rød\x00tråd\n.md"])
def test_a_name_is_kept_for_people_and_never_a_path(name, fjordby, coordinator):
    document, _new = actions.receive(name, POLICY.encode(), by=coordinator, read=False)
    assert "/" not in document.name
    assert "\\" not in document.name
    assert document.name.isprintable()


def test_the_file_comes_back_only_as_a_download(client, document):
    response = client.get(reverse("intake:source", args=[document.pk]))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.content == bytes(document.content)


def test_a_reading_that_was_taken_over_is_written_once(client):
    upload(client, file("leg.md", POLICY))
    work()
    job = Job.objects.get(name="intake.read")
    count = Element.objects.count()
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING)
    carry_out.func(job.pk)
    assert Element.objects.count() == count


def test_another_municipalitys_document_is_not_found(document, outsider, nordby, signed_in, fjordby):
    foreign = signed_in(outsider)
    names = ("review", "accept", "source", "state")
    for name in names:
        here = reverse(f"intake:{name}", args=[document.pk])
        assert foreign.get(here).status_code == 404
        with scope(nordby):
            assert foreign.get(reverse(f"intake:{name}", args=[document.pk])).status_code == 404
    with scope(nordby):
        for name in ("undo", "remove", "undo_change", "see_all", "read_again", "add", "many"):
            assert foreign.post(reverse(f"intake:{name}", args=[document.pk])).status_code == 404


def test_only_the_coordinator_brings_documents(document, reader, signed_in):
    client = signed_in(reader)
    for name in ("list", "upload"):
        assert client.get(reverse(f"intake:{name}")).status_code == 403
    assert client.get(reverse("intake:review", args=[document.pk])).status_code == 403
    assert upload(client, file("leg.md", POLICY + "mere")).status_code == 403


def test_the_list_costs_the_same_for_2_documents_and_60(client, bring, coordinator, queries_of):
    for number in range(2):
        actions.receive(f"{number}.md", f"{POLICY}{number}".encode(), by=coordinator, read=False)
    few = queries_of(client, reverse("intake:list"))
    for number in range(2, 60):
        actions.receive(f"{number}.md", f"{POLICY}{number}".encode(), by=coordinator, read=False)
    assert queries_of(client, reverse("intake:list")) == few <= 15


def test_waiting_documents_stand_among_what_is_to_be_done(document, coordinator, reader):
    assert [each.url for each in what_waits(coordinator)] == [reverse("intake:review", args=[document.pk])]
    assert what_waits(reader) == []
    assert Position.objects.exists()


def test_of_several_files_the_good_are_read_and_each_bad_one_gets_its_reason(client):
    answer = client.post(
        reverse("intake:upload"),
        {"documents": [file("leg.md", POLICY), file("intet.docx", b""), file("leg2.md", POLICY + "mere")]},
        follow=True,
    )
    assert answer.redirect_chain[-1][0] == reverse("intake:list")
    page = answer.content.decode()
    assert "intet.docx" in page
    assert set(SourceDocument.objects.values_list("name", flat=True)) == {"leg.md", "leg2.md"}


def one(client, sent):
    return client.post(reverse("intake:upload"), {"documents": [sent], "each": "1"})


def test_a_file_sent_on_its_own_is_answered_with_its_row_until_it_has_been_read(client):
    row = one(client, file("leg.md", POLICY)).content.decode()
    document = SourceDocument.objects.get()
    asks = f'hx-get="{reverse("intake:state", args=[document.pk])}"'
    assert "<html" not in row
    assert "leg.md" in row
    assert asks in row
    work()
    row = client.get(reverse("intake:state", args=[document.pk])).content.decode()
    assert asks not in row
    assert reverse("intake:review", args=[document.pk]) in row


def test_a_file_sent_on_its_own_that_is_refused_says_why_in_its_row(client):
    answer = one(client, file("intet.docx", b""))
    assert answer.status_code == 400
    assert "intet.docx" in answer.content.decode()
    answer = one(client, file("barn 010112-1238.md", POLICY))
    assert "010112-****" in answer.content.decode()
    assert not SourceDocument.objects.exists()


def test_a_file_that_could_not_be_read_says_why_in_its_row_and_on_the_list(client):
    one(client, file("half.docx", word(POLICY)[:5000]))
    work()
    document = SourceDocument.objects.get()
    row = client.get(reverse("intake:state", args=[document.pk])).content.decode()
    assert document.error in row
    assert "beskadiget" in client.get(reverse("intake:list")).content.decode()


def test_the_file_field_takes_what_can_be_read_on_this_machine(client, monkeypatch):
    monkeypatch.setattr(formats, "has_office", lambda: False)
    page = client.get(reverse("intake:upload")).content.decode()
    assert 'accept=".pdf,.docx,.odt,.html,.htm,.md,.markdown,.txt"' in page
    assert "ældre Word" not in page
    monkeypatch.setattr(formats, "has_office", lambda: True)
    page = client.get(reverse("intake:upload")).content.decode()
    assert ".doc," in page
    assert "ældre Word (.doc)" in page


def test_a_document_that_is_being_read_shows_on_the_list_how_far_it_is(client):
    upload(client, file("leg.md", POLICY))
    Job.objects.filter(name="intake.read").update(state=JobState.RUNNING, progress=40, step="Side 4 af 10")
    page = client.get(reverse("intake:list")).content.decode()
    assert "Side 4 af 10" in page
    assert 'value="40"' in page


def test_the_list_looks_again_where_a_reading_ends_while_it_is_drawn(client):
    upload(client, file("leg.md", POLICY))
    ended = []

    def end_after_the_rows(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if "unseen" in sql and not ended:
            ended.append(sql)
            SourceDocument.objects.update(state=DocumentState.UNREADABLE)
        return answer

    with connection.execute_wrapper(end_after_the_rows):
        page = client.get(reverse("intake:list")).content.decode()
    assert ended
    assert 'hx-trigger="every 2s"' in page
    assert 'hx-trigger="every 2s"' not in client.get(reverse("intake:list")).content.decode()
