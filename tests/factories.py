"""One of each thing, fixed and dull. A test names only what it is about.

The facts are York's of 2022: on site from 7 to 18 March, published on 4 May, four judgements of requires improvement,
nine strengths, seven areas for improvement, and a plan due on 12 August 2022.
"""

from datetime import UTC, date, datetime, timedelta

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from actionplans.actions import Report, Wish, move_plan, save_version, submit_plan
from actionplans.models import (
    Acknowledgement,
    ActionItem,
    ActionPlan,
    Amendment,
    AreaResponse,
    AskedAction,
    Body,
    CouncilPractice,
    CouncilRating,
    DateMove,
    DeliveryRating,
    Edition,
    Evidence,
    GlossaryTerm,
    Measure,
    MeasureTarget,
    Meeting,
    Milestone,
    OwnDeadline,
    ProgressUpdate,
    PublicationEntry,
    RatingScales,
    Reading,
    Recommendation,
    Round,
    SignOff,
    Stage,
    StageMove,
    Submission,
    Version,
    VersionContent,
    Voice,
)
from actionplans.models.version import sha256_of
from actionplans.snapshot import take
from ilacs.authorities.models import LocalAuthority, Membership, Role, User
from ilacs.design.today import today
from inspections import frameworks
from inspections.models import (
    ImprovementArea,
    Inspection,
    Judgement,
    NamedPerson,
    ProclaimedDay,
    Strength,
    current_calendar,
)

PASSWORD = "a long enough password"

YORK_STRENGTHS = (
    "Commitment to prioritising the needs of children, with corporate investment in improvement.",
    "A multi-agency safeguarding hub that is an effective single point of contact.",
    "Targeted early help that prevents escalation for many children.",
    "Strategy meetings that are held quickly and lead to action.",
    "Private fostering arrangements.",
    "Oversight of children's plans by independent reviewing officers.",
    "A highly effective virtual school for children in care and care leavers.",
    "Personal advisers who know care leavers well.",
    "Prompt assessment of adoptive carers, and good post-adoption support.",
)
YORK_AREAS = (
    "The consistency of written records so that they provide an accurate account of decision-making for all children.",
    "The quality of assessments to ensure that they consistently inform care planning.",
    (
        "The effectiveness of social work supervision in progressing plans for children and addressing practice "
        "shortfalls."
    ),
    "The analysis of return home interviews.",
    "Responses to children aged 16 and 17 who present as homeless.",
    "The pace of planning for children in unregistered children's homes.",
    "Children's influence and attendance at the corporate parenting board.",
)


class UserFactory(DjangoModelFactory):
    """A person who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.gov.uk")
    name = factory.Sequence(lambda number: f"Person {number}")
    password = factory.django.Password(PASSWORD)


class AuthorityFactory(DjangoModelFactory):
    """An invented council."""

    class Meta:
        model = LocalAuthority

    slug = factory.Sequence(lambda number: f"council-{number}")
    name = factory.Sequence(lambda number: f"Council {number}")
    region = LocalAuthority.Region.YORKSHIRE
    is_invented = True


class MembershipFactory(DjangoModelFactory):
    """A person who has joined a council: as a reader unless said otherwise. Without joined_on they are invited."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    authority = factory.SubFactory(AuthorityFactory)
    role = Role.READER
    joined_on = date(2022, 1, 10)


class ProclaimedDayFactory(DjangoModelFactory):
    """A bank holiday proclaimed late."""

    class Meta:
        model = ProclaimedDay

    day = date(2022, 9, 19)
    name = "Bank holiday for the State Funeral"


class InspectionFactory(DjangoModelFactory):
    """York's inspection of 2022, without its findings; see `york_2022` for the whole of it."""

    class Meta:
        model = Inspection

    authority = factory.SubFactory(AuthorityFactory)
    kind = "ilacs_standard"
    framework = "ilacs_2018"
    notified_on = date(2022, 2, 28)
    started_on = date(2022, 3, 7)
    ended_on = date(2022, 3, 18)
    published_on = date(2022, 5, 4)


