"""The components: ratings survive without colour, bars match their figures, and each component says what it takes."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from ilacs.design.shapes import SHAPES, TONES, shape_svg
from ilacs.design.templatetags.design import progress_bar, rating_shape, stacked_bar

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SCSS = Path(settings.BASE_DIR) / "static" / "scss"
GREEN = SimpleNamespace(letter="G", word="On track", shape="circle", tone="green", definition="On course.")
RED = SimpleNamespace(letter="R", word="Off track", shape="diamond", tone="red", definition="Will be missed.")


def component(name, **given):
    """A component with what it is given."""
    return render_to_string(f"components/{name}.html", given)


@pytest.mark.parametrize("folder", ["components", "design", "account", "allauth"])
def test_every_template_names_what_it_takes_in_its_first_line(folder):
    for path in (TEMPLATES / folder).rglob("*.html"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert re.fullmatch(r"\{# .+ Takes: .+ #\}", first), path


def test_no_template_holds_inline_style_or_script():
    for path in TEMPLATES.rglob("*.html"):
        if "exports" not in path.parts:
            html = path.read_text(encoding="utf-8")
            assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son[a-z]+=", html), path


def test_a_rating_is_letter_word_shape_and_colour():
    html = component("rating", rating=RED)
    assert "app-rating--red" in html
    assert ">R</span>" in html
    assert ">Off track</span>" in html
    assert "<path" in html


@pytest.mark.parametrize("tone", TONES)
def test_every_tone_has_a_look(tone):
    colours = (SCSS / "_colours.scss").read_text(encoding="utf-8")
    assert re.search(rf'"{tone}": \(background: #\w+, text: #\w+, line: #\w+\)', colours)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_drawn_in_the_colour_of_the_text(shape):
    svg = shape_svg(shape)
    assert "currentColor" in svg
    assert 'aria-hidden="true"' in svg


def test_an_unknown_shape_is_an_error_and_not_an_empty_place():
    with pytest.raises(KeyError):
        rating_shape("hexagon")


def test_every_letter_on_a_tone_can_be_read():
    colours = (SCSS / "_colours.scss").read_text(encoding="utf-8")
    pairs = re.findall(r"background: #(\w{6}), text: #(\w{6}), line: #(\w{6})", colours)
    assert len(pairs) == len(TONES)
    for background, text, line in pairs:
        assert contrast(background, text) >= 4.5
        assert contrast(line, "ffffff") >= 3


def contrast(one, other):
    """The contrast of two colours as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    """The relative luminance of a colour of six hexadecimal digits, as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_parts_of_a_bar_lie_side_by_side_and_match_their_counts():
    svg = stacked_bar([3, 1], [GREEN, RED], 8)
    assert 'app-bar__part--green" x="0.00%" width="37.50%"' in svg
    assert 'app-bar__part--red" x="37.50%" width="12.50%"' in svg
    assert ">G 3</text>" in svg


def test_a_part_too_narrow_for_its_letter_goes_without():
    assert "<text" not in stacked_bar([1], [GREEN], 40)
    assert "<rect" not in stacked_bar([0], [GREEN], 0)


@pytest.mark.parametrize(
    ("done", "total", "width"), [(30, 70, "42.86"), (75, 70, "100.00"), (0, 0, "0.00"), (-1, 5, "0.00")]
)
def test_a_progress_bar_is_never_longer_than_its_track(done, total, width):
    assert f'width="{width}%"' in progress_bar(done, total)


def test_a_bar_table_holds_the_figures_as_text():
    html = component(
        "bar_table", caption="By area", head="Area", series=[GREEN, RED], rows=[("Plans", "/a", [2, 0])], maximum=2
    )
    cells = re.findall(r'<td class="govuk-table__cell app-bar-table__count[^"]*">(\d+)</td>', html)
    assert cells == ["2", "0"]
    assert '<a class="govuk-link" href="/a">Plans</a>' in html


def test_a_count_says_how_many_of_how_many():
    assert ">12 actions</h2>" in component("count_heading", number=12, noun="action", total=12)
    assert ">1 of 12 actions</h2>" in component("count_heading", number=1, noun="action", total=12)


def test_two_texts_side_by_side_mark_what_differs():
    rows = [("Action", "Train", "Train all", True), ("Lead", "Head", "Head", False), ("Due", "", "May", True)]
    html = component("both_texts", left_title="Yours", right_title="Saved meanwhile", rows=rows)
    assert html.count("app-both__row--differ") == 2
    assert "(nothing)" in html


def test_a_file_says_its_format_and_size():
    html = component("file_list", files=[("Annex", "/annex.pdf", "PDF", 2048), ("Annex", "/annex.docx", "DOCX", None)])
    assert "Annex (PDF, 2.0\xa0KB)" in html
    assert "Annex (DOCX)" in html


def test_an_area_that_is_complete_is_ticked_in_words_too():
    items = [
        SimpleNamespace(label="Plans", url="/1", current=True, complete=True, note="2 actions"),
        SimpleNamespace(label="Care leavers", url="/2", current=False, complete=False, note=""),
    ]
    html = component("area_steps", items=items)
    assert "Complete: " in html
    assert html.count('aria-current="page"') == 1


def test_a_page_says_how_to_go_back():
    assert 'href="/york/"' in component("back_link", url="/york/", text="All plans")
    assert ">Back</a>" in component("back_link", url="/york/")


def test_what_was_deleted_can_be_brought_back():
    assert 'action="/back"' in component("undo", text="Action 3.2 was deleted.", action="/back")


def test_text_that_survived_a_sign_out_is_announced():
    assert "You were signed out before it was saved" in component("restored_text")


def test_an_empty_list_says_what_to_do_first():
    html = component(
        "empty_state", title="No inspection yet", text="Record it first.", url="/add", link="Record an inspection"
    )
    assert '<h2 class="govuk-heading-m app-empty__title">No inspection yet</h2>' in html
    assert 'href="/add"' in html
    assert "<h3" in component("empty_state", title="Nothing", level=3)


def test_a_tile_links_its_figure_and_shows_its_rating():
    html = component("stat_tile", number=2, label="Off track", url="/red", rating=RED, note="one overdue")
    assert "app-tile--red" in html
    assert "<svg" in html
    assert "one overdue" in html
    assert "app-tile--brand" in component("stat_tile", number=2, label="actions", tone="brand")


def test_the_key_explains_every_rating():
    html = component("rating_key", scales=SimpleNamespace(delivery_key=[GREEN], impact_key=[RED]))
    assert "On course." in html
    assert "Will be missed." in html


def test_the_key_keeps_the_two_scales_apart_under_headings_of_their_own():
    html = component("rating_key", scales=SimpleNamespace(delivery_key=[GREEN], impact_key=[RED]))
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", html)
    assert headings == ["Delivery: is the work done?", "Impact: is it better for children?"]
    assert html.index(headings[0]) < html.index("On course.") < html.index(headings[1]) < html.index("Will be missed.")


def test_ofsteds_words_can_be_scrolled_by_keyboard_where_they_stay_in_view():
    assert 'tabindex="0"' in component("ofsted_words", text="The quality of plans.", sticky=True)
    assert "tabindex" not in component("ofsted_words", text="The quality of plans.", source="Paragraph 3")


def test_a_filter_stays_open_while_it_is_in_use():
    assert "data-active" in component("filter", form=None, active=2, clear_url="/all")
    assert "data-active" not in component("filter", form=None, active=0)


def test_messages_have_a_heading_for_their_kind():
    class Message:
        level_tag = "success"

        def __str__(self):
            return "Action 3.2 is saved."

    html = component("messages", messages=[Message()])
    assert "govuk-notification-banner--success" in html
    assert "Action 3.2 is saved." in html
