import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("intake", "0001_initial"), ("intake", "0002_review_steps"), ("intake", "0003_why_left")]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="SourceDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=255, verbose_name="file name")),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField()),
                        ("media_type", models.CharField(blank=True, max_length=120)),
                        ("content", models.BinaryField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "being read"),
                                    ("read", "waits for review"),
                                    ("unreadable", "could not be read"),
                                    ("accepted", "accepted"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        ("error", models.TextField(blank=True)),
                        ("kind", models.CharField(blank=True, max_length=30)),
                        ("title", models.CharField(blank=True, max_length=300)),
                        ("header", models.JSONField(default=dict)),
                        ("blocks", models.JSONField(default=list)),
                        ("received_at", models.DateTimeField(auto_now_add=True)),
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
                            "received_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document",
                        "verbose_name_plural": "documents",
                        "ordering": ["-received_at", "-pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("municipality", "sha256"), name="document_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PageImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("page", models.PositiveIntegerField()),
                        ("width", models.PositiveIntegerField()),
                        ("png", models.BinaryField()),
                        ("drawn_at", models.DateTimeField(auto_now_add=True)),
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="images",
                                to="intake.sourcedocument",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "page", "width"), name="page_image_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lesson",
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
                                choices=[("label", "label"), ("part", "word that numbers the parts")],
                                max_length=5,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                help_text="in its normal form (roedtraad.reading.lexicon.plain)",
                                max_length=80,
                            ),
                        ),
                        (
                            "taken_for",
                            models.CharField(
                                blank=True,
                                help_text="what the reading took it for, if anything",
                                max_length=30,
                            ),
                        ),
                        ("role", models.CharField(max_length=30)),
                        ("document_name", models.CharField(max_length=300)),
                        ("at", models.DateTimeField(auto_now=True)),
                        ("forgotten_at", models.DateTimeField(null=True)),
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
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lessons",
                                to="intake.sourcedocument",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["label", "-at"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("document", "kind", "label"), name="lesson_once_a_document"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Element",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("key", models.CharField(max_length=40)),
                        ("order", models.PositiveIntegerField()),
                        ("type", models.CharField(max_length=30)),
                        ("text", models.TextField()),
                        ("parent_key", models.CharField(blank=True, max_length=40)),
                        ("block", models.PositiveIntegerField(null=True)),
                        ("until", models.PositiveIntegerField(null=True)),
                        ("page", models.PositiveIntegerField(null=True)),
                        ("confidence", models.FloatField(default=1.0)),
                        ("rule", models.CharField(blank=True, max_length=80)),
                        ("attributes", models.JSONField(default=dict)),
                        ("original", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unseen", "not seen"),
                                    ("seen", "seen"),
                                    ("dropped", "not an element"),
                                ],
                                default="unseen",
                                max_length=8,
                            ),
                        ),
                        ("added", models.BooleanField(default=False)),
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="elements",
                                to="intake.sourcedocument",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["document", "order", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "key"), name="element_key_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Acceptance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(auto_now_add=True)),
                        ("accepted_by", models.CharField(max_length=120)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "wish",
                            models.JSONField(default=dict, help_text="what the person said on the form"),
                        ),
                        (
                            "last_log",
                            models.BigIntegerField(
                                default=0, help_text="the newest action log when all had landed"
                            ),
                        ),
                        (
                            "left",
                            models.JSONField(
                                default=dict,
                                help_text="elements without a place: {key: why, as in landed.WHY}",
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="acceptances",
                                to="intake.sourcedocument",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[
                                    ("typed", "the text that was written"),
                                    ("changed", "the correction"),
                                    ("seen", "the approval"),
                                    ("dropped", "that it is not an element"),
                                    ("kept", "that it is an element after all"),
                                    ("added", "the element that was added"),
                                    ("split", "the division in two"),
                                    ("joined", "the joining of two"),
                                    ("sure", "that the sure ones are seen"),
                                    ("many", "the correction of several"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField(auto_now=True)),
                        ("by_name", models.CharField(max_length=120)),
                        (
                            "before",
                            models.JSONField(
                                default=dict, help_text="{element's primary key: {field: what stood there}}"
                            ),
                        ),
                        (
                            "made",
                            models.JSONField(
                                default=list, help_text="primary keys of the elements that came of it"
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="intake.sourcedocument",
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
                        "ordering": ["-pk"],
                        "indexes": [
                            models.Index(fields=["document", "-id"], name="intake_step_documen_dc1bf1_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Landing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("thing_type", models.CharField(max_length=60)),
                        ("thing_id", models.BigIntegerField()),
                        ("made", models.BooleanField(default=True)),
                        (
                            "before",
                            models.JSONField(
                                default=dict,
                                help_text="of a row that stood already: what the acceptance changed",
                            ),
                        ),
                        (
                            "acceptance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="landings",
                                to="intake.acceptance",
                            ),
                        ),
                        (
                            "element",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="landings",
                                to="intake.element",
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
                        "indexes": [
                            models.Index(
                                fields=["municipality", "thing_type", "thing_id"],
                                name="intake_land_municip_b9a2b9_idx",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
