"""The documents are true: every setting is explained, every link and every file they name is there."""

import ast
import re
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
FILE_NAMED = re.compile(r"`((?:docs|ilacs|inspections|actionplans|templates|static|fixtures|tests)/[\w./-]+)`")
BUILT = "static/build/"
PICTURES = sorted((ROOT / "docs" / "images").glob("*.png"))
LARGEST_PICTURE = 120_000


def settings_read() -> set[str]:
    """The names settings.py asks the environment for."""
    tree = ast.parse((ROOT / "ilacs" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env")]
    return {str(call.args[0].value) for call in calls if call.args and isinstance(call.args[0], ast.Constant)}


def settings_explained() -> set[str]:
    """The names in the table of the operating guide."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "operating.md").read_text(encoding="utf-8"), re.M))


def test_settings_that_are_read_are_found_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "PAPERS_DIR"} <= settings_read()


def test_every_setting_is_explained_to_the_operator():
    assert settings_read() - settings_explained() == set()


def test_nothing_is_explained_that_no_setting_reads():
    assert settings_explained() - settings_read() == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_and_picture_leads_somewhere(document):
    addresses = [address for address in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in address]
    assert [address for address in addresses if not (document.parent / address).exists()] == []


def anchors(text: str) -> set[str]:
    """What a heading is called in an address: its words in small letters with hyphens between."""
    headings = re.findall(r"^#+ (.+)$", text, re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_within_a_document_leads_to_a_heading(document):
    text = document.read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) - anchors(text) == set()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_shown_somewhere_and_is_wide_and_light_enough(picture):
    shown = [document for document in DOCUMENTS if f"images/{picture.name})" in document.read_text(encoding="utf-8")]
    assert shown
    with Image.open(picture) as image:
        assert image.width == 1280
    assert picture.stat().st_size < LARGEST_PICTURE


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_a_document_names_is_there(document):
    named = FILE_NAMED.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if not path.startswith(BUILT) and not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_number_its_three_parts_and_fewer_than_forty_lines(decision):
    lines = decision.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith(f"# {int(decision.name[:4])}. ")
    assert [line for line in lines if line.startswith("## ")] == ["## Context", "## Decision", "## Consequences"]
    assert len(lines) < 40
