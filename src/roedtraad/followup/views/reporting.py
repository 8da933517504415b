"""The pages on which one reports: a goal at a time, all of mine to sign off, and a correction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.forms import CheckInForm, CorrectionForm
from roedtraad.followup.models import CheckIn, Cycle, Template
from roedtraad.followup.permissions import may_draft, may_sign_off
from roedtraad.followup.queries import (
    ReportLine,
    check_in_for,
    heads_of,
    last_time,
    my_lines,
    prefilled,
    stage_of,
)
from roedtraad.followup.rules import missing_in, why_not_report
from roedtraad.followup.standing import answers_for
from roedtraad.followup.words import mine_headline
from roedtraad.indicators.evidence import exhibits_of
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import thread_line
from roedtraad.plans.wording import wording_of

from .common import cycle_or_404, form_methods


@form_methods
def check_in(request: HttpRequest, cycle_pk: int, goal_pk: int) -> HttpResponse:
    thing = cycle_or_404(cycle_pk)
    goal = get_object_or_404(
        Goal.objects.select_related(
            "plan__policy", "focus_area__owner", "owner__unit", "owner__deputy", "decision__matter"
        ),
        pk=goal_pk,
        plan=thing.plan_id,
    )
    said = check_in_for(thing, goal)
    if said.pk:
        said.goal, said.cycle = goal, thing
    if request.method == "POST":
        return _report(request, said)
    if not may_draft.given(request.user, goal) or why_not_report(said):
        return _told(request, said)
    last = last_time(goal, thing)
    return _ask(request, prefilled(said, last), last)


def _report(request: HttpRequest, said: CheckIn) -> HttpResponse:
    """Save the draft; then on to the next goal, or the question again where something is missing."""
    may_draft.demand(request.user, said)
    template = Template.objects.filter(plan=said.cycle.plan_id).first()
    form = CheckInForm(request.POST, template=template)
    if not form.is_valid():
        return _ask(request, said, last_time(said.goal, said.cycle), form)
    goal, cycle_ = said.goal, said.cycle
    # One's own earlier save is no surprise: a draft kept by the page may pass the button on its way.
    seen = None if said.pk is None or said.written_by_id == request.user.pk else seen_version(request)
    try:
        actions.save_check_in(said, by=request.user, seen_version=seen, **form.cleaned_data)
    except NotPermitted:
        raise
    except ChangedMeanwhile as refusal:
        fresh = check_in_for(cycle_, goal)
        return _ask(request, fresh, last_time(goal, cycle_), form, changed=refusal)
    except Refused as refusal:
        say_refusal(form, refusal)
        return _ask(request, said, last_time(goal, cycle_), form)
    if request.headers.get("HX-Request"):
        return render(request, "followup/parts/saved.html", {"check_in": said, "fresh": True})
    if form.ask_for_what_is_missing():
        return _ask(request, said, last_time(goal, cycle_), form, kept=True)
    return redirect(_onward(request, said))


def _next_of(lines: list[ReportLine], goal: Goal) -> tuple[int, int] | None:
    """(number, goal) of the next of my goals that is not signed off yet; None after the last."""
    keys = [line.goal.pk for line in lines]
    place = keys.index(goal.pk) + 1 if goal.pk in keys else len(keys)
    for number, line in enumerate(lines[place:], start=place + 1):
        if not line.is_signed:
            return number, line.goal.pk
    return None


def _onward(request: HttpRequest, said: CheckIn) -> str:
    """The address of my next goal; after the last: what I have written, to sign off."""
    following = _next_of(my_lines(said.cycle, request.user), said.goal)
    if following:
        return reverse("followup:check_in", args=[said.cycle_id, following[1]])
    return reverse("followup:mine", args=[said.cycle_id])


def _ask(
    request: HttpRequest,
    said: CheckIn,
    last: CheckIn | None,
    form: CheckInForm | None = None,
    changed: ChangedMeanwhile | None = None,
    kept: bool = False,
) -> HttpResponse:
    goal, cycle_ = said.goal, said.cycle
    lines = my_lines(cycle_, request.user)
    exhibits = exhibits_of(goal, request.user)
    if form is None:
        form = CheckInForm(
            initial=CheckInForm.initial_of(said),
            template=Template.objects.filter(plan=cycle_.plan_id).first(),
        )
    mine = [line.goal.pk for line in lines]
    place = mine.index(goal.pk) + 1 if goal.pk in mine else 0
    next_number, following = _next_of(lines, goal) or (0, None)
    wrong = request.method == "POST"
    return render(
        request,
        "followup/check_in.html",
        {
            "cycle": cycle_,
            "goal": goal,
            "said": said,
            "last": last,
            "form": form,
            "kept": kept,
            "changed": changed.reasons[0] if changed else None,
            "beside": _beside(form, said) if changed else [],
            "version": seen_version(request) if wrong and not changed and not kept else said.version,
            "place": place,
            "total": len(mine),
            "written": max(place - 1, 0),
            "following": following,
            "next_number": next_number,
            "line": _short(thread_line(goal, wording_of(goal.plan.policy_id))),
            "heads": heads_of(goal),
            "first": exhibits[0] if exhibits else None,
            "others": exhibits[1:],
            "answers": answers_for(request.user, goal),
        },
        status=409 if changed else 422 if wrong else 200,
    )


def _short(line: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The end of the thread line, where there is little room: the nearest thing above the focus area, and on."""
    return line[-3:] if len(line) > 3 else line


