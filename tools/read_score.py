"""How well the reader reads the project's own documents: ``make read-score``.

Every document of yardstick/documents is read in this process and compared with its gold in yardstick/gold; tables
follow per document, format, kind and type. What the figures mean is told in tools/scoring.py.

    python -m tools.read_score [--min 0.9] [--missing b07] [--seeds DIR]

``--seeds DIR`` scores another set the same way: DIR holds documents/ and gold/, or, as the shared yardstick does,
seeds/ and yardstick/seeds/. A document goes with the gold whose name its own begins with.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from roedtraad.reading import Unreadable, read
from tools.scoring import TYPES, Score, choices, compare

OWN = Path(__file__).resolve().parents[1] / "yardstick"
FOLDERS = (("documents", "gold"), ("seeds", "yardstick/seeds"))


@dataclass(slots=True)
class Scored:
    """A document that was read and compared; `refusal` says why it could not be read."""

    name: str
    format: str
    kind: str
    score: Score
    refusal: str = ""


def pairs(folder: Path) -> list[tuple[Path, Path]]:
    """The documents of a set, each with its gold."""
    for documents, golds in FOLDERS:
        if (folder / documents).is_dir() and (folder / golds).is_dir():
            break
    else:
        raise FileNotFoundError(
            f"{folder} holds neither documents/ and gold/ nor seeds/ and yardstick/seeds/"
        )
    found = []
    for gold in sorted((folder / golds).glob("*.json")):
        named = [
            path
            for path in sorted((folder / documents).iterdir())
            if path.stem == gold.stem or path.name.startswith(gold.stem + "_")
        ]
        if len(named) != 1:
            raise FileNotFoundError(f"{gold} goes with {len(named)} documents, not with one")
        found.append((named[0], gold))
    return found


def reading_of(document: Path) -> tuple[dict[str, Any], str]:
    """The reading in the published format, and why there is none."""
    try:
        return read(document.read_bytes(), document.name).to_json(), ""
    except Unreadable as error:
        return {}, error.sentence("en")


def score_set(folder: Path, only: str | None = None) -> list[Scored]:
    scored = []
    for document, gold_path in pairs(folder):
        if only and gold_path.stem != only:
            continue
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        reading, refusal = reading_of(document)
        kind = str(choices(gold["kind"])[0])
        score = compare(gold, reading)
        scored.append(Scored(gold_path.stem, document.suffix.lstrip("."), kind, score, refusal))
    return scored


def overall(scored: Iterable[Scored]) -> float:
    """The mean over the documents; one that could not be read counts 0."""
    return mean(one.score.overall for one in scored)


def figures(score: Score, number: float) -> str:
    return f"{number:>8.3f}{score.parents!s:>9}{score.all_attributes!s:>12}{score.header!s:>8}{len(score.leaks):>7}"


def by_document(scored: list[Scored]) -> str:
    lines = [f"{'document':<24}{'overall':>8}{'parents':>9}{'attributes':>12}{'header':>8}{'leaks':>7}"]
    for one in scored:
        wrong = ", ".join(one.score.header_wrong)
        told = one.refusal or (f"header wrong: {wrong}" if wrong else "")
        lines.append(f"{one.name:<24}{figures(one.score, one.score.overall)}  {told}".rstrip())
    return "\n".join(lines)


def by_group(scored: list[Scored], label: str, group: Callable[[Scored], str]) -> str:
    lines = [
        f"{label:<22}{'n':>2}{'overall':>8}{'parents':>9}{'attributes':>12}{'header':>8}{'leaks':>7}",
    ]
    for name in sorted({group(one) for one in scored}):
        those = [one for one in scored if group(one) == name]
        whole = Score.pooled(one.score for one in those)
        lines.append(f"{name:<22}{len(those):>2}{figures(whole, overall(those))}")
    return "\n".join(lines)


def by_type(whole: Score) -> str:
    lines = [f"{'type':<24}{'gold':>6}{'read':>6}{'matched':>8}{'F1':>8}"]
    for name in [*TYPES, *sorted(set(whole.types) - set(TYPES))]:
        tally = whole.types.get(name)
        if tally and tally.gold + tally.read:
            told = f"{tally.f1:>8.3f}" if tally.gold else "  spurious"
            lines.append(f"{name:<24}{tally.gold:>6}{tally.read:>6}{tally.matched:>8}{told}")
    return "\n".join(lines)


def by_attribute(whole: Score) -> str:
    return "\n".join(
        f"{name:<24}{share.right:>6} of {share.of:<5}{share!s:>8}"
        for name, share in sorted(whole.attributes.items())
    )


def differences(score: Score) -> str:
    """What was missed and what was spurious, and the leaks."""
    lines = []
    for label, elements in (("missed", score.missed), ("spurious", score.spurious)):
        lines += [
            f"{label:<10}{element['type']:<18}{' '.join(element['text'].split())[:140]}"
            for element in elements
        ]
    lines += [f"{'leak':<10}{'':<18}{' '.join(text.split())[:140]}" for text in score.leaks]
    lines += [f"{'header':<10}{name}" for name in score.header_wrong]
    return "\n".join(lines) or "nothing missed, nothing spurious"


def report(scored: list[Scored]) -> str:
    whole = Score.pooled(one.score for one in scored)
    tables = (
        by_document(scored),
        by_group(scored, "format", lambda one: one.format),
        by_group(scored, "kind", lambda one: one.kind),
        by_type(whole),
        "attributes\n" + by_attribute(whole),
        f"{'overall':<24}{figures(whole, overall(scored))}   mean of {len(scored)} documents",
    )
    return "\n\n".join(tables)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0; 1 below --min or with a leak where --min is given; 2 nothing to score."""
    parser = argparse.ArgumentParser(
        prog="read_score", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--min", type=float, metavar="X", help="exit 1 below this overall figure, or on a leak"
    )
    parser.add_argument(
        "--missing", metavar="NAME", help="list what was missed and spurious in this document"
    )
    parser.add_argument("--seeds", type=Path, default=OWN, metavar="DIR", help="another set")
    options = parser.parse_args(arguments)
    try:
        scored = score_set(options.seeds, options.missing)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    if not scored:
        print(f"there is no {options.missing or 'gold'} in {options.seeds}", file=sys.stderr)
        return 2
    if options.missing:
        print(*filter(None, (scored[0].refusal, differences(scored[0].score))), sep="\n")
    else:
        print(report(scored))
    if options.min is None:
        return 0
    leaks = sum(len(one.score.leaks) for one in scored)
    return 1 if leaks or overall(scored) < options.min else 0


if __name__ == "__main__":
    sys.exit(main())
