"""The command that counts working days at the prompt."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from inspections.models.calendar import ProclaimedDay

pytestmark = pytest.mark.django_db


def printed(capsys, *arguments: str) -> str:
    call_command("working_days", *arguments)
    return capsys.readouterr().out


def test_it_prints_the_day_seventy_working_days_later(capsys):
    assert printed(capsys, "2022-05-04", "70") == "2022-08-12\n"


def test_a_negative_count_goes_backwards(capsys):
    assert printed(capsys, "2022-08-12", "-70") == "2022-05-04\n"


def test_clear_days_give_the_last_day_for_publishing_the_papers(capsys):
    assert printed(capsys, "2022-06-28", "5", "--clear-days") == "2022-06-20\n"


def test_a_key_decision_gives_the_last_day_for_its_notice(capsys):
    assert printed(capsys, "2022-06-28", "--key-decision") == "2022-05-30\n"


@pytest.mark.parametrize("arguments", [["2022-06-28"], ["2022-06-28", "5", "--key-decision"]])
def test_it_needs_a_count_and_the_notice_has_its_own(arguments):
    with pytest.raises(CommandError, match="Give a COUNT of days, or --key-decision without one"):
        call_command("working_days", *arguments)


def test_a_notice_before_the_calendar_began_is_refused():
    with pytest.raises(CommandError, match="or another DATE"):
        call_command("working_days", "0001-01-05", "--key-decision")


def test_a_proclaimed_day_is_taken_into_account(capsys):
    ProclaimedDay.objects.create(day=date(2026, 6, 15), name="Invented holiday")
    assert printed(capsys, "2026-06-12", "1") == "2026-06-16\n"


def test_without_the_table_of_proclaimed_days_it_counts_and_says_what_is_left_out(capsys):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {ProclaimedDay._meta.db_table} RENAME TO set_aside")
    call_command("working_days", "2022-05-04", "70")
    answer = capsys.readouterr()
    assert answer.out == "2022-08-12\n"
    assert "Run manage.py migrate" in answer.err


@pytest.mark.parametrize("text", ["4 May 2022", "2022-13-01", "2022-02-30"])
def test_a_bad_date_is_answered_with_how_to_write_one(text):
    with pytest.raises(CommandError, match=f"{text} is not a date. Write it as year-month-day"):
        call_command("working_days", text, "70")


def test_a_count_that_is_no_number_is_refused():
    with pytest.raises(CommandError, match="invalid int value"):
        call_command("working_days", "2022-05-04", "seventy")


def test_negative_clear_days_are_refused():
    with pytest.raises(CommandError, match="cannot be negative"):
        call_command("working_days", "2022-06-28", "-5", "--clear-days")


def test_an_answer_beyond_the_calendar_is_refused():
    with pytest.raises(CommandError, match="smaller COUNT"):
        call_command("working_days", "9999-12-30", "5")
