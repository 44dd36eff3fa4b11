"""Tags and filters for pages: dates and counts in words, the shapes of ratings, drawn bars, the error summary."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.formsets import BaseFormSet
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ilacs.design.errors import error_links
from ilacs.design.shapes import shape_svg
from ilacs.design.wording import counted, date_in_words, mid_sentence, working_days_in_words

register = template.Library()

#: Below this share of the whole width a letter would not fit into its part of a bar.
NARROWEST_LETTERED = 0.09


@register.filter
def date_words(value: date | None) -> str:
    """A date as "12 August 2022"; a moment as its day in London; nothing gives an empty text."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return date_in_words(value)


@register.simple_tag
def govdate(value: date | None) -> SafeString:
    """A date as "12 August 2022" in a `time` element that machines can read; nothing gives an empty text."""
    if value is None:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_words(value))


@register.filter
def working_days(number: int) -> str:
    """A number of working days in words, whatever its sign: "1 working day", "33 working days"."""
    return working_days_in_words(abs(number))


@register.filter
def count_of(number: int, noun: str) -> str:
    """A count with its noun: `{{ 12|count_of:"action" }}`; an odd plural follows a comma, "inquiry,inquiries"."""
    singular, _, plural = noun.partition(",")
    return counted(number, singular, plural)


register.filter("mid_sentence", mid_sentence)


@register.simple_tag
def rating_shape(rating: Any) -> SafeString:
    """The shape of a rating, or of a shape's name, in the colour of the text around it."""
    return shape_svg(getattr(rating, "shape", rating))


@register.inclusion_tag("components/error_summary.html")
def error_summary(*subjects: forms.BaseForm | BaseFormSet | None) -> dict[str, Any]:  # type: ignore[type-arg] # any form
    """The box that lists every error of the forms and formsets given, each a link to the control to mend."""
    return {"links": error_links(*subjects)}


@register.filter
def has_errors(form: Any) -> bool:
    """True for a bound form or formset with anything to mend; anything that is no form has none."""
    return bool(error_links(form))


@register.simple_tag
def progress_bar(done: float, total: float, css_class: str = "app-bar__part--brand") -> SafeString:
    """A bar `done` of `total` full, to stand beside the same figures as text; more than all is drawn as all."""
    share = min(max(done / total, 0), 1) if total else 0
    return format_html(
        '<svg class="app-bar" width="100%" height="12" aria-hidden="true" focusable="false">'
        '<rect class="app-bar__track" width="100%" height="12"/>'
        '<rect class="app-bar__part {}" width="{}%" height="12"/></svg>',
        css_class,
        f"{share * 100:.2f}",
    )


@register.simple_tag
def stacked_bar(counts: Sequence[int], series: Sequence[Any], maximum: int) -> SafeString:
    """One bar of a bar table: a part for each count in the tone of its rating, the longest bar `maximum` long."""
    parts, start = [], 0
    for count, rating in zip(counts, series, strict=True):
        if count:
            parts.append(_bar_part(start / maximum, count / maximum, f"{rating.letter} {count}", rating.tone))
        start += count
    return format_html(
        '<svg class="app-bar app-bar--stacked" width="100%" height="24" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _bar_part(start: float, share: float, words: str, tone: str) -> SafeString:
    """One coloured part of a bar, `start` and `share` being parts of the whole width; lettered where it fits."""
    rect = format_html(
        '<rect class="app-bar__part app-bar__part--{}" x="{}%" width="{}%" height="24"/>',
        tone,
        f"{start * 100:.2f}",
        f"{share * 100:.2f}",
    )
    if share < NARROWEST_LETTERED:
        return rect
    middle = f"{(start + share / 2) * 100:.2f}"
    text = format_html(
        '<text class="app-bar__text app-bar__text--{}" x="{}%" y="17" text-anchor="middle">{}</text>',
        tone,
        middle,
        words,
    )
    return rect + text
