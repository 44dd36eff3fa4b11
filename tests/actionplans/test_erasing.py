"""What the operating guide says about erasing something from a version works on the database it is said of."""

import re
from pathlib import Path

import pytest
from django.db import connection

from actionplans.models import Version, VersionContent
from tests.factories import sent, york_plan

pytestmark = pytest.mark.django_db(transaction=True)

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
BEGINS = {"postgresql": "    BEGIN;\n", "sqlite": "    BEGIN IMMEDIATE;\n"}
TRIGGERS = {
    "postgresql": "SELECT tgname, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger WHERE NOT tgisinternal",
    "sqlite": "SELECT name, sql, '' FROM sqlite_master WHERE type = 'trigger'",
}


def statements():
    """What the guide says for this database, statement by statement."""
    block = GUIDE.split(BEGINS[connection.vendor], 1)[1].split("    COMMIT;", 1)[0]
    return [f"{each};" for each in re.split(r";\n(?=    \S)", block.strip().removesuffix(";"))]


def triggers():
    """Every trigger there is: its name, what it does, whether it works; how its words are spaced is no difference."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        return {name: (" ".join(words.split()), works) for name, words, works in cursor.fetchall()}


def test_words_leave_a_version_and_its_page_says_that_it_is_not_what_was_saved(york, lead, client_of):
    plan = sent(york_plan(york), by=lead)
    version = plan.submissions.get().version
    words = plan.title
    before = triggers()
    assert before
    with connection.cursor() as cursor:
        for statement in ("BEGIN", *statements(), "COMMIT"):
            cursor.execute(statement.replace("the words", words).replace("123", str(version.pk)))
    text = VersionContent.objects.get(version=version).text
    assert words not in text
    assert "[removed]" in text
    assert not version.papers.exists()
    assert triggers() == before
    assert not Version.objects.get(pk=version.pk).is_intact
    page = client_of(lead).get(version.get_absolute_url()).content.decode()
    assert "What is stored is not what was saved" in page
