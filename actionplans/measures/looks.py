"""How the rating of a measure looks: a bar before, at or past the line of its target, as no other scale is drawn."""

from dataclasses import dataclass

MET, NEAR, MISSED, NOT_DUE = "met", "near", "missed", "not_due"
NO_TARGET, NO_READING = "no_target", "no_reading"


@dataclass(frozen=True)
class Look:
    """One rating of a measure: code, letter, word, figure and tone, and the rule that gives it."""

    code: str
    letter: str
    word: str
    shape: str
    tone: str
    definition: str


LOOKS: dict[str, Look] = {
    look.code: look
    for look in (
        Look(MET, "M", "Target met", "bar-past", "indigo", "At the target, or better."),
        Look(
            NEAR,
            "L",
            "Close to target",
            "bar-near",
            "indigo-outline",
            "Worse than the target by its tolerance at most.",
        ),
        Look(MISSED, "X", "Target missed", "bar-short", "rust", "Worse than the target by more than its tolerance."),
        Look(
            NOT_DUE,
            "D",
            "Target not due yet",
            "bar-to-go",
            "slate-outline",
            "Not at the target yet, and its day is after the period that was read.",
        ),
        Look(
            NO_TARGET,
            "O",
            "No target",
            "bar-alone",
            "slate-outline",
            "There is a reading, and nothing to hold it against.",
        ),
        Look(NO_READING, "Y", "Not read yet", "line-alone", "slate-outline", "Nothing has been read yet."),
    )
}
"""Every rating of a measure in the order in which a key prints them."""
