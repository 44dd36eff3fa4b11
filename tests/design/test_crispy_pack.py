"""The form templates: each kind of field has its label, hint and error where screen readers expect."""

import re

import pytest
from crispy_forms.bootstrap import AppendedText, FormActions, InlineCheckboxes, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, ButtonHolder, Column, Div, Field, Fieldset, Hidden, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import Context, Template

from ilacs.design.choices import Checkboxes, Radios
from ilacs.design.dates import DateField

CHOICES = [("green", "On track"), ("red", "Off track")]
KINDS = {
    "text": forms.CharField(label="Thing", help_text="A hint"),
    "email": forms.EmailField(label="Thing", help_text="A hint"),
    "number": forms.IntegerField(label="Thing", help_text="A hint", max_value=100),
    "password": forms.CharField(label="Thing", help_text="A hint", widget=forms.PasswordInput),
    "textarea": forms.CharField(label="Thing", help_text="A hint", widget=forms.Textarea),
    "select": forms.ChoiceField(label="Thing", help_text="A hint", choices=CHOICES),
    "file": forms.FileField(label="Thing", help_text="A hint"),
    "checkbox": forms.BooleanField(label="Thing", help_text="A hint"),
    "radios": forms.ChoiceField(label="Thing", help_text="A hint", choices=CHOICES, widget=Radios),
    "plain radios": forms.ChoiceField(label="Thing", help_text="A hint", choices=CHOICES, widget=forms.RadioSelect),
    "checkboxes": forms.MultipleChoiceField(label="Thing", help_text="A hint", choices=CHOICES, widget=Checkboxes),
    "date": DateField(label="Thing", help_text="A hint"),
}
GROUPED = {"radios", "plain radios", "checkboxes", "date"}


def form_of(field, data=None, **more):
    """A form with the one field `thing`."""
    return type("OneForm", (forms.Form,), {"thing": field, **more})(data)


def crispy(form, text="{{ form|crispy }}"):
    """The form as a page shows it."""
    return Template("{% load crispy_forms_tags %}" + text).render(Context({"form": form}))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_field_names_its_hint_and_its_error_as_its_description(kind):
    html = crispy(form_of(KINDS[kind], {}))
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described, html
    assert described[1].split() == ["id_thing_helptext", "id_thing_error"]
    assert 'id="id_thing_helptext" class="govuk-hint' in html
    assert 'id="id_thing_error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html
    assert "govuk-form-group--error" in html
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_field_is_calm_before_it_is_sent(kind):
    html = crispy(form_of(KINDS[kind]))
    assert "Error:" not in html
    assert "--error" not in html
    assert "aria-invalid" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_has_a_label_of_its_own_and_every_group_a_legend(kind):
    html = crispy(form_of(KINDS[kind]))
    controls = re.findall(r'<(?:input|select|textarea)\b[^>]*\bid="([^"]+)"', html)
    assert controls
    for control in controls:
        assert f'for="{control}"' in html
    assert ("<legend" in html) == (kind in GROUPED)


def test_a_field_that_may_stay_empty_says_so():
    optional = forms.CharField(label="Lead officer", required=False)
    assert "(optional)" in crispy(form_of(optional))
    assert "(optional)" not in crispy(form_of(optional, show_optional=False))
    assert "(optional)" not in crispy(form_of(forms.BooleanField(label="Overdue only", required=False)))
    assert crispy(form_of(forms.CharField(label="Notes (optional)", required=False))).count("optional)") == 1


def test_a_number_is_typed_as_text_with_a_keypad():
    html = crispy(form_of(KINDS["number"]))
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert "max=" not in html
    assert 'inputmode="decimal"' in crispy(form_of(forms.DecimalField(label="Rate", decimal_places=1)))


def test_what_was_typed_and_chosen_comes_back():
    assert ">Half a sentence<" in crispy(form_of(KINDS["textarea"], {"thing": "Half a sentence"})).replace("\n", "")
    assert re.search(r'value="red" checked', crispy(form_of(KINDS["radios"], {"thing": "red"})))
    assert len(re.findall(r" checked", crispy(form_of(KINDS["checkboxes"], {"thing": ["red", "green"]})))) == 2
    assert re.search(r'value="red" selected', crispy(form_of(KINDS["select"], {"thing": "red"})))


def test_a_choice_may_carry_a_hint_that_describes_its_control():
    widget = Radios(hints={"red": "The due date will be missed."})
    html = crispy(form_of(forms.ChoiceField(label="Rating", choices=CHOICES, widget=widget)))
    assert 'aria-describedby="id_thing_1_hint"' in html
    assert '<div id="id_thing_1_hint" class="govuk-hint govuk-radios__hint">The due date will be missed.</div>' in html
    assert "id_thing_0_hint" not in html


