"""The forms of what is counted: indicator, connection, break, new limits, target."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.indicators import actions
from roedtraad.indicators.forms.definition import (
    FRESH,
    ConnectForm,
    ConnectionForm,
    IndicatorForm,
    LinkForm,
    MarkForm,
    NewIndicatorForm,
    ReasonForm,
    TargetForm,
)
from roedtraad.indicators.models import Break, Indicator, IndicatorLink, Rebase, Series, Target
from roedtraad.indicators.permissions import (
    may_judge_connections,
    may_keep_indicators,
    may_write_figures,
)
from roedtraad.indicators.queries.pages import not_under
from roedtraad.plans.models import Goal

from .common import crumbs_of, form_methods, page_of, save, the_indicator


@form_methods
def new(request: HttpRequest) -> HttpResponse:
    may_keep_indicators.demand(request.user)
    form = NewIndicatorForm(request.POST or None, initial=FRESH)
    return save(
        request,
        form,
        actions.create_indicator,
        request.municipality,  # type: ignore[attr-defined]
        back=page_of,
        title=_("A new indicator"),
        button=_("Make the indicator"),
        said=_("The indicator is made. Now say what it hangs on, and write its figures."),
        crumbs=[(_("Indicators"), reverse("indicators:index")), (_("New indicator"), "")],
        more=[(_("Take one from the catalogue"), reverse("indicators:catalogue"))],
    )


@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    form = IndicatorForm(request.POST or None, initial=IndicatorForm.initial_of(thing))
    return save(
        request, form, actions.edit_indicator, thing,
        back=page_of(thing), title=_("What is counted"), crumbs=crumbs_of(thing, _("Edit")),
    )  # fmt: skip


@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    made = actions.take_from_catalogue(request.municipality, by=request.user, key=key)  # type: ignore[attr-defined]
    messages.success(request, _("It is yours now: give it an owner and say what it hangs on."))
    return redirect("indicators:edit", made.pk)


@form_methods
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    return save(
        request, ReasonForm(request.POST or None), actions.retire_indicator, thing,
        back=page_of(thing), title=_("Retire “%(indicator)s”?") % {"indicator": thing.title},
        lead=_("It takes no more figures. Those that stand stay, and can be read."),
        button=_("Retire the indicator"), crumbs=crumbs_of(thing, _("Retire")),
    )  # fmt: skip


@require_POST
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    thing = actions.take_up_indicator(the_indicator(pk), by=request.user)
    messages.success(request, _("The indicator is counted again."))
    return redirect(page_of(thing))


@form_methods
def link(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    return save(
        request, LinkForm(request.POST or None), actions.link, thing,
        back=page_of(thing), title=_("What does it hang on?"),
        lead=_("The red thread goes from the sentence through the goal to the figure. Say how you think the last step hangs together."),
        button=_("Connect them"), crumbs=crumbs_of(thing, _("Connect")),
    )  # fmt: skip


@form_methods
def connect(request: HttpRequest, pk: int) -> HttpResponse:
    """From the goal: which indicator tells about it?"""
    goal = get_object_or_404(Goal, pk=pk)
    may_keep_indicators.demand(request.user)
    return save(
        request, ConnectForm(request.POST or None, indicators=not_under(goal)), _link_to, goal,
        back=reverse("plans:goal", args=[pk]), title=_("Which indicator tells about it?"), lead=goal.title,
        button=_("Connect them"), said=_("They are connected, and the thread goes on to the figure."),
        crumbs=[(goal.title, reverse("plans:goal", args=[pk])), (_("Connect an indicator"), "")],
        more=[(_("Take one from the catalogue"), reverse("indicators:catalogue")), (_("A new indicator"), reverse("indicators:new"))],
    )  # fmt: skip


def _link_to(goal: Goal, *, by: Any, indicator: Indicator, **said: Any) -> IndicatorLink:
    made: IndicatorLink = actions.link(indicator, by=by, to=goal, **said)
    return made


@form_methods
def edit_link(request: HttpRequest, pk: int) -> HttpResponse:
    connection = get_object_or_404(IndicatorLink.objects.select_related("indicator"), pk=pk)
    may_judge_connections.demand(request.user, connection)
    names = ("assumption", "confidence", "look_again")
    form = ConnectionForm(request.POST or None, initial={name: getattr(connection, name) for name in names})
    return save(
        request, form, actions.edit_link, connection,
        back=page_of(connection.indicator), title=_("How do they hang together?"),
        crumbs=crumbs_of(connection.indicator, _("Connection")),
    )  # fmt: skip


@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    connection = get_object_or_404(IndicatorLink.objects.select_related("indicator"), pk=pk)
    indicator = connection.indicator
    actions.unlink(connection, by=request.user)
    messages.success(request, _("They are no longer connected."))
    return redirect(page_of(indicator))


@form_methods
def mark_break(request: HttpRequest, pk: int) -> HttpResponse:
    return _mark(
        request, pk, actions.mark_break, _("Where can the figures not be compared?"),
        _("After a new law or a new definition, before and after are two different things. Limits are counted on each side for itself."),
        _("Mark the break"),
    )  # fmt: skip


@form_methods
def rebase(request: HttpRequest, pk: int) -> HttpResponse:
    return _mark(
        request, pk, actions.rebase, _("From when should limits be counted anew?"),
        _("Only when the work has been changed and the figures have stayed changed. The same is counted; what is usual is new."),
        _("Count the limits anew"),
    )  # fmt: skip


def _mark(request: HttpRequest, pk: int, verb: Any, title: str, lead: str, button: str) -> HttpResponse:
    thing = the_indicator(pk)
    may_write_figures.demand(request.user, thing)
    form = MarkForm(
        request.POST or None, series=Series.objects.filter(indicator=thing).select_related("unit")
    )
    return save(
        request, form, verb, thing,
        back=page_of(thing), title=title, lead=lead, button=button, crumbs=crumbs_of(thing, button),
    )  # fmt: skip


@require_POST
def remove_break(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, get_object_or_404(Break.objects.select_related("indicator"), pk=pk))


@require_POST
def remove_rebase(request: HttpRequest, pk: int) -> HttpResponse:
    return _remove(request, get_object_or_404(Rebase.objects.select_related("indicator"), pk=pk))


def _remove(request: HttpRequest, mark: Break | Rebase) -> HttpResponse:
    indicator = mark.indicator
    actions.remove_mark(mark, by=request.user)
    messages.success(request, _("The mark is removed."))
    return redirect(page_of(indicator))


@form_methods
def target(request: HttpRequest, pk: int) -> HttpResponse:
    thing = the_indicator(pk)
    may_keep_indicators.demand(request.user, thing)
    return save(
        request, TargetForm(request.POST or None), actions.set_target, thing,
        back=page_of(thing), title=_("What is aimed at?"),
        lead=_("A target can push effort away from those who need it most: the goal stays the goal, and the target beside it."),
        button=_("Set the target"), crumbs=crumbs_of(thing, _("Target")),
    )  # fmt: skip


@require_POST
def remove_target(request: HttpRequest, pk: int) -> HttpResponse:
    thing = get_object_or_404(Target.objects.select_related("indicator"), pk=pk)
    indicator = thing.indicator
    actions.remove_target(thing, by=request.user)
    messages.success(request, _("The target is removed."))
    return redirect(page_of(indicator))
