"""The councils who use the product, the people in them, and what each person may do."""
