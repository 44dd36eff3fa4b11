"""The proof that a plan was sent: what, when and where to, what came back, and the certificate."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

from actionplans import actions, permissions
from actionplans.exports import papers
from actionplans.exports.build_certificate import Certificate, certificate
from actionplans.exports.document import Document
from actionplans.exports.pdf import PrinterMissing
from actionplans.forms.proof import AcknowledgementForm
from actionplans.models import Acknowledgement, ActionPlan, PlanRefused, StageMove, Submission
from actionplans.snapshot import mark_of
from actionplans.views.annex import as_file
from actionplans.views.found import plan_or_404
from ilacs.authorities.requests import SignedInRequest
from ilacs.authorities.unsaved import posted_or_kept
from ilacs.design.today import today
from ilacs.design.wording import date_in_words


@dataclass(frozen=True)
class Proof:
    """One sending of the plan, what came back, and the move that took it back, if one did."""

    submission: Submission
    acknowledgements: list[Acknowledgement]
    taken_back: StageMove | None

    @property
    def hash_groups(self) -> list[str]:
        """The SHA-256 in groups of eight, so that a person can compare it."""
        sha256 = self.submission.version.sha256
        return [sha256[start : start + 8] for start in range(0, len(sha256), 8)]


def plan_proof(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What was sent, whoever may see the plan may see it; earlier sendings that were taken back stay in sight."""
    plan = plan_or_404(request, slug, pk)
    proofs = proofs_of(plan)
    context = {
        "plan": plan,
        "proof": proofs[0] if proofs else None,
        "earlier": proofs[1:],
        "may_record": permissions.can_record_proof(request.user, plan),
    }
    return render(request, "actionplans/plan_proof.html", context)


def proofs_of(plan: ActionPlan) -> list[Proof]:
    """Every sending of the plan, the newest first (three queries)."""
    sent = plan.submissions.select_related("version", "recorded_by", "move")
    acknowledgements = Acknowledgement.objects.defer("content").filter(submission__plan=plan)
    came_back = list(acknowledgements.select_related("attached_by"))
    moves = list(plan.moves.select_related("moved_by"))
    return [
        Proof(each, [one for one in came_back if one.submission_id == each.pk], each.taken_back(moves))
        for each in reversed(sent)
    ]


def acknowledgement_add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Records what came back after the newest sending."""
    plan = plan_or_404(request, slug, pk)
    if not permissions.can_record_proof(request.user, plan):
        raise PermissionDenied
    submission = _newest_or_404(plan)
    files = request.FILES if request.method == "POST" else None
    form = AcknowledgementForm(posted_or_kept(request), files, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_acknowledgement(submission=submission, by=request.user, today=today(), **form.cleaned_data)
        except PlanRefused as refusal:
            form.add_error("on", str(refusal))
            form.ask_again()
        else:
            messages.success(request, "The acknowledgement has been added to the proof.")
            return redirect("plan-proof", slug, pk)
    status = 422 if request.method == "POST" else 200
    context = {"plan": plan, "submission": submission, "form": form}
    return render(request, "actionplans/acknowledgement_form.html", context, status=status)


def acknowledgement_file(request: SignedInRequest, slug: str, pk: int, acknowledgement_pk: int) -> HttpResponse:
    """The attached file, to be saved and never shown by the browser as a page of ours."""
    plan = plan_or_404(request, slug, pk)
    kept = get_object_or_404(Acknowledgement, submission__plan=plan, pk=acknowledgement_pk, content__isnull=False)
    answer = HttpResponse(bytes(kept.content or b""), content_type=kept.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, kept.file_name)
    answer["Content-Security-Policy"] = "sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, private=True, no_store=True)
    return answer


@transaction.non_atomic_requests
def plan_certificate(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The certificate of the newest sending on one page; no transaction is open while it is printed."""
    with transaction.atomic():
        plan = plan_or_404(request, slug, pk)
        document = _certificate(plan)
    try:
        paper = papers.find_or_make(document, "pdf")
    except PrinterMissing as missing:
        return render(request, "actionplans/annex_no_printer.html", {"plan": plan, "missing": missing}, status=503)
    return as_file(paper.content, f"{document.file_stem}.pdf", "application/pdf")


def _certificate(plan: ActionPlan) -> Document:
    """What the certificate of the newest sending says; 404 when nothing was sent."""
    submission = _newest_or_404(plan)
    snapshot = actions.snapshot_of(submission.version)
    proof = next(proof for proof in proofs_of(plan) if proof.submission.pk == submission.pk)
    return certificate(
        Certificate(
            snapshot=snapshot,
            number=submission.version.number,
            sha256=submission.version.sha256,
            sent_on=submission.sent_on,
            sent_to=tuple(submission.addresses),
            reference=submission.reference,
            basis=submission.basis,
            timeliness=submission.timeliness,
            acknowledgements=tuple(map(_acknowledgement_words, proof.acknowledgements)),
            recorded_by=str(submission.recorded_by or "Somebody of the council"),
            recorded_at=timezone.localtime(submission.recorded_at),
            taken_back=_taken_back_words(proof.taken_back),
            embargo=mark_of(plan, snapshot, on=today()),
        )
    )


def _acknowledgement_words(kept: Acknowledgement) -> str:
    """One answer in a line: the day, its reference, the name of the file."""
    return ", ".join(filter(None, (date_in_words(kept.received_on), kept.reference, kept.file_name)))


def _taken_back_words(move: StageMove | None) -> str:
    """That the submission no longer holds; empty while it does. The proof's page has the reason."""
    if move is None:
        return ""
    return f"Taken back to {move.get_to_stage_display().lower()} on {date_in_words(move.moved_on)}"


def _newest_or_404(plan: ActionPlan) -> Submission:
    """The newest sending of the plan."""
    newest: Submission | None = plan.submissions.select_related("version", "recorded_by").last()
    if newest is None:
        raise Http404
    newest.plan = plan
    return newest
