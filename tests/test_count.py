"""A page costs the same number of queries however much there is to show."""

import sys
from datetime import date

import pytest

from actionplans.exports import papers
from actionplans.models import DeliveryRating, Evidence, Version
from tests.addresses import build_site
from tests.factories import (
    AcknowledgementFactory,
    ActionItemFactory,
    AmendmentFactory,
    AreaResponseFactory,
    AskedActionFactory,
    BodyFactory,
    DateMoveFactory,
    EditionFactory,
    EvidenceFactory,
    FileEvidenceFactory,
    GlossaryTermFactory,
    ImprovementAreaFactory,
    MeasureFactory,
    MeasureTargetFactory,
    MeetingFactory,
    MembershipFactory,
    MilestoneFactory,
    NamedPersonFactory,
    OwnDeadlineFactory,
    ProgressUpdateFactory,
    PublicationEntryFactory,
    ReadingFactory,
    RecommendationFactory,
    RoundFactory,
    SubmissionFactory,
    VersionFactory,
    VoiceFactory,
)
from tests.test_table import ROLES, rows

READ_BY_LEAD = [
    name
    for kind, name, own, row in (each.values for each in rows())
    if (kind, own) == ("GET", False) and row[ROLES.index("lead")] == 200
]


@pytest.fixture
def site(york, action_owner):
    return build_site(york, action_owner)


def _fill(york, site):
    """Thirty more of everything that a page may list."""
    MembershipFactory.create_batch(30, authority=york)
    NamedPersonFactory.create_batch(30, inspection=site.inspection)
    for area in ImprovementAreaFactory.create_batch(10, inspection=site.inspection):
        ActionItemFactory.create_batch(3, response=AreaResponseFactory(plan=site.plan, area=area))
    for response in site.plan.responses.all():
        ActionItemFactory(response=response, lead_person=MembershipFactory(authority=york).user)
    ActionItemFactory.create_batch(30, response=site.item.response)
    AmendmentFactory.create_batch(30, plan=site.plan, item=site.item)
    EditionFactory.create_batch(30, plan=site.plan, version=site.plan.versions.first())
    PublicationEntryFactory.create_batch(30, plan=site.plan, inspection=site.inspection)
    for asked in RecommendationFactory.create_batch(30, plan=site.plan, meeting=site.meeting):
        asked.items.add(site.item)
    for submission in SubmissionFactory.create_batch(30, plan=site.plan):
        AcknowledgementFactory(submission=submission)
    for body in BodyFactory.create_batch(30, authority=york):
        OwnDeadlineFactory(body=body)
        MeetingFactory(plan=site.plan, body=body, is_key_decision=True)
    _fill_progress(york, site)
    text = site.plan.versions.first().content
    for number in range(30):
        meeting = MeetingFactory(plan=site.plan) if number % 3 else None
        version = VersionFactory(plan=site.plan, cause=Version.Cause.SAVED, meeting=meeting, content=text)
        if meeting:
            meeting.version = version
            meeting.save()


def _fill_progress(york, site):
    """Thirty more of everything that progress is made of."""
    asking = site.plan.rounds.first()
    for item in site.plan.items.current():
        ProgressUpdateFactory(item=item)
        DateMoveFactory(item=item)
        MilestoneFactory(item=item)
        EvidenceFactory(item=item)
        if item != site.item:
            AskedActionFactory(round=asking, item=item)
    for made in (ProgressUpdateFactory, MilestoneFactory, EvidenceFactory, DateMoveFactory):
        made.create_batch(30, item=site.item)
    _fill_sign_off(site)
    for measure in MeasureFactory.create_batch(30, plan=site.plan):
        MeasureTargetFactory(measure=measure)
        ReadingFactory(measure=measure)
        measure.items.add(site.item)
        measure.responses.add(site.item.response)
    ReadingFactory.create_batch(30, measure=site.plan.measures.first())
    former = MembershipFactory.create_batch(10, authority=york, ended_on=date(2022, 6, 1))
    for item, membership in zip(site.plan.items.exclude(pk=site.item.pk), former * 3, strict=False):
        site.plan.items.filter(pk=item.pk).update(lead_person=membership.user)
    site.plan.measures.update(owner_person=site.plan.responses.get(number=2).lead_person)
    VoiceFactory.create_batch(30, plan=site.plan)
    GlossaryTermFactory.create_batch(30, authority=york)
    for version in VersionFactory.create_batch(10, plan=site.plan):
        RoundFactory(plan=site.plan, meeting=site.meeting, closed_on=date(2022, 9, 20), version=version)


def _fill_sign_off(site):
    """Thirty more reports that wait for a second person, and thirty actions finished without evidence."""
    rated = {"delivery_rating": DeliveryRating.COMPLETE}
    finished = ActionItemFactory.create_batch(30, response=site.item.response, **rated)
    for item in [*finished, site.plan.items.complete().last()]:
        EvidenceFactory(item=item, stance=Evidence.Stance.CONTRADICTS)
        FileEvidenceFactory(item=item)
        MilestoneFactory(item=item)
        ProgressUpdateFactory(item=item, **rated)
    ActionItemFactory.create_batch(30, response=site.item.response, **rated)


@pytest.mark.parametrize("name", READ_BY_LEAD)
def test_an_address_costs_the_same_for_one_and_for_thirty(name, york, site, lead, client_of, count_queries):
    browser = client_of(lead)

    def open_it():
        assert browser.get(site.address(name)).status_code == 200

    open_it()
    before = count_queries(open_it)
    _fill(york, site)
    assert count_queries(open_it) == before


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf"])
def test_a_paper_costs_the_same_for_one_and_for_thirty(
    kind, york, site, lead, client_of, count_queries, monkeypatch, settings
):
    # However long it is, it is made while the browser waits, so that the same thing is counted twice.
    settings.PAPERS_IN_PROCESS_LIMIT = sys.maxsize
    monkeypatch.setattr(papers, "LONGEST_IN_PROCESS", sys.maxsize)
    browser = client_of(lead)
    address = site.address("annex-file").replace(".docx", f".{kind}")

    def download():
        assert browser.get(address).status_code == 200

    download()
    before = count_queries(download)
    _fill(york, site)
    assert count_queries(download) == before
