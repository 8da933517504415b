import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("policies", "0001_initial"), ("policies", "0002_matter_subject")]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("matters", "0001_squashed_0003_annexes"),
        ("organisation", "0001_squashed_0002_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Policy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("child_policy", "coherent children-and-youth policy"),
                                    ("contingency", "contingency plan"),
                                    ("policy", "policy"),
                                    ("strategy", "strategy"),
                                    ("action_plan", "action plan"),
                                    ("implementation_plan", "implementation plan"),
                                    ("other", "other governing document"),
                                ],
                                default="policy",
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[("overall", "overall"), ("operational", "operational")],
                                default="overall",
                                max_length=12,
                                verbose_name="level",
                            ),
                        ),
                        ("is_stub", models.BooleanField(default=False)),
                        ("target_group", models.TextField(blank=True, verbose_name="target group")),
                        (
                            "age_from",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                            ),
                        ),
                        (
                            "age_to",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(120)],
                            ),
                        ),
                        ("exclusion", models.TextField(blank=True, verbose_name="who is not covered")),
                        ("legal_basis", models.TextField(blank=True, verbose_name="legal basis")),
                        (
                            "kle_number",
                            models.CharField(blank=True, max_length=12, verbose_name="KLE number"),
                        ),
                        (
                            "adopted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.body",
                                verbose_name="the body that adopts it",
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
                        "verbose_name": "policy",
                        "verbose_name_plural": "policies",
                    },
                ),
                migrations.CreateModel(
                    name="Passage",
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
                                    ("section", "section"),
                                    ("paragraph", "paragraph"),
                                    ("vision", "vision"),
                                    ("mission", "mission"),
                                    ("value", "value"),
                                    ("child_view", "view of the child"),
                                    ("purpose", "purpose"),
                                    ("target_group", "target group"),
                                    ("background", "background"),
                                    ("legal_basis", "legal basis"),
                                    ("theme", "theme"),
                                    ("commitment", "commitment"),
                                    ("objective", "objective"),
                                    ("follow_up", "follow-up"),
                                    ("table", "table"),
                                ],
                                max_length=14,
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="passages",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PassageOrigin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "how",
                            models.CharField(
                                choices=[("split", "split from"), ("merged", "merged from")], max_length=10
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
                            "origin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="policies.passage",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="origins",
                                to="policies.passage",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("subtitle", models.CharField(blank=True, max_length=300, verbose_name="subtitle")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("released", "released"),
                                    ("submitted", "put before the council"),
                                    ("adopted", "adopted"),
                                    ("repealed", "repealed"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("valid_to", models.DateField(blank=True, null=True, verbose_name="period ends")),
                        (
                            "revision_due",
                            models.DateField(blank=True, null=True, verbose_name="revision due"),
                        ),
                        ("repealed_on", models.DateField(blank=True, null=True)),
                        ("early_revision_reason", models.TextField(blank=True)),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                        (
                            "adopted_words",
                            models.CharField(
                                blank=True, help_text="'december 2006', where no day is known", max_length=100
                            ),
                        ),
                        (
                            "adopted_body",
                            models.CharField(blank=True, max_length=200, verbose_name="adopted by"),
                        ),
                        ("evidence", models.TextField(blank=True, verbose_name="evidence of the adoption")),
                        ("is_editorial", models.BooleanField(default=False)),
                        ("authority", models.TextField(blank=True, verbose_name="under what authority")),
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
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.matter",
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
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="policies.edition",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "edition",
                        "verbose_name_plural": "editions",
                        "ordering": ["policy", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("policy", "number"), name="edition_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_to__isnull", True),
                                    ("valid_from__isnull", True),
                                    ("valid_to__gte", models.F("valid_from")),
                                    _connector="OR",
                                ),
                                name="edition_period_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PolicyRelation",
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
                                    ("replaces", "replaces"),
                                    ("supports", "supports"),
                                    ("relates_to", "relates to"),
                                    ("part_of", "is part of"),
                                    ("implements", "implements"),
                                    ("builds_on", "builds on"),
                                    ("concerns", "concerns"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("outside", models.CharField(blank=True, max_length=300)),
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
                            "other",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="related_from",
                                to="policies.policy",
                            ),
                        ),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="relations",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("other__isnull", False), ("outside", "")),
                                    models.Q(
                                        ("other__isnull", True), models.Q(("outside", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="relation_has_one_other_end",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("other__isnull", False)),
                                fields=("policy", "kind", "other"),
                                name="relation_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="policies.edition",
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
                        "ordering": ["edition", "-number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "number"), name="revision_number_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PassageText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("order", models.PositiveIntegerField()),
                        ("number", models.CharField(blank=True, max_length=20)),
                        ("heading", models.CharField(blank=True, max_length=300)),
                        ("text", models.TextField(blank=True)),
                        ("raw", models.TextField(blank=True)),
                        ("lead_in", models.CharField(blank=True, max_length=300)),
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
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="policies.passage",
                            ),
                        ),
                        (
                            "passage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="texts",
                                to="policies.passage",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="texts",
                                to="policies.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["revision", "order"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("revision", "passage"), name="passage_once_in_revision"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TranscriptionFix",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("before", models.TextField()),
                        ("after", models.TextField()),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fixes",
                                to="policies.passagetext",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MatterSubject",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="matters.matter",
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
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subject_of",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "what a matter is about",
                        "verbose_name_plural": "what matters are about",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("matter", "policy"), name="matter_about_policy_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
