"""The facts of an inspection."""

from typing import Any

from django import forms

from ilacs.authorities.models import LocalAuthority
from ilacs.design.choices import Radios
from ilacs.design.dates import DateField
from inspections import frameworks
from inspections.forms.revision import RevisionField
from inspections.models import Inspection

JTAI = "jtai"
WHAT_ROWS_REST_ON = ("kind", "framework", "started_on")


class InspectionForm(forms.ModelForm):  # type: ignore[type-arg]  # no arguments at run time
    """Kind, dates and facts of one inspection. The framework follows from kind and first day, and is asked for only in
    the months in which SIF and ILACS inspections ran side by side.
    """

    notified_on = DateField(label="Council contacted", required=False, help_text="For example, 28 2 2022")
    started_on = DateField(label="First day on site", help_text="For example, 7 3 2022")
    ended_on = DateField(label="Last day on site", required=False, help_text="For example, 18 3 2022")
    received_on = DateField(
        label="Report received",
        required=False,
        help_text="The clock starts here. Usually two to four working days before publication.",
    )
    published_on = DateField(
        label="Report published",
        required=False,
        help_text="Without the day of receipt, the deadline is estimated from this one.",
    )
    stated_deadline_on = DateField(
        label="Deadline given to the council",
        required=False,
        help_text="Only if Ofsted stated another date, or if the law sets none for this kind of inspection.",
    )
    report_url = forms.URLField(
        label="Address of the report",
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
        help_text="For example, https://files.ofsted.gov.uk/v1/file/50182483",
        error_messages={"invalid": "Enter a web address that begins with https://"},
    )
    revision = RevisionField()

    class Meta:
        model = Inspection
        fields = (
            "kind",
            "started_on",
            "framework",
            "statement_required",
            "principal_authority",
            "notified_on",
            "ended_on",
            "received_on",
            "published_on",
            "stated_deadline_on",
            "stated_deadline_reason",
            "focus",
            "lead_inspector",
            "report_url",
            "background",
        )
        labels = {
            "kind": "Kind of inspection",
            "framework": "Framework",
            "statement_required": "Ofsted has asked for a statement of action",
            "principal_authority": "Principal authority",
            "stated_deadline_reason": "Reason for that deadline",
            "focus": "What it looked at",
            "lead_inspector": "Lead inspector",
            "background": "Background",
        }
        help_texts = {
            "framework": "Inspections under both began in these months. The report names it on its first page.",
            "statement_required": "It is then owed within 70 working days by the principal authority.",
            "principal_authority": "Named in the letter: the authority that owes the statement.",
            "focus": "For a visit or joint inspection. For example, Children in need of help and protection.",
            "background": "What a committee should know about how the inspection went.",
        }
        widgets = {
            "framework": Radios,
            "background": forms.Textarea(attrs={"rows": 4}),
        }
        error_messages = {
            "kind": {"required": "Choose the kind of inspection"},
        }

    def __init__(self, *args: Any, authority: LocalAuthority, **kwargs: Any) -> None:
        """For an inspection of `authority`."""
        super().__init__(*args, **kwargs)
        self.instance.authority = authority
        self.initial["revision"] = self.instance.revision
        if self.instance.pk is None:
            del self.fields["revision"]
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Choose one"), *frameworks.KIND_CHOICES]
        framework: Any = self.fields["framework"]
        framework.choices = [(each.code, each.name) for each in self._frameworks_of_the_day()]
        principal: Any = self.fields["principal_authority"]
        principal.empty_label = "Choose one"

    # What the page shows follows from what was typed so far

    def typed(self, name: str) -> Any:
        """What a field holds so far, cleaned; None while it is empty or cannot be understood."""
        field = self.fields[name]
        if not self.is_bound:
            return self.get_initial_for_field(field, name) or None
        try:
            return field.clean(field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))) or None
        except forms.ValidationError:
            return None

    def _frameworks_of_the_day(self) -> tuple[frameworks.Framework, ...]:
        """Every framework in use on the first day on site; all while that day is not known."""
        first_day = self.typed("started_on")
        return frameworks.possible_on(first_day) if first_day else tuple(frameworks.FRAMEWORKS.values())

    def asks_for_framework(self) -> bool:
        """Whether kind and day leave a question: a graded inspection while two frameworks ran side by side."""
        kind, first_day = self.typed("kind"), self.typed("started_on")
        return bool(kind and first_day and frameworks.KINDS[kind].is_graded and frameworks.must_ask(first_day))

    def settled_framework(self) -> frameworks.Framework | None:
        """The framework the judgements follow: from kind and first day. None while they do not settle one."""
        kind, first_day = self.typed("kind"), self.typed("started_on")
        if not kind or not first_day:
            return None
        possible = frameworks.frameworks_possible(kind, first_day)
        return possible[0] if possible else None

    def gives_no_grades(self) -> bool:
        """Whether the kind is known and gives no grades."""
        kind = self.typed("kind")
        return bool(kind) and not frameworks.KINDS[kind].is_graded

    def is_joint(self) -> bool:
        """Whether the questions of a joint targeted area inspection are asked."""
        return bool(self.typed("kind") == JTAI)

    def report_is_here(self) -> bool:
        """Whether the report has been received or published, so that its grades are known."""
        return bool(self.typed("received_on") or self.typed("published_on"))

    def forget_errors_of_other_fields(self) -> None:
        """Keeps only the errors of what the rows rest on: the person asked for the rows and has not saved yet."""
        for name in [name for name in self.errors if name not in WHAT_ROWS_REST_ON]:
            del self.errors[name]

    # Checking

    def clean(self) -> dict[str, Any]:
        """Settles what follows from kind and first day, and asks for what only some kinds need."""
        cleaned = super().clean() or self.cleaned_data
        kind, first_day = cleaned.get("kind"), cleaned.get("started_on")
        if kind != JTAI:
            cleaned["statement_required"], cleaned["principal_authority"] = False, None
        elif cleaned.get("statement_required") and not cleaned.get("principal_authority"):
            self.add_error("principal_authority", "Choose the authority that owes the statement")
        if kind and first_day:
            self._settle_framework(cleaned)
        return cleaned

    def _settle_framework(self, cleaned: dict[str, Any]) -> None:
        """The framework that was asked for, else the one there is; refuses a kind that did not exist on that day."""
        if self.asks_for_framework():
            if not cleaned.get("framework") and "framework" not in self.errors:
                self.add_error("framework", "Choose the framework the report names")
            return
        self.errors.pop("framework", None)
        framework = self.settled_framework()
        cleaned["framework"] = framework.code if framework else ""
        if framework is None and frameworks.KINDS[cleaned["kind"]].is_graded:
            self.add_error("started_on", frameworks.framework_mismatch(cleaned["kind"], "", cleaned["started_on"]))

    def _post_clean(self) -> None:
        """The model checks the rest. It has nothing to add on a framework nobody was asked for or gave."""
        unanswered = self.errors.pop("framework", None)
        super()._post_clean()  # type: ignore[misc]  # the stubs do not know it
        if not {"kind", "started_on"} & set(self.errors) and (words := self.instance.recorded_already()):
            self.add_error("started_on", words)
        if unanswered:
            self.errors["framework"] = unanswered
        elif not self.asks_for_framework():
            self.errors.pop("framework", None)
