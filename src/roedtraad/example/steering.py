"""The steering group: its last meeting, with what was decided and what came of it, and the agenda of the next."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.language.holidays import working_day_on_or_after
from roedtraad.matters import decisions
from roedtraad.matters.decisions import TaskWords
from roedtraad.matters.models import Meeting, Task
from roedtraad.steering import actions
from roedtraad.steering.models import Point, Sitting
from roedtraad.steering.queries import proposals, read_plan

from .calendar import Calendar
from .moments import on
from .people import STEERING, Cast
from .planning import Planned
from .rounds import DAY


@dataclass(frozen=True)
class Talk:
    """What the group made of a goal. `tasks`: (what, key of the position, days until it is due)."""

    goal: str
    said: str
    decision: str = ""
    responsible: str = ""
    tasks: tuple[tuple[str, str, int], ...] = ()
    carried: bool = False


TALKS = [
    Talk(
        "seven_days",
        "Vagten dækkes af dem, der også har samtalerne, og så ringer telefonen forgæves. Det kan ikke vente på, at "
        "de to nye er lært op.",
        "Familiehuset lægger en vagtplan, som også holder, når nogen er syge.",
        "families",
        (("Tæl opkald og svartid hver uge, til vi har set et kvartal.", "family_house", 90),),
    ),
    Talk(
        "after_ninth",
        "Erhvervsskolen kan først stille et lokale efter nytår. Biblioteket har et, der står tomt to dage om ugen.",
        "Ungeguiderne begynder på biblioteket, til erhvervsskolen har et lokale.",
        "youth",
        (("Aftal åbningstider og nøgler med biblioteket.", "culture", 14),),
    ),
    Talk(
        "advice",
        "Der er ikke penge til en aften mere uden at tage dem et andet sted. Familiechefen regner på det.",
        carried=True,
    ),
    Talk("leisure", "Regionen har fået brevet og ikke svaret endnu. Skolerne må gerne skrive med."),
]
OWN = "Hvem taler for sundhedsplejen i gruppen?"
OWN_NOTE = "Sundhedschefen spørger rundt; pladsen står tom, til der er svar."
DONE = "Studierummet er åbent for ungeguiderne tirsdag og torsdag fra klokken 12."


def held_meeting(planned: Planned, cast: Cast, calendar: Calendar) -> Sitting:
    """From the agenda to the approved minutes; one of the tasks has been done since."""
    coordinator = cast.users["coordinator"]
    meeting = calendar.last_before(STEERING, calendar.today)
    sitting = _prepare(planned, meeting, cast, days=6, own=[OWN])
    with on(meeting.date, 10):
        actions.open_meeting(sitting, by=coordinator)
        there = list(sitting.attendance.exclude(seat="Sundhedschef").values_list("pk", flat=True))
        actions.note_attendance(
            sitting, by=coordinator, present=there, guests="Skolekonsulenten, under punkt 2"
        )
    with on(meeting.date, 11):
        for talk in TALKS:
            _write(sitting, talk, planned, cast)
        actions.write_point(sitting.points.get(title=OWN), by=coordinator, said=OWN_NOTE)
        for point in sitting.points.all():
            if not point.is_written:
                actions.drop_point(point, by=coordinator)
        actions.close_meeting(sitting, by=coordinator)
    with on(meeting.date, 14):
        sitting = actions.approve_minutes(sitting, by=coordinator)
    with on(min(meeting.date + 12 * DAY, calendar.today - DAY), 15):
        task = Task.objects.get(decision__matter=sitting.matter, owner=cast.positions["culture"])
        decisions.finish_task(task, by=cast.users["culture"], outcome=DONE)
    return sitting


def coming_meeting(planned: Planned, cast: Cast, calendar: Calendar) -> Sitting:
    """The agenda of the next, proposed from where the plan stands now."""
    meeting = calendar.first_from(STEERING, calendar.today + DAY)
    return _prepare(planned, meeting, cast, days=(meeting.date - calendar.today).days + 1)


def _prepare(
    planned: Planned, meeting: Meeting, cast: Cast, *, days: int, own: list[str] | None = None
) -> Sitting:
    """The agenda as it is proposed so many days before the meeting."""
    with on(meeting.date - days * DAY, 10):
        found = [each for each in proposals(read_plan(planned.plan), meeting) if each.chosen]
        return actions.prepare(
            meeting, by=cast.users["coordinator"], plan=planned.plan, points=found, own=own or ()
        )


def _write(sitting: Sitting, talk: Talk, planned: Planned, cast: Cast) -> None:
    coordinator, goal = cast.users["coordinator"], planned.goals[talk.goal]
    point: Point = sitting.points.filter(goal=goal).first() or actions.add_point(
        sitting, by=coordinator, title=goal.title, goal=goal
    )
    day = sitting.meeting.date
    actions.write_point(
        point,
        by=coordinator,
        said=talk.said,
        decision=talk.decision,
        responsible=cast.positions[talk.responsible] if talk.responsible else None,
        tasks=[
            TaskWords(text, cast.positions[who], working_day_on_or_after(day + days * DAY))
            for text, who, days in talk.tasks
        ],
        carried=talk.carried,
    )
