"""First floor: library -> files for machines."""
