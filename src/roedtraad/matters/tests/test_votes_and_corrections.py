"""How the votes fell, point by point; and a decision that was mistyped: both readings are kept, with the reason."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.matters import actions, correcting, decisions
from roedtraad.matters.decisions import Outcome, Votes
from roedtraad.matters.enums import DecisionResult
from roedtraad.matters.models import Decision, Dispatch
from roedtraad.policies.models import Edition, Policy

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def matter(fjordby, secretary):
    made = actions.create_matter(fjordby, by=secretary, title="Årlig status")
    for text in ("at skolerne får mere tid", "at Familiehuset åbner om lørdagen"):
        actions.write_recommendation(made, by=secretary, text=text)
    return made


@pytest.fixture
def decision(matter, secretary, council):
    return decisions.record_decision(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        result=DecisionResult.NOTED,
        minutes_reference="punkt 7",
        wording="Taget til efterretning.",
        recommendation=matter.recommendations.first(),
    )


def mend(decision, by, **more):
    given = {
        "reason": "Punkt 1 blev godkendt, ikke taget til efterretning.",
        "body": decision.body,
        "date": decision.date,
        "result": DecisionResult.APPROVED,
        "minutes_reference": decision.minutes_reference,
        "wording": decision.wording,
    } | more
    return correcting.correct_decision(decision, by=by, **given)


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def test_each_point_has_votes_and_a_minority_of_its_own(matter, secretary, council):
    first, second = matter.recommendations.all()
    made = decisions.record_minutes(
        matter,
        by=secretary,
        body=council,
        date=YESTERDAY,
        minutes_reference="punkt 7",
        outcomes=[
            Outcome(
                "approved",
                first,
                count=Votes(15, 9, 1),
                votes="A, B og C for; V imod",
                minority="V ønsker en plan.",
            ),
            Outcome("noted", second),
        ],
    )
    assert [(each.votes_for, each.votes_against, each.votes_abstained) for each in made] == [
        (15, 9, 1),
        (None, None, None),
    ]
    assert [each.minority for each in made] == ["V ønsker en plan.", ""]


@pytest.mark.parametrize(
    ("result", "count", "refused"),
    [
        ("approved", Votes(15, 9), False),
        ("approved", Votes(9, 15), True),
        ("approved", Votes(12, 12), True),
        ("recommended", Votes(3, 4), True),
        ("rejected", Votes(9, 15, 1), False),
        ("rejected", Votes(15, 9), True),
        ("noted", Votes(9, 15), False),
        ("approved", Votes(15, None), False),
    ],
)
def test_votes_that_say_the_opposite_of_the_result_are_refused(
    matter, secretary, council, result, count, refused
):
    def record():
        return decisions.record_decision(
            matter,
            by=secretary,
            body=council,
            date=YESTERDAY,
            result=result,
            minutes_reference="7",
            count=count,
        )

    if refused:
        with pytest.raises(Refused) as why:
            record()
        assert codes(why) == ["votes-say-otherwise"]
        assert not Decision.objects.exists()
    else:
        assert record().result == result


def test_a_mistyped_decision_says_what_the_minutes_say_and_keeps_what_was_written_first(decision, secretary):
    mend(decision, secretary, count=Votes(15, 9), wording="Godkendt.")
    mended = Decision.objects.get()
    assert (mended.result, mended.wording, mended.votes_for) == ("approved", "Godkendt.", 15)
    assert mended.demands_task
    (kept,) = mended.corrections
    assert kept["reason"].startswith("Punkt 1")
    assert kept["said"] == {
        "result": "noted",
        "wording": "Taget til efterretning.",
        "votes_for": None,
        "votes_against": None,
    }
    assert ActionLog.objects.filter(verb="matters.correct_decision", by=secretary).exists()
    assert Dispatch.objects.filter(what__startswith="Rettet udskrift").exists()
    mend(
        mended,
        secretary,
        result=DecisionResult.APPROVED,
        wording="Godkendt enstemmigt.",
        reason="Enstemmigt.",
    )
    assert [each["reason"] for each in Decision.objects.get().corrections][1] == "Enstemmigt."


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": " "}, "no-reason"),
        ({"result": DecisionResult.NOTED}, "nothing-mended"),
        ({"date": timezone.localdate() + DAY}, "decided-in-future"),
        ({"minutes_reference": " "}, "no-minutes"),
        ({"count": Votes(3, 8)}, "votes-say-otherwise"),
    ],
)
def test_a_correction_is_refused_where_it_could_not_have_been_recorded_so(decision, secretary, more, code):
    with pytest.raises(Refused) as refused:
        mend(decision, secretary, **more)
    assert codes(refused) == [code]
    assert refused.value.reasons[0].way_out
    assert Decision.objects.get().corrections == []


def test_it_is_not_corrected_into_another_that_stands(matter, decision, secretary, council):
    other = decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY - 7 * DAY, result="postponed", minutes_reference="3",
        recommendation=decision.recommendation,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        mend(other, secretary, date=YESTERDAY)
    assert codes(refused) == ["recorded-already"]


def test_the_body_and_day_can_be_corrected_and_the_meeting_follows(decision, secretary, committee):
    meeting = actions.schedule_meeting(committee, by=secretary, date=YESTERDAY - DAY)
    mend(decision, secretary, body=committee, date=meeting.date, result=DecisionResult.NOTED)
    mended = Decision.objects.get()
    assert (mended.body, mended.meeting) == (committee, meeting)
    assert mended.corrections[0]["said"]["body"] == "Byrådet"


def test_a_decision_on_which_an_edition_is_adopted_stays_an_adoption(matter, secretary, council):
    adopted = decisions.record_decision(
        matter, by=secretary, body=council, date=YESTERDAY, result="approved", minutes_reference="punkt 7"
    )
    Edition.objects.create(policy=Policy.objects.create(title="Tæt på"), number=1, decision=adopted)
    with pytest.raises(Refused) as refused:
        mend(adopted, secretary, result=DecisionResult.REJECTED)
    assert codes(refused) == ["edition-rests-on-it"]
    mend(adopted, secretary, wording="Godkendt enstemmigt.")
    assert Decision.objects.get().wording == "Godkendt enstemmigt."


def test_only_those_who_keep_matters_correct(decision, reader, school_chief):
    for user in (reader, school_chief):
        with pytest.raises(NotPermitted):
            mend(decision, user)


def test_a_decision_is_corrected_from_the_page_and_both_readings_are_shown(decision, secretary, signed_in):
    page = signed_in(secretary)
    address = reverse("matters:correct_decision", args=[decision.pk])
    form = page.get(address).context["form"]
    typed = {
        "body": decision.body_id, "date": YESTERDAY.isoformat(), "result": "approved", "wording": "Godkendt.",
        "votes_for": "15", "votes_against": "9", "votes_abstained": "", "votes": "", "minority": "", "absent": "",
        "minutes_reference": "punkt 7", "reason": "", "seen_version": form["seen_version"].value(),
    }  # fmt: skip
    refused = page.post(address, typed)
    assert refused.status_code == 422
    assert "Godkendt." in refused.content.decode()
    assert page.post(address, typed | {"reason": "Tastet forkert."}).status_code == 302
    shown = page.get(reverse("matters:matter", args=[decision.matter_id])).content.decode()
    for words in (
        "Tastet forkert.",
        "Resultat var først skrevet som: taget til efterretning",
        "15 for, 9 imod",
    ):
        assert words in shown
    assert page.post(address, typed | {"reason": "Igen", "wording": "x"}).status_code == 422


def test_the_form_takes_votes_for_each_point(matter, secretary, council, signed_in):
    page = signed_in(secretary)
    typed = {
        "body": council.pk, "date": YESTERDAY.isoformat(), "result": "approved", "minutes_reference": "punkt 7",
        "votes_for_0": "15", "votes_against_0": "9", "votes_abstained_0": "1", "votes_0": "V stemte imod",
        "minority_0": "V ønsker en plan.", "result_1": "noted", "task_0": "", "task_1": "", "absent": "Kim Holst",
    }  # fmt: skip
    address = reverse("matters:record_decision", args=[matter.pk])
    wrong = page.post(address, typed | {"votes_for_0": "8"})
    assert wrong.status_code == 422
    assert "8 stemmer for og 9 imod" in wrong.content.decode()
    assert page.post(address, typed).status_code == 302
    first, second = Decision.objects.order_by("recommendation__number")
    assert (first.votes_abstained, first.votes, first.absent) == (1, "V stemte imod", "Kim Holst")
    assert (second.result, second.votes_for) == ("noted", None)
