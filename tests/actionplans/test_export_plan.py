"""`manage.py export_plan`: a paper written to a file."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from actionplans.actions import save_version
from actionplans.snapshot import PlanSnapshot
from ilacs.design.today import as_if_on
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
    assert (tmp_path / "york-action-plan-2022-annex-draft.json").exists()


def export(*options):
    told = io.StringIO()
    call_command("export_plan", "york/2022", *options, stdout=told)
    return told.getvalue()


@pytest.fixture
def versions(plan, editor):
    """A version of 20 June and one of 18 July, the title another in each and another now."""
    made = []
    for day in (date(2022, 6, 20), date(2022, 7, 18)):
        with as_if_on(day):
            made.append(save_version(plan=plan, by=editor, reason="For the meeting"))
        plan.title = f"After version {len(made)}"
        plan.save()
    return made


@pytest.mark.parametrize(
    ("options", "title"),
    [
        (["--version", "1"], "Ofsted action plan 2022"),
        (["--version", "2"], "After version 1"),
        (["--date", "2022-06-20"], "Ofsted action plan 2022"),
        (["--date", "2022-07-17"], "Ofsted action plan 2022"),
        (["--date", "2022-07-18"], "After version 1"),
        (["--date", "2022-06-19"], "After version 2"),
        ([], "After version 2"),
    ],
)
def test_the_version_asked_for_is_written_and_for_a_day_the_newest_there_was(versions, tmp_path, options, title):
    path = tmp_path / "plan.json"
    export("--format", "json", "-o", str(path), *options)
    assert PlanSnapshot.from_json(path.read_text()).title == title


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "html", "json"])
def test_a_version_is_written_as_it_is_kept(versions, tmp_path, monkeypatch, ending):
    monkeypatch.chdir(tmp_path)
    said = export("--format", ending, "--version", "1")
    path = tmp_path / f"york-action-plan-2022-annex-v1-draft.{ending}"
    assert said.startswith(f"Wrote {path.name}, version 1 (")
    first = path.read_bytes()
    export("--format", ending, "--version", "1", "-o", str(path))
    assert path.read_bytes() == first
    if ending != "json":
        assert bytes(versions[0].papers.get(ending=ending).content) == first


def test_a_version_that_is_not_there_is_said_in_words(versions):
    with pytest.raises(CommandError, match="After version 2 has no version 3"):
        export("--version", "3")


def test_a_version_and_a_day_cannot_both_be_asked_for(versions):
    with pytest.raises(CommandError, match="not allowed with"):
        export("--version", "1", "--date", "2022-06-20")


def test_a_plan_that_is_not_there_is_said_in_words(plan, tmp_path):
    with pytest.raises(CommandError, match="There is no plan york/1999"):
        call_command("export_plan", "york/1999", "-o", str(tmp_path / "x.pdf"))


def test_a_character_that_no_font_has_is_told(plan, tmp_path):
    plan.introduction = "\U00012000"
    plan.save()
    told = io.StringIO()
    call_command("export_plan", "york/2022", "-o", str(tmp_path / "x.pdf"), stdout=io.StringIO(), stderr=told)
    assert "U+12000 cuneiform sign a" in told.getvalue()
