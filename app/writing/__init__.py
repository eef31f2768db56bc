"""Formulas, matrices and source lines, written for a reader."""
