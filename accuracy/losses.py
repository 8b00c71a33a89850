"""Value, losses, gradient and Hessian of every loss against 60-digit arithmetic, over data that is hard.

    python3 accuracy/losses.py LIBRARY [--short] [--every-isa] [--only LOSS] [--out FILE]

Prints a line for each loss, type and result, and fails where an error is above its bound; notes.md says what is
measured. LOSS_ISA chooses the instruction set; --every-isa goes through those of the processor. --short takes each
fill of an array with one of the other's. --only prints a loss of formulas/, ROWWISE, MARGINS, MAPPED, COSINES, PAIRS,
PREFERENCES or of logits alone as rows of docs/accuracy.md, within seconds or minutes, where `make accuracy` takes hours.
"""

import argparse
import array
import ctypes
import functools
import itertools
import math
import os
import pathlib
import random
import runpy
import struct
import subprocess
import sys

from mpmath import mp, mpf

ROOT = pathlib.Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

# ruff: noqa: E402 (they are in the root of the project)
import preferences
import rows as of_rows
from formulas import ELEMENTS
from formulas.arithmetic import INFINITY, Term, compare_with, flushed, whole
from rows import GAN

STRUCTURES = ROOT / "bindings/python/libloss/_structures.py"
Options = runpy.run_path(str(STRUCTURES))["Options"]

ISAS = ("scalar", "avx2", "avx512", "neon")
ROWS, CLASSES = 5, 37
COUNT = ROWS * CLASSES

# The contract: the value, in units in the last place of the type at the size of the sum of |terms|.
CONTRACT = {"f32": 1.0, "f64": 4.0}

# Where one element decides the value, or all elements are alike, it has the error of that loss: its bound without the
# storing, in units. These do more than a product of a difference.
OF_ONE = """expectile squared_epsilon_insensitive pseudo_huber fair msle lp general_robust
squared_hinge modified_huber sigmoid_focal focal asymmetric_bce_logits
gaussian_nll_log laplace_nll_log gamma_deviance_log""".split()
VALUES = {
    # The difference twice, the quotient, the fused sum, half a unit each.
    ("gaussian_nll", "f32"): 2.0,
    # As those of OF_ONE.
    ("gaussian_kl", "f32"): 11.0,
    ("gaussian_kl", "f64"): 11.0,
    # As below, where all pairs are alike.
    ("preference", "f64"): 8.5,
    ("preference_unpaired", "f64"): 4.5,
    **{(name, type_): max(CONTRACT[type_], (ELEMENTS[name].bounds[0] - 1) / 2) for name in OF_ONE for type_ in CONTRACT},
}

