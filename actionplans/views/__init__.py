"""Pages of plans: find (404), refuse (403), act, answer."""
