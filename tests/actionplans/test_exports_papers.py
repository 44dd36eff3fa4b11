"""The way to a paper: never made twice, and made anew when anything it is made of has changed."""

from dataclasses import replace

import pytest

from actionplans.exports import papers, printing
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


@pytest.mark.parametrize("ending", FORMATS)
def test_a_paper_that_cannot_be_kept_is_given_all_the_same(document, ending, settings, tmp_path, caplog):
    settings.PAPERS_DIR = tmp_path / "file"
    settings.PAPERS_DIR.touch()
    assert papers.find_or_make(document, ending).content
    assert "A paper could not be kept" in caplog.text


def test_a_small_pdf_is_made_at_once_and_kept(document):
    paper = papers.find_or_begin(document, actions=1, owner="7")
    assert paper.content.startswith(b"%PDF")
    assert papers.store().find(papers.key_of(document, "pdf"), "pdf") == paper


def test_few_actions_with_very_long_texts_are_a_large_paper():
    long = annex(a_plan(1, 1, introduction="Long words. " * (papers.LONGEST_IN_PROCESS // 12)))
    key = papers.key_of(long, "pdf")
    papers.store().write(key, "lock", b"")
    printing.tell(papers.store(), key, owner="7")
    assert papers.find_or_begin(long, actions=1, owner="7") is None


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
