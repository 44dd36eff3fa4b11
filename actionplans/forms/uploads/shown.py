"""What can be evidence: PDFs, pictures, documents of Office and OpenDocument, tables and texts, and what cannot."""

from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import pikepdf

from actionplans.forms.uploads import office, texts
from actionplans.forms.uploads.kinds import COMPOUND, Kind, printed_kind, problem_of

ACTIVE_PDF = "This PDF holds a program or other files. Print it to a new PDF, and choose that"
OLD_OFFICE = (
    "This file is in an old format of Office, or asks for a password. "
    "Save a copy as .docx, .xlsx, .pptx or PDF, without a password"
)
TWO_FILES = "There is a second file hidden in this one. Save it again, and choose that"
OLD = "doc"


def shown_kind_of(content: bytes) -> Kind | None:
    """The media type and ending of a file that can be evidence, by its content; None for any other."""
    if content.startswith(COMPOUND):
        return "application/x-ole-storage", OLD
    return printed_kind(content) or office.kind_of(content) or texts.kind_of(content)


def shown_problem_of(content: bytes, ending: str) -> str:
    """What is wrong with a file of this kind and what to do about it; empty when it can be kept."""
    if ending == OLD:
        return OLD_OFFICE
    if ending in texts.ENDINGS:
        return texts.problem_of(content, ending)
    if ending in office.ENDINGS:
        return office.problem_of(content)
    if problem := problem_of(content, ending):
        return problem
    if _is_also_an_archive(content):
        return TWO_FILES
    return ACTIVE_PDF if ending == "pdf" and _is_active(content) else ""


def _is_also_an_archive(content: bytes) -> bool:
    """Whether a program that looks for an archive from the end of the file would find one."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return bool(archive.namelist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _is_active(content: bytes) -> bool:
    """Whether opening the PDF would start something, or it carries files."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root: Any = pdf.Root
        opened = root.get("/OpenAction")
        does = opened.get("/S") if isinstance(opened, pikepdf.Dictionary) else None
        names = root.get("/Names", {})
        return (
            does in (pikepdf.Name.JavaScript, pikepdf.Name.Launch)
            or "/AA" in root
            or "/JavaScript" in names
            or len(pdf.attachments) > 0
        )
