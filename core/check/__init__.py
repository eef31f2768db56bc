"""Checks a typed number: is it right, and if not, which mistake gives it?"""
