"""A file with figures: kept while somebody looks at it, its layout proposed or remembered, its cells as figures.

A layout is plain data: for a spreadsheet {"template": Template.as_json, "period": key or "", "meaning": Meaning}; for a survey
{"question": code, "answers": [codes], "meaning": Meaning, "columns": [role]}, the last only where somebody has said what the
columns are. `Meaning` says of every category of every dimension whose figure
it is: {dimension: {category: whole | part | skip | numerator | denominator | unit:<key>}}.
"""

from __future__ import annotations

import datetime
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from roedtraad.figures import Cube, FigureError, Observation, State
from roedtraad.figures.sheets import Book, Proposal, Template, propose, read_apart, take
from roedtraad.figures.sheets import Measure as SheetMeasure
from roedtraad.figures.surveys import ColumnRole, Survey, guess_roles, header_row, read_survey
from roedtraad.indicators.enums import FileKind, UnitOfMeasure
from roedtraad.indicators.figures import WHOLE, Figure, Whose
from roedtraad.indicators.models import FigureFile, Indicator, SheetTemplate
from roedtraad.measures.periods import Period, PeriodError
from roedtraad.organisation.models import Unit

Meaning = dict[str, dict[str, str]]
TOTALS = frozenset(
    "i alt|ialt|alle|total|hele kommunen|kommunen|kommunen i alt|samlet|gennemsnit|all".split("|")
)
MEASURES = {UnitOfMeasure.PERCENT: SheetMeasure.PERCENT, UnitOfMeasure.NUMBER: SheetMeasure.COUNT}


def packed(book: Book) -> bytes:
    return zlib.compress(json.dumps(book.as_json(), ensure_ascii=False).encode())


def unpacked(content: bytes) -> Book:
    return Book.from_json(json.loads(zlib.decompress(content)))


def opened(data: bytes, name: str) -> Book:
    """The file as grids of cells, read in a process with limits. FigureError."""
    return read_apart(data, name)


def first_layout(indicator: Indicator, book: Book, kind: str) -> dict[str, Any]:
    """How the file probably lies: as a remembered layout says if it fits, else as it looks. FigureError for no figures."""
    if kind == FileKind.SURVEY:
        try:
            cube = counted(read_survey(book))
        except FigureError as error:
            if error.code != "no-survey":
                raise
            cube = None  # its headers tell nothing that we know: somebody can say what they are
        return {"question": "", "answers": [], "meaning": default_meaning(cube) if cube else {}}
    for kept in SheetTemplate.objects.filter(indicator=indicator):
        template = Template.from_json(kept.layout["template"])
        taken = take(book, template)
        if taken.cube is not None:
            meaning = default_meaning(taken.cube)
            for name, known in kept.layout["meaning"].items():
                meaning.get(name, {}).update(
                    {code: said for code, said in known.items() if code in meaning.get(name, {})}
                )
            return {
                "template": kept.layout["template"],
                "period": "",
                "meaning": meaning,
                "remembered": kept.name,
            }
    proposals = propose(book)
    if not proposals:
        raise FigureError("no-figures", sheet=book.grids[0].name or book.name if book.grids else book.name)
    return layout_of(indicator, book, proposals[0])


def layout_of(indicator: Indicator, book: Book, proposal: Proposal) -> dict[str, Any]:
    template = fitting(proposal.template, indicator)
    period = proposal.period.key if proposal.period else ""
    layout = {"template": template.as_json(), "period": period, "meaning": {}}
    taken = take(book, template, period=proposal.period)
    return layout | {"meaning": default_meaning(taken.cube) if taken.cube else {}}


def fitting(template: Template, indicator: Indicator) -> Template:
    """The template, with what the indicator says of its figures. Counts of a share are counts all the same."""
    measure = MEASURES.get(UnitOfMeasure(indicator.unit), SheetMeasure.NUMBER)
    if indicator.is_share and template.measure is SheetMeasure.COUNT:
        measure = SheetMeasure.COUNT
    return replace(template, measure=measure, rhythm=indicator.beat)


def default_meaning(cube: Cube) -> Meaning:
    """Whose each category probably is: a word for all is the whole, a unit's name the unit, anything else a part."""
    units = {unit.name.casefold(): unit.pk for unit in Unit.objects.filter(ends__isnull=True)}
    found: Meaning = {}
    for number, dimension in enumerate(cube.dimensions):
        if number == cube.time_place or dimension.code in ("question", "answer"):
            continue
        lonely = len(dimension.categories) == 1
        said = {}
        for category in dimension.categories:
            word = " ".join(category.label.split()).casefold()
            if word in units:
                said[category.code] = f"unit:{units[word]}"
            else:
                said[category.code] = "whole" if lonely or word in TOTALS else "part"
        found[dimension.code] = said
    return found


