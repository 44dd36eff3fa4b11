"""Rows that are kept for ever: the database itself refuses to change, replace or delete them, or to empty their tables.

SQLite loses the triggers of a table that a later migration rebuilds; such a migration calls `freeze` for it again, and
a test looks for every trigger.
"""

FIRST = (
    "actionplans_version",
    "actionplans_versioncontent",
    "actionplans_keptpaper",
    "actionplans_stagemove",
    "actionplans_submission",
    "actionplans_acknowledgement",
)
PROGRESS = (
    "actionplans_progressupdate",
    "actionplans_signoff",
    "actionplans_datemove",
    "actionplans_reading",
)
FROZEN = FIRST + PROGRESS
UNIQUE = {
    "actionplans_version": [("plan_id", "number")],
    "actionplans_versioncontent": [("version_id",)],
    "actionplans_keptpaper": [("version_id", "paper", "ending")],
    "actionplans_stagemove": [("version_id",)],
    "actionplans_submission": [("move_id",)],
    "actionplans_progressupdate": [("entry",), ("corrects_id",)],
    "actionplans_signoff": [("update_id", "outcome")],
    "actionplans_datemove": [("amendment_id",)],
    "actionplans_reading": [("entry",)],
}
"""What is unique in a table beside its key: SQLite's INSERT OR REPLACE would drop whichever row has the same."""
ONLY_WHEN = {"actionplans_signoff": "outcome = 'accepted'"}
"""Where something is unique only among some rows: which."""
REFUSAL = "This row is kept for ever and can neither be changed nor deleted"
FUNCTION = f"""
CREATE OR REPLACE FUNCTION actionplans_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql
"""


def triggers(table, vendor):
    """The name of every trigger of a table, and the statement that makes it, the name apart."""
    if vendor == "postgresql":
        refuse = "EXECUTE FUNCTION actionplans_refuse_change()"
        rows = {event: f"BEFORE {event.upper()} ON {table} FOR EACH ROW {refuse}" for event in ("update", "delete")}
        statements = {**rows, "truncate": f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}"}
    else:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        statements = {event: f"BEFORE {event.upper()} ON {table} {refuse}" for event in ("update", "delete")}
        # INSERT OR REPLACE deletes the row that is in its way, and no trigger of deletion hears of it.
        statements["replace"] = f"BEFORE INSERT ON {table} WHEN EXISTS ({_in_the_way(table)}) {refuse}"
    return {f"{table}_no_{event}": statement for event, statement in statements.items()}


def _in_the_way(table):
    """The row that a new one would replace."""
    same = [" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in UNIQUE.get(table, [])]
    if table in ONLY_WHEN:
        same = [f"{each} AND {ONLY_WHEN[table]}" for each in same]
    ways = " OR ".join(["rowid = NEW.rowid", *(f"({each})" for each in same)])
    return f"SELECT 1 FROM {table} WHERE {ways}"


def freeze(schema_editor, tables):
    """Puts the triggers on these tables."""
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    for table in tables:
        for name, statement in triggers(table, vendor).items():
            schema_editor.execute(f"CREATE TRIGGER {name} {statement}")


def thaw(schema_editor, tables):
    """Takes the triggers away again."""
    vendor = schema_editor.connection.vendor
    for table in tables:
        for name in triggers(table, vendor):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if vendor == 'postgresql' else ''}")
