"""Pages of inspections: find (404), refuse (403), act, answer."""
