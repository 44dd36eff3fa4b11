"""Allauth's forms in our words: what each box is called, and what to do about one left empty."""

from typing import Any

from allauth.account import forms as account
from django import forms

from ilacs.design.forms import word_field

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password again",
}


class InOurWords:
    """Put first among the bases of a form of allauth."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Renames the fields and words their messages, once allauth has made the form.

        The link to the reset of a forgotten password stands on the page, not in the hint of a box.
        """
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = getattr(self, "fields", {})
        for name, field in fields.items():
            field.label = LABELS.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            word_field(field)


class SignInForm(InOurWords, account.LoginForm):
    """E-mail and password."""


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Asks for the link that sets a new password."""


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    """Sets a new password through the link."""


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """Sets a new password while signed in."""


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """Sets a first password for somebody who had none."""
