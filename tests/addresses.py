"""Every address of the product, and a small council in which each of them leads to something."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from actionplans.actions import save_version
from actionplans.exports import papers, printing
from actionplans.models import ActionItem, ActionPlan, DeliveryRating, Meeting, Stage
from ilacs.authorities.models import Role
from inspections.models import Inspection
from tests.factories import (
    AcknowledgementFactory,
    ActionItemFactory,
    AmendmentFactory,
    AreaResponseFactory,
    AskedActionFactory,
    CouncilRatingFactory,
    DateMoveFactory,
    EditionFactory,
    EvidenceFactory,
    FileEvidenceFactory,
    GlossaryTermFactory,
    ImprovementAreaFactory,
    InspectionFactory,
    JudgementFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    NamedPersonFactory,
    PlanFactory,
    ProgressUpdateFactory,
    PublicationEntryFactory,
    ReadingFactory,
    RecommendationFactory,
    RoundFactory,
    StageMoveFactory,
    StrengthFactory,
    SubmissionFactory,
    VoiceFactory,
)

#: Not ours to test: Django's own administration.
FOREIGN = ("admin/",)

#: What a stranger may open. Everything else asks them to sign in.
PUBLIC = {
    "accessibility",
    "calendar-feed-file",
    "privacy",
    "help",
    "published-list",
    "published-plan",
    "published-edition",
    "published-file",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}


def every_address():
    """The name and the pattern of every address, as {"plan-overview": "<slug:slug>/plans/<int:pk>/"}."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns, before):
    for each in patterns:
        here = before + str(each.pattern)
        if here.startswith(FOREIGN):
            continue
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, here)
        elif isinstance(each, URLPattern):
            yield each.name, here


#: The key of a paper that could not be made.
PAPER_KEY = "0" * 64


@dataclass(frozen=True)
class Site:
    """One council with an inspection and a draft plan: two areas, an action of the action owner's, one deleted.

    The plan was sent once, acknowledged, and taken back.
    """

    slug: str
    inspection: Inspection
    plan: ActionPlan
    item: ActionItem
    own_item: ActionItem
    membership_pk: int
    meeting: Meeting
    acknowledgement_pk: int
    amendment_pk: int

    def address(self, name, own=False):
        """The address with this name: of the plan, inspection, area, person or action; own, of the owner's action."""
        pattern = every_address()[name]
        item = self.own_item if own else self.item
        if name == "sign-off-decide":
            item = self.plan.items.complete().first()
        pk = {"inspections": self.inspection.pk, "plans": self.plan.pk}
        pk |= dict.fromkeys(("people", "invitations"), self.membership_pk)
        known = {
            "slug": self.slug,
            "pk": next((key for part, key in pk.items() if f"/{part}/" in f"/{pattern}"), None),
            "number": 1,
            "item_pk": item.pk,
            "area_pk": self.inspection.areas.first().pk if "area_pk" in pattern else None,
            "person_pk": self.inspection.named_people.first().pk if "person_pk" in pattern else None,
            "strength_pk": self.inspection.strengths.first().pk if "strength_pk" in pattern else None,
            "meeting_pk": self.meeting.pk,
            "body_pk": self.meeting.body_id,
            "acknowledgement_pk": self.acknowledgement_pk,
            "amendment_pk": self.amendment_pk,
            **self._of_the_action(item),
            "leader_pk": self.plan.responses.get(number=2).lead_person_id,
            "voice_pk": self.plan.voices.first().pk if "voice_pk" in pattern else None,
            "term_pk": self.plan.authority.glossary.first().pk if "term_pk" in pattern else None,
            "code": "on_track",
            "to": Stage.CONSULTATION,
            "kind": "docx",
            "ending": "csv",
            "name": self.plan.public_name,
            "entry_pk": self.plan.publication_entries.first().pk if "entry_pk" in pattern else None,
            "key": PAPER_KEY,
            "token": "of-nobody",
            "uidb36": "1",
        }
        return reverse(name, kwargs={part: known[part] for part in re.findall(r"<(?:\w+:)?(\w+)>", pattern)})

    def _of_the_action(self, item):
        """The keys of what belongs to one action."""
        return {
            "milestone_pk": item.milestones.first().pk,
            "evidence_pk": item.evidence.exclude(file="").last().pk,
            "update_pk": item.updates.standing().first().pk,
        }


def build_site(authority, action_owner):
    """The small council of `Site`, its second action led by the action owner."""
    inspection = InspectionFactory(authority=authority)
    for row in inspection.framework_details.rows:
        JudgementFactory(inspection=inspection, code=row.code)
    StrengthFactory.create_batch(2, inspection=inspection)
    plan = PlanFactory(authority=authority, inspections=[inspection], title="Improvement plan 2022")
    for area in ImprovementAreaFactory.create_batch(2, inspection=inspection):
        AreaResponseFactory(plan=plan, area=area)
    response = plan.responses.first()
    item, own_item = (
        ActionItemFactory(response=response),
        ActionItemFactory(response=response, lead_person=action_owner),
    )
    ActionItemFactory(response=response).delete_by(by=action_owner)
    printing.tell(papers.store(), PAPER_KEY, owner=str(plan.pk), failure="There was no ink.")
    NamedPersonFactory(inspection=inspection)
    somebody = MembershipFactory(authority=authority, joined_on=None)
    _leave_behind(plan.responses.last())
    meeting = MeetingFactory(plan=plan)
    save_version(plan=plan, by=None, reason="For the scrutiny committee", meeting=meeting)
    RecommendationFactory(plan=plan, meeting=meeting)
    EditionFactory(plan=plan)
    PublicationEntryFactory(plan=plan, inspection=inspection)
    acknowledgement = AcknowledgementFactory(submission=SubmissionFactory(plan=plan))
    StageMoveFactory(plan=plan, from_stage=Stage.SUBMITTED, to_stage=Stage.DRAFT, note="Sent by mistake")
    amendment = AmendmentFactory(plan=plan, item=item)
    _add_progress(plan, meeting, item, own_item, action_owner)
    return Site(
        authority.slug, inspection, plan, item, own_item, somebody.pk, meeting, acknowledgement.pk, amendment.pk
    )


def _leave_behind(response):
    """An area is led by somebody who has left."""
    former = MembershipFactory(authority=response.plan.authority, role=Role.EDITOR, ended_on=date(2022, 6, 1))
    response.lead_person = former.user
    response.save()


def _add_progress(plan, meeting, item, own_item, action_owner):
    """What was reported, measured and heard: one of each, and of what belongs to an action one for both.

    A third one is finished and awaits sign-off.
    """
    finished = ActionItemFactory(response=plan.responses.last(), delivery_rating=DeliveryRating.COMPLETE)
    for each in (item, own_item, finished):
        MilestoneFactory(item=each)
        EvidenceFactory(item=each)
        FileEvidenceFactory(item=each)
        ProgressUpdateFactory(item=each, delivery_rating=each.delivery_rating)
    DateMoveFactory(item=item)
    measure = MeasureFactory(plan=plan, owner_person=action_owner)
    MeasureTargetFactory(measure=measure)
    ReadingFactory(measure=measure)
    VoiceFactory(plan=plan, added_by=action_owner)
    GlossaryTermFactory(authority=plan.authority)
    CouncilRatingFactory(authority=plan.authority)
    opened_at = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)  # before the report, which answers it
    AskedActionFactory(round=RoundFactory(plan=plan, meeting=meeting, opened_at=opened_at), item=item)
