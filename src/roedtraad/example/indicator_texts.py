"""What Fjordby counts, in words: under which goal, who answers for it, and how the two are thought to hang together."""

from __future__ import annotations

from dataclasses import dataclass

from roedtraad.indicators.enums import Audience, Confidence, Direction, Kind, Measure, UnitOfMeasure

PERCENT, NUMBER = UnitOfMeasure.PERCENT, UnitOfMeasure.NUMBER
HOW_MUCH, HOW_WELL, BETTER_OFF = Measure.HOW_MUCH, Measure.HOW_WELL, Measure.BETTER_OFF
UP, DOWN = Direction.UP, Direction.DOWN


@dataclass(frozen=True)
class Aim:
    """A target: in the unit of the indicator, in words, and the year by whose end it is to be reached."""

    value: float
    words: str
    year: int | None = None


@dataclass(frozen=True)
class IndicatorText:
    """`goal` or `area`: what it hangs on, the goal by its key, the focus area by its title. Without `measure` it is
    about all children and young people; with one, about our own work."""

    key: str
    title: str
    subject: str
    definition: str
    rhythm: str
    owner: str
    source: str
    assumption: str
    goal: str = ""
    area: str = ""
    measure: Measure | None = None
    unit: UnitOfMeasure = PERCENT
    decimals: int = 0
    direction: Direction = UP
    part: str = ""
    whole: str = ""
    traps: str = ""
    confidence: Confidence = Confidence.MEDIUM
    minimum: int = 5
    reach: Audience = Audience.PUBLIC
    aim: Aim | None = None

    @property
    def kind(self) -> Kind:
        return Kind.PERFORMANCE if self.measure else Kind.POPULATION


