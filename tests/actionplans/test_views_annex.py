"""The annex as people get it: a page, a file in each format, and a page to wait on for large ones."""

import io
import re
import sys
import time

import docx
import openpyxl
import pytest
from django.urls import reverse

from actionplans.exports import papers, printing
from actionplans.exports.formats import FORMATS
from tests.actionplans.printed import squeezed, text_of
from tests.factories import PlanFactory, embargoed, york_plan


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.PAPERS_DIR = tmp_path / "papers"


@pytest.fixture
def plan(york):
    return york_plan(york)


@pytest.fixture
def reader(client_of, member):
    return client_of(member)


def page(plan):
    return reverse("annex-page", args=[plan.authority.slug, plan.pk])


def file(plan, kind="pdf"):
    return reverse("annex-file", args=[plan.authority.slug, plan.pk, kind])


def progress(plan, key):
    return reverse("annex-progress", args=[plan.authority.slug, plan.pk, key])


@pytest.mark.parametrize("kind", FORMATS)
def test_a_reader_gets_a_file_with_a_name_that_says_what_it_is(reader, plan, kind):
    answer = reader.get(file(plan, kind))
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[kind].content_type
    assert answer["Content-Disposition"] == f'attachment; filename="york-action-plan-2022-annex-draft.{kind}"'
    assert "private" in answer["Cache-Control"]


def test_the_pdf_holds_every_area_and_action(reader, plan):
    text = text_of(reader.get(file(plan)).content)
    for response in plan.responses.all():
        assert "".join(response.area.text.split()) in text
    for item in plan.items.all():
        assert item.reference in text


def test_the_page_reads_like_the_paper_and_leads_to_the_files(reader, plan):
    html = reader.get(page(plan)).content.decode()
    assert '<html lang="en-GB">' in html
    assert html.count("<h1") == 1
    assert f'href="{file(plan)}"' in html
    assert f'href="{plan.get_absolute_url()}"' in html


def test_a_report_that_is_not_published_is_marked_in_the_page_and_in_every_file(client_of, editor, plan):
    reader = client_of(editor)
    embargoed(plan.inspections.get(), editor)
    words = "Embargoed until Ofsted publishes the report"
    html = reader.get(page(plan)).content.decode()
    assert f'<p class="text text--note">{words}</p>' in html
    assert f'data-running-head="{words}. City of York Council' in html
    text = text_of(reader.get(file(plan)).content)
    assert text.count(squeezed(words)) > text.count("Page2of")
    word = docx.Document(io.BytesIO(reader.get(file(plan, "docx")).content))
    assert words in word.sections[0].header.paragraphs[0].text
    assert words in [paragraph.text for paragraph in word.paragraphs]
    book = openpyxl.load_workbook(io.BytesIO(reader.get(file(plan, "xlsx")).content))
    assert words in [cell.value for cell in book["About"]["B"]]
    assert words in book["Actions"].oddHeader.left.text


def test_a_format_nobody_makes_is_not_found(reader, plan):
    assert reader.get(file(plan, "exe")).status_code == 404


@pytest.mark.parametrize("address", [page, file, lambda plan: progress(plan, "0" * 64)])
def test_people_of_another_council_find_nothing(client_of, outsider, plan, address):
    assert client_of(outsider).get(address(plan)).status_code == 404


@pytest.mark.parametrize("kind", ["page", "docx", "xlsx", "html", "pdf"])
def test_the_queries_are_as_many_for_thirty_actions_as_for_one(reader, york, elsewhere, count_queries, kind):
    small = york_plan(york)
    address = page if kind == "page" else lambda plan: file(plan, kind)
    few = count_queries(lambda: reader.get(address(small)))
    for response in small.responses.all():
        for _number in range(4):
            item = small.items.first()
            item.pk, item.response = None, response
            item.reference, item.position = response.next_reference(), response.next_position()
            item.save()
            item.also_serves.add(small.responses.last())
    assert small.items.count() > 30
    assert count_queries(lambda: reader.get(address(small))) == few


def test_the_same_content_is_not_made_twice(reader, plan, settings):
    first = reader.get(file(plan)).content
    [kept] = settings.PAPERS_DIR.glob("*.pdf")
    kept.write_bytes(b"kept")
    assert reader.get(file(plan)).content == b"kept"
    item = plan.items.first()
    item.action = "Changed."
    item.save()
    assert reader.get(file(plan)).content not in (first, b"kept")


