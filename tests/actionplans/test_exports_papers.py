"""The way to a paper: never made twice, and made anew when anything it is made of has changed."""

from dataclasses import replace

import pytest

from actionplans.exports import papers
from actionplans.exports.build import annex
from actionplans.exports.formats import FORMATS
from actionplans.exports.store import Paper
from tests.actionplans.snapshots import a_plan


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path


@pytest.fixture
def document():
    return annex(a_plan(1, 1))


@pytest.mark.parametrize("ending", FORMATS)
def test_a_paper_is_made_once_and_then_found(document, ending):
    first = papers.find_or_make(document, ending)
    path = papers.store().path(papers.key_of(document, ending), ending)
    path.write_bytes(b"what is kept")
    assert papers.find_or_make(document, ending) == Paper(b"what is kept")
    assert first.content != b"what is kept"


def test_other_content_and_another_format_have_another_key(document):
    keys = {papers.key_of(document, ending) for ending in FORMATS}
    keys |= {papers.key_of(replace(document, title="Other"), ending) for ending in FORMATS}
    assert len(keys) == 2 * len(FORMATS)


def test_a_template_of_papers_that_changes_changes_the_key(document, settings, tmp_path):
    before = papers.key_of(document, "pdf")
    blocks = tmp_path / "templates" / "exports"
    blocks.mkdir(parents=True)
    (blocks / "paper.html").write_text("changed")
    settings.BASE_DIR = tmp_path
    assert papers.key_of(document, "pdf") != before
