"""Benchmarks: `python -m bench` measures what people wait for, and prints one table with the aims.

A time alone says little, because machines differ and do other things too. The ratio to another way
of doing the same, on the same machine at the same moment, says more. So most figures are such
comparisons (`bench.measure`). Each subject is a module with a function `rows`, listed in
`bench.__main__`; a row (`bench.table`) is one figure, what was measured, and the aim.
"""
