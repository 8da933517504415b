from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """Each check-in gets the end of its cycle's period."""
    cycles = apps.get_model("followup", "Cycle")._base_manager.filter(pk=models.OuterRef("cycle"))
    check_ins = apps.get_model("followup", "CheckIn")._base_manager
    check_ins.update(period_to=models.Subquery(cycles.values("period_to")[:1]))


class Migration(migrations.Migration):
    dependencies = [("followup", "0002_check_ins_by_goal_and_by_cycle")]

    operations = [
        migrations.RemoveIndex(model_name="checkin", name="followup_ch_goal_id_bd29b0_idx"),
        migrations.AddField(
            model_name="checkin", name="period_to", field=models.DateField(editable=False, null=True)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(model_name="checkin", name="period_to", field=models.DateField(editable=False)),
        migrations.AlterField(
            model_name="checkin",
            name="cycle",
            field=models.ForeignKey(
                db_index=False,
                on_delete=models.deletion.PROTECT,
                related_name="check_ins",
                to="followup.cycle",
            ),
        ),
        migrations.AlterField(
            model_name="checkin",
            name="goal",
            field=models.ForeignKey(
                db_index=False, on_delete=models.deletion.PROTECT, related_name="+", to="plans.goal"
            ),
        ),
        migrations.AddIndex(
            model_name="checkin",
            index=models.Index(
                fields=["goal", "state", "period_to", "id"], name="followup_ch_goal_id_c308f6_idx"
            ),
        ),
    ]
