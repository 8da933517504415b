"""What the owners said: for each cycle, oldest first, how it goes with each goal, in their own words."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.core.enums import StatusKey
from roedtraad.followup.enums import Need

ON, RISK, OFF = StatusKey.ON, StatusKey.RISK, StatusKey.OFF
UNKNOWN, DONE, IDLE = StatusKey.UNKNOWN, StatusKey.DONE, StatusKey.IDLE


@dataclass(frozen=True)
class Said:
    """`awaited`: days from the sign-off until what is awaited is expected."""

    status: StatusKey
    happened: str
    need: Need = Need.NONE
    needed: str = ""
    awaited: int = 0


def doing(status: StatusKey, happened: str, initiative: str) -> Said:
    return Said(status, happened, Need.INITIATIVE, initiative)


def asking(status: StatusKey, happened: str, decision: str) -> Said:
    return Said(status, happened, Need.DECISION, decision)


def waiting(status: StatusKey, happened: str, until: str, days: int = 120) -> Said:
    return Said(status, happened, Need.AWAITED, until, days)


FIRST: dict[str, Said] = {
    "belong": Said(
        ON, "Klassens time er tilbage på skemaet på syv af ni skoler. Lærerne fortæller, at de opdager mere."
    ),
    "play": Said(ON, "17 af 24 dagtilbud har holdt et forløb om legefællesskaber. Resten har sat dato på."),
    "leisure": doing(
        IDLE,
        "Fritidspasset er ved at blive forhandlet med foreningerne.",
        "Fritidspas til familier med få penge",
    ),
    "absence": doing(
        RISK,
        "13,1 procent af eleverne har mere end ti procents fravær.",
        "Rolig start om mandagen prøves på to skoler.",
    ),
    "five_days": doing(
        RISK,
        "To ud af tre samtaler bliver holdt til tiden. Vikardækningen driller.",
        "Kontaktlæreren ringer hjem på tredjedagen.",
    ),
    "language": Said(ON, "Alle treårige er blevet sprogvurderet. Bogkasserne er kommet ud i otte børnehuse."),
    "new_school": Said(ON, "Seks af ni skoledistrikter har sat dato på besøgsdage."),
    "support_follows": doing(
        IDLE, "Vi har samlet de skemaer, der er i brug. Der er elleve.", "Ét fælles skema til overlevering"
    ),
    "after_ninth": doing(
        RISK,
        "94,0 procent af de unge er i gang. Nogle stopper allerede i oktober.",
        "Ungeguider på erhvervsskolen",
    ),
    "seven_days": Said(
        ON, "Otte familier ventede mere end syv dage i den seneste måned. Det svinger, som det plejer."
    ),
    "advice": Said(ON, "Den åbne rådgivning er begyndt på biblioteket og bliver brugt fra første dag."),
    "placements": waiting(
        UNKNOWN, "Der er for få børn til, at et enkelt skift siger noget.", "et helt års tal", 200
    ),
    "youth_council": doing(
        IDLE, "Vi er ved at aftale, hvordan sagerne når frem i tide.", "Fast punkt på udvalgets dagsorden"
    ),
    "pupil_councils": doing(IDLE, "Der er ikke aftalt, hvem der svarer.", "Én postkasse til elevråd"),
}

SECOND: dict[str, Said] = {
    **FIRST,
    "belong": Said(
        ON, "Alle ni skoler har klassens time. De fleste elever svarer, at de hører til i klassen."
    ),
    "play": Said(ON, "22 af 24 dagtilbud er i gang. To har fået en legevært udefra."),
    "leisure": doing(
        RISK,
        "Fritidspasset er klar, men kun 40 familier har hentet det. Mange kendte det ikke.",
        "Fritidspas uddeles på skolerne.",
    ),
    "absence": doing(
        RISK,
        "12,9 procent har mere end ti procents fravær. To klasser har god erfaring med en rolig mandag.",
        "Rolig start om mandagen på mellemtrinnet",
    ),
    "five_days": Said(
        ON,
        "86 procent af samtalerne er holdt til tiden, efter at kontaktlærerne begyndte at ringe på tredjedagen.",
    ),
    "language": Said(
        ON,
        "Bogkasserne er i brug i alle 24 dagtilbud, og familierne bruger dem.",
    ),
    "new_school": Said(ON, "Alle ni distrikter har holdt eller planlagt besøgsdage."),
    "support_follows": waiting(
        UNKNOWN,
        "Det fælles skema er taget i brug på fire skoler. De første skift er først til sommer.",
        "de første overleveringer",
        150,
    ),
    "after_ninth": doing(
        OFF, "93,4 procent er i gang. Vi når ikke de unge, før de er stoppet.", "Ungeguider på erhvervsskolen"
    ),
    "seven_days": doing(
        RISK,
        "Elleve familier ventede for længe. To stillinger i Familiehuset er ubesatte.",
        "To ubesatte stillinger i Familiehuset bliver besat.",
    ),
    "advice": doing(
        RISK,
        "Rådgivningen er så besøgt, at nogle går igen. 131 samtaler i kvartalet.",
        "Åben rådgivning to dage om ugen",
    ),
    "youth_council": Said(ON, "Ungerådet fik 9 af 10 sager i god tid."),
}

THIRD: dict[str, Said] = {
    **SECOND,
    "belong": Said(
        ON,
        "81 procent af eleverne hører til i deres klasse. Eleverne peger selv på klassens time og på lejrskolen.",
    ),
    "play": Said(DONE, "Alle 24 dagtilbud har holdt deres forløb. Legeværterne bliver ved."),
    "leisure": asking(
        RISK,
        "62 procent af børnene går til noget. Pengene er ikke længere det, der stopper flest: bussen kører, før træningen er slut.",
        "at forvaltningen spørger regionen om senere busser på rute 4 og 7",
    ),
    "absence": asking(
        RISK,
        "12,6 procent har mere end ti procents fravær. Det er ikke til at skelne fra de udsving, vi plejer at se. "
        "Skolerne mangler tid til samtalerne.",
        "at alle skoler får to timer om ugen til fremmødesamtaler hele skoleåret",
    ),
    "five_days": Said(ON, "91 procent af samtalerne er holdt senest femte dag."),
    "language": Said(ON, "88 procent af de kommende skolebørn har et alderssvarende sprog."),
    "new_school": Said(DONE, "Alle børn har mødt deres nye skole og en voksen derfra, i alle ni distrikter."),
    "support_follows": waiting(
        UNKNOWN,
        "Skemaet er i brug på alle skoler. Der er endnu for få skift til at sige, om det virker.",
        "sommerens overleveringer",
        180,
    ),
    "after_ninth": asking(
        OFF,
        "93,1 procent er i gang. Ungeguiderne er ikke begyndt, fordi erhvervsskolen mangler et lokale.",
        "at udvalget holder temamøde med erhvervsskolen om de unge, der stopper",
    ),
    "seven_days": asking(
        OFF,
        "22 familier ventede mere end syv dage. De to stillinger er besat, men de nye begynder først om en måned.",
        "at Familiehuset indfører en fast svarvagt to dage om ugen",
    ),
    "advice": doing(
        RISK,
        "Omkring 50 åbne samtaler om måneden. Flere har måttet gå igen uden råd.",
        "Åben rådgivning to dage om ugen",
    ),
    "placements": waiting(UNKNOWN, "Fortsat for få børn til at sige noget.", "et helt års tal", 150),
    "youth_council": Said(ON, "Ungerådet fik 11 af 12 sager tre uger før mødet, og to sager blev ændret."),
    "pupil_councils": doing(
        IDLE,
        "Vi har aftalt, at Byrådssekretariatet tager imod. Postkassen er ikke åbnet.",
        "Én postkasse til elevråd",
    ),
}

# The open cycle, so far: what is signed off, what waits for its owner, and what is only begun.
SIGNED_NOW: dict[str, Said] = {
    "five_days": Said(
        ON,
        "93 procent af samtalerne er holdt til tiden. Østre Skole er kommet med, siden viceskolelederen trådte til.",
    ),
    "play": Said(DONE, "Legeværterne fortsætter. Tre børnehuse holder nu legeaften for forældrene."),
    "language": Said(ON, "Uændret siden sidst. Bogkasserne er slidte, og vi køber nye."),
    "youth_council": Said(ON, "Ungerådet fik alle fem sager i god tid."),
}
SUBMITTED_NOW: dict[str, Said] = {
    "absence": doing(
        RISK,
        "Fremmødesamtalerne er begyndt på alle ni skoler. Det er for tidligt at se det i tallene.",
        "Rolig start om mandagen på hele mellemtrinnet",
    ),
}
BEGUN_NOW: dict[str, Said] = {
    "advice": Said(RISK, "Rådgivningen er åben to dage om ugen."),
}
