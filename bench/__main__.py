"""`python -m bench`: measures every figure and prints them in one table, medians of the rounds."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from bench import check, page, page_run, server, sweep, training, visits
from bench.table import Row, table

SUBJECTS: tuple[Callable[[int], list[Row]], ...] = (
    training.rows,
    sweep.rows,
    check.rows,
    page_run.rows,
    page.rows,
    visits.rows,
    server.rows,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table. Returns 1 with ``--check`` if an aim is missed, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed")
    parser.add_argument("--check", action="store_true", help="fail if an aim is missed")
    parser.add_argument("--rounds", type=int, default=15, help="how often each runs (15)")
    options = parser.parse_args(arguments)
    if options.rounds < 2:
        parser.error("argument --rounds: must be 2 or more")
    rows = [row for subject in SUBJECTS for row in subject(options.rounds)]
    print(table(rows))
    return 1 if options.check and not all(row.met for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
