"""Each update of an action gets its number; a correction has the number of what it corrects."""

from django.db import migrations, models

from actionplans.migrations import _frozen

TABLE = ["actionplans_progressupdate"]


def freeze(apps, schema_editor):
    """Puts the triggers on the table; SQLite lost them when it was rebuilt."""
    _frozen.freeze(schema_editor, TABLE)


def thaw(apps, schema_editor):
    """Takes the triggers away."""
    _frozen.thaw(schema_editor, TABLE)


def number(apps, schema_editor):
    """In the order in which they were made."""
    numbers, last = {}, {}
    updates = apps.get_model("actionplans", "ProgressUpdate").objects
    for update in updates.order_by("made_at", "pk"):
        if update.corrects_id in numbers:
            numbers[update.pk] = numbers[update.corrects_id]
        else:
            last[update.item_id] = numbers[update.pk] = last.get(update.item_id, 0) + 1
        updates.filter(pk=update.pk).update(number=numbers[update.pk])


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0010_rounds_cancelled_and_before")]

    operations = [
        migrations.RunPython(thaw, freeze),
        migrations.RemoveIndex(model_name="progressupdate", name="updates_of_an_action"),
        migrations.AddField(
            model_name="progressupdate",
            name="number",
            field=models.PositiveSmallIntegerField(
                default=0,
                editable=False,
                help_text="Its place among the updates of its action; a correction takes the place of what it corrects",
            ),
        ),
        migrations.AlterModelOptions(
            name="progressupdate", options={"ordering": ["-number", "-made_at", "-pk"]}
        ),
        migrations.AddIndex(
            model_name="progressupdate",
            index=models.Index(fields=["item", "-number", "-made_at"], name="updates_of_an_action"),
        ),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.RunPython(freeze, thaw),
    ]