INDICATORS = [
    IndicatorText(
        "waiting",
        "Familier, der venter mere end syv dage på svar",
        "Antallet af familier, der venter for længe,",
        "Familier, som har henvendt sig til Familiehuset, og som ikke har fået svar på, hvilken hjælp de får, inden "
        "der er gået syv dage. Familien tælles i den måned, hvor den syvende dag falder.",
        "month",
        "families",
        "Familiehusets journal",
        "Når Familiehuset kan tage imod i samme uge, får færre familier lov at vente, til det er blevet svært.",
        goal="seven_days",
        measure=HOW_WELL,
        unit=NUMBER,
        direction=DOWN,
        traps="Sommerferien giver få henvendelser. Et lavt tal i juli siger intet om, hvor hurtigt der bliver svaret.",
        confidence=Confidence.HIGH,
        aim=Aim(5, "Højst fem familier om måneden venter mere end syv dage.", 2028),
    ),
    IndicatorText(
        "in_time",
        "Familier, der siger, at hjælpen kom i tide",
        "Andelen af familier, der siger, at hjælpen kom i tide,",
        "Familier, som har afsluttet et forløb i Familiehuset og svarer »ja« eller »ja, nogenlunde« på spørgsmålet: "
        "Kom hjælpen, mens den kunne nytte?",
        "quarter",
        "family_house",
        "Familiehusets korte spørgeskema ved afslutningen",
        "Får familier svar inden syv dage, oplever flere, at hjælpen kom, før bekymringen voksede.",
        goal="seven_days",
        measure=BETTER_OFF,
        part="familier, der svarer ja eller ja, nogenlunde",
        whole="familier, der har svaret",
        traps="Hver fjerde familie svarer ikke. De familier, der er gået midt i et forløb, bliver ikke spurgt.",
        aim=Aim(80, "Fire ud af fem familier oplever, at hjælpen kom i tide.", 2028),
    ),
    IndicatorText(
        "advice",
        "Samtaler i den åbne rådgivning",
        "Antallet af samtaler i den åbne rådgivning",
        "Samtaler mellem en familie og en rådgiver i den åbne rådgivning, uden aftale og uden journal.",
        "month",
        "health",
        "Rådgivernes optælling på stedet",
        "Jo flere familier, der kan få et råd uden at bestille tid, desto færre har senere brug for mere.",
        goal="advice",
        measure=HOW_MUCH,
        unit=NUMBER,
        traps="Tallet viser, hvor meget rådgivningen bliver brugt, ikke om rådet hjalp. Den samme familie kan tælle flere "
        "gange.",
        confidence=Confidence.LOW,
    ),
    IndicatorText(
        "absence",
        "Elever med bekymrende fravær",
        "Andelen af elever med bekymrende fravær",
        "Elever på kommunens ni skoler, som har haft mere end ti procents fravær i kvartalet, uanset grunden.",
        "quarter",
        "schools",
        "Skolernes registrering af fravær, trukket den 8. efter kvartalets udløb",
        "Når skolen handler tidligt og mandagen begynder roligt, kan flere børn komme i skole.",
        goal="absence",
        direction=DOWN,
        decimals=1,
        part="elever med mere end ti procents fravær",
        whole="elever på skolen den 5. i kvartalets første måned",
        traps="Sygdom bølger hen over vinteren. Sammenlign samme kvartal år for år, før I ser på skolerne hver for sig.",
        aim=Aim(8, "Højst 8 procent af eleverne har mere end ti procents fravær.", 2028),
    ),
    IndicatorText(
        "five_days",
        "Samtaler holdt senest femte fraværsdag",
        "Andelen af samtaler, der er holdt i tide,",
        "Af de elever, som har været væk i fem skoledage i træk: dem, hvor skolen og familien har talt sammen senest den "
        "femte dag.",
        "month",
        "schools",
        "Skolernes registrering af fravær",
        "Ringer kontaktlæreren på tredjedagen, er samtalen holdt, før den femte dag er gået.",
        goal="five_days",
        measure=HOW_WELL,
        part="elever, hvor samtalen er holdt i tide",
        whole="elever med fem fraværsdage i træk",
        traps="Juli tælles ikke: der er ikke skole. En samtale tæller også, når den er kort.",
        confidence=Confidence.HIGH,
        aim=Aim(90, "Ni af ti samtaler er holdt senest femte fraværsdag."),
    ),
    IndicatorText(
        "belong",
        "Elever, der hører til i klassen",
        "Andelen af elever, der hører til i klassen,",
        "Elever i 4.–9. klasse, som svarer »meget tit« eller »tit« på spørgsmålet: Føler du, at du hører til i din "
        "klasse?",
        "half",
        "schools",
        "Elevernes trivselsmåling",
        "Klassens time giver børnene et sted at tale om fællesskabet. Det skulle kunne mærkes i klassen.",
        goal="belong",
        part="elever, der svarer meget tit eller tit",
        whole="elever, der har svaret",
        traps="De elever, der har det sværest, er tit væk den dag, der bliver spurgt.",
        aim=Aim(85, "Mindst 85 procent af eleverne hører til i deres klasse.", 2028),
    ),
    IndicatorText(
        "language",
        "Børn med alderssvarende sprog ved skolestart",
        "Andelen af børn med alderssvarende sprog",
        "Børn, der begynder i 0. klasse, og hvis sprogvurdering i børnehaveklassen ligger på eller over det, man venter af "
        "alderen.",
        "year",
        "daycare",
        "Sprogvurderingen i børnehaveklassen",
        "Bøger hjemme og et rigt sprog i børnehaven giver flere ord, før skolen begynder.",
        goal="language",
        part="børn med alderssvarende sprog",
        whole="børn, der er sprogvurderet",
        traps="Tallet for det seneste år er foreløbigt, til alle ni skoler har indberettet.",
        aim=Aim(90, "Mindst 90 procent begynder i skole med et alderssvarende sprog.", 2028),
    ),
    IndicatorText(
        "after_ninth",
        "Unge i gang et år efter 9. klasse",
        "Andelen af unge, der er i gang,",
        "Unge, der gik ud af 9. klasse for et år siden, og som er i uddannelse, i job eller i et forløb med en ungeguide "
        "ved kvartalets udgang.",
        "quarter",
        "youth",
        "Ungeindsatsens opgørelse",
        "En voksen, der følger med over i det nye, gør det lettere at blive.",
        goal="after_ninth",
        decimals=1,
        part="unge, der er i gang",
        whole="unge, der gik ud af 9. klasse for et år siden",
        traps="Mange skifter spor i oktober og januar. Et forløb tæller, når den unge har været der i fire uger.",
        confidence=Confidence.LOW,
        aim=Aim(96, "96 procent er i gang et år efter 9. klasse.", 2028),
    ),
    IndicatorText(
        "placed",
        "Børn og unge, der bor uden for hjemmet",
        "Antallet af børn og unge uden for hjemmet",
        "Børn og unge fra 0 til 17 år, der er anbragt uden for hjemmet den 31. december, for hver 1.000 i alderen.",
        "year",
        "families",
        "Opdigtede eksempeltal, stillet op som en tabel i Statistikbanken",
        "Tallet viser, hvor mange børn fokusområdet handler om. Det skal ikke op eller ned i sig selv.",
        area="Børn uden for hjemmet",
        unit=UnitOfMeasure.PER_1000,
        decimals=1,
        direction=Direction.NEUTRAL,
        part="anbragte børn og unge",
        whole="børn og unge fra 0 til 17 år",
        traps="Et lavt tal kan være tidlig hjælp, der virker, eller børn, der burde have været hjulpet. Spørg, hvilke.",
    ),
    IndicatorText(
        "moved",
        "Anbragte børn, der har skiftet sted",
        "Andelen af anbragte børn, der har skiftet sted,",
        "Børn, der bor uden for hjemmet ved årets udgang, og som i årets løb er flyttet fra ét anbringelsessted til et "
        "andet.",
        "year",
        "families",
        "Familieafdelingens journal",
        "Støtte til plejefamilien fra den første uge gør, at flere børn kan blive boende.",
        goal="placements",
        direction=DOWN,
        part="anbragte børn, der har skiftet sted",
        whole="anbragte børn ved årets udgang",
        traps="Der er få børn, og de år, hvor færre end fem har skiftet sted, er skjult. Et skift kan være det rigtige.",
        reach=Audience.COUNCIL,
    ),
    IndicatorText(
        "unheard",
        "Sager om unge, som Ungerådet ikke fik i tide",
        "Antallet af sager, som Ungerådet ikke fik i tide,",
        "Sager om unge på udvalgets dagsorden, som Ungerådet ikke havde tre uger før mødet.",
        "month",
        "youth",
        "Byrådssekretariatets liste over sager",
        "Får Ungerådet sagerne i tide, kan det nå at svare, og flere sager bliver anderledes.",
        goal="youth_council",
        measure=HOW_WELL,
        unit=NUMBER,
        direction=DOWN,
        traps="Tallet handler om sager, ikke om børn, og er derfor aldrig skjult. I juli er der intet møde.",
        minimum=1,
        aim=Aim(0, "Alle sager om unge er hos Ungerådet tre uger før mødet."),
    ),
    IndicatorText(
        "answered",
        "Henvendelser fra elevråd besvaret inden fire uger",
        "Andelen af henvendelser, der er besvaret i tide,",
        "Henvendelser fra skolernes elevråd til byrådet, som har fået et skriftligt svar inden fire uger.",
        "quarter",
        "youth",
        "Den fælles postkasse, når den åbner",
        "Et svar, som elevrådet kan læse op, viser, at det nytter at skrive.",
        goal="pupil_councils",
        measure=HOW_WELL,
        part="henvendelser, der er besvaret inden fire uger",
        whole="henvendelser fra elevråd",
        confidence=Confidence.LOW,
        reach=Audience.STAFF,
    ),
]


