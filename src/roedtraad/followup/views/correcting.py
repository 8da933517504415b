"""A correction of what has been signed off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.forms import say_refusal
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.forms import CheckInForm, CorrectionForm
from roedtraad.followup.models import CheckIn
from roedtraad.followup.permissions import may_sign_off
from roedtraad.followup.questions import Questions, questions_of

from .common import form_methods


@form_methods
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    wrong: CheckIn = get_object_or_404(
        CheckIn.objects.select_related("cycle", "goal__owner__deputy", "goal__plan"), pk=pk
    )
    if not wrong.is_signed:
        raise Http404
    may_sign_off.demand(request.user, wrong)
    goal, cycle_ = wrong.goal, wrong.cycle
    questions = Questions(
        questions_of(goal.plan_id).own
    )  # in the plan's words, and none left out: they were answered
    form = CorrectionForm(request.POST or None, initial=CheckInForm.initial_of(wrong), questions=questions)
    if request.method == "POST" and form.is_valid() and not form.ask_for_what_is_missing():
        try:
            actions.correct_check_in(wrong, by=request.user, **form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("The correction is signed off. The first answer stays on record."))
            return redirect("followup:check_in", cycle_.pk, goal.pk)
    return render(
        request,
        "followup/correct.html",
        {
            "form": form,
            "goal": goal,
            "cycle": cycle_,
            "crumbs": [
                (cycle_.title, reverse("followup:cycle", args=[cycle_.pk])),
                (goal.title, reverse("followup:check_in", args=[cycle_.pk, goal.pk])),
                (_("Correct"), ""),
            ],
        },
        status=422 if request.method == "POST" else 200,
    )
