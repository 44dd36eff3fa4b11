"""Measures as values made by hand: fixed and dull."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from actionplans.snapshot import MeasureSnapshot, ReadingSnapshot, TargetSnapshot


def a_reading(ends_on=date(2022, 6, 30), value=76, **changes):
    """76 in the quarter to June 2022, and nothing known of others."""
    reading = ReadingSnapshot(ends_on, Decimal(str(value)), None, None, None, "", "Ash Owner")
    return replace(reading, **{key: Decimal(each) if isinstance(each, int) else each for key, each in changes.items()})


def a_target(ends_on=date(2022, 12, 31), value=85):
    """85 by the end of 2022."""
    return TargetSnapshot(ends_on, Decimal(str(value)))


def a_measure(**changes):
    """Assessments in time: 72% at first, 85% by the end of 2022, within 5 is near, 76% in June."""
    measure = MeasureSnapshot(
        pk=1,
        number=1,
        name="Assessments completed in 45 working days",
        definition="Assessments that were authorised within 45 working days of referral.",
        unit="percent",
        unit_words="Per cent",
        polarity="higher",
        baseline=Decimal(72),
        baseline_on=date(2022, 3, 31),
        tolerance=Decimal(5),
        source="The case system",
        frequency="quarterly",
        frequency_words="Every quarter",
        owner="Performance manager",
        owner_post="Performance manager",
        areas=(1,),
        references=("1.1",),
        targets=(a_target(),),
        readings=(a_reading(),),
    )
    return replace(measure, **changes)
