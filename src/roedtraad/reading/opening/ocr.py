"""The program that reads pictures of pages, Tesseract with Danish: whether it is here, and what it read."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

PROGRAM = "tesseract"
DANISH = "dan"  # alone: with English beside it, å and ø are taken for a and o, at twice the time
PER_PAGE = 60  # seconds
SURE = 25  # of 100: a word that is less sure is a blot, or the edge of a photo
SURE_LINE = 40


@dataclass(slots=True, frozen=True)
class Ocr:
    """program    its full path
    languages  as it wants them: "dan"
    data       where its languages lie, if not where it looks by itself
    """

    program: str
    languages: str
    data: str = ""


@dataclass(slots=True, frozen=True)
class Word:
    """A word on the picture, in pixels from the upper left; `line` is the same for the words of one line."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, int, int]


@cache
def find_ocr() -> Ocr | None:
    """The program, where it is installed with Danish."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        told = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    languages = set(told.stdout.split())
    if DANISH not in languages:
        return None
    return Ocr(program, DANISH, os.environ.get("TESSDATA_PREFIX", ""))


def words(ocr: Ocr, picture: str) -> list[Word]:
    """What stands on the picture in the file `picture`, line by line.

    Raises OSError where the program does not start, ValueError where it fails or takes too long.
    """
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    if ocr.data:
        environment["TESSDATA_PREFIX"] = ocr.data
    try:
        told = subprocess.run(
            [ocr.program, picture, "stdout", "-l", ocr.languages, "--psm", "3", "tsv"],
            capture_output=True,
            timeout=PER_PAGE,
            check=True,
            env=environment,
        )
    except subprocess.SubprocessError as error:
        raise ValueError(str(error)) from error
    return _words(told.stdout.decode("utf-8", "replace"))


def _words(tsv: str) -> list[Word]:
    found: dict[tuple[int, int, int], list[tuple[float, Word]]] = {}
    for row in csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5" or not (row.get("text") or "").strip():
            continue
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        left, top = int(row["left"]), int(row["top"])
        word = Word(row["text"].strip(), left, top, left + int(row["width"]), top + int(row["height"]), line)
        found.setdefault(line, []).append((float(row["conf"]), word))
    kept: list[Word] = []
    for line_words in found.values():
        if sum(sure for sure, _ in line_words) >= SURE_LINE * len(line_words):
            kept += [word for sure, word in line_words if sure >= SURE]
    return kept
