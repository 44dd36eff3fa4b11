"""Reading the stored plan into a snapshot, in the same number of queries whatever its size."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from actionplans.models import (
    ActionItem,
    ActionPlan,
    Amendment,
    AreaResponse,
    CouncilPractice,
    GlossaryTerm,
    Measure,
    RatingScales,
    Recommendation,
    Voice,
)
from actionplans.snapshot.items import Seen, changing, item_snapshot, reported
from actionplans.snapshot.measures import measure_snapshot, measures_of
from actionplans.snapshot.values import (
    AreaSnapshot,
    DeadlineSnapshot,
    InspectionSnapshot,
    JudgementSnapshot,
    PlanSnapshot,
    RecommendationSnapshot,
    TermSnapshot,
    VoiceSnapshot,
)
from inspections.deadlines import Deadline
from inspections.models import Inspection
from inspections.working_days import WorkingDayCalendar

AmendedDays = dict[tuple[str, int | None], date]
Posts = dict[int | None, str]
FINDINGS = ("judgements", "strengths", "areas", "fixed_deadlines")
"""What is read with an inspection."""


def take(plan: ActionPlan, *, on: date, calendar: WorkingDayCalendar, actions_only: bool = False) -> PlanSnapshot:
    """The plan as it stands, seen on the day `on`; the same number of queries whatever its size.

    With `actions_only` what stands beside the actions is not read: what committees asked, measures, voices, glossary.
    A page that lists actions needs no more; nothing that is stored, printed, compared or counted may be made from it.
    """
    inspections = plan.inspections.prefetch_related(*FINDINGS).order_by("started_on")
    return build(
        plan,
        on=on,
        calendar=calendar,
        inspections=list(inspections),
        responses=_responses(plan),
        amended=amended_days(plan),
        recommendations=() if actions_only else _recommendations(plan),
        practice=CouncilPractice.of(plan.authority),
        scales=RatingScales.of_council(plan.authority),
        measures=() if actions_only else measures_of(plan),
        voices=() if actions_only else plan.voices.current().select_related("response", "item"),
        glossary=() if actions_only else plan.authority.glossary.current(),
    )


def build(
    plan: ActionPlan,
    *,
    on: date,
    calendar: WorkingDayCalendar,
    inspections: list[Inspection],
    responses: list[AreaResponse],
    amended: AmendedDays,
    recommendations: Iterable[Recommendation],
    practice: CouncilPractice,
    scales: RatingScales,
    measures: Iterable[Measure],
    voices: Iterable[Voice],
    glossary: Iterable[GlossaryTerm],
) -> PlanSnapshot:
    """The snapshot of a plan whose parts have been read, from what is stored now or from its history."""
    serving: dict[int, list[str]] = {}
    for response in responses:
        for item in response.items.all():
            for other in item.also_serves.all():
                serving.setdefault(other.pk, []).append(item.reference)
    names = {inspection.pk: str(inspection) for inspection in inspections}
    meeting = plan.meetings.standing().filter(held_on__gte=on).select_related("body").first()
    seen = Seen(plan, on, scales, practice.silent_after_days)
    areas = (_area(response, seen, names, tuple(serving.get(response.pk, ()))) for response in responses)
    posts = _posts(plan)
    return PlanSnapshot(
        pk=plan.pk,
        council=plan.authority.title,
        council_slug=plan.authority.slug,
        title=plan.title,
        stage=plan.stage,
        stage_words=plan.get_stage_display(),
        version="",
        committee=str(meeting.body) if meeting else "",
        meeting_on=meeting.held_on if meeting else None,
        introduction=plan.introduction,
        monitoring_arrangements=plan.monitoring_arrangements,
        submitted_on=plan.submitted_on,
        closed_on=plan.closed_on,
        as_at=on,
        inspections=tuple(_inspection(inspection, calendar) for inspection in inspections),
        areas=tuple(_with_amendments(area, amended) for area in _by_post(areas, responses, posts)),
        embargo=embargo_of(inspections, on),
        recommendations=tuple(_recommendation(each, posts) for each in recommendations),
        amended_on=amended.get(("plan", plan.pk)),
        ratings=scales.rules,
        measures=tuple(measure_snapshot(measure, posts) for measure in measures),
        voices=tuple(_voice(voice) for voice in voices),
        glossary=tuple(TermSnapshot(term.term, term.meaning) for term in _sorted(glossary)),
        silent_after_days=practice.silent_after_days,
    )


def _posts(plan: ActionPlan) -> Posts:
    """The job title of everybody who has one in the plan's council and has not left, by the key of the person."""
    return dict(plan.authority.memberships.current().exclude(post="").values_list("user_id", "post"))


