"""The handover to a new council: what holds, what is under way, what was decided and is not done; frozen when it is given."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from roedtraad.core.actions import SYSTEM
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup.tests.making import make_cycle, sign
from roedtraad.indicators import actions as indicators
from roedtraad.indicators.tests.making import USUAL, make_indicator, months
from roedtraad.matters import actions as matters
from roedtraad.matters.decisions import add_task, record_decision
from roedtraad.matters.enums import RoutingRole
from roedtraad.organisation.changing import plan_change
from roedtraad.organisation.enums import ChangeKind
from roedtraad.organisation.models import Body, Position
from roedtraad.plans.models import Goal
from roedtraad.plans.tests.making import running_plan
from roedtraad.policies.clock import clock_of, years_after
from roedtraad.policies.enums import EditionState, PolicyKind
from roedtraad.policies.models import Edition, Policy
from roedtraad.status.handover.composing import compose
from roedtraad.status.handover.gathering import gather, outgoing_council
from roedtraad.status.handover.verbs import hand_over
from roedtraad.status.handover.views import _file
from roedtraad.status.models import CouncilHandover, Spoilt
from roedtraad.writing.model import PageBreak, Report, Section
from roedtraad.writing.pdf import to_pdf

DAY = datetime.timedelta(days=1)


def today():
    return timezone.localdate()


def in_force(title, *, kind=PolicyKind.POLICY, adopted=None, **dates):
    policy = Policy.objects.create(title=title, kind=kind)
    return Edition.objects.create(
        policy=policy, number=1, title=title, state=EditionState.ADOPTED, valid_from=adopted or today() - 400 * DAY,
        adopted_on=adopted or today() - 400 * DAY, adopted_body="Byrådet", **dates,
    )  # fmt: skip


def decide(fjordby, secretary, body, title, **more):
    matter = matters.create_matter(
        fjordby, by=secretary, title=title, is_open=more.pop("is_open", True), case_number="22/47"
    )
    return record_decision(
        matter,
        by=secretary,
        body=body,
        date=today() - 60 * DAY,
        result="approved",
        minutes_reference="Punkt 4",
        **more,
    )


def text_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


# --- the clock


def test_a_contingency_plan_is_revised_at_the_latest_every_fourth_year():
    adopted = datetime.date(2024, 2, 29)
    edition = Edition(adopted_on=adopted, revision_due=datetime.date(2030, 1, 1))
    clock = clock_of(edition, PolicyKind.CONTINGENCY)
    assert (clock.day, clock.why) == (datetime.date(2028, 2, 29), "law")
    assert years_after(adopted, 1) == datetime.date(2025, 2, 28)


def test_the_policy_has_no_statutory_revision_date_only_the_one_the_council_sets():
    edition = Edition(adopted_on=datetime.date(2020, 1, 1))
    assert clock_of(edition, PolicyKind.CHILD_POLICY) is None
    edition.revision_due, edition.valid_to = datetime.date(2027, 3, 1), datetime.date(2026, 12, 31)
    clock = clock_of(edition, PolicyKind.CHILD_POLICY)
    assert (clock.day, clock.why, clock.is_over(datetime.date(2027, 1, 1))) == (
        edition.valid_to,
        "period",
        True,
    )


# --- what it tells


def test_policies_stand_with_when_they_must_be_revised_the_soonest_first(fjordby, council):
    in_force("Fritidspolitik")
    in_force("Beredskab mod overgreb", kind=PolicyKind.CONTINGENCY, adopted=years_after(today(), -5))
    in_force("Børnepolitik", revision_due=today() + 90 * DAY)
    told = gather(today(), council)["policies"]
    assert [(row["title"], row["why"]) for row in told] == [
        ("Beredskab mod overgreb", "law"), ("Børnepolitik", "council"), ("Fritidspolitik", ""),
    ]  # fmt: skip
    text = text_of(to_pdf(compose(gather(today(), council))))
    assert (
        "Tre politikker gælder. En skulle have været revideret. En skal revideres inden for det første år."
        in (" ".join(text.split()))
    )


def test_goals_stand_with_the_latest_signed_word_and_what_is_needed(fjordby, council, school_chief):
    plan, (one, _two) = running_plan(2)
    cycle = make_cycle(plan)
    sign(cycle, one, school_chief, "off", need="decision", needed="Fast telefonvagt", happened="Ingen svarer")
    told = gather(today(), council)["plans"]
    assert [(goal["status"], goal["need"], goal["needed"], goal["owner"]) for goal in told[0]["goals"]] == [
        ("off", "decision", "Fast telefonvagt", "Skolechef"),
        ("", "", "", "Skolechef"),
    ]
    assert [goal["vacant"] for goal in told[0]["goals"]] == [False, False]
    Position.objects.get(title="Skolechef").holdings.all().delete()
    assert gather(today(), council)["plans"][0]["goals"][0]["vacant"]


def test_a_running_plan_without_goals_is_told_of_too(fjordby, council):
    plan, (goal,) = running_plan(1)
    Goal.objects.filter(pk=goal.pk).update(state="closed")
    assert gather(today(), council)["plans"] == [
        {
            "title": plan.title,
            "policy": plan.policy.title,
            "starts": "2026-01-01",
            "ends": "2029-12-31",
            "goals": [],
        }
    ]


def test_what_was_decided_and_is_not_done_stands_with_who_has_it_and_what_nobody_has(
    fjordby, secretary, council, committee
):
    owner = Position.objects.create(title="Familiechef")
    given = decide(fjordby, secretary, council, "Telefonvagt")
    add_task(given, by=secretary, text="Opret vagten", owner=owner, due=today() - DAY)
    done = add_task(given, by=secretary, text="Skriv det ud", owner=owner)
    done.state = "done"
    done.save()
    decide(fjordby, secretary, committee, "Flere pladser", demands_task=True)
    decide(fjordby, secretary, council, "Orientering", demands_task=False)
    told = gather(today(), council)["decided"]
    assert [(each["subject"], each["own"], [task["text"] for task in each["tasks"]]) for each in told] == [
        ("Telefonvagt", True, ["Opret vagten"]),
        ("Flere pladser", False, []),
    ]
    assert told[0]["tasks"][0] | {"due": ""} == {
        "text": "Opret vagten", "owner": "Familiechef", "vacant": True, "due": "", "late": True,
    }  # fmt: skip


def test_a_closed_item_is_counted_and_named_by_its_number_alone(fjordby, secretary, council):
    decision = decide(fjordby, secretary, council, "Navnet er hemmeligt", is_open=False)
    add_task(decision, by=secretary, text="Hemmelig opgave")
    matters.create_matter(
        fjordby, by=secretary, title="Endnu en hemmelighed", is_open=False, case_number="23/9"
    )
    report = compose(gather(today(), council))
    for text in (report.to_json(), text_of(to_pdf(report))):
        assert "emmelig" not in text
        assert "22/47" in text
        assert "23/9" in text


def test_a_matter_under_way_stands_with_where_it_is(fjordby, secretary, council, committee):
    matter = matters.create_matter(fjordby, by=secretary, title="Årlig status", costs_money=True)
    meeting = matters.schedule_meeting(committee, by=secretary, date=today() + 20 * DAY)
    matters.route(matter, by=secretary, body=committee, role=RoutingRole.RECOMMENDS, meeting=meeting)
    matters.route(matter, by=secretary, body=council)
    (told,) = gather(today(), council)["matters"]
    assert (told["here"][0]["body"], told["here"][0]["day"], told["last"]) == (
        committee.name, meeting.date.isoformat(), None,
    )  # fmt: skip
    record_decision(
        matter, by=secretary, body=committee, date=today(), result="recommended", minutes_reference="Punkt 1"
    )
    (told,) = gather(today(), council)["matters"]
    assert (told["here"][0]["body"], told["last"]["result"]) == ("Byrådet", "anbefalet")
    assert gather(today(), council)["meetings"] == [
        {"body": committee.name, "date": meeting.date.isoformat()}
    ]


def test_only_figures_released_to_the_council_are_told(fjordby, council):
    rising = [*USUAL, 22, 24, 26, 28]
    for title, reach in (("Ventetid", "council"), ("Intern ventetid", "staff")):
        indicator = make_indicator(title, reach=reach)
        indicators.record_figures(indicator, by=SYSTEM, figures=months(rising))
    told = gather(today(), council)["indicators"]
    assert [(each["title"], each["turn"], each["latest"]) for each in told] == [("Ventetid", "worse", "28")]


# --- the page and the documents


def full(fjordby, secretary, council, committee, school_chief, number=12):
    """More of everything than the first page has room for."""
    plan, goals = running_plan(number)
    cycle = make_cycle(plan)
    for goal in goals:
        sign(
            cycle,
            goal,
            school_chief,
            "risk",
            need="decision",
            needed="En beslutning om flere hænder " * 3,
            happened="Ja",
        )
    for each in range(number):
        in_force(f"Politik nummer {each} med et langt navn, som fylder på linjen", revision_due=today() - DAY)
        decision = decide(fjordby, secretary, council, f"Sag nummer {each}")
        add_task(decision, by=secretary, text=f"Opgave nummer {each} " * 4, due=today() - DAY)
        matters.create_matter(fjordby, by=secretary, title=f"Undervejs {each}")


def test_the_first_page_is_one_page(fjordby, secretary, council, committee, school_chief):
    full(fjordby, secretary, council, committee, school_chief)
    report = compose(gather(today(), council))
    first = report.sections[0]
    assert isinstance(first.blocks[-1], PageBreak)
    alone = replace(report, sections=(Section(first.key, first.heading, first.blocks[:-1]),))
    assert len(pypdfium2.PdfDocument(to_pdf(alone))) == 1
    whole = pypdfium2.PdfDocument(to_pdf(report))
    assert "Gældende politikker" not in whole[0].get_textpage().get_text_range()
    assert "Gældende politikker" in whole[1].get_textpage().get_text_range()


def test_what_is_handed_over_is_the_same_bytes_whenever_it_is_made(
    fjordby, secretary, council, committee, school_chief
):
    full(fjordby, secretary, council, committee, school_chief, 2)
    row = hand_over(council, by=secretary, on=today())
    before = [_file(Report.from_json(row.document), fmt, None).content for fmt in ("pdf", "docx", "html")]
    Goal.objects.update(title="Noget andet")
    Body.objects.filter(pk=council.pk).update(name="Et andet navn")
    again = CouncilHandover.objects.get(pk=row.pk)
    assert [
        _file(Report.from_json(again.document), fmt, None).content for fmt in ("pdf", "docx", "html")
    ] == before
    assert "Noget andet" not in again.document
    words = "\n".join(each.text for each in Document(io.BytesIO(before[1])).paragraphs)
    assert "Overlevering til det nye byråd" in words


def test_what_was_handed_over_is_never_changed_and_a_spoilt_one_is_not_shown(fjordby, secretary, council):
    row = hand_over(council, by=secretary, on=today())
    for attempt in (
        row.save,
        row.delete,
        CouncilHandover.objects.all().delete,
        lambda: CouncilHandover.objects.update(title="x"),
    ):
        with pytest.raises(Refused):
            attempt()
    CouncilHandover.across.filter(pk=row.pk).update(content="{}")
    with pytest.raises(Spoilt):
        CouncilHandover.objects.get(pk=row.pk).document  # noqa: B018 - reading it is what refuses


@pytest.mark.parametrize(("days", "code"), [(-1, "day-gone"), (200, "day-far-off")])
def test_it_is_handed_over_when_the_term_ends_neither_before_nor_after(
    fjordby, secretary, council, days, code
):
    with pytest.raises(Refused) as refused:
        hand_over(council, by=secretary, on=today() + days * DAY)
    assert [reason.code for reason in refused.value.reasons] == [code]
    assert refused.value.reasons[0].way_out


def test_the_coordinator_and_the_secretary_hand_over_and_others_do_not(fjordby, coordinator, reader, council):
    hand_over(council, by=coordinator, on=today())
    with pytest.raises(NotPermitted):
        hand_over(council, by=reader, on=today())


def test_the_last_day_of_the_council_is_known_when_its_end_is_planned(fjordby, council):
    assert outgoing_council() == (council, None)
    plan_change(
        council,
        by=SYSTEM,
        kind=ChangeKind.BODY,
        heirs=[],
        on=today() + 40 * DAY,
        reason="Ny valgperiode",
        new_name="Byrådet",
    )
    found, last = outgoing_council()
    assert (found, last) == (council, today() + 39 * DAY)


def test_the_page_shows_the_draft_and_hands_over(
    fjordby, secretary, council, committee, school_chief, signed_in
):
    full(fjordby, secretary, council, committee, school_chief, 2)
    client = signed_in(secretary)
    page = client.get(reverse("status:handover")).content.decode()
    assert "Overlevering til det nye byråd" in page
    assert "To politikker gælder." in page or "Tre politikker gælder." in page
    answer = client.post(reverse("status:hand_over"), {"pr": today().isoformat()})
    row = CouncilHandover.objects.get()
    assert answer["location"] == reverse("status:handed_over", args=[row.pk])
    shown = client.get(answer["location"]).content.decode()
    assert row.sha256[:12] in shown
    for fmt in ("pdf", "docx"):
        assert client.get(reverse("status:handed_over_document", args=[row.pk, fmt])).status_code == 200
        assert client.get(reverse("status:handover_draft", args=[fmt])).status_code == 200
    assert client.get(reverse("status:handover_draft", args=["exe"])).status_code == 404
    assert reverse("status:handover") in client.get(reverse("status:index")).content.decode()
    assert reverse("status:handover") in client.get(reverse("organisation:index")).content.decode()


def test_a_day_that_is_no_day_is_today_and_one_far_off_is_a_draft_only(
    fjordby, secretary, council, signed_in
):
    client = signed_in(secretary)
    for day in ("i morgen", "2026-13-45", ""):
        assert client.get(reverse("status:handover"), {"pr": day}).status_code == 200
    far = (today() + 400 * DAY).isoformat()
    page = client.get(reverse("status:handover"), {"pr": far}).content.decode()
    assert "så langt ude i fremtiden" in page
    client.post(reverse("status:hand_over"), {"pr": far})
    assert not CouncilHandover.objects.exists()


def test_without_a_council_the_page_says_so(fjordby, secretary, signed_in):
    client = signed_in(secretary)
    assert "Her er intet byråd endnu" in client.get(reverse("status:handover")).content.decode()
    assert client.post(reverse("status:hand_over")).status_code == 302
    assert not CouncilHandover.objects.exists()


def test_the_page_costs_the_same_for_two_rows_and_for_many(
    fjordby, secretary, council, committee, school_chief, signed_in, queries_of
):
    full(fjordby, secretary, council, committee, school_chief, 2)
    hand_over(council, by=secretary, on=today())
    client, url = signed_in(secretary), reverse("status:handover")
    few = queries_of(client, url)
    for each in range(150):
        in_force(f"Flere politikker {each}")
    plan, _goals = running_plan(2)
    Goal.objects.bulk_create(
        Goal(plan=plan, title=f"Mål {each}", owner=_goals[0].owner, order=each + 3, on_policy=True)
        for each in range(2000)
    )
    many = decide(fjordby, secretary, council, "Mange opgaver")
    for each in range(50):
        add_task(many, by=secretary, text=f"Opgave {each}")
        matters.create_matter(fjordby, by=secretary, title=f"Flere sager {each}")
    assert queries_of(client, url) == few <= 15