@dataclass(frozen=True)
class Reading:
    """A file read by its layout: the figures it gives, or what is in the way; and what is to be known."""

    figures: Sequence[Figure]
    blocking: Sequence[str]
    remarks: Sequence[str]
    cube: Cube | None
    cells: int = 0


def read(file: FigureFile, language: str) -> Reading:
    """The figures of a file by its layout, every fault as a sentence."""
    book = unpacked(bytes(file.content))
    indicator, layout = file.indicator, file.layout
    if file.kind == FileKind.SURVEY:
        try:
            return _survey(indicator, survey_of(book, layout), layout, language)
        except FigureError as error:
            return Reading([], [error.sentence(language)], [], None)
    try:
        period = Period.parse(layout["period"], indicator.beat) if layout.get("period") else None
    except PeriodError as error:
        return Reading([], [str(error)], [], None)
    taken = take(book, Template.from_json(layout["template"]), period=period)
    blocking = [fault.sentence(language) for fault in taken.faults if fault.blocking]
    remarks = [fault.sentence(language) for fault in taken.faults if not fault.blocking]
    figures = list(figures_of(taken.cube, layout["meaning"])) if taken.cube else []
    return Reading(figures, blocking, remarks, taken.cube, taken.cells)


def figures_of(cube: Cube, meaning: Meaning) -> Iterator[Figure]:
    """The cells as figures. Categories that are numerator and denominator of one another become one figure."""
    pairs: dict[tuple[Any, datetime.date], dict[str, Observation]] = {}
    wanted: dict[tuple[Any, datetime.date], Whose] = {}
    for cell in cube:
        said = _said(cube, cell, meaning)
        if said is None or cell.period is None:
            continue
        whose, role = said
        key = (whose.key, cell.period.start)
        pairs.setdefault(key, {})[role] = cell
        wanted[key] = whose
    for key, cells in pairs.items():
        yield _figure(key[1], wanted[key], cells)


def _said(cube: Cube, cell: Observation, meaning: Meaning) -> tuple[Whose, str] | None:
    unit: int | None = None
    dims: dict[str, str] = {}
    role = "value"
    for number, (code, dimension) in enumerate(zip(cell.codes, cube.dimensions, strict=True)):
        if number == cube.time_place:
            continue
        said = meaning.get(dimension.code, {}).get(code, "part" if len(dimension.categories) > 1 else "whole")
        if said == "skip":
            return None
        if said.startswith("unit:"):
            unit = int(said[5:])
        elif said in ("numerator", "denominator"):
            role = said
        elif said == "part":
            dims[dimension.label] = dimension.categories[dimension.places[code]].label
    return (Whose(unit=unit, dims=dims) if unit or dims else WHOLE), role


def _figure(start: datetime.date, whose: Whose, cells: dict[str, Observation]) -> Figure:
    hidden = any(cell.state is State.SUPPRESSED for cell in cells.values())
    value, part, whole = (cells.get(role) for role in ("value", "numerator", "denominator"))
    return Figure(
        start,
        value.value if value else None,
        part.value if part else None,
        whole.value if whole else None,
        provisional=any(cell.provisional for cell in cells.values()),
        hidden=hidden,
        whose=whose,
    )


def unit_names(figures: Iterable[Figure]) -> dict[int, str]:
    """The names of the units that figures are of. One query."""
    keys = {figure.whose.unit for figure in figures if figure.whose.unit}
    return dict(Unit.objects.filter(pk__in=keys).values_list("pk", "name"))


# ---------------------------------------------------------------- surveys


def survey_of(book: Book, layout: dict[str, Any]) -> Survey:
    """The survey by what the headers tell, or by what somebody has said of the columns. FigureError."""
    roles = [ColumnRole(role) for role in layout.get("columns", ())]
    return read_survey(book, roles=roles or None)


def columns_of(book: Book, layout: dict[str, Any]) -> list[tuple[str, str]]:
    """(header, role) of each column of a survey: as somebody has said, else as the header tells."""
    grid = book.grids[0]
    header = header_row(grid)
    headers = [grid.at(header, n).text for n in range(grid.width)]
    said = layout.get("columns") or [role.value for role in guess_roles(headers)]
    return [
        (headers[n] or _("Column %(n)s") % {"n": n + 1}, role) for n, role in enumerate(said[: grid.width])
    ]


