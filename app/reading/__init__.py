"""Networks out of pasted text: Python, JSON or CSV, read and never run."""