def test_text_from_people_is_escaped():
    html = crispy(form_of(forms.CharField(label="Lead"), {"thing": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


def test_a_disabled_field_stays_disabled():
    for kind in ("text", "radios", "date"):
        field = type(KINDS[kind])(label="Thing", disabled=True, **({"choices": CHOICES} if kind == "radios" else {}))
        assert "disabled" in crispy(form_of(field))


def test_a_width_given_by_class_is_kept():
    widget = forms.TextInput(attrs={"class": "govuk-input--width-10"})
    assert 'class="govuk-input govuk-input--width-10"' in crispy(form_of(forms.CharField(widget=widget)))


def test_one_field_can_be_rendered_by_itself():
    assert "Thing" in crispy(form_of(KINDS["text"]), "{{ form.thing|as_crispy_field }}")


def test_the_errors_of_a_form_can_be_rendered_by_themselves():
    assert 'href="#id_thing"' in crispy(form_of(KINDS["text"], {}), "{{ form|as_crispy_errors }}")


def laid_out(*layout, fields=None, **settings):
    """A form of four fields in the given layout, with its tag."""
    fields = fields or {"a": KINDS["text"], "b": KINDS["radios"], "c": KINDS["checkboxes"], "d": KINDS["number"]}
    form = type("LaidOut", (forms.Form,), fields)()
    form.helper = FormHelper()
    form.helper.layout = Layout(*layout) if layout else None
    for name, value in settings.items():
        setattr(form.helper, name, value)
    return form


def test_every_object_of_a_layout_has_its_template():
    form = laid_out(
        Fieldset("The action", Field("a", wrapper_class="wide"), css_class="first"),
        Row(Column(InlineRadios("b")), Column(InlineCheckboxes("c"))),
        Div(AppendedText("d", "%"), css_class="box"),
        HTML("<p>Check it.</p>"),
        Hidden("token", "42"),
        ButtonHolder(Submit("save", "Save"), Button("draft", "Save as draft", css_class="btn-secondary")),
        FormActions(Submit("delete", "Delete", css_class="btn-danger")),
    )
    html = render_crispy_form(form)
    for part in (
        'govuk-fieldset__legend--m">The action</legend>',
        "govuk-form-group wide",
        "app-form-row",
        "app-form-column",
        "govuk-radios--inline",
        "app-checkboxes--inline",
        'class="govuk-input__suffix" aria-hidden="true">%</div>',
        "<p>Check it.</p>",
        'type="hidden" name="token" value="42"',
        'class="govuk-button" id="submit-id-save"',
        "govuk-button govuk-button--secondary",
        "govuk-button govuk-button--warning",
        "novalidate",
    ):
        assert part in html, part
    assert "btn" not in html


def test_a_form_without_a_layout_shows_its_fields_in_order_and_its_buttons():
    form = laid_out()
    form.helper.add_input(Submit("save", "Save changes"))
    html = crispy(form, "{% crispy form %}")
    assert html.index("id_a") < html.index("id_d") < html.index("Save changes")
    assert "csrfmiddlewaretoken" not in html, "no token was in the context of this test"


def test_a_search_form_is_sent_without_a_token_and_a_tag_can_be_left_out():
    assert 'method="get"' in render_crispy_form(laid_out("a", form_method="get"))
    assert "<form" not in render_crispy_form(laid_out("a", form_tag=False))


def test_a_form_with_a_file_says_so_in_its_tag():
    assert 'enctype="multipart/form-data"' in render_crispy_form(laid_out("a", fields={"a": KINDS["file"]}))


def test_a_label_can_be_kept_for_screen_readers_only():
    assert "govuk-label--s govuk-visually-hidden" in render_crispy_form(laid_out("a", form_show_labels=False))


@pytest.mark.parametrize("text", ["{{ form|crispy }}", "{% crispy form %}", "{% crispy form helper %}"])
def test_a_formset_shows_every_form_and_its_management_fields(text):
    formset = forms.formset_factory(form_of(KINDS["text"]).__class__, extra=2)()
    helper = FormHelper()
    helper.layout = Layout("thing")
    html = Template("{% load crispy_forms_tags %}" + text).render(Context({"form": formset, "helper": helper}))
    assert "form-TOTAL_FORMS" in html
    assert html.count("app-formset__row") == 2
    assert 'id="id_form-1-thing"' in html


def test_the_errors_of_a_formset_can_be_rendered_by_themselves():
    formset = forms.formset_factory(form_of(KINDS["text"]).__class__)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-thing": ""}
    )
    assert 'href="#id_form-0-thing"' in crispy(formset, "{{ form|as_crispy_errors }}")
