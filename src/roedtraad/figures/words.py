"""The sentences: (Danish, English) by the code of what is wrong. What they name in braces are the fault's facts."""

from __future__ import annotations

# What is only to be known; every other code stops what it is about.
NOTES = frozenset(
    """latest-only table-ended time-unreadable streamed label-changed old-municipality split-municipality merged-municipality
    provisional gap scaled decimal-guessed column-new series-new total-skipped reason-across reason-down reason-long reason-series
    reason-headers reason-serials reason-one-period reason-dash percent-only percent-guessed percent-without-n few-answers
    answers-unordered""".split()
)

OBSERVATIONS: dict[str, tuple[str, str]] = {
    "too-many-cells": (
        "Udtrækket er på {cells} celler, og grænsen er {limit}. Vælg færre værdier.",
        "The extract holds {cells} cells, and the limit is {limit}. Choose fewer values.",
    ),
    "no-category": (
        "»{value}« findes ikke i {variable}. Vælg en af værdierne der.",
        "There is no “{value}” in {variable}. Choose one of its values.",
    ),
    "no-variable": (
        "Der er ingen variabel, der hedder {variable}.",
        "There is no variable named {variable}.",
    ),
    "duplicate": (
        "Der er to tal for det samme ({what}). Behold det ene.",
        "There are two figures for the same ({what}). Keep one.",
    ),
    "not-a-number": (
        "Der er et tal, som ikke passer med sin markering ({what}).",
        "A figure does not agree with its mark ({what}).",
    ),
    "not-one-series": (
        "{variable} har stadig {count} værdier. En serie kræver, at der er valgt én.",
        "{variable} still has {count} values. A series needs one to be chosen.",
    ),
    "no-time": ("Tallene siger ikke, hvornår de er fra.", "Nothing tells when the figures are from."),
    "not-jsonstat": (
        "Filen er ikke JSON-stat: {why}. Hent den igen fra kilden.",
        "The file is not JSON-stat: {why}. Fetch it again from where it came.",
    ),
}

