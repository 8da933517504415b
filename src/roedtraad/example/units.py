"""What the houses make of the plan: own goals on the common template, agreed with the line manager."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from roedtraad.followup import actions as followup
from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import check_in_for
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans import actions
from roedtraad.plans.models import Goal

from .moments import on
from .people import Cast
from .planning import Planned

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class UnitGoalText:
    """`under`: the key of the plan's goal. `way`: approved | submitted | returned | writing. `status`, `happened`: what
    the unit says of it in the round that is open, '' where it has said nothing yet."""

    unit: str
    leader: str
    manager: str
    under: str
    title: str
    how: str
    followed_by: str
    measured_by: str
    years: int
    way: str = "approved"
    words: str = ""
    status: str = ""
    happened: str = ""


UNIT_GOALS = [
    UnitGoalText(
        "Vestervang Skole",
        "vestervang",
        "schools",
        "belong",
        "Ingen elev i 4.–6. klasse holder frikvarter alene",
        "Legepatruljen er ude i alle lange frikvarterer, og klasselæreren ser hver mandag, hvem der mangler nogen.",
        "Årgangsteamene tager det op hver anden uge; ledelsen ser på det ved månedens udgang.",
        "Trivselsmålingens spørgsmål om, hvem man er sammen med i frikvarteret.",
        1,
        status="on",
        happened="Legepatruljen er i gang på alle tre årgange, og to klasser har lavet deres egne frikvartersaftaler.",
    ),
    UnitGoalText(
        "Vestervang Skole",
        "vestervang",
        "schools",
        "absence",
        "Et barn med fravær over ti procent har en plan inden for 14 dage",
        "Kontoret siger til hver fredag; kontaktlæreren ringer hjem og holder mødet inden for to uger.",
        "Fast punkt på ledelsens møde den første tirsdag i måneden.",
        "Andel af elever over ti procent, som har en aftalt plan.",
        1,
        status="risk",
        happened="Planerne kommer, men først efter tre uger i udskolingen. Skemaet for kontaktlærerne er lavet om.",
    ),
    UnitGoalText(
        "PPR",
        "ppr",
        "schools",
        "absence",
        "Skolerne kan få en psykolog med til mødet om fravær inden for en uge",
        "To psykologer har hver onsdag fri til møder på skolerne.",
        "Vi tæller ønsker og møder hver måned.",
        "Ventetid fra ønske til møde, i dage.",
        1,
    ),
    UnitGoalText(
        "Ungeindsatsen",
        "youth",
        "schools",
        "youth_council",
        "Hvert ungdomsprojekt har unge med, før planen skrives",
        "Vi spørger på skoler og i klubber, før vi skriver noget, og viser bagefter, hvad der blev brugt.",
        "Ungerådet får en liste hvert halvår.",
        "",
        2,
        way="submitted",
    ),
    UnitGoalText(
        "Familiehuset",
        "family_house",
        "families",
        "seven_days",
        "Familien har selv skrevet med på planen, før vi begynder",
        "Det første møde holdes hjemme hos familien, og planen skrives i hånden sammen.",
        "Vi læser tre planer sammen på hvert teammøde.",
        "Andel af planer med familiens egne ord.",
        1,
        way="returned",
        words="God retning. Skriv, hvad I gør, når en familie ikke har overskud til at skrive med.",
    ),
]


def write_unit_goals(planned: Planned, cast: Cast, today: datetime.date) -> dict[str, Goal]:
    """The leaders write and submit; their line managers approve, or return with a reason. By title."""
    made: dict[str, Goal] = {}
    for place, text in enumerate(UNIT_GOALS):
        leader, manager = cast.users[text.leader], cast.users[text.manager]
        with on(today - (40 - place) * DAY, 9):
            goal = actions.write_unit_goal(
                cast.units[text.unit],
                by=leader,
                under=planned.goals[text.under],
                title=text.title,
                how=text.how,
                followed_by=text.followed_by,
                measured_by=text.measured_by,
                due=FuzzyDate.parse(f"juni {today.year + text.years}"),
            )
            actions.submit_unit_goal(goal, by=leader)
        made[text.title] = goal
        with on(today - (34 - place) * DAY, 13):
            if text.way == "approved":
                actions.approve_unit_goal(goal, by=manager)
            elif text.way == "returned":
                actions.return_unit_goal(goal, by=manager, text=text.words)
    return made


def report_from_units(cycle: Cycle, goals: dict[str, Goal], cast: Cast) -> None:
    """In the open round some houses have told how it goes; they say so for themselves."""
    for text in UNIT_GOALS:
        if text.status:
            with on(cycle.opens + 4 * DAY, 14):
                check_in = check_in_for(cycle, goals[text.title])
                by = cast.users[text.leader]
                needs = {"need": "initiative", "needed": "Et nyt skema."} if text.status != "on" else {}
                followup.save_check_in(check_in, by=by, status=text.status, happened=text.happened, **needs)
                followup.sign_off(check_in_for(cycle, goals[text.title]), by=by)
