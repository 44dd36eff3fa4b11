"""Rows that are kept for ever: the database itself refuses to change or delete them.

SQLite loses the triggers of a table that a later migration rebuilds; such a migration calls `freeze` again, and a test
looks for every trigger.
"""

from django.db import migrations

FROZEN = (
    "actionplans_version",
    "actionplans_keptpaper",
    "actionplans_stagemove",
    "actionplans_submission",
    "actionplans_acknowledgement",
)
REFUSAL = "This row is kept for ever and can neither be changed nor deleted"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION actionplans_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql
"""


def freeze(apps, schema_editor):
    """Puts the triggers on every frozen table."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(FUNCTION)
    for table in FROZEN:
        for event in ("update", "delete"):
            trigger = f"{table}_no_{event}"
            action = (
                f"FOR EACH ROW EXECUTE FUNCTION actionplans_refuse_change()"
                if postgresql
                else f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
            schema_editor.execute(f"CREATE TRIGGER {trigger} BEFORE {event.upper()} ON {table} {action}")


def thaw(apps, schema_editor):
    """Takes the triggers away again."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in FROZEN:
        for event in ("update", "delete"):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")
    if postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS actionplans_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0004_meetings_carried")]

    operations = [migrations.RunPython(freeze, thaw)]
