"""Numbers that come from elsewhere, and what they change."""
