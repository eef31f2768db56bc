"""Backpropagation in numpy, written to be read.

Start with `propagation`: forward, backward and update, the whole of the method. Around it:
`activations` and `losses` (each beside its derivative), `network` and `experiment` (what is
computed on), `training` (many iterations; `tape` makes them fast), `history` and `sweep` (runs
seen as a whole) and `presets`. Every array has one of the shapes in `arrays`; what can go wrong is
in `errors`.

To look closer at an experiment: `gradient_check`, `loss_surface` (both by the `neighbours` of a
network) and `input_surface`.
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