class JudgementFactory(DjangoModelFactory):
    """One row of an inspection's judgements, with the label and place its framework gives it."""

    class Meta:
        model = Judgement

    inspection = factory.SubFactory(InspectionFactory)
    code = "overall"
    grade = "requires_improvement"
    printed_label = factory.LazyAttribute(lambda row: _framework_row(row).label)
    printed_grade = factory.LazyAttribute(lambda row: frameworks.GRADES[row.grade].label)
    position = factory.LazyAttribute(
        lambda row: frameworks.FRAMEWORKS[row.inspection.framework].rows.index(_framework_row(row)) + 1
    )


def _framework_row(row):
    found = frameworks.FRAMEWORKS[row.inspection.framework].row(row.code)
    assert found, f"{row.inspection.framework} has no judgement {row.code}"
    return found


class ImprovementAreaFactory(DjangoModelFactory):
    """An area for improvement, after the others of its inspection."""

    class Meta:
        model = ImprovementArea

    inspection = factory.SubFactory(InspectionFactory)
    position = factory.LazyAttribute(lambda area: area.inspection.areas.count() + 1)
    text = factory.LazyAttribute(lambda area: f"Area for improvement {area.position}.")


class StrengthFactory(DjangoModelFactory):
    """A strength, after the others of its inspection."""

    class Meta:
        model = Strength

    inspection = factory.SubFactory(InspectionFactory)
    position = factory.LazyAttribute(lambda strength: strength.inspection.strengths.count() + 1)
    text = factory.LazyAttribute(lambda strength: f"Strength {strength.position}.")


class PlanFactory(DjangoModelFactory):
    """A draft plan. `inspections=[...]` says which inspections it answers; no area is in it yet."""

    class Meta:
        model = ActionPlan
        skip_postgeneration_save = True

    authority = factory.SubFactory(AuthorityFactory)
    title = factory.Sequence(lambda number: f"Plan {number}")

    @factory.post_generation
    def inspections(self, create, inspections):
        self.inspections.set(inspections or [])


class AreaResponseFactory(DjangoModelFactory):
    """The next area of a plan, answered. The area belongs to the plan's first inspection, made where there is none."""

    class Meta:
        model = AreaResponse

    plan = factory.SubFactory(PlanFactory)
    area = factory.LazyAttribute(lambda response: ImprovementAreaFactory(inspection=_inspection_of(response.plan)))
    number = factory.LazyAttribute(lambda response: response.plan.responses.count() + 1)
    outcome = "Children get help sooner."
    lead_post = "Director of Children's Services"


def _inspection_of(plan):
    inspection = plan.inspections.first()
    if inspection is None:
        inspection = InspectionFactory(authority=plan.authority)
        plan.inspections.add(inspection)
    return inspection


class ActionItemFactory(DjangoModelFactory):
    """The next action under an area of a plan: led by a post, not started, due at the end of 2022."""

    class Meta:
        model = ActionItem

    response = factory.SubFactory(AreaResponseFactory)
    plan = factory.LazyAttribute(lambda item: item.response.plan)
    reference = factory.LazyAttribute(lambda item: item.response.next_reference())
    position = factory.LazyAttribute(lambda item: item.response.next_position())
    action = factory.LazyAttribute(lambda item: f"Action {item.reference}.")
    lead_post = "Head of Service"
    starts_on = date(2022, 6, 1)
    due_on = date(2022, 12, 31)
    success_measure = "Nine in ten audits are good."


class ProgressUpdateFactory(DjangoModelFactory):
    """A report on an action. It does not change the action's own rating: `actions` does that."""

    class Meta:
        model = ProgressUpdate

    item = factory.SubFactory(ActionItemFactory)
    number = factory.LazyAttribute(lambda u: u.corrects.number if u.corrects else u.item.updates.count() + 1)
    corrects = None
    reported_on = date(2022, 7, 1)
    what_changed = "The first audits are done."
    delivery_rating = DeliveryRating.ON_TRACK
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime(2022, 7, 1, 9, 0, tzinfo=UTC)


