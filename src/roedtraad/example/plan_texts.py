"""The goals' words, each under the sentence it hangs on. Focus areas and their owners come from plan.md."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.core.enums import Level


@dataclass(frozen=True)
class GoalText:
    """`hangs_on`: how the commitment begins. `initiatives`: (title, state), state as in InitiativeState."""

    key: str
    title: str
    hangs_on: str
    area: str
    owner: str
    level: Level
    success: str
    output: str = ""
    initiatives: tuple[tuple[str, str], ...] = ()
    description: str = ""


# Nothing hangs on 'Undervisningen giver plads til hænder, krop og fællesskab hver dag': there the thread is broken.
GOALS = [
    GoalText(
        "belong",
        "Flere elever oplever, at de hører til i klassen",
        "Alle børn og unge har et sted",
        "Leg og venskaber",
        "schools",
        Level.GENERAL,
        "I 2028 svarer mindst 85 procent af eleverne i 4.–9. klasse, at de hører til i deres klasse.",
        "Hver klasse har en fast time om fællesskabet hver anden uge.",
        (("Klassens time tilbage på skemaet", "running"),),
    ),
    GoalText(
        "play",
        "Alle dagtilbud arbejder med legefællesskaber hvert halvår",
        "Legen får tid og plads",
        "Leg og venskaber",
        "daycare",
        Level.GENERAL,
        "Børn, der ofte står udenfor, er med i legen mindst én gang om dagen.",
        "Alle 24 dagtilbud holder et forløb hvert halvår.",
        (("Legeværter i alle børnehuse", "done"),),
    ),
    GoalText(
        "leisure",
        "Flere børn går til noget i fritiden, uanset familiens indkomst",
        "Et fritidsliv må ikke afhænge",
        "En fritid til alle",
        "culture",
        Level.PREVENTIVE,
        "Børn fra familier med lav indkomst går lige så tit til noget i fritiden som andre.",
        "Fritidspasset kan bruges i alle foreninger, der får tilskud.",
        (("Fritidspas til familier med få penge", "running"),),
    ),
    GoalText(
        "absence",
        "Færre elever har bekymrende fravær",
        "Ingen elev skal savnes",
        "Fremmøde og trivsel",
        "schools",
        Level.PREVENTIVE,
        "I 2028 har højst 8 procent af eleverne mere end ti procents fravær.",
        "",
        (("Rolig start om mandagen på mellemtrinnet", "running"),),
    ),
    GoalText(
        "five_days",
        "Skolen handler senest efter fem dages fravær",
        "Ingen elev skal savnes",
        "Fremmøde og trivsel",
        "schools",
        Level.GENERAL,
        "Familier oplever, at skolen savner barnet, før de selv skal ringe.",
        "Ni af ti samtaler er holdt senest femte fraværsdag.",
        (("Kontaktlæreren ringer hjem på tredjedagen", "running"),),
    ),
    GoalText(
        "language",
        "Flere børn har et alderssvarende sprog ved skolestart",
        "Alle børn møder et rigt sprog",
        "Sprog fra begyndelsen",
        "daycare",
        Level.GENERAL,
        "I 2028 begynder mindst 90 procent af børnene i skole med et sprog, der svarer til deres alder.",
        "Sprogvurdering i alle dagtilbud, når barnet er tre år.",
        (("Bogkasser, der følger barnet hjem", "running"),),
    ),
    GoalText(
        "new_school",
        "Alle børn har mødt deres nye skole, før de begynder",
        "Alle børn har mødt deres nye skole",
        "Mødet med det nye",
        "schools",
        Level.GENERAL,
        "Forældre svarer, at barnet var trygt den første uge.",
        "Alle ni skoledistrikter holder besøgsdage inden sommerferien.",
        (("Besøgsdage med en voksen fra skolen", "done"),),
    ),
    GoalText(
        "support_follows",
        "Oplysninger om støtte følger barnet",
        "Det, vi ved om den støtte",
        "Mødet med det nye",
        "ppr",
        Level.TARGETED,
        "Ingen familie fortæller den samme historie mere end én gang ved et skift.",
        "Overleveringsmøde for hvert barn, der får støtte, senest en måned før skiftet.",
        (("Ét fælles skema til overlevering", "running"),),
    ),
    GoalText(
        "after_ninth",
        "Flere unge er i gang med uddannelse eller job efter 9. klasse",
        "Ingen ung bliver sluppet",
        "Videre efter 9. klasse",
        "youth",
        Level.PREVENTIVE,
        "I 2028 er 96 procent af de unge i gang et år efter 9. klasse.",
        "Alle unge med en kontaktperson har et overleveringsmøde.",
        (("Ungeguider på erhvervsskolen", "planned"),),
    ),
    GoalText(
        "seven_days",
        "Familier får svar inden syv dage",
        "Familier får hjælp",
        "Tidlig støtte til familier",
        "families",
        Level.PREVENTIVE,
        "Familier oplever, at hjælpen kom, mens den kunne nytte.",
        "Højst fem familier om måneden venter mere end syv dage på svar.",
        (("To ubesatte stillinger i Familiehuset bliver besat", "running"),),
    ),
    GoalText(
        "advice",
        "Familier får råd, før bekymringen vokser",
        "Familier får hjælp",
        "Tidlig støtte til familier",
        "health",
        Level.PREVENTIVE,
        "Flere familier bruger den åbne rådgivning, og færre får senere brug for mere.",
        "Åben rådgivning på biblioteket to eftermiddage om ugen.",
        (("Åben rådgivning på biblioteket", "running"),),
    ),
    GoalText(
        "placements",
        "Anbragte børn skifter sjældnere sted",
        "Børn skifter ikke voksne",
        "Børn uden for hjemmet",
        "families",
        Level.TARGETED,
        "Børn, der bor uden for hjemmet, bliver boende, hvor de er faldet til.",
        "Støtte til plejefamilien fra den første uge.",
        (("Fast sparring til plejefamilier", "running"),),
    ),
    GoalText(
        "youth_council",
        "Ungerådet bliver hørt i alle sager om unge",
        "Ungerådet får alle sager",
        "Ungeråd og elevråd",
        "youth",
        Level.GENERAL,
        "Ungerådet kan pege på sager, der blev anderledes, fordi de blev spurgt.",
        "Alle sager om unge er hos Ungerådet tre uger før mødet.",
        (("Fast punkt på udvalgets dagsorden", "running"),),
    ),
    GoalText(
        "pupil_councils",
        "Elevråd får svar på det, de sender til byrådet",
        "Børn og unge skal kunne se",
        "Ungeråd og elevråd",
        "youth",
        Level.GENERAL,
        "Elevrådene kan se, hvad der blev af det, de skrev.",
        "Alle henvendelser får svar inden fire uger.",
        (("Én postkasse til elevråd", "planned"),),
    ),
]
