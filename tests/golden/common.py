"""What the files of cases share: numbers, options, and the collecting of cases."""

import math
import random
import struct

import torch

from elements import solve_element
from formulas import ELEMENTS
from shapes import SOLVERS
from solve import from_rows, solve, solve_activation

INF = math.inf
NAN = math.nan
PADDING = 777.0


def single(number):
    """The nearest float32: every input is one, so that one golden value serves both types."""
    return struct.unpack("f", struct.pack("f", number))[0]


def singles(numbers):
    return [single(number) for number in numbers]


def uniform(generator, count, low, high):
    return singles(generator.uniform(low, high) for _ in range(count))


def coarse(generator, count, limit):
    """Multiples of 1/16, short to write, for the large cases."""
    return [generator.randint(-16 * limit, 16 * limit) / 16 for _ in range(count)]


def sparse(generator, count, limit):
    """Large rows of logits of which three in four have probability 0, which is short to write too."""
    return [number if generator.random() < 0.25 else -1000.0 for number in coarse(generator, count, limit)]


def distributions(generator, rows, classes, low=0.05):
    """Rows of probabilities, each summing to 1 up to float32's rounding."""
    numbers = []
    for _ in range(rows):
        row = [generator.uniform(low, 1.0) for _ in range(classes)]
        numbers += [single(number / math.fsum(row)) for number in row]
    return numbers


def log_distributions(generator, rows, classes):
    return singles(math.log(number) for number in distributions(generator, rows, classes))


def softmax(rows):
    return [[math.exp(number) / math.fsum(map(math.exp, row)) for number in row] for row in rows]


def lay_out(rows, class_options, padding=PADDING):
    """A matrix as the flat array that the class options ask for."""
    layout = {"rows": len(rows), "classes": len(rows[0]), "class_options": class_options or {}}
    return from_rows(torch.tensor(rows), layout, padding)


def matrix(numbers, classes):
    return [numbers[start : start + classes] for start in range(0, len(numbers), classes)]


# The quickstart example: its data, and the values that it prints.
QUICKSTART_TRUE = [1.0, 0.0, 1.0, 1.0]
QUICKSTART_PREDICTED = [0.9, 0.1, 0.8, 0.7]
QUICKSTART_CLASSES = [1, 0, 1, 1]
QUICKSTART_LOGITS = [[0.2, 0.8], [0.9, 0.1], [0.3, 0.7], [0.4, 0.6]]
QUICKSTART_TARGET_LOGITS = [[0.3, 0.7], [0.8, 0.2], [0.4, 0.6], [0.5, 0.5]]
QUICKSTART_VALUES = {
    "mse": 0.0375,
    "rmse": 0.1936,
    "hinge": 0.4250,
    "cross_entropy": 0.4799,
    "nll": 0.4799,
    "kl_div": 0.00478,
    "kl_div_log_target": 0.00478,
    "kl_div_prob": 0.00478,
}


class Cases:
    """Collects the cases of one loss."""

    def __init__(self, loss):
        self.loss = loss
        self.solved = []

    def generator(self, note):
        """One generator a case, seeded with its name: a new case changes the numbers of no other."""
        return random.Random(f"{self.loss}: {note}")

    def add(self, note, hessian=False, smooth=False, pytorch=True, **case):
        """A case whose keys are those of the JSON file; None and empty options are left out.

        Of a loss in formulas/ `smooth` says that at all its elements the derivatives are those of the value, which is
        then checked, and `pytorch` that PyTorch's own function gives the same.
        """
        case = {key: value for key, value in case.items() if value != {} and value is not None}
        case = {"note": note, **case}
        if self.loss in ("softmax", "log_softmax"):
            self.solved.append(solve_activation(self.loss, case))
        elif self.loss in ELEMENTS:
            self.solved.append(solve_element(ELEMENTS[self.loss], case, hessian, smooth, pytorch))
        elif self.loss in SOLVERS:
            self.solved.append(SOLVERS[self.loss](case, hessian))
        else:
            self.solved.append(solve(self.loss, case, hessian))
        if note == "quickstart" and self.loss in QUICKSTART_VALUES:
            expected, value = QUICKSTART_VALUES[self.loss], self.solved[-1]["value"]
            assert abs(value - expected) < 6e-5, f"quickstart {self.loss}: {value} is not {expected}"

    def add_matrix(self, note, logits, target=None, hessian=False, options=None, class_options=None, **scalars):
        """A row-wise case from (rows, classes) matrices, written in the layout that the options ask for."""
        arrays = {"rows": len(logits), "classes": len(logits[0]), "input": lay_out(logits, class_options)}
        if target is not None and isinstance(target[0], list):
            target = lay_out(target, class_options)
        self.add(note, hessian, **arrays, target=target, **scalars, options=options, class_options=class_options)


def row_options(generator, count, names):
    """The options of the given names, for `count` rows."""
    options = {}
    for name in names:
        if name in ("sum", "mean_rows"):
            options["reduction"] = name
        elif name == "weight":
            options["weight"] = uniform(generator, count, 0.1, 2.0)
        elif name == "mask":
            options["mask"] = [0 if index % 3 == 1 else 1 for index in range(count)]
        elif name == "upstream":
            options["upstream"] = 0.7
    return options


# What every loss is tried with: names for `row_options`.
EVERY_ROW_OPTION = [
    (),
    ("sum",),
    ("mean_rows",),
    ("weight",),
    ("mask",),
    ("weight", "mask", "upstream"),
    ("sum", "weight", "upstream"),
    ("mean_rows", "weight", "mask"),
]


def hide_masked(options, *arrays, width=1):
    """Puts NaN into the masked rows, which are never read."""
    for row, keep in enumerate(options.get("mask", [])):
        for array in arrays:
            if not keep:
                array[row * width : (row + 1) * width] = [NAN] * width