def a_report(**changes):
    """What somebody says on 1 July 2022 of an action that is on track, with all that any rating demands."""
    said = {
        "on": date(2022, 7, 1),
        "what_changed": "The first audits are done.",
        "delivery": DeliveryRating.ON_TRACK,
        "reason": "The auditors say so.",
        "next_step": "Audit the rest.",
    }
    return Report(**{**said, **changes})


class CouncilRatingFactory(DjangoModelFactory):
    """On track, as a council words it that calls it "Green"."""

    class Meta:
        model = CouncilRating

    authority = factory.SubFactory(AuthorityFactory)
    code = DeliveryRating.ON_TRACK
    letter = "G"
    word = "Green"
    shape = factory.LazyAttribute(lambda rating: RatingScales().rule(rating.code).shape)
    tone = factory.LazyAttribute(lambda rating: RatingScales().rule(rating.code).tone)
    definition = "All is well."


class SignOffFactory(DjangoModelFactory):
    """A report that a second person returned; made in the database, past every rule."""

    class Meta:
        model = SignOff

    update = factory.SubFactory(ProgressUpdateFactory)
    item = factory.SelfAttribute("update.item")
    outcome = SignOff.Outcome.RETURNED
    note = "The audit is missing."
    reported_by = factory.SelfAttribute("update.made_by")
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime(2022, 7, 4, 9, 0, tzinfo=UTC)


class DateMoveFactory(DjangoModelFactory):
    """A due date moved by a month and approved by somebody else; the action's own date is not touched."""

    class Meta:
        model = DateMove

    item = factory.SubFactory(ActionItemFactory)
    from_on = date(2022, 9, 30)
    to_on = date(2022, 10, 31)
    reason = "The supplier delivers in October."
    moved_by = factory.SubFactory(UserFactory)
    moved_at = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)
    approved_by = factory.SubFactory(UserFactory)


class MilestoneFactory(DjangoModelFactory):
    """A step that is to be reached by the end of August 2022."""

    class Meta:
        model = Milestone

    item = factory.SubFactory(ActionItemFactory)
    name = factory.Sequence(lambda number: f"Step {number + 1}")
    due_on = date(2022, 8, 31)


class EvidenceFactory(DjangoModelFactory):
    """A link to an audit that supports the action."""

    class Meta:
        model = Evidence

    item = factory.SubFactory(ActionItemFactory)
    kind = Evidence.Kind.AUDIT
    dated_on = date(2022, 6, 30)
    shows = "18 of 20 audited assessments were good."
    link = "https://example.gov.uk/audit"
    added_by = factory.SubFactory(UserFactory)
    added_at = datetime(2022, 7, 1, 10, 0, tzinfo=UTC)


AUDIT = b"18 of 20 audited assessments were good.\n"


class FileEvidenceFactory(EvidenceFactory):
    """The same audit as a plain text, kept where files of evidence are kept."""

    link = ""
    file = factory.LazyFunction(lambda: ContentFile(AUDIT, "audit.txt"))
    file_name = "audit.txt"
    content_type = "text/plain"
    size = len(AUDIT)
    sha256 = sha256_of(AUDIT)


class MeasureFactory(DjangoModelFactory):
    """Assessments in time, in per cent: 72 at first, within 5 of target counts as near it."""

    class Meta:
        model = Measure

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda measure: measure.plan.measures.count() + 1)
    name = factory.Sequence(lambda number: f"Assessments completed in 45 working days, part {number + 1}")
    definition = "Assessments that were authorised within 45 working days of referral."
    baseline = 72
    baseline_on = date(2022, 3, 31)
    tolerance = 5
    source = "The case system"
    owner_post = "Performance manager"


class MeasureTargetFactory(DjangoModelFactory):
    """85 by the end of 2022."""

    class Meta:
        model = MeasureTarget

    measure = factory.SubFactory(MeasureFactory)
    ends_on = date(2022, 12, 31)
    value = 85


