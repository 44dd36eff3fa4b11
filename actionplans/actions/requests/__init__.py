"""E-mails of reporting rounds: one digest a person a day of everything that waits for their report, sent once."""

from actionplans.actions.requests.digest import Digest
from actionplans.actions.requests.finding import digests
from actionplans.actions.requests.reaching import Reached, reach
from actionplans.actions.requests.sending import Delivered, deliver, send_requests

__all__ = ["Delivered", "Digest", "Reached", "deliver", "digests", "reach", "send_requests"]
