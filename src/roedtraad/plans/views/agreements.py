"""The pages of an agreement: written, read as the document it becomes, signed, taken out as Word and PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from roedtraad.core import registries
from roedtraad.core.forms import seen_version
from roedtraad.plans import actions
from roedtraad.plans.agreement_rules import why_not_sign
from roedtraad.plans.agreement_text import agreement_word, document_of
from roedtraad.plans.enums import AgreementState
from roedtraad.plans.forms import AgreementForm, SetupForm
from roedtraad.plans.models import Agreement, PlanSetup
from roedtraad.plans.permissions import may_write_agreement, may_write_plan
from roedtraad.writing.docx import to_docx
from roedtraad.writing.html import to_html
from roedtraad.writing.pdf import to_pdf

from .files import DOCX, PDF, as_file
from .saving import form_methods, save
from .units import crumbs_of, of_plan


def _agreement(pk: int) -> Agreement:
    return get_object_or_404(Agreement.objects.select_related("plan", "unit"), pk=pk)


@require_safe
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _agreement(pk)
    sides = actions.sides_of(thing, request.user)  # type: ignore[arg-type]  # signed in, by the middleware
    signed = set(thing.signatures.values_list("side", flat=True))
    side = actions.next_side(sides, signed)
    document = document_of(thing)
    return render(
        request,
        "plans/agreement.html",
        {
            "agreement": thing,
            "document": document,
            # Written by our own writer, which escapes every word it takes.
            "sheet": mark_safe(to_html(document, sprite=static("core/built/sprite.svg"))),  # noqa: S308
            "may_write": thing.state == AgreementState.DRAFT
            and may_write_agreement.given(request.user, thing),
            "may_sign": bool(side) and side not in signed and thing.state != AgreementState.SIGNED,
            "why_not_sign": why_not_sign(thing, side, request.user) if side else (),
            "may_take_back": thing.state == AgreementState.OFFERED and bool(signed & set(sides)),
            "crumbs": crumbs_of(thing.plan, thing.unit, str(thing)),
        },
    )


@form_methods
def new_agreement(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    plan, unit = of_plan(pk, unit_pk)
    may_write_agreement.demand(request.user, unit)
    form = AgreementForm(request.POST or None, plan=pk, unit=unit_pk)
    made: list[Agreement] = []
    here = reverse("plans:unit", args=[pk, unit_pk])
    return save(
        request,
        form,
        lambda: made.append(actions.make_agreement(unit, by=request.user, plan=plan, **form.values())),
        None,
        {},
        back=lambda: reverse("plans:agreement", args=[made[0].pk]) if made else here,
        title=_("%(unit)s: new %(word)s") % {"unit": unit.name, "word": agreement_word()},
        button=_("Save the draft"),
        crumbs=crumbs_of(plan, unit, _("New %(word)s") % {"word": agreement_word()}),
    )


@form_methods
def edit_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    thing = _agreement(pk)
    may_write_agreement.demand(request.user, thing)
    initial = AgreementForm.initial_of(thing)
    form = AgreementForm(request.POST or None, plan=thing.plan_id, unit=thing.unit_id, initial=initial)
    return save(
        request,
        form,
        lambda: actions.edit_agreement(
            thing, by=request.user, seen_version=seen_version(request), **form.values()
        ),
        thing,
        initial,
        back=reverse("plans:agreement", args=[pk]),
        title=_("%(unit)s: edit the %(word)s") % {"unit": thing.unit.name, "word": agreement_word()},
        crumbs=crumbs_of(thing.plan, thing.unit, _("Edit")),
    )


@require_POST
def sign_agreement(request: HttpRequest, pk: int) -> HttpResponse:
    thing = actions.sign_agreement(_agreement(pk), by=request.user)
    if thing.state == AgreementState.SIGNED:
        messages.success(request, _("Both sides have signed. The words stand as they are from now on."))
    else:
        messages.success(request, _("You have signed. It waits for the other side."))
    return redirect("plans:agreement", pk)


@require_POST
def take_back_signature(request: HttpRequest, pk: int) -> HttpResponse:
    actions.take_back_signature(_agreement(pk), by=request.user)
    messages.success(request, _("The signature is taken back, and the words may be written on."))
    return redirect("plans:agreement", pk)


@require_safe
def agreement_document(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The agreement as a file: once both have signed, the same bytes for ever."""
    thing = _agreement(pk)
    document = document_of(thing)
    if fmt == "docx":
        own = next((given() for given in registries.word_templates.of("report")), None)
        return as_file(to_docx(document, own), DOCX, f"{document.title} {thing.starts.year}", fmt)
    if fmt == "pdf":
        return as_file(to_pdf(document), PDF, f"{document.title} {thing.starts.year}", fmt)
    raise Http404


@form_methods
def set_up(request: HttpRequest) -> HttpResponse:
    may_write_plan.demand(request.user)
    standing = PlanSetup.objects.first()
    form = SetupForm(request.POST or None, initial=SetupForm.initial_of(standing))
    municipality = request.municipality  # type: ignore[attr-defined]
    return save(
        request,
        form,
        lambda: actions.set_up(municipality, by=request.user, **form.values()),
        None,
        {},
        back=reverse("plans:index"),
        title=_("Your own words in the plans"),
        crumbs=[(_("Goals and plan"), reverse("plans:index")), (_("Set-up"), "")],
    )