class ReadingFactory(DjangoModelFactory):
    """76 in the quarter to June 2022."""

    class Meta:
        model = Reading

    measure = factory.SubFactory(MeasureFactory)
    ends_on = date(2022, 6, 30)
    value = 76
    england = 82
    made_by = factory.SubFactory(UserFactory)
    made_at = datetime(2022, 7, 5, 9, 0, tzinfo=UTC)


class VoiceFactory(DjangoModelFactory):
    """What carers said in a survey, and what was done."""

    class Meta:
        model = Voice

    plan = factory.SubFactory(PlanFactory)
    who = Voice.Who.FAMILIES
    heard_on = date(2022, 6, 15)
    how = "Survey of 40 carers"
    said = "We wait too long for a call back."
    did = "A duty worker answers within a day."
    added_by = factory.SubFactory(UserFactory)
    added_at = datetime(2022, 6, 20, 9, 0, tzinfo=UTC)


class GlossaryTermFactory(DjangoModelFactory):
    """What MASH stands for; every other one is invented."""

    class Meta:
        model = GlossaryTerm

    authority = factory.SubFactory(AuthorityFactory)
    term = factory.Sequence(lambda number: "MASH" if number == 0 else f"AB{number}C")
    meaning = "Multi-agency safeguarding hub"


def york_2022(authority):
    """York's inspection of 2022 with its four judgements, nine strengths and seven areas."""
    inspection = InspectionFactory(authority=authority)
    for row in inspection.framework_details.rows:
        JudgementFactory(inspection=inspection, code=row.code)
    for text in YORK_STRENGTHS:
        StrengthFactory(inspection=inspection, text=text)
    for text in YORK_AREAS:
        ImprovementAreaFactory(inspection=inspection, text=text)
    return inspection


def york_plan(authority, actions_per_area=1):
    """A draft plan for York's inspection of 2022, every area answered with this many actions."""
    inspection = york_2022(authority)
    plan = PlanFactory(authority=authority, inspections=[inspection], title="Ofsted action plan 2022")
    for area in inspection.areas.all():
        response = AreaResponseFactory(plan=plan, area=area)
        ActionItemFactory.create_batch(actions_per_area, response=response)
    return plan


def sent(plan, on=date(2022, 8, 11), by=None):
    """The plan after it was sent on a day through the real verb, its readiness and earlier stages apart."""
    CouncilPractice.objects.get_or_create(
        authority=plan.authority, defaults={"skipped_stages": ["consultation", "scrutiny", "approval"]}
    )
    by = by or MembershipFactory(authority=plan.authority, role=Role.LEAD).user
    wish = Wish(to=Stage.SUBMITTED, expected=Stage(plan.stage), by=by, on=on, today=on)
    submit_plan(plan=plan, wish=wish, sent_to="inspections@ofsted.example")
    return plan


def closed(plan, on=date(2024, 3, 1), by=None):
    """A sent plan after it was published, monitored and closed on a day."""
    by = by or MembershipFactory(authority=plan.authority, role=Role.LEAD).user
    for to in (Stage.PUBLISHED, Stage.MONITORING, Stage.CLOSED):
        move_plan(plan=plan, wish=Wish(to=to, expected=Stage(plan.stage), by=by, on=on, today=on))
    return plan


class BodyFactory(DjangoModelFactory):
    """A scrutiny committee."""

    class Meta:
        model = Body

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda number: f"Scrutiny Committee {number}")
    kind = Body.Kind.SCRUTINY


class OwnDeadlineFactory(DjangoModelFactory):
    """The council's own deadline for signing a report off, eleven working days before the meetings of a body."""

    class Meta:
        model = OwnDeadline

    body = factory.SubFactory(BodyFactory)
    name = "Report signed off by the director"
    working_days = 11


