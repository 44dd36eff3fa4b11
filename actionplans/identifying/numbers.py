"""Numbers that lead to one person: of the NHS, of a house with its postcode, of a case."""

import re
from collections.abc import Iterator

TEN_DIGITS = re.compile(r"(?<![\d.,+£])(?<!\+44 )\d{3}[ -]{0,2}\d{3}[ -]{0,2}\d{4}(?![\d%]|[.,]\d)")
NHS_SAID = re.compile(r"\bNHS\b[^.;!?\d]{0,20}$", re.IGNORECASE)
ANOTHER_SAID = re.compile(
    r"\b(?:ISBN(?:-10)?|tel(?:ephone)?|phone|mobile|call|ring|fax|helpline)\b[^.;!?\d]{0,20}$", re.I
)
LOOK_BACK = 40
"""Characters before a number in which it is said what it is."""

_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_STREET = (
    r"(?:avenue|ave|close|court|crescent|drive|gardens|gate|green|grove|hill|lane|mews|park|place|rd|rise|road|row"
    r"|square|st|street|terrace|walk|way)"
)
_HOUSE = r"(?:(?:flat|house|no\.?|number) )?(?<![\d.,£])\d{1,4}[a-z]?"
ADDRESSES = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # "12 Mill Lane, York, YO1 6GA": every word between begins with a capital
        (rf"\b(?i:{_HOUSE}),? (?:(?:[A-Z][\w’'.-]{{0,30}}|of|on|the|upon),? ){{1,8}}{_POSTCODE}", 0),
        # "12 mill lane, york yo1 6ga": a word for a street
        (rf"\b{_HOUSE},? (?:[\w’'-]{{1,30}} ){{1,4}}{_STREET}\b\.?,? (?:[\w’'-]{{1,30}},? ){{0,4}}{_POSTCODE}", re.I),
        # "12, YO1 6GA" and "YO1 6GA, number 12"
        (rf"\b(?:flat |house |no\.? ?|number )?(?<![\d.,£])\d{{1,3}}[a-z]?,? {_POSTCODE}", re.I),
        (rf"\b{_POSTCODE}[ ,(]{{1,3}}(?:flat |house |no\.? ?|number )\d{{1,4}}[a-z]?\b", re.I),
    )
)

_CASE = r"(?:(?:child|client|service user|social care|court|person|pupil|care ?first|liquid ?logic|mosaic)(?:’s|'s)? )?"
_SAID = r"(?:number|no\.?|ref(?:erence)?\.?(?: (?:number|no\.?))?|id|#)"
_VALUE = r"(?=[\w/-]{0,12}\d{2})[A-Z]{0,5}[-/ ]?\d[\w/-]{1,20}"
CASE_NUMBERS = re.compile(
    rf"\b(?:{_CASE}case(?: file)?|child|client|pupil|mosaic|liquid ?logic|care ?first|LCS|ICS) "
    rf"?{_SAID} ?(?:is |was )?[:=]? ?{_VALUE}"
    r"|\bUPN(?: number)?:? ?[A-Z]\d{11}[\dA-Z]\b",
    re.IGNORECASE,
)


def nhs_numbers_in(text: str) -> Iterator[str]:
    """Each ten digits that pass the check of an NHS number, and each that the text calls one."""
    for found in TEN_DIGITS.finditer(text):
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        if NHS_SAID.search(before) or (is_nhs_number(found.group()) and not ANOTHER_SAID.search(before)):
            yield found.group()


def is_nhs_number(number: str) -> bool:
    """Whether ten digits pass modulus 11 (NHS Data Dictionary): weights ten to two, and the last digit checks them."""
    digits = [int(each) for each in number if each.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return any(digits) and (11 - total % 11) % 11 == digits[9]


def addresses_in(text: str) -> Iterator[str]:
    """Each postcode in the United Kingdom that stands with the number of a house."""
    yield from (found.group() for pattern in ADDRESSES for found in pattern.finditer(text))


def case_numbers_in(text: str) -> Iterator[str]:
    """Each number that the text calls one of a case, a child or a client."""
    yield from (found.group() for found in CASE_NUMBERS.finditer(text))
