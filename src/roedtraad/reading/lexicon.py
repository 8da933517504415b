"""Words and labels of municipal documents, as data. A new label is one line here.

Each entry gives a role, a pattern and the reason it is believed. Patterns are matched against a label's
normal form: lower case, without number, colon and surrounding marks, white space as one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from roedtraad.reading.model import Learned
from roedtraad.reading.wording import Wording, compiled


@dataclass(frozen=True, slots=True)
class Label:
    """A heading, field name or column header and the role it gives what stands under it."""

    role: str
    pattern: str
    why: str


_DOC = (
    r"(?:politik|strategi|plan|handleplan|handlingsplan|udviklingsplan|udviklingsstrategi)(?:ken|en|kerne)?"
)
_OUR = r"(?:vores |byrådets |kommunens |kommunalbestyrelsens |de |den |det |overordnede |politiske |fælles |strategiske )*"

HEADINGS: tuple[Label, ...] = (
    # Headings of whole sections (FORMAT: types that take a section).
    Label("background", r"(?:[a-zæøå]+s )?forord(?: .*)?|indledning|introduktion|baggrund(?:en)?(?: .*)?|(?:sags)?resum[eé]|historik|læsevejledning",
          "standard openings of a policy"),
    Label("background", r"(?:sådan|hvordan) (?:er|blev) (?!det gået).*\b(?:til|skabt|lavet|udarbejdet|skrevet)\??", "how it came about, as a sentence"),
    Label("background", rf"derfor (?:har|laver|får|fik) (?:vi|[a-zæøå]+ kommune) (?:en |et )?.*{_DOC}.*", "why there is one, as a sentence"),
    Label("background", rf"(?:{_DOC}s? |om )?(?:tilblivelse|tilblivelsen|baggrund)|om {_DOC}|sammenfatning",
          "how it came about, told as a section"),
    Label("background", r"hvorfor (?!har vi en vision).*", "'Hvorfor en ny politik?' tells the background as a question"),
    Label("purpose", rf"{_OUR}formål(?:et)?(?: .*)?|hvad er formålet.*", "what the document is for"),
    Label("target_group", r"(?:politikkens |strategiens |planens )?målgruppe(?:n|r|rne)?(?: .*)?|hvem (?:gælder|omfatter|dækker) .*|"
          r"hvem er (?:omfattet|.*\b(?:til|for|målgruppen?))\b.*", "who is covered"),
    Label("economy", r"økonomi(?:ske)?(?: og [a-zæøå]+)?(?: (?:konsekvenser|rammer|forhold))?|finansiering|budget|ressourcer", "agenda label and plan chapter"),
    Label("legal_basis", r"(?:lov|rets)grundlag|lovgivning(?:en)?|hjemmel|juridisk (?:grundlag|ramme)|lovhjemmel|hvad siger loven\??",
          "agenda label and policy chapter"),
    # Statements.
    Label("vision", rf"{_OUR}vision(?:en|er|erne)?(?: (?:for|om|i) .*)?|vores vision", "names itself"),
    Label("mission", rf"{_OUR}(?:mission|kerneopgave)(?:n|en)?", "names itself; kerneopgave is the same thing"),
    Label("value", rf"{_OUR}(?:(?:to|tre|fire|fem|seks|syv|otte|ni|ti|\d+) )?(?:værdi(?:er|erne|grundlag)|(?:bærende|ledende|styrende|grundlæggende) principper|principper(?:ne)?)(?: (?:for|i|bag) .*)?",
          "names itself"),
    Label("value", r".*\b(?:børne|unge|familie|menneske|lærings|grund|barne)[a-zæøå-]*syn(?:et)?(?: på .*)?", "a børnesyn: its headings are values"),
    Label("goal", rf"{_OUR}(?:mål|målet|målene|målsætning(?:en|er|erne)?|delmål|effektmål|langsigtede mål|kvalitetsmål)(?: (?:for|med|i) .*)?",
          "names itself"),
    Label("success_criterion", r"(?:vores )?succeskriteri(?:e|et|er|erne|um)", "names itself"),
    Label("success_criterion", r"(?:sådan|hvordan) (?:ved|kan) vi(?: se)?,? at (?:det|vi) .*|(?:vi|det) (?:er )?lykkes,? når.*|vi er (?:lykkedes|i mål),? når.*",
          "asks how one will know"),
    Label("output_target", r"resultatmål(?:ene)?|resultatkrav", "names itself"),
    Label("indicator", r"indikator(?:er|erne)?|(?:det|dette|målet|målene)? ?kan (?:vi )?(?:ses?|måles?|aflæses?) (?:det )?(?:ved|på|i).*|"
          r"(?:sådan|hvordan|det|hvad) måler vi.*|tegn på.*|måling(?:er)?|måltal(?:lene)?|datagrundlag|hvordan ved vi,? (?:om|når) .*", "what is measured"),
    Label("goal", r"(?:hvad|hvor|det) (?:vil|skal) vi (?:gerne )?(?:opnå|nå|hen)\??(?: .*)?|hvad ønsker vi(?: at opnå)?\??|det vil vi opnå.*|"
          r"ønskede (?:resultater|effekter|forandringer)|(?:vores )?(?:ønskede )?effekt(?:er|en)?", "asks for the end that is aimed at"),
    Label("commitment", r"(?:derfor |her )?[a-zæøåéü .-]{2,40} (?:kommune|byråd|byrådet|kommunalbestyrelsen) (?:vil|lover)(?:,? at)?", "'X Kommune vil'"),
    Label("commitment", r"(?:det |dette |derfor |her )?(?:vil|lover|forpligter) (?:vi|[a-zæøåéü .-]+ (?:kommune|byråd|kommunalbestyrelse))(?: .*)?|"
          r"vi (?:vil|lover)(?: .*)?|(?:det|dette) vil vi.*|hvad vil vi\??.*", "'Vi vil', 'Det vil X Kommune'"),
    Label("action", r"(?:konkrete |vores |øvrige |andre |nye |tværgående |planlagte )*(?:indsats(?:er|erne)?|handling(?:er|erne)?|initiativ(?:er|erne)?|"
          r"aktivitet(?:er|erne)?|tiltag)(?: .{0,40})?|(?:sådan|det|dette) gør vi.*|hvad skal (?:der )?(?:implementeres|gøres|ske)(?: .{0,30})?\??|"
          r"hvad gør vi(?: nu| så)?\??|handle?plan(?:er)?|(?:de |vores )?næste skridt", "what is to be done"),
    Label("action", r"(?:.* og )?(?:politikker|planer|strategier|handleplaner|delpolitikker|retningslinjer)(?: og \w+)?,? (?:der|som) (?:skal|bliver|vil blive) "
          r"(?:udarbejde[st]|lave[st]|skreve[st]|skrives|revidere[st])", "documents to be made"),
    Label("owner", r"(?:(?:politisk|administrativt?|faglig) )?(?:ansvar(?:lig(?:e|t)?)?|tovholder(?:e|en|ne)?|ejer(?:skab)?|projektejer|projektansvarlig)"
          r"(?: (?:for|er) .*)?", "who answers for something"),
    # Lists of parts.
    Label("themes", r".*\b(?:temaer|tematikker|pejlemærker|spor|udviklingsområder|hovedområder)(?:ne)?(?:,? (?:der|som) .*)?", "announces the themes"),
    Label("focus_areas", r".*\b(?:fokusområder|indsatsområder|fokuspunkter)(?:ne)?(?:,? (?:der|som) .*)?", "announces the focus areas"),
    # Who.
    Label("organisation", r"(?:projekt)?organiser?ing(?:en)?|(?:projekt)?organisation(?:en)?|roller og ansvar|projektets organisation|"
          r"bemanding|styring og organisering|politisk og administrativ organisering|roller|hvem er med\??|projektets? (?:deltagere|bemanding)", "bodies and seats"),
    Label("routing", r"sagsgang(?:en)?|politisk behandling|beslutningsproces|sagen (?:skal )?(?:behandles|afgøres) (?:i|af)", "agenda label: the bodies a case passes"),
    Label("course", r"sagsforløb|tidligere behandling(?:er)?|behandlingsforløb|sagens behandling", "agenda label: what other bodies decided before"),
    # Time.
    Label("timetable", r"(?:tids|proces|milepæls|møde)plan(?:en)?(?: .*)?|tids- og (?:handle|proces|aktivitets|milepæls)plan(?: .*)?|milepæle|"
          r"proces(?:sen)?(?: og tidsplan)?|tidslinje|overordnet tidsplan|det videre forløb|videre proces", "rows with times"),
    Label("follow_up", r"(?:(?:ansvar|organisering|implementering|udmøntning|realisering|dokumentation|måling|status|ledelse)(?:en)?(?:, \w+)? og )?"
          r"(?:opfølgning|evaluering|revision|revidering)(?:en)?(?: (?:og|af|på) .*)?|(?:sådan|hvordan) (?:følger|evaluerer) vi .*|"
          r"(?:sådan|hvordan) (?:følges|evalueres) .*|(?:løbende )?(?:afrapportering|rapportering|tilbagemelding|status og opfølgning)(?: til .*)?", "what is to be looked at again"),
    Label("involvement", r"(?:inddragelse|involvering|høring|borgerinddragelse|interessentinddragelse)(?:en|sproces)?(?: (?:af|i|og) .*)?|"
          r"(?:proces(?:sen)? og )inddragelse|hvem har (?:været med|deltaget|bidraget).*|(?:sådan|hvordan) (?:har |er |bliver )?(?:vi )?inddrage[rst]\w* .*",
          "who is asked"),
    # Agenda items and reports.
    Label("case", r"sagsfremstilling|beskrivelse af sagen|sagsbeskrivelse|redegørelse|fremstilling", "agenda label: the account itself"),
    Label("status", r"(?:aktuel )?status(?: (?:på|for) .*)?|resultater(?:ne)?|(?:vores |de hidtidige )?erfaringer(?: .*)?|nøgletal(?:lene)?", "how it stands"),
    Label("status", r"(?:det|hvad) (?:er|har) vi (?:nået|opnået|gjort|lavet).*|(?:det|hvad) mangler (?:vi|der)(?: .*)?\??|(?:sådan|hvordan) (?:er det gået|går det).*|"
          r"hvor langt er vi.*|hvad er (?:der )?sket.*|hvad har vi (?:gjort|nået|opnået).*|udfordringer(?:ne)?|fremskridt|det går (?:godt|trægt|fremad).*", "how it stands, as a sentence"),
    Label("recommendation", r"(?:[a-zæøå]+s? )?indstilling(?:en|er)?(?: (?:fra|til) .*)?|anbefaling(?:er|en)?|beslutningspunkt(?:er)?|ændringsforslag|forslag",
          "agenda label"),
    Label("decision", r"beslutning(?:en|er)?(?: (?:i|fra|den) .*| [a-zæøå, -]*(?:udvalg|byråd|kommunalbestyrelse|direktion|magistrat)[a-zæøå]* .*)?|afgørelse|referat", "agenda label, often with body and date"),
    Label("annex", r"bilag(?:sliste|soversigt)?|vedlagte bilag|bilag til (?:sagen|punktet)", "list of annexes"),
    Label("absent", r"fraværende|afbud|ikke til stede|beslutningstema|punkttype|mødedeltagere|personale(?:mæssige .*)?|"
          r"konsekvenser for .*|(?:miljø|klima|sundhed|ligestilling)(?:smæssige|mæssige)? konsekvenser|kommunikation", "agenda label whose text is no element"),
    Label("relations", r".*\b(?:sammenhæng(?:en)?|relation(?:er)?|samspil|kobling) (?:til|med) (?:.* )?(?:politikker|strategier|planer).*|"
          r"(?:relaterede|tilknyttede|andre) politikker.*", "how it stands to other documents"),
    # Nothing to recognise under these.
    Label("contents", r"indhold(?:sfortegnelse)?|indholdsoversigt", "only where contents lines follow"),
    Label("contact", r"kontakt(?:oplysninger)?|yderligere (?:information|oplysninger)|mere information|kolofon|impressum|udgiver|"
          r"udgivet af.*|redaktion|læs mere(?: .*)?|fotos?|layout|har du spørgsmål\??.*", "imprint and contact block"),
    Label("related", r"relaterede dokumenter|lignende dokumenter|(?:se|læs) også|læs mere om|andre dokumenter|relateret indhold|anbefalede dokumenter",
          "a site's list of other documents"),
    Label("title", r"titel|dokumenttitel|emne|sagstitel", "field of a form"),
    Label("period", r"gyldighed(?:speriode)?|gyldighedsperiode|periode|gældende (?:fra|til|i).*|virkningsperiode", "field of a form"),
    Label("content", r"indhold", "field of a form: the substance of what is ordered"),
    Label("ladder", r".*\b(?:indsatstrappe|interventionstrappe|indsatsstige)n?", "steps of the intervention ladder"),
)  # fmt: skip

# Column headers are looked up here first, then in HEADINGS.
COLUMNS: tuple[Label, ...] = (
    Label("theme", r"(?:tema(?:er)?|tematik(?:ker)?|pejlemærker?|spor|udviklingsområder?|hovedområder?)(?: .*)?", "names of themes"),
    Label("focus_area", r"(?:fokus|indsats)områder?(?: .*)?|fokuspunkt(?:er)?", "names of focus areas"),
    Label("success_criterion", r"succeskriteri(?:er?|um|et).*|hvordan ved vi,? at (?:det|vi) .*|hvornår er (?:det|vi) .*(?:succes|mål).*|tegn på succes", "criteria"),
    Label("output_target", r"resultatmål.*|resultater|produktmål|leverancer?", "targets"),
    Label("indicator", r"indikator(?:er)?.*|måle(?:punkt|metode)(?:er)?|hvordan måles? .*|(?:det|hvad) måler vi\??|dokumentation", "what is measured"),
    Label("baseline", r"(?:baseline|udgangspunkt|nulpunkt|startniveau|niveau i dag|nuværende niveau)(?: (?:i )?\d{4})?", "an indicator's starting point"),
    Label("now", r"(?:status|resultat|målt|niveau)(?: (?:i )?\d{4})?|(?:19|20)\d\d", "an indicator's figure of one year: its starting point where none is named"),
    Label("target", r"(?:målværdi|måltal|ønsket niveau|målsat niveau)(?: (?:i )?\d{4})?|mål (?:i )?\d{4}", "an indicator's aim"),
    Label("source", r"(?:data)?kilder?|datagrundlag", "where the figures come from"),
    Label("goal", r"(?:del|effekt)?mål(?:sætning(?:er)?)?(?: .*)?|ønsket effekt|effekt", "goals"),
    Label("action", r"(?:indsats|handling|aktivitet|initiativ|opgave)(?:er)?|tiltag|hvad(?: gør vi| skal (?:der )?(?:gøres|ske))?\??|handleplan|konkret(?:e)? handling(?:er)?",
          "what is done"),
    Label("owner", r"ansvar(?:lig(?:e|t)?)?(?: .*)?|tovholder(?:e)?|hvem(?: gør (?:det|hvad)| er ansvarlig.*)?\??|ejer|projektleder", "who answers"),
    Label("deadline", r"(?:tids)?frist|deadline|hvornår\??|tid(?:spunkt|splan|sramme)?|dato|færdig|senest|periode|milepæl dato|slut", "when"),
    Label("start", r"start(?:dato|tidspunkt)?|påbegyndes", "when it begins"),
    Label("milestone", r"milepæl(?:e)?|aktivitet og milepæl|trin|fase|hvad (?:der )?sker(?: der)?\??|hændelse|begivenhed", "a row of a timetable"),
    Label("body", r"udvalg|forum|instans|mødefora?|behandles i|hvor\??", "who treats it"),
    Label("follow_up", r"opfølgning|evaluering", "when it is looked at again"),
    Label("commitment", r"vi vil.*|det vil vi.*", "what is promised"),
    Label("number", r"nr\.?|nummer|#|bilagsnr\.?", "a number"),
    Label("annex", r"bilag(?:stitel)?|dokument(?:titel)?|titel", "an annex's title"),
    Label("member", r"navn|medlem(?:mer)?|deltager(?:e)?|repræsentant(?:er)?", "a person or seat"),
    Label("seat", r"rolle|funktion|titel|stilling|plads", "a seat"),
)  # fmt: skip

# A line that ends in a colon and introduces a list: what its items are.
LEAD_INS: tuple[Label, ...] = (
    Label("theme", r".*\b(?:(?:følgende|nedenstående|disse|tre|fire|fem|seks|syv|otte|ni|\d+) (?:\w+ )?)?(?:temaer|tematikker|pejlemærker|spor|udviklingsområder)",
          "announces the themes"),
    Label("focus_area", r".*\b(?:(?:følgende|disse|tre|fire|fem|seks|syv|otte|ni|\d+) (?:\w+ )?)(?:fokusområder|indsatsområder)", "announces the focus areas"),
    Label("purpose", r".*\b(?:følgende )?formål(?:et)?(?: (?:er|med .* er))?(?:,? at)?", "its purposes follow"),
    Label("goal", r".*\b(?:(?:er )?(?:det )?(?:\w+s )?mål(?:et|ene)?|målsætning(?:en|er|erne)?)(?: (?:er|for .*|med .*))?(?:,? (?:er )?at)?|.*\bsigter (?:\w+ )?(?:mod|på)(?: at)?",
          "its goals follow"),
    Label("action", r".*\b(?:stiller (?:det |dette |vi )?krav om|forudsætter|kræver|forpligter .* til|skal derfor|næste skridt (?:er|bliver))(?:,? at)?|"
          r".*\bfølgende (?:\w+ )?(?:indsatser|handlinger|initiativer|aktiviteter|tiltag)(?: .{0,60})?|"
          r".*\b(?:indsatser|handlinger|initiativer|aktiviteter|tiltag)(?:ne)? (?:bliver |er |skal |sættes |sat )*(?:i gang|iværks\w+|igangs\w+|gennemfør\w+|planlagt)(?: .{0,40})?",
          "what somebody is to do follows"),
    Label("action", r".*\b(?:planer|politikker|strategier|retningslinjer|handleplaner|delpolitikker)\b.*\b(?:skal|bliver|vil blive) (?:\w+ ){0,2}?"
          r"(?:udarbejde[st]|lave[st]|skreve[st]|skrives|revidere[st]|formulere[st])\b.*", "documents to be made follow"),
    Label("action", r"(?:\w+[- ]og )?[\w-]*(?:gruppen|udvalget|forvaltningen|centret|afdelingen|enheden|lederen|projektet)s? (?:skal|har til opgave|opgaver? er)"
          r"(?: \w+){0,3}?(?:,? at)?|opgaven?(?:rne)? (?:er|omfatter|består i)(?:,? at)?|(?:det|dette) indebærer(?:,? at)?", "the task of a group follows"),
    Label("success_criterion", r".*\b(?:succeskriteri\w+)(?: er)?(?:,? at)?|.*\b(?:lykkedes|i mål),? når", "its criteria follow"),
    Label("indicator", r".*\b(?:indikator\w*)(?: er)?|.*\bkan (?:ses?|måles) (?:ved|på)(?:,? at)?", "its signs follow"),
    Label("commitment", r".{0,60}\b(?:kommune|byrådet|kommunalbestyrelsen) (?:vil|lover)(?:,? at)?", "promises follow, the municipality named first"),
    Label("commitment", r".{0,60}\b(?:vi (?:vil|lover)|(?:vil|lover) (?:vi|byrådet|kommunen|kommunalbestyrelsen))(?:,? at| \w+){0,6}|(?:derfor |det |dette |her |\w+ )?(?:vil|lover) (?:vi|byrådet|kommunalbestyrelsen|kommunen|[a-zæøå.-]+ (?:kommune|byråd))(?: \w+){0,6}|(?:derfor )?vi (?:vil|lover)(?: \w+){0,6}",
          "promises follow"),
    Label("value", r".*\b(?:værdier|principper)(?:ne)?(?: er)?", "values follow"),
    Label("vision", r".*\bvision(?:en)?(?: .*)? er(?:,? at)?", "visions follow"),
    Label("annex", r".*\b(?:vedlagt .*bilag|bilag(?:ene)? .*vedlagt|følgende bilag)\b.*|bilag", "annexes follow"),
    Label("recommendation", r".*\b(?:indstille[rs]|anbefale[rs]|foreslå[rs])(?: (?:til \w+|over for .*))?(?:,? (?:at .*|at))?", "at-points follow"),
    Label("owner", r".*\b(?:tovholdere?|tovholderne|ansvarlige?)(?: (?:for|på|er|ved) .{0,40})?", "owners follow, a line each"),
    Label("member", r".*\b(?:består af|sammensættes af|deltagere|medlemmer|bemandes (?:med|af)|repræsenteret ved|følgende medlemmer)", "seats follow"),
)  # fmt: skip

# A heading that numbers a part, with what the part is: "Spor 1: Trivsel", "Tema 2 – Læring".
PART = re.compile(
    r"^(?P<what>tema|tematik|pejlemærke|spor|udviklingsområde|fokusområde|indsatsområde|strategi|hovedområde)\s*"
    r"(?:nr\.?\s*)?(?:(?P<number>\d{1,2}|[ivx]{1,4}|[a-e])?\s*[:.–—-]\s*(?P<name>\S.+)|(?P<number_2>\d{1,2})\s+(?P<name_2>(?-i:[A-ZÆØÅ]).+))$",
    re.IGNORECASE,
)
PARTS = {"fokusområde": "focus_area", "indsatsområde": "focus_area", "strategi": "focus_area"}  # else theme
# "Mål 2: Færre unge sover for lidt", "Handling 3 – Læsevenner": a heading, row or line that numbers one of its kind.
NUMBERED_ONE = re.compile(
    r"^(?P<what>mål|delmål|målsætning|effektmål|handling|indsats|initiativ|aktivitet|tiltag)\s*(?:nr\.?\s*)?(?P<number>\d{1,2}(?:\.\d{1,2})?|[a-h])"
    r"\s*[:.–—-]\s*(?P<name>\S.+)$",
    re.IGNORECASE,
)
ONES = {"mål": "goal", "delmål": "goal", "målsætning": "goal", "effektmål": "goal"}  # else action

NUMBERED = re.compile(
    r"^\s*(?:(?:\d{1,2}\.)+(?:\d{1,2})?|\d{1,2}\s*[-–—:)](?!\d)|[a-hA-H][.)]|[IVX]{1,4}\.|kapitel \d+[:.]?|\d{1,2})\s+(?=\D)",
    re.IGNORECASE,
)

# Ends of a lead-in that call for the bullet: with these it is always joined (FORMAT rule 2).
CALLING = re.compile(
    r"(?:\b(?:at|om|når|for at|til at|til|ved at|mod|barnet|den unge)|,)\s*:?$", re.IGNORECASE
)

BODY_KINDS = compiled((
    # pattern on the lower-cased name → kind; the first that fits
    (r"styregruppe", "steering_group"), (r"projektgruppe|projektteam", "project_group"),
    (r"arbejdsgruppe|tovholdergruppe|skrivegruppe|redaktionsgruppe", "working_group"),
    (r"referencegruppe|følgegruppe|sparringsgruppe|interessentgruppe", "reference_group"),
    (r"ungeråd|ungdomsråd|elevråd|børneråd|børne- og ungeråd", "youth_council"),
    (r"byråd|kommunalbestyrelse", "council"),
    (r"udvalg|\b(?:buu|bsu|bfu|bku|øku|soc|kfu|bsk)\b|magistrat", "committee"),
    (r"direktion|chefgruppe|chefforum|ledergruppe|koncernledelse|chefteam", "executive"),
    (r"bestyrelse|board|\bråd(?:et)?\b|nævn|-?med\b|sektor-med|hovedudvalg", "board"),
    (r"forvaltning|afdeling|center|sekretariat|stab|enhed", "department"),
    (r"gruppe|team|netværk|forum", "other"),
))  # fmt: skip
_GROUP = (r"(?:(?:styre|projekt|arbejds|reference|følge|sparrings|skrive|tovholder|koordinations|implementerings|bruger|redaktions|ekspert|bære)"
          r"(?:gruppen?|udvalget?)|koordinationsforum|(?:program|projekt)ledelsen?)")  # fmt: skip
# "Styregruppe", "Den politiske følgegruppe", "Arbejdsgruppe 2: Skole", "Arbejdsgruppe Foreninger"
GROUPS = re.compile(
    rf"^(?:\w+[- ])?{_GROUP}(?:(?: for| om)? (?:\d{{1,2}}\s*[:–-]? ?)?[A-ZÆØÅ]?[\w ,-]{{0,40}})?$",
    re.IGNORECASE,
)
GROUP_NAMED = re.compile(rf"\b(?P<name>{_GROUP})\b", re.IGNORECASE)

ROLE_WORDS = compiled((
    (r"næstform(?:a|æ)nd", "deputy_chair"), (r"form(?:a|æ)nd|forperson|leder af gruppen", "chair"),
    (r"\bsekretær|\bsekretariat\b|sekretariatsfunktion", "secretary"), (r"medlem|deltager|repræsentant", "member"),
))  # fmt: skip

# Political bodies that decide: the subject of a sentence of decision.
DECIDERS = (
    r"(?:[A-ZÆØÅ][a-zæøå-]+ )?(?:[Bb]yråd|[Kk]ommunalbestyrelse)\b|[Bb]yrådet\b|[Kk]ommunalbestyrelsen\b|"
    r"[Uu]dvalget for [A-ZÆØÅ][\w-]*(?:,? (?:og )?(?:[A-ZÆØÅ][\w-]*|[a-zæøå]+(?= og)))*|"
    r"(?:(?:[A-ZÆØÅ]\w*-,? )*(?:[A-ZÆØÅ]\w*-,? (?:og|samt) )?[A-ZÆØÅ][\w-]*|\b)[Uu]dvalget\b|"
    r"[A-ZÆØÅ][a-zæøå]+(?: og [A-ZÆØÅ][a-zæøå]+)? Udvalg\b|[Dd]irektionen\b|[Mm]agistraten\b|[Kk]ommunaldirektøren\b"
)
RESULTS = compiled((
    # pattern on the lower-cased sentence → result; the first that fits
    (r"sen?dt? (?:\w+ )?i høring|sendes i høring|udsendes i høring|høringsudsend", "sent_to_hearing"),
    (r"\bafvis|\bforkast|ikke (?:godkend|tiltråd|vedtag|imødekom)|stemte imod", "rejected"),
    (r"\b(?:udsat|udsættes?|udskudt|udskydes?)\b", "postponed"),
    (r"sendt tilbage|tilbagesend|hjemvi", "returned"),
    (r"til(?:s|\s)+(?:e\s*)?efterretning|efterretning|orienteringen|taget til orientering", "noted"),
    (r"anbefale[rst]|anbefalede|indstill(?:es|ede|er)", "recommended"),
    (r"godkend|vedtag|vedtog|tiltr[åæ]d|beslutt|bevilg|tiltrådt", "approved"),
))  # fmt: skip

INVOLVEMENTS: tuple[tuple[str, Wording], ...] = (
    # Each names itself; a sentence may name several.
    ("citizen_meeting", Wording(r"borgermøde\w*", "borgermøde")),
    ("dialogue_meeting", Wording(r"dialogmøde\w*|dialogforløb|cafémøde\w*", "dialog", "cafémøde")),
    ("focus_group", Wording(r"fokusgruppe\w*", "fokusgruppe")),  # wins over the interview inside the word
    ("interview", Wording(r"(?<!fokusgruppe)interview\w*", "interview")),
    ("workshop", Wording(r"workshops?\w*|værksted(?:er)?", "workshop", "værksted")),
    ("theme_day", Wording(r"temadag\w*|temamøde\w*|temaaften\w*", "tema")),
    ("survey", Wording(r"spørgeskema\w*|rundspørge|survey", "spørge", "survey")),
    # A hearing held or to come, not one referred to ("før høringen").
    ("hearing", Wording(
        r"(?:^|\b(?:i|til|under|offentlig|intern|ekstern|sendt?|sendes|afholdes?|gennemført) (?:\w+ ){0,2})høring(?:en)?\b|\bhøringsfase\w*|"
        r"\bhøringsperiode\w*|\bhøring (?:i|af|hos|blandt)\b|\b(?:afgivet|afgav|indsendt|sendte) (?:\w+ )?høringssvar|"
        r"\b[a-zæøå]+høring(?:en)? (?:på|i|for|blandt)\b|\bhøres,? (?:inden|før)\b|\bhøring(?:en)? (?:begynder|starter|afholdes)\b",
        "høring", "høres")),
    ("co_creation", Wording(r"samskab\w*|medskab\w*", "samskab", "medskab")),
)  # fmt: skip
# A sentence that says who contributed without naming a form.
CONTRIBUTED = Wording(
    r"\b(?:ha(?:r|vde)|er(?: blevet)?|blev|været|vil blive)\b[^.]{0,160}?\b(?:inddraget|involveret|bidraget|deltaget|medvirket|givet input|"
    r"hørt|interviewet|spurgt|drøftet .{0,60}sammen med)\b|\b(?:er|blev|har været)\b[^.]{0,80}?\b(?:blevet til|udarbejdet|udviklet|skabt|formuleret|skrevet|til)\b"
    r"[^.]{0,40}?\bi (?:tæt |et |løbende )*(?:dialog|samarbejde|samspil|fællesskab) (?:med|mellem)\b|\bbidrog\b|\bmed input fra\b|\bgivet input\b|"
    r"\b(?:skrevet|udarbejdet|udviklet|skabt|formuleret)(?: \w+){0,5} sammen med\b|"
    r"\b(?:spurgte|interviewede|talte med|mødtes med|lyttede til)\b.{0,80}\b(?:børn|unge|forældre|elever|familier|borgere|medarbejdere)\w*|"
    r"\b(?:børn|unge|forældre|elever|familier|borgere)\b.{0,80}\bspurgte\b|"
    r"\b(?:er|blev) (?:\w+ )?(?:skrevet|udarbejdet|formuleret) af (?:en (?:\w+)?gruppe|medarbejdere|forældre|unge|børn|elever|pædagoger|lærere)\b",
    "inddraget", "involveret", "bidraget", "bidrog", "deltaget", "medvirket", "input", "hørt", "interviewe", "spurgt",
    "sammen med", "talte med", "mødtes med", "lyttede til", "et af ",
    "dialog m", "samarbejde m", "samspil m", "fællesskab m",
)  # fmt: skip

LAWS = compiled((
    # pattern, name as the law is cited; OCR drops letters, so "serviceovens" is meant as serviceloven
    (r"servicel?ovens?|\bSEL\b|lov om social service|service-?lovens?", "serviceloven"),
    (r"barnets lov|lov om barnets .*?stilling", "barnets lov"),
    (r"dagtilbudslovens?|lov om dagtilbud|dagtilbuds-? og", "dagtilbudsloven"),
    (r"folkeskolelovens?|lov om folkeskolen", "folkeskoleloven"),
    (r"sundhedslovens?", "sundhedsloven"), (r"forvaltningslovens?", "forvaltningsloven"),
    (r"retssikkerhedslovens?", "retssikkerhedsloven"), (r"ungdomskriminalitetslovens?|lov om bekæmpelse af ungdomskriminalitet",
                                                          "lov om bekæmpelse af ungdomskriminalitet"),
    (r"børnekonvention\w*", "børnekonventionen"), (r"kommunestyrelseslovens?|styrelseslovens?", "kommunestyrelsesloven"),
    (r"lov om [a-zæøå ]{4,40}(?: (?:under|over|på|fra) \d{1,2} år)?(?=[,.]| §)", ""),
    (r"\b[a-zæøå]{3,}lovens?\b|\bbekendtgørelse om [a-zæøå ]{4,40}(?=[,.]| §)", ""),
), re.IGNORECASE)  # fmt: skip

SIGNATURES = re.compile(
    r"\b(?:borgmester|viceborgmester|(?:udvalgs)?form(?:a|æ)nd|direktør|kommunaldirektør|skolechef|familiechef|børne- og ungechef|chef)\b",
    re.IGNORECASE,
)


# What stands under a part (theme, focus area) and never over one.
SUBSTANCE = {"commitment", "goal", "action", "success_criterion", "output_target", "indicator"}


def plain(label: str) -> str:
    """A label's normal form: without number, colon, quotes; lower case; hyphen variants as one."""
    label = NUMBERED.sub("", " ".join(label.replace("–", "-").split()), count=1)
    return label.strip(" \t:;.*_\"”“'»«-•").casefold()


