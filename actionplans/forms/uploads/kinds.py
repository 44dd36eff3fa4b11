"""PDFs, pictures and saved messages: what each really is, by its content."""

from email import policy
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from io import BytesIO

import pikepdf
import puremagic
from pikepdf.settings import set_qpdf_limits

KINDS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}
"""The media types that are taken as they are found, each with the ending of its files."""
OUTLOOK = "application/vnd.ms-outlook"
# How an Outlook message begins (as every compound file of Office), where its directory is, the entry that heads every
# directory, and the one that only messages have.
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
SECTOR_SIZES = {9: 512, 12: 4096}
ENTRY = 128
ROOT_ENTRY, ROOT = "Root Entry", 5
MESSAGE_PART, STREAM = "__properties_version1.0", 2
TAIL = 2048
"""Bytes at the end of a file in which its end is marked."""
ENDS = {"pdf": b"%%EOF", "png": b"IEND\xaeB`\x82", "jpg": b"\xff\xd9"}
BROKEN_PDF = "This PDF cannot be opened. Save it again as a PDF, or choose a picture of it"
LOCKED_PDF = "This PDF asks for a password. Save a copy without one, and choose that"
BROKEN_PICTURE = "This picture is not whole. Save it again, and choose that"
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes that one part of a PDF may become when it is unpacked."""
LONGEST_HEADERS = 64 * 1024

# Of the whole process, and so set once, when it starts: a small file must not fill the memory when it is opened.
set_qpdf_limits(
    flate_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    dct_max_memory=MOST_UNPACKED,
)


Kind = tuple[str, str]
"""The media type of a file and the ending of its name."""


def kind_of(content: bytes) -> Kind | None:
    """The media type and ending of a PDF, a picture or a saved message, by its content; None for any other."""
    if found := printed_kind(content):
        return found
    if _is_outlook(content):
        return OUTLOOK, "msg"
    return ("message/rfc822", "eml") if is_message(content) else None


def printed_kind(content: bytes) -> Kind | None:
    """The media type and ending of a PDF or a picture; None for any other."""
    try:
        likeliest = puremagic.magic_string(content)[:1]
    except (puremagic.PureError, ValueError):
        likeliest = []
    for match in likeliest:
        if match.mime_type in KINDS and (KINDS[match.mime_type] != "pdf" or content.startswith(b"%PDF-")):
            return match.mime_type, KINDS[match.mime_type]
    return None


def problem_of(content: bytes, ending: str) -> str:
    """What is wrong with a file that begins as one of this kind, and what to do; empty when it is whole."""
    if ending in ENDS and ENDS[ending] not in content[-TAIL:]:
        return BROKEN_PDF if ending == "pdf" else BROKEN_PICTURE
    return _problem_of_pdf(content) if ending == "pdf" else ""


def _problem_of_pdf(content: bytes) -> str:
    """Whether it opens without a password and has a page. What is slightly damaged may be mended on the way."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return "" if len(pdf.pages) else BROKEN_PDF
    except pikepdf.PasswordError:
        return LOCKED_PDF
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return BROKEN_PDF


def _is_outlook(content: bytes) -> bool:
    """Whether it is a compound file whose directory is one of a message."""
    if not content.startswith(COMPOUND) or len(content) < SECTOR_SIZES[9] * 2:
        return False
    sector = SECTOR_SIZES.get(int.from_bytes(content[30:32], "little"), 0)
    first = int.from_bytes(content[48:52], "little")
    return bool(sector and _is_entry(content, (first + 1) * sector, ROOT_ENTRY, ROOT) and _has_message_part(content))


def _has_message_part(content: bytes) -> bool:
    """Whether some entry of a directory has the name; the words in a text do not stand where entries do."""
    coded = MESSAGE_PART.encode("utf-16-le")
    start = content.find(coded)
    while start != -1 and not _is_entry(content, start, MESSAGE_PART, STREAM):
        start = content.find(coded, start + 1)
    return start != -1


def _is_entry(content: bytes, start: int, name: str, kind: int) -> bool:
    """Whether an entry of a directory begins here: 64 bytes for its name, two for the length of that, its kind."""
    coded = name.encode("utf-16-le") + b"\0\0"
    written = coded.ljust(64, b"\0") + len(coded).to_bytes(2, "little") + bytes([kind])
    return start % ENTRY == 0 and content.startswith(written, start)


def is_message(content: bytes) -> bool:
    """Whether it is a saved e-mail: it says from whom, to whom and when."""
    if b"\0" in content:
        return False
    headers = BytesHeaderParser(policy=policy.compat32).parsebytes(content[:LONGEST_HEADERS])
    try:
        parsedate_to_datetime(str(headers["Date"]))
    except (TypeError, ValueError):
        return False
    return bool(headers["From"] and headers["To"])
