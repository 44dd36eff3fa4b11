"""The words of areas that plans sent before this release quote are locked, as sending a plan locks them from now on."""

from django.db import migrations

QUOTED = "an action plan that was sent quotes it. To correct it, take the plan back first"


def lock(apps, schema_editor):
    """Locks every area that a plan which was sent answers, whether the plan is over or not."""
    ActionPlan = apps.get_model("actionplans", "ActionPlan")
    ImprovementArea = apps.get_model("inspections", "ImprovementArea")
    sent = ActionPlan.objects.filter(submitted_on__isnull=False)
    quoted = ImprovementArea.objects.filter(pk__in=sent.values("responses__area"), locked_because="")
    quoted.update(locked_because=QUOTED)


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0006_edition_title"), ("inspections", "0003_locked_areas")]

    operations = [migrations.RunPython(lock, migrations.RunPython.noop)]
