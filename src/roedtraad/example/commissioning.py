"""A new contingency plan has been ordered: the terms of reference under which Fjordby works right now, and a partner."""

from __future__ import annotations

import datetime

from roedtraad.commission import actions, projects, steps
from roedtraad.commission.enums import BodyRole, SectionKey, StepKind
from roedtraad.commission.models import TermsOfReference
from roedtraad.language.dates import MONTHS, FuzzyDate
from roedtraad.policies.actions import relate
from roedtraad.policies.enums import RelationKind
from roedtraad.policies.models import Policy

from .calendar import Calendar
from .moments import on
from .people import COMMITTEE, COUNCIL, EXECUTIVE, STEERING, YOUTH, Cast

DAY = datetime.timedelta(days=1)
ORDERED, TITLE = (
    "Beredskabsplan mod overgreb på børn og unge",
    "Kommissorium for en ny beredskabsplan mod overgreb",
)

SECTIONS = [
    (
        SectionKey.BACKGROUND,
        "Baggrund",
        "Den gældende beredskabsplan er fire år gammel om et år. Siden den blev skrevet, er Familiehuset kommet til, og "
        "skolernes vagtordning er lagt om. Tre sager i det forløbne år viste, at medarbejderne kender pligten til at "
        "underrette, men er i tvivl om, hvem der ringer til hvem den første dag.",
    ),
    (
        SectionKey.LEGAL_BASIS,
        "Lovgrundlag",
        "Barnets lov § 15, stk. 3. Beredskabet skal være skriftligt, vedtages af Byrådet og offentliggøres, og det skal "
        "revideres mindst hvert fjerde år.",
    ),
    (
        SectionKey.MANDATE,
        "Opdrag",
        "Projektgruppen skal skrive en plan, som en ny medarbejder kan bruge uden forklaring den dag, det gælder. Den skal "
        "rumme:\n- hvem der gør hvad i det første døgn\n- hvordan vi taler med barnet, og hvem der gør det\n"
        "- hvordan ledere støtter den medarbejder, der står i det\n- hvordan planen bliver kendt på alle arbejdspladser",
    ),
    (
        SectionKey.TARGET_GROUP,
        "Målgruppe",
        "Planen gælder for alle, der møder børn og unge fra 0 til 17 år i kommunens tilbud, også frivillige og vikarer.",
    ),
    (
        SectionKey.SUCCESS_CRITERIA,
        "Sådan ser vi, om det lykkes",
        "- Alle arbejdspladser har gennemgået planen senest tre måneder efter vedtagelsen.\n"
        "- Ingen sag venter til dagen efter, fordi nogen er i tvivl om vejen.",
    ),
    (
        SectionKey.ECONOMY,
        "Økonomi",
        "Arbejdet holdes inden for rammen. Temadagen for nøglepersoner betales af tilskuddet fra Kystlandsfonden.",
    ),
]
PROJECT_GROUP = [
    "En leder fra dagtilbud",
    "En skoleleder",
    "En rådgiver fra Familie og Handicap",
    "En sundhedsplejerske",
    "En psykolog fra PPR",
]


def commission_plan(cast: Cast, calendar: Calendar) -> TermsOfReference:
    """Written two months ago, adopted by the committee, and on its way: some steps are done, the council comes last."""
    today, by = cast.today, cast.users["coordinator"]
    adopted = calendar.last_before(COMMITTEE, today - 40 * DAY)
    with on(adopted.date - 20 * DAY):
        terms = _order(cast)
        _plan(terms, cast, calendar, adopted.date)
        _partner(terms, cast)
    with on(adopted.date + 2 * DAY):
        actions.record_adoption(
            terms,
            by=cast.users["secretary"],
            adopted_on=adopted.date,
            adopted_body=COMMITTEE,
            evidence=f"Referat af {COMMITTEE} {adopted.date:%d.%m.%Y}, punkt 6",
        )
        for step in terms.steps.filter(when_latest__lte=adopted.date):
            steps.finish_step(step, by=by, on=step.when.latest if step.when else None)
    return terms


