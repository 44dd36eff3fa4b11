"""The judgements of an authority over the years, like with like.

For the council's home page:

    story = judgement_story(authority.inspections.graded().prefetch_related("judgements"))
    {% include "inspections/_judgement_history.html" with story=story only %}

It makes no query beyond the given inspections and their judgements. Pass the newest first; all, or the newest two.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspections import frameworks
from inspections.models import Inspection, Judgement

NOT_JUDGED = "Not judged"
OVERALL = "overall"


@dataclass(frozen=True)
class StoryGrade:
    """One grade in a cell; `label` is empty where the judgement has the name of its row."""

    grade: str
    printed_grade: str
    label: str


@dataclass(frozen=True)
class StoryCell:
    """What one inspection said about the subject of a row: its grades, or the words that say why there is none.

    `heading` is its month: on a phone it stands before the grade, where there is no room for the column's heading.
    """

    heading: str
    grades: tuple[StoryGrade, ...]
    words: str


@dataclass(frozen=True)
class StoryRow:
    """One judgement of the newest inspection, or of an earlier one that nothing carries on, and its earlier grades."""

    label: str
    cells: tuple[StoryCell, ...]
    is_overall: bool


@dataclass(frozen=True)
class JudgementStory:
    """The inspections, newest first, as (heading, address), and a row for each judgement; both empty without grades."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[StoryRow, ...]


def judgement_story(inspections: Iterable[Inspection]) -> JudgementStory:
    """The judgements side by side, the newest inspection first; those without any judgement yet are left out.

    Rows are those of the newest inspection, beside each the earlier judgements it carries on. What was judged earlier
    and has no successor follows, in rows of its own.
    """
    judged = [(each, each.given_judgements()) for each in inspections]
    judged = sorted((pair for pair in judged if pair[1]), key=lambda pair: pair[0].started_on, reverse=True)
    subjects = _subjects([judgements for _, judgements in judged])
    return JudgementStory(
        columns=tuple((str(inspection), inspection.get_absolute_url()) for inspection, _ in judged),
        rows=tuple(
            StoryRow(
                label=subject.printed_label,
                cells=tuple(_cell(subject, place == 0, *pair) for place, pair in enumerate(judged)),
                is_overall=subject.code == OVERALL,
            )
            for subject in subjects
        ),
    )


def _subjects(columns: Sequence[Sequence[Judgement]]) -> list[Judgement]:
    """The judgements that get a row: those of the newest inspection, then earlier ones that none of these carries on.

    The overall grade comes last, wherever its report printed it.
    """
    subjects: list[Judgement] = []
    for judgements in columns:
        carried_on = [
            each for each in judgements if any(frameworks.comparable(each.code, subject.code) for subject in subjects)
        ]
        subjects += [each for each in judgements if each not in carried_on]
    return sorted(subjects, key=lambda subject: subject.code == OVERALL)


def _cell(subject: Judgement, is_newest: bool, inspection: Inspection, judgements: Sequence[Judgement]) -> StoryCell:
    """What one inspection said about a subject; the newest only by its own name, an earlier one by what led to it."""
    found = [
        each
        for each in judgements
        if each.code == subject.code or (not is_newest and frameworks.comparable(each.code, subject.code))
    ]
    grades = tuple(
        StoryGrade(
            each.grade, each.printed_grade, "" if each.printed_label == subject.printed_label else each.printed_label
        )
        for each in found
    )
    return StoryCell(f"{inspection.started_on:%B %Y}", grades, "" if grades else _why_none(subject, inspection))


def _why_none(subject: Judgement, inspection: Inspection) -> str:
    """Why an inspection has no grade for a subject, never blank."""
    if subject.code == OVERALL:
        return inspection.overall_words()
    return NOT_JUDGED
