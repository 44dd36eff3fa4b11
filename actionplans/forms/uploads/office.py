"""Documents, spreadsheets and slides of Office and OpenDocument: archives of parts, known by what they declare.

Read with the standard library alone: nothing of them is ever opened by the program that wrote them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as NotDeflated  # noqa: N812  an exception is named for what is wrong

from actionplans.forms.uploads.kinds import COMPOUND, Kind

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
MAIN_PARTS = {
    f"{_OPEN_XML}wordprocessingml.document.main+xml": (f"{_OPEN_XML}wordprocessingml.document", "docx"),
    f"{_OPEN_XML}spreadsheetml.sheet.main+xml": (f"{_OPEN_XML}spreadsheetml.sheet", "xlsx"),
    f"{_OPEN_XML}presentationml.presentation.main+xml": (f"{_OPEN_XML}presentationml.presentation", "pptx"),
}
"""The declared type of the main part of each kind of document, with the media type and ending of its files."""
OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
ENDINGS = frozenset({*(ending for _, ending in MAIN_PARTS.values()), *OPEN_DOCUMENTS.values()})

TYPES, MIMETYPE = "[Content_Types].xml", "mimetype"
BEGINS, ENDS = b"PK\x03\x04", b"PK\x05\x06"
END_LENGTH, DIRECTORY_SIZE = 22, slice(12, 16)
LARGEST_DIRECTORY = 1024 * 1024
"""Bytes of the list of parts: some thousands of them, which is more than any document has."""
MOST_UNPACKED = 128 * 1024 * 1024
"""Bytes of all parts together when they are unpacked."""
LARGEST_DECLARATION = 4 * 1024 * 1024
"""Bytes of one part that is read here, when it is unpacked."""
AT_ONCE = 256 * 1024
PROGRAMS = (b"MZ", b"\x7fELF", COMPOUND)
"""How programs for Windows and Linux begin, and compound files: macros and embedded objects are such."""
MACRO_FOLDERS = ("Basic", "Scripts")
FETCHED = ("attachedTemplate", "oleObject", "frame", "subDocument")
"""Relationships whose target is fetched as soon as the document is opened."""
ENCRYPTED = 0x1

BROKEN = "This file cannot be opened. Save it again, or choose a PDF of it"
TOO_LARGE = "This file becomes too large when it is opened. Choose a PDF of it, or add a link to it"
ACTIVE = "This file has macros, embedded objects or programs in it. Save a copy without them, or choose a PDF of it"


class Broken(Exception):
    """It cannot be read as the archive it begins as."""


def kind_of(content: bytes) -> Kind | None:
    """The media type and ending of a document, spreadsheet or slides, by what is declared in it; None for others."""
    if not _may_be_opened(content):
        return None
    try:
        with _opened(content) as package:
            return _open_document(package) or _open_xml(package)
    except Broken:
        return None


def problem_of(content: bytes) -> str:
    """What is wrong with a document of a kind we take, and what to do; empty when it is whole and holds no program."""
    try:
        with _opened(content) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                return TOO_LARGE
            _refuse_odd(parts)
            programs = [part for part in parts if _begins_a_program(package, part)]
            return ACTIVE if programs or _declares_a_program(package) else ""
    except Broken:
        return BROKEN


def _may_be_opened(content: bytes) -> bool:
    """Whether it is an archive from its first byte to its last, with a list of parts that is no burden to read."""
    end = content[-END_LENGTH:]
    if not content.startswith(BEGINS) or not end.startswith(ENDS):
        return False
    return int.from_bytes(end[DIRECTORY_SIZE], "little") <= LARGEST_DIRECTORY


@contextmanager
def _opened(content: bytes) -> Iterator[ZipFile]:
    """The archive; whatever is wrong with it or its parts raises Broken."""
    try:
        with ZipFile(BytesIO(content)) as package:
            yield package
    except (BadZipFile, NotDeflated, OSError, EOFError, ValueError, RuntimeError, KeyError) as wrong:
        raise Broken from wrong  # NotImplementedError is a RuntimeError, a text of another coding a ValueError


def _open_document(package: ZipFile) -> Kind | None:
    """The kind that an OpenDocument file says of itself in its first part, which is not packed."""
    first = next(iter(package.infolist()), None)
    if first is None or first.filename != MIMETYPE or first.compress_type != ZIP_STORED or first.header_offset != 0:
        return None
    said = _read(package, MIMETYPE)
    ending = OPEN_DOCUMENTS.get(said)
    is_whole = {"content.xml", "META-INF/manifest.xml"} <= set(package.namelist())
    return (said.decode(), ending) if ending and is_whole else None


def _open_xml(package: ZipFile) -> Kind | None:
    """The kind of the main part that a file of Office declares, where it declares just one."""
    if TYPES not in package.namelist():
        return None
    found = [MAIN_PARTS[declared] for declared in _declared_types(package) if declared in MAIN_PARTS]
    return found[0] if len(found) == 1 else None


def _declared_types(package: ZipFile) -> list[str]:
    """The type of every part, as a file of Office declares them."""
    return [each.get("ContentType", "") for each in _parsed(package, TYPES)]


def _read(package: ZipFile, name: str) -> bytes:
    """One part. Raises Broken when it is larger than any declaration is."""
    if package.getinfo(name).file_size > LARGEST_DECLARATION:
        raise Broken
    return package.read(name)


def _parsed(package: ZipFile, name: str) -> ElementTree.Element:
    """One declaration. Raises Broken for a text that defines words of its own, in which anything could hide."""
    text = _read(package, name).decode("utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "\0" in text:
        raise Broken
    try:
        return ElementTree.fromstring(text)  # noqa: S314  it defines no entities, and is 4 MB at most
    except ElementTree.ParseError as wrong:
        raise Broken from wrong


def _refuse_odd(parts: list[ZipInfo]) -> None:
    """Raises Broken for parts that no office program writes: hidden before the first, coded, or named as paths out."""
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or min(part.header_offset for part in parts) != 0:
        raise Broken
    for part in parts:
        path = PurePosixPath(part.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in part.filename:
            raise Broken
        if part.flag_bits & ENCRYPTED or part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Broken


def _begins_a_program(package: ZipFile, part: ZipInfo) -> bool:
    """Whether a part is a program, macros or an embedded object; it is read to its end, which proves it whole."""
    with package.open(part) as read:
        begins = read.read(AT_ONCE)
        while read.read(AT_ONCE):
            pass
    return begins.startswith(PROGRAMS)


def _declares_a_program(package: ZipFile) -> bool:
    """Whether the document names macros or controls, or fetches something from elsewhere when it is opened."""
    names = package.namelist()
    if any(name.split("/")[0] in MACRO_FOLDERS for name in names):
        return True
    if TYPES not in names:
        return False
    declared = [each.lower() for each in _declared_types(package)]
    if any("macro" in each or "vbaproject" in each or "activex" in each for each in declared):
        return True
    return any(_fetches(package, name) for name in names if name.endswith(".rels"))


def _fetches(package: ZipFile, name: str) -> bool:
    """Whether one list of relationships has a template, frame or object that is fetched from the web."""
    for each in _parsed(package, name):
        kind = each.get("Type", "").rsplit("/", 1)[-1]
        if kind in FETCHED and each.get("Target", "").strip().lower().startswith(("http:", "https:", "ftp:")):
            return True
    return False
