import django.db.models.deletion
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("status", "0001_initial"), ("status", "0002_annexes"), ("status", "0003_made_documents")]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("followup", "0001_squashed_0004_reminders_links_and_evidence"),
        ("matters", "0001_squashed_0003_annexes"),
        ("plans", "0001_squashed_0007_what_becomes_of_goals"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="WordTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("content", models.BinaryField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("uploaded_at", models.DateTimeField(auto_now_add=True)),
                        ("in_use", models.BooleanField(default=True)),
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
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StatusReport",
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
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being written"),
                                    ("presented", "put before the body"),
                                    ("decided", "decided"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "matter",
                            models.OneToOneField(
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
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                            ),
                        ),
                        (
                            "previous",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="status.statusreport",
                            ),
                        ),
                        (
                            "snapshot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="followup.snapshot",
                            ),
                        ),
                        (
                            "word_template",
                            models.ForeignKey(
                                blank=True,
                                help_text="the one in use when it was put before the body",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="status.wordtemplate",
                            ),
                        ),
                        (
                            "year_ago",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="followup.snapshot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "status report",
                        "verbose_name_plural": "status reports",
                        "constraints": [
                            models.UniqueConstraint(fields=("snapshot",), name="report_once_of_a_snapshot")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(verbose_name="text")),
                        ("goals", models.JSONField(default=list)),
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="points",
                                to="status.statusreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "at-point",
                        "verbose_name_plural": "at-points",
                        "ordering": ["number", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ReportAnnex",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="document number"),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="open annex")),
                        (
                            "earlier",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.matter",
                                verbose_name="earlier item",
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="annexes",
                                to="status.statusreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "annex",
                        "verbose_name_plural": "annexes",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.goal"
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
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="matters.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("recommendation", "goal"), name="recommendation_goal_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=30)),
                        ("heading", models.CharField(max_length=120, verbose_name="heading")),
                        ("order", models.PositiveSmallIntegerField(default=1, verbose_name="place")),
                        ("is_used", models.BooleanField(default=True, verbose_name="used")),
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
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "key"), name="section_name_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("key", models.CharField(max_length=60)),
                        ("heading", models.CharField(max_length=120)),
                        ("text", models.TextField(blank=True)),
                        ("order", models.PositiveSmallIntegerField(default=1)),
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="status.statusreport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "key"), name="report_text_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MadeDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fmt", models.CharField(max_length=4)),
                        ("words", models.CharField(max_length=64)),
                        ("content", models.BinaryField()),
                        ("made_at", models.DateTimeField(auto_now=True)),
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
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="status.statusreport",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("report", "fmt"), name="made_document_once_a_format"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
