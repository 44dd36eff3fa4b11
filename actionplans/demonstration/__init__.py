"""The demonstration: real and invented councils with their inspections, plans and people, loaded by `demo_data`."""

from actionplans.demonstration.loading import Demonstration, load

__all__ = ["Demonstration", "load"]
