"""The pages on which one reports, from either desk: a goal at a time, and all of mine to sign off."""

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
from roedtraad.followup import actions, timing
from roedtraad.followup.desk import Desk
from roedtraad.followup.enums import CheckInState
from roedtraad.followup.forms import CheckInForm, EvidenceForm
from roedtraad.followup.models import CheckIn, Cycle
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
from roedtraad.followup.questions import questions_of
from roedtraad.followup.rules import MOST_ATTACHED, missing_in, why_not_report
from roedtraad.followup.standing import answers_for
from roedtraad.followup.together import Task, companions, tasks_of
from roedtraad.followup.together_forms import UnitsForm
from roedtraad.followup.words import mine_headline
from roedtraad.indicators.evidence import exhibits_of
from roedtraad.organisation.models import Person
from roedtraad.plans.models import Goal
from roedtraad.plans.queries import thread_line
from roedtraad.plans.wording import wording_of

from .common import cycle_or_404, form_methods


@form_methods
def check_in(request: HttpRequest, cycle_pk: int, goal_pk: int) -> HttpResponse:
    thing = cycle_or_404(cycle_pk)
    return goal_page(request, Desk(request.user, thing), goal_pk)


@form_methods
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """What I have written in this cycle, to be signed off, or handed to the one who answers."""
    return mine_page(request, Desk(request.user, cycle_or_404(pk)))


# --- one goal


def goal_page(request: HttpRequest, desk: Desk, goal_pk: int) -> HttpResponse:
    said = said_at(desk, goal_pk)
    if request.method == "POST":
        return _report(request, desk, said)
    if not may_draft.given(desk.user, said.goal) or why_not_report(said):
        return _told(request, desk, said)
    last = last_time(said.goal, desk.cycle)
    return ask_page(request, desk, prefilled(said, last), last)


def said_at(desk: Desk, goal_pk: int) -> CheckIn:
    """What counts for a goal in the desk's cycle, or a fresh one; a link opens only what its person reports on."""
    goal = get_object_or_404(
        Goal.objects.select_related(
            "plan__policy",
            "focus_area__owner",
            "owner__unit",
            "owner__deputy",
            "decision__matter",
            "unit",
            "parent",
        ),
        pk=goal_pk,
        plan=desk.cycle.plan_id,
    )
    if desk.link and not may_draft.given(desk.user, goal):
        raise Http404
    said = check_in_for(desk.cycle, goal)
    said.goal, said.cycle = goal, desk.cycle
    return said


def _report(request: HttpRequest, desk: Desk, said: CheckIn) -> HttpResponse:
    """Save the draft; then on to the next goal, or the question again where something is missing."""
    may_draft.demand(desk.user, said)
    goal, cycle_ = said.goal, said.cycle
    form = CheckInForm(request.POST, questions=questions_of(cycle_.plan_id))
    units = units_form(desk, said, request.POST)
    if not all([form.is_valid(), units is None or units.is_valid()]):
        return ask_page(request, desk, said, last_time(goal, cycle_), form, units=units)
    answers = form.answers(said)
    others = units.others(desk.user) if units else {}
    # One's own earlier save is no surprise: a draft kept by the page may pass the button on its way.
    seen = None if said.pk is None or said.written_by_id == desk.user.pk else seen_version(request)
    try:
        if others:
            actions.report_for_units(
                said, by=desk.user, answers=answers, others=others, seen=seen, note=desk.note
            )
        else:
            actions.save_check_in(said, by=desk.user, seen_version=seen, note=desk.note, **answers)
    except NotPermitted:
        raise
    except ChangedMeanwhile as refusal:
        fresh = check_in_for(cycle_, goal)
        return ask_page(request, desk, fresh, last_time(goal, cycle_), form, changed=refusal, units=units)
    except Refused as refusal:
        say_refusal(form, refusal)
        fresh = check_in_for(cycle_, goal)  # what was refused for one unit has been saved for none
        fresh.goal, fresh.cycle = goal, cycle_
        return ask_page(request, desk, fresh, last_time(goal, cycle_), form, units=units)
    timing.add(cycle_, request.POST.get("spent", ""))
    if request.headers.get("HX-Request"):
        return render(request, "followup/parts/saved.html", {"check_in": said, "fresh": True})
    lacks = form.ask_for_what_is_missing()
    if (units is not None and units.ask_for_what_is_missing(answers)) or lacks:
        return ask_page(request, desk, said, last_time(goal, cycle_), form, kept=True, units=units)
    return redirect(_onward(desk, said))


