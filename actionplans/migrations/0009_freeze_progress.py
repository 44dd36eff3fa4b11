"""Each action learns when it was last rated; then what was reported is kept for ever: see _frozen.py."""

from django.db import migrations

from actionplans.migrations import _frozen


def remember_when_rated(apps, schema_editor):
    """The day of an action's newest report is the day its rating was given for."""
    rated = {}
    updates = apps.get_model("actionplans", "ProgressUpdate").objects.order_by("made_at", "pk")
    for item_pk, day in updates.values_list("item_id", "reported_on"):
        rated[item_pk] = day
    items = apps.get_model("actionplans", "ActionItem")
    for item in items.objects.filter(pk__in=rated):
        item.rated_on = rated[item.pk]
        item.save(update_fields=["rated_on"])


def freeze(apps, schema_editor):
    """Puts the triggers on the tables of progress."""
    _frozen.freeze(schema_editor, _frozen.PROGRESS)


def thaw(apps, schema_editor):
    """Takes the triggers away again."""
    _frozen.thaw(schema_editor, _frozen.PROGRESS)


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0008_progress_evidence_measures_rounds")]

    operations = [
        migrations.RunPython(remember_when_rated, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
