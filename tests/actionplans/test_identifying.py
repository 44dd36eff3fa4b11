"""Texts that look as if they identify a child, and the many that do not."""

import json
import re
import time
from datetime import date
from pathlib import Path

import pytest
from django import forms
from hypothesis import assume, given
from hypothesis import strategies as st

from actionplans.forms.identifying import ADVICE, IdentifyingMixin
from actionplans.identifying import LONGEST_QUOTE, questions_in
from actionplans.identifying.not_names import NEVER, OPENERS, RARELY
from actionplans.identifying.numbers import is_nhs_number

HERE = Path(__file__).parents[2]
SEEDS = HERE.parent / "shared" / "seeds"

NAMED = """
    Ella, 7 | Ella (7) | Ella aged 7 | 7-year-old Ella | Ella is 7 | Ella is 7. | We asked Ella, 7, who likes school
    When Ella, 7, was asked | Ella, aged 7, said | Ella (aged 7) said | a seven-year-old girl called Ella
    seven year old Ella | Ella Smith, 7 | Ella is seven years old | Zoë, 11 | Mary-Jane (12) | O’Neil, 14
    Ella turned 8 | Ella's 7th birthday | Ella’s seventh birthday | Jayden McDonald aged 15 | Ella, 18 months old
    Ella and Tom, 9, said | Ella (girl, 7) | Ella, a 7-year-old | Ella, who is 7 | Ella who is aged 7
    Mohammed is 15 and | Łukasz, 9 | April, aged 7 | Ella is aged 7 | Baby Noah, 8 weeks old | Our Ella (7)
    Mum says that Ella, 7, sleeps better | said Kylie who is nine | Kylie, who is nine, said | Kylie is nine.
    Kylie, nine, said so | Kylie (nine) | Kylie aged nine | Kylie, aged nine, | nine-year-old Kylie | Kylie (girl, nine)
    Kylie, a nine-year-old | Kylie was eighteen and | said Noah who is one | Noah, one, | Kylie, eleven.
"""
BORN = """
    born 3 April 2015 | born on 03/04/2015 | DOB 3.4.15 | dob: 2015-04-03 | d.o.b. 3rd of April 2015
    D.O.B. 03 04 2015 | date of birth is April 3, 2015 | Date of birth: 030415 | 3/4/2015 (DOB)
    her date of birth, 12 May 2012 | 12 May 2012 date of birth | he was born on the 3rd May 2014
    birthday: 4 June | Ella b. 2015 | DoB: May 2015 | born 3-4-2015 | date of birth 2015
"""
NUMBERED = """
    NHS number 943 476 5919 | 9434765919 | 943-476-5919 | NHS no 943 476 5910 | number 943 476  5919
    case number 12345 | Case no. 2020/114 | case ref: AB-12345 | Mosaic ID 123456 | child's case file number 4455
    UPN A123456789012 | client number: 88123
"""
HOUSED = """
    12 Mill Lane, York YO1 6GA | Flat 3, 12 Mill Lane, York, YO1 6GA | 12, YO1 6GA | 12 mill lane, york yo1 6ga
    YO1 6GA, number 12 | 12a Mill Lane, York, YO16GA
"""
HARMLESS = """
    aged 7 to 11 | Grade 7 | Working Together 2023 | Durham, 2020 | Ofsted (2022) | 12 children | Area 7 | Year 7
    Year 7, 8 | March 2023 | March, 7 | In June, 7 children | York (12) | York, 7; Leeds, 9. | Children aged 7
    Children aged 7 to 11 | boys aged 7 | Looked After Children aged 16 | 01904 551550 | 07700 900123 | 020 7946 0000
    +44 1904 551550 | Good (4) | Requires improvement (9) | Outstanding (3), Inadequate (2) | Regulation 44 (7)
    children born after 1 September 2019 | babies born in 2020 | children born between 1 May 2019 and 1 June 2020
    West Offices, Station Rise, York YO1 6GA | case numbers rose to 12 | a case number of 20 per worker
    Section 47, 7 | Priority 1, 2 and 3 | The Board (7) | Compliments (12) | Corporate Parenting Board, 7.
    16-year-olds | 7-year-old children | 3-year-old Plan | Monday, 7 | Monday, 7 March 2022 | a 7-year-old | Annex 3, 4
    Great Thornley (5) | 7 of 12 records | Since January, 12. | ISBN 0 306 40615 2 | budget of 1234567890
    Tuesday 7 March | Those aged 18 and over | case study 12 | the case for 2020 | born | Key Stage 2 (7)
    Working days (70) | Marlbrook (4) | Reunification (3) | However, 7 children | the 12-month Programme
    Social workers (12) | Target is 7 | Average caseload is 16. | Our target in York is 7. | Pinney, 12
    Signs of Safety (4) | Early Help, 3 | Team Around the Family (5) | Call 0300 123 4567 | Care Leavers aged 16 and 17
    A child said “Nobody asked me” | 12 children in YO1 6GA | Ofsted is 7 | Version 1.2, 3 | Quality assurance (2)
    Social workers (twelve) | Target is seven | The Board (seven) | Year Nine | Area two | Priority one, two and three
    Leeds is one. | Marlbrook is one and has two homes | Of the homes, nine were good | Monday, nine | In June, nine
    Children aged nine to eleven | a nine-year-old | nine-year-olds | Ofsted, one | Early Help, three | Stage two.
    However, two of them said so | Marlbrook, one of four homes | York, seven; Leeds, nine. | Of twelve, nine said yes
    We asked two. Then, nine said no | Parents who are nine | Corporate Parenting Board, seven. | one | One, two, three
"""