def units_form(desk: Desk, said: CheckIn, data: Any = None) -> UnitsForm | None:
    """For a leader of several units: which of them the words count for too. None where there is only one."""
    lines = companions(my_lines(desk.cycle, desk.user), said.goal) if said.goal.unit_id else []
    return UnitsForm(data, lines=lines, answered=said.status) if lines else None


def _next_of(tasks: list[Task], goal: Goal, *, past_the_heap: bool = False) -> tuple[int, int] | None:
    """(number, goal) of the next thing for me to tell about; None after the last. Of a heap what has been left out of
    the report about the others comes first; `past_the_heap`: as if nothing had."""
    place = next((number for number, task in enumerate(tasks) if task.holds(goal)), len(tasks) - 1)
    here = tasks[place].lines if tasks else []
    for line in here:
        if line.goal.pk != goal.pk and not line.check_in and not past_the_heap:
            return place + 1, line.goal.pk
    for number, task in enumerate(tasks[place + 1 :], start=place + 2):
        if not task.is_signed:
            return number, task.next.goal.pk
    return None


def _onward(desk: Desk, said: CheckIn) -> str:
    """The address of my next goal; after the last: what I have written, to sign off. With the keyboard one begins at
    the content of the page, not at the menu."""
    following = _next_of(tasks_of(my_lines(said.cycle, desk.user)), said.goal)
    return f"{desk.goal(following[1]) if following else desk.mine}#indhold"


def ask_page(
    request: HttpRequest,
    desk: Desk,
    said: CheckIn,
    last: CheckIn | None,
    form: CheckInForm | None = None,
    changed: ChangedMeanwhile | None = None,
    kept: bool = False,
    evidence: EvidenceForm | None = None,
    units: UnitsForm | None = None,
) -> HttpResponse:
    """The three questions. `evidence`: the form of what is attached, where it has been refused."""
    goal, cycle_ = said.goal, said.cycle
    lines = my_lines(cycle_, desk.user)
    tasks = tasks_of(lines)
    exhibits = exhibits_of(goal, desk.user)
    if form is None:
        form = CheckInForm(initial=CheckInForm.initial_of(said), questions=questions_of(cycle_.plan_id))
    if units is None and goal.unit_id and (rest := companions(lines, goal)):
        units = UnitsForm(lines=rest, answered=said.status)
    place = next((number for number, task in enumerate(tasks, start=1) if task.holds(goal)), 0)
    # The boxes of further units that nobody has written about are ticked: the button says where one comes then.
    next_number, following = _next_of(tasks, goal, past_the_heap=units is not None) or (0, None)
    wrong = request.method == "POST"
    return render(
        request,
        "followup/check_in.html",
        {
            **_place(desk, goal),
            "cycle": cycle_,
            "said": said,
            "last": last,
            "form": form,
            "units": units,
            "kept": kept,
            "changed": changed.reasons[0] if changed else None,
            "beside": _beside(form, said) if changed else [],
            "version": seen_version(request) if wrong and not changed and not kept else said.version,
            "place": place,
            "total": len(tasks),
            "written": max(place - 1, 0),
            "following": desk.goal(following) if following else "",
            "next_number": next_number,
            "heads": heads_of(goal),
            "first": exhibits[0] if exhibits else None,
            "others": exhibits[1:],
            "answers": answers_for(desk.user, goal),
            **_attached(desk, said, evidence),
        },
        status=409 if changed else 422 if wrong else 200,
    )


def _place(desk: Desk, goal: Goal) -> dict[str, Any]:
    """What every page about a goal shows of where one is. From a link nothing leads away: nothing else would open."""
    line = thread_line(goal, wording_of(goal.plan.policy_id))
    # The end of it, where there is little room: the nearest thing above the focus area, and on.
    short = line[-3:] if len(line) > 3 else line
    return {
        "desk": desk,
        "user": desk.user,
        "goal": goal,
        "line": [{**each, "url": ""} for each in short] if desk.link else short,
    }


