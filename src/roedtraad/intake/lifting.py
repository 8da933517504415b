"""Lifting an acceptance out again: what hangs on it, and what it made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Exists, IntegerField, OuterRef, Value
from django.urls import NoReverseMatch, reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from roedtraad.commission.models import ExternalProject
from roedtraad.core.models import ActionLog
from roedtraad.core.reasons import Reason
from roedtraad.core.tenancy import TenantModel, tenant_models
from roedtraad.matters import transcription
from roedtraad.matters.models import Decision, PresentationSection
from roedtraad.policies import actions as policies
from roedtraad.policies.models import Edition, PassageText, Revision

from .models import Acceptance, Landing

# Found by their name and shared: if others use them meanwhile, they stay when the acceptance is undone.
SHARED = {
    "policies.policy",
    "organisation.position",
    "organisation.person",
    "organisation.body",
    "matters.meeting",
}
# Named by several documents while nothing points to it: it stays until the last of them is lifted out.
NAMED_AGAIN = {"commission.externalproject"}
# One behind the other, what hangs on the others first.
OF_A_PLAN = [f"plans.{kind}" for kind in ("plandate", "initiative", "criterion", "goal", "focusarea", "plan")]
# What goes with an edition is lifted out by the policies' own verb.
WITH_EDITION = {"policies.passage", "policies.passagetext", "policies.revision"}
# What an edition ended is given back when it is lifted out.
GIVEN_BACK = {"policies.edition.replaced_by"}
# What another document's arrival did is no work of somebody on it.
OF_ITSELF = {"plans.stand_under"}
OWN_RECORDS = {"intake.landing", "intake.acceptance", "intake.element", "core.actionlog", "core.job"}


@dataclass
class Traces:
    """What an acceptance did, each as {kind: primary keys}.

    made: what it made, with what goes with its editions and its presentations.
    given_back: by 'kind.column', rows of others that it made point at what it made, and that get back what stood there.
    """

    made: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    given_back: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def traces_of(acceptance: Acceptance) -> Traces:
    """Four queries at most."""
    traces = Traces()
    rows = Landing.objects.filter(acceptance=acceptance)
    for kind, pk, made, before in rows.values_list("thing_type", "thing_id", "made", "before"):
        if made:
            traces.made[kind].add(pk)
        for name in before:
            traces.given_back[f"{kind}.{name}"].add(pk)
    made = traces.made
    if made.get("policies.edition"):
        _with_editions(made)
    if made.get("matters.presentation"):
        sections = PresentationSection.objects.filter(presentation__in=made["matters.presentation"])
        made["matters.presentationsection"].update(sections.values_list("pk", flat=True))
    return traces


def _with_editions(made: dict[str, set[int]]) -> None:
    """Adds the revisions and texts of its editions, and the passages that no earlier edition of the policy had."""
    revisions = Revision.objects.filter(edition__in=made["policies.edition"])
    earlier = PassageText.objects.filter(
        passage=OuterRef("texts__passage"),
        revision__edition__policy=OuterRef("edition__policy"),
        revision__edition__number__lt=OuterRef("edition__number"),
    )
    rows = revisions.order_by().values_list("pk", "texts", "texts__passage", Exists(earlier))
    for revision, text, passage, known in rows:
        made["policies.revision"].add(revision)
        if text:
            made["policies.passagetext"].add(text)
            if not known:
                made["policies.passage"].add(passage)


def what_hangs_on(
    made: dict[str, set[int]], kinds: set[str], given: dict[str, set[int]] | None = None
) -> dict[type[TenantModel], int]:
    """Rows of others that point at what was made, generated from the models: {model: number of rows}. One query.

    `given`: rows that are given back, by 'kind.column'; they hang on nothing.
    """
    asked: list[Any] = []
    models = tenant_models()
    for place, model in enumerate(models):
        if model._meta.label_lower in OWN_RECORDS:
            continue
        for column in model._meta.concrete_fields:
            target = column.related_model
            if not column.is_relation or not isinstance(target, type) or not issubclass(target, TenantModel):
                continue
            kind = target._meta.label_lower
            own_way = f"{model._meta.label_lower}.{column.name}" in GIVEN_BACK
            if kind in kinds and made.get(kind) and not own_way:
                rows = model.objects.filter(**{f"{column.name}__in": made[kind]}).order_by()
                spared = (given or {}).get(f"{model._meta.label_lower}.{column.attname}")
                if spared:
                    rows = rows.exclude(pk__in=spared)
                asked.append(rows.values_list(Value(place, IntegerField()), "pk"))
    others: dict[type[TenantModel], set[int]] = defaultdict(set)
    for place, pk in asked[0].union(*asked[1:]) if asked else ():
        if pk not in made.get(models[place]._meta.label_lower, ()):
            others[models[place]].add(pk)
    return {model: len(rows) for model, rows in others.items()}


def why_not_undo(acceptance: Acceptance, by: Any = None, **_more: Any) -> list[Reason]:
    """An acceptance can be undone until something hangs on what it made, or somebody has worked on it."""
    traces = traces_of(acceptance)
    made = traces.made
    reasons = []
    hanging = what_hangs_on(made, set(made) - SHARED, traces.given_back)
    edition = next(iter(made.get("policies.edition", ())), None)
    plan = next(iter(made.get("plans.plan", ())), None)
    matter = next(iter(made.get("matters.matter", ())), None)
    terms = next(iter(made.get("commission.termsofreference", ())), None)
    url = (
        _where("policies:edition", edition)
        or _where("plans:plan", plan)
        or _where("matters:matter", matter)
        or _where("commission:terms", terms)
    )
    if hanging:
        words = get_text_list(
            [f"{count} {_name(model, count)}" for model, count in hanging.items()], _("and")
        )
        reasons.append(
            Reason(
                "hangs-on-it",
                _("Something hangs on what came of the document: %(what)s.") % {"what": words},
                _("Move or remove that first; then the acceptance can be undone."),
                url,
            )
        )
    changed = _worked_on(acceptance, made)
    if changed:
        reasons.append(
            Reason(
                "worked-on",
                _("Since then somebody has changed what came of it: %(what)s.")
                % {"what": get_text_list(changed[:4], _("and"))},
                _("Undoing would throw those words away. Correct what is wrong instead."),
                url,
            )
        )
    return reasons


def _name(model: type[TenantModel], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


def _where(name: str, pk: int | None) -> str:
    try:
        return reverse(name, args=[pk]) if pk else ""
    except NoReverseMatch:
        return ""


def _worked_on(acceptance: Acceptance, made: dict[str, set[int]]) -> list[str]:
    later = ActionLog.objects.filter(pk__gt=acceptance.last_log, thing_type__in=list(made)).exclude(
        verb__in=OF_ITSELF
    )
    rows = later.values_list("thing_type", "thing_id", "thing_label").order_by("pk")
    return list(dict.fromkeys(label for kind, pk, label in rows if pk in made[kind] and kind not in SHARED))


def lift_out(acceptance: Acceptance, *, by: Any) -> dict[str, int]:
    """Remove exactly what the acceptance made, the last first, and give back what it changed. Counts by kind."""
    counts: dict[str, int] = {}
    landings = list(Landing.objects.filter(acceptance=acceptance).order_by("-pk"))
    for landing in landings:
        if landing.before:
            row = _row(landing.thing_type, landing.thing_id)
            if row is not None:
                for name, value in landing.before.items():
                    setattr(row, name, value)
                row.save()
    seen: set[tuple[str, int]] = set()
    # What a plan is made of hangs on sentences of the edition, so it goes before that.
    order = [
        *OF_A_PLAN,
        "policies.policyrelation",
        "policies.passageorigin",
        "policies.edition",
        "matters.decision",
    ]
    made_rows = [each for each in landings if each.made and each.thing_type not in WITH_EDITION]
    made_rows.sort(
        key=lambda each: (
            order.index(each.thing_type)
            if each.thing_type in order
            else len(order) + (2 if each.thing_type in SHARED else each.thing_type in NAMED_AGAIN)
        )
    )
    for landing in made_rows:
        thing = (landing.thing_type, landing.thing_id)
        row = None if thing in seen else _row(*thing)
        seen.add(thing)
        if row is None:
            continue
        if landing.thing_type in SHARED and what_hangs_on(
            {landing.thing_type: {row.pk}}, {landing.thing_type}
        ):
            _hand_over(landing)
            continue
        if isinstance(row, ExternalProject) and _hand_over(landing):
            _let_go_of_policy(row)
            continue
        if isinstance(row, Edition):
            policies.lift_out(row, by=by)
        elif isinstance(row, Decision):
            transcription.lift_out(row, by=by)
        else:
            row.delete()
        counts[landing.thing_type] = counts.get(landing.thing_type, 0) + 1
    return counts


def _let_go_of_policy(project: ExternalProject) -> None:
    """A project that another document names keeps its policy only where something else keeps that too."""
    if project.policy_id is None:
        return
    policy = "policies.policy"
    if not set(what_hangs_on({policy: {project.policy_id}}, {policy})) - {ExternalProject}:
        project.policy = None
        project.save()


def _hand_over(landing: Landing) -> bool:
    """What stays because another document names it goes with that one, as if that had come first. Whether there is one."""
    others = Landing.objects.filter(
        thing_type=landing.thing_type,
        thing_id=landing.thing_id,
        made=False,
        acceptance__undone_at__isnull=True,
    )
    heir = others.exclude(acceptance=landing.acceptance_id).order_by("pk").first()
    if heir is not None:
        heir.made = True
        heir.save()
    return heir is not None


def _row(kind: str, pk: int) -> Any:
    model = apps.get_model(kind)
    return model.objects.filter(pk=pk).first()
