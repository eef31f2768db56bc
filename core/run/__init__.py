"""Experiments and their runs: training, histories, sweeps and variants."""
