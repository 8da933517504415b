"""The form on which a person says what a document becomes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import SafeTextMixin
from roedtraad.policies.enums import PolicyKind
from roedtraad.policies.forms import DanishDateField
from roedtraad.policies.models import Policy
from roedtraad.policies.naming import danish_order

from .enums import Target
from .items import MOST, Items
from .projects import Named
from .sets import Evidence
from .succession import Succession
from .targets import ENTRIES
from .wishes import Wish, day


class AcceptForm(SafeTextMixin, forms.Form):
    """What the document becomes. Only a person says so: nothing is saved before this form is sent."""

    target = forms.ChoiceField(label=_("What is the document?"), widget=forms.RadioSelect)
    policy = forms.ChoiceField(label=_("Which policy?"), required=False)
    title = forms.CharField(label=_("Title of the policy"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind of policy"), choices=PolicyKind.choices, required=False)
    plan_title = forms.CharField(label=_("Title of the plan"), max_length=300, required=False)
    with_plan = forms.BooleanField(label=_("Make a plan of its focus areas too"), required=False)
    adopted = forms.BooleanField(label=_("It has been adopted"), required=False)
    adopted_body = forms.CharField(label=_("Adopted by"), max_length=200, required=False)
    adopted_on = DanishDateField(
        label=_("Adopted on"),
        vague=True,
        required=False,
        help_text=_("The day if you know it, else what the document says: december 2006."),
    )
    valid_from = DanishDateField(label=_("In force from"), required=False)
    valid_to = DanishDateField(label=_("The period ends"), required=False)
    revision_due = DanishDateField(label=_("To be revised by"), required=False)
    decision = forms.ChoiceField(
        label=_("The decision that adopted it"),
        required=False,
        help_text=_(
            "Matters here that may have adopted it. With one chosen, body and day are those of the decision."
        ),
    )
    evidence = forms.CharField(
        label=_("Where the adoption can be seen"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For example: minutes of the council's meeting, item 7, or the front page of the document."
        ),
    )

    confirmed = forms.MultipleChoiceField(required=False)
    projects = forms.MultipleChoiceField(required=False)
    items = forms.MultipleChoiceField(required=False)
    body = forms.CharField(
        label=_("Whose meeting was it?"),
        max_length=200,
        required=False,
        help_text=_(
            "Used where the item itself does not say who decided. Leave it empty if you do not know."
        ),
    )
    held = DanishDateField(label=_("When was the meeting?"), required=False)
    minutes = forms.CharField(
        label=_("Where the decisions stand"),
        max_length=200,
        required=False,
        help_text=_(
            "For example: minutes of the council's meeting, item 7. Empty: body, day and item of the document."
        ),
    )
    demands = forms.BooleanField(
        label=_("What was decided still has to be carried out"),
        required=False,
        help_text=_("Then somebody is to be given the task. Leave it out for what lies behind."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        wish: Wish,
        items: Items | None = None,
        succession: Succession | None = None,
        evidence: Sequence[Evidence] = (),
        projects: Sequence[Named] = (),
    ):
        initial: dict[str, Any] = wish.as_json()
        initial |= {
            "policy": str(wish.policy or ""),
            "valid_from": day(wish.valid_from),
            "valid_to": day(wish.valid_to),
            "revision_due": day(wish.revision_due),
            "held": day(wish.held),
            "decision": str(wish.decision or ""),
        }
        initial["adopted_on"] = day(wish.adopted_on) or wish.adopted_words
        super().__init__(data, initial=initial)
        known = sorted(
            Policy.objects.values_list("pk", "title", "is_stub"), key=lambda row: danish_order(row[1])
        )
        stub = gettext("only the name")
        choices = [(str(pk), f"{title} ({stub})" if is_stub else title) for pk, title, is_stub in known]
        offered: dict[str, list[tuple[str, Any]]] = {
            "target": [(str(entry.target), entry.word) for entry in ENTRIES.values()],
            "policy": [("", _("a new one, with the title below")), *choices],
            "decision": [
                ("", _("none of these")),
                *((str(each.decision), _said(each)) for each in evidence if each.decision is not None),
            ],
            "items": [(each.key, each.title) for each in (items.listed if items else ())],
            "projects": [(each.key, each.title) for each in projects],
            "confirmed": [(each.id, each.new) for each in (succession.near if succession else ())],
        }
        for name, rows in offered.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]
        self.many_items = bool(items and items.many)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        target = given.get("target")
        if target != Target.MATTER and not given.get("policy") and not str(given.get("title") or "").strip():
            self.add_error(
                "title", _("Write the title of the policy, or choose one that stands here already.")
            )
        if given.get("adopted") and target in (Target.POLICY, Target.TERMS):
            self._demand_adoption(given, target)
        if target == Target.MATTER and self.many_items and not self.errors.get("items"):
            chosen = given.get("items") or []
            if not chosen:
                self.add_error(None, _("No item has been chosen. Tick those that are to become matters."))
            elif len(chosen) > MOST:
                words = _("%(n)d items have been chosen, and %(most)d are taken in at a time.")
                self.add_error(None, words % {"n": len(chosen), "most": MOST})
        if given.get("valid_from") and given.get("valid_to") and given["valid_to"] < given["valid_from"]:
            self.add_error("valid_to", _("The period ends before it begins. Correct one of the two days."))
        return given

    def _demand_adoption(self, given: dict[str, Any], target: Any) -> None:
        needed = {}
        if not given.get("decision"):
            needed["adopted_body"] = _("Who adopted it? Write the body, for example Byrådet.")
            needed["adopted_on"] = _("When was it adopted?")
        if target == Target.POLICY:
            needed["valid_from"] = _("From which day is it in force?")
        for name, sentence in needed.items():
            if not given.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def wish(self) -> Wish:
        given = self.cleaned_data
        adopted_on = given.get("adopted_on")
        exact = isinstance(adopted_on, datetime.date)
        return Wish(
            target=given["target"],
            policy=int(given["policy"]) if given.get("policy") else None,
            title=given.get("title") or "",
            kind=given.get("kind") or self.initial.get("kind") or PolicyKind.POLICY,
            plan_title=given.get("plan_title") or "",
            adopted=bool(given.get("adopted")),
            adopted_body=given.get("adopted_body") or "",
            adopted_on=adopted_on.isoformat() if isinstance(adopted_on, datetime.date) else "",
            adopted_words="" if exact else str(adopted_on or ""),
            valid_from=given["valid_from"].isoformat() if given.get("valid_from") else "",
            valid_to=given["valid_to"].isoformat() if given.get("valid_to") else "",
            revision_due=given["revision_due"].isoformat() if given.get("revision_due") else "",
            evidence=given.get("evidence") or "",
            decision=int(given["decision"]) if given.get("decision") else None,
            confirmed=list(given.get("confirmed") or ()),
            items=list(given.get("items") or ()) if self.many_items else None,
            body=given.get("body") or "",
            held=given["held"].isoformat() if given.get("held") else "",
            minutes=given.get("minutes") or "",
            demands=bool(given.get("demands")),
            projects=list(given.get("projects") or ()),
            with_plan=bool(given.get("with_plan")),
        )


def _said(evidence: Evidence) -> str:
    when = day(evidence.date)
    return (
        f"{evidence.body}, {date_format(when, 'DATE_FORMAT') if when else evidence.date}: {evidence.words}"[
            :200
        ]
    )