@dataclass(frozen=True)
class ScaleText:
    """What is looked at about a goal, and the five levels from much less than expected to much more."""

    title: str
    levels: tuple[str, str, str, str, str]
    weight: int = 1
    started: bool = False
    score: int | None = None
    evidence: str = ""


SCALED_GOAL = "support_follows"
SCALES = [
    ScaleText(
        "Overleveringsmøder før skiftet",
        (
            "Der er holdt møde for færre end en fjerdedel af børnene.",
            "Der er holdt møde for omkring halvdelen af børnene.",
            "Der er holdt møde for tre ud af fire børn, senest en måned før skiftet.",
            "Der er holdt møde for alle børn, senest en måned før skiftet.",
            "Der er holdt møde for alle børn, og den nye lærer har mødt barnet.",
        ),
        weight=2,
        started=True,
        score=1,
        evidence="PPR's mødeliste for forårets skift, gennemgået af PPR-lederen og skolekonsulenten. Der var møde for alle "
        "børn med støtte.",
    ),
    ScaleText(
        "Ét fælles skema på tværs",
        (
            "Skolerne bruger stadig hver sit skema.",
            "Under halvdelen af skolerne bruger det fælles skema.",
            "Alle ni skoler bruger det fælles skema.",
            "Alle skoler og alle 24 dagtilbud bruger det fælles skema.",
            "Også friskolen og de private dagtilbud bruger det fælles skema.",
        ),
        started=True,
        score=0,
        evidence="Alle ni skoler har sendt et udfyldt skema. Fem dagtilbud bruger stadig deres eget.",
    ),
    ScaleText(
        "Familien fortæller historien én gang",
        (
            "De fleste familier har fortalt det hele forfra.",
            "Hver anden familie har fortalt det hele forfra.",
            "Tre ud af fire familier siger, at den nye skole kendte barnet.",
            "Ni ud af ti familier siger, at den nye skole kendte barnet.",
            "Alle familier siger det, og barnet siger det selv.",
        ),
        weight=2,
        started=True,
    ),
    ScaleText(
        "Unge med støtte videre efter 9. klasse",
        (
            "Erhvervsskolen får ikke noget at vide om den unge.",
            "Erhvervsskolen får skemaet efter studiestart.",
            "Erhvervsskolen får skemaet før sommerferien.",
            "",
            "",
        ),
    ),
]