def _attached(desk: Desk, said: CheckIn, form: EvidenceForm | None) -> dict[str, Any]:
    """What hangs on the check-in, each with its address from this desk, and the form for more."""
    rows = [(each, desk.attachment(each.pk)) for each in said.evidence] if said.pk else []
    return {
        "attachments": rows,
        "evidence": form or EvidenceForm(),
        "attach_to": desk.attach(said.goal.pk),
        "room": len(rows) < MOST_ATTACHED,
    }


def _beside(form: CheckInForm, said: CheckIn) -> list[tuple[str, str, str]]:
    """(question, what now stands, what was typed) where the two differ."""
    rows = []
    for name, stands in CheckInForm.initial_of(said).items():
        if name not in form.fields:
            continue
        words = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
        pair = [words.get(str(each or ""), str(each or "")) for each in (stands, form[name].value())]
        if pair[0] != pair[1]:
            rows.append((str(form.fields[name].label), pair[0], pair[1]))
    return rows


def _told(request: HttpRequest, desk: Desk, said: CheckIn) -> HttpResponse:
    """What has been said about the goal in this cycle, to read."""
    history = CheckIn.objects.filter(cycle=said.cycle, goal=said.goal).signed().order_by("-pk")
    exhibits = exhibits_of(said.goal, desk.user)
    return render(
        request,
        "followup/told.html",
        {
            **_place(desk, said.goal),
            "cycle": said.cycle,
            "said": said if said.pk else None,
            "first": exhibits[0] if exhibits else None,
            "others": exhibits[1:],
            "earlier": [each for each in history if each.pk != said.pk],
            "attachments": [(each, desk.attachment(each.pk)) for each in said.evidence] if said.pk else [],
            "why_not": [*may_draft.why_not(desk.user, said.goal)] or why_not_report(said),
            "may_correct": said.is_signed and not desk.link and may_sign_off.given(desk.user, said.goal),
        },
    )


# --- all of mine


def mine_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    thing = desk.cycle
    lines = my_lines(thing, desk.user)
    if request.method == "POST":
        return _finish(request, desk, lines)
    to_sign = [line for line in lines if answers_for(desk.user, line.goal)]
    return render(
        request,
        "followup/mine.html",
        {
            "desk": desk,
            "user": desk.user,
            "cycle": thing,
            "stage": stage_of(thing, timezone.localdate()),
            "tasks": [
                (
                    task,
                    desk.goal(task.next.goal.pk),
                    [
                        (line, missing_in(line.check_in) if line.check_in else [], desk.goal(line.goal.pk))
                        for line in task.lines
                    ],
                )
                for task in tasks_of(lines)
            ],
            "headline": mine_headline(tasks_of(lines)),
            "ready": sum(1 for line in lines if _is_ready(line, desk.user)),
            "signs": bool(to_sign),
            "person": None if desk.link else Person.objects.filter(user=desk.user.pk).first(),
            "crumbs": _crumbs(thing) if not desk.link else [],
        },
    )


def _crumbs(thing: Cycle) -> list[tuple[str, str]]:
    return [
        (_("Follow-up"), reverse("followup:index")),
        (thing.title, reverse("followup:cycle", args=[thing.pk])),
        (_("My goals"), ""),
    ]


def _is_ready(line: ReportLine, user: Any) -> bool:
    """Written in full, and waiting for this user's next step: to sign it off, or to hand it on."""
    if line.check_in is None or line.is_signed or missing_in(line.check_in):
        return False
    return answers_for(user, line.goal) or line.state == CheckInState.DRAFT


def _finish(request: HttpRequest, desk: Desk, lines: list[ReportLine]) -> HttpResponse:
    signed = handed = 0
    for line in lines:
        if not _is_ready(line, desk.user) or line.check_in is None:
            continue
        line.check_in.goal, line.check_in.cycle = line.goal, desk.cycle
        signs = answers_for(desk.user, line.goal)
        (actions.sign_off if signs else actions.submit)(
            line.check_in,
            by=desk.user,
            seen_version=seen_version(request, f"seen_{line.goal.pk}"),
            note=desk.note,
        )
        signed, handed = signed + signs, handed + (not signs)
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
    if not (signed or handed) and lines and all(line.is_signed for line in lines):
        messages.info(
            request,
            _(
                "Everything was signed off already: nothing was signed twice. A correction is a new answer with a reason."
            ),
        )
    elif not (signed or handed):
        messages.warning(request, _("Nothing is ready yet. Answer what is missing first."))
    return redirect(desk.mine)
