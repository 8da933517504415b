"""Who stands outside a municipality and does projects with it: kinds of names as data, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_W = r"[A-ZÆØÅ][\w.’'-]*"  # a word of a name
# Words of a name before its noun; a municipality or region that stands before an "og" is no part of what follows it.
_BEFORE = rf"(?:(?!Kommun|Region\b|Projekt|Partnerskab){_W} (?:og |& )?)"
_PLACE = r"[A-ZÆØÅ][a-zæøåéü]+(?:[- ](?!Kommun)[A-ZÆØÅ][a-zæøåéü]+)?"
_MANY = r"(?:\d{1,2}|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|flere|en række)"


@dataclass(frozen=True, slots=True)
class Outside:
    """A kind of partner and how its names are made."""

    kind: str
    pattern: str
    why: str


OUTSIDE: tuple[Outside, ...] = (
    Outside("agency", r"(?:[A-ZÆØÅ][a-zæøå]+-(?:,| og) )*[A-ZÆØÅ][a-zæøå]*(?<!be)(?<!Be)styrelsen|Styrelsen for "
            rf"{_W}(?:(?:,| og) {_W})*|STUK|VISO",
            "national agencies run development programmes; a bestyrelse is a board and stands inside"),
    Outside("ministry", r"(?:[A-ZÆØÅ][a-zæøå]+-(?:,| og) )*[A-ZÆØÅ][a-zæøå]*ministeriet|Ministeriet for "
            rf"{_W}(?:(?:,| og) {_W})*", "ministries give pools of money, and are named after what they answer for"),
    Outside("fund", rf"{_BEFORE}{{0,4}}(?:[A-ZÆØÅ][\w-]*[Ff]ond|Fond|FOND)(?:en|et|EN)?(?: for {_W}(?: {_W}){{0,2}})?|Realdania",
            "foundations: 'X Fonden', 'XFonden', 'X-fonden', 'X’s Fond'; Realdania is one without the word"),
    Outside("region", r"Region (?:Hovedstaden|Sjælland|Syddanmark|Midtjylland|Nordjylland|Østdanmark)", "the regions there are, and the one to come"),
    Outside("university", rf"{_BEFORE}{{1,3}}Universitet|Universitetet i {_W}|DPU|SDU|RUC", "universities follow and try out"),
    Outside("college", rf"Professionshøjskolen {_W}|{_W} Professionshøjskole|VIA(?: University College)?|University College {_W}|"
            r"UC ?(?:SYD|Syd)|UCL|UCN|UCC", "university colleges train the staff that a project tries something out with"),
    Outside("institute", r"VIVE|KORA|SFI|Danmarks Evalueringsinstitut|Statens Institut for Folkesundhed|Nationalt [Vv]idencenter for [\w-]+",
            "institutes of research and evaluation"),
    Outside("association", r"Red Barnet(?: Ungdom)?|Børns Vilkår|(?:Ungdommens )?Røde Kors|Mødrehjælpen|Dansk Flygtningehjælp|[Hh]eadspace Danmark|"
            r"Natteravnene|Ungdomsringen|Danmarks Idrætsforbund|DIF|DGI|Kræftens Bekæmpelse|Hjerteforeningen|"
            rf"(?:Landsf|F)oreningen {_W}(?: {_W}){{0,2}}|Dan(?:sk|ske|marks) (?:[\w-]+ )?[\w-]*(?:forening|forbund|samvirke)|"
            r"Det Kriminalpræventive Råd|Rådet for Sikker Trafik",
            "national associations by name, or one that calls itself so; the town's own clubs are no partner of a project"),
    Outside("local government", r"KL|Kommunernes Landsforening", "the municipalities' association runs partnerships with them"),
    Outside("union", r"EU|Europa-Kommissionen|Nordisk Ministerråd|Interreg|Erasmus\+", "European and Nordic programmes"),
    Outside("municipalities", rf"(?:{_PLACE}(?: [Kk]ommune)?(?:, | og | samt ))*{_PLACE} [Kk]ommuner?|[Kk]ommunerne {_PLACE}(?:(?:, | og ){_PLACE})+|"
            rf"(?:{_MANY} )?(?:andre|øvrige) kommuner|{_MANY} kommuner|(?:nabo|omegns)kommune(?:r|rne)",
            "other municipalities, by name or by number"),
)  # fmt: skip
# Words that begin a sentence with a capital, or stand before a name and are no part of it.
NO_NAME = {"I", "Med", "Fra", "Af", "Både", "Når", "Også", "Her", "Hos", "Via", "Som", "For", "Sammen", "Samtidig", "Derfor", "Så",
           "Og", "Ved", "Til", "Vi", "Puljen", "Midlerne", "Da", "Nu", "Under", "Gennem", "Kun", "Desuden", "Herudover", "Endelig"}  # fmt: skip
# A fund that is the town's own: "kommunens Udviklingsfond", "vores lokale Børnefond".
THEIR_OWN = re.compile(
    r"\b(?:kommunens|byrådets|kommunalbestyrelsens|udvalgets|vores|egen|egne|lokale?|skolens)\s+$",
    re.IGNORECASE,
)
GENERIC = {"Fond", "Fonden", "FONDEN", "Fondet"}  # "Fonden støtter …": the one named before
BETWEEN = re.compile(r"(?:,| og| samt| &|, og) ")


@dataclass(frozen=True, slots=True)
class Partner:
    """A name in a text: `text[start:end]` as printed, `name` in its basic form; `genitive`: "Socialstyrelsens"."""

    start: int
    end: int
    name: str
    kind: str
    genitive: bool = False


@cache
def _names() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<k{number}>{each.pattern})" for number, each in enumerate(OUTSIDE))
    return re.compile(rf"(?<![\w-])(?:{kinds})(?P<genitive>['’]?s)?(?![\w-])")


def outsiders(text: str, own: str | None) -> list[Partner]:
    """Everyone named in a sentence who stands outside the municipality `own` ("Randers Kommune"; None: not known), in order."""
    return [partner for partner in _found(text, own) if partner.name]


def other_municipality(text: str, own: str | None) -> bool:
    """Whether another municipality is named."""
    return any(each.kind == "municipalities" for each in outsiders(text, own))


def together(text: str, partners: list[Partner], first: Partner) -> Partner:
    """`first` with those that are listed after it: "Egmont Fonden og Aarhus Universitet"."""
    out = first
    for each in partners:
        if each.start > out.end and BETWEEN.fullmatch(text[out.end : each.start]) and not out.genitive:
            name = f"{out.name}{text[out.end : each.start]}{each.name}"
            out = Partner(out.start, each.end, name, out.kind, each.genitive)
    return out


def _found(text: str, own: str | None) -> Iterator[Partner]:
    for match in _names().finditer(text):
        kind = next(each.kind for number, each in enumerate(OUTSIDE) if match[f"k{number}"])
        start, end = match.start(), match.start("genitive") if match["genitive"] else match.end()
        while " " in text[start:end] and text[start:end].split(" ", 1)[0] in NO_NAME:
            start += text[start:end].index(" ") + 1
        name = text[start:end]
        if kind == "municipalities":
            name = _others(name, own)
        elif name in GENERIC or THEIR_OWN.search(text[max(0, start - 30) : start]):
            continue
        yield Partner(start, match.end(), name, kind, match["genitive"] is not None)


def _others(printed: str, own: str | None) -> str:
    """The municipalities of a list that are not our own; empty where none is left, or where one cannot tell."""
    if not re.search(r"[A-ZÆØÅ]", printed.replace("Kommune", "")):
        return printed  # "syv andre kommuner"
    if own is None:
        return ""
    ours = own.removesuffix(" Kommune").casefold().rstrip("s")
    bare = re.sub(r"^[Kk]ommunerne |(?: [Kk]ommuner?)\b", "", printed)
    places = re.split(r", | og | samt ", bare)
    left = [
        place
        for place in places
        if place not in NO_NAME | NOT_PLACES and not place.casefold().rstrip("s").endswith(ours)
    ]
    if left == places:
        return printed
    listed = " og ".join(filter(None, (", ".join(left[:-1]), *left[-1:])))
    return f"{listed} Kommune{'r' if len(left) > 1 else ''}" if left else ""


# "Vores Kommune", "Hele kommunen": no names of places.
NOT_PLACES = {"Vores", "Hele", "Denne", "En", "Enhver", "Hver", "Alle", "Andre", "Den", "Din"}
