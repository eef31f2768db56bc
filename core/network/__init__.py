"""A network, and one iteration of it: activations, losses, forward, backward, update."""
