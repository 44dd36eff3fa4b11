"""Files people send: what each really is, by its content and never by its name or what the browser says of it."""

from actionplans.forms.uploads.fields import (
    LARGEST,
    TOO_LARGE,
    WRONG_KIND,
    AttachmentField,
    ChooseAgain,
    EvidenceFileField,
)
from actionplans.forms.uploads.kinds import MOST_UNPACKED, OUTLOOK, kind_of, problem_of
from actionplans.forms.uploads.names import clean_name
from actionplans.forms.uploads.shown import shown_kind_of, shown_problem_of

__all__ = [
    "LARGEST",
    "MOST_UNPACKED",
    "OUTLOOK",
    "TOO_LARGE",
    "WRONG_KIND",
    "AttachmentField",
    "ChooseAgain",
    "EvidenceFileField",
    "clean_name",
    "kind_of",
    "problem_of",
    "shown_kind_of",
    "shown_problem_of",
]