def test_a_character_that_no_font_has_is_shown_with_its_place_before_the_file_is_given(reader, plan):
    item = plan.items.get(reference="3.1")
    item.action = "Write \U00012000 everywhere."
    item.save()
    answer = reader.get(file(plan))
    html = answer.content.decode()
    assert "1 character cannot be printed" in html
    assert "U+12000" in html
    assert "cuneiform sign a" in html
    assert "Action 3.1" in html
    [link] = re.findall(r'href="([^"]*as-it-is[^"]*)"', html)
    assert reader.get(link).content.startswith(b"%PDF")


def test_a_machine_without_the_libraries_says_what_to_run_and_offers_the_rest(reader, plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = reader.get(file(plan))
    assert answer.status_code == 503
    html = answer.content.decode()
    assert "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in html
    for kind in ("docx", "xlsx"):
        assert file(plan, kind) in html
        assert reader.get(file(plan, kind)).status_code == 200


def test_a_large_pdf_is_made_while_the_person_watches(reader, plan, settings):
    settings.PAPERS_IN_PROCESS_LIMIT = 3
    answer = reader.get(file(plan))
    assert answer.status_code == 302
    for _half_second in range(120):
        shown = reader.get(answer.url)
        if "It is ready" in shown.content.decode():
            break
        assert "Making the PDF" in shown.content.decode()
        time.sleep(0.5)
    assert "no-store" in shown["Cache-Control"]
    ready = reader.get(file(plan))
    assert ready.status_code == 200
    assert ready.content.startswith(b"%PDF")


def test_a_large_plan_in_word_is_made_at_once(reader, plan, settings):
    settings.PAPERS_IN_PROCESS_LIMIT = 3
    assert reader.get(file(plan, "docx")).status_code == 200


def test_the_progress_page_asks_again_without_javascript_and_with_htmx(reader, plan):
    key = "d" * 64
    papers.store().write(key, "lock", b"")
    printing.tell(papers.store(), key, owner=str(plan.pk), page=12)
    html = reader.get(progress(plan, key)).content.decode()
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert "12 pages laid out so far" in html
    part = reader.get(progress(plan, key), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div class="app-export"')
    assert "<html" not in part


def test_a_failure_is_said_and_can_be_tried_again(reader, plan):
    key = "e" * 64
    printing.tell(papers.store(), key, owner=str(plan.pk), failure="It took longer than 300 seconds, and was stopped.")
    html = reader.get(progress(plan, key)).content.decode()
    assert "It took longer than 300 seconds" in html
    assert "http-equiv" not in html
    assert re.search(rf'href="{re.escape(file(plan))}">Try again', html)


def test_a_paper_that_waits_for_others_says_so_and_asks_again(reader, plan):
    key = "f" * 64
    papers.store().write(key, "lock", b"")
    printing.tell(papers.store(), key, owner=str(plan.pk), is_waiting=True)
    html = reader.get(progress(plan, key)).content.decode()
    assert "Other papers are being made first" in html
    assert "http-equiv" in html
    assert "hx-get" in html


def test_the_progress_of_another_plan_is_not_found(reader, plan, york):
    key = "f" * 64
    printing.tell(papers.store(), key, owner=str(plan.pk))
    assert reader.get(progress(plan, key)).status_code == 200
    assert reader.get(progress(PlanFactory(authority=york), key)).status_code == 404


@pytest.mark.parametrize("kind", FORMATS)
def test_a_folder_that_cannot_be_written_to_stops_no_small_paper(reader, plan, settings, kind):
    settings.PAPERS_DIR.touch()
    assert reader.get(file(plan, kind)).status_code == 200


def test_a_folder_that_cannot_be_written_to_is_said_instead_of_a_large_pdf(reader, plan, settings):
    settings.PAPERS_DIR.touch()
    settings.PAPERS_IN_PROCESS_LIMIT = 3
    answer = reader.get(file(plan))
    assert answer.status_code == 503
    assert "PAPERS_DIR" in answer.content.decode()
    assert reader.get(progress(plan, "f" * 64)).status_code == 404


@pytest.mark.parametrize("key", ["0" * 64, "nonsense"])
def test_a_paper_nobody_asked_for_is_not_found(reader, plan, key):
    assert reader.get(progress(plan, key)).status_code == 404


def test_a_formula_typed_by_a_person_stays_text(reader, plan):
    item = plan.items.first()
    item.action = '=HYPERLINK("http://example.org")'
    item.save()
    book = openpyxl.load_workbook(io.BytesIO(reader.get(file(plan, "xlsx")).content))
    assert book["Actions"]["B2"].data_type == "s"