# Of losses and derivatives: an elementary function within k units counts 2k, as a unit is up to 2^-23 of a number
# and a rounding half of one; each rounding counts 1. E.g. t*log x: 2*1 + 1, and 1 more as it is stored.
BOUNDS = {
    **{name: element.bounds for name, element in ELEMENTS.items()},
    "rmse": (4, 7),  # Half the square's 3, the root. The difference, two products, a factor with the root's 3 and 1.
    "cross_entropy_prob": (4, 2, 3),
    "kl_div": (5, 1, 0),  # log 1, a difference, a product, stored.
    "kl_div_log_target": (5, 3, 0),  # e^t 1, a difference, a product, stored.
    "kl_div_prob": (6, 2, 3),
    # e^v - 1 - v 10, the fused rest, a product, stored. e^v - 1 2, the fused rest, a product, the factor. e^x 1, the factor.
    "kl_div_generalized": (23, 7, 3),
    # e^z 1, their sum twice, log1p 1.5, a sum and a difference, stored; e^z and the sum again, 1/sum, factor, product, - t.
    # The second derivative has p twice, 1 - p, a product, the factor.
    "cross_entropy": (10, 10, 20),
    "causal_lm": (10, 10, 20),
    "cross_entropy_soft": (13, 13, 23),  # Also times t, and the sum of t.
    # The cross-entropy's 10, g' times, and of g itself the powers 6, a product or quotient, stored; p's 10 and g''s 10,
    # of which both sizes are parts, a product, the factor. The second derivative has g'' and p twice besides.
    "focal_cross_entropy": (18, 24, 44),
    "generalized_cross_entropy": (18, 24, 44),
    "poly1_cross_entropy": (18, 24, 44),
    "taylor_cross_entropy": (18, 24, 44),
    # Also times t, and the sum over t.
    "focal_cross_entropy_soft": (21, 27, 47),
    "poly1_cross_entropy_soft": (21, 27, 47),
    # Of the cross-entropy's and the logits' sizes: its 10; a difference and a product, half a unit each, of a logit. The same of
    # a derivative, and its product with the scale.
    "cosface": (12, 13),
    # The margin's sine and cosine 2, the target's sine 2.5, their product, the fused sum, the scale. The derivative has the quotient
    # of the target's sine besides, the fused sum, and two products.
    "arcface": (17, 25),
    "nll": (1, 1, 0),
    # In double: of floats all is rounded once. softplus 2 and the fused sum of it and |z|, times a weight and 1/K, stored;
    # sigma 2, its product with a target, the fused difference, a weight and the factor; sigma twice, three products.
    "multilabel_soft_margin": (9, 9, 13),
    "coral": (6, 6, 9),
    "corn": (6, 6, 9),
    # log1mexp 4, the gap's rounding, a sum of three, stored. e^-W / (1 - e^-W) 3, the gap, a quotient, a sum, the factor; its
    # square as well, twice.
    "cumulative_link": (14, 14, 24),
    "softmax": (0, 10),
    "log_softmax": (0, 10),
    # In double precision: a difference, times p, the sum, that of p twice as it is divided by it, the quotient, the
    # difference from it, times p; stored.
    "softmax_backward": (0, 8),
    # With p = 2: the difference and the sum, half a unit of either, twice; the sum, a quotient, stored. Of a derivative these
    # two once, the sum, the quotient, a product, the factor, stored.
    "multi_margin": (4, 4, 2),
    "multiclass_hinge": (2, 1, 0),  # A difference, a sum, stored.
    "categorical_hinge": (2, 1, 0),
    "multiclass_perceptron": (2, 1, 0),
    # A height has 1.5, the threshold one more and a quotient, a probability 4.5, its square 9; the sum, stored. The factor,
    # stored. The second: two roundings of 1 - 1/n, the factor, stored.
    "sparsemax": (10, 6, 2),
    "multilabel_margin": (3, 2, 0),  # A difference, a sum, the sum of both, a quotient, stored. A quotient, the factor, stored.
    "distillation": (22, 13, 20),  # Both models' probabilities and logarithms.
    # The same, the mixture's logarithm, two products. That and the teacher's share of the mixture, seven roundings.
    "js_div": (24, 26, 40),
    # In double. e^b 1, the sum 2 and its quotient, a product, the rounding of b twice; log1p 1.5 and the sum, their difference,
    # times lambda, stored. p 6, the mean of products 8, their difference, two products, the factor. The second has p twice and
    # 1 - p besides: an exponential 2 of a rounded logarithm.
    "entropy_penalty": (11, 18, 34),
    # With p = 3, the worst. A power 6, and a term p times difference and quotient besides: 12, of which the sum's root has
    # a third. That root 7, its product; the difference of two distances, the margin, stored. Of the derivatives: two thirds
    # of 12, 7 and a quotient; a power of p - 1 times 2, and a product; the difference of two of these, the factor.
    "triplet": (15, 30),
    # The same of one distance.
    "pairwise_distance": (13, 29),
    # Alike: the difference twice, the sum, stored. Not: half of that and the root, the difference from the margin, the square,
    # stored. That difference, the difference of the elements, one over the root, two products, the factor, stored.
    "contrastive": (6, 12),
    # Products of sums with twice the digits: their difference, root, product, sum, quotient; stored. The root, cosine and
    # square, two quotients, two products, the sum, the factor.
    "cosine_embedding": (8, 8),
    "cosine_distance": (8, 8),
    # The same, the difference of two, the margin, stored. The same, the difference of two factors of a vector, one more sum.
    "triplet_cosine": (11, 10),
    # Half the sum's rounding, the root, that of dim, their product, that with lambda, stored. The root's 1.5 and that of
    # dim, their quotient, a quotient, lambda, the factor. That quotient's 3.5, its inverse, lambda, the factor; two
    # differences, the sum of squares that they are divided by, its inverse, two products, stored.
    "group_lasso_penalty": (6, 7, 14),
    # The difference twice, the square, over dim, stored. The difference, over dim, the factor. Over dim, the factor.
    "mse_rows": (5, 3, 2),
    # e^u - 1 - u 10 and what u lost, the fused square, stored. The distance, e^(-v/2) twice, two products, the factor.
    "gaussian_kl": (23, 8),
    "vae_kl": (22, 6),  # e^s - 1 - s 10, a product, stored. e^s - 1 2, a product, the factor.
    # softplus 2.5 or a square; sigma 2, gain, factor; two sigma, a product, the factor.
    "gan_discriminator": (7, 6, 10),
    "gan_generator": (7, 6, 10),
    # Of scores, whose roundings count by their sizes, 3. A curve: softplus or sigma 2, so 4, a coefficient, a sum, and that
    # twice; a sum, beta or lambda, stored. The same of derivatives, with a product of two probabilities and the factor.
    "preference": (18, 22),
    "preference_unpaired": (10, 14, 16),
    "combine": (0, 1),
    "combine_uncertainty": (0, 6),  # e^-s 1, two products, the difference, stored.
}


class Type:
    """A lane type of the library."""

    def __init__(self, name, code, digits, smallest, largest):
        self.name, self.code, self.digits = name, code, digits
        self.smallest, self.largest = mpf(2) ** smallest, largest

    def round(self, x):
        """The number of this type that is nearest."""
        if self.code == "d" or not math.isfinite(x):
            return float(x)
        return struct.unpack("f", struct.pack("f", max(-self.largest, min(self.largest, x))))[0]

    def unit(self, size):
        """Of the last place of a number of this size."""
        _, exponent = mp.frexp(max(size, self.smallest))
        return mpf(2) ** (exponent - self.digits)


SINGLE = Type("f32", "f", 24, -126, 3.4028234663852886e38)
DOUBLE = Type("f64", "d", 53, -1022, sys.float_info.max)


