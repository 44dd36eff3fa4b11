"""The cast: two councils, one person in each role, somebody from outside, and somebody with two councils."""

from datetime import date
from importlib import import_module

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseOperations as SQLite
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ilacs.authorities.models import LocalAuthority, Role
from tests.factories import AuthorityFactory, MembershipFactory, UserFactory


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, and at the end nobody left in it: PostgreSQL drops none that a browser's last thread holds."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def _frozen_rows_go_with_the_test():
    """A test with real transactions empties every table when it is over; rows kept for ever must let it."""
    for operations in (SQLite, PostgreSQL):
        operations.sql_flush = _thawed(operations.sql_flush)


def _thawed(empty):
    """The statements that empty the tables, while no row is kept for ever."""

    def sql_flush(self, *args, **options):
        triggers = import_module("actionplans.migrations._frozen")
        vendor = self.connection.vendor
        made = {
            (table, name): sql for table in triggers.FROZEN for name, sql in triggers.triggers(table, vendor).items()
        }
        drop = [f"DROP TRIGGER {name}{f' ON {table}' if vendor == 'postgresql' else ''}" for table, name in made]
        create = [f"CREATE TRIGGER {name} {sql}" for (_table, name), sql in made.items()]
        return [*drop, *empty(self, *args, **options), *create]

    return sql_flush


@pytest.fixture
def on():
    """The day most tests happen on: York's scrutiny committee, 37 working days after the report, 33 before the plan."""
    return date(2022, 6, 28)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """The counts of failed sign-ins begin again with every test."""
    cache.clear()


@pytest.fixture
def york(db):
    """The council of the cast, with York's published codes."""
    return AuthorityFactory(
        slug="york",
        name="York",
        council_name="City of York Council",
        ons_code="E06000014",
        ofsted_urn=80453,
        dfe_number=816,
        region=LocalAuthority.Region.YORKSHIRE,
        is_invented=False,
    )


@pytest.fixture
def elsewhere(db):
    """Another council, whose people may know nothing of York."""
    return AuthorityFactory(slug="elsewhere", name="Elsewhere")


def _person(name, authority, role):
    email = f"{name.lower().replace(' ', '.')}@example.gov.uk"
    return MembershipFactory(user__name=name, user__email=email, authority=authority, role=role).user


@pytest.fixture
def member(york):
    """A member of the scrutiny committee, who reads and changes nothing."""
    return _person("Mel Member", york, Role.READER)


@pytest.fixture
def action_owner(york):
    """An officer who leads single actions."""
    return _person("Ash Owner", york, Role.ACTION_OWNER)


@pytest.fixture
def editor(york):
    """An officer who records inspections and drafts plans."""
    return _person("Eddie Editor", york, Role.EDITOR)


@pytest.fixture
def lead(york):
    """The director of children's services."""
    return _person("Lee Lead", york, Role.LEAD)


@pytest.fixture
def administrator(york):
    """The person who gives and ends roles."""
    return _person("Addy Administrator", york, Role.ADMINISTRATOR)


@pytest.fixture
def outsider(elsewhere):
    """An administrator of the other council."""
    return _person("Otto Outsider", elsewhere, Role.ADMINISTRATOR)


@pytest.fixture
def several(york, elsewhere):
    """An administrator of both councils."""
    person = _person("Sev Several", york, Role.ADMINISTRATOR)
    MembershipFactory(user=person, authority=elsewhere, role=Role.ADMINISTRATOR)
    return person


@pytest.fixture
def nobody(db):
    """Somebody who can sign in and has no role anywhere."""
    return UserFactory(name="Nat Nobody", email="nat.nobody@example.gov.uk")


@pytest.fixture
def client_of():
    """A signed-in client for a person: `client_of(editor).get(...)`."""

    def client_of(person, **options):
        client = Client(**options)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def count_queries():
    """How many queries something costs: `assert count_queries(lambda: browser.get(page)) == before`."""

    def count_queries(done):
        with CaptureQueriesContext(connection) as captured:
            done()
        return len(captured)

    return count_queries
