"""`python -m bench`: measures everything and prints one table of ratios, medians of the rounds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bench import sweep, training
from bench.comparison import Comparison, measure, table

BENCHMARKS: tuple[Sequence[Comparison], ...] = (training.COMPARISONS, sweep.COMPARISONS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table. Returns 1 with ``--check`` if a target is missed, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed")
    parser.add_argument("--check", action="store_true", help="fail if a target is missed")
    parser.add_argument("--rounds", type=int, default=15, help="how often each runs (15)")
    options = parser.parse_args(arguments)
    if options.rounds < 2:
        parser.error("argument --rounds: must be 2 or more")
    results = [
        result for comparisons in BENCHMARKS for result in measure(comparisons, options.rounds)
    ]
    print(table(results))
    return 1 if options.check and not all(result.met for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
