"""What a pasted list keeps, rewords, adds and removes."""

from types import SimpleNamespace

from inspections.matching import match_items


def stored(*texts):
    return [SimpleNamespace(text=text, position=place) for place, text in enumerate(texts, start=1)]


def test_the_same_words_are_kept_whatever_their_line_breaks():
    old = stored("The analysis of\nreturn home interviews.", "Second.")
    matching = match_items(old, ["Second.", "The analysis of return home interviews."])
    assert matching.rows == ((old[1], "Second."), (old[0], "The analysis of\nreturn home interviews."))
    assert (matching.kept, matching.added, matching.reworded, matching.removed) == (2, (), (), ())


def test_a_slip_is_reworded_and_a_different_text_is_new():
    old = stored("The analysis of return home interviews.", "Private fostering.")
    matching = match_items(old, ["The analysis of return-home interviews.", "The pace of planning for children."])
    assert matching.reworded == (
        ("The analysis of return home interviews.", "The analysis of return-home interviews."),
    )
    assert matching.added == ("The pace of planning for children.",)
    assert matching.removed == (old[1],)


def test_the_same_words_go_before_alike_ones():
    old = stored("Quality of plans for children", "Quality of plans for children in care")
    matching = match_items(old, ["Quality of plans for children in care", "Quality of plans for children"])
    assert [item for item, _ in matching.rows] == [old[1], old[0]]


def test_two_texts_alike_do_not_share_one_row():
    old = stored("Quality of plans")
    matching = match_items(old, ["Quality of plans", "Quality of plans."])
    assert [item for item, _ in matching.rows] == [old[0], None]


def test_an_empty_list_removes_everything():
    old = stored("First.", "Second.")
    assert match_items(old, []).removed == tuple(old)


def test_whether_anything_changes_at_all():
    old = stored("First area.", "Another one.")
    assert not match_items(old, ["First area.", "Another one."]).changes_anything
    assert match_items(old, ["Another one.", "First area."]).changes_anything
    assert match_items(old, ["First area."]).changes_anything
