"""Benchmarks: `python -m bench` measures two ways of doing the same thing side by side.

A time alone says little, because machines differ and do other things too. The ratio to another way
of doing the same, on the same machine at the same moment, says more. So every benchmark is a list
of comparisons (`bench.comparison`). Each subject is a module, listed in `bench.__main__`.
"""
