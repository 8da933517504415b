"""Every page that needs no choice opens on Fjordby's data, for everybody one can be."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from roedtraad import example
from roedtraad.core import tenancy
from roedtraad.core.models import User
from roedtraad.followup.models import Cycle
from roedtraad.intake.models import SourceDocument
from roedtraad.matters.models import Matter
from roedtraad.plans.models import Goal, Plan
from roedtraad.policies.models import Edition, Policy
from roedtraad.status.models import StatusReport

WITHOUT = [
    "workspace:start",
    "policies:list",
    "plans:index",
    "followup:index",
    "status:index",
    "matters:list",
    "matters:dispatches",
    "intake:list",
    "intake:upload",
    "organisation:index",
]
WITH = [
    ("policies:policy", Policy),
    ("policies:edition", Edition),
    ("plans:plan", Plan),
    ("plans:goal", Goal),
    ("followup:cycle", Cycle),
    ("status:report", StatusReport),
    ("matters:matter", Matter),
    ("intake:review", SourceDocument),
]


@pytest.fixture
def pages(built):
    """The addresses of all of them."""
    found = [reverse(name) for name in WITHOUT]
    found += [reverse(name, args=[row.pk]) for name, model in WITH for row in model.objects.all()]
    cycle = Cycle.objects.get(snapshot=None)
    return found + [reverse("followup:check_in", args=[cycle.pk, goal.pk]) for goal in Goal.objects.all()]


@pytest.mark.parametrize(("email", "role"), [(email, role) for email, _password, role in example.sign_ins()])
def test_every_page_opens_or_says_who_may(pages, email, role):
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    with tenancy.outside():
        answers = {page: client.get(page).status_code for page in pages}
    expected = {200} if role.startswith("Politikkoordinator") else {200, 403}
    assert {page: code for page, code in answers.items() if code not in expected} == {}
