"""From a report model to HTML, PDF (PDF/UA-1) and Word. Pure Python: knows nothing of Django or of the database."""