def _order(cast: Cast) -> TermsOfReference:
    by = cast.users["coordinator"]
    policy = Policy.objects.get(title=ORDERED)
    year = cast.today.year + 1
    terms = actions.create_terms(
        policy,
        by=by,
        title=TITLE,
        case_number=f"{cast.today.year % 100}/2817",
        owner=cast.positions["families"],
        age_from=0,
        age_to=17,
        begins=FuzzyDate.parse(f"1. januar {year + 1}"),
        ends=FuzzyDate.parse(f"ultimo december {year + 4}"),
        early_revision=FuzzyDate.parse(str(year + 2)),
        early_revision_reason="Når det nye byråd har siddet et år.",
    )
    for key, heading, text in SECTIONS:
        actions.write_section(terms, by=by, key=key, heading=heading, text=text)
    actions.name_themes(
        terms, by=by, names=["Det første døgn", "Samtalen med barnet", "Støtte til den, der står i det"]
    )
    actions.list_annexes(terms, by=by, annexes=[("1", "De tre sager, uden navne"), ("2", "Tidsplan")])
    actions.set_body(terms, by=by, role=BodyRole.STEERING, body=cast.bodies[STEERING])
    actions.set_body(
        terms,
        by=by,
        role=BodyRole.PROJECT,
        new_name="Projektgruppen for beredskabet",
        acts=True,
        seats=PROJECT_GROUP,
    )
    actions.set_body(
        terms, by=by, role=BodyRole.REFERENCE, new_name="Referencegruppen for beredskabet",
        seats=["En tillidsrepræsentant", "En formand for en forældrebestyrelse", "En fra politiets forebyggende afdeling"],
    )  # fmt: skip
    main = Policy.objects.get(title="Hele vejen sammen")
    relate(policy, by=by, kind=RelationKind.RELATES_TO, other=main)
    return terms


def _plan(terms: TermsOfReference, cast: Cast, calendar: Calendar, adopted: datetime.date) -> None:
    """From the draft to the council, in the words that people use: by day where one knows it, else by the month."""
    by, bodies = cast.users["coordinator"], cast.bodies
    council = calendar.first_from(COUNCIL, cast.today + 220 * DAY).date
    rows: list[tuple[str, str | datetime.date, str, StepKind]] = [
        ("Udkast til kommissorium drøftes i styregruppen", adopted - 15 * DAY, STEERING, StepKind.MILESTONE),
        ("Udvalget godkender kommissoriet", adopted, COMMITTEE, StepKind.DECISION),
        ("Interview med seks medarbejdere, der har stået i en sag", _month(cast.today + 55 * DAY, "medio"), "", StepKind.INVOLVEMENT),
        ("Workshop med Ungerådet: Hvem ville du gå til?", _month(cast.today + 90 * DAY, "ultimo"), YOUTH, StepKind.INVOLVEMENT),
        ("Første udkast i styregruppen", _month(cast.today + 120 * DAY), STEERING, StepKind.MILESTONE),
        ("Høring i Hoved-MED og Handicaprådet", _months(cast.today + 150 * DAY), "Hoved-MED", StepKind.HEARING),
        ("Direktionen indstiller", _month(cast.today + 190 * DAY), EXECUTIVE, StepKind.DECISION),
        ("Byrådet vedtager planen", council, COUNCIL, StepKind.DECISION),
        ("Gennemgang på alle arbejdspladser", _season(council), "", StepKind.MILESTONE),
        ("Status til udvalget: Bliver planen brugt?", str(council.year + 1), COMMITTEE, StepKind.FOLLOW_UP),
    ]  # fmt: skip
    for text, when, body, kind in rows:
        words = when if isinstance(when, str) else f"{when.day}. {MONTHS[when.month - 1]} {when.year}"
        steps.add_step(
            terms, by=by, text=text, when=FuzzyDate.parse(words), kind=kind, body=bodies.get(body),
            owner=None if body else cast.positions["families"],
        )  # fmt: skip


def _month(day: datetime.date, part: str = "") -> str:
    return f"{part} {MONTHS[day.month - 1]} {day.year}".strip()


def _months(day: datetime.date) -> str:
    after = (day.replace(day=1) + 32 * DAY).replace(day=1)
    if after.year != day.year:
        return _month(day)
    return f"{MONTHS[day.month - 1]}/{MONTHS[after.month - 1]} {day.year}"


def _season(day: datetime.date) -> str:
    """The half-year after the decision."""
    year, half = (day.year, 2) if day.month <= 6 else (day.year + 1, 1)
    return f"{half}. halvår {year}"


def _partner(terms: TermsOfReference, cast: Cast) -> None:
    year = cast.today.year
    projects.add_external_project(
        terms.municipality,
        by=cast.users["coordinator"],
        title="Trygge voksne, trygge børn",
        partner="Kystlandsfonden",
        policy=terms.policy,
        grant_words="450.000 kr.",
        begins=FuzzyDate.parse(f"2. halvår {year}"),
        ends=FuzzyDate.parse(f"ultimo december {year + 2}"),
        aims="To nøglepersoner på hver arbejdsplads kender beredskabet så godt, at kollegerne spørger dem først.",
        reporting="Kort rapport og regnskab til fonden hvert år i februar. Slutrapport senest tre måneder efter udløb.",
        contact=cast.positions["families"],
    )
