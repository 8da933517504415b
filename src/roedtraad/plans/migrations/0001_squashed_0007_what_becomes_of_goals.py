import django.db.models.deletion
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("plans", "0001_initial"),
        ("plans", "0002_initiative_of_focus_area"),
        ("plans", "0003_a_units_own_goals"),
        ("plans", "0004_agreements"),
        ("plans", "0005_the_table_and_what_follows"),
        ("plans", "0006_dissemination"),
        ("plans", "0007_what_becomes_of_goals"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("matters", "0001_squashed_0003_annexes"),
        ("organisation", "0001_squashed_0002_directory"),
        ("policies", "0001_squashed_0002_matter_subject"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("starts", models.DateField(blank=True, null=True, verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being written"),
                                    ("running", "running"),
                                    ("closed", "closed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("end_reason", models.TextField(blank=True)),
                        ("deadline_earliest", models.DateField(blank=True, null=True)),
                        ("deadline_latest", models.DateField(blank=True, null=True)),
                        ("deadline_precision", models.CharField(blank=True, max_length=10)),
                        ("deadline_words", models.CharField(blank=True, max_length=100)),
                        ("deadline_vague", models.BooleanField(default=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan",
                        "verbose_name_plural": "plans",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts__isnull", True),
                                    ("ends__isnull", True),
                                    ("ends__gte", models.F("starts")),
                                    _connector="OR",
                                ),
                                name="plan_period_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FocusArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("theme_name", models.CharField(blank=True, max_length=300, verbose_name="theme")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "perspective",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("citizen", "citizen-facing"),
                                    ("organisation", "organisation-facing"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="policies.passage",
                                verbose_name="theme",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="focus_areas",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "focus area",
                        "verbose_name_plural": "focus areas",
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "on_policy",
                            models.BooleanField(default=False, verbose_name="hangs on the policy as a whole"),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="goal")),
                        ("description", models.TextField(blank=True, verbose_name="in more words")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("general", "general"),
                                    ("preventive", "preventive"),
                                    ("targeted", "targeted"),
                                    ("none", "not applicable"),
                                ],
                                max_length=12,
                                verbose_name="level of prevention",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("writing", "being written"),
                                    ("submitted", "submitted for approval"),
                                    ("returned", "returned"),
                                    ("active", "active"),
                                    ("dropped", "dropped"),
                                    ("closed", "closed"),
                                ],
                                default="active",
                                max_length=10,
                            ),
                        ),
                        ("end_reason", models.TextField(blank=True)),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        ("due_earliest", models.DateField(blank=True, null=True)),
                        ("due_latest", models.DateField(blank=True, null=True)),
                        ("due_precision", models.CharField(blank=True, max_length=10)),
                        ("due_words", models.CharField(blank=True, max_length=100)),
                        ("due_vague", models.BooleanField(default=False)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.decision",
                                verbose_name="hangs on the decision",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                                verbose_name="deputy",
                            ),
                        ),
                        (
                            "focus_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to="plans.focusarea",
                                verbose_name="focus area",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="policies.passage",
                                verbose_name="hangs on the sentence",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to="plans.plan",
                            ),
                        ),
                        ("followed_by", models.TextField(blank=True, verbose_name="how we follow up")),
                        ("how", models.TextField(blank=True, verbose_name="how we live up to it")),
                        (
                            "measured_by",
                            models.TextField(blank=True, verbose_name="which indicators show it"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_goals",
                                to="plans.goal",
                                verbose_name="the plan's goal that it stands under",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                                verbose_name="unit",
                            ),
                        ),
                        (
                            "ladder_step",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="step of the intervention ladder"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "goal",
                        "verbose_name_plural": "goals",
                        "ordering": ["order", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["municipality", "passage"], name="plans_goal_municip_8879a1_idx"
                            ),
                            models.Index(
                                fields=["municipality", "plan", "state"], name="plans_goal_municip_b4096c_idx"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent__isnull", True), ("unit__isnull", False), _connector="OR"
                                ),
                                name="goal_under_goal_is_a_units",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Initiative",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="initiative")),
                        ("starts", models.DateField(blank=True, null=True, verbose_name="starts")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="ends")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("running", "under way"),
                                    ("done", "done"),
                                    ("stopped", "stopped"),
                                ],
                                default="planned",
                                max_length=8,
                            ),
                        ),
                        ("description", models.TextField(blank=True, verbose_name="in more words")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=12,
                                null=True,
                                verbose_name="amount in kroner",
                            ),
                        ),
                        (
                            "budget_line",
                            models.CharField(blank=True, max_length=120, verbose_name="budget line"),
                        ),
                        (
                            "budget_year",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="budget year"
                            ),
                        ),
                        (
                            "focus_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="initiatives",
                                to="plans.focusarea",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="initiatives",
                                to="plans.goal",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                                verbose_name="owner",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "initiative",
                        "verbose_name_plural": "initiatives",
                        "ordering": ["starts", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("focus_area__isnull", True), ("goal__isnull", False)),
                                    models.Q(("focus_area__isnull", False), ("goal__isnull", True)),
                                    _connector="OR",
                                ),
                                name="initiative_of_goal_or_focus_area",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="milestone")),
                        ("reached_on", models.DateField(blank=True, null=True, verbose_name="reached on")),
                        ("due_earliest", models.DateField(blank=True, null=True)),
                        ("due_latest", models.DateField(blank=True, null=True)),
                        ("due_precision", models.CharField(blank=True, max_length=10)),
                        ("due_words", models.CharField(blank=True, max_length=100)),
                        ("due_vague", models.BooleanField(default=False)),
                        (
                            "initiative",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="plans.initiative",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "milestone",
                        "verbose_name_plural": "milestones",
                        "ordering": ["due_earliest", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GoverningDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="what is to be made")),
                        ("made_on", models.DateField(blank=True, null=True, verbose_name="made on")),
                        ("where", models.CharField(blank=True, max_length=300, verbose_name="where it is")),
                        ("due_earliest", models.DateField(blank=True, null=True)),
                        ("due_latest", models.DateField(blank=True, null=True)),
                        ("due_precision", models.CharField(blank=True, max_length=10)),
                        ("due_words", models.CharField(blank=True, max_length=100)),
                        ("due_vague", models.BooleanField(default=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="governing_documents",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "governing document",
                        "verbose_name_plural": "governing documents",
                        "ordering": ["due_earliest", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Discussion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("on", models.DateField(verbose_name="day")),
                        (
                            "company",
                            models.CharField(
                                choices=[
                                    ("staff", "the staff"),
                                    ("med", "the MED committee"),
                                    ("parents", "the parents' board"),
                                    ("children", "the children and young people"),
                                    ("managers", "the management"),
                                    ("other", "others"),
                                ],
                                max_length=10,
                                verbose_name="with whom",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="what the talk led to")),
                        ("help_asked", models.TextField(blank=True, verbose_name="help asked for")),
                        ("help_given", models.TextField(blank=True, verbose_name="help given")),
                        ("helped_on", models.DateField(blank=True, null=True)),
                        ("helped_by", models.CharField(blank=True, max_length=200)),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "discussion of the policy",
                        "verbose_name_plural": "discussions of the policy",
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("help_given", ""),
                                    models.Q(("help_asked", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="help_given_was_asked_for",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Agreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(verbose_name="to")),
                        ("dialogue", models.TextField(blank=True, verbose_name="what you talked about")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being written"),
                                    ("offered", "signed by one side"),
                                    ("signed", "signed by both sides"),
                                ],
                                default="draft",
                                max_length=8,
                            ),
                        ),
                        ("document", models.TextField(blank=True, editable=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "agreement",
                        "verbose_name_plural": "agreements",
                        "ordering": ["-starts", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))),
                                name="agreement_period_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanRevision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("why", models.TextField(verbose_name="why it is revised")),
                        ("opened_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.decision",
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revision",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "successor",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_from",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "revision of a plan",
                        "verbose_name_plural": "revisions of plans",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("plan", models.F("successor")), _negated=True),
                                name="plan_revision_into_another_plan",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoalFate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("kept", "kept"),
                                    ("changed", "changed"),
                                    ("merged", "merged with another"),
                                    ("dropped", "dropped"),
                                ],
                                max_length=8,
                                verbose_name="what becomes of it",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why")),
                        (
                            "goal",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fate",
                                to="plans.goal",
                            ),
                        ),
                        (
                            "into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="came_from",
                                to="plans.goal",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fates",
                                to="plans.planrevision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fate of a goal",
                        "verbose_name_plural": "fates of goals",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fate", "dropped"), ("into__isnull", True)),
                                    models.Q(
                                        models.Q(("fate", "dropped"), _negated=True), ("into__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="goal_fate_goes_on_or_is_dropped",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanSetup",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "agreement_word",
                            models.CharField(
                                blank=True,
                                help_text="For example kontrakt, aftale or virksomhedsplan.",
                                max_length=40,
                                verbose_name="what an agreement with a unit is called",
                            ),
                        ),
                        (
                            "ladder",
                            models.JSONField(
                                default=list, help_text="names of the steps, the least intervention first"
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "set-up of plans",
                        "verbose_name_plural": "set-ups of plans",
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality",), name="plan_setup_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Remark",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("submitted", "submitted it for approval"),
                                    ("approved", "approved it"),
                                    ("returned", "returned it"),
                                    ("comment", "commented"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        (
                            "name",
                            models.CharField(help_text="who held the position that day", max_length=200),
                        ),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="remarks",
                                to="plans.goal",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "remark on a goal",
                        "verbose_name_plural": "remarks on goals",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Signature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(
                                choices=[("unit", "the unit"), ("manager", "the line manager")], max_length=8
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="signatures",
                                to="plans.agreement",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "position",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["side"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agreement", "side"), name="signature_once_a_side"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="YearlyTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("year", models.PositiveSmallIntegerField(verbose_name="budget year")),
                        ("text", models.TextField(verbose_name="target")),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.decision",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.goal",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="yearly_targets",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "yearly political target",
                        "verbose_name_plural": "yearly political targets",
                        "ordering": ["-year", "order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Crossing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("text", models.TextField(verbose_name="what it does for it")),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "citizen",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.focusarea",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="plans.focusarea",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "crossing of two focus areas",
                        "verbose_name_plural": "crossings of two focus areas",
                        "constraints": [
                            models.UniqueConstraint(fields=("citizen", "organisation"), name="crossing_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("success", "success criterion"), ("output", "output target")],
                                default="success",
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="text")),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        ("due_earliest", models.DateField(blank=True, null=True)),
                        ("due_latest", models.DateField(blank=True, null=True)),
                        ("due_precision", models.CharField(blank=True, max_length=10)),
                        ("due_words", models.CharField(blank=True, max_length=100)),
                        ("due_vague", models.BooleanField(default=False)),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "focus_area",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="plans.focusarea",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="plans.goal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion",
                        "verbose_name_plural": "criteria",
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("focus_area__isnull", True), ("goal__isnull", False)),
                                    models.Q(("focus_area__isnull", False), ("goal__isnull", True)),
                                    _connector="OR",
                                ),
                                name="criterion_of_goal_or_focus_area",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgreementGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "agreement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="taken_in",
                                to="plans.agreement",
                            ),
                        ),
                        (
                            "municipality",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.goal"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("agreement", "goal"), name="agreement_goal_once")
                        ],
                    },
                ),
            ]
        ),
    ]
