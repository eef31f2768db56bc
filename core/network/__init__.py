"""Networks: activations, losses, and the forward pass, backward pass and update."""