class MeetingFactory(DjangoModelFactory):
    """A plan before a scrutiny committee of its council, on York's day."""

    class Meta:
        model = Meeting

    plan = factory.SubFactory(PlanFactory)
    body = factory.LazyAttribute(lambda meeting: BodyFactory(authority=meeting.plan.authority))
    held_on = date(2022, 6, 28)
    purpose = Meeting.Purpose.SCRUTINISE


class RecommendationFactory(DjangoModelFactory):
    """What a meeting asked, not answered yet."""

    class Meta:
        model = Recommendation
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    meeting = factory.LazyAttribute(lambda asked: MeetingFactory(plan=asked.plan))
    number = factory.LazyAttribute(lambda asked: asked.plan.recommendations.count() + 1)
    text = factory.LazyAttribute(lambda asked: f"Say what recommendation {asked.number} changes for children.")


class NamedPersonFactory(DjangoModelFactory):
    """Somebody of the council who is named on an inspection, by the program, since the day York's report came."""

    class Meta:
        model = NamedPerson

    inspection = factory.SubFactory(InspectionFactory)
    user = factory.LazyAttribute(lambda naming: MembershipFactory(authority=naming.inspection.authority).user)
    named_at = datetime(2022, 4, 29, 9, 0, tzinfo=UTC)


def embargoed(inspection, *people, until=None):
    """The inspection after its report came, two days ago, to be published on a day to come; these people are named."""
    inspection.received_on, inspection.published_on = today() - timedelta(days=2), until
    inspection.save(update_fields=["received_on", "published_on"])
    for person in people:
        NamedPersonFactory(inspection=inspection, user=person)
    return inspection


class VersionFactory(DjangoModelFactory):
    """The next version of a plan, stored on York's day without any paper."""

    class Meta:
        model = Version

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda version: version.plan.versions.count() + 1)
    cause = Version.Cause.STAGE
    reason = "Moved"
    stage = factory.LazyAttribute(lambda version: version.plan.stage)
    as_at = date(2022, 6, 28)
    made_at = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)
    content = factory.LazyAttribute(
        lambda version: take(version.plan, on=version.as_at, calendar=current_calendar()).to_json()
    )
    sha256 = factory.LazyAttribute(lambda version: sha256_of(version.content.encode()))

    @classmethod
    def _create(cls, model_class, *args, content, **kwargs):
        version = super()._create(model_class, *args, **kwargs)
        VersionContent.objects.create(version=version, text=content)
        return version


class StageMoveFactory(DjangoModelFactory):
    """A move of a plan that was made on York's day, as history has it: the plan's own stage is left alone."""

    class Meta:
        model = StageMove

    plan = factory.SubFactory(PlanFactory)
    from_stage = Stage.DRAFT
    to_stage = Stage.SUBMITTED
    moved_on = date(2022, 6, 28)
    moved_by = factory.SubFactory(UserFactory)
    moved_at = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)
    version = factory.LazyAttribute(lambda move: VersionFactory(plan=move.plan))


class SubmissionFactory(DjangoModelFactory):
    """A sending of a plan in time, as history has it."""

    class Meta:
        model = Submission

    plan = factory.SubFactory(PlanFactory)
    move = factory.LazyAttribute(lambda submission: StageMoveFactory(plan=submission.plan))
    version = factory.LazyAttribute(lambda submission: submission.move.version)
    sent_on = date(2022, 6, 28)
    sent_to = "inspections@ofsted.example"
    due_on = date(2022, 8, 12)
    basis = "70 working days after 4 May 2022, the day the report was received."
    counted_from = date(2022, 5, 4)
    working_day = 37
    spare = 33
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)


class AcknowledgementFactory(DjangoModelFactory):
    """A message that came back the day after a sending."""

    class Meta:
        model = Acknowledgement

    submission = factory.SubFactory(SubmissionFactory)
    received_on = date(2022, 6, 29)
    file_name = "Thank you.pdf"
    content_type = "application/pdf"
    content = b"%PDF-1.4 Thank you"
    sha256 = sha256_of(b"%PDF-1.4 Thank you")
    attached_by = factory.SubFactory(UserFactory)
    attached_at = datetime(2022, 6, 29, 9, 0, tzinfo=UTC)


