"""How fast it is: `python -m bench` measures ways of doing the same thing side by side.

A time says little about a program, since machines differ and are busy with other things; how it
compares with another way of doing the same, on the same machine at the same moment, says more. So
every benchmark is a list of comparisons (`bench.comparison`), a module a subject, named in
`bench.__main__`.
"""
