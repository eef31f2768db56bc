"""Sheets on paper: `core.practice.sheets` says what is asked, these modules how it is laid out.

- `code` is the short name of a sheet, which its QR code carries
- `drawing` places the network's neurons, edges and labels
- `pages` makes pages of what a sheet asks, and one page of its key
- `numbers` writes numbers, with a decimal point or comma
- `request` reads what was asked for

All lengths are millimetres.
"""