STATBANK: dict[str, tuple[str, str]] = {
    "table-gone": (
        "Tabellen {table} findes ikke længere i Statistikbanken. Søg efter den tabel, der har afløst den.",
        "The table {table} is no longer in StatBank Denmark. Search for the table that replaced it.",
    ),
    "refused-selection": (
        "Statistikbanken afviste valget i {table}: {message}. Åbn tabellen, og vælg igen.",
        "StatBank Denmark refused the selection in {table}: {message}. Open the table and choose again.",
    ),
    "too-many": (
        "Udtrækket fra {table} er for stort til Statistikbanken ({message}). Vælg færre værdier, eller hent det som strøm.",
        "The extract from {table} is too large for StatBank Denmark ({message}). Choose fewer values, or fetch it as a stream.",
    ),
    "access-denied": (
        "Statistikbanken gav ikke adgang ({status}). Bed driften se på, om serveren må hente derfra.",
        "StatBank Denmark gave no access ({status}). Ask whoever runs this whether the server may fetch from there.",
    ),
    "throttled": (
        "Statistikbanken beder om en pause på {seconds} sekunder. Der prøves igen af sig selv.",
        "StatBank Denmark asks for a pause of {seconds} seconds. It is tried again by itself.",
    ),
    "down": (
        "Statistikbanken svarer ikke ({why}). De tal, der er hentet før, står der stadig. Prøv igen senere.",
        "StatBank Denmark does not answer ({why}). The figures fetched before are still there. Try again later.",
    ),
    "slow": (
        "Statistikbanken svarede ikke inden for {seconds} sekunder. Vælg færre værdier, eller prøv igen senere.",
        "StatBank Denmark did not answer within {seconds} seconds. Choose fewer values, or try again later.",
    ),
    "truncated": (
        "Svaret fra Statistikbanken blev afbrudt, før det var færdigt. Intet er taget ind. Prøv igen.",
        "The answer from StatBank Denmark was cut off before its end. Nothing was taken in. Try again.",
    ),
    "not-data": (
        "Statistikbanken sendte noget andet end tal ({what}). Det sker ved vedligeholdelse. Prøv igen senere.",
        "StatBank Denmark sent something other than figures ({what}). That happens during maintenance. Try again later.",
    ),
    "redirected": (
        "Statistikbanken henviste til en anden adresse ({to}), og dertil sendes der ikke. Bed driften rette adressen.",
        "StatBank Denmark referred to another address ({to}), and nothing is sent there. Ask whoever runs this to correct it.",
    ),
    "too-large": (
        "Svaret fra Statistikbanken er større end {limit} MB og blev opgivet. Vælg færre værdier.",
        "The answer from StatBank Denmark is larger than {limit} MB and was given up. Choose fewer values.",
    ),
    "busy": (
        "En anden hentning fra Statistikbanken er i gang. Prøv igen om lidt.",
        "Another fetch from StatBank Denmark is running. Try again in a moment.",
    ),
    "bad-address": (
        "Adressen {address} kan ikke bruges til Statistikbanken: {why}.",
        "The address {address} cannot be used for StatBank Denmark: {why}.",
    ),
    "unexpected": (
        "Statistikbanken svarede med {status}, som ikke kan bruges: {message}.",
        "StatBank Denmark answered with {status}, which cannot be used: {message}.",
    ),
    "unreadable-row": (
        "Linje {line} i svaret fra Statistikbanken kan ikke læses: »{text}«. Intet er taget ind.",
        "Line {line} of the answer from StatBank Denmark cannot be read: “{text}”. Nothing was taken in.",
    ),
    # what no longer fits
    "variable-gone": (
        "Tabellen {table} er ikke længere delt efter {variable}. Vælg tallene igen.",
        "The table {table} is no longer split by {variable}. Choose the figures again.",
    ),
    "value-gone": (
        "»{value}« findes ikke længere i {variable} i {table}. Vælg den værdi, der svarer til den.",
        "“{value}” is no longer in {variable} of {table}. Choose the value that corresponds.",
    ),
    "variable-new": (
        "Tabellen {table} er nu også delt efter {variable}, og der skal vælges en værdi.",
        "The table {table} is now also split by {variable}, and a value must be chosen.",
    ),
    "no-total": (
        "Et stort udtræk kan ikke lægge {variable} sammen af sig selv, og den har ingen værdi for i alt. Vælg værdierne.",
        "A large extract cannot add up {variable} by itself, and it has no value for the total. Choose its values.",
    ),
    "nothing-chosen": (
        "Der er ikke valgt nogen værdi i {variable}.",
        "No value has been chosen in {variable}.",
    ),
    "no-municipality": (
        "Tabellen {table} har ingen tal for den enkelte kommune.",
        "The table {table} has no figures for single municipalities.",
    ),
    "municipality-missing": (
        "Tabellen {table} har tal for kommuner, men ikke for kommune {value}.",
        "The table {table} has figures for municipalities, but none for number {value}.",
    ),
    "label-changed": (
        "»{before}« i {variable} hedder nu »{now}«. Se efter, om tallene stadig er de samme, og mærk ellers et brud.",
        "“{before}” in {variable} is now named “{now}”. See whether it is still the same figures; if not, mark a break.",
    ),
    "latest-only": (
        "Der er ikke valgt perioder: kun den nyeste hentes.",
        "No periods were chosen: only the latest is fetched.",
    ),
    "table-ended": (
        "Tabellen {table} opdateres ikke længere.",
        "The table {table} is no longer updated.",
    ),
    "time-unreadable": (
        "Perioden »{value}« kan ikke læses som en periode og kommer ikke med i serien.",
        "“{value}” cannot be read as a period and is left out of the series.",
    ),
    "streamed": (
        "Udtrækket er på {cells} celler og hentes derfor som strøm (grænsen er {limit}).",
        "The extract holds {cells} cells and is therefore fetched as a stream (the limit is {limit}).",
    ),
    "old-municipality": (
        "{value} er et kommunenummer fra før 2007; området hører nu til {now}.",
        "{value} is the number of a municipality from before 2007; the area now belongs to {now}.",
    ),
    "split-municipality": (
        "{parts} blev delt i 2007, så tallene for {name} fra før kan ikke lægges sammen helt.",
        "{parts} was split in 2007, so that earlier figures for {name} cannot be added up exactly.",
    ),
    "merged-municipality": (
        "{name} blev lagt sammen i 2007. Tal fra før er for et mindre område: mærk et brud ved 2007.",
        "{name} was merged in 2007. Earlier figures are for a smaller area: mark a break at 2007.",
    ),
    "provisional": (
        "Tallene for {periods} er foreløbige og kan blive ændret.",
        "The figures for {periods} are provisional and may change.",
    ),
}

