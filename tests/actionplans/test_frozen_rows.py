"""What is kept for ever: the database itself refuses to change or delete it, whatever asks."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction

from actionplans.models import Acknowledgement, KeptPaper, StageMove, Submission, Version
from tests.factories import AcknowledgementFactory, sent, york_plan

pytestmark = pytest.mark.django_db

FROZEN = import_module("actionplans.migrations.0005_frozen_rows").FROZEN
MODELS = {model._meta.db_table: model for model in (Version, KeptPaper, StageMove, Submission, Acknowledgement)}


@pytest.fixture
def one_of_each(york, lead):
    """A plan that was sent and acknowledged."""
    plan = sent(york_plan(york), by=lead)
    AcknowledgementFactory(submission=plan.submissions.get())


def test_every_frozen_table_is_tested():
    assert set(FROZEN) == set(MODELS)


@pytest.mark.parametrize("table", FROZEN)
@pytest.mark.usefixtures("one_of_each")
def test_the_database_refuses_to_change_a_row(table):
    column = MODELS[table]._meta.fields[1].attname
    before = MODELS[table].objects.count()
    assert before
    with connection.cursor() as cursor:
        for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):  # noqa: S608 our own names
            with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
                cursor.execute(statement)
    assert MODELS[table].objects.count() == before


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
    assert {f"{table}_no_{event}" for table in FROZEN for event in ("update", "delete")} <= found
