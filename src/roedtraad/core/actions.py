"""Actions: the verbs. Every change to a municipality's data is one.

    @action("plans.write_goal", permission=may_write_plan)
    def write_goal(plan: Plan, *, by: User, title: str) -> Goal: ...

The wrapper does, in one transaction: lock the thing (first argument) and read it afresh, ask the permission,
ask the registered refusals, call the verb, and write the action log with what changed. What is to be told to
people goes through `core.outbox` and leaves after commit only. A refusal leaves nothing half-done.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from . import registries
from .models import ActionLog, Municipality
from .permissions import Permission
from .reasons import ChangedMeanwhile, Reason, Refused
from .tenancy import TenantModel, WrongMunicipality, current

R = TypeVar("R")

VERBS: dict[str, Callable[..., Any]] = {}


class System:
    """The system as the one who acts: scheduled work."""

    is_system = True
    is_authenticated = True
    is_active = True
    pk = None
    name = "Rød Tråd"

    def __str__(self) -> str:
        return self.name


SYSTEM = System()


def action(verb: str, *, permission: Permission) -> Callable[[Callable[..., R]], Callable[..., R]]:
    """Make a function a verb. Its first argument is the thing (a TenantModel, saved), `by` who acts.

    Optional keyword `seen_version`: the thing's `version` when the user began to edit; if somebody saved
    meanwhile, `ChangedMeanwhile` is raised with what now stands. Optional keyword `note`: goes onto the record.
    """

    def decorate(function: Callable[..., R]) -> Callable[..., R]:
        @functools.wraps(function)
        def carry_out(*args: Any, **kwargs: Any) -> R:
            thing, by = args[0], kwargs["by"]
            seen_version, note = kwargs.pop("seen_version", None), kwargs.pop("note", "")
            with transaction.atomic():
                _lock(thing)
                permission.demand(by, thing)
                if seen_version is not None:
                    _refuse_if_changed(thing, seen_version)
                reasons = why_not(verb, thing, by, **{k: v for k, v in kwargs.items() if k != "by"})
                if reasons:
                    raise Refused(reasons)
                before, key = state_of(thing), getattr(thing, "pk", None)
                result = function(*args, **kwargs)
                record(verb, thing, by, before, result, note, key=key)
            return result

        carry_out.verb = verb  # type: ignore[attr-defined]
        carry_out.permission = permission  # type: ignore[attr-defined]
        if verb in VERBS:
            raise ValueError(f"the verb {verb} is declared twice")
        VERBS[verb] = carry_out
        return carry_out

    return decorate


def why_not(verb: str, thing: Any, by: Any, **arguments: Any) -> list[Reason]:
    """What the registered rules have against it, as sentences; empty if nothing. Also feeds disabled buttons."""
    return [reason for rule in registries.refusals.of(verb) for reason in rule(thing, by, **arguments)]


def _lock(thing: Any) -> None:
    if isinstance(thing, Municipality):
        # What is made in a municipality is made one at a time: a form sent twice finds what the first one made.
        # Without the key, so that rows that point to the municipality are still written beside it.
        if thing.pk != current().pk:
            raise WrongMunicipality(f"{thing} is not the municipality in scope.")
        Municipality.objects.select_for_update(no_key=True).get(pk=thing.pk)
    if not isinstance(thing, TenantModel):
        return
    if thing.pk is None and thing.municipality_id is None:
        thing.claim()  # a fresh row, to be saved by the action itself
    if thing.municipality_id != current().pk:
        raise WrongMunicipality(f"{thing._meta.label} belongs to another municipality than the one in scope.")
    if thing.pk is not None:
        thing.refresh_from_db(from_queryset=type(thing)._default_manager.select_for_update(of=("self",)))


def version_of(thing: Any) -> int:
    """What a page keeps of the state it showed: the row's `version`; without one, the last that was done to it."""
    if isinstance(thing, Versioned):
        return thing.version
    done = ActionLog.objects.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk)
    return done.values_list("pk", flat=True).first() or 0


def _refuse_if_changed(thing: Any, seen_version: int | str) -> None:
    # What a page sends back may be anything: then it saw no version of ours.
    if str(version_of(thing)) != str(seen_version):
        last = (
            ActionLog.objects.filter(thing_type=thing._meta.label_lower, thing_id=thing.pk)
            .values_list("by_name", flat=True)
            .first()
        )
        raise ChangedMeanwhile(
            Reason(
                "changed-meanwhile",
                _("%(who)s saved this while you were writing.") % {"who": last or _("Somebody else")},
                _(
                    "Both texts are shown below. Choose, or write them together, and save again: nothing is lost."
                ),
            ),
            theirs=state_of(thing),
        )


def state_of(thing: Any) -> dict[str, Any]:
    """A row as plain data: {field: value}, foreign keys as their primary key. Files are left out: what is thrown
    away because it holds a CPR number must not live on in the record of what was done."""
    if not isinstance(thing, models.Model):
        return {}
    return {
        field.attname: plain(field.value_from_object(thing))
        for field in thing._meta.concrete_fields
        if field.attname not in ("id", "municipality_id") and not isinstance(field, models.BinaryField)
    }


def plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str | int | float | bool | list | dict) or value is None:
        return value
    return str(value)


def record(
    verb: str,
    thing: Any,
    by: Any,
    before: dict[str, Any],
    result: Any = None,
    note: str = "",
    key: int | None = None,
) -> ActionLog:
    """Write the action log: what changed on the thing, or what came of it where the result is another row.

    A thing that the verb has deleted is recorded whole, under the primary key that it had (`key`).
    """
    about = result if isinstance(result, TenantModel) and (result is not thing) else thing
    after = state_of(about)
    if about is thing and key is not None and thing.pk is None:
        after = {}
    elif about is thing:
        changed = [name for name in after if after[name] != before.get(name)]
        before = {name: before.get(name) for name in changed}
        after = {name: after[name] for name in changed}
    else:
        before = {}
    return ActionLog.objects.create(
        by=by if isinstance(by, models.Model) else None,
        by_name=str(by)[:120],
        verb=verb,
        thing_type=about._meta.label_lower,
        thing_id=key if about is thing and about.pk is None else about.pk,
        thing_label=str(about)[:300],
        before=before,
        after=after,
        note=note,
    )


class Versioned(models.Model):
    """Rows that several people edit: `version` counts up at each save, an action compares it."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)