class AmendmentFactory(DjangoModelFactory):
    """A proposal to say of the first action who monitors it, which waits; made in the database, past every rule."""

    class Meta:
        model = Amendment

    plan = factory.SubFactory(PlanFactory)
    kind = Amendment.Kind.EDIT_ACTION
    item = factory.LazyAttribute(lambda amendment: amendment.plan.items.current().first())
    before = factory.LazyFunction(lambda: {"monitoring_body": ""})
    after = factory.LazyFunction(lambda: {"monitoring_body": "Improvement Board"})
    reason = "The board monitors all of them from now on."
    proposed_by = factory.LazyAttribute(
        lambda amendment: MembershipFactory(authority=amendment.plan.authority, role=Role.EDITOR).user
    )
    proposed_at = datetime(2022, 9, 5, 9, 0, tzinfo=UTC)


class EditionFactory(DjangoModelFactory):
    """A version made public, its leads as posts; made in the database, past every rule."""

    class Meta:
        model = Edition

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda edition: edition.plan.editions.count() + 1)
    version = factory.LazyAttribute(lambda edition: _given_public_name(edition.plan))
    published_on = date(2022, 6, 28)
    title = factory.LazyAttribute(lambda edition: edition.plan.title)
    paper_title = factory.LazyAttribute(lambda edition: f"{edition.title}, {edition.plan.authority.title}")
    subject = "Public action plan"
    running_head = factory.LazyAttribute(lambda edition: f"{edition.paper_title}, edition {edition.number}")
    file_stem = factory.LazyAttribute(lambda edition: f"action-plan-edition-{edition.number}")
    made_at = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)


def _given_public_name(plan):
    """A new version of the plan, which from now on has a public address."""
    plan.public_name = plan.public_name or "improvement-plan"
    plan.save(update_fields=["public_name"])
    return save_version(plan=plan, by=None, reason="To be published")


class PublicationEntryFactory(DjangoModelFactory):
    """A line of the log: the plan is on the council's website."""

    class Meta:
        model = PublicationEntry

    plan = factory.SubFactory(PlanFactory)
    way = PublicationEntry.Way.WEBSITE
    done_on = date(2022, 6, 28)
    address = "https://www.york.example/plan"
    recorded_at = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)


class RoundFactory(DjangoModelFactory):
    """A round opened on 1 September 2022 for a meeting of the plan, with no action asked yet; past every rule."""

    class Meta:
        model = Round

    plan = factory.SubFactory(PlanFactory)
    number = factory.LazyAttribute(lambda each: each.plan.rounds.count() + 1)
    meeting = factory.LazyAttribute(lambda each: MeetingFactory(plan=each.plan))
    opened_on = date(2022, 9, 1)
    opened_at = datetime(2022, 9, 1, 9, 0, tzinfo=UTC)
    answers_due_on = date(2022, 9, 15)


class AskedActionFactory(DjangoModelFactory):
    """One action that a round asks about."""

    class Meta:
        model = AskedAction

    round = factory.SubFactory(RoundFactory)
    item = factory.LazyAttribute(
        lambda asked: (
            asked.round.plan.items.current().first()
            or ActionItemFactory(response=AreaResponseFactory(plan=asked.round.plan))
        )
    )


def fill_with_progress(plan):
    """One of everything that is reported, shown, measured and heard, on every action of a plan."""
    for item in plan.items.all():
        SignOffFactory(update=ProgressUpdateFactory(item=item))
        DateMoveFactory(item=item)
        MilestoneFactory(item=item)
        EvidenceFactory(item=item)
        measure = ReadingFactory(measure=MeasureTargetFactory(measure__plan=plan).measure).measure
        measure.items.add(item)
        measure.responses.add(item.response)
        VoiceFactory(plan=plan, item=item)
        RecommendationFactory(plan=plan).items.add(item)
    GlossaryTermFactory(authority=plan.authority)
