"""The yearly status: written from the snapshot, put before the committee and the council, decided, and done or not."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.followup.models import Snapshot
from roedtraad.language.dates import MONTHS
from roedtraad.language.holidays import working_day_on_or_after
from roedtraad.matters import decisions
from roedtraad.matters.actions import mark_filed
from roedtraad.matters.decisions import Outcome, TaskWords, Votes
from roedtraad.matters.enums import DecisionResult, DispatchState, RoutingRole
from roedtraad.matters.models import Matter, Meeting, Task
from roedtraad.matters.queries import earlier_items
from roedtraad.status import actions
from roedtraad.status.actions import Stop
from roedtraad.status.models import ReportPoint, StatusReport

from .calendar import Calendar
from .moments import on
from .people import COMMITTEE, COUNCIL, Cast
from .planning import Planned
from .rounds import DAY, Rounds

CASE = "24/10482"
KLE = "34.05.10"
ECONOMY = (
    "Svarvagten holdes inden for Familiehusets ramme. Fremmødesamtalerne koster 1,2 mio. kr. om året og finansieres af "
    "puljen til tidlig indsats. De øvrige punkter koster ikke noget."
)


@dataclass(frozen=True)
class Verdict:
    """What became of the at-point about a goal: in the council, and as a task of a position."""

    goal: str
    result: DecisionResult = DecisionResult.APPROVED
    wording: str = ""
    task: str = ""
    owner: str = ""
    days: int = 60


# The point about buses is approved, and nobody is given the task: there the thread is broken, and the page says so.
VERDICTS = [
    Verdict(
        "seven_days",
        task="Indfør en fast svarvagt i Familiehuset to dage om ugen.",
        owner="families",
        days=75,
    ),
    Verdict(
        "absence", task="Giv alle skoler to timer om ugen til fremmødesamtaler.", owner="schools", days=21
    ),
    Verdict("leisure"),
    Verdict(
        "after_ninth",
        DecisionResult.APPROVED_WITH_CHANGES,
        "Godkendt med den ændring, at Ungerådet bliver inviteret med til temamødet.",
        "Forbered temamødet sammen med erhvervsskolen og Ungerådet.",
        "youth",
        100,
    ),
]


def brief_status(snapshot: Snapshot, meeting: Meeting, cast: Cast) -> StatusReport:
    """Between the yearly ones: the committee alone is told how it goes, and takes note."""
    coordinator = cast.users["coordinator"]
    with on(meeting.date - 28 * DAY, 9):
        report = actions.assemble(snapshot, by=coordinator)
        title = f"Status på »Hele vejen sammen«, {MONTHS[meeting.date.month - 1]} {meeting.date.year}"
        actions.name(report, by=coordinator, title=title)
        stops = [Stop(cast.bodies[COMMITTEE], RoutingRole.DECIDES, meeting)]
        matter = actions.present(report, by=coordinator, stops=stops, case_number=CASE, kle_number=KLE)
    with on(meeting.date, 18):
        _minutes(
            matter,
            meeting,
            8,
            [Outcome(DecisionResult.NOTED, point) for point in matter.recommendations.all()],
            cast,
        )
    _filed(matter, meeting, cast)
    return report


def _minutes(
    matter: Matter, meeting: Meeting, item: int, outcomes: list[Outcome], cast: Cast, absent: str = ""
) -> None:
    decisions.record_minutes(
        matter,
        by=cast.users["secretary"],
        body=meeting.body,
        date=meeting.date,
        meeting=meeting,
        minutes_reference=f"Referat af {meeting.body} {meeting.date:%d.%m.%Y}, punkt {item}",
        outcomes=outcomes,
        absent=absent,
    )


def _filed(matter: Matter, meeting: Meeting, cast: Cast) -> None:
    """Two days later what there is stands in the case and document system."""
    with on(meeting.date + 2 * DAY, 9):
        for dispatch in matter.dispatches.filter(state=DispatchState.MISSING).order_by("pk"):
            mark_filed(dispatch, by=cast.users["secretary"], filed_as=f"{CASE}-{dispatch.pk + 11}")


def yearly_status(
    snapshot: Snapshot, planned: Planned, rounds: Rounds, cast: Cast, calendar: Calendar
) -> StatusReport:
    """From the snapshot to the council's decision."""
    coordinator = cast.users["coordinator"]
    with on(rounds.third.date - 32 * DAY, 9):
        report = actions.assemble(snapshot, by=coordinator)
        title = f"Årlig status {rounds.council.date.year} på børne- og ungepolitikken »Hele vejen sammen«"
        actions.name(report, by=coordinator, title=title)
        economy = report.texts.filter(key="economy").first()
        if economy is not None:
            actions.edit_text(economy, by=coordinator, words=ECONOMY)
        _also_about(report, planned, "seven_days", "advice", cast)
        for item in earlier_items()[:1]:
            actions.add_annex(report, by=coordinator, earlier=item)
    with on(rounds.third.date - 28 * DAY, 14):
        matter = actions.present(
            report,
            by=coordinator,
            stops=[
                Stop(cast.bodies[COMMITTEE], RoutingRole.RECOMMENDS, rounds.third),
                Stop(cast.bodies[COUNCIL], RoutingRole.DECIDES, rounds.council),
            ],
            case_number=CASE,
            kle_number=KLE,
        )
    _committee(matter, rounds, cast)
    _council(report, matter, planned, rounds, cast)
    with on(min(rounds.council.date + 6 * DAY, calendar.today - DAY), 11):
        done = Task.objects.get(decision__matter=matter, owner=cast.positions["schools"])
        decisions.finish_task(
            done, by=cast.users["schools"], outcome="Alle ni skoler har sat timerne på skemaet og er i gang."
        )
    report.refresh_from_db()
    return report


def _also_about(report: StatusReport, planned: Planned, goal: str, other: str, cast: Cast) -> None:
    """The answer to one goal helps another: the coordinator says so, and the decision then reaches both."""
    point = _point_about(report, planned.goals[goal].pk)
    actions.edit_point(
        point, by=cast.users["coordinator"], text=point.text, goals=[*point.goals, planned.goals[other].pk]
    )


def _point_about(report: StatusReport, goal: int) -> ReportPoint:
    return next(point for point in report.points.all() if goal in point.goals)


def _committee(matter: Matter, rounds: Rounds, cast: Cast) -> None:
    with on(rounds.third.date, 18):
        outcomes = [Outcome(DecisionResult.RECOMMENDED, point) for point in matter.recommendations.all()]
        _minutes(matter, rounds.third, 6, outcomes, cast, absent="Bent Skovlyst")
    _filed(matter, rounds.third, cast)


def _council(report: StatusReport, matter: Matter, planned: Planned, rounds: Rounds, cast: Cast) -> None:
    numbers = {_point_about(report, planned.goals[verdict.goal].pk).number: verdict for verdict in VERDICTS}
    day = rounds.council.date
    outcomes = []
    for recommendation in matter.recommendations.all():
        verdict = numbers.get(recommendation.number)
        if verdict is None:
            outcomes.append(Outcome(DecisionResult.NOTED, recommendation))
            continue
        tasks = (
            [
                TaskWords(
                    verdict.task,
                    cast.positions[verdict.owner],
                    working_day_on_or_after(day + verdict.days * DAY),
                )
            ]
            if verdict.task
            else []
        )
        count = Votes(16, 9) if verdict.result == DecisionResult.APPROVED_WITH_CHANGES else None
        outcomes.append(Outcome(verdict.result, recommendation, verdict.wording, count=count, tasks=tasks))
    with on(day, 21):
        _minutes(matter, rounds.council, 11, outcomes, cast)
