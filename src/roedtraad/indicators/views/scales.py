"""How far a goal without figures was attained: the levels, the start, the score."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.days import long_day
from roedtraad.indicators import actions
from roedtraad.indicators.charting import language
from roedtraad.indicators.enums import ScaleState
from roedtraad.indicators.forms.scales import EditScaleForm, ScaleForm, ScoreForm
from roedtraad.indicators.models import Scale
from roedtraad.indicators.permissions import may_read_indicators, may_write_scale
from roedtraad.indicators.queries.scales import attained
from roedtraad.indicators.rules import why_not_start_scale
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import thread_line
from roedtraad.plans.wording import wording_of
from roedtraad.writing import charts

from .common import form_methods, save


def _back(thing: Any) -> str:
    goal = thing.goal_id if isinstance(thing, Scale) else thing.pk
    return reverse("indicators:attainment", args=[goal])


def _crumbs(goal: Goal, here: str) -> list[tuple[str, str]]:
    return [
        (goal.title, reverse("plans:goal", args=[goal.pk])),
        (_("Goal attainment"), _back(goal)),
        (here, ""),
    ]


@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """How far was the goal attained, against what was expected before work began?"""
    thing = get_object_or_404(
        Goal.objects.select_related("plan__policy", "focus_area", "decision__matter"), pk=pk
    )
    may_read_indicators.demand(request.user, thing)
    page = attained(thing)
    may_write = may_write_scale.given(request.user, thing)
    return render(
        request,
        "indicators/attainment.html",
        {
            "goal": thing,
            "page": page,
            "line": thread_line(thing, wording_of(thing.plan.policy_id), here_is_link=True),
            "scales": [_shown(scale, may_write) for scale in page.scales],
            "may_write": may_write,
        },
    )


def _shown(scale: Scale, may_write: bool) -> dict[str, Any]:
    chart = charts.Attainment(
        scale.title,
        tuple(words or "–" for _level, _name, words in scale.levels),  # type: ignore[arg-type]
        now=scale.score,
        now_label=long_day(scale.scored_on) if scale.scored_on else "",
        language=language(),
    )
    return {
        "scale": scale,
        "drawn": mark_safe(charts.screen(chart, f"g{scale.pk}")),  # noqa: S308 (our own drawing)
        "why_not": why_not_start_scale(scale) if scale.state == ScaleState.WRITTEN else [],
        "may_edit": may_write and scale.state == ScaleState.WRITTEN,
        "may_score": may_write and scale.state == ScaleState.STARTED,
    }


@form_methods
def new(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Goal.objects.select_related("plan"), pk=pk)
    may_write_scale.demand(request.user, thing)
    return save(
        request, ScaleForm(request.POST or None), actions.write_scale, thing,
        back=_back, title=_("What would one see?"),
        lead=_("Five levels of one thing, written before work starts. Begin with what you expect; the others follow."),
        button=_("Save the scale"), crumbs=_crumbs(thing, _("New scale")),
    )  # fmt: skip


@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    scale = get_object_or_404(Scale.objects.select_related("goal"), pk=pk)
    may_write_scale.demand(request.user, scale)
    form = EditScaleForm(request.POST or None, initial=ScaleForm.initial_of(scale))
    return save(
        request, form, actions.edit_scale, scale,
        back=_back, title=_("What would one see?"), crumbs=_crumbs(scale.goal, scale.title),
    )  # fmt: skip


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    scale = actions.start_scale(
        get_object_or_404(Scale.objects.select_related("goal"), pk=pk), by=request.user
    )
    messages.success(request, _("The work has begun, and the levels stand fast."))
    return redirect(_back(scale))


@form_methods
def score(request: HttpRequest, pk: int) -> HttpResponse:
    scale = get_object_or_404(Scale.objects.select_related("goal"), pk=pk)
    may_write_scale.demand(request.user, scale)
    form = ScoreForm(request.POST or None, scale=scale, initial={"on": timezone.localdate()})
    return save(
        request, form, actions.score_scale, scale,
        back=_back, title=_("Which level was reached?"), lead=scale.title,
        button=_("Save the score"), crumbs=_crumbs(scale.goal, _("Score")),
    )  # fmt: skip
