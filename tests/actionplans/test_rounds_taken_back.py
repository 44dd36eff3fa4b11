"""An update that brought cancelled rounds is not undone over what was cancelled."""

import pytest
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from actionplans import actions
from actionplans.models import Round
from tests.factories import MeetingFactory, RoundFactory, UserFactory

BEFORE = ("actionplans", "0009_freeze_progress")


@pytest.mark.django_db(transaction=True)
def test_going_back_is_refused_in_words_while_a_round_is_cancelled():
    first = RoundFactory()
    actions.cancel_round(round=first, reason="The meeting was called off.", by=UserFactory())
    second = RoundFactory(plan=first.plan, meeting=MeetingFactory(plan=first.plan), number=2)
    leaves = list(MigrationExecutor(connection).loader.graph.leaf_nodes())
    try:
        with pytest.raises(IrreversibleError, match=r"^Reporting rounds that were cancelled: 1\. Before this update"):
            MigrationExecutor(connection).migrate([BEFORE])
    finally:
        MigrationExecutor(connection).migrate(leaves)
    assert list(Round.objects.current()) == [second]
    assert Round.objects.get(pk=first.pk).archived_reason == "The meeting was called off."
