"""Which cells of a file are figures, and whose they are; asked on the file's own grid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.figures import Cube
from roedtraad.figures.sheets import Book, Grid, Layout, Template
from roedtraad.figures.sheets.template import form_of, header_of
from roedtraad.figures.surveys import ColumnRole
from roedtraad.indicators.models import Indicator
from roedtraad.language import sort_key
from roedtraad.measures.periods import Period, PeriodError
from roedtraad.organisation.models import Unit

COLUMNS = 20  # columns that are asked about
ROWS = 30  # rows that are shown
CATEGORIES = 80  # categories of a dimension that are asked about; of more, what is proposed stands
ENDINGS = ".xlsx,.csv,.txt"


class FileForm(forms.Form):
    """The file from whoever counts."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV. Only counted figures: never a row for each child."),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("%(name)s is too large. Keep only the sheet with the figures.") % {"name": file.name}
            )
        return file


class LayoutForm(forms.Form):
    """How the table lies: a choice over each column of the grid, and what cannot be seen from it."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    across = forms.TypedChoiceField(
        label=gettext_lazy("Where do the periods stand?"),
        coerce=lambda value: value == "1",
        choices=[("0", gettext_lazy("down, a row each")), ("1", gettext_lazy("across, a column each"))],
        widget=forms.RadioSelect,
    )
    header = forms.IntegerField(label=gettext_lazy("Row with the headers"), min_value=1, max_value=50_000)
    period = forms.CharField(
        label=gettext_lazy("Or all of the file is of one period"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For example 2024, “2. kvartal 2024” or 2023/24."),
    )
    shares = forms.BooleanField(label=gettext_lazy("0.25 means 25 per cent"), required=False)
    dash = forms.ChoiceField(
        label=gettext_lazy("A dash means"),
        required=False,
        choices=[
            ("", gettext_lazy("there is none")),
            ("zero", gettext_lazy("zero")),
            ("missing", gettext_lazy("not counted")),
        ],
    )

    def __init__(self, *args: Any, book: Book, indicator: Indicator, layout: dict[str, Any], **kwargs: Any):
        self.template = Template.from_json(layout["template"])
        self.book, self.indicator = book, indicator
        grid = book.grid(self.template.sheet) or book.grids[0]
        self.grid: Grid = grid
        kwargs["initial"] = self._initial(layout)
        super().__init__(*args, **kwargs)
        if len(book.grids) > 1:
            self.fields["sheet"].choices = [(each.name, each.name) for each in book.grids]  # type: ignore[attr-defined]
        else:
            del self.fields["sheet"]
        for column in range(min(grid.width, COLUMNS)):
            self.fields[f"c{column}"] = forms.ChoiceField(
                label=_("Column %(name)s") % {"name": header_of(grid, self.template.header, column)},
                required=False,
                choices=[
                    ("", _("left out")),
                    ("period", _("period")),
                    ("label", _("divides")),
                    ("figure", _("figures")),
                ],
            )

    def _initial(self, layout: dict[str, Any]) -> dict[str, Any]:
        template = self.template
        across = template.layout is Layout.ACROSS
        start: dict[str, Any] = {
            "sheet": self.grid.name,
            "across": "1" if across else "0",
            "header": template.header + 1,
            "period": layout.get("period", ""),
            "shares": template.scale == 100,
            "dash": template.dash,
        }
        known = {form_of(name): "label" for name in template.labels}
        if not across:
            known |= {form_of(name): "figure" for name in template.series}
            if template.period:
                known[form_of(template.period)] = "period"
        for column in range(min(self.grid.width, COLUMNS)):
            header = header_of(self.grid, template.header, column)
            start[f"c{column}"] = known.get(
                form_of(header), "figure" if across and _is_period(header) else ""
            )
        return start

    @property
    def columns(self) -> list[Any]:
        return [self[name] for name in self.fields if name[0] == "c" and name[1:].isdigit()]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in self.fields if not (name[0] == "c" and name[1:].isdigit())]

    def clean_period(self) -> str:
        text: str = self.cleaned_data["period"].strip()
        if not text:
            return ""
        try:
            return Period.parse(text, self.indicator.beat).key
        except PeriodError:
            raise forms.ValidationError(
                _("That is no period that the indicator is counted in. It is counted %(rhythm)s.")
                % {"rhythm": self.indicator.get_rhythm_display()}
            )

    def layout(self) -> dict[str, Any]:
        """The layout that was chosen; whose the figures are is asked when they can be read."""
        cleaned = self.cleaned_data
        grid = self.book.grid(cleaned.get("sheet") or self.template.sheet) or self.grid
        header = cleaned["header"] - 1
        roles: dict[str, list[str]] = {"period": [], "label": [], "figure": []}
        for column in range(min(grid.width, COLUMNS)):
            role = cleaned.get(f"c{column}", "")
            if role:
                roles[role].append(header_of(grid, header, column))
        kind = Layout.ACROSS if cleaned["across"] else Layout.DOWN
        if kind is Layout.DOWN and (roles["label"] or not roles["period"]):
            kind = Layout.LONG
        template = replace(
            self.template,
            layout=kind,
            sheet=grid.name,
            header=header,
            period="" if kind is Layout.ACROSS else next(iter(roles["period"]), ""),
            labels=tuple(roles["label"]) if kind is not Layout.DOWN else (),
            series=() if kind is Layout.ACROSS else tuple(roles["figure"]),
            scale=100 if cleaned["shares"] else 1,
            dash=cleaned["dash"],
        )
        return {"template": template.as_json(), "period": cleaned["period"]}


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodError:
        return False
    return True


class MeaningForm(forms.Form):
    """Whose the figures are: for each category of what they are divided by."""

    def __init__(self, *args: Any, cube: Cube, indicator: Indicator, meaning: dict[str, Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.groups: list[tuple[str, list[str]]] = []
        self.keys: dict[str, tuple[str, str]] = {}
        units = [
            (f"unit:{unit.pk}", unit.name)
            for unit in sorted(Unit.objects.filter(ends__isnull=True), key=lambda unit: sort_key(unit.name))
        ]
        for number, dimension in enumerate(cube.dimensions):
            if number == cube.time_place or dimension.code in ("question", "answer"):
                continue
            if len(dimension.categories) > CATEGORIES:
                continue
            names = []
            for at, category in enumerate(dimension.categories):
                name = f"m{number}-{at}"
                self.keys[name] = (dimension.code, category.code)
                self.fields[name] = forms.ChoiceField(
                    label=category.label,
                    choices=[*_choices(category.label, indicator), (_("A unit"), units)]
                    if units
                    else _choices(category.label, indicator),
                    initial=meaning.get(dimension.code, {}).get(category.code, "part"),
                )
                names.append(name)
            self.groups.append((dimension.label, names))

    @property
    def grouped(self) -> list[tuple[str, list[Any]]]:
        return [(label, [self[name] for name in names]) for label, names in self.groups]

    def meaning(self, before: dict[str, Any]) -> dict[str, Any]:
        found = {name: dict(said) for name, said in before.items()}
        for name, (dimension, category) in self.keys.items():
            found.setdefault(dimension, {})[category] = self.cleaned_data[name]
        return found


def _choices(label: str, indicator: Indicator) -> list[Any]:
    rows = [
        ("whole", _("The whole municipality")),
        ("part", _("A part: %(label)s") % {"label": label}),
        ("skip", _("Leave out")),
    ]
    if indicator.denominator_words or indicator.is_share:
        rows += [("numerator", _("The part of a share")), ("denominator", _("All, of which the share is"))]
    return rows


class SurveyForm(forms.Form):
    """Of which question, and which answers count."""

    question = forms.ChoiceField(label=gettext_lazy("Question"))
    answers = forms.MultipleChoiceField(
        label=gettext_lazy("Answers that count"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The share of those who gave one of these, of all who answered the question."),
        error_messages={"required": gettext_lazy("Choose at least one answer.")},
    )

    def __init__(self, *args: Any, cube: Cube, **kwargs: Any):
        super().__init__(*args, **kwargs)
        by_code = {dimension.code: dimension for dimension in cube.dimensions}
        if "question" in by_code:
            self.fields["question"].choices = [  # type: ignore[attr-defined]
                (each.code, each.label) for each in by_code["question"].categories
            ]
        else:
            del self.fields["question"]
        self.fields["answers"].choices = [(each.code, each.label) for each in by_code["answer"].categories]  # type: ignore[attr-defined]


ROLES = [
    (ColumnRole.NONE, gettext_lazy("left out")),
    (ColumnRole.PERIOD, gettext_lazy("period")),
    (ColumnRole.QUESTION, gettext_lazy("question")),
    (ColumnRole.ANSWER, gettext_lazy("answer")),
    (ColumnRole.GRADE, gettext_lazy("grade")),
    (ColumnRole.SEX, gettext_lazy("sex")),
    (ColumnRole.SCHOOL, gettext_lazy("school")),
    (ColumnRole.COUNT, gettext_lazy("how many gave the answer")),
    (ColumnRole.PERCENT, gettext_lazy("the share that gave the answer")),
    (ColumnRole.RESPONDENTS, gettext_lazy("how many answered")),
    (ColumnRole.VALUE, gettext_lazy("an answer, with figures below it")),
]
ONCE = (
    ColumnRole.PERIOD,
    ColumnRole.QUESTION,
    ColumnRole.ANSWER,
    ColumnRole.GRADE,
    ColumnRole.SEX,
    ColumnRole.SCHOOL,
)


class ColumnsForm(forms.Form):
    """What each column of a survey says, where its header does not tell, or tells it wrong."""

    def __init__(self, *args: Any, columns: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.count = len(columns)
        for number, (header, role) in enumerate(columns[:COLUMNS]):
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=header, required=False, choices=ROLES, initial=role
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        said = list(cleaned.values())
        for role in ONCE:
            if said.count(role) > 1:
                name = next(str(words) for each, words in ROLES if each == role)
                raise forms.ValidationError(
                    _("Two columns cannot both be “%(role)s”. Choose one.") % {"role": name}
                )
        return cleaned

    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"c{number}", "") for number in range(self.count)]


class AcceptForm(forms.Form):
    remember = forms.CharField(
        label=gettext_lazy("Remember the layout as"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Next year's file is then laid out by itself, though columns have moved."),
    )
