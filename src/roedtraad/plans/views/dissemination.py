"""The pages of dissemination: coverage of units, telling of a discussion, giving help; and what one takes to a meeting."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from roedtraad.core.forms import seen_version
from roedtraad.plans import actions
from roedtraad.plans.enums import Company, PlanState
from roedtraad.plans.forms import DiscussionForm, HelpForm
from roedtraad.plans.handouts import DECKS, deck, poster, told_of
from roedtraad.plans.models import Discussion, Plan
from roedtraad.plans.permissions import may_help, may_tell_of_discussions
from roedtraad.plans.queries import coverage_page
from roedtraad.plans.words import coverage_headline
from roedtraad.writing.slides import to_pptx

from .files import PDF, PPTX, as_file
from .saving import form_methods, save
from .units import crumbs_of, of_plan


@require_safe
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=pk)
    page = coverage_page(plan, request.user)
    is_open = plan.state != PlanState.CLOSED
    return render(
        request,
        "plans/coverage.html",
        {
            "plan": plan,
            "page": page,
            "headline": coverage_headline(page),
            "companies": Company.choices,
            "mine": {
                line.unit.pk
                for line in page.lines
                if is_open and may_tell_of_discussions.given(request.user, line.unit)
            },
            "may_help": {each.pk for each in page.waiting if may_help.given(request.user, each)},
            "crumbs": [
                (plan.title, reverse("plans:plan", args=[pk])),
                (_("Who has talked about it"), ""),
            ],
        },
    )


@form_methods
def tell_of_discussion(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    plan, unit = of_plan(pk, unit_pk)
    may_tell_of_discussions.demand(request.user, unit)
    form = DiscussionForm(request.POST or None)
    return save(
        request,
        form,
        lambda: actions.tell_of_discussion(unit, by=request.user, plan=plan, **form.cleaned_data),
        None,
        {},
        back=reverse("plans:coverage", args=[pk]),
        title=_("%(unit)s has talked about the policy") % {"unit": unit.name},
        crumbs=crumbs_of(plan, unit, _("A discussion")),
    )


@form_methods
def give_help(request: HttpRequest, pk: int) -> HttpResponse:
    discussion = get_object_or_404(Discussion.objects.select_related("plan", "unit"), pk=pk)
    may_help.demand(request.user, discussion)
    form = HelpForm(request.POST or None)
    return save(
        request,
        form,
        lambda: actions.give_help(
            discussion, by=request.user, seen_version=seen_version(request), text=form.cleaned_data["text"]
        ),
        discussion,
        {},
        back=reverse("plans:coverage", args=[discussion.plan_id]),
        title=_("%(unit)s asks: %(words)s") % {"unit": discussion.unit.name, "words": discussion.help_asked},
        crumbs=crumbs_of(discussion.plan, discussion.unit, _("Help")),
    )


@require_safe
def handout(request: HttpRequest, pk: int, unit_pk: int, what: str) -> HttpResponse:
    """The page for the wall, or the slides for one of the meetings."""
    plan, unit = of_plan(pk, unit_pk)
    told = told_of(plan, unit.pk, unit.name)
    if what == "plakat":
        return as_file(poster(told), PDF, f"{unit.name} plakat", "pdf")
    if what in DECKS:
        slides = deck(told, Company(what))
        return as_file(to_pptx(slides), PPTX, f"{unit.name} {Company(what).label}", "pptx")
    raise Http404
