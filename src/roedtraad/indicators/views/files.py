"""Figures from a spreadsheet or a survey: bring, choose cells on the grid, look, take in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.core.forms import say_refusal
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.figures import FigureError
from roedtraad.figures.sheets import Book, Layout, Template
from roedtraad.indicators import actions, files
from roedtraad.indicators.charting import language
from roedtraad.indicators.enums import FileKind, FileState
from roedtraad.indicators.figures import WHOLE
from roedtraad.indicators.forms.files import (
    COLUMNS,
    ENDINGS,
    ROWS,
    AcceptForm,
    ColumnsForm,
    FileForm,
    LayoutForm,
    MeaningForm,
    SurveyForm,
)
from roedtraad.indicators.models import FigureFile, SheetTemplate
from roedtraad.indicators.permissions import may_write_figures
from roedtraad.measures.periods import first_day

from .common import crumbs_of, form_methods, page_of, the_indicator
from .figures import said_of

LINES = 20  # series that a preview shows
FIRST = 8  # rows of a survey that are shown over its columns


@form_methods
def bring(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A file for an indicator: a spreadsheet of figures, or the answers to a survey."""
    thing = the_indicator(pk)
    may_write_figures.demand(request.user, thing)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.receive(thing, file.name, file.read(), kind, by=request.user)
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            return redirect("indicators:file", made.pk)
    return render(
        request,
        "indicators/bring.html",
        {
            "indicator": thing,
            "form": form,
            "kind": kind,
            "endings": ENDINGS,
            "limit": settings.UPLOAD_LIMIT,
            "waiting": FigureFile.objects.filter(indicator=thing, state=FileState.READ)
            .defer("content")
            .first(),
            "templates": SheetTemplate.objects.filter(indicator=thing) if kind == FileKind.SHEET else [],
            "crumbs": crumbs_of(thing, _("Survey") if kind == FileKind.SURVEY else _("Spreadsheet")),
        },
        status=422 if request.method == "POST" else 200,
    )


@form_methods
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file gives, and what is in the way. POST lays it out anew, or takes it in."""
    thing = get_object_or_404(FigureFile.objects.select_related("indicator__owner"), pk=pk)
    may_write_figures.demand(request.user, thing)
    if thing.state != FileState.READ:
        return render(
            request,
            "indicators/file_ended.html",
            {"file": thing, "indicator": thing.indicator, "crumbs": crumbs_of(thing.indicator, thing.name)},
        )
    book = files.unpacked(bytes(thing.content))
    if request.method == "POST" and request.POST.get("do") == "accept":
        return _accept(request, thing, book)
    return _page(request, thing, book)


def _page(
    request: HttpRequest, thing: FigureFile, book: Book, refusal: Refused | None = None
) -> HttpResponse:
    data = request.POST if request.method == "POST" and refusal is None else None
    survey = thing.kind == FileKind.SURVEY
    reading = files.read(thing, language())
    columns = _columns(request, thing, book) if survey else None
    if columns is not None and columns.is_bound:
        if columns.is_valid():
            fresh = actions.lay_out_file(
                thing, by=request.user, layout=_with_columns(thing, book, columns.columns())
            )
            return redirect("indicators:file", fresh.pk)
        data = None
    lay_out: Any = None
    if not survey:
        lay_out = LayoutForm(data, book=book, indicator=thing.indicator, layout=thing.layout)
    elif reading.cube is not None:
        lay_out = SurveyForm(data, cube=reading.cube, initial=thing.layout)
    meaning = None
    if reading.cube is not None:
        meaning = MeaningForm(
            data if data and "m-form" in data else None,
            cube=reading.cube, indicator=thing.indicator, meaning=thing.layout["meaning"],
        )  # fmt: skip
    if (
        data is not None
        and lay_out is not None
        and lay_out.is_valid()
        and (meaning is None or not meaning.is_bound or meaning.is_valid())
    ):
        actions.lay_out_file(thing, by=request.user, layout=_chosen(thing, lay_out, meaning))
        return redirect("indicators:file", thing.pk)
    return render(
        request,
        "indicators/file.html",
        {
            "file": thing,
            "indicator": thing.indicator,
            "survey": survey,
            "form": lay_out,
            "columns": columns,
            "grid": _survey_grid(book) if survey else _grid(lay_out),
            "reading": reading,
            "meaning": meaning,
            "preview": _preview(thing, reading),
            "accept": AcceptForm(initial={"remember": thing.layout.get("remembered", "")}),
            "refusal": refusal,
            "crumbs": crumbs_of(thing.indicator, thing.name),
        },
        status=422 if request.method == "POST" else 200,
    )


def _columns(request: HttpRequest, thing: FigureFile, book: Book) -> ColumnsForm:
    data = request.POST if request.method == "POST" and request.POST.get("do") == "columns" else None
    return ColumnsForm(data, columns=files.columns_of(book, thing.layout))


def _with_columns(thing: FigureFile, book: Book, columns: list[str]) -> dict[str, Any]:
    """The layout with what the columns are; what was chosen of questions and answers stays where they are still there."""
    layout = thing.layout | {"columns": columns}
    try:
        cube = files.counted(files.survey_of(book, layout))
    except FigureError:
        cube = None
    if cube is None:
        return layout | {"question": "", "answers": [], "meaning": {}}
    codes = {each.code: {category.code for category in each.categories} for each in cube.dimensions}
    return layout | {
        "question": layout["question"] if layout["question"] in codes.get("question", ()) else "",
        "answers": [code for code in layout["answers"] if code in codes["answer"]],
        "meaning": files.default_meaning(cube),
    }


def _survey_grid(book: Book) -> dict[str, Any]:
    """The survey's first rows as they stand."""
    grid = book.grids[0]
    wide = min(grid.width, COLUMNS)
    rows = [[grid.at(row, n).text for n in range(wide)] for row in range(min(len(grid.rows), FIRST))]
    return {"rows": rows, "more": max(0, len(grid.rows) - FIRST)}


