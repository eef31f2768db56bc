"""The names that people write for numbers: `net_h1`, `out_h1`, `dE/dw5`, `w5+`, `E_total`.

A name is first made plain: in small letters, Greek ones written out, without what only sets it in
type (`_`, `/`, `{}`, spaces). So ``dE/dw5``, ``∂E/∂w₅`` and ``dE_dw5`` are one name, ``dedw5``.
Then the forms of each kind of quantity are tried on it. A name that has several meanings in a
network is refused, as ``z1`` is where there are h1 and o1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from core.errors import InvalidExperiment
from core.explain import names
from core.explain.names import Neuron, Pair, Part, Path, Weight, quoted
from core.explain.quantities import KINDS, Quantity, of_every_kind, quantity_named
from core.run.experiment import Experiment

_SPELLED = {"∂": "d", "δ": "delta", "σ": "sigma", "∇": "grad", "ŷ": "yhat", "′": "'", "−": "-"}
# What only sets a name in type, and the LaTeX for it.
_TYPE = re.compile(r"\\(?:d?frac|mathrm|text)|[\s_/\\{}()\[\]$^.·*|]+")

# Pieces of the forms. A neuron that is named twice is the same one.
_PIECES = {
    "loss": "(?:(?:e|l|j|c|loss|cost|error)(?:tot|total)?|total(?:loss|cost|error))",
    "share": "(?:e|l|loss|error)",
    "out": "(?:out|a)",
    "net": "(?:net|z|in)",
    "after": r"(?:\+|'|new|after|updated|t\+1)",
    "N": "(?P<neuron>[iho][1-9][0-9]*)",
    "same": "(?P=neuron)",
    "of": "(?P<of>[ho][1-9][0-9]*)",
    "W": "(?:(?P<weight>w[1-9][0-9]*)|b(?:ias)?(?:(?P<bias>[ho][1-9][0-9]*)|(?P<bn>[1-9][0-9]*)))",
    "n": "(?P<number>[1-9][0-9]*)",
    "on": "(?P<output>[1-9][0-9]*)",
}


@dataclass(frozen=True)
class _Naming:
    """How a kind of quantity is named.

    - ``written``: the name to suggest
    - ``forms``: the plain forms in which it is read, with `_PIECES`
    - ``derivatives``: more forms, where the slope of an output remains a factor of its delta: then
      `error.` is a derivative
    """

    written: str
    forms: tuple[str, ...]
    derivatives: tuple[str, ...] = ()


_NAMINGS: Mapping[str, _Naming] = of_every_kind(
    {
        "x.": _Naming("{name}", ("x?{N}", "x{n}", "in(?:put)?{n}")),
        "y.": _Naming("target_{name}", ("(?:y|t|target){N}", "(?:y|t|target){n}")),
        "": _Naming("{name}", ("{W}",)),
        "term.": _Naming("term_{name}", ("term{W}",)),
        "z.": _Naming("net_{name}", ("{net}{N}", "{N}{net}", "{net}{n}")),
        "a.": _Naming(
            "out_{name}", ("{out}?{N}", "{N}out", "{out}{n}", "(?:output|yhat|y|pred){on}")
        ),
        "loss": _Naming("E_total", ("{loss}",)),
        "loss.": _Naming("E_{name}", ("{share}{N}", "{share}{n}")),
        "error.": _Naming(
            "{name}-target_{name}",
            ("error{N}", "{out}?{N}-(?:y|t|target){same}", "{out}?{N}-(?:y|t|target)[0-9]+"),
            ("d{loss}d{out}?{N}", "d{share}{N}d{out}?{same}"),
        ),
        "path.": _Naming("path_{of}_{by}", ("path{of}{N}", "d{share}{of}d{out}?{N}")),
        "da.": _Naming("dE/dout_{name}", ("d{loss}d{out}?{N}",)),
        "slope.": _Naming(
            "dout/dnet_{name}", ("slope{N}", "d{out}?{N}d{net}{same}", "d{out}d{net}{N}")
        ),
        "jacobian.": _Naming("dout_{of}/dnet_{by}", ("jacobian{of}{N}", "d{out}?{of}d{net}{N}")),
        "delta.": _Naming("delta_{name}", ("delta{N}", "delta{n}", "d{loss}d{net}{N}")),
        "gradient.": _Naming(
            "dE/d{name}", ("d(?:{loss}d)?{W}", "grad(?:ient)?{W}", "grad(?:ient)?{loss}{W}")
        ),
        "step.": _Naming("step_{name}", ("step{W}",)),
        "new.": _Naming("{name}+", ("{W}{after}", "new{W}")),
        "new.loss": _Naming("E+", ("{loss}{after}", "new{loss}")),
    }
)


def meant_by(name: str, experiment: Experiment) -> Quantity:
    """The quantity that somebody calls `name`.

    Raises `InvalidExperiment` for a name that means nothing here, with those of its part that do,
    and for one that means several.

    >>> from core.run.presets import mazur
    >>> [meant_by(name, mazur()).name for name in ("net_h1", "∂E/∂w₅", "w5+", "δ_o1", "E_total")]
    ['z.h1', 'gradient.w5', 'new.w5', 'delta.o1', 'loss']
    >>> meant_by("z1", mazur())
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'z1', which may be net_h1 or net_o1
    >>> meant_by("grad of h1", mazur())
    Traceback (most recent call last):
    core.errors.InvalidExperiment: got 'grad of h1'; of h1 there are net_h1, out_h1, ...
    """
    asked = name.strip()
    try:
        return quantity_named(asked, experiment.sizes)
    except InvalidExperiment:
        found = list(dict.fromkeys(_meanings(_plain(asked), experiment)))
    if len(found) == 1:
        return found[0]
    if found:
        several = " or ".join(map(written, found))
        raise InvalidExperiment(("name",), f"got {quoted(asked)}, which may be {several}")
    raise _meaningless(asked, experiment)


def written(asked: Quantity) -> str:
    """The name that Check writes for a quantity. `meant_by` reads it.

    >>> written(quantity_named("gradient.b.h1", (2, 2, 2)))
    'dE/db_h1'
    """
    part, sizes = asked.part, asked.sizes
    ends = {}
    if isinstance(part, Path):
        ends = {"of": part.weight.receiver, "by": part.weight.sender}
    if isinstance(part, Pair):
        ends = {"of": part.of, "by": part.by}
    name = names.name_of(part, sizes).replace(".", "_")
    return _NAMINGS[asked.kind.prefix].written.format(
        name=name, **{end: names.name_of(neuron, sizes) for end, neuron in ends.items()}
    )


def _plain(name: str) -> str:
    r"""A name without what only sets it in type.

    >>> _plain("∂E_total / ∂w₅"), _plain(r"\frac{\partial E}{\partial w_5}"), _plain("w5⁺")
    ('detotaldw5', 'dedw5', 'w5+')
    """
    spelled = unicodedata.normalize("NFKC", name).casefold().replace("\\partial", "d")
    return _TYPE.sub("", "".join(_SPELLED.get(letter, letter) for letter in spelled))


def _meanings(plain: str, experiment: Experiment) -> Iterator[Quantity]:
    """Every quantity of a network that a plain name can mean."""
    for kind in KINDS:
        for form in _forms(kind.prefix, experiment.loss.slope_remains):
            match = form.fullmatch(plain)
            if match is None:
                continue
            for name in _parts(match):
                part = kind.sort.find(name, experiment.sizes)
                if part is not None:
                    yield Quantity(kind, part, experiment.sizes)


@cache
def _forms(prefix: str, slope_remains: bool) -> tuple[re.Pattern[str], ...]:
    """The forms of a kind of quantity."""
    naming = _NAMINGS[prefix]
    forms = naming.forms + (naming.derivatives if slope_remains else ())
    return tuple(re.compile(_filled(form)) for form in forms)


def _filled(form: str) -> str:
    """A form with its pieces: ``{N}`` and the others, but no repetition such as ``{0,9}``."""
    return re.sub(r"\{([a-zA-Z]+)\}", lambda piece: _PIECES[piece[1]], form)


def _parts(match: re.Match[str]) -> Iterator[str]:
    """The names of the parts that a form may have named."""
    match match.groupdict():
        case {"of": str(receiver), "neuron": sender}:
            yield f"{receiver}.{sender}"
        case {"neuron": str(neuron)}:
            yield neuron
        case {"weight": str(weight)}:
            yield weight
        case {"bias": str(neuron)}:
            yield f"b.{neuron}"
        case {"bn": str(number)}:
            yield from (f"b.h{number}", f"b.o{number}")
        case {"output": str(number)}:
            yield f"o{number}"
        case {"number": str(number)}:
            yield from (f"{stem}{number}" for stem in "iho")
        case _:
            yield ""


def _meaningless(name: str, experiment: Experiment) -> InvalidExperiment:
    """The error for a name that means nothing: with what its part has, if it names one."""
    sizes = experiment.sizes
    found = re.search(r"b?[iho][1-9][0-9]{0,8}|w[1-9][0-9]{0,8}", _plain(name))
    if found is None:
        listed = f"names are such as {', '.join(map(written, _samples(experiment)))}"
        return InvalidExperiment(("name",), f"got {quoted(name)}; {listed}")
    part = found[0].replace("b", "b.")
    parts = [
        Quantity(kind, known, sizes)
        for kind in KINDS
        if (known := kind.sort.find(part, sizes)) is not None
    ]
    if not parts:
        sort = names.WEIGHTS if part[0] == "w" else names.NEURONS
        allowed = ", ".join(sort.allowed(sizes, ""))
        return InvalidExperiment(("name",), f"got {quoted(name)}; allowed are {allowed}")
    listed = ", ".join(map(written, parts))
    return InvalidExperiment(("name",), f"got {quoted(name)}; of {part} there are {listed}")


def _samples(experiment: Experiment) -> list[Quantity]:
    """A name of each kind that people calculate most."""
    output = Neuron(len(experiment.sizes) - 1, 0)
    prefixes: dict[str, Part] = {
        "z.": output,
        "a.": output,
        "delta.": output,
        "gradient.": Weight(0, 0, 0),
    }
    return [
        Quantity(kind, prefixes[kind.prefix], experiment.sizes)
        for kind in KINDS
        if kind.prefix in prefixes
    ]
