"""The personal link of a mail: what it opens, for whom, and until when."""

from __future__ import annotations

import datetime
import logging
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import VisitingClient, make_user
from roedtraad.core import tenancy, worker
from roedtraad.core.actions import SYSTEM
from roedtraad.core.logs import WithoutKeys
from roedtraad.core.models import ActionLog, OutboxMessage
from roedtraad.followup import actions, links
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.models import CheckIn, Cycle, PersonalLink
from roedtraad.followup.reminders import remind
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.organisation.enums import Function
from roedtraad.organisation.models import Holding, Position
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import running_plan

DAY = datetime.timedelta(1)
ANSWER = {"status": "on", "happened": "Vi er i gang", "need": "none", "needed": "", "awaited_until": ""}


class Round:
    """A round of two goals that the school chief has been mailed about, and a browser that nobody is signed in to."""

    def __init__(self) -> None:
        self.plan, (self.first, self.second) = running_plan(2)
        self.cycle = make_cycle(self.plan)
        remind()
        self.link = PersonalLink.objects.get()
        self.key = links.key_of(self.link)
        self.url = reverse("followup:link", args=[self.key])
        self.client = VisitingClient()

    def begin(self, client: Client | None = None):
        return (client or self.client).post(self.url)

    def answer(self, goal: Goal, **more):
        return self.client.post(reverse("followup:answer", args=[self.link.pk, goal.pk]), ANSWER | more)

    def goal(self, goal: Goal) -> str:
        return reverse("followup:answer", args=[self.link.pk, goal.pk])

    @property
    def mine(self) -> str:
        return reverse("followup:answers", args=[self.link.pk])


@pytest.fixture
def sent(fjordby, coordinator, school_chief) -> Round:
    return Round()


# --- what it opens


def test_whoever_has_only_the_mail_reports_and_signs_off_without_a_password(sent, school_chief):
    page = sent.client.get(sent.url).content.decode()
    assert "Kære Torben, hvordan går det med dine 2 mål?" in page
    assert sent.begin()["Location"] == sent.goal(sent.first)
    assert "Mål 1 af 2" in sent.client.get(sent.goal(sent.first)).content.decode()
    assert sent.answer(sent.first)["Location"].startswith(sent.goal(sent.second))
    assert sent.answer(sent.second)["Location"].startswith(sent.mine)
    versions = {f"seen_{each.goal_id}": each.version for each in CheckIn.objects.all()}
    sent.client.post(sent.mine, versions)
    assert {(each.state, each.signed_by) for each in CheckIn.objects.all()} == {
        (CheckInState.SIGNED, school_chief)
    }
    entry = ActionLog.objects.filter(verb="followup.sign_off").first()
    assert entry.note == "gennem det personlige link i en mail"


@pytest.mark.django_db(transaction=True)
def test_the_link_in_the_mail_that_goes_is_the_one_that_opens(fjordby, coordinator, school_chief):
    sent = Round()
    worker.work(batch=True)
    body = mail.outbox[0].body
    path = re.search(r"http://localhost:8000(/fjordby/opfoelgning/brev/[^/\s]+/)", body)[1]
    assert path == sent.url
    assert Client().get(path).status_code == 200


def test_the_key_stands_nowhere_in_the_database(sent):
    assert sent.key not in OutboxMessage.objects.get().body
    assert sent.link.key_hash == links.hash_of(sent.key)
    assert all(sent.key not in str(vars(row)) for row in [sent.link, *ActionLog.objects.all()])


def test_a_mark_that_somebody_writes_in_a_title_opens_nothing_of_anybody_else(sent, reader):
    """People's own words stand in mails: a mark among them is filled in only for the one whose link it is."""
    other = OutboxMessage(to_user=reader, body=links.in_mail(sent.link))
    assert links.fill_in(other, str(sent.link.pk)) == ""
    assert links.fill_in(other, "1 or 1=1") == ""


def test_opening_the_link_changes_nothing_however_often_a_mail_scanner_does_it(
    sent, django_assert_num_queries
):
    before = (CheckIn.objects.count(), ActionLog.objects.count(), str(PersonalLink.objects.values().get()))
    for method in ("get", "head"):
        response = getattr(sent.client, method)(sent.url)
        assert response.status_code == 200
        assert not response.cookies.keys() - {"rt_csrf"}
    after = (CheckIn.objects.count(), ActionLog.objects.count(), str(PersonalLink.objects.values().get()))
    assert before == after


