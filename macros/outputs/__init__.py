"""Second floor: library -> files for machines."""
