"""The certificate of submission: what it says, and that it is one page whatever was typed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2

from actionplans.exports.build_certificate import Certificate, certificate
from actionplans.exports.document import Facts, Paragraph, Quote
from actionplans.exports.formats import FORMATS
from inspections.countdown import Timeliness
from tests.actionplans.snapshots import a_plan

SENT = date(2022, 8, 11)
HASH = "3f2a9c" * 10 + "abcd"
FACTS = Certificate(
    snapshot=a_plan(title="Ofsted action plan 2022"),
    number=4,
    sha256=HASH,
    sent_on=SENT,
    sent_to=("plans@ofsted.example", "plans@education.example"),
    reference="R 12",
    basis="70 working days after 4 May 2022, the day the report was received.",
    timeliness=Timeliness(SENT, date(2022, 8, 12), True, 69, 1, 0),
    acknowledgements=("12 August 2022, Thank you.msg",),
    recorded_by="Lee Lead",
    recorded_at=datetime(2022, 8, 11, 16, 42, tzinfo=UTC),
)
LONG = replace(
    FACTS,
    snapshot=replace(FACTS.snapshot, title="M" * 200, council="The Council of a Place with a very long Name " * 3),
    sent_to=tuple(f"a.very.long.address.{number}@inspections.ofsted.example" for number in range(20)),
    reference="W" * 200,
    basis="Stated by Ofsted: the letter came late. The law would give 9 August 2022: 70 working days after it. " * 3,
    acknowledgements=("12 August 2022, " + "w" * 200 + ", " + "n" * 120 + ".msg",) * 30,
    recorded_by="A Person with a Name " * 7,
    taken_back="Taken back to approval on 15 August 2022",
    embargo="Embargoed until Ofsted publishes the report",
)


def words(document):
    """Everything the certificate says, a line each."""
    for block in document.plain_blocks():
        if isinstance(block, Facts):
            yield from (f"{row.label}: {row.text}" for row in block.rows)
        elif isinstance(block, Quote):
            yield from (block.label, block.text, block.source)
        else:
            yield block.text


def pages(document):
    """The text of each page of its PDF."""
    printed = pypdfium2.PdfDocument(FORMATS["pdf"].make(document).content)
    return [page.get_textpage().get_text_range() for page in printed]


def test_it_says_what_was_sent_when_and_where_to():
    said = list(words(certificate(FACTS)))
    for line in (
        "Certificate of submission",
        "Sent to Ofsted on 11 August 2022",
        "Ofsted action plan 2022\nVersion 4",
        "In time: working day 69 of 70, 1 working day to spare",
        "Sent on: 11 August 2022",
        "Due: 12 August 2022\n70 working days after 4 May 2022, the day the report was received.",
        "Sent to: plans@ofsted.example; plans@education.example",
        "Reference: R 12",
        "Acknowledged: 12 August 2022, Thank you.msg",
        "Recorded by: Lee Lead, 11 August 2022 at 16:42",
        f"SHA-256: {HASH[:32]}\n{HASH[32:]}",
    ):
        assert line in said
    assert any("sha256sum" in line for line in said)


def test_late_is_said_as_plainly_as_in_time():
    late = replace(FACTS, timeliness=Timeliness(date(2022, 8, 16), date(2022, 8, 12), False, 72, 0, 2))
    assert "Late by 2 working days" in list(words(certificate(late)))


def test_what_is_not_known_is_left_out_or_said():
    bare = replace(FACTS, timeliness=None, basis="", reference="", acknowledgements=())
    said = list(words(certificate(bare)))
    assert not any(line.startswith(("In time", "Due")) for line in said)
    assert {"Reference: None was given", "Acknowledged: Nothing has come back yet"} <= set(said)
    met = "The deadline of 12 August 2022 was met when the plan was sent on 11 August 2022."
    assert f"Due: {met}" in list(words(certificate(replace(FACTS, timeliness=None, basis=met))))
    stated = Timeliness(SENT, date(2022, 8, 12), True, None, 1, 0)
    assert "In time, 1 working day to spare" in list(words(certificate(replace(FACTS, timeliness=stated))))


def test_it_carries_the_embargo_and_that_it_was_taken_back():
    document = certificate(LONG)
    notes = [block.text for block in document.plain_blocks() if isinstance(block, Paragraph) and block.kind == "note"]
    assert notes[:2] == [LONG.embargo, LONG.taken_back]
    assert document.running_head.startswith("Embargoed until")
    assert any(line.endswith("and 29 earlier answers, listed with the proof") for line in words(document))


def test_it_is_one_page_however_long_the_addresses_are():
    for facts in (FACTS, LONG):
        printed = pages(certificate(facts))
        assert len(printed) == 1
        assert "sha256sum" in printed[0]
        assert all(address[-20:] in printed[0].replace("\r\n", "") for address in facts.sent_to)
