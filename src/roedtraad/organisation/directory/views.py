"""The pages of the directory: bring the file, see what it would change, take the chosen in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from roedtraad.core.reasons import Refused
from roedtraad.organisation.enums import DifferenceKind, DirectoryState
from roedtraad.organisation.models import DirectoryFile
from roedtraad.organisation.permissions import may_keep_organisation

from . import taking
from .columns import KEYS, NEEDED
from .words import COLUMN_WORDS, fault

ENDINGS = ".csv,.xlsx,.txt"
SHOWN_FAULTS = 20


class FileForm(forms.Form):
    """The file from the personnel system."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), a line for each person or unit, with headers."),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Export the directory again."),
        },
        widget=forms.ClearableFileInput(attrs={"accept": ENDINGS}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("%(name)s is too large. Export only the units and columns that are needed.")
                % {"name": file.name}
            )
        return file


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    may_keep_organisation.demand(request.user)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = taking.receive(file.name, file.read(), by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", str(reason))
        else:
            return redirect("organisation:directory_file", pk=made.pk)
    context = {
        "form": form,
        "endings": ENDINGS,
        "limit": settings.UPLOAD_LIMIT,
        "waiting": DirectoryFile.objects.filter(state=DirectoryState.READ).defer("table").first(),
        "earlier": [
            (each, _outcome(each))
            for each in DirectoryFile.objects.exclude(state=DirectoryState.READ).defer("table")[:10]
        ],
        "columns": [COLUMN_WORDS[key] for key in KEYS],
    }
    return render(request, "organisation/directory.html", context, status=400 if form.errors else 200)


def _file(request: HttpRequest, pk: int) -> DirectoryFile:
    may_keep_organisation.demand(request.user)
    file: DirectoryFile = get_object_or_404(DirectoryFile, pk=pk)
    return file


@require_http_methods(["GET"])
def differences(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _file(request, pk))


def _page(request: HttpRequest, file: DirectoryFile, reasons: Any = (), status: int = 200) -> HttpResponse:
    if file.state != DirectoryState.READ:
        return render(
            request,
            "organisation/directory_ended.html",
            {"file": file, "outcome": _outcome(file)},
            status=status,
        )
    comparison, faults = taking.difference(file)
    groups = [
        (kind.label, [each for each in found if each.chosen], [each for each in found if not each.chosen])
        for kind, found in comparison.by_kind()
    ]
    headers = file.rows[0]
    samples = [
        next((row[place] for row in file.rows[1:50] if row[place]), "") for place in range(len(headers))
    ]
    context = {
        "file": file,
        "groups": groups,
        "total": len(comparison.differences),
        "chosen": sum(each.chosen for each in comparison.differences),
        "only_here": comparison.only_here,
        "faults": [fault(each) for each in faults[:SHOWN_FAULTS]],
        "more_faults": max(0, len(faults) - SHOWN_FAULTS),
        "columns": list(zip(headers, samples, file.columns, strict=True)),
        "choices": [(key, COLUMN_WORDS[key]) for key in KEYS],
        "lines": len(file.rows) - 1,
        "unknown": not set(NEEDED) & set(file.columns),
        "reasons": reasons,
    }
    return render(request, "organisation/directory_differences.html", context, status=status)


@require_POST
def name_columns(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    columns = [request.POST.get(f"column-{place}", "") for place in range(len(file.columns))]
    try:
        taking.name_columns(file, by=request.user, columns=columns)
    except Refused as refused:
        return _page(request, file, refused.reasons, 422)
    return redirect("organisation:directory_file", pk=pk)


@require_POST
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    try:
        taking.take_in(file, by=request.user, keys=request.POST.getlist("take"))
    except Refused as refused:
        file.refresh_from_db()
        return _page(request, file, refused.reasons, 422)
    count = sum(file.outcome.values())
    messages.success(
        request,
        ngettext("%(n)d difference has been taken in.", "%(n)d differences have been taken in.", count)
        % {"n": count},
    )
    return redirect("organisation:directory_file", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    try:
        taking.drop(file, by=request.user)
    except Refused as refused:
        return _page(request, file, refused.reasons, 422)
    messages.success(request, _("%(name)s has been thrown away. Nothing was changed.") % {"name": file.name})
    return redirect("organisation:directory")


def _outcome(file: DirectoryFile) -> list[tuple[Any, int]]:
    return [(kind.label, file.outcome[kind]) for kind in DifferenceKind if file.outcome.get(kind)]
