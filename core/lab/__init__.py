"""Closer looks at an experiment: gradients, losses and answers around where it is."""
