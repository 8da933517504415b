"""The house itself: what the import contracts cannot see."""

import importlib
import re
from itertools import product
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

import roedtraad
from roedtraad.core.actions import VERBS
from roedtraad.core.permissions import PERMISSIONS
from roedtraad.core.reasons import Refused
from roedtraad.core.states import move, why_not_move
from roedtraad.core.tenancy import NoMunicipality, TenantModel, tenant_models

SOURCE = Path(roedtraad.__file__).parent
ORDER = "core organisation matters policies commission plans indicators followup status steering intake workspace".split()
OURS = [model for model in apps.get_models() if model._meta.app_label in ORDER]


def foreign_keys():
    for model in OURS:
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model._meta.app_label in ORDER:
                yield model, field


def test_a_foreign_key_points_to_its_own_app_or_a_lower_one():
    upward = [
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert upward == []


def test_a_lower_app_gets_no_accessor_from_a_higher_one():
    named = [
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if field.related_model._meta.app_label != model._meta.app_label
        and not (field.remote_field.related_name or "").endswith("+")
    ]
    assert named == []


def test_every_row_belongs_to_a_municipality_save_those_of_the_installation():
    of_the_installation = {"core.Municipality", "core.User", "core.ScheduledRun"}
    assert {model._meta.label for model in OURS if not issubclass(model, TenantModel)} == of_the_installation
    for model in tenant_models():
        with pytest.raises(NoMunicipality):
            model._default_manager.all()


def test_only_the_operators_work_looks_across_municipalities():
    """A new place in this list is a decision: it sees every municipality's rows (models: is this row frozen?)."""
    allowed = {
        "core/tenancy.py", "core/jobs.py", "policies/models.py", "policies/querysets.py", "followup/models.py",
    }  # fmt: skip
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts
        and "migrations" not in path.parts
        and re.search(
            r"\.across\b(?!\()", path.read_text()
        )  # the manager; what is called is a drawing's or a table's
    }
    assert found <= allowed


def test_every_verb_has_a_permission_that_says_who_may():
    for app in ORDER:
        if (SOURCE / app / "actions.py").exists() or (SOURCE / app / "actions").exists():
            importlib.import_module(f"roedtraad.{app}.actions")
    assert VERBS
    for verb, function in VERBS.items():
        permission = function.permission
        assert PERMISSIONS[permission.name] is permission, verb
        assert str(permission.sentence).endswith("."), permission.name


def machines():
    """Every state machine of the house: (name, choices, transitions)."""
    for app in ORDER:
        if not (SOURCE / app / "enums.py").exists():
            continue
        enums = importlib.import_module(f"roedtraad.{app}.enums")
        for name, table in vars(enums).items():
            if name.endswith("_TRANSITIONS"):
                yield pytest.param(type(next(iter(table))), table, id=f"{app}.{name}")


@pytest.mark.parametrize(("choices", "transitions"), list(machines()))
def test_every_state_says_what_may_follow_it(choices, transitions):
    assert set(transitions) == set(choices)
    for now, to in product(choices, choices):
        reasons = why_not_move(transitions, now, to, {choice: choice.label for choice in choices})
        assert bool(reasons) == (to not in transitions[now])
        if reasons:
            assert str(now.label) in str(reasons[0])
            assert str(to.label) in str(reasons[0])


def test_moving_to_a_state_that_may_not_follow_is_refused_and_changes_nothing(fjordby):
    from roedtraad.matters.enums import TASK_TRANSITIONS, TaskState
    from roedtraad.matters.models import Task

    task = Task(text="Ring til skolerne", state=TaskState.DONE)
    with pytest.raises(Refused):
        move(task, TaskState.DROPPED, TASK_TRANSITIONS)
    assert task.state == TaskState.DONE
    move(task, TaskState.OPEN, TASK_TRANSITIONS)
    assert task.state == TaskState.OPEN


def test_no_model_is_erased_by_cascade_from_another_app():
    """What hangs together is taken away by an action that asks for the consequences, not by the database.

    The exceptions are mere links and forms, which say nothing without what they belong to.
    """
    goes_along = {
        "followup.Notice.user",
        "followup.PersonalLink.user",
        "followup.Reminder.user",
        "followup.Template.plan",
        "followup.Tiding.user",
        "policies.MatterSubject.matter",
        "status.RecommendationGoal.recommendation",
    }
    cascading = [
        f"{model._meta.label}.{field.name}"
        for model, field in foreign_keys()
        if field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.on_delete is models.CASCADE
    ]
    assert set(cascading) == goes_along
