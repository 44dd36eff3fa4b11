"""A date in three boxes: what is understood, what is refused in which words, and that nothing typed is lost."""

from datetime import date

import pytest
from django import forms

from ilacs.design.dates import DateField, DateInputWidget, TypedDate, date_name
from ilacs.design.errors import control_id, wrong_parts


class DueForm(forms.Form):
    """A form with one required and one optional date."""

    due_on = DateField(label="Due date")
    begun_on = DateField(label="Date work began", required=False)


def typed(day="", month="", year=""):
    """The form as posted with these three boxes for the due date."""
    return DueForm({"due_on_day": day, "due_on_month": month, "due_on_year": year})


@pytest.mark.parametrize(
    "boxes",
    [
        ("12", "8", "2022"),
        ("12", "08", "2022"),
        (" 12 ", " August ", " 2022 "),
        ("12", "aug", "2022"),
        ("12th", "AUGUST", "2022"),
        ("12 August 2022",),
        ("12/08/2022",),
        ("12.8.2022",),
        ("2022-08-12",),
        ("Friday 12 August 2022",),
        ("Fri, 12th Aug 2022",),
    ],
)
def test_a_date_is_understood_however_it_is_typed_or_pasted(boxes):
    form = typed(*boxes)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due_on"] == date(2022, 8, 12)


@pytest.mark.parametrize(
    ("boxes", "message", "wrong"),
    [
        (("24", "", "2027"), "The due date must include a month", ("month",)),
        (("", "3", "2027"), "The due date must include a day", ("day",)),
        (("", "", "2027"), "The due date must include a day and month", ("day", "month")),
        (("31", "2", "2027"), "The due date must be a real date", ("day", "month", "year")),
        (("29", "2", "2023"), "The due date must be a real date", ("day", "month", "year")),
        (("1", "13", "2027"), "The due date must be a real date", ("month",)),
        (("1", "3", "27"), "The due date must have a year of four numbers, for example 2027", ("year",)),
        (("1/3/27",), "The due date must have a year of four numbers, for example 2027", ("year",)),
        (("one", "3", "2027"), "The due date must have a day as a number, for example 27", ("day",)),
        (
            ("1", "ju", "2027"),
            "The due date must have a month as a number or a name, for example 3 or March",
            ("month",),
        ),
        (
            ("1", "Brumaire", "2027"),
            "The due date must have a month as a number or a name, for example 3 or March",
            ("month",),
        ),
        (
            ("1", "99999999999", "2022"),
            "The due date must have a month as a number or a name, for example 3 or March",
            ("month",),
        ),
        (
            ("1", "9" * 5000, "2022"),
            "The due date must have a month as a number or a name, for example 3 or March",
            ("month",),
        ),
        (("9" * 5000, "3", "2022"), "The due date must have a day as a number, for example 27", ("day",)),
        (
            ("1", "3", "9" * 5000),
            "The due date must have a year of four numbers, for example 2027",
            ("year",),
        ),
        (("1", "3", "0000"), "The due date must be a real date", ("day", "month", "year")),
        (("1", "1", "0001"), "The due date must be between 1990 and 2100", ("year",)),
        (("31", "12", "1989"), "The due date must be between 1990 and 2100", ("year",)),
        (("1", "1", "2101"), "The due date must be between 1990 and 2100", ("year",)),
        (("31", "12", "9999"), "The due date must be between 1990 and 2100", ("year",)),
        (("9999-12-31",), "The due date must be between 1990 and 2100", ("year",)),
        (("soon",), "The due date must include a month and year", ("month", "year")),
        ((), "Enter the due date", ("day", "month", "year")),
    ],
)
def test_a_date_that_cannot_be_read_is_refused_in_words_that_say_what_to_mend(boxes, message, wrong):
    form = typed(*boxes)
    assert form.errors["due_on"] == [message]
    assert wrong_parts(form["due_on"]) == wrong
    assert control_id(form["due_on"]) == f"id_due_on_{wrong[0]}"


def test_what_was_typed_comes_back_in_the_boxes():
    shown = str(typed("31", "Febuary", "27")["due_on"])
    assert 'value="31"' in shown
    assert 'value="Febuary"' in shown
    assert 'value="27"' in shown


