"""The page on which a plan's questions are worded."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.forms import carried_out
from roedtraad.followup import actions
from roedtraad.followup.models import Template
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.question_forms import QuestionsForm
from roedtraad.followup.questions import of_template
from roedtraad.plans.models import Plan

from .common import form_methods


@form_methods
def template(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    may_run_cycles.demand(request.user, plan)
    thing = Template.objects.filter(plan=plan).first() or Template(plan=plan)
    thing.plan = plan
    form = QuestionsForm(request.POST or None, template=thing)
    if request.method == "POST" and carried_out(form, actions.word_questions, thing, by=request.user):
        messages.success(request, _("From now on the questions are asked like this."))
        return redirect("followup:template", plan.pk)
    questions = of_template(thing)
    return render(
        request,
        "followup/template.html",
        {
            "plan": plan,
            "form": form,
            "questions": questions,
            "crumbs": [
                (_("Follow-up"), reverse("followup:index")),
                (plan.title, reverse("plans:plan", args=[plan.pk])),
                (_("Questions"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )
