"""Plans as snapshots made by hand: fixed and dull, and as many actions or as long texts as a test asks for."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from actionplans.models import DEFAULT_RATINGS
from actionplans.snapshot import (
    AreaSnapshot,
    DeadlineSnapshot,
    EvidenceSnapshot,
    InspectionSnapshot,
    ItemSnapshot,
    JudgementSnapshot,
    MeasureSnapshot,
    MilestoneSnapshot,
    MoveSnapshot,
    PlanSnapshot,
    ReadingSnapshot,
    TargetSnapshot,
    TermSnapshot,
    UpdateSnapshot,
    VoiceSnapshot,
)

RATINGS = ("on_track", "at_risk", "not_started", "off_track", "complete", "evidenced")
TODAY = date(2022, 11, 1)

AREAS = (
    ("Supervision", "The quality and regularity of management oversight and supervision of social workers."),
    ("Plans for children", "How clearly plans say what needs to change for children, and by when."),
    ("Return home interviews", "The response to children who go missing from home and from care."),
    ("Private fostering", "The identification and assessment of children who live in private fostering arrangements."),
    ("Life-story work", "The timeliness of life-story work for children in care and children who are adopted."),
    ("Care leavers' health", "The information that care leavers are given about their health histories."),
    ("Pathway plans", "The quality of pathway plans, and how well young people's own wishes show in them."),
)


def an_item(area: int = 1, number: int = 1, **changes: object) -> ItemSnapshot:
    """An action with everything typed that can be typed."""
    item = ItemSnapshot(
        pk=area * 1000 + number,
        impact_rating="too_early",
        reference=f"{area}.{number}",
        action=f"Agree and publish standard {area}.{number} for the oversight of practice, and train every team "
        "manager in using it before the end of the quarter.",
        lead="Head of Service, Children's Social Care",
        partners="Practice Improvement Team; Human Resources",
        starts_on=date(2022, 6, 1) + timedelta(days=number),
        due_on=date(2023, 3, 31),
        original_due_on=date(2023, 3, 31),
        success_measure="Nine in ten files audited show supervision every four weeks, with a decision that can be "
        "followed.",
        how_we_will_know="Monthly audit of 24 files, moderated by the Principal Social Worker.",
        resources="Within the existing budget.",
        monitoring_body="Improvement Board",
        delivery_rating=RATINGS[(area + number) % len(RATINGS)],
        is_complete=RATINGS[(area + number) % len(RATINGS)] in ("complete", "evidenced"),
        is_overdue=False,
        area_numbers=(),
        progress=an_update(delivery_rating=RATINGS[(area + number) % len(RATINGS)]),
    )
    return replace(item, **changes)


def an_update(**changes: object) -> UpdateSnapshot:
    """A progress update with every field filled in."""
    update = UpdateSnapshot(
        reported_on=date(2022, 10, 14),
        what_changed="The standard was agreed by the board and 18 of 22 managers have been trained.",
        delivery_rating="on_track",
        next_step="Train the last four managers in November.",
        made_by="Lee Example",
    )
    return replace(update, **changes)


def a_piece(**changes: object) -> EvidenceSnapshot:
    """A link to an audit that supports the action it is evidence of."""
    piece = EvidenceSnapshot(
        pk=1,
        kind="audit",
        kind_words="Audit",
        dated_on=date(2022, 9, 30),
        shows="18 of 20 audited files were good.",
        contradicts=False,
        name="https://example.gov.uk/audit",
        link="https://example.gov.uk/audit",
        added_by="Lee Example",
        added_on=date(2022, 10, 3),
    )
    return replace(piece, **changes)


def a_move(**changes: object) -> MoveSnapshot:
    """A due date that was moved by a month and approved by somebody else."""
    move = MoveSnapshot(
        from_on=date(2022, 12, 31),
        to_on=date(2023, 1, 31),
        reason="The supplier delivers in January.",
        moved_by="Lee Example",
        moved_on=date(2022, 9, 1),
        approved_by="Ann Example",
    )
    return replace(move, **changes)


def a_milestone(**changes: object) -> MilestoneSnapshot:
    """A step that is not reached yet."""
    milestone = MilestoneSnapshot(
        pk=1, name="Standard agreed", due_on=date(2022, 11, 30), original_due_on=None, done_on=None, is_late=False
    )
    return replace(milestone, **changes)


def a_measure(number: int = 1, **changes: object) -> MeasureSnapshot:
    """Assessments in time, in per cent: 72 at first, 76 in June, to be 85 by the end of the year."""
    measure = MeasureSnapshot(
        pk=number,
        number=number,
        name="Assessments completed in 45 working days",
        definition="Assessments that were authorised within 45 working days of referral.",
        unit="percent",
        unit_words="Per cent",
        polarity="higher",
        baseline=Decimal(72),
        baseline_on=date(2022, 3, 31),
        tolerance=Decimal(5),
        source="The case system",
        frequency="monthly",
        frequency_words="Every month",
        owner="Performance manager",
        owner_post="Performance manager",
        areas=(1,),
        references=("1.1",),
        targets=(a_target(),),
        readings=(a_reading(),),
    )
    return replace(measure, **changes)


def a_target(**changes: object) -> TargetSnapshot:
    """85 by the end of 2022."""
    return replace(TargetSnapshot(date(2022, 12, 31), Decimal(85)), **changes)


def a_reading(**changes: object) -> ReadingSnapshot:
    """76 in the quarter to June 2022."""
    reading = ReadingSnapshot(
        ends_on=date(2022, 6, 30),
        value=Decimal(76),
        neighbours=None,
        region=None,
        england=Decimal(82),
        note="",
        made_by="Lee Example",
    )
    return replace(reading, **changes)


def a_voice(**changes: object) -> VoiceSnapshot:
    """What carers said in a survey, and what was done."""
    voice = VoiceSnapshot(
        pk=1,
        who="families",
        who_words="Parents, carers and families",
        heard_on=date(2022, 6, 15),
        how="Survey of 40 carers",
        said="We wait too long for a call back.",
        did="A duty worker answers within a day.",
        did_on=date(2022, 7, 1),
        area=1,
        reference="",
    )
    return replace(voice, **changes)


def an_area(number: int = 1, items: int = 3, **changes: object) -> AreaSnapshot:
    """An area for improvement with as many actions as asked for."""
    label, text = AREAS[(number - 1) % len(AREAS)]
    area = AreaSnapshot(
        pk=number,
        number=number,
        text=text,
        label=label,
        reference=f"Paragraph {number + 10}",
        theme="",
        origin="Ofsted",
        is_priority_action=False,
        inspection="ILACS short inspection, March 2022",
        outcome="Children see workers who are well supported, and decisions about them are made in good time.",
        lead="Assistant Director, Children's Social Care",
        items=tuple(an_item(number, place) for place in range(1, items + 1)),
        also_served_by=(),
    )
    return replace(area, **changes)


def an_inspection(**changes: object) -> InspectionSnapshot:
    """York's inspection of March 2022."""
    inspection = InspectionSnapshot(
        pk=1,
        name="ILACS short inspection",
        framework="Inspections of local authority children's services (ILACS), 2018 to 2022",
        started_on=date(2022, 3, 7),
        ended_on=date(2022, 3, 11),
        received_on=date(2022, 5, 4),
        published_on=date(2022, 5, 4),
        judgements=(
            JudgementSnapshot(
                "impact_of_leaders",
                "The impact of leaders on social work practice with children and families",
                "requires_improvement",
                "Requires improvement to be good",
            ),
            JudgementSnapshot(
                "help_and_protection",
                "The experiences and progress of children who need help and protection",
                "requires_improvement",
                "Requires improvement to be good",
            ),
            JudgementSnapshot(
                "in_care_and_care_leavers",
                "The experiences and progress of children in care and care leavers",
                "good",
                "Good",
            ),
            JudgementSnapshot(
                "overall", "Overall effectiveness", "requires_improvement", "Requires improvement to be good"
            ),
        ),
        strengths=(
            "Early help reaches families before their problems grow.",
            "The multi-agency safeguarding hub answers concerns quickly.",
            "Children in care live in stable homes and see their social workers often.",
        ),
        no_overall="",
        deadline=DeadlineSnapshot(
            due_on=date(2022, 8, 12),
            basis="receipt",
            basis_words="counted from receipt of the report",
            explanation="70 working days after 4 May 2022, the day the report was received.",
            counted_from=date(2022, 5, 4),
            working_days=70,
        ),
    )
    return replace(inspection, **changes)


