"""Reports to look at, to test with and to measure: a believable yearly status of the example municipality.

Used by the tests, by ``bench`` (here: :func:`bench`) and when a municipality tries its own Word template. Every name
and number is made up.
"""

from __future__ import annotations

import datetime

from roedtraad.writing.model import (
    Annex,
    Bullets,
    Column,
    Count,
    Figure,
    Heading,
    Knot,
    Note,
    Numbered,
    PageBreak,
    Paragraph,
    Picture,
    Report,
    Section,
    Status,
    StatusTally,
    Strong,
    Table,
    ThreadLine,
)
from roedtraad.writing.words import STATUS_KEYS

CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="30 30 640 120" role="img"><title>Ventetid</title>
<desc>Familier, der ventede mere end syv dage</desc><rect x="40" y="60" width="500" height="80" fill="#e7f0f1"/>
<line x1="40" y1="100" x2="540" y2="100" stroke="#4a585a"/><polyline fill="none" stroke="#0f4c5c" stroke-width="2"
 points="60,110 140,95 220,104 300,90 380,98 460,70 520,48"/><rect x="514" y="42" width="12" height="12" fill="#6d1f4f"/>
<text x="548" y="54" font-family="IBM Plex Sans" font-size="14" fill="#6d1f4f">22 i september</text>
<text x="548" y="104" font-family="IBM Plex Sans" font-size="14" fill="#4a585a">gennemsnit 14,3</text></svg>"""

_THEMES = ("Hjælp i tide", "Lyst til at lære", "Fritid og fællesskab", "Gode overgange")
_GOALS = (
    "Familier, der beder om råd, får svar inden syv dage",
    "Færre elever er væk fra skolen mere end hver tiende dag",
    "Flere børn i udsatte positioner går til noget i fritiden",
    "Alle unge har en voksen, der følger dem fra skole til uddannelse",
    "Sundhedsplejen har mødt alle familier før barnet fylder to måneder",
)


def annual_status(goals: int = 14, picture: bool = True) -> Report:
    """A yearly status with ``goals`` goals in the annex; the first page holds what must be known and decided."""
    counts = [max(1, goals * share // 14) for share in (4, 2, 3, 2, 2)]
    counts.append(max(0, goals - sum(counts)))
    printed = dict(zip(("on", "done", "risk", "off", "unknown", "idle"), counts, strict=True))
    summary = Section(
        "summary",
        "Resume",
        [
            Paragraph(
                "Af politikkens ", Figure(f"{goals} mål", "goals"), " følger ", Figure(f"{printed['on']}", "on"),
                " planen, og ", Figure(f"{printed['done']} er nået", "done"), ". ",
                Figure(f"{printed['off']} er ude af kurs", "off"), ", og dem bør udvalget tale om. For ",
                Figure(f"{printed['unknown']} mål", "unknown"), " er der endnu for få tal til at sige noget.",
            ),
            StatusTally(tuple(Count(key, str(printed[key]), key) for key in STATUS_KEYS)),
        ],
    )  # fmt: skip
    recommendation = Section(
        "recommendation",
        "Indstilling",
        [
            Paragraph("Direktionen indstiller, at udvalget anbefaler Byrådet,"),
            Numbered(
                [
                    "at Familiehuset får fast svarvagt to dage om ugen fra 1. januar 2027",
                    "at målet om unge i uddannelse eller job tages op igen på mødet i marts 2027",
                    "at status i øvrigt tages til efterretning.",
                ]
            ),
            PageBreak(),
        ],
    )
    last = Section(
        "last_decision",
        "Opfølgning på seneste beslutning",
        [
            Paragraph(
                "Udvalget bad i august om at se ventetiden i Familiehuset hver måned. Det er sket siden september, og "
                "tallene er steget."
            )
        ],
    )
    case: list[object] = [
        Heading("Hjælp i tide"),
        ThreadLine(
            (
                Knot("Politik", "Hele vejen sammen"),
                Knot("Fokusområde", "Råd og støtte til familier"),
                Knot("Mål", "Svar inden syv dage", here=True),
                Knot("Tråden er brudt", "Der er ingen indsats endnu", missing=True),
            )
        ),
        Paragraph(
            "I september ventede ", Figure("22 familier", "waiting.2026-09"), " mere end syv dage på svar. Det er over "
            "den øvre grænse på ", Figure("19,7", "waiting.upper"), " og dermed mere end ", Strong("almindelig variation"), ".",
        ),
        Paragraph(
            "To stillinger i Familiehuset har stået tomme siden maj og er besat fra november. Familiechefen vurderer, at "
            "ventetiden først falder i det nye år:"
        ),
        Bullets(["de nye medarbejdere skal læres op", ["i december er der ", Figure("9", "days"), " hverdage med åbent"]]),
        Table(
            ["Status", Column("Nu", "end"), Column("Juni", "end")],
            [[Status(key), Figure(str(printed[key]), key), str(max(0, printed[key] - 1))] for key in STATUS_KEYS],
            caption="Målene nu og i juni",
        ),
        Note("Tal under fem vises ikke. Det gælder to måneder i opgørelsen."),
    ]  # fmt: skip
    if picture:
        case.insert(
            5,
            Picture(
                CHART,
                "Familier, der ventede mere end syv dage",
                "Stigende siden juli, 22 i september; gennemsnit 14,3.",
            ),
        )
    economy = Section("economy", "Økonomi", [Paragraph("Svarvagten holdes inden for Familiehusets ramme.")])
    return Report(
        title="Årlig status på børne- og ungepolitikken »Hele vejen sammen«",
        municipality="Fjordby Kommune",
        sections=(summary, recommendation, last, Section("presentation", "Sagsfremstilling", case), economy),  # type: ignore[arg-type]
        case_number="24/10482",
        access="open",
        routing=("Børne- og Uddannelsesudvalget 18. november 2026", "Byrådet 15. december 2026"),
        annexes=(
            Annex(1, f"Status på alle {goals} mål", "24/10482-31", sections=goal_tables(goals)),
            Annex(2, "Kontroldiagrammer", "24/10482-32"),
            Annex(3, "Bemærkninger fra MED-udvalget", "24/10482-33", access="closed"),
        ),
        date=datetime.date(2026, 11, 18),
        data_as_of=datetime.date(2026, 10, 23),
        footer="Børne- og ungepolitikken »Hele vejen sammen«",
    )


def goal_tables(goals: int) -> tuple[Section, ...]:
    """One section a theme, one row a goal."""
    made = []
    for number, theme in enumerate(_THEMES):
        rows = [
            [
                f"{goal + 1}. {_GOALS[goal % len(_GOALS)]}",
                Status(STATUS_KEYS[goal % 6]),
                Figure(f"{(goal * 37) % 90 + 5},{goal % 10}", f"goal.{goal}"),
                "Centerchef, Familie og forebyggelse" if goal % 2 else "Skolechef",
                "Fast svarvagt fra januar. Afventer svar fra regionen i uge 48."
                if goal % 6 > 1
                else "Ingen ændring.",
            ]
            for goal in range(number, goals, len(_THEMES))
        ]
        table = Table(
            [Column("Mål", share=5), Column("Status", share=4), Column("Seneste tal", "end", 2), Column("Ansvarlig", share=3),
             Column("Det gør vi", share=4)],
            rows,
            caption=f"Mål under temaet {theme}",
        )  # fmt: skip
        made.append(Section(f"theme_{number + 1}", theme, [table]))
    return tuple(made)
