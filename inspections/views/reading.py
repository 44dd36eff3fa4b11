"""Reading inspections: all of a council's, and one."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ilacs.authorities.finding import authority_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.design.today import today
from inspections import permissions
from inspections.deadlines import Deadline, Duty
from inspections.models import Inspection, current_calendar
from inspections.panel import deadline_panel
from inspections.views.found import inspection_or_404
from inspections.working_days import WorkingDayCalendar


class JudgementLine(NamedTuple):
    """One line of the table of judgements."""

    label: str
    grade: str
    is_overall: bool


@require_safe
def inspection_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every inspection of the council, newest first."""
    authority = authority_or_404(request, slug)
    visible = Inspection.objects.visible_to(request.user).filter(authority=authority)
    inspections = list(visible.prefetch_related("judgements"))
    for inspection in inspections:
        inspection.authority = authority
    on = today()
    shown = {
        "inspections": [(inspection, inspection.embargo_words(on)) for inspection in inspections],
        "may_edit": permissions.can_edit_inspections(request.user, authority),
    }
    return render(request, "inspections/inspection_list.html", shown)


@require_safe
def inspection_detail(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One inspection: its deadline, its judgements, what it asks for and what it praises."""
    inspection = inspection_or_404(request, slug, pk)
    calendar, on = current_calendar(), today()
    may_edit = permissions.can_edit_inspections(request.user, inspection.authority)
    may_adopt = permissions.can_fix_deadline(request.user, inspection.authority)
    shown = {
        "inspection": inspection,
        "panel": deadline_panel(inspection, on=on, calendar=calendar, may_adopt=may_adopt),
        "other_deadlines": _other_deadlines(inspection, calendar),
        "judgements": judgement_lines(inspection),
        "embargo": inspection.embargo_words(on),
        "people_named": inspection.named_people.who_can_see().count(),
        "window": inspection.next_inspection_window(),
        "areas": list(inspection.areas.all()),
        "strengths": list(inspection.strengths.all()),
        "may_edit": may_edit,
    }
    return render(request, "inspections/inspection_detail.html", shown)


def _other_deadlines(inspection: Inspection, calendar: WorkingDayCalendar) -> list[Deadline]:
    """What else is owed beside the plan, the soonest first."""
    duties = [duty for duty in inspection.duties() if duty is not Duty.ACTION_PLAN]
    found = [inspection.computed_deadline(duty, calendar) for duty in duties]
    return [deadline for deadline in found if deadline]


def judgement_lines(inspection: Inspection) -> list[JudgementLine]:
    """The judgements as printed, and a line for the overall grade where a framework gives none: never blank."""
    lines = [
        JudgementLine(row.printed_label, row.printed_grade, row.code == "overall")
        for row in inspection.given_judgements()
    ]
    framework = inspection.framework_details
    if lines and framework and not framework.gives_overall:
        lines.append(JudgementLine("Overall effectiveness", inspection.overall_words(), True))
    return lines
