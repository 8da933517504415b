"""The words by which a document tells of a project with somebody outside: as data, each with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Without one of these no cue can fit; most blocks have none.
HINT = re.compile(
    r"projekt|forsøg|partnersk|samarbejd|sammen med|pulje|støtte|midler|bevil|tilskud|finansier|tilsagn|fond|kr\.|kroner",
    re.IGNORECASE,
)
# A building site is a project too, and so is what the IT department does: none of a policy's.
_KIND = r"(?!(?:bygge|anlægs|skolebygge|trafik|renoverings)projekt)(?:[\w-]*projekt|[\w-]*forsøg|partnerskab|udviklings(?:arbejde|forløb|program))"
_PROJECT = rf"(?<![\w-]){_KIND}(?:et|er|erne|ets|s)?(?![\w-])"
PROJECT = re.compile(_PROJECT, re.IGNORECASE)
_MONEY = (
    r"(?:\d[\d.,]* ?(?:mio\.?|millioner|million|tkr\.?|kr\.?|kroner)(?: kr\.?| kroner)?|kr\. ?\d[\d.,]*|[\w-]*midler(?:ne)?|[\w-]*pulje(?:n|r)?|bevilling(?:en)?|"
    r"tilskud(?:det)?|økonomisk støtte|fondsstøtte|medfinansiering|finansiering|tilsagn)"
)
MONEY = re.compile(rf"(?<![\w-]){_MONEY}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words by which a sentence tells of a project with somebody.

    rule    the rule that it fires
    side    where the partner stands: "after" the words, "before" them, or as "owner" after them in the genitive
    needs   what else the sentence must hold: "" nothing, "project" its noun, "worth" its noun or money, "fund" a fund
    sure    a factor on the rule's certainty
    """

    rule: str
    side: str
    needs: str
    pattern: str
    why: str
    sure: float = 1.0


_TAKES_PART = (
    r"\b(?:indgår|indgik|deltager|deltog|deltaget|medvirker|medvirkede|tager del|er [^.;:]{0,40}?\b(?:med|en del|gået ind|gået med|blevet en del|udvalgt)|"
    r"(?:har|er) [^.;:]{0,40}?\b(?:indgået|deltaget|etableret)|har indgået|fortsætter)\b"
)
_SHARED = rf"(?<![\w-])(?:partnerskabs[\w-]+|{_KIND}(?:et|er|saftale|saftalen)?)(?![\w-])"
CUES: tuple[Cue, ...] = (
    Cue("project-partnership", "after", "", rf"{_TAKES_PART}[^;:]{{0,120}}?{_SHARED}[^.;:]{{0,60}}?\b(?:med|mellem|af|fra|hos|under)",
        "'indgår i et partnerskabsprojekt med X', 'er med i et udviklingsprojekt under X'"),
    Cue("project-partnership", "owner", "project", rf"{_TAKES_PART}[^;:]{{0,120}}?\bi", "'deltager som forsøgskommune i Xs projekt om …'"),
    Cue("project-grant", "after", "", r"\b(?:har|er|blev|fik|får|modtager|modtog)\b(?:[^;:]{0,60}?\b(?:fået|modtaget|opnået|bevilget|bevilliget|tildelt|hjemtaget|hentet)\b)?"
        rf"[^;:]{{0,60}}?(?<![\w-]){_MONEY}[^;:,]{{0,90}}?\b(?:fra|af|hos|via|under)", "'har fået tilsagn om 2 mio. kr. fra X', 'har fået del i en pulje fra X'"),
    Cue("project-grant", "after", "", rf"\b(?:med|af|via|gennem|for|ved hjælp af|takket være)\b (?:[\w-]+ ){{0,3}}?{_MONEY}[^;:,]{{0,60}}?\b(?:fra|af|hos|under)",
        "'med puljemidler fra X'"),
    Cue("project-grant", "after", "worth", r"\b(?:(?:med|ved) (?:\w+ )?(?:støtte|hjælp)(?: \w+)? (?:fra|af)|støtte[ts]? (?:\w+ ){0,2}?af|(?:med|del)?finansiere[st] (?:\w+ ){0,4}?af|bekostes af|bevilget af|betales af)",
        "'projektet er finansieret af X', 'med støtte fra X': support of anything else is no project"),
    Cue("project-grant", "before", "worth", r" (?:har |er |og \w+ )?(?:\w+ ){0,2}?(?:bevilget|bevilliget|bevilger|bevilgede|støtter|støttet|støttede|givet|giver|gav|doneret|donerede|tildelt|tildelte|"
        r"(?:med|del)?finansiere[rt]|bidrager med)\b", "'X har bevilget 3 mio. kr. til …'"),
    Cue("project-partnership", "after", "", r"(?<![\w-])partnerskab(?:et|sprojekt|sprojektet|saftale|saftalen)?\b(?: [\w»«\"“”„,-]+){0,6}? (?:med|mellem)",
        "a partnership spoken of by its noun", 0.95),
    Cue("project-partnership", "after", "", r"\b(?:indgår|indgik|deltager|er med|har indgået|vil indgå)\b[^;:]{0,60}?\b(?P<like>samarbejde|samarbejdsaftale)\b[^.;:]{0,40}?\bmed",
        "'indgår i et samarbejde med X': alone it may be what the law demands anyway", 0.65),
    Cue("project-partnership", "after", "project", r"\b(?:i (?:et )?(?:\w+ )?(?:samarbejde|partnerskab|samspil) (?:med|mellem)|sammen med|samarbejde[r]? (?:\w+ )?(?:mellem|med)|i regi af|udbudt af|igangsat af|ledes af|"
        r"forankret (?:i|hos))", "'projektet gennemføres i samarbejde med X'", 0.9),
    Cue("project-with-fund", "after", "fund", r"\b(?:i (?:et )?(?:\w+ )?(?:samarbejde|partnerskab) med|sammen med)", "'i samarbejde med X Fonden', without a word for what it is"),
)  # fmt: skip
# Between the words and the partner's name: "fra den nationale pulje i", "mellem Fjordby Kommune og".
GAP = r"(?: (?!(?:er|har|skal|vil)\b)[^\s.;:()]+){0,4} $"
PATTERNS = [
    re.compile(cue.pattern if cue.side == "before" else cue.pattern + GAP, re.IGNORECASE) for cue in CUES
]
# What stands behind a partner in the genitive: "Socialstyrelsens projekt", and not its recommendations or its task force.
THEIR_PROJECT = re.compile(rf" (?:(?!Task\b)[\w-]+ ){{0,3}}?{_PROJECT}", re.IGNORECASE)
THEIR_MONEY = re.compile(
    r" (?:[\w-]+ ){0,3}?(?:[\w-]*pulje|[\w-]*midler|[\w-]*bevilling|[\w-]*program)", re.IGNORECASE
)

