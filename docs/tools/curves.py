#!/usr/bin/env python3
"""Draws the curves of docs/losses: what the library returns for one element or row, and its derivative.

    python3 docs/tools/curves.py LIBRARY FOLDER

Every point is a call of the library. Needs nothing but Python, and writes the same text everywhere, as the library
returns the same bits everywhere.
"""

import ctypes
import math
import runpy
import sys
from pathlib import Path

POINTS = 161
WIDTH, HEIGHT = 720, 310
PANEL = (280, 196)  # width and height of the plotted area
LEFT, TOP, GAP = 48, 34, 72
COLOURS = ("#1b6ca8", "#c8501e", "#2f8f4e", "#8a4fbf", "#6b6b6b")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2")  # so that the curves differ in print and for everyone's eyes


STRUCTURES = Path(__file__).parents[2] / "bindings/python/libloss/_structures.py"
ClassOptions = runpy.run_path(str(STRUCTURES))["ClassOptions"]


class Library:
    """The losses of one element or row, each as a function of numbers that returns value and derivatives."""

    def __init__(self, path):
        self.library = ctypes.CDLL(str(Path(path).resolve()))
        self.library.loss_last_error.restype = ctypes.c_char_p

    def call(self, name, *arguments):
        if getattr(self.library, f"loss_{name}_f64")(*arguments) != 0:
            raise ValueError(self.library.loss_last_error().decode())

    def pointwise(self, name, x, target, *scalars):
        value, grad = ctypes.c_double(), numbers(0)
        self.call(name, numbers(x), numbers(target), size(1), *map(ctypes.c_double, scalars), None,
                  ctypes.byref(value), grad)
        return value.value, grad[0]

    def gaussian_nll(self, mean, variance, beta=0):
        value, grad_mean, grad_var = ctypes.c_double(), numbers(0), numbers(0)
        self.call("gaussian_nll", numbers(mean), numbers(variance), numbers(0), size(1), ctypes.c_double(beta),
                  ctypes.c_double(0), None, ctypes.byref(value), grad_mean, grad_var)
        return value.value, grad_mean[0], grad_var[0]

    def two(self, name, one, other, target, *scalars):
        """Value and the derivatives by both inputs."""
        value, grads = ctypes.c_double(), (numbers(0), numbers(0))
        self.call(name, numbers(one), numbers(other), numbers(target), size(1), *map(ctypes.c_double, scalars), None,
                  ctypes.byref(value), *grads)
        return value.value, grads[0][0], grads[1][0]

    def triplet(self, positive, negative, margin):
        """Of an anchor at 0 on a line; the derivative is that by the negative."""
        value, grad = ctypes.c_double(), numbers(0)
        self.call("triplet", numbers(0), numbers(positive), numbers(negative), size(1), size(1),
                  ctypes.c_double(margin), ctypes.c_double(2), ctypes.c_double(0), None, ctypes.byref(value), None,
                  None, grad)
        return value.value, grad[0]

    def cosine_embedding(self, angle, target, margin=0):
        """Of unit vectors at this angle, in right angles; the derivative is that by the angle."""
        angle *= math.pi / 2
        x, y = (math.cos(angle), math.sin(angle)), (1, 0)
        value, grad = ctypes.c_double(), numbers(0, 0)
        self.call("cosine_embedding", numbers(*x), numbers(*y), numbers(target), size(1), size(2),
                  ctypes.c_double(margin), None, ctypes.byref(value), grad, None)
        return value.value, (grad[1] * x[0] - grad[0] * x[1]) * math.pi / 2

    def triplet_cosine(self, angle, margin):
        """Of an anchor and a positive 30 degrees apart, and a negative at this angle from the anchor, in right angles."""
        angle *= math.pi / 2
        a, p = (1, 0), (math.cos(math.pi / 6), -math.sin(math.pi / 6))
        n = (math.cos(angle), math.sin(angle))
        value, grad = ctypes.c_double(), numbers(0, 0)
        self.call("triplet_cosine", numbers(*a), numbers(*p), numbers(*n), size(1), size(2), ctypes.c_double(margin),
                  None, ctypes.byref(value), None, None, grad)
        return value.value, (grad[1] * n[0] - grad[0] * n[1]) * math.pi / 2

    def contrastive(self, distance, target, margin):
        """Of two points on a line; the derivative is that by the first."""
        value, grad = ctypes.c_double(), numbers(0)
        self.call("contrastive", numbers(distance), numbers(0), numbers(target), size(1), size(1),
                  ctypes.c_double(margin), None, ctypes.byref(value), grad, None)
        return value.value, grad[0]

    def pairwise_distance(self, x, p):
        """Of (x, 1) from the origin; the derivative is that by x."""
        value, grad = ctypes.c_double(), numbers(0, 0)
        self.call("pairwise_distance", numbers(x, 1), numbers(0, 0), size(1), size(2), ctypes.c_double(p),
                  ctypes.c_double(0), None, ctypes.byref(value), grad, None)
        return value.value, grad[0]

    def penalty(self, name, x, *scalars):
        value, grad = ctypes.c_double(), numbers(0)
        self.call(name, numbers(x), size(1), *map(ctypes.c_double, scalars), None, ctypes.byref(value), grad)
        return value.value, grad[0]

    def group(self, *x):
        """Value, and the derivative by the first element of a group."""
        value, grad = ctypes.c_double(), numbers(*x)
        self.call("group_lasso_penalty", numbers(*x), size(1), size(len(x)), ctypes.c_double(1), None,
                  ctypes.byref(value), grad)
        return value.value, grad[0]

    def index(self, logits, target, **options):
        value, grad = ctypes.c_double(), numbers(*logits)
        chosen = ClassOptions(**options)
        self.call("cross_entropy", numbers(*logits), (ctypes.c_int64 * 1)(target), size(1), size(len(logits)),
                  ctypes.byref(chosen), None, ctypes.byref(value), grad)
        return value.value, grad[target]

    def margin(self, name, scores, target, *own):
        """Value, and the derivative by the score of the right class."""
        value, grad = ctypes.c_double(), numbers(*scores)
        self.call(name, numbers(*scores), (ctypes.c_int64 * 1)(target), size(1), size(len(scores)),
                  *map(ctypes.c_double, own), None, None, ctypes.byref(value), grad)
        return value.value, grad[target]

    def labels(self, logit, target, pos_weight):
        value, grad = ctypes.c_double(), numbers(0)
        self.call("multilabel_soft_margin", numbers(logit), numbers(target), numbers(pos_weight), size(1), size(1), None,
                  None, ctypes.byref(value), grad)
        return value.value, grad[0]

    def ordered(self, name, logits, target, place):
        """The derivative is that by the logit of this place."""
        value, grad = ctypes.c_double(), numbers(*logits)
        self.call(name, numbers(*logits), (ctypes.c_int64 * 1)(target), size(1), size(len(logits) + 1), None, None,
                  ctypes.byref(value), grad)
        return value.value, grad[place]

    def of_cross_entropy(self, name, logits, target, scalar):
        value, grad = ctypes.c_double(), numbers(*logits)
        self.call(name, numbers(*logits), (ctypes.c_int64 * 1)(target), size(1), size(len(logits)),
                  ctypes.c_double(scalar), None, None, ctypes.byref(value), grad)
        return value.value, grad[target]

    def of_cosines(self, name, cosines, target, scale, margin):
        value, grad = ctypes.c_double(), numbers(*cosines)
        self.call(name, numbers(*cosines), (ctypes.c_int64 * 1)(target), size(1), size(len(cosines)),
                  ctypes.c_double(scale), ctypes.c_double(margin), None, None, ctypes.byref(value), grad)
        return value.value, grad[target]

    def rowwise(self, name, row, target):
        value, grad = ctypes.c_double(), numbers(*row)
        self.call(name, numbers(*row), numbers(*target), size(1), size(len(row)), None, ctypes.byref(value), grad)
        return value.value, grad

    def models(self, name, student, teacher, scalar):
        value, grad = ctypes.c_double(), numbers(*student)
        self.call(name, numbers(*student), numbers(*teacher), size(1), size(len(student)), ctypes.c_double(scalar),
                  None, None, ctypes.byref(value), grad)
        return value.value, grad[0]

    def alone(self, name, logits, scalar):
        value, grad = ctypes.c_double(), numbers(*logits)
        self.call(name, numbers(*logits), size(1), size(len(logits)), ctypes.c_double(scalar), None, None,
                  ctypes.byref(value), grad)
        return value.value, grad[0]

    def vae_kl(self, mu, log_var):
        value, grad_mu, grad_log_var = ctypes.c_double(), numbers(0), numbers(0)
        self.call("vae_kl", numbers(mu), numbers(log_var), size(1), size(1), None, ctypes.byref(value), grad_mu,
                  grad_log_var)
        return value.value, grad_mu[0], grad_log_var[0]

    def gaussian_kl(self, mu, log_var, prior, free_bits):
        """The value, and the derivative by the mean."""
        value, grad = ctypes.c_double(), numbers(0)
        self.call("gaussian_kl", numbers(mu), numbers(log_var), *map(numbers, prior), size(1), size(1),
                  ctypes.c_double(free_bits), None, ctypes.byref(value), grad, None)
        return value.value, grad[0]

    def discriminator(self, kind, real, fake):
        """Of one real or one fake sample; the other is None."""
        value, grad = ctypes.c_double(), numbers(0)
        batches = [(numbers(x or 0), size(0 if x is None else 1)) for x in (real, fake)]
        grads = (grad, None) if fake is None else (None, grad)
        self.call("gan_discriminator", ctypes.c_uint32(kind), *batches[0], *batches[1], None, ctypes.byref(value),
                  *grads)
        return value.value, grad[0]

    def generator(self, kind, fake):
        value, grad = ctypes.c_double(), numbers(0)
        self.call("gan_generator", ctypes.c_uint32(kind), numbers(fake), size(1), None, ctypes.byref(value), grad)
        return value.value, grad[0]

    def preference(self, kind, x, epsilon=0.0):
        """Of a pair without a reference, with β = 1: x is the difference of the scores, of which the rejected one is −½."""
        value, grad = ctypes.c_double(), numbers(0)
        given = map(ctypes.c_double, (1, epsilon, 0, 0))
        self.call("preference", ctypes.c_uint32(kind), numbers(x - 0.5), numbers(-0.5), None, None, None, None, size(1),
                  *given, None, ctypes.byref(value), grad, None)
        return value.value, grad[0]

    def unpaired(self, kind, x, desirable):
        """With β = 1 and z = 0."""
        value, grad = ctypes.c_double(), numbers(0)
        given = map(ctypes.c_double, (1, 0, 0, 0))
        self.call("preference_unpaired", ctypes.c_uint32(kind), numbers(x), None, (ctypes.c_uint8 * 1)(desirable), size(1),
                  *given, None, ctypes.byref(value), grad)
        return value.value, grad[0]

    def uncertainty(self, value, log_var):
        total, derivative = ctypes.c_double(), numbers(0)
        self.call("combine_uncertainty", numbers(value), numbers(log_var), None, size(1), ctypes.byref(total), None,
                  derivative)
        return total.value, derivative[0]


