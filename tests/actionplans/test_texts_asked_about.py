"""Every text that is kept is asked about before it is saved: a sweep over all forms."""

import importlib
import pkgutil

import pytest
from django import forms

from actionplans import forms as all_forms
from actionplans.forms.identifying import IdentifyingMixin
from actionplans.forms.values import ValueField

LONGEST_LINE = 200
NOT_TEXTS = (forms.UUIDField, forms.URLField, forms.EmailField, ValueField)
EXCEPTIONS = {
    ("AcceptAllForm", "seen"): "keys that the page wrote, not a person",
    ("MeasureForm", "references"): "references of actions, each looked up in the plan",
    ("SubmitForm", "sent_to"): "addresses of Ofsted and the Secretary of State",
}
"""The long texts that nobody is asked about, each with the reason."""


def forms_of_plans():
    """Every form class that is defined in actionplans.forms."""
    found = set()
    for module in pkgutil.walk_packages(all_forms.__path__, f"{all_forms.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, forms.BaseForm) and each.__module__ == module.name:
                found.add(each)
    return sorted(found, key=lambda each: each.__qualname__)


def long_texts(form):
    """The fields of a form in which somebody writes more than a line."""
    return {
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and not isinstance(field, NOT_TEXTS) and not field.widget.is_hidden
        if isinstance(field.widget, forms.Textarea) or (field.max_length or 0) > LONGEST_LINE
    }


TEXTS = [(form, name) for form in forms_of_plans() for name in sorted(long_texts(form))]
CALLED = {(form.__name__, name): form for form, name in TEXTS}


def test_there_are_texts_to_look_at_and_no_exception_is_left_over():
    looked_at = {("VoiceForm", "said"), ("RoundForm", "message"), ("ManyForm", "reason"), ("StageForm", "note")}
    assert looked_at <= CALLED.keys()
    assert EXCEPTIONS.keys() <= CALLED.keys()


@pytest.mark.parametrize("called", sorted(CALLED.keys() - EXCEPTIONS.keys()), ids=".".join)
def test_every_long_text_is_asked_about_before_it_is_kept(called):
    form, name = CALLED[called], called[1]
    assert issubclass(form, IdentifyingMixin)
    assert not form.asked_about or name in form.asked_about
