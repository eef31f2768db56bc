"""The expected content of the page at an iteration and phase, from the answers of the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.browser.conftest import Ask
from tests.browser.explorer import NUMBER, PHASES, UPDATE, Explorer, Spoken, number

Z_KNOWN = (1, 3)
A_KNOWN = (0, 2, 4)
LOSS = 5
DELTA_KNOWN = (8, 6)
GRADIENT_KNOWN = (9, 7)


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
    paths: list[list[float]]  # by output and hidden neuron
    example_loss: float

    @classmethod
    def of(cls, answer: dict[str, Any]) -> Iteration:
        return cls(
            answer["passes"][-1],
            answer["experiment"],
            answer["forward"]["loss"],
            answer["details"]["output_losses"][0],
            answer["details"]["sums"]["paths"][0][0],
            answer["details"]["sums"]["losses"][0],
        )

    def network(self, phase: int) -> dict[str, Any]:
        network: dict[str, Any] = (self.after if phase == UPDATE else self.opened)["network"]
        return network

    def loss(self, phase: int) -> float:
        return float(self.loss_after if phase == UPDATE else self.opened["loss"])

    def said(self, phase: int) -> Spoken:
        """The expected accessible names, with only the numbers known in the phase."""
        said: dict[str, dict[str, float]] = {}
        for layer, weights in enumerate(self.network(phase)["weights"]):
            for to, row in enumerate(weights):
                for origin, weight in enumerate(row):
                    edge = {"value": weight}
                    if phase >= GRADIENT_KNOWN[layer]:
                        edge["gradient"] = self.opened["gradients"]["weights"][layer][to][origin]
                    if phase == UPDATE:
                        edge["before the update"] = self.opened["network"]["weights"][layer][to][
                            origin
                        ]
                    said[f"w{1 + 4 * layer + 2 * to + origin}"] = edge
        for layer, letter in enumerate("iho"):
            for index in range(2):
                neuron = said[f"{letter}{index + 1}"] = {}
                if layer > 0 and phase >= Z_KNOWN[layer - 1]:
                    neuron["net input"] = self.opened["z"][layer - 1][0][index]
                if phase >= A_KNOWN[layer]:
                    word = "activation" if layer else "input"
                    neuron[word] = self.opened["a"][layer][0][index]
                if layer > 0 and phase >= DELTA_KNOWN[layer - 1]:
                    neuron["delta"] = self.opened["deltas"][layer - 1][0][index]
        for layer, biases in enumerate(self.network(phase)["biases"]):
            neurons = [f"{'ho'[layer]}{index + 1}" for index in range(2)]
            shared = biases[0] == biases[1] and self.after["train_biases"] is not True
            said[f"b{layer + 1}"] = (
                {"value": biases[0]} if shared else dict(zip(neurons, biases, strict=True))
            )
        for index, target in enumerate(self.after["examples"]["targets"][0]):
            output = said[f"y{index + 1}"] = {"value": target}
            if phase >= LOSS:
                output["share of the loss"] = self.output_losses[index]
        said["Loss"] = {}
        if phase >= LOSS:
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
    assert status == f"Iteration {iteration:,}, {PHASES[phase].lower()}."
    before, _, now = said_loss.rpartition(" to ")
    assert number(now) == nine(loss)
    assert (number(before) if before else None) == (
        nine(expected.opened["loss"]) if phase == UPDATE else None
    )
    assert read["place"][0] == f"{iteration:,}"
    assert number(read["place"][1]) == nine(loss)
    assert explorer.said() == expected.said(known)
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
    if phase == UPDATE and part.startswith("w"):
        return [*values, -expected.after["learning_rate"]]
    if phase == DELTA_KNOWN[0]:
        # While the hidden deltas are computed, an edge shows what it carries back in place of its
        # gradient, and a hidden neuron shows what it adds up.
        if part in ("w5", "w6", "w7", "w8"):
            to, origin = divmod(int(part[1]) - 5, 2)
            return [numbers["value"], expected.paths[to][origin]]
        if part in ("h1", "h2"):
            first, second = (into[int(part[1]) - 1] for into in expected.paths)
            # The second term is written after its sign.
            return [*values, first, abs(second), first + second]
    return values


def agrees(text: str, value: float) -> bool:
    """Whether a text shows a value, rounded to the digits of the text."""
    shown = number(text)
    mantissa, _, power = text.partition("×")
    decimals = len(mantissa.strip().partition(".")[2])
    unit = (number(f"1×{power}") if power else 1) * 10.0**-decimals
    return abs(shown - value) <= 0.5001 * unit and (shown != 0 or value == 0)
