"""The form of a goal with its criteria and initiatives, and of its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roedtraad.core.enums import Level
from roedtraad.core.forms import DayField, FuzzyDateField, SafeTextMixin
from roedtraad.matters.models import Decision
from roedtraad.organisation.models import Position
from roedtraad.plans.actions import CriterionRow, InitiativeRow
from roedtraad.plans.enums import CriterionKind, PlanState
from roedtraad.plans.fields import PositionField
from roedtraad.plans.models import FocusArea, Goal, Plan, PlanSetup
from roedtraad.plans.queries import positions_in_danish_order
from roedtraad.plans.wording import Wording
from roedtraad.policies.models import Passage

SPARE_ROWS = 2  # empty lines at the end of a list, so that a line can be added without scripts
DECISIONS_OFFERED = 20


class GoalForm(SafeTextMixin, forms.Form):
    """A goal. One select says what it hangs on: the policy, a sentence of it, or a decision."""

    title = forms.CharField(
        label=gettext_lazy("Goal"),
        max_length=300,
        help_text=gettext_lazy("Write what will be different, in the words you would use to the council."),
        error_messages={
            "required": gettext_lazy(
                "The goal has no words. Write what children and young people will notice."
            )
        },
    )
    description = forms.CharField(
        label=gettext_lazy("In more words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    hangs_on = forms.ChoiceField(
        label=gettext_lazy("What the goal hangs on"),
        required=False,
        help_text=gettext_lazy(
            "The sentence in the policy that the goal is to make true. The red thread begins here."
        ),
    )
    focus_area = forms.TypedChoiceField(
        label=gettext_lazy("Focus area"), coerce=int, empty_value=None, required=False
    )
    owner = PositionField(
        label=gettext_lazy("Who answers for it"),
        help_text=gettext_lazy("A position, not a person: whoever holds it reports and signs off."),
    )
    deputy = PositionField(
        label=gettext_lazy("Deputy"), help_text=gettext_lazy("Reports when the owner cannot.")
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level of prevention"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Level.GENERAL, gettext_lazy("General: for all children and young people")),
            (Level.PREVENTIVE, gettext_lazy("Preventive: for those who may come to need help")),
            (Level.TARGETED, gettext_lazy("Targeted: for those who need special support")),
            (Level.NONE, gettext_lazy("No level applies")),
        ],
    )
    ladder_step = forms.ChoiceField(label=gettext_lazy("Step of the intervention ladder"), required=False)
    due = FuzzyDateField(
        label=gettext_lazy("To be reached"),
        required=False,
        help_text=gettext_lazy(
            "As exactly as you know it: “ultimo december 2027”, “2. kvartal 2027”, “2027”."
        ),
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        wording: Wording,
        positions: Sequence[Position],
        goal: Goal | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.plan = plan
        if plan.state == PlanState.RUNNING:
            self._demand_what_a_running_plan_demands()
        self.decisions = {
            each.pk: each
            for each in Decision.objects.select_related("body", "matter").order_by("-date", "-pk")[
                :DECISIONS_OFFERED
            ]
        }
        if goal and goal.decision and goal.decision_id not in self.decisions:
            self.decisions[goal.decision.pk] = goal.decision
        self._offer_ladder(goal)
        self.areas = {area.pk: area for area in FocusArea.objects.filter(plan=plan)}
        self.fields["hangs_on"].choices = self._hangs(wording, goal)  # type: ignore[attr-defined]
        self.fields["focus_area"].choices = [  # type: ignore[attr-defined]
            ("", _("No focus area")),
            *((pk, area.title) for pk, area in self.areas.items()),
        ]
        self.fields["owner"].offer(positions)  # type: ignore[attr-defined]
        self.fields["deputy"].offer(positions)  # type: ignore[attr-defined]

    def _offer_ladder(self, goal: Goal | None) -> None:
        """The municipality's own steps; where it uses none the question is not asked. A step that has gone stays."""
        steps: list[str] = next(iter(PlanSetup.objects.values_list("ladder", flat=True)), [])
        if goal and goal.ladder_step and goal.ladder_step not in steps:
            steps = [*steps, goal.ladder_step]
        if not steps:
            del self.fields["ladder_step"]
            return
        self.fields["ladder_step"].choices = [("", _("No step")), *((step, step) for step in steps)]  # type: ignore[attr-defined]

    def _demand_what_a_running_plan_demands(self) -> None:
        sentences = {
            "hangs_on": _("The plan is running: say which sentence or decision the goal hangs on."),
            "owner": _("The plan is running: say which position answers for the goal."),
            "level": _("The plan is running: say which level the goal serves, or that none applies."),
        }
        for name, sentence in sentences.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence

    def _hangs(self, wording: Wording, goal: Goal | None) -> list[Any]:
        choices: list[Any] = [
            ("", _("Nothing yet")),
            ("policy", _("The policy as a whole: %(policy)s") % {"policy": self.plan.policy.title}),
        ]
        if goal and goal.passage_id and wording[goal.passage_id] is None:
            choices.append(
                (f"p{goal.passage_id}", _("The sentence it hung on, which is not in the edition in force"))
            )
        choices += [(theme, [(f"p{pk}", line) for pk, line in lines]) for theme, lines in wording.choices()]
        if self.decisions:
            choices.append(
                (
                    _("Decisions"),
                    [(f"d{pk}", f"{each}, {each.matter.title}"[:160]) for pk, each in self.decisions.items()],
                )
            )
        return choices

    @staticmethod
    def initial_of(goal: Goal) -> dict[str, Any]:
        hangs = (
            f"p{goal.passage_id}"
            if goal.passage_id
            else f"d{goal.decision_id}"
            if goal.decision_id
            else "policy"
            if goal.on_policy
            else ""
        )
        return {
            "title": goal.title,
            "description": goal.description,
            "hangs_on": hangs,
            "focus_area": goal.focus_area_id or "",
            "owner": goal.owner_id or "",
            "deputy": goal.deputy_id or "",
            "level": goal.level,
            "ladder_step": goal.ladder_step,
            "due": goal.due,
        }

    def values(self) -> dict[str, Any]:
        """The arguments of write_goal and edit_goal."""
        cleaned = dict(self.cleaned_data)
        hangs = cleaned.pop("hangs_on")
        cleaned["on_policy"] = hangs == "policy"
        cleaned["passage"] = (
            Passage.objects.get(pk=hangs[1:]) if hangs.startswith("p") and hangs != "policy" else None
        )
        cleaned["decision"] = self.decisions[int(hangs[1:])] if hangs.startswith("d") else None
        cleaned["focus_area"] = self.areas[cleaned["focus_area"]] if cleaned["focus_area"] else None
        return cleaned

    def in_words(self, name: str, value: Any) -> str:
        """A field's value as one reads it."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return str(field.prepare_value(value) or "")
        choices: Any = field.choices
        for key, label in choices:
            inside = label if isinstance(label, list | tuple) else [(key, label)]
            for pk, text in inside:
                if str(pk) == str(value if value is not None else ""):
                    return str(text)
        return ""


class CriterionForm(SafeTextMixin, forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Criterion"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it tells"),
        choices=[
            (CriterionKind.SUCCESS, gettext_lazy("What children and young people get out of it")),
            (CriterionKind.OUTPUT, gettext_lazy("How we realise it")),
        ],
        required=False,
    )


class InitiativeForm(SafeTextMixin, forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=gettext_lazy("Initiative"), max_length=300, required=False)
    owner = PositionField(label=gettext_lazy("Who does it"))
    starts = DayField(label=gettext_lazy("Begins"), required=False)
    ends = DayField(label=gettext_lazy("Ends"), required=False)

    def __init__(self, *args: Any, positions: Sequence[Position], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(positions)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] < cleaned["starts"]:
            self.add_error("ends", _("The initiative ends before it begins. Swap the two days."))
        return cleaned


CriterionRows = forms.formset_factory(CriterionForm, extra=SPARE_ROWS, max_num=60)
InitiativeRows = forms.formset_factory(InitiativeForm, extra=SPARE_ROWS, max_num=60)


class GoalForms:
    """A goal's form with its two lists, as the page sends them together."""

    def __init__(
        self,
        plan: Plan,
        wording: Wording,
        goal: Goal | None = None,
        data: Any = None,
        initial: dict[str, Any] | None = None,
    ):
        positions = positions_in_danish_order()
        self.goal_form = GoalForm(
            data,
            plan=plan,
            wording=wording,
            positions=positions,
            goal=goal,
            initial=initial or (GoalForm.initial_of(goal) if goal else {}),
        )
        criteria = (
            [{"pk": each.pk, "text": each.text, "kind": each.kind} for each in goal.criteria.all()]
            if goal
            else []
        )
        initiatives = (
            [
                {
                    "pk": each.pk,
                    "title": each.title,
                    "owner": each.owner_id or "",
                    "starts": each.starts,
                    "ends": each.ends,
                }
                for each in goal.initiatives.all()
            ]
            if goal
            else []
        )
        self.criteria = CriterionRows(data, initial=criteria, prefix="criteria")
        self.initiatives = InitiativeRows(
            data, initial=initiatives, prefix="initiatives", form_kwargs={"positions": positions}
        )

    def is_valid(self) -> bool:
        return all([self.goal_form.is_valid(), self.criteria.is_valid(), self.initiatives.is_valid()])

    @property
    def all_forms(self) -> list[forms.Form]:
        return [self.goal_form, *self.criteria.forms, *self.initiatives.forms]

    def values(self) -> dict[str, Any]:
        return {
            **self.goal_form.values(),
            "criteria": [
                CriterionRow(row["text"], row.get("kind") or CriterionKind.SUCCESS, row.get("pk"))
                for row in self.criteria.cleaned_data
                if row
            ],
            "initiatives": [
                InitiativeRow(
                    row["title"], row.get("owner"), row.get("starts"), row.get("ends"), row.get("pk")
                )
                for row in self.initiatives.cleaned_data
                if row
            ],
        }

    def beside(self, goal: Goal) -> list[tuple[str, str, str]]:
        """(label, what now stands, what was typed) for each field of the goal in which the two differ."""
        rows = []
        form = self.goal_form
        for name, theirs in GoalForm.initial_of(goal).items():
            if name not in form.fields:
                continue
            stands, typed = form.in_words(name, theirs), form.in_words(name, form[name].value())
            if stands.strip() != typed.strip():
                rows.append((str(form.fields[name].label), stands, typed))
        stands = "\n".join(each.text for each in goal.criteria.all())
        typed = "\n".join(row["text"] for row in self.criteria.cleaned_data if row and row.get("text"))
        if stands != typed:
            rows.append((_("Criteria"), stands, typed))
        return rows


class EndForm(SafeTextMixin, forms.Form):
    """Why a goal, or a plan, goes."""

    how = forms.ChoiceField(
        label=gettext_lazy("What becomes of the goal?"),
        widget=forms.RadioSelect,
        choices=[
            ("close", gettext_lazy("It is over: reached, or its time is up")),
            ("drop", gettext_lazy("It is given up")),
        ],
        error_messages={"required": gettext_lazy("Choose what becomes of the goal.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence is enough. It stands on record: nothing disappears silently."),
        error_messages={
            "required": gettext_lazy("Nothing disappears silently. Write why; one sentence is enough.")
        },
    )


class CloseForm(SafeTextMixin, forms.Form):
    reason = EndForm.base_fields["reason"]