def _by_post(areas: Iterable[AreaSnapshot], responses: list[AreaResponse], posts: Posts) -> Iterator[AreaSnapshot]:
    """The areas; where no post was typed for a lead, the job title the person has in the council stands for it."""
    for area, response in zip(areas, responses, strict=True):
        leads = (item.lead_person_id for item in response.items.all())
        items = (
            replace(item, lead_post=item.lead_post or posts.get(lead, ""))
            for item, lead in zip(area.items, leads, strict=True)
        )
        yield replace(area, items=tuple(items), lead_post=area.lead_post or posts.get(response.lead_person_id, ""))


def embargo_of(inspections: list[Inspection], on: date) -> str:
    """Until when nobody else may see the plan: the embargo that ends last, one without a day after all others."""
    kept_back = [inspection for inspection in inspections if inspection.is_embargoed(on)]
    last = max(kept_back, key=lambda inspection: inspection.published_on or date.max, default=None)
    return last.embargo_words(on) if last else ""


def mark_of(plan: ActionPlan, *shown: PlanSnapshot, on: date) -> str:
    """The mark that must stand on these snapshots on a day: for what they tell of, and what the plan answers now.

    A snapshot that was stored before the embargo was recorded carries none of its own (one query).
    """
    told = {inspection.pk for snapshot in shown for inspection in snapshot.inspections}
    return embargo_of(list(Inspection.objects.filter(Q(pk__in=told) | Q(plans=plan)).distinct()), on)


def amended_days(plan: ActionPlan, *, until: datetime | None = None) -> AmendedDays:
    """The day each area, each action and the plan's own texts were last amended since the plan was last sent.

    What was amended before belongs to what was sent then, so a plan that is not sent has none. Told of a moment, as it
    was then (one query).
    """
    days: AmendedDays = {}
    for amendment in _amendments_since_sent(plan, until) if plan.submitted_on else ():
        day = timezone.localdate(amendment.decided_at)
        days["area", amendment.response_id] = days["item", amendment.item_id] = day
        if amendment.kind == Amendment.Kind.EDIT_PLAN:
            days["plan", plan.pk] = day
    return days


def _amendments_since_sent(plan: ActionPlan, until: datetime | None) -> Iterable[Amendment]:
    """The approved amendments that no sending has followed, or had followed at a moment, the oldest first."""
    approved = plan.amendments.filter(state=Amendment.State.APPROVED)
    submissions = plan.submissions.filter(recorded_at__gt=OuterRef("decided_at"))
    if until:
        approved, submissions = approved.filter(decided_at__lte=until), submissions.filter(recorded_at__lte=until)
    since: Iterable[Amendment] = approved.exclude(Exists(submissions)).order_by("decided_at")
    return since


def _with_amendments(area: AreaSnapshot, days: AmendedDays) -> AreaSnapshot:
    """The area with the days on which its text and its actions were amended."""
    items = tuple(replace(item, amended_on=days.get(("item", item.pk))) for item in area.items)
    return replace(area, items=items, amended_on=days.get(("area", area.pk)))


