"""What is sent and printed is kept for ever: see _frozen.py."""

from django.db import migrations

from actionplans.migrations import _frozen


def freeze(apps, schema_editor):
    """Puts the triggers on the tables that are frozen first."""
    _frozen.freeze(schema_editor, _frozen.FIRST)


def thaw(apps, schema_editor):
    """Takes the triggers away again."""
    _frozen.thaw(schema_editor, _frozen.FIRST)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS actionplans_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0004_meetings_carried")]

    operations = [migrations.RunPython(freeze, thaw)]
