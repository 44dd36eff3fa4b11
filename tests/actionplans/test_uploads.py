"""What an uploaded file really is, whatever it is called."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.forms.uploads import LARGEST, OUTLOOK, AttachmentField, clean_name, kind_of

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40)
MSG = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "__properties_version1.0".encode("utf-16-le") + bytes(600)
EML = (
    b"From: Ofsted <a@ofsted.example>\r\nTo: b@york.example\r\nDate: Fri, 12 Aug 2022 09:00:00 +0100\r\n\r\nYes.\r\n"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, ("application/pdf", "pdf")),
        (PNG, ("image/png", "png")),
        (JPEG, ("image/jpeg", "jpg")),
        (MSG, (OUTLOOK, "msg")),
        (EML, ("message/rfc822", "eml")),
    ],
)
def test_what_is_taken_is_known_by_its_content(content, expected):
    assert kind_of(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(200) + b"%PDF-1.4",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"PK\x03\x04" + bytes(60),
        b"#!/bin/sh\nrm -rf /\n",
        b"GIF89a" + bytes(30),
        MSG[:8] + bytes(900),
        EML.replace(b"Date", b"Sent"),
        EML.replace(b"Fri, 12 Aug 2022 09:00:00 +0100", b"soon"),
        EML.replace(b"From", b"By"),
        EML.replace(b"To:", b"At:"),
        EML + b"\0",
        b" ",
    ],
)
def test_anything_else_is_refused_whatever_its_name(content):
    assert kind_of(content) is None
    with pytest.raises(forms.ValidationError, match="Choose a PDF, a picture"):
        AttachmentField().clean(SimpleUploadedFile("reply.pdf", content, "application/pdf"))


def test_the_size_has_a_limit_and_nothing_is_no_file():
    assert AttachmentField().clean(SimpleUploadedFile("a.pdf", PDF + bytes(LARGEST - len(PDF)))).content_type
    with pytest.raises(forms.ValidationError, match="larger than 5 MB"):
        AttachmentField().clean(SimpleUploadedFile("a.pdf", PDF + bytes(LARGEST)))
    with pytest.raises(forms.ValidationError, match="The file is empty"):
        AttachmentField().clean(SimpleUploadedFile("a.pdf", b""))
    assert AttachmentField(required=False).clean(None) is None


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Ofsted reply.pdf", "Ofsted reply.pdf"),
        ("C:\\Users\\Lee\\RE: your plan.PDF", "RE- your plan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("plan\r\nX-Evil: 1.exe", "planX-Evil- 1.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        (".pdf", "pdf.pdf"),
        ("???", "acknowledgement.pdf"),
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
        ("Grüße.pdf", "Grüße.pdf"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_what_it_is(name, cleaned):
    assert clean_name(name, "pdf") == cleaned
