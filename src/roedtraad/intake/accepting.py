"""The page on which a person says what a document becomes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roedtraad.core.forms import say_refusal, whole_number
from roedtraad.core.reasons import Refused
from roedtraad.policies.models import Policy

from . import actions, projects, sets
from .accept_form import AcceptForm
from .enums import DocumentState, ElementState, Target
from .items import Items, items_of
from .landing_strategy import Promise, promise_of, what_a_plan_gets
from .models import SourceDocument
from .permissions import may_import
from .succession import Succession, succession_of
from .targets import ENTRIES, proposal
from .wishes import Wish


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    document: SourceDocument = get_object_or_404(SourceDocument.objects.defer("content"), pk=pk)
    may_import.demand(request.user, document)
    if document.state != DocumentState.READ:
        return redirect("intake:review", pk=pk)
    page = _Page(request, document)
    if request.method == "POST" and page.form.is_valid() and not page.must_look_first():
        try:
            actions.accept(document, by=request.user, wish=page.form.wish())
        except Refused as refused:
            say_refusal(page.form, refused)
        else:
            messages.success(request, _("The document has been accepted."))
            return redirect("intake:review", pk=pk)
    return render(request, "intake/accept.html", page.context())


class _Page:
    """Everything the page shows, for the target that was asked for or that the document is taken for."""

    def __init__(self, request: HttpRequest, document: SourceDocument):
        self.document, self.data = document, request.POST if request.method == "POST" else None
        by_address = {entry.address: entry.target for entry in ENTRIES.values()}
        asked = str(request.POST.get("target") or by_address.get(request.GET.get("som", ""), ""))
        self.wish: Wish = proposal(document, asked)
        self.entry = ENTRIES[Target(self.wish.target)]
        self.items: Items | None = items_of(document) if self.entry.target == Target.MATTER else None
        self.policy, self.succession, evidence = None, Succession(), []
        if self.entry.target == Target.POLICY:
            chosen = (
                whole_number(request.POST.get("policy", "")) if self.data is not None else self.wish.policy
            )
            self.policy = Policy.objects.filter(pk=chosen).first() if chosen else None
            self.succession = succession_of(document, self.policy)
            known = self.policy.pk if self.policy else None
            evidence = sets.evidence_for(document, known, self.wish.title)
        self.promise: Promise | None = None
        if self.entry.target == Target.POLICY:
            self.promise = promise_of(document, self.policy)
        self.projects = projects.named_in(document)
        self.shown_for = request.POST.get("shown_for", "")
        self.form = AcceptForm(
            self.data,
            wish=self.wish,
            items=self.items,
            succession=self.succession,
            evidence=evidence,
            projects=self.projects,
        )

    def must_look_first(self) -> bool:
        """Another policy was chosen than the page was made for: its sentences are looked at before they are joined."""
        policy = str(self.policy.pk) if self.policy else ""
        if not self.succession.near or self.shown_for == policy:
            return False
        self.form.add_error(
            None,
            _(
                "“%(policy)s” has an edition already. Look at which of its sentences live on, and accept again."
            )
            % {"policy": self.policy},
        )
        return True

    def context(self) -> dict[str, Any]:
        policy = str(self.policy.pk) if self.policy else ""
        return {
            "document": self.document,
            "form": self.form,
            "entry": self.entry,
            "targets": [
                (entry.word, f"?som={entry.address}", entry is self.entry) for entry in ENTRIES.values()
            ],
            "ties": sets.Overview().ties(self.document),
            "alike": sets.alike(self.document),
            "items": self._items(),
            "unlisted": self.items.unlisted if self.items else 0,
            "near": self._near(policy),
            "projects": self._projects(),
            "promise": self.promise,
            "gets": what_a_plan_gets(self.document) if self.entry.target == Target.PLAN else "",
            "kept": len(self.succession.kept),
            "shown_for": policy,
            "seen": self._seen(),
        }

    def _items(self) -> list[tuple[Any, bool]]:
        if self.items is None or not self.items.many:
            return []
        ticked = set(self.items.default if self.data is None else self.data.getlist("items"))
        return [(item, item.key in ticked) for item in self.items.listed]

    def _projects(self) -> list[tuple[projects.Named, bool]]:
        if self.data is None:
            ticked = projects.taken_unasked(self.projects, self.items)
        else:
            ticked = set(self.data.getlist("projects"))
        return [(each, each.key in ticked) for each in self.projects]

    def _near(self, policy: str) -> list[tuple[Any, bool]]:
        fresh = self.data is None or self.shown_for != policy
        said = set() if self.data is None else set(self.data.getlist("confirmed"))
        return [(each, each.is_sure if fresh else each.id in said) for each in self.succession.near]

    def _seen(self) -> dict[str, int]:
        rows = self.document.elements.aggregate(
            total=Count("pk"), seen=Count("pk", filter=~Q(state=ElementState.UNSEEN))
        )
        return dict(rows)