SHEETS: dict[str, tuple[str, str]] = {
    # the file
    "sheet-empty": (
        "{name} er tom. Eksportér den igen, og hent den nye fil ind.",
        "{name} is empty. Export it again, and bring the new file.",
    ),
    "sheet-unsupported": (
        "{name} er hverken CSV eller Excel (.xlsx). Gem den som en af dem.",
        "{name} is neither CSV nor Excel (.xlsx). Save it as one of them.",
    ),
    "sheet-damaged": (
        "{name} er beskadiget eller ufuldstændig og kan ikke åbnes. Hent den igen, hvor den kom fra.",
        "{name} is damaged or incomplete and cannot be opened. Fetch it again from where it came.",
    ),
    "sheet-encrypted": (
        "{name} er låst med en adgangskode. Fjern adgangskoden, og prøv igen.",
        "{name} is locked with a password. Remove the password, and try again.",
    ),
    "sheet-too-many-rows": (
        "{name} har flere rækker, end der læses ({limit}). Del filen.",
        "{name} has more rows than are read ({limit}). Split the file.",
    ),
    "sheet-one-column": (
        "{name} har kun én kolonne. Eksportér den med en kolonne for hver ting.",
        "{name} has one column only. Export it with a column for each thing.",
    ),
    "sheet-too-much": (
        "{name} er for stor til at blive læst. Behold kun de ark og kolonner, der skal bruges.",
        "{name} is too large to be read. Keep only the sheets and columns that are needed.",
    ),
    "cpr-in-file": (
        "{name} har det, der ligner CPR-numre, i {cells}. Filen er ikke gemt. Fjern kolonnen, og hent filen ind igen.",
        "{name} holds what looks like CPR numbers in {cells}. It has not been kept. Remove the column, and bring it again.",
    ),
    # where things stand
    "sheet-gone": (
        "Arket »{sheet}« er der ikke; filen har {sheets}. Vælg det rette ark.",
        "The sheet “{sheet}” is not there; the file has {sheets}. Choose the right one.",
    ),
    "header-gone": (
        "Kolonnen »{header}« findes ikke i {sheet}. Omdøb kolonnen i filen, eller ret skabelonen.",
        "There is no column “{header}” in {sheet}. Rename the column in the file, or correct the template.",
    ),
    "header-gone-near": (
        "Kolonnen »{header}« findes ikke i {sheet}, men række {row} har »{near}«. Ret skabelonen, hvis det er den.",
        "There is no column “{header}” in {sheet}, but row {row} has “{near}”. Correct the template if that is the one.",
    ),
    "series-gone": (
        "Rækken »{series}« findes ikke i {sheet}. Ret navnet i filen, eller fjern serien fra skabelonen.",
        "There is no row “{series}” in {sheet}. Correct the name in the file, or take the series out of the template.",
    ),
    "no-periods-across": (
        "Der er ingen række med perioder i {sheet}. Skriv år, kvartal eller måned over kolonnerne.",
        "No row of {sheet} holds periods. Write year, quarter or month above the columns.",
    ),
    "period-not-said": (
        "Filen siger ikke, hvilken periode tallene er fra. Vælg perioden.",
        "The file does not tell which period the figures are of. Choose the period.",
    ),
    "no-figures": (
        "Der er ingen tal under overskrifterne i {sheet}.",
        "There are no figures below the headers of {sheet}.",
    ),
    # cells
    "not-a-figure": (
        "{cell}: »{text}« er ikke et tal. Skriv tallet alene, eller .. hvis det mangler.",
        "{cell}: “{text}” is no number. Write the number alone, or .. where it is missing.",
    ),
    "approximate": (
        "{cell}: »{text}« er et omtrentligt tal. Skriv det præcise tal, eller .. hvis det ikke kendes.",
        "{cell}: “{text}” is an approximate number. Write the exact one, or .. where it is not known.",
    ),
    "ambiguous": (
        "{cell}: »{text}« kan læses på to måder. Vælg, om decimaltegnet er komma eller punktum.",
        "{cell}: “{text}” can be read in two ways. Choose whether the decimal mark is a comma or a point.",
    ),
    "dash": (
        "{cell}: »{text}« kan betyde nul eller mangler. Vælg i skabelonen, hvad en streg betyder i denne fil.",
        "{cell}: “{text}” may mean zero or missing. Choose in the template what a dash means in this file.",
    ),
    "negative": (
        "{cell}: {text} er negativt, og det kan et antal eller en andel ikke være. Ret tallet, eller vælg »andet tal«.",
        "{cell}: {text} is negative, which a count or a share cannot be. Correct it, or choose “another number”.",
    ),
    "percent-in-numbers": (
        "{cell}: {text} er en procent, men serien er ikke i procent. Vælg procent i skabelonen, eller ret cellen.",
        "{cell}: {text} is a percentage, but the series is not. Choose per cent in the template, or correct the cell.",
    ),
    "cell-error": (
        "{cell}: formlen gav fejlen {text}. Ret den i regnearket, og gem igen.",
        "{cell}: the formula gave the error {text}. Correct it in the spreadsheet, and save again.",
    ),
    "cell-formula": (
        "{cell}: formlen er ikke regnet ud i den gemte fil. Åbn filen i Excel, gem den, og hent den ind igen.",
        "{cell}: the formula was not calculated in the saved file. Open it in Excel, save it, and bring it again.",
    ),
    "cell-date": (
        "{cell}: her står en dato ({text}), hvor der skal stå et tal. Excel laver 1-4 om til en dato: skriv <5 i stedet.",
        "{cell}: a date ({text}) stands where a number belongs. Excel turns 1-4 into a date: write <5 instead.",
    ),
    "not-a-period": (
        "{cell}: »{text}« kan ikke læses som en periode. Skriv den som de andre i kolonnen.",
        "{cell}: “{text}” cannot be read as a period. Write it as the others in the column.",
    ),
    "label-missing": (
        "{cell}: der står ikke, hvad tallene i rækken er for. Udfyld cellen.",
        "{cell}: it is not said what the figures of the row are of. Fill in the cell.",
    ),
    "duplicate-cell": (
        "{cell} og {other} er tal for det samme. Behold det ene.",
        "{cell} and {other} are figures for the same. Keep one.",
    ),
    "more-faults": ("Og {count} ting mere.", "And {count} more."),
    # only to be known
    "column-new": (
        "{cell}: kolonnen »{text}« er ny og tages ikke med. Tilføj den i skabelonen, hvis den skal.",
        "{cell}: the column “{text}” is new and is not taken. Add it to the template if it should be.",
    ),
    "series-new": (
        "{cell}: rækken »{series}« er ny og tages ikke med. Tilføj den i skabelonen, hvis den skal.",
        "{cell}: the row “{series}” is new and is not taken. Add it to the template if it should be.",
    ),
    "total-skipped": (
        "{cell}: »{text}« er ikke en periode og tages ikke med.",
        "{cell}: “{text}” is no period and is not taken.",
    ),
    "gap": (
        "Der mangler tal for {periods}. Hullet vises i serien.",
        "There are no figures for {periods}. The gap is shown in the series.",
    ),
    "scaled": (
        "De {count} tal ligger mellem 0 og 1 og læses som andele: 0,12 bliver til 12 %.",
        "The {count} numbers lie between 0 and 1 and are read as shares: 0.12 becomes 12 %.",
    ),
    "decimal-guessed": (
        "Tallene siger ikke, hvilket decimaltegn de har. De læses med »{mark}«: se efter, om det passer.",
        "The numbers do not tell their decimal mark. They are read with “{mark}”: see whether that fits.",
    ),
    "reason-across": (
        "Række {row} har {count} perioder, fra {first} til {last}.",
        "Row {row} holds {count} periods, from {first} to {last}.",
    ),
    "reason-down": (
        "Kolonnen »{header}« har {count} perioder, fra {first} til {last}, hver én gang.",
        "The column “{header}” holds {count} periods, from {first} to {last}, each once.",
    ),
    "reason-long": (
        "Kolonnen »{header}« har {count} perioder, fra {first} til {last}, og hver række er ét tal.",
        "The column “{header}” holds {count} periods, from {first} to {last}, and each row is one figure.",
    ),
    "reason-one-period": (
        "Filen har ingen kolonne med perioder. Titlen siger: {period}.",
        "The file has no column of periods. Its title says: {period}.",
    ),
    "reason-series": ("{count} rækker har tal.", "{count} rows hold figures."),
    "reason-headers": (
        "Række {row} har overskrifterne; tallene står under {headers}.",
        "Row {row} holds the headers; the figures stand below {headers}.",
    ),
    "reason-serials": (
        "»{header}« har datoer gemt som tal, fx 45292. De læses som datoer.",
        "“{header}” holds dates saved as numbers, such as 45292. They are read as dates.",
    ),
    "reason-dash": (
        "{count} celler har en streg. Vælg, om den betyder nul eller mangler.",
        "{count} cells hold a dash. Choose whether it means zero or missing.",
    ),
}

