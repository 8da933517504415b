"""Policies in the frame, and what hangs on a policy when somebody wants it gone."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roedtraad.core.registries import (
    Consequence,
    MenuEntry,
    consequences,
    estates,
    heirs_take,
    matter_links,
    menu,
    refusals,
)

from .estate import estate_of, take_policy
from .models import PolicyRelation
from .queries import subjects_of
from .rules import why_not_correct_decision

menu.add(MenuEntry(10, _("Policies"), "policies:list", "/politikker/"))


def relations_left_loose(keys: Sequence[int]) -> list[Consequence]:
    count = PolicyRelation.objects.filter(other__in=list(keys)).exclude(policy__in=list(keys)).count()
    if not count:
        return []
    words = ngettext("%(n)d policy names it", "%(n)d policies name it", count) % {"n": count}
    return [Consequence("policies.relation", words, reverse("policies:policy", args=[keys[0]]))]


consequences.add("policies.policy", relations_left_loose)
matter_links.add("subject", subjects_of)
refusals.add("matters.correct_decision", why_not_correct_decision)
estates.add("policies", estate_of)
heirs_take.add("policies.policy.body", take_policy)
