"""What was typed as the next meeting of a plan becomes a meeting of a body."""

from django.db import migrations

SCRUTINY, EXECUTIVE, BOARD = "scrutiny", "executive", "board"
WORDS = (("scrutiny", SCRUTINY), ("executive", EXECUTIVE), ("cabinet", EXECUTIVE))


def carry(apps, schema_editor):
    """One body for each name a council used, and one meeting for each day."""
    ActionPlan, Body, Meeting = (apps.get_model("actionplans", name) for name in ("ActionPlan", "Body", "Meeting"))
    for plan in ActionPlan.objects.filter(meeting_on__isnull=False).exclude(committee=""):
        kind = next((kind for word, kind in WORDS if word in plan.committee.lower()), BOARD)
        body, _ = Body.objects.get_or_create(
            authority_id=plan.authority_id, name=plan.committee[:160], defaults={"kind": kind}
        )
        purpose = "scrutinise" if kind == SCRUTINY else "decide" if kind == EXECUTIVE else "monitor"
        Meeting.objects.create(plan=plan, body=body, held_on=plan.meeting_on, purpose=purpose)


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0002_stages_versions_meetings")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
