import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("followup", "0001_squashed_0004_reminders_links_and_evidence"),
        ("matters", "0001_squashed_0003_annexes"),
        ("organisation", "0001_squashed_0002_directory"),
        ("plans", "0001_squashed_0007_what_becomes_of_goals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts", models.DateField(verbose_name="for meetings from")),
                (
                    "words",
                    models.TextField(
                        blank=True, help_text="the rhythm in words, for the record of what was changed"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="checkin",
            name="asked",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="cycle",
            name="beat_year",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="cycle",
            name="counted_from",
            field=models.DateField(
                editable=False, help_text="the day of the meeting when the dates were counted", null=True
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="dates_by_hand",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="cycle",
            name="kind",
            field=models.CharField(
                choices=[("status", "status"), ("adjustment", "adjustment")], default="status", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="cycle",
            name="purpose",
            field=models.CharField(blank=True, max_length=200, verbose_name="what it is about"),
        ),
        migrations.AddField(
            model_name="template",
            name="asks_happened",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="template",
            name="asks_needed",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="template",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.CreateModel(
            name="Beat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.PositiveSmallIntegerField(verbose_name="the meeting is held in")),
                (
                    "kind",
                    models.CharField(
                        choices=[("status", "status"), ("adjustment", "adjustment")],
                        default="status",
                        max_length=10,
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="what it is about")),
                ("reporting", models.PositiveSmallIntegerField(default=21)),
                ("signing", models.PositiveSmallIntegerField(default=7)),
                ("writing", models.PositiveSmallIntegerField(default=7)),
                ("agenda", models.PositiveSmallIntegerField(default=28)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.body",
                        verbose_name="whose meeting",
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
                    "rhythm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="beats",
                        to="followup.rhythm",
                    ),
                ),
            ],
            options={
                "ordering": ["month"],
                "constraints": [
                    models.UniqueConstraint(fields=("rhythm", "month"), name="beat_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__gte", 1), ("month__lte", 12)), name="beat_in_a_month"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="cycle",
            name="beat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="cycles",
                to="followup.beat",
            ),
        ),
        migrations.AddConstraint(
            model_name="cycle",
            constraint=models.UniqueConstraint(fields=("beat", "beat_year"), name="cycle_once_a_beat"),
        ),
    ]
