"""What can be evidence: documents, tables and texts, known by their content, and what only looks like one."""

import io
import time
import zipfile

import docx
import pikepdf
import pytest
import xlsxwriter
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.forms.uploads import EvidenceFileField, clean_name, office, shown_kind_of, shown_problem_of
from tests.actionplans.test_uploads import EML, JPEG, MSG, PDF, PNG, a_compound_file, bytes_of

OPEN_XML = "application/vnd.openxmlformats-officedocument."
CSV = b"Month,Assessments,In time\r\nJune,120,91\r\nJuly,98,80\r\n"
TEXT = "The board met on 3 July. It agreed: 18 of 20 audits were good – that is 90%.\n".encode()
TYPES, RELS = "[Content_Types].xml", "_rels/.rels"


def a_docx(**parts):
    """The bytes of a document of one line, with these parts added or put in place of its own."""
    document, kept = docx.Document(), io.BytesIO()
    document.add_paragraph("18 of 20 audits were good.")
    document.save(kept)
    return with_parts(kept.getvalue(), parts)


def with_parts(content, parts, packed=zipfile.ZIP_DEFLATED):
    """An archive with some of its parts added or changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", packed) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return kept.getvalue()


def part_of(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def an_xlsx():
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        book.add_worksheet().write("A1", 18)
    return kept.getvalue()


def a_pptx():
    """As little of some slides as declares itself to be slides."""
    kind = f"{OPEN_XML}presentationml.presentation.main+xml"
    types = f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'
    return an_archive({TYPES: types, RELS: "<Relationships/>", "ppt/presentation.xml": "<p/>"})


def an_archive(parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return kept.getvalue()


def an_open_document(kind="text", first="mimetype", packed=zipfile.ZIP_STORED, **more):
    """As little of an OpenDocument file as says what it is, in its first part."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(first, f"application/vnd.oasis.opendocument.{kind}", compress_type=packed)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", "<office/>")
        for name, part in more.items():
            archive.writestr(name, part)
    return kept.getvalue()


DOCX, XLSX = a_docx(), an_xlsx()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PDF, ("application/pdf", "pdf")),
        (PNG, ("image/png", "png")),
        (JPEG, ("image/jpeg", "jpg")),
        (DOCX, (f"{OPEN_XML}wordprocessingml.document", "docx")),
        (XLSX, (f"{OPEN_XML}spreadsheetml.sheet", "xlsx")),
        (a_pptx(), (f"{OPEN_XML}presentationml.presentation", "pptx")),
        (an_open_document(), ("application/vnd.oasis.opendocument.text", "odt")),
        (an_open_document("spreadsheet"), ("application/vnd.oasis.opendocument.spreadsheet", "ods")),
        (CSV, ("text/csv", "csv")),
        (CSV.replace(b",", b";"), ("text/csv", "csv")),
        (b"\xef\xbb\xbf" + CSV.replace(b",", b"\t"), ("text/csv", "csv")),
        (b'Month,Cost\nJune,"\xa31,200"\nJuly,"\xa3900"\n', ("text/csv", "csv")),
        (b'Case,Reference\n1,="0012"\n', ("text/csv", "csv")),
        (TEXT, ("text/plain", "txt")),
        ("Caf\xe9 Rouge\n".encode("cp1252"), ("text/plain", "txt")),
        (b"One line, with a comma\n", ("text/plain", "txt")),
    ],
)
def test_what_can_be_evidence_is_known_by_its_content_and_taken(content, expected):
    assert shown_kind_of(content) == expected
    taken = EvidenceFileField().clean(SimpleUploadedFile("shows.exe", content, "application/x-msdownload"))
    assert (taken.name, taken.content_type, taken.content) == (f"shows.{expected[1]}", expected[0], content)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"#!/bin/sh\nrm -rf /\n",
        b"<html><script>alert(1)</script></html>",
        b"  \n<!DOCTYPE html><p>Hello",
        b"\xef\xbb\xbf<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><svg/>",
        b"Minutes of the board\n< SCRIPT src=//evil.example>",
        b"name,note\nA,<iframe src=x>\n",
        b"<?php system($_GET['c']); ?>",
        b"{\\rtf1\\ansi Hello}",
        b"Some words first\n%PDF-1.4\n",
        b"%!PS-Adobe-3.0\n",
        b"GIF89a" + bytes(30),
        b"GIF89a/*" + b" " * 30 + b"*/=alert(1)" + b"\x01",
        "Unicode of Windows".encode("utf-16"),
        bytes(range(160, 256)) * 4,
        b"bell\x07",
        b" \n\t",
        EML,
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nPage",
        an_archive({"a.txt": "A"}),
        an_archive({TYPES: "<Types/>", "word/document.xml": "<w/>"}),
        an_archive({TYPES: "<Types", "word/document.xml": "<w/>"}),
        an_archive({TYPES: "\xff".encode("latin-1"), "word/document.xml": "<w/>"}),
        an_archive({TYPES: b" " * (office.LARGEST_DECLARATION + 1)}),
        an_open_document("presentation"),
        an_open_document(first="content.txt"),
        an_open_document(packed=zipfile.ZIP_DEFLATED),
        DOCX.replace(b"PK\x05\x06", b"PK\x05\x07"),
        b"MZ" + DOCX,
        DOCX + b"<script>alert(1)</script>",
        DOCX[:-22] + b"PK\x05\x06" + bytes(18),
        a_docx(**{TYPES: part_of(DOCX, TYPES).replace("document.main+xml", "template.main+xml")}),
    ],
)
def test_anything_else_is_refused_whatever_it_is_called(content):
    assert shown_kind_of(content) is None
    with pytest.raises(forms.ValidationError, match="Choose a PDF, a picture"):
        EvidenceFileField().clean(SimpleUploadedFile("audit.docx", content, f"{OPEN_XML}wordprocessingml.document"))


