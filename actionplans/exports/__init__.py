"""Papers made from a plan: a snapshot becomes a document, a document becomes a PDF, a page, a Word or Excel file."""
