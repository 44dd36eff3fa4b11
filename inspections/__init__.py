"""What Ofsted found: inspections, judgements, areas for improvement, the statutory clock. Knows nothing of plans."""
