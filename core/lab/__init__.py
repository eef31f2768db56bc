"""Closer looks at an experiment: its gradients, its loss surface, its answers to other inputs."""
