"""The sentences: (Danish, English) by the code of what is wrong. What they name in braces are the fault's facts."""

from __future__ import annotations

# What is only to be known; every other code stops what it is about.
NOTES = frozenset(
    """latest-only table-ended time-unreadable streamed label-changed old-municipality split-municipality merged-municipality
    provisional gap scaled decimal-guessed column-new series-new percent-only few-answers answers-unordered""".split()
)

OBSERVATIONS: dict[str, tuple[str, str]] = {
    "too-many-cells": (
        "Udtrækket er på {cells} celler, og grænsen er {limit}. Vælg færre værdier.",
        "The extract holds {cells} cells, and the limit is {limit}. Choose fewer values.",
    ),
    "no-category": (
        "“{value}” findes ikke i {variable}. Vælg en af værdierne der.",
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
        "Linje {line} i svaret fra Statistikbanken kan ikke læses: “{text}”. Intet er taget ind.",
        "Line {line} of the answer from StatBank Denmark cannot be read: “{text}”. Nothing was taken in.",
    ),
    # what no longer fits
    "variable-gone": (
        "Tabellen {table} er ikke længere delt efter {variable}. Vælg tallene igen.",
        "The table {table} is no longer split by {variable}. Choose the figures again.",
    ),
    "value-gone": (
        "“{value}” findes ikke længere i {variable} i {table}. Vælg den værdi, der svarer til den.",
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
        "“{before}” i {variable} hedder nu “{now}”. Se efter, om tallene stadig er de samme, og mærk ellers et brud.",
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
        "Perioden “{value}” kan ikke læses som en periode og kommer ikke med i serien.",
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

SENTENCES: dict[str, tuple[str, str]] = {**OBSERVATIONS, **STATBANK}