REFUSED = re.compile(
    r"\b(?:afslag|ikke (?:længere )?(?:\w+ )?(?:fået|modtaget|del af|med i|indgået|indgår|deltager|bevilget|en del|er med)|uden (?:økonomisk )?(?:støtte|midler|tilskud)|fik ikke|får ikke)\b",
    re.IGNORECASE,
)
# Only wished or asked for; unless the same words say that it was given ("har søgt og fået").
WISHED = re.compile(
    r"\b(?:søger|søges|søgte|har søgt|ansøg\w*|overvejer?|overvejes|undersøger|undersøges|afsøge[rs]?|håber|ønske om|muligheden?(?:erne)? for|eventuel\w*|evt\.|hvis|såfremt|opfordre[rs]?|inviteres?|"
    r"(?:kan|kunne|bør|ønsker at|vil gerne|forsøger at|arbejder for at)\b(?: [\w-]+){0,5}? (?:indgå|deltage|søge|få|modtage|opnå|hente|støttes|finansieres|samarbejde|blive|etablere))\b",
    re.IGNORECASE,
)
GIVEN = re.compile(
    r"\b(?:har|er|blev|fik)\b.{0,60}\b(?:fået|modtaget|opnået|bevilget|tildelt|indgået)\b", re.IGNORECASE
)
# A document, a method or figures have partners too, and buildings are paid for; none of them is a project.
MADE_ITSELF = re.compile(
    r"^(?:den |det |denne |dette |vores )?(?:\w+ )?(?:rapporten?|pjecen?|bogen|hæftet|materialet|spørgeskema\w*|målingen|analysen|undersøgelsen|vejledningen|metoden|modellen|konceptet|redskabet|filmen|"
    r"\w*politikken|\w*strategien|\w*planen|forældre|familier|børn|unge|elever|borgere)\b",
    re.IGNORECASE,
)
MADE = re.compile(
    r"\b(?:udarbejdet|skrevet|formuleret|udgivet|trykt|blevet til|undersøgelsen?|rapporten?|metoden|modellen|bygge\w*|bygning\w*|anlæg\w*|lokaleleje|refusion\w*|bloktilskud\w*|budgettildeling\w*|"
    r"driftstilskud\w*|anbefaling\w*|retningslinje\w*)\b",
    re.IGNORECASE,
)
# "Partnerskab med fonde er vigtigt": said of all of them.
IN_GENERAL = re.compile(r"^Partnerskab(?:er)? (?:med|mellem)\b.*\b(?:er|skal|kan|kræver|styrker|giver)\b")
ROUTINE = re.compile(
    r"(?:tæt|tættere|tætte|godt|gode|løbende|dagligt|daglige|tværfagligt|tværgående|fast|formaliseret|almindeligt|systematisk|lovpligtigt|tæt og \w+) samarbejde",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:vi|vores|os|kommunen|kommunens|byrådet|kommunalbestyrelsen|forvaltningen)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:deltog|indgik|medvirkede|samarbejdede|tidligere|dengang|blev afsluttet|er afsluttet|var med)\b"
)
TOLD_AS_OVER = 0.6  # a factor: what is over may be of no use any longer

