"""What a pasted list keeps, rewords, adds and removes."""

import random
import time
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


VOCABULARY = """
children care plans social workers assessments quality consistency oversight decision making supervision need help
protection leaders practice the of and to in for that are with timely records visits return home interviews
"""


def long_text(number, words=60):
    chosen = random.Random(number)  # noqa: S311  nothing secret: the same text for the same number
    return " ".join(chosen.choice(VOCABULARY.split()) for _ in range(words)) + "."


def test_a_long_text_with_a_slip_mended_is_reworded():
    old = stored(*(long_text(number) for number in range(5)))
    mended = old[3].text.replace("children", "children's", 1)
    assert match_items(old, [mended]).reworded == ((old[3].text, mended),)


def test_sixty_long_texts_with_the_same_vocabulary_are_told_apart_in_a_moment():
    old = stored(*(long_text(number) for number in range(60)))
    before = time.process_time()
    matching = match_items(old, [long_text(number) for number in range(100, 160)])
    assert (matching.kept, time.process_time() - before < 5) == (0, True)


def test_texts_of_any_length_are_compared_by_their_beginning():
    old = stored(long_text(1, words=20_000))
    before = time.process_time()
    assert match_items(old, [long_text(1, words=20_000) + " And more."]).kept == 1
    assert time.process_time() - before < 5
