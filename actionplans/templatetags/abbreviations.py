"""The quiet list under every page of a plan: what the abbreviations on it stand for."""

import html
import re

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from actionplans.glossary import Explained, used_in
from actionplans.models import ActionPlan
from actionplans.snapshot import PlanSnapshot

register = template.Library()

TAG = re.compile(r"<[^>]*>")


class ExplainedNode(Node):
    """What stands between the tags, and the abbreviations of its text that the plan's council explains."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, plan: FilterExpression) -> None:
        self.nodelist, self.plan = nodelist, plan

    def render(self, context: Context) -> SafeString:
        """Renders the inside once; a page that is of no plan stays as it is."""
        inside = self.nodelist.render(context)
        plan = self.plan.resolve(context, ignore_failures=True)
        if not isinstance(plan, ActionPlan):
            return inside
        used = used_in([html.unescape(TAG.sub(" ", inside))], _terms(context, plan))
        if not used:
            return inside
        shown = {"terms": used, "plan": plan}
        return SafeString(inside + render_to_string("components/abbreviations.html", shown))


def _terms(context: Context, plan: ActionPlan) -> tuple[Explained, ...]:
    """The terms of the snapshot that the page shows, as they were then; else those of the council now (one query)."""
    snapshot = context.get("snapshot")
    if isinstance(snapshot, PlanSnapshot):
        return snapshot.glossary
    return tuple(sorted(plan.authority.glossary.current(), key=lambda term: (term.term.casefold(), term.term)))


@register.tag
def explained(parser: Parser, token: Token) -> ExplainedNode:
    """`{% explained plan %}...{% endexplained %}` lists, after what it holds, the abbreviations used in it."""
    _name, plan = token.split_contents()
    nodelist = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodelist, parser.compile_filter(plan))