# The figures that do not have the name of the one loss that they show. A test compares them and the figures with
# losses/*.toml.
SHOWS = {
    "cross_entropy_transforms": ("cross_entropy",),
    "gan_discriminator_real": ("gan_discriminator",),
    "margins": ("multiclass_hinge", "categorical_hinge", "multiclass_perceptron"),
    "ordered_classes": ("coral", "corn"),
    "penalties": ("l1_penalty", "l2_penalty", "elastic_net_penalty"),
}
# Why a loss has no figure.
WITHOUT_CURVE = {
    "mse_rows": "of a single element it is mse, which has a figure",
    "causal_lm": "of each token it is cross_entropy, which has a figure",
    "cross_entropy_soft": "a weighted sum of curves of cross_entropy",
    "focal_cross_entropy_soft": "a weighted sum of curves of focal_cross_entropy",
    "poly1_cross_entropy_soft": "a weighted sum of curves of poly1_cross_entropy",
    "cosine_distance": "it is cosine_embedding for t = 1, which has a figure",
    "nll": "a straight line: minus the log-probability of the target",
    "softmax": "no loss: it has an output per class and no value",
    "log_softmax": "no loss: it has an output per class and no value",
    "softmax_backward": "no loss: the second half of the derivative of one that takes probabilities",
    "kl_div_log_target": "against its input it is kl_div, which has a figure",
    "multilabel_margin": "a sum of hinges, one per pair of classes: hinge has a figure",
    "combine": "linear in each of its values",
}


