"""The expected content of the page at an iteration and phase, from the answers of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.explain.names import WEIGHTS, Neuron, Weight, name_of, parameter_named
from core.explain.phases import PhaseKind, phase_at, phases_of
from tests.browser.conftest import Ask
from tests.browser.explorer import NUMBER, PHASES, Explorer, Spoken, number

LOSS = PHASES.index("Loss")


def nine(value: float) -> float:
    """Nine significant digits, as in the page's words."""
    return float(f"{value:.9g}")


@dataclass
class Iteration:
    """One iteration by the API."""

    opened: dict[str, Any]
    after: dict[str, Any]
    loss_after: float
    output_losses: list[float]
    paths: list[list[list[list[float]]]]  # by layer, example, receiver and sender
    example_loss: float

    @classmethod
    def of(cls, answer: dict[str, Any]) -> Iteration:
        return cls(
            answer["passes"][-1],
            answer["experiment"],
            answer["forward"]["loss"],
            answer["details"]["output_losses"][0],
            answer["details"]["sums"]["paths"],
            answer["details"]["sums"]["losses"][0],
        )

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons in each layer, the inputs first."""
        return tuple(len(layer[0]) for layer in self.opened["a"])

    @property
    def last(self) -> int:
        """The index of the output layer."""
        return len(self.sizes) - 1

    @property
    def update(self) -> int:
        """The index of the update, which is the last phase."""
        return len(phases_of(self.last)) - 1

    def known_from(self, kind: PhaseKind, layer: int | None = None) -> int:
        """The index of the phase that computes these numbers of a layer."""
        return phases_of(self.last).index(phase_at(kind, layer, self.last))

    def phase_name(self, phase: int) -> str:
        """The name of a phase, as the status says it: ``delta, hidden 2``."""
        kind, _, layer = phases_of(self.last)[phase].id.replace("net", "net input").partition("-")
        return f"{kind}, {layer.replace('-', ' ')}" if layer else kind

    def network(self, phase: int) -> dict[str, Any]:
        network: dict[str, Any] = (self.after if phase == self.update else self.opened)["network"]
        return network

    def loss(self, phase: int) -> float:
        return float(self.loss_after if phase == self.update else self.opened["loss"])

    def said(self, phase: int) -> Spoken:
        """The expected accessible names, with only the numbers known in the phase."""
        said: dict[str, dict[str, float]] = {}
        network, sizes = self.network(phase), self.sizes
        for weight in WEIGHTS.parts(sizes):
            assert isinstance(weight, Weight)
            layer, to, origin = weight.layer, weight.row, weight.column
            edge = said[name_of(weight, sizes)] = {"value": network["weights"][layer][to][origin]}
            if phase >= self.known_from("gradient", layer + 1):
                edge["gradient"] = self.opened["gradients"]["weights"][layer][to][origin]
            if phase == self.update:
                before = self.opened["network"]["weights"][layer][to][origin]
                edge["before the update"] = before
        for layer, count in enumerate(sizes):
            for index in range(count):
                neuron = said[name_of(Neuron(layer, index), sizes)] = {}
                if layer == 0:
                    neuron["input"] = self.opened["a"][0][0][index]
                    continue
                if phase >= self.known_from("net", layer):
                    neuron["net input"] = self.opened["z"][layer - 1][0][index]
                if phase >= self.known_from("activation", layer):
                    neuron["activation"] = self.opened["a"][layer][0][index]
                if phase >= self.known_from("delta", layer):
                    neuron["delta"] = self.opened["deltas"][layer - 1][0][index]
        for layer, biases in enumerate(network["biases"], start=1):
            neurons = [name_of(Neuron(layer, index), sizes) for index in range(sizes[layer])]
            shared = len(set(biases)) == 1 and self.after["train_biases"] is not True
            said[f"b{layer}"] = (
                {"value": biases[0]} if shared else dict(zip(neurons, biases, strict=True))
            )
        for index, target in enumerate(self.after["examples"]["targets"][0]):
            output = said[f"y{index + 1}"] = {"value": target}
            if phase >= self.known_from("loss"):
                output["share of the loss"] = self.output_losses[index]
        if sizes[-1] > 1:
            said["Loss"] = {}
            if phase >= self.known_from("loss"):
                said["Loss"]["sum of the shares"] = self.example_loss
        return {
            part: {words: nine(value) for words, value in numbers.items()}
            for part, numbers in said.items()
        }


def opened(ask: Ask, experiment: dict[str, Any], iteration: int) -> Iteration:
    """An iteration computed from an earlier experiment."""
    while experiment["iteration"] < iteration:
        steps = min(10_000, iteration - experiment["iteration"])
        experiment = ask("step", experiment=experiment, steps=steps)["experiment"]
    return Iteration.of(ask("step", experiment=experiment, detailed=True))


def assert_shows(explorer: Explorer, expected: Iteration, phase: int, known: int = 0) -> None:
    """Asserts that the page shows the numbers of the API, at least to the phase `known`."""
    known = max(phase, known)
    iteration, loss = expected.opened["iteration"], expected.loss(phase)
    read = explorer.read()
    status, _, said_loss = read["status"].rpartition(" Loss ")
    assert status == f"Iteration {iteration:,}, {expected.phase_name(phase)}."
    before, _, now = said_loss.rpartition(" to ")
    assert number(now) == nine(loss)
    assert (number(before) if before else None) == (
        nine(expected.opened["loss"]) if phase == expected.update else None
    )
    assert read["place"][0] == f"{iteration:,}"
    assert number(read["place"][1]) == nine(loss)
    assert explorer.said() == expected.said(known)
    if max(expected.sizes) < 4:  # in wider layers numbers stand only where they are needed
        assert_visible(read["diagram"], expected, known)


def assert_visible(texts: dict[str, list[str]], expected: Iteration, phase: int) -> None:
    """Asserts that each part of the diagram shows its numbers, in few digits, and no others."""
    for part, numbers in expected.said(phase).items():
        values = visible(part, numbers, expected, phase)
        shown = [found for text in texts[part] for found in NUMBER.findall(text)]
        assert len(shown) == len(values), f"{part} shows {shown}, not {values}"
        for value in values:
            assert any(agrees(text, value) for text in shown), f"{part} shows {shown}, not {value}"


def visible(part: str, numbers: dict[str, float], expected: Iteration, phase: int) -> list[float]:
    """The visible numbers of a part."""
    if part.startswith("b"):
        return [1, *numbers.values()]  # a bias is the weight of a neuron that sends 1
    values = list(numbers.values())
    count = len(expected.after["examples"]["inputs"])
    if part == "Loss" and values and count > 1:
        # The example's own loss, and how many examples have which mean.
        return [*values, count, expected.opened["loss"]]
    if phase == expected.update and part.startswith("w"):
        return [*values, -expected.after["learning_rate"]]
    kind, layer = (now := phases_of(expected.last)[phase]).kind, now.layer
    if kind == "delta" and layer is not None and not now.is_output:
        # While hidden deltas are computed, an edge shows what it carries back in place of its
        # gradient, and a hidden neuron shows what it adds up.
        paths = expected.paths[layer - 1][0]
        own = parameter_named(part, expected.sizes) if part.startswith("w") else None
        if isinstance(own, Weight) and own.layer == layer:
            return [numbers["value"], paths[own.row][own.column]]
        neurons = [name_of(Neuron(layer, index), expected.sizes) for index in range(len(paths[0]))]
        if part in neurons:
            first, *others = (into[neurons.index(part)] for into in paths)
            # Further terms are written after their signs.
            return [*values, first, *map(abs, others), *([first + sum(others)] if others else [])]
    return values


def agrees(text: str, value: float) -> bool:
    """Whether a text shows a value, rounded to the digits of the text."""
    shown = number(text)
    mantissa, _, power = text.partition("×")
    decimals = len(mantissa.strip().partition(".")[2])
    unit = (number(f"1×{power}") if power else 1) * 10.0**-decimals
    return abs(shown - value) <= 0.5001 * unit and (shown != 0 or value == 0)
