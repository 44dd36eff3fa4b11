"""What is kept for ever: the database itself refuses to change, replace or delete it, whatever asks."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import UniqueConstraint

from actionplans.models import (
    Acknowledgement,
    DateMove,
    KeptPaper,
    ProgressUpdate,
    Reading,
    SignOff,
    StageMove,
    Submission,
    Version,
    VersionContent,
)
from tests.factories import (
    AcknowledgementFactory,
    AmendmentFactory,
    DateMoveFactory,
    ProgressUpdateFactory,
    ReadingFactory,
    SignOffFactory,
    sent,
    york_plan,
)

pytestmark = pytest.mark.django_db

MIGRATION = import_module("actionplans.migrations._frozen")
FROZEN = MIGRATION.FROZEN
MODELS = {
    model._meta.db_table: model
    for model in (
        Version,
        VersionContent,
        KeptPaper,
        StageMove,
        Submission,
        Acknowledgement,
        ProgressUpdate,
        SignOff,
        DateMove,
        Reading,
    )
}
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")
only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL truncates tables")


@pytest.fixture
def one_of_each(york, lead):
    """A plan that was sent and acknowledged."""
    plan = sent(york_plan(york), by=lead)
    AcknowledgementFactory(submission=plan.submissions.get())
    item = plan.items.first()
    update = ProgressUpdateFactory(item=item, entry=uuid4())
    SignOffFactory(update=update, outcome=SignOff.Outcome.ACCEPTED)
    ProgressUpdateFactory(item=item, entry=uuid4(), corrects=update)
    DateMoveFactory(item=item, amendment=AmendmentFactory(plan=plan))
    ReadingFactory(measure__plan=plan, entry=uuid4())


def refuses(statement):
    """The database does not carry the statement out, and says why."""
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def columns_of(table, *, but=()):
    return [field.column for field in MODELS[table]._meta.fields if field.column not in but]


def test_every_frozen_table_is_tested():
    assert set(FROZEN) == set(MODELS)


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.usefixtures("one_of_each")
def test_the_database_refuses_to_change_a_row(table):
    column = columns_of(table)[1]
    before = MODELS[table].objects.count()
    assert before
    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608 our own names
        refuses(statement)
    assert MODELS[table].objects.count() == before


@only_postgresql
@pytest.mark.parametrize("table", [*FROZEN, "actionplans_actionplan"])
@pytest.mark.usefixtures("one_of_each")
def test_no_frozen_table_is_emptied_nor_one_that_would_empty_it(table):
    connection.check_constraints()  # PostgreSQL truncates nothing while it has yet to check a row
    refuses(f"TRUNCATE {table} CASCADE")
    assert all(model.objects.exists() for model in MODELS.values())


@only_sqlite
@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.usefixtures("one_of_each")
def test_no_row_is_replaced_by_another_with_the_same_key(table):
    names = ", ".join(columns_of(table))
    refuses(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")  # noqa: S608 our own names
    refuses(f"REPLACE INTO {table} (rowid, {names}) SELECT rowid, {names} FROM {table}")  # noqa: S608 our own names


@only_sqlite
@pytest.mark.parametrize("table", MIGRATION.UNIQUE)
@pytest.mark.usefixtures("one_of_each")
def test_no_row_is_replaced_by_another_that_is_the_same_by_what_is_unique(table):
    names = ", ".join(columns_of(table, but=["id"]))
    refuses(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}")  # noqa: S608 our own names


def test_whatever_is_unique_in_a_frozen_table_is_watched():
    """A new unique constraint is another way for a row to be replaced."""
    for table, model in MODELS.items():
        single = [(field.column,) for field in model._meta.fields if field.unique and field.column != "id"]
        several = [
            tuple(model._meta.get_field(name).column for name in each.fields)
            for each in model._meta.total_unique_constraints
        ]
        among_some = [
            tuple(model._meta.get_field(name).column for name in each.fields)
            for each in model._meta.constraints
            if isinstance(each, UniqueConstraint) and each.condition is not None
        ]
        watched = {frozenset(key) - {"outcome"} for key in MIGRATION.UNIQUE.get(table, [])}
        assert {frozenset(key) for key in (*single, *several, *among_some)} == watched


@pytest.mark.usefixtures("one_of_each")
def test_nor_does_the_program_change_one():
    version = Version.objects.first()
    version.reason = "Another"
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        Acknowledgement.objects.all().delete()
    assert version.is_intact


def test_every_frozen_table_has_its_triggers_after_all_migrations():
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    assert {name for table in FROZEN for name in MIGRATION.triggers(table, connection.vendor)} <= found


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_of_each")
def test_rows_of_a_test_with_real_transactions_are_kept_for_ever_too():
    """The next test of this kind, whichever it is, finds the tables empty and the triggers in their places."""
    refuses("DELETE FROM actionplans_version")
    assert all(model.objects.exists() for model in MODELS.values())


@pytest.mark.django_db(transaction=True)
def test_after_such_a_test_the_tables_are_empty_and_the_triggers_are_there():
    assert not any(model.objects.exists() for model in MODELS.values())
    test_every_frozen_table_has_its_triggers_after_all_migrations()
