"""What the houses make of the plan: own goals on the common template, agreed with the line manager."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from roedtraad.followup import actions as followup
from roedtraad.followup.models import Cycle
from roedtraad.followup.queries import check_in_for
from roedtraad.language.dates import FuzzyDate
from roedtraad.plans import actions
from roedtraad.plans.enums import DateKind, Perspective
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


def agree(planned: Planned, goals: dict[str, Goal], cast: Cast, today: datetime.date) -> None:
    """One school has agreed for its year; another agreement waits for the second signature."""
    coordinator = cast.users["coordinator"]
    actions.set_up(cast.units["PPR"].municipality, by=coordinator, agreement_word="virksomhedsaftale")
    for place, (unit, leader, said, both) in enumerate(AGREEMENTS):
        with on(today - (26 - place) * DAY, 10):
            made = actions.make_agreement(
                cast.units[unit],
                by=cast.users[leader],
                plan=planned.plan,
                starts=datetime.date(today.year, 1, 1),
                ends=datetime.date(today.year, 12, 31),
                dialogue=said,
            )
            actions.sign_agreement(made, by=cast.users[leader])
        if both:
            with on(today - (24 - place) * DAY, 11):
                actions.sign_agreement(made, by=cast.users["schools"])


# unit, who leads it, what was said, whether the line manager has signed too
AGREEMENTS = (
    (
        "Vestervang Skole",
        "vestervang",
        "Skolen har fået en ny årgang med mange tilflyttere. Vi er enige om, at frikvartererne kommer først, og at "
        "kontaktlærerne får en time om ugen til at ringe hjem.\n\nSkolechefen tager ventetiden hos PPR op i chefforum.",
        True,
    ),
    (
        "PPR",
        "ppr",
        "PPR skal nå ud på skolerne uden at slippe udredningerne. Vi ser på det igen efter sommer.",
        False,
    ),
)

# unit, who tells, days ago, with whom, what came of it, help asked for, help given
TALKS = (
    ("Vestervang Skole", "vestervang", 150, "staff", "Alle årgange valgte ét løfte at begynde med.", "", ""),
    ("Vestervang Skole", "vestervang", 120, "parents", "Bestyrelsen spurgte mest til fravær.", "", ""),
    (
        "PPR",
        "ppr",
        90,
        "staff",
        "Vi mangler ord, som forældre forstår.",
        "Kan I skrive løfterne på én side til forældre?",
        "Plakaten er lavet og sendt til alle enheder.",
    ),
    ("Familiehuset", "family_house", 60, "staff", "Vi læste kapitlet om familier højt.", "", ""),
    (
        "Ungeindsatsen",
        "youth",
        20,
        "children",
        "Ungerådet vil gerne selv stille spørgsmålene.",
        "Hvem kan komme til ungerådets næste møde og fortælle, hvad der blev af deres forslag?",
        "",
    ),
)


def talk_about_it(planned: Planned, cast: Cast, today: datetime.date) -> None:
    """The houses have talked with staff, parents and the young; some asked for help."""
    for unit, leader, ago, company, note, asked, given in TALKS:
        day = today - ago * DAY
        with on(day, 16):
            told = actions.tell_of_discussion(
                cast.units[unit],
                by=cast.users[leader],
                plan=planned.plan,
                on=day,
                company=company,
                note=note,
                help_asked=asked,
            )
        if given:
            with on(day + 9 * DAY, 9):
                actions.give_help(told, by=cast.users["coordinator"], text=given)


# An organisation-facing focus area, and what it does for some of the citizen-facing ones.
HOUSE = "Ungeråd og elevråd"
CROSSINGS = {
    "Leg og venskaber": "Elevrådene spørger hvert efterår, hvem der mangler nogen at være sammen med.",
    "Fremmøde og trivsel": "Unge, der har været væk, fortæller, hvad der fik dem tilbage.",
    "Videre efter 9. klasse": "Ungerådet læser vejledningens breve, før de sendes.",
}


def cross_perspectives(planned: Planned, cast: Cast) -> None:
    """Each focus area says whom it faces; then the matrix can be filled."""
    by = cast.users["coordinator"]
    areas = {area.title: area for area in planned.plan.focus_areas.all()}
    for title, area in areas.items():
        actions.edit_focus_area(
            area,
            by=by,
            title=area.title,
            theme=area.theme,
            theme_name=area.theme_name,
            owner=area.owner,
            deputy=area.deputy,
            perspective=Perspective.ORGANISATION if title == HOUSE else Perspective.CITIZEN,
        )
    for title, words in CROSSINGS.items():
        actions.cross(areas[title], by=by, organisation=areas[HOUSE], text=words)


def what_follows(planned: Planned, cast: Cast, today: datetime.date) -> None:
    """Money and milestones, targets for the budget years, documents that are to be made, and the plan's own dates."""
    by, goals = cast.users["coordinator"], planned.goals
    initiative = goals["leisure"].initiatives.get()
    actions.detail_initiative(
        initiative,
        by=by,
        title=initiative.title,
        owner=initiative.owner,
        amount=Decimal(450_000),
        budget_line="Kultur og Fritid, tilskud til foreninger",
        budget_year=today.year,
        milestones=[
            actions.MilestoneRow(
                "Aftale med de fem største foreninger", FuzzyDate.parse(f"marts {today.year}")
            ),
            actions.MilestoneRow(
                "Passet kan bestilles hjemmefra", FuzzyDate.parse(f"4. kvartal {today.year}")
            ),
        ],
    )
    for year, key, text in (
        (today.year, "absence", "Andelen af elever med fravær over ti procent er lavere end året før."),
        (today.year + 1, "leisure", "Fritidspasset bruges i mindst 40 foreninger."),
        (today.year + 1, "", "Ingen familie venter mere end syv dage på svar."),
    ):
        actions.set_yearly_target(planned.plan, by=by, year=year, text=text, goal=goals.get(key))
    made = actions.order_document(
        planned.plan,
        by=by,
        title="Vejledning om bekymrende fravær",
        owner=cast.positions["schools"],
        due=FuzzyDate.parse(f"1. kvartal {today.year}"),
    )
    actions.edit_document(
        made,
        by=by,
        title=made.title,
        owner=made.owner,
        due=made.due,
        made_on=today - 80 * DAY,
        where="Intranettet, Skole",
    )
    actions.order_document(
        planned.plan,
        by=by,
        title="Retningslinjer for overgange fra dagtilbud til skole",
        owner=cast.positions["daycare"],
        due=FuzzyDate.parse(f"juni {today.year + 1}"),
    )
    for kind, words, when in (
        (DateKind.MILESTONE, "Enhederne har skrevet deres egne mål", f"ultimo marts {today.year}"),
        (DateKind.FOLLOW_UP, "Chefgruppen læser alle enheders mål sammen", f"november {today.year}"),
        (DateKind.ADJUSTMENT, "Planen justeres, når budgettet er vedtaget", f"oktober {today.year + 1}"),
    ):
        actions.add_date(planned.plan, by=by, kind=kind, words=words, when=FuzzyDate.parse(when))
