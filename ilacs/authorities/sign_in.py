"""How people come in: no sign-up, an invitation by e-mail, and allauth's own pages for the rest."""

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ilacs.authorities.models import Membership, User


class CouncilAccountAdapter(DefaultAccountAdapter):
    """Allauth with our rules: an account is made by the administrator of a council and by nobody else."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "There were too many attempts. Wait five minutes and try again.",
        "incorrect_password": "The current password is not right",
        "enter_current_password": "The current password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False


def set_password_link(person: User) -> str:
    """The full address at which this person sets a password, once, within PASSWORD_RESET_TIMEOUT seconds."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    link: str = get_adapter().get_reset_password_from_key_url(key)
    return link


def write_to(membership: Membership, *, by: User) -> None:
    """Tells a person who offers or gives them which role where, and what they have to do next.

    Everybody gets a letter, so that who sends it learns nothing of the account: without a password yet it brings the
    link to set one, and to somebody whose account is closed it says so. Raises OSError when it cannot be sent.
    """
    adapter, person = get_adapter(), membership.user
    site = build_absolute_uri(adapter.request, reverse("home"))
    words: dict[str, object] = {"membership": membership, "by": by, "site": site}
    letter = "added" if person.is_active else "closed"
    if person.is_active and not person.has_usable_password():
        letter = "invitation"
        words |= {"link": set_password_link(person), "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
    adapter.send_mail(f"authorities/email/{letter}", person.email, words)
