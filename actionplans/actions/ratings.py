"""What a council calls its ratings, how they look and what they demand."""

from django.db import transaction

from actionplans.models import CouncilRating, EditConflict, PlanRefused, RatingRule, RatingScales, Scale
from ilacs.authorities.models import LocalAuthority, User


@transaction.atomic
def edit_rating(*, rating: CouncilRating, revision: int, reason: str, by: User) -> CouncilRating:
    """Saves what a council chose for one rating, with the reason; versions that are stored keep what they had.

    Raises EditConflict when somebody saved since `revision`, and PlanRefused, with the field to mend, without a reason
    and for a letter, a word, or a figure in a colour that another rating of the scale has.
    """
    if not reason.strip():
        raise PlanRefused("Enter why it is changed", "reason")
    LocalAuthority.objects.select_for_update(no_key=True).get(pk=rating.authority_id)
    stored = CouncilRating.of(rating.authority, rating.code)
    if stored.revision != revision:
        raise EditConflict(stored)
    _refuse_twin(rating.authority, rating.rule)
    if stored.pk and stored.rule == rating.rule:
        return stored
    for name, value in rating.rule.choices.items():
        setattr(stored, name, value)
    stored.revision += 1
    stored._change_reason = reason
    stored.full_clean(exclude=["authority"])
    stored.save()
    return stored


def restore_rating(*, authority: LocalAuthority, code: str, revision: int, reason: str, by: User) -> CouncilRating:
    """Gives a rating back what it is for a council that changed nothing. Raises the same as `edit_rating`."""
    rating = CouncilRating(authority=authority, code=code, **RatingScales().rule(code).choices)
    return edit_rating(rating=rating, revision=revision, reason=reason, by=by)


def _refuse_twin(authority: LocalAuthority, wanted: RatingRule) -> None:
    """No two ratings of a scale may be mistaken for each other: in writing, or without a word beside the figure."""
    for other in RatingScales.of_council(authority).of(Scale(wanted.scale)):
        if other.code == wanted.code:
            continue
        if other.letter.casefold() == wanted.letter.casefold():
            raise PlanRefused(f"“{other.word}” has this letter already. Choose another letter", "letter")
        if other.word.casefold() == wanted.word.casefold():
            raise PlanRefused("Another rating of this scale is called so already. Choose another word", "word")
        if (other.shape, other.tone) == (wanted.shape, wanted.tone):
            raise PlanRefused(
                f"“{other.word}” has this figure in this colour already. Choose another figure or colour", "shape"
            )
