"""``roedtraad xmr FILE.json``: series in, control charts out, both as JSON. Starts fast: loads nothing but this package."""

from __future__ import annotations

import argparse
import json
import os
import sys

from roedtraad.measures.xmr.errors import NotCharted, shown
from roedtraad.measures.xmr.wire import Series, read_series, to_json

DESCRIPTION = """Regn kontroldiagrammer (XmR) af serier i en JSON-fil, og skriv dem som JSON.

Filen har formen
  {"series": [{"id": "s1", "input": {"dates": ["2026-01-31", …], "values": [12.5, null, …],
                                     "improvement_direction": "increase", …}}, …]}
retning: increase, decrease eller neutral. Frivilligt: target, screen_outliers, rebase_dates, fix_after_n_points.
null er et hul: det indgår i intet, og ingen regel ser hen over det. - er standard input.

Kan en serie ikke regnes, skrives én sætning om hver på standardfejl, og der kommer intet resultat; udgangskoden er da 1."""

MAX_BYTES = 200_000_000
# (Danish, English)
FAULTS: dict[str, tuple[str, str]] = {
    "missing": (
        "{name} findes ikke eller kan ikke åbnes. Kontrollér navnet og dine rettigheder til filen.",
        "{name} does not exist or cannot be opened. Check the name and your access to the file.",
    ),
    "too_large": (
        "{name} er for stor: grænsen er 200 MB. Del serierne på flere filer.",
        "{name} is too large: the limit is 200 MB. Divide the series between several files.",
    ),
    "not_json": (
        "{name} er ikke gyldig JSON (linje {line}, tegn {column}). Filen skal have formen {form}.",
        "{name} is not valid JSON (line {line}, character {column}). The file must have the form {form}.",
    ),
    "not_text": (
        "{name} er ikke JSON, der kan læses. Gem den som UTF-8, i formen {form}.",
        "{name} is not JSON that can be read. Save it as UTF-8, in the form {form}.",
    ),
    "form": (
        "{name} har ikke formen {form}.",
        "{name} does not have the form {form}.",
    ),
    "no_series": ("{name} har ingen serier.", "{name} has no series."),
    "series": ("{name}, serie {series}: {cause}", "{name}, series {series}: {cause}"),
}
FORM = '{"series": [{"id": …, "input": {"dates": […], "values": […], "improvement_direction": …}}]}'


class Faulty(Exception):
    """The file gives no charts; the sentences say why, one for each cause."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


def main(argv: list[str]) -> int:
    """Exit status: 0 all charted, 1 something cannot be, 2 wrong arguments."""
    parser = argparse.ArgumentParser(
        prog="roedtraad xmr", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", metavar="FIL", help="serierne som JSON; - er standard input")
    parser.add_argument("--language", choices=("da", "en"), default="da", help="sproget i fejlsætninger")
    options = parser.parse_args(argv)
    try:
        series = load(options.file, options.language)
    except Faulty as fault:
        print(*fault.sentences, sep="\n", file=sys.stderr)
        return 1
    charts = [to_json(one.id, one.dates, one.chart()) for one in series]
    return 0 if _write(json.dumps({"series": charts}, ensure_ascii=False, allow_nan=False) + "\n") else 1


def load(path: str, language: str) -> list[Series]:
    """Every series of the file ("-" is standard input). Raises Faulty, which then tells of every bad series."""
    name = "standard input" if path == "-" else path

    def fault(key: str, **facts: object) -> str:
        return FAULTS[key][language == "en"].format(name=name, form=FORM, **facts)

    try:
        data = _bytes(path)
    except OSError:
        raise Faulty(fault("missing"))
    if len(data) > MAX_BYTES:
        raise Faulty(fault("too_large"))
    try:
        given = json.loads(data)
    except json.JSONDecodeError as error:
        raise Faulty(fault("not_json", line=error.lineno, column=error.colno))
    except (ValueError, RecursionError):  # no UTF-8, a number of thousands of digits, nested without end
        raise Faulty(fault("not_text"))
    if not isinstance(given, dict) or not isinstance(given.get("series"), list):
        raise Faulty(fault("form"))
    if not given["series"]:
        raise Faulty(fault("no_series"))
    found: dict[str | int, Series] = {}
    faults = []
    for place, told in enumerate(given["series"], 1):
        try:
            one = read_series(told)
            if one.id in found:
                raise NotCharted("id_twice")
            found[one.id] = one
        except NotCharted as error:
            named = told.get("id") if isinstance(told, dict) else None
            which = f"nr. {place}" if named is None else named if isinstance(named, str) else shown(named)
            faults.append(fault("series", series=which, cause=error.sentence(language)))
    if faults:
        raise Faulty(*faults)
    return list(found.values())


def _bytes(path: str) -> bytes:
    """Never more than one byte too many: an endless file must not fill the memory."""
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)


def _write(text: str) -> bool:
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:  # "| head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True
