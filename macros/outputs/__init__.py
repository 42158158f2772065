"""First floor: library -> files for machines (JSON, CSV, calendars, feeds); the first of them comes with its own change."""
