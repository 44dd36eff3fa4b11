"""What Ofsted found: inspections, judgements, areas for improvement, and the statutory clock. Knows nothing of plans."""
