"""Like with like: which judgement of an earlier framework may stand beside which of a later one."""

# A judgement of an earlier framework and the judgements that carry it on in later ones.
# Adoption and the safeguarding board have no successor. Children in care and care leavers were one row in 2018-2022.
FOLLOWED_BY: dict[str, tuple[str, ...]] = {
    "looked_after_and_permanence": ("in_care_and_care_leavers", "in_care"),
    "care_leavers": ("in_care_and_care_leavers",),
    "leadership": ("impact_of_leaders",),
    "in_care_and_care_leavers": ("in_care", "care_leavers"),
}


def comparable(earlier: str, later: str) -> bool:
    """Whether a judgement with the code `earlier` may be set beside a later one with the code `later`."""
    return earlier == later or later in FOLLOWED_BY.get(earlier, ())
