"""What an uploaded file really is, by its content and never by its name or what the browser says of it."""

import re
import unicodedata
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django import forms

from actionplans.actions.proof import Attachment

LARGEST = 5 * 1024 * 1024
"""Bytes in one file."""
LONGEST_STEM = 120
WRONG_KIND = "Choose a PDF, a picture (PNG or JPEG) or a saved message (.msg or .eml)"
TOO_LARGE = "The file is larger than 5 MB. Choose a smaller one, for example a PDF of the message"
KINDS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
"""The media types that are taken as they are found, each with the ending of its files."""
OUTLOOK = "application/vnd.ms-outlook"
# How an Outlook message begins (as every compound file of Office), and the name of a part that only messages have.
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
MESSAGE_PART = "__properties_version1.0".encode("utf-16-le")
LONGEST_HEADERS = 64 * 1024


class AttachmentField(forms.FileField):
    """One file of at most 5 MB; its cleaned value is an Attachment."""

    default_error_messages = {"empty": "The file is empty. Choose another", "too_large": TOO_LARGE, "kind": WRONG_KIND}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file under a cleaned name; raises ValidationError when it is too large or none of the kinds."""
        uploaded = super().clean(data, initial)
        if not uploaded:
            return None
        if uploaded.size > LARGEST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        content = uploaded.read()
        found = kind_of(content)
        if found is None:
            raise forms.ValidationError(self.error_messages["kind"], code="kind")
        content_type, ending = found
        return Attachment(clean_name(uploaded.name, ending), content_type, content)


def kind_of(content: bytes) -> tuple[str, str] | None:
    """The media type and ending of a file we take, by its content; None for any other."""
    try:
        likeliest = puremagic.magic_string(content)[:1]
    except (puremagic.PureError, ValueError):
        likeliest = []
    for match in likeliest:
        if match.mime_type in KINDS:
            return match.mime_type, KINDS[match.mime_type]
    if content.startswith(COMPOUND) and MESSAGE_PART in content:
        return OUTLOOK, "msg"
    return ("message/rfc822", "eml") if _is_message(content) else None


def _is_message(content: bytes) -> bool:
    """Whether it is a saved e-mail: it says from whom, to whom and when."""
    if b"\0" in content:
        return False
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(content[:LONGEST_HEADERS])
    try:
        parsedate_to_datetime(str(headers["Date"]))
    except (TypeError, ValueError):
        return False
    return bool(headers["From"] and headers["To"])


def clean_name(name: str, ending: str) -> str:
    """The name without folders, control characters and signs no file system takes, with the ending of what it is."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    stem = re.sub(r'[<>:"|?*/]+', "-", PurePosixPath(plain).stem or plain).strip(" .-")[:LONGEST_STEM].strip()
    return f"{stem or 'acknowledgement'}.{ending}"
