"""What may be typed about inspections, and in what words it is asked for and refused."""

from inspections.forms.deadlines import AdoptDeadlineForm
from inspections.forms.embargo import NamePeopleForm
from inspections.forms.findings import AreaForm, FindingsForm, StrengthForm
from inspections.forms.inspection import InspectionForm
from inspections.forms.judgements import JudgementsForm

__all__ = [
    "AdoptDeadlineForm",
    "AreaForm",
    "FindingsForm",
    "InspectionForm",
    "JudgementsForm",
    "NamePeopleForm",
    "StrengthForm",
]
