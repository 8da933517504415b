import django.db.models.deletion
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("organisation", "0003_absence"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Change",
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
                                choices=[
                                    ("merge", "is merged into another unit"),
                                    ("split", "is split into several units"),
                                    ("close", "closes"),
                                    ("position", "is closed"),
                                    ("body", "ends"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField(verbose_name="from")),
                        ("reason", models.TextField(verbose_name="why")),
                        ("choices", models.JSONField(default=dict)),
                        (
                            "takes_name",
                            models.BooleanField(
                                default=False,
                                help_text="the heir is called as this one was, from its first day",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("done", "carried out"),
                                    ("off", "called off"),
                                ],
                                default="planned",
                                max_length=7,
                            ),
                        ),
                        ("planned_by", models.CharField(max_length=120)),
                        ("planned_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, help_text="carried out, or called off", null=True
                            ),
                        ),
                        (
                            "hindrance",
                            models.TextField(
                                blank=True, help_text="why it could not be carried out on its day"
                            ),
                        ),
                        (
                            "remains",
                            models.JSONField(default=list, help_text="what stayed as history, in sentences"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
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
                            "position",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
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
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change of the organisation",
                        "verbose_name_plural": "changes of the organisation",
                        "ordering": ["-on", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__isnull", True),
                                        ("position__isnull", True),
                                        ("unit__isnull", False),
                                    ),
                                    models.Q(
                                        ("body__isnull", True),
                                        ("position__isnull", False),
                                        ("unit__isnull", True),
                                    ),
                                    models.Q(
                                        ("body__isnull", False),
                                        ("position__isnull", True),
                                        ("unit__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="change_of_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ("merge", "split", "close")), ("unit__isnull", False)
                                    ),
                                    models.Q(("kind", "position"), ("position__isnull", False)),
                                    models.Q(("body__isnull", False), ("kind", "body")),
                                    _connector="OR",
                                ),
                                name="change_of_its_kind",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "off"), _negated=True),
                                fields=("unit",),
                                name="change_of_unit_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "off"), _negated=True),
                                fields=("position",),
                                name="change_of_position_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "off"), _negated=True),
                                fields=("body",),
                                name="change_of_body_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeHeir",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "made",
                            models.BooleanField(
                                default=False,
                                help_text="it was made for this, and goes if the change is called off",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.body",
                            ),
                        ),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="heirs",
                                to="organisation.change",
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
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.unit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("body__isnull", True),
                                        ("position__isnull", True),
                                        ("unit__isnull", False),
                                    ),
                                    models.Q(
                                        ("body__isnull", True),
                                        ("position__isnull", False),
                                        ("unit__isnull", True),
                                    ),
                                    models.Q(
                                        ("body__isnull", False),
                                        ("position__isnull", True),
                                        ("unit__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="heir_is_one_thing",
                            ),
                            models.UniqueConstraint(fields=("change", "unit"), name="heir_unit_once"),
                            models.UniqueConstraint(fields=("change", "position"), name="heir_position_once"),
                            models.UniqueConstraint(fields=("change", "body"), name="heir_body_once"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandedOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=60)),
                        ("thing_id", models.PositiveBigIntegerField()),
                        ("group", models.CharField(max_length=120)),
                        ("title", models.CharField(max_length=300)),
                        ("page", models.CharField(blank=True, max_length=60)),
                        ("page_pk", models.PositiveBigIntegerField(blank=True, null=True)),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to="organisation.change",
                            ),
                        ),
                        (
                            "heir",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.changeheir",
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
                        "ordering": ["pk"],
                        "indexes": [
                            models.Index(
                                fields=["municipality", "thing_id", "kind"],
                                name="organisatio_municip_547afe_idx",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