def table(rows: str) -> list[str]:
    """The examples of a table, which stand between bars and on lines of their own."""
    return [part.strip() for line in rows.splitlines() for part in line.split("|") if part.strip()]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *((text, "a child’s name and age") for text in table(NAMED)),
        *((text, "the date of birth of one child") for text in table(BORN)),
        *((text, "number") for text in table(NUMBERED)),
        *((text, "where somebody lives") for text in table(HOUSED)),
        ("12 Mill Lane\nYork\nYO1 6GA", "where somebody lives"),
        ("NHS number\u00a0943\u00a0476\u00a05919", "NHS number"),
    ],
)
def test_a_text_that_may_identify_a_child_is_asked_about(text, asked):
    questions = questions_in(text)
    assert len(questions) >= 1
    assert asked in questions[0]


@pytest.mark.parametrize("text", table(HARMLESS))
def test_what_plans_are_full_of_is_not_asked_about(text):
    assert questions_in(text) == ()


def test_a_question_quotes_what_it_is_about():
    text = "Ella, 7, said so. Her sister was born on 3 April 2015, NHS 943 476 5919."
    assert questions_in(text) == (
        "Does “Ella, 7” give a child’s name and age?",
        "Is “born on 3 April 2015” the date of birth of one child?",
        "Is “943 476 5919” somebody’s NHS number?",
    )


def test_the_same_words_twice_are_one_question():
    assert len(questions_in("Ella, 7, came. Ella, 7, went.")) == 1


def test_a_long_quote_is_cut():
    house = "12 " + "Long " * 5 + "Longer" * 5 + " Lane, York YO1 6GA"
    [question] = questions_in(house)
    assert question == f"Is “{house[: LONGEST_QUOTE - 1].rstrip()}…” where somebody lives?"


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_exactly_one_last_digit_at_most_makes_nine_digits_an_nhs_number(nine):
    assume(any(digit != "0" for digit in nine))
    passing = [last for last in range(10) if is_nhs_number(f"{nine}{last}")]
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    assert passing == ([] if total % 11 == 1 else [-total % 11])


@given(st.integers(1, 999_999_999), st.sampled_from(["", " ", "-", "\u00a0"]))
def test_every_valid_nhs_number_is_asked_about_and_no_other(nine, gap):
    digits = f"{nine:09}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    assume(check < 10)
    for last in range(10):
        number = f"{digits[:3]}{gap}{digits[3:6]}{gap}{digits[6:]}{last}"
        assert bool(questions_in(f"It is {number} here")) == (last == check)


@given(
    st.dates(min_value=date(1995, 1, 1), max_value=date(2030, 1, 1)),
    st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%Y-%m-%d", "%-d %B %Y", "%-d %b %Y", "%B %-d, %Y", "%d-%m-%Y", "%d%m%Y"]),
    st.sampled_from(
        ["dob {}", "DOB: {}", "d.o.b. {}", "date of birth {}", "Date of birth is {}", "{} (date of birth)"]
    ),
)
def test_a_marked_date_of_birth_is_asked_about_however_it_is_written(day, written, marked):
    assume(not (written == "%d%m%Y" and marked.startswith("{}")))
    assert questions_in(marked.format(day.strftime(written)))


@given(
    st.from_regex(r"[A-Z][a-z]{3,9}", fullmatch=True),
    st.integers(1, 18),
    st.sampled_from(["{} aged {}", "{}, aged {},", "{} is {} years old", "{}, {} years old", "{} turned {}"]),
)
def test_a_name_whose_age_is_said_is_asked_about(name, age, said):
    assume(name.lower() not in NEVER | OPENERS)
    assert questions_in(f"We know that {said.format(name, age)} and liked it")