@cache
def _compiled(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    labels = {"headings": HEADINGS, "columns": COLUMNS, "lead_ins": LEAD_INS}[table]
    return tuple((label.role, re.compile(label.pattern)) for label in labels)


NOTHING_LEARNED = Learned()
_learned: ContextVar[Learned] = ContextVar("learned", default=NOTHING_LEARNED)


@contextmanager
def knowing(learned: Learned | None) -> Iterator[None]:
    """Read with the labels that a municipality has taught us, besides those of the lexicon."""
    token = _learned.set(learned or NOTHING_LEARNED)
    try:
        yield
    finally:
        _learned.reset(token)


def role_of(label: str, table: str = "headings") -> str | None:
    """The role of a label ("headings"), a column header ("columns") or a lead-in ("lead_ins"); None if unknown."""
    labels = _learned.get().labels
    return (labels.get(plain(label)) if labels else None) or _known_role(label, table)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading that numbers a part: what it is, its number as printed, and its name."""

    type: str
    what: str
    number: str | None
    name: str


# Any word with a number and a name: only a word that the municipality has taught us makes it a part.
ANY_PART = re.compile(
    r"^(?P<what>[A-ZÆØÅa-zæøå]{3,30})\s*(?:nr\.?\s*)?(?P<number>\d{1,2}|[ivxIVX]{1,4}|[A-Ea-e])?\s*[:.–—-]\s*(?P<name>\S.+)$"
)


def part_in(text: str) -> Part | None:
    """The part that a heading or line numbers: "Spor 1: Trivsel", and "Pejling 2: Trivsel" where pejling was taught."""
    text = text.strip()
    match = PART.match(text)
    if match:
        number, name = match["number"] or match["number_2"], match["name"] or match["name_2"]
        return Part(PARTS.get(match["what"].lower(), "theme"), match["what"], number, name)
    if _learned.get().parts and (match := ANY_PART.match(text)) and (type := learned_part(match["what"])):
        return Part(type, match["what"], match["number"], match["name"])
    return None


def learned_part(word: str) -> str | None:
    """What the word that numbers a part stands for, where the municipality has said so: theme or focus_area."""
    return _learned.get().parts.get(word.casefold())


@cache
def _known_role(label: str, table: str) -> str | None:
    form = plain(label)
    if not form or len(form) > 200:
        return None
    for role, pattern in _compiled(table):
        if pattern.fullmatch(form):
            return role
    return None


def body_kind(name: str) -> str:
    """The kind of a body from its name; "other" where the name does not tell."""
    lowered = name.casefold()
    return next((kind for pattern, kind in BODY_KINDS if pattern.search(lowered)), "other")
