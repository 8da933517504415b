"""What the played StatBank answers to each question, in the shapes and with the refusals of the real one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

from .tables import Figure, PlayedTable

MAX_CELLS = 1_000_000
FORMATS = ("JSONSTAT", "CSV", "BULK")


class Refusal(Exception):
    """(status, their code, message in their manner)."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(code, message)
        self.code, self.message, self.status = code, message, status


def values_of(variable: Mapping[str, Any], asked: Sequence[str]) -> list[str]:
    """The ids that are meant: ids, '*', '2024*', '(1)', '(-n+5)', '>=2015<=2020'. Refusal for one that is not there."""
    ids = [str(value["id"]) for value in variable["values"]]
    found: list[str] = []
    for word in asked:
        if hit := re.fullmatch(r"\((\d+)\)", word):
            found += ids[-int(hit[1]) :][:1]
        elif hit := re.fullmatch(r"\(-n\+(\d+)\)", word):
            found += ids[-int(hit[1]) :]
        elif hit := re.fullmatch(r"(?:>=([^<]+))?(?:<=(.+))?", word):
            first, last = hit[1] or ids[0], hit[2] or ids[-1]
            found += [each for each in ids if first <= each <= last]
        elif "*" in word:
            found += [each for each in ids if fnmatchcase(each, word)]
        elif word.upper() in [each.upper() for each in ids]:
            found += [each for each in ids if each.upper() == word.upper()]
        else:
            raise Refusal("EXTRACT-NOTFOUND", f"Værdien blev ikke fundet: {word} ({variable['id']})")
    if variable["time"]:
        return [each for each in ids if each in found]
    return list(dict.fromkeys(found))


class Extract:
    """One answer of DATA: the chosen values of each variable, and the figures row by row."""

    def __init__(self, table: PlayedTable, question: Mapping[str, Any], language: str) -> None:
        self.table, self.info = table, table.info(language)
        self.format = str(question.get("format") or "").upper()
        if self.format not in FORMATS:
            raise Refusal("REQUEST-MISSING", "Format ikke angivet, eller ikke gyldigt.")
        asked = {str(v["code"]).casefold(): list(v["values"]) for v in question.get("variables") or ()}
        known = {v["id"].casefold() for v in self.info["variables"]}
        for code in asked:
            if code not in known:
                raise Refusal("EXTRACT-NOTFOUND", f"Variablen blev ikke fundet: {code}")
        self.left_out: list[dict[str, Any]] = []
        self.chosen: dict[str, list[str]] = {}
        for variable in self.info["variables"]:
            words = asked.get(variable["id"].casefold())
            if words is None and variable["time"] and self.format != "BULK":
                words = ["(1)"]
            if words is None and (self.format == "BULK" or not variable["elimination"]):
                raise Refusal("EXTRACT-NOTALLOWED", f"Der skal vælges værdier for variabel: {variable['id']}")
            if words is None:
                self.left_out.append(variable)
            else:
                self.chosen[variable["id"]] = values_of(variable, words)
        rows = math.prod(len(ids) for ids in self.chosen.values())
        cells = rows * (len(self.chosen) + 1)
        if self.format != "BULK" and cells > MAX_CELLS:
            told = f"{cells:,}".replace(",", ".")
            raise Refusal(
                "REQUEST-LIMIT",
                f"Forespørgslen på op mod {told} celler er over begrænsningen på 1.000.000 celler for denne filtype.",
            )
        self.shows_codes = str(question.get("valuePresentation") or "Default").casefold() == "code"

    def _figure(self, codes: dict[str, str]) -> Figure:
        """With what was left out summed: by its value for all, or over its values."""
        if not self.left_out:
            return self.table.figure(codes)
        ways = []
        for variable in self.left_out:
            total = self.table.sums.get(variable["id"])
            ways.append([total] if total else [v["id"] for v in variable["values"]])
        figures = [
            self.table.figure({**codes, **dict(zip((v["id"] for v in self.left_out), way, strict=True))})
            for way in product(*ways)
        ]
        numbers = [each for each in figures if isinstance(each, float | int)]
        return sum(numbers) if numbers else figures[0]

    def rows(self) -> Iterator[tuple[tuple[str, ...], Figure]]:
        names = list(self.chosen)
        for codes in product(*self.chosen.values()):
            yield codes, self._figure(dict(zip(names, codes, strict=True)))

    def csv(self, language: str) -> Iterator[str]:
        """Lines. BULK leaves out what has no row; CSV writes 0 for it, as suppressedDataValue says."""
        labels = {v["id"]: {x["id"]: x["text"] for x in v["values"]} for v in self.info["variables"]}
        names = list(self.chosen)
        yield "\ufeff" + ";".join([*(name.upper() for name in names), "INDHOLD"]) + "\r\n"
        for codes, figure in self.rows():
            if figure is None:
                if self.format == "BULK":
                    continue
                figure = 0.0
            cells = codes if self.shows_codes else [labels[n][c] for n, c in zip(names, codes, strict=True)]
            yield ";".join([*cells, written(figure, language)]) + "\r\n"

    def jsonstat(self, language: str) -> dict[str, Any]:
        """The older shape, with what is counted as a dimension of its own before time."""
        info, dimension = self.info, {}
        by_id = {v["id"]: v for v in info["variables"]}
        time = next(v["id"] for v in info["variables"] if v["time"])
        contents = {
            "label": "Indhold" if language == "da" else "Contents",
            "category": {
                "index": {info["id"]: 0},
                "label": {info["id"]: info["text"]},
                "unit": {info["id"]: {"base": info["unit"], "decimals": 0}},
            },
        }
        ids: list[str] = []
        for code, chosen in self.chosen.items():
            if code == time:
                dimension["ContentsCode"] = contents
                ids.append("ContentsCode")
            ids.append(code)
            texts = {x["id"]: x["text"] for x in by_id[code]["values"]}
            dimension[code] = {
                "label": by_id[code]["text"],
                "category": {
                    "index": {each: n for n, each in enumerate(chosen)},
                    "label": {each: texts[each] for each in chosen},
                },
            }
        values: list[float | None] = []
        for _codes, figure in self.rows():
            values.append(None if isinstance(figure, str) else 0 if figure is None else figure)
        about: dict[str, Any] = {
            **dimension,
            "id": ids,
            "size": [1 if each == "ContentsCode" else len(self.chosen[each]) for each in ids],
            "role": {"metric": ["ContentsCode"], "time": [time]},
        }
        return {
            "dataset": {
                "dimension": about,
                "label": info["description"],
                "source": "Danmarks Statistik" if language == "da" else "Statistics Denmark",
                "updated": info["updated"] + "Z",
                "value": values,
                "extension": {"px": {"tableid": info["id"], "decimals": 0}},
            }
        }


def written(figure: float | str, language: str) -> str:
    if isinstance(figure, str):
        return figure
    text = str(int(figure)) if float(figure).is_integer() else str(figure)
    return text.replace(".", ",") if language == "da" else text