# The state's pools, whose giver nobody needs to name.
POOL = re.compile(
    r"\b(?P<pool>satspulje|ssa)-?(?:projekt|midler|bevilling|støtte|finansiere[dt])\w*", re.IGNORECASE
)
POOLS = {"satspulje": "Satspuljen", "ssa": "SSA-reserven"}

QUOTED = r"[\"“”„»](?P<quoted>[^\"“”„»«\n]{2,90}?),?[\"“”«]"
TITLE_AFTER = re.compile(
    rf"(?:{_PROJECT}|\b(?:titlen|kaldet|kaldes|ved navn|under navnet|med navnet|hedder|overskriften|indsatsen|forløbet|programmet))(?: [a-zæøå]+)?:? {QUOTED}",
    re.IGNORECASE,
)
# A name without quotation marks runs to a word that cannot be part of it.
STOP = (
    r"(?=[.,;:()]|$| (?:er|har|skal|vil|løber|støttes|finansieres|afprøve[rs]|gennemføres|hjælper|giver|som|der|hvor|samt|hvis)\b| med (?:\d|i alt|støtte|midler|puljemidler|tilskud|en|et|titlen|deltagelse|økonomisk)\b|"
    r" i (?:samarbejde|partnerskab|samspil|perioden|årene|regi|(?:19|20)\d\d)\b| (?:fra|til|for|over) (?:(?:19|20)\d\d|[a-zæøå]+ (?:19|20)\d\d)| (?:fra|med|af|hos) (?-i:[A-ZÆØÅ])| sammen med\b|"
    r" (?:finansieret|støttet|betalt|ledet|udviklet|under)\b| og (?:har|er|skal|deltager|samarbejder|modtager)\b)"
)
_BARE = rf"(?P<bare>(?-i:[A-ZÆØÅ])[\w’'-]*(?: [\w’'–-]+){{0,7}}?){STOP}"
TITLE_BARE = re.compile(rf"(?<![\w-])[\w-]*[Pp]rojekt(?:et)? (?!I\b)(?=[A-ZÆØÅ]){_BARE}", re.IGNORECASE)
TITLE_WORD = re.compile(r"(?<![\w-])(?P<bare>[A-ZÆØÅ][\w’'&-]+-projektet)\b")
TITLE_ABOUT = re.compile(
    rf"(?P<about>(?<![\w-])(?:[\w-]*projekt|partnerskab|samarbejde|[\w-]*forsøg)(?:et)?(?: (?:med|mellem) [^.,;:]{{3,80}}?)? (?:om|vedrørende)(?: [\w’'/–-]+){{1,14}}?){STOP}",
    re.IGNORECASE,
)
NAMES_IT = re.compile(
    rf"^(?:Det |Dette )?[\w-]*(?:projektet|partnerskabet|samarbejdet|det)\s+(?:hedder|kaldes|har (?:titlen|navnet|fået navnet)|bærer (?:titlen|navnet))\s+(?:{QUOTED}|{_BARE})",
    re.IGNORECASE,
)

