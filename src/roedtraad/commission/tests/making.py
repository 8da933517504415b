"""Things for tests, made through the actions."""

from __future__ import annotations

from typing import Any

from roedtraad.commission import actions, projects, steps
from roedtraad.commission.models import ExternalProject, Step, TermsOfReference
from roedtraad.core.actions import SYSTEM
from roedtraad.core.tenancy import current
from roedtraad.language.dates import FuzzyDate
from roedtraad.policies.models import Policy


def make_terms(title: str = "Kommissorium for fritidspolitikken", **more: Any) -> TermsOfReference:
    policy = more.pop("policy", None) or Policy.objects.create(title=f"Politik: {title}", is_stub=True)
    return actions.create_terms(policy, by=SYSTEM, title=title, **more)


def make_step(terms: TermsOfReference, text: str = "Borgermøde", when: str = "", **more: Any) -> Step:
    return steps.add_step(terms, by=SYSTEM, text=text, when=FuzzyDate.parse(when) if when else None, **more)


def adopt(terms: TermsOfReference) -> TermsOfReference:
    return actions.record_adoption(
        terms, by=SYSTEM, adopted_on=None, adopted_words="marts 2026", adopted_body="Fritidsudvalget",
        evidence="Referat, punkt 4",
    )  # fmt: skip


def make_project(title: str = "Flere på banen", **more: Any) -> ExternalProject:
    more = {"partner": "Kystlandsfonden"} | more
    return projects.add_external_project(current(), by=SYSTEM, title=title, **more)