def numbers(*values):
    return (ctypes.c_double * len(values))(*values)


size = ctypes.c_size_t


def figures(library):
    """File name: titles of the two panels, name of x, its range, ranges of y (None: what is needed), curves."""
    pointwise, index = library.pointwise, library.index
    kinds = ("minimax", "non-saturating", "least squares", "hinge", "Wasserstein")
    third = math.log(0.3), math.log(0.7)

    def two_classes(name, teacher):
        return lambda x: (lambda value, grad: (value, grad[0]))(*library.rowwise(name, (x, 1 - x), teacher))

    def log_two_classes(x):
        value, grad = library.rowwise("kl_div", (x, math.log1p(-math.exp(x))), (math.exp(third[0]), math.exp(third[1])))
        return value, grad[0]

    return {
        "mse": ("x − t", (-3, 3), None, None, {"mse": lambda x: pointwise("mse", x, 0)}),
        "rmse": ("x − t, of a single element", (-3, 3), None, None, {"rmse": lambda x: pointwise("rmse", x, 0)}),
        "huber": ("x − t", (-3, 3), None, None, {
            f"δ = {d}": lambda x, d=d: pointwise("huber", x, 0, d) for d in (0.5, 1, 2)
        }),
        "log_cosh": ("x − t", (-3, 3), None, None, {"log_cosh": lambda x: pointwise("log_cosh", x, 0)}),
        "l1": ("x − t", (-3, 3), None, None, {"l1": lambda x: pointwise("l1", x, 0)}),
        "smooth_l1": ("x − t", (-3, 3), None, None, {
            f"β = {b}": lambda x, b=b: pointwise("smooth_l1", x, 0, b) for b in (0.5, 1, 2)
        }),
        "quantile": ("x − t", (-3, 3), None, None, {
            f"q = {q}": lambda x, q=q: pointwise("quantile", x, 0, q) for q in (0.1, 0.5, 0.9)
        }),
        "expectile": ("x − t", (-3, 3), None, None, {
            f"τ = {tau}": lambda x, tau=tau: pointwise("expectile", x, 0, tau) for tau in (0.1, 0.5, 0.9)
        }),
        "epsilon_insensitive": ("x − t", (-3, 3), None, None, {
            f"ε = {e}": lambda x, e=e: pointwise("epsilon_insensitive", x, 0, e) for e in (0.1, 1)
        }),
        "squared_epsilon_insensitive": ("x − t", (-3, 3), None, None, {
            f"ε = {e}": lambda x, e=e: pointwise("squared_epsilon_insensitive", x, 0, e) for e in (0.1, 1)
        }),
        "pseudo_huber": ("x − t", (-3, 3), None, None, {
            f"δ = {d}": lambda x, d=d: pointwise("pseudo_huber", x, 0, d) for d in (0.5, 1, 2)
        }),
        "fair": ("x − t", (-3, 3), None, None, {
            f"c = {c}": lambda x, c=c: pointwise("fair", x, 0, c) for c in (0.5, 1, 2)
        }),
        "mape": ("prediction x", (-1, 5), None, None, {
            f"t = {t}": lambda x, t=t: pointwise("mape", x, t, 1e-7) for t in (1, 3)
        }),
        "msle": ("prediction x", (-0.9, 12), (0, 6), (-6, 2), {
            f"t = {t}": lambda x, t=t: pointwise("msle", x, t) for t in (1, 5)
        }),
        "lp": ("x − t", (-2, 2), None, None, {
            f"p = {p}": lambda x, p=p: pointwise("lp", x, 0, p) for p in (1.25, 1.5, 3)
        }),
        "general_robust": ("x − t, c = 1", (-5, 5), (0, 5), (-2, 2), {
            f"α = {a}".replace("-inf", "−∞").replace("-", "−"):
            lambda x, a=a: pointwise("general_robust", x, 0, a, 1) for a in (2, 1, 0, -2, -math.inf)
        }),
        "gaussian_nll": ("x − t with v = 1, or v with x − t = 1", (-3, 3), (-1, 5), (-3, 3), {
            "by the mean": lambda x: library.gaussian_nll(x, 1)[:2],
            "by the variance": lambda v: library.gaussian_nll(1, v)[::2] if v > 0.05 else (math.inf, math.inf),
        }),
        "gaussian_nll_log": ("r with s = 0, or s with r = 1", (-3, 3), (-1, 5), (-3, 3), {
            "by the mean": lambda x: library.two("gaussian_nll_log", x, 0, 0)[:2],
            "by the logarithm of the variance": lambda s: library.two("gaussian_nll_log", 1, s, 0)[::2],
        }),
        "laplace_nll": ("r with b = 1, or b with r = 1", (-3, 3), (-1, 5), (-3, 3), {
            "by the location": lambda x: library.two("laplace_nll", x, 1, 0, 0)[:2],
            "by the scale": lambda b: library.two("laplace_nll", 1, b, 0, 0)[::2] if b > 0.05 else (math.inf, math.inf),
        }),
        "laplace_nll_log": ("r with s = 0, or s with r = 1", (-3, 3), (-1, 5), (-3, 3), {
            "by the location": lambda x: library.two("laplace_nll_log", x, 0, 0)[:2],
            "by the logarithm of the scale": lambda s: library.two("laplace_nll_log", 1, s, 0)[::2],
        }),
        "student_t_nll": ("r with b = 1", (-6, 6), None, None, {
            f"ν = {df}": lambda x, df=df: library.two("student_t_nll", x, 1, 0, df, 0)[:2] for df in (1, 3, 30)
        }),
        "gamma_deviance_log": ("x, the logarithm of the mean", (-3, 3), (-0.5, 5), (-5, 1.5), {
            f"t = {t}": lambda x, t=t: pointwise("gamma_deviance_log", x, t) for t in (0.5, 1, 2)
        }),
        "tweedie_deviance_log": ("x, the logarithm of the mean", (-3, 3), (-0.5, 5), (-5, 5), {
            **{f"p = {p}": lambda x, p=p: pointwise("tweedie_deviance_log", x, 1, p) for p in (1, 1.5, 2)},
            "p = 1.5, t = 0": lambda x: pointwise("tweedie_deviance_log", x, 0, 1.5),
        }),
        "tweedie_deviance": ("x, the mean", (0.02, 6), (-0.5, 5), (-5, 2.5), {
            **{f"p = {p}": lambda x, p=p: pointwise("tweedie_deviance", x, 1, p) for p in (1, 1.5, 2)},
            "p = 1.5, t = 0": lambda x: pointwise("tweedie_deviance", x, 0, 1.5),
        }),
        "poisson_nll_log": ("x, the logarithm of the rate", (-3, 3), (-5, 15), (-5, 15), {
            f"t = {t}": lambda x, t=t: pointwise("poisson_nll_log", x, t) for t in (0, 1, 3)
        }),
        "poisson_nll": ("x, the rate", (0.02, 8), (-2, 10), (-5, 2), {
            f"t = {t}": lambda x, t=t: pointwise("poisson_nll", x, t, 0) for t in (0, 1, 3)
        }),
        "triplet": ("place of the negative, anchor at 0, positive at 1", (-4, 4), None, None, {
            f"m = {m}": lambda n, m=m: library.triplet(1, n, m) for m in (0.5, 1)
        }),
        "triplet_cosine": ("angle of the negative from the anchor, in right angles; the positive is 30° away",
                           (-2, 2), None, None, {
            f"m = {m}": lambda a, m=m: library.triplet_cosine(a, m) for m in (0.25, 1)
        }),
        "contrastive": ("difference x − y of two numbers", (-3, 3), (-0.2, 4.7), (-3.2, 3.2), {
            "t = 1": lambda x: library.contrastive(x, 1, 1),
            "t = −1, m = 1": lambda x: library.contrastive(x, -1, 1),
            "t = −1, m = 2": lambda x: library.contrastive(x, -1, 2),
        }),
        "pairwise_distance": ("one difference; the other is 1", (-4, 4), None, None, {
            "p = 1": lambda x: library.pairwise_distance(x, 1),
            "p = 2": lambda x: library.pairwise_distance(x, 2),
            "p = ∞": lambda x: library.pairwise_distance(x, math.inf),
        }),
        "cosine_embedding": ("angle between the vectors, in right angles", (-2, 2), None, None, {
            "t = 1": lambda a: library.cosine_embedding(a, 1),
            "t = −1, m = 0": lambda a: library.cosine_embedding(a, -1),
            "t = −1, m = 0.5": lambda a: library.cosine_embedding(a, -1, 0.5),
        }),
        "margin_ranking": ("difference of the scores, x − y", (-3, 3), None, None, {
            "t = 1, m = 0": lambda x: library.two("margin_ranking", x, 0, 1, 0)[:2],
            "t = 1, m = 1": lambda x: library.two("margin_ranking", x, 0, 1, 1)[:2],
            "t = −1, m = 1": lambda x: library.two("margin_ranking", x, 0, -1, 1)[:2],
        }),
        "pair_logistic": ("difference of the scores, x − y", (-6, 6), None, None, {
            "t = 1": lambda x: library.two("pair_logistic", x, 0, 1)[:2],
            "t = −1": lambda x: library.two("pair_logistic", x, 0, -1)[:2],
        }),
        "hinge": ("score x", (-3, 3), None, None, {
            "t = 1": lambda x: pointwise("hinge", x, 1),
            "t = −1": lambda x: pointwise("hinge", x, -1),
        }),
        "bce": ("probability x", (0.002, 0.998), (0, 6), (-20, 20), {
            "t = 1": lambda x: pointwise("bce", x, 1, 0),
            "t = 0": lambda x: pointwise("bce", x, 0, 0),
            "t = 0.3": lambda x: pointwise("bce", x, 0.3, 0),
        }),
        "bce_logits": ("logit x", (-6, 6), None, None, {
            "t = 1": lambda x: pointwise("bce_logits", x, 1, 1, 0),
            "t = 0": lambda x: pointwise("bce_logits", x, 0, 1, 0),
            "t = 1, pos_weight 2": lambda x: pointwise("bce_logits", x, 1, 2, 0),
        }),
        "squared_hinge": ("score x", (-3, 3), None, None, {
            "t = 1": lambda x: pointwise("squared_hinge", x, 1),
            "t = −1": lambda x: pointwise("squared_hinge", x, -1),
        }),
        "perceptron": ("score x", (-3, 3), None, None, {
            "t = 1": lambda x: pointwise("perceptron", x, 1),
            "t = −1": lambda x: pointwise("perceptron", x, -1),
        }),
        "hinge_embedding": ("distance x", (0, 3), None, None, {
            "t = 1": lambda x: pointwise("hinge_embedding", x, 1, 1),
            "t = −1, m = 1": lambda x: pointwise("hinge_embedding", x, -1, 1),
            "t = −1, m = 2": lambda x: pointwise("hinge_embedding", x, -1, 2),
        }),
        "modified_huber": ("score x", (-3, 3), None, None, {
            "t = 1": lambda x: pointwise("modified_huber", x, 1),
            "t = −1": lambda x: pointwise("modified_huber", x, -1),
        }),
        "soft_margin": ("logit x", (-6, 6), None, None, {
            "t = 1": lambda x: pointwise("soft_margin", x, 1),
            "t = −1": lambda x: pointwise("soft_margin", x, -1),
        }),
        "exponential": ("score x", (-3, 3), (0, 8), (-8, 8), {
            "t = 1": lambda x: pointwise("exponential", x, 1),
            "t = −1": lambda x: pointwise("exponential", x, -1),
            "t = 0.5": lambda x: pointwise("exponential", x, 0.5),
        }),
        "poly1_bce_logits": ("logit x", (-6, 6), None, None, {
            f"t = 1, ε = {e}".replace("-", "−"): lambda x, e=e: pointwise("poly1_bce_logits", x, 1, e)
            for e in (2, -0.5, -1)
        }),
        "sigmoid_focal": ("logit x", (-6, 6), None, None, {
            f"t = 1, γ = {g}": lambda x, g=g: pointwise("sigmoid_focal", x, 1, 0, g) for g in (0.5, 2, 5)
        }),
        "focal": ("probability x", (0.002, 0.998), (0, 6), (-20, 5), {
            f"t = 1, γ = {g}": lambda x, g=g: pointwise("focal", x, 1, 0, g) for g in (0.5, 2, 5)
        }),
        "asymmetric_bce_logits": ("logit x", (-6, 6), None, None, {
            **{
                f"t = 0, s = {s}": lambda x, s=s: pointwise("asymmetric_bce_logits", x, 0, 0, 4, s)
                for s in (0, 0.05, 0.2)
            },
            "t = 1": lambda x: pointwise("asymmetric_bce_logits", x, 1, 0, 4, 0),
        }),
        "cross_entropy": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            "plain": lambda x: index((x, 0, 0), 0),
            "label_smoothing 0.1": lambda x: index((x, 0, 0), 0, label_smoothing=0.1),
            "z_loss 0.05": lambda x: index((x, 0, 0), 0, z_loss=0.05),
        }),
        "cross_entropy_transforms": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            "plain": lambda x: index((x, 0, 0), 0),
            "temperature 2": lambda x: index((x, 0, 0), 0, temperature=2),
            "softcap 3": lambda x: index((x, 0, 0), 0, softcap=3),
        }),
        "multi_margin": ("score of the right class, beside 0 and 1", (-3, 4), None, None, {
            f"p = {p}": lambda x, p=p: library.margin("multi_margin", (x, 0, 1), 0, p, 1) for p in (1, 2)
        }),
        "margins": ("score of the right class, beside −0.5 and −1.5", (-3, 3), None, None, {
            "multiclass_hinge": lambda x: library.margin("multiclass_hinge", (x, -0.5, -1.5), 0, 1),
            "categorical_hinge": lambda x: library.margin("categorical_hinge", (x, -0.5, -1.5), 0, 1),
            "multiclass_perceptron": lambda x: library.margin("multiclass_perceptron", (x, -0.5, -1.5), 0),
        }),
        "sparsemax": ("score of the right class, beside two of 0", (-3, 3), None, None, {
            "sparsemax": lambda x: library.margin("sparsemax", (x, 0, 0), 0),
            "cross_entropy": lambda x: index((x, 0, 0), 0),
        }),
        "multilabel_soft_margin": ("logit of a single label", (-6, 6), None, None, {
            "t = 0": lambda x: library.labels(x, 0, 1),
            "t = 1": lambda x: library.labels(x, 1, 1),
            "t = 1, pos_weight 3": lambda x: library.labels(x, 1, 3),
        }),
        "ordered_classes": ("first of two logits, the other −1", (-6, 6), None, None, {
            f"{name}, y = {y}": lambda x, name=name, y=y: library.ordered(name, (x, -1), y, 0)
            for name, y in (("coral", 0), ("coral", 1), ("corn", 0), ("corn", 1))
        }),
        "cumulative_link": ("lower of two logits, the other 2", (-6, 1.9), (0, 8), (-1, 6), {
            f"y = {y}": lambda x, y=y: library.ordered("cumulative_link", (x, 2), y, 0) for y in (0, 1)
        }),
        "focal_cross_entropy": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            f"γ = {n}": lambda x, n=n: library.of_cross_entropy("focal_cross_entropy", (x, 0, 0), 0, n)
            for n in (0.5, 2, 5)
        }),
        "generalized_cross_entropy": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            f"q = {n}": lambda x, n=n: library.of_cross_entropy("generalized_cross_entropy", (x, 0, 0), 0, n)
            for n in (0.3, 0.7, 1)
        }),
        "poly1_cross_entropy": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            f"ε = {n}".replace("-", "−"):
                lambda x, n=n: library.of_cross_entropy("poly1_cross_entropy", (x, 0, 0), 0, n)
            for n in (-1, 1, 2)
        }),
        "taylor_cross_entropy": ("logit of the target, beside two of 0", (-8, 8), None, None, {
            f"order {n}": lambda x, n=n: library.of_cross_entropy("taylor_cross_entropy", (x, 0, 0), 0, n)
            for n in (1, 2, 6)
        }),
        "cosface": ("cosine of the target, beside two of 0; scale 8", (-1, 1), None, None, {
            f"m = {n}": lambda x, n=n: library.of_cosines("cosface", (x, 0, 0), 0, 8, n) for n in (0.1, 0.35, 0.7)
        }),
        "arcface": ("cosine of the target, beside two of 0; scale 8", (-1, 0.999), None, (-20, 1), {
            f"m = {n}": lambda x, n=n: library.of_cosines("arcface", (x, 0, 0), 0, 8, n) for n in (0.2, 0.5, 1)
        }),
        "cross_entropy_prob": ("probability x of the first of two classes", (0.002, 0.998), (0, 6), (-20, 20), {
            "t = (1, 0)": two_classes("cross_entropy_prob", (1, 0)),
            "t = (0.3, 0.7)": two_classes("cross_entropy_prob", (0.3, 0.7)),
        }),
        "kl_div": ("log-probability x of the first of two classes, t = (0.3, 0.7)", (-6, -0.05), None, None, {
            "kl_div": log_two_classes,
        }),
        "kl_div_prob": ("probability x of the first of two classes", (0.002, 0.998), (0, 4), (-20, 20), {
            "t = (0.3, 0.7)": two_classes("kl_div_prob", (0.3, 0.7)),
            "t = (0.8, 0.2)": two_classes("kl_div_prob", (0.8, 0.2)),
        }),
        "kl_div_generalized": ("x, of one class", (-3, 2), (0, 6), (-3, 6), {
            f"t = {t}": lambda x, t=t: (lambda value, grad: (value, grad[0]))(
                *library.rowwise("kl_div_generalized", (x,), (t,))) for t in (0, 0.5, 2)
        }),
        "distillation": ("student’s logit beside one of 0, teacher (2, 0)", (-6, 8), None, None, {
            f"T = {t}": lambda x, t=t: library.models("distillation", (x, 0), (2, 0), t) for t in (1, 2, 4)
        }),
        "js_div": ("student’s logit beside one of 0, teacher (2, 0)", (-6, 8), None, None, {
            f"β = {b}": lambda x, b=b: library.models("js_div", (x, 0), (2, 0), b) for b in (0.1, 0.5, 0.9)
        }),
        "vae_kl": ("μ with s = 0, or s with μ = 0", (-3, 3), None, None, {
            "by μ": lambda x: (lambda v, by_mu, _: (v, by_mu))(*library.vae_kl(x, 0)),
            "by s": lambda x: (lambda v, _, by_s: (v, by_s))(*library.vae_kl(0, x)),
        }),
        "gaussian_kl": ("μ with s = 0, of a prior with m = 1, v = ½", (-3, 4), None, None, {
            f"λ = {free}": lambda x, free=free: library.gaussian_kl(x, 0, (1, 0.5), free) for free in (0, 1)
        }),
        "gan_discriminator_real": ("logit or score of a real sample", (-4, 4), None, None, {
            kinds[kind]: lambda x, kind=kind: library.discriminator(kind, x, None) for kind in (0, 2, 4, 3)
        }),
        "gan_generator": ("logit or score of a generated sample", (-4, 4), None, None, {
            kinds[kind]: lambda x, kind=kind: library.generator(kind, x) for kind in (0, 2, 4, 1)
        }),
        "preference": ("x = β·Δ", (-4, 6), (-1, 5), (-3, 1.5), {
            "sigmoid": lambda x: library.preference(0, x),
            "robust, ε = 0.2": lambda x: library.preference(5, x, 0.2),
            "hinge": lambda x: library.preference(1, x),
            "ipo": lambda x: library.preference(2, x),
        }),
        "preference_unpaired": ("β·r, z = 0", (-5, 5), None, None, {
            "KTO, desirable": lambda x: library.unpaired(0, x, 1),
            "KTO, undesirable": lambda x: library.unpaired(0, x, 0),
            "BCO, desirable": lambda x: library.unpaired(1, x, 1),
            "BCO, undesirable": lambda x: library.unpaired(1, x, 0),
        }),
        "entropy_penalty": ("first of three logits, the others 0", (-8, 8), None, None, {
            f"λ = {factor}": lambda x, factor=factor: library.alone("entropy_penalty", (x, 0, 0), factor)
            for factor in (0.5, 1)
        }),
        "penalties": ("parameter x", (-2, 2), None, None, {
            "l1, λ = 1": lambda x: library.penalty("l1_penalty", x, 1),
            "l2, λ = 1": lambda x: library.penalty("l2_penalty", x, 1),
            "elastic net, ½ and ½": lambda x: library.penalty("elastic_net_penalty", x, 0.5, 0.5),
        }),
        "group_lasso_penalty": ("parameter x, beside one of y", (-2, 2), None, None, {
            f"y = {y:g}": lambda x, y=y: library.group(x, y) for y in (0, 0.5, 2)
        }),
        "combine_uncertainty": ("s, the logarithm of the variance", (-2, 4), (-1, 6), (-5, 1), {
            f"L = {value}": lambda s, value=value: library.uncertainty(value, s) for value in (0.5, 1, 3)
        }),
    }


