"""The forms of terms of reference and external projects: what is typed, in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from roedtraad.core.forms import DayField, FuzzyDateField, OneOf, SafeTextMixin, SeenVersion
from roedtraad.matters.enums import APPROVALS
from roedtraad.matters.models import Decision, Matter
from roedtraad.organisation.models import Body, Position
from roedtraad.policies.enums import PolicyKind, RelationKind
from roedtraad.policies.forms import DanishDateField
from roedtraad.policies.models import Policy

from .enums import BodyRole, SectionKey, StepKind, TermsState
from .models import ExternalProject, Step, TermsBody, TermsOfReference

MATTERS_OFFERED = 60
NUMBERED = re.compile(r"^(?:bilag\s+)?(?P<number>\d{1,3}[a-z]?)[.:)]?\s+(?P<title>\S.*)$", re.IGNORECASE)


def _area(label: Any, rows: int, help_text: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _fuzzy(label: Any, help_text: Any = "") -> FuzzyDateField:
    return FuzzyDateField(label=label, required=False, help_text=help_text)


AS_EXACTLY = _("As exactly as you know it: “12. december 2027”, “ultimo december 2027”, “2. kvartal 2027”.")


class Amending(SafeTextMixin, forms.Form):
    """On a form that changes terms of reference: once they have been adopted, it asks why."""

    def __init__(self, *args: Any, terms: TermsOfReference, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if terms.state == TermsState.ADOPTED:
            self.fields["amendment"] = forms.CharField(
                label=_("Why it is changed"),
                help_text=_("It has been adopted: the reason stands on record beside what stood before."),
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={
                    "required": _(
                        "It has been adopted. It is changed only by an amendment with a reason; one sentence is enough."
                    )
                },
            )


class NewTermsForm(SafeTextMixin, forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        help_text=_("For example: Kommissorium for børne- og ungepolitikken."),
    )
    policy = OneOf(label=_("The policy it orders"), required=False, empty=_("a new one, with the name below"))
    new_policy = forms.CharField(label=_("Name of the new policy"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=_("Kind of the new policy"), choices=PolicyKind.choices, initial=PolicyKind.CHILD_POLICY
    )
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["policy"].offer(Policy.objects.all())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("policy") and not (cleaned.get("new_policy") or "").strip():
            self.add_error(
                "new_policy", gettext("Choose the policy it orders, or write the name of a new one.")
            )
        return cleaned


class FactsForm(Amending, SeenVersion):
    """The facts of the order, with themes and annexes one a line."""

    title = forms.CharField(label=_("Title"), max_length=300)
    case_number = forms.CharField(label=_("Case number"), max_length=60, required=False)
    matter = OneOf(label=_("The matter it is decided in"), required=False, empty=_("none yet"))
    owner = OneOf(label=_("Who answers for the work"), required=False, empty=_("nobody yet"))
    age_from = forms.IntegerField(label=_("Youngest age covered"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label=_("Oldest age covered"), required=False, min_value=0, max_value=120)
    exclusion = _area(_("Who is not covered"), 2)
    begins = _fuzzy(_("The policy is to hold from"), AS_EXACTLY)
    ends = _fuzzy(_("and until"))
    early_revision = _fuzzy(_("To be revised early"))
    early_revision_reason = _area(_("Why early"), 2)
    themes = _area(_("Themes"), 5, _("One a line."))
    annexes = _area(_("Annexes"), 3, _("One a line, the number first: 1 Tidsplan."))

    def __init__(self, *args: Any, terms: TermsOfReference, **kwargs: Any):
        super().__init__(*args, terms=terms, **kwargs)
        self.order_fields([name for name in self.fields if name != "amendment"] + ["amendment"])
        matters = list(Matter.objects.order_by("-pk")[:MATTERS_OFFERED])
        if terms.matter and terms.matter not in matters:
            matters.append(terms.matter)
        self.fields["matter"].offer(matters)  # type: ignore[attr-defined]
        self.fields["owner"].offer(Position.objects.all())  # type: ignore[attr-defined]
        for name in ("begins", "ends", "early_revision"):
            self.fields[name].known = getattr(terms, name)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(terms: TermsOfReference) -> dict[str, Any]:
        names = (
            "title", "case_number", "age_from", "age_to", "exclusion", "begins", "ends", "early_revision",
            "early_revision_reason",
        )  # fmt: skip
        return {name: getattr(terms, name) for name in names} | {
            "matter": terms.matter_id or "",
            "owner": terms.owner_id or "",
            "themes": "\n".join(each.name for each in terms.themes.all()),
            "annexes": "\n".join(" ".join(filter(None, (a.number, a.title))) for a in terms.annexes.all()),
            "seen_version": terms.version,
        }

    def clean_themes(self) -> list[str]:
        return str(self.cleaned_data["themes"]).splitlines()

    def clean_annexes(self) -> list[tuple[str, str]]:
        found = []
        for line in str(self.cleaned_data["annexes"]).splitlines():
            match = NUMBERED.match(line.strip())
            found.append((match["number"], match["title"]) if match else ("", line.strip()))
        return found


class SectionForm(Amending):
    key = forms.ChoiceField(label=_("What it tells"), choices=SectionKey.choices)
    heading = forms.CharField(
        label=_("Heading"),
        max_length=200,
        required=False,
        help_text=_("Your own. Without it, what it tells stands over the section."),
    )
    text = _area(_("Text"), 10, _("A line that begins with “- ” is a bullet."))


class EditSectionForm(SectionForm, SeenVersion):
    """The same for a section that stands."""


@dataclass(frozen=True)
class Place:
    """A place in the plan: first, or after a step."""

    pk: str
    name: str
    step: Step | None = None

    def __str__(self) -> str:
        return self.name


class StepForm(Amending):
    text = _area(_("What is to happen"), 3, required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=StepKind.choices)
    when = _fuzzy(_("When"), AS_EXACTLY)
    until = _fuzzy(_("Until"), _("Only where it takes a while."))
    body = OneOf(label=_("Which body"), required=False, empty=_("none, or the one below"))
    body_name = forms.CharField(
        label=_("or in your own words"),
        max_length=200,
        required=False,
        help_text=_("Where it is no body that is kept here: “fællesmøde mellem de to grupper”."),
    )
    owner = OneOf(label=_("Who sees to it"), required=False, empty=_("nobody yet"))
    after = OneOf(
        label=_("Place in the plan"),
        required=False,
        help_text=_("It tells in which order steps stand that have the same date, or none."),
    )

    def __init__(self, *args: Any, terms: TermsOfReference, step: Step | None = None, **kwargs: Any):
        super().__init__(*args, terms=terms, **kwargs)
        self.fields["body"].offer(Body.objects.all())  # type: ignore[attr-defined]
        self.fields["owner"].offer(Position.objects.all())  # type: ignore[attr-defined]
        others = [each for each in Step.objects.filter(terms=terms) if step is None or each.pk != step.pk]
        places = [
            Place(str(each.pk), gettext("after: %(step)s") % {"step": Truncator(each.text).chars(70)}, each)
            for each in others
        ]
        if step is not None:
            places.insert(0, Place("first", gettext("first")))
            self.fields["when"].known = step.when  # type: ignore[attr-defined]
        self.fields["after"].empty = _("where it stands") if step else _("at the end")  # type: ignore[attr-defined]
        self.fields["after"].offer(places, in_order=False)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(step: Step) -> dict[str, Any]:
        return {
            "text": step.text,
            "kind": step.kind,
            "when": step.when,
            "body": step.body_id or "",
            "body_name": step.body_name,
            "owner": step.owner_id or "",
            "seen_version": step.version,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("body") and cleaned.get("body_name"):
            self.add_error("body_name", gettext("Choose a body or write one in your own words, not both."))
        return cleaned


class EditStepForm(StepForm, SeenVersion):
    """The same for a step that stands."""


class FinishForm(forms.Form):
    on = DayField(label=_("Done on"), initial=timezone.localdate)


class BodyForm(Amending):
    body = OneOf(label=_("Group or body"), required=False, empty=_("a new one, with the name below"))
    new_name = forms.CharField(label=_("Name of the new group"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("What it is here"), choices=BodyRole.choices)
    acts = forms.BooleanField(
        label=_("It carries the work out"),
        required=False,
        help_text=_("One group does: the one that is asked when a step is late."),
    )
    seats = _area(
        _("Seats to add"), 4, _("One a line: who is wanted. Who sits there is written under Organisation.")
    )

    def __init__(self, *args: Any, terms: TermsOfReference, row: TermsBody | None = None, **kwargs: Any):
        super().__init__(*args, terms=terms, **kwargs)
        if row is not None:
            del self.fields["body"], self.fields["new_name"]
        else:
            self.fields["body"].offer(Body.objects.living())  # type: ignore[attr-defined]

    def clean_seats(self) -> list[str]:
        return str(self.cleaned_data["seats"]).splitlines()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "body" in self.fields and not cleaned.get("body") and not (cleaned.get("new_name") or "").strip():
            self.add_error("new_name", gettext("Choose a group, or write the name of a new one."))
        return cleaned


class RelationForm(SafeTextMixin, forms.Form):
    kind = forms.ChoiceField(
        label=_("The policy to be …"),
        choices=[each for each in RelationKind.choices if each[0] != RelationKind.CONCERNS],
    )
    other = OneOf(
        label=_("Which policy"), required=False, empty=_("one that is not here, with the name below")
    )
    name = forms.CharField(label=_("Its name"), max_length=300, required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["other"].offer(Policy.objects.exclude(pk=policy.pk))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("other") and not (cleaned.get("name") or "").strip():
            self.add_error("name", gettext("Choose the policy, or write its name."))
        return cleaned


class ReasonForm(Amending):
    """Taking something out: nothing to fill in, save why, where it has been adopted."""


class AdoptionForm(SafeTextMixin, forms.Form):
    """A decision recorded here; or who, when, and where it can be seen."""

    decision = OneOf(
        label=_("The decision in the matter"),
        required=False,
        empty=_("it was decided elsewhere, as below"),
    )
    adopted_body = forms.CharField(label=_("Adopted by"), max_length=200, required=False)
    adopted_on = DanishDateField(
        label=_("Adopted on"),
        vague=True,
        required=False,
        help_text=_("The day if you know it, else what the document says: december 2006."),
    )
    evidence = _area(
        _("Where the adoption can be seen"),
        3,
        _("For example: minutes of the council's meeting, item 7, or the front page of the document."),
    )

    def __init__(self, *args: Any, decisions: Sequence[Decision], **kwargs: Any):
        super().__init__(*args, **kwargs)
        if decisions:
            self.fields["decision"].offer(decisions, in_order=False)  # type: ignore[attr-defined]
        else:
            del self.fields["decision"]

    def facts(self) -> dict[str, Any]:
        """What `record_adoption` takes: a date that is no day goes in as its words."""
        facts = {name: self.cleaned_data[name] for name in ("adopted_body", "adopted_on", "evidence")}
        if isinstance(facts["adopted_on"], str):
            facts["adopted_words"], facts["adopted_on"] = facts["adopted_on"], None
        return facts


def decisions_for(terms: TermsOfReference) -> list[Decision]:
    """The decisions in its matter that approve something, the newest first."""
    if terms.matter_id is None:
        return []
    rows = Decision.objects.filter(matter=terms.matter_id, result__in=APPROVALS)
    return list(rows.select_related("body", "recommendation", "matter").order_by("-date", "-pk"))


class CloseForm(SafeTextMixin, forms.Form):
    reason = _area(
        _("What came of it?"),
        3,
        _("One sentence is enough. It stands on record: nothing disappears silently."),
        required=True,
    )


class ProjectForm(SafeTextMixin, forms.Form):
    title = forms.CharField(label=_("What the project is called"), max_length=300)
    partner = forms.CharField(
        label=_("Partner"), max_length=300, help_text=_("A board, a fund, another municipality.")
    )
    policy = OneOf(label=_("The policy it belongs to"), required=False, empty=_("none"))
    grant_words = forms.CharField(
        label=_("Grant"), max_length=200, required=False, help_text=_("As it is written: 1.250.000 kr.")
    )
    begins = _fuzzy(_("From"), AS_EXACTLY)
    ends = _fuzzy(_("To"))
    aims = _area(_("Aims"), 4)
    reporting = _area(_("Reporting duty"), 3, _("To whom, how often, and when the next time."))
    contact = OneOf(label=_("Contact"), required=False, empty=_("nobody yet"))

    def __init__(self, *args: Any, project: ExternalProject | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["policy"].offer(Policy.objects.all())  # type: ignore[attr-defined]
        self.fields["contact"].offer(Position.objects.all())  # type: ignore[attr-defined]
        for name in ("begins", "ends") if project else ():
            self.fields[name].known = getattr(project, name)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(project: ExternalProject) -> dict[str, Any]:
        names = ("title", "partner", "grant_words", "begins", "ends", "aims", "reporting")
        return {name: getattr(project, name) for name in names} | {
            "policy": project.policy_id or "",
            "contact": project.contact_id or "",
            "seen_version": project.version,
        }


class EditProjectForm(ProjectForm, SeenVersion):
    """The same for a project that stands."""
