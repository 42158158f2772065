"""Second floor: library -> HTML fragments and pages; all markup stands in `templates/`."""
