"""What is impossible or odd about the dates of an inspection, with the errors real papers held."""

from datetime import date

import pytest

from inspections.frameworks import KINDS
from inspections.validation import check_dates

ON = date(2022, 6, 1)
YORK_2022 = {
    "kind": "ilacs_standard",
    "notified_on": date(2022, 2, 28),
    "started_on": date(2022, 3, 7),
    "ended_on": date(2022, 3, 18),
    "received_on": date(2022, 4, 29),
    "published_on": date(2022, 5, 4),
}


def found(**changes: object) -> list[tuple[str, str]]:
    return [(finding.level, finding.field) for finding in check_dates(**{**YORK_2022, "on": ON, **changes})]


def messages(**changes: object) -> str:
    return " ".join(finding.message for finding in check_dates(**{**YORK_2022, "on": ON, **changes}))


class TestTheDeadlineThatWasGiven:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"stated_deadline_on": date(1922, 8, 12)}, "Check the year"),
            ({"stated_deadline_on": date(2202, 8, 12)}, "Check the year"),
            ({"stated_deadline_on": date(2022, 4, 28)}, "before the report was received, 29 April 2022"),
            (
                {"stated_deadline_on": date(2022, 3, 6), "received_on": None},
                "before the first day on site, 7 March 2022",
            ),
        ],
    )
    def test_one_that_cannot_be_is_refused(self, changes, words):
        assert ("error", "stated_deadline_on") in found(**changes)
        assert words in messages(**changes)

    @pytest.mark.parametrize("day", [None, date(2022, 4, 29), date(2022, 8, 31)])
    def test_from_the_day_of_receipt_on_it_is_sound(self, day):
        assert found(stated_deadline_on=day) == []


class TestSoundDates:
    def test_york_2022_gives_nothing_to_say(self):
        assert found() == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_unknown_dates_are_not_checked(self, kind):
        unknown = dict.fromkeys(YORK_2022, None) | {"kind": kind}
        assert check_dates(**unknown, on=ON) == []

    @pytest.mark.parametrize("missing", ["notified_on", "started_on", "ended_on", "received_on", "published_on"])
    def test_one_missing_date_is_no_reason_to_complain(self, missing):
        assert found(**{missing: None}) == []

    def test_the_single_inspection_of_york_in_2016_is_sound(self):
        assert (
            found(
                kind="sif",
                notified_on=None,
                started_on=date(2016, 11, 14),
                ended_on=date(2016, 12, 8),
                received_on=None,
                published_on=date(2017, 2, 7),
            )
            == []
        )

    def test_a_visit_of_one_day_is_sound(self):
        day = date(2019, 7, 17)
        assert (
            found(
                kind="focused_visit",
                notified_on=None,
                started_on=day,
                ended_on=day,
                received_on=None,
                published_on=date(2019, 8, 9),
            )
            == []
        )


class TestLength:
    def test_an_end_before_the_start_is_an_error(self):
        assert found(ended_on=date(2022, 3, 6)) == [("error", "ended_on")]
        assert "before the first, 7 March 2022" in messages(ended_on=date(2022, 3, 6))

    def test_the_wrong_year_of_a_real_paper_is_caught(self):
        wrong = {
            "kind": "sif",
            "notified_on": None,
            "started_on": date(2016, 11, 14),
            "ended_on": date(2017, 12, 8),
            "received_on": None,
            "published_on": None,
        }
        assert found(**wrong) == [("error", "ended_on")]
        assert "Check the year" in messages(**wrong)

    @pytest.mark.parametrize(
        ("last_day", "expected"),
        [
            (date(2022, 3, 18), []),
            (date(2022, 3, 19), [("warning", "ended_on")]),
            (date(2022, 4, 3), [("warning", "ended_on")]),
            (date(2022, 4, 4), [("error", "ended_on")]),
        ],
    )
    def test_four_weeks_are_the_limit_and_two_are_usual(self, last_day, expected):
        assert found(ended_on=last_day) == expected

    def test_a_single_inspection_that_was_broken_off_and_resumed_is_odd_and_possible(self):
        sheffield = {
            "kind": "sif",
            "notified_on": None,
            "started_on": date(2013, 11, 19),
            "ended_on": date(2014, 1, 30),
            "received_on": None,
            "published_on": date(2014, 2, 21),
        }
        assert found(**sheffield) == [("warning", "ended_on")]

    @pytest.mark.parametrize(
        ("kind", "usual"),
        [("focused_visit", 3), ("monitoring_visit", 2), ("ilacs_short", 5), ("jtai", 19)],
    )
    def test_longer_than_usual_for_its_kind_is_odd(self, kind, usual):
        last_usual_day = date(2022, 3, 6 + usual)
        assert found(kind=kind, ended_on=last_usual_day) == []
        longer = {"kind": kind, "ended_on": date(2022, 3, 7 + usual)}
        assert found(**longer) == [("warning", "ended_on")]
        assert f"lasts {usual + 1} days" in messages(**longer)


