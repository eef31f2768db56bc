"""Backpropagation in numpy, written to be read.

Start with `network.propagation`: forward, backward and update are the whole method. Around it:

- `network`: the network, its activations and its losses, each beside its derivative
- `run`: experiments and presets; training (the tape makes it fast), histories and sweeps
- `explain`: the name, the value and the formula of every number
- `check`: whether a typed number is right, and if not, which mistake gives it
- `practice`: questions, numbers to fill in and planted mistakes, made out of the numbers by a seed
- `lab`: gradient check, loss surface, and what each neuron answers to other inputs
- `published`: the figures that the publications print

`arrays` lists the shapes that arrays have, `errors` what can go wrong.
"""

from core.errors import Diverged, ExperimentError, InvalidExperiment
from core.network.activation import Activation
from core.network.activations import ACTIVATIONS
from core.network.loss import Loss
from core.network.losses import LOSSES
from core.network.network import Network
from core.network.propagation import Backward, Forward, Gradients, backward, forward, update
from core.run.experiment import Experiment
from core.run.presets import PRESETS
from core.run.training import Passes, Training, evaluate, train

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "PRESETS",
    "Activation",
    "Backward",
    "Diverged",
    "Experiment",
    "ExperimentError",
    "Forward",
    "Gradients",
    "InvalidExperiment",
    "Loss",
    "Network",
    "Passes",
    "Training",
    "backward",
    "evaluate",
    "forward",
    "train",
    "update",
]
