"""Composes the largest plan of the demonstration, 27 areas and 200 actions, from the sentences of its file.

Nothing is left to chance: the same file always gives the same plan. Every tenth action and some of its reports run to
between 1,500 and 3,000 characters, and the sentences hold the characters that papers stumble over.
"""

from itertools import count
from typing import Any

ACTIONS = 200
LONG_EVERY = 10
MOVED_EVERY = 7
MOVED_BY_WEEKS = 9
OVERDUE_RATINGS = ("evidenced", "off_track", "complete", "evidenced", "at_risk")
RUNNING_RATINGS = ("on_track", "at_risk", "on_track", "not_started", "complete", "on_track", "off_track")


def compose(content: dict[str, Any]) -> dict[str, Any]:
    """The content of the council in the form every other council's file has."""
    topics = content["topics"]
    of_inspection = content["topics_of_the_inspection"]
    inspection, visit = content["inspections"]
    areas = [{name: topic[name] for name in _AREA_FIELDS if name in topic} for topic in topics]
    plan = {**content["plans"][0], "areas": _answers(content)}
    return {
        **{name: content[name] for name in ("authority", "practice", "bodies")},
        "inspections": [
            {**inspection, "areas": areas[:of_inspection]},
            {**visit, "areas": areas[of_inspection:]},
        ],
        "plans": [plan],
    }


_AREA_FIELDS = ("text", "short_label", "theme", "origin")


def _answers(content: dict[str, Any]) -> list[dict[str, Any]]:
    """What the plan says about each area; the first areas have one action more than the rest."""
    topics = content["topics"]
    each, more = divmod(ACTIONS, len(topics))
    numbers = count()
    return [
        {
            "outcome": _pick(content["outcomes"], place).format(subject=topic["subject"]),
            "lead_post": topic["lead_post"],
            "actions": [
                _action(content, topic, next(numbers), place, len(topics)) for _ in range(each + (place < more))
            ],
        }
        for place, topic in enumerate(topics)
    ]


def _action(content: dict[str, Any], topic: dict[str, str], number: int, place: int, areas: int) -> dict[str, Any]:
    """One action. Its due date lies between 20 weeks before and 44 weeks after the day of loading."""
    words = {"subject": topic["subject"], "number": 12 + number * 7 % 37, "percent": 80 + number % 19}
    due = number * 11 % 65 - 20
    action = {
        "action": " ".join(_pick(content[bank], number + place).format(**words) for bank in ("openings", "methods")),
        "lead_post": topic["lead_post"],
        "partners": topic["partners"] if number % 6 else "",
        "starts_on": _weeks("Monday", min(due, 0) - 12 - number % 20),
        "due_on": _weeks("Friday", due),
        "success_measure": _pick(content["measures"], number).format(**words),
        "how_we_will_know": _pick(content["know"], number).format(**words),
        "resources": _pick(content["resources"], number).format(**words) if number % 8 else "",
        "updates": _updates(content, number, due, words),
    }
    if number % LONG_EVERY == 3:
        action["action"] += "\n\n" + _long_text(content, number, words)
    if number % MOVED_EVERY == 2:
        action["original_due_on"] = _weeks("Friday", due - MOVED_BY_WEEKS)
    if number % 16 == 5:
        action["also_serves"] = [(place + 5) % areas + 1]
    if number % 13 == 4:
        action["lead_person"] = "action_owner"
    return action


def _updates(content: dict[str, Any], number: int, due: int, words: dict[str, Any]) -> list[dict[str, str]]:
    """Reports on an action, four weeks apart, the newest last; the first is long for some actions."""
    final = _pick(OVERDUE_RATINGS if due < 0 else RUNNING_RATINGS, number)
    reports = 0 if final == "not_started" else 1 + number % 4
    updates = []
    for report in range(reports):
        is_newest = report == reports - 1
        rating = final if is_newest else "on_track"
        text = _pick(content["reports"][rating], number + report).format(**words)
        if is_newest and number % LONG_EVERY == 6:
            text += "\n\n" + _long_text(content, number, words)
        updates.append(
            {
                "reported_on": _weeks("Tuesday", 4 * (report - reports) + 3),
                "what_changed": text,
                "delivery_rating": rating,
                "next_step": _pick(content["next_steps"][rating], number + report),
                "made_by": "action_owner" if number % 3 else "editor",
            }
        )
    return updates


def _long_text(content: dict[str, Any], number: int, words: dict[str, Any]) -> str:
    """Three to five passages, beginning at another one for each action."""
    passages = content["passages"]
    return "\n\n".join(_pick(passages, number // LONG_EVERY + step).format(**words) for step in range(3 + number % 3))


def _pick(bank: Any, number: int) -> Any:
    """An entry of a bank, beginning anew at its end."""
    return bank[number % len(bank)]


def _weeks(weekday: str, weeks: int) -> str:
    """A weekday so many weeks after the day of loading, or before it, as content writes days."""
    return f"{weekday} {abs(weeks)} weeks {'after' if weeks >= 0 else 'before'}"