def test_a_known_date_is_shown_as_three_numbers():
    shown = str(DueForm(initial={"due_on": date(2022, 8, 12)})["due_on"])
    assert 'name="due_on_day" type="text" inputmode="numeric" value="12"' in shown
    assert 'value="8"' in shown
    assert 'value="2022"' in shown


def test_an_optional_date_may_stay_empty():
    form = DueForm({"due_on_day": "1", "due_on_month": "3", "due_on_year": "2027"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["begun_on"] is None


def test_a_date_of_its_own_message_keeps_it():
    class Asked(forms.Form):
        due_on = DateField(error_messages={"required": "Say when the action will be done"})

    assert Asked({}).errors["due_on"] == ["Say when the action will be done"]


def test_a_date_without_a_label_is_named_after_its_field():
    class Unlabelled(forms.Form):
        received_on = DateField()

    form = Unlabelled({"received_on_day": "4"})
    assert form.errors["received_on"] == ["The received on must include a month and year"]


@pytest.mark.parametrize(
    ("label", "name"),
    [("Due", "due date"), ("Due date", "due date"), ("Birthday", "birthday"), ("First day", "first day"), ("", "date")],
)
def test_a_label_of_one_word_is_called_a_date_in_messages(label, name):
    assert date_name(label) == name


def test_the_whole_date_may_be_posted_under_the_bare_name():
    assert DueForm({"due_on": "2022-08-12"}).is_valid()


def test_a_date_knows_whether_it_was_changed():
    same = {"due_on_day": "12", "due_on_month": "aug", "due_on_year": "2022"}
    initial = {"due_on": date(2022, 8, 12)}
    assert not DueForm(same, initial=initial).has_changed()
    assert DueForm({**same, "due_on_day": "13"}, initial=initial).has_changed()
    assert DueForm({**same, "due_on_day": "32"}, initial=initial).has_changed()


def test_a_form_without_the_boxes_says_nothing_about_the_date():
    widget = DateInputWidget()
    assert widget.value_omitted_from_data({}, {}, "due_on")
    assert not widget.value_omitted_from_data({"due_on_day": ""}, {}, "due_on")


def test_a_label_that_is_a_phrase_reads_well_in_a_message():
    form = DueForm({"due_on": "2022-08-12", "begun_on_year": "2022"})
    assert form.errors["begun_on"] == ["The date work began must include a day and month"]


def test_a_date_that_is_no_date_is_shown_as_it_came():
    assert DateInputWidget().format_value("next week") == TypedDate("next week", "", "")


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(2100, 12, 31)])
def test_the_first_and_the_last_day_within_the_bounds_are_taken(day):
    form = DueForm({"due_on": day.isoformat()})
    assert form.is_valid(), form.errors


class BoundedForm(forms.Form):
    """A date with bounds of its own, one of them in words of its own."""

    sent_on = DateField(
        label="Date sent",
        earliest=date(2022, 5, 4),
        latest=date(2022, 6, 28),
        error_messages={"too_late": "A plan cannot have been sent in the future"},
    )


@pytest.mark.parametrize(
    ("day", "message", "wrong"),
    [
        ("2022-05-03", "The date sent must be between 4 May 2022 and 28 June 2022", ("day", "month", "year")),
        ("2021-05-04", "The date sent must be between 4 May 2022 and 28 June 2022", ("year",)),
        ("2022-06-29", "A plan cannot have been sent in the future", ("day", "month", "year")),
    ],
)
def test_a_field_may_have_bounds_and_words_of_its_own(day, message, wrong):
    form = BoundedForm({"sent_on": day})
    assert form.errors["sent_on"] == [message]
    assert wrong_parts(form["sent_on"]) == wrong


def test_a_form_may_move_the_bounds_of_its_own_field_only():
    form = BoundedForm({"sent_on": "2022-06-29"})
    form.fields["sent_on"].latest = date(2022, 6, 29)
    assert form.is_valid(), form.errors
    assert not BoundedForm({"sent_on": "2022-06-29"}).is_valid()
