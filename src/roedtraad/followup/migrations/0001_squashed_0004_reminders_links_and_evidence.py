import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from roedtraad.core.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("followup", "0001_initial"),
        ("followup", "0002_check_ins_by_goal_and_by_cycle"),
        ("followup", "0003_the_latest_word_in_one_look"),
        ("followup", "0004_reminders_links_and_evidence"),
    ]

    initial = True

    dependencies = [
        ("core", "0001_squashed_0002_mails_in_batches"),
        ("matters", "0001_squashed_0003_annexes"),
        ("organisation", "0001_squashed_0002_directory"),
        ("plans", "0001_squashed_0007_what_becomes_of_goals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Cycle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=120, verbose_name="title")),
                        ("period_from", models.DateField(verbose_name="reports on the period from")),
                        ("period_to", models.DateField(verbose_name="to")),
                        ("opens", models.DateField(verbose_name="opens")),
                        ("due", models.DateField(verbose_name="reports are due")),
                        ("sign_off", models.DateField(verbose_name="signed off by")),
                        ("seconds_spent", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="matters.meeting",
                                verbose_name="serves the meeting",
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
                    ],
                    options={
                        "verbose_name": "cycle",
                        "verbose_name_plural": "cycles",
                        "ordering": ["period_to", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period_to__gte", models.F("period_from")),
                                    ("due__gte", models.F("opens")),
                                    ("sign_off__gte", models.F("due")),
                                ),
                                name="cycle_dates_in_order",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "status",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("on", "On track"),
                                    ("risk", "At risk"),
                                    ("off", "Off course"),
                                    ("unknown", "Cannot be judged yet"),
                                    ("done", "Reached"),
                                    ("idle", "Not begun"),
                                ],
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        ("happened", models.TextField(blank=True, verbose_name="what has happened")),
                        (
                            "need",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "nothing"),
                                    ("initiative", "an initiative"),
                                    ("decision", "a decision"),
                                    ("awaited", "we are waiting for something"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="what is needed",
                            ),
                        ),
                        ("needed", models.TextField(blank=True, verbose_name="what is needed")),
                        (
                            "awaited_until",
                            models.DateField(blank=True, null=True, verbose_name="awaited until"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "submitted by the writer"),
                                    ("signed", "signed off"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        ("signed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "signed_name",
                            models.CharField(
                                blank=True, help_text="who held the position that day", max_length=200
                            ),
                        ),
                        ("correction_reason", models.TextField(blank=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="followup.checkin",
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                db_index=False,
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
                            "signed_as",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.position",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
                                to="followup.cycle",
                            ),
                        ),
                        ("period_to", models.DateField(editable=False)),
                    ],
                    options={
                        "verbose_name": "check-in",
                        "verbose_name_plural": "check-ins",
                        "indexes": [
                            models.Index(
                                fields=["cycle", "state", "goal"], name="followup_ch_cycle_i_8ec516_idx"
                            ),
                            models.Index(
                                fields=["goal", "state", "period_to", "id"],
                                name="followup_ch_goal_id_c308f6_idx",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("corrects__isnull", True)),
                                fields=("cycle", "goal"),
                                name="check_in_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(choices=[("file", "file"), ("link", "link")], max_length=4),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                        ("content", models.BinaryField(default=b"")),
                        ("size", models.PositiveIntegerField(default=0)),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "added_by",
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
                            "check_in",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="followup.checkin",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attachment",
                        "verbose_name_plural": "attachments",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("opened", "it has opened"),
                                    ("soon", "it is due soon"),
                                    ("due", "it is due today"),
                                    ("late", "it was due"),
                                    ("deputy", "the deputy is told"),
                                    ("above", "the owner of the focus area is told"),
                                ],
                                default="opened",
                                max_length=8,
                            ),
                        ),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="followup.cycle",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("cycle", "user", "stage"), name="notice_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonalLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nonce", models.CharField(max_length=32)),
                        ("key_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "cycle",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="followup.cycle",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at__isnull", True)),
                                fields=("cycle", "user"),
                                name="personal_link_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField()),
                        ("about", models.JSONField(default=list)),
                        (
                            "message",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="core.outboxmessage",
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
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "day"), name="one_mail_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Snapshot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("schema", models.PositiveSmallIntegerField()),
                        ("content", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("taken_at", models.DateTimeField()),
                        ("taken_by", models.CharField(max_length=120)),
                        (
                            "reason",
                            models.TextField(
                                blank=True, help_text="why it was frozen though not everything was signed off"
                            ),
                        ),
                        (
                            "cycle",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="snapshot",
                                to="followup.cycle",
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
                    name="Template",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("question_status", models.CharField(blank=True, max_length=200)),
                        ("question_happened", models.CharField(blank=True, max_length=200)),
                        ("question_needed", models.CharField(blank=True, max_length=200)),
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
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="plans.plan"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ]
        ),
    ]
