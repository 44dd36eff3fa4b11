"""The PDF: tagged so that a screen reader hears the paper as it is, whole, and the same bytes every time."""

import io
import re
import time
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from actionplans.exports.build import annex
from actionplans.exports.document import Heading
from actionplans.exports.html import paper_html
from actionplans.exports.pdf import PrinterMissing, load_printer, print_paper
from tests.actionplans.printed import (
    PLANS,
    elements,
    heard,
    kids,
    kind,
    numbers,
    opened,
    pages_of,
    printed,
    reopened,
    squeezed,
    text_of,
)
from tests.actionplans.snapshots import a_plan, an_area, an_item, an_update

each_plan = pytest.mark.parametrize("name", PLANS)


@each_plan
def test_the_file_says_its_title_author_and_language(name):
    pdf = opened(name)
    assert str(pdf.Root.Lang) == "en-GB"
    assert str(pdf.docinfo["/Title"]) == "Ofsted action plan 2022, City of York Council"
    assert str(pdf.docinfo["/Author"]) == "City of York Council"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)
    assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


@each_plan
def test_the_first_heading_is_the_title_and_no_level_is_skipped(name):
    levels = [int(kind(element)[1]) for element in elements(opened(name)) if re.fullmatch(r"H\d", kind(element))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_plan
def test_the_bookmarks_are_the_headings(name):
    pdf = opened(name)
    found = []

    def walk(items):
        for item in items:
            found.append(item.title)
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    headings = [block.text for block in annex(PLANS[name]()).plain_blocks() if isinstance(block, Heading)]
    assert found == headings


def _rows(table):
    for part in kids(table):
        if kind(part) == "TR":
            yield part
        elif kind(part) in ("THead", "TBody"):
            yield from kids(part)


@each_plan
def test_every_table_has_a_caption_and_as_many_cells_in_each_row(name):
    tables = [element for element in elements(opened(name)) if kind(element) == "Table"]
    assert len(tables) > 4
    for table in tables:
        assert kind(kids(table)[0]) == "Caption"
        widths = {sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in kids(row)) for row in _rows(table)}
        assert len(widths) == 1


@each_plan
def test_every_heading_cell_says_which_way_it_heads_and_can_be_looked_up(name):
    pdf = opened(name)
    heads = [element for element in elements(pdf) if kind(element) == "TH"]
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    index = {str(each) for each in names[::2]}
    assert {str(head.A.Scope) for head in heads} == {"/Column", "/Row"}
    assert {str(head.ID) for head in heads} == index
    assert [str(each) for each in names[::2]] == sorted(index)
    for cell in elements(pdf):
        if kind(cell) == "TD":
            assert {str(each) for each in cell.A.Headers} <= index
            assert len(cell.A.Headers) >= 1


def test_a_table_over_many_pages_is_one_table_to_a_screen_reader():
    pdf = opened("many pages")
    actions = [table for table in elements(pdf) if kind(table) == "Table" and len(list(_rows(table))) > 10]
    assert len(pdf.pages) > 8
    assert [len(list(_rows(table))) for table in actions] == [13, 13, 13]
    for table in actions:
        heads = {str(cell.ID) for row in kids(kids(table)[1]) for cell in kids(row)}
        for row in kids(kids(table)[2]):
            for cell in kids(row)[1:]:
                assert str(cell.A.Headers[-1]) in heads


@each_plan
def test_every_drawing_in_the_tags_has_words_and_every_link_too(name):
    pdf = opened(name)
    assert all("/Alt" in element for element in elements(pdf) if kind(element) == "Figure")
    links = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert [str(link.Contents) for link in links][:2] == ["1. Supervision", "2. Plans for children"]
    assert all("/StructParent" in link for link in links)


def _marks(page):
    """The marked content of a page: (tag, number or None), and whether anything is painted outside of it."""
    depth, marks, loose = 0, [], []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
            properties = operands[1] if len(operands) > 1 else {}
            marks.append((str(operands[0]), int(properties["/MCID"]) if "/MCID" in properties else None))
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "Do", "f", "f*", "S", "B", "sh") and depth == 0:
            loose.append(name)
    return marks, loose


