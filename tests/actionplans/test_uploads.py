"""What an uploaded file really is, whatever it is called."""

import io
import time
import zlib

import pikepdf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf.settings import get_qpdf_limits

from actionplans.forms.uploads import (
    LARGEST,
    MOST_UNPACKED,
    OUTLOOK,
    AttachmentField,
    clean_name,
    kind_of,
    problem_of,
)


def a_pdf(**saved):
    """The bytes of a PDF of one empty page."""
    pdf, kept = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(kept, **saved)
    return kept.getvalue()


def _entry(name, kind):
    """One entry of the directory of a compound file."""
    coded = name.encode("utf-16-le") + b"\0\0"
    return coded.ljust(64, b"\0") + len(coded).to_bytes(2, "little") + bytes([kind]) + bytes(61)


def a_compound_file(*entries):
    """The bytes of a compound file of Office: its header, then one sector with these entries."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900")
    return header.ljust(512, b"\0") + b"".join(_entry(*each) for each in entries).ljust(512, b"\0")


ROOT, STORAGE, STREAM = 5, 1, 2
PDF = a_pdf()
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40) + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40) + b"\xff\xd9"
MSG = a_compound_file(("Root Entry", ROOT), ("__nameid_version1.0", STORAGE), ("__properties_version1.0", STREAM))
EML = b"From: Ofsted <a@ofsted.example>\r\nTo: b@york.example\r\nDate: Fri, 12 Aug 2022 09:00:00 +0100\r\n\r\nYes.\r\n"


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
        MSG[:8] + bytes(600) + "__properties_version1.0".encode("utf-16-le") + bytes(600),
        MSG[:8] + bytes(504) + "__properties_version1.0".encode("utf-16-le") + bytes(600),
        a_compound_file(("Root Entry", ROOT), ("WordDocument", STREAM)),
        a_compound_file(("WordDocument", ROOT), ("__properties_version1.0", STREAM)),
        b"\n" + PDF,
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


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4 Thank you", "This PDF cannot be opened"),
        (b"%PDF-1.4 Thank you\n%%EOF\n", "This PDF cannot be opened"),
        (PDF.replace(b"%%EOF", b""), "This PDF cannot be opened"),
        (PDF + bytes(3000), "This PDF cannot be opened"),
        (PDF[:60] + b"%%EOF", "This PDF cannot be opened"),
        (a_pdf(encryption=pikepdf.Encryption(owner="o", user="u")), "This PDF asks for a password"),
        (PNG[:-12], "This picture is not whole"),
        (JPEG[:-2], "This picture is not whole"),
    ],
)
def test_a_file_that_only_begins_like_one_we_take_is_refused_with_what_to_do(content, words):
    with pytest.raises(forms.ValidationError, match=words) as refused:
        AttachmentField().clean(SimpleUploadedFile("reply.pdf", content))
    assert "Save it again" in refused.value.message or "Save a copy without one" in refused.value.message


def test_a_pdf_that_names_its_owner_only_is_taken():
    assert kind_of(a_pdf(encryption=pikepdf.Encryption(owner="o", user=""))) == ("application/pdf", "pdf")
    assert problem_of(a_pdf(encryption=pikepdf.Encryption(owner="o", user="")), "pdf") == ""


def test_a_pdf_that_would_grow_without_end_is_refused_before_it_does():
    grows = zlib.compress(bytes(400 * 2**20), 9)
    body = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    table = b"3 0 obj\n<</Type/XRef/Size 99999999/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)
    began = time.process_time()
    assert "cannot be opened" in problem_of(body + table % len(grows) + grows + end, "pdf")
    assert time.process_time() - began < 5
    assert get_qpdf_limits()["flate_max_memory"] == MOST_UNPACKED


def bytes_of(length):
    """A PDF of exactly this length: the rest is a comment before its end."""
    return PDF.replace(b"startxref", b"%" + b"x" * (length - len(PDF) - 2) + b"\nstartxref")


def test_the_size_has_a_limit_and_nothing_is_no_file():
    assert AttachmentField().clean(SimpleUploadedFile("a.pdf", bytes_of(LARGEST))).content_type
    with pytest.raises(forms.ValidationError, match="larger than 5 MB"):
        AttachmentField().clean(SimpleUploadedFile("a.pdf", bytes_of(LARGEST + 1)))
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