SURVEYS: dict[str, tuple[str, str]] = {
    "survey-individuals": (
        "{name} ser ud til at have en række for hvert barn (»{text}« i {cell}). Her tages kun optalte svar: lav en tabel med antal "
        "for hvert svar, og hent den ind.",
        "{name} seems to hold a row for each child (“{text}” in {cell}). Only counted answers are taken here: make a table "
        "with a count for each answer, and bring that.",
    ),
    "no-survey": (
        "{sheet} ligner ikke svar fra en undersøgelse. Der skal være en kolonne med svar og en med antal, eller en kolonne for "
        "hvert svar.",
        "{sheet} does not look like the answers of a survey. It needs a column of answers and one of counts, or a column for "
        "each answer.",
    ),
    "survey-not-whole": (
        "{cell}: {text} er ikke et helt antal. Er det procent, så skriv det i overskriften.",
        "{cell}: {text} is no whole count. If it is per cent, say so in the header.",
    ),
    "percent-only": (
        "Filen har kun procenter. De beholdes sammen med, hvor mange der har svaret.",
        "The file tells percentages only. They are kept with how many answered.",
    ),
    "percent-guessed": (
        "Tallene giver 100 i hver af {count} grupper og læses som procent. Ret det, hvis de er antal.",
        "The numbers add up to 100 in each of {count} groups and are read as per cent. Correct that if they are counts.",
    ),
    "percent-without-n": (
        "Filen har kun procenter og siger ikke, hvor mange der har svaret. Små grupper kan ikke beskyttes: skriv antallet.",
        "The file tells percentages only, and not how many answered. Small groups cannot be protected: write the number.",
    ),
    "few-answers": (
        "{count} grupper har under {limit} svar og skjules for andre.",
        "{count} groups have fewer than {limit} answers and are hidden from others.",
    ),
    "answers-unordered": (
        "Svarene står i alfabetisk orden: {answers}. Sæt dem i den rækkefølge, skemaet havde.",
        "The answers stand in alphabetical order: {answers}. Put them in the order of the questionnaire.",
    ),
}

SENTENCES: dict[str, tuple[str, str]] = {**OBSERVATIONS, **STATBANK, **SHEETS, **SURVEYS}