def counted(survey: Survey) -> Cube | None:
    """The cube that answers are counted in; percentages where the file tells no counts."""
    return survey.counts or survey.percents


def _survey(indicator: Indicator, survey: Survey, layout: dict[str, Any], language: str) -> Reading:
    blocking = [fault.sentence(language) for fault in survey.faults if fault.blocking]
    remarks = [fault.sentence(language) for fault in survey.faults if not fault.blocking]
    cube = counted(survey)
    if cube is None or blocking or not layout["answers"]:
        return Reading([], blocking, remarks, cube)
    figures = list(answers_of(survey, cube, layout))
    return Reading(figures, blocking, remarks, cube, len(figures))


def answers_of(survey: Survey, cube: Cube, layout: dict[str, Any]) -> Iterator[Figure]:
    """For each group and period: how many gave one of the chosen answers, of how many who answered the question.

    Of percentages without counts the chosen ones are added, and nothing can be protected. Where the file splits everything,
    the whole is the groups together.
    """
    groups: dict[Any, list[tuple[bool, Observation]]] = {}
    wanted: dict[Any, Whose] = {}
    names = {dimension.code: number for number, dimension in enumerate(cube.dimensions)}
    question, answer = names.get("question"), names["answer"]
    asked = _respondents(survey, layout)
    answered: dict[Any, float] = {}
    meaning = layout["meaning"] | {
        name: dict.fromkeys((category.code for category in cube.dimensions[at].categories), "whole")
        for name, at in names.items()
        if name in ("question", "answer")
    }
    for cell in cube:
        if cell.period is None or (question is not None and cell.codes[question] != layout["question"]):
            continue
        said = _said(cube, cell, meaning)
        if said is None:
            continue
        key = (said[0].key, cell.period.start)
        groups.setdefault(key, []).append((cell.codes[answer] in layout["answers"], cell))
        wanted[key] = said[0]
        group = frozenset(
            (dimension.code, code)
            for dimension, code in zip(cube.dimensions, cell.codes, strict=True)
            if dimension.code != "answer"
        )
        if group in asked:
            answered[key] = asked[group]
    found = [
        _share_of(key[1], wanted[key], cells, survey.counts is not None, answered.get(key))
        for key, cells in groups.items()
    ]
    yield from found
    yield from _together(found)


def _respondents(survey: Survey, layout: dict[str, Any]) -> dict[frozenset[tuple[str, str]], float]:
    """How many answered, by group and period, where the file tells it."""
    if survey.respondents is None:
        return {}
    dimensions = survey.respondents.dimensions
    found = {}
    for cell in survey.respondents:
        if cell.value is not None:
            group = [(dimension.code, code) for dimension, code in zip(dimensions, cell.codes, strict=True)]
            if all(name != "question" for name, _code in group) and layout["question"]:
                group.append(("question", layout["question"]))
            found[frozenset(group)] = cell.value
    return found


def _together(found: Sequence[Figure]) -> Iterator[Figure]:
    """The whole of the periods in which every group told its two numbers, and nobody told the whole."""
    by_period: dict[datetime.date, list[Figure]] = {}
    for figure in found:
        by_period.setdefault(figure.start, []).append(figure)
    for start, figures in by_period.items():
        if any(figure.whose == WHOLE for figure in figures):
            continue
        parts = [figure.numerator for figure in figures if figure.numerator is not None]
        wholes = [figure.denominator for figure in figures if figure.denominator is not None]
        if len(parts) == len(wholes) == len(figures):
            yield Figure(start, None, sum(parts), sum(wholes))


def _share_of(
    start: datetime.date,
    whose: Whose,
    cells: Iterable[tuple[bool, Observation]],
    are_counts: bool,
    answered: float | None,
) -> Figure:
    rows = list(cells)
    if any(cell.state is State.SUPPRESSED for _chosen, cell in rows):
        return Figure(start, hidden=True, whose=whose)
    some = [cell.value for chosen, cell in rows if chosen and cell.value is not None]
    every = [cell.value for _chosen, cell in rows if cell.value is not None]
    if not every:
        return Figure(start, whose=whose)
    if not are_counts:
        return Figure(start, sum(some), whose=whose)
    return Figure(start, None, sum(some), answered if answered is not None else sum(every), whose=whose)