def fills(kind, type_, source):
    """Names and makers of what an array is filled with."""
    tiny = float(type_.smallest)
    normal = source.gauss
    if kind == "probability":
        return {
            "numbers": lambda i: source.uniform(0.001, 0.999),
            "one hot": lambda i: float(i % CLASSES == 3),
            "nearly one": lambda i: 1 - source.uniform(0, 30) * 2.0**-type_.digits,
            "small": lambda i: 10 ** source.uniform(-30, -1),
            "constant": lambda i: 1 / CLASSES,
            "subnormal": lambda i: source.uniform(0, 2) * tiny,
        }
    if kind == "log probability":
        return {
            "numbers": lambda i: -source.expovariate(0.3),
            "masked": lambda i: -source.expovariate(0.3) if i % 3 else -math.inf,
            "small": lambda i: -(10 ** source.uniform(-30, -1)),
            "far": lambda i: -source.uniform(80, 110),
        }
    if kind == "likelihood":
        return {
            "numbers": lambda i: -source.expovariate(0.05),
            "small": lambda i: -(10 ** source.uniform(-30, -1)),
            "far": lambda i: -source.uniform(300, 900),
            "constant": lambda i: -0.3,
            "nearly equal": lambda i: -1 - source.uniform(0, 8) * 2.0**-type_.digits,
        }
    if kind == "positive":
        return {
            "numbers": lambda i: math.exp(normal(0, 2)),
            "small": lambda i: 10 ** source.uniform(-9, -1),
            "large": lambda i: 10 ** source.uniform(1, 30),
            "nearly one": lambda i: 1 + source.uniform(-8, 8) * 2.0**-type_.digits,
            "none": lambda i: 0.0,
        }
    if kind == "cosine":
        return {
            "numbers": lambda i: source.uniform(-1, 1),
            "certain": lambda i: 0.9 if i % 7 == 3 else source.uniform(-0.2, 0.2),
            "constant": lambda i: 0.3,
            "nearly one": lambda i: 1 - source.uniform(0, 30) * 2.0**-type_.digits,
            "nearly minus one": lambda i: -1 + source.uniform(0, 30) * 2.0**-type_.digits,
            "small": lambda i: source.choice((-1, 1)) * 10 ** source.uniform(-30, -1),
            "ends": lambda i: source.choice((-1.0, 0.0, 1.0)),
            "masked": lambda i: source.uniform(-1, 1) if i % CLASSES % 9 == 0 else -math.inf,
        }
    if kind == "sign":
        return {"signs": lambda i: source.choice((-1.0, 1.0))}
    all_fills = {
        "numbers": lambda i: normal(0, 3),
        "all negative": lambda i: -abs(normal(50, 30)) - 0.1,
        "one hot": lambda i: 40.0 if i % 7 == 3 else 0.0,
        "constant": lambda i: 0.3,
        "nearly equal": lambda i: 1 + source.uniform(-8, 8) * 2.0**-type_.digits,
        "subnormal": lambda i: source.uniform(-4, 4) * tiny / 2,
        "wide": lambda i: source.choice((-1, 1)) * 10 ** source.uniform(-20, 3),
        # Differences of two of them do not overflow.
        "overflow": lambda i: source.choice((-1, 1)) * 10 ** source.uniform(1, math.log10(type_.largest) - 1),
        "masked": lambda i: normal(0, 3) if i % CLASSES % 9 == 0 else -math.inf,
    }
    # Where squares would overflow; where e^x would overflow.
    without = {
        "real": (),
        "finite": ("masked",),
        "moderate": ("masked", "overflow"),
        "exponent": ("masked", "overflow", "wide"),
    }
    return {name: make for name, make in all_fills.items() if name not in without[kind]}


ROWWISE = {
    "cross_entropy_prob": ("probability", "probability", of_rows.cross_entropy_prob),
    "kl_div": ("log probability", "probability", of_rows.kl_div),
    "kl_div_log_target": ("log probability", "log probability", of_rows.kl_div_log_target),
    "kl_div_prob": ("probability", "probability", of_rows.kl_div_prob),
    "kl_div_generalized": ("finite", "positive", of_rows.kl_div_generalized),
    "mse_rows": ("finite", "moderate", of_rows.mse_rows(CLASSES)),
}


# Fills and numbers of losses of scores against the right class. Squares would overflow.
MARGINS = {
    "multi_margin": [
        ("real", (1.0, 1.0), of_rows.multi_margin(1, mpf(1))),
        ("moderate", (2.0, 0.5), of_rows.multi_margin(2, mpf("0.5"))),
    ],
    "multiclass_hinge": [("real", (0.75,), of_rows.rival(mpf("0.75")))],
    "categorical_hinge": [("real", (0.75,), of_rows.rival(mpf("0.75"), floored=True))],
    "multiclass_perceptron": [("real", (), of_rows.rival(mpf(0)))],
    "sparsemax": [("real", (), of_rows.sparsemax)],
    "multilabel_margin": [("real", (), of_rows.multilabel_margin)],
}


# Losses of rows of two inputs.
PAIRS = ("vae_kl", "gaussian_kl")

PREFERENCES = ("preference", "preference_unpaired")

# The losses of cosines with a margin, with scales and margins.
COSINES = {
    "cosface": ((64.0, 0.35), (4.0, 0.0625)),
    "arcface": ((64.0, 0.5), (4.0, 2.5)),
}


# The losses that are functions of the cross-entropy, and their numbers.
MAPPED = {
    "focal_cross_entropy": (2.0, 0.5),
    "generalized_cross_entropy": (0.7, 0.0625),
    "poly1_cross_entropy": (2.0, -1.0),
    "taylor_cross_entropy": (2.0, 7.0),
    "focal_cross_entropy_soft": (2.0, 0.5),
    "poly1_cross_entropy_soft": (2.0, -1.0),
}


def passed(argument):
    if isinstance(argument, array.array):
        return ctypes.c_void_p(argument.buffer_info()[0])
    if isinstance(argument, ctypes.Structure):
        return ctypes.byref(argument)
    if isinstance(argument, ctypes.c_uint32):
        return argument
    return {int: ctypes.c_size_t, float: ctypes.c_double, type(None): ctypes.c_void_p}[type(argument)](argument)


