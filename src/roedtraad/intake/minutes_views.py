"""Minutes that come back to a matter: brought or pasted, read, held against the at-points, accepted in one action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from roedtraad.core.forms import carried_out, say_refusal
from roedtraad.core.reasons import Refused
from roedtraad.matters.enums import RoutingRole
from roedtraad.matters.forms import MinutesForm
from roedtraad.matters.models import Matter, Meeting
from roedtraad.organisation.models import Body, Position

from . import actions, queries
from .enums import DocumentState
from .forms import MinutesBackForm
from .minutes import Proposal, proposal_of
from .models import SourceDocument
from .permissions import may_bring_minutes


def bring_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of the meeting where the matter stood: a file, or pasted."""
    matter = get_object_or_404(Matter.objects, pk=pk)
    may_bring_minutes.demand(request.user)
    form = MinutesBackForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name, data, media_type = form.content()
        try:
            document, _new = actions.receive(name, data, by=request.user, media_type=media_type, minutes=True)
        except Refused as refused:
            say_refusal(form, refused)
        else:
            return redirect("intake:minutes", pk=pk, document_pk=document.pk)
    context = {"form": form, "matter": matter}
    return render(request, "intake/bring_minutes.html", context, status=422 if form.errors else 200)


def minutes(request: HttpRequest, pk: int, document_pk: int) -> HttpResponse:
    """What was recognised beside each at-point, to be corrected and accepted."""
    matter = get_object_or_404(Matter.objects, pk=pk)
    may_bring_minutes.demand(request.user)
    document = get_object_or_404(SourceDocument.objects.defer("content"), pk=document_pk)
    if document.state in (DocumentState.RECEIVED, DocumentState.UNREADABLE):
        return _waiting(request, matter, document)
    proposal = proposal_of(document, matter)
    form = _form(request, proposal)
    if request.method == "POST" and form.is_valid() and (made := _take(request, document, matter, form)):
        messages.success(request, _("The minutes are taken in. The decision is recorded."))
        return redirect(reverse("matters:matter", args=[pk]) + f"#beslutning-{made[0].pk}")
    context = {
        "form": form,
        "matter": matter,
        "document": document,
        "proposal": proposal,
        "rows": list(zip(form.parts(), proposal.matched.proposals, strict=True)),
    }
    return render(request, "intake/minutes.html", context, status=422 if form.errors else 200)


def _waiting(request: HttpRequest, matter: Matter, document: SourceDocument) -> HttpResponse:
    job = queries.latest_job(document)
    context = {
        "matter": matter,
        "document": document,
        "job": job,
        "job_url": reverse("core:job", args=[job.pk]) if job else "",
    }
    return render(request, "intake/minutes_waiting.html", context)


def _form(request: HttpRequest, proposal: Proposal) -> MinutesForm:
    routings = list(proposal.matter.routings.select_related("body", "meeting"))
    bodies = list({stop.body_id: stop.body for stop in routings}.values())
    rest = Body.objects.exclude(pk__in=[body.pk for body in bodies]).order_by("name")
    decides = [stop.body_id for stop in routings if stop.role == RoutingRole.DECIDES]
    own = proposal.body.pk if proposal.body else None
    return MinutesForm(
        request.POST or None,
        matter=proposal.matter,
        points=proposal.points,
        bodies=[*bodies, *rest],
        positions=list(Position.objects.all()),
        offers_tasks=own is None or not decides or own in decides,
        initial=_start(proposal),
    )


def _start(proposal: Proposal) -> dict[str, Any]:
    """What the form begins with: the result that most points have, and what differs at each."""
    found = [each for each in proposal.matched.proposals if each is not None and each.result]
    usual = max((each.result for each in found), key=[each.result for each in found].count, default="")
    start: dict[str, Any] = {
        "body": proposal.body.pk if proposal.body else None,
        "date": proposal.day,
        "result": usual,
        "minutes_reference": proposal.reference,
        "absent": proposal.matched.absent[:300],
    }
    for number, each in enumerate(proposal.matched.proposals):
        if each is None:
            continue
        start |= {
            f"result_{number}": "" if each.result == usual else each.result,
            f"wording_{number}": each.text,
            f"votes_for_{number}": each.for_,
            f"votes_against_{number}": each.against,
            f"votes_abstained_{number}": each.abstained,
            f"votes_{number}": each.votes[:200],
            f"minority_{number}": each.minority,
        }
    return start


def _take(request: HttpRequest, document: SourceDocument, matter: Matter, form: MinutesForm) -> Any:
    data = dict(form.cleaned_data)
    names = ("body", "date", "minutes_reference", "absent")
    held = Meeting.objects.filter(body=data["body"], date=data["date"], cancelled=False).first()
    outcomes = form.outcomes()
    form.cleaned_data = {}
    made = carried_out(
        form,
        actions.take_minutes,
        document,
        by=request.user,
        matter=matter,
        outcomes=outcomes,
        meeting=held,
        **{name: data[name] for name in names},
    )
    form.cleaned_data = data
    return made
