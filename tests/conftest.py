"""The cast: two councils, one person in each role, somebody from outside, and somebody with two councils."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
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
    """SQLite empties tables row by row after a test with real transactions; rows kept for ever must let it."""
    empty = DatabaseOperations.sql_flush

    def sql_flush(self, *args, **options):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _ in triggers]
        return [*drop, *empty(self, *args, **options), *(sql for _, sql in triggers)]

    DatabaseOperations.sql_flush = sql_flush


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