def step_of(low, high):
    """A round distance between ticks, for about five of them."""
    rough = (high - low) / 5
    power = 10 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def label(number):
    text = f"{number:.6g}"
    return text.replace("-", "−")


class Panel:
    def __init__(self, left, x_range, y_range):
        self.left, self.x_range, self.y_range = left, x_range, y_range

    def x(self, value):
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * PANEL[0]

    def y(self, value):
        low, high = self.y_range
        return TOP + (high - value) / (high - low) * PANEL[1]

    def axes(self, title, x_name):
        right, bottom = self.left + PANEL[0], TOP + PANEL[1]
        yield f'<text class="title" x="{self.left}" y="{TOP - 14}">{title}</text>'
        yield f'<text x="{self.left + PANEL[0] / 2:.1f}" y="{bottom + 36}" text-anchor="middle">{x_name}</text>'
        for tick in ticks(*self.x_range):
            yield f'<path class="grid" d="M{self.x(tick):.1f} {TOP}V{bottom}"/>'
            yield f'<text x="{self.x(tick):.1f}" y="{bottom + 17}" text-anchor="middle">{label(tick)}</text>'
        for tick in ticks(*self.y_range):
            yield f'<path class="{"zero" if tick == 0 else "grid"}" d="M{self.left} {self.y(tick):.1f}H{right}"/>'
            yield f'<text x="{self.left - 7}" y="{self.y(tick) + 4:.1f}" text-anchor="end">{label(tick)}</text>'

    def curve(self, points, index):
        """Lifts the pen where a curve leaves the panel, and where it jumps."""
        low, high = self.y_range
        jumps = jumps_of([y for _, y in points], 0.02 * (high - low))
        path, drawing = [], False
        for (x, y), jump in zip(points, jumps):
            inside = low <= y <= high
            if inside:
                path.append(f"{'L' if drawing and not jump else 'M'}{self.x(x):.1f} {self.y(y):.1f}")
            drawing = inside
        return stroke(index, "".join(path))


