"""What a proposal changes for a reader, and how it is told."""