def _recommendations(plan: ActionPlan) -> Iterable[Recommendation]:
    asked = plan.recommendations.select_related("meeting__body", "owner_person", "done_version")
    return asked.prefetch_related("responses", "items")


def _recommendation(asked: Recommendation, posts: Posts) -> RecommendationSnapshot:
    return RecommendationSnapshot(
        pk=asked.pk,
        number=asked.number,
        text=asked.text,
        body=str(asked.meeting.body),
        meeting_on=asked.meeting.held_on,
        asked_by=asked.asked_by,
        answer=asked.answer,
        answer_words=asked.get_answer_display(),
        reason=asked.reason,
        owner=asked.owner,
        due_on=asked.due_on,
        done_on=asked.done_on,
        done_in_version=asked.done_version.number if asked.done_version else None,
        areas=tuple(response.number for response in asked.responses.all()),
        references=tuple(item.reference for item in asked.items.all()),
        owner_post=asked.owner_post or posts.get(asked.owner_person_id, ""),
    )


def _responses(plan: ActionPlan) -> list[AreaResponse]:
    items = (
        ActionItem.objects.current()
        .select_related("lead_person")
        .prefetch_related("also_serves", *reported(), *changing())
        .order_by("position", "pk")
    )
    return list(
        plan.responses.select_related("area", "lead_person").prefetch_related(Prefetch("items", queryset=items))
    )


def _inspection(inspection: Inspection, calendar: WorkingDayCalendar) -> InspectionSnapshot:
    framework = inspection.framework_details
    deadline = inspection.plan_deadline(calendar)
    window = inspection.next_inspection_window() or (None, None)
    return InspectionSnapshot(
        pk=inspection.pk,
        name=inspection.kind_words,
        framework=framework.name if framework else "",
        started_on=inspection.started_on,
        ended_on=inspection.ended_on,
        received_on=inspection.received_on,
        published_on=inspection.published_on,
        judgements=tuple(
            JudgementSnapshot(row.code, row.printed_label, row.grade, row.printed_grade)
            for row in inspection.given_judgements()
        ),
        strengths=tuple(strength.text for strength in inspection.strengths.all()),
        no_overall=framework.no_overall_words if framework and not framework.gives_overall else "",
        deadline=_deadline(deadline) if deadline else None,
        next_from=window[0],
        next_to=window[1],
    )


def _deadline(deadline: Deadline) -> DeadlineSnapshot:
    return DeadlineSnapshot(
        due_on=deadline.due_on,
        basis=deadline.basis.value,
        basis_words=deadline.basis.label,
        explanation=deadline.explanation,
        counted_from=deadline.counted_from,
        working_days=deadline.working_days,
    )


def _area(response: AreaResponse, seen: Seen, names: dict[int, str], served_by: tuple[str, ...]) -> AreaSnapshot:
    area = response.area
    return AreaSnapshot(
        pk=response.pk,
        number=response.number,
        text=area.text,
        label=area.label,
        reference=area.reference,
        theme=area.theme,
        origin=area.get_origin_display(),
        is_priority_action=area.is_priority_action,
        inspection=names.get(area.inspection_id, ""),
        outcome=response.outcome,
        lead=response.lead,
        items=tuple(item_snapshot(item, seen) for item in response.items.all()),
        also_served_by=served_by,
        lead_post=response.lead_post,
    )


def _sorted(glossary: Iterable[GlossaryTerm]) -> list[GlossaryTerm]:
    """In the order of a dictionary, whatever database or history they come from."""
    return sorted(glossary, key=lambda term: (term.term.casefold(), term.term))


def _voice(voice: Voice) -> VoiceSnapshot:
    return VoiceSnapshot(
        pk=voice.pk,
        who=voice.who,
        who_words=voice.get_who_display(),
        heard_on=voice.heard_on,
        how=voice.how,
        said=voice.said,
        did=voice.did,
        did_on=voice.did_on,
        area=voice.response.number if voice.response else None,
        reference=voice.item.reference if voice.item else "",
    )
