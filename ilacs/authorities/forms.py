"""What an administrator may type about a person."""

from typing import Any

from django import forms

from ilacs.authorities.models import Membership, Role, User
from ilacs.design.choices import Radios
from ilacs.design.one_line import one_line

ROLE_HINTS = {
    Role.READER: "Sees everything in this council and changes nothing. For members of a scrutiny committee.",
    Role.ACTION_OWNER: "Also edits the actions they lead and reports progress on them.",
    Role.EDITOR: "Also records inspections and drafts every part of a plan.",
    Role.LEAD: "Also records that a plan was sent to Ofsted, and closes it.",
    Role.ADMINISTRATOR: "Does what an editor does, and adds people and ends their roles.",
}


class RoleForm(forms.Form):
    """The role and job title of somebody who is here already."""

    role = forms.ChoiceField(
        choices=Role.choices,
        widget=Radios(hints=ROLE_HINTS),
        error_messages={"required": "Choose what this person does"},
    )
    post = forms.CharField(
        label="Job title",
        max_length=Membership._meta.get_field("post").max_length,
        required=False,
        validators=[one_line],
        help_text="For example, Head of Service, Corporate Parenting. Papers print it as the lead of an action.",
    )


class PersonForm(RoleForm):
    """A person to be added: who they are, and what they do in the council."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=User._meta.get_field("email").max_length,
        help_text="Their work address. They sign in with it.",
        error_messages={
            "required": "Enter the person's e-mail address",
            "invalid": "Enter an e-mail address in the correct format, like name@example.gov.uk",
        },
    )
    name = forms.CharField(
        label="Full name",
        max_length=User._meta.get_field("name").max_length,
        validators=[one_line],
        help_text="As it should stand in plans and on papers. Somebody who signs in already keeps their own.",
        error_messages={"required": "Enter the person's full name"},
    )
    field_order = ("email", "name", "role", "post")

    def clean_email(self) -> str:
        """Addresses are kept in small letters, so that one person cannot be added twice."""
        email: str = self.cleaned_data["email"]
        return email.lower()

    def as_arguments(self) -> dict[str, Any]:
        """The cleaned answers as `add_person` takes them."""
        return {**self.cleaned_data, "role": Role(self.cleaned_data["role"])}
