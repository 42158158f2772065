"""What an editor may type, and what is checked of it."""
