"""The pages of the policies: the list, one policy, one edition."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roedtraad.core import registries
from roedtraad.core.forms import whole_number
from roedtraad.core.reasons import Refused
from roedtraad.core.tenancy import current

from . import actions, queries, rules
from .forms import AdoptionForm, TranscriptionForm
from .models import Edition, PassageText, Policy
from .permissions import may_adopt, may_read, may_write


def _facts(key: str, pk: int) -> list[registries.PolicyFact]:
    """What higher apps know of a policy, or what stands beside the list."""
    return [fact for facts in registries.policy_facts.of(key) for fact in facts(pk)]


@require_GET
def policy_list(request: HttpRequest) -> HttpResponse:
    may_read.demand(request.user)
    asked = {name: request.GET.get(name, "")[:100] for name in ("find", "kind", "text")}
    found = queries.policy_list(on=timezone.localdate(), page=request.GET.get("page", 1), **asked)
    context = {
        "list": found,
        "asked": asked,
        "kinds": queries.kinds_in_use(),
        "places": _facts("list", 0),
        "may_write": may_write.given(request.user),
    }
    return render(request, "policies/list.html", context)


@require_GET
def policy(request: HttpRequest, pk: int) -> HttpResponse:
    row: Policy = get_object_or_404(Policy.objects.select_related("adopted_by"), pk=pk)
    may_read.demand(request.user, row)
    page = queries.policy_page(row, on=timezone.localdate())
    return render(
        request,
        "policies/policy.html",
        {
            "page": page,
            "policy": row,
            "facts": [*_facts("policy", row.pk), *_facts("policy_page", row.pk)],
            "may_write": may_write.given(request.user),
        },
    )


@require_GET
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    siblings = queries.editions_of_its_policy(pk)
    row = next((each for each in siblings if each.pk == pk), None)
    if row is None:
        raise Http404
    may_read.demand(request.user, row)
    chosen = request.GET.get("saetning", "")
    page = queries.edition_page(row, on=timezone.localdate(), chosen=whole_number(chosen), siblings=siblings)
    can_correct = row.is_immutable and bool(row.evidence) and may_write.given(request.user)
    context = {
        "page": page,
        "edition": row,
        "facts": _facts("policy", row.policy_id),
        "may_adopt": not row.is_immutable and may_adopt.given(request.user),
        "may_write": may_write.given(request.user),
        "can_correct": can_correct,
        "correcting": can_correct and request.GET.get("ret") == "ja",
    }
    return render(request, "policies/edition.html", context)


@require_http_methods(["GET", "POST"])
def record_adoption(request: HttpRequest, pk: int) -> HttpResponse:
    row: Edition = get_object_or_404(Edition.objects.select_related("policy__adopted_by"), pk=pk)
    may_adopt.demand(request.user, row)
    given = {name: getattr(row, name) for name in ("valid_from", "valid_to", "revision_due")}
    form = AdoptionForm(
        request.POST or None,
        initial={**given, "adopted_body": row.policy.adopted_by or current().council_name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_adoption(row, by=request.user, **form.facts())
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
        else:
            messages.success(request, _("The edition is recorded as adopted. Its text can no longer change."))
            return redirect("policies:edition", pk=row.pk)
    return render(request, "policies/record_adoption.html", {"edition": row, "form": form})


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    text: PassageText = get_object_or_404(
        PassageText.objects.select_related("revision__edition__policy", "passage"), pk=pk
    )
    may_write.demand(request.user, text)
    field = "text" if text.text else "heading"
    form = TranscriptionForm(request.POST or None, initial={"text": getattr(text, field)})
    reasons = rules.why_not_correct_transcription(text, request.user)
    if request.method == "POST" and not reasons and form.is_valid():
        words = {field: form.cleaned_data["text"]}
        if text.raw and form.cleaned_data["text"].startswith(text.lead_in):
            words["raw"] = form.cleaned_data["text"].removeprefix(text.lead_in).strip()
        actions.correct_transcription(text, by=request.user, reason=form.cleaned_data["reason"], **words)
        messages.success(request, _("The transcription is corrected. Both readings are kept."))
        return redirect(queries.edition_url(text.revision.edition_id, text.passage_id))
    return render(
        request,
        "policies/correct.html",
        {"text": text, "edition": text.revision.edition, "form": form, "reasons": reasons},
    )
