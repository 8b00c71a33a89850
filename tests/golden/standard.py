"""The cases that each loss of single elements has; `standard` has all of them."""

import itertools
import struct

from common import EVERY_ROW_OPTION, NAN, hide_masked, row_options, singles, uniform
from formulas import ELEMENTS

# What arrays are drawn from, by their domain: the numbers between two, and those of a target where they are others.
RANGES = {"real": (-3, 3), "probability": (0.02, 0.98), "positive": (0.2, 3.0), "log_probability": (-5.0, -0.01)}
OF_TARGETS = {"probability": (0.0, 1.0)}
SMALL = {
    "real": [1e-1, -1e-2, 1e-3, -1e-4, 1e-6, -1e-9, 1e-15],
    "probability": [1e-2, 1e-4, 1e-7, 1e-12, 1e-20],
    "positive": [1e-1, 1e-3, 1e-7, 1e-12, 1e-20],
    "log_probability": [-1e-2, -1e-4, -1e-7, -1e-12, -1e-20],
}
LARGE = {
    "real": [5.0, -10.0, 20.0, -40.0, 1e2, -1e4],
    "probability": [1 - 2**-24, 1 - 2**-20, 1 - 2**-10, 0.75],
    "positive": [1e1, 1e3, 1e8, 1e20],
    "log_probability": [-1e1, -1e2, -1e4],
}
# The others meanwhile: each of them.
USUAL = {
    "real": [0.0],
    "sign": [1.0, -1.0],
    "probability": [0.0, 1.0, 0.25],
    "positive": [1.0],
    "log_probability": [-1.0],
}
DIFFERENT = [1e15, 1e-15, -3.0, 1e3], [0.0, 0.0, 1e-3, 1e3]


