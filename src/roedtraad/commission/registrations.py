"""Where terms of reference join the house: the pages of a policy and a matter, the start page, what would hang loose."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.registries import (
    Consequence,
    PolicyFact,
    ToDo,
    consequences,
    estates,
    heirs_take,
    matter_links,
    menu,
    policy_facts,
    to_do,
)
from roedtraad.core.together import Part, Row

from . import estate
from .models import ExternalProject, Step, TermsBody, TermsOfReference
from .permissions import may_write

SOON = 30  # days ahead in which the next step is shown on the start page
MOST = 500  # steps looked at
ORDERS = 5  # with steps that have passed, shown at once
LONG_AGO = 365  # days: a plan that old is tidied up one day, and pushes nothing of today aside

menu.under("policies:list", "/kommissorium/")  # who ordered the policies, and with whom they are carried out


def ordered_by(policy: int) -> list[PolicyFact]:
    """The terms of reference that ordered the policy, the newest first, and the external projects under it. One query."""
    columns = ("is_project", "pk", "title")
    terms = TermsOfReference.objects.filter(policy=policy).annotate(is_project=Value(0)).order_by()
    projects = ExternalProject.objects.filter(policy=policy).annotate(is_project=Value(1)).order_by()
    rows = list(terms.values_list(*columns).union(projects.values_list(*columns), all=True))
    rows.sort(key=lambda row: (row[0], row[1] if row[0] else -row[1]))
    return [
        PolicyFact(_("External project"), title, reverse("commission:project", args=[pk]))
        if is_project
        else PolicyFact(_("Ordered by"), Truncator(title).chars(90), reverse("commission:terms", args=[pk]))
        for is_project, pk, title in rows
    ]


def beside_the_policies(_none: int) -> list[PolicyFact]:
    return [
        PolicyFact(_("Who ordered them:"), _("Terms of reference"), reverse("commission:list")),
        PolicyFact(_("With partners outside:"), _("External projects"), reverse("commission:projects")),
    ]


policy_facts.add("policy", ordered_by)
policy_facts.add("list", beside_the_policies)


def terms_of_matter(matter: int, user: Any) -> Part:
    """The terms of reference that the matter is about."""

    def say(rows: Sequence[Row]) -> list[tuple[str, str]]:
        return [(_("See the terms of reference"), reverse("commission:terms", args=[row.pk])) for row in rows]

    return Part(TermsOfReference.objects.filter(matter=matter), say)


matter_links.add("matter", terms_of_matter)


def steps_waiting(user: Any) -> list[ToDo]:
    """For whoever writes terms of reference: steps whose time has passed, one line for each order; and the next one,
    where it is near. One query."""
    if not may_write.given(user):
        return []
    today = timezone.localdate()
    near = today + datetime.timedelta(days=SOON)
    steps = (
        Step.objects.in_work()
        .open()
        .filter(when_earliest__lte=near)
        .select_related("terms", "body")
        .by_date()
    )
    late: dict[int, list[Step]] = {}
    ahead: dict[int, Step] = {}
    for step in steps[:MOST]:
        if _last_day(step) < today:
            late.setdefault(step.terms_id, []).append(step)
        else:
            ahead.setdefault(step.terms_id, step)
    first = sorted(late.values(), key=lambda each: min(_last_day(step) for step in each))
    return [*(_late(each, today) for each in first[:ORDERS]), *(_next(step) for step in ahead.values())]


def _last_day(step: Step) -> datetime.date:
    return step.when.latest if step.when else datetime.date.max


def _late(steps: list[Step], today: datetime.date) -> ToDo:
    since = min(_last_day(step) for step in steps)
    title = ngettext(
        "A step of the process plan has passed and is not marked as done",
        "%(n)s steps of the process plan have passed and are not marked as done",
        len(steps),
    )
    return ToDo(
        when=since if (today - since).days <= LONG_AGO else None,
        title=title % {"n": len(steps)},
        reason=_("“%(terms)s”. Mark what has been done, or write when it is to be.")
        % {"terms": Truncator(steps[0].terms.title).chars(90)},
        button=_("See the process plan"),
        url=reverse("commission:terms", args=[steps[0].terms_id]) + "#procesplan",
    )


def _next(step: Step) -> ToDo:
    when = step.when
    words = when.danish() if when else ""
    who = str(step.body or step.body_name)
    return ToDo(
        when=when.latest if when else None,
        title=Truncator(step.text).chars(110),
        reason=" ".join(
            filter(
                None,
                (
                    _("The next step of “%(terms)s”: %(when)s.")
                    % {"terms": Truncator(step.terms.title).chars(80), "when": words},
                    f"{who}." if who else "",
                ),
            )
        ),
        button=_("See the step"),
        url=reverse("commission:terms", args=[step.terms_id]) + "#procesplan",
    )


to_do.add("commission", steps_waiting)


def what_orders(policies: Sequence[int]) -> list[Consequence]:
    """Terms of reference and external projects that would name a policy that is not there."""
    keys = list(policies)
    terms = list(TermsOfReference.objects.filter(policy__in=keys).values_list("pk", flat=True))
    projects = list(ExternalProject.objects.filter(policy__in=keys).values_list("pk", flat=True))
    found = []
    if terms:
        words = ngettext(
            "%(n)s set of terms of reference orders it",
            "%(n)s sets of terms of reference order it",
            len(terms),
        )
        url = reverse("commission:terms", args=[terms[0]])
        found.append(Consequence("commission.terms", words % {"n": len(terms)}, url))
    if projects:
        words = ngettext(
            "%(n)s external project belongs to it", "%(n)s external projects belong to it", len(projects)
        )
        url = reverse("commission:project", args=[projects[0]])
        found.append(Consequence("commission.project", words % {"n": len(projects)}, url))
    return found


def where_it_works(bodies: Sequence[int]) -> list[Consequence]:
    """Terms of reference in which a body has a part or a step."""
    keys = list(bodies)
    terms = set(TermsBody.objects.filter(body__in=keys).values_list("terms", flat=True))
    terms |= set(Step.objects.filter(body__in=keys).values_list("terms", flat=True))
    if not terms:
        return []
    words = ngettext(
        "it works under %(n)s set of terms of reference",
        "it works under %(n)s sets of terms of reference",
        len(terms),
    )
    url = reverse("commission:terms", args=[min(terms)])
    return [Consequence("commission.terms", words % {"n": len(terms)}, url)]


consequences.add("policies.policy", what_orders)
consequences.add("organisation.body", where_it_works)
estates.add("commission", estate.estate_of)
for kind, take in estate.TAKERS.items():
    heirs_take.add(kind, take)
