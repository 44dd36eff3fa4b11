"""The report on one action: made to be filled in on a phone in a minute."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.template.loader import render_to_string

from actionplans.actions.progress import Report, proposal_for, proposed_then, why_otherwise
from actionplans.actions.reporting import Told
from actionplans.forms.evidence import EvidencePart
from actionplans.models import (
    ActionItem,
    DeliveryRating,
    ImpactRating,
    Milestone,
    ProgressUpdate,
    RatingRule,
    RatingScales,
    Scale,
)
from actionplans.models.plan import LONGEST_TEXT
from actionplans.models.proposing import Proposal
from ilacs.design.choices import Checkboxes, ChosenRows, Radios
from ilacs.design.dates import DateField
from ilacs.design.wording import date_in_words

SIGNED_OFF = "A second person has signed this action off. What you report as finished now waits for sign-off again."


def text(label: str, *, rows: int = 3, hint: str = "", required: str = "") -> forms.CharField:
    """A box for some sentences; `required` is what to do where it is left empty, empty where it may be."""
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=hint,
        error_messages={"required": required},
    )


class ProgressForm(EvidencePart):
    """One dated report on an action, or the correction of one."""

    show_optional = False
    asked_about: ClassVar[tuple[str, ...]] = ("what_changed", "reason", "next_step", "evidence_shows")

    what_changed = text(
        "What has changed?",
        rows=4,
        hint="What was done, and what difference it made. Never name a child.",
        required="Enter what has changed",
    )
    reached = ChosenRows(
        Milestone.objects.none(),
        label="Which milestones are reached?",
        required=False,
        widget=Checkboxes(attrs={"class": "govuk-checkboxes--small"}),
    )
    share_done = forms.IntegerField(
        label="How much is done, in per cent? (optional)",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={
            "invalid": "Enter how much is done as a number from 0 to 100",
            "min_value": "Enter a number from 0 to 100",
            "max_value": "Enter a number from 0 to 100",
        },
    )
    delivery_rating = forms.ChoiceField(
        label="How is the work going?",
        widget=Radios(attrs={"class": "app-rating-choices"}),
        error_messages={"required": "Choose how the work is going"},
    )
    reason = text("Why this rating?", rows=2)
    next_step = text("What comes next?", rows=2)
    impact_rating = forms.ChoiceField(
        label="Is it better for children?",
        widget=Radios(attrs={"class": "app-rating-choices"}),
        error_messages={"required": "Choose whether it is better for children"},
    )
    reported_on = DateField(label="Date of the update")
    proposed = forms.ChoiceField(choices=DeliveryRating.choices, required=False, widget=forms.HiddenInput)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        item: ActionItem,
        scales: RatingScales,
        proposal: Proposal | None,
        on: date,
        corrects: ProgressUpdate | None = None,
        **kwargs: Any,
    ) -> None:
        """`scales` are those of the council, `on` is today; with `corrects` it begins with what that update said."""
        super().__init__(*args, **kwargs)
        self.scales, self.proposal = scales, proposal
        self.item, self.corrects, self.on = item, corrects, on
        now: Any = corrects or item
        self._offer("delivery_rating", Scale.DELIVERY)
        self._offer("impact_rating", Scale.IMPACT)
        self._offer_milestones(item)
        self._say_what_is_needed()
        self.fields["reported_on"].latest = on  # type: ignore[attr-defined]  # a DateField
        self.fields["reported_on"].error_messages["too_late"] = "The date of the update must be today or earlier"
        self.initial.update({"reported_on": on, "impact_rating": now.impact_rating})
        if not corrects:
            said_of_share = item.updates.standing().exclude(share_done=None)
            self.initial["share_done"] = said_of_share.values_list("share_done", flat=True).first()
        if proposal:
            self.initial.update({"delivery_rating": proposal.rating.value, "proposed": proposal.rating.value})
        if corrects:
            said = ("what_changed", "share_done", "delivery_rating", "reason", "next_step", "reported_on")
            self.initial.update({name: getattr(corrects, name) for name in said})
            if corrects.delivery_rating == DeliveryRating.EVIDENCED:
                self.initial["delivery_rating"] = DeliveryRating.COMPLETE.value
        if item.rating == DeliveryRating.EVIDENCED and _sets_ratings(item, corrects):
            self.fields["delivery_rating"].help_text = SIGNED_OFF

    def clean(self) -> dict[str, Any]:
        """Says all that is missing at once, what the ratings demand too, so that no file is to be chosen twice."""
        cleaned = super().clean()
        reason, next_step = cleaned.get("reason", ""), cleaned.get("next_step", "")
        for name in ("delivery_rating", "impact_rating"):
            rule = self.scales.rule(cleaned[name]) if cleaned.get(name) else None
            for field, words in (rule.unmet(reason=reason, next_step=next_step) if rule else {}).items():
                if field not in self.errors:
                    self.add_error(field, words)
        if cleaned.get("delivery_rating") and not reason and "reason" not in self.errors:
            self._ask_why_otherwise(cleaned)
        return cleaned

    def _ask_why_otherwise(self, cleaned: dict[str, Any]) -> None:
        """The reason for another rating than the one proposed with all this; another proposal is the verb's to tell."""
        if _sets_ratings(self.item, self.corrects):
            proposal: Proposal | None = proposal_for(
                self.item,
                on=self.on,
                share_done=cleaned.get("share_done"),
                chosen=DeliveryRating(cleaned["delivery_rating"]),
                reached=[milestone.pk for milestone in cleaned.get("reached", ())],
            )
        else:
            proposal = proposed_then(self.corrects) if self.corrects else None
        if proposal is None or proposal.rating == cleaned["delivery_rating"]:
            return
        if cleaned.get("proposed") in ("", None, proposal.rating):
            self.propose(proposal)
            self.add_error("reason", why_otherwise(proposal, self.scales.rule(proposal.rating).word))

    def _offer(self, name: str, scale: Scale) -> None:
        """The ratings of a scale that a report can give, each drawn as everywhere."""
        field: Any = self.fields[name]
        field.choices = [(rule.code, _drawn(rule)) for rule in self.scales.offered(scale)]

    def _offer_milestones(self, item: ActionItem) -> None:
        """Those still to reach; one that was reached while the form was open is no mistake."""
        field: Any = self.fields["reached"]
        current = item.milestones.current()
        field.queryset = current if self.is_bound else current.filter(done_on__isnull=True)
        waiting = [milestone for milestone in current if milestone.done_on is None]
        field.label_from_instance = lambda milestone: milestone.name
        field.widget.hints = {str(each.pk): f"By {date_in_words(each.due_on)}" for each in waiting}
        if not waiting and not (self.is_bound and self.data.get(self.add_prefix("reached"))):
            del self.fields["reached"]

    def _say_what_is_needed(self) -> None:
        """The hints of reason and next step name the ratings that demand them."""
        offered = self.scales.offered(Scale.DELIVERY)
        reason = " or ".join(rule.word for rule in offered if rule.needs_reason)
        step = " or ".join(rule.word for rule in offered if rule.needs_next_step)
        needed = "Needed where you choose another rating than proposed"
        self.fields["reason"].help_text = f"{needed}, and for {reason}." if reason else f"{needed}."
        self.fields["next_step"].help_text = f"Needed for {step}: what will be done to recover." if step else ""

    @property
    def gives_evidence(self) -> bool:
        """Whether something was typed about evidence, or is wrong with it, so that its fields stay open."""
        names = self.evidence_fields()
        return any(name in self.errors or (self.is_bound and name in self.changed_data) for name in names)

    def propose(self, proposal: Proposal) -> None:
        """Shows another proposal than the one the page was opened with; what was chosen stays chosen."""
        self.proposal = proposal
        self._replace("proposed", proposal.rating.value)

    def begin_anew(self) -> None:
        """From now on this is another form than the one that was saved before."""
        self._replace("entry", str(uuid4()))

    def told(self) -> Told:
        """What was said, as the verb takes it."""
        said = self.cleaned_data
        return Told(
            Report(
                on=said["reported_on"],
                what_changed=said["what_changed"],
                delivery=DeliveryRating(said["delivery_rating"]),
                impact=ImpactRating(said["impact_rating"]),
                reason=said["reason"],
                next_step=said["next_step"],
                share_done=said["share_done"],
            ),
            reached=tuple(said.get("reached", ())),
            evidence=self.evidence(),
            shown=DeliveryRating(said["proposed"]) if said["proposed"] else None,
        )


class SoFarForm(forms.Form):
    """What of a report changes the proposal, as far as it is typed; whatever cannot be read says nothing yet."""

    share_done = forms.IntegerField(required=False, min_value=0, max_value=100)

    def said(self) -> dict[str, Any]:
        """The share, and the keys of the milestones."""
        self.is_valid()
        keys = self.data.getlist("reached")  # type: ignore[attr-defined]  # a QueryDict
        reached = {int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19}
        return {"share_done": self.cleaned_data.get("share_done"), "reached": reached}


def _sets_ratings(item: ActionItem, corrects: ProgressUpdate | None) -> bool:
    return corrects is None or not item.updates.filter(number__gt=corrects.number).exists()


def _drawn(rule: RatingRule) -> str:
    """A rating as the label of its choice: letter, word, shape and colour."""
    return render_to_string("components/rating.html", {"rating": rule})
