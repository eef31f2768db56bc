"""The figures that the publications print, beside those computed here."""