AMOUNT = re.compile(
    r"(?:(?:op til|ca\.|cirka|knap|godt|i alt|samlet|over) )?(?<![\d.,])(?:\d[\d.,]*\d|\d) ?(?:mio\.?|millioner|million|t)? ?(?:kr\b\.?|kroner\b)(?: (?:om året|årligt|pr\. år))?|kr\. ?\d[\d.]*(?:,\d+|,-)?",
    re.IGNORECASE,
)
# Money without a figure, and what it is for: "puljemidler fra X til …".
GIFT = re.compile(
    r"(?<![\w-])(?:[\w-]*midler|[\w-]*pulje|bevilling|tilskud|økonomisk støtte)(?:n|en|et|ne)?(?![\w-])",
    re.IGNORECASE,
)
GIVEN_FOR = re.compile(r"(?: om| på)? til [^.,;:]{3,100}?(?=[.,;:]|$| (?:som|der|hvor|har|er)\b)")
UNTIL = re.compile(
    r"\b(?:til|indtil|udgangen af|udløber|slutter|afsluttes|ophører)(?: (?:og med|i|den|med|ultimo|udgangen af))*\s*$",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"\b(?:fra|siden|begynder|begyndte|starter|startede|start|opstart|påbegyndes|går i gang)(?: (?:og med|i|den|med|primo))*\s*$",
    re.IGNORECASE,
)
STRETCH = re.compile(
    r"(?:\b(?:perioden?|projektperioden?|årene|løber|fra|i|over|for|varer|gælder|til)(?: (?:fra|er|i|den|over|årene))*|[(:–,])\s*$",
    re.IGNORECASE,
)
# "Skolepolitik 2020-2024": the years of another thing.
OTHERS_YEARS = re.compile(
    r"\b\w*(?:politik|strategi|plan|aftale|budget)(?:ken|en|t)?(?: for)?\s*\(?$", re.IGNORECASE
)

# A sentence that goes on about the project that the one before it named.
GOES_ON = re.compile(r"^(?:Det|Den|Dette|Projektet|Indsatsen|Forløbet|Samarbejdet)\b")
ABOUT_IT = re.compile(
    r"^(?:(?:Mål(?:et|ene)? (?:med|for|i)|Formålet (?:med|for)|I|Med) )?(?:det |dette |vores )?(?:[\w-]*projekt(?:et|ets|perioden)|partnerskab(?:et|ets)|samarbejdet|bevillingen|tilskuddet|støtten|midlerne|puljen)\b|"
    r"^Det (?:løber|varer|begyndte|slutter|støttes|finansieres|er (?:støttet|finansieret))\b",
    re.IGNORECASE,
)
_IT = r"(?:det |dette |vores |de )?(?:[\w-]*projekt(?:et|er|erne)?(?: .*)?|[\w-]*partnerskab(?:et)?(?: .*)?|samarbejdet(?: .*)?|[\"“„»].+)"
AIMS = re.compile(
    rf"(?:(?:de |vores |overordnede |konkrete )*(?:del|effekt|projekt)?(?:mål|målet|målene|målsætning(?:en|er|erne)?|formål|formålet)(?: og (?:del)?(?:mål|formål|succeskriterier))?"
    rf" (?:med|for|i|bag) {_IT}|(?:[\w-]*projektets|partnerskabets|samarbejdets) (?:\w+ )?(?:mål|formål|delmål|målsætning(?:er)?))(?: (?:er|med .*er))?(?:,? at)?"
)
AIMS_SENTENCE = re.compile(
    r"^(?:Det overordnede )?(?:Formålet|Målet|Målsætningen) (?:med|for|i) (?:det |dette |vores )?(?:[\w-]*projekt(?:et)?|[\w-]*partnerskab(?:et)?|samarbejdet)\b.{0,60}?\ber\b|"
    r"^(?:[\w-]*projektets|Partnerskabets|Samarbejdets) (?:\w+ )?(?:formål|mål) er\b",
    re.IGNORECASE,
)
AIMING = re.compile(
    r"\b(?:sigter (?:\w+ )?(?:mod|på)|(?:har|med) (?:\w+ )?(?:til )?(?:formål|mål)|formålet er|målet er|skal|handler om|går ud på|fokus på)\b[^.]{0,60}:$",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\b(?:afrapporter(?:es|er|e|ing\w*)|rapporter(?:es|er|e)|indrapporter(?:es|er|e)|status(?:rapport|notat)\w*|slutrapport\w*|delrapport\w*|projektregnskab\w*|regnskab(?:et)?|indberette[rs]?|evalueringsrapport\w*)\b",
    re.IGNORECASE,
)
# The partner by its kind, where its name stands before.
GIVER = re.compile(
    r"\b(?:fonden|styrelsen|ministeriet|regionen|bevillingsgiver\w*|tilskudsgiver\w*|puljegiver\w*|bidragyder\w*|partneren)\b",
    re.IGNORECASE,
)
