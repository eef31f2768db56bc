"""The rule of each phase, as a sheet states it: for any neuron or weight, ready for the numbers."""

from __future__ import annotations

from app.writing.latex import mathml
from core.explain.phases import Phase, PhaseKind

# In LaTeX. {to} is a neuron of the phase's layer, {of} one of the layer before it; the slope is
# that of the sigmoid. A gradient belongs to the layer of its delta.
_RULES: dict[PhaseKind, str] = {
    "net": r"z_{to} = \sum w\, {of} + b_{to}",
    "activation": r"{to} = \sigma(z_{to})",
    "loss": r"E_o = \tfrac{{1}}{{2}} (y - o)^2",
    "gradient": r"\partial E / \partial w = \delta_{to}\, {of}",
    "update": r"w^+ = w - \eta \cdot \partial E / \partial w",
}
_TOTAL = r" , \quad E = \sum E_o"
_OUTPUT_DELTA = r"\delta_o = (o - y)\, o\, (1 - o)"
_HIDDEN_DELTA = r"\delta_h = \left( \sum w\, \delta_{after} \right) h\, (1 - h)"


def rule_of(phase: Phase, outputs: int) -> str:
    """The rule of a phase as MathML, in a network with so many outputs.

    >>> rule_of(Phase("activation", 1, last=2), outputs=2)
    '<math><mi>h</mi><mo>=</mo><mi>σ</mi><mo ...'
    """
    return mathml(_latex(phase, outputs), "short", block=False)


def _latex(phase: Phase, outputs: int) -> str:
    layer = phase.layer or phase.last
    rule = _RULES.get(phase.kind, _OUTPUT_DELTA if phase.is_output else _HIDDEN_DELTA)
    if phase.kind == "loss" and outputs > 1:
        rule += _TOTAL
    letters = {"to": layer, "of": layer - 1, "after": layer + 1}
    for name, of in letters.items():
        letter = "i" if of == 0 else "o" if of >= phase.last else "h"
        rule = rule.replace(f"{{{name}}}", letter)
    return rule.replace("{{", "{").replace("}}", "}")