def a_plan(areas: int = 7, items: int = 3, **changes: object) -> PlanSnapshot:
    """A draft plan with so many areas and so many actions in each."""
    plan = PlanSnapshot(
        pk=1,
        council="City of York Council",
        council_slug="york",
        title="Ofsted action plan 2022",
        stage="draft",
        stage_words="Draft",
        version="0.3",
        committee="Children, Education and Communities Scrutiny Committee",
        meeting_on=date(2022, 6, 28),
        introduction="This plan answers the inspection of March 2022. It says what will change for children, who will "
        "do it and by when.",
        monitoring_arrangements="The Improvement Board checks every action each month. Scrutiny sees this paper twice "
        "a year.",
        submitted_on=None,
        closed_on=None,
        as_at=TODAY,
        inspections=(an_inspection(),),
        areas=tuple(an_area(number, items) for number in range(1, areas + 1)),
    )
    return replace(plan, **changes)


def a_plan_of_all_sorts() -> PlanSnapshot:
    """A plan in which everything occurs: moved, overdue, nothing yet, several areas, an area without action."""
    items = (
        an_item(1, 1, original_due_on=date(2022, 12, 31)),
        an_item(1, 2, due_on=date(2022, 9, 30), original_due_on=None, is_overdue=True, delivery_rating="off_track"),
        an_item(1, 3, area_numbers=(2, 3)),
        an_item(
            1,
            4,
            lead="",
            partners="",
            starts_on=None,
            due_on=None,
            original_due_on=None,
            success_measure="",
            how_we_will_know="",
            resources="",
            monitoring_body="",
            progress=None,
            delivery_rating="not_started",
            is_complete=False,
        ),
    )
    plan = a_plan(areas=0)
    areas = (
        an_area(1, items=0, label="Supervision", theme="Leadership", is_priority_action=True),
        an_area(2, items=2, also_served_by=("1.3",)),
        an_area(3, items=0, also_served_by=("1.3",)),
        an_area(4, items=0, outcome="", lead=""),
    )
    return replace(plan, areas=(replace(areas[0], items=items), *areas[1:]))


