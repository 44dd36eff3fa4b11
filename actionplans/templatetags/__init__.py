"""How a plan's values look."""
