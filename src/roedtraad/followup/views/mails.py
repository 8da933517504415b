"""Mails whose fate nobody knows: shown to whoever runs the rounds, who decides what becomes of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core.models import OutboxMessage
from roedtraad.followup import actions
from roedtraad.followup.permissions import may_run_cycles
from roedtraad.followup.queries import REMINDER, mails_to_look_at


@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    may_run_cycles.demand(request.user)
    context = {
        "lines": mails_to_look_at(),
        "crumbs": [(_("Follow-up"), reverse("followup:index")), (_("Mails"), "")],
    }
    return render(request, "followup/mails.html", context)


@require_POST
def decide_on_mail(request: HttpRequest, pk: int) -> HttpResponse:
    may_run_cycles.demand(request.user)
    message = get_object_or_404(OutboxMessage.objects.filter(purpose=REMINDER), pk=pk)
    if request.POST.get("do") == "again":
        actions.send_again(message, by=request.user)
        messages.success(request, _("The mail to %(who)s is sent once more.") % {"who": message.to})
    else:
        actions.take_as_sent(message, by=request.user)
        messages.success(request, _("It stands as sent."))
    return redirect("followup:mails")
