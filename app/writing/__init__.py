"""Formulas and matrices as MathML, and the source lines of each phase."""
