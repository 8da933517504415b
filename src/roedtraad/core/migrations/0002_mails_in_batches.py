from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="outboxmessage",
            name="purpose",
            field=models.CharField(blank=True, help_text="whoever wrote it knows it by this", max_length=40),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="sending_at",
            field=models.DateTimeField(help_text="when it was last given to the mail server", null=True),
        ),
        migrations.AlterField(
            model_name="outboxmessage",
            name="state",
            field=models.CharField(
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
    ]
