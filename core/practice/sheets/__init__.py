"""Sheets to print: an iteration with numbers that can be worked out by hand.

- `draw` draws the experiment of a sheet by its seed and number
- `table` is the printed table of the activation
- `by_hand` calculates as the person at the table does: with the table, and with few digits
- `sheet` says what is asked and what is given
"""