class Errors:
    """The largest of each result, and where."""

    def __init__(self, type_):
        self.type, self.largest = type_, {}

    def add(self, key, where, got, exact, type_=None):
        type_ = type_ or self.type
        got, nearly = mpf(got), type_.largest * (1 - mpf(2) ** -20)
        if mp.isnan(exact.value):
            error = mpf(0) if mp.isnan(got) else INFINITY
        elif mp.isinf(exact.value) or abs(exact.value) > type_.largest or mp.isinf(got):
            # Beyond the type the limit is right; below it what rounds to it, or what a step on the way rounded to it.
            same = mp.sign(got) == mp.sign(exact.value) and abs(got) >= nearly and exact.size >= type_.largest / 16
            error = mpf(0) if same else INFINITY
        elif got == 0 and abs(exact.value) <= type_.smallest * (1 + mpf(2) ** -13):
            error = mpf(0)
        else:
            error = max(mpf(0), abs(got - exact.value) - exact.slack) / type_.unit(exact.size)
        error = INFINITY if mp.isnan(error) else error
        if error >= self.largest.get(key, (-1,))[0]:
            self.largest[key] = (float(error), where)

    def compare(self, where, value, losses, gradient, rows, hessian=()):
        """Results with the exact (terms, derivatives, second derivatives) of each row."""
        every = [term for terms, *_ in rows for term in terms]
        self.add("value", where, value, total_of(every, self.type))
        for got, (terms, *_) in zip(losses, rows):
            self.add("losses", where, got, total_of(terms, self.type))
        for key, order, numbers in (("gradient", 1, gradient), ("hessian", 2, hessian)):
            parts = [row[order] for row in rows] if numbers else []
            exacts = [term for part in parts for term in (part if isinstance(part, list) else [part])]
            for got, exact in zip(numbers, exacts):
                self.add(key, where, got, exact)


def total_of(terms, type_):
    """Their sum, with the sum of the sizes."""
    size, slack = mp.fsum(term.size for term in terms), mp.fsum(term.slack for term in terms)
    # What is subnormal is rounded to a multiple of the smallest number.
    slack += type_.smallest * mpf(2) ** -type_.digits * sum(0 < term.size < type_.smallest for term in terms)
    infinite = {term.value for term in terms if mp.isinf(term.value)}
    if infinite:
        return Term(infinite.pop() if len(infinite) == 1 else mp.nan, size, slack)
    return Term(mp.fsum(term.value for term in terms), size, slack)


def exact_of(numbers):
    return [mpf(x) for x in numbers]


VECTORS = ("triplet", "triplet_cosine", "contrastive", "pairwise_distance", "cosine_distance", "cosine_embedding")


def rows_of(numbers):
    exact = exact_of(numbers)
    return [exact[row * CLASSES : (row + 1) * CLASSES] for row in range(ROWS)]