def test_the_link_opens_nothing_else(sent):
    sent.begin()
    for name, args in [
        ("followup:index", []),
        ("followup:cycle", [sent.cycle.pk]),
        ("followup:mine", [sent.cycle.pk]),
        ("followup:check_in", [sent.cycle.pk, sent.first.pk]),
        ("plans:plan", [sent.plan.pk]),
        ("workspace:start", []),
    ]:
        response = sent.client.get(reverse(name, args=args))
        assert response.status_code == 302, name
        assert response["Location"].startswith("/log-ind/"), name


def test_no_page_behind_the_link_leads_anywhere_that_it_does_not_open(sent):
    sent.begin()
    for url in (sent.url, sent.goal(sent.first), sent.mine):
        page = sent.client.get(url).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        inside = re.findall(r'(?:href|action)="([^"]+)"', main)
        assert [
            where for where in inside if not re.match(r"/fjordby/opfoelgning/svar/|/static/|#", where)
        ] == [], url


def test_goals_that_the_person_does_not_report_on_are_not_there(sent, reader):
    Goal.objects.filter(pk=sent.second.pk).update(owner=Position.objects.get(title="Konsulent"))
    sent.begin()
    assert sent.client.get(sent.goal(sent.first)).status_code == 200
    for method in ("get", "post"):
        assert getattr(sent.client, method)(sent.goal(sent.second)).status_code == 404


def test_two_people_on_one_device_do_not_answer_for_each_other(sent, reader):
    other_plan, (other,) = running_plan(owner=Position.objects.get(title="Konsulent"))
    make_cycle(other_plan, "december")
    remind()
    theirs = PersonalLink.objects.get(user=reader)
    sent.begin()
    sent.client.post(reverse("followup:link", args=[links.key_of(theirs)]))
    sent.answer(sent.first)
    sent.client.post(reverse("followup:answer", args=[theirs.pk, other.pk]), ANSWER)
    assert CheckIn.objects.get(goal=sent.first).written_by.name == "Torben Lindegaard"
    assert CheckIn.objects.get(goal=other).written_by.name == "Mona Kildegaard"
    assert sent.client.get(reverse("followup:answer", args=[theirs.pk, sent.first.pk])).status_code == 404


def test_the_link_touches_nobodys_sign_in(sent, reader, signed_in):
    """No session is made or taken over, and whoever is signed in beside it stays who they are."""
    client = signed_in(reader)
    session = client.cookies["rt_session"].value
    sent.begin(client)
    assert client.cookies["rt_session"].value == session
    page = client.get(sent.goal(sent.first)).content.decode()
    assert "Du svarer som <b>Torben Lindegaard</b>" in page
    assert "Mona Kildegaard" not in page
    assert "Mona Kildegaard" in client.get(reverse("followup:index")).content.decode()


def test_the_cookie_goes_to_this_links_pages_only_and_is_gone_when_one_finishes(sent):
    cookie = sent.begin().cookies[links.cookie_of(sent.link)]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (sent.mine, True, "Lax")
    assert cookie["max-age"] == ""
    sent.client.post(reverse("followup:close_link", args=[sent.link.pk]))
    assert sent.client.get(sent.mine).status_code == 403


def test_a_forged_or_borrowed_cookie_opens_nothing(sent):
    sent.begin()
    for value in ("", "abc", sent.client.cookies[links.cookie_of(sent.link)].value + "x"):
        client = VisitingClient()
        client.cookies[links.cookie_of(sent.link)] = value
        assert client.get(sent.mine).status_code == 403


def test_a_form_from_another_site_is_refused(sent):
    client = VisitingClient(enforce_csrf_checks=True)
    assert client.post(sent.url).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(sent.url).content.decode())[1]
    assert client.post(sent.url, {"csrfmiddlewaretoken": token}).status_code == 302


def test_no_address_with_the_key_is_told_to_others_or_kept(sent):
    for response in (sent.client.get(sent.url), sent.begin()):
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert sent.key not in sent.begin()["Location"]


def test_a_log_holds_no_key(sent, caplog):
    record = logging.LogRecord("django.request", 30, "", 0, "Gone: %s", (sent.url,), None)
    assert WithoutKeys().filter(record)
    assert sent.key not in record.getMessage()
    assert record.getMessage() == "Gone: /fjordby/opfoelgning/brev/…/"


# --- when it no longer opens


def dead(sent: Round, status: int) -> str:
    """The page of a link that does not open: from the mail, and for a browser that was let in before."""
    response = sent.client.get(sent.url)
    assert response.status_code == status
    assert sent.client.post(sent.url).status_code == status
    assert sent.client.get(sent.mine).status_code == 403
    assert sent.answer(sent.first).status_code == 403
    assert not CheckIn.objects.exists()
    page = response.content.decode()
    assert 'href="/log-ind/?next=' in page
    assert "Linket åbner ikke noget" in page
    return page


