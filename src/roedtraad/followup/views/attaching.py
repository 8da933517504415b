"""Evidence on a check-in: attached, taken away, and handed out as a file that no browser opens by itself."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roedtraad.core.forms import say_refusal
from roedtraad.core.reasons import NotPermitted, Refused
from roedtraad.followup import actions
from roedtraad.followup.desk import Desk
from roedtraad.followup.enums import AttachmentKind
from roedtraad.followup.evidence import checked
from roedtraad.followup.forms import EvidenceForm
from roedtraad.followup.models import Attachment, CheckIn
from roedtraad.followup.permissions import may_draft, may_read_follow_up
from roedtraad.followup.queries import last_time, prefilled

from .common import cycle_or_404, form_methods
from .reporting import ask_page, said_at


@require_POST
def attach(request: HttpRequest, cycle_pk: int, goal_pk: int) -> HttpResponse:
    return attach_page(request, Desk(request.user, cycle_or_404(cycle_pk)), goal_pk)


@form_methods
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """GET hands it out; POST takes it away."""
    thing = _attachment(pk)
    desk = Desk(request.user, thing.check_in.cycle)
    if request.method == "POST":
        return detach_page(request, desk, pk)
    may_read_follow_up.demand(request.user)
    return attachment_page(desk, pk)


def attach_page(request: HttpRequest, desk: Desk, goal_pk: int) -> HttpResponse:
    said = said_at(desk, goal_pk)
    may_draft.demand(desk.user, said.goal)
    last = last_time(said.goal, desk.cycle)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid() and _attached(request, desk, prefilled(said, last), form):
        return redirect(f"{desk.goal(goal_pk)}#bilag")
    return ask_page(request, desk, said, last, evidence=form)


def _attached(request: HttpRequest, desk: Desk, said: CheckIn, form: EvidenceForm) -> bool:
    file, url = form.cleaned_data["file"], form.cleaned_data["url"]
    try:
        if file:
            looked = checked(file.read(), file.name)
            actions.attach_file(said, by=desk.user, file=looked, note=desk.note)
            if not looked.searched:
                messages.warning(
                    request,
                    _(
                        "%(name)s could not be searched for CPR numbers. Make sure yourself that it holds none."
                    )
                    % {"name": file.name},
                )
        else:
            actions.attach_link(said, by=desk.user, url=url, note=desk.note)
    except NotPermitted:
        raise
    except Refused as refusal:
        say_refusal(form, refusal)
        return False
    return True


def detach_page(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    thing = _of_desk(desk, pk)
    goal = thing.check_in.goal_id
    actions.detach(thing, by=desk.user, note=desk.note)
    return redirect(f"{desk.goal(goal)}#bilag")


def attachment_page(desk: Desk, pk: int) -> HttpResponse:
    """Only ever a download: nothing of it is shown, run or guessed at. A link is left for the page to show."""
    thing = _of_desk(desk, pk)
    if thing.kind != AttachmentKind.FILE:
        raise Http404
    response = HttpResponse(bytes(thing.content), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(thing.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _attachment(pk: int) -> Attachment:
    rows = Attachment.objects.select_related("check_in__cycle", "check_in__goal__owner__deputy")
    found: Attachment = get_object_or_404(rows, pk=pk)
    return found


def _of_desk(desk: Desk, pk: int) -> Attachment:
    """A link opens what hangs on its person's check-ins in its cycle, and nothing else."""
    thing = _attachment(pk)
    if desk.link and (
        thing.check_in.cycle_id != desk.cycle.pk or not may_draft.given(desk.user, thing.check_in.goal)
    ):
        raise Http404
    return thing