def a_relationship(kind, target):
    words = f'Id="r" Type="http://schemas.example/relationships/{kind}" Target="{target}" TargetMode="External"'
    return f"<Relationships><Relationship {words}/></Relationships>"


def types_with(word):
    added = f'<Default Extension="bin" ContentType="{word}"/></Types>'
    return part_of(DOCX, TYPES).replace("</Types>", added)


RELATED = "word/_rels/settings.xml.rels"
COMPOUND = a_compound_file(("Root Entry", 5), ("VBA", 1))


@pytest.mark.parametrize(
    "content",
    [
        a_docx(**{"word/vbaProject.bin": COMPOUND}),
        a_docx(**{"word/media/image1.png": COMPOUND}),
        a_docx(**{"word/media/setup.png": b"MZ" + bytes(100)}),
        a_docx(**{"word/media/setup.png": b"\x7fELF" + bytes(100)}),
        a_docx(**{TYPES: types_with("application/vnd.ms-office.vbaProject")}),
        a_docx(**{TYPES: types_with("application/vnd.ms-excel.macrosheet+xml")}),
        a_docx(**{TYPES: types_with("application/vnd.ms-office.activeX+xml")}),
        a_docx(**{TYPES: types_with("application/vnd.ms-office.vba&#80;roject")}),
        a_docx(**{RELATED: a_relationship("attachedTemplate", "https://evil.example/t.dotm")}),
        a_docx(**{RELATED: a_relationship("oleObject", " HTTP://evil.example/x")}),
        an_open_document(**{"Basic/Standard/Module1.xml": "<m/>"}),
        an_open_document(**{"Scripts/python/run.py": "import os"}),
    ],
)
def test_a_document_with_macros_objects_or_programs_is_refused_with_what_to_do(content):
    with pytest.raises(forms.ValidationError, match=r"has macros, embedded objects or programs in it\. Save a copy"):
        EvidenceFileField().clean(SimpleUploadedFile("audit.docx", content))


def test_links_in_a_document_and_a_template_of_the_council_are_no_programs():
    for kind, target in (("hyperlink", "https://www.example.gov.uk"), ("attachedTemplate", r"file:///\\server\t.dotx")):
        assert shown_problem_of(a_docx(**{RELATED: a_relationship(kind, target)}), "docx") == ""


