"""What may be typed about plans, and the words when it may not."""
