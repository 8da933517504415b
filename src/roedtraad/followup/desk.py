"""Where somebody reports: signed in, or through the personal link of a mail. The same pages, under other addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Cycle, PersonalLink


@dataclass(frozen=True)
class Desk:
    """One person's place in one cycle. `link` None: the person is signed in, and may go anywhere from here."""

    user: Any  # the one who is signed in, or whose link it is
    cycle: Cycle
    link: PersonalLink | None = None

    @property
    def frame(self) -> str:
        """The template that a page of this desk extends."""
        return "followup/link/frame.html" if self.link else "core/base.html"

    @property
    def mine(self) -> str:
        """All of my goals, to sign off."""
        return (
            reverse("followup:answers", args=[self.link.pk])
            if self.link
            else reverse("followup:mine", args=[self.cycle.pk])
        )

    def goal(self, pk: int) -> str:
        return (
            reverse("followup:answer", args=[self.link.pk, pk])
            if self.link
            else reverse("followup:check_in", args=[self.cycle.pk, pk])
        )

    def attach(self, pk: int) -> str:
        """Where evidence for the goal is sent to."""
        return (
            reverse("followup:answer_attach", args=[self.link.pk, pk])
            if self.link
            else reverse("followup:attach", args=[self.cycle.pk, pk])
        )

    def attachment(self, pk: int) -> str:
        return (
            reverse("followup:answer_attachment", args=[self.link.pk, pk])
            if self.link
            else reverse("followup:attachment", args=[pk])
        )

    @property
    def note(self) -> str:
        """What stands on the record beside what was done from here."""
        return _("through the personal link in a mail") if self.link else ""
