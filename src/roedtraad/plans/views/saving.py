"""One form, one action: what the pages with forms have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roedtraad.core.forms import say_refusal, seen_version
from roedtraad.core.reasons import ChangedMeanwhile, NotPermitted, Refused
from roedtraad.plans.rules import Finding

form_methods = require_http_methods(["GET", "HEAD", "POST"])


def save(
    request: HttpRequest,
    form: Any,
    verb: Any,
    thing: Any,
    initial: dict[str, Any],
    *,
    back: str | Callable[[], str],
    title: str,
    crumbs: list[tuple[str, str]],
    button: str = "",
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    """One form, one action: saved and back; or the form again with what stands in its way, and every word kept.

    `findings`: what is worth a thought while one writes, and hinders nothing."""
    changed = None
    beside: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            verb()
        except NotPermitted:
            raise
        except ChangedMeanwhile as refusal:
            changed = refusal.reasons[0]
            beside = _beside(form, refusal.theirs)
        except Refused as refusal:
            say_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(back if isinstance(back, str) else back())
    version = None
    if thing is not None:
        version = thing.version if changed or request.method != "POST" else seen_version(request)
    return form_page(
        request,
        form,
        title,
        button or _("Save"),
        crumbs,
        version=version,
        changed=changed,
        beside=beside,
        back=back if isinstance(back, str) else back(),
        findings=findings,
    )


def _beside(form: Any, theirs: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(label, what now stands, what was typed) for each field in which the two differ, choices by their words."""
    rows = []
    for name, field in form.fields.items():
        stands, typed = theirs.get(name, theirs.get(f"{name}_id")), form[name].value()
        if str(stands or "") != str(typed or ""):
            words = {str(key): str(label) for key, label in getattr(field, "choices", ())}
            theirs_said, mine_said = (words.get(str(each or ""), str(each or "")) for each in (stands, typed))
            rows.append((str(field.label), theirs_said, mine_said))
    return rows


def form_page(
    request: HttpRequest, form: Any, title: str, button: str, crumbs: list[tuple[str, str]], **context: Any
) -> HttpResponse:
    status = 200 if request.method != "POST" else 409 if context.get("changed") else 422
    return render(
        request,
        "plans/form.html",
        {"form": form, "title": title, "button": button, "crumbs": crumbs, **context},
        status=status,
    )
