"""Evidence on a check-in: what may hang there, who may see it, and that it is frozen with it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import VisitingClient
from roedtraad.core.actions import SYSTEM
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import Refused
from roedtraad.followup import actions, links
from roedtraad.followup.evidence import checked
from roedtraad.followup.models import Attachment, CheckIn, PersonalLink
from roedtraad.followup.querysets import Frozen
from roedtraad.followup.reminders import remind
from roedtraad.followup.rules import MOST_ATTACHED
from roedtraad.followup.tests.making import make_cycle, report, sign
from roedtraad.plans.tests.making import running_plan

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def round_of_two(fjordby, coordinator, school_chief):
    plan, goals = running_plan(2)
    return make_cycle(plan), goals


def attach(client, cycle, goal, **fields):
    return client.post(reverse("followup:attach", args=[cycle.pk, goal.pk]), fields)


def test_a_file_is_attached_and_handed_out_only_as_a_download(round_of_two, school_chief, reader, signed_in):
    cycle, (goal, _other) = round_of_two
    file = SimpleUploadedFile("referat, møde.txt", b"Alle var enige.")
    assert attach(signed_in(school_chief), cycle, goal, file=file).status_code == 302
    thing = Attachment.objects.get()
    answer = signed_in(reader).get(reverse("followup:attachment", args=[thing.pk]))
    assert answer.content == b"Alle var enige."
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''referat%2C%20m")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "content" not in ActionLog.objects.get(verb="followup.attach_file").after


def test_attaching_to_a_goal_that_is_not_begun_keeps_what_was_said_last_time(
    fjordby, coordinator, school_chief, signed_in
):
    plan, (goal,) = running_plan()
    sign(make_cycle(plan, "juni", year=2024), goal, school_chief, "done", happened="Alt er på plads")
    cycle = make_cycle(plan)
    attach(signed_in(school_chief), cycle, goal, url="https://www.fjordby.example/")
    assert CheckIn.objects.get(cycle=cycle).happened == "Alt er på plads"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("virus.exe", b"MZ", "evidence-kind"),
        ("tegning.svg", b"<svg/>", "evidence-kind"),
        ("tom.txt", b"", "evidence-empty"),
        ("billede.png", b"<html>", "evidence-picture"),
        ("navne.txt", b"Vi talte med 010115-1234", "evidence-cpr"),
        ("navne.csv", b"Navn;CPR\nEn;010115-1234\n", "evidence-cpr"),
        ("010115-1234.txt", b"Hej", "evidence-cpr"),
    ],
)
def test_what_may_not_hang_there_is_refused_with_the_way_out(fjordby, name, data, code):
    with pytest.raises(Refused) as refused:
        checked(data, name)
    [reason] = refused.value.reasons
    assert reason.code == code
    assert str(reason.way_out).endswith(".")


def test_a_file_that_is_too_large_is_refused(fjordby, settings):
    settings.EVIDENCE_LIMIT = 10
    with pytest.raises(Refused) as refused:
        checked(b"x" * 11, "stor.txt")
    assert refused.value.reasons[0].code == "evidence-large"


def test_a_picture_is_kept_and_it_is_said_that_nobody_has_searched_it(round_of_two, school_chief, signed_in):
    cycle, (goal, _other) = round_of_two
    client = signed_in(school_chief)
    attach(client, cycle, goal, file=SimpleUploadedFile("tavle.png", PNG))
    page = client.get(reverse("followup:check_in", args=[cycle.pk, goal.pk])).content.decode()
    assert "kunne ikke gennemses for CPR-numre" in page
    assert Attachment.objects.get().size == len(PNG)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://filer.example/x", "ikke en adresse"])
def test_only_addresses_of_the_web_are_links(round_of_two, school_chief, signed_in, url):
    cycle, (goal, _other) = round_of_two
    assert attach(signed_in(school_chief), cycle, goal, url=url).status_code == 422
    assert not Attachment.objects.exists()


def test_there_is_an_end_to_how_much_hangs_on_a_check_in(round_of_two, school_chief):
    cycle, (goal, _other) = round_of_two
    said = report(cycle, goal, school_chief)
    for number in range(MOST_ATTACHED):
        actions.attach_link(said, by=school_chief, url=f"https://www.fjordby.example/{number}")
    with pytest.raises(Refused) as refused:
        actions.attach_link(said, by=school_chief, url="https://www.fjordby.example/nok")
    assert refused.value.reasons[0].code == "attached-enough"


def test_evidence_is_frozen_with_its_check_in_and_stands_in_the_snapshot(round_of_two, school_chief):
    cycle, (goal, _other) = round_of_two
    said = report(cycle, goal, school_chief)
    thing = actions.attach_file(said, by=school_chief, file=checked(b"Alle var enige.", "referat.txt"))
    actions.sign_off(said, by=school_chief)
    for change in (
        lambda: actions.detach(Attachment.objects.get(), by=school_chief),
        lambda: actions.attach_link(CheckIn.objects.get(), by=school_chief, url="https://a.example/"),
        lambda: Attachment.objects.get().delete(),
        lambda: Attachment.objects.get().save(),
    ):
        with pytest.raises((Refused, Frozen)):
            change()
    snapshot = actions.freeze(cycle, by=SYSTEM, reason="Mødet er i morgen")
    [told] = [goal for goal in snapshot.data["goals"] if goal["attachments"]]
    assert told["attachments"] == [
        {"name": "referat.txt", "kind": "file", "url": "", "size": 15, "sha256": thing.sha256}
    ]


def test_who_may_not_report_attaches_nothing_and_takes_nothing_away(
    round_of_two, school_chief, reader, signed_in
):
    cycle, (goal, _other) = round_of_two
    said = report(cycle, goal, school_chief)
    thing = actions.attach_link(said, by=school_chief, url="https://www.fjordby.example/")
    client = signed_in(reader)
    assert attach(client, cycle, goal, url="https://a.example/").status_code == 403
    assert client.post(reverse("followup:attachment", args=[thing.pk])).status_code == 403
    assert Attachment.objects.count() == 1


def test_through_the_link_one_attaches_and_sees_ones_own_and_nothing_else(round_of_two, school_chief):
    _cycle, (goal, _other) = round_of_two
    remind()
    link = PersonalLink.objects.get()
    client = VisitingClient()
    client.post(reverse("followup:link", args=[links.key_of(link)]))
    file = SimpleUploadedFile("referat.txt", b"Alle var enige.")
    client.post(reverse("followup:answer_attach", args=[link.pk, goal.pk]), {"file": file})
    mine = Attachment.objects.get()
    assert (
        client.get(reverse("followup:answer_attachment", args=[link.pk, mine.pk])).content
        == b"Alle var enige."
    )
    other_plan, (other_goal,) = running_plan()
    other = make_cycle(other_plan, "december")
    theirs = actions.attach_file(
        report(other, other_goal, school_chief), by=school_chief, file=checked(b"Hej", "andet.txt")
    )
    url = reverse("followup:answer_attachment", args=[link.pk, theirs.pk])
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    client.post(reverse("followup:answer_attachment", args=[link.pk, mine.pk]))
    assert list(Attachment.objects.values_list("pk", flat=True)) == [theirs.pk]
