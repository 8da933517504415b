"""Recorded answers of the real StatBank, laid beside the played tables: read where they lie, never copied."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .tables import Figure, PlayedTable


def recorded_tables(folder: Path) -> list[PlayedTable]:
    """The tables whose information was recorded there (table_info_NAME.json, table_info_NAME_da.json).

    The figures that were recorded are told (data_*.json); every other combination is missing.
    """
    found = []
    for path in sorted(folder.glob("table_info_*_da.json")):
        english = path.with_name(path.name.replace("_da", ""))
        about = {"da": _json(path)}
        if english.is_file():
            about["en"] = _json(english)
        sums = {v["id"]: v["values"][0]["id"] for v in about["da"]["variables"] if v["elimination"]}
        known = _figures(folder, about["da"]["id"], sums)

        def figure(codes: Any, known: Any = known, sums: Any = sums) -> Figure:
            return known.get(frozenset(each for each in codes.items() if each not in sums.items()), "..")

        found.append(PlayedTable(about, figure, dict(sums)))
    return found


def _figures(folder: Path, table: str, sums: dict[str, str]) -> dict[frozenset[tuple[str, str]], float]:
    """{the codes that are no totals: the figure} of answers of one cell each."""
    found = {}
    for path in sorted(folder.glob("data_*.json")):
        told = _json(path)["dataset"]
        about = told["dimension"]
        if told["extension"]["px"]["tableid"] != table or len(told["value"]) != 1:
            continue
        codes = {code: next(iter(about[code]["category"]["index"])) for code in about["id"]}
        codes.pop("ContentsCode", None)
        found[frozenset(each for each in codes.items() if each not in sums.items())] = float(told["value"][0])
    return found


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8-sig"))