def stroke(index, path):
    """A path in the colour and dashes of a curve."""
    dash = f' stroke-dasharray="{DASHES[index]}"' if DASHES[index] else ""
    return f'<path class="curve" stroke="{COLOURS[index]}"{dash} d="{path}"/>'


def jumps_of(values, least):
    """Whether a value is reached by a jump, as derivatives make at a kink: a step far larger than one beside it."""
    steps = [abs(after - before) for before, after in zip(values, values[1:])]
    return [False] + [
        step > least and step > 8 * min(steps[max(0, at - 1) : at] + steps[at + 1 : at + 2])
        for at, step in enumerate(steps)
    ]


def ticks(low, high):
    step = step_of(low, high)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(index * step, 10) for index in range(first, last + 1)]


def range_of(series):
    """From the data, widened to ticks' multiples and kept off the frame."""
    values = [value for points in series for _, value in points]
    low, high = min(values), max(values)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    margin = 0.06 * (high - low)
    return low - margin, high + margin


def draw(x_name, x_range, value_range, grad_range, curves):
    xs = [x_range[0] + (x_range[1] - x_range[0]) * index / (POINTS - 1) for index in range(POINTS)]
    results = {name: [function(x) for x in xs] for name, function in curves.items()}
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
        "<style>text{font:12px sans-serif;fill:#333}.title{font-weight:bold}.grid{stroke:#e4e4e4}.zero{stroke:#999}"
        ".curve{fill:none;stroke-width:2;stroke-linejoin:round}</style>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for part, (title, y_range) in enumerate((("value", value_range), ("derivative", grad_range))):
        series = [[(x, result[part]) for x, result in zip(xs, results[name])] for name in curves]
        panel = Panel(LEFT + part * (PANEL[0] + GAP), x_range, y_range or range_of(series))
        lines += panel.axes(title, x_name)
        lines += [panel.curve(points, index) for index, points in enumerate(series)]
    offset = LEFT
    for index, name in enumerate(curves):
        y = HEIGHT - 12
        lines.append(stroke(index, f"M{offset} {y - 4}h26"))
        lines.append(f'<text x="{offset + 32}" y="{y}">{name}</text>')
        offset += 52 + 7 * len(name)
    return "\n".join([*lines, "</svg>", ""])


def main():
    library, folder = Library(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for name, (x_name, *rest) in figures(library).items():
        (folder / f"{name}.svg").write_text(draw(x_name, *rest), encoding="utf-8")


if __name__ == "__main__":
    main()
