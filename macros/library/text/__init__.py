"""One file as text with the line of each key, or Dutch words about what is wrong with it."""
