"""Where figures come from: a table of StatBank Denmark asked on its days, a spreadsheet whose layout is remembered."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from roedtraad.core.actions import Versioned
from roedtraad.core.tenancy import TenantModel
from roedtraad.indicators.enums import FileKind, FileState, QueryState, Schedule

from .definition import Indicator


class SourceQuery(TenantModel, Versioned):
    """A StatBank table and what is taken of it, for one indicator; when it is asked, and what came of it last."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="queries")
    table = models.CharField(_("table"), max_length=20)
    table_title = models.CharField(max_length=300, blank=True)
    selection = models.JSONField(
        default=dict, help_text="figures.statbank.Selection.as_json: what is asked, and its labels"
    )
    schedule = models.CharField(_("how often"), max_length=10, choices=Schedule, default=Schedule.MONTHLY)
    state = models.CharField(max_length=8, choices=QueryState, default=QueryState.ACTIVE)
    next_run = models.DateField(null=True, blank=True)
    last_run = models.DateTimeField(null=True, blank=True)
    last_result = models.CharField(max_length=300, blank=True)
    trouble = models.TextField(blank=True)
    table_updated = models.DateTimeField(
        null=True, blank=True, help_text="when the source last changed what was fetched"
    )

    class Meta:
        verbose_name = _("query")
        verbose_name_plural = _("queries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.table_title}".strip()


class SheetTemplate(TenantModel, Versioned):
    """Where in a spreadsheet the figures of an indicator stand, remembered for the next one like it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="sheet_templates")
    name = models.CharField(_("name"), max_length=120)
    layout = models.JSONField(default=dict)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("remembered layout")
        verbose_name_plural = _("remembered layouts")
        ordering = ["-used_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class FigureFile(TenantModel, Versioned):
    """A file with figures on its way in. Its content is thrown away when it has been taken in or dropped."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=8, choices=FileKind, default=FileKind.SHEET)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    # Bytes, so that what it holds never stands in the record of what was done; empty once the file is done with.
    content = models.BinaryField(default=b"")
    layout = models.JSONField(default=dict, help_text="which cells are figures, as proposed or chosen")
    state = models.CharField(max_length=8, choices=FileState, default=FileState.READ)
    received_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("file of figures")
        verbose_name_plural = _("files of figures")
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.name