@given(st.text("EllaZoë’-(),.:7 12/\n\u00a0\u0661é\U0001f600borndob", max_size=400))
def test_no_text_is_too_strange_to_look_at(text):
    assert all(question.endswith("?") for question in questions_in(text))


@pytest.mark.parametrize(
    "part", ["Aa ", "Aa-", "12 Aa ", "born ", "dob x ", "1", "1 ", "A’", "flat 1 a ", "case file "]
)
def test_a_long_text_is_looked_at_at_once(part):
    began = time.monotonic()
    questions_in(part * 10_000)
    assert time.monotonic() - began < 2


def test_no_council_is_taken_for_a_child():
    rows = json.loads((HERE / "fixtures" / "local_authorities.json").read_text())
    names = [row["fields"]["name"] for row in rows]
    assert len(names) == 153
    asked = [name for name in names for said in ("{} (7)", "{}, 7.", "{} is 7.") if questions_in(said.format(name))]
    assert asked == []


def test_the_fixtures_raise_no_question():
    asked = {
        text: questions_in(text)
        for path in sorted((HERE / "fixtures").rglob("*.json"))
        for text in texts_in(json.loads(path.read_text()))
    }
    assert len(asked) > 1000
    assert {text: questions for text, questions in asked.items() if questions} == {}


@pytest.mark.skipif(not SEEDS.exists(), reason="the published papers are not beside this copy")
def test_published_papers_raise_no_question():
    for path in sorted(SEEDS.glob("*.txt")):
        for part in (path.read_text(), *re.split(r"\n\s*\n", path.read_text())):
            assert questions_in(part) == (), path.name


def texts_in(value) -> list[str]:
    """Every text in a fixture, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return [text for each in inner for text in texts_in(each)]
    return []


def test_words_that_may_be_names_are_not_among_those_that_never_are():
    assert not {"april", "june", "summer", "grace", "rose"} & NEVER
    assert {"april", "june", "summer"} <= RARELY


class Told(IdentifyingMixin, forms.Form):
    """A form with two texts, of which one is needed."""

    said = forms.CharField(widget=forms.Textarea)
    note = forms.CharField(required=False)

    def clean(self):
        if not self.cleaned_data.get("said"):
            self.add_error("said", "Say something")
        return self.cleaned_data


def box_of(form, name="said"):
    """The name of the box under a text."""
    assert not form.is_valid()
    return form.fields[name].confirmation.name


def test_a_form_asks_once_and_the_tick_lets_the_words_through():
    form = Told({"said": "Ella, 7, said so"})
    question = "Does “Ella, 7” give a child’s name and age?"
    assert form.errors == {"said": [f"{question} {ADVICE}"]}
    again = Told({"said": "Ella, 7, said so", box_of(form): "yes"})
    assert again.is_valid()
    assert again.cleaned_data == {"said": "Ella, 7, said so", "note": ""}


def test_a_tick_counts_only_for_the_questions_that_were_asked():
    box = box_of(Told({"said": "Ella, 7, said so"}))
    assert not Told({"said": "Ella, 7, and Tom, 9, said so", box: "yes"}).is_valid()
    assert Told({"said": "Ella, 7, said so twice", box: "yes"}).is_valid()


def test_a_tick_under_one_text_does_not_count_for_another():
    box = box_of(Told({"said": "Ella, 7"}))
    both = Told({"said": "Ella, 7", "note": "Ella, 7", box: "yes"})
    assert list(both.errors) == ["note"]
    assert both.fields["said"].confirmation.checked


def test_a_harmless_text_has_no_box():
    form = Told({"said": "Children aged 7 to 11 said so"})
    assert form.is_valid()
    assert not hasattr(form.fields["said"], "confirmation")


def test_a_stored_text_is_not_asked_about_again():
    assert Told({"said": "Ella, 7", "note": "new"}, initial={"said": "Ella, 7"}).is_valid()
    assert not Told({"said": "Ella, 7!", "note": ""}, initial={"said": "Ella, 7"}).is_valid()


def test_a_form_nobody_sent_asks_nothing():
    assert Told(initial={"said": "Ella, 7"}).errors == {}


def test_two_forms_on_a_page_have_boxes_of_their_own():
    form = Told({"a-said": "Ella, 7"}, prefix="a")
    assert box_of(form).startswith("a-nobody-said-")
    assert Told({"a-said": "Ella, 7", box_of(form): "yes"}, prefix="a").is_valid()


def test_only_the_fields_named_are_asked_about():
    class OnlyNote(Told):
        asked_about = ("note",)

    assert OnlyNote({"said": "Ella, 7"}).is_valid()
    assert list(OnlyNote({"said": "Ella, 7", "note": "Ella, 7"}).errors) == ["note"]
