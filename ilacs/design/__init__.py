"""How pages look and how forms are typed into: components, the form templates and the date field. Knows no domain."""