def spoiled(content, name):
    """The archive with one byte of a part's content turned round."""
    place = content.index(name.encode()) + len(name) + 20
    return content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]


def encrypted(content):
    """The archive with every part marked as encrypted in the list of parts."""
    kept = bytearray(content)
    place = kept.find(b"PK\x01\x02")
    while place != -1:
        kept[place + 8] |= 1
        place = kept.find(b"PK\x01\x02", place + 4)
    return bytes(kept)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "content",
    [
        spoiled(DOCX, "word/document.xml"),
        encrypted(XLSX),
        a_docx(**{"../../etc/passwd": "root"}),
        a_docx(**{"/etc/passwd": "root"}),
        a_docx(**{"word\\..\\..\\boot.ini": "boot"}),
        with_parts(DOCX, {}, packed=zipfile.ZIP_BZIP2),
        a_docx(**{RELATED: '<!DOCTYPE r [<!ENTITY a "b">]><Relationships/>'}),
        a_docx(**{RELATED: "<Relationships"}),
    ],
)
def test_a_document_that_is_not_whole_or_was_made_to_deceive_is_refused(content):
    assert shown_problem_of(content, "docx") == office.BROKEN


def test_a_part_that_stands_twice_or_behind_something_hidden_is_refused():
    twice = io.BytesIO(DOCX)
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", "<another/>")
    assert office.problem_of(twice.getvalue()) == office.BROKEN
    with zipfile.ZipFile(io.BytesIO(b"hidden" + DOCX)) as archive:
        assert min(part.header_offset for part in archive.infolist()) == 6
    assert office.problem_of(b"hidden" + DOCX) == office.BROKEN


def test_an_archive_that_would_grow_without_end_is_refused_before_it_does():
    content = a_docx(**{f"word/media/{number}.png": bytes(60 * 2**20) for number in range(3)})
    assert len(content) < 2**20
    began = time.process_time()
    assert shown_problem_of(content, "docx") == office.TOO_LARGE
    assert time.process_time() - began < 1


def test_an_archive_that_lies_about_its_size_is_refused():
    content = a_docx(**{"word/media/1.png": bytes(200_000)})
    lies = content.replace((200_000).to_bytes(4, "little"), (20).to_bytes(4, "little"))
    assert lies != content
    assert shown_problem_of(lies, "docx") == office.BROKEN


def test_an_archive_of_very_many_parts_is_not_even_listed():
    content = a_docx(**{f"word/{number:060}.xml": "" for number in range(12_000)})
    began = time.process_time()
    assert shown_kind_of(content) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize("content", [MSG, a_compound_file(("Root Entry", 5), ("WordDocument", 2))])
def test_the_old_formats_of_office_are_refused_with_what_to_do(content):
    with pytest.raises(
        forms.ValidationError, match=r"old format of Office, or asks for a password. Save a copy as \.d"
    ):
        EvidenceFileField().clean(SimpleUploadedFile("audit.doc", content))


@pytest.mark.parametrize("outside", [PDF, PNG, JPEG])
def test_a_file_that_is_another_one_as_well_is_refused(outside):
    both = outside[:-30] + an_archive({"run.js": "alert(1)"}) + outside[-30:]
    assert "second file hidden" in shown_problem_of(both.replace(b"\0" * 200, b""), shown_kind_of(outside)[1])


def an_active_pdf(change):
    pdf, kept = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(kept)
    return kept.getvalue()


def _runs(kind):
    return lambda pdf: pdf.Root.__setattr__("OpenAction", pikepdf.Dictionary(S=kind, JS="app.alert(1)"))


def _named(pdf):
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array()))


def _attached(pdf):
    pdf.attachments["run.exe"] = b"MZ"


def _on_closing(pdf):
    pdf.Root.AA = pikepdf.Dictionary()