def test_a_link_expires_with_the_sign_off(sent):
    sent.begin()
    yesterday = timezone.localdate() - DAY
    Cycle.objects.update(opens=yesterday - 9 * DAY, due=yesterday - DAY, sign_off=yesterday)
    page = dead(sent, 410)
    assert "Linket i mailen kunne bruges til og med" in page
    assert "indtil runden låses" in page


def test_a_link_ends_when_the_round_is_frozen(sent):
    sent.begin()
    actions.freeze(sent.cycle, by=SYSTEM, reason="Mødet er i morgen")
    assert "er afsluttet" in dead(sent, 410)


@pytest.mark.parametrize("how", ["left", "inactive"])
def test_a_link_is_revoked_when_the_person_leaves_the_position_or_is_made_inactive(sent, school_chief, how):
    sent.begin()
    if how == "left":
        Holding.objects.filter(person__user=school_chief).update(ends=timezone.localdate() - DAY)
    else:
        school_chief.is_active = False
        school_chief.save()
    page = dead(sent, 410)
    assert "Spørg politikkens koordinator" in page
    assert "Signe Holmelund" in page
    assert "Torben" not in page
    assert links.end_needless() == 1
    Holding.objects.filter(person__user=school_chief).update(ends=None)
    school_chief.is_active = True
    school_chief.save()
    dead(sent, 410)  # revoked is revoked: the next mail brings another


def test_a_link_is_not_ended_while_its_person_reports(sent):
    assert links.end_needless() == 0


def test_the_next_mail_after_a_revocation_brings_another_link(sent, school_chief):
    PersonalLink.objects.update(ended_at=timezone.now())
    remind(sent.cycle.due)
    fresh = PersonalLink.objects.get(ended_at__isnull=True)
    assert links.key_of(fresh) != sent.key


def test_an_unknown_link_gets_one_clear_sentence_and_tells_nobodys_name(sent):
    response = VisitingClient().get(reverse("followup:link", args=[sent.key[:-4]]))
    page = response.content.decode()
    assert response.status_code == 404
    assert "måske har mailprogrammet klippet det over" in page
    assert "Signe" not in page
    assert "Torben" not in page


def test_a_link_of_another_municipality_is_unknown_here(sent, nordby):
    with tenancy.scope(nordby):
        url = reverse("followup:link", args=[sent.key])
        assert Client().get(url).status_code == 404


def test_pages_of_the_link_in_a_browser_that_it_was_not_opened_in_lead_back_to_the_mail(sent):
    response = VisitingClient().get(sent.goal(sent.first))
    assert response.status_code == 403
    assert "følg linket igen" in response.content.decode()


def test_what_is_signed_off_can_be_read_through_the_link_and_not_changed(sent, school_chief):
    sign(sent.cycle, sent.first, school_chief, happened="Alle er i gang")
    sent.begin()
    assert "Alle er i gang" in sent.client.get(sent.goal(sent.first)).content.decode()
    assert sent.answer(sent.first, happened="Noget andet").status_code == 422
    assert CheckIn.objects.get().happened == "Alle er i gang"


def test_the_deputy_gets_a_link_of_its_own(fjordby, coordinator, school_chief):
    make_user(fjordby, "Ellen Vang", "Vicechef", Function.CHIEF)
    Position.objects.filter(title="Skolechef").update(deputy=Position.objects.get(title="Vicechef"))
    cycle = make_cycle(running_plan()[0])
    remind()
    remind(cycle.sign_off)
    assert {link.user.name for link in PersonalLink.objects.all()} == {"Torben Lindegaard", "Ellen Vang"}


def test_the_pages_cost_the_same_for_two_goals_and_for_forty(sent, fjordby, queries_of):
    sent.begin()
    few = (
        queries_of(sent.client, sent.mine),
        queries_of(sent.client, sent.goal(sent.first)),
        queries_of(sent.client, sent.url),
    )
    from roedtraad.plans.tests.making import make_goal

    for number in range(38):
        make_goal(sent.plan, title=f"Et mål mere, nummer {number}", owner=sent.first.owner)
    many = (
        queries_of(sent.client, sent.mine),
        queries_of(sent.client, sent.goal(sent.first)),
        queries_of(sent.client, sent.url),
    )
    assert few == many
    assert max(many) <= 15
