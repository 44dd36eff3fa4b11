"""What a verb refuses, said on the form that was sent; nothing typed is lost."""

from typing import Any
from uuid import uuid4

from actionplans.actions import AlreadySaved
from actionplans.models import PlanRefused


def say_refused(form: Any, refusal: PlanRefused, beside: str | None = None) -> None:
    """Beside its field; where the form has none of that name, beside another one or over the form.

    A form that was saved before with other words is another form from now on, so that saving again adds another.
    """
    if isinstance(refusal, AlreadySaved):
        begin_anew(form)
    form.add_error(refusal.field if refusal.field in form.fields else beside, str(refusal))


def begin_anew(form: Any) -> None:
    """From now on this is another form than the one that was saved before."""
    form.data = form.data.copy()
    form.data[form.add_prefix("entry")] = str(uuid4())
