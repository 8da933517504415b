"""What a drawing holds, read back from its SVG: marks by their class, words with the room that they take."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from roedtraad.writing.charts.lettering import DESCENT, width

SPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Words:
    text: str
    css: str
    size: float
    left: float
    right: float
    top: float
    bottom: float

    def touches(self, other: "Words") -> bool:
        slack = 0.3  # coordinates are written with one decimal
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )


class Drawing:
    def __init__(self, svg: str):
        self.source = svg
        self.root = ElementTree.fromstring(svg)
        self.box = [float(part) for part in self.root.get("viewBox").split()]

    def marks(self, css: str) -> list[ElementTree.Element]:
        """Every element that has the class `rt-chart__css`."""
        return [one for one in self.root.iter() if f"rt-chart__{css}" in (one.get("class") or "").split()]

    def words(self, css: str = "") -> list[Words]:
        found = []
        for one in self.root.iter(f"{SPACE}text"):
            name = one.get("class").removeprefix("rt-chart__")
            if css and name != css:
                continue
            size, x, y = (float(one.get(key)) for key in ("font-size", "x", "y"))
            weight = int(one.get("font-weight", 400))
            wide = width(one.text or "", size, weight)
            left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
            # Letters of a line: from the height of a digit or capital to what hangs below.
            found.append(
                Words(one.text or "", name, size, left, left + wide, y - 0.72 * size, y + DESCENT * size)
            )
        return found

    @property
    def title(self) -> str:
        return self.root.findtext(f"{SPACE}title")

    @property
    def desc(self) -> str:
        return self.root.findtext(f"{SPACE}desc")

    def runs(self, css: str = "line") -> list[list[tuple[float, float]]]:
        """The stretches of a line that is lifted between them."""
        paths = [one.get("d") for one in self.marks(css) if one.tag == f"{SPACE}path"]
        return [
            [tuple(map(float, pair.split())) for pair in part.split("L")]
            for d in paths
            for part in d.split("M")[1:]
        ]

    def level(self, css: str) -> list[float]:
        """The heights of level rules of that class."""
        return [
            float(y)
            for one in self.marks(css)
            for y in re.findall(r"M[-\d.]+ ([-\d.]+)H", one.get("d") or "")
        ]

    def coordinates(self) -> list[tuple[float, float]]:
        """Every corner of everything that is drawn."""
        found = []
        for one in self.root.iter():
            get = one.get
            if one.tag == f"{SPACE}rect":
                x, y = float(get("x")), float(get("y"))
                found += [(x, y), (x + float(get("width")), y + float(get("height")))]
            elif one.tag == f"{SPACE}circle":
                x, y, r = float(get("cx")), float(get("cy")), float(get("r"))
                found += [(x - r, y - r), (x + r, y + r)]
            elif one.tag == f"{SPACE}path":
                found += path_points(get("d"))
        found += [(each.left, each.top) for each in self.words()]
        found += [(each.right, each.bottom) for each in self.words()]
        return found

    def outside(self, slack: float = 0.6) -> list[tuple[float, float]]:
        left, top, wide, high = self.box
        return [
            (x, y)
            for x, y in self.coordinates()
            if not (left - slack <= x <= left + wide + slack and top - slack <= y <= top + high + slack)
        ]


def path_points(d: str) -> list[tuple[float, float]]:
    x = y = 0.0
    found = []
    for command, numbers in re.findall(r"([MLHVlZ])([^MLHVlZ]*)", d):
        values = [float(n) for n in re.findall(r"-?[\d.]+", numbers)]
        if command in "ML":
            x, y = values
        elif command == "l":
            x, y = x + values[0], y + values[1]
        elif command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        found.append((x, y))
    return found
