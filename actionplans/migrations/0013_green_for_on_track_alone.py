"""Green stands for what is on track alone; another rating that was drawn green has its first colour again."""

from django.db import migrations, models

FIRST = {"not_started": "grey", "at_risk": "amber", "off_track": "red", "complete": "blue-outline", "evidenced": "blue"}


def recolour(apps, schema_editor):
    """Nobody may read lateness as green, so this cannot wait for each council."""
    green = apps.get_model("actionplans", "CouncilRating").objects.filter(tone="green")
    for code, tone in FIRST.items():
        green.filter(code=code).update(tone=tone)


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0012_evidence_links")]

    operations = [
        migrations.RunPython(recolour, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="councilrating",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("tone", "green"), _negated=True), ("code", "on_track"), _connector="OR"),
                name="only_on_track_is_green",
            ),
        ),
    ]
