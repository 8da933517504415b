"""Denmark's municipalities as statistics number them: today's 98, their regions and groups, and what they were before 2007.

A table that ends before 2007 holds the old numbers. One that goes through the reform may use one number for two areas: 615
was the old Horsens and is the new one, with Gedved and a part of Brædstrup. A series across that line has a break.

Source: Danmarks Statistik, classifications of regions and municipalities (NUTS v1:2007) and of municipality groups
(Kommunegrupper v1:2018), CC BY 4.0. Bornholm was joined in 2003 and Ærø in 2006; both stand here with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTRY = "000"
REFORM = 2007  # the first year of today's municipalities
REGIONS = {
    "081": "Region Nordjylland",
    "082": "Region Midtjylland",
    "083": "Region Syddanmark",
    "084": "Region Hovedstaden",
    "085": "Region Sjælland",
}
# Danmarks Statistik's groups, by the size of the largest town and the distance to jobs: (Danish, English)
GROUPS = {
    "1": ("Hovedstadskommuner", "Capital municipalities"),
    "2": ("Storbykommuner", "Metropolitan municipalities"),
    "3": ("Provinsbykommuner", "Provincial municipalities"),
    "4": ("Oplandskommuner", "Commuter municipalities"),
    "5": ("Landkommuner", "Rural municipalities"),
}

# number, region, group, name; after the colon the numbers of those it was made from, * where only a part came here.
_TABLE = """
101 084 1 København
147 084 1 Frederiksberg
151 084 1 Ballerup
153 084 1 Brøndby
155 084 1 Dragør
157 084 1 Gentofte
159 084 1 Gladsaxe
161 084 1 Glostrup
163 084 1 Herlev
165 084 1 Albertslund
167 084 1 Hvidovre
169 084 1 Høje-Taastrup
173 084 1 Lyngby-Taarbæk
175 084 1 Rødovre
183 084 1 Ishøj
185 084 1 Tårnby
187 084 1 Vallensbæk
190 084 1 Furesø: 189 207
201 084 1 Allerød
210 084 4 Fredensborg: 208 227
217 084 3 Helsingør
219 084 3 Hillerød: 219 231 233*
223 084 1 Hørsholm
230 084 1 Rudersdal: 181 205
240 084 1 Egedal: 171 235 237
250 084 4 Frederikssund: 209 225 229 233*
253 085 1 Greve
259 085 3 Køge: 259 267
260 084 4 Halsnæs: 211 221
265 085 3 Roskilde: 255 263 265
269 085 1 Solrød
270 084 4 Gribskov: 213 215
306 085 5 Odsherred: 305 327 343
316 085 4 Holbæk: 315 321 339 341 345
320 085 4 Faxe: 313 351 385
326 085 5 Kalundborg: 301 309 317 319 323
329 085 4 Ringsted
330 085 3 Slagelse: 311 325 331 333
336 085 4 Stevns: 271 389
340 085 4 Sorø: 303 335 337
350 085 4 Lejre: 251 257 261
360 085 5 Lolland: 355 359 363 367 379 381 383
370 085 3 Næstved: 307 353 357 373 393
376 085 5 Guldborgsund: 369 371 375 387 391 395
390 085 5 Vordingborg: 361 365 377 397
400 084 5 Bornholm: 400 401 403 405 407 409
410 083 4 Middelfart: 429 445 451
420 083 4 Assens: 421 433 437 485 491 499
430 083 4 Faaborg-Midtfyn: 425 431 473 477 497
440 083 4 Kerteminde: 439 441 447
450 083 4 Nyborg: 449 489 495
461 083 2 Odense
479 083 5 Svendborg: 427 435 479
480 083 4 Nordfyns: 423 471 483
482 083 5 Langeland: 475 481 487
492 083 5 Ærø: 443 493
510 083 5 Haderslev: 509* 511 515 525* 543
530 083 5 Billund: 551 565 611*
540 083 5 Sønderborg: 501 507 513 523 533 535 537
550 083 5 Tønder: 505 517 521 525* 531 541
561 083 3 Esbjerg: 557 561 567* 571
563 083 5 Fanø
573 083 5 Varde: 553 555 567* 573 577
575 083 4 Vejen: 527 559 569 575
580 083 5 Aabenraa: 503 519 529 539 545
607 083 3 Fredericia
615 082 3 Horsens: 601* 609 615
621 083 3 Kolding: 509* 605* 621 623 629
630 083 3 Vejle: 603 605* 611* 617 627* 631
657 082 3 Herning: 651 657 677 685
661 082 3 Holstebro: 661 679 683
665 082 5 Lemvig: 665 673
671 082 5 Struer: 671 675
706 082 4 Syddjurs: 701 721 733 739
707 082 5 Norddjurs: 707 725 735 747*
710 082 4 Favrskov: 709 711 713 717* 767
727 082 4 Odder
730 082 3 Randers: 717* 719* 723 729 731 747*
740 082 3 Silkeborg: 705 743 749 771
741 082 5 Samsø
746 082 4 Skanderborg: 601* 703 715 737 745
751 082 2 Aarhus
756 082 4 Ikast-Brande: 625 653 663
760 082 5 Ringkøbing-Skjern: 655 659 667 669 681
766 082 4 Hedensted: 613 619 627*
773 081 5 Morsø
779 082 5 Skive: 777 779 781 783
787 081 5 Thisted: 765 785 787
791 082 3 Viborg: 761 763 769 775 789 791 793*
810 081 5 Brønderslev: 805 807
813 081 5 Frederikshavn: 813 841 847
820 081 5 Vesthimmerlands: 793* 809 827 861
825 081 5 Læsø
840 081 4 Rebild: 833* 843 845
846 081 5 Mariagerfjord: 719* 793* 801 815 823 833*
849 081 5 Jammerbugt: 803 811 835 849
851 081 2 Aalborg: 817 831 837 851
860 081 5 Hjørring: 819 821 829 839
"""


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` has three digits. `parts`: the old numbers it was made from, () where nothing changed; `split`: of these, those
    that went to several."""

    code: str
    name: str
    region: str
    group: str
    parts: tuple[str, ...] = ()
    split: tuple[str, ...] = ()


def _read() -> dict[str, Municipality]:
    found = {}
    for line in _TABLE.strip().splitlines():
        head, _, old = line.partition(": ")
        code, region, group, name = head.split(" ", 3)
        parts = tuple(part.rstrip("*") for part in old.split())
        split = tuple(part.rstrip("*") for part in old.split() if part.endswith("*"))
        found[code] = Municipality(code, name, region, group, parts, split)
    return found


MUNICIPALITIES: dict[str, Municipality] = _read()
# old number → today's municipalities that it went to; only numbers that are no longer used
MERGED: dict[str, tuple[str, ...]] = {
    old: tuple(each.code for each in MUNICIPALITIES.values() if old in each.parts)
    for old in sorted({part for each in MUNICIPALITIES.values() for part in each.parts} - set(MUNICIPALITIES))
}


def group_of(code: str) -> list[Municipality]:
    """The others in the municipality's group, in order of number; [] for a number that is not in use."""
    own = MUNICIPALITIES.get(code)
    if own is None:
        return []
    return [each for each in MUNICIPALITIES.values() if each.group == own.group and each.code != code]


def became(code: str) -> list[Municipality]:
    """What an old number went into in 2007: one municipality, or several where it was split. [] for a number in use."""
    return [MUNICIPALITIES[new] for new in MERGED.get(code, ())]