@each_plan
def test_everything_painted_is_tagged_or_an_artefact(name):
    pdf = opened(name)
    held = {mark for element in elements(pdf) for mark in numbers(element)}
    for page in pdf.pages:
        marks, loose = _marks(page)
        assert loose == []
        assert {(page.obj.objgen, number) for _tag, number in marks if number is not None} <= held
        assert str(page.Tabs) == "/S"


@each_plan
def test_what_is_heard_is_what_the_page_says_and_no_page_head_number_or_draft_mark(name):
    said = squeezed(heard(opened(name)))
    html = paper_html(annex(PLANS[name]()))
    body = re.sub(r"<svg.*?</svg>", "", html[html.index("<body") :], flags=re.DOTALL)
    words = squeezed(re.sub(r"<[^>]+>", "", body).replace("&#x27;", "'").replace("&amp;", "&"))
    assert said.replace("•", "") == words
    assert "Page1of" not in said


def test_the_draft_mark_is_drawn_on_every_page_and_is_not_text():
    draft, final = (
        print_paper(paper_html(annex(a_plan(1, 1, stage=stage, stage_words=stage)))) for stage in ("draft", "submitted")
    )
    assert len(draft.content) > len(final.content)
    assert text_of(draft.content).count("DRAFT") == 1
    assert "DRAFT" not in text_of(final.content)
    drawn = [len(reopened(paper.content).pages[0].Resources.XObject) for paper in (draft, final)]
    assert drawn == [len(reopened(draft.content).pages), 0]


@each_plan
def test_every_font_is_embedded_and_says_its_letters(name):
    fonts = opened(name).pages[0].Resources.Font
    assert len(fonts) >= 2
    for font in fonts.values():
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


def test_every_page_of_a_table_begins_with_its_header_row_and_ends_with_its_number():
    content = printed("many pages")
    pdf = pikepdf.open(io.BytesIO(content))
    for number in range(1, len(pdf.pages) + 1):
        single = pikepdf.new()
        single.pages.append(pdf.pages[number - 1])
        written = io.BytesIO()
        single.save(written)
        page = text_of(written.getvalue())
        assert f"Page{number}of{len(pdf.pages)}" in page
        assert "CityofYorkCouncil:Ofstedactionplan2022,draft" in page
        if number > 3:
            assert "RefActionLeadandpartnersStartanddueSuccessmeasureProgressRating" in page


def test_every_page_a_long_text_runs_over_names_its_action_and_what_it_says():
    going_on = [page for page in pages_of(printed("long texts")) if "Part 5 of sentence" in page]
    assert len(going_on) >= 6
    for page in going_on:
        assert re.search(r"^[123]\.[12]\s+(Action|Progress), continued Part \d of sentence 0", page, flags=re.MULTILINE)


@each_plan
def test_no_area_begins_on_a_page_without_its_first_action(name):
    begun = 0
    for page in pages_of(printed(name)):
        for area in re.findall(r"^Area (?:for priority action )?(\d): .*\n(?=.*words)", page, flags=re.MULTILINE):
            begun += 1
            rest = page[page.index("in area " + area) :] if "in area " + area in page else page
            assert re.search(rf"^{area}\.1\b", rest, flags=re.MULTILINE) or re.search(
                r"^No action ", page, flags=re.MULTILINE
            )
    assert begun >= 3


@each_plan
def test_the_key_to_the_ratings_stands_beside_the_counts(name):
    assert [page for page in pages_of(printed(name)) if "All actions" in page and "Delivery: is the work done?" in page]


@pytest.mark.parametrize("areas", [17, 30])
def test_a_summary_of_many_areas_is_not_broken(areas):
    pages = pages_of(print_paper(paper_html(annex(a_plan(areas, 1)))).content)
    counted = next(page for page in pages if "Number of actions by area and rating" in page)
    assert "All actions" in counted


