import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import roedtraad.core.models
from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [("core", "0001_initial"), ("core", "0002_mails_in_batches")]

    initial = True

    dependencies = []

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Municipality",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, verbose_name="name")),
                        (
                            "slug",
                            models.SlugField(
                                unique=True,
                                validators=[roedtraad.core.models.no_reserved_slug],
                                verbose_name="address",
                            ),
                        ),
                        (
                            "code",
                            models.CharField(blank=True, max_length=4, verbose_name="municipality code"),
                        ),
                        (
                            "council_name",
                            models.CharField(
                                default="Byrådet", max_length=60, verbose_name="name of the council"
                            ),
                        ),
                        (
                            "commitment_heading",
                            models.CharField(
                                default="Det vil vi", max_length=60, verbose_name="heading over commitments"
                            ),
                        ),
                        (
                            "primary",
                            models.CharField(
                                default="#0f4c5c", max_length=7, validators=[roedtraad.core.models.colour]
                            ),
                        ),
                        (
                            "primary_dark",
                            models.CharField(
                                default="#0a3844", max_length=7, validators=[roedtraad.core.models.colour]
                            ),
                        ),
                        (
                            "primary_darker",
                            models.CharField(
                                default="#06252d", max_length=7, validators=[roedtraad.core.models.colour]
                            ),
                        ),
                        ("is_example", models.BooleanField(default=False)),
                    ],
                    options={
                        "verbose_name": "municipality",
                        "verbose_name_plural": "municipalities",
                    },
                ),
                migrations.CreateModel(
                    name="ScheduledRun",
                    fields=[
                        ("name", models.CharField(max_length=80, primary_key=True, serialize=False)),
                        ("last_run", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "is_operator",
                            models.BooleanField(
                                default=False, help_text="Sees that the installation runs, not what it holds."
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True)),
                        (
                            "municipality",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="core.municipality",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "user",
                        "verbose_name_plural": "users",
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80)),
                        ("payload", models.JSONField(default=dict)),
                        ("about_type", models.CharField(blank=True, max_length=60)),
                        ("about_id", models.BigIntegerField(null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("running", "under way"),
                                    ("done", "done"),
                                    ("failed", "failed"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("attempt", models.PositiveIntegerField(default=0)),
                        ("lease_until", models.DateTimeField(null=True)),
                        ("progress", models.PositiveSmallIntegerField(default=0)),
                        ("step", models.CharField(blank=True, max_length=200)),
                        ("error", models.TextField(blank=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("run_after", models.DateTimeField(default=django.utils.timezone.now)),
                        ("finished_at", models.DateTimeField(null=True)),
                        ("task_id", models.UUIDField(null=True)),
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
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "lease_until"], name="core_job_state_512303_idx"),
                            models.Index(
                                fields=["municipality", "about_type", "about_id"],
                                name="core_job_municip_4c556b_idx",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionLog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ("by_name", models.CharField(max_length=120)),
                        ("verb", models.CharField(max_length=80)),
                        ("thing_type", models.CharField(max_length=60)),
                        ("thing_id", models.BigIntegerField(null=True)),
                        ("thing_label", models.CharField(blank=True, max_length=300)),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("note", models.TextField(blank=True)),
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
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["municipality", "thing_type", "thing_id", "at"],
                                name="core_action_municip_db8486_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
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
                                choices=[("mail", "e-mail"), ("dispatch", "dispatch")],
                                default="mail",
                                max_length=10,
                            ),
                        ),
                        ("to", models.EmailField(max_length=254)),
                        ("subject", models.CharField(max_length=200)),
                        ("body", models.TextField()),
                        ("message_id", models.CharField(default=uuid.uuid4, max_length=120, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("sending", "on its way"),
                                    ("sent", "sent"),
                                    ("failed", "failed"),
                                    ("uncertain", "uncertain"),
                                    ("dropped", "no longer needed"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("error", models.TextField(blank=True)),
                        (
                            "purpose",
                            models.CharField(
                                blank=True, help_text="whoever wrote it knows it by this", max_length=40
                            ),
                        ),
                        (
                            "sending_at",
                            models.DateTimeField(
                                help_text="when it was last given to the mail server", null=True
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
                            "to_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["state", "created_at"], name="core_outbox_state_536a3f_idx")
                        ],
                    },
                ),
            ]
        ),
    ]