class Check:
    """The calls of one type. The exports by ctypes, without the Python package, which checks what it is given."""

    def __init__(self, path, type_, short):
        self.library = ctypes.CDLL(path)
        self.library.loss_last_error.restype = ctypes.c_char_p
        self.library.loss_isa.restype = ctypes.c_char_p
        self.type, self.short, self.source = type_, short, random.Random(1)
        compare_with(type_)

    def call(self, name, *arguments):
        function = getattr(self.library, f"loss_{name}_{self.type.name}")
        function.restype = ctypes.c_int
        if function(*map(passed, arguments)) != 0:
            sys.exit(f"{name}: {self.library.loss_last_error().decode()}")

    def array(self, maker, count=COUNT):
        return array.array(self.type.code, [self.type.round(maker(i)) for i in range(count)])

    def zeros(self, count=COUNT):
        return self.array(lambda i: 0.0, count)

    def outputs(self, losses, gradient=COUNT, hessian=0):
        """Options for the sum, each loss and second derivative, and where value, losses, gradient and Hessian go."""
        losses, hessian = self.zeros(losses), self.zeros(hessian)
        options = Options(reduction=1, losses=losses.buffer_info()[0])
        if hessian:
            options.hessian = hessian.buffer_info()[0]
        return options, array.array("d", [0]), losses, self.zeros(gradient), hessian

    def fills(self, kind):
        return list(fills(kind, self.type, self.source).items())

    def products(self, first, second):
        """Every fill of the one array with every fill of the other, or in the short form with one of them."""
        others = self.fills(second) if second else [("", None)]
        for number, (name, maker) in enumerate(self.fills(first)):
            for other_name, other in [others[number % len(others)]] if self.short else others:
                x, t = self.array(maker), self.array(other) if other else None
                yield f"{name} / {other_name}" if other else name, x, t

    def elements(self, losses=ELEMENTS):
        for name in losses:
            element, errors = ELEMENTS[name], Errors(self.type)
            first, *between, second = element.fills if len(element.fills) > 1 else (*element.fills, None)
            for number, (where, x, t) in enumerate(self.products(first, second)):
                others = list(itertools.product(*map(self.fills, between)))
                for fills in [others[number % len(others)]] if self.short else others:
                    arrays = [x, *(self.array(maker) for _, maker in fills), *([t] if t else [])]
                    place = " / ".join((where, *(other for other, _ in fills)))
                    for numbers in map(element.given, element.numbers):
                        self.element(element, numbers, place, arrays, errors)
            yield name, errors

    def element(self, element, numbers, where, arrays, errors):
        """Compares one call with these numbers."""
        one_input = element.inputs == 1
        options, value, losses, grad, hessian = self.outputs(COUNT, hessian=COUNT if one_input else 0)
        grads = [grad, *(self.zeros() for _ in range(element.inputs - 1))]
        self.call(element.name, *arrays, COUNT, *map(float, numbers.values()), options, value, *grads)
        rows = [element.solved(row, numbers) for row in zip(*map(exact_of, arrays))]
        if len(element.numbers) > 1:
            where += "".join(f", {name} {number:g}" for name, number in numbers.items())
        errors.compare(where, value[0], losses, [slope for row in zip(*grads) for slope in row], rows, hessian)

    def root(self):
        errors = Errors(self.type)
        for where, x, t in self.products("finite", "finite"):
            value, grad = array.array("d", [0]), self.zeros()
            self.call("rmse", x, t, COUNT, None, value, grad)
            difference = [a - b for a, b in zip(exact_of(x), exact_of(t))]
            root = mp.sqrt(mp.fsum(d * d for d in difference) / COUNT)
            errors.add("value", where, value[0], whole(root))
            for got, d in zip(grad, difference):
                errors.add("gradient", where, got, whole(d / (COUNT * root) if root else mpf(0)))
        yield "rmse", errors

    def rowwise(self, losses=ROWWISE):
        for name in losses:
            first, second, formula = ROWWISE[name]
            errors = Errors(self.type)
            for where, x, t in self.products(first, second):
                options, value, losses, grad, hessian = self.outputs(ROWS, hessian=COUNT)
                self.call(name, x, t, ROWS, CLASSES, options, value, grad)
                solved = [formula(a, b) for a, b in zip(exact_of(x), exact_of(t))]
                parts = [solved[row * CLASSES : (row + 1) * CLASSES] for row in range(ROWS)]
                rows = []
                for part in parts:
                    terms, slopes, seconds = zip(*part)
                    rows.append(([term for own in terms for term in own], list(slopes), list(seconds)))
                errors.compare(where, value[0], losses, grad, rows, hessian)
            yield name, errors

    def targets(self, masked):
        """Of the rows: indices, and distributions as numbers of the type."""
        # Of classes that are not left out: elsewhere the loss is infinite, and the test one of limits alone.
        classes = range(0, CLASSES, 9) if masked else range(CLASSES)
        index = array.array("q", [self.source.choice(classes) for _ in range(ROWS)])
        soft = []
        for _ in range(ROWS):
            shares = [self.source.expovariate(1) if c in classes else 0.0 for c in range(CLASSES)]
            soft += [self.type.round(share / sum(shares)) for share in shares]
        return index, array.array(self.type.code, soft)

    def classes(self):
        names = ("cross_entropy", "causal_lm", "cross_entropy_soft", "nll", "softmax", "log_softmax")
        errors = {name: Errors(self.type) for name in names}
        for where, maker in self.fills("real"):
            x = self.array(maker)
            logits, (index, soft) = rows_of(x), self.targets(where == "masked")
            hot = [[mpf(c == target) for c in range(CLASSES)] for target in index]
            calls = {
                "cross_entropy": ((x, index, ROWS, CLASSES, None), hot),
                # Each row predicts the next one's token, the last one none.
                "causal_lm": ((x, index, 1, ROWS, CLASSES, None), hot[1:]),
                "cross_entropy_soft": ((x, soft, ROWS, CLASSES, None), rows_of(soft)),
            }
            for name, (arguments, shares) in calls.items():
                # What is asked for decides how a row is worked on: without the Hessian as well.
                rows = [of_rows.against(share, self.type)(row) for share, row in zip(shares, logits)]
                for count in (0, COUNT):
                    options, value, losses, grad, hessian = self.outputs(ROWS, hessian=count)
                    self.call(name, *arguments, options, value, grad)
                    errors[name].compare(where, value[0], losses, grad, rows, hessian)
            options, value, losses, grad, hessian = self.outputs(ROWS, hessian=COUNT)
            self.call("nll", x, index, ROWS, CLASSES, None, options, value, grad)
            none = [of_rows.NOTHING] * CLASSES
            rows = [([whole(-row[i])], [whole(-s) for s in shares], none) for row, i, shares in zip(logits, index, hot)]
            errors["nll"].compare(where, value[0], losses, grad, rows, hessian)
            solved = [of_rows.softmax(row) for row in logits]
            for name, part in (("softmax", 0), ("log_softmax", 1)):
                self.call(name, x, ROWS, CLASSES, None, grad)
                for got, number in zip(grad, [number for row in solved for number in row[part]]):
                    slack = of_rows.loses_others(self.type) if part else flushed(number, number)
                    errors[name].add("gradient", where, got, whole(number, slack))
        yield from errors.items()

    def backward(self):
        """Sizes are those of the derivatives less that of the largest probability, as everything is taken less that."""
        errors = Errors(self.type)
        for number, (where, maker) in enumerate(self.fills("finite")):
            logits = rows_of(self.array(maker))
            p = array.array(self.type.code, [self.type.round(x) for row in logits for x in of_rows.softmax(row)[0]])
            for kind, derivative in self.fills("moderate"):
                d, grad = self.array(derivative), self.zeros()
                self.call("softmax_backward", p, d, ROWS, CLASSES, None, None, grad)
                rows = map(of_rows.softmax_backward, rows_of(p), rows_of(d))
                for got, exact in zip(grad, [exact for row in rows for exact in row]):
                    errors.add("gradient", f"{where} / {kind}", got, exact)
        yield "softmax_backward", errors
    def lists(self, index):
        """Of each row the class of an index and another one, a multiple of nine, which is never left out; and an array."""
        listed = [sorted({c, (c + 18) % CLASSES // 9 * 9}) for c in index]
        entries = [entry for own in listed for entry in [*own, *[-1] * CLASSES][:CLASSES]]
        return listed, array.array("q", entries)

    def margins(self, losses=MARGINS):
        for name in losses:
            errors = Errors(self.type)
            for kind, numbers, formula in MARGINS[name]:
                for where, maker in self.fills(kind):
                    x, (index, _) = self.array(maker), self.targets(where == "masked")
                    options, value, losses, grad, hessian = self.outputs(ROWS, hessian=COUNT)
                    if name == "multilabel_margin":
                        index, lists = self.lists(index)
                    else:
                        lists = index
                    self.call(name, x, lists, ROWS, CLASSES, *numbers, None, options, value, grad)
                    rows = [formula(row, right) for row, right in zip(rows_of(x), index)]
                    errors.compare(where, value[0], losses, grad, rows, hessian)
            yield name, errors

    def decisions(self):
        names = ("multilabel_soft_margin", "coral", "corn", "cumulative_link")
        errors = {name: Errors(self.type) for name in names}
        for where, maker in self.fills("finite"):
            x = self.array(maker)
            index = array.array("q", [self.source.randrange(CLASSES + 1) for _ in range(ROWS)])
            labels = self.array(lambda i: self.source.choice((0.0, 1.0, self.source.random())))
            # Logits that rise: by steps of their own, or next to nothing.
            steps = [abs(x[i]) + self.type.unit(mpf(abs(x[i]))) for i in range(COUNT)]
            rising = self.array(lambda i: float(sum(steps[i - i % CLASSES : i + 1], mpf(x[i - i % CLASSES]))))
            arrays = {"multilabel_soft_margin": x, "coral": x, "corn": x, "cumulative_link": rising}
            for name, logits in arrays.items():
                options, value, losses, grad, hessian = self.outputs(ROWS, hessian=COUNT)
                if name == "multilabel_soft_margin":
                    arguments, targets = (logits, labels, None, ROWS, CLASSES, None), rows_of(labels)
                else:
                    arguments, targets = (logits, index, ROWS, CLASSES + 1, None), index
                self.call(name, *arguments, options, value, grad)
                rows = [getattr(of_rows, name)(z, t) for z, t in zip(rows_of(logits), targets)]
                errors[name].compare(where, value[0], losses, grad, rows, hessian)
        yield from errors.items()

    def mapped(self, losses=MAPPED):
        for name in losses:
            errors = Errors(self.type)
            for where, maker in self.fills("real"):
                x = self.array(maker)
                index, soft = self.targets(where == "masked")
                target, shares = index, [[mpf(c == y) for c in range(CLASSES)] for y in index]
                if name.endswith("_soft"):
                    target, shares = soft, rows_of(soft)
                for number in MAPPED[name]:
                    formula = of_rows.mapped(name, number, self.type)
                    rows = [formula(row, share) for row, share in zip(rows_of(x), shares)]
                    for count in (0, COUNT):
                        options, value, losses, grad, hessian = self.outputs(ROWS, hessian=count)
                        self.call(name, x, target, ROWS, CLASSES, number, None, options, value, grad)
                        errors.compare(f"{where}, {number:g}", value[0], losses, grad, rows, hessian)
            yield name, errors

    def cosines(self, losses=COSINES):
        for name in losses:
            errors = Errors(self.type)
            for where, maker in self.fills("cosine"):
                x, (index, _) = self.array(maker), self.targets(where == "masked")
                for numbers in COSINES[name]:
                    formula = of_rows.cosines(name, *numbers, self.type)
                    rows = [formula(row, right) for row, right in zip(rows_of(x), index)]
                    options, value, losses, grad, _ = self.outputs(ROWS)
                    self.call(name, x, index, ROWS, CLASSES, *numbers, None, options, value, grad)
                    place = ", ".join((where, *(f"{number:g}" for number in numbers)))
                    errors.compare(place, value[0], losses, grad, rows)
            yield name, errors

    def teachers(self):
        models = (("distillation", 2.5), ("js_div", 0.25))
        for name, argument in models:
            errors = Errors(self.type)
            formula = getattr(of_rows, name)(mpf(argument), self.type)
            others = self.fills("finite")
            for number, (where, maker) in enumerate(self.fills("finite")):
                x = self.array(maker)
                # The same model, one that nearly agrees, and another.
                near = self.array(lambda i: x[i] * (1 + 0.01 * self.source.uniform(-1, 1)))
                other_name, other = others[(number + 1) % len(others)]
                for kind, t in (("same", x), ("near", near), (other_name, self.array(other))):
                    rows = [formula(a, b) for a, b in zip(rows_of(x), rows_of(t))]
                    for count in (0, COUNT):
                        options, value, losses, grad, hessian = self.outputs(ROWS, hessian=count)
                        self.call(name, x, t, ROWS, CLASSES, argument, None, options, value, grad)
                        errors.compare(f"{where} / {kind}", value[0], losses, grad, rows, hessian)
            yield name, errors

    def alone(self, losses=("entropy_penalty",)):
        for name in losses:
            formula, errors = of_rows.entropy_penalty(mpf("0.75")), Errors(self.type)
            for where, maker in self.fills("real"):
                x = self.array(maker)
                rows = [formula(row) for row in rows_of(x)]
                for count in (0, COUNT):
                    options, value, losses, grad, hessian = self.outputs(ROWS, hessian=count)
                    self.call(name, x, ROWS, CLASSES, 0.75, None, options, value, grad)
                    errors.compare(where, value[0], losses, grad, rows, hessian)
            yield name, errors

    def pairs(self, losses=PAIRS):
        parts = [slice(row * CLASSES, (row + 1) * CLASSES) for row in range(ROWS)]
        for name in losses:
            errors = Errors(self.type)
            for where, x, s in self.products("moderate", "moderate"):
                for kind, prior in self.priors(x, s) if name == "gaussian_kl" else [("", [])]:
                    options, value, of_rows_alone, by_mu, _ = self.outputs(ROWS)
                    by_log_var, numbers = self.zeros(), [0.0] if prior else []
                    self.call(name, x, s, *prior, ROWS, CLASSES, *numbers, options, value, by_mu, by_log_var)
                    formula = functools.partial(of_rows.gaussian_kl, self.type) if prior else of_rows.vae_kl
                    rows = [formula(*row) for row in zip(*map(rows_of, (x, s, *prior)))]
                    gradient = [slope for part in parts for slope in (*by_mu[part], *by_log_var[part])]
                    errors.compare(where + kind, value[0], of_rows_alone, gradient, rows)
            yield name, errors

    def priors(self, x, s):
        """One that nearly agrees, one that does in the variance, and another."""
        near = [self.array(lambda i, a=a: a[i] * (1 + 0.01 * self.source.uniform(-1, 1))) for a in (x, s)]
        return (", near", near), (", same variance", [s, s]), (", other", [s, x])

    def vectors(self, losses=VECTORS):
        parts = [slice(row * CLASSES, (row + 1) * CLASSES) for row in range(ROWS)]
        for name in losses:
            errors, size = Errors(self.type), "moderate" if name == "contrastive" else "finite"
            for where, x, y in self.products(size, size):
                for kind, inputs, target, given, formula in self.of_vectors(name, x, y):
                    options, value, of_rows_alone, *_ = self.outputs(ROWS)
                    grads = [self.zeros() for _ in inputs]
                    beside = [] if target is None else [target]
                    self.call(name, *inputs, *beside, ROWS, CLASSES, *given, options, value, *grads)
                    rows = zip(*map(rows_of, inputs)) if target is None else zip(*map(rows_of, inputs), target)
                    rows = [formula(*row) for row in rows]
                    gradient = [slope for part in parts for grad in grads for slope in grad[part]]
                    errors.compare(where + kind, value[0], of_rows_alone, gradient, rows)
            yield name, errors

    def of_vectors(self, name, x, y):
        """What is measured of a loss: a note, the inputs, the targets, the numbers, the formula of a row."""
        # Somewhere near the second, and nearly the first.
        z = self.array(lambda i: y[i] * (1 + 0.25 * self.source.uniform(-1, 1)))
        near = self.array(lambda i: x[i] * (1 + 1e-3 * self.source.uniform(-1, 1)))
        signs = self.array(lambda i: (1.0, -1.0)[i % 2], ROWS)
        # Sums of double have twice its digits, where 1 - cos cancels; those of float are plain ones of double: of
        # each of the four that it is made of, three terms and a fold are added in a lane, half a unit each.
        lost = mpf(2) ** (-98 if self.type is DOUBLE else -49)
        pairs = [("", [x, y]), (" and near", [x, near])]
        if name in ("triplet", "pairwise_distance"):
            for p in (1.0, 2.0, 3.0, math.inf):
                if name == "triplet":
                    yield f", p = {p:g}", [x, y, z], None, [0.5, p, 0.0], of_rows.triplet(mpf("0.5"), mpf(p))
                else:
                    yield f", p = {p:g}", [x, y], None, [p, 0.0], of_rows.pairwise_distance(mpf(p))
        elif name == "triplet_cosine":
            for kind, inputs in ("", [x, y, z]), (" and near", [x, near, y]):
                yield kind, inputs, None, [0.5], of_rows.triplet_cosine(mpf("0.5"), lost)
        elif name == "contrastive":
            for (kind, inputs), margin in itertools.product(pairs, (1.0, 64.0)):
                yield f"{kind}, m = {margin:g}", inputs, signs, [margin], of_rows.contrastive(mpf(margin))
        else:
            for kind, inputs in pairs:
                if name == "cosine_distance":
                    yield kind, inputs, None, [], of_rows.cosine_distance(lost)
                else:
                    yield kind, inputs, signs, [0.25], of_rows.cosine_embedding(mpf("0.25"), lost)

    def groups(self, losses=("group_lasso_penalty",)):
        for name in losses:
            errors = Errors(self.type)
            # As for the cosine: of float, sums of squares are plain ones of double.
            lost = mpf(2) ** (-98 if self.type is DOUBLE else -49)
            formula = of_rows.group_lasso_penalty(mpf("0.75"), lost)
            for where, x, _ in self.products("finite", None):
                options, value, losses, grad, hessian = self.outputs(ROWS, hessian=COUNT)
                self.call(name, x, ROWS, CLASSES, 0.75, options, value, grad)
                errors.compare(where, value[0], losses, grad, [formula(row) for row in rows_of(x)], hessian)
            yield name, errors

    def adversaries(self):
        for_discriminator, for_generator = Errors(self.type), Errors(self.type)
        for kind, (of_real, of_fake, of_generator) in enumerate(GAN):
            for where, real, fake in self.products("moderate", "finite"):
                where, code = f"kind {kind}, {where}", ctypes.c_uint32(kind)
                rows = [of_real(x) for x in exact_of(real)] + [of_fake(x) for x in exact_of(fake)]
                options, value, losses, grad, hessian = self.outputs(2 * COUNT, hessian=2 * COUNT)
                by_fake = self.zeros()
                self.call("gan_discriminator", code, real, COUNT, fake, COUNT, options, value, grad, by_fake)
                for_discriminator.compare(where, value[0], losses, [*grad, *by_fake], rows, hessian)
                options, value, losses, grad, hessian = self.outputs(COUNT, hessian=COUNT)
                self.call("gan_generator", code, fake, COUNT, options, value, grad)
                rows = [of_generator(x) for x in exact_of(fake)]
                for_generator.compare(where, value[0], losses, grad, rows, hessian)
        yield "gan_discriminator", for_discriminator
        yield "gan_generator", for_generator

    def preferences(self, losses=PREFERENCES):
        if "preference" in losses:
            yield "preference", self.pairs_of_answers()
        if "preference_unpaired" in losses:
            yield "preference_unpaired", self.answers()

    def pairs_of_answers(self):
        errors = Errors(self.type)
        for kind, numbers in preferences.PAIRS:
            for where, chosen, rejected in self.products("likelihood", "likelihood"):
                options, value, losses, by_chosen, _ = self.outputs(COUNT)
                by_rejected, code = self.zeros(), ctypes.c_uint32(kind)
                arrays = (chosen, rejected, None, None, None, None, COUNT)
                self.call("preference", code, *arrays, *numbers, options, value, by_chosen, by_rejected)
                rows = [preferences.pair(kind, numbers, *of_pair) for of_pair in zip(*map(exact_of, (chosen, rejected)))]
                gradient = [slope for of_pair in zip(by_chosen, by_rejected) for slope in of_pair]
                errors.compare(f"kind {kind}, {where}", value[0], losses, gradient, rows)
        return errors

    def answers(self):
        errors, desirable = Errors(self.type), array.array("B", [i % 2 for i in range(COUNT)])
        for kind, numbers in preferences.ANSWERS:
            for where, x, _ in self.products("likelihood", None):
                options, value, losses, grad, hessian = self.outputs(COUNT, hessian=COUNT)
                code = ctypes.c_uint32(kind)
                self.call("preference_unpaired", code, x, None, desirable, COUNT, *numbers, options, value, grad)
                rows = [preferences.answer(kind, numbers, *of_answer) for of_answer in zip(desirable, exact_of(x))]
                errors.compare(f"kind {kind}, {where}", value[0], losses, grad, rows, hessian)
        return errors

    def combinations(self):
        """Values, weights and totals are double in both types, s and the derivative by it are of the type."""
        combined, uncertain = Errors(self.type), Errors(self.type)
        for where, s, _ in self.products("exponent", None):
            values = array.array("d", [self.source.gauss(0, 3) for _ in range(COUNT)])
            weights = array.array("d", [self.source.gauss(0, 3) for _ in range(COUNT)])
            total = array.array("d", [0])
            self.call("combine", values, weights, COUNT, total)
            exact = total_of([whole(a * b) for a, b in zip(exact_of(values), exact_of(weights))], DOUBLE)
            combined.add("value", where, total[0], exact, DOUBLE)
            by_value, by_s = array.array("d", values), self.zeros()
            self.call("combine_uncertainty", values, s, weights, COUNT, total, by_value, by_s)
            terms = []
            for i, (l, x, c) in enumerate(zip(exact_of(values), exact_of(s), exact_of(weights))):
                precision = c * mp.exp(-x)
                terms += [whole(precision * l), whole(x / 2)]
                uncertain.add("gradient", where, by_value[i], whole(precision), DOUBLE)
                slope = Term(mpf("0.5") - precision * l, mpf("0.5") + abs(precision * l))
                uncertain.add("gradient", where, by_s[i], slope)
            uncertain.add("value", where, total[0], total_of(terms, DOUBLE), DOUBLE)
        yield "combine", combined
        yield "combine_uncertainty", uncertain

    def all(self):
        of_classes = (self.classes, self.mapped, self.cosines, self.backward, self.margins, self.decisions, self.teachers)
        others = (self.alone, self.vectors, self.groups, self.pairs, self.preferences, self.adversaries, self.combinations)
        for part in (self.elements, self.root, self.rowwise, *of_classes, *others):
            yield from part()


def bound_of(key, name, type_):
    """Totals of combinations are double in both types."""
    if key == "value":
        usual = CONTRACT["f64" if name.startswith("combine") else type_.name]
        return VALUES.get((name, type_.name), usual)
    return BOUNDS[name][("losses", "gradient", "hessian").index(key)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--every-isa", action="store_true")
    single = [*ELEMENTS, *ROWWISE, *MARGINS, *MAPPED, *COSINES, *PAIRS, *VECTORS, *PREFERENCES, "entropy_penalty", "group_lasso_penalty"]
    parser.add_argument("--only", choices=single, metavar="LOSS")
    parser.add_argument("--only-on", help=argparse.SUPPRESS)
    parser.add_argument("--out")
    arguments = parser.parse_args()
    if arguments.only:
        return measure_one(arguments)
    return measure_every(arguments) if arguments.every_isa else measure(arguments)


def measure_one(arguments):
    """The rows of the table of one loss."""
    failed = 0
    for type_ in (SINGLE, DOUBLE):
        check, name = Check(arguments.library, type_, arguments.short), arguments.only
        parts = dict.fromkeys(ELEMENTS, check.elements) | dict.fromkeys(MARGINS, check.margins)
        parts |= dict.fromkeys(MAPPED, check.mapped) | dict.fromkeys(PAIRS, check.pairs)
        parts |= {"entropy_penalty": check.alone, "group_lasso_penalty": check.groups}
        parts |= dict.fromkeys(COSINES, check.cosines) | dict.fromkeys(VECTORS, check.vectors)
        parts |= dict.fromkeys(PREFERENCES, check.preferences)
        for _, errors in parts.get(name, check.rowwise)([name]):
            for key, (error, where) in errors.largest.items():
                bound = bound_of(key, name, type_)
                failed |= not error <= bound
                print(f"| {name} | `{type_.name}` | {key} | {error:.3f} | {bound:g} | {where} |")
    return int(failed)


def measure_every(arguments):
    """A process each, as the library chooses once."""
    command, failed = [sys.executable, __file__, arguments.library, "--short"], 0
    for isa in ISAS:
        environment = {**os.environ, "LOSS_ISA": isa}
        # A name that the processor does not have leaves the best one.
        run = subprocess.run([*command, "--only-on", isa, "--out", os.devnull], env=environment, check=False)
        failed |= run.returncode
    return failed


def measure(arguments):
    lines, failures, seen = [], [], set()
    for type_ in (SINGLE, DOUBLE):
        check = Check(arguments.library, type_, arguments.short)
        if arguments.only_on not in (None, check.library.loss_isa().decode()):
            return 0
        for name, errors in check.all():
            seen.add(name)
            for key, (error, where) in errors.largest.items():
                bound = bound_of(key, name, type_)
                lines.append(f"{name}\t{type_.name}\t{key}\t{error:.3f}\t{bound:g}\t{where}\n")
                if not error <= bound:
                    failures.append(f"{name}, {type_.name}, {key}: {error:.3f} > {bound:g} ({where})")
    if seen != set(BOUNDS):
        failures.append(f"not the losses of BOUNDS: {seen ^ set(BOUNDS)}")
    text = "".join(lines)
    if arguments.out:
        with open(arguments.out, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        print(text, end="")
    print(f"losses, {check.library.loss_isa().decode()}: {len(lines)} results, {len(failures)} above their bounds")
    print("\n".join(failures), end="\n" if failures else "")
    return min(len(failures), 1)


if __name__ == "__main__":
    sys.exit(main())