def add_options(cases, sample, **scalars):
    """The cases of options and sizes; `sample(generator, count)` draws the arrays."""
    rmse = cases.loss == "rmse"
    sizes = itertools.cycle([7, 37, 16, 33, 5])
    for names, count in zip(EVERY_ROW_OPTION, sizes):
        if rmse and ("sum" in names or "mean_rows" in names):
            continue  # RMSE is a mean
        note = " + ".join(names) or "default: mean"
        drawn(cases, note, sample, count, names, hessian=not rmse and count <= 16, **scalars)
    for note, count, options in [
        ("one element", 1, {}),
        ("no elements", 0, {}),
        ("all masked", 3, {"mask": [0, 0, 0]}),
        ("all masked, mean_rows", 3, {"mask": [0, 0, 0], "reduction": "mean_rows"}),
        ("weights sum to 0", 3, {"weight": [0.0, 0.0, 0.0]}),
        ("a weight of 0 still counts as a row", 3, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"}),
    ]:
        if rmse and "reduction" in options:
            continue
        add(cases, note, sample(cases.generator(note), count), options=options, **scalars)


def add(cases, note, arrays, options=None, **more):
    """A case with these arrays, in the order of the C function."""
    element = ELEMENTS.get(cases.loss)
    inputs = element.inputs if element else 1
    given = {"input": arrays[0]} if inputs == 1 else {"inputs": list(arrays[:inputs])}
    if len(arrays) > inputs:
        given["target"] = arrays[inputs]
    cases.add(note, n=len(arrays[0]), **given, **more, options=options)


def drawn(cases, note, sample, count, names, also=None, **more):
    """A case with arrays by `sample` and options of the given names."""
    generator = cases.generator(note)
    arrays = sample(generator, count)
    options = {**row_options(generator, count, names), **(also or {})}
    hide_masked(options, *arrays)
    smooth = {"smooth": more.pop("smooth", True)} if cases.loss in ELEMENTS else {}
    add(cases, note, arrays, options=options, **smooth, **more)


def sampler(loss, ranges):
    """Draws the arrays of a loss."""

    def draw(generator, count, place, what):
        if what == "sign":
            return [generator.choice([-1.0, 1.0]) for _ in range(count)]
        usual = OF_TARGETS.get(what, RANGES[what]) if place >= loss.inputs else RANGES[what]
        return uniform(generator, count, *((ranges or {}).get(list(loss.domains)[place], usual)))

    return lambda generator, count: [
        draw(generator, count, place, what) for place, what in enumerate(loss.domains.values())
    ]


def beside(x):
    """The float32 before and after a number that is one."""
    if x == 0:
        return [-(2.0**-149), 2.0**-149]
    (bits,) = struct.unpack("i", struct.pack("f", x))
    return sorted(struct.unpack("f", struct.pack("i", bits + step))[0] for step in (-1, 1))


def standard(
    cases,
    numbers=(),
    base=None,
    ranges=None,
    kinks=(),
    infinities=(),
    small=None,
    large=None,
    smooth=True,
    unlike_pytorch=(),
):
    """All cases of a loss that need no thought; what is special about it is added behind them.

    `numbers` are sets of its numbers besides the default, `base` those of all other cases where there is no default.
    `ranges` has, by the name of an array, the ends between which it is drawn. `kinks` and `infinities` are elements: a
    tuple of a number of each array; the neighbours of a kink are those of its first number. `small` and `large` have,
    by the name of an input, the numbers to try, where those of its domain do not suit; [] for none.
    `smooth` is False where the derivatives of the loss are not those of its value, and `unlike_pytorch` has notes of
    cases that PyTorch computes otherwise: say why at the call.
    """
    loss = ELEMENTS[cases.loss]
    base, sample, one_input = base or {}, sampler(loss, ranges), loss.inputs == 1
    holds, total = list(loss.domains.items()), {"reduction": "sum"}
    every = ("weight", "mask", "upstream")

    def edge(note, rows, **more):
        if rows:
            arrays = [singles(column) for column in zip(*rows)]
            more = {"options": total, "hessian": one_input, **base, **more}
            add(cases, note, arrays, pytorch=note not in unlike_pytorch, **more)

    add_options(cases, sample, smooth=smooth, **base)
    for given in numbers:
        note = ", ".join(f"{name} = {number:g}" for name, number in given.items())
        drawn(cases, note, sample, 13, every, hessian=one_input, smooth=smooth, **given)
    if not numbers:
        drawn(cases, "every option", sample, 13, every, hessian=one_input, smooth=smooth, **base)
    if holds[-1][1] == "sign":
        add_binary_targets(cases, sample, smooth=smooth, **base)
    if loss.full:
        for names, count in zip([(), ("sum", "weight"), ("mean_rows", "mask", "upstream")], (7, 16, 33)):
            drawn(cases, " + ".join(("full", *names)), sample, count, names, {"full": True}, smooth=smooth, **base)

    edge("at the kink", list(kinks))
    edge("one float beside the kink", [(x, *others) for first, *others in kinks for x in beside(first)])
    for place, (name, what) in enumerate(holds[: loss.inputs]):
        for word, given, usual in (("small", small, SMALL), ("large", large, LARGE)):
            others = [[None] if other == place else USUAL[what] for other, (_, what) in enumerate(holds)]
            tried = (given or {}).get(name, usual[what])
            rows = [row[:place] + (x,) + row[place + 1 :] for row in itertools.product(*others) for x in tried]
            edge(word if one_input else f"{word} {name}", rows)
    if holds[0][1] == holds[-1][1] == "real" and len(holds) > loss.inputs:
        between = [USUAL[what][0] for _, what in holds[1 : loss.inputs]]
        edge("equal", [(x, *between, x) for x in (1.5, -2.0, 0.0)])
        edge("nearly equal", [(x * (1 + 2**-23), *between, x) for x in (1.0, -2.0, 0.5, -1024.0)])
        edge("very different sizes", [(x, *between, t) for x, t in zip(*DIFFERENT)])
    edge("infinities", list(infinities))
    for place, (name, _) in enumerate(holds):
        note = f"NaN in {name}"
        arrays = sample(cases.generator(note), 3)
        arrays[place][1] = NAN
        add(cases, note, arrays, hessian=one_input, **base)
    assert all(any(case["note"] == note for case in cases.solved) for note in unlike_pytorch), unlike_pytorch


def add_binary_targets(cases, sample, **more):
    """Targets of 0 and 1 in place of -1 and 1."""

    def binary(generator, count):
        *inputs, target = sample(generator, count)
        return [*inputs, [(sign + 1) / 2 for sign in target]]

    for names in [(), ("sum", "weight", "upstream"), ("mean_rows", "mask")]:
        note = " + ".join(("binary targets", *names))
        drawn(cases, note, binary, 17, names, {"binary_targets": True}, **more)
