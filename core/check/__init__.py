"""Whether a number that somebody calculated is right, and if not, which mistake gives it."""