def test_the_head_of_a_page_has_the_width_it_needs():
    document = annex(a_plan(1, 1, title="Improvement plan after the inspection and the focused visit"))
    pages = pages_of(print_paper(paper_html(document)).content)
    assert len(document.running_head) > 80
    assert all(document.running_head in page for page in pages)


def test_the_longest_texts_are_there_to_the_last_word():
    texts = [" ".join(f"word{field}x{number}" for number in range(700)) for field in range(6)]
    item = an_item(
        action=texts[0],
        partners=texts[1],
        success_measure=texts[2],
        how_we_will_know=texts[3],
        progress=an_update(what_changed=texts[4]),
    )
    plan = replace(a_plan(areas=0), areas=(replace(an_area(1, 0, text=texts[5]), items=(item,)),))
    found = text_of(print_paper(paper_html(annex(plan))).content)
    words = {word for text in texts for word in text.split()}
    assert {word for word in words if word not in found} == set()


def test_a_word_without_end_is_printed_whole_and_in_a_moment():
    """Laid out in one piece it takes a time that grows with its square: a minute for this one."""
    words = ["".join(f"{field}x{number}y" for number in range(size)) for field, size in ((1, 12_000), (2, 40))]
    items = (an_item(1, 1, action=words[0]), an_item(1, 2, action=words[1]))
    plan = replace(a_plan(areas=0), areas=(replace(an_area(1, 0), items=items),))
    began = time.process_time()
    content = print_paper(paper_html(annex(plan))).content
    assert time.process_time() - began < 20
    text = text_of(content)
    assert words[1] in text
    assert words[1] in heard(reopened(content))
    assert text.count("y") > 12_000
    assert "\u200b" not in text


def test_names_without_a_space_stay_on_the_page_its_heads_included():
    plan = replace(a_plan(0, title="Titlewithoutend" * 13), areas=(an_area(1, 1, label="Labelwithoutend" * 13),))
    document = pypdfium2.PdfDocument(print_paper(paper_html(annex(plan))).content)
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert min(left for left, *_rest in boxes) > 30
        assert max(right for _left, _bottom, right, _top in boxes) < page.get_width() - 30
        text.close()
    document.close()


def test_the_same_content_gives_the_same_bytes():
    html = paper_html(annex(PLANS["all sorts"]()))
    assert print_paper(html).content == print_paper(html).content == printed("all sorts")


def test_each_page_is_told_as_it_is_laid_out():
    told = []
    print_paper(paper_html(annex(a_plan(1, 1))), told.append)
    assert told[:2] == [1, 2]


def test_a_character_that_no_font_has_is_reported_and_one_that_a_fallback_has_is_not():
    html = paper_html(annex(a_plan(1, 1, introduction="Łódź ✓ 😀 子 \U00012000")))
    assert print_paper(html).missing_characters == ("\U00012000",)


def test_words_symbols_become_letters_before_they_are_printed():
    paper = print_paper(paper_html(annex(a_plan(1, 1, introduction="\uf0b7 first\n\uf0fc done\x0b\x07end"))))
    assert paper.missing_characters == ()
    assert squeezed("• first ✓ done end") in text_of(paper.content)


def test_nothing_but_built_files_is_ever_opened():
    html = paper_html(annex(a_plan(1, 1))).replace("</body>", '<img src="file:///etc/passwd" alt="x"></body>')
    assert b"root:" not in print_paper(html).content


def test_without_pango_the_words_name_the_line_to_run():
    def breaks(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    with pytest.raises(
        PrinterMissing, match=r"apt-get install .* libpango-1\.0-0 libpangoft2-1\.0-0 libharfbuzz-subset0"
    ):
        load_printer(load=breaks)


def test_without_fonts_nothing_is_loaded_that_could_die_of_it(tmp_path):
    (tmp_path / "paper.css").touch()
    (tmp_path / "fonts.css").touch()
    with pytest.raises(PrinterMissing, match="make assets"):
        load_printer(build=tmp_path, load=lambda name: pytest.fail("loaded"))