def a_plan_being_carried_out() -> PlanSnapshot:
    """A plan that was sent and is monitored: reports, moves, evidence, measures, voices; words of the council's own."""
    begun = an_item(
        1,
        1,
        delivery_rating="at_risk",
        impact_rating="some",
        rating_because="40% is done; 75% was expected by now, as time runs from start to due date.",
        original_due_on=date(2022, 12, 31),
        due_on=date(2023, 3, 31),
        moves=(a_move(), a_move(from_on=date(2023, 1, 31), to_on=date(2023, 3, 31), reason="The trainer left.")),
        milestones=(
            a_milestone(name="Standard agreed", done_on=date(2022, 9, 5)),
            a_milestone(pk=2, name="Managers trained", due_on=date(2022, 10, 1), is_late=True),
        ),
        evidence=(a_piece(), a_piece(pk=2), a_piece(pk=3, kind="data", kind_words="Data", contradicts=True)),
        progress=an_update(
            delivery_rating="at_risk",
            impact_rating="some",
            share_done=40,
            proposed_rating="off_track",
            proposed_because="A milestone has passed its date.",
            reason="The trainer starts on Monday.",
        ),
    )
    finished = an_item(
        1,
        2,
        delivery_rating="complete",
        is_complete=True,
        impact_rating="embedded",
        awaits_sign_off=True,
        returned_note="The second audit is missing.",
        progress=an_update(delivery_rating="complete", impact_rating="embedded"),
    )
    silent = an_item(
        2,
        1,
        delivery_rating="off_track",
        said_rating="on_track",
        is_overdue=True,
        due_on=date(2022, 10, 1),
        original_due_on=date(2022, 10, 1),
        rating_because="It was due on 1 October 2022, 31 days ago, and is not complete. Nobody has explained it since.",
        silent_days=63,
        is_silent=True,
        progress=an_update(reported_on=date(2022, 8, 30), delivery_rating="on_track"),
    )
    rules = (
        replace(rule, letter="V", word="Going well") if rule.code == "on_track" else rule for rule in DEFAULT_RATINGS
    )
    plan = a_plan(
        0,
        stage="monitoring",
        stage_words="Monitoring",
        submitted_on=date(2022, 8, 1),
        monitoring_arrangements="The Improvement Board and the MASH check every action each month.",
        ratings=tuple(rules),
        measures=(a_measure(), a_measure(2, name="Visits on time", readings=(), targets=(), baseline=None)),
        voices=(a_voice(),),
        glossary=(TermSnapshot("IRO", "Independent reviewing officer"), TermSnapshot("MASH", "Safeguarding hub")),
    )
    areas = (replace(an_area(1, 0), items=(begun, finished)), replace(an_area(2, 0), items=(silent, an_item(2, 2))))
    return replace(plan, areas=areas)