class TestNotice:
    @pytest.mark.parametrize(
        ("notified", "expected"),
        [
            (date(2022, 3, 7), []),
            (date(2022, 2, 5), []),
            (date(2022, 2, 4), [("warning", "notified_on")]),
            (date(2022, 3, 8), [("warning", "notified_on")]),
        ],
    )
    def test_more_than_thirty_days_or_none_at_all_is_odd(self, notified, expected):
        assert found(notified_on=notified) == expected

    def test_the_wrong_year_of_yorks_paper_is_pointed_at(self):
        assert "372 days before the first day on site" in messages(notified_on=date(2021, 2, 28))

    def test_contact_after_the_start_names_both_days(self):
        assert "8 March 2022, after the first day on site, 7 March 2022" in messages(notified_on=date(2022, 3, 8))


class TestReport:
    def test_received_after_published_is_odd_and_possible(self):
        assert found(received_on=date(2022, 5, 5)) == [("warning", "received_on")]

    def test_received_before_the_inspection_began_is_an_error(self):
        assert found(received_on=date(2022, 3, 6)) == [("error", "received_on")]

    def test_published_before_the_inspection_ended_is_an_error(self):
        early = {"received_on": None, "published_on": date(2022, 3, 17)}
        assert found(**early) == [("error", "published_on")]
        assert "on 18 March 2022" in messages(**early)

    def test_without_a_last_day_publication_is_held_against_the_first(self):
        early = {"received_on": None, "ended_on": None, "published_on": date(2022, 3, 6)}
        assert found(**early) == [("error", "published_on")]


class TestYears:
    @pytest.mark.parametrize("year", [202, 2006, 2202])
    def test_a_year_no_inspection_can_have_is_an_error(self, year):
        assert ("error", "published_on") in found(received_on=None, published_on=date(year, 5, 4))

    @pytest.mark.parametrize("field", ["notified_on", "started_on", "ended_on", "received_on", "published_on"])
    def test_every_date_is_checked(self, field):
        assert ("error", field) in found(**{field: date(1922, 3, 7)})

    def test_a_date_to_come_is_allowed(self):
        only = dict.fromkeys(YORK_2022, None) | {"kind": "ilacs_short", "started_on": date(2030, 1, 7)}
        assert check_dates(**only, on=date(2029, 12, 20)) == []


class TestDaysToCome:
    def test_a_report_is_received_today_or_in_the_past(self):
        assert found(on=date(2022, 4, 29)) == []
        assert found(on=date(2022, 4, 28)) == [("error", "received_on")]
        words = "The day the report was received must be today or in the past"
        assert messages(on=date(2022, 4, 28)) == words

    def test_a_publication_to_come_is_an_embargo_and_odd_only_when_it_is_far_away(self):
        assert found(on=ON, published_on=date(2022, 7, 31)) == []
        assert found(on=ON, published_on=date(2022, 8, 1)) == [("warning", "published_on")]
        assert "61 days ahead" in messages(on=ON, published_on=date(2022, 8, 1))

    def test_days_on_site_to_come_are_odd_at_most(self):
        unknown = {"received_on": None, "published_on": None}
        assert found(on=date(2022, 2, 28), **unknown) == []
        assert found(on=date(2021, 12, 1), **unknown) == [("warning", "started_on")]

    def test_a_year_that_cannot_be_is_said_once(self):
        assert found(received_on=date(2202, 4, 29), published_on=None) == [("error", "received_on")]


def test_errors_are_told_before_warnings():
    levels = [level for level, _ in found(notified_on=date(2021, 2, 28), published_on=date(2022, 3, 1))]
    assert levels == ["error", "warning", "warning"]
