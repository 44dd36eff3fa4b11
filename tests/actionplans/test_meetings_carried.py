"""What was typed as the next meeting of a plan is a meeting after the update."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from actionplans.models import Meeting
from tests.factories import PlanFactory

BEFORE, AFTER = ("actionplans", "0002_stages_versions_meetings"), ("actionplans", "0004_meetings_carried")


COMMITTEES = {
    "Children’s Scrutiny Committee": ("scrutiny", "scrutinise"),
    "Cabinet": ("executive", "decide"),
    "Improvement Board": ("board", "monitor"),
}


@pytest.mark.django_db(transaction=True)
def test_each_committee_becomes_a_body_and_its_day_a_meeting(york):
    plans = {committee: PlanFactory(authority=york) for committee in COMMITTEES}
    leaves = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    MigrationExecutor(connection).migrate([BEFORE])
    try:
        old = MigrationExecutor(connection).loader.project_state([BEFORE]).apps.get_model("actionplans", "ActionPlan")
        for committee, plan in plans.items():
            old.objects.filter(pk=plan.pk).update(committee=committee, meeting_on=date(2022, 6, 28))
        MigrationExecutor(connection).migrate([AFTER])
    finally:
        MigrationExecutor(connection).migrate(leaves)
    carried = {meeting.body.name: (meeting.body.kind, meeting.purpose) for meeting in Meeting.objects.all()}
    assert carried == COMMITTEES
    assert {meeting.held_on for meeting in Meeting.objects.all()} == {date(2022, 6, 28)}