def _beside(form: CheckInForm, said: CheckIn) -> list[tuple[str, str, str]]:
    """(question, what now stands, what was typed) where the two differ."""
    rows = []
    for name, stands in CheckInForm.initial_of(said).items():
        words = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
        pair = [words.get(str(each or ""), str(each or "")) for each in (stands, form[name].value())]
        if pair[0] != pair[1]:
            rows.append((str(form.fields[name].label), pair[0], pair[1]))
    return rows


def _told(request: HttpRequest, said: CheckIn) -> HttpResponse:
    """What has been said about the goal in this cycle, to read."""
    history = CheckIn.objects.filter(cycle=said.cycle, goal=said.goal).signed().order_by("-pk")
    exhibits = exhibits_of(said.goal, request.user)
    return render(
        request,
        "followup/told.html",
        {
            "cycle": said.cycle,
            "goal": said.goal,
            "said": said if said.pk else None,
            "first": exhibits[0] if exhibits else None,
            "others": exhibits[1:],
            "earlier": [each for each in history if each.pk != said.pk],
            "line": _short(thread_line(said.goal, wording_of(said.goal.plan.policy_id))),
            "why_not": [*may_draft.why_not(request.user, said.goal)] or why_not_report(said),
            "may_correct": said.is_signed and may_sign_off.given(request.user, said.goal),
        },
    )


@form_methods
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """What I have written in this cycle, to be signed off, or handed to the one who answers."""
    thing = cycle_or_404(pk)
    lines = my_lines(thing, request.user)
    if request.method == "POST":
        return _finish(request, thing, lines)
    to_sign = [line for line in lines if answers_for(request.user, line.goal)]
    return render(
        request,
        "followup/mine.html",
        {
            "cycle": thing,
            "stage": stage_of(thing, timezone.localdate()),
            "lines": [(line, missing_in(line.check_in) if line.check_in else []) for line in lines],
            "headline": mine_headline(lines),
            "ready": sum(1 for line in lines if _is_ready(line, request.user)),
            "signs": bool(to_sign),
            "crumbs": [
                (_("Follow-up"), reverse("followup:index")),
                (thing.title, reverse("followup:cycle", args=[pk])),
                (_("My goals"), ""),
            ],
        },
    )


def _is_ready(line: ReportLine, user: Any) -> bool:
    """Written in full, and waiting for this user's next step: to sign it off, or to hand it on."""
    if line.check_in is None or line.is_signed or missing_in(line.check_in):
        return False
    return answers_for(user, line.goal) or line.state == CheckInState.DRAFT


def _finish(request: HttpRequest, thing: Cycle, lines: list[ReportLine]) -> HttpResponse:
    signed = handed = 0
    for line in lines:
        if not _is_ready(line, request.user) or line.check_in is None:
            continue
        line.check_in.goal, line.check_in.cycle = line.goal, thing
        if answers_for(request.user, line.goal):
            actions.sign_off(
                line.check_in, by=request.user, seen_version=seen_version(request, f"seen_{line.goal.pk}")
            )
            signed += 1
        else:
            actions.submit(
                line.check_in, by=request.user, seen_version=seen_version(request, f"seen_{line.goal.pk}")
            )
            handed += 1
    if signed:
        messages.success(
            request,
            ngettext("One goal is signed off.", "%(n)s goals are signed off.", signed) % {"n": signed},
        )
    if handed:
        messages.success(
            request,
            ngettext(
                "One goal is ready for the one who answers.",
                "%(n)s goals are ready for the one who answers.",
                handed,
            )
            % {"n": handed},
        )
    if not (signed or handed):
        messages.warning(request, _("Nothing is ready yet. Answer what is missing first."))
    return redirect("followup:mine", thing.pk)


@form_methods
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    wrong: CheckIn = get_object_or_404(
        CheckIn.objects.select_related("cycle", "goal__owner__deputy", "goal__plan"), pk=pk
    )
    if not wrong.is_signed:
        raise Http404
    may_sign_off.demand(request.user, wrong)
    goal, cycle_ = wrong.goal, wrong.cycle
    form = CorrectionForm(request.POST or None, initial=CheckInForm.initial_of(wrong))
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