@pytest.mark.parametrize(
    "change", [_runs(pikepdf.Name.JavaScript), _runs(pikepdf.Name.Launch), _named, _attached, _on_closing]
)
def test_a_pdf_that_does_something_or_carries_files_is_refused(change):
    assert "holds a program or other files" in shown_problem_of(an_active_pdf(change), "pdf")


def test_a_pdf_that_opens_at_a_page_is_taken():
    def opens(pdf):
        pdf.Root.OpenAction = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])

    assert shown_problem_of(an_active_pdf(opens), "pdf") == ""
    assert "cannot be opened" in shown_problem_of(b"%PDF-1.4 Thank you", "pdf")


FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+cmd|' /C calc'!A0",
    "-2|x!y",
    " =1",
    '+HYPERLINK(""http://x"")',
    "@WEBSERVICE(A1)",
    "-1+WEBSERVICE(A1)",
    "- WEBSERVICE(A1)",
    '\t"" +SUM(1)',
    "+A1",
    "@york",
]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_table_with_formulas_is_refused(cell):
    content = f'Name,Value\nA,1\nB,"{cell}"\n'.encode()
    assert (shown_kind_of(content), "formulas" in shown_problem_of(content, "csv")) == (("text/csv", "csv"), True)


@pytest.mark.parametrize(
    "cell",
    [
        "-5",
        "+3.2",
        "-£1,200.50",
        "-3.5%",
        "-2 days",
        "+44 1904 551550",
        "- item (see 3)",
        "- item(s)",
        "-",
        '""x""',
        "a=b",
    ],
)
def test_numbers_and_words_are_no_formulas(cell):
    assert shown_problem_of(f'Name,Value\nA,1\nB,"{cell}"\n'.encode(), "csv") == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1\n",
        'Title\na,b\n1,+HYPERLINK("http://x")\n',
        "a,b\nc\n@WEBSERVICE(A1)\n",
        'a;b\nc\n"-1+WEBSERVICE(A1)";2\n',
        "a\tb\nc\n1\t =A1\n",
    ],
)
def test_a_text_whose_rows_do_not_match_is_looked_at_for_formulas_too(text):
    assert shown_kind_of(text.encode()) == ("text/plain", "txt")
    assert "formulas" in shown_problem_of(text.encode(), "txt")


def test_a_text_may_have_lists_rules_and_names_in_it():
    text = "Minutes\n=======\n- Audit(s) done, - and kept (see 3)\n+ more\n@york => next\n-----\n-5\n"
    assert shown_problem_of(text.encode(), "txt") == ""


def test_a_table_whose_rows_do_not_match_or_quotes_never_end_is_a_text():
    for content in (b"a,b\nc\n", b'a,b\n"c,d\n', b"a\nb\n"):
        assert shown_kind_of(content) == ("text/plain", "txt")


def test_the_size_has_a_limit_and_the_words_say_what_else_to_do():
    assert EvidenceFileField().clean(SimpleUploadedFile("a.pdf", bytes_of(5 * 2**20))).content_type == "application/pdf"
    with pytest.raises(forms.ValidationError, match=r"larger than 5 MB\. Choose a smaller one, or add a link to it"):
        EvidenceFileField().clean(SimpleUploadedFile("a.pdf", bytes_of(5 * 2**20 + 1)))


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("audit.pdf.exe", "audit.pdf.txt"),
        ("..\\..\\Windows\\System32\\audit.txt", "audit.txt"),
        ("/etc/passwd", "passwd.txt"),
        ("..", "evidence.txt"),
        ("a\u202egnp.exe", "agnp.txt"),
        ("a\u2066b\u200bc\ufeff.txt", "abc.txt"),
        ("a\u2028b\u00a0 c.txt", "a b c.txt"),
        ("x\0.php", "x.txt"),
        ('a"; filename="evil.html', "a-; filename=-evil.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie- x=1.txt"),
        ("CON<>|?*.txt", "CON.txt"),
        (".htaccess", "htaccess.txt"),
    ],
)
def test_a_name_carries_nothing_but_what_a_person_reads(name, cleaned):
    assert clean_name(name, "txt", nameless="evidence") == cleaned