def _chosen(thing: FigureFile, lay_out: Any, meaning: Any) -> dict[str, Any]:
    """The layout as the forms say; what was said of categories that are still there is kept."""
    said = (
        meaning.meaning(thing.layout["meaning"])
        if meaning is not None and meaning.is_bound
        else thing.layout["meaning"]
    )
    if thing.kind == FileKind.SURVEY:
        cleaned = lay_out.cleaned_data
        return thing.layout | {
            "question": cleaned.get("question", ""),
            "answers": cleaned["answers"],
            "meaning": said,
        }
    layout = lay_out.layout()
    probe = FigureFile(
        indicator=thing.indicator, kind=thing.kind, content=thing.content, layout=layout | {"meaning": {}}
    )
    read = files.read(probe, language())
    usual = files.default_meaning(read.cube) if read.cube is not None else {}
    for name, known in said.items() if meaning is not None and meaning.is_bound else ():
        usual.get(name, {}).update(
            {code: word for code, word in known.items() if code in usual.get(name, {})}
        )
    return layout | {"meaning": usual or said, "remembered": thing.layout.get("remembered", "")}


def _accept(request: HttpRequest, thing: FigureFile, book: Book) -> HttpResponse:
    reading = files.read(thing, language())
    form = AcceptForm(request.POST)
    try:
        landed = actions.accept_file(
            thing, by=request.user, figures=[] if reading.blocking else reading.figures,
            remember=form.cleaned_data["remember"] if form.is_valid() else "",
        )  # fmt: skip
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(request, thing, book, refusal)
    messages.success(request, said_of(landed))
    return redirect(page_of(thing.indicator))


def _grid(form: LayoutForm) -> dict[str, Any]:
    """The file's first rows, each cell with what it is taken for."""
    template: Template = form.template
    across = template.layout is Layout.ACROSS
    roles = [form.initial.get(f"c{column}", "") for column in range(min(form.grid.width, COLUMNS))]
    top = max(0, template.header - 4)
    rows = []
    for number in range(top, min(len(form.grid.rows), top + ROWS)):
        cells = []
        for column in range(len(roles)):
            cell = form.grid.at(number, column)
            role = roles[column] or ("figure" if across and number > template.header else "")
            if number < template.header:
                role = ""
            elif number == template.header:
                role = "header"
            cells.append((cell.text, role if cell else ""))
        rows.append((number + 1, cells))
    return {"rows": rows, "more": max(0, len(form.grid.rows) - top - ROWS), "wide": form.grid.width > COLUMNS}


def _preview(thing: FigureFile, reading: files.Reading) -> dict[str, Any]:
    starts = sorted({figure.start for figure in reading.figures})[-8:]
    lines: dict[Any, dict[Any, Any]] = {}
    names: dict[Any, str] = {}
    units = files.unit_names(reading.figures)
    for figure in reading.figures:
        lines.setdefault(figure.whose.key, {})[figure.start] = figure.settled(thing.indicator.unit)
        whose = [units.get(figure.whose.unit or 0, ""), *figure.whose.dims.values()]
        names[figure.whose.key] = ", ".join(filter(None, whose)) or _("The whole municipality")
    return {
        "periods": [thing.indicator.period(start).label(language(), short=True) for start in starts if _fits(thing, start)],
        "lines": [(names[key], [held.get(start) for start in starts if _fits(thing, start)]) for key, held in sorted(lines.items(), key=lambda line: line[0] != WHOLE.key)[:LINES]],
        "more": max(0, len(lines) - LINES),
        "count": len(reading.figures),
    }  # fmt: skip


def _fits(thing: FigureFile, start: Any) -> bool:
    return first_day(thing.indicator.beat, start) == start


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(FigureFile.objects.select_related("indicator"), pk=pk)
    actions.drop_file(thing, by=request.user)
    messages.success(request, _("The file is thrown away. Nothing of it is kept."))
    return redirect(page_of(thing.indicator))


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(SheetTemplate.objects.select_related("indicator"), pk=pk)
    indicator = thing.indicator
    actions.forget_layout(thing, by=request.user)
    messages.success(request, _("The layout is forgotten."))
    return redirect(page_of(indicator))
