"""What the publications print, beside what is computed here."""
