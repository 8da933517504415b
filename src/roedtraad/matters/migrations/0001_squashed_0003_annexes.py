import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("matters", "0001_initial"), ("matters", "0002_way_and_votes"), ("matters", "0003_annexes")]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("organisation", "0001_squashed_0002_directory"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Matter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "case_number",
                            models.CharField(blank=True, max_length=60, verbose_name="case number"),
                        ),
                        (
                            "kle_number",
                            models.CharField(blank=True, max_length=12, verbose_name="KLE number"),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="open item")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "costs_money",
                            models.BooleanField(
                                default=False,
                                help_text="Then the finance committee has it before the council.",
                                verbose_name="it involves money",
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
                        "verbose_name": "matter",
                        "verbose_name_plural": "matters",
                    },
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what")),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[("missing", "not filed yet"), ("filed", "filed")],
                                default="missing",
                                max_length=10,
                            ),
                        ),
                        ("filed_as", models.CharField(blank=True, max_length=120, verbose_name="filed as")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("filed_at", models.DateTimeField(blank=True, null=True)),
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
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatches",
                                to="matters.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dispatch",
                        "verbose_name_plural": "dispatches",
                    },
                ),
                migrations.CreateModel(
                    name="Annex",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "document_number",
                            models.CharField(blank=True, max_length=60, verbose_name="document number"),
                        ),
                        (
                            "case_number",
                            models.CharField(blank=True, max_length=60, verbose_name="case number"),
                        ),
                        ("is_open", models.BooleanField(default=True)),
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
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="annexes",
                                to="matters.matter",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "annex",
                        "verbose_name_plural": "annexes",
                        "ordering": ["number"],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="date")),
                        ("time", models.TimeField(blank=True, null=True, verbose_name="time")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        ("cancelled", models.BooleanField(default=False)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.body",
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
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ["date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("municipality", "body", "date"), name="meeting_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presentation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "document",
                            models.JSONField(default=dict, help_text="roedtraad.writing report, as data"),
                        ),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "matter",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presentation",
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PresentationSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("key", models.CharField(max_length=30)),
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
                            "presentation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="matters.presentation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("presentation", "key"), name="section_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
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
                        ("alternative", models.BooleanField(default=False)),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recommendations",
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
                    ],
                    options={
                        "verbose_name": "recommendation",
                        "verbose_name_plural": "recommendations",
                        "ordering": ["number", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("date", models.DateField(verbose_name="date")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("approved", "approved"),
                                    ("approved_changed", "approved with changes"),
                                    ("recommended", "recommended"),
                                    ("noted", "noted"),
                                    ("discussed", "discussed"),
                                    ("sent_to_hearing", "sent to hearing"),
                                    ("returned", "returned"),
                                    ("postponed", "postponed"),
                                    ("rejected", "rejected"),
                                    ("other", "other"),
                                ],
                                max_length=20,
                                verbose_name="result",
                            ),
                        ),
                        ("wording", models.TextField(blank=True, verbose_name="wording")),
                        (
                            "votes",
                            models.CharField(
                                blank=True,
                                help_text="In words: who, where the minutes say so.",
                                max_length=200,
                                verbose_name="votes",
                            ),
                        ),
                        ("minority", models.TextField(blank=True, verbose_name="minority statement")),
                        ("absent", models.CharField(blank=True, max_length=300, verbose_name="absent")),
                        (
                            "minutes_reference",
                            models.CharField(max_length=200, verbose_name="reference to the minutes"),
                        ),
                        (
                            "demands_task",
                            models.BooleanField(default=False, verbose_name="something is to be done"),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(default=django.utils.timezone.now, editable=False),
                        ),
                        (
                            "corrections",
                            models.JSONField(
                                default=list,
                                help_text="[{at, reason, said: {field: what stood there before}}], the first reading first",
                            ),
                        ),
                        (
                            "votes_abstained",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="abstained"),
                        ),
                        (
                            "votes_against",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="votes against"
                            ),
                        ),
                        (
                            "votes_for",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="votes for"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.body",
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
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="matters.matter",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="matters.meeting",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="matters.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ["-date", "-pk"],
                        "indexes": [
                            models.Index(
                                fields=["municipality", "-date"], name="matters_dec_municip_e3c09c_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("minutes_reference", ""), _negated=True),
                                name="decision_refers_to_minutes",
                            ),
                            models.UniqueConstraint(
                                fields=("matter", "recommendation", "body", "date"), name="decision_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Routing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("informed", "is informed"),
                                    ("heard", "is heard"),
                                    ("discusses", "discusses"),
                                    ("recommends", "recommends"),
                                    ("decides", "decides"),
                                ],
                                default="decides",
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("order", models.PositiveSmallIntegerField(default=1)),
                        ("joint", models.BooleanField(default=False, verbose_name="joint meeting")),
                        (
                            "reading",
                            models.PositiveSmallIntegerField(
                                choices=[(0, "one reading"), (1, "first reading"), (2, "second reading")],
                                default=0,
                                verbose_name="reading",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.body",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="routings",
                                to="matters.matter",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routings",
                                to="matters.meeting",
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
                        "verbose_name": "routing",
                        "verbose_name_plural": "routing",
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("text", models.TextField(verbose_name="what is to be done")),
                        ("due", models.DateField(blank=True, null=True, verbose_name="due")),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "open"), ("done", "done"), ("dropped", "dropped")],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("outcome", models.TextField(blank=True, verbose_name="what came of it")),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="matters.decision",
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
                        "verbose_name": "task",
                        "verbose_name_plural": "tasks",
                        "ordering": ["due", "pk"],
                    },
                ),
            ]
        ),
    ]
