"""`manage.py export_plan`: a paper written to a file."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from actionplans.snapshot import PlanSnapshot
from tests.factories import york_plan


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!DOC")])
def test_each_format_is_written_where_it_is_asked_for(plan, tmp_path, ending, begins):
    path = tmp_path / "folder" / f"annex.{ending}"
    out = io.StringIO()
    call_command("export_plan", "york/2022", "--format", ending, "-o", str(path), stdout=out)
    assert path.read_bytes().lstrip().startswith(begins)
    assert out.getvalue().startswith(f"Wrote {path} (")


def test_json_is_the_snapshot_of_the_day(plan, tmp_path):
    path = tmp_path / "plan.json"
    call_command(
        "export_plan", str(plan.pk), "--format", "json", "-o", str(path), "--date", "2022-06-28", stdout=io.StringIO()
    )
    snapshot = PlanSnapshot.from_json(path.read_text())
    assert snapshot.title == "Ofsted action plan 2022"
    assert snapshot.as_at == date(2022, 6, 28)


def test_the_file_is_named_after_the_plan_when_nothing_else_is_said(plan, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call_command("export_plan", "york/2022", "--format", "json", stdout=io.StringIO())
    assert (tmp_path / "york-action-plan-2022-annex-v0.1-draft.json").exists()


def test_a_plan_that_is_not_there_is_said_in_words(plan, tmp_path):
    with pytest.raises(CommandError, match="There is no plan york/1999"):
        call_command("export_plan", "york/1999", "-o", str(tmp_path / "x.pdf"))


def test_a_character_that_no_font_has_is_told(plan, tmp_path):
    plan.introduction = "\U00012000"
    plan.save()
    told = io.StringIO()
    call_command("export_plan", "york/2022", "-o", str(tmp_path / "x.pdf"), stdout=io.StringIO(), stderr=told)
    assert "U+12000 cuneiform sign a" in told.getvalue()
